//! Opening documents: painted at once as they were seen last, then loaded.

use super::{
    Engine,
    acts::directory_of,
    documents::{Held, Live, Loading, problem_of, receive_all},
    keys::{self, DocumentEntry},
    landing::{Arrived, Content},
    reads::{Entries, Read},
    stored::{self, Cached, Fresh, has_fallen},
};
use crate::messages::{About, Command, DocumentRef, Event, Problem};
use samvev_documents::document::{Document, Heads};
use samvev_protocol::{ids::RecordId, record::Record};
use std::collections::{BTreeSet, btree_map::Entry};

/// What the store has of a document.
#[derive(Default)]
struct Kept {
    cached: Option<Cached>,
    stamp: Option<Vec<u8>>,
    fresh: Vec<Arrived>,
    /// Some of it cannot be read.
    damaged: bool,
}

impl Kept {
    fn read(entries: Entries) -> Self {
        let mut kept = Self::default();
        for (key, value) in entries {
            match keys::document_entry(&key) {
                DocumentEntry::Cached => {
                    kept.cached = stored::read(&value);
                    kept.damaged |= kept.cached.is_none();
                }
                DocumentEntry::Stamp => kept.stamp = Some(value),
                DocumentEntry::Fresh(id) => {
                    let read = stored::read::<Fresh>(&value);
                    kept.damaged |= read.is_none();
                    kept.fresh.extend(read.map(|one| Arrived {
                        id,
                        parents: one.parents,
                        changes: one.changes,
                    }));
                }
                DocumentEntry::Other => {}
            }
        }
        kept
    }
}

impl Engine {
    /// Begins to load a document, unless it is held.
    pub(super) fn hold(&mut self, of: DocumentRef) {
        let space = self.spaces.get(&of.space);
        let is_erased = space.is_some_and(|space| space.is_erased(&of.document));
        if is_erased {
            self.documents.insert(of, Held::Broken(Problem::Erased));
        } else if let Entry::Vacant(free) = self.documents.entry(of) {
            free.insert(Held::Loading(Loading::default()));
            self.begin(Read::Document(of));
        }
    }

    /// Has a document painted as it was seen last, before anything else is known of it.
    pub(super) fn paint(&mut self, of: DocumentRef) {
        if !self.documents.contains_key(&of) {
            self.begin(Read::View(of));
        }
    }

    pub(super) fn open(&mut self, of: DocumentRef) {
        match self.spaces.get_mut(&of.space) {
            Some(space) if space.ready => {}
            Some(space) => {
                space.waiting.push(Command::Open(of));
                return;
            }
            None => {
                self.problem(About::Document(of), Problem::DoesNotFit);
                return;
            }
        }
        self.hold(of);
        let now = self.now;
        match self.documents.get_mut(&of) {
            Some(Held::Loading(loading)) => loading.watched = true,
            Some(Held::Live(live)) => {
                live.watched = true;
                live.touched = now;
                self.tell_opened(of);
            }
            Some(Held::Broken(problem)) => {
                let problem = *problem;
                self.problem(About::Document(of), problem);
            }
            None => {}
        }
    }

    pub(super) fn close(&mut self, of: DocumentRef) {
        let now = self.now;
        match self.documents.get_mut(&of) {
            Some(Held::Loading(loading)) => loading.watched = false,
            Some(Held::Live(live)) => {
                live.watched = false;
                live.touched = now;
                live.fields.clear();
                self.store_view(of);
            }
            _ => {}
        }
    }

