#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
//! Who is who, by names, devices and what was added to what.

use super::roster::*;
use samvev_documents::directory::{self, Directory, PartyKind};
use samvev_engine::messages::{Seat, SpaceSummary};
use samvev_protocol::{
    bodies::Role,
    ids::{DeviceId, SpaceId},
};

fn device(n: u8) -> DeviceId {
    DeviceId::from_bytes([n; 32])
}

/// Devices with a name and a party, and the roles of those that are members.
fn summary(said: &[(u8, &str, &str)], seats: &[(u8, Role)]) -> SpaceSummary {
    let party = |name: &str| directory::Party {
        name: format!("{name} kommune"),
        kind: PartyKind::Municipality,
    };
    let person = |name: &str, party: &str| directory::Person {
        name: name.to_owned(),
        party: party.to_owned(),
    };
    SpaceSummary {
        space: SpaceId::from_bytes([1; 32]),
        me: device(1),
        role: Some(Role::Administrator),
        administrators: Vec::new(),
        directory: Directory {
            parties: said
                .iter()
                .map(|(_, _, of)| ((*of).to_owned(), party(of)))
                .collect(),
            members: said
                .iter()
                .map(|(n, name, of)| (device(*n).to_string(), person(name, of)))
                .collect(),
            ..Directory::default()
        },
        documents: Vec::new(),
        seats: seats
            .iter()
            .map(|(n, role)| Seat {
                device: device(*n),
                role: *role,
                by: device(1),
                recovery: false,
                used: false,
                party: None,
                of: None,
                seen: None,
                since: None,
                due: false,
            })
            .collect(),
        circles: Vec::new(),
        invitations: Vec::new(),
        unconfirmed: Vec::new(),
        added: Vec::new(),
    }
}

fn names(place: &Place) -> Vec<&str> {
    place.people.iter().map(|one| one.name.as_str()).collect()
}

#[test]
fn a_recovery_key_is_nobody_unless_somebody_has_come_in_with_it() {
    let said = [(1, "Kari Fjell", "Fjelldal"), (2, "Ola Gran", "Granvik")];
    let seats = [
        (1, Role::Administrator),
        (2, Role::Editor),
        (3, Role::Administrator),
    ];
    let mut summary = summary(&said, &seats);
    let party = samvev_protocol::ids::PartyId::from_bytes([7; 16]);
    let known = summary.directory.parties.values().next().cloned();
    summary
        .directory
        .parties
        .extend(known.map(|known| (party.to_string(), known)));
    summary.seats[2].recovery = true;
    summary.seats[2].party = Some(party);
    let kept = roster(&summary, str::cmp);
    assert_eq!(kept.kept_aside.len(), 1);
    assert!(kept.kept_aside[0].1.is_some());
    assert_eq!(others(&summary), 1);
    assert_eq!(administrators(&kept), 1);
    // Nobody goes about unseen with one.
    summary.seats[2].used = true;
    assert_eq!(roster(&summary, str::cmp).kept_aside.len(), 1);
    assert_eq!(others(&summary), 2);
    summary.seats[2].used = false;
    summary.me = device(3);
    let entered = roster(&summary, str::cmp);
    assert!(entered.kept_aside.is_empty());
    assert_eq!(administrators(&entered), 2);
}

#[test]
fn people_stand_by_party_and_name_with_all_their_devices() {
    let said = [
        (1, "Kari Fjell", "Fjelldal"),
        (2, "Ola Gran", "Granvik"),
        (3, "Kari Fjell", "Fjelldal"),
        (4, "Anne Dal", "Fjelldal"),
    ];
    let seats = [
        (1, Role::Editor),
        (2, Role::Reader),
        (3, Role::Administrator),
        (4, Role::Editor),
    ];
    let roster = roster(&summary(&said, &seats), str::cmp);
    assert_eq!(roster.places.len(), 2);
    assert_eq!(names(&roster.places[0]), ["Anne Dal", "Kari Fjell"]);
    let kari = &roster.places[0].people[1];
    assert_eq!(kari.devices, [device(1), device(3)]);
    assert_eq!((kari.role, kari.is_me), (Role::Administrator, true));
    assert_eq!(names(&roster.places[1]), ["Ola Gran"]);
    assert!(roster.gone.is_empty());
}

#[test]
fn one_name_in_two_parties_is_two_people() {
    let said = [(1, "Kari Fjell", "Fjelldal"), (2, "Kari Fjell", "Granvik")];
    let seats = [(1, Role::Editor), (2, Role::Editor)];
    let roster = roster(&summary(&said, &seats), str::cmp);
    assert_eq!(roster.places.len(), 2);
}

