//! One person with one device.

use crate::{
    people::{CELL, CHAPTER, ROW},
    world::World,
};
use samvev_documents::{
    document::{Intent, Value},
    plan::{PlanField, PlanIntent},
};
use samvev_engine::messages::{Command, OnDevice, StoreProblem};

#[test]
fn a_plan_is_made_listed_and_there_again_at_the_next_start() {
    let mut world = World::new(1);
    let tab = world.person();
    let document = world.makes_plan(tab);
    assert_eq!(world.page(tab).values[&document], crate::people::plan());
    let listed = &world.page(tab).spaces[0].documents[0];
    assert_eq!(
        (listed.document, listed.title.as_str()),
        (document.document, "Plan for trygge oppvekstmiljø")
    );
    world.adds_row(tab, document, 100);
    world.pass(5_000);
    let was = world.page(tab).values[&document].clone();
    assert_eq!(
        world.page(tab).saved[&document.space].device,
        OnDevice::Saved
    );

    let tab = world.restart(tab);
    world.pass(100);
    assert_eq!(world.page(tab).spaces.len(), 1);
    assert_eq!(
        world.page(tab).spaces[0].documents[0].title,
        "Plan for trygge oppvekstmiljø"
    );
    world.opens(tab, document);
    assert_eq!(world.page(tab).painted[&document], was);
    assert_eq!(world.page(tab).values[&document], was);
}

#[test]
fn what_is_typed_is_confirmed_when_it_is_durable_and_undone_in_steps() {
    let mut world = World::new(2);
    let tab = world.person();
    let document = world.makes_plan(tab);
    world.opens_field(tab, document, CELL);
    for word in [" og", " i", " kulturskole"] {
        world.types_on(tab, document, CELL, word);
        world.pass(300);
    }
    let whole = "Felles kurs for ansatte i skole og barnehage og i kulturskole";
    assert_eq!(world.text(tab, document, CELL), whole);
    assert_eq!(world.page(tab).confirmed.len(), 3);
    world.agree(&[tab], document);

    world.pass(3_000);
    world.types_on(tab, document, CELL, ".");
    world.pass(300);
    world.command(tab, Command::Undo(document));
    world.pass(300);
    assert_eq!(world.text(tab, document, CELL), whole);
    world.command(tab, Command::Undo(document));
    world.pass(300);
    assert_eq!(
        world.text(tab, document, CELL),
        "Felles kurs for ansatte i skole og barnehage"
    );
    assert_eq!(world.page(tab).history[&document], (false, true));
    world.agree(&[tab], document);
    world.command(tab, Command::Redo(document));
    world.command(tab, Command::Redo(document));
    world.pass(300);
    assert_eq!(world.text(tab, document, CELL), format!("{whole}."));
    world.agree(&[tab], document);
}

#[test]
fn a_row_that_was_removed_is_brought_back_by_undo() {
    let mut world = World::new(3);
    let tab = world.person();
    let document = world.makes_plan(tab);
    let intent = Intent::Plan(PlanIntent::Remove { id: ROW, at: 5 });
    world.command(tab, Command::Act { document, intent });
    world.pass(300);
    assert!(
        world.page(tab).plan(document).chapters[0]
            .actions
            .is_empty()
    );
    world.command(tab, Command::Undo(document));
    world.pass(300);
    assert_eq!(world.page(tab).values[&document], crate::people::plan());
}

#[test]
fn a_full_store_is_told_keeps_everything_and_is_tried_again() {
    let mut world = World::new(4);
    let tab = world.person();
    let document = world.makes_plan(tab);
    let field = PlanField::ChapterText(CHAPTER);
    world.opens_field(tab, document, field);
    world.pass(10_000);
    world.refuse_to_store(tab, Some(StoreProblem::Full));
    world.types_on(tab, document, field, " Og litt til.");
    world.pass(5_000);
    assert_eq!(
        world.page(tab).saved[&document.space].device,
        OnDevice::Failed(StoreProblem::Full)
    );
    assert!(world.page(tab).confirmed.is_empty());
    world.adds_row(tab, document, 100);
    world.pass(40_000);
    assert_eq!(
        world.page(tab).saved[&document.space].device,
        OnDevice::Failed(StoreProblem::Full)
    );
    world.refuse_to_store(tab, None);
    world.command(tab, Command::TryAgain);
    world.pass(1_000);
    assert_eq!(
        world.page(tab).saved[&document.space].device,
        OnDevice::Saved
    );
    assert_eq!(world.page(tab).confirmed.len(), 1);
    let was = world.page(tab).values[&document].clone();
    let tab = world.restart(tab);
    world.opens(tab, document);
    assert_eq!(world.page(tab).values[&document], was);
}

#[test]
fn a_long_used_document_is_saved_whole_and_opens_the_same() {
    let mut world = World::new(5);
    let tab = world.person();
    let document = world.makes_plan(tab);
    world.opens_field(tab, document, CELL);
    for number in 0..200 {
        world.types_on(tab, document, CELL, &format!(" {number}"));
        world.pass(100);
    }
    world.pass(10_000);
    let was = world.page(tab).values[&document].clone();
    let entries = world.tabs[&tab].store.scan_now(b"d").unwrap();
    assert!(entries.len() < 100, "{} entries to open", entries.len());
    let tab = world.restart(tab);
    world.opens(tab, document);
    assert_eq!(world.page(tab).values[&document], was);
    let Value::Plan(plan) = was else { panic!() };
    assert!(
        plan.chapters[0].actions[0]
            .cells
            .values()
            .any(|text| text.to_plain().ends_with(" 199"))
    );
}
