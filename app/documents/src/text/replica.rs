//! A text field as a small replica with one batch of changes in flight.
//!
//! The field types on at once. What was typed gathers in a buffer; [`Replica::take_batch`] sends it when nothing is in
//! flight, naming the revision it builds on. The engine moves the batch past what others did since, applies and confirms.
//! What arrives meanwhile is moved past what is not confirmed, and the caret with it.

use super::Delta;

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
    pub fn typed(&mut self, _text: &str, _caret: Option<usize>) {
        todo!()
    }
    /// What to send now, if anything is unsent and nothing in flight: the revision it builds on and the delta.
    pub fn take_batch(&mut self) -> Option<(u64, Delta)> {
        todo!()
    }
    /// The batch in flight is applied.
    pub fn confirmed(&mut self) {
        todo!()
    }
    /// Others changed the text (a delta on the engine's text at our revision). Returns what to do to the field shown.
    pub fn received(&mut self, _delta: &Delta) -> Delta {
        todo!()
    }
    /// What is typed and not confirmed: the batch in flight, and what gathers. For the journal at page hiding.
    pub fn unconfirmed(&self) -> (Option<&Delta>, &Delta) {
        (self.in_flight.as_ref(), &self.buffer)
    }
}
