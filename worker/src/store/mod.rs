//! Where records are kept: one trait, and every store passes `tests/store_conformance.rs`.
//!
//! A store holds what a relay may read of a record (its header's space, circle, document, author and sequence), the time
//! it came, and its bytes as they came. Nothing else, and nothing that says what a record is about.

mod memory;
mod sqlite;

pub use memory::MemoryStore;
pub use sqlite::SqliteStore;

use samvev_protocol::{
    ids::{CircleId, DocumentId, RecordId, SpaceId},
    record::{Kind, Record},
};
use std::sync::Arc;

/// A record to be kept.
#[derive(Debug, Clone)]
pub struct Keep {
    /// The record, its form and signature checked.
    pub record: Arc<Record>,
    /// When it came, in milliseconds since 1970 by the relay's clock.
    pub stored_at: u64,
}

/// What a relay remembers of a record that it keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The record.
    pub id: RecordId,
    /// The circle that may read it.
    pub circle: CircleId,
    /// The document it belongs to.
    pub document: DocumentId,
    /// Its size in bytes.
    pub size: usize,
    /// When it first came, in milliseconds since 1970 by the relay's clock.
    pub stored_at: u64,
    /// Its bytes, if a relay must read it: to know who may do what, and what is retired.
    pub plain: Option<Vec<u8>>,
}

/// How much a store holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Spaces.
    pub spaces: u64,
    /// Records.
    pub records: u64,
    /// Bytes of records.
    pub bytes: u64,
}

/// Why a store could not do as it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The disk is full: make room, then try again.
    #[error("the disk is full")]
    Full,
    /// Another process has the data: stop it first.
    #[error("another process uses this data directory")]
    InUse,
    /// A later version wrote the data: use that version.
    #[error("the data is of schema version {0}, made by a later version")]
    Newer(i64),
    /// Anything else that the disk or the database says.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// Keeps records of many spaces.
pub trait Store {
    /// Keeps these records: all of them or, on an error, none. They are durable when it returns. One that is kept already
    /// stays as it was, with the time at which it first came.
    ///
    /// # Errors
    /// When the records could not be made durable.
    fn keep(&self, records: &[Keep]) -> Result<(), StoreError>;

    /// What is held of a space, in the order in which it came.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn open(&self, space: SpaceId) -> Result<Vec<Held>, StoreError>;

    /// The bytes of those of these records that are held, in the order asked for.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn load(&self, space: SpaceId, records: &[RecordId]) -> Result<Vec<Vec<u8>>, StoreError>;

    /// Lets go of these records for good: what they took on the disk is overwritten. Those that are not held are passed over.
    ///
    /// # Errors
    /// When they could not be let go of; some of them may be gone then.
    fn retire(&self, space: SpaceId, records: &[RecordId]) -> Result<(), StoreError>;

    /// How much is held.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn totals(&self) -> Result<Totals, StoreError>;
}

/// The kinds whose bytes [`Store::open`] gives.
const PLAIN_KINDS: [Kind; 10] = [
    Kind::Founding,
    Kind::Permit,
    Kind::Document,
    Kind::Grant,
    Kind::Removal,
    Kind::Epoch,
    Kind::Erasure,
    Kind::Circle,
    Kind::Prune,
    Kind::Confirmation,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_that_are_opened_are_those_that_decide_who_may_do_what_and_what_is_retired() {
        let others = [Kind::Changes, Kind::Snapshot, Kind::Answer];
        let retires = |kind: &Kind| matches!(kind, Kind::Prune | Kind::Confirmation);
        assert!(
            PLAIN_KINDS
                .iter()
                .all(|kind| kind.is_authority() || retires(kind))
        );
        assert!(
            !others
                .iter()
                .any(|kind| kind.is_authority() || PLAIN_KINDS.contains(kind))
        );
    }
}
