//! All texts of a plan that are typed in or not settled, and what is sent to the engine for them. Pure: it is told what
//! happens and the time, and answers with what to do; [`super::field`] carries it out.

use super::typing::{Ask, Open, Opened, Opening, Typing};
use samvev_documents::{
    document::{Heads, Intent},
    plan::{PlanField, PlanIntent},
    text::Delta,
};
use samvev_engine::messages::{BatchId, Command, DocumentRef, Event, Unconfirmed};
use std::collections::BTreeMap;

/// How long typing is gathered before it is sent, in milliseconds.
const ALONE: f64 = 500.0;
/// The same while others are in the document.
const TOGETHER: f64 = 250.0;

/// What to do after something happened.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// Ask the engine for these, in order.
    pub send: Vec<Command>,
    /// Do this to the words that a field shows.
    pub show: Option<(PlanField, Delta)>,
}

/// The texts of one plan.
pub struct Writing {
    document: DocumentRef,
    /// Where the document stands that the page draws.
    heads: Heads,
    texts: BTreeMap<PlanField, Entry>,
    together: bool,
    /// What waits until all that was typed before it is settled: undo, redo, what names places in a text.
    afterwards: Vec<Command>,
    name: fn() -> BatchId,
}

struct Entry {
    typing: Typing,
    /// The field is closed: forget it when all is confirmed.
    closing: bool,
    /// What must be done before the text exists: adding the row that it stands in. Kept until the text is open, should the
    /// engine begin again before it is done.
    first: Option<PlanIntent>,
    /// Whether it was asked for, or needs no asking.
    exists: bool,
}

impl Writing {
    /// Nothing is typed yet. `name` makes names for batches.
    pub fn new(document: DocumentRef, name: fn() -> BatchId) -> Self {
        Self {
            document,
            heads: Heads::default(),
            texts: BTreeMap::new(),
            together: false,
            afterwards: Vec::new(),
            name,
        }
    }

    /// Whether others are in the document: typing is sent sooner.
    pub fn set_together(&mut self, together: bool) {
        self.together = together;
    }

    /// The page draws the document as it stands there.
    pub fn stands(&mut self, heads: &Heads) {
        self.heads.clone_from(heads);
    }

    /// A person goes into a text that shows these words. With `first` the text does not exist yet: that act makes it, when
    /// the person types. Returns the words to show: those not settled yet, if the person was here a moment ago.
    pub fn begin(
        &mut self,
        field: PlanField,
        shown: &str,
        first: Option<PlanIntent>,
    ) -> (String, Todo) {
        let mut todo = Todo::default();
        let document = self.document;
        let heads = &self.heads;
        let entry = self.texts.entry(field).or_insert_with(|| {
            let mut typing = Typing::new(shown, heads.clone());
            let exists = first.is_none();
            if exists {
                todo.send.push(asked(document, field, typing.ask()));
            }
            Entry {
                typing,
                closing: false,
                first,
                exists,
            }
        });
        entry.closing = false;
        entry.typing.gave_back();
        (entry.typing.shown().to_owned(), todo)
    }

    /// The person typed.
    pub fn typed(&mut self, field: PlanField, text: &str, caret: Option<usize>, now: f64) -> Todo {
        let mut todo = Todo::default();
        let document = self.document;
        if let Some(entry) = self.texts.get_mut(&field) {
            entry.typing.typed(text, caret, now);
            if entry.typing.shown().is_empty() {
                return todo;
            }
            if !entry.exists {
                entry.exists = true;
                entry.open(document, field, &mut todo.send);
            }
        }
        todo
    }

    /// The person leaves a text: what is unsent goes now.
    pub fn end(&mut self, field: PlanField) -> Todo {
        if let Some(entry) = self.texts.get_mut(&field) {
            entry.closing = true;
        }
        self.send_all(true, 0.0)
    }

    /// What gives the old words of a text back.
    pub fn give_back(&self, field: PlanField) -> Option<Delta> {
        Some(self.texts.get(&field)?.typing.give_back())
    }

    /// The words of a text that is typed in or not settled.
    pub fn words(&self, field: PlanField) -> Option<&str> {
        Some(self.texts.get(&field)?.typing.shown())
    }

    /// All texts that are typed in or not settled.
    pub fn fields(&self) -> Vec<PlanField> {
        self.texts.keys().copied().collect()
    }

