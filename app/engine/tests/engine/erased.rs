//! Documents that are erased for good: gone for all who are connected, when they connect, whatever they were doing.

use crate::{
    people::{CELL, CHAPTER, plan},
    world::{ADDRESS, TabId, World},
};
use samvev_documents::plan::PlanField;
use samvev_engine::messages::{About, Command, DocumentRef, Event, Problem};

const TEXT: PlanField = PlanField::ChapterText(CHAPTER);

/// Two with a plan, and a second plan in the same space which both have open; the first is the administrator.
fn two_with_two(world: &mut World) -> (TabId, TabId, DocumentRef, DocumentRef) {
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.command(
        one,
        Command::Create {
            space: Some(document.space),
            value: plan(),
        },
    );
    world.pass(2_000);
    let second = *world.page(one).created.last().unwrap();
    assert_ne!(second, document);
    for tab in [one, other] {
        world.opens(tab, second);
        world.opens_field(tab, second, TEXT);
        world.opens_field(tab, second, CELL);
    }
    world.types_on(one, second, TEXT, " Det som skal bort");
    world.types_on(other, second, CELL, "Også dette");
    world.pass(3_000);
    (one, other, document, second)
}

/// Everything in a tab's store that is of a document.
fn entries_of(world: &World, tab: TabId, of: DocumentRef) -> Vec<Vec<u8>> {
    let of_document = [of.space.as_bytes().as_slice(), of.document.as_bytes()].concat();
    let all = world.tabs[&tab].store.scan_now(b"").unwrap();
    let is_of = |key: &Vec<u8>| key.get(1..1 + of_document.len()) == Some(of_document.as_slice());
    all.into_iter().map(|(key, _)| key).filter(is_of).collect()
}

fn is_listed(world: &World, tab: TabId, of: DocumentRef) -> bool {
    let spaces = world.page(tab).spaces.iter();
    let mut documents = spaces.flat_map(|space| &space.documents);
    documents.any(|one| one.document == of.document)
}

fn is_told(world: &World, tab: TabId, of: DocumentRef) -> bool {
    world.page(tab).erased.contains(&of)
}

#[test]
fn an_erased_document_is_gone_for_all_at_once_and_the_rest_stays() {
    let mut world = World::new(950);
    let (one, other, document, second) = two_with_two(&mut world);
    assert!(!entries_of(&world, other, second).is_empty());
    let held = world.relay_holds(ADDRESS);
    world.command(one, Command::Erase(second));
    world.pass(3_000);
    for tab in [one, other] {
        assert!(is_told(&world, tab, second), "{tab}");
        assert!(!is_listed(&world, tab, second), "{tab}");
        assert!(is_listed(&world, tab, document), "{tab}");
        assert_eq!(
            entries_of(&world, tab, second),
            Vec::<Vec<u8>>::new(),
            "{tab}"
        );
        assert!(!world.records(tab, second.space).iter().any(|record| {
            record.header().document == second.document && !record.header().kind.is_authority()
        }));
    }
    assert!(world.relay_holds(ADDRESS) < held);
    // What is written in the other goes on as before.
    world.adds_row(other, document, 300);
    world.pass(2_000);
    world.agree(&[one, other], document);
    assert!(world.page(other).problems.is_empty());
    // Whoever opens it by its address is told, also who begins anew.
    let again = world.restart(other);
    world.command(again, Command::Open(second));
    world.pass(2_000);
    let told = (About::Document(second), Problem::Erased);
    assert_eq!(world.page(again).problems.last(), Some(&told));
    assert!(!is_listed(&world, again, second));
    assert_eq!(entries_of(&world, again, second), Vec::<Vec<u8>>::new());
}

