//! Snapshots in the place of loose changes: made in quiet moments, confirmed by another, and nothing lost by it.

use crate::{
    people::CHAPTER,
    world::{ADDRESS, TabId, World},
};
use samvev_documents::{id::ItemId, plan::PlanField};
use samvev_engine::messages::{Command, DocumentRef};
use samvev_protocol::{
    ids::RecordId,
    prune::PruneBody,
    record::{Kind, Record},
    space::{confirm, prune},
};

const TEXT: PlanField = PlanField::ChapterText(CHAPTER);
/// Longer than both the one who seals and the one who confirms may wait.
const QUIET: u64 = 120_000;

/// Two with a plan, in a world in which little is enough to seal it.
fn two(seed: u64) -> (World, TabId, TabId, DocumentRef) {
    let mut world = World::new(seed);
    world.snapshot_after = 10;
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    (world, one, other, document)
}

fn writes(world: &mut World, tab: TabId, document: DocumentRef, rows: std::ops::Range<u64>) {
    for row in rows {
        world.adds_row(tab, document, row);
        world.pass(300);
    }
}

fn of_kind(world: &World, tab: TabId, document: DocumentRef, kind: Kind) -> Vec<Record> {
    let mut records = world.records(tab, document.space);
    records.retain(|one| one.header().kind == kind && one.header().document == document.document);
    records.dedup_by_key(|one| one.id());
    records
}

fn loose(world: &World, tab: TabId, document: DocumentRef) -> usize {
    of_kind(world, tab, document, Kind::Changes).len()
}

#[test]
fn what_outweighs_is_sealed_whole_and_let_go_of_once_another_has_said_so() {
    let (mut world, one, other, document) = two(960);
    world.opens_field(other, document, TEXT);
    world.types_on(other, document, TEXT, " Sammen om barna");
    writes(&mut world, one, document, 300..320);
    assert!(loose(&world, one, document) > 20);
    world.pass(QUIET);
    for tab in [one, other] {
        assert_eq!(loose(&world, tab, document), 0, "{tab}");
        assert_eq!(of_kind(&world, tab, document, Kind::Snapshot).len(), 1);
    }
    world.agree(&[one, other], document);
    // Both write on, and a browser that begins anew has it all.
    writes(&mut world, other, document, 320..323);
    world.types_on(other, document, TEXT, " og unge");
    world.pass(3_000);
    let one = world.restart(one);
    world.opens(one, document);
    world.pass(3_000);
    world.agree(&[one, other], document);
    assert!(
        world
            .text(one, document, TEXT)
            .ends_with("Sammen om barna og unge")
    );
    assert!(world.rows(one, document).contains(&ItemId::nth(322)));
    assert_eq!(loose(&world, one, document), loose(&world, other, document));
    assert!(world.page(one).problems.is_empty() && world.page(other).problems.is_empty());
}

#[test]
fn sealed_again_and_again_a_document_is_kept_as_one_snapshot() {
    let (mut world, one, other, document) = two(961);
    for round in 0..4 {
        let writer = [one, other][round % 2];
        let first = 300 + 100 * round as u64;
        writes(&mut world, writer, document, first..first + 60);
        world.pass(QUIET);
    }
    for tab in [one, other] {
        assert_eq!(
            of_kind(&world, tab, document, Kind::Snapshot).len(),
            1,
            "{tab}"
        );
        assert!(loose(&world, tab, document) < 60);
        assert!(of_kind(&world, tab, document, Kind::Prune).len() >= 2);
    }
    world.agree(&[one, other], document);
}

#[test]
fn whoever_comes_later_fetches_the_snapshot_and_has_it_all() {
    let (mut world, one, other, document) = two(962);
    writes(&mut world, one, document, 300..340);
    world.pass(QUIET);
    let link = world.invites(one, document.space, ADDRESS);
    let third = world.person();
    world.joins(third, &link, "Kari Nygård", "Os kommune");
    world.opens(third, document);
    world.pass(3_000);
    world.agree(&[one, other, third], document);
    assert_eq!(loose(&world, third, document), 0);
    // And goes on from there, with and without network.
    world.network(third, false);
    writes(&mut world, third, document, 400..403);
    world.network(third, true);
    world.pass(10_000);
    let third = world.restart(third);
    world.opens(third, document);
    world.pass(3_000);
    world.agree(&[one, other, third], document);
    assert!(world.rows(other, document).contains(&ItemId::nth(402)));
    assert!(world.page(third).problems.is_empty());
}

