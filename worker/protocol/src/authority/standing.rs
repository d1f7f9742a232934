//! Which changes stand among those of a document (PROTOCOL.md §8).

use super::{Authority, Refusal};
use crate::{ids::RecordId, record::Record};
use std::collections::{BTreeMap, BTreeSet};

impl Authority {
    /// Which of a document's records with changes stand: those whose authors may write it now, those that a removal of their
    /// author names, and all that these build on. What is not among them waits, or fell.
    pub fn standing<'a>(
        &self,
        records: impl IntoIterator<Item = &'a Record>,
    ) -> BTreeSet<RecordId> {
        let records: BTreeMap<RecordId, &Record> = records
            .into_iter()
            .map(|record| (record.id(), record))
            .collect();
        let counts = |id: &RecordId, record: &Record| match self.judge(record) {
            Ok(()) => true,
            Err(Refusal::Removed) => self.counted(&record.header().author).contains(id),
            Err(_) => false,
        };
        let mut open: Vec<RecordId> = records
            .iter()
            .filter(|(id, record)| counts(id, record))
            .map(|(id, _)| *id)
            .collect();
        let mut standing = BTreeSet::new();
        while let Some(id) = open.pop() {
            if let Some(record) = records.get(&id).filter(|record| self.keeps(record).is_ok())
                && standing.insert(id)
            {
                open.extend(record.header().parents.iter().copied());
            }
        }
        standing
    }
}
