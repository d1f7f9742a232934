//! A space as this tab holds it: who may do what, which records are kept, and which relays have them.

use super::{
    Engine,
    keys::{self, RelayKey, SpaceEntry},
    reads::{Entries, Read},
    stored::{self, Listed},
};
use crate::messages::{
    About, Command, DocumentRef, DocumentSummary, Event, OnRelay, Problem, SavedState, SpaceSummary,
};
use samvev_documents::{
    directory::Directory,
    document::{DocumentKind, Value},
};
use samvev_protocol::{
    authority::Authority,
    bodies::{Purpose, Role},
    ids::{CircleId, DocumentId, EpochId, RecordId, SpaceId},
    record::Record,
    seal::EpochKey,
    space::keyring,
};
use std::collections::{BTreeMap, BTreeSet};

/// A space.
pub(super) struct Space {
    /// Whether it is read from the store: until then only `summary` is known.
    pub ready: bool,
    /// Commands that wait until it is.
    pub waiting: Vec<Command>,
    /// As told last.
    pub summary: Option<SpaceSummary>,
    /// What lists show of each document.
    pub seen: BTreeMap<DocumentId, (String, u64)>,
    pub authority: Authority,
    pub ring: BTreeMap<EpochId, EpochKey>,
    /// The records that are durable here.
    pub index: BTreeMap<RecordId, Listed>,
    /// Those on their way into the store.
    pub arriving: BTreeSet<RecordId>,
    /// Those that can never stand: not asked for again while this tab lives.
    pub refused: BTreeSet<RecordId>,
    /// Those kept that do not stand yet; their bytes once they are read.
    pub pending: BTreeMap<RecordId, Option<Record>>,
    /// Which each relay has durably.
    pub acknowledged: BTreeMap<RelayKey, BTreeSet<RecordId>>,
    pub sequence: Sequence,
    /// Acts of this tab that are not durable yet.
    pub unsaved: usize,
    /// How the leading tab stands with each relay, by address. In the leading tab: itself.
    pub relays: BTreeMap<String, Standing>,
    pub told: Option<SavedState>,
}

/// How it stands with a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Standing {
    Away,
    Connected,
    Refused(samvev_protocol::frame::Reason),
}

/// This device's count of its records in a space, as the store has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sequence {
    pub next: u64,
    pub stored: Option<Vec<u8>>,
}

impl Default for Sequence {
    fn default() -> Self {
        Self {
            next: 1,
            stored: None,
        }
    }
}

impl Sequence {
    pub(super) fn at(next: u64) -> Self {
        Self {
            next,
            stored: Some(next.to_be_bytes().to_vec()),
        }
    }
}

impl Space {
    pub(super) fn new(space: SpaceId) -> Self {
        Self {
            ready: false,
            waiting: Vec::new(),
            summary: None,
            seen: BTreeMap::new(),
            authority: Authority::new(space),
            ring: BTreeMap::new(),
            index: BTreeMap::new(),
            arriving: BTreeSet::new(),
            refused: BTreeSet::new(),
            pending: BTreeMap::new(),
            acknowledged: BTreeMap::new(),
            sequence: Sequence::default(),
            unsaved: 0,
            relays: BTreeMap::new(),
            told: None,
        }
    }

    pub(super) fn knows(&self, id: &RecordId) -> bool {
        self.index.contains_key(id) || self.arriving.contains(id) || self.refused.contains(id)
    }

    /// The epoch that new records are sealed in.
    pub(super) fn epoch(&self) -> Option<(EpochId, EpochKey)> {
        self.ring
            .iter()
            .next()
            .map(|(epoch, key)| (*epoch, key.clone()))
    }

    /// How many records that stand a relay lacks.
    pub(super) fn lacking(&self, relay: RelayKey) -> u32 {
        let has = self.acknowledged.get(&relay).map_or(0, BTreeSet::len);
        let standing = self.index.len().saturating_sub(self.pending.len());
        u32::try_from(standing.saturating_sub(has)).unwrap_or(u32::MAX)
    }
}

impl Engine {
    pub(super) fn role(&self, space: SpaceId) -> Option<Role> {
        let space = self.spaces.get(&space)?;
        match space.authority.member(&self.keys.device()) {
            Some(member) => Some(member.role),
            None => space.summary.as_ref().map(|summary| summary.role),
        }
    }

