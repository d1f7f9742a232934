//! Randomness that is the same in every run, and spaces made from it.

use rand_core::{TryCryptoRng, TryRng};
use samvev_protocol::{
    authority::Authority,
    ids::{DeviceId, DocumentId, RecordId},
    keys::{AgreementKey, DeviceKeys},
    record::Record,
    space::{Founded, found},
};
use std::convert::Infallible;

/// BLAKE3's endless output over a seed.
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

pub fn keys(seed: u8) -> DeviceKeys {
    DeviceKeys::from_seed(&[seed; 32])
}

pub fn record_id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 32])
}

pub fn document(n: u8) -> DocumentId {
    // None of them is the document of nothing, whose bytes are all zero.
    DocumentId::from_bytes([n + 1; 16])
}

/// A space, what is known of it, and its founder.
pub struct Home {
    pub founder: DeviceKeys,
    pub founded: Founded,
    pub authority: Authority,
    pub rng: Seeded,
}

impl Home {
    pub fn new(seed: u8) -> Self {
        let mut rng = Seeded::new(seed.into());
        let founder = keys(seed);
        let founded = found(&founder, &mut rng).unwrap();
        let authority = authority_of(&founded, &founded.records);
        Self {
            founder,
            founded,
            authority,
            rng,
        }
    }
}

pub fn authority_of<'a>(
    founded: &Founded,
    records: impl IntoIterator<Item = &'a Record>,
) -> Authority {
    let mut authority = Authority::new(founded.space);
    for record in records {
        authority.insert(record).unwrap();
    }
    authority
}

/// One who takes part in a space's authority.
pub struct Person {
    pub keys: DeviceKeys,
    pub agreement: AgreementKey,
    pub proof: [u8; 64],
    /// Its word that it is one more device of each of these people's, in order.
    pub linked: Vec<[u8; 64]>,
    /// Its word that it is a link of each person's, by number.
    pub links: Vec<[u8; 64]>,
}

impl Person {
    /// A space and so many people; the first founded it. Making keys takes longer than all the rest, so do it once.
    pub fn with_home(people: u8) -> (Home, Vec<Self>) {
        let home = Home::new(1);
        let space = home.founded.space;
        let devices: Vec<DeviceId> = (0..people).map(|n| keys(n + 1).device()).collect();
        let person = |n: u8| {
            let keys = keys(n + 1);
            let linked = devices.iter().map(|of| keys.prove_linked(of, space));
            let links = devices.iter().map(|of| keys.prove_link(of, space));
            Self {
                agreement: keys.agreement(),
                proof: keys.prove_agreement(space),
                linked: linked.collect(),
                links: links.collect(),
                keys,
            }
        };
        let people = (0..people).map(person).collect();
        (home, people)
    }
}
