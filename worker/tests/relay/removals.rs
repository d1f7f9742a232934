//! Who is removed is cut off, and what they wrote is kept when somebody who is here brings it.

use crate::{desk::Desk, people::Person};
use samvev_protocol::{
    bodies::Role,
    frame::{Frame, Reason},
    record::Record,
};

/// A founder, and one more administrator, both connected.
fn two() -> (Desk, Person, Person) {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let invitation = anna.invite(Role::Administrator, 5, 7);
    desk.sync(&mut anna);
    let mut opened = Person::invited(&invitation, 2);
    let connection = desk.sync(&mut opened);
    desk.leave(connection);
    let mut berit = opened.join(&invitation);
    let connection = desk.sync(&mut berit);
    desk.leave(connection);
    (desk, anna, berit)
}

/// Somebody who was removed comes back with all that they have (it might be a grant that is not known here), in vain: they
/// are told that they are removed, and nothing else that is new.
fn show(desk: &mut Desk, removed: &Person) {
    let again = desk.greet(&removed.keys, removed.space());
    desk.heard(again);
    desk.say(again, &Frame::Put(removed.in_order(|_| true)));
    assert!(desk.is_closed(again));
    let heard = desk.heard(again);
    let [Frame::Records(told), Frame::Refused(Reason::NotMember)] = heard.as_slice() else {
        panic!("{heard:?}")
    };
    let mut authority = removed.authority.clone();
    for bytes in told {
        let record = Record::decode(bytes).unwrap();
        assert!(record.header().kind.is_authority());
        authority.insert(&record).unwrap();
    }
    assert!(authority.is_removed(&removed.device()));
}

#[test]
fn a_connected_device_that_is_removed_is_told_and_cut_off_at_once() {
    let (mut desk, mut anna, berit) = two();
    let (anna_here, berit_here) = (desk.sync(&mut anna), desk.enter(&berit));
    let removal = anna.remove(berit.device());
    desk.put_unsent(anna_here, &mut anna);
    assert!(anna.unsent.is_empty());
    let heard = desk.heard(berit_here);
    let told = heard.iter().any(|frame| {
        matches!(frame, Frame::Records(records)
            if records.iter().any(|bytes| Record::decode(bytes).unwrap().id() == removal))
    });
    assert!(told, "{heard:?}");
    assert_eq!(heard.last(), Some(&Frame::Refused(Reason::NotMember)));
    assert!(desk.is_closed(berit_here) && !desk.is_closed(anna_here));
    // Nor is it let in again, also by a relay that was killed in between, whatever it shows.
    desk.restart();
    show(&mut desk, &berit);
}

#[test]
fn what_is_written_after_a_removal_is_not_for_the_removed() {
    let (mut desk, mut anna, mut berit) = two();
    let here = desk.sync(&mut anna);
    anna.write("før");
    desk.put_unsent(here, &mut anna);
    desk.sync(&mut berit);
    anna.remove(berit.device());
    anna.write("etter");
    desk.put_unsent(here, &mut anna);
    // Not even with all that there is.
    for record in anna.records.values() {
        berit.learn(record.clone());
    }
    assert!(berit.reads().contains("før") && !berit.reads().contains("etter"));
    assert!(anna.reads().contains("før") && anna.reads().contains("etter"));
}

#[test]
fn what_the_removed_wrote_is_kept_when_somebody_here_brings_it() {
    let (mut desk, mut anna, mut berit) = two();
    desk.sync(&mut anna);
    let written = berit.write("skrevet uten nett");
    let late = berit.invite(Role::Reader, 1, 7);
    let brought = [
        berit.records[&written].clone(),
        berit
            .records
            .values()
            .find(|record| berit.unsent.contains(&record.id()) && record.id() != written)
            .unwrap()
            .clone(),
    ];
    anna.remove(berit.device());
    let here = desk.sync(&mut anna);
    for record in &brought {
        anna.learn(record.clone());
        anna.unsent.insert(record.id());
    }
    desk.put_unsent(here, &mut anna);
    assert!(anna.unsent.is_empty());
    assert!(
        brought
            .iter()
            .all(|record| desk.kept(anna.space()).contains(&record.id()))
    );
    // An invitation that the removed made afterwards opens nothing.
    let opened = desk.greet(&late.keys, late.space);
    assert!(desk.is_refused(opened, Reason::InvitationEnded) || desk.is_closed(opened));
}

#[test]
fn relays_that_hear_of_a_removal_in_different_order_end_alike() {
    let (mut desk, mut anna, mut berit) = two();
    // One relay hears first what the removed wrote afterwards, the other first that they are removed.
    let mut other = Desk::new();
    other.sync(&mut anna);
    anna.remove(berit.device());
    let here = other.sync(&mut anna);
    berit.write("til den ene");
    desk.sync(&mut berit);
    desk.sync(&mut anna);
    other.reconcile(here, &mut anna);
    assert_eq!(desk.kept(anna.space()), other.kept(anna.space()));
    for desk in [&mut desk, &mut other] {
        show(desk, &berit);
    }
}

#[test]
fn a_withdrawn_invitation_ends_for_who_has_it_open_and_who_joins_by_it() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let invitation = anna.invite(Role::Editor, 5, 7);
    let here = desk.sync(&mut anna);
    let mut opened = Person::invited(&invitation, 2);
    let watching = desk.sync(&mut opened);
    let mut late = opened.join(&invitation);
    anna.remove(invitation.keys.device());
    desk.put_unsent(here, &mut anna);
    assert!(desk.is_refused(watching, Reason::InvitationEnded));
    let shown = desk.greet(&late.keys, late.space());
    desk.heard(shown);
    let records = late.in_order(|_| true);
    desk.put(shown, &mut late, &records);
    assert!(desk.is_closed(shown) && !late.unsent.is_empty());
    let again = desk.greet(&invitation.keys, invitation.space);
    assert!(desk.is_refused(again, Reason::InvitationEnded));
}
