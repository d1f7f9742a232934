//! Plans for a part of those who are in a space: making one, and who has a seat in it.

mod new_plan;
mod others;
mod seats;

pub use new_plan::{NewPlanDialog, NewPlanWay};
pub use others::ClosedToMe;
pub use seats::{Closed, SeatsDialog};

use crate::{engine::use_engine, who::Person};
use leptos::prelude::*;
use samvev_engine::messages::{CircleSummary, DocumentRef, SpaceSummary};
use samvev_protocol::{
    bodies::Role,
    ids::{DeviceId, SpaceId},
};
use std::collections::BTreeSet;

/// What is asked about closed plans. A copy in any component, by [`use_closing`].
#[derive(Clone, Copy)]
pub struct Closing {
    /// The space in which a plan is to be made.
    new_in: RwSignal<Option<SpaceId>>,
    /// Whether the dialog for it is open.
    making: RwSignal<bool>,
    /// Whether the dialog about the seats in the plan on the screen is open.
    seats: RwSignal<bool>,
}

/// Gives all below a place for it.
pub fn provide_closing() {
    provide_context(Closing {
        new_in: RwSignal::new(None),
        making: RwSignal::new(false),
        seats: RwSignal::new(false),
    });
}

/// What is asked about closed plans. Only below the shell, which provides it.
pub fn use_closing() -> Closing {
    expect_context::<Closing>()
}

/// What a seat may do. Nothing in a plan is for contributors alone.
const ROLES: [Role; 3] = [Role::Reader, Role::Editor, Role::Administrator];

/// The circle of a document, if it is closed to some.
pub fn circle_of(summary: &SpaceSummary, document: DocumentRef) -> Option<&CircleSummary> {
    let mut circles = summary.circles.iter();
    circles.find(|circle| circle.documents.contains(&document.document))
}

/// Whether a document is closed to some, and this person had a seat there and has none: drawn again when it changes.
pub fn lost_seat(document: DocumentRef) -> bool {
    let summary = use_engine().space(document.space);
    let circle = summary
        .as_ref()
        .and_then(|summary| circle_of(summary, document));
    circle.is_some_and(|circle| circle.role.is_none())
}

/// Whether this person decides who has a seat in a document.
pub fn keeps(document: DocumentRef) -> bool {
    let summary = use_engine().space(document.space);
    let circle = summary
        .as_ref()
        .and_then(|summary| circle_of(summary, document));
    circle.is_some_and(|circle| circle.role == Some(Role::Administrator))
}

/// How a person stands with a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seated {
    person: Person,
    /// The most that a device of theirs may do; none: they have no seat.
    role: Option<Role>,
    /// Their devices that have none, where others have.
    without: Vec<DeviceId>,
}

/// How people stand with a circle, those with a seat first, each part in the order given.
fn seated(people: Vec<Person>, circle: &CircleSummary) -> Vec<Seated> {
    let one = |person: Person| {
        let seats = circle
            .seats
            .iter()
            .filter(|seat| person.devices.contains(&seat.device));
        let role = seats.clone().map(|seat| seat.role).max();
        let there: BTreeSet<DeviceId> = seats.map(|seat| seat.device).collect();
        let without = person
            .devices
            .iter()
            .filter(|device| !there.contains(device));
        let without = without.copied().filter(|_| role.is_some()).collect();
        Seated {
            person,
            role,
            without,
        }
    };
    let mut all: Vec<Seated> = people.into_iter().map(one).collect();
    all.sort_by_key(|seated| seated.role.is_none());
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use samvev_engine::messages::Seat;
    use samvev_protocol::ids::CircleId;

    fn device(n: u8) -> DeviceId {
        DeviceId::from_bytes([n; 32])
    }

    fn person(name: &str, devices: &[u8]) -> Person {
        Person {
            name: name.to_owned(),
            devices: devices.iter().map(|n| device(*n)).collect(),
            role: Role::Editor,
            is_me: false,
            has_key: false,
            added_here: Vec::new(),
            seen: None,
            due: None,
        }
    }

    #[test]
    fn those_with_seats_come_first_and_a_new_device_is_told_apart() {
        let seat = |n: u8, role: Role| Seat {
            device: device(n),
            role,
            by: device(1),
            recovery: false,
            used: false,
            party: None,
            of: None,
            seen: None,
            since: None,
            due: false,
        };
        let circle = CircleSummary {
            circle: CircleId::from_bytes([1; 16]),
            by: device(1),
            role: Some(Role::Administrator),
            seats: vec![seat(1, Role::Administrator), seat(3, Role::Reader)],
            documents: Vec::new(),
        };
        let people = vec![
            person("Anna", &[2]),
            person("Berit", &[1]),
            person("Nils", &[3, 4]),
        ];
        let seated = seated(people, &circle);
        let names: Vec<&str> = seated.iter().map(|one| one.person.name.as_str()).collect();
        assert_eq!(names, ["Berit", "Nils", "Anna"]);
        assert_eq!(seated[0].role, Some(Role::Administrator));
        assert_eq!(seated[1].without, [device(4)]);
        assert_eq!((seated[2].role, seated[2].without.len()), (None, 0));
    }
}
