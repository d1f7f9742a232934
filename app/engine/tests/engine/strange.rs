//! Input that nobody of ours would make, and stores that are not what they were.

use crate::{
    people::{CELL, CHAPTER},
    world::{ADDRESS, World},
};
use proptest::prelude::*;
use samvev_documents::{
    directory::DirectoryIntent,
    document::{Document, Heads, Intent, Value},
    id::ItemId,
    plan::{Plan, PlanField, PlanIntent},
    text::{Delta, RichText},
};
use samvev_engine::{
    engine::VERSION,
    host::{ConnectionId, Input},
    messages::{About, BatchId, Command, DocumentRef, OnRelay, Problem, StoreProblem},
    store::{Batch, CommitError},
};
use samvev_protocol::{
    frame::{Frame, Reason},
    ids::{DocumentId, RecordId, SpaceId},
    record::Record,
};

const TEXT: PlanField = PlanField::ChapterText(CHAPTER);

#[test]
fn records_that_come_before_what_they_lean_on_wait_for_it() {
    let mut world = World::new(50);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let link = world.invites(one, document.space, ADDRESS);
    // Hears nothing while somebody joins and writes.
    world.deafen(other, true);
    let third = world.person();
    world.joins(third, &link, "Solveig Lien", "Folldalen kommune");
    world.opens(third, document);
    let row = world.adds_row(third, document, 300);
    world.pass(2_000);
    let records = world.records(third, document.space);
    let lacking: Vec<Record> = {
        let has = world.records(other, document.space);
        records
            .into_iter()
            .filter(|one| !has.contains(one))
            .collect()
    };
    assert!(
        lacking.len() >= 3,
        "a grant, a directory's change, a plan's change"
    );
    let (authority, changes): (Vec<_>, Vec<_>) = lacking
        .into_iter()
        .partition(|record| record.header().kind.is_authority());
    world.deafen(other, false);
    let there = |world: &World, tab| {
        let plan = world.page(tab).plan(document);
        plan.chapters[0]
            .actions
            .iter()
            .any(|action| action.id == row)
    };
    world.hears_records(other, &changes);
    world.pass(1_000);
    assert!(!there(&world, other));
    // They wait in the store, not only in memory.
    world.network(other, false);
    let other = world.restart(other);
    world.network(other, false);
    world.opens(other, document);
    assert!(!there(&world, other));
    world.tell(other, Input::Tab(tab_message(document.space, &authority)));
    world.pass(1_000);
    assert!(there(&world, other));
    world.network(other, true);
    world.pass(3_000);
    world.agree(&[one, other, third], document);
    assert_eq!(
        world.page(other).saved[&document.space].relays,
        [(ADDRESS.to_owned(), OnRelay::Shared)]
    );
}

/// What another tab would say of records that it has stored.
pub fn tab_message(space: SpaceId, records: &[Record]) -> Vec<u8> {
    #[derive(serde::Serialize)]
    enum Told {
        #[allow(dead_code)]
        Hello,
        #[allow(dead_code)]
        Leads,
        Records {
            space: SpaceId,
            records: Vec<Vec<u8>>,
        },
    }
    let records = records
        .iter()
        .map(|record| record.bytes().to_vec())
        .collect();
    postcard::to_extend(&Told::Records { space, records }, vec![VERSION]).unwrap()
}

#[test]
fn a_listing_of_another_version_leaves_no_record_out() {
    let mut world = World::new(58);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.network(one, false);
    let row = world.adds_row(one, document, 300);
    world.pass(1_000);
    // All that is stored in forms of ours, but for the list of spaces, is as another version would write it.
    let store = world.tabs[&one].store.clone();
    let mut writes = Vec::new();
    for prefix in [b"i", b"d", b"b", b"w"] {
        for (key, mut value) in store.scan_now(prefix).unwrap() {
            if let Some(version) = value.first_mut() {
                *version = version.wrapping_add(1);
            }
            writes.push((key, Some(value)));
        }
    }
    let requires = Vec::new();
    store.commit_now(Batch { requires, writes }).unwrap();
    let one = world.restart(one);
    world.opens(one, document);
    world.pass(5_000);
    world.agree(&[one, other], document);
    let there = &world.page(other).plan(document).chapters[0].actions;
    assert!(there.iter().any(|action| action.id == row));
    assert_eq!(
        world.page(one).saved[&document.space].relays,
        [(ADDRESS.to_owned(), OnRelay::Shared)]
    );
}

