//! What an earlier page wrote down when it was hidden and had not seen confirmed: each batch is applied once.
//!
//! A batch was typed on the text as its field had last heard of it, and possibly on a batch before it that was in flight. It
//! is moved past all that has happened to the text since, just as it would have been had the page lived on.

use super::{
    Engine,
    reads::{Entries, Read},
    stored::{self, Typed},
    writer::{Batched, Then, Write},
};
use crate::messages::{About, BatchId, DocumentRef, Event, Problem, Unconfirmed};
use samvev_documents::{
    document::{Document, DocumentError, Heads, Intent},
    plan::PlanIntent,
    text::{Delta, Side},
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Replays {
    seen: BTreeSet<BatchId>,
    /// Asked of the store whether they are applied.
    asked: Vec<Unconfirmed>,
    /// To be applied once their document is open.
    waiting: Vec<Unconfirmed>,
    /// Batches that are applied.
    applied: BTreeMap<BatchId, Typed>,
}

impl Replays {
    /// A batch that was replayed, or found to be applied.
    pub(super) fn applied(&self, batch: BatchId) -> Option<&Typed> {
        self.applied.get(&batch)
    }
}

impl Engine {
    pub(super) fn replay(&mut self, mut batches: Vec<Unconfirmed>) {
        // Applied here, and told when it is durable.
        for batch in batches.iter().flat_map(|one| [Some(one.batch), one.after]) {
            if let Some((batch, typed)) = batch.and_then(|one| Some((one, self.writer.batch(one)?)))
            {
                self.replays.applied.insert(batch, typed.clone());
            }
        }
        batches.retain(|one| !self.is_in_line(one));
        // Asked for again while it is under way.
        batches.retain(|one| self.replays.seen.insert(one.batch));
        let ids = |one: &Unconfirmed| {
            let document = one.document;
            [
                Some((document, one.batch)),
                one.after.map(|after| (document, after)),
            ]
        };
        let asked: BTreeSet<(DocumentRef, BatchId)> =
            batches.iter().flat_map(ids).flatten().collect();
        if asked.is_empty() {
            return;
        }
        self.replays.asked.extend(batches);
        self.begin(Read::Batches(asked.into_iter().collect()));
    }

    /// Whether a batch is applied here already and only waits for the store, as when its page was left: it is not applied again.
    fn is_in_line(&mut self, one: &Unconfirmed) -> bool {
        let in_line = self.writer.batch(one.batch).is_some();
        if in_line {
            self.tell_when_durable(one.document.space, Event::Replayed(vec![one.batch]));
        }
        in_line
    }

    /// The store told which batches are applied.
    pub(super) fn batches_read(&mut self, asked: &[(DocumentRef, BatchId)], entries: Entries) {
        let mut applied = BTreeSet::new();
        for (document, batch) in asked {
            let key = super::keys::batch(*document, *batch);
            let found = entries.iter().find(|(entry, _)| *entry == key);
            let Some((_, value)) = found else {
                continue;
            };
            // It is applied, even where another version of the app wrote down how.
            applied.insert(*batch);
            if let Some(typed) = stored::read::<Typed>(value) {
                self.replays.applied.insert(*batch, typed);
            }
        }
        self.take_back_doubled(&applied);
        let here: BTreeSet<BatchId> = asked.iter().map(|(_, batch)| *batch).collect();
        let (answered, still): (Vec<_>, Vec<_>) = std::mem::take(&mut self.replays.asked)
            .into_iter()
            .partition(|one| here.contains(&one.batch));
        self.replays.asked = still;
        let mut documents = BTreeSet::new();
        for one in answered {
            let space = self.spaces.get(&one.document.space);
            let is_erased = space.is_some_and(|space| space.is_erased(&one.document.document));
            if is_erased || applied.contains(&one.batch) {
                self.tell(Event::Replayed(vec![one.batch]));
            } else {
                documents.insert(one.document);
                self.replays.waiting.push(one);
            }
        }
        for document in documents {
            match self.spaces.contains_key(&document.space) {
                true => {
                    self.hold(document);
                    self.replay_on(document);
                }
                false => {
                    self.replays.waiting.retain(|one| one.document != document);
                    self.problem(About::Document(document), Problem::DoesNotFit);
                }
            }
        }
    }

    /// Another tab applied a batch that this one has applied too and cannot store: this one takes it back, and stores
    /// both, so that what was typed after it here stands.
    fn take_back_doubled(&mut self, applied: &BTreeSet<BatchId>) {
        for (of, batched) in self.writer.take_batched(applied) {
            let Some(inverse) = batched.inverse else {
                continue;
            };
            if let Ok(Some(performed)) =
                self.perform(of, None, |document, at| document.undo(&inverse, at))
            {
                let write = Self::act_of(of, &performed);
                self.write(write);
            }
        }
    }

    /// What waits to be applied to a document that was erased never is: its page need not keep it.
    pub(super) fn replay_nothing(&mut self, of: DocumentRef) {
        let waiting = std::mem::take(&mut self.replays.waiting);
        let (gone, waiting) = waiting.into_iter().partition(|one| one.document == of);
        self.replays.waiting = waiting;
        let gone: Vec<Unconfirmed> = gone;
        if !gone.is_empty() {
            self.tell(Event::Replayed(gone.iter().map(|one| one.batch).collect()));
        }
    }

    /// A document is open: applies what waits for it, in the order it was typed.
    pub(super) fn replay_on(&mut self, of: DocumentRef) {
        if self.live(of).is_none_or(|live| live.value.is_none()) {
            return;
        }
        let (now, later): (Vec<_>, Vec<_>) = std::mem::take(&mut self.replays.waiting)
            .into_iter()
            .partition(|one| one.document == of);
        self.replays.waiting = later;
        for one in now {
            self.replay_one(of, one);
        }
    }

    fn replay_one(&mut self, of: DocumentRef, one: Unconfirmed) {
        if self.is_in_line(&one) {
            return;
        }
        let after = one
            .after
            .and_then(|after| {
                let applied = self.replays.applied.get(&after);
                applied.or_else(|| self.writer.batch(after))
            })
            .cloned();
        let field = one.field;
        let Some(live) = self.live_mut(of) else {
            return;
        };
        let stands = live.document.heads();
        let place = moved(&mut live.document, &one, after.as_ref());
        // Typed on what was never stored (another act of that moment, lost with the page): as near as it fits.
        let delta = place.unwrap_or_else(|_| one.delta.clone());
        let intent = Intent::Plan(PlanIntent::EditText { field, delta });
        let outcome = self.perform(of, None, |document, at| document.apply(&intent, at));
        match outcome {
            Ok(Some(mut performed)) => {
                let typed = Typed {
                    base: one.base,
                    before: performed.before.clone(),
                    after: performed.after.clone(),
                    delta: one.delta,
                };
                self.replays.applied.insert(one.batch, typed.clone());
                let batched = Batched {
                    id: one.batch,
                    typed,
                    inverse: performed.inverse.clone(),
                };
                let then = vec![Then::Tell(Event::Replayed(vec![one.batch]))];
                let write = Write {
                    batched: Some((of, batched)),
                    then,
                    ..Self::act_of(of, &performed)
                };
                self.remember(of, &mut performed, None);
                self.write(write);
            }
            // What it took out is gone already.
            Ok(None) => {
                let typed = Typed {
                    base: one.base,
                    before: stands.clone(),
                    after: stands,
                    delta: one.delta,
                };
                self.replays.applied.insert(one.batch, typed);
                self.tell_when_durable(of.space, Event::Replayed(vec![one.batch]));
            }
            // The page keeps it in its journal.
            Err(problem) => {
                self.replays.seen.remove(&one.batch);
                self.problem(About::Document(of), problem);
            }
        }
    }
}

/// A batch moved past all that has happened to its text.
fn moved(
    document: &mut Document,
    one: &Unconfirmed,
    after: Option<&Typed>,
) -> Result<Delta, DocumentError> {
    let current = document.heads();
    let between = |from: &Heads, to: &Heads| document.text_delta(&one.field, from, to);
    let Some(first) = after else {
        return Ok(one
            .delta
            .transform(&between(&one.base, &current)?, Side::Second));
    };
    // The batch before it, as it stood in the field when this one was typed on it …
    let in_flight = first
        .delta
        .transform(&between(&first.base, &one.base)?, Side::Second);
    // … what the engine knew and the field did not, as it stands after that batch …
    let unheard = between(&one.base, &first.before)?.transform(&in_flight, Side::First);
    // … and what came after it.
    let since = between(&first.after, &current)?;
    Ok(one
        .delta
        .transform(&unheard, Side::Second)
        .transform(&since, Side::Second))
}
