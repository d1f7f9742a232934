//! One space in a relay's memory: who may do what, and which records are held. Never what they say.

use super::{ConnectionId, invitations::Invitations};
use crate::store::{Held, Keep};
use samvev_protocol::{
    authority::Authority,
    bodies::AuthorityBody,
    frame::Reason,
    ids::{CircleId, DeviceId, DocumentId, RecordId, SpaceId},
    live::is_live,
    prune::{InEffect, Pruned, Prunes, Said},
    reconcile::{Answering, ReconcileError},
    record::{Kind, Record},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// Most sets of circles for which what a relay holds is kept ready to be compared.
const MOST_ANSWERS: usize = 8;

/// What a relay remembers of a record that is durable here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline {
    pub(super) circle: CircleId,
    document: DocumentId,
    pub(super) size: usize,
    pub(super) is_authority: bool,
    /// Its place in the order of arrival.
    pub(super) arrival: u64,
}

/// As whom a key is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A member's device.
    Member,
    /// Somebody who has an invitation's link.
    Invited,
}

pub(super) struct Space {
    pub(super) id: SpaceId,
    /// From all authority records that were accepted, durable or on their way.
    pub(super) authority: Authority,
    pub(super) invitations: Invitations,
    /// What is durable. Only this is offered, sent and reconciled.
    held: BTreeMap<RecordId, Outline>,
    /// What is accepted and on its way to the store, with sizes.
    coming: HashMap<RecordId, usize>,
    /// Bytes of both.
    bytes: u64,
    arrivals: u64,
    circles: BTreeSet<CircleId>,
    /// The erased documents of which nothing is held.
    erased: BTreeSet<DocumentId>,
    /// What says that snapshots stand in for loose changes, where that is durable, with the times at which it came.
    prunes: Prunes,
    said_at: BTreeMap<RecordId, u64>,
    /// What of it is in effect.
    effect: InEffect,
    /// When the next of what is covered is let go of, in milliseconds since 1970.
    pub(super) expires_at: Option<u64>,
    /// What the store has failed to let go of.
    pub(super) unretired: Vec<RecordId>,
    /// Who is let in now.
    pub(super) connections: BTreeSet<ConnectionId>,
    /// Puts on their way to the store.
    pub(super) tickets: usize,
    /// Since when nobody is here, in milliseconds.
    pub(super) left_at: u64,
    /// Reconciliation over what is held, for each set of circles that somebody reads. Emptied when more is held.
    answers: BTreeMap<Vec<CircleId>, Answering>,
}

impl Space {
    pub(super) fn new(id: SpaceId, now: u64) -> Self {
        Self {
            id,
            authority: Authority::new(id),
            invitations: Invitations::default(),
            held: BTreeMap::new(),
            coming: HashMap::new(),
            bytes: 0,
            arrivals: 0,
            circles: BTreeSet::new(),
            erased: BTreeSet::new(),
            prunes: Prunes::default(),
            said_at: BTreeMap::new(),
            effect: InEffect::default(),
            expires_at: None,
            unretired: Vec::new(),
            connections: BTreeSet::new(),
            tickets: 0,
            left_at: now,
            answers: BTreeMap::new(),
        }
    }

    /// Takes in what the store holds.
    pub(super) fn restore(&mut self, held: Vec<Held>) {
        let mut read = Vec::new();
        for one in held {
            let record = one.plain.as_deref().map(Record::decode);
            let record = record.and_then(Result::ok);
            let is_authority = record
                .as_ref()
                .is_some_and(|record| record.header().kind.is_authority());
            read.extend(record.map(|record| (record, one.stored_at)));
            self.hold(one.id, (one.circle, one.document), one.size, is_authority);
        }
        let authority = read.iter().map(|(record, _)| record);
        let authority = authority.filter(|record| record.header().kind.is_authority());
        // What can never stand was not stored.
        let _ = self.authority.insert_all(authority);
        for (record, stored_at) in &read {
            self.invitations.note(record, *stored_at);
            self.note_prune(record, *stored_at);
        }
    }

