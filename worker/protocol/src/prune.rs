//! Snapshots in the place of loose changes, and what is retired by that (PROTOCOL.md §9).
//!
//! A **snapshot** holds changes of a document whoever made them. A **prune** names the snapshots that together hold all that was
//! in the records which it covers, and its author says so. A **confirmation** is another's word for the same. The covered are
//! retired once two people who may write the document have said it, so that nobody alone can take anything from others, nor put
//! anything into others' mouths.

use crate::{
    authority::Authority,
    bodies::MAX_PRUNE_BODY,
    ids::{DeviceId, DocumentId, EpochId, RecordId},
    record::{DecodeError, Header, Kind, Record},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many people must have said that snapshots hold what a prune covers.
const WITNESSES: usize = 2;

/// The body of a prune. Its header's parents are the snapshots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PruneBody {
    /// The records that the snapshots stand in for, ascending strictly.
    pub covered: Vec<RecordId>,
    /// The prunes in effect whose snapshots are among the covered, ascending strictly: what those cover stays retired.
    pub follows: Vec<RecordId>,
}

impl PruneBody {
    /// Reads a prune's body.
    ///
    /// # Errors
    /// [`DecodeError::Body`].
    pub fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        let body: Self = crate::bodies::canonical_within(bytes, MAX_PRUNE_BODY)?;
        let ascends = |ids: &[RecordId]| ids.is_sorted_by(|a, b| a < b);
        let in_form = !body.covered.is_empty() && ascends(&body.covered) && ascends(&body.follows);
        in_form.then_some(body).ok_or(DecodeError::Body)
    }

    /// The body's bytes.
    pub fn encode(&self) -> Vec<u8> {
        // Writing ids to a growing buffer has no way to fail; an empty body would be refused by all.
        postcard::to_stdvec(self).unwrap_or_default()
    }
}

/// Whether a record of one of these three kinds is of its kind's form. Others are.
pub(crate) fn is_in_form(record: &Record) -> bool {
    let header = record.header();
    let is_plain = header.epoch == EpochId::NONE;
    match header.kind {
        Kind::Snapshot => !is_plain,
        Kind::Prune => {
            is_plain && !header.parents.is_empty() && PruneBody::read(record.body()).is_ok()
        }
        Kind::Confirmation => is_plain && header.parents.len() == 1 && record.body().is_empty(),
        _ => true,
    }
}

/// What is said of snapshots: a prune, or a confirmation of one, but for the prune's body.
#[derive(Debug, Clone)]
pub struct Said {
    /// The record's id.
    pub id: RecordId,
    /// Its header. A prune's parents are the snapshots, a confirmation's one is the prune.
    pub header: Header,
}

/// A prune that is kept, whether or not it is in effect.
#[derive(Debug, Clone)]
pub struct Prune {
    /// Who says so, of which snapshots.
    pub said: Said,
    /// What they stand in for.
    pub body: PruneBody,
}

/// The prunes and confirmations of a space that are kept.
#[derive(Debug, Clone, Default)]
pub struct Prunes {
    prunes: BTreeMap<RecordId, Prune>,
    confirmations: BTreeMap<RecordId, BTreeMap<RecordId, Said>>,
    /// The ids of both.
    all: BTreeSet<RecordId>,
}

/// A prune that is in effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pruned {
    /// The document.
    pub document: DocumentId,
    /// The snapshots.
    pub snapshots: Vec<RecordId>,
    /// What they stand in for, and the prunes that it goes on from.
    pub body: PruneBody,
    /// Who has said so, a person by one of their devices, and in which records.
    pub witnesses: Vec<(DeviceId, RecordId)>,
    /// The prune that follows this one, where that is what it is in effect by.
    pub by: Option<RecordId>,
}

/// The prunes that are in effect, and so what is retired.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InEffect {
    prunes: BTreeMap<RecordId, Pruned>,
    covered: BTreeSet<(DocumentId, RecordId)>,
    snapshots: BTreeSet<RecordId>,
}

