//! Who is a member: letting go, giving another role, withdrawing invitations, and handing out the keys that follow.

use super::{
    Engine,
    acts::directory_of,
    keys,
    space::Space,
    writer::{Make, Write},
};
use crate::messages::{About, Command, OpenInvitation, Problem, Seat};
use chacha20::rand_core::Rng;
use samvev_protocol::{
    authority::Member,
    bodies::{Grantee, Role},
    ids::{DeviceId, SpaceId},
    space::{left_out, lost_keys},
};
use std::collections::BTreeSet;

/// How long keys that are lacking are left to whoever is quicker, in milliseconds: so long at least, and up to three times
/// that, by chance, so that not all hand out the same.
const MEND: u64 = 2_000;

impl Engine {
    /// The devices of the members.
    pub(super) fn seats(&self, id: SpaceId) -> Vec<Seat> {
        let members = self.spaces.get(&id).map(|space| space.authority.members());
        let seat = |member: Member| Seat {
            device: member.device,
            role: member.role,
            by: member.issuer,
            recovery: member.recovery,
            used: member.recovery && self.has_written(id, &member.device),
            party: member.party,
        };
        members.into_iter().flatten().map(seat).collect()
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
        if leaves_nobody(space, &me, &own) {
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
        // The links first: whoever leaves may do nothing more afterwards.
        let keys = known.chain(devices.iter().copied());
        let make = keys.map(|device| Make::Remove { device }).collect();
        // Who leaves begins no epoch: it is to be one that they have no key of.
        let stays = !own.contains(&self.keys.device());
        self.make_members(id, make, stays);
    }

    pub(super) fn withdraw(&mut self, id: SpaceId, invitation: DeviceId) {
        let again = || Command::Withdraw {
            space: id,
            invitation,
        };
        if self.indexed(id, again).is_some() {
            let make = vec![Make::Remove { device: invitation }];
            self.make_members(id, make, true);
        }
    }

    pub(super) fn set_role(&mut self, id: SpaceId, devices: Vec<DeviceId>, role: Role) {
        let again = || Command::SetRole {
            space: id,
            devices: devices.clone(),
            role,
        };
        let me = self.keys.device();
        let Some(space) = self.indexed(id, again) else {
            return;
        };
        let is = |device: &DeviceId| space.authority.member(device).map(|member| member.role);
        let changed: Vec<DeviceId> = devices
            .iter()
            .copied()
            .filter(|device| is(device).is_some_and(|is| is != role))
            .collect();
        let less = changed.iter().any(|device| is(device) > Some(role));
        if less && leaves_nobody(space, &me, &changed.iter().copied().collect()) {
            self.problem(About::Space(id), Problem::NotAllowed);
            return;
        }
        let changed_self = changed.contains(&me);
        let mut make = Vec::new();
        for device in changed {
            // Rights only add up: what is less begins with nothing.
            if is(&device) > Some(role) {
                make.push(Make::Remove { device });
            }
            make.push(Make::Grant { device, role });
        }
        self.make_members(id, make, less && !changed_self);
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
        if !self.in_document(directory_of(id), command.clone()) {
            return None;
        }
        if self.role(id) < Some(Role::Administrator) {
            self.problem(About::Space(id), Problem::NotAllowed);
            return None;
        }
        let space = self.spaces.get_mut(&id)?;
        if !space.indexed {
            space.waiting_for_index.push(command());
            return None;
        }
        self.spaces.get(&id)
    }

    fn make_members(&mut self, id: SpaceId, make: Vec<Make>, begin_epoch: bool) {
        if make.is_empty() {
            return;
        }
        self.write(Write {
            make,
            act: true,
            ..Write::of(id)
        });
        if begin_epoch {
            // In line right behind it, and yet by itself: nothing that is wrong with keys keeps anybody from being removed.
            self.write(Write {
                make: vec![Make::Epoch],
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
            let may = self.leading && self.role(id) == Some(Role::Administrator);
            let Some(space) = self.spaces.get(&id).filter(|space| may && space.indexed) else {
                continue;
            };
            let newest = space.authority.newest_epochs();
            let make = if !newest.iter().all(|epoch| space.ring.contains_key(epoch)) {
                // Somebody else has to hand this device its own first.
                Vec::new()
            } else if space.authority.wants_epoch()
                || !lost_keys(&space.authority, &space.ring).is_empty()
            {
                vec![Make::Epoch]
            } else {
                let seat = |device: DeviceId| {
                    let role = space.authority.member(&device)?.role;
                    Some(Make::Grant { device, role })
                };
                left_out(&space.authority)
                    .into_iter()
                    .filter_map(seat)
                    .collect()
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
}

/// Whether nobody could let people in any longer if these were not here.
fn leaves_nobody(space: &Space, me: &DeviceId, without: &BTreeSet<DeviceId>) -> bool {
    let mut left = space.authority.members().into_iter();
    // A recovery key lies aside: it lets nobody in until somebody fetches it, as whoever sits here may have.
    left.all(|member| {
        let is_aside = member.recovery && member.device != *me;
        member.role != Role::Administrator || is_aside || without.contains(&member.device)
    })
}

fn open_invitations(space: &Space) -> Vec<OpenInvitation> {
    let authority = &space.authority;
    let open = |(key, _): (DeviceId, _)| {
        let (grant, made, joined) = authority.invitation(&key)?;
        let Grantee::Invitation { uses, days } = grant.grantee else {
            return None;
        };
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
            joined: joined.into_iter().collect(),
        })
    };
    authority
        .invitations()
        .into_iter()
        .filter_map(open)
        .collect()
}
