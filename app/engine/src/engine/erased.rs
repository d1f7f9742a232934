//! Documents that were erased for good (PROTOCOL.md §9): nothing of them stays in this profile's store, and nothing of them is
//! taken in again.
//!
//! What is in line is written first: what the store has is looked for behind it, and let go of, the readable before the
//! sealed, so that a tab that ends midway leaves what the next one finds. Whoever begins anew looks again.

use super::{
    Engine,
    documents::Held,
    keys::{self, Key},
    reads::{Entries, Read},
    space::Space,
    writer::{Make, Then, Write},
};
use crate::messages::{About, Command, DocumentRef, Event, Problem};
use samvev_protocol::ids::{CircleId, DocumentId, RecordId, SpaceId};
use std::collections::BTreeSet;

/// What the store has of a document, in the order in which it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What was typed lately.
    Typed,
    /// The document opened, whole and in parts.
    Opened,
    /// Its records, sealed. When they are gone, nothing tells that there was such a document here.
    Records,
}

impl Part {
    pub(super) fn keys(self, of: DocumentRef) -> Key {
        match self {
            Self::Typed => keys::batches(of),
            Self::Opened => keys::document(of),
            Self::Records => keys::records(of),
        }
    }

    fn next(self) -> Option<Self> {
        match self {
            Self::Typed => Some(Self::Opened),
            Self::Opened => Some(Self::Records),
            Self::Records => None,
        }
    }
}

impl Space {
    pub(super) fn is_erased(&self, document: &DocumentId) -> bool {
        self.authority.is_erased(document)
    }

    /// Forgets the records of erased documents. Answers which those were.
    pub(super) fn forget_erased(&mut self) -> BTreeSet<RecordId> {
        let erased = self.authority.erased();
        let is_gone = |document: &Option<DocumentId>| {
            document
                .as_ref()
                .is_some_and(|document| erased.contains(document))
        };
        let gone = self
            .index
            .extract_if(.., |_, listed| is_gone(&listed.document));
        let gone: BTreeSet<RecordId> = gone.map(|(id, _)| id).collect();
        self.pending.retain(|id, record| {
            let document = record.as_ref().map(|record| record.header().document);
            !gone.contains(id) && !is_gone(&document)
        });
        for known in self.acknowledged.values_mut() {
            known.retain(|id| !gone.contains(id));
        }
        self.built_on
            .retain(|document, _| !erased.contains(document));
        gone
    }
}

impl Engine {
    pub(super) fn erase(&mut self, of: DocumentRef) {
        let administers = |engine: &Self| {
            let space = engine.spaces.get(&of.space)?;
            let circle = space.authority.circle_of(&of.document).circle();
            // Of a circle's document the circle's administrators dispose, and the space's.
            let by = [circle, CircleId::EVERYONE];
            by.into_iter()
                .find(|circle| engine.administers(of.space, circle))
        };
        if self.is_indexed(of.space, || Command::Erase(of)) {
            let Some(circle) = administers(self) else {
                self.problem(About::Space(of.space), Problem::NotAllowed);
                return;
            };
            let document = of.document;
            self.write(Write {
                make: vec![Make::Erase { circle, document }],
                act: true,
                ..Write::of(of.space)
            });
        }
    }

    /// Sees which documents are erased by now, and lets go of them.
    pub(super) fn note_erasures(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        let erased = space.authority.erased();
        let news: Vec<DocumentId> = erased.difference(&space.erased).copied().collect();
        // Whoever erased these turned out to have been removed: who still has them may bring them.
        let back: Vec<DocumentId> = space.erased.difference(&erased).copied().collect();
        space.erased = erased;
        if !back.is_empty() {
            space.refused.clear();
            self.changed.insert(id);
            for document in back {
                self.documents.remove(&DocumentRef {
                    space: id,
                    document,
                });
            }
            self.compare_anew(id);
        }
        let Some(space) = self.spaces.get_mut(&id).filter(|_| !news.is_empty()) else {
            return;
        };
        let gone = space.forget_erased();
        self.forget_to_sync(id, &gone);
        self.changed.insert(id);
        for document in news {
            self.let_go(DocumentRef {
                space: id,
                document,
            });
        }
    }

    /// Whether a document is let go of. What is still read of it is for nobody.
    pub(super) fn is_let_go(&self, of: DocumentRef) -> bool {
        matches!(self.documents.get(&of), Some(Held::Broken(Problem::Erased)))
    }

    fn let_go(&mut self, of: DocumentRef) {
        let Some(space) = self.spaces.get_mut(&of.space) else {
            return;
        };
        let by = space.authority.erased_by(&of.document);
        let title = space.seen.remove(&of.document).map(|(title, _)| title);
        let was = self.documents.insert(of, Held::Broken(Problem::Erased));
        let watched = match was {
            Some(Held::Live(live)) => live.watched,
            Some(Held::Loading(loading)) => loading.watched,
            Some(Held::Broken(_)) | None => false,
        };
        self.writer_forgets(of);
        self.replay_nothing(of);
        if watched || title.is_some() {
            self.tell(Event::Erased {
                document: of,
                title: title.unwrap_or_default(),
                by,
            });
        }
        // What lists show of it goes with the rest, and not when there is room for it.
        let mut puts = vec![(keys::view(of), None)];
        puts.extend(self.listing(of.space));
        self.write(Write {
            puts,
            then: vec![Then::Sweep(of, Part::Typed)],
            ..Write::of(of.space)
        });
    }

    /// Looks for what the store has of an erased document.
    pub(super) fn sweep(&mut self, of: DocumentRef, part: Part) {
        self.begin(Read::Erased(of, part));
    }

    /// What the store had of an erased document was read: it goes.
    pub(super) fn erased_read(&mut self, of: DocumentRef, part: Part, entries: Entries) {
        let Some(space) = self.spaces.get(&of.space) else {
            return;
        };
        // Whoever erased it may turn out to have been removed.
        if !space.is_erased(&of.document) {
            return;
        }
        let mut puts: Vec<(Key, Option<Vec<u8>>)> = Vec::new();
        for (key, _) in entries {
            if let Some(id) = keys::record_at_end(&key).filter(|_| part == Part::Records) {
                let known = space.acknowledged.keys();
                puts.extend(known.map(|relay| (keys::acknowledged(of.space, *relay, id), None)));
                puts.push((keys::listed(of.space, id), None));
                puts.push((keys::pending(of.space, id), None));
                puts.push((keys::said(of.space, id), None));
            }
            puts.push((key, None));
        }
        let next = part.next().map(|part| Then::Sweep(of, part));
        if !puts.is_empty() || next.is_some() {
            self.write(Write {
                puts,
                then: next.into_iter().collect(),
                ..Write::of(of.space)
            });
        }
    }
}
