//! A record is acknowledged when it is durable, and only then shown to anybody. What does not stand is not kept.

use crate::{
    desk::{Desk, settings, take},
    people::Person,
};
use samvev_protocol::{
    bodies::{Purpose, Role},
    frame::{Frame, MAX_BATCH, MAX_FRAME, Reason},
    ids::{DocumentId, RecordId},
    record::{Kind, MAX_RECORD, Record},
};
use samvev_worker::store::{MemoryStore, StoreError};

/// A founder and a member who joined by link, both connected.
fn two() -> (
    Desk,
    Person,
    samvev_worker::relay::ConnectionId,
    Person,
    samvev_worker::relay::ConnectionId,
) {
    joined_as(Role::Editor)
}

fn joined_as(
    role: Role,
) -> (
    Desk,
    Person,
    samvev_worker::relay::ConnectionId,
    Person,
    samvev_worker::relay::ConnectionId,
) {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let invitation = anna.invite(role, 10, 7);
    desk.sync(&mut anna);
    let mut berit = Person::invited(&invitation, 2);
    desk.sync(&mut berit);
    let mut berit = berit.join(&invitation);
    let berit_here = desk.sync(&mut berit);
    let anna_here = desk.sync(&mut anna);
    (desk, anna, anna_here, berit, berit_here)
}

fn put_one(
    desk: &mut Desk,
    connection: samvev_worker::relay::ConnectionId,
    bytes: Vec<u8>,
) -> Vec<Frame> {
    desk.ask(connection, &Frame::Put(vec![bytes]))
}

#[test]
fn who_joined_by_link_and_who_invited_see_what_the_other_writes() {
    let (mut desk, mut anna, anna_here, mut berit, berit_here) = two();
    anna.write("Anna skriver");
    berit.write("Berit skriver");
    desk.put_unsent(anna_here, &mut anna);
    desk.put_unsent(berit_here, &mut berit);
    let (to_anna, to_berit) = (desk.heard(anna_here), desk.heard(berit_here));
    take(&mut anna, &to_anna);
    take(&mut berit, &to_berit);
    assert_eq!(anna.reads(), berit.reads());
    assert_eq!(anna.reads().len(), 2);
    assert!(anna.unsent.is_empty() && berit.unsent.is_empty());
}

#[test]
fn a_record_is_neither_acknowledged_nor_shown_before_it_is_durable() {
    let (mut desk, mut anna, anna_here, mut berit, berit_here) = two();
    desk.hold_disk();
    let id = anna.write("Ikke på disken ennå");
    desk.put_unsent(anna_here, &mut anna);
    assert!(anna.unsent.contains(&id));
    assert!(desk.heard(berit_here).is_empty());
    desk.reconcile(berit_here, &mut berit);
    assert!(!berit.records.contains_key(&id), "not offered");
    assert!(
        desk.ask(berit_here, &Frame::Get(vec![id])).is_empty(),
        "not given"
    );

    desk.release_disk();
    let heard = desk.heard(anna_here);
    assert_eq!(heard, [Frame::Stored(vec![id])]);
    let heard = desk.heard(berit_here);
    take(&mut berit, &heard);
    assert!(berit.records.contains_key(&id));
}

#[test]
fn a_record_that_two_bring_at_once_is_acknowledged_to_both_and_shown_once() {
    let (mut desk, mut anna, anna_here, _, berit_here) = two();
    let again = desk.enter(&anna);
    desk.hold_disk();
    let id = anna.write("Sendt to ganger");
    let bytes = anna.records[&id].bytes().to_vec();
    assert!(put_one(&mut desk, anna_here, bytes.clone()).is_empty());
    assert!(put_one(&mut desk, again, bytes.clone()).is_empty());
    desk.release_disk();
    assert!(desk.heard(anna_here).contains(&Frame::Stored(vec![id])));
    assert!(desk.heard(again).contains(&Frame::Stored(vec![id])));
    assert_eq!(
        desk.heard(berit_here),
        [Frame::Records(vec![bytes.clone()])]
    );
    // And once more, when it has long been here.
    assert_eq!(
        put_one(&mut desk, anna_here, bytes),
        [Frame::Stored(vec![id])]
    );
    assert!(desk.heard(berit_here).is_empty());
}