    /// The engine tells something about the document.
    pub fn hear(&mut self, event: &Event, now: f64) -> Todo {
        let document = self.document;
        let mut show = None;
        let mut open = Vec::new();
        match event {
            Event::FieldOpened {
                field,
                opening,
                revision,
                text,
                heads,
                others,
                ..
            } => {
                if let Some(entry) = self.texts.get_mut(field) {
                    let delta = entry.typing.opened(Opened {
                        opening: *opening,
                        revision: *revision,
                        text,
                        heads,
                        others: others.as_ref(),
                    });
                    if entry.typing.is_open() {
                        entry.first = None;
                    }
                    show = Some((*field, delta));
                }
            }
            Event::FieldChanged {
                field,
                delta,
                heads,
                ..
            } => {
                if let Some(entry) = self.texts.get_mut(field) {
                    show = Some((*field, entry.typing.changed(delta, heads)));
                }
            }
            Event::FieldConfirmed {
                field,
                batch,
                heads,
                ..
            } => {
                if let Some(entry) = self.texts.get_mut(field) {
                    let opening = entry.typing.confirmed(*batch, heads);
                    open.extend(opening.map(|one| (*field, one)));
                }
            }
            // What waits for it to be settled need not wait any longer.
            Event::FieldFailed { field, .. } => {
                self.texts.remove(field);
            }
            Event::Replayed(batches) => {
                for (field, entry) in &mut self.texts {
                    let replayed = |batch: &BatchId| entry.typing.replayed(*batch);
                    let opening = batches.iter().find_map(replayed);
                    open.extend(opening.map(|one| (*field, one)));
                }
            }
            _ => return Todo::default(),
        }
        let mut todo = self.send_due(now);
        let opened = open
            .into_iter()
            .map(|(field, one)| asked(document, field, Ask::Open(one)));
        todo.send.extend(opened);
        todo.show = show.filter(|(_, delta)| !delta.is_empty());
        todo
    }

    /// The engine began again: it knows none of the open texts, and perhaps not what was on its way.
    pub fn open_again(&mut self) -> Todo {
        let document = self.document;
        let mut todo = Todo::default();
        for (field, entry) in &mut self.texts {
            if entry.exists {
                entry.open(document, *field, &mut todo.send);
            }
        }
        todo
    }

    /// Sends what has been gathered long enough.
    pub fn send_due(&mut self, now: f64) -> Todo {
        self.send_all(false, now)
    }

    /// Sends all that can be sent.
    pub fn flush(&mut self) -> Todo {
        self.send_all(true, 0.0)
    }

    /// Asks for something when what was typed before it is settled.
    pub fn afterwards(&mut self, command: Command) -> Todo {
        self.afterwards.push(command);
        self.send_all(true, 0.0)
    }

    fn send_all(&mut self, at_once: bool, now: f64) -> Todo {
        let mut todo = Todo::default();
        let (document, name) = (self.document, self.name);
        let gathering = self.gathering();
        let hurry = at_once || !self.afterwards.is_empty();
        for (field, entry) in &mut self.texts {
            let due = entry
                .typing
                .waiting_since()
                .is_some_and(|since| now - since >= gathering);
            if !(due || hurry || entry.closing) {
                continue;
            }
            if let Some(batch) = entry.typing.take(name) {
                todo.send.push(Command::EditField {
                    document,
                    field: *field,
                    batch: batch.name,
                    revision: batch.revision,
                    delta: batch.delta,
                });
            }
        }
        self.texts.retain(|field, entry| {
            // What the engine was asked to open and has not opened yet is still to be closed.
            let done = entry.closing
                && entry.typing.is_settled()
                && (!entry.exists || entry.typing.is_open());
            if done && entry.exists {
                todo.send.push(Command::CloseField {
                    document,
                    field: *field,
                });
            }
            !done
        });
        if self.texts.values().all(|entry| entry.typing.is_settled()) {
            todo.send.append(&mut self.afterwards);
        }
        todo
    }

    fn gathering(&self) -> f64 {
        if self.together { TOGETHER } else { ALONE }
    }

    /// When [`Writing::send_due`] should be called next.
    pub fn next_due(&self) -> Option<f64> {
        let gathering = self.gathering();
        let waiting = self
            .texts
            .values()
            .filter_map(|entry| entry.typing.waiting_since());
        waiting
            .map(|since| since + gathering)
            .min_by(f64::total_cmp)
    }

    /// All that is not confirmed, for the journal.
    pub fn unconfirmed(&mut self) -> Vec<Unconfirmed> {
        let (document, name) = (self.document, self.name);
        let mut all = Vec::new();
        for (field, entry) in &mut self.texts {
            let open = entry.typing.unconfirmed(name);
            all.extend(open.into_iter().map(|one| noted(document, *field, one)));
        }
        all
    }
}

impl Entry {
    /// Asks for the text, after what makes it, where that may not be done.
    fn open(&mut self, document: DocumentRef, field: PlanField, send: &mut Vec<Command>) {
        // Done twice it does nothing.
        send.extend(self.first.clone().map(|first| Command::Act {
            document,
            intent: Intent::Plan(first),
        }));
        send.push(asked(document, field, self.typing.ask()));
    }
}

fn asked(document: DocumentRef, field: PlanField, ask: Ask) -> Command {
    match ask {
        Ask::Open(Opening {
            opening,
            since,
            batch,
        }) => Command::OpenField {
            document,
            field,
            opening,
            since,
            batch,
        },
        Ask::Replay(open) => Command::Replay(vec![noted(document, field, open)]),
    }
}

fn noted(document: DocumentRef, field: PlanField, open: Open) -> Unconfirmed {
    let Open {
        name: batch,
        after,
        base,
        delta,
    } = open;
    Unconfirmed {
        document,
        field,
        batch,
        after,
        base,
        delta,
    }
}

#[cfg(test)]
#[path = "writing_tests.rs"]
mod tests;

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "restart_tests.rs"]
mod restarts;
