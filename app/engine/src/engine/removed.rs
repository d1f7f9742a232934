//! What counts of those who were removed: the records that each removal names, and whatever those, or somebody who is still
//! here, have built on (PROTOCOL.md §8). The rest stays in the store and waits, as what does not stand yet does; a document
//! that has taken it in is made anew without it.

use super::{
    Engine,
    documents::{Held, Loading},
    fields::text_of,
    keys,
    reads::{Entries, Read, kept},
    space::{Removed, Space},
    stored::{self, Listed},
    writer::{Then, Write},
};
use crate::messages::{About, DocumentRef, Event, Problem};
use chacha20::rand_core::Rng;
use samvev_documents::{document::Value, plan::PlanField};
use samvev_protocol::{
    authority::{Authority, Refusal},
    ids::{CircleId, DeviceId, DocumentId, RecordId, SpaceId},
    record::{Kind, Record},
};
use std::collections::{BTreeMap, BTreeSet};

impl Space {
    /// Whether a record with changes that is kept stands: its author may write now, or it counts all the same.
    pub(super) fn counts(&self, record: &Record) -> bool {
        match self.authority.judge(record) {
            Ok(()) => true,
            Err(Refusal::Removed) => {
                let id = record.id();
                // What stood goes on standing until it is weighed.
                let stood = self.index.contains_key(&id) && !self.pending.contains_key(&id);
                stood || self.is_counted(record)
            }
            Err(_) => false,
        }
    }

    fn is_counted(&self, record: &Record) -> bool {
        let (id, header) = (record.id(), record.header());
        let built_on = self.built_on.get(&header.document);
        self.is_named(&id, &header.author)
            || built_on.is_some_and(|built_on| built_on.contains(&id))
    }

    /// Whether a removal of its author names a record.
    fn is_named(&self, id: &RecordId, author: &DeviceId) -> bool {
        self.removals
            .iter()
            .any(|removed| removed.key == *author && removed.counted.contains(id))
    }

    /// Whether a record that lands may change what counts: it is by somebody who was removed, or builds on what waits.
    pub(super) fn hangs_together(&self, record: &Record) -> bool {
        let header = record.header();
        // Whoever was let in again, with whatever role, may write or may not.
        let is_removed = self.authority.judge(record) == Err(Refusal::Removed);
        let builds_on_waiting = || {
            let mut parents = header.parents.iter();
            parents.any(|parent| self.pending.contains_key(parent))
        };
        is_removed || builds_on_waiting()
    }

    /// What counts of a device if it is removed now from a circle: of its records there that stand here, those that none of its
    /// others builds on, directly or through what others wrote; of each document in turn, the newest first.
    pub(super) fn newest_of(&self, device: &DeviceId, circle: &CircleId) -> Vec<RecordId> {
        let stands = |id: &RecordId| !self.pending.contains_key(id);
        // Nobody builds on what is said of snapshots: it comes last.
        let is_said = |id: &RecordId| self.prunes.contains(id);
        let mut own: BTreeMap<DocumentId, Vec<(u64, RecordId)>> = BTreeMap::new();
        let of_circle = self
            .index
            .iter()
            .filter(|(_, listed)| listed.circle == *circle);
        for (id, listed) in of_circle.filter(|(id, _)| stands(id)) {
            if let Some(document) = listed.document.filter(|_| listed.author == *device) {
                own.entry(document)
                    .or_default()
                    .push((listed.sequence, *id));
            }
        }
        let mut newest: Vec<_> = own
            .into_values()
            .flat_map(|mut own| {
                let before = self.reached(own.iter().map(|(_, id)| *id));
                own.retain(|(_, id)| !before.contains(id));
                own.sort_unstable_by(|one, other| other.cmp(one));
                own.into_iter().enumerate()
            })
            .collect();
        newest.sort_by_key(|(place, (_, id))| (is_said(id), *place));
        newest.into_iter().map(|(_, (_, id))| id).collect()
    }

    /// What records build on, directly or through others, without them themselves.
    fn reached(&self, from: impl Iterator<Item = RecordId>) -> BTreeSet<RecordId> {
        let parents = |id: &RecordId| self.index.get(id).map_or(&[][..], |one| &one.parents);
        let mut open: Vec<RecordId> = from.flat_map(|id| parents(&id).to_vec()).collect();
        let mut reached = BTreeSet::new();
        while let Some(id) = open.pop() {
            if reached.insert(id) {
                open.extend(parents(&id));
            }
        }
        reached
    }