#[test]
fn a_full_disk_is_said_and_nothing_is_shown_that_it_did_not_take() {
    let (mut desk, mut anna, anna_here, mut berit, berit_here) = two();
    desk.hold_disk();
    let invitation = anna.invite(Role::Editor, 1, 7);
    let id = anna.write("Ingen plass");
    desk.put_unsent(anna_here, &mut anna);
    desk.fail_disk(&StoreError::Full);
    let heard = desk.heard(anna_here);
    assert!(heard.contains(&Frame::Rejected {
        record: id,
        reason: Reason::Full
    }));
    assert_eq!(heard.last(), Some(&Frame::Refused(Reason::Full)));
    assert!(desk.is_refused(berit_here, Reason::Full));

    // Who returns finds what was durable, and nothing of what was not.
    let stranger = desk.greet(&invitation.keys, invitation.space);
    assert_eq!(
        desk.heard(stranger),
        [Frame::Welcome {
            known: false,
            others: 0
        }]
    );
    let berit_here = desk.enter(&berit);
    desk.reconcile(berit_here, &mut berit);
    assert!(!berit.records.contains_key(&id));
    let anna_here = desk.enter(&anna);
    desk.put_unsent(anna_here, &mut anna);
    assert!(anna.unsent.is_empty());
}

#[test]
fn what_becomes_durable_while_its_space_is_read_anew_is_not_forgotten() {
    let (mut desk, mut anna, anna_here, mut berit, _) = two();
    desk.hold_disk();
    let lost = anna.write("Den første fikk ikke plass");
    put_one(&mut desk, anna_here, anna.records[&lost].bytes().to_vec());
    let late = anna.write("Den andre var på vei");
    put_one(&mut desk, anna_here, anna.records[&late].bytes().to_vec());
    desk.fail_first();
    desk.hold_readings();
    let berit_here = desk.greet(&berit.keys, berit.space());
    desk.release_disk();
    desk.release_readings();
    desk.heard(berit_here);
    desk.reconcile(berit_here, &mut berit);
    assert!(berit.records.contains_key(&late));
    assert!(!berit.records.contains_key(&lost));
}

#[test]
fn a_relay_that_starts_again_has_all_that_it_acknowledged() {
    let (mut desk, mut anna, anna_here, mut berit, berit_here) = two();
    for n in 0..20 {
        anna.write(&format!("Mål {n}"));
    }
    desk.put_unsent(anna_here, &mut anna);
    assert!(anna.unsent.is_empty());
    let heard = desk.heard(berit_here);
    take(&mut berit, &heard);
    desk.restart();
    let mut nobody_yet = Person::founder(1);
    let here = desk.enter(&nobody_yet);
    desk.reconcile(here, &mut nobody_yet);
    assert!(nobody_yet.records == anna.records);
    desk.enter(&berit);
}

#[test]
fn what_is_no_record_that_is_known_here_is_rejected_with_the_reason() {
    let (mut desk, mut anna, anna_here, _, berit_here) = two();
    let id = anna.write("Et ord");
    let good = anna.records[&id].bytes().to_vec();
    let altered = |at: usize, to: u8| {
        let mut bytes = good.clone();
        bytes[at] = to;
        bytes
    };
    let last = good.len() - 1;
    for (bytes, reason) in [
        (altered(0, 200), Reason::Version),
        (altered(1, 99), Reason::Version),
        (altered(last, good[last] ^ 1), Reason::Malformed),
        (good[..last].to_vec(), Reason::Malformed),
        (vec![1; MAX_RECORD + 1], Reason::TooLarge),
        (Vec::new(), Reason::Malformed),
    ] {
        let record = RecordId::from_bytes(*blake3::hash(&bytes).as_bytes());
        assert_eq!(
            put_one(&mut desk, anna_here, bytes),
            [Frame::Rejected { record, reason }]
        );
    }
    // The rest of the same put is kept all the same.
    let heard = desk.ask(anna_here, &Frame::Put(vec![altered(0, 200), good.clone()]));
    assert_eq!(heard.last(), Some(&Frame::Stored(vec![id])));
    assert_eq!(desk.heard(berit_here), [Frame::Records(vec![good])]);
}

#[test]
fn kinds_that_are_not_in_use_yet_are_refused() {
    let (mut desk, anna, anna_here, _, _) = two();
    let known = anna
        .records
        .values()
        .find(|record| record.header().kind == Kind::Document)
        .unwrap();
    for kind in [Kind::Permit, Kind::Answer] {
        let mut header = known.header().clone();
        header.kind = kind;
        let record = Record::sign(header, known.body().to_vec(), &anna.keys).unwrap();
        let heard = put_one(&mut desk, anna_here, record.bytes().to_vec());
        let rejected = Frame::Rejected {
            record: record.id(),
            reason: Reason::NotAllowed,
        };
        assert_eq!(heard, [rejected], "{kind:?}");
    }
}

