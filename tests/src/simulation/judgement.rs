//! What must be in the plan and what must not, worked out from all records that members and relays keep, by PROTOCOL.md §8.

use super::{device::ProfileId, world::World};
use samvev_protocol::{
    authority::Authority,
    bodies::{AuthorityBody, Grantee, Role},
    ids::{CircleId, DeviceId, DocumentId, RecordId, SpaceId},
    prune::{InEffect, Prunes},
    record::Record,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Judgement {
    /// All records that a member or a relay keeps.
    pub union: BTreeMap<RecordId, Record>,
    pub authority: Authority,
    /// The profiles whose own pages say that they are members.
    pub members: Vec<ProfileId>,
    /// Administrators whom nobody ever removed, nor any of those by whom they became it: what they settled holds.
    pub sure: BTreeSet<DeviceId>,
    /// All removals: by whom, of whom, and what counts.
    pub removals: Vec<(DeviceId, DeviceId, BTreeSet<RecordId>)>,
    /// The records with changes that count, whatever one makes of what is in doubt.
    pub must: BTreeSet<RecordId>,
    /// Those that may count: what is not among them counts by no reading.
    pub may: BTreeSet<RecordId>,
    /// What snapshots are in effect for, by all that is kept somewhere.
    pub effect: InEffect,
}

impl Judgement {
    pub(super) fn of(world: &World, space: SpaceId) -> Self {
        let is_member = |profile: &ProfileId| {
            let tabs = world.tabs_of(*profile);
            let mut tabs = tabs.iter().filter_map(|tab| world.tabs.get(tab));
            tabs.any(|tab| tab.page.role(space).is_some())
        };
        let members: Vec<ProfileId> = (0..world.profiles.len()).filter(is_member).collect();
        let kept = members.iter().flat_map(|member| world.records(*member));
        let relayed = world.hosts.iter().flat_map(|host| &host.disk);
        let relayed = relayed.map(|keep| keep.record.as_ref().clone());
        let union: BTreeMap<RecordId, Record> = kept
            .chain(relayed)
            .map(|record| (record.id(), record))
            .collect();
        let mut authority = Authority::new(space);
        let of_authority = union
            .values()
            .filter(|one| one.header().kind.is_authority());
        // What can never stand stays out.
        let _ = authority.insert_all(of_authority);
        let mut judgement = Self {
            removals: removals(&authority),
            sure: BTreeSet::new(),
            must: BTreeSet::new(),
            may: BTreeSet::new(),
            effect: in_effect(&authority, &union),
            union,
            authority,
            members,
        };
        judgement.sure = judgement.sure(world);
        judgement.weigh();
        judgement
    }

    fn sure(&self, world: &World) -> BTreeSet<DeviceId> {
        let doubted = |device: &DeviceId| {
            let removed = self.removals.iter().any(|(_, of, _)| of == device);
            let mut moles = world.ledger.moles.iter();
            let mut moles = moles.by_ref().filter_map(|mole| world.profiles.get(*mole));
            removed || moles.any(|mole| mole.device == *device)
        };
        let founder = world.profiles.first().map(|founder| founder.device);
        let mut sure: BTreeSet<DeviceId> =
            founder.filter(|one| !doubted(one)).into_iter().collect();
        loop {
            let before = sure.len();
            for (record, body) in self.authority.kept() {
                if let AuthorityBody::Grant(grant) = body
                    && grant.role == Role::Administrator
                    && grant.grantee == Grantee::Device
                    && sure.contains(&record.header().author)
                    && !doubted(&grant.to)
                {
                    sure.insert(grant.to);
                }
            }
            if sure.len() == before {
                return sure;
            }
        }
    }

    fn weigh(&mut self) {
        let changes = self
            .union
            .values()
            .filter(|one| one.header().kind.is_written());
        let here = changes.filter(|record| self.authority.judge(record).is_ok());
        let here: BTreeSet<RecordId> = here.map(Record::id).collect();
        self.must = self.with_parents(here);
        let stands = self.effect.prunes().values().filter(|pruned| {
            pruned.by.is_some() || pruned.snapshots.iter().any(|one| self.must.contains(one))
        });
        let stood_for: Vec<RecordId> = stands.flat_map(|one| one.body.covered.clone()).collect();
        self.must.extend(stood_for);
        self.may.clone_from(&self.must);
        for (by, of, mut counted) in self.removals.clone() {
            let author = |id: &RecordId| self.union.get(id).map(|one| one.header().author);
            counted.retain(|id| author(id) == Some(of));
            let counted = self.with_parents(counted);
            if self.sure.contains(&by) {
                self.must.extend(counted.iter().copied());
            }
            self.may.extend(counted);
        }
        let covered = self
            .effect
            .prunes()
            .values()
            .flat_map(|one| &one.body.covered);
        self.may.extend(covered);
    }

    /// Records with all that they build on.
    fn with_parents(&self, records: BTreeSet<RecordId>) -> BTreeSet<RecordId> {
        let mut open: Vec<RecordId> = records.into_iter().collect();
        let mut all = BTreeSet::new();
        while let Some(id) = open.pop() {
            if all.insert(id)
                && let Some(record) = self.union.get(&id)
            {
                open.extend(&record.header().parents);
            }
        }
        all
    }

    /// The authority records that one knows which names these.
    pub(super) fn known_by(&self, heads: &[RecordId]) -> BTreeSet<RecordId> {
        let mut open = heads.to_vec();
        let mut known = BTreeSet::new();
        while let Some(id) = open.pop() {
            if known.insert(id)
                && let Some(record) = self.union.get(&id)
            {
                open.extend(&record.header().authority);
            }
        }
        known
    }
}

/// What snapshots are in effect for, by these records.
pub(super) fn in_effect(authority: &Authority, records: &BTreeMap<RecordId, Record>) -> InEffect {
    let mut prunes = Prunes::default();
    for record in records.values().filter(|one| authority.keeps(one).is_ok()) {
        prunes.insert(record);
    }
    let held = |document: &DocumentId, id: &RecordId| {
        let record = records.get(id);
        record.is_some_and(|record| record.header().document == *document)
    };
    prunes.in_effect(authority, held)
}

/// Whether snapshots stand in for a record.
pub(super) fn is_covered(effect: &InEffect, id: &RecordId) -> bool {
    let mut prunes = effect.prunes().values();
    prunes.any(|pruned| pruned.body.covered.binary_search(id).is_ok())
}

fn removals(authority: &Authority) -> Vec<(DeviceId, DeviceId, BTreeSet<RecordId>)> {
    // Who lost a seat in a circle is in the space still.
    let everyones =
        |(record, _): &(Record, AuthorityBody)| record.header().circle == CircleId::EVERYONE;
    let kept = authority.kept().into_iter().filter(everyones);
    let removal = |(record, body): (Record, AuthorityBody)| match body {
        AuthorityBody::Removal(removal) => {
            let counted = removal.counted.into_iter().collect();
            Some((record.header().author, removal.device, counted))
        }
        _ => None,
    };
    kept.filter_map(removal).collect()
}