    fn note_prune(&mut self, record: &Record, stored_at: u64) {
        if self.prunes.insert(record) {
            self.said_at.insert(record.id(), stored_at);
        }
    }

    fn forget_prunes(&mut self, is_kept: impl Fn(&Said) -> bool) {
        self.prunes.retain(is_kept);
        let prunes = &self.prunes;
        self.said_at.retain(|id, _| prunes.contains(id));
    }

    /// Works out anew what snapshots stand in for. That is kept for a while, and neither offered nor compared. Answers what is
    /// live again, since who had said so turned out to have been removed.
    pub(super) fn look_at_prunes(&mut self, covered_for: u64) -> Vec<RecordId> {
        if self.prunes.is_empty() && self.effect.prunes().is_empty() {
            return Vec::new();
        }
        let held = |document: &DocumentId, id: &RecordId| {
            let outline = self.held.get(id);
            outline.is_some_and(|one| one.document == *document && !one.is_authority)
        };
        let effect = self.prunes.in_effect(&self.authority, held);
        let mut again = Vec::new();
        if effect != self.effect {
            let was = std::mem::replace(&mut self.effect, effect);
            let covered = was.prunes().values().flat_map(|one| &one.body.covered);
            let is_again = |id: &&RecordId| {
                let outline = self.held.get(*id);
                outline.is_some_and(|one| !self.effect.covers(&one.document, id))
            };
            again.extend(covered.filter(is_again));
            self.answers.clear();
        }
        let ends = |prune| {
            let until = self.held_until(prune, covered_for);
            Some(until).filter(|_| self.has_covered(prune))
        };
        self.expires_at = self.effect.prunes().keys().filter_map(ends).min();
        again
    }

    /// Until when what a prune covers is kept.
    fn held_until(&self, prune: &RecordId, covered_for: u64) -> u64 {
        let said_at = |id: &RecordId| self.said_at.get(id).copied().unwrap_or(u64::MAX);
        let since = self.effect.since(prune, said_at);
        since.map_or(u64::MAX, |since| since.saturating_add(covered_for))
    }

    fn has_covered(&self, prune: &RecordId) -> bool {
        let pruned = self.effect.prunes().get(prune);
        let mut covered = pruned.into_iter().flat_map(|one| &one.body.covered);
        covered.any(|id| self.held.contains_key(id))
    }

    /// Lets go of what has been covered for long enough. Answers which records those are, with their sizes, and what is live again
    /// by that.
    pub(super) fn retire_covered(
        &mut self,
        now: u64,
        covered_for: u64,
    ) -> (Vec<(RecordId, usize)>, Vec<RecordId>) {
        if self.expires_at.is_none_or(|at| now < at) {
            return (Vec::new(), Vec::new());
        }
        let is_over =
            |(prune, _): &(&RecordId, &Pruned)| self.held_until(prune, covered_for) <= now;
        let over = self.effect.prunes().iter().filter(is_over);
        let covered =
            over.flat_map(|(_, one)| one.body.covered.iter().map(|id| (one.document, *id)));
        let covered: BTreeSet<(DocumentId, RecordId)> = covered.collect();
        let is_retired = |id: &RecordId, outline: &mut Outline| {
            !outline.is_authority && covered.contains(&(outline.document, *id))
        };
        let retired = self.let_go(is_retired);
        let gone: BTreeSet<RecordId> = retired.iter().map(|(id, _)| *id).collect();
        self.forget_prunes(|said| !gone.contains(&said.id));
        let again = self.look_at_prunes(covered_for);
        (retired, again)
    }

    /// As whom a key may be here at `now`.
    pub(super) fn standing(&self, key: &DeviceId, now: u64) -> Result<Standing, Reason> {
        if self.authority.member(key).is_some() {
            return Ok(Standing::Member);
        }
        match self.invitations.state(&self.authority, key, now) {
            Some(state) => state.map(|()| Standing::Invited),
            None => Err(Reason::NotMember),
        }
    }

