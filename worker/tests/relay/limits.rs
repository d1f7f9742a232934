//! Too much, too fast, and rubbish.

use crate::{
    desk::{Desk, settings},
    people::Person,
};
use proptest::prelude::*;
use samvev_protocol::{
    frame::{Frame, MAX_FRAME, Reason},
    ids::RecordId,
};
use samvev_worker::store::MemoryStore;

#[test]
fn too_many_frames_in_a_short_time_are_refused() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let here = desk.sync(&mut anna);
    let mut said = 0;
    while !desk.is_closed(here) {
        desk.say(here, &Frame::Ping);
        said += 1;
        assert!(said < 100_000);
    }
    assert!(desk.is_refused(here, Reason::TooFast));
    assert!(said > settings().limits.frames_per_second);
}

#[test]
fn a_frame_that_is_too_large_is_refused() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let here = desk.sync(&mut anna);
    desk.utter(here, &vec![0; MAX_FRAME + 1]);
    assert!(desk.is_refused(here, Reason::TooLarge));
}

#[test]
fn a_full_house_says_so() {
    let mut small = settings();
    small.limits.space_connections = 2;
    small.limits.connections = 4;
    let (mut desk, mut anna) = (
        Desk::with(small, MemoryStore::default()),
        Person::founder(1),
    );
    desk.sync(&mut anna);
    desk.enter(&anna);
    let third = desk.greet(&anna.keys, anna.space());
    assert!(desk.is_refused(third, Reason::Full));
    desk.connect();
    desk.connect();
    let fifth = desk.connect();
    assert!(desk.is_refused(fifth, Reason::Full));
}

#[test]
fn asking_for_more_than_can_be_sent_is_refused() {
    let mut small = settings();
    small.limits.asked_records = 3;
    let (mut desk, mut anna) = (
        Desk::with(small, MemoryStore::default()),
        Person::founder(1),
    );
    let here = desk.sync(&mut anna);
    desk.say(here, &Frame::Get(anna.records.keys().copied().collect()));
    assert!(desk.is_refused(here, Reason::TooFast));
}

#[test]
fn frames_that_only_a_relay_says_are_refused() {
    for frame in [
        Frame::Welcome {
            known: true,
            others: 0,
        },
        Frame::Refused(Reason::Full),
        Frame::Reconciled(Vec::new()),
        Frame::Records(Vec::new()),
        Frame::Stored(Vec::new()),
        Frame::Rejected {
            record: RecordId::from_bytes([1; 32]),
            reason: Reason::Full,
        },
        Frame::Reconcile(vec![0x61, 0, 5]),
    ] {
        let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
        let here = desk.sync(&mut anna);
        desk.say(here, &frame);
        assert!(desk.is_refused(here, Reason::Malformed), "{frame:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever bytes come, in whatever state, the relay answers or refuses; the others and what is kept are untouched.
    #[test]
    fn rubbish_is_refused_and_harms_nobody(
        before in proptest::bool::ANY,
        messages in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..200), 1..8),
    ) {
        let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
        desk.sync(&mut anna);
        let calm = desk.enter(&anna);
        let kept = desk.kept(anna.space());
        let rude = if before { desk.connect() } else { desk.enter(&anna) };
        for message in messages {
            if !desk.is_closed(rude) {
                desk.utter(rude, &message);
            }
        }
        prop_assert_eq!(desk.ask(calm, &Frame::Ping), [Frame::Pong]);
        prop_assert_eq!(desk.kept(anna.space()), kept);
    }
}
