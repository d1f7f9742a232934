//! What a record leans on: the authority records it names, those that these name, and so on.

use super::{Known, fold::is_founding};
use crate::ids::{CircleId, RecordId};
use std::collections::{BTreeMap, BTreeSet};

/// The past of every record of a set, as bits by place.
#[derive(Debug, Clone, Default)]
pub(super) struct Past {
    places: BTreeMap<RecordId, usize>,
    before: Vec<Vec<u64>>,
}

impl Past {
    /// The pasts of these records, which hold none but these: what somebody names that is not here takes no room.
    pub(super) fn of(known: &Known, records: &BTreeSet<RecordId>) -> Self {
        let named = |id: &RecordId| match known.get(id) {
            Some((record, _)) if records.contains(id) => record.header().authority.as_slice(),
            _ => &[],
        };
        let places: BTreeMap<RecordId, usize> = records
            .iter()
            .enumerate()
            .map(|(place, id)| (*id, place))
            .collect();
        let mut past = Self {
            before: vec![Vec::new(); places.len()],
            places,
        };
        let mut done = BTreeSet::new();
        for id in records {
            // Deepest first, without recursion: a chain may be as long as the space is old.
            let mut path = vec![*id];
            while let Some(last) = path.last().copied() {
                let open: Vec<RecordId> = if done.insert(last) {
                    let named = named(&last).iter();
                    let open = named.filter(|id| records.contains(*id) && !done.contains(*id));
                    open.copied().collect()
                } else {
                    Vec::new()
                };
                if open.is_empty() {
                    past.gather(&last, named(&last));
                    path.pop();
                } else {
                    path.extend(open);
                }
            }
        }
        past
    }

    /// Whether `later` leans on `earlier`.
    pub(super) fn leans(&self, later: &RecordId, earlier: &RecordId) -> bool {
        let (Some(later), Some(place)) = (self.places.get(later), self.places.get(earlier)) else {
            return false;
        };
        let word = self
            .before
            .get(*later)
            .and_then(|bits| bits.get(place / 64));
        word.is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    /// How many records a record leans on: more than any of those do.
    pub(super) fn depth(&self, id: &RecordId) -> u32 {
        let bits = self
            .places
            .get(id)
            .and_then(|place| self.before.get(*place));
        bits.into_iter()
            .flatten()
            .map(|word| word.count_ones())
            .sum()
    }

    /// The past of one record, from those of the records it names.
    fn gather(&mut self, id: &RecordId, named: &[RecordId]) {
        let mut bits = vec![0; self.places.len().div_ceil(64)];
        for earlier in named {
            let Some(place) = self.places.get(earlier) else {
                continue;
            };
            if let Some(word) = bits.get_mut(place / 64) {
                *word |= 1 << (place % 64);
            }
            let theirs = self.before.get(*place).into_iter().flatten();
            bits.iter_mut()
                .zip(theirs)
                .for_each(|(to, from)| *to |= from);
        }
        if let Some(before) = self
            .places
            .get(id)
            .and_then(|place| self.before.get_mut(*place))
        {
            *before = bits;
        }
    }
}

/// Those of the records that are known with all that they lean on. `None`: all of them are.
pub(super) fn whole<'a>(
    circle: CircleId,
    known: &Known,
    records: impl Iterator<Item = &'a RecordId>,
) -> Option<BTreeSet<RecordId>> {
    // What founds a circle leans on nothing there.
    let named = |id: &RecordId| {
        let (record, body) = known.get(id)?;
        (!is_founding(circle, body)).then(|| &record.header().authority)
    };
    let all: BTreeSet<&RecordId> = records.collect();
    let lacks = |id: &&RecordId| {
        let mut named = named(id).into_iter().flatten();
        named.any(|earlier| !all.contains(earlier))
    };
    let mut open: Vec<RecordId> = all.iter().copied().filter(lacks).copied().collect();
    if open.is_empty() {
        return None;
    }
    // Whatever leans on what lacks something lacks it too.
    let mut later: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for id in &all {
        for earlier in named(id).into_iter().flatten() {
            later.entry(*earlier).or_default().push(**id);
        }
    }
    let mut whole: BTreeSet<RecordId> = all.into_iter().copied().collect();
    while let Some(id) = open.pop() {
        if whole.remove(&id) {
            open.extend(later.get(&id).into_iter().flatten());
        }
    }
    Some(whole)
}
