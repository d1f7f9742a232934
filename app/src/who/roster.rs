//! Who is who, as a value: the people of a space by where they work, with the devices they hold.

use samvev_engine::messages::{Seat, SpaceSummary};
use samvev_protocol::{bodies::Role, ids::DeviceId};
use std::{cmp::Ordering, collections::BTreeMap};

/// A person: one name in one party. Somebody who comes in under a colleague's name is one more device of theirs, and how many
/// they are is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name they gave; empty if none.
    pub name: String,
    /// Their devices.
    pub devices: Vec<DeviceId>,
    /// What they may do: the most that a device of theirs may.
    pub role: Role,
    /// Whether one of the devices is this.
    pub is_me: bool,
    /// Whether somebody goes about with a recovery key, and has not said who.
    pub has_key: bool,
}

/// A party with its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its identifier; empty for those who have not said where they work.
    pub party: String,
    /// Its name, if the directory knows it.
    pub name: Option<String>,
    /// Its people, by name.
    pub people: Vec<Person>,
}

/// Who is who.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// By party's name.
    pub places: Vec<Place>,
    /// The names of those who have no device left here.
    pub gone: Vec<String>,
    /// The recovery keys: each with the name of the party that it was made for, if that is known.
    pub kept_aside: Vec<(DeviceId, Option<String>)>,
}

/// The roster of a space. `order`: of names.
pub fn roster(summary: &SpaceSummary, order: impl Fn(&str, &str) -> Ordering) -> Roster {
    let said = |device: &DeviceId| {
        let person = summary.directory.members.get(&device.to_string());
        person.map_or_else(
            || (String::new(), String::new()),
            |person| (person.party.clone(), person.name.clone()),
        )
    };
    let mut people: BTreeMap<(String, String), Vec<&Seat>> = BTreeMap::new();
    // Whoever has come in with a recovery key is somebody, who has not said who.
    let lies_aside = |seat: &&Seat| seat.recovery && !seat.used && seat.device != summary.me;
    for seat in summary.seats.iter().filter(|seat| !lies_aside(seat)) {
        people.entry(said(&seat.device)).or_default().push(seat);
    }
    let known = summary.directory.members.values();
    let gone = known
        .map(|person| (person.party.clone(), person.name.clone()))
        .filter(|person| !people.contains_key(person));
    let mut gone: Vec<String> = gone.map(|(_, name)| name).collect();
    gone.sort_by(|one, other| order(one, other));
    gone.dedup();

    let mut places: BTreeMap<String, Vec<Person>> = BTreeMap::new();
    for ((party, name), seats) in people {
        let devices: Vec<DeviceId> = seats.iter().map(|seat| seat.device).collect();
        let role = seats.iter().map(|seat| seat.role).max();
        places.entry(party).or_default().push(Person {
            is_me: devices.contains(&summary.me),
            has_key: seats.iter().all(|seat| seat.recovery),
            role: role.unwrap_or(Role::Reader),
            name,
            devices,
        });
    }
    let mut places: Vec<Place> = places
        .into_iter()
        .map(|(party, mut people)| {
            people.sort_by(|one, other| order(&one.name, &other.name));
            let name = summary.directory.parties.get(&party);
            Place {
                name: name.map(|party| party.name.clone()),
                party,
                people,
            }
        })
        .collect();
    places.sort_by(|one, other| {
        let name = |place: &Place| place.name.clone().unwrap_or_default();
        // Those who have not said where they work come last.
        one.name
            .is_none()
            .cmp(&other.name.is_none())
            .then_with(|| order(&name(one), &name(other)))
    });
    let party = |seat: &Seat| {
        let party = summary.directory.parties.get(&seat.party?.to_string())?;
        Some(party.name.clone())
    };
    let others = |seat: &&Seat| seat.recovery && seat.device != summary.me;
    let kept_aside = summary.seats.iter().filter(others);
    let kept_aside = kept_aside.map(|seat| (seat.device, party(seat))).collect();
    Roster {
        places,
        gone,
        kept_aside,
    }
}

/// The people of a space who have said who they are, by where they work. `order`: of names.
pub fn people(summary: &SpaceSummary, order: impl Fn(&str, &str) -> Ordering) -> Vec<Person> {
    let places = roster(summary, order).places.into_iter();
    places.flat_map(|place| place.people).collect()
}

/// How many people may let others in.
pub fn administrators(roster: &Roster) -> usize {
    let people = roster.places.iter().flat_map(|place| &place.people);
    people
        .filter(|person| person.role == Role::Administrator)
        .count()
}

/// How many people there are beside the one at this device.
pub fn others(summary: &SpaceSummary) -> usize {
    let roster = roster(summary, str::cmp);
    let people = roster.places.iter().flat_map(|place| &place.people);
    people.filter(|person| !person.is_me).count()
}

/// The name that a device's holder gave, if any.
pub fn name_of(summary: &SpaceSummary, device: &DeviceId) -> Option<String> {
    let person = summary.directory.members.get(&device.to_string())?;
    Some(person.name.clone()).filter(|name| !name.is_empty())
}

/// What a device is called where a person has several: short enough to be read out over the telephone.
pub fn code_of(device: &DeviceId) -> String {
    device
        .to_string()
        .chars()
        .take(4)
        .collect::<String>()
        .to_uppercase()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )]
    use super::*;
    use samvev_documents::directory::{self, Directory, PartyKind};
    use samvev_protocol::ids::SpaceId;

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
                })
                .collect(),
            invitations: Vec::new(),
            circles: Vec::new(),
            unconfirmed: Vec::new(),
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
}