    /// Whether a document is open. If it is to come, the command waits for it.
    pub(super) fn in_document(
        &mut self,
        of: DocumentRef,
        command: impl FnOnce() -> Command,
    ) -> bool {
        if !self.spaces.get(&of.space).is_some_and(|space| space.ready) {
            self.in_space(of.space, command);
            return false;
        }
        self.hold(of);
        match self.documents.get_mut(&of) {
            Some(Held::Live(live)) if live.value.is_some() => true,
            Some(Held::Loading(loading)) => {
                loading.waiting.push(command());
                false
            }
            Some(Held::Broken(problem)) => {
                let problem = *problem;
                self.problem(About::Document(of), problem);
                false
            }
            Some(Held::Live(_)) | None => {
                self.problem(About::Document(of), Problem::DoesNotFit);
                false
            }
        }
    }

    pub(super) fn tell_opened(&mut self, of: DocumentRef) {
        let may_write = self.may_write(of);
        let Some(live) = self.live_mut(of).filter(|live| live.watched) else {
            return;
        };
        let writable = may_write && !live.document.is_newer();
        let Some(value) = live.value.clone() else {
            return;
        };
        let history = live.history.event(of);
        let heads = live.document.heads();
        self.tell(Event::Opened {
            document: of,
            value,
            live: true,
            writable,
            heads,
        });
        self.tell(history);
    }

    pub(super) fn view_read(&mut self, of: DocumentRef, entries: Entries) {
        let value = entries.first().and_then(|(_, value)| stored::read(value));
        let live = self.live(of).is_some_and(|live| live.value.is_some());
        if let Some(value) = value.filter(|_| !live) {
            let writable = self.may_write(of);
            self.tell(Event::Opened {
                document: of,
                value,
                live: false,
                writable,
                heads: Heads::default(),
            });
        }
    }

    /// A document was read: for the first time, or because another tab saved it.
    pub(super) fn document_read(&mut self, of: DocumentRef, entries: Entries) {
        let kept = Kept::read(entries);
        match self.documents.get_mut(&of) {
            Some(Held::Live(live)) if has_fallen(live.stamp.as_deref(), kept.stamp.as_deref()) => {
                // Another tab has seen some of it fall, which this one is not to save again: it is read anew.
                self.look_again(of.space);
                self.fell_elsewhere(BTreeSet::from([of]));
            }
            Some(Held::Live(live)) => {
                live.stamp = kept.stamp;
                live.reading = false;
                let saved = kept
                    .cached
                    .and_then(|cached| Document::changes_in(&cached.saved).ok());
                let saved = saved.into_iter().flatten().map(|changes| Arrived {
                    id: RecordId::from_bytes([0; RecordId::LENGTH]),
                    parents: Vec::new(),
                    changes,
                });
                self.take_in(of, saved, false);
                self.take_in(of, kept.fresh, true);
            }
            Some(Held::Loading(loading)) if loading.falling => {}
            Some(Held::Loading(loading)) => {
                loading.stamp.clone_from(&kept.stamp);
                if kept.damaged || self.load(of, kept).is_err() {
                    // What is saved beside the records cannot be read. The records themselves hold everything.
                    self.begin(Read::Records(of));
                }
            }
            Some(Held::Broken(_)) | None => {}
        }
    }

    /// All records of a document were read.
    pub(super) fn records_read(&mut self, of: DocumentRef, entries: Entries) {
        let stamp = match self.documents.get(&of) {
            Some(Held::Loading(loading)) if !loading.falling => loading.stamp.clone(),
            _ => return,
        };
        let Some(space) = self.spaces.get(&of.space) else {
            return;
        };
        let open = |(_, bytes): (Vec<u8>, Vec<u8>)| {
            let record = Record::decode(&bytes).ok()?;
            // Of what is kept, what waits is known; the rest stands.
            if space.pending.contains_key(&record.id()) {
                return None;
            }
            match Self::opened(space, &record)? {
                Content::Changes(changes) => Some(Arrived {
                    id: record.id(),
                    parents: record.header().parents.clone(),
                    changes,
                }),
                Content::Authority { .. } | Content::Said | Content::Waits => None,
            }
        };
        let fresh = entries.into_iter().filter_map(open).collect();
        let kept = Kept {
            fresh,
            // It is saved over what could not be read, and over nothing that came after that.
            stamp,
            ..Kept::default()
        };
        if let Err(problem) = self.load(of, kept) {
            let was = self.documents.insert(of, Held::Broken(problem));
            if matches!(was, Some(Held::Loading(loading)) if loading.watched) {
                self.problem(About::Document(of), problem);
            }
        }
    }

