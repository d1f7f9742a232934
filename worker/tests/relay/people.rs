//! People with keys, who found spaces, write, invite and join: the makers of real records.

use rand_core::{TryCryptoRng, TryRng};
use samvev_protocol::{
    authority::Authority,
    bodies::{Purpose, Role},
    ids::{CircleId, DeviceId, DocumentId, EpochId, PartyId, RecordId, SpaceId},
    invitation::Invitation,
    keys::DeviceKeys,
    prune::PruneBody,
    record::Record,
    seal::{self, EpochKey},
    space::{self, Author, MakeError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};

/// Randomness that is the same in every run: BLAKE3's endless output over a seed.
pub struct Seeded(blake3::OutputReader);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(
            blake3::Hasher::new()
                .update(&seed.to_le_bytes())
                .finalize_xof(),
        )
    }

    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(u64::from_le_bytes(self.bytes()) % end as u64).unwrap()
    }
}

impl TryRng for Seeded {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.bytes()))
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(to);
        Ok(())
    }
}

impl TryCryptoRng for Seeded {}

type Joined = (Record, EpochId, EpochKey);

/// One device of somebody, with all the records that it has.
pub struct Person {
    pub keys: DeviceKeys,
    pub authority: Authority,
    pub records: BTreeMap<RecordId, Record>,
    /// What no relay has acknowledged.
    pub unsent: BTreeSet<RecordId>,
    epoch: Option<(EpochId, EpochKey)>,
    sequence: u64,
    rng: Seeded,
}

impl Person {
    /// Somebody who founds a space.
    pub fn founder(seed: u64) -> Self {
        let mut rng = Seeded::new(seed);
        let keys = DeviceKeys::generate(&mut rng);
        let founded = space::found(&keys, &mut rng).unwrap();
        let mut person = Self::nobody(keys, founded.space, rng);
        person.epoch = Some((founded.epoch, founded.key.clone()));
        person.sequence = founded.records.len() as u64;
        for record in founded.records {
            person.own(record);
        }
        person
    }

    /// Somebody who has a link and, so far, nothing else; they speak with the invitation's key.
    pub fn invited(invitation: &Invitation, seed: u64) -> Self {
        let keys = DeviceKeys::from_seed(&invitation.keys.seed());
        Self::nobody(keys, invitation.space, Seeded::new(seed))
    }

    fn nobody(keys: DeviceKeys, space: SpaceId, rng: Seeded) -> Self {
        Self {
            keys,
            authority: Authority::new(space),
            records: BTreeMap::new(),
            unsent: BTreeSet::new(),
            epoch: None,
            sequence: 0,
            rng,
        }
    }

    /// Who was invited and has seen the space makes itself a device and a joining for it.
    pub fn join(self, invitation: &Invitation) -> Self {
        self.join_as(|authority, keys, rng| {
            let party = PartyId::from_bytes(rng.bytes());
            space::join(invitation, authority, keys, party, rng)
        })
    }

    /// Who has a link for their own device makes itself one more and a joining for it.
    pub fn join_linked(self, link: &Invitation) -> Self {
        self.join_as(|authority, keys, rng| space::join_linked(link, authority, keys, rng))
    }

    fn join_as(
        self,
        joins: impl FnOnce(&Authority, &DeviceKeys, &mut Seeded) -> Result<Joined, MakeError>,
    ) -> Self {
        let Self {
            authority,
            records,
            unsent,
            mut rng,
            ..
        } = self;
        let keys = DeviceKeys::generate(&mut rng);
        let (joining, epoch, key) = joins(&authority, &keys, &mut rng).unwrap();
        let mut person = Self {
            keys,
            authority,
            records,
            unsent,
            epoch: Some((epoch, key)),
            sequence: 0,
            rng,
        };
        person.own(joining);
        person
    }

    pub fn space(&self) -> SpaceId {
        self.authority.space()
    }

    pub fn device(&self) -> DeviceId {
        self.keys.device()
    }

    fn own(&mut self, record: Record) -> RecordId {
        let id = record.id();
        self.unsent.insert(id);
        self.learn(record);
        id
    }