#[test]
fn who_has_no_seat_is_gone_and_who_has_said_nothing_is_listed_last() {
    let said = [
        (1, "Kari Fjell", "Fjelldal"),
        (2, "Ola Gran", "Granvik"),
        (3, "Kari Fjell", "Fjelldal"),
    ];
    // A device of somebody else's that is a member all the same does not count as gone.
    let seats = [(1, Role::Administrator), (9, Role::Reader)];
    let roster = roster(&summary(&said, &seats), str::cmp);
    assert_eq!(roster.gone, ["Ola Gran"]);
    assert_eq!(names(&roster.places[0]), ["Kari Fjell"]);
    assert_eq!(roster.places[0].people[0].devices, [device(1)]);
    assert_eq!(
        (roster.places[1].name.clone(), names(&roster.places[1])),
        (None, vec![""])
    );
}

#[test]
fn a_device_that_was_added_is_the_persons_also_where_they_have_not_said_who_they_are() {
    let said = [(1, "Kari Fjell", "Fjelldal"), (2, "Ola Gran", "Granvik")];
    let seats = [1, 2, 3, 4, 5, 6, 7].map(|n| (n, Role::Reader));
    let mut summary = summary(&said, &seats);
    // Two and three are added from one and the other; five from four, which has said nothing, like six; seven from one
    // that is gone.
    for (n, of) in [(3, 2), (5, 4), (7, 9)] {
        summary.seats[n - 1].of = Some(device(of));
    }
    // It says that it is somebody else.
    let kari = summary.directory.members[&device(1).to_string()].clone();
    summary
        .directory
        .members
        .insert(device(3).to_string(), kari.clone());
    summary
        .directory
        .members
        .insert(device(9).to_string(), kari);
    let roster = roster(&summary, str::cmp);
    let devices = |place: usize| -> Vec<Vec<DeviceId>> {
        let people = roster.places[place].people.iter();
        people.map(|person| person.devices.clone()).collect()
    };
    assert_eq!(devices(0), [[device(1), device(7)]]);
    assert_eq!(devices(1), [[device(2), device(3)]]);
    assert_eq!(devices(2), [vec![device(4), device(5)], vec![device(6)]]);
    assert_eq!(name_of(&summary, &device(3)).as_deref(), Some("Ola Gran"));
    // In a circle there is no end, and it ends all the same.
    summary.seats[1].of = Some(device(3));
    assert!(name_of(&summary, &device(3)).is_some());
}

#[test]
fn the_devices_that_were_added_from_here_are_told_from_the_others() {
    let said = [(1, "Kari Fjell", "Fjelldal")];
    let mut summary = summary(&said, &[1, 2, 3].map(|n| (n, Role::Reader)));
    summary.seats[1].of = Some(device(1));
    summary.seats[2].of = Some(device(2));
    let roster = roster(&summary, str::cmp);
    let kari = &roster.places[0].people[0];
    assert_eq!(kari.devices.len(), 3);
    assert_eq!(kari.added_here, [device(2)]);
}

#[test]
fn others_are_counted_as_people_and_not_as_devices() {
    let said = [
        (1, "Kari Fjell", "Fjelldal"),
        (2, "Ola Gran", "Granvik"),
        (3, "Ola Gran", "Granvik"),
        (4, "Kari Fjell", "Fjelldal"),
        (5, "Eva Lund", "Granvik"),
    ];
    // Eva has been removed.
    let seats = [1, 2, 3, 4].map(|n| (n, Role::Editor));
    assert_eq!(others(&summary(&said, &seats)), 1);
    assert_eq!(others(&summary(&said, &seats[..1])), 0);
}

#[test]
fn a_device_has_a_code_that_can_be_read_out() {
    assert_eq!(code_of(&device(0xab)), "ABAB");
}

#[test]
fn of_whom_it_is_asked_is_each_person_once_and_never_oneself() {
    let said = [
        (1, "Kari Fjell", "Fjelldal"),
        (2, "Ola Gran", "Granvik"),
        (3, "Ola Gran", "Granvik"),
        (4, "Eva Lund", "Granvik"),
    ];
    let mut summary = summary(&said, &[1, 2, 3, 4].map(|n| (n, Role::Editor)));
    for (at, since) in [(0, 5), (1, 8), (2, 7)] {
        summary.seats[at].since = Some(since);
        summary.seats[at].due = true;
    }
    summary.seats[3].since = Some(9);
    let asked = due(&roster(&summary, str::cmp));
    let [(person, place)] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!((person.name.as_str(), person.due), ("Ola Gran", Some(7)));
    assert_eq!(person.devices, [device(2), device(3)]);
    assert_eq!(place.as_deref(), Some("Granvik kommune"));
}

#[test]
fn who_was_seen_last_with_any_device_was_seen_then() {
    let said = [(1, "Kari Fjell", "Fjelldal"), (3, "Kari Fjell", "Fjelldal")];
    let mut summary = summary(&said, &[(1, Role::Editor), (3, Role::Reader)]);
    summary.seats[0].seen = Some(20);
    summary.seats[1].seen = Some(10);
    let roster = roster(&summary, str::cmp);
    assert_eq!(roster.places[0].people[0].seen, Some(20));
}
