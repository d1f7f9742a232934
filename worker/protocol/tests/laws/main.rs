//! The laws of PROTOCOL.md, each by the test that it names.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod authority;
mod bodies;
mod circles;
mod decoders;
mod frame;
mod invitation;
mod key_file;
mod keys;
mod linking;
mod live;
mod printed_key;
mod prune;
mod reconcile;
mod record;
mod removal;
mod seal;
mod seeded;
mod space;
mod vectors;
