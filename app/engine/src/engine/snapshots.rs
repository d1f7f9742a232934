//! Snapshots (PROTOCOL.md §9): where the loose changes of a document outweigh what was sealed whole last, the client of somebody who
//! may write it seals the whole, and says which records that stands in for. Another's client sees whether that is so, and
//! says it too. From then on the snapshot is taken in and the loose records go: from this store once it is seen that
//! nothing is lost by it, from relays after a while.
//!
//! All of it is done in quiet moments, by the tab that leads, and each looks for itself at the records as they lie in the store.

use super::{
    Engine,
    keys::{self, Key},
    landing::Content,
    reads::{Entries, Read},
    space::{Space, Standing},
    stored::Listed,
    writer::{Make, Write},
};
use crate::messages::DocumentRef;
use chacha20::rand_core::Rng;
use samvev_documents::{
    document::Document,
    snapshot::{ChangeId, changes_in},
};
use samvev_protocol::{
    bodies::{Purpose, Role},
    ids::{DeviceId, DocumentId, RecordId, SpaceId},
    live::is_live,
    prune::{InEffect, PruneBody, Pruned},
    record::{Kind, MAX_PARENTS, MAX_RECORD, Record},
};
use std::collections::{BTreeMap, BTreeSet};

/// How long after something has landed it is looked whether there is something to do, in milliseconds: so long at least, and up
/// to three times that, by chance, so that not all do the same.
const LOOK: u64 = 10_000;
/// Most bytes of a snapshot: what the fullest header and the seal leave.
const MOST: usize = MAX_RECORD - (32 << 10);
/// Most records that one prune covers.
const MOST_COVERED: usize = 24_000;

/// What the store holds of a document, opened.
struct Opened {
    records: BTreeMap<RecordId, Record>,
    /// The changes in each that could be opened.
    changes: BTreeMap<RecordId, BTreeSet<ChangeId>>,
}

/// Whether what a prune says is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
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
    fn read(space: &Space, entries: &Entries) -> Self {
        let records: BTreeMap<RecordId, Record> = entries
            .iter()
            .filter_map(|(_, bytes)| Record::decode(bytes).ok())
            .map(|record| (record.id(), record))
            .collect();
        let changes = |record: &Record| match Engine::opened(space, record)? {
            Content::Changes(run) => changes_in(&run).ok(),
            Content::Said => Some(BTreeSet::new()),
            Content::Authority { .. } | Content::Waits => None,
        };
        let changes = records
            .iter()
            .filter_map(|(id, record)| Some((*id, changes(record)?)));
        Self {
            changes: changes.collect(),
            records,
        }
    }

    fn kind(&self, id: &RecordId) -> Option<Kind> {
        self.records.get(id).map(|record| record.header().kind)
    }

    /// Whether a prune's snapshots hold what it covers.
    fn see(&self, snapshots: &[RecordId], covered: &[RecordId]) -> Seen {
        let mut held: BTreeSet<&ChangeId> = BTreeSet::new();
        for id in snapshots {
            match self.changes.get(id) {
                Some(changes) if self.kind(id) == Some(Kind::Snapshot) => held.extend(changes),
                _ => return Seen::Unknown,
            }
        }
        let here: Vec<_> = covered
            .iter()
            .filter_map(|id| self.changes.get(id))
            .collect();
        let stood: BTreeSet<&ChangeId> = here.iter().copied().flatten().collect();
        let lacks = stood.iter().any(|change| !held.contains(*change));
        let all = here.len() == covered.len();
        match (lacks, all) {
            (true, _) => Seen::Wrong,
            (false, true) if stood.len() != held.len() => Seen::Wrong,
            (false, true) => Seen::Whole,
            (false, false) => Seen::AsFarAsKnown,
        }
    }

    /// Those of some records of which all that they build on is among them, or retired already.
    fn closed(
        &self,
        mut among: BTreeSet<RecordId>,
        is_retired: impl Fn(&RecordId) -> bool,
    ) -> BTreeSet<RecordId> {
        loop {
            let is_open = |id: &&RecordId| {
                let record = self.records.get(*id);
                let parents = record.map_or(&[][..], |record| &record.header().parents);
                let built = self.kind(id) != Some(Kind::Confirmation);
                built
                    && parents
                        .iter()
                        .any(|one| !among.contains(one) && !is_retired(one))
            };
            let open: Vec<RecordId> = among.iter().filter(is_open).copied().collect();
            if open.is_empty() {
                return among;
            }
            open.iter().for_each(|id| {
                among.remove(id);
            });
        }
    }

    /// Those that none of these builds on.
    fn newest(&self, among: &BTreeSet<RecordId>) -> Vec<RecordId> {
        let built = among
            .iter()
            .filter(|id| self.kind(id) != Some(Kind::Confirmation));
        let named: BTreeSet<RecordId> = built
            .clone()
            .filter_map(|id| self.records.get(id))
            .flat_map(|record| record.header().parents.clone())
            .collect();
        built.filter(|id| !named.contains(*id)).copied().collect()
    }

    fn bytes(&self, among: &BTreeSet<RecordId>, kind: Kind) -> usize {
        let of_kind = among.iter().filter(|id| self.kind(id) == Some(kind));
        let records = of_kind.filter_map(|id| self.records.get(id));
        records.map(|record| record.bytes().len()).sum()
    }
}