#[test]
fn a_profile_set_back_to_an_earlier_day_harms_nothing() {
    let mut world = World::new(51);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.opens_field(one, document, TEXT);
    let backup = world.backup(one);
    for number in 0..10 {
        world.types_on(one, document, TEXT, &format!(" {number}"));
        world.pass(300);
    }
    world.pass(1_000);
    let shown = world.text(one, document, TEXT);
    let profile = world.crash(one);
    world.restore(profile, backup);
    let one = world.open_profile(profile);
    world.opens(one, document);
    world.pass(3_000);
    assert_eq!(world.text(one, document, TEXT), shown);
    for step in 0..3 {
        world.adds_row(one, document, 700 + step);
        world.pass(500);
    }
    world.agree(&[one, other], document);
    assert!(world.page(one).problems.is_empty() && world.page(other).problems.is_empty());
}

#[test]
fn what_a_profile_set_back_writes_before_it_has_met_anybody_reaches_the_others() {
    let mut world = World::new(59);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let backup = world.backup(one);
    let before = world.adds_row(one, document, 310);
    world.pass(1_000);
    let profile = world.crash(one);
    world.restore(profile, backup);
    let one = world.open_profile(profile);
    world.network(one, false);
    world.opens(one, document);
    let after = [311, 312].map(|row| world.adds_row(one, document, row));
    world.pass(1_000);
    world.network(one, true);
    world.pass(10_000);
    world.agree(&[one, other], document);
    let there = world.rows(other, document);
    assert!(there.contains(&before) && after.iter().all(|row| there.contains(row)));
    assert!(world.page(one).problems.is_empty() && world.page(other).problems.is_empty());
}

#[test]
fn a_profile_that_is_open_on_two_machines_at_once_loses_nothing() {
    let mut world = World::new(60);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let copy = world.open_copy(one);
    world.opens(copy, document);
    let mut written = Vec::new();
    for round in 0..5 {
        // Now at the same moment, now apart.
        world.network(copy, round % 2 == 0);
        written.push(world.adds_row(one, document, 320 + round));
        written.push(world.adds_row(copy, document, 340 + round));
        world.pass(700);
    }
    world.network(copy, true);
    world.pass(10_000);
    world.agree(&[one, copy, other], document);
    let there = world.rows(other, document);
    assert!(written.iter().all(|row| there.contains(row)));
}

#[test]
fn a_damaged_saved_document_is_made_anew_from_its_records() {
    let mut world = World::new(52);
    let tab = world.person();
    let document = world.makes_plan(tab);
    world.opens_field(tab, document, CELL);
    for number in 0..100 {
        world.types_on(tab, document, CELL, &format!(" {number}"));
        world.pass(100);
    }
    world.pass(5_000);
    let was = world.page(tab).values[&document].clone();
    let profile = world.crash(tab);
    world.harm(profile, |key, value| {
        let saved = key.starts_with(b"d") && key.ends_with(b"c");
        if saved && value.len() > 100 {
            value.iter_mut().skip(60).for_each(|byte| *byte ^= 0x5a);
        }
    });
    let tab = world.open_profile(profile);
    world.opens(tab, document);
    assert_eq!(world.page(tab).values.get(&document), Some(&was));
    world.adds_row(tab, document, 800);
    world.pass(5_000);
    let tab = world.restart(tab);
    world.opens(tab, document);
    assert!(world.rows(tab, document).contains(&ItemId::nth(800)));
}

#[test]
fn a_document_that_nobody_has_declared_is_told_of() {
    let mut world = World::new(53);
    let tab = world.person();
    let document = world.makes_plan(tab);
    let nobodys = DocumentRef {
        document: DocumentId::from_bytes([9; 16]),
        ..document
    };
    let nowhere = DocumentRef {
        space: SpaceId::from_bytes([9; 32]),
        ..document
    };
    for (of, problem) in [(nobodys, Problem::Closed), (nowhere, Problem::DoesNotFit)] {
        world.command(tab, Command::Open(of));
        world.pass(1_000);
        assert_eq!(
            world.page(tab).problems.last(),
            Some(&(About::Document(of), problem))
        );
    }
}

