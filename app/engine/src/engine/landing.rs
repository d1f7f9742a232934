//! Landing: what follows when a record is durable here, whoever made it and however it came. Twice does nothing.

use super::{
    Engine,
    keys::{self, Key, RelayKey},
    runs::is_its_authors,
    seen::seen_at,
    space::{Sequence, Space},
    stored::{self, Fresh, Listed},
};
use crate::messages::DocumentRef;
use samvev_documents::{document::written_at, snapshot};
use samvev_protocol::{
    authority::Refusal,
    ids::{DeviceId, RecordId, SpaceId},
    record::{Kind, Record},
    seal,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where a record came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// This tab made it, and has applied it.
    Here,
    /// Another tab told of it; it is in the store.
    Tab,
    /// A relay has it durably.
    Relay(RelayKey),
    /// A relay had it, and has been called anew since: it may have lost it.
    Before,
    /// It was kept here, and stands now.
    Kept,
}

/// What a record holds.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Authority {
        stands: bool,
    },
    /// Changes of a document, opened.
    Changes(Vec<u8>),
    /// What is said of snapshots.
    Said,
    /// Changes that do not stand yet, or whose key is not known yet; a snapshot that stands in for nothing yet.
    Waits,
}

/// A record on its way.
#[derive(Debug, Clone)]
pub(super) struct Landing {
    pub record: Record,
    pub content: Content,
    pub from: From,
}

impl Landing {
    /// What the store gets.
    pub(super) fn puts(&self, space: SpaceId) -> Vec<(Key, Option<Vec<u8>>)> {
        let id = self.record.id();
        let listed = Listed::of(&self.record);
        let waits = matches!(
            self.content,
            Content::Waits | Content::Authority { stands: false }
        );
        let mut puts = vec![
            (
                keys::bytes_of(space, listed.document, id),
                Some(self.record.bytes().to_vec()),
            ),
            (keys::listed(space, id), Some(stored::write(&listed))),
        ];
        if waits || self.from == From::Kept {
            let value = waits.then(|| stored::write(&listed));
            puts.push((keys::pending(space, id), value));
        }
        if let Content::Changes(changes) = &self.content {
            let document = DocumentRef {
                space,
                document: self.record.header().document,
            };
            let fresh = Fresh {
                parents: self.record.header().parents.clone(),
                changes: changes.clone(),
            };
            puts.push((keys::fresh(document, id), Some(stored::write(&fresh))));
        }
        if matches!(self.content, Content::Said) {
            let bytes = self.record.bytes().to_vec();
            puts.push((keys::said(space, id), Some(bytes)));
        }
        if let From::Relay(relay) = self.from {
            puts.push((keys::acknowledged(space, relay, id), Some(Vec::new())));
        }
        puts
    }
}

/// Changes of a document that have landed.
pub(super) struct Arrived {
    pub id: RecordId,
    pub parents: Vec<RecordId>,
    pub changes: Vec<u8>,
}

impl Engine {
    /// What a record holds, by what is known now; `None`: it can never stand here.
    pub(super) fn content_of(&self, space: &Space, record: &Record) -> Option<Content> {
        if !space.is_live(record) {
            return None;
        }
        let kept = space.authority.keeps(record);
        if record.header().kind.is_authority() {
            return match kept {
                Ok(()) => Some(Content::Authority { stands: true }),
                Err(Refusal::UnknownAuthor | Refusal::NotAllowed) => {
                    Some(Content::Authority { stands: false })
                }
                Err(_) => None,
            };
        }
        match kept {
            Ok(()) if record.header().kind == Kind::Snapshot => {
                if space.takes_in(&record.id()) {
                    Self::opened(space, record)
                } else {
                    Some(Content::Waits)
                }
            }
            Ok(()) if record.header().kind != Kind::Changes => Some(Content::Said),
            Ok(()) if space.counts(record) => Self::opened(space, record),
            Ok(()) => Some(Content::Waits),
            // What lets its author in, or lets them write, may come after it.
            Err(Refusal::UnknownAuthor | Refusal::UnknownDocument | Refusal::NotAllowed) => {
                Some(Content::Waits)
            }
            Err(_) => None,
        }
    }

    /// What a record that stands holds, of those that whoever may write makes in a document.
    pub(super) fn opened(space: &Space, record: &Record) -> Option<Content> {
        if matches!(record.header().kind, Kind::Prune | Kind::Confirmation) {
            return Some(Content::Said);
        }
        let Some(key) = space.key_of(record) else {
            return Some(Content::Waits);
        };
        let opened = seal::open(key, record).ok();
        if record.header().kind == Kind::Snapshot {
            // Two have said that it holds what its authors had written, and nothing else.
            let run = opened.and_then(|packed| snapshot::unpack(&packed).ok());
            return run.map(Content::Changes);
        }
        let declared_by = space.authority.declared_by(&record.header().document);
        let own = opened.filter(|plain| is_its_authors(record, plain, declared_by));
        own.map(Content::Changes)
    }

