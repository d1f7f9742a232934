//! A text field as a small replica with one batch of changes in flight.
//!
//! The field types on at once. What was typed gathers in a buffer; [`Replica::take_batch`] sends it when nothing is in
//! flight, naming the revision it builds on. The engine moves the batch past what others did since, applies and confirms.
//! What arrives meanwhile is moved past what is not confirmed, and the caret with it. Should the engine begin again, the field
//! goes on where it was: see [`Replica::reopened`].
//!
//! Where a field and the engine insert at the same place, the engine's words come first, here and in
//! [`FieldSession`](super::FieldSession) alike.

use super::{Delta, session::FIELD_SIDE};

/// The state of one open field.
#[derive(Debug, Clone)]
pub struct Replica {
    text: String,
    revision: u64,
    /// The text with what is in flight, without what gathers.
    sent: String,
    in_flight: Option<Delta>,
    buffer: Delta,
}

impl Replica {
    /// A field that shows `text` as of `revision`.
    pub fn new(text: String, revision: u64) -> Self {
        Self {
            sent: text.clone(),
            text,
            revision,
            in_flight: None,
            buffer: Delta::default(),
        }
    }
    /// What the field shows.
    pub fn text(&self) -> &str {
        &self.text
    }
    /// How many deltas of the engine (confirmations of our own too) it has seen.
    pub fn revision(&self) -> u64 {
        self.revision
    }
    /// Whether everything typed is confirmed.
    pub fn is_settled(&self) -> bool {
        self.in_flight.is_none() && self.buffer.is_empty()
    }
    /// The person typed: the field now shows `text`.
    pub fn typed(&mut self, text: &str, caret: Option<usize>) {
        let delta = Delta::between(&self.text, text, caret);
        self.buffer = self.buffer.compose(&delta);
        text.clone_into(&mut self.text);
    }
    /// What to send now, if anything is unsent and nothing in flight: the revision it builds on and the delta.
    pub fn take_batch(&mut self) -> Option<(u64, Delta)> {
        if self.in_flight.is_some() || self.buffer.is_empty() {
            return None;
        }
        let batch = core::mem::take(&mut self.buffer);
        self.in_flight = Some(batch.clone());
        self.text.clone_into(&mut self.sent);
        Some((self.revision, batch))
    }
    /// The batch in flight is applied.
    pub fn confirmed(&mut self) {
        if self.in_flight.take().is_some() {
            self.revision += 1;
        }
    }
    /// Others changed the text (a delta on the engine's text at our revision). Returns what to do to the field shown.
    pub fn received(&mut self, delta: &Delta) -> Delta {
        self.revision += 1;
        let mut delta = delta.clone();
        if let Some(in_flight) = &mut self.in_flight {
            let moved = in_flight.transform(&delta, FIELD_SIDE);
            delta = delta.transform(in_flight, FIELD_SIDE.other());
            *in_flight = moved;
        }
        // It fits by construction; one that does not (an engine gone astray) must not harm what is typed.
        let Ok(sent) = delta.apply(&self.sent) else {
            return Delta::default();
        };
        self.sent = sent;
        let moved = self.buffer.transform(&delta, FIELD_SIDE);
        delta = delta.transform(&self.buffer, FIELD_SIDE.other());
        self.buffer = moved;
        match delta.apply(&self.text) {
            Ok(text) => {
                self.text = text;
                delta
            }
            Err(_) => Delta::default(),
        }
    }
    /// An engine opened the text at `revision`: for the first time, or another one after ours died. It holds `text`, with
    /// what was in flight in it. `others` is what others did to it since the field last heard, on top of what was in flight;
    /// `None` where nobody can tell. What gathers stays ours. Returns what to do to the field shown.
    pub fn reopened(&mut self, revision: u64, text: &str, others: Option<&Delta>) -> Delta {
        self.in_flight = None;
        let told = others.and_then(|others| Some((others, others.apply(&self.sent).ok()?)));
        let others = match told {
            // Where two wrote at one place, what is told may differ from what stands there.
            Some((others, reached)) => others.compose(&Delta::between(&reached, text, None)),
            None => Delta::between(&self.sent, text, None),
        };
        let change = self.received(&others);
        self.revision = revision;
        change
    }
    /// What is typed and not confirmed: the batch in flight, and what gathers. For the journal at page hiding.
    pub fn unconfirmed(&self) -> (Option<&Delta>, &Delta) {
        (self.in_flight.as_ref(), &self.buffer)
    }
}
