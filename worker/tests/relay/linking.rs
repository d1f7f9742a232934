//! One more device of a person's, by a relay's clock and count.

use crate::{
    desk::{DAY, Desk},
    people::Person,
};
use samvev_protocol::{
    bodies::Role,
    frame::{Frame, Reason},
    invitation::Invitation,
};

/// A reader who came by the founder's link, and is here.
fn reader() -> (Desk, Person, Person) {
    let (mut desk, mut founder) = (Desk::new(), Person::founder(1));
    let invitation = founder.invite(Role::Reader, 5, 7);
    desk.sync(&mut founder);
    let mut reader = opened(&mut desk, &invitation, 2).join(&invitation);
    desk.sync(&mut reader);
    assert!(reader.unsent.is_empty());
    (desk, founder, reader)
}

/// Somebody who has opened a link and seen the space.
fn opened(desk: &mut Desk, link: &Invitation, seed: u64) -> Person {
    let mut person = Person::invited(link, seed);
    let connection = desk.sync(&mut person);
    desk.leave(connection);
    person
}

#[test]
fn whoever_only_reads_adds_a_device_by_a_link_that_lets_in_one() {
    let (mut desk, _, mut reader) = reader();
    let link = reader.link();
    desk.sync(&mut reader);
    // Opening it spends nothing.
    let another = opened(&mut desk, &link, 3);
    let mut phone = opened(&mut desk, &link, 4).join_linked(&link);
    desk.sync(&mut phone);
    assert!(phone.unsent.is_empty());
    desk.enter(&phone);
    let member = phone.authority.member(&phone.device()).unwrap();
    assert_eq!(
        (member.role, member.of),
        (Role::Reader, Some(reader.device()))
    );

    let again = desk.greet(&link.keys, link.space);
    assert!(desk.is_refused(again, Reason::InvitationSpent));
    let late = another.join_linked(&link);
    let shown = desk.greet(&late.keys, late.space());
    desk.heard(shown);
    desk.say(
        shown,
        &Frame::Put(late.in_order(|id| late.unsent.contains(id))),
    );
    assert!(desk.is_refused(shown, Reason::InvitationSpent));
}

#[test]
fn a_link_for_ones_own_device_ends_after_a_day() {
    let (mut desk, _, mut reader) = reader();
    let link = reader.link();
    desk.sync(&mut reader);
    let here = desk.greet(&link.keys, link.space);
    assert!(!desk.is_closed(here));
    desk.now += DAY;
    let late = desk.greet(&link.keys, link.space);
    assert!(desk.is_refused(late, Reason::InvitationEnded));
}

#[test]
fn a_device_that_is_taken_back_is_cut_off_and_its_link_ends() {
    let (mut desk, _, mut reader) = reader();
    let link = reader.link();
    desk.sync(&mut reader);
    let mut phone = opened(&mut desk, &link, 4).join_linked(&link);
    let there = desk.sync(&mut phone);
    desk.sync(&mut reader);
    reader.take_back(link.keys.device());
    reader.take_back(phone.device());
    desk.sync(&mut reader);
    assert!(desk.is_closed(there));
    let again = desk.greet(&link.keys, link.space);
    assert!(desk.is_refused(again, Reason::InvitationEnded));
    // It comes back neither as it was nor by the same joining once more.
    let shown = desk.greet(&phone.keys, phone.space());
    desk.heard(shown);
    desk.say(shown, &Frame::Put(phone.in_order(|_| true)));
    assert!(desk.is_closed(shown));
    // Whoever took it back goes on.
    desk.enter(&reader);
}
