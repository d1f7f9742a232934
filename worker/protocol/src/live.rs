//! The live set: which records are to be kept and passed on. A pure function of the set of records; here, where nothing
//! can retire a record yet, it is all of them. Prunes and erasures will take their part away in [`LiveSet::insert`].

use crate::{ids::RecordId, record::Record};
use std::collections::BTreeSet;

/// The ids of the records that are live.
#[derive(Debug, Clone, Default)]
pub struct LiveSet {
    ids: BTreeSet<RecordId>,
}

impl LiveSet {
    /// Adds a record; answers whether it is live and was not there before.
    pub fn insert(&mut self, record: &Record) -> bool {
        self.ids.insert(record.id())
    }
    /// Whether the record is live here.
    pub fn contains(&self, id: &RecordId) -> bool {
        self.ids.contains(id)
    }
    /// The ids, ascending.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = &RecordId> {
        self.ids.iter()
    }
}
