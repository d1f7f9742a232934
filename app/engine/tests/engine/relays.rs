//! Which relays carry a space: one is added, one is lost and taken off the list, and the last one stays.

use crate::world::{ADDRESS, OTHER_ADDRESS, TabId, World};
use samvev_engine::messages::{About, Command, DocumentRef, OnRelay, Problem};
use samvev_protocol::ids::PartyId;

fn lists(world: &mut World, by: TabId, document: DocumentRef, relay: &str) {
    let party = world.page(by).spaces[0].directory.parties.keys().next();
    let owner: Option<PartyId> = party.map(|party| party.parse().unwrap());
    let command = Command::ListRelay {
        space: document.space,
        relay: relay.to_owned(),
        owner,
    };
    world.command(by, command);
}

fn unlists(world: &mut World, by: TabId, document: DocumentRef, relay: &str) {
    let command = Command::UnlistRelay {
        space: document.space,
        relay: relay.to_owned(),
    };
    world.command(by, command);
}

fn called(world: &World, tab: TabId, document: DocumentRef) -> Vec<(String, OnRelay)> {
    world.page(tab).saved[&document.space].relays.clone()
}

fn shared(address: &str) -> (String, OnRelay) {
    (address.to_owned(), OnRelay::Shared)
}

#[test]
fn a_lost_relay_is_replaced_and_a_third_joins_by_the_new_one() {
    let mut world = World::new(7_001);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    lists(&mut world, one, document, OTHER_ADDRESS);
    world.pass(5_000);
    let both = [shared(ADDRESS), shared(OTHER_ADDRESS)];
    assert_eq!(called(&world, other, document), both);
    let directory = &world.page(other).spaces[0].directory;
    assert_eq!(directory.owners.len(), 1);

    world.kill_relay(ADDRESS);
    world.adds_row(one, document, 100);
    world.pass(5_000);
    unlists(&mut world, one, document, ADDRESS);
    world.pass(5_000);
    for tab in [one, other] {
        assert_eq!(called(&world, tab, document), [shared(OTHER_ADDRESS)]);
    }
    world.adds_row(other, document, 101);
    world.pass(5_000);
    let again = Command::Invite {
        space: document.space,
        role: samvev_protocol::bodies::Role::Editor,
        uses: 5,
        days: 7,
    };
    world.command(one, again);
    world.pass(2_000);
    let fragment = world.page(one).fragments.last().unwrap().clone();
    let third = world.person();
    let link = format!("https://samvev.example.no/bli-med#{fragment}");
    world.joins(third, &link, "Solveig Lien", "Folldalen kommune");
    world.opens(third, document);
    world.agree(&[one, other, third], document);
    assert_eq!(called(&world, third, document), [shared(OTHER_ADDRESS)]);

    // Though it is there again, nobody calls it.
    let held = world.relay_holds(ADDRESS);
    world.start_relay(ADDRESS);
    world.adds_row(one, document, 102);
    let one = world.restart(one);
    world.pass(60_000);
    assert_eq!(world.relay_holds(ADDRESS), held);
    assert_eq!(called(&world, one, document), [shared(OTHER_ADDRESS)]);
}

#[test]
fn the_last_relay_stays_and_only_administrators_settle_which_there_are() {
    let mut world = World::new(7_002);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let told = |world: &World, tab: TabId| {
        let problems = &world.page(tab).problems;
        problems.last().cloned()
    };
    let not_allowed = Some((About::Space(document.space), Problem::NotAllowed));
    unlists(&mut world, one, document, ADDRESS);
    world.pass(2_000);
    assert_eq!(told(&world, one), not_allowed);
    lists(&mut world, other, document, OTHER_ADDRESS);
    world.pass(2_000);
    assert_eq!(told(&world, other), not_allowed);
    for wrong in [
        "ws://elsewhere.example.no/ws",
        "https://elsewhere.example.no",
    ] {
        lists(&mut world, one, document, wrong);
        world.pass(2_000);
        assert_eq!(told(&world, one).unwrap().1, Problem::DoesNotFit);
    }
    assert_eq!(called(&world, one, document), [shared(ADDRESS)]);
}

#[test]
fn whoever_was_away_while_their_relay_was_replaced_finds_the_others_by_a_new_link() {
    let mut world = World::new(7_003);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.network(other, false);
    lists(&mut world, one, document, OTHER_ADDRESS);
    world.pass(5_000);
    world.kill_relay(ADDRESS);
    unlists(&mut world, one, document, ADDRESS);
    world.adds_row(one, document, 100);
    world.adds_row(other, document, 101);
    world.pass(2_000);
    let link = world.invites(one, document.space, OTHER_ADDRESS);
    world.network(other, true);
    world.pass(60_000);
    assert!(matches!(
        called(&world, other, document)[..],
        [(_, OnRelay::Away(_))]
    ));
    world.command(other, Command::Inspect { link });
    world.pass(60_000);
    assert_eq!(called(&world, other, document), [shared(OTHER_ADDRESS)]);
    world.agree(&[one, other], document);
    assert!(world.page(other).joined.len() == 1, "nobody joins twice");
}

#[test]
fn two_who_each_take_away_what_the_other_leaves_go_on_with_one_of_them() {
    let mut world = World::new(7_004);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    lists(&mut world, one, document, OTHER_ADDRESS);
    let role = Command::SetRole {
        space: document.space,
        devices: vec![world.keys(other).device()],
        role: samvev_protocol::bodies::Role::Administrator,
    };
    world.command(one, role);
    world.pass(5_000);
    world.network(other, false);
    unlists(&mut world, one, document, ADDRESS);
    unlists(&mut world, other, document, OTHER_ADDRESS);
    world.pass(5_000);
    world.network(other, true);
    world.pass(60_000);
    let link = world.invites(one, document.space, OTHER_ADDRESS);
    world.command(other, Command::Inspect { link });
    world.pass(60_000);
    world.adds_row(one, document, 100);
    world.pass(5_000);
    world.agree(&[one, other], document);
}
