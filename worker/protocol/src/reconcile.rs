//! Range-based set reconciliation over record ids (`negentropy`): two sides find what each lacks in few round trips.

use crate::ids::RecordId;
use negentropy::{Id, Negentropy, NegentropyStorageVector};
use std::collections::BTreeSet;

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

/// Largest message either side makes or reads, in bytes. What does not fit is told in the next round.
pub const MAX_MESSAGE: usize = 32 << 10;
/// Most rounds: enough for millions of differences, and the end of a side that never comes to one.
const MAX_ROUNDS: u32 = 4096;

type Vector = NegentropyStorageVector;

/// The side that asks.
pub struct Asking {
    negentropy: Negentropy<'static, Vector>,
    told: BTreeSet<RecordId>,
    rounds: u32,
}

impl Asking {
    /// Starts over these ids; the second value is the first message.
    pub fn start<'a>(
        ids: impl ExactSizeIterator<Item = &'a RecordId>,
    ) -> Result<(Self, Vec<u8>), ReconcileError> {
        let mut negentropy = over(ids)?;
        let first = negentropy.initiate().map_err(|_| ReconcileError)?;
        Ok((
            Self {
                negentropy,
                told: BTreeSet::new(),
                rounds: 0,
            },
            first,
        ))
    }

    /// Reads an answer: what it tells, and the next message unless all is known. No id is told twice; they ascend.
    pub fn step(&mut self, answer: &[u8]) -> Result<(Difference, Option<Vec<u8>>), ReconcileError> {
        self.rounds += 1;
        if answer.len() > MAX_MESSAGE || self.rounds > MAX_ROUNDS {
            return Err(ReconcileError);
        }
        let (mut have, mut need) = (Vec::new(), Vec::new());
        let next = self
            .negentropy
            .reconcile_with_ids(answer, &mut have, &mut need)
            .map_err(|_| ReconcileError)?;
        let theirs_to_get = self.not_told(have);
        let ours_to_get = self.not_told(need);
        Ok((
            Difference {
                theirs_to_get,
                ours_to_get,
            },
            next,
        ))
    }

    fn not_told(&mut self, ids: Vec<Id>) -> Vec<RecordId> {
        let mut ids: Vec<_> = ids
            .into_iter()
            .map(|id| RecordId::from_bytes(id.to_bytes()))
            .collect();
        ids.sort_unstable();
        ids.retain(|id| self.told.insert(*id));
        ids
    }
}

/// The side that answers keeps no state between messages beyond the set it began with.
pub struct Answering {
    negentropy: Negentropy<'static, Vector>,
}

impl Answering {
    /// Answers over these ids.
    pub fn over<'a>(
        ids: impl ExactSizeIterator<Item = &'a RecordId>,
    ) -> Result<Self, ReconcileError> {
        Ok(Self {
            negentropy: over(ids)?,
        })
    }

    /// The answer to one message.
    pub fn answer(&mut self, message: &[u8]) -> Result<Vec<u8>, ReconcileError> {
        if message.len() > MAX_MESSAGE {
            return Err(ReconcileError);
        }
        self.negentropy
            .reconcile(message)
            .map_err(|_| ReconcileError)
    }
}

/// Ids have no time of their own, so all stand at 0 and are ordered by themselves.
fn over<'a>(
    ids: impl ExactSizeIterator<Item = &'a RecordId>,
) -> Result<Negentropy<'static, Vector>, ReconcileError> {
    let mut storage = Vector::with_capacity(ids.len());
    for id in ids {
        storage
            .insert(0, Id::from_byte_array(*id.as_bytes()))
            .map_err(|_| ReconcileError)?;
    }
    storage.seal().map_err(|_| ReconcileError)?;
    Negentropy::owned(storage, MAX_MESSAGE as u64).map_err(|_| ReconcileError)
}
