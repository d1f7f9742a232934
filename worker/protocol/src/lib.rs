//! What both halves of Samvev agree on: records, seals, authority, the live set, reconciliation and frames.
//!
//! Pure and sans-IO: bytes, randomness and time come in as arguments, effects go out as values. `PROTOCOL.md`
//! beside this crate gives the formats and their laws.

pub mod authority;
pub mod bodies;
pub mod frame;
pub mod ids;
pub mod invitation;
pub mod key_file;
pub mod keys;
pub mod linking;
pub mod live;
pub mod printed_key;
pub mod prune;
pub mod reconcile;
pub mod record;
pub mod seal;
pub mod space;

mod signature_bytes;
