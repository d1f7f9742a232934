//! Who is a member: letting go, giving another role, withdrawing invitations, and handing out the keys that follow.

use super::{
    Engine,
    acts::directory_of,
    keys,
    renewal::is_due,
    space::Space,
    writer::{Make, Write},
};
use crate::messages::{About, Command, OpenInvitation, Problem, Seat};
use chacha20::rand_core::Rng;
use samvev_protocol::{
    authority::{Authority, Member},
    bodies::{Grantee, Role},
    ids::{CircleId, DeviceId, SpaceId},
    space::{left_out, lost_keys},
};
use std::collections::BTreeSet;

/// How long keys that are lacking are left to whoever is quicker, in milliseconds: so long at least, and up to three times
/// that, by chance, so that not all hand out the same.
const MEND: u64 = 2_000;

impl Engine {
    /// The devices of the members.
    pub(super) fn seats(&self, id: SpaceId) -> Vec<Seat> {
        let authority = self.spaces.get(&id).map(|space| &space.authority);
        authority
            .map(|all| self.seats_of(id, all))
            .unwrap_or_default()
    }

    /// The devices that are in a circle.
    pub(super) fn seats_of(&self, id: SpaceId, circle: &Authority) -> Vec<Seat> {
        let seen = |device: &DeviceId| self.spaces.get(&id)?.last_seen.get(device).copied();
        let seat = |member: Member| Seat {
            seen: seen(&member.device),
            since: self.member_since(id, &member.device),
            due: is_due(self.member_since(id, &member.device), self.now),
            device: member.device,
            role: member.role,
            by: member.issuer,
            recovery: member.recovery,
            used: member.recovery && self.has_written(id, &member.device),
            party: member.party,
            of: member.of,
        };
        circle.members().into_iter().map(seat).collect()
    }

    /// Whether a device has made any record that is kept here.
    fn has_written(&self, id: SpaceId, device: &DeviceId) -> bool {
        let space = self.spaces.get(&id);
        space.is_some_and(|space| space.index.values().any(|one| one.author == *device))
    }

    /// The devices that joined by an invitation that this device made, and that nobody here has said are the right ones.
    pub(super) fn unconfirmed(&self, id: SpaceId) -> Vec<DeviceId> {
        let Some(space) = self.spaces.get(&id) else {
            return Vec::new();
        };
        let me = self.keys.device();
        if self.role(id) != Some(Role::Administrator) {
            return Vec::new();
        }
        space
            .authority
            .joined_by(&me)
            .into_iter()
            .filter(|device| !space.confirmed.contains(device))
            .collect()
    }

    /// The invitations that nobody has withdrawn.
    pub(super) fn open_invitations(&self, id: SpaceId) -> Vec<OpenInvitation> {
        self.spaces
            .get(&id)
            .map(open_invitations)
            .unwrap_or_default()
    }

    pub(super) fn remove_members(&mut self, id: SpaceId, devices: Vec<DeviceId>) {
        let again = || Command::Remove {
            space: id,
            devices: devices.clone(),
        };
        let me = self.keys.device();
        let Some(space) = self.indexed(id, again) else {
            return;
        };
        let own: BTreeSet<DeviceId> = devices.iter().copied().collect();
        if leaves_nobody(&space.authority, &me, &own) {
            self.problem(About::Space(id), Problem::NotAllowed);
            return;
        }
        let known = open_invitations(space)
            .into_iter()
            .filter(|invitation| {
                let came_by = invitation.joined.iter().any(|device| own.contains(device));
                came_by || own.contains(&invitation.by)
            })
            .map(|invitation| invitation.key);
        let everyone = CircleId::EVERYONE;
        // The links first: whoever leaves may do nothing more afterwards.
        let keys = known.chain(devices.iter().copied());
        let make = keys.map(|device| Make::Remove {
            circle: everyone,
            device,
        });
        let make = make.collect();
        // Their seats in the circles that are this device's to keep go in the same step.
        let seated = |circle: &Authority| {
            let seats = devices.iter().filter(|device| circle.is_here(device));
            (circle.circle(), seats.copied().collect())
        };
        let seats: Vec<(CircleId, Vec<DeviceId>)> = space.authority.circles().map(seated).collect();
        // Who leaves begins no epoch: it is to be one that they have no key of.
        let stays = !own.contains(&self.keys.device());
        self.make_members(id, make, stays.then_some(everyone));
        for (circle, seats) in seats.into_iter().filter(|_| stays) {
            if self.administers(id, &circle) {
                self.take_seats(id, circle, &seats);
            }
        }
    }

    pub(super) fn withdraw(&mut self, id: SpaceId, invitation: DeviceId) {
        let again = || Command::Withdraw {
            space: id,
            invitation,
        };
        if self.indexed(id, again).is_some() {
            let circle = CircleId::EVERYONE;
            let device = invitation;
            let make = vec![Make::Remove { circle, device }];
            self.make_members(id, make, Some(circle));
        }
    }