impl Space {
    /// Whether a record is live by all that is known here.
    pub(super) fn is_live(&self, record: &Record) -> bool {
        is_live(&self.authority, &self.effect, record)
    }

    /// Works out which prunes are in effect. Whether that has changed, and whether some no longer are.
    fn weigh_prunes(&mut self) -> (bool, bool) {
        let authority = &self.authority;
        self.prunes
            .retain(|document| !authority.is_erased(document));
        let held = |document: &DocumentId, id: &RecordId| {
            let listed = self.index.get(id);
            listed.is_some_and(|listed| listed.document.as_ref() == Some(document))
        };
        let effect = self.prunes.in_effect(&self.authority, held);
        let was = self.effect.prunes().keys();
        let lapsed = was.into_iter().any(|prune| !effect.contains(prune));
        let changed = effect != self.effect;
        self.effect = effect;
        let is_covered = |(id, listed): &(&RecordId, &Listed)| {
            let document = listed.document.as_ref();
            document.is_some_and(|document| self.effect.covers(document, id))
        };
        let covered = self.index.iter().filter(is_covered);
        self.covered = covered.map(|(id, _)| *id).collect();
        (changed, lapsed)
    }

    /// The prunes in effect of which nothing covered is left here, and that were not known to be so.
    fn newly_settled(&mut self) -> Vec<RecordId> {
        let is_left = |pruned: &Pruned| {
            pruned
                .body
                .covered
                .iter()
                .any(|one| self.covered.contains(one))
        };
        let is_settled = |(prune, pruned): &(&RecordId, &Pruned)| {
            let taken = pruned.snapshots.iter().all(|one| self.has_taken_in(one));
            !self.settled.contains(*prune) && taken && !is_left(pruned)
        };
        let prunes = self.effect.prunes().iter().filter(is_settled);
        let settled: Vec<RecordId> = prunes.map(|(prune, _)| *prune).collect();
        self.settled.extend(&settled);
        settled
    }

    /// Whether this snapshot is taken in here.
    fn has_taken_in(&self, snapshot: &RecordId) -> bool {
        self.index.contains_key(snapshot) && !self.pending.contains_key(snapshot)
    }

    /// The people who may write a document now, each by one of their devices.
    fn writers(&self, document: &DocumentId) -> BTreeSet<DeviceId> {
        let of = self.authority.circle_of(document);
        let purpose = self.authority.purpose(document);
        let writes = |device: &DeviceId| {
            let member = self.member_at(device, document).filter(|one| !one.recovery);
            member.is_some_and(|member| match purpose {
                Some(Purpose::Shared) | None => member.role >= Role::Editor,
                Some(Purpose::Open) => member.role >= Role::Contributor,
                Some(Purpose::Party(party)) => {
                    member.party == Some(party) && member.role >= Role::Contributor
                }
            })
        };
        let members = of.members().into_iter().map(|member| member.device);
        let writers = members.filter(writes);
        writers.map(|one| self.authority.person_of(&one)).collect()
    }

    /// Whether somebody has said of a prune, or said in it, that it is so.
    fn has_said(&self, person: &DeviceId, prune: &Record) -> bool {
        let said = self.prunes.witnesses(prune, &self.authority);
        said.iter().any(|(who, _)| who == person)
    }

    /// The prunes of a document, or of all, that are not in effect and that nobody here has found wrong.
    fn open_prunes(&self) -> impl Iterator<Item = &Record> {
        let open = |prune: &&Record| {
            !self.effect.contains(&prune.id()) && !self.disputed.contains(&prune.id())
        };
        self.prunes.all().filter(open)
    }

