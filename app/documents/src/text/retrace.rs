//! Deltas and history: taking one back, and following a place or a word through one.

use super::{Delta, DeltaError, Op, units};

impl Delta {
    /// The same change on the text without its first `lead` units; `None` if it changes those.
    pub(crate) fn without_lead(self, lead: usize) -> Option<Self> {
        match self.ops().split_first() {
            Some((Op::Keep(count), rest)) => {
                let kept = Op::Keep(count.checked_sub(lead)?);
                Some(Self::new(
                    core::iter::once(kept).chain(rest.iter().cloned()),
                ))
            }
            Some(_) if lead > 0 => None,
            _ => Some(self),
        }
    }

    /// Where the unit at `position` lies after this; `None` if it was taken out.
    pub(crate) fn moved_unit(&self, position: usize) -> Option<usize> {
        let (mut before, mut moved) = (0usize, position);
        for op in self.ops() {
            match op {
                Op::Keep(count) => before = before.saturating_add(*count),
                Op::Insert(words) => moved = moved.saturating_add(units::length(words)),
                Op::Delete(count) => {
                    before = before.saturating_add(*count);
                    if before > position {
                        return None;
                    }
                    moved = moved.saturating_sub(*count);
                }
            }
            if before > position {
                break;
            }
        }
        Some(moved)
    }

    /// What takes this back, where `before` is the text it was applied to, and all that it puts in, in order.
    pub(crate) fn inverted(&self, before: &str) -> Result<Self, DeltaError> {
        let mut rest = before;
        let mut steps = Vec::new();
        for op in self.ops() {
            match op {
                Op::Keep(count) => {
                    rest = units::split(rest, *count).ok_or(DeltaError)?.1;
                    steps.push(Op::Keep(*count));
                }
                Op::Insert(words) => steps.push(Op::Delete(units::length(words))),
                Op::Delete(count) => {
                    let (taken, tail) = units::split(rest, *count).ok_or(DeltaError)?;
                    steps.push(Op::Insert(taken.to_owned()));
                    rest = tail;
                }
            }
        }
        Ok(Self::new(steps))
    }

    /// The same change with what is taken out and put in again, all of it at one place, kept instead. So words that an undo
    /// brought back count as the words they were; words that merely have letters in common with them do not: they may be
    /// somebody else's.
    pub(crate) fn trimmed(&self, before: &str) -> Result<Self, DeltaError> {
        let mut rest = before;
        let mut steps = Vec::new();
        let mut inserted: Option<&str> = None;
        for op in self.ops() {
            match op {
                Op::Insert(words) => inserted = Some(words),
                Op::Keep(count) | Op::Delete(count) => {
                    let words = inserted.take().unwrap_or_default();
                    let (passed, tail) = units::split(rest, *count).ok_or(DeltaError)?;
                    rest = tail;
                    if matches!(op, Op::Delete(_)) && passed == words {
                        steps.push(Op::Keep(*count));
                    } else {
                        steps.extend([Op::Insert(words.to_owned()), op.clone()]);
                    }
                }
            }
        }
        steps.push(Op::Insert(inserted.unwrap_or_default().to_owned()));
        Ok(Self::new(steps))
    }
}
