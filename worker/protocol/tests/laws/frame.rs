use proptest::{collection::vec, prelude::*};
use samvev_protocol::{
    frame::{Frame, FrameError, MAX_BATCH, MAX_FRAME, Reason},
    ids::{DeviceId, RecordId, SpaceId},
};

fn reason() -> impl Strategy<Value = Reason> {
    prop::sample::select(vec![
        Reason::Malformed,
        Reason::Version,
        Reason::Challenge,
        Reason::NotMember,
        Reason::NotAllowed,
        Reason::InvitationSpent,
        Reason::InvitationEnded,
        Reason::NoPermit,
        Reason::TooLarge,
        Reason::TooFast,
        Reason::Full,
        Reason::Failed,
    ])
}

pub fn frame() -> impl Strategy<Value = Frame> {
    let bytes = || any::<Vec<u8>>();
    let id = || any::<[u8; 32]>().prop_map(RecordId::from_bytes);
    let records = || vec(any::<Vec<u8>>(), 0..5);
    let challenge = (any::<u8>(), any::<[u8; 32]>(), any::<u64>());
    let hello = (
        any::<u8>(),
        any::<[u8; 32]>(),
        any::<[u8; 32]>(),
        any::<[u8; 32]>(),
        any::<[u8; 32]>(),
        ".*",
    );
    prop_oneof![
        challenge.prop_map(|(version, nonce, now)| Frame::Challenge {
            version,
            nonce,
            now
        }),
        hello.prop_map(|(version, space, device, left, right, relay)| {
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(&left);
            signature[32..].copy_from_slice(&right);
            let (space, device) = (SpaceId::from_bytes(space), DeviceId::from_bytes(device));
            Frame::Hello {
                version,
                space,
                device,
                signature,
                relay,
            }
        }),
        (any::<bool>(), any::<u32>()).prop_map(|(known, others)| Frame::Welcome { known, others }),
        reason().prop_map(Frame::Refused),
        bytes().prop_map(Frame::Reconcile),
        bytes().prop_map(Frame::Reconciled),
        vec(id(), 0..5).prop_map(Frame::Get),
        records().prop_map(Frame::Put),
        records().prop_map(Frame::Records),
        vec(id(), 0..5).prop_map(Frame::Stored),
        (id(), reason()).prop_map(|(record, reason)| Frame::Rejected { record, reason }),
        bytes().prop_map(Frame::Presence),
        Just(Frame::Ping),
        Just(Frame::Pong),
    ]
}

proptest! {
    #[test]
    fn a_frame_reads_back_the_same(frame in frame()) {
        prop_assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
    }

    #[test]
    fn a_frame_cut_or_gone_on_is_no_frame(frame in frame(), at: prop::sample::Index) {
        let bytes = frame.encode();
        prop_assert_eq!(Frame::decode(&bytes[..at.index(bytes.len())]), Err(FrameError));
        prop_assert_eq!(Frame::decode(&[&bytes[..], &[0]].concat()), Err(FrameError));
    }

    #[test]
    fn bytes_from_anywhere_never_panic(bytes in any::<Vec<u8>>()) {
        if let Ok(frame) = Frame::decode(&bytes) {
            prop_assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
        }
    }
}

#[test]
fn the_numbers_of_the_frames_are_the_wires() {
    let numbered = [
        Frame::Challenge {
            version: 1,
            nonce: [0; 32],
            now: 0,
        },
        Frame::Hello {
            version: 1,
            space: SpaceId::NONE,
            device: DeviceId::from_bytes([0; 32]),
            signature: [0; 64],
            relay: String::new(),
        },
        Frame::Welcome {
            known: true,
            others: 0,
        },
        Frame::Refused(Reason::Malformed),
        Frame::Reconcile(Vec::new()),
        Frame::Reconciled(Vec::new()),
        Frame::Get(Vec::new()),
        Frame::Put(Vec::new()),
        Frame::Records(Vec::new()),
        Frame::Stored(Vec::new()),
        Frame::Rejected {
            record: RecordId::from_bytes([0; 32]),
            reason: Reason::Malformed,
        },
        Frame::Presence(Vec::new()),
        Frame::Ping,
        Frame::Pong,
    ];
    for (number, frame) in numbered.iter().enumerate() {
        assert_eq!(usize::from(frame.encode()[0]), number);
    }
    // A list of records is a list of byte strings: counts and lengths, then the bytes as they are.
    assert_eq!(
        Frame::Put(vec![vec![7, 8], vec![9]]).encode(),
        [7, 2, 2, 7, 8, 1, 9]
    );
    assert_eq!(Frame::Refused(Reason::Failed).encode(), [3, 11]);
}

#[test]
fn too_large_a_frame_or_batch_is_no_frame() {
    let room = MAX_FRAME - 5;
    assert!(Frame::decode(&Frame::Presence(vec![0; room]).encode()).is_ok());
    assert_eq!(
        Frame::decode(&Frame::Presence(vec![0; room + 1]).encode()),
        Err(FrameError)
    );
    assert!(Frame::decode(&Frame::Put(vec![Vec::new(); MAX_BATCH]).encode()).is_ok());
    assert_eq!(
        Frame::decode(&Frame::Put(vec![Vec::new(); MAX_BATCH + 1]).encode()),
        Err(FrameError)
    );
    let announced = [&[7][..], &[0xff, 0xff, 0xff, 0x7f]].concat();
    assert_eq!(Frame::decode(&announced), Err(FrameError));
}