#[test]
fn the_directory_is_sealed_whole_too_and_an_invitation_shows_it() {
    let (mut world, one, other, document) = two(963);
    for number in 0..14 {
        let party = format!("Kommune {number}");
        world.introduces(other, document.space, "Even Solbakken", &party);
        world.pass(300);
    }
    world.pass(QUIET);
    let directory = DocumentRef {
        document: samvev_protocol::ids::DocumentId::DIRECTORY,
        ..document
    };
    assert_eq!(of_kind(&world, one, directory, Kind::Snapshot).len(), 1);
    let link = world.invites(one, document.space, ADDRESS);
    let third = world.person();
    world.joins(third, &link, "Kari Nygård", "Os kommune");
    world.pass(3_000);
    let names = |tab: TabId| {
        let spaces = world.page(tab).spaces.iter();
        let mut directories = spaces.map(|space| space.directory.members.clone());
        directories.next().unwrap()
    };
    assert_eq!(names(third), names(one));
    assert_eq!(names(third).len(), 3);
}

#[test]
fn whoever_was_away_and_wrote_on_loses_nothing_and_brings_nothing_twice() {
    let (mut world, one, other, document) = two(964);
    let link = world.invites(one, document.space, ADDRESS);
    let third = world.person();
    world.joins(third, &link, "Kari Nygård", "Os kommune");
    world.opens(third, document);
    world.opens_field(third, document, TEXT);
    writes(&mut world, one, document, 300..310);
    world.network(third, false);
    world.types_on(third, document, TEXT, " skrevet på hytta");
    writes(&mut world, third, document, 500..505);
    writes(&mut world, other, document, 310..330);
    world.pass(QUIET);
    assert_eq!(of_kind(&world, one, document, Kind::Snapshot).len(), 1);
    let held = world.relay_holds(ADDRESS);
    world.network(third, true);
    world.pass(QUIET);
    world.agree(&[one, other, third], document);
    let there = world.rows(one, document);
    assert!((500..505).all(|row| there.contains(&ItemId::nth(row))));
    assert!(
        world
            .text(one, document, TEXT)
            .ends_with("skrevet på hytta")
    );
    // What it brought is its own.
    assert!(world.relay_holds(ADDRESS) <= held + 12);
    assert!(loose(&world, third, document) < 15);
    assert!(world.page(third).problems.is_empty());
}

#[test]
fn whoever_is_alone_seals_nothing_nor_do_two_devices_of_one_person() {
    let mut world = World::new(965);
    world.snapshot_after = 10;
    let one = world.person();
    let document = world.makes_plan(one);
    let _ = world.invites(one, document.space, ADDRESS);
    writes(&mut world, one, document, 300..320);
    world.pass(QUIET);
    assert!(of_kind(&world, one, document, Kind::Snapshot).is_empty());
    assert!(loose(&world, one, document) > 20);
}

#[test]
fn tabs_let_go_alike_and_a_saved_document_that_is_damaged_is_made_anew_from_the_snapshot() {
    let (mut world, one, other, document) = two(966);
    let beside = world.another_tab(one);
    world.opens(beside, document);
    writes(&mut world, one, document, 300..320);
    world.pass(QUIET);
    assert_eq!(loose(&world, beside, document), 0);
    writes(&mut world, beside, document, 320..325);
    world.agree(&[one, beside, other], document);
    world.crash(beside);
    let was = world.page(one).values[&document].clone();
    let profile = world.crash(one);
    world.harm(profile, |key, value| {
        if key.starts_with(b"d") {
            value.iter_mut().skip(1).for_each(|byte| *byte ^= 0x5a);
        }
    });
    let one = world.open_profile(profile);
    world.opens(one, document);
    world.pass(3_000);
    assert_eq!(world.page(one).values.get(&document), Some(&was));
    assert!(world.rows(one, document).contains(&ItemId::nth(324)));
}

/// A prune of all changes of a plan that this tab's device has, as if these snapshots held them.
fn wrong_prune(
    world: &mut World,
    by: TabId,
    document: DocumentRef,
    snapshots: Vec<RecordId>,
    follows: Vec<RecordId>,
) -> Record {
    let covered = match follows.is_empty() {
        true => of_kind(world, by, document, Kind::Changes)
            .iter()
            .map(Record::id)
            .collect(),
        // Any will do.
        false => snapshots.clone(),
    };
    let body = PruneBody { covered, follows };
    world.makes(by, document.space, |author| {
        prune(author, document.document, snapshots, body)
    })
}

