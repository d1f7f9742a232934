//! What is in force when somebody has been removed: which removals hold, which records still count, and the rights that
//! are left. See PROTOCOL.md §8.

use super::{
    Known,
    fold::{Fold, is_founding},
    past::Past,
};
use crate::{
    bodies::{AuthorityBody, Grantee, Role},
    ids::{CircleId, DeviceId, RecordId},
    record::Record,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is in force among the records of one moment.
#[derive(Clone)]
pub(super) struct Force {
    /// The records that count, with the rights that have not been taken away.
    pub(super) now: Fold,
    /// The same records, with all the rights that they gave.
    pub(super) held: Fold,
    /// The removals that hold, by whom they remove.
    removals: BTreeMap<DeviceId, Vec<RecordId>>,
    /// Those removals that were made by somebody who is no administrator, of what they added of their own.
    by_owner: BTreeSet<RecordId>,
    /// The records that know all removals that hold, but for those of which something is lacking here.
    after_removals: BTreeSet<RecordId>,
}

impl Force {
    /// What is in force among what was ever allowed. `None` where nobody has been removed: then all of it is.
    /// `whole`: what is known with all that it leans on, where that is not all.
    pub(super) fn of(
        known: &Known,
        ever: &Fold,
        whole: Option<&BTreeSet<RecordId>>,
    ) -> Option<Self> {
        let standing: BTreeSet<RecordId> = ever.standing().copied().collect();
        let is_removal =
            |id: &&RecordId| matches!(known.get(*id), Some((_, AuthorityBody::Removal(_))));
        let mut removing: Vec<RecordId> = standing.iter().filter(is_removal).copied().collect();
        if removing.is_empty() {
            return None;
        }
        let past = Past::of(known, &standing);
        removing.sort_unstable_by_key(|id| (past.depth(id), *id));
        let mut working = Working {
            circle: ever.circle(),
            known,
            past: &past,
            removals: BTreeMap::new(),
            by_owner: BTreeSet::new(),
            counted: BTreeSet::new(),
            titles: BTreeMap::new(),
        };
        removing
            .into_iter()
            .for_each(|id| working.consider(id, &standing));
        let mut order: Vec<RecordId> = standing.into_iter().collect();
        order.sort_unstable_by_key(|id| (past.depth(id), *id));
        while working.count(&order) {}
        Some(working.finish(whole))
    }

    /// Whether a record in force knows all removals that hold, as far as it can.
    pub(super) fn is_after_removals(&self, id: &RecordId) -> bool {
        self.after_removals.contains(id)
    }

    /// Whether a removal that holds is somebody's who is no administrator.
    pub(super) fn is_by_owner(&self, removal: &RecordId) -> bool {
        self.by_owner.contains(removal)
    }

    /// The removals that hold of a device, ascending by how much they knew.
    pub(super) fn removals(&self, device: &DeviceId) -> &[RecordId] {
        self.removals.get(device).map_or(&[], Vec::as_slice)
    }
}

struct Working<'a> {
    circle: CircleId,
    known: &'a Known,
    past: &'a Past,
    removals: BTreeMap<DeviceId, Vec<RecordId>>,
    /// Those by somebody who, as far as they knew, was no administrator: they take away what their author gave, and no more.
    by_owner: BTreeSet<RecordId>,
    counted: BTreeSet<RecordId>,
    /// What gave each key its rights, among what counts: grants, and the founding to the founder.
    titles: BTreeMap<DeviceId, Vec<RecordId>>,
}