    /// Takes a record in.
    pub fn learn(&mut self, record: Record) {
        if record.header().kind.is_authority() {
            self.authority.insert(&record).unwrap();
        }
        self.records.insert(record.id(), record);
    }

    fn author(&mut self) -> (Author<'_>, (EpochId, &EpochKey), &mut Seeded) {
        self.sequence += 1;
        let (epoch, key) = self.epoch.as_ref().unwrap();
        let author = Author {
            keys: &self.keys,
            sequence: self.sequence,
            authority: &self.authority,
        };
        (author, (*epoch, key), &mut self.rng)
    }

    /// Erases a document.
    pub fn erase(&mut self, document: DocumentId) -> RecordId {
        let (author, ..) = self.author();
        let record = space::erase(&author, document).unwrap();
        self.own(record)
    }

    /// Writes in the directory.
    pub fn write(&mut self, words: &str) -> RecordId {
        self.write_in(DocumentId::DIRECTORY, words)
    }

    /// Writes in a document.
    pub fn write_in(&mut self, document: DocumentId, words: &str) -> RecordId {
        let (author, epoch, rng) = self.author();
        let record =
            space::changes(&author, document, epoch, Vec::new(), words.as_bytes(), rng).unwrap();
        self.own(record)
    }

    /// Seals a document whole in the place of some of its records, and says so.
    pub fn seal_whole(
        &mut self,
        document: DocumentId,
        covered: &[RecordId],
    ) -> (RecordId, RecordId) {
        let (author, epoch, rng) = self.author();
        let parents = covered.to_vec();
        let whole = space::snapshot(&author, document, epoch, parents, b"alt", rng).unwrap();
        let snapshots = vec![whole.id()];
        let whole = self.own(whole);
        let body = PruneBody {
            covered: covered.to_vec(),
            follows: Vec::new(),
        };
        let (author, ..) = self.author();
        let prune = space::prune(&author, document, snapshots, body).unwrap();
        (whole, self.own(prune))
    }

    /// Says that what a prune says is so.
    pub fn confirm(&mut self, document: DocumentId, prune: RecordId) -> RecordId {
        let (author, ..) = self.author();
        let record = space::confirm(&author, document, prune).unwrap();
        self.own(record)
    }

    /// Declares a document of a purpose.
    pub fn declare(&mut self, document: DocumentId, purpose: Purpose) -> RecordId {
        let (author, _, _) = self.author();
        let record = space::declare(&author, document, purpose).unwrap();
        self.own(record)
    }

    /// Invites so many for so many days.
    pub fn invite(&mut self, role: Role, uses: u32, days: u16) -> Invitation {
        let (author, epoch, rng) = self.author();
        let (invitation, record) = space::invite(&author, role, uses, days, epoch, rng).unwrap();
        self.own(record);
        invitation
    }

    /// Makes a link for one more device of this person's.
    pub fn link(&mut self) -> Invitation {
        let (author, epoch, rng) = self.author();
        let keys = DeviceKeys::generate(rng);
        let record = space::link(&author, &keys, epoch, rng).unwrap();
        let space = self.space();
        self.own(record);
        Invitation {
            space,
            keys,
            relays: Vec::new(),
        }
    }

    /// Takes back what this person added of their own.
    pub fn take_back(&mut self, key: DeviceId) -> RecordId {
        let (author, ..) = self.author();
        let removal = space::remove(&author, key, Vec::new()).unwrap();
        self.own(removal)
    }

    /// Removes a key and begins the epoch that follows, knowing nothing that the key has written.
    pub fn remove(&mut self, key: DeviceId) -> RecordId {
        let (author, ..) = self.author();
        let removal = space::remove(&author, key, Vec::new()).unwrap();
        let removed = self.own(removal);
        let ring = space::keyring(&self.authority, &self.keys);
        let (author, _, rng) = self.author();
        let (begun, epoch, key) = space::next_epoch(&author, &ring, rng).unwrap();
        self.own(begun);
        self.epoch = Some((epoch, key));
        removed
    }

