//! Invitations by the relay's clock and count.

use crate::{
    desk::{DAY, Desk},
    people::Person,
};
use samvev_protocol::{
    bodies::Role,
    frame::{Frame, Reason},
    invitation::Invitation,
    record::Record,
};

fn invite(uses: u32, days: u16) -> (Desk, Person, Invitation) {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let invitation = anna.invite(Role::Editor, uses, days);
    desk.sync(&mut anna);
    (desk, anna, invitation)
}

/// Somebody who has opened the link, seen the space, and made a joining that is not yet sent.
fn joining(desk: &mut Desk, invitation: &Invitation, seed: u64) -> Person {
    let mut person = Person::invited(invitation, seed);
    let connection = desk.sync(&mut person);
    desk.leave(connection);
    person.join(invitation)
}

fn own(person: &Person) -> Vec<Vec<u8>> {
    person.in_order(|id| person.unsent.contains(id))
}

#[test]
fn opening_a_link_spends_nothing() {
    let (mut desk, anna, invitation) = invite(1, 7);
    for seed in 10..20 {
        let mut person = Person::invited(&invitation, seed);
        let connection = desk.sync(&mut person);
        assert!(person.records == anna.records);
        desk.leave(connection);
    }
    let mut berit = joining(&mut desk, &invitation, 2);
    desk.sync(&mut berit);
    assert!(berit.unsent.is_empty());
}

#[test]
fn joining_on_the_invitations_connection_works_and_it_stays() {
    let (mut desk, _, invitation) = invite(1, 7);
    let mut opened = Person::invited(&invitation, 2);
    let connection = desk.sync(&mut opened);
    let mut berit = opened.join(&invitation);
    desk.put_unsent(connection, &mut berit);
    assert!(berit.unsent.is_empty());
    assert!(!desk.is_closed(connection));
    desk.reconcile(connection, &mut berit);
    desk.enter(&berit);
}

#[test]
fn an_invitation_ends_after_its_days_by_the_relays_clock() {
    let (mut desk, _, invitation) = invite(10, 7);
    let mut late = joining(&mut desk, &invitation, 2);
    let mut watching = Person::invited(&invitation, 3);
    let watching_here = desk.sync(&mut watching);
    desk.now += 7 * DAY - 1;
    desk.say(watching_here, &Frame::Pong);
    let mut in_time = joining(&mut desk, &invitation, 4);
    desk.sync(&mut in_time);
    assert!(in_time.unsent.is_empty());

    desk.passes(1);
    // Who had it open is cut off, who opens it now is told, and so is who made a joining in time and brings it too late.
    assert!(desk.is_refused(watching_here, Reason::InvitationEnded));
    let opened = desk.greet(&invitation.keys, invitation.space);
    assert!(desk.is_refused(opened, Reason::InvitationEnded));
    let shown = desk.greet(&late.keys, late.space());
    assert_eq!(
        desk.heard(shown),
        [Frame::Welcome {
            known: false,
            others: 0
        }]
    );
    let records = late.in_order(|_| true);
    desk.put(shown, &mut late, &records);
    assert!(desk.is_closed(shown));
    assert!(!late.unsent.is_empty());
    // Who joined in time is a member for good.
    desk.enter(&in_time);
}

#[test]
fn the_days_count_from_the_first_time_the_grant_was_stored_also_after_a_restart() {
    let (mut desk, mut anna, invitation) = invite(10, 7);
    desk.now += 6 * DAY;
    desk.restart();
    // It is brought once more, which begins nothing anew.
    let here = desk.enter(&anna);
    let records = anna.in_order(|_| true);
    desk.put(here, &mut anna, &records);
    desk.now += DAY;
    let opened = desk.greet(&invitation.keys, invitation.space);
    assert!(desk.is_refused(opened, Reason::InvitationEnded));
}

