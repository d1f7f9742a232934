//! The store that an engine keeps everything in: an ordered map of byte keys, changed by atomic, durable batches.

use crate::messages::StoreProblem;

/// A key and its value.
pub type Entry = (Vec<u8>, Vec<u8>);

/// One atomic change. Nothing of it is done unless all of `requires` holds at that moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Keys and the values they must have (`None`: must be absent), so that two tabs never take one number.
    pub requires: Vec<(Vec<u8>, Option<Vec<u8>>)>,
    /// Keys and the values they get (`None`: are taken away).
    pub writes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

/// Why a batch was not done. Nothing of it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// A requirement does not hold: another tab was first.
    #[error("another writer was first")]
    Conflict,
    /// The store would not.
    #[error(transparent)]
    Store(#[from] StoreProblem),
}

/// A store. Not `Send`: a browser's is bound to its worker.
#[allow(async_fn_in_trait)]
pub trait Store {
    /// The value of a key.
    async fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreProblem> {
        let entries = self.fetch(&[key.to_vec()]).await?;
        Ok(entries.into_iter().next().map(|(_, value)| value))
    }
    /// The entries of these keys at one moment, in the order asked for, without those that are absent.
    async fn fetch(&self, keys: &[Vec<u8>]) -> Result<Vec<Entry>, StoreProblem>;
    /// All entries whose key begins with `prefix` at one moment, ascending by key.
    async fn scan(&self, prefix: &[u8]) -> Result<Vec<Entry>, StoreProblem>;
    /// Does a batch. When it returns, the batch is durable.
    async fn commit(&self, batch: Batch) -> Result<(), CommitError>;
}
