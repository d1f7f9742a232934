//! What is in force when somebody has been removed: which removals hold, which records still count, and the rights that
//! are left. See PROTOCOL.md §8.

use super::{Known, fold::Fold, past::Past};
use crate::{
    bodies::{AuthorityBody, Grantee, Role},
    ids::{DeviceId, RecordId},
    record::Record,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is in force. Worked out anew whenever a record comes.
#[derive(Clone)]
pub(super) struct Force {
    /// The records that count, with the rights that have not been taken away.
    pub(super) now: Fold,
    /// The same records, with all the rights that they gave.
    pub(super) held: Fold,
    /// The removals that hold, by whom they remove.
    removals: BTreeMap<DeviceId, Vec<RecordId>>,
    /// The records that know all removals that hold.
    after_removals: BTreeSet<RecordId>,
}

impl Force {
    /// What is in force among what was ever allowed. `None` where nobody has been removed: then all of it is.
    pub(super) fn of(known: &Known, ever: &Fold) -> Option<Self> {
        let standing: BTreeSet<RecordId> = ever.standing().copied().collect();
        let is_removal =
            |id: &&RecordId| matches!(known.get(*id), Some((_, AuthorityBody::Removal(_))));
        let mut removing: Vec<RecordId> = standing.iter().filter(is_removal).copied().collect();
        if removing.is_empty() {
            return None;
        }
        let past = Past::of(known, &standing);
        removing.sort_unstable_by_key(|id| past.depth(id));
        let mut working = Working {
            known,
            past: &past,
            removals: BTreeMap::new(),
            counted: BTreeSet::new(),
            titles: BTreeMap::new(),
        };
        removing
            .into_iter()
            .for_each(|id| working.consider(id, &standing));
        let mut order: Vec<RecordId> = standing.into_iter().collect();
        order.sort_unstable_by_key(|id| (past.depth(id), *id));
        while working.count(&order) {}
        Some(working.finish())
    }

    /// Whom the removals that hold remove, ascending.
    pub(super) fn removed(&self) -> impl Iterator<Item = &DeviceId> {
        self.removals.keys()
    }

    /// Whether a record in force knows all removals that hold.
    pub(super) fn is_after_removals(&self, id: &RecordId) -> bool {
        self.after_removals.contains(id)
    }

    /// The removals that hold of a device, ascending by how much they knew.
    pub(super) fn removals(&self, device: &DeviceId) -> &[RecordId] {
        self.removals.get(device).map_or(&[], Vec::as_slice)
    }
}

struct Working<'a> {
    known: &'a Known,
    past: &'a Past,
    removals: BTreeMap<DeviceId, Vec<RecordId>>,
    counted: BTreeSet<RecordId>,
    /// What gave each key its rights, among what counts: grants, and the founding to the founder.
    titles: BTreeMap<DeviceId, Vec<RecordId>>,
}

impl<'a> Working<'a> {
    fn get(&self, id: &RecordId) -> Option<&'a (Record, AuthorityBody)> {
        self.known.get(id)
    }

    /// A removal holds unless its author knew of a removal of itself that holds, and of no grant after it. So those who
    /// remove each other without knowing it are both removed, and what holds depends on what came before it alone.
    fn consider(&mut self, id: RecordId, ever: &BTreeSet<RecordId>) {
        let Some((record, AuthorityBody::Removal(body))) = self.get(&id) else {
            return;
        };
        let author = record.header().author;
        let own = self.removals.get(&author).into_iter().flatten();
        let answered = |removal: &RecordId| {
            ever.iter().any(|grant| {
                self.past.leans(&id, grant)
                    && self.past.leans(grant, removal)
                    && matches!(self.get(grant), Some((_, AuthorityBody::Grant(body)))
                        if body.to == author && body.grantee == Grantee::Device && body.role == Role::Administrator)
            })
        };
        let knew = own
            .into_iter()
            .any(|removal| self.past.leans(&id, removal) && !answered(removal));
        if !knew || body.device == author {
            self.removals.entry(body.device).or_default().push(id);
        }
    }

    /// Goes once through what does not count yet. Whether something came to count.
    fn count(&mut self, order: &[RecordId]) -> bool {
        let before = self.counted.len();
        for id in order {
            if let Some((record, body)) = self.get(id).filter(|_| !self.counted.contains(id))
                && self.counts(record, body)
            {
                self.counted.insert(*id);
                let to = match body {
                    AuthorityBody::Founding(_) => record.header().author,
                    AuthorityBody::Grant(grant) => grant.to,
                    _ => continue,
                };
                self.titles.entry(to).or_default().push(*id);
            }
        }
        self.counted.len() > before
    }

    fn counts(&self, record: &Record, body: &AuthorityBody) -> bool {
        let author = record.header().author;
        match body {
            AuthorityBody::Founding(_) => return true,
            AuthorityBody::Removal(removal) => {
                let held = self.removals.get(&removal.device);
                return held.is_some_and(|held| held.contains(&record.id()));
            }
            _ => {}
        }
        let mut by = Fold::default();
        let titles = self.titles.get(&author).into_iter().flatten();
        for title in titles.filter(|title| self.gave(title, &author, &record.id())) {
            if let Some((record, body)) = self.get(title) {
                by.apply(record, body);
            }
        }
        by.allows(record, body).is_ok()
    }

    /// Whether a title gave its holder the right to make a record: it has not been taken away, or whoever took it away
    /// knew the record, or somebody who is still here has built on it.
    fn gave(&self, title: &RecordId, holder: &DeviceId, made: &RecordId) -> bool {
        let removals = self.removals.get(holder).map_or(&[][..], Vec::as_slice);
        let mut taken = removals
            .iter()
            .filter(|removal| !self.past.leans(title, removal))
            .peekable();
        taken.peek().is_none()
            || taken.any(|removal| self.past.leans(removal, made))
            || self.is_built_on(made)
    }

    fn is_built_on(&self, made: &RecordId) -> bool {
        self.counted.iter().any(|later| {
            self.past.leans(later, made)
                && self
                    .get(later)
                    .is_some_and(|(record, _)| self.is_here(&record.header().author))
        })
    }

    /// Whether a key has a title that no removal has taken away.
    fn is_here(&self, key: &DeviceId) -> bool {
        let titles = self.titles.get(key).into_iter().flatten();
        titles.into_iter().any(|title| self.lasts(title, key))
    }

    fn lasts(&self, title: &RecordId, holder: &DeviceId) -> bool {
        let removals = self.removals.get(holder);
        let mut removals = removals.into_iter().flatten();
        removals.all(|removal| self.past.leans(title, removal))
    }

    fn finish(self) -> Force {
        let (mut now, mut held) = (Fold::default(), Fold::default());
        for id in &self.counted {
            let Some((record, body)) = self.get(id) else {
                continue;
            };
            held.apply(record, body);
            let holder = match body {
                AuthorityBody::Founding(_) => Some(record.header().author),
                AuthorityBody::Grant(grant) => Some(grant.to),
                _ => None,
            };
            match holder {
                Some(holder) if !self.lasts(id, &holder) => now.note(record, body),
                _ => {
                    now.apply(record, body);
                }
            }
        }
        let knows_all = |id: &&RecordId| {
            let mut removals = self.removals.values().flatten();
            removals.all(|removal| self.past.leans(id, removal))
        };
        let after_removals = self.counted.iter().filter(knows_all).copied().collect();
        Force {
            now,
            held,
            after_removals,
            removals: self.removals,
        }
    }
}
