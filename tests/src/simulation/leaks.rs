//! Whether somebody can read what is not theirs: relays anything, and who was removed what was written after it was known.

use super::{
    Check, device::ProfileId, judgement::Judgement, ledger::Deed, network::holds_mark, world::World,
};
use samvev_protocol::{
    authority::Authority,
    bodies::{AuthorityBody, Role},
    ids::{CircleId, DeviceId, RecordId},
    record::{Kind, Record},
    space::keyring,
};
use std::collections::{BTreeMap, BTreeSet};

impl World {
    pub(super) fn check_leaks(&mut self, judgement: &Judgement) {
        for at in 0..self.hosts.len() {
            let disk = self.hosts.get(at).map(|host| host.disk.as_slice());
            let open = |one: &samvev_worker::store::Keep| holds_mark(one.record.bytes());
            if disk.unwrap_or_default().iter().any(open) {
                self.fail(
                    Check::Leaked,
                    format!("words stand on the disk of relay {at}"),
                );
            }
        }
        for profile in 0..self.profiles.len() {
            let device = self.profiles.get(profile).map(|one| one.device);
            if let Some(device) = device.filter(|one| judgement.authority.is_removed(one)) {
                self.check_removed(judgement, profile, device);
            }
        }
    }

    fn check_removed(&mut self, judgement: &Judgement, profile: ProfileId, device: DeviceId) {
        let Some(keys) = self.keys(profile) else {
            return;
        };
        if came_again(&judgement.authority, &device) {
            return;
        }
        let ring = keyring(&judgement.authority, &keys);
        let let_in_again = let_in_again(judgement, &device);
        let without = without(judgement, &let_in_again);
        let before = without.map(|authority| keyring(&authority, &keys));
        let mut after: BTreeMap<Vec<RecordId>, Option<Authority>> = BTreeMap::new();
        let mut behind = BTreeSet::new();
        let mut open = Vec::new();
        for record in judgement.union.values() {
            let header = record.header();
            if !matches!(header.kind, Kind::Changes | Kind::Snapshot)
                || header.circle != CircleId::EVERYONE
                || header.author == device
                || self.ledger.rubbish.contains(&record.id())
            {
                continue;
            }
            let view = after.entry(header.authority.clone()).or_insert_with(|| {
                let everyone = CircleId::EVERYONE;
                knows_removal(judgement, &header.authority, &everyone, &device)
            });
            let Some(view) = view else { continue };
            behind.insert(record.id());
            // Whoever let it in again gave it all that was written until then, whether that counts in the end or not.
            let came_back = view
                .kept()
                .iter()
                .any(|(one, _)| let_in_again.contains(&one.id()));
            let ring = before.as_ref().filter(|_| !came_back).unwrap_or(&ring);
            if ring.contains_key(&header.epoch) && !self.is_excused(judgement, view, record) {
                open.push(record.id());
            }
        }
        for id in open {
            let what =
                format!("profile {profile}, removed, can open {id}, written when that was known");
            self.fail(Check::Leaked, what);
        }
        let Some(document) = self.document else {
            return;
        };
        let mut shown = Vec::new();
        for tab in self.tabs_of(profile) {
            let plan = self.tabs.get(&tab).and_then(|tab| tab.page.plan(document));
            shown.extend(plan.map(super::checks::words));
        }
        let entries = self.ledger.entries.iter().filter(|entry| {
            entry.by != profile && !entry.records.is_empty() && entry.records.is_subset(&behind)
        });
        let words = entries.filter_map(|entry| match &entry.deed {
            Deed::Word(word, _) if shown.iter().any(|text| text.contains(word.as_str())) => {
                Some(word.clone())
            }
            _ => None,
        });
        for word in words.collect::<Vec<_>>() {
            let what =
                format!("profile {profile}, removed, is shown {word}, written when that was known");
            self.fail(Check::Leaked, what);
        }
    }

