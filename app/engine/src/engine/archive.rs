//! The archive: a key file with all that this device keeps in it, sealed as it is. Who enters with it needs no relay, and goes on
//! beside any address.

use super::{
    Engine,
    keys::{self, Key},
    reads::{Entries, Read},
    space::Sequence,
    stored::{self, Listed},
};
use crate::messages::{About, Command, DocumentRef, Event, Password};
use samvev_protocol::{
    ids::SpaceId,
    key_file::{Archive, KeyFile},
    keys::DeviceKeys,
    record::{Kind, Record},
};
use std::collections::{BTreeMap, BTreeSet};

/// An archive being put together.
pub(super) struct Archiving {
    password: Password,
    spaces: Vec<(SpaceId, Vec<String>)>,
    /// What is still to be read: the space, and what its keys begin with.
    left: Vec<(SpaceId, Key)>,
    records: Vec<Record>,
}

impl Engine {
    /// Makes an archive of all spaces, also of those that are on this device alone, or that it has been removed from.
    pub(super) fn make_archive(&mut self, password: &Password) {
        if self.waits_for_spaces(|| Command::MakeArchive(password.clone())) {
            return;
        }
        let spaces = self.spaces.keys().map(|id| (*id, self.relays(*id)));
        let of_space = |id: &SpaceId| [(*id, keys::changes(*id)), (*id, keys::authorities(*id))];
        self.archiving = Some(Archiving {
            password: password.clone(),
            spaces: spaces.collect(),
            left: self.spaces.keys().flat_map(of_space).collect(),
            records: Vec::new(),
        });
        self.archive_on();
    }

    fn archive_on(&mut self) {
        let Some(archiving) = self.archiving.as_mut() else {
            return;
        };
        if let Some((space, beginning)) = archiving.left.pop() {
            self.begin(Read::Archived(space, beginning));
            return;
        }
        let Some(archiving) = self.archiving.take() else {
            return;
        };
        let archive = Archive {
            device: KeyFile {
                keys: DeviceKeys::from_seed(&self.keys.seed()),
                spaces: archiving.spaces,
            },
            records: archiving.records,
        };
        match archive.seal(archiving.password.as_str(), &mut self.random) {
            Ok(file) => self.tell(Event::KeyFile { file, left_out: 0 }),
            Err(error) => self.problem(About::KeyFile, error.into()),
        }
    }

    /// Records of a space were read: those that stand go along.
    pub(super) fn archived_read(&mut self, id: SpaceId, entries: Entries) {
        let records = entries
            .iter()
            .filter_map(|(_, bytes)| Record::decode(bytes).ok());
        let waits = |record: &Record| {
            let space = self.spaces.get(&id);
            space.is_none_or(|space| space.pending.contains_key(&record.id()))
        };
        let stand: Vec<Record> = records.filter(|record| !waits(record)).collect();
        if let Some(archiving) = self.archiving.as_mut() {
            archiving.records.extend(stand);
        }
        self.archive_on();
    }
}

/// What the store gets of an archive's records, of these spaces. What is saved beside them is made anew when it is read.
pub(super) fn puts_of(
    records: &[Record],
    spaces: &[(SpaceId, Vec<String>)],
    keys: &DeviceKeys,
) -> Vec<(Key, Option<Vec<u8>>)> {
    let known: BTreeSet<SpaceId> = spaces.iter().map(|(id, _)| *id).collect();
    let mut puts = Vec::new();
    let mut newest: BTreeMap<SpaceId, &Record> = BTreeMap::new();
    let mut documents = BTreeSet::new();
    let of_these = records
        .iter()
        .filter(|record| known.contains(&record.space()));
    for record in of_these {
        let (space, id) = (record.space(), record.id());
        let listed = Listed::of(record);
        let bytes = Some(record.bytes().to_vec());
        puts.push((keys::bytes_of(space, listed.document, id), bytes));
        puts.push((keys::listed(space, id), Some(stored::write(&listed))));
        if matches!(record.header().kind, Kind::Prune | Kind::Confirmation) {
            let bytes = Some(record.bytes().to_vec());
            puts.push((keys::said(space, id), bytes));
        }
        documents.extend(
            listed
                .document
                .map(|document| DocumentRef { space, document }),
        );
        if record.header().author == keys.device() {
            let best = newest.entry(space).or_insert(record);
            if record.header().sequence > best.header().sequence {
                *best = record;
            }
        }
    }
    // What cannot be read is made anew from the records.
    puts.extend(
        documents
            .into_iter()
            .map(|of| (keys::cached(of), Some(Vec::new()))),
    );
    let sequences = newest.into_iter().map(|(space, record)| {
        let next = Sequence::after(record).stored;
        (keys::sequence(space), next)
    });
    puts.extend(sequences);
    puts
}
