//! A store in memory: for tests and simulations, and where a browser has no store to give.

use crate::{
    messages::StoreProblem,
    store::{Batch, CommitError, Entry, Store},
};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    ops::Bound,
    rc::Rc,
};

/// When a store dies, seen from the commit that it dies at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crash {
    /// Nothing of that commit is kept.
    Before,
    /// All of that commit is kept, and nobody is told.
    After,
}

/// A store in memory. A clone is the same handle; [`MemoryStore::reopen`] gives another one.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    entries: Rc<RefCell<BTreeMap<Vec<u8>, Vec<u8>>>>,
    handle: Rc<Handle>,
}

#[derive(Debug, Default)]
struct Handle {
    refusing: Cell<Option<StoreProblem>>,
    crash: Cell<Option<(u32, Crash)>>,
    crashed: Cell<bool>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Another handle to the same entries, without this one's faults: another tab, or this one after a crash.
    #[must_use]
    pub fn reopen(&self) -> Self {
        Self {
            entries: Rc::clone(&self.entries),
            handle: Rc::default(),
        }
    }

    /// From now on commits through this handle are refused for this reason, until told `None`.
    /// [`StoreProblem::Full`] refuses commits alone, the others reading as well.
    pub fn refuse(&self, problem: Option<StoreProblem>) {
        self.handle.refusing.set(problem);
    }

    /// This handle dies at a commit to come: after so many others.
    pub fn crash_after(&self, commits: u32, crash: Crash) {
        self.handle.crash.set(Some((commits, crash)));
    }

    /// Whether this handle is dead. All that it is asked then fails.
    #[must_use]
    pub fn crashed(&self) -> bool {
        self.handle.crashed.get()
    }

    /// [`Store::fetch`], at once.
    ///
    /// # Errors
    /// The fault that was asked for.
    pub fn fetch_now(&self, keys: &[Vec<u8>]) -> Result<Vec<Entry>, StoreProblem> {
        self.may_read()?;
        let entries = self.entries.borrow();
        let found = keys.iter().filter_map(|key| entries.get_key_value(key));
        Ok(found
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect())
    }

    /// [`Store::scan`], at once.
    ///
    /// # Errors
    /// The fault that was asked for.
    pub fn scan_now(&self, prefix: &[u8]) -> Result<Vec<Entry>, StoreProblem> {
        self.may_read()?;
        let entries = self.entries.borrow();
        let from = (Bound::Included(prefix), Bound::Unbounded);
        Ok(entries
            .range::<[u8], _>(from)
            .take_while(|(key, _)| key.starts_with(prefix))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect())
    }

    /// [`Store::commit`], at once.
    ///
    /// # Errors
    /// As [`Store::commit`]; the fault that was asked for; [`StoreProblem::Failed`] by a crash, whether kept or not.
    pub fn commit_now(&self, batch: Batch) -> Result<(), CommitError> {
        self.may_write()?;
        let crash = self.crash_now();
        if crash == Some(Crash::Before) {
            return Err(StoreProblem::Failed.into());
        }
        let mut entries = self.entries.borrow_mut();
        for (key, required) in &batch.requires {
            if entries.get(key) != required.as_ref() {
                return Err(CommitError::Conflict);
            }
        }
        for (key, value) in batch.writes {
            match value {
                Some(value) => entries.insert(key, value),
                None => entries.remove(&key),
            };
        }
        match crash {
            Some(_) => Err(StoreProblem::Failed.into()),
            None => Ok(()),
        }
    }

    fn may_read(&self) -> Result<(), StoreProblem> {
        match (self.crashed(), self.handle.refusing.get()) {
            (true, _) => Err(StoreProblem::Failed),
            (false, None | Some(StoreProblem::Full)) => Ok(()),
            (false, Some(problem)) => Err(problem),
        }
    }

    fn may_write(&self) -> Result<(), StoreProblem> {
        self.may_read()?;
        self.handle.refusing.get().map_or(Ok(()), Err)
    }

    fn crash_now(&self) -> Option<Crash> {
        match self.handle.crash.get() {
            Some((0, crash)) => {
                self.handle.crash.set(None);
                self.handle.crashed.set(true);
                Some(crash)
            }
            Some((left, crash)) => {
                self.handle.crash.set(Some((left.saturating_sub(1), crash)));
                None
            }
            None => None,
        }
    }
}

impl Store for MemoryStore {
    async fn fetch(&self, keys: &[Vec<u8>]) -> Result<Vec<Entry>, StoreProblem> {
        self.fetch_now(keys)
    }

    async fn scan(&self, prefix: &[u8]) -> Result<Vec<Entry>, StoreProblem> {
        self.scan_now(prefix)
    }

    async fn commit(&self, batch: Batch) -> Result<(), CommitError> {
        self.commit_now(batch)
    }
}
