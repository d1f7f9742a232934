//! Who is let in, and what somebody who is not may see.

use crate::{
    desk::{ADDRESS, Desk, hello, settings, take},
    people::Person,
};
use samvev_protocol::{
    bodies::Role,
    frame::{FRAMES_VERSION, Frame, Reason},
    keys::DeviceKeys,
};
use samvev_worker::{relay::NewSpaces, store::MemoryStore};

fn challenge(desk: &mut Desk) -> (samvev_worker::relay::ConnectionId, [u8; 32]) {
    let connection = desk.connect();
    match desk.heard(connection).as_slice() {
        [Frame::Challenge { nonce, .. }] => (connection, *nonce),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_answer_to_another_challenge_address_or_by_another_key_is_refused() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    desk.sync(&mut anna);
    let other = DeviceKeys::from_seed(&[9; 32]);
    let (keys, device, space) = (&anna.keys, anna.device(), anna.space());

    let (_, old) = challenge(&mut desk);
    let wrong = [
        hello(keys, device, &old, space, ADDRESS),
        hello(&other, device, &old, space, ADDRESS),
    ];
    for frame in wrong {
        let (connection, _) = challenge(&mut desk);
        desk.say(connection, &frame);
        assert!(desk.is_refused(connection, Reason::Challenge));
    }
    // A false relay has let the device sign our challenge for its own address.
    let (connection, nonce) = challenge(&mut desk);
    desk.say(
        connection,
        &hello(keys, device, &nonce, space, "wss://false.example.no/ws"),
    );
    assert!(desk.is_refused(connection, Reason::Challenge));
    // And claims that it was ours.
    let (connection, nonce) = challenge(&mut desk);
    let Frame::Hello {
        version,
        space,
        device,
        signature,
        ..
    } = hello(keys, device, &nonce, space, "wss://false.example.no/ws")
    else {
        panic!()
    };
    desk.say(
        connection,
        &Frame::Hello {
            version,
            space,
            device,
            signature,
            relay: ADDRESS.to_owned(),
        },
    );
    assert!(desk.is_refused(connection, Reason::Challenge));
}

#[test]
fn a_later_version_of_the_frames_is_refused_by_name() {
    let mut desk = Desk::new();
    let anna = Person::founder(1);
    let (connection, nonce) = challenge(&mut desk);
    let Frame::Hello {
        space,
        device,
        signature,
        relay,
        ..
    } = hello(&anna.keys, anna.device(), &nonce, anna.space(), ADDRESS)
    else {
        panic!()
    };
    desk.say(
        connection,
        &Frame::Hello {
            version: FRAMES_VERSION + 1,
            space,
            device,
            signature,
            relay,
        },
    );
    assert!(desk.is_refused(connection, Reason::Version));
}

#[test]
fn nothing_is_heard_before_the_greeting() {
    for frame in [
        Frame::Put(vec![vec![1; 40]]),
        Frame::Get(Vec::new()),
        Frame::Ping,
        Frame::Presence(vec![1]),
    ] {
        let mut desk = Desk::new();
        let (connection, _) = challenge(&mut desk);
        desk.say(connection, &frame);
        assert!(desk.is_refused(connection, Reason::Malformed), "{frame:?}");
    }
}

#[test]
fn a_founder_fills_a_relay_that_does_not_know_the_space() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    anna.write("Barn og unge");
    desk.sync(&mut anna);
    assert!(anna.unsent.is_empty());
    assert_eq!(desk.kept(anna.space()).len(), anna.records.len());
    desk.enter(&anna);
}

#[test]
fn a_relay_without_automatic_permits_takes_no_new_space_and_keeps_those_it_has() {
    let mut closed = settings();
    closed.new_spaces = NewSpaces::Closed;
    let (mut desk, mut anna) = (
        Desk::with(closed.clone(), MemoryStore::default()),
        Person::founder(1),
    );
    let connection = desk.greet(&anna.keys, anna.space());
    assert_eq!(
        desk.heard(connection),
        [Frame::Welcome {
            known: false,
            others: 0
        }]
    );
    desk.say(connection, &Frame::Put(anna.in_order(|_| true)));
    assert!(desk.is_refused(connection, Reason::NoPermit));
    assert!(desk.kept(anna.space()).is_empty());

    let mut open = Desk::new();
    open.sync(&mut anna);
    let mut desk = Desk::with(closed, open.store.clone());
    desk.enter(&anna);
}

#[test]
fn a_stranger_learns_nothing_of_a_space_and_leaves_nothing_in_it() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let words = anna.write("Barn og unge");
    desk.sync(&mut anna);
    let kept = desk.kept(anna.space());
    let mallory = Person::founder(2);

    for frame in [
        Frame::Reconcile(vec![0x61]),
        Frame::Get(vec![words]),
        Frame::Presence(vec![1]),
        // Records of their own space, and the space's own founding.
        Frame::Put(mallory.in_order(|_| true)),
        Frame::Put(anna.in_order(|_| true)),
        Frame::Put(Vec::new()),
    ] {
        let connection = desk.greet(&mallory.keys, anna.space());
        assert_eq!(
            desk.heard(connection),
            [Frame::Welcome {
                known: false,
                others: 0
            }]
        );
        let heard = desk.ask(connection, &frame);
        assert_eq!(heard, [Frame::Refused(Reason::NotMember)], "{frame:?}");
        assert!(desk.is_closed(connection));
    }
    assert_eq!(desk.kept(anna.space()), kept);

    // Nor does one who waits hear what the members say.
    let waiting = desk.greet(&mallory.keys, anna.space());
    desk.heard(waiting);
    let anna_here = desk.enter(&anna);
    anna.write("Rus og psykisk helse");
    desk.put_unsent(anna_here, &mut anna);
    desk.say(anna_here, &Frame::Presence(vec![1]));
    assert!(desk.heard(waiting).is_empty());
}