    pub(super) fn holds(&self, id: &RecordId) -> bool {
        self.held.contains_key(id)
    }

    /// Bytes kept when this record is too.
    pub(super) fn bytes_with(&self, record: &Record) -> u64 {
        if self.coming.contains_key(&record.id()) {
            self.bytes
        } else {
            self.bytes + record.bytes().len() as u64
        }
    }

    /// Takes a record that was found good, on its way to the store.
    pub(super) fn accept(&mut self, record: &Record, now: u64) {
        let size = record.bytes().len();
        if self.coming.insert(record.id(), size).is_none() {
            self.bytes += size as u64;
        }
        self.learn(record, now);
    }

    /// Lets go of a record that was accepted in vain.
    pub(super) fn drop_coming(&mut self, id: &RecordId) {
        if let Some(size) = self.coming.remove(id) {
            self.bytes -= size as u64;
        }
    }

    /// Whether a record may be kept and passed on by what is known of erasures, and of what snapshots stand in for.
    pub(super) fn is_live(&self, record: &Record) -> bool {
        is_live(&self.authority, &self.effect, record)
    }

    /// Lets go of what an erasure retires. Answers which records those are, with their sizes.
    pub(super) fn retire(&mut self) -> Vec<(RecordId, usize)> {
        let erased = self.authority.erased();
        if erased == self.erased {
            return Vec::new();
        }
        self.erased = erased;
        let erased = self.erased.clone();
        self.forget_prunes(|said| !erased.contains(&said.header.document));
        self.let_go(|_, outline| !outline.is_authority && erased.contains(&outline.document))
    }

    fn let_go(
        &mut self,
        is_retired: impl FnMut(&RecordId, &mut Outline) -> bool,
    ) -> Vec<(RecordId, usize)> {
        let retired = self.held.extract_if(.., is_retired);
        let retired: Vec<_> = retired.map(|(id, outline)| (id, outline.size)).collect();
        self.bytes -= retired.iter().map(|(_, size)| *size as u64).sum::<u64>();
        if !retired.is_empty() {
            self.answers.clear();
        }
        retired
    }

    /// Takes a record that is durable now. Whether it was not before.
    pub(super) fn settle(&mut self, keep: &Keep) -> bool {
        let record = &keep.record;
        self.drop_coming(&record.id());
        self.learn(record, keep.stored_at);
        self.note_prune(record, keep.stored_at);
        let header = record.header();
        self.hold(
            record.id(),
            (header.circle, header.document),
            record.bytes().len(),
            header.kind.is_authority(),
        )
    }

    fn learn(&mut self, record: &Record, stored_at: u64) {
        if record.header().kind.is_authority() && self.authority.insert(record).is_ok() {
            self.invitations.note(record, stored_at);
        }
    }

    fn hold(
        &mut self,
        id: RecordId,
        (circle, document): (CircleId, DocumentId),
        size: usize,
        is_authority: bool,
    ) -> bool {
        if self.held.contains_key(&id) {
            return false;
        }
        self.arrivals += 1;
        self.held.insert(
            id,
            Outline {
                circle,
                document,
                size,
                is_authority,
                arrival: self.arrivals,
            },
        );
        self.bytes += size as u64;
        self.circles.insert(circle);
        self.answers.clear();
        true
    }

    /// Whether a key may have a record of this circle. What decides of the space is everybody's who is let in, before they
    /// are members too; what is of a part of it is for those who have a seat there.
    pub(super) fn may_have(&self, key: &DeviceId, circle: &CircleId, is_authority: bool) -> bool {
        let is_everyones = *circle == CircleId::EVERYONE;
        is_authority && is_everyones || self.authority.may_read(key, circle)
    }

