//! The engine's surroundings in a browser.
//!
//! In a dedicated Web Worker `worker` carries out what the engine asks of its [`crate::host`]; on the page [`client`] speaks to
//! it and [`journal`] keeps what was typed last. Between the two go postcard bytes: to the engine one
//! [`crate::messages::Command`] a message, to the page a list of [`crate::messages::Event`]s.
//!
//! One WebAssembly module serves both. The application exports two functions for the scripts that start it: `start_page`,
//! called with the compiled module by `start.js`, makes an [`client::EngineClient`]; `start_engine`, called in the Web
//! Worker by `engine.js`, is [`worker::start_engine`].

pub mod client;
mod host;
pub mod indexed_db;
pub mod journal;
mod locks;
mod scope;
pub mod secret;
mod sockets;
pub mod worker;

/// What the Web Worker says once it listens: what is posted to it before is lost.
const HELLO: &str = "hello";
