//! The journal: what was typed and not yet confirmed when a page was hidden. It lies in localStorage, which alone is written
//! at once, before the browser may end the page.
//!
//! Each page has an entry of its own, under a lock that it holds while it lives. A later page takes over the entries whose
//! lock is free. Each batch has a name, and the engine applies it once.

use super::locks;
use crate::messages::{BatchId, StoreProblem, Unconfirmed};
use std::cell::RefCell;
use web_sys::Storage;

/// What all entries' keys begin with; the version of what they hold is part of it.
const ENTRIES: &str = "samvev-journal-1-";

/// A page's journal.
pub struct Journal {
    key: String,
    /// None where the browser gives no localStorage.
    storage: Option<Storage>,
    entry: RefCell<Entry>,
}

#[derive(Default)]
struct Entry {
    /// What this page wrote.
    own: Vec<Unconfirmed>,
    /// What it took over.
    taken: Vec<Unconfirmed>,
}

impl Journal {
    /// A journal for this page, empty.
    pub async fn open() -> Self {
        let mut name = [0; 16];
        // Without randomness no engine starts either; the name then only has to be a name.
        let _ = getrandom::fill(&mut name);
        let key = format!("{ENTRIES}{}", hex::encode(name));
        // Without locks each page keeps to its own.
        let _ = locks::try_take(&key).await;
        Self {
            key,
            storage: web_sys::window().and_then(|window| window.local_storage().ok().flatten()),
            entry: RefCell::default(),
        }
    }

    /// Writes down what is unconfirmed on this page now, in place of what it wrote before. Done when it returns, so that
    /// it may be called on `pagehide` and `visibilitychange`.
    ///
    /// # Errors
    /// [`StoreProblem::Missing`] where the browser gives no localStorage, [`StoreProblem::Full`] where it is full.
    pub fn write(&self, unconfirmed: &[Unconfirmed]) -> Result<(), StoreProblem> {
        self.entry.borrow_mut().own = unconfirmed.to_vec();
        self.save()
    }

    /// Takes over what pages that are gone left behind, to be sent as [`crate::messages::Command::Replay`]. It stays in this
    /// page's entry until it is forgotten. All that is still there of what was taken over before is given again: so it is
    /// sent again after the engine was restarted.
    pub async fn left_behind(&self) -> Vec<Unconfirmed> {
        for key in self.keys() {
            // A page that lives holds its own.
            if key == self.key || locks::try_take(&key).await != Ok(true) {
                continue;
            }
            let Some(left) = self.read(&key) else {
                continue;
            };
            self.entry.borrow_mut().taken.extend(left);
            // Its own entry first: one that is there twice is applied once, one that is nowhere is lost.
            if self.save().is_ok() {
                self.remove(&key);
            }
        }
        self.entry.borrow().taken.clone()
    }

    /// Forgets what is applied and durable: what [`crate::messages::Event::Replayed`] and
    /// [`crate::messages::Event::FieldConfirmed`] name.
    pub fn forget(&self, batches: &[BatchId]) {
        let mut entry = self.entry.borrow_mut();
        let before = entry.own.len() + entry.taken.len();
        entry.own.retain(|typed| !batches.contains(&typed.batch));
        entry.taken.retain(|typed| !batches.contains(&typed.batch));
        let changed = entry.own.len() + entry.taken.len() < before;
        drop(entry);
        if changed {
            // Kept too long is replayed once more, and applied once.
            let _ = self.save();
        }
    }

    fn save(&self) -> Result<(), StoreProblem> {
        let entry = self.entry.borrow();
        if entry.own.is_empty() && entry.taken.is_empty() {
            self.remove(&self.key);
            return Ok(());
        }
        let all: Vec<&Unconfirmed> = entry.taken.iter().chain(&entry.own).collect();
        let bytes = postcard::to_stdvec(&all).map_err(|_| StoreProblem::Failed)?;
        let storage = self.storage.as_ref().ok_or(StoreProblem::Missing)?;
        // It throws for want of room alone.
        storage
            .set_item(&self.key, &hex::encode(bytes))
            .map_err(|_| StoreProblem::Full)
    }

    fn keys(&self) -> Vec<String> {
        let Some(storage) = &self.storage else {
            return Vec::new();
        };
        (0..storage.length().unwrap_or_default())
            .filter_map(|index| storage.key(index).ok().flatten())
            .filter(|key| key.starts_with(ENTRIES))
            .collect()
    }

    /// What cannot be read is left as it is.
    fn read(&self, key: &str) -> Option<Vec<Unconfirmed>> {
        let written = self.storage.as_ref()?.get_item(key).ok()??;
        postcard::from_bytes(&hex::decode(written).ok()?).ok()
    }

    fn remove(&self, key: &str) {
        if let Some(storage) = &self.storage {
            // Removing does not fail, whether it was there or not.
            let _ = storage.remove_item(key);
        }
    }
}