    /// Records are durable here.
    pub(super) fn land(&mut self, id: SpaceId, landings: Vec<Landing>) {
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        let mut changes: BTreeMap<DocumentRef, (Vec<Arrived>, Vec<Arrived>)> = BTreeMap::new();
        let mut grew = false;
        let mut pruned = false;
        let mut weigh = BTreeSet::new();
        let mut told = Vec::new();
        let mut offered = Vec::new();
        let mut seen: BTreeMap<DeviceId, u64> = BTreeMap::new();
        let mut keeps_seen = false;
        let mut acknowledged: BTreeMap<RelayKey, Vec<RecordId>> = BTreeMap::new();
        for Landing {
            record,
            content,
            from,
        } in landings
        {
            let record_id = record.id();
            space.arriving.remove(&record_id);
            if !space.is_live(&record) {
                // It was on its way into the store when it was heard that it is retired, and goes from there.
                continue;
            }
            if let From::Relay(relay) = from
                && space.authority.keeps(&record).is_ok()
            {
                space
                    .acknowledged
                    .entry(relay)
                    .or_default()
                    .insert(record_id);
                acknowledged.entry(relay).or_default().push(record_id);
            }
            // Another tab has taken numbers.
            let header = record.header();
            if from == From::Tab
                && header.author == self.keys.device()
                && header.sequence >= space.sequence.next
            {
                space.sequence = Sequence::after(&record);
            }
            if let Content::Authority { .. } = content {
                // What can never stand was not let so far.
                let _ = space.authority.insert(&record);
                grew = true;
            }
            // Whether it counts may hang on it what others made that were removed, and whether it counts itself.
            if let Content::Changes(_) | Content::Waits = content
                && space.hangs_together(&record)
            {
                weigh.insert(record.header().document);
            }
            let new = space.index.insert(record_id, Listed::of(&record)).is_none();
            space.unknown.remove(&record.header().document);
            pruned |= record.header().kind.is_written() && record.header().kind != Kind::Changes;
            // What another tab tells of may be listed already, and not be applied.
            if !new && !matches!(from, From::Kept | From::Tab) {
                continue;
            }
            if !matches!(from, From::Tab | From::Kept) {
                told.push(record.bytes().to_vec());
            }
            let document = DocumentRef {
                space: id,
                document: record.header().document,
            };
            match content {
                Content::Authority { stands } => {
                    if !stands {
                        space.pending.insert(record_id, Some(record));
                        continue;
                    }
                    space.pending.remove(&record_id);
                }
                Content::Said => {
                    space.pending.remove(&record_id);
                    space.prunes.insert(&record);
                }
                Content::Changes(plain) => {
                    space.pending.remove(&record_id);
                    let author = record.header().author;
                    let said = written_at(&plain).filter(|_| author != self.keys.device());
                    if let Some(at) = said.and_then(|said| seen_at(said, self.now)) {
                        let known = seen.entry(author).or_default();
                        *known = (*known).max(at);
                        keeps_seen |= from != From::Tab;
                    }
                    let arrived = Arrived {
                        id: record_id,
                        parents: record.header().parents.clone(),
                        changes: plain,
                    };
                    let (own, others) = changes.entry(document).or_default();
                    if from == From::Here {
                        own.push(arrived)
                    } else {
                        others.push(arrived)
                    }
                }
                Content::Waits => {
                    space.pending.insert(record_id, Some(record.clone()));
                    if space.is_held_back(&record_id) {
                        continue;
                    }
                }
            }
            offered.push((record, from));
        }
        self.changed.insert(id);
        self.saw(id, seen, keeps_seen);
        self.tell_tabs_of_records(id, told);
        for (relay, records) in acknowledged {
            self.tell_tabs_of_acknowledged(id, relay, records, true);
        }
        if grew {
            self.authority_grew(id);
        }
        if pruned {
            self.note_prunes(id);
        }
        self.look_at_snapshots_later(id);
        if !weigh.is_empty() {
            self.weigh(id, weigh);
        }
        for (document, (own, others)) in changes {
            self.arrived(document, own, others);
        }
        self.offer(id, offered);
    }

    /// More is known of who may do what: looks again at what did not stand.
    pub(super) fn authority_grew(&mut self, id: SpaceId) {
        self.refresh_ring(id);
        self.note_erasures(id);
        self.note_removals(id);
        self.note_prunes(id);
        self.note_seats(id);
        self.note_members(id);
        self.mend_keys_later(id);
        self.stand_up(id);
    }

    /// Has those stand that did not and do by now.
    pub(super) fn stand_up(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get(&id) else {
            return;
        };
        let stand = |record: &Record| match self.content_of(space, record) {
            Some(Content::Waits | Content::Authority { stands: false }) | None => None,
            Some(content) => Some(Landing {
                record: record.clone(),
                content,
                from: From::Kept,
            }),
        };
        let landings: Vec<Landing> = space.pending.values().flatten().filter_map(stand).collect();
        if landings.is_empty() {
            return;
        }
        // Each is put in line once.
        if let Some(space) = self.spaces.get_mut(&id) {
            for landing in &landings {
                space.pending.insert(landing.record.id(), None);
            }
        }
        self.write(super::writer::Write {
            landings,
            ..super::writer::Write::of(id)
        });
    }

    /// Records that do not stand yet were read.
    pub(super) fn pending_read(&mut self, id: SpaceId, entries: super::reads::Entries) {
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        for (_, bytes) in entries {
            if let Ok(record) = Record::decode(&bytes)
                && let Some(waiting) = space.pending.get_mut(&record.id())
            {
                *waiting = Some(record);
            }
        }
        self.authority_grew(id);
    }
}