#[test]
fn whoever_was_away_and_wrote_on_brings_nothing_back() {
    let mut world = World::new(951);
    let (one, other, document, second) = two_with_two(&mut world);
    world.network(other, false);
    world.types_on(other, second, TEXT, " skrevet uten nett");
    world.adds_row(other, second, 300);
    let row = world.adds_row(other, document, 301);
    world.pass(2_000);
    world.command(one, Command::Erase(second));
    world.pass(3_000);
    world.network(other, true);
    world.types_on(other, second, TEXT, " midt i");
    world.pass(10_000);
    assert!(is_told(&world, other, second));
    assert_eq!(entries_of(&world, other, second), Vec::<Vec<u8>>::new());
    assert!(world.rows(one, document).contains(&row));
    world.agree(&[one, other], document);
    // And a relay that had been emptied hears nothing of it from either.
    world.kill_relay(ADDRESS);
    world.start_empty_relay(ADDRESS);
    world.pass(60_000);
    let third = {
        let link = world.invites(one, document.space, ADDRESS);
        let third = world.person();
        world.command(third, Command::Inspect { link: link.clone() });
        world.pass(5_000);
        let shown = world.page(third).invitations.last();
        let Some(Event::Invitation { directory, .. }) = shown else {
            panic!("{shown:?}");
        };
        assert_eq!(
            directory.documents.len(),
            1,
            "the invited is not told of it"
        );
        world.joins(third, &link, "Solveig Lien", "Folldalen kommune");
        world.opens(third, document);
        third
    };
    world.pass(5_000);
    assert!(!is_listed(&world, third, second));
    assert_eq!(entries_of(&world, third, second), Vec::<Vec<u8>>::new());
}

#[test]
fn another_tab_lets_go_too_and_one_that_ends_midway_leaves_the_rest_to_the_next() {
    let mut world = World::new(952);
    let (one, _, _, second) = two_with_two(&mut world);
    let beside = world.another_tab(one);
    world.opens(beside, second);
    world.opens_field(beside, second, TEXT);
    world.command(one, Command::Erase(second));
    world.types_on(beside, second, TEXT, " i den andre fanen");
    world.pass(3_000);
    assert!(is_told(&world, beside, second));
    assert_eq!(entries_of(&world, one, second), Vec::<Vec<u8>>::new());

    for wait in 0..12 {
        let mut world = World::new(953);
        let (one, other, _, second) = two_with_two(&mut world);
        world.command(one, Command::Erase(second));
        world.pass(1_000);
        world.network(other, true);
        world.pass(wait * 5);
        let again = world.restart(other);
        world.pass(5_000);
        assert_eq!(
            entries_of(&world, again, second),
            Vec::<Vec<u8>>::new(),
            "{wait}"
        );
    }
}

#[test]
fn who_may_not_erase_is_told_and_nothing_goes() {
    let mut world = World::new(954);
    let (one, other, document, second) = two_with_two(&mut world);
    world.command(other, Command::Erase(second));
    world.pass(2_000);
    let told = (About::Space(document.space), Problem::NotAllowed);
    assert!(world.page(other).problems.contains(&told));
    assert!(is_listed(&world, one, second) && is_listed(&world, other, second));
}

#[test]
fn what_a_page_had_written_down_of_it_is_not_asked_for_again() {
    let mut world = World::new(955);
    let (one, other, _, second) = two_with_two(&mut world);
    world.network(other, false);
    world.types_on(other, second, TEXT, " i dagboken");
    let journal = world.page_mut(other).journal();
    assert!(!journal.is_empty());
    let profile = world.crash(other);
    world.command(one, Command::Erase(second));
    world.pass(2_000);
    let again = world.open_profile(profile);
    world.pass(10_000);
    assert!(is_told(&world, again, second));
    let batches: Vec<_> = journal.iter().map(|one| one.batch).collect();
    world.command(again, Command::Replay(journal));
    world.pass(2_000);
    assert!(
        batches
            .iter()
            .all(|batch| world.page(again).replayed.contains(batch))
    );
    assert_eq!(entries_of(&world, again, second), Vec::<Vec<u8>>::new());
}
