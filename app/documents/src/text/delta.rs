//! A change to a field's text: what is kept, put in and taken out, from its beginning. Composes and transforms, so that
//! a field and the engine can each go on without waiting for the other.

use serde::{Deserialize, Serialize};

/// A change to a text. Canonical: no empty operations, equal neighbours joined, an insertion before a deletion at the
/// same place, no trailing `Keep`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delta {
    ops: Vec<Op>,
}

/// One step of a [`Delta`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// Go on past so many UTF-16 units.
    Keep(usize),
    /// Put this in. `\n` begins a new paragraph.
    Insert(String),
    /// Take so many UTF-16 units out.
    Delete(usize),
}

/// Whose insertion comes first where both insert at the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Ours comes before theirs.
    First,
    /// Ours comes after theirs.
    Second,
}

/// A delta that reaches past the end of the text it is applied to, or cuts a character in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the change does not fit the text")]
pub struct DeltaError;

impl Delta {
    /// The delta with these steps, brought to its canonical form.
    pub fn new(_ops: impl IntoIterator<Item = Op>) -> Self {
        todo!()
    }
    /// Replaces `delete` units at `at` by `insert`.
    pub fn splice(_at: usize, _delete: usize, _insert: &str) -> Self {
        todo!()
    }
    /// The smallest single splice that makes `new` of `old` (common prefix and suffix kept, no character cut in two;
    /// `caret`, the caret's place in `new`, settles which of equal letters were typed).
    pub fn between(_old: &str, _new: &str, _caret: Option<usize>) -> Self {
        todo!()
    }
    /// The steps.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.ops.is_empty()
    }
    /// The text after it.
    pub fn apply(&self, _text: &str) -> Result<String, DeltaError> {
        todo!()
    }
    /// This, then `next`, as one.
    pub fn compose(&self, _next: &Self) -> Self {
        todo!()
    }
    /// This as it must be after `other` was applied to the same text (TP1).
    pub fn transform(&self, _other: &Self, _side: Side) -> Self {
        todo!()
    }
    /// Where a position goes; at an insertion it stays before it with [`Side::First`] and goes after it with `Second`.
    pub fn transform_position(&self, _position: usize, _side: Side) -> usize {
        todo!()
    }
}
