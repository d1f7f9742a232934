//! The engine's surroundings in a browser.
//!
//! In a dedicated Web Worker `worker` carries out what the engine asks of its [`crate::host`]; on the page [`client`] speaks to
//! it and [`journal`] keeps what was typed last. Between the two go postcard bytes: to the engine one
//! [`crate::messages::Command`] a message, to the page a list of [`crate::messages::Event`]s.
//!
//! One WebAssembly module serves both. `start.js` compiles it and calls the application's `start_page` with it, which makes
//! an [`client::EngineClient`]; `engine.js` calls [`worker::start_engine`] in the Web Worker.

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
