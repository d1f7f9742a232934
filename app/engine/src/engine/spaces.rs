//! Which spaces there are: reading them, and telling the page of them.

use super::{
    Engine,
    acts::directory_of,
    keys::{self, IndexEntry, SpaceEntry},
    reads::{Entries, Read},
    space::{Sequence, Space},
    stored::{self, Listed},
};
use crate::messages::{About, Command, DocumentRef, DocumentSummary, Event, Problem, SpaceSummary};
use samvev_documents::document::{DocumentKind, Value};
use samvev_protocol::{
    bodies::Role,
    ids::{DocumentId, RecordId, SpaceId},
    record::Record,
};
use std::collections::BTreeSet;

impl Engine {
    pub(super) fn summaries_read(&mut self, entries: Entries) {
        for (key, value) in entries {
            let Some(id) = keys::summary_of(&key) else {
                continue;
            };
            let space = self.spaces.entry(id).or_insert_with(|| Space::new(id));
            // Of another version of the app: the space is there all the same, and is read below.
            let summary = stored::read::<SpaceSummary>(&value);
            if let Some(summary) = summary.filter(|_| space.summary.is_none()) {
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
        unread.into_iter().for_each(|space| self.look_again(space));
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
        let mut pending = Vec::new();
        let mut authority = Vec::new();
        let mut said = Vec::new();
        for (key, value) in entries {
            match keys::space_entry(&key) {
                SpaceEntry::Authority => {
                    authority.extend(Record::decode(&value).ok());
                }
                SpaceEntry::Settled(prune) => {
                    space.settled.insert(prune);
                }
                SpaceEntry::Said => said.extend(Record::decode(&value).ok()),
                SpaceEntry::Pending(record) => {
                    if !space.pending.contains_key(&record)
                        && let Some(listed) = stored::read::<Listed>(&value)
                    {
                        pending.push((record, listed.document));
                    }
                }
                SpaceEntry::Confirmed(device) => {
                    space.confirmed.insert(device);
                }
                SpaceEntry::Seen(device) => {
                    let at = stored::read_lasting(&value);
                    space.note_seen_devices(at.map(|at| (device, at)).into_iter().collect());
                }
                SpaceEntry::KnownSince(device) => {
                    if let Some(known) = stored::read_lasting(&value) {
                        space.known_since.insert(device, known);
                    }
                }
                SpaceEntry::CameBy => {
                    space.came_by = stored::read_lasting(&value).unwrap_or_default()
                }
                SpaceEntry::Sequence => space.sequence = Sequence::stored(value),
                SpaceEntry::Other => {}
            }
        }
        // What can never stand was not stored.
        let _ = space.authority.insert_all(&authority);
        said.retain(|record| space.authority.keeps(record).is_ok());
        said.iter().for_each(|record| {
            space.prunes.insert(record);
        });
        let applied = |(record, document): &(RecordId, Option<DocumentId>)| {
            let document = (*document).filter(|_| space.index.contains_key(record))?;
            Some(DocumentRef {
                space: id,
                document,
            })
        };
        let fell: BTreeSet<DocumentRef> = pending.iter().filter_map(applied).collect();
        space
            .pending
            .extend(pending.iter().map(|(record, _)| (*record, None)));
        space.ready = true;
        let waiting = std::mem::take(&mut space.waiting);
        if !pending.is_empty() {
            self.begin(Read::Pending(id, pending));
        }
        self.writer.seen(id);
        self.changed.insert(id);
        self.fell_elsewhere(fell);
        self.authority_grew(id);
        if first {
            self.hold(directory_of(id));
            waiting
                .into_iter()
                .for_each(|command| self.command(command));
        }
    }

    /// Which records of a space are kept was read: for the first time, or to see what another tab has written.
    pub(super) fn index_read(&mut self, id: SpaceId, entries: Entries) {
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        let mut missed = Vec::new();
        let mut unlisted = false;
        for (key, value) in entries {
            match keys::index_entry(&key) {
                IndexEntry::Listed(record) => {
                    let Some(listed) = stored::read::<Listed>(&value) else {
                        unlisted |= !space.index.contains_key(&record);
                        continue;
                    };
                    if !space.indexed {
                        space.index.insert(record, listed);
                    } else if !space.index.contains_key(&record) {
                        missed.push((record, listed.document));
                    }
                }
                IndexEntry::Acknowledged(relay, record) => {
                    space.acknowledged.entry(relay).or_default().insert(record);
                }
                IndexEntry::Other => {}
            }
        }
        space.indexed = true;
        space.looking = false;
        // They are on their way, and need not be asked for.
        let coming: BTreeSet<RecordId> = missed.iter().map(|(record, _)| *record).collect();
        space.arriving.extend(&coming);
        let waiting = std::mem::take(&mut space.waiting_for_index);
        // Before what they are of is let go of, perhaps in another tab, or in one that has ended.
        let _ = space.forget_erased();
        // What is told of records that are gone would pass for what is told of others: they are only counted.
        for known in space.acknowledged.values_mut() {
            known.retain(|id| space.index.contains_key(id) || coming.contains(id));
        }
        self.changed.insert(id);
        waiting
            .into_iter()
            .for_each(|command| self.command(command));
        self.note_removals(id);
        self.note_prunes(id);
        self.look_at_snapshots_later(id);
        self.read_titles(id);
        if !missed.is_empty() {
            self.begin(Read::Missed(id, missed));
        }
        if unlisted {
            self.begin(Read::Unlisted(id, keys::authorities(id)));
            self.begin(Read::Unlisted(id, keys::changes(id)));
        }
    }

    /// The records themselves were read: those that are not listed land once more, and are listed anew.
    pub(super) fn unlisted_read(&mut self, id: SpaceId, entries: Entries) {
        let Some(space) = self.spaces.get(&id) else {
            return;
        };
        let unlisted: Vec<Record> = entries
            .iter()
            .filter_map(|(_, bytes)| Record::decode(bytes).ok())
            .filter(|record| !space.index.contains_key(&record.id()))
            .collect();
        let listed = |record: &Record| {
            let value = stored::write(&Listed::of(record));
            (keys::listed(id, record.id()), Some(value))
        };
        self.keep(id, unlisted.iter().map(listed).collect());
        self.land_from_tab(id, unlisted);
    }

    /// Sees what other tabs have written in a space.
    pub(super) fn look_again(&mut self, space: SpaceId) {
        if let Some(held) = self.spaces.get_mut(&space) {
            held.looking = true;
        }
        self.begin(Read::Space(space));
        self.begin(Read::Index(space));
    }

    /// Reads the documents of which lists do not know what they are called: another version of the app wrote it, or an archive
    /// was taken in.
    fn read_titles(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get(&id) else {
            return;
        };
        let known = |document: &DocumentId| {
            *document == DocumentId::DIRECTORY || space.seen.contains_key(document)
        };
        let documents = space.index.values().filter_map(|listed| listed.document);
        let unknown: BTreeSet<DocumentId> = documents.filter(|one| !known(one)).collect();
        for document in unknown {
            self.hold(DocumentRef {
                space: id,
                document,
            });
        }
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
        if !space.authority.is_founded() && space.summary.is_none() {
            // Entered with a key file, and no relay has answered yet.
            return None;
        }
        let of = directory_of(id);
        // Not before the directory itself is read: what was stored is better than none.
        if !matches!(self.live(of)?.value, Some(Value::Directory(_))) && space.summary.is_some() {
            return None;
        }
        let directory = self.directory(id).cloned().unwrap_or_default();
        let circles = self.circles_of(id);
        let listed = directory.documents.iter();
        let listed = listed.filter_map(|(key, entry)| Some((key.parse().ok()?, entry.kind)));
        // A circle's are in no list that others could read.
        let closed = circles.iter().flat_map(|circle| &circle.documents);
        let closed = closed.map(|document| (*document, DocumentKind::Plan));
        let there = listed
            .chain(closed)
            .filter(|(document, _)| !space.is_erased(document));
        let mut documents: Vec<_> = there
            .map(|(document, kind)| {
                let (title, changed) = space.seen.get(&document).cloned().unwrap_or_default();
                DocumentSummary {
                    document,
                    kind,
                    title,
                    changed,
                }
            })
            .collect();
        documents.sort_by_key(|one| std::cmp::Reverse(one.changed));
        let members = space.authority.members().into_iter();
        let administrators = members.filter(|member| member.role == Role::Administrator);
        Some(SpaceSummary {
            space: id,
            me: self.keys.device(),
            role: self.role(id),
            administrators: administrators.map(|member| member.device).collect(),
            directory,
            documents,
            seats: self.seats(id),
            circles,
            invitations: self.open_invitations(id),
            unconfirmed: self.unconfirmed(id),
            added: self.added(id),
        })
    }
}
