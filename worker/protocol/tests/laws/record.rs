use crate::seeded::{document, keys, record_id};
use proptest::{collection::btree_set, prelude::*};
use samvev_protocol::{
    ids::{CircleId, DeviceId, DocumentId, EpochId, RecordId, SpaceId},
    keys::DeviceKeys,
    record::{DecodeError, Header, Kind, MAX_PARENTS, MAX_RECORD, MAX_SEQUENCE, Record},
};

const PARENTS_COUNT: usize = 138;

fn header() -> Header {
    Header {
        kind: Kind::Changes,
        space: SpaceId::from_bytes([3; 32]),
        circle: CircleId::EVERYONE,
        document: document(4),
        epoch: EpochId::from_bytes([5; 32]),
        author: keys(1).device(),
        sequence: 9,
        parents: vec![record_id(1), record_id(2)],
        authority: vec![record_id(3)],
    }
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        Kind::Founding,
        Kind::Permit,
        Kind::Document,
        Kind::Grant,
        Kind::Removal,
        Kind::Epoch,
        Kind::Changes,
        Kind::Snapshot,
        Kind::Confirmation,
        Kind::Prune,
        Kind::Answer,
        Kind::Erasure,
    ])
}

fn ids() -> impl Strategy<Value = Vec<RecordId>> {
    btree_set(any::<[u8; 32]>().prop_map(RecordId::from_bytes), 0..6)
        .prop_map(|ids| ids.into_iter().collect())
}