    /// What tells a key of the circles where its seat was taken away.
    pub(super) fn farewells(&self, key: &DeviceId) -> Vec<Record> {
        let circles = self.authority.circles();
        circles.flat_map(|circle| circle.farewell(key)).collect()
    }

    /// The devices whose seats in circles these records give or take away, with the circles.
    pub(super) fn seats_in(&self, records: &[Arc<Record>]) -> BTreeSet<(DeviceId, CircleId)> {
        let whose = |record: &Arc<Record>| {
            let circle = record.header().circle;
            let device = match AuthorityBody::of(record).ok()? {
                _ if circle == CircleId::EVERYONE => return None,
                AuthorityBody::Removal(removal) => removal.device,
                AuthorityBody::Grant(grant) => grant.to,
                _ => return None,
            };
            Some((device, circle))
        };
        records.iter().filter_map(whose).collect()
    }

    /// What tells a key how it stands with a circle where that has changed: who has got a seat is told who may do what there, since
    /// what gave it leans on that; who has lost one is told why.
    pub(super) fn news_of(&self, key: &DeviceId, circle: &CircleId) -> Vec<Record> {
        match self.authority.of(circle) {
            Some(of) if self.authority.may_read(key, circle) => {
                of.kept().into_iter().map(|(record, _)| record).collect()
            }
            _ => self.farewell_of(key, circle),
        }
    }

    /// What tells a key that its seat in a circle was taken away, and what has been erased there since.
    pub(super) fn farewell_of(&self, key: &DeviceId, circle: &CircleId) -> Vec<Record> {
        let of = self.authority.of(circle);
        of.map(|of| of.farewell(key)).unwrap_or_default()
    }

    /// The circles of which these records erase something.
    pub(super) fn erased_in(&self, records: &[Arc<Record>]) -> BTreeSet<CircleId> {
        let headers = records.iter().map(|record| record.header());
        let erasing = headers.filter(|header| header.kind == Kind::Erasure);
        let circles = erasing.map(|header| header.circle);
        circles
            .filter(|circle| *circle != CircleId::EVERYONE)
            .collect()
    }

    /// Those of the records that are held and that the key may have, with their sizes, in the order to send them:
    /// authority first, then as they came.
    pub(super) fn sendable(&self, key: &DeviceId, asked: &[RecordId]) -> Vec<(RecordId, usize)> {
        let mut found: Vec<_> = asked
            .iter()
            .filter_map(|id| self.held.get(id).map(|outline| (*id, *outline)))
            .filter(|(_, outline)| self.may_have(key, &outline.circle, outline.is_authority))
            .collect();
        found.sort_unstable_by_key(|(_, outline)| (!outline.is_authority, outline.arrival));
        found.dedup_by_key(|(id, _)| *id);
        found
            .into_iter()
            .map(|(id, outline)| (id, outline.size))
            .collect()
    }

    /// One answer of a reconciliation over what the key may have.
    pub(super) fn reconcile(
        &mut self,
        key: &DeviceId,
        message: &[u8],
    ) -> Result<Vec<u8>, ReconcileError> {
        let circles: Vec<_> = self
            .circles
            .iter()
            .filter(|circle| self.authority.may_read(key, circle))
            .copied()
            .collect();
        if let Some(answering) = self.answers.get_mut(&circles) {
            return answering.answer(message);
        }
        let ids: Vec<_> = self
            .held
            .iter()
            .filter(|(_, outline)| {
                let is_everyones = outline.circle == CircleId::EVERYONE;
                outline.is_authority && is_everyones || circles.contains(&outline.circle)
            })
            .filter(|(id, outline)| {
                outline.is_authority || !self.effect.covers(&outline.document, id)
            })
            .map(|(id, _)| *id)
            .collect();
        let mut answering = Answering::over(ids.iter())?;
        let answer = answering.answer(message);
        if self.answers.len() >= MOST_ANSWERS {
            self.answers.pop_first();
        }
        self.answers.insert(circles, answering);
        answer
    }
}
