//! The relay: it carries sealed records between the members of a space and keeps them, and can read none of it.
//!
//! [`relay`] decides, as a pure function of what happens to it; [`store`] keeps; [`server`] is the native shell that
//! gives both a socket, a disk and a clock.

pub mod relay;
pub mod server;
pub mod store;
