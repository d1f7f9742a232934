//! Snapshots (PROTOCOL.md §9): where the loose changes of a document outweigh what was sealed whole last, the client of somebody who
//! may write it seals the whole, and says which records that stands in for. Another's client sees whether that is so, and
//! says it too. From then on the snapshot is taken in and the loose records go: from this store once it is seen that
//! nothing is lost by it, from relays after a while.
//!
//! All of it is done in quiet moments, by the tab that leads, and each looks for itself at the records as they lie in the store.

mod opened;
mod weighing;

use super::{
    Engine,
    keys::{self, Key},
    reads::{Entries, Read},
    space::{Space, Standing, writes},
    stored::Listed,
    writer::{Make, Write},
};
use crate::messages::DocumentRef;
use chacha20::rand_core::Rng;
use opened::{Opened, Seen};
use samvev_protocol::{
    ids::{DeviceId, DocumentId, RecordId, SpaceId},
    live::is_live,
    prune::{Prune, Pruned},
    record::Record,
};
use std::collections::{BTreeMap, BTreeSet};
use weighing::{makes, seen_whole, weighed};

/// How long after something has landed it is looked whether there is something to do, in milliseconds: so long at least, and up
/// to three times that, by chance, so that not all do the same.
const LOOK: u64 = 10_000;
impl Space {
    /// Whether a record is live by all that is known here.
    pub(super) fn is_live(&self, record: &Record) -> bool {
        is_live(&self.authority, &self.effect, record)
    }