impl Prunes {
    /// Takes in a prune or confirmation that is kept ([`Authority::keeps`]). Whether it is one, and new.
    pub fn insert(&mut self, record: &Record) -> bool {
        let (id, header) = (record.id(), record.header().clone());
        if self.all.contains(&id) {
            return false;
        }
        match (header.kind, header.parents.first().copied()) {
            (Kind::Prune, _) => {
                let Ok(body) = PruneBody::read(record.body()) else {
                    return false;
                };
                let said = Said { id, header };
                self.prunes.insert(id, Prune { said, body });
            }
            (Kind::Confirmation, Some(of)) => {
                let said = self.confirmations.entry(of).or_default();
                said.insert(id, Said { id, header });
            }
            _ => return false,
        }
        self.all.insert(id)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Forgets those that are no longer kept.
    pub fn retain(&mut self, is_kept: impl Fn(&Said) -> bool) {
        self.prunes.retain(|_, prune| is_kept(&prune.said));
        self.confirmations.retain(|_, said| {
            said.retain(|_, one| is_kept(one));
            !said.is_empty()
        });
        let confirmed = self.confirmations.values().flat_map(BTreeMap::keys);
        self.all = self.prunes.keys().chain(confirmed).copied().collect();
    }

    /// The prunes, by id.
    pub fn all(&self) -> impl Iterator<Item = &Prune> {
        self.prunes.values()
    }

    /// A prune.
    pub fn get(&self, prune: &RecordId) -> Option<&Prune> {
        self.prunes.get(prune)
    }

    /// Whether a record is among these prunes and confirmations.
    pub fn contains(&self, id: &RecordId) -> bool {
        self.all.contains(id)
    }

    /// What is said for a prune, itself first, by whomever.
    fn sayings<'a>(&'a self, prune: &'a Prune) -> impl Iterator<Item = &'a Said> {
        let header = &prune.said.header;
        let is_of = |one: &&Said| {
            let of = &one.header;
            of.document == header.document && of.circle == header.circle
        };
        let confirmed = self.confirmations.get(&prune.said.id);
        let confirmed = confirmed.into_iter().flat_map(BTreeMap::values);
        std::iter::once(&prune.said).chain(confirmed.filter(is_of))
    }

    /// Those who say that a prune's snapshots hold what it covers: people, by one of their devices, with the records in which they
    /// do. Only those who may write the document now, and what is named by the removals of those who could.
    pub fn witnesses(&self, prune: &Prune, authority: &Authority) -> Vec<(DeviceId, RecordId)> {
        let counted = self.sayings(prune).filter(|said| authority.counts(said));
        let witness = |said: &Said| (authority.person_of(&said.header.author), said.id);
        counted.map(witness).collect()
    }

    /// Which prunes are in effect. `holds`: whether a snapshot of a document is held here: nothing goes before what stands in for
    /// it is there.
    pub fn in_effect(
        &self,
        authority: &Authority,
        holds: impl Fn(&DocumentId, &RecordId) -> bool,
    ) -> InEffect {
        let mut effect = InEffect::default();
        let mut open = Vec::new();
        for (id, prune) in &self.prunes {
            let header = &prune.said.header;
            let is_held = |id: &RecordId| holds(&header.document, id);
            let authors = self.sayings(prune).map(|said| said.header.author);
            let authors: BTreeSet<DeviceId> = authors.collect();
            // What is cheap to ask first.
            if authors.len() < WITNESSES || !header.parents.iter().all(is_held) {
                continue;
            }
            let witnesses = self.witnesses(prune, authority);
            let people: BTreeSet<DeviceId> = witnesses.iter().map(|(who, _)| *who).collect();
            if people.len() >= WITNESSES {
                effect.enter(*id, self.pruned(prune, witnesses, None));
                open.push(*id);
            }
        }
        // What a later snapshot stands in for stays away, and with it what that had stood in for.
        while let Some(by) = open.pop() {
            let follows = self.prunes.get(&by);
            let document = follows.map(|prune| prune.said.header.document);
            let follows = follows.map_or(&[][..], |prune| &prune.body.follows);
            for id in follows {
                let prune = self.prunes.get(id);
                let prune = prune.filter(|one| Some(one.said.header.document) == document);
                if let Some(prune) = prune.filter(|_| !effect.contains(id)) {
                    effect.enter(*id, self.pruned(prune, Vec::new(), Some(by)));
                    open.push(*id);
                }
            }
        }
        self.leave_what_stands_in(&mut effect);
        effect
    }

    /// What stands in for something, and what was said of that, goes only by a prune that goes on from it.
    fn leave_what_stands_in(&self, effect: &mut InEffect) {
        let mut of: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        for (id, pruned) in &effect.prunes {
            let named = pruned.snapshots.iter();
            named.for_each(|snapshot| of.entry(*snapshot).or_default().push(*id));
        }
        for (prune, said) in &self.confirmations {
            said.keys()
                .for_each(|id| of.entry(*id).or_default().push(*prune));
        }
        for pruned in effect.prunes.values_mut() {
            let PruneBody { covered, follows } = &mut pruned.body;
            let goes_on = |prune: &RecordId| follows.binary_search(prune).is_ok();
            covered.retain(|id| {
                let needed = of.get(id).into_iter().flatten();
                // What keeps things away stays.
                !self.prunes.contains_key(id) && needed.into_iter().all(goes_on)
            });
        }
        let covered = effect.prunes.values().flat_map(|pruned| {
            let covered = pruned.body.covered.iter();
            covered.map(|id| (pruned.document, *id))
        });
        effect.covered = covered.collect();
    }

    fn pruned(
        &self,
        prune: &Prune,
        witnesses: Vec<(DeviceId, RecordId)>,
        by: Option<RecordId>,
    ) -> Pruned {
        Pruned {
            document: prune.said.header.document,
            snapshots: prune.said.header.parents.clone(),
            body: prune.body.clone(),
            witnesses,
            by,
        }
    }
}

impl InEffect {
    fn enter(&mut self, id: RecordId, pruned: Pruned) {
        self.snapshots.extend(&pruned.snapshots);
        self.prunes.insert(id, pruned);
    }

