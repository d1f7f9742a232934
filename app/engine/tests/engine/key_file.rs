//! A browser that forgot is entered with a key file, and goes on as the device it was.

use crate::{
    people::CHAPTER,
    strange::tab_message,
    world::{ADDRESS, TabId, World},
};
use samvev_documents::plan::PlanField;
use samvev_engine::{
    host::Input,
    messages::{About, Command, DocumentRef, OnDevice, OnRelay, Password, PrintedRows, Problem},
};
use samvev_protocol::{bodies::Role, frame::Reason};

const TEXT: PlanField = PlanField::ChapterText(CHAPTER);

fn password() -> Password {
    Password::new("blåbær og fjellørret".to_owned())
}

fn key_file(world: &mut World, tab: TabId) -> Vec<u8> {
    world.command(tab, Command::MakeKeyFile(password()));
    world.pass(100);
    world.page(tab).key_files.last().unwrap().0.clone()
}

fn enters(world: &mut World, tab: TabId, file: &[u8], password: Password) {
    let file = file.to_vec();
    world.command(tab, Command::EnterKeyFile { file, password });
}

/// The profile's store is wiped, and the profile opened anew.
fn forgets(world: &mut World, tab: TabId) -> TabId {
    let profile = world.crash(tab);
    world.wipe(profile);
    world.open_profile(profile)
}

fn role(world: &World, tab: TabId, document: DocumentRef) -> Option<Role> {
    let mut spaces = world.page(tab).spaces.iter();
    spaces.find(|one| one.space == document.space)?.role
}

#[test]
fn a_browser_that_forgot_goes_on_as_the_device_it_was() {
    let mut world = World::new(960);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.adds_row(other, document, 300);
    let file = key_file(&mut world, other);
    // What is written later is not in the file, and comes all the same.
    let late = world.adds_row(other, document, 301);
    world.pass(3_000);
    let before = world.page(other).spaces[0].me;
    let again = forgets(&mut world, other);
    world.pass(1_000);
    assert!(world.page(again).spaces.is_empty());
    enters(&mut world, again, &file, password());
    // At once, before anything has come from a worker.
    assert!(world.page(again).spaces.is_empty());
    world.pass(5_000);
    assert_eq!(world.page(again).entered, [1]);
    assert_eq!(world.page(again).spaces[0].me, before);
    assert_eq!(role(&world, again, document), Some(Role::Editor));
    world.opens(again, document);
    world.pass(2_000);
    assert!(world.rows(again, document).contains(&late));
    world.opens_field(again, document, TEXT);
    world.types_on(again, document, TEXT, " skrevet på nytt");
    world.pass(3_000);
    world.agree(&[one, again], document);
    let saved = &world.page(again).saved[&document.space];
    assert_eq!(saved.device, OnDevice::Saved);
    assert!(
        saved
            .relays
            .iter()
            .all(|(_, state)| *state == OnRelay::Shared)
    );
    assert_eq!(world.page(again).spaces[0].seats.len(), 2);
    // It is kept: begun once more, it is the same.
    let again = world.restart(again);
    world.pass(3_000);
    assert_eq!(world.page(again).spaces[0].me, before);
    world.opens(again, document);
    world.agree(&[one, again], document);
}

#[test]
fn a_wrong_password_a_broken_file_and_a_browser_that_holds_something_are_told() {
    let mut world = World::new(961);
    let (one, other, _) = world.two_with_a_plan(ADDRESS);
    let file = key_file(&mut world, other);
    let again = forgets(&mut world, other);
    world.pass(1_000);
    let wrong = Password::new("bjørnebær og sik".to_owned());
    let mut damaged = file.clone();
    damaged[60] ^= 1;
    for (file, password, problem) in [
        (&file[..], wrong, Problem::WrongPassword),
        (&damaged[..], password(), Problem::KeyFileDamaged),
        (b"PK", password(), Problem::KeyFileMissing),
    ] {
        enters(&mut world, again, file, password);
        world.pass(100);
        assert_eq!(
            world.page(again).problems.last(),
            Some(&(About::KeyFile, problem))
        );
        assert!(world.page(again).entered.is_empty());
    }
    enters(&mut world, one, &file, password());
    world.pass(100);
    let told = (About::KeyFile, Problem::NotEmpty);
    assert_eq!(world.page(one).problems.last(), Some(&told));
    enters(&mut world, again, &file, password());
    world.pass(5_000);
    assert_eq!(world.page(again).entered, [1]);
}