fn says(world: &mut World, by: TabId, document: DocumentRef, of: &Record) -> Record {
    world.makes(by, document.space, |author| {
        confirm(author, document.document, of.id())
    })
}

/// Closes a tab, damages all that its profile has saved but for the records, and opens it anew.
fn made_anew_from_records(world: &mut World, tab: TabId, document: DocumentRef) -> TabId {
    let profile = world.crash(tab);
    world.harm(profile, |key, value| {
        if key.starts_with(b"d") {
            value.iter_mut().skip(1).for_each(|byte| *byte ^= 0x5a);
        }
    });
    let tab = world.open_profile(profile);
    world.opens(tab, document);
    world.pass(3_000);
    assert_eq!(world.page(tab).problems, []);
    tab
}

#[test]
fn two_who_say_what_is_not_so_take_nothing_from_who_has_it() {
    for is_followed in [false, true] {
        let (mut world, one, other, document) = two(967);
        let link = world.invites(one, document.space, ADDRESS);
        let third = world.person();
        world.joins(third, &link, "Kari Nygård", "Os kommune");
        world.opens(third, document);
        writes(&mut world, one, document, 300..330);
        world.pass(QUIET);
        let whole = of_kind(&world, third, document, Kind::Snapshot)[0].id();
        writes(&mut world, other, document, 330..336);
        world.pass(3_000);
        let before = loose(&world, third, document);
        assert!(before >= 6);
        let nothing = RecordId::from_bytes([7; 32]);
        let first = if is_followed { nothing } else { whole };
        let mut told = vec![wrong_prune(
            &mut world,
            other,
            document,
            vec![first],
            Vec::new(),
        )];
        if is_followed {
            let follows = vec![told[0].id()];
            told.push(wrong_prune(
                &mut world,
                other,
                document,
                vec![whole],
                follows,
            ));
        }
        let last = told[told.len() - 1].clone();
        told.push(says(&mut world, one, document, &last));
        told.iter().for_each(|one| world.relay_keeps(ADDRESS, one));
        world.hears_records(third, &told);
        world.pass(QUIET);
        // Nor does the third say that it is so.
        let theirs = world.keys(third).device();
        let confirmed = of_kind(&world, third, document, Kind::Confirmation);
        let by_third = |said: &&Record| said.header().author == theirs;
        let of_it = |said: &&Record| told.iter().any(|one| said.header().parents == [one.id()]);
        assert_eq!(confirmed.iter().filter(by_third).filter(of_it).count(), 0);
        assert_eq!(loose(&world, third, document), before, "{is_followed}");
        let third = made_anew_from_records(&mut world, third, document);
        world.pass(QUIET);
        let there = world.rows(third, document);
        assert!((300..336).all(|row| there.contains(&ItemId::nth(row))));
        assert_eq!(loose(&world, third, document), before, "{is_followed}");
    }
}

#[test]
fn nobody_is_brought_to_retire_what_others_say_of_snapshots() {
    let (mut world, one, other, document) = two(969);
    writes(&mut world, one, document, 300..330);
    world.pass(QUIET);
    let whole = of_kind(&world, one, document, Kind::Snapshot)[0].id();
    let said = of_kind(&world, one, document, Kind::Confirmation)[0].id();
    // What a snapshot holds that somebody made of one record, and with it what was said of another.
    world.adds_row(other, document, 400);
    world.pass(3_000);
    let row = of_kind(&world, other, document, Kind::Changes)
        .pop()
        .unwrap();
    let plain = world.opened(other, &row);
    let packed = samvev_documents::snapshot::pack_run(&plain).unwrap();
    let sealed = world.seals_snapshot(other, document, vec![row.id()], &packed);
    for covered in [said, whole] {
        let mut covered = vec![row.id(), covered];
        covered.sort_unstable();
        let follows = Vec::new();
        let body = PruneBody { covered, follows };
        let wrong = world.makes(other, document.space, |author| {
            prune(author, document.document, vec![sealed.id()], body)
        });
        world.relay_keeps(ADDRESS, &sealed);
        world.relay_keeps(ADDRESS, &wrong);
        world.hears_records(one, &[sealed.clone(), wrong.clone()]);
        world.pass(QUIET);
        let confirmed = of_kind(&world, one, document, Kind::Confirmation);
        assert!(
            !confirmed
                .iter()
                .any(|said| said.header().parents == [wrong.id()])
        );
    }
    let one = made_anew_from_records(&mut world, one, document);
    assert!(world.rows(one, document).contains(&ItemId::nth(329)));
}