    /// Begins a circle with a document, and takes the first seat.
    pub fn begin_circle(&mut self) -> (CircleId, DocumentId) {
        let nonce = self.rng.bytes();
        let (author, ..) = self.author();
        let begun = space::begin_circle(&author, nonce).unwrap();
        self.own(begun);
        let circle = CircleId::begun(self.space(), self.device(), &nonce);
        let (author, rng) = self.inside(&circle);
        let (first, epoch, key) = space::first_epoch(&author, rng).unwrap();
        self.own(first);
        let device = self.device();
        self.seat_with(&circle, device, Role::Administrator, (epoch, &key));
        let document = DocumentId::in_circle(circle, self.rng.bytes());
        let (author, _) = self.inside(&circle);
        let declared = space::declare(&author, document, Purpose::Shared).unwrap();
        self.own(declared);
        (circle, document)
    }

    fn inside(&mut self, circle: &CircleId) -> (Author<'_>, &mut Seeded) {
        self.sequence += 1;
        let author = Author {
            keys: &self.keys,
            sequence: self.sequence,
            authority: self.authority.of(circle).unwrap(),
        };
        (author, &mut self.rng)
    }

    fn newest_of(&self, circle: &CircleId) -> (EpochId, EpochKey) {
        let of = self.authority.of(circle).unwrap();
        space::newest(of, &space::keyring(of, &self.keys)).unwrap()
    }

    /// Gives somebody a seat in a circle.
    pub fn seat(&mut self, circle: &CircleId, whom: DeviceId, role: Role) -> RecordId {
        let (epoch, key) = self.newest_of(circle);
        self.seat_with(circle, whom, role, (epoch, &key))
    }

    fn seat_with(
        &mut self,
        circle: &CircleId,
        whom: DeviceId,
        role: Role,
        epoch: (EpochId, &EpochKey),
    ) -> RecordId {
        let authority = self.authority.clone();
        let (author, rng) = self.inside(circle);
        let granted = space::seat(&author, &authority, whom, role, epoch, rng).unwrap();
        self.own(granted)
    }

    /// Takes a seat in a circle away, and begins the epoch that follows.
    pub fn unseat(&mut self, circle: &CircleId, whom: DeviceId) -> RecordId {
        let (author, _) = self.inside(circle);
        let removal = space::remove(&author, whom, Vec::new()).unwrap();
        let removed = self.own(removal);
        let ring = space::keyring(self.authority.of(circle).unwrap(), &self.keys);
        let (author, rng) = self.inside(circle);
        let (begun, ..) = space::next_epoch(&author, &ring, rng).unwrap();
        self.own(begun);
        removed
    }

    /// Writes in a document of a circle.
    pub fn write_inside(
        &mut self,
        circle: &CircleId,
        document: DocumentId,
        words: &str,
    ) -> RecordId {
        let (epoch, key) = self.newest_of(circle);
        let (author, rng) = self.inside(circle);
        let words = words.as_bytes();
        let record = space::changes(&author, document, (epoch, &key), Vec::new(), words, rng);
        self.own(record.unwrap())
    }

    /// What is written in the directory, as far as this person has it and can read it.
    pub fn reads(&self) -> BTreeSet<String> {
        let ring = space::keyring(&self.authority, &self.keys);
        let opened = |record: &Record| {
            let key = ring.get(&record.header().epoch)?;
            Some(String::from_utf8(seal::open(key, record).unwrap()).unwrap())
        };
        self.records
            .values()
            .filter(|record| !record.header().kind.is_authority())
            .filter_map(opened)
            .collect()
    }

    /// The bytes of these records in the order to put them: authority first, each after what it leans on.
    pub fn in_order(&self, wanted: impl Fn(&RecordId) -> bool) -> Vec<Vec<u8>> {
        let authority = self.authority.kept().into_iter().map(|(record, _)| record);
        let others = self
            .records
            .values()
            .filter(|record| !record.header().kind.is_authority())
            .cloned();
        authority
            .chain(others)
            .filter(|record| wanted(&record.id()))
            .map(|record| record.bytes().to_vec())
            .collect()
    }
}