#[test]
fn who_may_not_write_a_document_does_not() {
    let plan = DocumentId::from_bytes([3; 16]);
    for (role, may_shared, may_open) in [
        (Role::Reader, false, false),
        (Role::Contributor, false, true),
        (Role::Editor, true, true),
    ] {
        let (mut desk, mut anna, anna_here, berit, berit_here) = joined_as(role);
        anna.declare(plan, Purpose::Shared);
        desk.put_unsent(anna_here, &mut anna);
        desk.heard(berit_here);
        let mut written = |document| {
            let words = anna
                .records
                .values()
                .find(|record| record.header().kind == Kind::Document)
                .unwrap();
            let mut header = words.header().clone();
            header.kind = Kind::Changes;
            header.document = document;
            header.sequence = 1;
            let record = Record::sign(header, vec![0; 60], &berit.keys).unwrap();
            let heard = put_one(&mut desk, berit_here, record.bytes().to_vec());
            let rejected = Frame::Rejected {
                record: record.id(),
                reason: Reason::NotAllowed,
            };
            match heard.as_slice() {
                [Frame::Stored(ids)] => {
                    assert_eq!(ids, &[record.id()]);
                    true
                }
                other => {
                    assert_eq!(other, [rejected]);
                    false
                }
            }
        };
        assert_eq!(written(plan), may_shared, "{role:?}");
        assert_eq!(written(DocumentId::DIRECTORY), may_open, "{role:?}");
        assert!(
            !written(DocumentId::from_bytes([8; 16])),
            "no such document"
        );
    }
}

#[test]
fn a_member_may_bring_what_another_has_written() {
    let (mut desk, mut anna, _, mut berit, berit_here) = two();
    let id = anna.write("Anna er på fjellet");
    let record = anna.records[&id].clone();
    berit.learn(record.clone());
    assert_eq!(
        put_one(&mut desk, berit_here, record.bytes().to_vec()),
        [Frame::Stored(vec![id])]
    );
}

#[test]
fn records_of_another_space_or_of_nobody_known_are_rejected() {
    let (mut desk, _, anna_here, _, _) = two();
    let mut other = Person::founder(77);
    let id = other.write("Et annet rom");
    let bytes = other.records[&id].bytes().to_vec();
    assert_eq!(
        put_one(&mut desk, anna_here, bytes),
        [Frame::Rejected {
            record: id,
            reason: Reason::Malformed
        }]
    );
}

#[test]
fn a_space_has_a_quota_and_says_when_it_is_full() {
    let mut small = settings();
    small.limits.space_bytes = 40_000;
    let (mut desk, mut anna) = (
        Desk::with(small, MemoryStore::default()),
        Person::founder(1),
    );
    let here = desk.sync(&mut anna);
    let words = "å".repeat(5_000);
    let fits = anna.write(&words);
    desk.put_unsent(here, &mut anna);
    assert!(!anna.unsent.contains(&fits));
    let mut refused = Vec::new();
    for _ in 0..5 {
        let id = anna.write(&words);
        let heard = put_one(&mut desk, here, anna.records[&id].bytes().to_vec());
        refused.extend(
            (heard
                == [Frame::Rejected {
                    record: id,
                    reason: Reason::Full,
                }])
            .then_some(id),
        );
    }
    assert!((2..5).contains(&refused.len()));
    assert!(!desk.is_closed(here));
    // It is full for those who come after a restart as well.
    desk.restart();
    let here = desk.enter(&anna);
    let id = refused[0];
    let heard = put_one(&mut desk, here, anna.records[&id].bytes().to_vec());
    assert_eq!(
        heard,
        [Frame::Rejected {
            record: id,
            reason: Reason::Full
        }]
    );
}

#[test]
fn authority_comes_first_and_much_comes_in_frames_of_bounded_size() {
    let (mut desk, mut anna, anna_here, mut berit, berit_here) = two();
    let words = "Tiltak ".repeat(100_000);
    for n in 0..12 {
        anna.write(&format!("{n} {words}"));
        desk.put_unsent(anna_here, &mut anna);
    }
    anna.declare(DocumentId::from_bytes([3; 16]), Purpose::Shared);
    desk.put_unsent(anna_here, &mut anna);
    desk.heard(berit_here);
    let heard = desk.ask(
        berit_here,
        &Frame::Get(anna.records.keys().copied().collect()),
    );
    let came: Vec<_> = heard
        .iter()
        .map(|frame| match frame {
            Frame::Records(records) => records,
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(came.len() >= 3, "8 MiB do not fit in fewer");
    assert!(heard.iter().all(|frame| frame.encode().len() <= MAX_FRAME));
    let kinds: Vec<_> = came
        .into_iter()
        .flatten()
        .map(|bytes| Record::decode(bytes).unwrap().header().kind.is_authority())
        .collect();
    assert!(kinds.is_sorted_by(|earlier, later| earlier >= later));
    take(&mut berit, &heard);
    assert!(berit.records == anna.records);
}

#[test]
fn more_records_than_one_frame_may_name_come_in_several() {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let here = desk.sync(&mut anna);
    for many in [MAX_BATCH, 1] {
        for n in 0..many {
            anna.write(&format!("{n}"));
        }
        desk.put_unsent(here, &mut anna);
    }
    assert!(anna.unsent.is_empty());
    let mut again = Person::founder(1);
    desk.sync(&mut again);
    assert!(again.records == anna.records);
}
