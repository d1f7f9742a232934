//! The engine's end of open fields: moves a field's batch past what happened to the text since the field last heard.

use super::{Delta, Side};
use std::collections::VecDeque;

/// Where a field and the engine insert at the same place, the field's words come after the engine's.
pub(super) const FIELD_SIDE: Side = Side::Second;

/// A batch that builds on a revision which the session no longer, or not yet, knows. The field must be opened anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the field's revision is not known here")]
pub struct UnknownRevision;

/// One text that is open in one or more fields of this engine: the deltas since it was opened, one a revision.
///
/// Each delta goes to every field, in order: as a confirmation to the one that submitted it, else as a delta to receive.
#[derive(Debug, Clone, Default)]
pub struct FieldSession {
    /// The revision that the first delta in `log` builds on.
    first: u64,
    log: VecDeque<Delta>,
}

impl FieldSession {
    /// A session at revision 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// The revision of the text as it stands: what a field is opened with.
    pub fn revision(&self) -> u64 {
        self.first + self.log.len() as u64
    }

    /// A field's batch as it must be applied to the text as it stands. It is logged and makes the next revision: apply it
    /// at once, confirm it to that field and send it to the other fields of the session.
    ///
    /// # Errors
    /// The revision is not known here; nothing is logged.
    pub fn submit(&mut self, revision: u64, delta: &Delta) -> Result<Delta, UnknownRevision> {
        let seen = revision
            .checked_sub(self.first)
            .and_then(|seen| usize::try_from(seen).ok())
            .filter(|seen| *seen <= self.log.len())
            .ok_or(UnknownRevision)?;
        let moved = self
            .log
            .iter()
            .skip(seen)
            .fold(delta.clone(), |moved, since| {
                moved.transform(since, FIELD_SIDE)
            });
        self.log.push_back(moved.clone());
        Ok(moved)
    }

    /// The text changed otherwise (others' changes, undo): logs it as the next revision. Send it to every field of the session.
    pub fn advanced(&mut self, delta: Delta) {
        self.log.push_back(delta);
    }

    /// Forgets what lies before `revision`: every field of the session has seen that much.
    pub fn seen_by_all(&mut self, revision: u64) {
        while self.first < revision && self.log.pop_front().is_some() {
            self.first += 1;
        }
    }
}