    /// Works out which prunes are in effect. Whether that has changed, and whether some no longer are.
    fn weigh_prunes(&mut self) -> (bool, bool) {
        let authority = &self.authority;
        self.prunes
            .retain(|said| !authority.is_erased(&said.header.document));
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

    /// Whether this snapshot is taken in here.
    fn has_taken_in(&self, snapshot: &RecordId) -> bool {
        self.index.contains_key(snapshot) && !self.pending.contains_key(snapshot)
    }

    /// Whether this snapshot is to be taken in: it stands in for something, and it has been seen that it holds what is here of that.
    pub(super) fn takes_in(&self, snapshot: &RecordId) -> bool {
        let here = |pruned: &Pruned| {
            let mut covered = pruned.body.covered.iter();
            covered.any(|one| self.covered.contains(one))
        };
        let stands_in = |prune: &RecordId| {
            let base = self.effect.base(prune);
            base.is_some_and(|base| base.snapshots.contains(snapshot))
        };
        let mut prunes = self.effect.prunes().iter();
        let mut waits = || prunes.any(|(prune, pruned)| here(pruned) && stands_in(prune));
        let is_seen = self.verified.contains(snapshot) || !waits();
        self.has_taken_in(snapshot) || self.effect.holds(snapshot) && is_seen
    }

    /// The people who may write a document now, each by one of their devices.
    fn writers(&self, document: &DocumentId) -> BTreeSet<DeviceId> {
        let of = self.authority.circle_of(document);
        let purpose = self.authority.purpose(document);
        let is_writer = |device: &DeviceId| {
            let member = self.member_at(device, document).filter(|one| !one.recovery);
            member.is_some_and(|member| writes(purpose, Some(member.role), member.party))
        };
        let members = of.members().into_iter().map(|member| member.device);
        let writers = members.filter(is_writer);
        writers.map(|one| self.authority.person_of(&one)).collect()
    }

    /// Whether somebody has said of a prune, or said in it, that it is so.
    fn has_said(&self, person: &DeviceId, prune: &Prune) -> bool {
        let said = self.prunes.witnesses(prune, &self.authority);
        said.iter().any(|(who, _)| who == person)
    }

    /// The prunes that are not in effect and that nobody here has found wrong.
    fn open_prunes(&self) -> impl Iterator<Item = &Prune> {
        let open = |prune: &&Prune| {
            let id = &prune.said.id;
            !self.effect.contains(id) && !self.disputed.contains(id)
        };
        self.prunes.all().filter(open)
    }

    /// How many loose records each document has that no prune names.
    fn loose(&self) -> BTreeMap<DocumentId, usize> {
        let mut named: BTreeSet<RecordId> = BTreeSet::new();
        for prune in self.open_prunes() {
            named.extend(&prune.body.covered);
            named.extend(&prune.said.header.parents);
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

    /// How many loose records of a document there must be before it is sealed whole: where somebody has done that already, and
    /// it is not said yet that it is so, as many again.
    fn enough(&self, document: &DocumentId, least: usize) -> usize {
        let open = self
            .open_prunes()
            .filter(|prune| prune.said.header.document == *document);
        let here = open.map(|prune| {
            let covered = prune.body.covered.iter();
            covered.filter(|id| self.index.contains_key(*id)).count()
        });
        let looked = self.looked_at.get(document).copied();
        least
            .max(here.max().unwrap_or_default())
            .max(looked.unwrap_or_default())
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
        self.prunes.retain(|said| !gone.contains(&said.id));
    }
}

impl Engine {
    /// More is known of prunes, of who may write, or of what is held: sees what is in effect by now.
    pub(super) fn note_prunes(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get_mut(&id).filter(|space| space.indexed) else {
            return;
        };
        if space.prunes.is_empty() && space.effect.prunes().is_empty() {
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
            self.no_longer_to_send(id, &covered);
            self.stand_up(id);
        }
        if lapsed {
            self.compare_anew(id);
        }
        for document in documents {
            let space = id;
            self.begin(Read::Covered(DocumentRef { space, document }));
        }
        self.look_at_snapshots_later(id);
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
            let (prune_id, header) = (prune.said.id, &prune.said.header);
            let document = header.document;
            let of = DocumentRef {
                space: id,
                document,
            };
            if !self.may_write(of) || space.has_said(&me, prune) {
                continue;
            }
            let unknown = space.unknown.get(&document);
            if space.settled.contains(&prune_id) {
                // It was in effect, and those who said so are gone: so may be what it stood in for.
                again.push((document, prune_id));
            } else if unknown.is_none_or(|unknown| !unknown.contains(&prune_id))
                && header
                    .parents
                    .iter()
                    .all(|one| space.index.contains_key(one))
            {
                read.insert(of);
            }
        }
        for (document, count) in space.loose() {
            let of = DocumentRef {
                space: id,
                document,
            };
            let is_much = count >= space.enough(&document, self.snapshot_after);
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

    /// All records of a document were read, to see whether snapshots hold what they stand in for.
    pub(super) fn covered_read(&mut self, of: DocumentRef, entries: &Entries) {
        if self.has_records(of) {
            self.let_covered_go(of, &Opened::read(entries));
        }
    }

    /// Whether it is known which records there are of a document, and there are to be any.
    fn has_records(&self, of: DocumentRef) -> bool {
        let space = self.spaces.get(&of.space).filter(|space| space.indexed);
        space.is_some_and(|space| !space.is_erased(&of.document))
    }

    /// All records of a document were read, to see whether there is something to confirm, or to seal.
    pub(super) fn looked(&mut self, of: DocumentRef, entries: &Entries) {
        let opened = Opened::read(entries);
        if !self.has_records(of) || !self.leading || !self.may_write(of) {
            return;
        }
        if self.live(of).is_none() {
            // Then the next time.
            self.hold(of);
            self.look_at_snapshots_later(of.space);
            return;
        }
        if !self.confirm_prunes(of, &opened) {
            self.seal_whole(of, &opened);
        }
    }

    /// Takes in the snapshots of which it is seen that they hold what is here of what they stand in for, and lets go of that once
    /// they are.
    fn let_covered_go(&mut self, of: DocumentRef, opened: &Opened) {
        let Some(space) = self.spaces.get_mut(&of.space) else {
            return;
        };
        let weighed = weighed(space, of.document, opened);
        let mut gone = BTreeSet::new();
        let mut settled = Vec::new();
        let mut verified = BTreeSet::new();
        for (prune, pruned, snapshots, seen) in &weighed {
            match seen {
                Seen::Wrong => {
                    space.disputed.insert(*prune);
                }
                Seen::Unknown => {}
                Seen::Whole | Seen::AsFarAsKnown
                    if snapshots.iter().all(|one| space.has_taken_in(one)) =>
                {
                    gone.extend(pruned.body.covered.iter().copied());
                    settled.push(*prune);
                }
                Seen::Whole | Seen::AsFarAsKnown => {
                    // Not where they lack what another prune says is in them.
                    let fits = |(.., others, seen): &(_, _, Vec<RecordId>, Seen)| {
                        others != snapshots || !matches!(seen, Seen::Wrong | Seen::Unknown)
                    };
                    if weighed.iter().all(fits) {
                        verified.extend(snapshots.iter().copied());
                    }
                }
            }
        }
        gone.retain(|one| opened.records.contains_key(one));
        if !verified.is_empty() {
            space.verified.extend(verified);
            self.stand_up(of.space);
        }
        self.forget_for_good(of, &gone, &settled);
    }

    /// Lets go of records that snapshots stand in for, and remembers of which prunes that is so: should those who say so turn out to
    /// have been removed, this device stands in for them.
    fn forget_for_good(
        &mut self,
        of: DocumentRef,
        gone: &BTreeSet<RecordId>,
        settled: &[RecordId],
    ) {
        let Some(space) = self.spaces.get_mut(&of.space).filter(|_| !gone.is_empty()) else {
            return;
        };
        space.forget_covered(gone);
        space.settled.extend(settled);
        let relays: Vec<_> = space.acknowledged.keys().copied().collect();
        let mut puts: Vec<(Key, Option<Vec<u8>>)> = Vec::new();
        for one in gone {
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
        let settled = settled.iter().map(|prune| keys::settled(of.space, *prune));
        puts.extend(settled.map(|key| (key, Some(Vec::new()))));
        self.changed.insert(of.space);
        self.keep(of.space, puts);
    }

    /// Says of prunes of others that they are so, where it is seen that they are. Whether there were any.
    fn confirm_prunes(&mut self, of: DocumentRef, opened: &Opened) -> bool {
        let (Some(space), Some(live)) = (self.spaces.get(&of.space), self.live(of)) else {
            return false;
        };
        let me = space.authority.person_of(&self.keys.device());
        let mut confirm = Vec::new();
        let mut wrong = Vec::new();
        let mut unknown = BTreeSet::new();
        let open = space.open_prunes();
        for prune in open.filter(|prune| prune.said.header.document == of.document) {
            if space.has_said(&me, prune) {
                continue;
            }
            let id = prune.said.id;
            match seen_whole(space, opened, &live.document, prune) {
                Seen::Whole => confirm.push(id),
                Seen::Wrong => wrong.push(id),
                Seen::AsFarAsKnown | Seen::Unknown => {
                    unknown.insert(id);
                }
            }
        }
        let confirms = !confirm.is_empty();
        for prune in confirm {
            let document = of.document;
            self.say_of_snapshots(of.space, Make::Confirm { document, prune });
        }
        if let Some(space) = self.spaces.get_mut(&of.space) {
            space.disputed.extend(wrong);
            // Until something of the document lands.
            space.unknown.insert(of.document, unknown);
        }
        confirms
    }

    /// Seals a document whole, where its loose changes outweigh what was sealed last.
    fn seal_whole(&mut self, of: DocumentRef, opened: &Opened) {
        let (Some(space), Some(live)) = (self.spaces.get(&of.space), self.live(of)) else {
            return;
        };
        let loose = space.loose().get(&of.document).copied().unwrap_or_default();
        let is_much = loose >= space.enough(&of.document, self.snapshot_after);
        if !is_much || space.writers(&of.document).len() < 2 {
            return;
        }
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
