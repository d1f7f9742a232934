//! The key file: this device's keys and where its spaces are, for a browser that forgets. Who enters with it goes on as the
//! device they were; what the device had comes from the relays.

use super::{
    Engine,
    archive::puts_of,
    keys::{self, Key},
    space::Space,
    stored,
    writer::{Aside, Make, Then, Write},
};
use crate::messages::{About, Command, Event, Password, PrintedRows, Problem};
use samvev_protocol::{
    ids::{PartyId, SpaceId},
    key_file::{Archive, KeyFile, KeyFileError},
    keys::DeviceKeys,
    printed_key::{PrintedKey, PrintedKeyError},
    record::Record,
};
use std::rc::Rc;
use zeroize::Zeroizing;

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
        if self.waits_for_spaces(|| Command::MakeKeyFile(password.clone())) {
            return;
        }
        let mut spaces = Vec::new();
        let mut left_out = 0;
        for (id, space) in &self.spaces {
            let relays = self.relays(*id);
            if space.authority.is_removed(&self.keys.device()) {
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
        let Some(relays) = self.where_to_find(id, again) else {
            return;
        };
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
        self.keep_aside(id, keys, Event::KeyFile { file, left_out: 0 });
    }

    /// Makes a recovery key of a space that is to be printed, which is told of once it is let in durably.
    pub(super) fn make_printed_key(&mut self, id: SpaceId) {
        let again = || Command::MakePrintedKey(id);
        if self.where_to_find(id, again).is_none() {
            return;
        }
        let key = PrintedKey::generate(id, &mut self.random);
        let rows = Zeroizing::new(
            key.rows()
                .iter()
                .map(|row| row.as_str())
                .collect::<Vec<_>>()
                .join("\n"),
        );
        let rows = PrintedRows::new(rows.to_string());
        let made = Event::PrintedKey { space: id, rows };
        self.keep_aside(id, Rc::new(key.keys()), made);
    }

    /// The relays of a space that a recovery key may be made of. If they are to come, the command waits for them; where there are none,
    /// or this device may not make one, the page is told.
    fn where_to_find(
        &mut self,
        id: SpaceId,
        again: impl FnOnce() -> Command + Clone,
    ) -> Option<Vec<String>> {
        self.indexed(id, again)?;
        let relays = self.relays(id);
        if relays.is_empty() {
            // Nobody else could ever find what it opens.
            self.problem(About::KeyFile, Problem::NotShared);
            return None;
        }
        Some(relays)
    }

    /// Lets a key in that is kept aside, and then tells of it.
    fn keep_aside(&mut self, id: SpaceId, keys: Rc<DeviceKeys>, made: Event) {
        let party = self.own_party(id);
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

    /// Whether a space is still to be read. If so, the command waits for it.
    pub(super) fn waits_for_spaces(&mut self, command: impl FnOnce() -> Command) -> bool {
        let unread = self.spaces.values_mut().find(|space| !space.ready);
        unread.is_some_and(|space| {
            space.waiting.push(command());
            true
        })
    }

    /// The party that this device's person works in, by the directory.
    fn own_party(&self, id: SpaceId) -> Option<PartyId> {
        let me = self.keys.device().to_string();
        self.directory(id)?.members.get(&me)?.party.parse().ok()
    }

    /// Enters with a key file, where this browser knows nothing yet. (Of what an earlier file led to and no relay has let in, it
    /// knows nothing.)
    pub(super) fn enter_key_file(&mut self, file: &[u8], password: &Password) {
        let again = || Command::EnterKeyFile {
            file: file.to_vec(),
            password: password.clone(),
        };
        if self.waits_for_spaces(again) || self.holds_something() {
            return;
        }
        let opened = if Archive::is_one(file) {
            let archive = Archive::open(file, password.as_str());
            archive.map(|archive| (archive.device, archive.records))
        } else {
            KeyFile::open(file, password.as_str()).map(|file| (file, Vec::new()))
        };
        match opened {
            Ok((file, records)) => self.enter_as(file, records),
            Err(error) => self.problem(About::KeyFile, error.into()),
        }
    }

    /// Enters with a printed key, where this browser knows nothing yet.
    pub(super) fn enter_printed_key(&mut self, typed: &PrintedRows, relay: String) {
        let again = || Command::EnterPrintedKey {
            typed: typed.clone(),
            relay: relay.clone(),
        };
        if self.waits_for_spaces(again) || self.holds_something() {
            return;
        }
        match PrintedKey::read(typed.as_str()) {
            Ok(key) => {
                let file = KeyFile {
                    keys: key.keys(),
                    spaces: vec![(key.space(), vec![relay])],
                };
                self.enter_as(file, Vec::new());
            }
            Err(PrintedKeyError::Newer) => self.problem(About::KeyFile, Problem::KeyFileNewer),
            Err(_) => self.problem(About::KeyFile, Problem::KeyFileDamaged),
        }
    }

    fn enter_as(&mut self, file: KeyFile, records: Vec<Record>) {
        // Before the spaces: whoever finds them without the keys is nobody there.
        self.out.enter(file.keys.seed());
        self.entering = Some((file, records));
    }

    /// Whether this browser holds a space already, which the page is told then.
    fn holds_something(&mut self) -> bool {
        let holds = self
            .spaces
            .values()
            .any(|space| space.authority.is_founded());
        if holds {
            self.problem(About::KeyFile, Problem::NotEmpty);
        }
        holds
    }

    /// The profile is the file's device now, or it could not be.
    pub(super) fn seed_kept(&mut self, outcome: Result<(), Problem>) {
        let Some((file, records)) = self.entering.take() else {
            return;
        };
        match outcome {
            Ok(()) => self.enter(file, &records),
            Err(problem) => self.problem(About::KeyFile, problem),
        }
    }

    fn enter(&mut self, file: KeyFile, records: &[Record]) {
        self.keys = file.keys;
        self.invitations = super::invitations::Invitations::default();
        let mut puts: Vec<(Key, Option<Vec<u8>>)> = Vec::new();
        for (id, _) in std::mem::take(&mut self.spaces) {
            self.compare_anew(id);
            // Who refused the device of another file may let this one in.
            self.forget_targets(id);
            self.documents.retain(|of, _| of.space != id);
            puts.extend([(keys::summary(id), None), (keys::came_by(id), None)]);
        }
        let spaces: Vec<SpaceId> = file.spaces.iter().map(|(id, _)| *id).collect();
        puts.extend(puts_of(records, &file.spaces, &self.keys));
        for (id, relays) in file.spaces {
            // What is listed of it is to come.
            puts.push((keys::summary(id), Some(Vec::new())));
            puts.push((keys::came_by(id), Some(stored::write(&relays))));
            let mut space = Space::new(id);
            space.came_by = relays;
            self.spaces.insert(id, space);
        }
        if let Some(first) = spaces.first() {
            self.write(Write {
                puts,
                act: true,
                then: spaces.iter().copied().map(Then::Look).collect(),
                ..Write::of(*first)
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
