//! Keeping house: views for the next start, documents saved whole so that opening them stays quick, and memory.

use super::{
    Engine,
    acts::directory_of,
    documents::Held,
    keys,
    stored::{self, Cached},
    writer::{Then, Write},
};
use crate::messages::DocumentRef;
use chacha20::rand_core::Rng;
use samvev_documents::document::Value;
use samvev_protocol::ids::{DocumentId, RecordId};
use std::collections::BTreeSet;

/// How long after a change the view is stored, in milliseconds.
const VIEW: u64 = 3_000;
/// How many records a document may have beside what is saved whole.
const FRESH: usize = 64;
/// How long a document stays open that nobody watches, in milliseconds.
const KEEP: u64 = 300_000;

impl Engine {
    pub(super) fn house_wake_at(&self) -> Option<u64> {
        let views = self.documents.values().filter_map(|held| match held {
            // What has no content yet has no view either.
            Held::Live(live) if live.value.is_none() => None,
            Held::Live(live) => live.unseen_since.map(|since| since + VIEW),
            Held::Loading(_) | Held::Broken(_) => None,
        });
        views.min()
    }

    pub(super) fn keep_house(&mut self) {
        let now = self.now;
        let mut views = Vec::new();
        let mut compact = Vec::new();
        let mut leave = Vec::new();
        for (of, held) in &self.documents {
            let Held::Live(live) = held else { continue };
            if live.unseen_since.is_some_and(|since| now >= since + VIEW) {
                views.push(*of);
            }
            let settled =
                !live.reading && self.writer.failed().is_none() && !self.writer.holds(*of);
            if self.leading && live.fresh.len() >= FRESH && live.value.is_some() && settled {
                compact.push(*of);
            }
            let idle = !live.watched
                && live.fields.is_empty()
                && now >= live.touched + KEEP
                && *of != directory_of(of.space);
            if idle && settled && live.unseen_since.is_none() {
                leave.push(*of);
            }
        }
        views.into_iter().for_each(|of| self.store_view(of));
        compact.into_iter().for_each(|of| self.compact(of));
        leave.into_iter().for_each(|of| {
            self.documents.remove(&of);
        });
    }

    /// Stores what a document looks like now, for the next time it is opened.
    pub(super) fn store_view(&mut self, of: DocumentRef) {
        let Some(live) = self.live_mut(of) else {
            return;
        };
        let Some(value) = live.value.as_ref().filter(|_| live.unseen_since.is_some()) else {
            return;
        };
        let value = stored::write(value);
        live.unseen_since = None;
        let changed = std::mem::take(&mut live.changed);
        self.keep(of.space, vec![(keys::view(of), Some(value))]);
        self.note_title(of, changed.then_some(self.now));
    }

    /// Tells lists what a document is called, and when it changed if it did.
    pub(super) fn note_title(&mut self, of: DocumentRef, changed: Option<u64>) {
        let Some(Value::Plan(plan)) = self.live(of).and_then(|live| live.value.as_ref()) else {
            return;
        };
        let title = plan.title.to_plain();
        let known = self
            .spaces
            .get(&of.space)
            .and_then(|space| space.seen.get(&of.document));
        let changed = changed
            .or(known.map(|(_, changed)| *changed))
            .unwrap_or(self.now);
        if of.document != DocumentId::DIRECTORY && self.note_seen(of, title.clone(), changed) {
            self.tell_tabs_of_title(of, title, changed);
        }
    }

    /// Saves a document whole.
    fn compact(&mut self, of: DocumentRef) {
        let mut new = [0; 8];
        self.random.fill_bytes(&mut new);
        let Some(live) = self.live_mut(of) else {
            return;
        };
        let covers = live.fresh.clone();
        let cached = Cached {
            kind: live.document.kind(),
            saved: live.document.save(),
            heads: live.heads.iter().copied().collect(),
        };
        let stamp = stored::stamp(live.stamp.as_deref(), new);
        let requires = vec![(keys::stamp(of), live.stamp.clone())];
        let mut puts = vec![
            (keys::cached(of), Some(stored::write(&cached))),
            (keys::stamp(of), Some(stamp.clone())),
        ];
        puts.extend(covers.iter().map(|id| (keys::fresh(of, *id), None)));
        let then = vec![Then::Compacted {
            document: of,
            stamp,
            covers,
        }];
        self.write(Write {
            puts,
            requires,
            then,
            spare: true,
            ..Write::of(of.space)
        });
    }

    pub(super) fn compacted(
        &mut self,
        of: DocumentRef,
        stamp: Vec<u8>,
        covers: &BTreeSet<RecordId>,
    ) {
        let Some(live) = self.live_mut(of) else {
            return;
        };
        live.stamp = Some(stamp);
        live.fresh.retain(|id| !covers.contains(id));
    }
}
