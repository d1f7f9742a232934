//! Once a year an administrator is asked of each member.

use crate::world::{ADDRESS, TabId, World};
use samvev_engine::messages::{About, Command, DocumentRef, Problem};
use samvev_protocol::{bodies::Role, ids::DeviceId};

const DAY: u64 = 86_400_000;

/// Of whom `by` is to be asked.
fn asked(world: &World, by: TabId, document: DocumentRef) -> Vec<DeviceId> {
    let spaces = &world.page(by).spaces;
    let space = spaces
        .iter()
        .find(|one| one.space == document.space)
        .unwrap();
    let due = space.seats.iter().filter(|seat| seat.due);
    due.map(|seat| seat.device).collect()
}

fn says(world: &mut World, by: TabId, document: DocumentRef, whom: &[DeviceId]) {
    let command = Command::Renew {
        space: document.space,
        devices: whom.to_vec(),
    };
    world.command(by, command);
    world.pass(3_000);
}

/// So many days go by, with every browser closed. Answers the tabs that are open afterwards.
fn days(world: &mut World, tabs: [TabId; 2], days: u64) -> [TabId; 2] {
    let profiles = tabs.map(|tab| world.crash(tab));
    world.pass(days * DAY);
    let open = profiles.map(|profile| world.open_profile(profile));
    world.pass(5_000);
    open
}

#[test]
fn after_a_year_it_is_asked_of_each_until_one_administrator_has_said_it_for_all() {
    let mut world = World::new(9_001);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let role = Command::SetRole {
        space: document.space,
        devices: vec![world.keys(other).device()],
        role: Role::Administrator,
    };
    world.command(one, role);
    world.pass(5_000);
    let [one, other] = days(&mut world, [one, other], 364);
    assert!(asked(&world, one, document).is_empty());
    let [one, other] = days(&mut world, [one, other], 2);
    let mut both = [one, other].map(|tab| world.keys(tab).device());
    both.sort();
    for tab in [one, other] {
        let mut asked = asked(&world, tab, document);
        asked.sort();
        assert_eq!(asked, both);
    }
    says(&mut world, one, document, &both);
    for tab in [one, other] {
        assert!(asked(&world, tab, document).is_empty());
    }
    // It holds for another year, and the keys that are handed out meanwhile are no new word.
    let link = world.invites(one, document.space, ADDRESS);
    let third = world.person();
    world.joins(third, &link, "Solveig Lien", "Folldalen kommune");
    let gone = Command::Remove {
        space: document.space,
        devices: vec![world.keys(third).device()],
    };
    world.crash(third);
    let [one, other] = days(&mut world, [one, other], 300);
    world.command(one, gone);
    world.pass(10_000);
    let [one, other] = days(&mut world, [one, other], 66);
    for tab in [one, other] {
        assert_eq!(asked(&world, tab, document).len(), 2);
    }
}

#[test]
fn another_role_is_a_new_word_and_who_may_not_settle_it_is_told() {
    let mut world = World::new(9_002);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let [one, other] = days(&mut world, [one, other], 300);
    let device = world.keys(other).device();
    let role = Command::SetRole {
        space: document.space,
        devices: vec![device],
        role: Role::Contributor,
    };
    world.command(one, role);
    world.pass(5_000);
    let [one, other] = days(&mut world, [one, other], 100);
    assert_eq!(asked(&world, one, document), [world.keys(one).device()]);
    says(&mut world, other, document, &[device]);
    let told = world.page(other).problems.last().cloned();
    assert_eq!(
        told,
        Some((About::Space(document.space), Problem::NotAllowed))
    );
}
