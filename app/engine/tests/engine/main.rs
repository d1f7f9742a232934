//! Engines among themselves: several tabs and people, a relay, and everything that can go wrong between them.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod alone;
mod circles;
mod crashes;
mod erased;
mod key_file;
mod linking;
mod members;
mod page;
mod people;
mod relays;
mod renewal;
mod seen;
mod snapshots;
mod strange;
mod tabs;
mod together;
mod world;
