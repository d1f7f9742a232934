//! What was once written must always read: the vector of PROTOCOL.md, and a whole space as the first version wrote it.

use crate::seeded::{Home, document, keys, record_id};
use rand_core::{TryCryptoRng, TryRng};
use samvev_protocol::{
    authority::Authority,
    bodies::{Purpose, Role},
    ids::{CircleId, EpochId, PartyId, SpaceId},
    invitation::Invitation,
    keys::DeviceKeys,
    record::{Header, Kind, Record},
    seal::{EpochKey, open, seal},
    space::{Author, changes, declare, invite, join, keyring},
};
use std::{convert::Infallible, fmt::Write};

const PROTOCOL: &str = include_str!("../../PROTOCOL.md");
const SPACE: &str = include_str!("vectors/space.txt");
const TEXT: &str = "Bassenget åpner 1. mai";

/// Gives one byte for ever, where a vector names the randomness.
struct Always(u8);

impl TryRng for Always {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes([self.0; 4]))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes([self.0; 8]))
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        to.fill(self.0);
        Ok(())
    }
}

impl TryCryptoRng for Always {}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn from_hex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// The lines `name = value` of the vector.
fn vector() -> String {
    let keys = DeviceKeys::from_seed(&[7; 32]);
    let key = EpochKey::from_bytes([9; 32]);
    let space = SpaceId::from_bytes([1; 32]);
    let header = Header {
        kind: Kind::Changes,
        space,
        circle: CircleId::EVERYONE,
        document: samvev_protocol::ids::DocumentId::from_bytes([2; 16]),
        epoch: EpochId::from_bytes([3; 32]),
        author: keys.device(),
        sequence: 258,
        parents: vec![record_id(4), record_id(5)],
        authority: vec![record_id(6)],
    };
    let body = seal(&key, &header, TEXT.as_bytes(), &mut Always(8)).unwrap();
    let record = Record::sign(header, body, &keys).unwrap();
    assert_eq!(open(&key, &record), Ok(TEXT.as_bytes().to_vec()));
    let agreement = blake3::hash(&keys.agreement().0);
    let challenge = keys.answer_challenge(&[10; 32], "wss://relay.example", space);
    let relays = vec!["wss://relay.example".to_owned()];
    let device = keys.device();
    let fragment = Invitation {
        space,
        keys,
        relays,
    }
    .to_fragment();
    [
        ("device", device.to_string()),
        ("agreement-blake3", hex(agreement.as_bytes())),
        ("commitment", hex(&key.commitment())),
        ("record", hex(record.bytes())),
        ("id", record.id().to_string()),
        ("challenge-signature", hex(&challenge)),
        ("fragment", fragment),
    ]
    .iter()
    .map(|(name, value)| format!("{name} = {value}\n"))
    .collect()
}

#[test]
fn the_vector_of_the_protocol_is_what_is_made() {
    let vector = vector();
    assert!(
        PROTOCOL.contains(&vector),
        "PROTOCOL.md should say:\n{vector}"
    );
}

#[test]
fn a_space_of_the_first_version_still_opens() {
    let mut lines = SPACE.lines();
    let invitation = Invitation::from_link(lines.next().unwrap()).unwrap();
    let records: Vec<Record> = lines
        .map(|line| Record::decode(&from_hex(line)).unwrap())
        .collect();
    let (written, rest) = records.split_last().unwrap();
    let mut authority = Authority::new(invitation.space);
    for record in rest {
        authority.insert(record).unwrap();
        assert_eq!(authority.judge(record), Ok(()));
    }
    assert_eq!(authority.judge(written), Ok(()));
    assert_eq!(authority.members().len(), 2);
    for keys in [&invitation.keys, &keys(1), &keys(2)] {
        let ring = keyring(&authority, keys);
        assert_eq!(ring.len(), 1);
        let key = &ring[&written.header().epoch];
        assert_eq!(open(key, written), Ok(TEXT.as_bytes().to_vec()));
    }
}

#[test]
#[ignore = "writes the vectors anew, which no released version may need"]
fn write_the_vectors() {
    println!("{}", vector());
    let mut home = Home::new(1);
    let epoch = (home.founded.epoch, &home.founded.key);
    let declared = {
        let author = Author {
            keys: &home.founder,
            sequence: 5,
            authority: &home.authority,
        };
        declare(&author, document(7), Purpose::Shared).unwrap()
    };
    home.authority.insert(&declared).unwrap();
    let author = Author {
        keys: &home.founder,
        sequence: 6,
        authority: &home.authority,
    };
    let (invitation, invited) = invite(&author, Role::Editor, 3, 7, epoch, &mut home.rng).unwrap();
    home.authority.insert(&invited).unwrap();
    let party = PartyId::from_bytes([1; 16]);
    let (joined, ..) = join(&invitation, &home.authority, &keys(2), party, &mut home.rng).unwrap();
    home.authority.insert(&joined).unwrap();
    let (joiner, text) = (keys(2), TEXT.as_bytes());
    let author = Author {
        keys: &joiner,
        sequence: 1,
        authority: &home.authority,
    };
    let written = changes(&author, document(7), epoch, Vec::new(), text, &mut home.rng).unwrap();
    let records = home
        .founded
        .records
        .iter()
        .chain([&declared, &invited, &joined, &written]);
    let lines = records.map(|record| hex(record.bytes()));
    let lines: Vec<_> = std::iter::once(invitation.to_fragment())
        .chain(lines)
        .collect();
    let to = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/laws/vectors/space.txt");
    std::fs::write(to, lines.join("\n") + "\n").unwrap();
}

#[test]
fn every_law_names_a_test_that_is_there() {
    let laws = PROTOCOL
        .split("## 12. Laws")
        .nth(1)
        .unwrap()
        .split("\n## ")
        .next()
        .unwrap();
    let named: Vec<(&str, &str)> = laws
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|name| name.split_once("::"))
        .collect();
    assert!(named.len() > 30);
    for (module, test) in named {
        let path = format!("{}/tests/laws/{module}.rs", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).unwrap();
        assert!(source.contains(&format!("fn {test}(")), "{module}::{test}");
    }
}

#[test]
fn every_promise_names_a_test_that_is_there() {
    let threats = include_str!("../../THREATS.md");
    let named: Vec<(&str, &str)> = threats
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|name| name.split_once("::"))
        .filter(|(file, _)| file.contains('/'))
        .collect();
    assert!(named.len() > 30);
    for (file, test) in named {
        let path = format!("{}/../../{file}", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).unwrap();
        let is_there = if file.ends_with(".mjs") {
            source.contains(&format!("journey(\"{test}\""))
        } else {
            source.contains(&format!("fn {test}("))
        };
        assert!(is_there, "{file}::{test}");
    }
}