    pub(super) fn may_write(&self, of: DocumentRef) -> bool {
        let Some(space) = self.spaces.get(&of.space) else {
            return false;
        };
        let role = self.role(of.space);
        match space.authority.purpose(&of.document) {
            Some(Purpose::Shared) | None => role >= Some(Role::Editor),
            Some(Purpose::Open) => role >= Some(Role::Contributor),
            Some(Purpose::Party(party)) => {
                let member = space.authority.member(&self.keys.device());
                member.is_some_and(|member| {
                    member.party == Some(party) && member.role >= Role::Contributor
                })
            }
        }
    }

    pub(super) fn kind_of(&self, of: DocumentRef) -> DocumentKind {
        let listed = self.directory(of.space).and_then(|directory| {
            let entry = directory.documents.get(&of.document.to_string())?;
            Some(entry.kind)
        });
        match listed {
            _ if of.document == DocumentId::DIRECTORY => DocumentKind::Directory,
            Some(kind) => kind,
            None => DocumentKind::Plan,
        }
    }

    /// A space's directory: live, or as told last.
    pub(super) fn directory(&self, space: SpaceId) -> Option<&Directory> {
        let of = DocumentRef {
            space,
            document: DocumentId::DIRECTORY,
        };
        match self.live(of).map(|live| &live.value) {
            Some(Some(Value::Directory(directory))) => Some(directory),
            _ => Some(&self.spaces.get(&space)?.summary.as_ref()?.directory),
        }
    }

    /// Addresses of the relays of a space.
    pub(super) fn relays(&self, space: SpaceId) -> Vec<String> {
        self.directory(space)
            .map(|directory| directory.relays.clone())
            .unwrap_or_default()
    }

    pub(super) fn summaries_read(&mut self, entries: Entries) {
        for (_, value) in entries {
            let Some(summary) = stored::read::<SpaceSummary>(&value) else {
                continue;
            };
            let id = summary.space;
            let space = self.spaces.entry(id).or_insert_with(|| Space::new(id));
            if space.summary.is_none() {
                let seen = summary
                    .documents
                    .iter()
                    .map(|one| (one.document, (one.title.clone(), one.changed)));
                space.seen.extend(seen);
                space.summary = Some(summary);
            }
        }
        let first = !self.listed;
        self.listed = true;
        self.tell_spaces();
        let unread: Vec<SpaceId> = self
            .spaces
            .iter()
            .filter(|(_, space)| !space.ready)
            .map(|(id, _)| *id)
            .collect();
        unread
            .into_iter()
            .for_each(|space| self.begin(Read::Space(space)));
        if first {
            std::mem::take(&mut self.waiting)
                .into_iter()
                .for_each(|command| self.command(command));
        }
    }

    /// Whether a space is read. If it is to come, the command waits for it; if there is none such, the page is told.
    pub(super) fn in_space(&mut self, space: SpaceId, command: impl FnOnce() -> Command) -> bool {
        match self.spaces.get_mut(&space) {
            Some(held) if held.ready => true,
            Some(held) => {
                held.waiting.push(command());
                false
            }
            None => {
                self.problem(About::Space(space), Problem::DoesNotFit);
                false
            }
        }
    }

    /// A space was read: for the first time, or to see what another tab has written.
    pub(super) fn space_read(&mut self, id: SpaceId, entries: Entries) {
        let space = self.spaces.entry(id).or_insert_with(|| Space::new(id));
        let first = !space.ready;
        let mut grew = false;
        let mut missed = Vec::new();
        let mut pending = BTreeSet::new();
        let mut listed = Vec::new();
        for (key, value) in entries {
            match keys::space_entry(&key) {
                SpaceEntry::Authority => {
                    if let Ok(record) = Record::decode(&value) {
                        grew |= !space.index.contains_key(&record.id());
                        // What can never stand was not stored.
                        let _ = space.authority.insert(&record);
                    }
                }
                SpaceEntry::Listed(record) => {
                    listed.extend(stored::read::<Listed>(&value).map(|one| (record, one)))
                }
                SpaceEntry::Acknowledged(relay, record) => {
                    space.acknowledged.entry(relay).or_default().insert(record);
                }
                SpaceEntry::Pending(record) => {
                    pending.insert(record);
                }
                SpaceEntry::Sequence => {
                    let next = value
                        .as_slice()
                        .try_into()
                        .map(u64::from_be_bytes)
                        .unwrap_or(1);
                    space.sequence = Sequence {
                        next,
                        stored: Some(value),
                    };
                }
                SpaceEntry::Other => {}
            }
        }
        for (record, one) in listed {
            if first || one.document.is_none() {
                space.index.insert(record, one);
            } else if !space.index.contains_key(&record) {
                missed.push((record, one.document));
            }
        }
        let asked: Vec<_> = pending
            .into_iter()
            .filter(|id| !space.pending.contains_key(id))
            .filter_map(|id| Some((id, space.index.get(&id)?.document)))
            .collect();
        space
            .pending
            .extend(asked.iter().map(|(id, _)| (*id, None)));
        space.ready = true;
        let waiting = std::mem::take(&mut space.waiting);
        if !asked.is_empty() {
            self.begin(Read::Pending(id, asked));
        }
        if !missed.is_empty() {
            self.begin(Read::Missed(id, missed));
        }
        self.writer.seen(id);
        self.changed.insert(id);
        if first || grew {
            self.authority_grew(id);
        }
        if first {
            self.hold(DocumentRef {
                space: id,
                document: DocumentId::DIRECTORY,
            });
            waiting
                .into_iter()
                .for_each(|command| self.command(command));
            self.space_is_ready(id);
        }
    }