    /// The documents that hold something of a removed device of which it is not plain that it counts.
    fn doubtful(&self) -> BTreeSet<DocumentId> {
        let by: BTreeSet<DeviceId> = self.removals.iter().map(|removed| removed.key).collect();
        let sure = |(id, listed): &(&RecordId, &Listed)| {
            let is_here = !by.contains(&listed.author) && !self.pending.contains_key(*id);
            listed.document.is_some() && (is_here || self.is_named(id, &listed.author))
        };
        let sure: BTreeSet<RecordId> = self.index.iter().filter(sure).map(|(id, _)| *id).collect();
        let built_on = self.reached(sure.iter().copied());
        let doubted = |(id, listed): (&RecordId, &Listed)| {
            let is_plain = sure.contains(id) || built_on.contains(id);
            // What waits may have come to count.
            let is_settled = is_plain && !self.pending.contains_key(id);
            (by.contains(&listed.author) && !is_settled)
                .then_some(listed.document)
                .flatten()
        };
        self.index.iter().filter_map(doubted).collect()
    }
}

impl Engine {
    /// Sees whether somebody was removed or let in again, and weighs what they wrote.
    pub(super) fn note_removals(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get_mut(&id).filter(|space| space.indexed) else {
            return;
        };
        let removed_from = |circle: &Authority| {
            let removed = |key| Removed {
                role: circle.member(&key).map(|member| member.role),
                circle: circle.circle(),
                counted: circle.counted(&key),
                key,
            };
            circle
                .removed()
                .into_iter()
                .map(removed)
                .collect::<Vec<_>>()
        };
        let mut removals = removed_from(&space.authority);
        removals.extend(space.authority.circles().flat_map(removed_from));
        if removals == space.removals {
            return;
        }
        space.removals = removals;
        let doubtful = space.doubtful();
        self.changed.insert(id);
        self.weigh(id, doubtful);
        self.tell_writable(id);
    }

    /// Tells the page anew of what it watches, where this device may write no longer, or again.
    fn tell_writable(&mut self, id: SpaceId) {
        let watched: Vec<DocumentRef> = self
            .documents
            .iter()
            .filter(|(of, held)| of.space == id && matches!(held, Held::Live(live) if live.watched))
            .map(|(of, _)| *of)
            .collect();
        watched.into_iter().for_each(|of| self.tell_opened(of));
    }

    /// Has it looked at which records of some documents count.
    pub(super) fn weigh(&mut self, id: SpaceId, documents: BTreeSet<DocumentId>) {
        let Some(space) = self.spaces.get(&id).filter(|space| space.indexed) else {
            return;
        };
        let there =
            |document: &DocumentId| self.weighs(space, document) && !space.is_erased(document);
        let documents: Vec<DocumentId> = documents.into_iter().filter(there).collect();
        for document in documents {
            self.begin(Read::Weighed(DocumentRef {
                space: id,
                document,
            }));
        }
    }

    /// Whether what counts is looked at in a document: who is removed keeps what they have as it is.
    pub(super) fn weighs(&self, space: &Space, document: &DocumentId) -> bool {
        space.indexed && space.member_at(&self.keys.device(), document).is_some()
    }

    /// All records of a document were read: what counts of those who were removed stands, the rest falls.
    pub(super) fn weighed(&mut self, of: DocumentRef, entries: Entries) {
        // Perhaps it has been removed while they were read.
        if !self
            .spaces
            .get(&of.space)
            .is_some_and(|space| self.weighs(space, &of.document))
        {
            return;
        }
        let Some(space) = self.spaces.get_mut(&of.space) else {
            return;
        };
        let records: BTreeMap<RecordId, Record> = entries
            .iter()
            .filter_map(kept)
            .map(|record| (record.id(), record))
            .collect();
        let standing = space.authority.standing(records.values());
        // A snapshot that was taken in stays: what it stood in for may be gone, and whoever may write says anew that it holds that.
        let changes = |record: &&Record| record.header().kind == Kind::Changes;
        let doubtful = records.values().filter(changes).filter(|record| {
            space.authority.judge(record) == Err(Refusal::Removed)
                && !space.is_named(&record.id(), &record.header().author)
        });
        let (stand, fall): (Vec<&Record>, Vec<&Record>) = doubtful
            .filter(|record| space.index.contains_key(&record.id()))
            .partition(|record| standing.contains(&record.id()));
        let fallen: Vec<Record> = fall
            .into_iter()
            .filter(|record| !space.pending.contains_key(&record.id()))
            .cloned()
            .collect();
        let built_on = stand.into_iter().map(Record::id).collect();
        space.built_on.insert(of.document, built_on);
        self.stand_up(of.space);
        if fallen.is_empty() {
            return;
        }
        if self.writer.holds(of) {
            // What is in line was written on what falls, by somebody who is here, and names it once it is made.
            self.write(Write {
                then: vec![Then::Weigh(of)],
                ..Write::of(of.space)
            });
            return;
        }
        self.fall(of, fallen);
    }