    /// Whether a record of a document is covered, and so retired.
    pub fn covers(&self, document: &DocumentId, record: &RecordId) -> bool {
        self.covered.contains(&(*document, *record))
    }

    /// Whether a record is a snapshot that stands in for what is covered: what it holds is to be taken in.
    pub fn holds(&self, snapshot: &RecordId) -> bool {
        self.snapshots.contains(snapshot)
    }

    /// Whether a prune is in effect.
    pub fn contains(&self, prune: &RecordId) -> bool {
        self.prunes.contains_key(prune)
    }

    /// The prunes, by id.
    pub fn prunes(&self) -> &BTreeMap<RecordId, Pruned> {
        &self.prunes
    }

    /// The prune that people say so of by which one is in effect: itself, or one that follows it, directly or through others.
    pub fn base(&self, prune: &RecordId) -> Option<&Pruned> {
        let mut at = self.prunes.get(prune)?;
        let mut met = BTreeSet::from([*prune]);
        while let Some(by) = at.by.filter(|by| met.insert(*by)) {
            at = self.prunes.get(&by)?;
        }
        Some(at)
    }

    /// Since when a prune is in effect, where this is when each record was first held: when the second of those who say so had.
    pub fn since(&self, prune: &RecordId, held_at: impl Fn(&RecordId) -> u64) -> Option<u64> {
        let mut first: BTreeMap<DeviceId, u64> = BTreeMap::new();
        for (who, record) in &self.base(prune)?.witnesses {
            let said = held_at(record);
            let known = first.entry(*who).or_insert(said);
            *known = said.min(*known);
        }
        let mut times: Vec<u64> = first.into_values().collect();
        times.sort_unstable();
        times.get(WITNESSES - 1).copied()
    }
}