    /// Brings the keyring up to date with the grants known.
    pub(super) fn refresh_ring(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        if space.ring.is_empty() {
            space.ring = keyring(&space.authority, CircleId::EVERYONE, &self.keys)
                .into_iter()
                .collect();
        }
    }

    /// Sees what other tabs have written in a space.
    pub(super) fn look_again(&mut self, space: SpaceId) {
        self.begin(Read::Space(space));
    }

    /// What lists show of a document changed.
    pub(super) fn note_seen(&mut self, of: DocumentRef, title: String, changed: u64) -> bool {
        let Some(space) = self.spaces.get_mut(&of.space) else {
            return false;
        };
        let seen = space.seen.entry(of.document).or_default();
        let news = (title, changed.max(seen.1));
        if *seen == news || of.document == DocumentId::DIRECTORY {
            return false;
        }
        *seen = news;
        self.changed.insert(of.space);
        true
    }

    /// Tells what has changed in spaces and in how safe they are.
    pub(super) fn tell_changed(&mut self) {
        let mut news = false;
        for id in std::mem::take(&mut self.changed) {
            if let Some(summary) = self.summary_of(id)
                && let Some(space) = self.spaces.get_mut(&id)
                && space.summary.as_ref() != Some(&summary)
            {
                let value = stored::write(&summary);
                space.summary = Some(summary);
                news = true;
                self.keep(id, vec![(keys::summary(id), Some(value))]);
            }
            self.tell_saved(id);
        }
        if news {
            self.tell_spaces();
            // What was just put in line is written with the rest.
            self.write_on();
        }
    }

    /// What the store gets so that a space is listed at the next start.
    pub(super) fn listing(&self, id: SpaceId) -> Option<(keys::Key, Option<Vec<u8>>)> {
        Some((
            keys::summary(id),
            Some(stored::write(&self.summary_of(id)?)),
        ))
    }

    fn tell_spaces(&mut self) {
        let summaries = self
            .spaces
            .values()
            .filter_map(|space| space.summary.clone())
            .collect();
        self.tell(Event::Spaces(summaries));
    }

    fn summary_of(&self, id: SpaceId) -> Option<SpaceSummary> {
        let space = self.spaces.get(&id).filter(|space| space.ready)?;
        let of = DocumentRef {
            space: id,
            document: DocumentId::DIRECTORY,
        };
        // Not before the directory itself is read: what was stored is better than none.
        if !matches!(self.live(of)?.value, Some(Value::Directory(_))) && space.summary.is_some() {
            return None;
        }
        let directory = self.directory(id).cloned().unwrap_or_default();
        let mut documents: Vec<_> = directory
            .documents
            .iter()
            .filter_map(|(key, entry)| {
                let document = key.parse().ok()?;
                let (title, changed) = space.seen.get(&document).cloned().unwrap_or_default();
                Some(DocumentSummary {
                    document,
                    kind: entry.kind,
                    title,
                    changed,
                })
            })
            .collect();
        documents.sort_by_key(|one| std::cmp::Reverse(one.changed));
        let role = self.role(id)?;
        Some(SpaceSummary {
            space: id,
            me: self.keys.device(),
            role,
            directory,
            documents,
        })
    }

    /// How the space stands with a relay.
    pub(super) fn on_relay(&self, id: SpaceId, address: &str) -> OnRelay {
        let Some(space) = self.spaces.get(&id) else {
            return OnRelay::Away(0);
        };
        let lacking = space.lacking(RelayKey::of(address));
        match space.relays.get(address).copied().unwrap_or(Standing::Away) {
            Standing::Connected if lacking == 0 => OnRelay::Shared,
            Standing::Connected => OnRelay::Sending(lacking),
            Standing::Refused(reason) => OnRelay::Refused(reason),
            Standing::Away => OnRelay::Away(lacking),
        }
    }
}
