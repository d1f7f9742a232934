//! What every decoder must bear: bytes from anywhere. The fuzz targets call these, and so does the test `decoders`, which
//! needs no nightly compiler. Each panics where a law is broken.

use samvev_protocol::{
    authority::Authority,
    bodies::AuthorityBody,
    frame::Frame,
    ids::{CircleId, DocumentId, EpochId, RecordId, SpaceId},
    invitation::Invitation,
    keys::DeviceKeys,
    linking::Link,
    reconcile::{Answering, Asking},
    record::{Header, Kind, Record},
};

/// Bytes as a record: refused, or read back to the same bytes.
pub fn record(bytes: &[u8]) {
    if let Ok(record) = Record::decode(bytes) {
        assert_eq!(record.bytes(), bytes);
        assert_eq!(record.id().as_bytes(), blake3::hash(bytes).as_bytes());
        let mut authority = Authority::new(record.space());
        let judged = authority.judge(&record);
        if authority.insert(&record).is_ok() {
            assert_eq!(authority.judge(&record), judged);
        }
    }
}

/// The first byte as a kind, the rest as the body of a properly signed authority record.
pub fn authority_body(bytes: &[u8]) {
    let Some((choice, body)) = bytes.split_first() else {
        return;
    };
    let keys = DeviceKeys::from_seed(&[7; 32]);
    let founding = choice % 5 == 0;
    let header = Header {
        kind: [
            Kind::Founding,
            Kind::Document,
            Kind::Grant,
            Kind::Epoch,
            Kind::Removal,
        ][usize::from(choice % 5)],
        space: if founding {
            SpaceId::NONE
        } else {
            SpaceId::from_bytes([1; 32])
        },
        circle: CircleId::EVERYONE,
        document: if choice % 5 == 1 {
            DocumentId::DIRECTORY
        } else {
            DocumentId::NONE
        },
        epoch: if choice % 5 == 2 {
            EpochId::from_bytes([2; 32])
        } else {
            EpochId::NONE
        },
        author: keys.device(),
        sequence: 1,
        parents: Vec::new(),
        authority: Vec::new(),
    };
    let Ok(record) = Record::sign(header, body.to_vec(), &keys) else {
        return;
    };
    let Ok(read) = AuthorityBody::of(&record) else {
        return;
    };
    assert_eq!(read.encode(), body);
    let _ = Authority::new(record.space()).insert(&record);
}

/// Bytes as a frame: refused, or read back to the same frame.
pub fn frame(bytes: &[u8]) {
    if let Ok(frame) = Frame::decode(bytes) {
        assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
    }
}

/// Bytes as a link: refused, or an invitation whose text leads to the same place.
pub fn link(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(invitation) = Invitation::from_link(&text) {
        let again = Invitation::from_link(&invitation.to_fragment());
        assert!(again.is_ok_and(|again| {
            (again.space, again.keys.device()) == (invitation.space, invitation.keys.device())
                && again.relays == invitation.relays
        }));
    }
    if let Ok(Link::Linking(linking)) = Link::read(&text) {
        let again = Link::read(&linking.to_fragment());
        assert!(again.is_ok_and(|again| match again {
            Link::Linking(again) => {
                again.keys.device() == linking.keys.device() && again.spaces == linking.spaces
            }
            Link::Invitation(_) => false,
        }));
    }
}

/// Bytes as one side's messages, the first byte of each its length over eight: each side bears them.
pub fn reconciliation(bytes: &[u8]) {
    let held: Vec<RecordId> = (0..100)
        .map(|n| RecordId::from_bytes(*blake3::hash(&[n]).as_bytes()))
        .collect();
    let Ok((mut asking, _)) = Asking::start(held.iter()) else {
        return;
    };
    let Ok(mut answering) = Answering::over(held.iter()) else {
        return;
    };
    let mut rest = bytes;
    while let Some((length, after)) = rest.split_first() {
        let (message, after) = after.split_at(after.len().min(usize::from(*length) * 8));
        rest = after;
        let _ = answering.answer(message);
        if let Ok((found, _)) = asking.step(message) {
            assert!(found.theirs_to_get.iter().all(|id| held.contains(id)));
        }
    }
}