#[test]
fn what_no_worker_carries_is_not_in_the_file_and_that_is_said() {
    let mut world = World::new(962);
    let one = world.person();
    world.makes_plan(one);
    world.command(one, Command::MakeKeyFile(password()));
    world.pass(100);
    assert_eq!(world.page(one).key_files.last().unwrap().1, 1);
}

#[test]
fn another_tab_begins_anew_and_who_was_removed_meanwhile_is_told() {
    let mut world = World::new(963);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let file = key_file(&mut world, other);
    let device = world.page(other).spaces[0].me;
    let again = forgets(&mut world, other);
    let beside = world.another_tab(again);
    world.pass(1_000);
    world.command(
        one,
        Command::Remove {
            space: document.space,
            devices: vec![device],
        },
    );
    world.pass(2_000);
    enters(&mut world, again, &file, password());
    world.pass(5_000);
    assert_eq!(world.page(beside).entered, [0]);
    assert!(world.page(again).spaces.is_empty());
    let told = (About::KeyFile, Problem::Refused(Reason::NotMember));
    assert!(world.page(again).problems.contains(&told));
    // Invited anew, they are in.
    let link = world.invites(one, document.space, ADDRESS);
    world.joins(again, &link, "Ola Gran", "Granvik kommune");
    world.pass(5_000);
    assert_eq!(role(&world, again, document), Some(Role::Editor));
    world.opens(again, document);
    world.pass(2_000);
    world.agree(&[one, again], document);
}

#[test]
fn two_who_are_in_with_one_file_lose_nothing() {
    let mut world = World::new(964);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let file = key_file(&mut world, other);
    let elsewhere = world.person();
    enters(&mut world, elsewhere, &file, password());
    world.pass(5_000);
    world.opens(elsewhere, document);
    world.pass(1_000);
    let mut rows = Vec::new();
    for number in 0..10 {
        rows.push(world.adds_row(other, document, 300 + number));
        rows.push(world.adds_row(elsewhere, document, 400 + number));
        world.pass(50);
    }
    world.pass(5_000);
    world.agree(&[one, other, elsewhere], document);
    let there = world.rows(one, document);
    assert!(rows.iter().all(|row| there.contains(row)));
}

#[test]
fn the_drill_a_recovery_key_brings_a_space_back_that_has_no_administrator_left() {
    let mut world = World::new(965);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let space = document.space;
    let devices = vec![world.page(other).spaces[0].me];
    let role = Role::Administrator;
    world.command(
        one,
        Command::SetRole {
            space,
            devices,
            role,
        },
    );
    world.pass(2_000);
    let link = world.invites(one, space, ADDRESS);
    let third = world.person();
    world.joins(third, &link, "Solveig Lien", "Folldalen kommune");
    world.opens(third, document);
    let password = password();
    world.command(one, Command::MakeRecoveryKey { space, password });
    world.pass(3_000);
    let (file, left_out) = world.page(one).key_files.last().unwrap().clone();
    assert_eq!(left_out, 0);
    let seats = &world.page(third).spaces[0].seats;
    let aside: Vec<_> = seats.iter().filter(|seat| seat.recovery).collect();
    assert_eq!(aside.len(), 1, "all see that there is one");
    let party = aside[0].party.expect("of the party of who made it");
    let parties = &world.page(third).spaces[0].directory.parties;
    assert_eq!(parties[&party.to_string()].name, "Tynnset kommune");
    // The two administrators remove each other, neither knowing.
    world.network(one, false);
    world.network(other, false);
    for (by, whom) in [(one, other), (other, one)] {
        let devices = vec![world.page(whom).spaces[0].me];
        world.command(by, Command::Remove { space, devices });
    }
    world.pass(1_000);
    world.network(one, true);
    world.pass(3_000);
    let records = world.records(other, space);
    world.tell(third, Input::Tab(tab_message(space, &records)));
    world.pass(5_000);
    assert_eq!(self::role(&world, one, document), None);
    assert_eq!(self::role(&world, third, document), Some(Role::Editor));
    // Somebody fetches the key from the safe.
    let rescuer = world.person();
    enters(&mut world, rescuer, &file, self::password());
    world.pass(10_000);
    assert_eq!(
        self::role(&world, rescuer, document),
        Some(Role::Administrator)
    );
    world.opens(rescuer, document);
    let link = world.invites_as(rescuer, space, ADDRESS, Role::Administrator);
    // Whoever is in with it is one who settles things, and is seen.
    let seen = &world.page(third).spaces[0].seats;
    assert!(seen.iter().any(|seat| seat.recovery && seat.used));
    let again = world.person();
    world.joins(again, &link, "Ingrid Moen", "Tynnset kommune");
    world.opens(again, document);
    world.adds_row(again, document, 300);
    world.adds_row(third, document, 301);
    world.pass(5_000);
    world.agree(&[again, rescuer, third], document);
    assert_eq!(
        self::role(&world, again, document),
        Some(Role::Administrator)
    );
}

