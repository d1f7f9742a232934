//! The store of a profile: what a tab asks of it, what is in it, and setting it back.

use super::{
    device::{AUTHOR, ProfileId, TabId},
    judgement::in_effect,
    world::{Happening, World},
};
use samvev_engine::{
    host::{Effect, Input},
    memory::MemoryStore,
    store::{Batch, CommitError, Entry},
};
use samvev_protocol::{
    authority::Authority,
    ids::{RecordId, SpaceId},
    record::Record,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where a record's document stands in its bytes (PROTOCOL.md, §2).
const DOCUMENT: std::ops::Range<usize> = 50..66;

impl World {
    pub(super) fn commits_under_way(&self, id: TabId) -> Vec<Batch> {
        let of = |what: &Happening| match what {
            Happening::Store(tab, Effect::Commit(_, batch)) if *tab == id => Some(batch.clone()),
            _ => None,
        };
        self.happenings.values().filter_map(of).collect()
    }

    pub(super) fn do_store(&mut self, id: TabId, effect: Effect) {
        let input = match effect {
            Effect::Commit(ticket, batch) => match self.commit(id, batch) {
                Some(outcome) => Input::Committed(ticket, outcome),
                None => return,
            },
            Effect::Scan(ticket, prefix) => {
                let Some(tab) = self.tabs.get(&id) else {
                    return;
                };
                Input::Scanned(ticket, tab.store.scan_now(&prefix))
            }
            Effect::Fetch(ticket, keys) => {
                let Some(tab) = self.tabs.get(&id) else {
                    return;
                };
                Input::Scanned(ticket, tab.store.fetch_now(&keys))
            }
            _ => return,
        };
        if matches!(
            &input,
            Input::Committed(_, Err(_)) | Input::Scanned(_, Err(_))
        ) {
            self.faults.count("requests that a device's store refused");
        }
        self.tell(id, input);
    }

    /// Does a batch of a tab, and notes which records of its own are in it.
    pub(super) fn commit(&mut self, id: TabId, batch: Batch) -> Option<Result<(), CommitError>> {
        let tab = self.tabs.get(&id)?;
        let device = self.profiles.get(tab.profile)?.device;
        let document = self.document;
        let mut own = Vec::new();
        for (key, value) in &batch.writes {
            let value = value.as_deref().unwrap_or_default();
            self.trace.bytes(key);
            self.trace.bytes(value);
            let is_own = key.first() == Some(&b'r')
                && value.get(AUTHOR) == Some(device.as_bytes().as_slice())
                && value.get(DOCUMENT)
                    == document
                        .as_ref()
                        .map(|of| of.document.as_bytes().as_slice());
            if is_own {
                own.push(RecordId::from_bytes(*blake3::hash(value).as_bytes()));
            }
        }
        let outcome = tab.store.commit_now(batch);
        if outcome.is_ok() {
            self.ledger.committed(id, &own);
        }
        Some(outcome)
    }

    /// The records that a profile keeps, and those that it has snapshots in the place of.
    pub(super) fn stands_with(&self, profile: ProfileId) -> BTreeSet<RecordId> {
        let records = self.records(profile).into_iter();
        let records: BTreeMap<RecordId, Record> = records.map(|one| (one.id(), one)).collect();
        let Some(space) = self.space() else {
            return BTreeSet::new();
        };
        let mut authority = Authority::new(space);
        // What can never stand stays out.
        let _ = authority.insert_all(
            records
                .values()
                .filter(|one| one.header().kind.is_authority()),
        );
        let effect = in_effect(&authority, &records);
        let stood_for = effect
            .prunes()
            .values()
            .flat_map(|one| one.body.covered.clone());
        records.keys().copied().chain(stood_for).collect()
    }

    /// The records that a profile keeps of the space, ascending by id.
    pub(super) fn records(&self, profile: ProfileId) -> Vec<Record> {
        let Some(store) = self.profiles.get(profile).map(|one| &one.store) else {
            return Vec::new();
        };
        let Some(space) = self.space() else {
            return Vec::new();
        };
        let entries = [b"r", b"s"].map(|prefix| store.scan_now(prefix).unwrap_or_default());
        let records = entries.iter().flatten();
        let records = records.filter_map(|(_, value)| Record::decode(value).ok());
        let mut records: Vec<Record> = records.filter(|record| record.space() == space).collect();
        records.sort_by_key(Record::id);
        records
    }

    pub(super) fn space(&self) -> Option<SpaceId> {
        self.document.map(|document| document.space)
    }

    /// Sets a closed profile to what it kept once.
    pub(super) fn restore(&mut self, profile: ProfileId, entries: Vec<Entry>) {
        let store = MemoryStore::new();
        let writes = entries.into_iter().map(|(key, value)| (key, Some(value)));
        let batch = Batch {
            requires: Vec::new(),
            writes: writes.collect(),
        };
        // A store in memory without faults takes all that it is given.
        let _ = store.commit_now(batch);
        if let Some(profile) = self.profiles.get_mut(profile) {
            profile.store = store;
            profile.journal.clear();
            profile.journal_words.clear();
        }
    }
}
