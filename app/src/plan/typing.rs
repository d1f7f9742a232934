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
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )]
    use super::*;

    fn heads(n: u8) -> Heads {
        Heads(vec![[n; 32]])
    }

    fn name(n: u8) -> BatchId {
        BatchId([n; 16])
    }

    fn open(text: &str) -> Typing {
        let mut typing = Typing::new(text);
        assert!(typing.opened(4, text, heads(0)).is_empty());
        typing
    }

    #[test]
    fn what_is_typed_before_the_engine_answers_is_kept_and_meets_what_others_wrote() {
        let mut typing = Typing::new("Felles dag");
        typing.typed("Felles fagdag", Some(10), 0.0);
        assert_eq!(typing.waiting_since(), None);
        let delta = typing.opened(7, "En felles dag", heads(1));
        assert_eq!(delta.apply("Felles fagdag").unwrap(), "En felles fagdag");
        assert_eq!(typing.shown(), "En felles fagdag");
        let batch = typing.take(|| name(1)).unwrap();
        assert_eq!((batch.name, batch.revision), (name(1), 7));
        assert_eq!(
            batch.delta.apply("En felles dag").unwrap(),
            "En felles fagdag"
        );
    }

    #[test]
    fn one_batch_is_in_flight_at_a_time() {
        let mut typing = open("a");
        typing.typed("ab", Some(2), 10.0);
        assert_eq!(typing.waiting_since(), Some(10.0));
        assert!(typing.take(|| name(1)).is_some());
        typing.typed("abc", Some(3), 20.0);
        assert_eq!(typing.take(|| name(2)), None);
        assert_eq!(typing.waiting_since(), None);
        typing.confirmed(name(9), heads(9));
        assert_eq!(typing.take(|| name(2)), None);
        typing.confirmed(name(1), heads(1));
        let batch = typing.take(|| name(2)).unwrap();
        assert_eq!(
            (batch.revision, batch.delta.apply("ab").unwrap().as_str()),
            (5, "abc")
        );
        assert!(!typing.is_settled());
        typing.confirmed(name(2), heads(2));
        assert!(typing.is_settled());
    }

    #[test]
    fn escape_takes_back_what_i_typed_and_leaves_what_others_did() {
        let mut typing = open("Rektor følger opp");
        typing.typed("Rektor og leder følger opp", None, 0.0);
        typing.changed(&Delta::splice(17, 0, " hver måned"), heads(1));
        typing.typed("Rektor, leder følger opp hver måned", None, 0.0);
        assert_eq!(
            typing.give_back().apply(typing.shown()).unwrap(),
            "Rektor følger opp hver måned"
        );
    }

    #[test]
    fn the_journal_gets_what_is_in_flight_and_what_gathers_and_the_names_hold() {
        let mut typing = open("a");
        typing.typed("ab", None, 0.0);
        typing.take(|| name(1));
        typing.typed("abc", None, 0.0);
        let open = typing.unconfirmed(|| name(2));
        assert_eq!(
            open.iter()
                .map(|one| (one.name, one.after))
                .collect::<Vec<_>>(),
            [(name(1), None), (name(2), Some(name(1)))]
        );
        assert_eq!(
            open[1]
                .delta
                .apply(&open[0].delta.apply("a").unwrap())
                .unwrap(),
            "abc"
        );
        // The page stayed: what gathers is sent under the name that the journal knows.
        typing.confirmed(name(1), heads(1));
        assert_eq!(typing.take(|| name(3)).unwrap().name, name(2));
    }

    #[test]
    fn an_engine_that_began_again_gets_what_it_has_not() {
        let mut typing = open("a");
        typing.typed("ab", None, 0.0);
        typing.take(|| name(1));
        typing.typed("abc", None, 0.0);
        assert!(typing.opened(0, "ab", heads(3)).is_empty());
        assert_eq!(typing.shown(), "abc");
        assert_eq!(
            typing.take(|| name(2)).unwrap().delta.apply("ab").unwrap(),
            "abc"
        );
    }
}
