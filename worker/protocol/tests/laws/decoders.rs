//! The entry functions of the fuzz targets, over what is properly made and what comes of it when bytes are altered.

use crate::seeded::{Home, Seeded, keys, record_id};
use samvev_protocol::{
    bodies::Role,
    frame::{Frame, Reason},
    ids::{PartyId, RecordId},
    invitation::Invitation,
    linking::Linking,
    reconcile::{Answering, Asking},
    space::{Author, invite, join},
};

#[path = "../../fuzz/entries.rs"]
mod entries;

/// Runs `entry` over each seed, and over seeds altered, cut, lengthened and crossed.
fn bear(seeds: &[Vec<u8>], rounds: usize, entry: fn(&[u8])) {
    let rng = &mut Seeded::new(seeds.len() as u64);
    entry(&[]);
    seeds.iter().for_each(|seed| entry(seed));
    for _ in 0..rounds {
        let mut bytes = seeds[rng.below(seeds.len())].clone();
        for _ in 0..=rng.below(3) {
            alter(&mut bytes, seeds, rng);
        }
        entry(&bytes);
    }
}

fn alter(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], rng: &mut Seeded) {
    let at = rng.below(bytes.len() + 1);
    match rng.below(6) {
        0 => bytes.truncate(at),
        1 => bytes.insert(at, rng.bytes::<1>()[0]),
        2 => bytes.extend(rng.bytes::<16>()),
        3 => {
            let other = &seeds[rng.below(seeds.len())];
            bytes.truncate(at);
            bytes.extend(&other[at.min(other.len())..]);
        }
        4 => bytes
            .iter_mut()
            .skip(at)
            .take(4)
            .for_each(|byte| *byte = 0xff),
        _ => bytes
            .iter_mut()
            .skip(at)
            .take(1)
            .for_each(|byte| *byte ^= 1 << rng.below(8)),
    }
}

/// A space, its invitation, and who joined by it.
fn lived_in() -> (Home, Invitation) {
    let mut home = Home::new(1);
    let author = Author {
        keys: &home.founder,
        sequence: 5,
        authority: &home.authority,
    };
    let epoch = (home.founded.epoch, &home.founded.key);
    let (mut invitation, invited) =
        invite(&author, Role::Editor, 3, 7, epoch, &mut home.rng).unwrap();
    invitation
        .relays
        .push("wss://samvev.nordfjella.example/r".into());
    home.authority.insert(&invited).unwrap();
    let party = PartyId::from_bytes([1; 16]);
    let (joined, ..) = join(&invitation, &home.authority, &keys(2), party, &mut home.rng).unwrap();
    home.founded.records.extend([invited, joined]);
    (home, invitation)
}

#[test]
fn records_bear_anything() {
    let seeds: Vec<_> = lived_in()
        .0
        .founded
        .records
        .iter()
        .map(|record| record.bytes().to_vec())
        .collect();
    bear(&seeds, 2_000, entries::record);
}

#[test]
fn bodies_bear_anything() {
    let bodies = lived_in().0.founded.records;
    let seeds: Vec<_> = bodies
        .iter()
        .zip([0, 3, 2, 1, 2, 2])
        .map(|(record, choice)| [&[choice], record.body()].concat())
        .collect();
    bear(&seeds, 1_000, entries::authority_body);
}

#[test]
fn frames_bear_anything() {
    let (home, invitation) = lived_in();
    let records: Vec<_> = home
        .founded
        .records
        .iter()
        .map(|record| record.bytes()[..200].to_vec())
        .collect();
    let signature =
        invitation
            .keys
            .answer_challenge(&[1; 32], "wss://relay.example", home.founded.space);
    let frames = [
        Frame::Challenge {
            version: 1,
            nonce: [1; 32],
            now: 1_800_000_000_000,
        },
        Frame::Hello {
            version: 1,
            space: home.founded.space,
            device: home.founder.device(),
            signature,
            relay: "wss://relay.example".into(),
        },
        Frame::Welcome {
            known: true,
            others: 300,
        },
        Frame::Refused(Reason::Full),
        Frame::Reconcile(vec![0x61, 0, 0, 2, 0]),
        Frame::Get(vec![record_id(1), record_id(2)]),
        Frame::Put(records.clone()),
        Frame::Records(records),
        Frame::Stored(vec![record_id(3)]),
        Frame::Rejected {
            record: record_id(4),
            reason: Reason::InvitationSpent,
        },
        Frame::Presence(vec![5; 40]),
        Frame::Ping,
    ];
    bear(&frames.map(|frame| frame.encode()), 20_000, entries::frame);
}

#[test]
fn links_bear_anything() {
    let invitation = lived_in().1;
    let text = invitation.to_fragment();
    let linking = Linking {
        keys: invitation.keys,
        spaces: vec![(invitation.space, invitation.relays)],
    };
    let seeds = [
        text.clone(),
        format!("https://samvev.example/%23{text}&data=1"),
        format!("https://x.example/#{text}"),
        linking.to_fragment(),
    ];
    bear(&seeds.map(String::into_bytes), 5_000, entries::link);
}

#[test]
fn reconciliations_bear_anything() {
    let other: Vec<_> = (50..250)
        .map(|n| RecordId::from_bytes(*blake3::hash(&[n]).as_bytes()))
        .collect();
    let (mut asking, first) = Asking::start(other.iter()).unwrap();
    let held: Vec<_> = (0..100)
        .map(|n| RecordId::from_bytes(*blake3::hash(&[n]).as_bytes()))
        .collect();
    let answer = Answering::over(held.iter())
        .unwrap()
        .answer(&first)
        .unwrap();
    let (_, second) = asking.step(&answer).unwrap();
    let framed = |message: &[u8]| {
        let parts = message
            .chunks(255 * 8)
            .map(|part| [&[u8::try_from(part.len().div_ceil(8)).unwrap()], part].concat());
        parts.collect::<Vec<_>>().concat()
    };
    let seeds = [
        framed(&first),
        framed(&answer),
        framed(&second.unwrap_or_default()),
    ];
    bear(&seeds, 3_000, entries::reconciliation);
}