    /// Opens a document that is loading.
    fn load(&mut self, of: DocumentRef, kept: Kept) -> Result<(), Problem> {
        let Some(Held::Loading(loading)) = self.documents.get(&of) else {
            return Ok(());
        };
        let landed = kept.fresh.iter().chain(&loading.arrived);
        let mut changes: Vec<Vec<u8>> = landed.map(|arrived| arrived.changes.clone()).collect();
        changes.extend(self.writer.unsaved_changes(of));
        let cached = kept.cached;
        let saved = cached.as_ref().map(|cached| cached.saved.as_slice());
        let kind = cached
            .as_ref()
            .map_or_else(|| self.kind_of(of), |cached| cached.kind);
        let actor = self.actor(of.space);
        let unread = |error| problem_of(&error);
        let mut document = Document::load(kind, saved, &[], &actor).map_err(unread)?;
        // One record that cannot be read takes the others' place from nobody: it stays in the store and is left out.
        let (_, harmed) = receive_all(&mut document, &changes);
        let value = document.is_ready().then(|| document.value());
        let mut live = Live {
            value: value.transpose().map_err(unread)?,
            stamp: kept.stamp,
            watched: loading.watched,
            // What has come since it was open last is in no view yet.
            unseen_since: Some(self.now),
            ..Live::new(document, self.now)
        };
        live.heads = cached
            .map(|cached| cached.heads.into_iter().collect())
            .unwrap_or_default();
        let landed = kept.fresh.iter().chain(&loading.arrived);
        live.contains(landed.map(|arrived| (arrived.id, arrived.parents.as_slice())));
        let nobodys = live.value.is_none() && self.is_undeclared(of);
        if nobodys && live.watched {
            self.problem(About::Document(of), Problem::Closed);
        }
        let was = self.documents.insert(of, Held::Live(Box::new(live)));
        self.went_live(of);
        if harmed {
            self.problem(About::Document(of), Problem::Unreadable);
        }
        if let Some(Held::Loading(loading)) = was {
            if let Some(before) = &loading.before {
                self.tell_what_is_lost(of, before);
            }
            loading
                .waiting
                .into_iter()
                .for_each(|command| self.command(command));
        }
        Ok(())
    }

    pub(super) fn went_live(&mut self, of: DocumentRef) {
        self.tell_opened(of);
        self.note_title(of, None);
        if of == directory_of(of.space) {
            self.changed.insert(of.space);
            self.relays_changed(of.space);
        }
        self.replay_on(of);
    }

    /// Forgets what is held of a document and reads it from the store, with the acts that still wait.
    pub(super) fn read_anew(&mut self, of: DocumentRef) {
        if self.is_let_go(of) {
            return;
        }
        let live = self.live(of);
        let watched = live.is_some_and(|live| live.watched);
        let before = live.and_then(|live| live.value.clone()).map(Box::new);
        self.documents.insert(
            of,
            Held::Loading(Loading {
                watched,
                before,
                ..Loading::default()
            }),
        );
        self.begin(Read::Document(of));
    }

    /// Reads what another tab has saved and takes it in.
    pub(super) fn read_again(&mut self, of: DocumentRef) {
        if let Some(live) = self.live_mut(of) {
            live.reading = true;
        }
        self.begin(Read::Document(of));
    }

    /// Whether nobody has said that there is such a document.
    fn is_undeclared(&self, of: DocumentRef) -> bool {
        let space = self.spaces.get(&of.space);
        space.is_some_and(|space| space.authority.purpose(&of.document).is_none())
    }
}
