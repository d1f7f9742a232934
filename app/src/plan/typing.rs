//! Typing in one text: what is typed, what is sent and what came meanwhile. Pure; [`super::writing`] keeps one for each
//! text that is open or not settled.

use samvev_documents::{
    document::Heads,
    text::{Delta, Replica, Side},
};
use samvev_engine::messages::BatchId;

/// One text being typed in, from the moment a person goes into it until all they typed is confirmed.
pub struct Typing {
    replica: Replica,
    /// Where the document stood when the text last heard of it.
    heads: Heads,
    way: Way,
    /// How often the text was asked for.
    openings: u32,
    in_flight: Option<BatchId>,
    /// The name that the next batch bears already in the journal.
    reserved: Option<BatchId>,
    /// What turns the text shown into what it would be, had this person typed nothing.
    back: Delta,
    /// When the first of what is unsent was typed.
    unsent_since: Option<f64>,
}

/// How the text stands with the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The engine has not been asked for it.
    Unasked,
    /// It was asked, and has not answered.
    Asked,
    /// The engine began again: what was in flight is being replayed, and then the text is asked for.
    Replaying(BatchId),
    /// It is open.
    Open,
}

/// What to ask the engine for, so that the text is open there.
#[derive(Debug, PartialEq, Eq)]
pub enum Ask {
    /// The text.
    Open(Opening),
    /// To replay what was in flight; the text when that is done.
    Replay(Open),
}

/// An opening of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Its number.
    pub opening: u32,
    /// Where the document stood when the text last heard of it.
    pub since: Heads,
    /// What was in flight, and has been replayed.
    pub batch: Option<BatchId>,
}

/// The engine's answer to an [`Opening`].
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    /// Its number.
    pub opening: u32,
    /// The text's revision.
    pub revision: u64,
    /// The words.
    pub text: &'a str,
    /// Where the document stands.
    pub heads: &'a Heads,
    /// What others did since, if that is known.
    pub others: Option<&'a Delta>,
}

/// A batch to send.
#[derive(Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its name.
    pub name: BatchId,
    /// The revision it builds on.
    pub revision: u64,
    /// The change.
    pub delta: Delta,
}

/// A batch that is not confirmed, for the journal.
#[derive(Debug, PartialEq, Eq)]
pub struct Open {
    /// Its name.
    pub name: BatchId,
    /// The batch before it.
    pub after: Option<BatchId>,
    /// Where the document stood.
    pub base: Heads,
    /// The change.
    pub delta: Delta,
}

impl Typing {
    /// A person goes into a text that shows these words, of a document that stands there.
    pub fn new(shown: &str, heads: Heads) -> Self {
        Self {
            replica: Replica::new(shown.to_owned(), 0),
            heads,
            way: Way::Unasked,
            openings: 0,
            in_flight: None,
            reserved: None,
            back: Delta::default(),
            unsent_since: None,
        }
    }

    /// What the field shows.
    pub fn shown(&self) -> &str {
        self.replica.text()
    }

    /// The person typed: the field now shows `text`.
    pub fn typed(&mut self, text: &str, caret: Option<usize>, now: f64) {
        if text == self.shown() {
            return;
        }
        self.back = Delta::between(text, self.shown(), None).compose(&self.back);
        self.replica.typed(text, caret);
        self.unsent_since.get_or_insert(now);
    }

    /// What to ask an engine for that does not have the text open: one that has just begun, or always had it closed.
    pub fn ask(&mut self) -> Ask {
        if let (Some(name), (Some(delta), _)) = (self.in_flight, self.replica.unconfirmed()) {
            self.way = Way::Replaying(name);
            return Ask::Replay(Open {
                name,
                after: None,
                base: self.heads.clone(),
                delta: delta.clone(),
            });
        }
        Ask::Open(self.open())
    }

    fn open(&mut self) -> Opening {
        self.way = Way::Asked;
        self.openings = self.openings.wrapping_add(1);
        Opening {
            opening: self.openings,
            since: self.heads.clone(),
            batch: self.in_flight,
        }
    }

    /// A batch was replayed: if it was waited for, the text is asked for now.
    pub fn replayed(&mut self, name: BatchId) -> Option<Opening> {
        (self.way == Way::Replaying(name)).then(|| self.open())
    }

    /// The engine has opened the text. Returns what to do to the words shown.
    pub fn opened(&mut self, opened: Opened<'_>) -> Delta {
        if self.way != Way::Asked || opened.opening != self.openings {
            return Delta::default();
        }
        self.way = Way::Open;
        self.in_flight = None;
        self.heads.clone_from(opened.heads);
        let incoming = self
            .replica
            .reopened(opened.revision, opened.text, opened.others);
        self.bring_in(&incoming);
        incoming
    }

    /// Others changed the text. Returns what to do to the words shown.
    pub fn changed(&mut self, delta: &Delta, heads: &Heads) -> Delta {
        if !self.is_open() {
            // The text holds it when it opens.
            return Delta::default();
        }
        self.heads.clone_from(heads);
        let incoming = self.replica.received(delta);
        self.bring_in(&incoming);
        incoming
    }

    fn bring_in(&mut self, incoming: &Delta) {
        self.back = self.back.transform(incoming, Side::First);
    }

    /// A batch is confirmed. One that was being replayed: the text is asked for now.
    pub fn confirmed(&mut self, name: BatchId, heads: &Heads) -> Option<Opening> {
        if self.is_open() && self.in_flight == Some(name) {
            self.in_flight = None;
            self.heads.clone_from(heads);
            self.replica.confirmed();
        }
        self.replayed(name)
    }

    /// The next batch, if something is unsent and nothing in flight. `name` is its name unless the journal gave it one.
    pub fn take(&mut self, name: impl FnOnce() -> BatchId) -> Option<Batch> {
        if !self.is_open() {
            return None;
        }
        let (revision, delta) = self.replica.take_batch()?;
        let name = self.reserved.take().unwrap_or_else(name);
        self.in_flight = Some(name);
        self.unsent_since = None;
        Some(Batch {
            name,
            revision,
            delta,
        })
    }

    /// When the first of what is unsent was typed, if it can be sent now.
    pub fn waiting_since(&self) -> Option<f64> {
        let can_send = self.is_open() && self.in_flight.is_none();
        self.unsent_since.filter(|_| can_send)
    }

    /// Whether all that was typed is confirmed.
    pub fn is_settled(&self) -> bool {
        self.replica.is_settled()
    }

    /// Whether the engine has the text open.
    pub fn is_open(&self) -> bool {
        self.way == Way::Open
    }

    /// What is not confirmed, for the journal. What is unsent gets the name that it will be sent under.
    pub fn unconfirmed(&mut self, name: impl FnOnce() -> BatchId) -> Vec<Open> {
        let (in_flight, buffer) = self.replica.unconfirmed();
        let mut open = Vec::new();
        if let (Some(name), Some(delta)) = (self.in_flight, in_flight) {
            open.push(Open {
                name,
                after: None,
                base: self.heads.clone(),
                delta: delta.clone(),
            });
        }
        if !buffer.is_empty() {
            let name = *self.reserved.get_or_insert_with(name);
            open.push(Open {
                name,
                after: self.in_flight,
                base: self.heads.clone(),
                delta: buffer.clone(),
            });
        }
        open
    }

    /// What gives the old words back: takes away what this person typed and leaves what others did.
    pub fn give_back(&self) -> Delta {
        self.back.clone()
    }

    /// The old words were given back.
    pub fn gave_back(&mut self) {
        self.back = Delta::default();
    }
}

#[cfg(test)]
#[path = "typing_tests.rs"]
mod tests;