fn any_header() -> impl Strategy<Value = Header> {
    let places = (
        any::<[u8; 32]>(),
        any::<[u8; 16]>(),
        any::<[u8; 16]>(),
        any::<[u8; 32]>(),
    );
    (kind(), places, 1..=MAX_SEQUENCE, ids(), ids()).prop_map(
        |(kind, (space, circle, document, epoch), sequence, parents, authority)| {
            let founding = kind == Kind::Founding;
            let sequence = if founding { 1 } else { sequence };
            Header {
                kind,
                space: if founding {
                    SpaceId::NONE
                } else {
                    SpaceId::from_bytes(space)
                },
                circle: CircleId::from_bytes(circle),
                document: DocumentId::from_bytes(document),
                epoch: EpochId::from_bytes(epoch),
                author: DeviceId::from_bytes([0; 32]),
                sequence,
                parents,
                authority,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_signed_reads_back_the_same(header in any_header(), body in any::<Vec<u8>>(), seed: [u8; 32]) {
        let keys = DeviceKeys::from_seed(&seed);
        let made = Record::sign(header.clone(), body.clone(), &keys).unwrap();
        let read = Record::decode(made.bytes()).unwrap();
        prop_assert_eq!(&read, &made);
        prop_assert_eq!(read.header(), &Header { author: keys.device(), ..header });
        prop_assert_eq!(read.body(), body);
        let hash = RecordId::from_bytes(*blake3::hash(made.bytes()).as_bytes());
        prop_assert_eq!(read.id(), hash);
    }

    #[test]
    fn bytes_from_anywhere_are_refused_and_never_panic(bytes in any::<Vec<u8>>()) {
        prop_assert!(Record::decode(&bytes).is_err());
    }

    #[test]
    fn bytes_that_begin_like_a_record_are_refused(at in 0usize..300, noise in any::<Vec<u8>>()) {
        let record = Record::sign(header(), b"text".to_vec(), &keys(1)).unwrap();
        let mut bytes = record.bytes().to_vec();
        bytes.truncate(at);
        bytes.extend(&noise);
        prop_assert!(bytes == record.bytes() || Record::decode(&bytes).is_err());
    }
}

#[test]
fn what_is_kept_is_read_under_its_own_id_and_no_other() {
    let record = Record::sign(header(), b"words".to_vec(), &keys(1)).unwrap();
    assert_eq!(
        Record::kept(record.bytes(), &record.id()),
        Ok(record.clone())
    );
    let other = Record::kept(record.bytes(), &record_id(1));
    assert_eq!(other, Err(DecodeError::Signature));
    for at in 0..record.bytes().len() {
        let mut altered = record.bytes().to_vec();
        altered[at] ^= 1;
        assert!(Record::kept(&altered, &record.id()).is_err());
    }
}

#[test]
fn a_flipped_bit_anywhere_is_refused() {
    let record = Record::sign(header(), b"text".to_vec(), &keys(1)).unwrap();
    for at in 0..record.bytes().len() {
        let mut bytes = record.bytes().to_vec();
        bytes[at] ^= 1 << (at % 8);
        assert!(Record::decode(&bytes).is_err(), "byte {at}");
    }
}

#[test]
fn a_record_cut_anywhere_or_gone_on_is_refused() {
    let record = Record::sign(header(), b"text".to_vec(), &keys(1)).unwrap();
    for length in 0..record.bytes().len() {
        assert_eq!(
            Record::decode(&record.bytes()[..length]),
            Err(DecodeError::Length),
            "{length} bytes"
        );
    }
    let longer = [record.bytes(), &[0]].concat();
    assert_eq!(Record::decode(&longer), Err(DecodeError::Length));
}

#[test]
fn unknown_versions_and_kinds_are_refused_by_name() {
    let record = Record::sign(header(), Vec::new(), &keys(1)).unwrap();
    let mut later = record.bytes().to_vec();
    later[0] = 2;
    assert_eq!(Record::decode(&later), Err(DecodeError::Version(2)));
    for kind in [0, 14, 255] {
        let mut unknown = record.bytes().to_vec();
        unknown[1] = kind;
        assert_eq!(Record::decode(&unknown), Err(DecodeError::Kind(kind)));
    }
}

#[test]
fn ids_out_of_order_or_twice_are_not_canonical() {
    let swapped = Header {
        parents: vec![record_id(2), record_id(1)],
        ..header()
    };
    let twice = Header {
        authority: vec![record_id(2), record_id(2)],
        ..header()
    };
    for header in [swapped, twice] {
        assert_eq!(
            Record::sign(header, Vec::new(), &keys(1)),
            Err(DecodeError::NotCanonical)
        );
    }
    let mut bytes = Record::sign(header(), Vec::new(), &keys(1))
        .unwrap()
        .bytes()
        .to_vec();
    bytes[PARENTS_COUNT + 2..PARENTS_COUNT + 66].rotate_left(32);
    assert_eq!(Record::decode(&bytes), Err(DecodeError::NotCanonical));
}

#[test]
fn too_many_ids_too_many_bytes_and_numbers_out_of_range_are_refused() {
    let many: Vec<_> = (0..=MAX_PARENTS as u16)
        .map(|n| {
            let mut id = [0; 32];
            id[..2].copy_from_slice(&n.to_be_bytes());
            RecordId::from_bytes(id)
        })
        .collect();
    let allowed = Header {
        parents: many[1..].to_vec(),
        authority: many[1..].to_vec(),
        ..header()
    };
    let record = Record::sign(allowed, Vec::new(), &keys(1)).unwrap();
    assert!(Record::decode(record.bytes()).is_ok());
    let mut bytes = record.bytes().to_vec();
    bytes[PARENTS_COUNT..PARENTS_COUNT + 2].copy_from_slice(&257u16.to_le_bytes());
    assert_eq!(Record::decode(&bytes), Err(DecodeError::Length));
    let too_many = Header {
        parents: many,
        ..header()
    };
    assert_eq!(
        Record::sign(too_many, Vec::new(), &keys(1)),
        Err(DecodeError::Length)
    );

    let room = MAX_RECORD
        - Record::sign(header(), Vec::new(), &keys(1))
            .unwrap()
            .bytes()
            .len();
    assert!(Record::sign(header(), vec![0; room], &keys(1)).is_ok());
    assert_eq!(
        Record::sign(header(), vec![0; room + 1], &keys(1)),
        Err(DecodeError::Length)
    );

    for sequence in [0, MAX_SEQUENCE + 1] {
        let header = Header {
            sequence,
            ..header()
        };
        assert_eq!(
            Record::sign(header, Vec::new(), &keys(1)),
            Err(DecodeError::NotCanonical)
        );
    }
}

#[test]
fn only_a_founding_names_no_space_and_it_is_its_authors_first() {
    let nowhere = Header {
        space: SpaceId::NONE,
        ..header()
    };
    assert_eq!(
        Record::sign(nowhere, Vec::new(), &keys(1)),
        Err(DecodeError::NotCanonical)
    );
    let elsewhere = Header {
        kind: Kind::Founding,
        sequence: 1,
        ..header()
    };
    assert_eq!(
        Record::sign(elsewhere, Vec::new(), &keys(1)),
        Err(DecodeError::NotCanonical)
    );
    let second = Header {
        kind: Kind::Founding,
        space: SpaceId::NONE,
        sequence: 2,
        ..header()
    };
    assert_eq!(
        Record::sign(second, Vec::new(), &keys(1)),
        Err(DecodeError::NotCanonical)
    );
    let founding = Header {
        kind: Kind::Founding,
        space: SpaceId::NONE,
        sequence: 1,
        ..header()
    };
    let founding = Record::sign(founding, Vec::new(), &keys(1)).unwrap();
    assert_eq!(founding.space(), SpaceId::from(founding.id()));
}

#[test]
fn a_key_that_signs_everything_signs_nothing_here() {
    // With the identity point as key, R the identity and s zero, the equation of Ed25519 holds for every message.
    let record = Record::sign(header(), Vec::new(), &keys(1)).unwrap();
    let mut bytes = record.bytes().to_vec();
    let mut identity = [0; 32];
    identity[0] = 1;
    bytes[98..130].copy_from_slice(&identity);
    let signature = bytes.len() - 64;
    bytes[signature..signature + 32].copy_from_slice(&identity);
    bytes[signature + 32..].fill(0);
    assert_eq!(Record::decode(&bytes), Err(DecodeError::Signature));
}

#[test]
fn a_challenges_answer_is_no_records_signature() {
    let record = Record::sign(header(), Vec::new(), &keys(1)).unwrap();
    let mut bytes = record.bytes().to_vec();
    let signature = bytes.len() - 64;
    let answer = keys(1).answer_challenge(&[0; 32], "wss://relay.example", SpaceId::NONE);
    bytes[signature..].copy_from_slice(&answer);
    assert_eq!(Record::decode(&bytes), Err(DecodeError::Signature));
}
