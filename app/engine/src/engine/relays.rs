//! Which relays carry a space: settled by administrators, in its directory.

use super::{
    Engine,
    acts::directory_of,
    keys,
    space::{RELAYS, may_be_called},
    stored,
};
use crate::messages::{About, Command, Problem};
use samvev_documents::{directory::DirectoryIntent, document::Intent};
use samvev_protocol::{
    bodies::Role,
    ids::{PartyId, SpaceId},
};

impl Engine {
    /// Lists a relay, or says whose it is.
    pub(super) fn list_relay(&mut self, space: SpaceId, relay: String, owner: Option<PartyId>) {
        let again = || Command::ListRelay {
            space,
            relay: relay.clone(),
            owner,
        };
        if !self.settles_relays(space, again) {
            return;
        }
        let listed = self.relays(space);
        let fits = listed.contains(&relay) || listed.len() < RELAYS;
        if !fits || !may_be_called(&&relay) {
            self.problem(About::Space(space), Problem::DoesNotFit);
            return;
        }
        let mut intents = vec![DirectoryIntent::AddRelay(relay.clone())];
        intents.extend(owner.map(|party| DirectoryIntent::SetOwner {
            relay,
            party: party.to_string(),
        }));
        self.act_on_directory(space, intents.into_iter().map(Intent::Directory).collect());
    }

    /// Takes a relay off the list, unless it is the last that is called.
    pub(super) fn unlist_relay(&mut self, space: SpaceId, relay: String) {
        let again = || Command::UnlistRelay {
            space,
            relay: relay.clone(),
        };
        if !self.settles_relays(space, again) {
            return;
        }
        if self.relays(space).iter().all(|one| *one == relay) {
            self.problem(About::Space(space), Problem::NotAllowed);
            return;
        }
        let intent = Intent::Directory(DirectoryIntent::RemoveRelay(relay));
        self.act_on_directory(space, vec![intent]);
    }

    /// Whether the directory is here and this device's person settles such things. If it is to come, the command waits for it.
    fn settles_relays(&mut self, space: SpaceId, again: impl FnOnce() -> Command) -> bool {
        if !self.in_document(directory_of(space), again) {
            return false;
        }
        let may = self.role(space) == Some(Role::Administrator);
        if !may {
            self.problem(About::Space(space), Problem::NotAllowed);
        }
        may
    }

    /// Where the directory lists no relay, these are called.
    pub(super) fn fall_back_on(&mut self, id: SpaceId, relays: Vec<String>) {
        if let Some(space) = self.spaces.get_mut(&id) {
            let puts = vec![(keys::came_by(id), Some(stored::write(&relays)))];
            space.came_by = relays;
            self.keep(id, puts);
        }
    }
}