#[test]
fn an_act_that_no_record_can_hold_is_refused_whole_and_nothing_builds_on_it() {
    let mut world = World::new(56);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    // Three million letters, alike and of every kind.
    let alike = "a".repeat(3_000_000);
    let mut unlike = String::new();
    while unlike.len() < 3_000_000 {
        let letter = u32::try_from(0x4e00 + world.below(20_000)).unwrap();
        unlike.extend(char::from_u32(letter));
    }
    for words in [alike, unlike] {
        let delta = Delta::splice(0, 0, &words);
        let intent = Intent::Plan(PlanIntent::EditText { field: TEXT, delta });
        let before = world.text(one, document, TEXT);
        world.command(one, Command::Act { document, intent });
        world.adds_row(one, document, 400 + words.len() as u64);
        world.pass(3_000);
        let told = (
            About::Document(document),
            Problem::Refused(Reason::TooLarge),
        );
        assert!(world.page(one).problems.contains(&told));
        assert_eq!(world.text(one, document, TEXT), before);
        world.agree(&[one, other], document);
        // Nor is a plan made of it.
        let spaces = world.page(one).spaces.len();
        let mut plan = world.page(one).plan(document).clone();
        plan.chapters[0].text = RichText::from_plain(&words);
        let value = Value::Plan(plan);
        world.command(one, Command::Create { space: None, value });
        world.pass(1_000);
        let told = (About::Start, Problem::Refused(Reason::TooLarge));
        assert!(world.page(one).problems.contains(&told));
        assert_eq!(world.page(one).spaces.len(), spaces);
        world.page_mut(one).problems.clear();
    }
}

/// A change that no app of ours would write there, of an actor that begins so.
fn a_wrong_change(begins: &[u8]) -> Vec<u8> {
    let mut actor = [7; 16];
    actor
        .iter_mut()
        .zip(begins)
        .for_each(|(to, from)| *to = *from);
    let plan = Value::Plan(Plan::default());
    let mut document = Document::create(&plan, &actor, 0).unwrap();
    document.changes_since(&Heads::default())
}

#[test]
fn a_members_wrong_change_takes_the_document_from_nobody() {
    let mut world = World::new(54);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let whose = [
        document.space.as_bytes().as_slice(),
        world.keys(other).device().as_bytes(),
    ]
    .concat();
    let begins = blake3::derive_key("samvev 2026-11 automerge actor device v1", &whose);
    // Another document in the place of this one, by who did not make it.
    let wrong = world.seals(other, document, &a_wrong_change(&begins[..10]));
    let rubbish = world.seals(other, document, b"rusk");
    let kept = world.records(one, document.space).len();
    world.relay_keeps(ADDRESS, &wrong);
    world.hears_records(one, &[wrong, rubbish]);
    world.pass(2_000);
    assert_eq!(world.records(one, document.space).len(), kept);
    world.adds_row(one, document, 300);
    world.pass(2_000);
    let was = world.page(one).values[&document].clone();
    let one = world.restart(one);
    world.opens(one, document);
    world.pass(3_000);
    assert_eq!(world.page(one).values.get(&document), Some(&was));
    assert!(world.page(one).problems.is_empty());
    world.adds_row(one, document, 301);
    world.pass(3_000);
    world.agree(&[one, other], document);
}

#[test]
fn what_cannot_be_applied_is_left_out_and_told() {
    let mut world = World::new(56);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let whose = [
        document.space.as_bytes().as_slice(),
        world.keys(one).device().as_bytes(),
    ]
    .concat();
    let begins = blake3::derive_key("samvev 2026-11 automerge actor device v1", &whose);
    // A second first change, by who made the document.
    let wrong = world.seals(one, document, &a_wrong_change(&begins[..10]));
    world.relay_keeps(ADDRESS, &wrong);
    world.hears_records(other, &[wrong]);
    world.pass(2_000);
    let told = (About::Document(document), Problem::Unreadable);
    assert!(world.page(other).problems.contains(&told));
    world.adds_row(other, document, 300);
    world.pass(2_000);
    world.agree(&[one, other], document);
}

#[test]
fn nobody_writes_under_anothers_name() {
    let mut world = World::new(55);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let kept = world.records(one, document.space).len();
    // Another's actor.
    let forged = world.seals(other, document, &a_wrong_change(&[1, 2, 3]));
    world.hears_records(one, std::slice::from_ref(&forged));
    world.pass(2_000);
    assert_eq!(world.records(one, document.space).len(), kept);
    assert!(world.page(one).problems.is_empty());
}

