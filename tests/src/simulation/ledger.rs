//! What people wrote and took away, and what their pages were told of it. Kept beside the product, by what can be seen from
//! outside: the words typed, the batches that went into a store, and the events that pages heard.

use super::device::{ProfileId, TabId};
use samvev_documents::{id::ItemId, plan::PlanField};
use samvev_protocol::ids::{DeviceId, RecordId};
use std::collections::{BTreeMap, BTreeSet};

/// What every word, name and title in a world begins with: it must not be found in any frame or on any relay's disk.
pub(super) const MARK: &str = "zqxjkv";

/// A word, row or removal of a row, by the order in which people made them.
pub(super) type EntryId = usize;

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// Typed this word in a text.
    Word(String, PlanField),
    /// Added a row.
    Row(ItemId),
    /// Put a row in the bin.
    RowGone(ItemId),
}

/// One deed and what is known of it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub deed: Deed,
    pub by: ProfileId,
    pub tab: TabId,
    /// The page was told that it is durable.
    pub durable: bool,
    /// The records of its author that went into the store while it was under way: it is in one of them.
    pub records: BTreeSet<RecordId>,
    /// Somebody took it away, or may have.
    pub taken_away: bool,
    /// How often somebody took it out: two who did so at once, and take that back, each put it in again.
    pub times_taken: usize,
    /// Its author's profile was set back: who else had it at that moment.
    pub kept_by: Option<BTreeSet<ProfileId>>,
}

/// A removal or another role that somebody asked for, or a withdrawal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order {
    pub key: DeviceId,
    /// It gives a role; else it takes all away.
    pub role: bool,
}

/// All deeds of a world.
#[derive(Default)]
pub(super) struct Ledger {
    pub entries: Vec<Entry>,
    pub orders: Vec<Order>,
    /// The links that were made: what stands after the `#`.
    pub links: Vec<String>,
    /// The records that were made to do harm.
    pub rubbish: BTreeSet<RecordId>,
    /// The device that says false things of snapshots: no two do.
    pub liar: Option<DeviceId>,
    /// The profiles whose keys made some of it.
    pub moles: BTreeSet<ProfileId>,
    /// How many words have been made.
    words: u64,
}

impl Ledger {
    /// A word that there has not been.
    pub(super) fn word(&mut self) -> String {
        self.words += 1;
        format!("{MARK}{}.", self.words)
    }

    pub(super) fn note(&mut self, tab: TabId, by: ProfileId, deed: Deed) -> EntryId {
        self.entries.push(Entry {
            deed,
            by,
            tab,
            durable: false,
            records: BTreeSet::new(),
            taken_away: false,
            times_taken: 0,
            kept_by: None,
        });
        self.entries.len() - 1
    }

    /// A batch of a tab is in its store, with these records of its own.
    pub(super) fn committed(&mut self, tab: TabId, records: &[RecordId]) {
        let under_way = |entry: &&mut Entry| entry.tab == tab && !entry.durable;
        for entry in self.entries.iter_mut().filter(under_way) {
            entry.records.extend(records);
        }
    }

    /// A page was told that a word is durable. Answers the word if no record that could hold it is in the store.
    pub(super) fn durable(&mut self, id: EntryId) -> Option<String> {
        let entry = self.entries.get_mut(id)?;
        entry.durable = true;
        match &entry.deed {
            Deed::Word(word, _) if entry.records.is_empty() => Some(word.clone()),
            _ => None,
        }
    }

    /// A word in a journal goes on in another tab.
    pub(super) fn moved_to(&mut self, id: EntryId, tab: TabId) {
        if let Some(entry) = self.entries.get_mut(id) {
            entry.tab = tab;
        }
    }

    /// A tab's page was told that all it did is saved: its rows, as far as it shows them by now.
    pub(super) fn saved(&mut self, tab: TabId, shows: impl Fn(&ItemId) -> bool) {
        for entry in self.entries.iter_mut().filter(|entry| entry.tab == tab) {
            entry.durable |= match &entry.deed {
                Deed::Word(..) => false,
                Deed::Row(row) => shows(row),
                Deed::RowGone(row) => !shows(row),
            };
        }
    }

    /// Somebody took back what they did last, whatever that was.
    pub(super) fn took_back(&mut self, tab: TabId) {
        for entry in self.entries.iter_mut().filter(|entry| entry.tab == tab) {
            entry.taken_away = true;
        }
    }

    pub(super) fn word_taken(&mut self, word: &str) {
        for entry in &mut self.entries {
            if matches!(&entry.deed, Deed::Word(one, _) if one == word) {
                entry.taken_away = true;
                entry.times_taken += 1;
            }
        }
    }

    /// The rows that somebody has taken away, or may have.
    pub(super) fn rows_gone(&self) -> BTreeSet<ItemId> {
        let gone = |entry: &Entry| match entry.deed {
            Deed::RowGone(row) => Some(row),
            Deed::Row(row) if entry.taken_away => Some(row),
            _ => None,
        };
        self.entries.iter().filter_map(gone).collect()
    }

    /// A profile was set back. `had`: the records that the other profiles keep.
    pub(super) fn set_back(
        &mut self,
        profile: ProfileId,
        had: &BTreeMap<ProfileId, BTreeSet<RecordId>>,
    ) {
        for entry in &mut self.entries {
            if entry.by == profile {
                let holds = |(_, records): &(&ProfileId, &BTreeSet<RecordId>)| {
                    entry.records.is_subset(records)
                };
                let holders: BTreeSet<ProfileId> =
                    had.iter().filter(holds).map(|(id, _)| *id).collect();
                entry.kept_by = Some(match entry.kept_by.take() {
                    None => holders,
                    Some(before) => before.intersection(&holders).copied().collect(),
                });
            } else if let Some(kept_by) = &mut entry.kept_by {
                kept_by.remove(&profile);
            }
        }
    }
}