#[test]
fn a_stranger_who_has_anothers_records_does_not_bring_the_space_in() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let mallory = Person::founder(2);
    let waiting = desk.greet(&anna.keys, anna.space());
    desk.heard(waiting);
    let stranger = desk.greet(&mallory.keys, anna.space());
    desk.heard(stranger);
    desk.say(stranger, &Frame::Put(anna.in_order(|_| true)));
    assert!(desk.is_refused(stranger, Reason::NotMember));
    assert!(desk.kept(anna.space()).is_empty());
    // The relay is as if it had never heard of it: who has a right to be there shows it, and all is kept.
    let again = desk.greet(&anna.keys, anna.space());
    assert_eq!(
        desk.heard(again),
        [Frame::Welcome {
            known: false,
            others: 0
        }]
    );
    desk.sync(&mut anna);
    assert_eq!(desk.kept(anna.space()).len(), anna.records.len());
}

#[test]
fn a_member_whose_grant_the_relay_lost_shows_it_and_is_let_in() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let invitation = anna.invite(Role::Editor, 1, 7);
    desk.sync(&mut anna);
    let mut berit = Person::invited(&invitation, 2);
    desk.sync(&mut berit);
    let mut berit = berit.join(&invitation);
    desk.sync(&mut berit);
    berit.write("Vi tar tiltak 3");

    // Another relay, which only the founder has filled.
    let mut other = Desk::new();
    let mut founder_only = Person::founder(1);
    founder_only.invite(Role::Editor, 1, 7);
    other.sync(&mut founder_only);
    assert_eq!(
        founder_only.records.keys().next(),
        anna.records.keys().next()
    );

    let connection = other.sync(&mut berit);
    assert!(berit.unsent.is_empty());
    assert!(!other.is_closed(connection));
    assert_eq!(other.kept(berit.space()).len(), berit.records.len());
}

#[test]
fn an_empty_relay_is_filled_by_any_member_and_all_is_there_for_the_others() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let invitation = anna.invite(Role::Editor, 2, 7);
    anna.write("Barn og unge");
    desk.sync(&mut anna);
    let mut berit = Person::invited(&invitation, 2);
    desk.sync(&mut berit);
    let mut berit = berit.join(&invitation);
    berit.write("Ungdomsråd");
    desk.sync(&mut berit);
    desk.sync(&mut anna);
    anna.write("Skrevet mens releet var borte");

    let mut empty = Desk::new();
    empty.sync(&mut berit);
    assert!(berit.unsent.is_empty());
    let connection = empty.enter(&anna);
    empty.reconcile(connection, &mut anna);
    assert!(anna.unsent.is_empty());
    empty.sync(&mut berit);
    assert_eq!(anna.reads(), berit.reads());
    assert_eq!(anna.reads().len(), 3);

    // The link still works there, for who has not used it.
    let mut cecilie = Person::invited(&invitation, 3);
    empty.sync(&mut cecilie);
    assert_eq!(cecilie.join(&invitation).reads(), anna.reads());
}

#[test]
fn who_says_nothing_is_let_go() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let silent = desk.connect();
    desk.heard(silent);
    desk.passes(settings().limits.hello_within + 1);
    assert!(desk.is_refused(silent, Reason::Challenge));

    let stranger = desk.greet(&anna.keys, anna.space());
    desk.heard(stranger);
    desk.passes(settings().limits.shown_within + 1);
    assert!(desk.is_refused(stranger, Reason::NotMember));

    let here = desk.sync(&mut anna);
    desk.passes(settings().limits.ping_after + 1);
    assert_eq!(desk.heard(here), [Frame::Ping]);
    desk.passes(1_000);
    assert!(desk.heard(here).is_empty(), "one ping is enough");
    desk.say(here, &Frame::Pong);
    desk.passes(settings().limits.ping_after + 1);
    assert_eq!(desk.heard(here), [Frame::Ping]);
    assert_eq!(desk.ask(here, &Frame::Ping), [Frame::Pong]);
    desk.passes(settings().limits.gone_after + 1);
    assert!(desk.is_closed(here));
}

#[test]
fn a_space_that_everybody_left_is_forgotten_and_read_anew() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let here = desk.sync(&mut anna);
    desk.passes(1);
    desk.leave(here);
    assert_eq!(desk.relay.tally().spaces, 1);
    desk.passes(settings().limits.forget_after + 1);
    assert_eq!(desk.relay.tally().spaces, 0);
    let here = desk.enter(&anna);
    let heard = desk.ask(here, &Frame::Get(anna.records.keys().copied().collect()));
    let mut again = Person::founder(1);
    again.records.clear();
    take(&mut again, &heard);
    assert!(again.records == anna.records);
}