    /// Whether a writer had to seal in an epoch that a removed device can open (PROTOCOL.md §5): two had begun at once, or the
    /// writer was left out of the newest; or the removal was made by hand, without an epoch.
    fn is_excused(&self, judgement: &Judgement, view: &Authority, record: &Record) -> bool {
        let newest = view.newest_epochs();
        if newest.len() > 1 {
            return true;
        }
        let by_hand = |(one, _): &(Record, _)| self.ledger.rubbish.contains(&one.id());
        if view.kept().iter().any(by_hand) {
            return true;
        }
        // Whoever is out themselves, having left or been removed by whom they removed, or is no administrator and took back a
        // device of their own, begins no epoch that is in force: somebody else's client does, some seconds later, if an
        // administrator is left.
        let by_one_who_begins_none = |(one, body): &(Record, AuthorityBody)| {
            let author = view.member(&one.header().author);
            let may_begin = author.is_some_and(|author| author.role == Role::Administrator);
            matches!(body, AuthorityBody::Removal(_)) && !may_begin
        };
        if view.wants_epoch() && view.kept().iter().any(by_one_who_begins_none) {
            return true;
        }
        // The epoch that the remover began was still on its way to the writer.
        let in_force = |one: &Record| judgement.authority.judge(one).is_ok();
        let removers: BTreeSet<DeviceId> = view
            .kept()
            .iter()
            .filter(|(_, body)| matches!(body, AuthorityBody::Removal(_)))
            .map(|(one, _)| one.header().author)
            .collect();
        let newer = |(one, body): &(Record, AuthorityBody)| {
            matches!(body, AuthorityBody::Epoch(_))
                && removers.contains(&one.header().author)
                && in_force(one)
                && !view.kept().iter().any(|(known, _)| known.id() == one.id())
        };
        if view.wants_epoch() && judgement.authority.kept().iter().any(newer) {
            return true;
        }
        if newest.contains(&record.header().epoch) {
            return false;
        }
        let author = self
            .profiles
            .iter()
            .position(|one| one.device == record.header().author);
        let keys = author.and_then(|author| self.keys(author));
        keys.is_some_and(|keys| {
            let ring = keyring(view, &keys);
            !newest.iter().all(|epoch| ring.contains_key(epoch))
        })
    }
}

/// What a writer knew who named these authority records, if it knew that a device was removed from a circle.
pub(super) fn knows_removal(
    judgement: &Judgement,
    heads: &[RecordId],
    circle: &CircleId,
    device: &DeviceId,
) -> Option<Authority> {
    let known = judgement.known_by(heads);
    let mut view = Authority::new(judgement.authority.space());
    let records = known.iter().filter_map(|id| judgement.union.get(id));
    // What can never stand stays out.
    let _ = view.insert_all(records);
    let is_removed = view.of(circle).is_some_and(|of| of.is_removed(device));
    is_removed.then_some(view)
}

/// The grants by which others let a device in who knew that it had been removed.
fn let_in_again(judgement: &Judgement, device: &DeviceId) -> BTreeSet<RecordId> {
    let removes = |id: &RecordId| match judgement.union.get(id).map(AuthorityBody::of) {
        Some(Ok(AuthorityBody::Removal(removal))) => removal.device == *device,
        _ => false,
    };
    let lets_in_again = |(one, body): &(Record, AuthorityBody)| {
        let header = one.header();
        matches!(body, AuthorityBody::Grant(grant) if grant.to == *device)
            && header.author != *device
            && judgement.known_by(&header.authority).iter().any(removes)
    };
    let kept = judgement.authority.kept();
    let again = kept.iter().filter(|one| lets_in_again(one));
    again.map(|(one, _)| one.id()).collect()
}

/// What is known without some records and what leans on them; `None` where there are none.
fn without(judgement: &Judgement, some: &BTreeSet<RecordId>) -> Option<Authority> {
    if some.is_empty() {
        return None;
    }
    let kept = judgement.authority.kept();
    let leans = |one: &Record| !judgement.known_by(&[one.id()]).is_disjoint(some);
    let mut without = Authority::new(judgement.authority.space());
    // Each of them was kept.
    let _ = without.insert_all(kept.iter().map(|(one, _)| one).filter(|one| !leans(one)));
    Some(without)
}

/// Whether a device that was removed came by another link: whoever has a link reads while it is open, all that came before as
/// well (THREATS.md), and may have been a member for a while.
pub(super) fn came_again(authority: &Authority, device: &DeviceId) -> bool {
    let kept = authority.kept();
    let links: BTreeSet<DeviceId> = kept
        .iter()
        .filter(|(_, body)| matches!(body, AuthorityBody::Grant(grant) if grant.to == *device))
        .map(|(one, _)| one.header().author)
        .filter(|author| authority.is_invitation(author))
        .collect();
    links.len() > 1
}
