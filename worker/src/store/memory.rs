//! A store that forgets when the process ends: for tests, and the measure that other stores are held to.

use super::{Held, Keep, PLAIN_KINDS, Store, StoreError, Totals};
use samvev_protocol::{
    ids::{RecordId, SpaceId},
    record::Record,
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Records in memory. Clones share what they hold.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    spaces: Arc<Mutex<BTreeMap<SpaceId, Shelf>>>,
}

#[derive(Debug, Default)]
struct Shelf {
    order: Vec<RecordId>,
    records: HashMap<RecordId, (Arc<Record>, u64)>,
}

impl MemoryStore {
    fn spaces(&self) -> MutexGuard<'_, BTreeMap<SpaceId, Shelf>> {
        self.spaces.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn keep(&self, records: &[Keep]) -> Result<(), StoreError> {
        let mut spaces = self.spaces();
        for keep in records {
            let shelf = spaces.entry(keep.record.space()).or_default();
            let id = keep.record.id();
            shelf.records.entry(id).or_insert_with(|| {
                shelf.order.push(id);
                (Arc::clone(&keep.record), keep.stored_at)
            });
        }
        Ok(())
    }

    fn open(&self, space: SpaceId) -> Result<Vec<Held>, StoreError> {
        let spaces = self.spaces();
        let Some(shelf) = spaces.get(&space) else {
            return Ok(Vec::new());
        };
        let held = shelf
            .order
            .iter()
            .filter_map(|id| shelf.records.get(id))
            .map(|(record, stored_at)| Held {
                id: record.id(),
                circle: record.header().circle,
                document: record.header().document,
                size: record.bytes().len(),
                stored_at: *stored_at,
                plain: PLAIN_KINDS
                    .contains(&record.header().kind)
                    .then(|| record.bytes().to_vec()),
            });
        Ok(held.collect())
    }

    fn load(&self, space: SpaceId, records: &[RecordId]) -> Result<Vec<Vec<u8>>, StoreError> {
        let spaces = self.spaces();
        let Some(shelf) = spaces.get(&space) else {
            return Ok(Vec::new());
        };
        let found = records.iter().filter_map(|id| shelf.records.get(id));
        Ok(found.map(|(record, _)| record.bytes().to_vec()).collect())
    }

    fn retire(&self, space: SpaceId, records: &[RecordId]) -> Result<(), StoreError> {
        if let Some(shelf) = self.spaces().get_mut(&space) {
            for id in records {
                shelf.records.remove(id);
            }
            let records = &shelf.records;
            shelf.order.retain(|id| records.contains_key(id));
        }
        Ok(())
    }

    fn totals(&self) -> Result<Totals, StoreError> {
        let mut totals = Totals::default();
        for shelf in self.spaces().values() {
            totals.spaces += 1;
            totals.records += shelf.records.len() as u64;
            totals.bytes += shelf
                .records
                .values()
                .map(|(record, _)| record.bytes().len() as u64)
                .sum::<u64>();
        }
        Ok(totals)
    }
}
