use crate::seeded::{Seeded, document, keys, record_id};
use proptest::prelude::*;
use samvev_protocol::{
    ids::{CircleId, EpochId, SpaceId},
    record::{Header, Kind, Record},
    seal::{
        EpochKey, SEALED_PARENT, SealError, WRAPPED, Wrapping, open, open_parent, open_passing,
        seal, seal_parent, seal_passing, unwrap, wrap,
    },
};

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

/// The header with one of its fields another.
fn altered(field: usize) -> Header {
    let mut header = header();
    match field {
        0 => header.kind = Kind::Snapshot,
        1 => header.space = SpaceId::from_bytes([4; 32]),
        2 => header.circle = CircleId::from_bytes([1; 16]),
        3 => header.document = document(5),
        4 => header.epoch = EpochId::from_bytes([6; 32]),
        5 => header.sequence = 10,
        6 => header.parents = vec![record_id(1)],
        _ => header.authority = Vec::new(),
    }
    header
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_seal_opens_with_its_key_and_header(plain in any::<Vec<u8>>(), seed: u64) {
        let rng = &mut Seeded::new(seed);
        let key = EpochKey::generate(rng);
        let body = seal(&key, &header(), &plain, rng).unwrap();
        let record = Record::sign(header(), body, &keys(1)).unwrap();
        prop_assert_eq!(open(&key, &record), Ok(plain));
        prop_assert_eq!(open(&EpochKey::generate(rng), &record), Err(SealError));
    }

    #[test]
    fn a_body_under_another_header_does_not_open(field in 0usize..9, plain in any::<Vec<u8>>()) {
        let rng = &mut Seeded::new(1);
        let key = EpochKey::generate(rng);
        let body = seal(&key, &header(), &plain, rng).unwrap();
        let record = Record::sign(altered(field), body, &keys(1)).unwrap();
        prop_assert_eq!(open(&key, &record), Err(SealError));
    }

    #[test]
    fn an_altered_or_cut_body_does_not_open(plain in any::<Vec<u8>>(), at: prop::sample::Index, bit in 0u8..8, cut: bool) {
        let rng = &mut Seeded::new(1);
        let key = EpochKey::generate(rng);
        let mut body = seal(&key, &header(), &plain, rng).unwrap();
        let at = at.index(body.len());
        if cut { body.truncate(at) } else { body[at] ^= 1 << bit }
        let record = Record::sign(header(), body, &keys(1)).unwrap();
        prop_assert_eq!(open(&key, &record), Err(SealError));
    }
}

#[test]
fn another_author_cannot_take_a_body_over() {
    let rng = &mut Seeded::new(1);
    let key = EpochKey::generate(rng);
    let body = seal(&key, &header(), b"text", rng).unwrap();
    let stolen = Record::sign(header(), body, &keys(2)).unwrap();
    assert_eq!(open(&key, &stolen), Err(SealError));
}

#[test]
fn the_same_text_sealed_twice_looks_unlike() {
    let rng = &mut Seeded::new(1);
    let key = EpochKey::generate(rng);
    assert_ne!(
        seal(&key, &header(), b"text", rng),
        seal(&key, &header(), b"text", rng)
    );
}

#[test]
fn what_passes_opens_in_its_space_only_and_is_no_body() {
    let rng = &mut Seeded::new(1);
    let key = EpochKey::generate(rng);
    let here = SpaceId::from_bytes([1; 32]);
    let sealed = seal_passing(&key, here, b"in row 3", rng).unwrap();
    assert_eq!(open_passing(&key, here, &sealed), Ok(b"in row 3".to_vec()));
    assert_eq!(
        open_passing(&key, SpaceId::from_bytes([2; 32]), &sealed),
        Err(SealError)
    );
    assert_eq!(
        open_passing(&EpochKey::generate(rng), here, &sealed),
        Err(SealError)
    );
    let record = Record::sign(header(), sealed, &keys(1)).unwrap();
    assert_eq!(open(&key, &record), Err(SealError));
}

