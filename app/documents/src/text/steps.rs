//! Walking along a delta's steps in pieces, and writing steps down in canonical form.

use super::{Op, units};

/// A walk along steps that can be taken in pieces. Past the last step everything is kept, without end.
pub(super) struct Steps<'a> {
    rest: core::slice::Iter<'a, Op>,
    /// The step underway; `None` past the last.
    current: Option<Op>,
}

impl<'a> Steps<'a> {
    pub(super) fn new(ops: &'a [Op]) -> Self {
        let mut steps = Self {
            rest: ops.iter(),
            current: None,
        };
        steps.advance();
        steps
    }

    fn advance(&mut self) {
        self.current = self.rest.next().cloned();
    }

    pub(super) fn is_done(&self) -> bool {
        self.current.is_none()
    }

    pub(super) fn is_insert(&self) -> bool {
        matches!(self.current, Some(Op::Insert(_)))
    }

    pub(super) fn is_delete(&self) -> bool {
        matches!(self.current, Some(Op::Delete(_)))
    }

    /// How many units are left of the step underway.
    pub(super) fn remaining(&self) -> usize {
        match &self.current {
            Some(Op::Keep(count) | Op::Delete(count)) => *count,
            Some(Op::Insert(words)) => units::length(words),
            None => usize::MAX,
        }
    }

    /// All that is left of the step underway.
    pub(super) fn take_all(&mut self) -> Op {
        let op = self.current.take().unwrap_or(Op::Keep(0));
        self.advance();
        op
    }

    /// So many units of the step underway, at most what remains.
    pub(super) fn take(&mut self, count: usize) -> Op {
        if count >= self.remaining() {
            return self.take_all();
        }
        match &mut self.current {
            Some(Op::Keep(left)) => {
                *left -= count;
                Op::Keep(count)
            }
            Some(Op::Delete(left)) => {
                *left -= count;
                Op::Delete(count)
            }
            Some(Op::Insert(words)) => {
                let (first, second) = units::split_anywhere(words, count);
                *words = second;
                Op::Insert(first)
            }
            None => Op::Keep(count),
        }
    }
}

/// Writes steps down in canonical form.
#[derive(Default)]
pub(super) struct Writer {
    ops: Vec<Op>,
    /// The change at the place reached: an insertion and a deletion that have no `Keep` between them.
    inserted: String,
    deleted: usize,
}

impl Writer {
    pub(super) fn push(&mut self, op: Op) {
        match op {
            Op::Keep(0) => {}
            Op::Keep(count) => {
                self.settle();
                if let Some(Op::Keep(last)) = self.ops.last_mut() {
                    *last = last.saturating_add(count);
                } else {
                    self.ops.push(Op::Keep(count));
                }
            }
            Op::Insert(words) => self.inserted.push_str(&words),
            Op::Delete(count) => self.deleted = self.deleted.saturating_add(count),
        }
    }

    fn settle(&mut self) {
        if !self.inserted.is_empty() {
            self.ops
                .push(Op::Insert(core::mem::take(&mut self.inserted)));
        }
        if self.deleted > 0 {
            self.ops
                .push(Op::Delete(core::mem::take(&mut self.deleted)));
        }
    }

    pub(super) fn finish(mut self) -> Vec<Op> {
        self.settle();
        if matches!(self.ops.last(), Some(Op::Keep(_))) {
            self.ops.pop();
        }
        self.ops
    }
}