    pub(super) fn set_role(&mut self, id: SpaceId, devices: Vec<DeviceId>, role: Role) {
        let again = || Command::SetRole {
            space: id,
            devices: devices.clone(),
            role,
        };
        if self.indexed(id, again).is_some() {
            self.give_role(id, CircleId::EVERYONE, &devices, role);
        }
    }

    /// Gives devices that are in a circle another role there.
    pub(super) fn give_role(
        &mut self,
        id: SpaceId,
        circle: CircleId,
        devices: &[DeviceId],
        role: Role,
    ) {
        let me = self.keys.device();
        let space = self.spaces.get(&id);
        let Some(authority) = space.and_then(|space| space.authority.of(&circle)) else {
            return;
        };
        let is = |device: &DeviceId| authority.member(device).map(|member| member.role);
        let changed: Vec<DeviceId> = devices
            .iter()
            .copied()
            .filter(|device| is(device).is_some_and(|is| is != role))
            .collect();
        let less = changed.iter().any(|device| is(device) > Some(role));
        if less && leaves_nobody(authority, &me, &changed.iter().copied().collect()) {
            self.problem(About::Space(id), Problem::NotAllowed);
            return;
        }
        let changed_self = changed.contains(&me);
        // Whoever is to have less knows the links that they made: those would let them in with what they had.
        let links = space.map(open_invitations).unwrap_or_default().into_iter();
        let is_everyones = circle == CircleId::EVERYONE;
        let links = links.filter(|link| is_everyones && less && changed.contains(&link.by));
        let mut make: Vec<Make> = links
            .map(|link| Make::Remove {
                circle,
                device: link.key,
            })
            .collect();
        for device in changed {
            // Rights only add up: what is less begins with nothing.
            if is(&device) > Some(role) {
                make.push(Make::Remove { circle, device });
            }
            make.push(Make::Grant {
                circle,
                device,
                role,
            });
        }
        self.make_members(id, make, (less && !changed_self).then_some(circle));
    }

    /// The person says that these devices are of those whom they invited.
    pub(super) fn confirm_joined(&mut self, id: SpaceId, devices: Vec<DeviceId>) {
        let again = || Command::Confirm {
            space: id,
            devices: devices.clone(),
        };
        if !self.in_space(id, again) {
            return;
        }
        if let Some(space) = self.spaces.get_mut(&id) {
            space.confirmed.extend(&devices);
        }
        let puts = devices
            .iter()
            .map(|device| (keys::confirmed(id, *device), Some(Vec::new())));
        self.write(Write {
            puts: puts.collect(),
            act: true,
            ..Write::of(id)
        });
        self.changed.insert(id);
    }

    /// A space whose records are all known. If that is to come, the command waits for it; where this device may not settle
    /// who is a member, the page is told.
    pub(super) fn indexed(
        &mut self,
        id: SpaceId,
        command: impl FnOnce() -> Command + Clone,
    ) -> Option<&Space> {
        if !self.is_indexed(id, command) {
            return None;
        }
        if !self.administers(id, &CircleId::EVERYONE) {
            self.problem(About::Space(id), Problem::NotAllowed);
            return None;
        }
        self.spaces.get(&id)
    }

    /// A space whose records are all known, whatever this device may do there. If that is to come, the command waits for it.
    pub(super) fn known_whole(
        &mut self,
        id: SpaceId,
        command: impl FnOnce() -> Command + Clone,
    ) -> Option<&Space> {
        let known = self.is_indexed(id, command);
        self.spaces.get(&id).filter(|_| known)
    }

    /// Whether all records of a space are known. If that is to come, the command waits for it.
    pub(super) fn is_indexed(
        &mut self,
        id: SpaceId,
        command: impl FnOnce() -> Command + Clone,
    ) -> bool {
        if !self.in_document(directory_of(id), command.clone()) {
            return false;
        }
        match self.spaces.get_mut(&id) {
            Some(space) if space.indexed => true,
            Some(space) => {
                space.waiting_for_index.push(command());
                false
            }
            None => false,
        }
    }

    /// Whether this device settles who is in a circle.
    pub(super) fn administers(&self, id: SpaceId, circle: &CircleId) -> bool {
        let me = self.keys.device();
        self.spaces.get(&id).is_some_and(|space| {
            let here = space.authority.is_here(&me);
            let of = space.authority.of(circle);
            let member = of.and_then(|of| of.member(&me)).filter(|_| here);
            member.is_some_and(|member| member.role == Role::Administrator)
        })
    }

    /// Makes what settles who is in a circle, and begins the epoch that follows there.
    pub(super) fn make_members(&mut self, id: SpaceId, make: Vec<Make>, begin: Option<CircleId>) {
        if make.is_empty() {
            return;
        }
        self.write(Write {
            make,
            act: true,
            ..Write::of(id)
        });
        if let Some(circle) = begin {
            // In line right behind it, and yet by itself: nothing that is wrong with keys keeps anybody from being removed.
            self.write(Write {
                make: vec![Make::Epoch { circle }],
                ..Write::of(id)
            });
        }
    }