#[test]
fn a_wrapped_key_opens_for_its_device_space_circle_and_epoch_only() {
    let rng = &mut Seeded::new(1);
    let key = EpochKey::generate(rng);
    let (space, circle, epoch) = (
        SpaceId::from_bytes([1; 32]),
        CircleId::EVERYONE,
        Wrapping::Of(EpochId::from_bytes([2; 32])),
    );
    let wrapped = wrap(&key, space, circle, epoch, &keys(1).agreement(), rng).unwrap();
    assert_eq!(wrapped.len(), WRAPPED);
    assert_eq!(
        unwrap(&wrapped, space, circle, epoch, &keys(1)),
        Ok(key.clone())
    );
    assert_eq!(
        unwrap(&wrapped, space, circle, epoch, &keys(2)),
        Err(SealError)
    );
    assert_eq!(
        unwrap(&wrapped, SpaceId::NONE, circle, epoch, &keys(1)),
        Err(SealError)
    );
    assert_eq!(
        unwrap(
            &wrapped,
            space,
            CircleId::from_bytes([1; 16]),
            epoch,
            &keys(1)
        ),
        Err(SealError)
    );
    let others = [
        Wrapping::Of(EpochId::NONE),
        // The same bytes as a commitment are no epoch.
        Wrapping::Within([2; 32]),
    ];
    for other in others {
        assert_eq!(
            unwrap(&wrapped, space, circle, other, &keys(1)),
            Err(SealError)
        );
    }
    for at in (0..WRAPPED).step_by(61) {
        let mut altered = wrapped.clone();
        altered[at] ^= 1;
        assert_eq!(
            unwrap(&altered, space, circle, epoch, &keys(1)),
            Err(SealError),
            "byte {at}"
        );
        assert_eq!(
            unwrap(&wrapped[..at], space, circle, epoch, &keys(1)),
            Err(SealError),
            "{at} bytes"
        );
    }
}

#[test]
fn a_parents_key_opens_by_its_childs_in_its_space_only() {
    let rng = &mut Seeded::new(1);
    let (child, parent) = (EpochKey::generate(rng), EpochKey::generate(rng));
    let (space, epoch) = (SpaceId::from_bytes([1; 32]), EpochId::from_bytes([2; 32]));
    let sealed = seal_parent(&child, space, (epoch, &parent), rng).unwrap();
    assert_eq!(sealed.len(), SEALED_PARENT);
    assert_eq!(
        open_parent(&child, space, epoch, &sealed),
        Ok(parent.clone())
    );
    assert_eq!(open_parent(&parent, space, epoch, &sealed), Err(SealError));
    assert_eq!(
        open_parent(&child, SpaceId::NONE, epoch, &sealed),
        Err(SealError)
    );
    assert_eq!(
        open_parent(&child, space, EpochId::NONE, &sealed),
        Err(SealError)
    );
}

#[test]
fn what_is_no_agreement_key_gets_nothing_wrapped() {
    let rng = &mut Seeded::new(1);
    let key = EpochKey::generate(rng);
    for bytes in [Vec::new(), vec![0; 32], vec![0xff; 1216]] {
        let to = samvev_protocol::keys::AgreementKey(bytes);
        let wrapped = wrap(
            &key,
            SpaceId::NONE,
            CircleId::EVERYONE,
            Wrapping::Of(EpochId::NONE),
            &to,
            rng,
        );
        assert_eq!(wrapped, Err(SealError));
    }
}

#[test]
fn a_commitment_tells_one_key_from_another_and_a_key_is_never_printed() {
    let rng = &mut Seeded::new(1);
    let (one, other) = (EpochKey::generate(rng), EpochKey::generate(rng));
    assert_eq!(
        one.commitment(),
        EpochKey::from_bytes(*one.as_bytes()).commitment()
    );
    assert_ne!(one.commitment(), other.commitment());
    assert_eq!(format!("{one:?}"), "EpochKey(…)");
}