    /// How many loose records each document has that no prune names.
    fn loose(&self) -> BTreeMap<DocumentId, usize> {
        let mut named: BTreeSet<RecordId> = BTreeSet::new();
        for prune in self.open_prunes() {
            let body = PruneBody::read(prune.body());
            named.extend(body.map(|body| body.covered).unwrap_or_default());
            named.extend(&prune.header().parents);
        }
        let is_loose = |id: &RecordId| {
            !named.contains(id)
                && !self.pending.contains_key(id)
                && !self.covered.contains(id)
                && !self.effect.holds(id)
                && !self.prunes.contains(id)
        };
        let mut loose = BTreeMap::new();
        let records = self.index.iter().filter(|(id, _)| is_loose(id));
        for document in records.filter_map(|(_, listed)| listed.document) {
            *loose.entry(document).or_default() += 1;
        }
        loose
    }

    /// Forgets records that snapshots stand in for.
    fn forget_covered(&mut self, gone: &BTreeSet<RecordId>) {
        for id in gone {
            self.index.remove(id);
            self.pending.remove(id);
            self.covered.remove(id);
        }
        for known in self.acknowledged.values_mut() {
            known.retain(|id| !gone.contains(id));
        }
        for built_on in self.built_on.values_mut() {
            built_on.retain(|id| !gone.contains(id));
        }
    }
}

impl Engine {
    /// More is known of prunes, of who may write, or of what is held: sees what is in effect by now.
    pub(super) fn note_prunes(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get_mut(&id).filter(|space| space.indexed) else {
            return;
        };
        if space.prunes.is_empty() {
            return;
        }
        let (changed, lapsed) = space.weigh_prunes();
        let covered = space.covered.clone();
        let goes = |(prune, pruned): &(&RecordId, &Pruned)| {
            let mut of = pruned.body.covered.iter();
            !space.disputed.contains(*prune) && of.any(|one| covered.contains(one))
        };
        let going = space.effect.prunes().iter().filter(goes);
        let documents: BTreeSet<DocumentId> = going.map(|(_, pruned)| pruned.document).collect();
        if lapsed {
            // What was covered may be wanted again.
            space.refused.clear();
        }
        if changed {
            self.changed.insert(id);
            self.forget_to_sync(id, &covered);
            self.stand_up(id);
        }
        if lapsed {
            self.compare_anew(id);
        }
        for document in documents {
            let space = id;
            self.begin(Read::Looked(DocumentRef { space, document }));
        }
        self.note_settled(id);
        self.look_at_snapshots_later(id);
    }

    /// Remembers of which prunes nothing covered is left here: should those who made them turn out to have been removed, this device
    /// stands in for them.
    fn note_settled(&mut self, id: SpaceId) {
        let settled = self.spaces.get_mut(&id).map(Space::newly_settled);
        let settled = settled.unwrap_or_default().into_iter();
        let puts: Vec<_> = settled
            .map(|prune| (keys::settled(id, prune), Some(Vec::new())))
            .collect();
        if !puts.is_empty() {
            self.keep(id, puts);
        }
    }

    /// Something has landed: in a while it is looked whether there is something to seal, or to confirm.
    pub(super) fn look_at_snapshots_later(&mut self, id: SpaceId) {
        let by_chance = self.random.next_u64() % (2 * LOOK);
        let now = self.now;
        if let Some(space) = self.spaces.get_mut(&id).filter(|_| self.leading) {
            space.look_at.get_or_insert(now + LOOK + by_chance);
        }
    }

    pub(super) fn snapshots_wake_at(&self) -> Option<u64> {
        self.spaces.values().filter_map(|space| space.look_at).min()
    }

    pub(super) fn keep_snapshots(&mut self) {
        let now = self.now;
        let due = |(id, space): (&SpaceId, &mut Space)| {
            space.look_at.take_if(|at| *at <= now).map(|_| *id)
        };
        let due: Vec<SpaceId> = self.spaces.iter_mut().filter_map(due).collect();
        for id in due {
            if self.leading {
                self.look_at_snapshots(id);
            }
        }
    }

