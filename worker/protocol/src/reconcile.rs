//! Range-based set reconciliation over record ids (`negentropy`): two sides find what each lacks in few round trips.

use crate::ids::RecordId;

/// What the one who asks has found when a round is over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// The other side lacks these.
    pub theirs_to_get: Vec<RecordId>,
    /// We lack these.
    pub ours_to_get: Vec<RecordId>,
}

/// A message that does not follow the protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a reconciliation message is malformed")]
pub struct ReconcileError;

/// The side that asks.
pub struct Asking {
    // filled in by the implementation
}

impl Asking {
    /// Starts over these ids; the second value is the first message.
    pub fn start<'a>(_ids: impl ExactSizeIterator<Item = &'a RecordId>) -> Result<(Self, Vec<u8>), ReconcileError> {
        todo!()
    }
    /// Reads an answer: what it tells, and the next message unless all is known.
    pub fn step(&mut self, _answer: &[u8]) -> Result<(Difference, Option<Vec<u8>>), ReconcileError> {
        todo!()
    }
}

/// The side that answers keeps no state between messages beyond the set it began with.
pub struct Answering {
    // filled in by the implementation
}

impl Answering {
    /// Answers over these ids.
    pub fn over<'a>(_ids: impl ExactSizeIterator<Item = &'a RecordId>) -> Result<Self, ReconcileError> {
        todo!()
    }
    /// The answer to one message.
    pub fn answer(&mut self, _message: &[u8]) -> Result<Vec<u8>, ReconcileError> {
        todo!()
    }
}
