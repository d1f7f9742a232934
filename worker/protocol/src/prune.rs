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
    record::{DecodeError, Kind, Record},
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

/// The prunes and confirmations of a space that are kept.
#[derive(Debug, Clone, Default)]
pub struct Prunes {
    prunes: BTreeMap<RecordId, Record>,
    confirmations: BTreeMap<RecordId, BTreeMap<RecordId, Record>>,
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
        let (id, header) = (record.id(), record.header());
        match (header.kind, header.parents.first()) {
            (Kind::Prune, _) => self.prunes.insert(id, record.clone()).is_none(),
            (Kind::Confirmation, Some(of)) => {
                let said = self.confirmations.entry(*of).or_default();
                said.insert(id, record.clone()).is_none()
            }
            _ => false,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.prunes.is_empty()
    }

    /// Forgets those of documents that are erased.
    pub fn retain(&mut self, is_kept: impl Fn(&DocumentId) -> bool) {
        let keeps = |record: &Record| is_kept(&record.header().document);
        self.prunes.retain(|_, record| keeps(record));
        self.confirmations.retain(|_, said| {
            said.retain(|_, record| keeps(record));
            !said.is_empty()
        });
    }

    /// The prunes, by id.
    pub fn all(&self) -> impl Iterator<Item = &Record> {
        self.prunes.values()
    }

    /// Whether a record is among these prunes and confirmations.
    pub fn contains(&self, id: &RecordId) -> bool {
        self.prunes.contains_key(id)
            || self
                .confirmations
                .values()
                .any(|said| said.contains_key(id))
    }

    /// Those who say that a prune's snapshots hold what it covers: people, by one of their devices, with the records in which they
    /// do. Only those who may write the document now, and what is named by the removals of those who could.
    pub fn witnesses(&self, prune: &Record, authority: &Authority) -> Vec<(DeviceId, RecordId)> {
        let header = prune.header();
        let is_of = |one: &&Record| {
            let of = one.header();
            of.document == header.document && of.circle == header.circle
        };
        let confirmed = self.confirmations.get(&prune.id());
        let confirmed = confirmed.into_iter().flat_map(BTreeMap::values);
        std::iter::once(prune)
            .chain(confirmed.filter(is_of))
            .filter(|record| authority.counts(record))
            .map(|record| (authority.person_of(&record.header().author), record.id()))
            .collect()
    }

    /// Which prunes are in effect. `holds`: whether a snapshot of a document is held here: nothing goes before what stands in for
    /// it is there.
    pub fn in_effect(
        &self,
        authority: &Authority,
        holds: impl Fn(&DocumentId, &RecordId) -> bool,
    ) -> InEffect {
        let mut effect = InEffect::default();
        let mut others = Vec::new();
        for (id, record) in &self.prunes {
            let Ok(body) = PruneBody::read(record.body()) else {
                continue;
            };
            let header = record.header();
            let mut pruned = Pruned {
                document: header.document,
                snapshots: header.parents.clone(),
                body,
                witnesses: self.witnesses(record, authority),
                by: None,
            };
            // What keeps things away stays.
            pruned
                .body
                .covered
                .retain(|id| !self.prunes.contains_key(id));
            let people: BTreeSet<DeviceId> = pruned.witnesses.iter().map(|(who, _)| *who).collect();
            let is_held = |id: &RecordId| holds(&header.document, id);
            if people.len() >= WITNESSES && pruned.snapshots.iter().all(is_held) {
                effect.enter(*id, pruned);
            } else {
                others.push((*id, pruned));
            }
        }
        // What a later snapshot stands in for stays away, and with it what that had stood in for.
        while let Some((at, by)) = others
            .iter()
            .enumerate()
            .find_map(|(at, (id, pruned))| Some((at, effect.following(id, &pruned.document)?)))
        {
            let (id, mut pruned) = others.swap_remove(at);
            pruned.by = Some(by);
            effect.enter(id, pruned);
        }
        effect
    }
}

impl InEffect {
    fn enter(&mut self, id: RecordId, pruned: Pruned) {
        let of = pruned.document;
        let covered = pruned.body.covered.iter().map(|id| (of, *id));
        self.covered.extend(covered);
        self.snapshots.extend(&pruned.snapshots);
        self.prunes.insert(id, pruned);
    }

    /// The prune in effect that follows another one of its document.
    fn following(&self, prune: &RecordId, document: &DocumentId) -> Option<RecordId> {
        let follows = |(_, pruned): &(&RecordId, &Pruned)| {
            pruned.document == *document && pruned.body.follows.binary_search(prune).is_ok()
        };
        let mut prunes = self.prunes.iter();
        prunes.find(follows).map(|(id, _)| *id)
    }

    /// Whether a record of a document is covered, and so retired.
    pub fn covers(&self, document: &DocumentId, record: &RecordId) -> bool {
        self.covered.contains(&(*document, *record))
    }

    /// Whether a record, of whatever document, is named as covered.
    pub fn names(&self, record: &RecordId) -> bool {
        let mut prunes = self.prunes.values();
        prunes.any(|pruned| pruned.body.covered.binary_search(record).is_ok())
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

    /// Since when a prune is in effect, where this is when each record was first held: when the second of those who say so had.
    pub fn since(&self, prune: &RecordId, held_at: impl Fn(&RecordId) -> u64) -> Option<u64> {
        let mut at = self.prunes.get(prune)?;
        let mut met = BTreeSet::from([*prune]);
        while let Some(by) = at.by.filter(|by| met.insert(*by)) {
            at = self.prunes.get(&by)?;
        }
        let mut first: BTreeMap<DeviceId, u64> = BTreeMap::new();
        for (who, record) in &at.witnesses {
            let said = held_at(record);
            let known = first.entry(*who).or_insert(said);
            *known = said.min(*known);
        }
        let mut times: Vec<u64> = first.into_values().collect();
        times.sort_unstable();
        times.get(WITNESSES - 1).copied()
    }
}
