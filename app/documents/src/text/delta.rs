//! A change to a field's text: what is kept, put in and taken out, from its beginning. Composes and transforms, so that
//! a field and the engine can each go on without waiting for the other.

use super::{
    steps::{Steps, Writer},
    units,
};
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

impl Side {
    /// The side of the other party.
    pub fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// A delta that reaches past the end of the text it is applied to, or cuts a character in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the change does not fit the text")]
pub struct DeltaError;

impl Delta {
    /// The delta with these steps, brought to its canonical form.
    pub fn new(ops: impl IntoIterator<Item = Op>) -> Self {
        let mut writer = Writer::default();
        ops.into_iter().for_each(|op| writer.push(op));
        Self {
            ops: writer.finish(),
        }
    }

    /// Replaces `delete` units at `at` by `insert`.
    pub fn splice(at: usize, delete: usize, insert: &str) -> Self {
        Self::new([
            Op::Keep(at),
            Op::Insert(insert.to_owned()),
            Op::Delete(delete),
        ])
    }

    /// The smallest single splice that makes `new` of `old` (common prefix and suffix kept, no character cut in two;
    /// `caret`, the caret's place in `new`, settles which of equal letters were typed).
    pub fn between(old: &str, new: &str, caret: Option<usize>) -> Self {
        let old_chars: Vec<char> = old.chars().collect();
        let new_chars: Vec<char> = new.chars().collect();
        let shorter = old_chars.len().min(new_chars.len());
        let common_start = old_chars
            .iter()
            .zip(&new_chars)
            .take_while(|(a, b)| a == b)
            .count();
        let common_end = old_chars
            .iter()
            .rev()
            .zip(new_chars.iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        // What was typed ends at the caret, so nothing before the caret belongs to the end that stayed.
        let after_caret = caret
            .and_then(|caret| new.get(units::byte_at(new, caret)?..))
            .map_or(shorter, |rest| rest.chars().count());
        let mut end = common_end.min(after_caret);
        let mut start = common_start.min(shorter - end);
        if start + end < shorter.min(common_start + common_end) {
            start = common_start;
            end = common_end.min(shorter - start);
        }
        let width = |chars: &[char]| chars.iter().map(|c| c.len_utf16()).sum();
        let middle = |chars: &[char]| -> Vec<char> {
            chars
                .iter()
                .take(chars.len() - end)
                .skip(start)
                .copied()
                .collect()
        };
        let kept: usize = width(&new_chars.iter().take(start).copied().collect::<Vec<_>>());
        let inserted: String = middle(&new_chars).into_iter().collect();
        Self::splice(kept, width(&middle(&old_chars)), &inserted)
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
    pub fn apply(&self, text: &str) -> Result<String, DeltaError> {
        let mut rest = text;
        let mut after = String::with_capacity(text.len());
        for op in &self.ops {
            match op {
                Op::Keep(count) => {
                    let (kept, tail) = units::split(rest, *count).ok_or(DeltaError)?;
                    after.push_str(kept);
                    rest = tail;
                }
                Op::Insert(words) => after.push_str(words),
                Op::Delete(count) => rest = units::split(rest, *count).ok_or(DeltaError)?.1,
            }
        }
        after.push_str(rest);
        Ok(after)
    }

    /// This, then `next`, as one.
    pub fn compose(&self, next: &Self) -> Self {
        let (mut ours, mut theirs) = (Steps::new(&self.ops), Steps::new(&next.ops));
        let mut writer = Writer::default();
        while !(ours.is_done() && theirs.is_done()) {
            // What we took out is not there for `next` to see, what `next` puts in was not there for us.
            if ours.is_delete() {
                writer.push(ours.take_all());
                continue;
            }
            if theirs.is_insert() {
                writer.push(theirs.take_all());
                continue;
            }
            let count = ours.remaining().min(theirs.remaining());
            match (ours.take(count), theirs.take(count)) {
                (Op::Keep(_), op) => writer.push(op),
                (op @ Op::Insert(_), Op::Keep(_)) => writer.push(op),
                (Op::Insert(_), _) | (Op::Delete(_), _) => {}
            }
        }
        Self {
            ops: writer.finish(),
        }
    }

    /// This as it must be after `other` was applied to the same text (TP1).
    pub fn transform(&self, other: &Self, side: Side) -> Self {
        let (mut ours, mut theirs) = (Steps::new(&self.ops), Steps::new(&other.ops));
        let mut writer = Writer::default();
        while !ours.is_done() {
            if ours.is_insert() && (side == Side::First || !theirs.is_insert()) {
                writer.push(ours.take_all());
                continue;
            }
            if theirs.is_insert() {
                writer.push(Op::Keep(theirs.remaining()));
                theirs.take_all();
                continue;
            }
            let count = ours.remaining().min(theirs.remaining());
            let our_op = ours.take(count);
            if matches!(theirs.take(count), Op::Keep(_)) {
                writer.push(our_op);
            }
        }
        Self {
            ops: writer.finish(),
        }
    }

    /// Where a position goes; at an insertion it stays before it with [`Side::First`] and goes after it with `Second`.
    pub fn transform_position(&self, position: usize, side: Side) -> usize {
        // `before` walks the old text, `moved` is where the position lies by now.
        let (mut before, mut moved) = (0usize, position);
        for op in &self.ops {
            match op {
                Op::Keep(count) => before = before.saturating_add(*count),
                Op::Insert(words) => {
                    if before < position || (before == position && side == Side::Second) {
                        moved = moved.saturating_add(units::length(words));
                    }
                }
                Op::Delete(count) => {
                    let end = before.saturating_add(*count);
                    moved = moved.saturating_sub(position.min(end).saturating_sub(before));
                    before = end;
                }
            }
            if before > position {
                break;
            }
        }
        moved
    }
}
