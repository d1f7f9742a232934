//! One more device of a person's: the link for it, taking it back, and coming in by it to one space after another.

use super::{
    Engine,
    invitations::Joining,
    members::open_invitations,
    writer::{Aside, Make, Then, Write},
};
use crate::messages::{About, Command, Event, Problem};
use samvev_documents::{
    directory::{Directory, DirectoryIntent, Person},
    document::Intent,
};
use samvev_protocol::{
    authority::Authority,
    bodies::Role,
    ids::{CircleId, DeviceId, SpaceId},
    invitation::Invitation,
    keys::DeviceKeys,
    linking::{Linking, MOST_SPACES},
};
use std::{collections::VecDeque, rc::Rc};

/// Most devices that one goes back by, from one that was added to the one it was added from: they name each other, and could
/// do so in a circle.
const MOST_BACK: usize = 16;

/// What a link leads to beside the space that is looked at.
#[derive(Default)]
pub(super) struct Rest {
    /// What is still to be asked.
    next: VecDeque<(SpaceId, Vec<String>)>,
    came: Vec<SpaceId>,
    /// Those that did not let this device in, or did not answer.
    missing: Vec<(SpaceId, Vec<String>)>,
}

impl Rest {
    /// To how many spaces the link leads.
    pub(super) fn spaces(&self) -> u32 {
        let all = 1 + self.next.len() + self.came.len() + self.missing.len();
        u32::try_from(all).unwrap_or(u32::MAX)
    }
}

/// Whose device it is, as the directory names them: by itself, or by the one that it was added from.
pub(super) fn person_of<'a>(
    authority: &Authority,
    directory: &'a Directory,
    device: DeviceId,
) -> Option<&'a Person> {
    let back = |device: &DeviceId| authority.member(device)?.of;
    let mut devices = std::iter::successors(Some(device), back).take(MOST_BACK);
    devices.find_map(|device| directory.members.get(&device.to_string()))
}

impl Engine {
    /// The devices that came by a link of this device's, and of which its person has not said that they are theirs.
    pub(super) fn added(&self, id: SpaceId) -> Vec<DeviceId> {
        let Some(space) = self.spaces.get(&id) else {
            return Vec::new();
        };
        let me = self.keys.device();
        let members = space.authority.members().into_iter();
        let added = members.filter(|member| member.of == Some(me));
        let added = added.map(|member| member.device);
        added
            .filter(|device| !space.confirmed.contains(device))
            .collect()
    }

    /// Makes a link to all spaces that others can be asked for, those that were worked in last before the others.
    pub(super) fn add_device(&mut self) {
        if self.waits_for_spaces(|| Command::AddDevice) {
            return;
        }
        let mut spaces: Vec<(u64, SpaceId, Vec<String>)> = Vec::new();
        let mut left_out = 0;
        for (id, space) in &self.spaces {
            let relays = self.relays(*id);
            if self.role(*id).is_none() {
                // Whoever was removed lets nobody in.
            } else if relays.is_empty() {
                left_out += 1;
            } else {
                let changed = space.seen.values().map(|(_, changed)| *changed).max();
                spaces.push((changed.unwrap_or_default(), *id, relays));
            }
        }
        spaces.sort_by_key(|(changed, ..)| std::cmp::Reverse(*changed));
        left_out += spaces.len().saturating_sub(MOST_SPACES);
        spaces.truncate(MOST_SPACES);
        let keys = Rc::new(DeviceKeys::generate(&mut self.random));
        let linking = Linking {
            keys: DeviceKeys::from_seed(&keys.seed()),
            spaces: spaces.into_iter().map(|(_, id, to)| (id, to)).collect(),
        };
        let spaces: Vec<SpaceId> = linking.spaces.iter().map(|(id, _)| *id).collect();
        let Some(last) = spaces.last().copied() else {
            self.problem(About::Invitation, Problem::NotShared);
            return;
        };
        for id in &spaces {
            self.write(Write {
                make: vec![Make::Link {
                    keys: Aside(Rc::clone(&keys)),
                }],
                act: true,
                ..Write::of(*id)
            });
        }
        // In line behind them all.
        let made = Event::DeviceLink {
            fragment: linking.to_fragment(),
            key: keys.device(),
            spaces,
            left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
        };
        self.write(Write {
            then: vec![Then::Tell(made)],
            ..Write::of(last)
        });
    }

    /// Takes back a link of this device's, or a device that came by one. The link first: its key is known to the device.
    pub(super) fn take_back(&mut self, id: SpaceId, key: DeviceId) {
        let me = self.keys.device();
        let again = || Command::TakeBack { space: id, key };
        let Some(space) = self.known_whole(id, again) else {
            return;
        };
        let member = space.authority.member(&key);
        let is_mine = member.is_some_and(|member| member.of == Some(me));
        let links = open_invitations(space).into_iter();
        let links = links.filter(|link| link.own && link.by == me);
        let links = links.filter(|link| link.key == key || link.joined.contains(&key));
        let keys = links.map(|link| link.key).chain(is_mine.then_some(key));
        let circle = CircleId::EVERYONE;
        let make = keys.map(|device| Make::Remove { circle, device }).collect();
        // Where this device may not, an administrator's begins the epoch.
        let begins = self.role(id) == Some(Role::Administrator);
        self.make_members(id, make, begins.then_some(circle));
    }

