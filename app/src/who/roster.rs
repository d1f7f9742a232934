//! Who is who, as a value: the people of a space by where they work, with the devices they hold.

use crate::devices::added_here;
use samvev_documents::directory;
use samvev_engine::messages::{Seat, SpaceSummary};
use samvev_protocol::{bodies::Role, ids::DeviceId};
use std::{cmp::Ordering, collections::BTreeMap};

/// Most devices that one goes back by, from one that was added to the one it was added from.
const MOST_BACK: usize = 16;

/// A person: one name in one party. Somebody who comes in under a colleague's name is one more device of theirs, and how many
/// they are is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name they gave; empty if none.
    pub name: String,
    /// Their devices.
    pub devices: Vec<DeviceId>,
    /// Those of them that were added from this device.
    pub added_here: Vec<DeviceId>,
    /// What they may do: the most that a device of theirs may.
    pub role: Role,
    /// Whether one of the devices is this.
    pub is_me: bool,
    /// Since when nobody has said that they are to be a member, if it is time to: milliseconds since 1970.
    pub due: Option<u64>,
    /// When a device of theirs was seen last, in milliseconds since 1970.
    pub seen: Option<u64>,
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
    // A device that was added to somebody's is theirs, whatever it says; of whoever says nothing, only those.
    let said = |device: &DeviceId| {
        let first = first_of(summary, device);
        person_of(summary, device).map_or_else(
            || (String::new(), String::new(), Some(first)),
            |person| (person.party.clone(), person.name.clone(), None),
        )
    };
    let mut people: BTreeMap<(String, String, Option<DeviceId>), Vec<&Seat>> = BTreeMap::new();
    // Whoever has come in with a recovery key is somebody, who has not said who.
    let lies_aside = |seat: &&Seat| seat.recovery && !seat.used && seat.device != summary.me;
    for seat in summary.seats.iter().filter(|seat| !lies_aside(seat)) {
        people.entry(said(&seat.device)).or_default().push(seat);
    }
    let known = summary.directory.members.values();
    let gone = known
        .map(|person| (person.party.clone(), person.name.clone(), None))
        .filter(|person| !people.contains_key(person));
    let mut gone: Vec<String> = gone.map(|(_, name, _)| name).collect();
    gone.sort_by(|one, other| order(one, other));
    gone.dedup();

    let mut places: BTreeMap<String, Vec<Person>> = BTreeMap::new();
    for ((party, name, _), seats) in people {
        let devices: Vec<DeviceId> = seats.iter().map(|seat| seat.device).collect();
        let role = seats.iter().map(|seat| seat.role).max();
        places.entry(party).or_default().push(Person {
            is_me: devices.contains(&summary.me),
            due: seats
                .iter()
                .filter(|seat| seat.due)
                .filter_map(|seat| seat.since)
                .min(),
            seen: seats.iter().filter_map(|seat| seat.seen).max(),
            has_key: seats.iter().all(|seat| seat.recovery),
            role: role.unwrap_or(Role::Reader),
            name,
            added_here: devices
                .iter()
                .copied()
                .filter(|device| added_here(summary).any(|one| one == *device))
                .collect(),
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

/// Those of whom it is time to say that they are still to be members, with where they work. Whoever looks is one.
pub fn due(roster: &Roster) -> Vec<(Person, Option<String>)> {
    let of_place = |place: &Place| {
        let name = place.name.clone();
        let people = place
            .people
            .iter()
            .filter(|one| one.due.is_some() && !one.is_me);
        people
            .cloned()
            .map(move |person| (person, name.clone()))
            .collect::<Vec<_>>()
    };
    roster.places.iter().flat_map(of_place).collect()
}

/// How many people there are beside the one at this device.
pub fn others(summary: &SpaceSummary) -> usize {
    let roster = roster(summary, str::cmp);
    let people = roster.places.iter().flat_map(|place| &place.people);
    people.filter(|person| !person.is_me).count()
}

/// The name that a device's holder gave, if any.
pub fn name_of(summary: &SpaceSummary, device: &DeviceId) -> Option<String> {
    let person = person_of(summary, device)?;
    Some(person.name.clone()).filter(|name| !name.is_empty())
}

/// A device, the one that it was added from, and so on. (They name each other, and could do so in a circle.)
fn back(summary: &SpaceSummary, device: &DeviceId) -> impl Iterator<Item = DeviceId> {
    let before = |device: &DeviceId| {
        let mut seats = summary.seats.iter();
        seats.find(|seat| seat.device == *device)?.of
    };
    std::iter::successors(Some(*device), before).take(MOST_BACK)
}

fn first_of(summary: &SpaceSummary, device: &DeviceId) -> DeviceId {
    back(summary, device).last().unwrap_or(*device)
}

/// Who holds a device, as the directory names them: by the first of their devices, or by one after it.
fn person_of<'a>(summary: &'a SpaceSummary, device: &DeviceId) -> Option<&'a directory::Person> {
    let devices: Vec<DeviceId> = back(summary, device).collect();
    let mut devices = devices.iter().rev();
    devices.find_map(|device| summary.directory.members.get(&device.to_string()))
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