    pub(super) fn members_wake_at(&self) -> Option<u64> {
        self.spaces.values().filter_map(|space| space.mend_at).min()
    }

    /// More is known of who is a member: it is seen to in a while that all have the newest key, unless somebody else does.
    pub(super) fn mend_keys_later(&mut self, id: SpaceId) {
        let by_chance = self.random.next_u64() % (2 * MEND);
        let now = self.now;
        if let Some(space) = self.spaces.get_mut(&id) {
            space.mend_at.get_or_insert(now + MEND + by_chance);
        }
    }

    /// Sees to it that all who are members come by the newest key: an administrator's client begins the epoch that is lacking,
    /// and grants the key to whom it was not handed. Whoever is quickest does it for all.
    pub(super) fn mend_keys(&mut self) {
        let now = self.now;
        let due = |(id, space): (&SpaceId, &mut Space)| {
            space.mend_at.take_if(|at| *at <= now).map(|_| *id)
        };
        let due: Vec<SpaceId> = self.spaces.iter_mut().filter_map(due).collect();
        for id in due {
            let space = self.spaces.get(&id);
            let Some(space) = space.filter(|space| self.leading && space.indexed) else {
                continue;
            };
            let circles = space.authority.circles().map(Authority::circle);
            let all: Vec<CircleId> = [CircleId::EVERYONE].into_iter().chain(circles).collect();
            all.iter().for_each(|circle| self.mend_circle(id, circle));
        }
    }

    /// Sees to it that those who are in a circle, and no others, come by its newest key.
    fn mend_circle(&mut self, id: SpaceId, circle: &CircleId) {
        if !self.administers(id, circle) {
            return;
        }
        let Some(space) = self.spaces.get(&id) else {
            return;
        };
        let (Some(authority), Some(ring)) = (space.authority.of(circle), space.rings.get(circle))
        else {
            return;
        };
        let circle = *circle;
        let newest = authority.newest_epochs();
        let gone = gone_from(&space.authority, authority);
        let make = if !gone.is_empty() {
            let goes = gone.into_iter();
            let mut make: Vec<Make> = goes.map(|device| Make::Remove { circle, device }).collect();
            make.push(Make::Epoch { circle });
            make
        } else if !newest.iter().all(|epoch| ring.contains_key(epoch)) {
            // Somebody else has to hand this device its own first.
            Vec::new()
        } else if authority.wants_epoch() || !lost_keys(authority, ring).is_empty() {
            vec![Make::Epoch { circle }]
        } else {
            let seat = |device: DeviceId| {
                let role = authority.member(&device)?.role;
                Some(Make::Grant {
                    circle,
                    device,
                    role,
                })
            };
            left_out(authority).into_iter().filter_map(seat).collect()
        };
        for make in make {
            // Each by itself: one that cannot be made keeps none of the others.
            self.write(Write {
                make: vec![make],
                spare: true,
                ..Write::of(id)
            });
        }
    }
}

/// Most seats of those who are gone that are taken at a time: a circle may have been filled with them to keep others busy.
const GONE_AT_ONCE: usize = 16;

/// Those who have a seat in a circle and were members of its space, but are none any longer.
fn gone_from(space: &Authority, circle: &Authority) -> Vec<DeviceId> {
    let seats = circle.members().into_iter().map(|member| member.device);
    let gone = seats.filter(|device| space.is_removed(device));
    gone.take(GONE_AT_ONCE).collect()
}

/// Whether nobody could let people in any longer if these were not here.
pub(super) fn leaves_nobody(
    authority: &Authority,
    me: &DeviceId,
    without: &BTreeSet<DeviceId>,
) -> bool {
    let mut left = authority.members().into_iter();
    // A recovery key lies aside: it lets nobody in until somebody fetches it, as whoever sits here may have.
    left.all(|member| {
        let is_aside = member.recovery && member.device != *me;
        member.role != Role::Administrator || is_aside || without.contains(&member.device)
    })
}

pub(super) fn open_invitations(space: &Space) -> Vec<OpenInvitation> {
    let authority = &space.authority;
    // What is called a link and is somebody's device as well is theirs.
    let links = |(key, _): &(DeviceId, _)| authority.member(key).is_none();
    let open = |(key, _): (DeviceId, _)| {
        let (grant, made, joined) = authority.invitation(&key)?;
        let (uses, days) = grant.grantee.terms()?;
        let joined: BTreeSet<DeviceId> = joined
            .iter()
            .filter_map(|id| authority.granted_to(id))
            .collect();
        Some(OpenInvitation {
            key,
            role: grant.role,
            uses,
            days,
            by: authority.author(&made)?,
            own: grant.grantee == Grantee::Linking,
            joined: joined.into_iter().collect(),
        })
    };
    authority
        .invitations()
        .into_iter()
        .filter(links)
        .filter_map(open)
        .collect()
}