    /// Looks at the first of a link's spaces that this device is not in.
    pub(super) fn inspect_linking(&mut self, linking: Linking, link: &str) {
        let unread = |(id, _): &&(SpaceId, Vec<String>)| {
            self.spaces.get(id).is_some_and(|space| !space.ready)
        };
        if let Some((id, _)) = linking.spaces.iter().find(unread) {
            let again = || Command::Inspect {
                link: link.to_owned(),
            };
            self.in_space(*id, again);
            return;
        }
        let all = u32::try_from(linking.spaces.len()).unwrap_or(u32::MAX);
        let (own, mut next): (Vec<_>, VecDeque<_>) = {
            let spaces = linking.spaces.into_iter();
            let (own, others): (Vec<_>, Vec<_>) = spaces.partition(|(id, _)| self.is_in(*id));
            (own, others.into())
        };
        match (next.pop_front(), own.first()) {
            (Some((space, relays)), _) => {
                let invitation = Invitation {
                    space,
                    keys: linking.keys,
                    relays,
                };
                let rest = Rest {
                    next,
                    ..Rest::default()
                };
                self.look_at(invitation, Some(rest), None);
            }
            (None, Some((id, _))) => self.show_own(*id, link, Some(all)),
            (None, None) => self.problem(About::Invitation, Problem::LinkDamaged),
        }
    }

    pub(super) fn join_as_device(&mut self) {
        let inspected = self.invitations.inspected.as_mut();
        let linking = inspected.filter(|inspected| inspected.linking.is_some());
        let Some(inspected) = linking else {
            self.problem(About::Invitation, Problem::LinkMissing);
            return;
        };
        inspected.joining = Some(as_device());
        if let Some(rest) = inspected.linking.as_mut() {
            // What did not answer before may now.
            rest.next.extend(std::mem::take(&mut rest.missing));
        }
        self.ask_to_join();
    }

    /// The acts that say of this device what the directory says of the one that made the link.
    pub(super) fn one_more(&self, authority: &Authority, directory: &Directory) -> Vec<Intent> {
        let inspected = self.invitations.inspected.as_ref();
        let link = inspected.map(|inspected| inspected.invitation.keys.device());
        let made = link.and_then(|key| authority.invitation(&key));
        let by = made.and_then(|(_, made, _)| authority.author(&made));
        let person = by.and_then(|device| person_of(authority, directory, device));
        let says = |person: &Person| {
            Intent::Directory(DirectoryIntent::SetMember {
                device: self.keys.device().to_string(),
                person: person.clone(),
            })
        };
        person.map(says).into_iter().collect()
    }

    /// A space of a link's let this device in: the next is asked.
    pub(super) fn came(&mut self, mut rest: Rest, id: SpaceId, seed: &[u8; 32]) {
        rest.came.push(id);
        self.ask_next(rest, DeviceKeys::from_seed(seed));
    }

    fn ask_next(&mut self, mut rest: Rest, keys: DeviceKeys) {
        if let Some((space, relays)) = rest.next.pop_front() {
            let invitation = Invitation {
                space,
                keys,
                relays,
            };
            self.look_at(invitation, Some(rest), Some(as_device()));
            return;
        }
        let last = rest.came.last().copied();
        let added = Event::Added {
            device: self.keys.device(),
            spaces: rest.came,
            missing: u32::try_from(rest.missing.len()).unwrap_or(u32::MAX),
        };
        if let Some(last) = last {
            self.tell_when_durable(last, added);
        }
    }

    /// One of a link's spaces did not answer, or did not let this device in. Whether there is another to go on with, or all has
    /// been tried and one did.
    pub(super) fn another_space(&mut self) -> bool {
        let goes_on = |rest: &Rest| !rest.next.is_empty() || !rest.came.is_empty();
        let Some(mut inspected) = self
            .invitations
            .inspected
            .take_if(|one| one.linking.as_ref().is_some_and(goes_on))
        else {
            return false;
        };
        let mut rest = inspected.linking.take().unwrap_or_default();
        let Invitation {
            space,
            keys,
            relays,
        } = inspected.invitation;
        rest.missing.push((space, relays));
        if let Some(connection) = inspected.link.take() {
            self.hang_up(connection, super::links::End::Lost);
        }
        if inspected.joining.is_some() {
            self.ask_next(rest, keys);
        } else if let Some((space, relays)) = rest.next.pop_front() {
            let invitation = Invitation {
                space,
                keys,
                relays,
            };
            self.look_at(invitation, Some(rest), None);
        }
        true
    }
}

/// Somebody who comes in as one more device of whoever made the link.
fn as_device() -> Joining {
    Joining {
        who: None,
        sent: None,
        intents: Vec::new(),
    }
}
