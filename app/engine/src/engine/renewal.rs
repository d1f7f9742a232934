//! Since when each member has been one without anybody saying anew that they are to be. It reminds administrators of those who may
//! have left long ago. It settles nothing: who may do what is in the records, which know no clock.

use super::{Engine, acts::directory_of, keys, stored};
use crate::messages::{About, Command, Problem};
use samvev_documents::{directory::DirectoryIntent, document::Intent};
use samvev_protocol::{
    bodies::Role,
    ids::{DeviceId, SpaceId},
};
use std::collections::BTreeMap;

const DAY: u64 = 86_400_000;
/// After so long, in milliseconds, an administrator is asked.
const YEAR: u64 = 365 * DAY;

/// Since when somebody has been a member without more having been said. `first`: when this device first knew them in their role.
/// `renewed`: what the directory says, by another's clock; one that is ahead would bar the question for as long, and is not believed.
pub(super) fn since(first: Option<u64>, renewed: Option<u64>, now: u64) -> Option<u64> {
    first.max(renewed.filter(|at| *at <= now.saturating_add(DAY)))
}

/// Whether it is time to ask.
pub(super) fn is_due(since: Option<u64>, now: u64) -> bool {
    since.is_some_and(|since| now.saturating_sub(since) >= YEAR)
}

impl Engine {
    /// Notes who is a member that was not, or in another role. (That a key is handed out anew is no such thing.)
    pub(super) fn note_members(&mut self, id: SpaceId) {
        let now = self.now;
        let Some(space) = self
            .spaces
            .get_mut(&id)
            .filter(|space| space.authority.is_founded())
        else {
            return;
        };
        let members = space.authority.members().into_iter();
        let is: BTreeMap<DeviceId, Role> = members.map(|one| (one.device, one.role)).collect();
        let mut puts = Vec::new();
        space.known_since.retain(|device, _| {
            let stays = is.contains_key(device);
            if !stays {
                puts.push((keys::known_since(id, *device), None));
            }
            stays
        });
        for (device, role) in is {
            let known = space.known_since.get(&device);
            if known.is_none_or(|(was, _)| *was != role) {
                space.known_since.insert(device, (role, now));
                let value = stored::write(&(role, now));
                puts.push((keys::known_since(id, device), Some(value)));
            }
        }
        if !puts.is_empty() {
            self.keep(id, puts);
        }
    }

    /// Since when a device has been a member without more having been said.
    pub(super) fn member_since(&self, id: SpaceId, device: &DeviceId) -> Option<u64> {
        let first = self
            .spaces
            .get(&id)?
            .known_since
            .get(device)
            .map(|(_, at)| *at);
        let directory = self.directory(id);
        let renewed = directory.and_then(|directory| directory.renewed.get(&device.to_string()));
        since(first, renewed.copied(), self.now)
    }

    /// Says that these are still to be members.
    pub(super) fn renew(&mut self, space: SpaceId, devices: Vec<DeviceId>) {
        let again = || Command::Renew {
            space,
            devices: devices.clone(),
        };
        if !self.in_document(directory_of(space), again) {
            return;
        }
        if self.role(space) < Some(Role::Administrator) {
            self.problem(About::Space(space), Problem::NotAllowed);
            return;
        }
        let at = self.now;
        let renew = |device: DeviceId| {
            let device = device.to_string();
            Intent::Directory(DirectoryIntent::Renew { device, at })
        };
        self.act_on_directory(space, devices.into_iter().map(renew).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_asked_after_a_year_since_what_was_said_last() {
        let now = 10 * YEAR;
        for (first, renewed, due) in [
            (None, None, false),
            (Some(now), None, false),
            (Some(9 * YEAR + 1), None, false),
            (Some(9 * YEAR), None, true),
            (Some(0), Some(9 * YEAR + 1), false),
            (Some(0), Some(8 * YEAR), true),
            (Some(9 * YEAR + 1), Some(1), false),
            // A clock that is a little ahead, and one that goes wrong.
            (Some(0), Some(now + DAY), false),
            (Some(0), Some(now + DAY + 1), true),
            (Some(0), Some(u64::MAX), true),
        ] {
            assert_eq!(
                is_due(since(first, renewed, now), now),
                due,
                "{first:?} {renewed:?}"
            );
        }
    }
}