    /// Takes records out of a document: in the store they wait, what is saved whole is made anew, and nothing is
    /// written in the document meanwhile.
    fn fall(&mut self, of: DocumentRef, fallen: Vec<Record>) {
        let mut stamp = vec![0; 16];
        // Its beginning is new too, so that no tab that holds what falls saves that over this.
        self.random.fill_bytes(&mut stamp);
        let mut puts = vec![
            // What cannot be read is made anew from the records.
            (keys::cached(of), Some(Vec::new())),
            (keys::stamp(of), Some(stamp)),
        ];
        let me = self.keys.device();
        let own = fallen.iter().any(|record| record.header().author == me);
        let Some(space) = self.spaces.get_mut(&of.space) else {
            return;
        };
        for record in fallen {
            let (id, listed) = (record.id(), Listed::of(&record));
            puts.push((keys::pending(of.space, id), Some(stored::write(&listed))));
            puts.push((keys::fresh(of, id), None));
            space.pending.insert(id, Some(record));
        }
        self.await_fall(of, own);
        if own {
            self.problem(About::Document(of), Problem::CameTooLate);
        }
        // Before all that is in line: what adds to the document waits until it is read, and that waits for this.
        self.write_first(Write {
            puts,
            then: vec![Then::Fell(of)],
            ..Write::of(of.space)
        });
    }

    /// Forgets what is held of a document that is to be read anew, but for the acts that wait for it. What is being read of
    /// it by now is of no use. `own`: some of this device's own falls.
    fn await_fall(&mut self, of: DocumentRef, own: bool) {
        // What falls of this run's own may stand again one day, and no number of it may have been given twice by then.
        self.written_as = super::runs::fresh(&mut self.random);
        let (watched, waiting, before) = match self.documents.remove(&of) {
            Some(Held::Live(live)) => (
                live.watched,
                Vec::new(),
                live.value.filter(|_| own).map(Box::new),
            ),
            Some(Held::Loading(loading)) => (loading.watched, loading.waiting, loading.before),
            Some(Held::Broken(_)) => (true, Vec::new(), None),
            None => (false, Vec::new(), None),
        };
        let loading = Loading {
            watched,
            waiting,
            before,
            falling: true,
            ..Loading::default()
        };
        self.documents.insert(of, Held::Loading(loading));
    }

    /// What fell is out of the store: the document is read anew.
    pub(super) fn fell(&mut self, of: DocumentRef) {
        if let Some(Held::Loading(loading)) = self.documents.get_mut(&of) {
            loading.falling = false;
        }
        self.begin(Read::Document(of));
    }

    /// Tells the page of the words that a document held before and holds no longer, all in texts that this device had changed as
    /// far as it knows.
    pub(super) fn tell_what_is_lost(&mut self, of: DocumentRef, before: &Value) {
        let now = self.live(of).and_then(|live| live.value.as_ref());
        let (Value::Plan(before), Some(Value::Plan(now))) = (before, now) else {
            return;
        };
        let is_lost = |field: PlanField| {
            let was = text_of(before, field).filter(|was| !was.trim().is_empty())?;
            (text_of(now, field).as_ref() != Some(&was)).then_some((field, was))
        };
        let texts: Vec<_> = before.fields().into_iter().filter_map(is_lost).collect();
        if !texts.is_empty() {
            self.tell(Event::CameTooLate {
                document: of,
                texts,
            });
        }
    }

    /// Another tab has seen records fall, that this one has applied: their documents are read anew.
    pub(super) fn fell_elsewhere(&mut self, documents: BTreeSet<DocumentRef>) {
        for of in documents {
            if self.documents.contains_key(&of) && !self.is_let_go(of) {
                self.await_fall(of, true);
                self.fell(of);
            }
        }
    }
}
