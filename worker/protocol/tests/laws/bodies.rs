use crate::seeded::{Home, document, keys};
use proptest::prelude::*;
use samvev_protocol::{
    bodies::{AuthorityBody, DocumentBody, Grant, MAX_AUTHORITY_BODY, Purpose, Role},
    ids::{CircleId, DocumentId, EpochId, PartyId, SpaceId},
    record::{DecodeError, Header, Kind, Record},
};
use serde::Serialize;

fn header(kind: Kind) -> Header {
    let (space, sequence) = if kind == Kind::Founding {
        (SpaceId::NONE, 1)
    } else {
        (SpaceId::from_bytes([1; 32]), 2)
    };
    let epoch = if kind == Kind::Grant {
        EpochId::from_bytes([2; 32])
    } else {
        EpochId::NONE
    };
    Header {
        kind,
        space,
        circle: CircleId::EVERYONE,
        document: if kind == Kind::Document {
            document(1)
        } else {
            DocumentId::NONE
        },
        epoch,
        author: keys(1).device(),
        sequence,
        parents: Vec::new(),
        authority: Vec::new(),
    }
}

fn read(header: Header, body: &[u8]) -> Result<AuthorityBody, DecodeError> {
    AuthorityBody::of(&Record::sign(header, body.to_vec(), &keys(1)).unwrap())
}

fn encoded(body: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(body).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_body_that_is_read_has_no_other_encoding(kind in prop::sample::select(vec![Kind::Document, Kind::Epoch, Kind::Removal]), body in prop::collection::vec(0u8..4, 0..40)) {
        if let Ok(read) = read(header(kind), &body) {
            prop_assert_eq!(read.encode(), body);
        }
    }

    #[test]
    fn bodies_from_anywhere_never_panic(body in any::<Vec<u8>>()) {
        for kind in [Kind::Founding, Kind::Grant] {
            prop_assert_eq!(read(header(kind), &body), Err(DecodeError::Body));
        }
    }
}

#[test]
fn a_padded_number_and_bytes_after_the_end_are_refused() {
    let party = Purpose::Party(PartyId::from_bytes([9; 16]));
    let body = encoded(&DocumentBody { purpose: party });
    assert_eq!(
        read(header(Kind::Document), &body),
        Ok(AuthorityBody::Document(DocumentBody { purpose: party }))
    );
    let padded = [&[0x81, 0x00][..], &body[1..]].concat();
    assert_eq!(
        read(header(Kind::Document), &padded),
        Err(DecodeError::Body)
    );
    let longer = [&body[..], &[0]].concat();
    assert_eq!(
        read(header(Kind::Document), &longer),
        Err(DecodeError::Body)
    );
    assert_eq!(
        read(header(Kind::Epoch), &vec![0; MAX_AUTHORITY_BODY + 1]),
        Err(DecodeError::Body)
    );
}

#[test]
fn each_kind_asks_its_form_of_the_header() {
    let body = encoded(&DocumentBody {
        purpose: Purpose::Shared,
    });
    let of_no_document = Header {
        document: DocumentId::NONE,
        ..header(Kind::Document)
    };
    let with_epoch = Header {
        epoch: EpochId::from_bytes([1; 32]),
        ..header(Kind::Document)
    };
    let with_parents = Header {
        parents: vec![crate::seeded::record_id(1)],
        ..header(Kind::Document)
    };
    for header in [of_no_document, with_epoch, with_parents] {
        assert_eq!(read(header, &body), Err(DecodeError::Body));
    }
    for kind in [
        Kind::Permit,
        Kind::Removal,
        Kind::Changes,
        Kind::Snapshot,
        Kind::Prune,
        Kind::Erasure,
    ] {
        assert_eq!(read(header(kind), &body), Err(DecodeError::Body));
    }
}

#[test]
fn a_grant_whose_device_did_not_name_the_agreement_key_is_refused() {
    let home = Home::new(1);
    let own = &home.founded.records[2];
    let Ok(AuthorityBody::Grant(grant)) = AuthorityBody::of(own) else {
        panic!("a grant")
    };
    let sign =
        |grant: &Grant| Record::sign(own.header().clone(), encoded(grant), &home.founder).unwrap();
    assert!(AuthorityBody::of(&sign(&grant)).is_ok());
    let other_key = Grant {
        agreement: keys(2).agreement(),
        ..grant.clone()
    };
    let other_device = Grant {
        to: keys(2).device(),
        ..grant.clone()
    };
    let cut = Grant {
        wrapped: grant.wrapped[1..].to_vec(),
        ..grant.clone()
    };
    for grant in [other_key, other_device, cut] {
        assert_eq!(AuthorityBody::of(&sign(&grant)), Err(DecodeError::Body));
    }
}

#[test]
fn the_numbers_of_roles_and_purposes_are_the_wires() {
    for (number, role) in [
        Role::Reader,
        Role::Contributor,
        Role::Editor,
        Role::Administrator,
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(encoded(role), [u8::try_from(number).unwrap()]);
    }
    assert_eq!(encoded(&Purpose::Shared), [0]);
    assert_eq!(
        encoded(&Purpose::Party(PartyId::from_bytes([7; 16]))),
        [&[1][..], &[7; 16]].concat()
    );
    assert_eq!(encoded(&Purpose::Open), [2]);
}