#[test]
fn whoever_is_in_with_the_recovery_key_removes_the_only_administrator() {
    let mut world = World::new(967);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let space = document.space;
    let password = password();
    world.command(one, Command::MakeRecoveryKey { space, password });
    world.pass(3_000);
    let file = world.page(one).key_files.last().unwrap().0.clone();
    let rescuer = world.person();
    enters(&mut world, rescuer, &file, self::password());
    world.pass(8_000);
    let devices = vec![world.page(one).spaces[0].me];
    world.command(rescuer, Command::Remove { space, devices });
    world.pass(5_000);
    assert_eq!(role(&world, one, document), None);
    assert_eq!(role(&world, rescuer, document), Some(Role::Administrator));
    assert!(world.page(rescuer).problems.is_empty());
    world.adds_row(other, document, 300);
    world.pass(3_000);
    world.opens(rescuer, document);
    world.agree(&[other, rescuer], document);
}

#[test]
fn a_wrong_key_file_bars_no_other() {
    let mut world = World::new(968);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let file = key_file(&mut world, other);
    let right = key_file(&mut world, one);
    let devices = vec![world.page(other).spaces[0].me];
    let space = document.space;
    world.command(one, Command::Remove { space, devices });
    world.pass(2_000);
    let again = forgets(&mut world, other);
    enters(&mut world, again, &file, password());
    world.pass(5_000);
    assert!(world.page(again).spaces.is_empty());
    enters(&mut world, again, &right, password());
    world.pass(8_000);
    assert_eq!(role(&world, again, document), Some(Role::Administrator));
    let again = world.restart(again);
    world.pass(5_000);
    assert_eq!(role(&world, again, document), Some(Role::Administrator));
}

#[test]
fn only_administrators_make_a_recovery_key_and_only_where_others_can_find_it() {
    let mut world = World::new(966);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let space = document.space;
    let (own, password) = (password(), password());
    world.command(
        other,
        Command::MakeRecoveryKey {
            space,
            password: own,
        },
    );
    world.pass(1_000);
    let told = (About::Space(space), Problem::NotAllowed);
    assert!(world.page(other).problems.contains(&told));
    let alone = world.person();
    let document = world.makes_plan(alone);
    let space = document.space;
    world.command(alone, Command::MakeRecoveryKey { space, password });
    world.pass(1_000);
    let told = (About::KeyFile, Problem::NotShared);
    assert!(world.page(alone).problems.contains(&told));
    assert!(world.page(one).key_files.is_empty() && world.page(alone).key_files.is_empty());
    // It lies aside: it is no administrator that is left.
    let shared = world.page(one).spaces[0].space;
    let password = self::password();
    world.command(
        one,
        Command::MakeRecoveryKey {
            space: shared,
            password,
        },
    );
    world.pass(2_000);
    let devices = vec![world.page(one).spaces[0].me];
    world.command(
        one,
        Command::Remove {
            space: shared,
            devices,
        },
    );
    world.pass(1_000);
    let told = (About::Space(shared), Problem::NotAllowed);
    assert!(world.page(one).problems.contains(&told));
}

