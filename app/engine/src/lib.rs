//! Keeps the documents: intents in, patches out; what is stored, and the exchange of records.
//!
//! [`engine::Engine`] is sans-IO: [`host::Input`]s in, [`host::Effect`]s out, the same natively and in the browser. The
//! adapters that carry effects out stand beside it: `memory` for tests, `browser` for a dedicated Web Worker.

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod engine;
pub mod host;
pub mod memory;
pub mod messages;
pub mod store;
