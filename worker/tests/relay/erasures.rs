//! What an erasure retires is let go of, and does not come back.

use crate::{
    desk::{Desk, PLAN, TwoWhoWrote, two_who_wrote},
    people::Person,
};
use samvev_protocol::{
    bodies::{Purpose, Role},
    frame::{Frame, Reason},
    ids::RecordId,
    record::Record,
};
use samvev_worker::store::Store;

/// Two with a plan in which both have written; the second is not connected.
fn shared() -> (TwoWhoWrote, Vec<RecordId>) {
    let shared = two_who_wrote();
    let written = shared.written.clone();
    (shared, written)
}

fn holds(desk: &Desk, record: &Record) -> bool {
    let held = desk.store.open(record.space()).unwrap();
    held.iter().any(|one| one.id == record.id())
}

#[test]
fn what_is_erased_is_let_go_of_at_once_and_the_erasure_is_passed_on() {
    let (mut shared, written) = shared();
    let berit_here = shared.desk.enter(&shared.berit);
    shared.desk.heard(berit_here);
    let elsewhere = shared.anna.write("i katalogen");
    let erasure = shared.anna.erase(PLAN);
    shared.desk.put_unsent(shared.anna_here, &mut shared.anna);
    assert!(
        written
            .iter()
            .all(|id| !holds(&shared.desk, &shared.berit.records[id]))
    );
    assert!(holds(&shared.desk, &shared.anna.records[&erasure]));
    assert!(holds(&shared.desk, &shared.anna.records[&elsewhere]));
    let heard = shared.desk.heard(berit_here);
    let passed_on = heard.iter().any(|frame| {
        matches!(frame, Frame::Records(records)
            if records.iter().any(|bytes| Record::decode(bytes).unwrap().id() == erasure))
    });
    assert!(passed_on, "{heard:?}");
    assert!(
        shared
            .desk
            .ask(berit_here, &Frame::Get(written.clone()))
            .is_empty()
    );
    // Nor is it named in a reconciliation: somebody new hears of the erasure, and of nothing else.
    let invitation = shared.anna.invite(Role::Reader, 1, 7);
    shared.desk.put_unsent(shared.anna_here, &mut shared.anna);
    let mut carl = Person::invited(&invitation, 3);
    shared.desk.sync(&mut carl);
    assert!(carl.records.contains_key(&erasure));
    assert!(written.iter().all(|id| !carl.records.contains_key(id)));
}

#[test]
fn whoever_was_away_brings_nothing_back() {
    let (mut shared, written) = shared();
    let late = shared.berit.write_in(PLAN, "skrevet uten nett");
    shared.anna.erase(PLAN);
    shared.desk.put_unsent(shared.anna_here, &mut shared.anna);
    let again = shared.desk.enter(&shared.berit);
    shared.desk.heard(again);
    let bytes = shared
        .berit
        .in_order(|id| *id == late || written.contains(id));
    let heard = shared.desk.ask(again, &Frame::Put(bytes));
    assert_eq!(heard.len(), 3, "{heard:?}");
    for frame in &heard {
        assert!(
            matches!(
                frame,
                Frame::Rejected {
                    reason: Reason::Retired,
                    ..
                }
            ),
            "{frame:?}"
        );
    }
    assert!(!holds(&shared.desk, &shared.berit.records[&late]));
}

#[test]
fn what_was_on_its_way_to_the_disk_goes_too() {
    let (mut shared, _) = shared();
    let berit_here = shared.desk.enter(&shared.berit);
    shared.desk.heard(berit_here);
    shared.desk.hold_disk();
    let late = shared.berit.write_in(PLAN, "på vei");
    shared.desk.put_unsent(berit_here, &mut shared.berit);
    shared.anna.erase(PLAN);
    shared.desk.put_unsent(shared.anna_here, &mut shared.anna);
    shared.desk.release_disk();
    assert!(!holds(&shared.desk, &shared.berit.records[&late]));
    let heard = shared.desk.heard(shared.anna_here);
    let seen = heard.iter().any(|frame| matches!(frame, Frame::Records(_)));
    assert!(!seen, "what is gone is shown to nobody: {heard:?}");
}

#[test]
fn a_store_that_fails_is_asked_again() {
    let (mut shared, written) = shared();
    shared.desk.fails_to_retire = true;
    shared.anna.erase(PLAN);
    shared.desk.put_unsent(shared.anna_here, &mut shared.anna);
    let first = shared.anna.records[&written[0]].clone();
    shared.desk.passes(5_000);
    assert!(holds(&shared.desk, &first));
    shared.desk.fails_to_retire = false;
    shared.desk.passes(5_000);
    assert!(!holds(&shared.desk, &first));
}

#[test]
fn what_a_store_did_not_let_go_of_goes_when_the_space_is_opened_again() {
    let (mut shared, written) = shared();
    shared.desk.fails_to_retire = true;
    shared.anna.erase(PLAN);
    shared.desk.put_unsent(shared.anna_here, &mut shared.anna);
    let first = shared.anna.records[&written[0]].clone();
    assert!(holds(&shared.desk, &first));
    shared.desk.fails_to_retire = false;
    shared.desk.restart();
    let here = shared.desk.enter(&shared.anna);
    assert!(!holds(&shared.desk, &first));
    assert!(shared.desk.ask(here, &Frame::Get(written)).is_empty());
}

#[test]
fn who_was_removed_erases_nothing() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let invitation = anna.invite(Role::Administrator, 5, 7);
    anna.declare(PLAN, Purpose::Shared);
    let words = anna.write_in(PLAN, "Annas ord");
    let anna_here = desk.sync(&mut anna);
    let mut opened = Person::invited(&invitation, 2);
    let connection = desk.sync(&mut opened);
    desk.leave(connection);
    let mut berit = opened.join(&invitation);
    let connection = desk.sync(&mut berit);
    desk.leave(connection);
    anna.remove(berit.device());
    desk.put_unsent(anna_here, &mut anna);
    // They have not heard of it, and somebody who is here carries the record.
    let erasure = berit.erase(PLAN);
    anna.learn(berit.records[&erasure].clone());
    let bytes = berit.records[&erasure].bytes().to_vec();
    let heard = desk.ask(anna_here, &Frame::Put(vec![bytes]));
    assert_eq!(heard, [Frame::Stored(vec![erasure])]);
    assert!(holds(&desk, &anna.records[&words]));
}
