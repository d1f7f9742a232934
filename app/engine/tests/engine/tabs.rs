//! Several tabs of one profile.

use crate::{
    people::{CELL, CHAPTER},
    world::{ADDRESS, TabId, World},
};
use proptest::prelude::*;
use samvev_documents::plan::PlanField;
use samvev_engine::messages::{Command, OnRelay};
use samvev_protocol::{
    bodies::Role,
    ids::{DeviceId, SpaceId},
    record::Record,
};
use std::collections::BTreeSet;

const TEXT: PlanField = PlanField::ChapterText(CHAPTER);

/// The numbers that a profile's device has given to its records in a space; asserts that none was given twice.
fn numbers(world: &World, tab: TabId, space: SpaceId) -> BTreeSet<u64> {
    let me: DeviceId = world
        .page(tab)
        .spaces
        .iter()
        .find(|one| one.space == space)
        .unwrap()
        .me;
    let store = &world.tabs[&tab].store;
    let mut numbers = BTreeSet::new();
    for prefix in [b"r".as_slice(), b"s"] {
        for (_, value) in store.scan_now(prefix).unwrap() {
            let Ok(record) = Record::decode(&value) else {
                continue;
            };
            if record.space() == space && record.header().author == me {
                let is_new = numbers.insert(record.header().sequence);
                assert!(is_new, "a number was given twice");
            }
        }
    }
    numbers.into_iter().collect()
}

#[test]
fn two_tabs_type_at_once_and_agree_at_once() {
    let mut world = World::new(30);
    let one = world.person();
    let document = world.makes_plan(one);
    let other = world.another_tab(one);
    world.opens(other, document);
    for tab in [one, other] {
        world.opens_field(tab, document, TEXT);
    }
    for number in 0..30 {
        world.types(one, document, TEXT, 0, &format!("{number} "));
        world.types_on(other, document, TEXT, &format!(" {number}"));
        world.pass(40);
    }
    world.pass(300);
    world.agree(&[one, other], document);
    let numbers = numbers(&world, one, document.space);
    assert_eq!(
        numbers.len() as u64,
        *numbers.last().unwrap(),
        "no number is left out"
    );
}

#[test]
fn a_space_made_in_one_tab_is_known_in_the_other_and_carried_by_the_one_that_leads() {
    let mut world = World::new(31);
    let leading = world.person();
    let other = world.another_tab(leading);
    let document = world.makes_plan(other);
    world.pass(500);
    assert_eq!(world.page(leading).spaces.len(), 1);
    let link = world.invites(other, document.space, ADDRESS);
    let guest = world.person();
    world.joins(guest, &link, "Even Solbakken", "Rendal kommune");
    world.opens(guest, document);
    world.opens(other, document);
    world.adds_row(other, document, 100);
    world.pass(2_000);
    world.agree(&[other, guest], document);
    for tab in [leading, other] {
        assert_eq!(
            world.page(tab).saved[&document.space].relays,
            [(ADDRESS.to_owned(), OnRelay::Shared)]
        );
    }
    // The one that leads is closed in the middle of it; the other takes over what it had not sent.
    world.adds_row(other, document, 101);
    world.crash(leading);
    world.pass(5_000);
    world.adds_row(guest, document, 102);
    world.pass(5_000);
    world.agree(&[other, guest], document);
    assert_eq!(
        world.page(other).saved[&document.space].relays,
        [(ADDRESS.to_owned(), OnRelay::Shared)]
    );
}

#[test]
fn where_the_person_is_is_told_from_whichever_tab_they_are_in() {
    let mut world = World::new(32);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let second = world.another_tab(one);
    world.opens(second, document);
    world.command(
        second,
        Command::Here {
            document: Some(document),
            at: Some((CELL, 7)),
        },
    );
    world.command(
        other,
        Command::Here {
            document: Some(document),
            at: Some((TEXT, 2)),
        },
    );
    world.pass(2_000);
    assert_eq!(
        world.page(other).present[&document.space][0].at,
        Some((CELL, 7))
    );
    assert_eq!(
        world.page(second).present[&document.space][0].at,
        Some((TEXT, 2))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// Three tabs over one slow store, each writing when it likes, with one of them closed and opened now and then.
    #[test]
    fn tabs_never_give_one_number_twice_and_end_alike(seed in any::<u64>()) {
        let mut world = World::new(seed);
        let first = world.person();
        let document = world.makes_plan(first);
        let mut tabs = vec![first];
        for _ in 1..3 {
            let tab = world.another_tab(first);
            tabs.push(tab);
            world.opens(tab, document);
        }
        for tab in &tabs {
            world.opens_field(*tab, document, TEXT);
        }
        world.pass(2_000);
        world.slowness = [3, 60, 200][(seed % 3) as usize];
        let mut words = Vec::new();
        for step in 0..50_u64 {
            let tab = tabs[world.below(3) as usize];
            match world.below(10) {
                0..=5 => {
                    let word = format!("«{step}»");
                    world.types(tab, document, TEXT, 0, &word);
                    words.push(word);
                }
                6..=7 => {
                    world.adds_row(tab, document, 500 + step);
                }
                8 => world.command(tab, Command::Undo(document)),
                _ => {
                    let pause = world.below(3_000);
                    world.pass(pause);
                }
            }
            let pause = world.below(80);
            world.pass(pause);
        }
        world.pass(10_000);
        world.agree(&tabs, document);
        numbers(&world, first, document.space);
        // What is stored is what is shown.
        let shown = world.page(first).plan(document).clone();
        for tab in tabs {
            world.crash(tab);
        }
        let again = world.open_profile(0);
        world.opens(again, document);
        prop_assert_eq!(world.page(again).plan(document), &shown);
    }
}

#[test]
fn what_falls_in_one_tab_does_not_come_back_by_what_another_saves_meanwhile() {
    // Which of the two is first hangs on chance.
    for seed in 800..812 {
        let mut world = World::new(seed);
        let (one, other, document) = world.two_with_a_plan(ADDRESS);
        let beside = world.another_tab(other);
        world.opens(beside, document);
        world.network(other, false);
        let late = world.adds_row(other, document, 300);
        world.pass(1_000);
        let role = Command::SetRole {
            space: document.space,
            devices: vec![world.keys(other).device()],
            role: Role::Reader,
        };
        world.command(one, role);
        // So many that the plan is saved whole when they come.
        (0..64).for_each(|row| {
            world.adds_row(one, document, row);
        });
        world.pass(1_000);
        world.network(other, true);
        world.pass(5_000);
        world.agree(&[one, other, beside], document);
        assert!(!world.rows(beside, document).contains(&late));
    }
}
