//! Typing in one text: what is typed, what is sent and what came meanwhile. Pure; [`super::writing`] keeps one for each
//! text that is open or not settled.

use samvev_documents::{
    document::Heads,
    text::{Delta, Replica, Side},
};
use samvev_engine::messages::BatchId;

/// One text being typed in, from the moment a person goes into it until all they typed is confirmed.
pub struct Typing {
    /// What the field showed when it was gone into.
    started: String,
    /// What the field shows.
    shown: String,
    /// None until the engine has opened the text.
    replica: Option<Replica>,
    heads: Heads,
    in_flight: Option<BatchId>,
    /// The name that the next batch bears already in the journal.
    reserved: Option<BatchId>,
    /// What turns the text shown into what it would be, had this person typed nothing.
    back: Delta,
    /// When the first of what is unsent was typed.
    unsent_since: Option<f64>,
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
    /// A person goes into a text that shows these words.
    pub fn new(shown: &str) -> Self {
        Self {
            started: shown.to_owned(),
            shown: shown.to_owned(),
            replica: None,
            heads: Heads::default(),
            in_flight: None,
            reserved: None,
            back: Delta::default(),
            unsent_since: None,
        }
    }

    /// What the field shows.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The person typed: the field now shows `text`.
    pub fn typed(&mut self, text: &str, caret: Option<usize>, now: f64) {
        if text == self.shown {
            return;
        }
        self.back = Delta::between(text, &self.shown, None).compose(&self.back);
        text.clone_into(&mut self.shown);
        self.unsent_since.get_or_insert(now);
        if let Some(replica) = &mut self.replica {
            replica.typed(text, caret);
        }
    }

    /// The engine has opened the text, or opened it anew after it began again. Returns what to do to the words shown.
    pub fn opened(&mut self, revision: u64, text: &str, heads: Heads) -> Delta {
        let ours = Delta::between(&self.started, &self.shown, None);
        let theirs = Delta::between(&self.started, text, None);
        let incoming = if self.replica.is_some() {
            // What was in flight may be in `text` already: what is shown holds it either way.
            Delta::default()
        } else {
            theirs.transform(&ours, Side::Second)
        };
        self.bring_in(&incoming);
        let mut replica = Replica::new(text.to_owned(), revision);
        replica.typed(&self.shown, None);
        self.replica = Some(replica);
        self.in_flight = None;
        self.heads = heads;
        incoming
    }

    /// Others changed the text. Returns what to do to the words shown.
    pub fn changed(&mut self, delta: &Delta, heads: Heads) -> Delta {
        let Some(replica) = &mut self.replica else {
            return Delta::default();
        };
        let incoming = replica.received(delta);
        self.heads = heads;
        self.bring_in(&incoming);
        incoming
    }

    fn bring_in(&mut self, incoming: &Delta) {
        if let Ok(text) = incoming.apply(&self.shown) {
            self.back = self.back.transform(incoming, Side::First);
            self.shown = text;
        }
    }

    /// A batch is confirmed.
    pub fn confirmed(&mut self, name: BatchId, heads: Heads) {
        if self.in_flight == Some(name) {
            self.in_flight = None;
            self.heads = heads;
            if let Some(replica) = &mut self.replica {
                replica.confirmed();
            }
        }
    }

    /// The next batch, if something is unsent and nothing in flight. `name` is its name unless the journal gave it one.
    pub fn take(&mut self, name: impl FnOnce() -> BatchId) -> Option<Batch> {
        let (revision, delta) = self.replica.as_mut()?.take_batch()?;
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
        let can_send = self.replica.is_some() && self.in_flight.is_none();
        self.unsent_since.filter(|_| can_send)
    }

    /// Whether all that was typed is confirmed.
    pub fn is_settled(&self) -> bool {
        match &self.replica {
            Some(replica) => replica.is_settled(),
            None => self.started == self.shown,
        }
    }

    /// Whether the engine has opened the text.
    pub const fn is_open(&self) -> bool {
        self.replica.is_some()
    }

    /// What is not confirmed, for the journal. What is unsent gets the name that it will be sent under.
    pub fn unconfirmed(&mut self, name: impl FnOnce() -> BatchId) -> Vec<Open> {
        let Some(replica) = &self.replica else {
            return Vec::new();
        };
        let (in_flight, buffer) = replica.unconfirmed();
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