    fn look_at_snapshots(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get(&id).filter(|space| space.may_sync()) else {
            return;
        };
        let me = space.authority.person_of(&self.keys.device());
        let mut read = BTreeSet::new();
        let mut again = Vec::new();
        for prune in space.open_prunes() {
            let header = prune.header();
            let of = DocumentRef {
                space: id,
                document: header.document,
            };
            let mine = space.has_said(&me, prune);
            if mine || !self.may_write(of) {
                continue;
            }
            let has = |one: &RecordId| space.index.contains_key(one);
            if space.settled.contains(&prune.id()) {
                // It was in effect, and those who said so are gone: what it stood in for may be gone too.
                again.push((of.document, prune.id()));
            } else if header.parents.iter().all(has) {
                read.insert(of);
            }
        }
        let enough = self.snapshot_after;
        for (document, count) in space.loose() {
            let of = DocumentRef {
                space: id,
                document,
            };
            let before = space.looked_at.get(&document).copied().unwrap_or_default();
            let is_much = count >= enough.max(before);
            if is_much
                && self.may_write(of)
                && self.has_shared(space)
                && space.writers(&document).len() > 1
            {
                read.insert(of);
            }
        }
        for (document, prune) in again {
            self.say_of_snapshots(id, Make::Confirm { document, prune });
        }
        read.into_iter().for_each(|of| self.begin(Read::Looked(of)));
    }

    /// Whether a relay that is connected has all that is here.
    fn has_shared(&self, space: &Space) -> bool {
        let mut relays = space.relays.iter();
        relays.any(|(address, standing)| {
            let relay = keys::RelayKey::of(address);
            *standing == Standing::Connected && space.lacking(relay) == 0
        })
    }

    /// What can be said again at any time.
    fn say_of_snapshots(&mut self, id: SpaceId, make: Make) {
        self.write(Write {
            make: vec![make],
            spare: true,
            ..Write::of(id)
        });
    }

    /// All records of a document were read, to see what snapshots of it hold.
    pub(super) fn looked(&mut self, of: DocumentRef, entries: &Entries) {
        let Some(space) = self.spaces.get(&of.space).filter(|space| space.indexed) else {
            return;
        };
        if space.is_erased(&of.document) {
            return;
        }
        let opened = Opened::read(space, entries);
        self.let_covered_go(of, &opened);
        if self.leading && self.may_write(of) {
            self.confirm_prunes(of, &opened);
            self.seal_whole(of, &opened);
        }
    }

    /// Lets go of what snapshots stand in for that are taken in, where they hold all that is here of it.
    fn let_covered_go(&mut self, of: DocumentRef, opened: &Opened) {
        let Some(space) = self.spaces.get_mut(&of.space) else {
            return;
        };
        let mut gone = BTreeSet::new();
        for (prune, pruned) in space.effect.prunes() {
            let is_of = pruned.document == of.document;
            let covered = &pruned.body.covered;
            if !is_of || !covered.iter().any(|one| space.covered.contains(one)) {
                continue;
            }
            let seen = if pruned.by.is_some()
                && !pruned.snapshots.iter().all(|one| space.has_taken_in(one))
            {
                // Its snapshots are in a later one.
                Seen::AsFarAsKnown
            } else if pruned.snapshots.iter().all(|one| space.has_taken_in(one)) {
                opened.see(&pruned.snapshots, covered)
            } else {
                Seen::Unknown
            };
            match seen {
                Seen::Whole | Seen::AsFarAsKnown => gone.extend(covered),
                Seen::Wrong => {
                    space.disputed.insert(*prune);
                }
                Seen::Unknown => {}
            }
        }
        gone.retain(|one| opened.records.contains_key(one));
        if gone.is_empty() {
            return;
        }
        space.forget_covered(&gone);
        let relays: Vec<_> = space.acknowledged.keys().copied().collect();
        let mut puts: Vec<(Key, Option<Vec<u8>>)> = Vec::new();
        for one in &gone {
            let acknowledged = relays
                .iter()
                .map(|relay| keys::acknowledged(of.space, *relay, *one));
            let keys = [
                keys::record(of, *one),
                keys::listed(of.space, *one),
                keys::pending(of.space, *one),
                keys::said(of.space, *one),
            ];
            puts.extend(keys.into_iter().chain(acknowledged).map(|key| (key, None)));
        }
        self.changed.insert(of.space);
        self.keep(of.space, puts);
        self.note_settled(of.space);
    }

    /// Says of prunes of others that they are so, where it is seen that they are.
    fn confirm_prunes(&mut self, of: DocumentRef, opened: &Opened) {
        let Some(space) = self.spaces.get(&of.space) else {
            return;
        };
        let me = space.authority.person_of(&self.keys.device());
        let mut confirm = Vec::new();
        let mut wrong = Vec::new();
        let open = space.open_prunes();
        for prune in open.filter(|prune| prune.header().document == of.document) {
            if space.has_said(&me, prune) {
                continue;
            }
            match seen_whole(space, opened, prune) {
                Seen::Whole => confirm.push(prune.id()),
                Seen::Wrong => wrong.push(prune.id()),
                Seen::AsFarAsKnown | Seen::Unknown => {}
            }
        }
        for prune in confirm {
            let document = of.document;
            self.say_of_snapshots(of.space, Make::Confirm { document, prune });
        }
        if let Some(space) = self.spaces.get_mut(&of.space) {
            space.disputed.extend(wrong);
        }
    }

