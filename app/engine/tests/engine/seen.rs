//! When each member was seen last.

use crate::world::{ADDRESS, TabId, World};
use samvev_engine::messages::DocumentRef;
use samvev_protocol::bodies::Role;

const DAY: u64 = 86_400_000;
const QUARTER: u64 = 900_000;

/// When `whom` was seen last, as `by` knows it.
fn seen(world: &World, by: TabId, document: DocumentRef, whom: TabId) -> Option<u64> {
    let spaces = &world.page(by).spaces;
    let space = spaces.iter().find(|one| one.space == document.space)?;
    let device = world.keys(whom).device();
    space.seats.iter().find(|seat| seat.device == device)?.seen
}

fn quarter(at: u64) -> Option<u64> {
    Some(at - at % QUARTER)
}

#[test]
fn who_writes_is_seen_then_and_that_is_known_at_the_next_start_and_to_who_joins_later() {
    let mut world = World::new(8_001);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    assert_eq!(seen(&world, one, document, other), quarter(world.now));
    let days = |world: &mut World, tabs: &[TabId], days: u64| {
        tabs.iter().for_each(|tab| world.network(*tab, false));
        world.pass(days * DAY);
        world.network(tabs[0], true);
    };
    days(&mut world, &[one, other], 3);
    // Written without network, and arriving a day later: it counts when it was written.
    let wrote = world.now;
    world.adds_row(other, document, 100);
    days(&mut world, &[one, other], 1);
    assert!(seen(&world, one, document, other) < quarter(wrote));
    let profile = world.crash(other);
    let link = world.invites(one, document.space, ADDRESS);
    let other = world.open_profile(profile);
    world.pass(60_000);
    // Who is back is here, besides.
    let back = quarter(world.now);
    assert_eq!(seen(&world, one, document, other), back);
    let third = world.person();
    days(&mut world, &[third, one, other], 1);
    let one = world.restart(one);
    world.joins(third, &link, "Solveig Lien", "Folldalen kommune");
    world.pass(5_000);
    assert_eq!(seen(&world, one, document, other), back);
    // Who comes later knows of what was written, and of nobody's coming and going before.
    assert_eq!(seen(&world, third, document, other), quarter(wrote));
}

#[test]
fn who_only_reads_is_seen_while_they_are_here() {
    let mut world = World::new(8_002);
    let one = world.person();
    let document = world.makes_plan(one);
    let link = world.invites_as(one, document.space, ADDRESS, Role::Reader);
    let reader = world.person();
    world.joins(reader, &link, "Even Solbakken", "Rendal kommune");
    world.opens(reader, document);
    world.pass(60_000);
    assert_eq!(seen(&world, one, document, reader), quarter(world.now));
    let came = quarter(world.now);
    world.network(reader, false);
    world.network(one, false);
    world.pass(2 * DAY);
    assert_eq!(seen(&world, one, document, reader), came);
}