#[test]
fn a_printed_recovery_key_is_typed_in_where_no_administrator_is_left() {
    let mut world = World::new(968);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let space = document.space;
    world.command(other, Command::MakePrintedKey(space));
    world.pass(1_000);
    let told = (About::Space(space), Problem::NotAllowed);
    assert!(world.page(other).problems.contains(&told));
    world.command(one, Command::MakePrintedKey(space));
    world.pass(3_000);
    let rows = world.page(one).printed.last().unwrap().clone();
    assert_eq!(
        format!("{rows:?}"),
        "PrintedRows",
        "it is never told in words"
    );
    let seats = &world.page(other).spaces[0].seats;
    assert_eq!(seats.iter().filter(|seat| seat.recovery).count(), 1);
    world.crash(one);

    let rescuer = world.person();
    let types = |typed: &str| Command::EnterPrintedKey {
        typed: PrintedRows::new(typed.to_owned()),
        relay: ADDRESS.to_owned(),
    };
    let wrong = rows
        .as_str()
        .replacen(rows.as_str().get(..1).unwrap(), "Z", 1);
    world.command(rescuer, types(&wrong));
    world.pass(1_000);
    let told = (About::KeyFile, Problem::KeyFileDamaged);
    assert!(world.page(rescuer).problems.contains(&told));
    world.command(rescuer, types(&rows.as_str().to_lowercase()));
    world.pass(10_000);
    assert_eq!(role(&world, rescuer, document), Some(Role::Administrator));
    world.opens(rescuer, document);
    world.adds_row(other, document, 300);
    world.pass(5_000);
    world.agree(&[rescuer, other], document);
    world.command(rescuer, types(rows.as_str()));
    world.pass(1_000);
    let told = (About::KeyFile, Problem::NotEmpty);
    assert!(world.page(rescuer).problems.contains(&told));
}

fn archive(world: &mut World, tab: TabId) -> Vec<u8> {
    world.command(tab, Command::MakeArchive(password()));
    world.pass(1_000);
    world.page(tab).key_files.last().unwrap().0.clone()
}

#[test]
fn an_archive_brings_everything_into_another_browser_without_any_network() {
    let mut world = World::new(974);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let row = world.adds_row(other, document, 300);
    world.opens_field(other, document, TEXT);
    world.types_on(other, document, TEXT, " Skrevet før.");
    // A plan that is on this device alone goes along too.
    world.pass(3_000);
    let alone = world.makes_plan(other);
    world.pass(1_000);
    let file = archive(&mut world, other);
    let before = world.page(other).spaces.len();
    let me = world.keys(other).device();
    let again = forgets(&mut world, other);
    world.network(again, false);
    enters(&mut world, again, &file, password());
    world.pass(5_000);
    assert!(world.page(again).problems.is_empty());
    assert_eq!(world.page(again).spaces.len(), before);
    assert_eq!(world.keys(again).device(), me);
    assert_eq!(role(&world, again, document), Some(Role::Editor));
    // What each is called is known, before any is opened.
    let documents = world
        .page(again)
        .spaces
        .iter()
        .flat_map(|one| &one.documents);
    assert!(documents.clone().count() >= 2);
    assert!(documents.clone().all(|one| !one.title.is_empty()));
    world.opens(again, document);
    assert!(world.rows(again, document).contains(&row));
    assert!(world.text(again, document, TEXT).ends_with("Skrevet før."));
    world.opens(again, alone);
    // It goes on where the device was: nothing it writes is taken for what it wrote before.
    let late = world.adds_row(again, document, 301);
    world.pass(1_000);
    world.network(again, true);
    world.pass(10_000);
    assert!(world.rows(one, document).contains(&late));
    world.agree(&[one, again], document);
}

#[test]
fn an_archive_is_told_from_what_is_none_and_from_one_that_is_cut() {
    let mut world = World::new(975);
    let (_, other, _) = world.two_with_a_plan(ADDRESS);
    let file = archive(&mut world, other);
    let again = forgets(&mut world, other);
    let tries = [
        (&file[..file.len() / 2], password(), Problem::KeyFileDamaged),
        (
            &file[..],
            Password::new("et annet passord".to_owned()),
            Problem::WrongPassword,
        ),
    ];
    for (file, password, problem) in tries {
        world.page_mut(again).problems.clear();
        enters(&mut world, again, file, password);
        world.pass(1_000);
        assert_eq!(world.page(again).problems, [(About::KeyFile, problem)]);
    }
    enters(&mut world, again, &file, password());
    world.pass(10_000);
    assert_eq!(world.page(again).spaces.len(), 1);
}
