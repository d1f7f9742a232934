//! What people write, as Automerge documents: plans and the directory of a space.
//!
//! Pure: no browser, no network, no clock; time, randomness and identifiers come in as arguments.

mod chunks;
pub mod cost;
pub mod directory;
pub mod document;
pub mod id;
pub mod import;
mod numerals;
pub mod plan;
mod position;
pub mod snapshot;
pub mod text;
pub mod time;
