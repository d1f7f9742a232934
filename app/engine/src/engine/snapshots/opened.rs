//! The records of a document, opened, and what can be told of them by what they hold.

use super::super::{
    Engine,
    landing::Content,
    reads::{Entries, kept},
    space::Space,
};
use samvev_documents::snapshot::{ChangeId, changes_in};
use samvev_protocol::{
    ids::RecordId,
    record::{Kind, Record},
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, VecDeque},
    rc::Rc,
};

/// The records of a document as the store holds them. Each is opened when it is asked for.
pub(super) struct Opened {
    pub(super) records: BTreeMap<RecordId, Record>,
    changes: RefCell<BTreeMap<RecordId, Option<Rc<BTreeSet<ChangeId>>>>>,
}

/// Whether what a prune says is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// The snapshots hold what is covered, and nothing else.
    Whole,
    /// They hold all that is here of what is covered.
    AsFarAsKnown,
    /// They lack something, or hold something else.
    Wrong,
    /// It cannot be seen here.
    Unknown,
}

impl Opened {
    pub(super) fn read(entries: &Entries) -> Self {
        let records = entries
            .iter()
            .filter_map(kept)
            .map(|record| (record.id(), record));
        Self {
            records: records.collect(),
            changes: RefCell::default(),
        }
    }

    pub(super) fn kind(&self, id: &RecordId) -> Option<Kind> {
        self.records.get(id).map(|record| record.header().kind)
    }

    pub(super) fn parents(&self, id: &RecordId) -> &[RecordId] {
        let record = self.records.get(id);
        record.map_or(&[][..], |record| &record.header().parents)
    }

    /// The changes in a record; `None`: it is not here, or does not open.
    pub(super) fn changes(&self, space: &Space, id: &RecordId) -> Option<Rc<BTreeSet<ChangeId>>> {
        if let Some(known) = self.changes.borrow().get(id) {
            return known.clone();
        }
        let opened = self
            .records
            .get(id)
            .and_then(|record| match Engine::opened(space, record)? {
                Content::Changes(run) => changes_in(&run).ok(),
                Content::Said => Some(BTreeSet::new()),
                Content::Authority { .. } | Content::Waits => None,
            });
        let opened = opened.map(Rc::new);
        self.changes.borrow_mut().insert(*id, opened.clone());
        opened
    }

    /// All changes in some records; `None`: one of them is not here, or does not open.
    pub(super) fn union<'a>(
        &self,
        space: &Space,
        ids: impl IntoIterator<Item = &'a RecordId>,
    ) -> Option<BTreeSet<ChangeId>> {
        let mut all = BTreeSet::new();
        for id in ids {
            all.extend(self.changes(space, id)?.iter().copied());
        }
        Some(all)
    }

    /// Whether snapshots hold all that is here of some records.
    pub(super) fn see_held(
        &self,
        space: &Space,
        snapshots: &[RecordId],
        covered: &[RecordId],
    ) -> Seen {
        let is_one = |id: &RecordId| self.kind(id) == Some(Kind::Snapshot);
        let held = self
            .union(space, snapshots)
            .filter(|_| snapshots.iter().all(is_one));
        let here = covered.iter().filter(|id| self.records.contains_key(*id));
        match held.zip(self.union(space, here)) {
            None => Seen::Unknown,
            Some((held, here)) if here.is_subset(&held) => Seen::AsFarAsKnown,
            Some(_) => Seen::Wrong,
        }
    }

    /// Whether snapshots hold what is in some records, and nothing else.
    pub(super) fn see(&self, space: &Space, snapshots: &[RecordId], covered: &[RecordId]) -> Seen {
        let seen = self.see_held(space, snapshots, covered);
        let both = self.union(space, covered).zip(self.union(space, snapshots));
        match both.filter(|_| seen == Seen::AsFarAsKnown) {
            Some((covered, held)) if covered == held => Seen::Whole,
            Some(_) => Seen::Wrong,
            None => seen,
        }
    }

    /// What some records build on that is not among them, and not retired.
    pub(super) fn beyond(
        &self,
        among: &BTreeSet<RecordId>,
        retired: impl Fn(&RecordId) -> bool,
    ) -> BTreeSet<RecordId> {
        let built = among
            .iter()
            .filter(|id| self.kind(id) != Some(Kind::Confirmation));
        let parents = built.flat_map(|id| self.parents(id));
        let beyond = parents.filter(|id| !among.contains(*id) && !retired(id));
        beyond.copied().collect()
    }

    /// Those that none of these builds on.
    pub(super) fn newest(&self, among: &BTreeSet<RecordId>) -> BTreeSet<RecordId> {
        let built = among
            .iter()
            .filter(|id| self.kind(id) != Some(Kind::Confirmation));
        let mut newest: BTreeSet<RecordId> = built.clone().copied().collect();
        for parent in built.flat_map(|id| self.parents(id)) {
            newest.remove(parent);
        }
        newest
    }

    /// At most so many of some records: none without those of them that it builds on.
    pub(super) fn oldest(&self, among: BTreeSet<RecordId>, most: usize) -> BTreeSet<RecordId> {
        if among.len() <= most {
            return among;
        }
        let mut waits: BTreeMap<RecordId, usize> = BTreeMap::new();
        let mut follow: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        for id in &among {
            let on: Vec<_> = self
                .parents(id)
                .iter()
                .filter(|one| among.contains(*one))
                .collect();
            waits.insert(*id, on.len());
            on.into_iter()
                .for_each(|one| follow.entry(*one).or_default().push(*id));
        }
        let ready = waits.iter().filter(|(_, waits)| **waits == 0);
        let mut ready: VecDeque<RecordId> = ready.map(|(id, _)| *id).collect();
        let mut oldest = BTreeSet::new();
        while let Some(id) = ready.pop_front().filter(|_| oldest.len() < most) {
            oldest.insert(id);
            for next in follow.get(&id).into_iter().flatten() {
                if let Some(left) = waits.get_mut(next) {
                    *left = left.saturating_sub(1);
                    ready.extend((*left == 0).then_some(*next));
                }
            }
        }
        oldest
    }

    pub(super) fn bytes<'a>(&self, ids: impl IntoIterator<Item = &'a RecordId>) -> usize {
        let records = ids.into_iter().filter_map(|id| self.records.get(id));
        records.map(|record| record.bytes().len()).sum()
    }
}