fn any_frame() -> impl Strategy<Value = Frame> {
    let id = any::<[u8; 32]>().prop_map(RecordId::from_bytes);
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    prop_oneof![
        (any::<u8>(), any::<[u8; 32]>()).prop_map(|(version, nonce)| Frame::Challenge {
            version,
            nonce,
            now: 0
        }),
        any::<[u8; 32]>().prop_map(|nonce| Frame::Challenge {
            version: 1,
            nonce,
            now: 0
        }),
        (any::<bool>(), 0..3_u32).prop_map(|(known, others)| Frame::Welcome { known, others }),
        Just(Frame::Refused(Reason::TooFast)),
        bytes.clone().prop_map(Frame::Reconcile),
        bytes.clone().prop_map(Frame::Reconciled),
        prop::collection::vec(id.clone(), 0..4).prop_map(Frame::Get),
        prop::collection::vec(bytes.clone(), 0..3).prop_map(Frame::Put),
        prop::collection::vec(bytes.clone(), 0..3).prop_map(Frame::Records),
        prop::collection::vec(id.clone(), 0..4).prop_map(Frame::Stored),
        id.prop_map(|record| Frame::Rejected {
            record,
            reason: Reason::NotAllowed
        }),
        bytes.prop_map(Frame::Presence),
        Just(Frame::Ping),
        Just(Frame::Pong),
    ]
}

fn any_input() -> impl Strategy<Value = Input> {
    let connection = (1..12_u64).prop_map(ConnectionId);
    let bytes = prop::collection::vec(any::<u8>(), 0..60);
    let entries = prop::collection::vec((bytes.clone(), bytes.clone()), 0..4);
    prop_oneof![
        4 => (connection.clone(), any_frame()).prop_map(|(at, frame)| Input::Received(at, frame.encode())),
        1 => (connection.clone(), bytes.clone()).prop_map(|(at, bytes)| Input::Received(at, bytes)),
        2 => connection.clone().prop_map(Input::Connected),
        1 => connection.prop_map(Input::Disconnected),
        1 => bytes.prop_map(Input::Tab),
        1 => (0..60_u64, entries).prop_map(|(ticket, entries)| Input::Scanned(ticket, Ok(entries))),
        1 => (0..60_u64).prop_map(|ticket| Input::Scanned(ticket, Err(StoreProblem::Failed))),
        1 => (0..60_u64).prop_map(|ticket| Input::Committed(ticket, Err(CommitError::Conflict))),
        1 => (0..60_u64).prop_map(|ticket| Input::Committed(ticket, Err(StoreProblem::Full.into()))),
        1 => any::<bool>().prop_map(Input::Leading),
        1 => any::<bool>().prop_map(|online| Input::Page(Command::Network(online))),
        1 => Just(Input::Woken),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever it is told, in whatever order, the engine goes on, and what was written stays.
    #[test]
    fn nothing_that_an_engine_is_told_stops_it(seed in any::<u64>(), inputs in prop::collection::vec(any_input(), 1..60)) {
        let mut world = World::new(seed);
        let tab = world.person();
        let document = world.makes_plan(tab);
        world.command(tab, Command::Share { space: document.space, relay: ADDRESS.to_owned() });
        world.pass(500);
        for input in inputs {
            world.tell(tab, input);
            let pause = world.below(50);
            world.pass(pause);
        }
        let delta = Delta::splice(900, 900, "langt utenfor");
        let batch = BatchId([7; 16]);
        world.command(tab, Command::EditField { document, field: TEXT, batch, revision: 99, delta });
        world.command(tab, Command::Undo(document));
        world.tell(tab, Input::Leading(true));
        world.command(tab, Command::Network(true));
        world.pass(1_000);
        world.adds_row(tab, document, 100);
        world.pass(120_000);
        let tab = world.restart(tab);
        world.opens(tab, document);
        let plan = world.page(tab).plan(document);
        prop_assert!(plan.chapters[0].actions.iter().any(|row| row.id == ItemId::nth(100)));
    }
}

#[test]
fn a_directory_full_of_addresses_sends_nobody_calling_them_all() {
    let mut world = World::new(62);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let directory = DocumentRef {
        document: DocumentId::DIRECTORY,
        ..document
    };
    let wrong = [
        "http://elsewhere.example.no/",
        "ws://elsewhere.example.no/ws",
    ]
    .map(str::to_owned);
    let many = (0..50).map(|number| format!("wss://{number}.example.no/ws"));
    for address in wrong.into_iter().chain(many) {
        let intent = Intent::Directory(DirectoryIntent::AddRelay(address));
        world.command(
            one,
            Command::Act {
                document: directory,
                intent,
            },
        );
    }
    world.pass(5_000);
    let relays = &world.page(other).saved[&document.space].relays;
    assert_eq!(relays.len(), 8);
    assert_eq!(relays[0], (ADDRESS.to_owned(), OnRelay::Shared));
    assert!(
        relays
            .iter()
            .all(|(address, _)| address.starts_with("wss://"))
    );
}
