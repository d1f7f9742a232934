//! A browser that ends at the worst moment.

use crate::{
    people::CHAPTER,
    world::{ADDRESS, World},
};
use proptest::prelude::*;
use samvev_documents::{id::ItemId, plan::PlanField};
use samvev_engine::{
    memory::Crash,
    messages::{Command, OnDevice, StoreProblem},
};

const TEXT: PlanField = PlanField::ChapterText(CHAPTER);

/// A person writes, and the store dies at its n-th write from then on. Answers how many writes there were in all.
fn dies_at(write: u32, crash: Crash, with_journal: bool) -> u32 {
    let mut world = World::new(40);
    let tab = world.person();
    let document = world.makes_plan(tab);
    world.opens_field(tab, document, TEXT);
    world.pass(5_000);
    let before = world.tabs[&tab].commits;
    world.tabs[&tab].store.crash_after(write, crash);
    let mut rows = Vec::new();
    for step in 0..12_u64 {
        world.types_on(tab, document, TEXT, &format!("«{step}»"));
        if step % 3 == 0 {
            rows.push(world.adds_row(tab, document, 100 + step));
            world.pass(60);
            // What the page was told is saved must be there.
            let saved = world.page(tab).saved[&document.space].device == OnDevice::Saved;
            if !saved {
                rows.pop();
            }
        }
        world.pass(25);
        if world.tabs[&tab].store.crashed() {
            break;
        }
    }
    world.pass(10_000);
    let writes = world.tabs[&tab].commits - before;
    let confirmed = world.page(tab).confirmed.len();
    let shown = world.page(tab).shows(document, TEXT).to_owned();
    let journal = world.page_mut(tab).journal();
    let tab = world.restart(tab);
    if with_journal {
        world.command(tab, Command::Replay(journal.clone()));
        world.command(tab, Command::Replay(journal.clone()));
    }
    world.opens(tab, document);
    world.pass(5_000);
    let text = world.text(tab, document, TEXT);
    for step in 0..confirmed.min(12) {
        assert_eq!(
            text.matches(&format!("«{step}»")).count(),
            1,
            "write {write}, {crash:?}: {text}"
        );
    }
    if with_journal {
        assert_eq!(text, shown, "write {write}, {crash:?}");
        assert!(
            journal
                .iter()
                .all(|one| world.page(tab).replayed.contains(&one.batch))
        );
    }
    let there: Vec<ItemId> = world.page(tab).plan(document).chapters[0]
        .actions
        .iter()
        .map(|row| row.id)
        .collect();
    assert!(
        rows.iter().all(|row| there.contains(row)),
        "write {write}, {crash:?}"
    );
    // And it goes on.
    world.adds_row(tab, document, 900);
    world.pass(1_000);
    assert_eq!(
        world.page(tab).saved[&document.space].device,
        OnDevice::Saved
    );
    writes
}

#[test]
fn a_crash_between_any_two_writes_loses_nothing_that_was_confirmed() {
    let all = dies_at(u32::MAX, Crash::Before, false);
    assert!(all > 8, "only {all} writes");
    for write in 0..all {
        for crash in [Crash::Before, Crash::After] {
            dies_at(write, crash, false);
        }
    }
}

#[test]
fn with_the_journal_nothing_at_all_is_lost_and_nothing_is_there_twice() {
    let all = dies_at(u32::MAX, Crash::Before, true);
    for write in 0..all {
        for crash in [Crash::Before, Crash::After] {
            dies_at(write, crash, true);
        }
    }
}

/// A page is left for another one: its engine gets what is not confirmed as if it were found in the journal.
#[test]
fn what_waits_for_a_full_store_is_not_applied_again_when_the_page_is_left() {
    let mut world = World::new(43);
    let tab = world.person();
    let document = world.makes_plan(tab);
    world.opens_field(tab, document, TEXT);
    world.pass(1_000);
    world.tabs[&tab].store.refuse(Some(StoreProblem::Full));
    for words in ["en ", "to "] {
        world.types_on(tab, document, TEXT, words);
        world.pass(100);
    }
    let shown = world.page(tab).shows(document, TEXT).to_owned();
    let journal = world.page_mut(tab).journal();
    assert_eq!(journal.len(), 2);
    world.command(tab, Command::Replay(journal));
    world.command(
        tab,
        Command::CloseField {
            document,
            field: TEXT,
        },
    );
    world.pass(100);
    world.tabs[&tab].store.refuse(None);
    world.command(tab, Command::TryAgain);
    world.pass(5_000);
    assert_eq!(world.text(tab, document, TEXT), shown);
    let tab = world.restart(tab);
    world.opens(tab, document);
    assert_eq!(world.text(tab, document, TEXT), shown);
}