#[test]
fn a_record_that_builds_on_what_nobody_has_keeps_no_document_from_being_sealed() {
    let (mut world, one, other, document) = two(970);
    let row = {
        world.adds_row(other, document, 400);
        world.pass(2_000);
        of_kind(&world, other, document, Kind::Changes)
            .pop()
            .unwrap()
    };
    let plain = world.opened(other, &row);
    let nobodys = RecordId::from_bytes([7; 32]);
    let on_nothing = world.seals_upon(other, document, vec![nobodys], &plain);
    world.relay_keeps(ADDRESS, &on_nothing);
    for tab in [one, other] {
        world.hears_records(tab, std::slice::from_ref(&on_nothing));
    }
    world.pass(2_000);
    writes(&mut world, one, document, 300..330);
    world.pass(2 * QUIET);
    for tab in [one, other] {
        assert!(loose(&world, tab, document) < 5, "{tab}");
        let sealed = of_kind(&world, tab, document, Kind::Snapshot);
        assert!(
            sealed
                .iter()
                .any(|one| one.header().parents.contains(&nobodys))
        );
    }
    world.agree(&[one, other], document);
}

#[test]
fn where_nobody_else_comes_a_document_is_not_sealed_again_and_again() {
    let (mut world, one, other, document) = two(971);
    world.network(other, false);
    for round in 0..6 {
        let first = 300 + 100 * round;
        writes(&mut world, one, document, first..first + 20);
        world.pass(QUIET);
    }
    let sealed = of_kind(&world, one, document, Kind::Snapshot).len();
    assert!((1..=4).contains(&sealed), "{sealed}");
    // What is superseded goes with the rest once the other is back.
    world.network(other, true);
    world.pass(3 * QUIET);
    writes(&mut world, one, document, 900..990);
    world.pass(3 * QUIET);
    for tab in [one, other] {
        assert_eq!(
            of_kind(&world, tab, document, Kind::Snapshot).len(),
            1,
            "{tab}"
        );
    }
    world.agree(&[one, other], document);
}

#[test]
fn two_who_seal_at_once_come_to_have_one_snapshot() {
    let (mut world, one, other, document) = two(972);
    world.deafen(one, true);
    world.deafen(other, true);
    writes(&mut world, one, document, 300..320);
    world.deafen(one, false);
    world.deafen(other, false);
    let other = world.restart(other);
    world.opens(other, document);
    world.pass(QUIET);
    writes(&mut world, one, document, 400..460);
    world.pass(QUIET);
    writes(&mut world, other, document, 500..620);
    world.pass(2 * QUIET);
    for tab in [one, other] {
        assert!(
            of_kind(&world, tab, document, Kind::Snapshot).len() <= 1,
            "{tab}"
        );
    }
    world.agree(&[one, other], document);
}

#[test]
fn whoever_let_go_stands_in_for_those_who_said_so_and_were_removed_unheard() {
    let (mut world, one, other, document) = two(968);
    let link = world.invites(one, document.space, ADDRESS);
    let third = world.person();
    world.joins(third, &link, "Kari Nygård", "Os kommune");
    world.opens(third, document);
    // Who removes the second knows nothing of what is sealed meanwhile.
    world.network(one, false);
    writes(&mut world, other, document, 300..320);
    world.pass(QUIET);
    assert_eq!(loose(&world, third, document), 0);
    let devices = vec![world.keys(other).device()];
    world.command(
        one,
        Command::Remove {
            space: document.space,
            devices,
        },
    );
    world.pass(2_000);
    world.network(one, true);
    world.pass(2 * QUIET);
    let said = of_kind(&world, one, document, Kind::Confirmation);
    assert!(
        said.iter()
            .any(|record| record.header().author == world.keys(third).device())
    );
    world.agree(&[one, third], document);
    assert!(world.rows(one, document).contains(&ItemId::nth(319)));
    assert_eq!(loose(&world, third, document), loose(&world, one, document));
}
