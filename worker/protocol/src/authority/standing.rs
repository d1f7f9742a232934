//! Which changes stand among those of a document (PROTOCOL.md §8).

use super::{Authority, Refusal};
use crate::{
    ids::{DeviceId, RecordId},
    record::Record,
};
use std::collections::{BTreeMap, BTreeSet};

impl Authority {
    /// Which of a document's records with changes stand: those whose authors may write it now, those that a removal of their
    /// author names, and all that these build on. What is not among them waits, or fell. All are of one circle.
    pub fn standing<'a>(
        &self,
        records: impl IntoIterator<Item = &'a Record>,
    ) -> BTreeSet<RecordId> {
        let records: BTreeMap<RecordId, &Record> = records
            .into_iter()
            .map(|record| (record.id(), record))
            .collect();
        let of = records.values().next().map(|one| one.header().circle);
        let Some(of) = of.and_then(|circle| self.of(&circle)) else {
            return BTreeSet::new();
        };
        let mut counted: BTreeMap<DeviceId, BTreeSet<RecordId>> = BTreeMap::new();
        let mut open = Vec::new();
        for (id, record) in &records {
            let author = record.header().author;
            let counts = match self.judge(record) {
                Ok(()) => true,
                Err(Refusal::Removed) => {
                    let counted = counted.entry(author);
                    counted.or_insert_with(|| of.counted(&author)).contains(id)
                }
                Err(_) => false,
            };
            open.extend(counts.then_some(*id));
        }
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