impl<'a> Working<'a> {
    fn get(&self, id: &RecordId) -> Option<&'a (Record, AuthorityBody)> {
        self.known.get(id)
    }

    /// A removal holds if its author knew what let it in as administrator, unless it knew of a removal of itself that holds as
    /// well, and of no such grant by another after it. So those who remove each other without knowing it are both removed, and
    /// what holds depends on what came before it alone. Of what the author knew that they had given, any role will do. Whoever
    /// leaves may always, once.
    fn consider(&mut self, id: RecordId, ever: &BTreeSet<RecordId>) {
        let Some((record, AuthorityBody::Removal(body))) = self.get(&id) else {
            return;
        };
        let author = record.header().author;
        let own = self.removals.get(&author).map_or(&[][..], Vec::as_slice);
        let holds = if body.device == author {
            !own.iter().any(|removal| self.made_by(removal, &author))
        } else {
            let known: Vec<&RecordId> = ever
                .iter()
                .filter(|title| self.past.leans(&id, title))
                .collect();
            let let_in: Vec<&RecordId> = known
                .iter()
                .copied()
                .filter(|title| self.is_title_of(title, &author))
                .collect();
            let may = |is_it: &dyn Fn(&RecordId) -> bool| {
                let answered = |removal: &RecordId| {
                    let mut titles = let_in.iter().filter(|title| is_it(title));
                    titles.any(|title| {
                        self.past.leans(title, removal) && !self.made_by(title, &author)
                    })
                };
                let mut knew = own.iter().filter(|removal| self.past.leans(&id, removal));
                let_in.iter().any(|title| is_it(title)) && knew.all(answered)
            };
            let as_administrator = may(&|title| self.is_administrators(title));
            let gave = |title: &&&RecordId| self.is_gift(title, &body.device, &author);
            let as_owner =
                !as_administrator && known.iter().any(|title| gave(&title)) && may(&|_| true);
            if as_owner {
                self.by_owner.insert(id);
            }
            as_administrator || as_owner
        };
        if holds {
            self.removals.entry(body.device).or_default().push(id);
        }
    }

    fn made_by(&self, id: &RecordId, key: &DeviceId) -> bool {
        self.get(id)
            .is_some_and(|(record, _)| record.header().author == *key)
    }

    /// Whether a record is what lets a key in as a device.
    fn is_title_of(&self, id: &RecordId, key: &DeviceId) -> bool {
        match self.get(id) {
            Some((record, body)) if is_founding(self.circle, body) => {
                record.header().author == *key
            }
            Some((_, AuthorityBody::Grant(grant))) => grant.to == *key && grant.grantee.is_device(),
            _ => false,
        }
    }

    fn is_administrators(&self, title: &RecordId) -> bool {
        match self.get(title) {
            Some((_, AuthorityBody::Grant(grant))) => grant.role == Role::Administrator,
            Some((_, AuthorityBody::Founding(_))) => true,
            _ => false,
        }
    }

    /// Whether a title is what somebody gave for a device of their own: the link for it, or what came by that.
    fn is_gift(&self, title: &RecordId, to: &DeviceId, owner: &DeviceId) -> bool {
        match self.get(title) {
            Some((record, AuthorityBody::Grant(grant))) if grant.to == *to => match grant.grantee {
                Grantee::Linked { of } => of == *owner,
                Grantee::Linking => record.header().author == *owner,
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a removal that holds takes a title away, if the title does not know of it.
    fn takes(&self, removal: &RecordId, title: &RecordId, holder: &DeviceId) -> bool {
        !self.by_owner.contains(removal)
            || self
                .get(removal)
                .is_some_and(|(record, _)| self.is_gift(title, holder, &record.header().author))
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
                    _ if is_founding(self.circle, body) => record.header().author,
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
            _ if is_founding(self.circle, body) => return true,
            AuthorityBody::Removal(removal) => {
                let held = self.removals.get(&removal.device);
                return held.is_some_and(|held| held.contains(&record.id()));
            }
            _ => {}
        }
        let mut by = Fold::new(self.circle);
        let titles = self.titles.get(&author).into_iter().flatten();
        for title in titles.filter(|title| self.gave(title, &author, &record.id())) {
            self.apply(&mut by, title);
        }
        if by.permits(&author, body) {
            return true;
        }
        let mut ever = Fold::new(self.circle);
        let titles = self.titles.get(&author).into_iter().flatten();
        titles.for_each(|title| self.apply(&mut ever, title));
        ever.permits(&author, body) && self.is_vouched_for(&record.id(), body)
    }

    fn apply(&self, fold: &mut Fold, id: &RecordId) {
        if let Some((record, body)) = self.get(id) {
            fold.apply(record, body);
        }
    }

    /// Whether a title gave its holder the right to make a record: every removal that took it away knew the record.
    fn gave(&self, title: &RecordId, holder: &DeviceId, made: &RecordId) -> bool {
        let removals = self.removals.get(holder).map_or(&[][..], Vec::as_slice);
        let mut taken = removals.iter().filter(|removal| {
            self.takes(removal, title, holder) && !self.past.leans(title, removal)
        });
        taken.all(|removal| self.past.leans(removal, made))
    }

    /// Whether somebody who is here and could make the record as well has built on it. (Of oneself, that is to have the right.)
    fn is_vouched_for(&self, made: &RecordId, body: &AuthorityBody) -> bool {
        let builders: BTreeSet<DeviceId> = self
            .counted
            .iter()
            .filter(|later| self.past.leans(later, made))
            .filter_map(|later| self.get(later))
            .map(|(record, _)| record.header().author)
            .collect();
        builders.into_iter().any(|builder| {
            let mut now = Fold::new(self.circle);
            let titles = self.titles.get(&builder).into_iter().flatten();
            titles
                .filter(|title| self.lasts(title, &builder))
                .for_each(|title| self.apply(&mut now, title));
            now.permits(&builder, body)
        })
    }

    /// Whether no removal has taken a title away: it knows of all there are of its holder.
    fn lasts(&self, title: &RecordId, holder: &DeviceId) -> bool {
        let removals = self.removals.get(holder);
        let mut removals = removals.into_iter().flatten();
        removals
            .all(|removal| self.past.leans(title, removal) || !self.takes(removal, title, holder))
    }

    fn finish(self, whole: Option<&BTreeSet<RecordId>>) -> Force {
        let (mut now, mut held) = (Fold::new(self.circle), Fold::new(self.circle));
        for id in &self.counted {
            let Some((record, body)) = self.get(id) else {
                continue;
            };
            held.apply(record, body);
            let holder = match body {
                _ if is_founding(self.circle, body) => Some(record.header().author),
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
        let is_whole = |id: &&RecordId| whole.is_none_or(|whole| whole.contains(*id));
        let knows_all = |id: &&RecordId| {
            let mut removals = self.removals.values().flatten().filter(is_whole);
            removals.all(|removal| self.past.leans(id, removal))
        };
        let after_removals = self.counted.iter().filter(knows_all).copied().collect();
        Force {
            now,
            held,
            after_removals,
            by_owner: self.by_owner,
            removals: self.removals,
        }
    }
}
