//! The key file: this device's keys and where its spaces are, for a browser that forgets. Who enters with it goes on as the
//! device they were; what the device had comes from the relays.

use super::{
    Engine,
    keys::{self, Key},
    space::Space,
    stored,
    writer::{Aside, Make, Then, Write},
};
use crate::messages::{About, Command, Event, Password, Problem};
use samvev_protocol::{
    ids::{PartyId, SpaceId},
    key_file::{KeyFile, KeyFileError},
    keys::DeviceKeys,
};
use std::rc::Rc;

impl From<KeyFileError> for Problem {
    fn from(error: KeyFileError) -> Self {
        match error {
            KeyFileError::Other => Self::KeyFileMissing,
            KeyFileError::Damaged => Self::KeyFileDamaged,
            KeyFileError::Newer => Self::KeyFileNewer,
            KeyFileError::Password => Self::WrongPassword,
            KeyFileError::Memory => Self::TooLittleMemory,
        }
    }
}

impl Engine {
    /// Makes a key file. A space that no relay carries is not in it: it is on this device alone.
    pub(super) fn make_key_file(&mut self, password: &Password) {
        let mut spaces = Vec::new();
        let mut left_out = 0;
        for (id, space) in &self.spaces {
            let relays = self.relays(*id);
            if space.authority.member(&self.keys.device()).is_none() {
                // Whoever was removed would only be told so again.
            } else if relays.is_empty() {
                left_out += 1;
            } else {
                spaces.push((*id, relays));
            }
        }
        let file = KeyFile {
            keys: DeviceKeys::from_seed(&self.keys.seed()),
            spaces,
        };
        match file.seal(password.as_str(), &mut self.random) {
            Ok(file) => self.tell(Event::KeyFile { file, left_out }),
            Err(error) => self.problem(About::KeyFile, error.into()),
        }
    }

    /// Makes a recovery key of a space, in a key file of its own, which is told of once the key is let in durably.
    pub(super) fn make_recovery_key(&mut self, id: SpaceId, password: &Password) {
        let again = || Command::MakeRecoveryKey {
            space: id,
            password: password.clone(),
        };
        if self.indexed(id, again).is_none() {
            return;
        }
        let relays = self.relays(id);
        if relays.is_empty() {
            // Nobody else could ever find what it opens.
            self.problem(About::KeyFile, Problem::NotShared);
            return;
        }
        let keys = Rc::new(DeviceKeys::generate(&mut self.random));
        let file = KeyFile {
            keys: DeviceKeys::from_seed(&keys.seed()),
            spaces: vec![(id, relays)],
        };
        let file = match file.seal(password.as_str(), &mut self.random) {
            Ok(file) => file,
            Err(error) => {
                self.problem(About::KeyFile, error.into());
                return;
            }
        };
        let party = self.own_party(id);
        let made = Event::KeyFile { file, left_out: 0 };
        self.write(Write {
            make: vec![Make::KeepAside {
                keys: Aside(keys),
                party,
            }],
            then: vec![Then::Tell(made)],
            act: true,
            ..Write::of(id)
        });
    }

    /// The party that this device's person works in, by the directory.
    fn own_party(&self, id: SpaceId) -> Option<PartyId> {
        let me = self.keys.device().to_string();
        self.directory(id)?.members.get(&me)?.party.parse().ok()
    }

    /// Enters with a key file, where this browser knows nothing yet.
    pub(super) fn enter_key_file(&mut self, file: &[u8], password: &Password) {
        if !self.spaces.is_empty() {
            self.problem(About::KeyFile, Problem::NotEmpty);
            return;
        }
        match KeyFile::open(file, password.as_str()) {
            Ok(file) => self.enter(file),
            Err(error) => self.problem(About::KeyFile, error.into()),
        }
    }

    fn enter(&mut self, file: KeyFile) {
        // Before the spaces: whoever finds them without the keys is nobody there.
        self.out.enter(file.keys.seed());
        self.keys = file.keys;
        self.invitations = super::invitations::Invitations::default();
        let spaces: Vec<SpaceId> = file.spaces.iter().map(|(id, _)| *id).collect();
        for (id, relays) in file.spaces {
            // What is listed of it is to come.
            let puts: Vec<(Key, Option<Vec<u8>>)> = vec![
                (keys::summary(id), Some(Vec::new())),
                (keys::came_by(id), Some(stored::write(&relays))),
            ];
            let mut space = Space::new(id);
            space.came_by = relays;
            self.spaces.insert(id, space);
            self.write(Write {
                puts,
                act: true,
                then: vec![Then::Look(id)],
                ..Write::of(id)
            });
        }
        self.tell_tabs_of_entering();
        self.tell(Event::Entered(spaces));
    }

    /// Another tab has entered with a key file: this one is of another device now, and its page begins anew.
    pub(super) fn entered_elsewhere(&mut self) {
        if self.spaces.is_empty() {
            self.tell(Event::EnteredElsewhere);
        }
    }
}