#[test]
fn making_a_plan_is_whole_or_not_at_all() {
    for write in 0..6 {
        for crash in [Crash::Before, Crash::After] {
            let mut world = World::new(41);
            let tab = world.person();
            world.pass(100);
            world.tabs[&tab].store.crash_after(write, crash);
            world.command(
                tab,
                Command::Create {
                    space: None,
                    value: crate::people::plan(),
                },
            );
            world.pass(10_000);
            let document = world.page(tab).created.last().copied();
            let saved =
                document.and_then(|document| world.page(tab).saved.get(&document.space).cloned());
            let tab = world.restart(tab);
            world.pass(1_000);
            let spaces = &world.page(tab).spaces;
            if let Some(document) = document.filter(|_| spaces.len() == 1) {
                world.opens(tab, document);
                assert_eq!(world.page(tab).values[&document], crate::people::plan());
            } else {
                assert!(spaces.is_empty());
                assert!(
                    saved.is_none_or(|saved| saved.device != OnDevice::Saved),
                    "write {write}, {crash:?}"
                );
            }
        }
    }
}

#[test]
fn joining_is_finished_after_a_crash_without_a_second_use() {
    for write in 0..4 {
        for crash in [Crash::Before, Crash::After] {
            let mut world = World::new(42);
            let (one, other) = (world.person(), world.person());
            let document = world.makes_plan(one);
            let link = world.invites(one, document.space, ADDRESS);
            world.pass(100);
            world.tabs[&other].store.crash_after(write, crash);
            world.command(other, Command::Inspect { link: link.clone() });
            world.pass(2_000);
            let party = samvev_engine::messages::PartyChoice::New {
                name: "Rendal kommune".to_owned(),
                kind: Default::default(),
            };
            let name = "Even Solbakken".to_owned();
            world.command(
                other,
                Command::Join {
                    space: document.space,
                    name,
                    party,
                },
            );
            world.pass(3_000);
            let other = world.restart(other);
            world.pass(1_000);
            if world.page(other).spaces.is_empty() {
                world.joins(other, &link, "Even Solbakken", "Rendal kommune");
            }
            world.opens(other, document);
            world.pass(3_000);
            world.opens(one, document);
            world.agree(&[one, other], document);
            let directory = &world.page(one).spaces[0].directory;
            assert_eq!(
                (directory.members.len(), directory.parties.len()),
                (2, 2),
                "write {write}, {crash:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// Browsers are closed at any moment while both write; with their journals nothing is lost and nothing comes twice.
    #[test]
    fn closing_in_the_middle_of_a_word_loses_no_letter(seed in any::<u64>()) {
        let mut world = World::new(seed);
        let (mut one, mut other, document) = world.two_with_a_plan(ADDRESS);
        for tab in [one, other] {
            world.opens_field(tab, document, TEXT);
        }
        world.pass(1_000);
        world.slowness = [5, 100][(seed % 2) as usize];
        let mut words = Vec::new();
        for step in 0..40_u64 {
            let who = world.below(2);
            let tab = if who == 0 { one } else { other };
            if world.below(8) == 0 {
                let journal = world.page_mut(tab).journal();
                let again = world.restart(tab);
                world.command(again, Command::Replay(journal));
                world.opens(again, document);
                world.pass(2_000);
                world.opens_field(again, document, TEXT);
                world.pass(1_000);
                if who == 0 { one = again } else { other = again }
            } else {
                let word = format!("«{step}»");
                world.types_on(tab, document, TEXT, &word);
                words.push(word);
                let pause = world.below(150);
                world.pass(pause);
            }
        }
        world.pass(30_000);
        world.agree(&[one, other], document);
        let text = world.text(one, document, TEXT);
        for word in &words {
            prop_assert_eq!(text.matches(word.as_str()).count(), 1, "{} in {}", word, text);
        }
    }
}

#[test]
fn a_batch_that_waits_for_room_is_not_applied_again_when_its_page_is_left() {
    let mut world = World::new(49);
    let tab = world.person();
    let document = world.makes_plan(tab);
    world.opens_field(tab, document, TEXT);
    world.pass(5_000);
    world.refuse_to_store(tab, Some(StoreProblem::Full));
    world.types_on(tab, document, TEXT, "«a»");
    world.pass(200);
    // One more, typed on the one that waits.
    world.types_on(tab, document, TEXT, "«b»");
    let shown = world.page(tab).shows(document, TEXT).to_owned();
    let journal = world.page_mut(tab).journal();
    assert_eq!(journal.len(), 2);
    world.command(
        tab,
        Command::CloseField {
            document,
            field: TEXT,
        },
    );
    world.command(tab, Command::Close(document));
    world.command(tab, Command::Replay(journal.clone()));
    world.pass(200);
    world.refuse_to_store(tab, None);
    world.command(tab, Command::TryAgain);
    world.pass(60_000);
    let tab = world.restart(tab);
    world.opens(tab, document);
    world.pass(2_000);
    assert_eq!(world.text(tab, document, TEXT), shown);
}