#[test]
fn an_invitation_lets_in_as_many_as_it_says() {
    let (mut desk, _, invitation) = invite(2, 7);
    let mut people: Vec<_> = (2..5)
        .map(|seed| joining(&mut desk, &invitation, seed))
        .collect();
    let mut watching = Person::invited(&invitation, 9);
    let watching_here = desk.sync(&mut watching);
    desk.sync(&mut people[0]);
    assert!(!desk.is_closed(watching_here));
    desk.sync(&mut people[1]);
    assert!(people[0].unsent.is_empty() && people[1].unsent.is_empty());
    assert!(desk.is_closed(watching_here));
    assert_eq!(
        desk.heard(watching_here).last(),
        Some(&Frame::Refused(Reason::InvitationSpent))
    );

    let third = desk.greet(&people[2].keys, people[2].space());
    desk.heard(third);
    desk.say(third, &Frame::Put(own(&people[2])));
    assert!(desk.is_refused(third, Reason::InvitationSpent));
    let opened = desk.greet(&invitation.keys, invitation.space);
    assert!(desk.is_refused(opened, Reason::InvitationSpent));
    // The count survives a restart.
    desk.restart();
    let opened = desk.greet(&invitation.keys, invitation.space);
    assert!(desk.is_refused(opened, Reason::InvitationSpent));
    desk.enter(&people[0]);
    desk.enter(&people[1]);
}

#[test]
fn more_joinings_in_one_put_than_the_invitation_has_uses_are_rejected_one_by_one() {
    let (mut desk, anna, invitation) = invite(1, 7);
    let people: Vec<_> = (2..4)
        .map(|seed| joining(&mut desk, &invitation, seed))
        .collect();
    let opened = desk.greet(&invitation.keys, invitation.space);
    desk.heard(opened);
    let heard = desk.ask(opened, &Frame::Put(people.iter().flat_map(own).collect()));
    let second = Record::decode(&own(&people[1])[0]).unwrap().id();
    assert!(heard.contains(&Frame::Rejected {
        record: second,
        reason: Reason::InvitationSpent
    }));
    assert_eq!(desk.kept(anna.space()).len(), anna.records.len() + 1);
}

#[test]
fn the_same_joining_twice_is_one_use_and_so_is_a_second_one_for_the_same_device() {
    let (mut desk, _, invitation) = invite(2, 7);
    let mut berit = joining(&mut desk, &invitation, 2);
    let first = own(&berit);
    desk.sync(&mut berit);
    for _ in 0..3 {
        let here = desk.enter(&berit);
        let heard = desk.ask(here, &Frame::Put(first.clone()));
        assert!(matches!(heard.as_slice(), [Frame::Stored(ids)] if ids.len() == 1));
        desk.leave(here);
    }
    let mut cecilie = joining(&mut desk, &invitation, 3);
    desk.sync(&mut cecilie);
    assert!(cecilie.unsent.is_empty());
}

#[test]
fn who_another_relay_let_in_stands_here_too_when_a_member_brings_it() {
    let (mut desk, mut anna, invitation) = invite(1, 7);
    let mut berit = joining(&mut desk, &invitation, 2);
    let cecilie = joining(&mut desk, &invitation, 3);
    desk.sync(&mut berit);
    // The other relay let Cecilie in, and Anna has seen it there.
    for record in own(&cecilie) {
        anna.learn(Record::decode(&record).unwrap());
    }
    let alone = desk.greet(&cecilie.keys, cecilie.space());
    desk.heard(alone);
    desk.say(alone, &Frame::Put(own(&cecilie)));
    assert!(desk.is_refused(alone, Reason::InvitationSpent));
    desk.sync(&mut anna);
    desk.enter(&cecilie);
}

#[test]
fn who_shows_its_own_joining_has_the_use_though_anothers_comes_first() {
    let (mut desk, _, invitation) = invite(1, 7);
    let berit = joining(&mut desk, &invitation, 2);
    let cecilie = joining(&mut desk, &invitation, 3);
    let shown = desk.greet(&berit.keys, berit.space());
    desk.heard(shown);
    let mut both = own(&cecilie);
    both.extend(own(&berit));
    desk.say(shown, &Frame::Put(both));
    assert!(!desk.is_closed(shown));
    desk.enter(&berit);
}