    /// Seals a document whole, where its loose changes outweigh what was sealed last.
    fn seal_whole(&mut self, of: DocumentRef, opened: &Opened) {
        let Some(space) = self.spaces.get(&of.space) else {
            return;
        };
        let loose = space.loose().get(&of.document).copied().unwrap_or_default();
        if loose < self.snapshot_after || space.writers(&of.document).len() < 2 {
            return;
        }
        if self.live(of).is_none() {
            // Then the next time.
            self.hold(of);
            self.look_at_snapshots_later(of.space);
            return;
        }
        let Some(live) = self.live(of) else {
            return;
        };
        let make = makes(space, of.document, opened, &live.document);
        if make.is_empty() {
            let after = self.snapshot_after;
            if let Some(space) = self.spaces.get_mut(&of.space) {
                space.looked_at.insert(of.document, loose + after / 2 + 1);
            }
            return;
        }
        self.write(Write {
            make,
            spare: true,
            ..Write::of(of.space)
        });
    }
}

/// What seals a document whole. Nothing where there is too little, or too much, of it.
fn makes(space: &Space, document: DocumentId, opened: &Opened, live: &Document) -> Vec<Make> {
    let effect = &space.effect;
    let follows: Vec<RecordId> = effect
        .prunes()
        .iter()
        .filter(|(_, pruned)| pruned.document == document && pruned.by.is_none())
        .map(|(prune, _)| *prune)
        .collect();
    let is_part = |id: &RecordId| {
        let stands = space.index.contains_key(id) && !space.pending.contains_key(id);
        let changes = opened.changes.get(id).filter(|_| stands);
        match opened.records.get(id).map(Record::header) {
            Some(header) if header.kind == Kind::Changes => {
                changes.is_some_and(|changes| live.knows(changes))
            }
            Some(header) if header.kind == Kind::Snapshot => {
                changes.is_some_and(|changes| live.knows(changes)) && effect.holds(id)
            }
            Some(header) if header.kind == Kind::Confirmation => {
                header.parents.iter().all(|prune| follows.contains(prune))
            }
            _ => false,
        }
    };
    let parts = opened.records.keys().filter(|id| is_part(id)).copied();
    let covered = opened.closed(parts.collect(), |id| effect.covers(&document, id));
    let parents = opened.newest(&covered);
    let outweighs = opened.bytes(&covered, Kind::Changes) > opened.bytes(&covered, Kind::Snapshot);
    if !outweighs || covered.len() > MOST_COVERED || parents.len() > MAX_PARENTS {
        return Vec::new();
    }
    let held = covered.iter().filter_map(|id| opened.changes.get(id));
    let held: BTreeSet<ChangeId> = held.flatten().copied().collect();
    let Some(packed) = live.pack(&held, MOST) else {
        return Vec::new();
    };
    let snapshot = |packed| Make::Snapshot {
        document,
        parents: parents.clone(),
        packed,
    };
    let mut make: Vec<Make> = packed.into_iter().map(snapshot).collect();
    let covered = covered.into_iter().collect();
    let body = PruneBody { covered, follows };
    make.push(Make::Prune { document, body });
    make
}

/// Whether all that a prune says is so by what is here.
fn seen_whole(space: &Space, opened: &Opened, prune: &Record) -> Seen {
    let (Ok(body), document) = (PruneBody::read(prune.body()), prune.header().document) else {
        return Seen::Wrong;
    };
    let effect: &InEffect = &space.effect;
    let is_known = |id: &RecordId| opened.records.contains_key(id);
    if !body.covered.iter().all(is_known) || !body.follows.iter().all(|id| effect.contains(id)) {
        return Seen::Unknown;
    }
    let stands = |id: &RecordId| !space.pending.contains_key(id);
    let fits = |id: &RecordId| opened.kind(id) != Some(Kind::Prune);
    let covered: BTreeSet<RecordId> = body.covered.iter().copied().collect();
    if !covered.iter().all(fits) {
        return Seen::Wrong;
    }
    if !covered.iter().all(stands) {
        return Seen::Unknown;
    }
    let closed = opened.closed(covered.clone(), |id| effect.covers(&document, id));
    if closed.len() != covered.len() {
        return Seen::Wrong;
    }
    opened.see(&prune.header().parents, &body.covered)
}
