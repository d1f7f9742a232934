//! A text field as a small replica with one batch of changes in flight.
//!
//! The field types on at once. What was typed gathers in a buffer; [`Replica::take_batch`] sends it when nothing is in
//! flight, naming the revision it builds on. The engine moves the batch past what others did since, applies and confirms.
//! What arrives meanwhile is moved past what is not confirmed, and the caret with it.
//!
//! Where a field and the engine insert at the same place, the engine's words come first, here and in
//! [`FieldSession`](super::FieldSession) alike.

use super::{Delta, session::FIELD_SIDE};

/// The state of one open field.
#[derive(Debug, Clone)]
pub struct Replica {
    text: String,
    revision: u64,
    in_flight: Option<Delta>,
    buffer: Delta,
}

impl Replica {
    /// A field that shows `text` as of `revision`.
    pub fn new(text: String, revision: u64) -> Self {
        Self {
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
        let moved = self.buffer.transform(&delta, FIELD_SIDE);
        delta = delta.transform(&self.buffer, FIELD_SIDE.other());
        self.buffer = moved;
        // It fits by construction; one that does not (an engine gone astray) must not harm what is typed.
        if let Ok(text) = delta.apply(&self.text) {
            self.text = text;
            delta
        } else {
            Delta::default()
        }
    }
    /// What is typed and not confirmed: the batch in flight, and what gathers. For the journal at page hiding.
    pub fn unconfirmed(&self) -> (Option<&Delta>, &Delta) {
        (self.in_flight.as_ref(), &self.buffer)
    }
}
