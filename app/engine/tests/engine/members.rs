//! Who may do what changes while they write: removals, other roles, withdrawn invitations, and the keys that follow.

use crate::{
    people::{CELL, CHAPTER},
    strange::tab_message,
    world::{ADDRESS, TabId, World},
};
use samvev_documents::{id::ItemId, plan::PlanField};
use samvev_engine::{
    host::Input,
    messages::{About, Command, DocumentRef, OnRelay, Problem, SpaceSummary},
};
use samvev_protocol::{
    bodies::{AuthorityBody, Role},
    frame::Reason,
    ids::DeviceId,
    record::Kind,
};

const TEXT: PlanField = PlanField::ChapterText(CHAPTER);

fn device(world: &World, tab: TabId) -> DeviceId {
    world.keys(tab).device()
}

fn summary(world: &World, tab: TabId, document: DocumentRef) -> &SpaceSummary {
    let spaces = &world.page(tab).spaces;
    spaces
        .iter()
        .find(|space| space.space == document.space)
        .unwrap()
}

fn role(world: &World, tab: TabId, document: DocumentRef) -> Option<Role> {
    summary(world, tab, document).role
}

fn seats(world: &World, tab: TabId, document: DocumentRef) -> Vec<(DeviceId, Role)> {
    let seats = &summary(world, tab, document).seats;
    seats.iter().map(|seat| (seat.device, seat.role)).collect()
}

fn removes(world: &mut World, by: TabId, document: DocumentRef, whom: TabId) {
    let devices = vec![device(world, whom)];
    let space = document.space;
    world.command(by, Command::Remove { space, devices });
}

fn sets_role(world: &mut World, by: TabId, document: DocumentRef, whom: TabId, role: Role) {
    let devices = vec![device(world, whom)];
    let space = document.space;
    world.command(
        by,
        Command::SetRole {
            space,
            devices,
            role,
        },
    );
}

fn has_row(world: &World, tab: TabId, document: DocumentRef, row: ItemId) -> bool {
    world.rows(tab, document).contains(&row)
}

/// Three people with one plan open, online; the first founded it.
fn three(world: &mut World) -> (TabId, TabId, TabId, DocumentRef) {
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let link = world.invites(one, document.space, ADDRESS);
    let third = world.person();
    world.joins(third, &link, "Solveig Lien", "Folldalen kommune");
    world.opens(third, document);
    (one, other, third, document)
}

#[test]
fn who_is_removed_is_cut_off_keeps_what_they_have_and_hears_nothing_new() {
    let mut world = World::new(900);
    let (one, other, third, document) = three(&mut world);
    world.opens_field(other, document, TEXT);
    world.types_on(other, document, TEXT, " Skrevet før.");
    world.pass(2_000);
    removes(&mut world, one, document, other);
    world.pass(1_000);
    assert_eq!(role(&world, other, document), None);
    assert!(!world.page(other).writable.contains(&document));
    assert_eq!(
        world.page(other).saved[&document.space].relays,
        [(ADDRESS.to_owned(), OnRelay::Refused(Reason::NotMember))]
    );
    for tab in [one, third] {
        assert_eq!(seats(&world, tab, document).len(), 2);
        assert!(world.text(tab, document, TEXT).ends_with("Skrevet før."));
        assert!(world.page(tab).writable.contains(&document));
    }
    world.opens_field(third, document, CELL);
    world.types_on(third, document, CELL, " (avtalt)");
    world.pass(3_000);
    world.agree(&[one, third], document);
    assert!(world.text(one, document, CELL).ends_with("(avtalt)"));
    assert!(!world.text(other, document, CELL).ends_with("(avtalt)"));
    assert!(world.text(other, document, TEXT).ends_with("Skrevet før."));
    // A person who is removed cannot act on, and finds it so after a restart.
    world.page_mut(other).problems.clear();
    world.adds_row(other, document, 300);
    world.pass(1_000);
    assert_eq!(
        world.page(other).problems,
        [(About::Document(document), Problem::NotAllowed)]
    );
    let other = world.restart(other);
    world.opens(other, document);
    assert_eq!(role(&world, other, document), None);
    assert!(!world.page(other).writable.contains(&document));
    assert!(world.text(other, document, TEXT).ends_with("Skrevet før."));
    // All that is written now is sealed with a key that the removed was not handed.
    let records = world.records(one, document.space);
    let known = samvev_protocol::space::keyring(&authority(&records, document), &world.keys(other));
    let written = records.iter().filter(|record| {
        record.header().author == device(&world, third)
            && record.header().document == document.document
    });
    let last = written
        .max_by_key(|record| record.header().sequence)
        .unwrap();
    assert!(!known.contains_key(&last.header().epoch));
}

fn authority(
    records: &[samvev_protocol::record::Record],
    document: DocumentRef,
) -> samvev_protocol::authority::Authority {
    let mut authority = samvev_protocol::authority::Authority::new(document.space);
    let of_authority = records
        .iter()
        .filter(|record| record.header().kind.is_authority());
    authority.insert_all(of_authority).unwrap();
    authority
}

#[test]
fn what_the_removed_wrote_without_network_reaches_nobody_and_stays_with_them() {
    let mut world = World::new(901);
    let (one, other, third, document) = three(&mut world);
    // Both have the plan in front of them, as people do: where they are is told to no relay before it lets them in.
    let at = |at| Command::Here {
        document: Some(document),
        at: Some((CELL, at)),
    };
    world.command(one, at(1));
    world.command(other, at(1));
    world.pass(2_000);
    world.network(other, false);
    world.command(other, at(2));
    let row = world.adds_row(other, document, 300);
    world.pass(1_000);
    removes(&mut world, one, document, other);
    world.pass(1_000);
    world.network(other, true);
    world.pass(5_000);
    assert_eq!(role(&world, other, document), None);
    assert!(has_row(&world, other, document, row));
    assert!(!has_row(&world, one, document, row) && !has_row(&world, third, document, row));
    world.agree(&[one, third], document);
}

#[test]
fn what_came_after_falls_for_all_who_had_taken_it_in() {
    let mut world = World::new(902);
    let (one, other, third, document) = three(&mut world);
    // The remover does not know of it; the third has it already, and has saved it whole.
    world.network(one, false);
    let before = world.adds_row(other, document, 299);
    let late = world.adds_row(other, document, 300);
    world.pass(2_000);
    assert!(has_row(&world, third, document, before) && has_row(&world, third, document, late));
    removes(&mut world, one, document, other);
    world.pass(1_000);
    world.network(one, true);
    world.pass(5_000);
    for tab in [one, third] {
        assert!(!has_row(&world, tab, document, late), "{tab}");
    }
    world.agree(&[one, third], document);
    // And it does not come back when they begin anew, or when somebody new joins.
    let (one, third) = (world.restart(one), world.restart(third));
    world.opens(one, document);
    world.opens(third, document);
    world.pass(3_000);
    let link = world.invites(one, document.space, ADDRESS);
    let newcomer = world.person();
    world.joins(newcomer, &link, "Jorunn Haugen", "Alvdalen kommune");
    world.opens(newcomer, document);
    world.pass(3_000);
    for tab in [one, third, newcomer] {
        assert!(!has_row(&world, tab, document, late), "{tab}");
    }
    world.adds_row(newcomer, document, 400);
    world.pass(3_000);
    world.agree(&[one, third, newcomer], document);
    let shared = [(ADDRESS.to_owned(), OnRelay::Shared)];
    assert_eq!(world.page(third).saved[&document.space].relays, shared);
}

#[test]
fn what_somebody_who_is_here_has_built_on_stays() {
    let mut world = World::new(903);
    let (one, other, third, document) = three(&mut world);
    world.network(one, false);
    let late = world.adds_row(other, document, 300);
    world.pass(2_000);
    let built = world.adds_row(third, document, 301);
    world.pass(2_000);
    removes(&mut world, one, document, other);
    world.pass(1_000);
    world.network(one, true);
    world.pass(5_000);
    for tab in [one, third] {
        assert!(has_row(&world, tab, document, late), "{tab}");
        assert!(has_row(&world, tab, document, built), "{tab}");
    }
    world.agree(&[one, third], document);
    let one = world.restart(one);
    world.opens(one, document);
    assert!(has_row(&world, one, document, late));
}

#[test]
fn two_administrators_who_remove_each_other_are_both_out_and_a_third_goes_on() {
    let mut world = World::new(904);
    let (one, other, third, document) = three(&mut world);
    sets_role(&mut world, one, document, other, Role::Administrator);
    sets_role(&mut world, one, document, third, Role::Administrator);
    world.pass(2_000);
    assert_eq!(role(&world, other, document), Some(Role::Administrator));
    world.network(one, false);
    world.network(other, false);
    removes(&mut world, one, document, other);
    removes(&mut world, other, document, one);
    world.pass(1_000);
    world.network(one, true);
    world.pass(3_000);
    // Only one removal has come so far; the other is not let in to tell.
    world.network(other, true);
    world.pass(3_000);
    assert_eq!(role(&world, other, document), None);
    assert_eq!(role(&world, one, document), Some(Role::Administrator));
    // Somebody brings it.
    let records = world.records(other, document.space);
    world.tell(third, Input::Tab(tab_message(document.space, &records)));
    world.pass(5_000);
    assert_eq!(role(&world, one, document), None);
    assert_eq!(role(&world, third, document), Some(Role::Administrator));
    // The third lets one of them in again, and both write.
    sets_role(&mut world, third, document, one, Role::Administrator);
    world.pass(2_000);
    assert_eq!(
        seats(&world, third, document).len(),
        1,
        "a role is not given to who is out"
    );
    world.adds_row(third, document, 400);
    world.pass(3_000);
    assert!(world.page(third).problems.is_empty());
}

#[test]
fn a_withdrawn_invitation_lets_nobody_in() {
    let mut world = World::new(905);
    let one = world.person();
    let document = world.makes_plan(one);
    let link = world.invites(one, document.space, ADDRESS);
    let open = &summary(&world, one, document).invitations;
    assert_eq!(open.len(), 1);
    assert_eq!(
        (open[0].uses, open[0].days, open[0].role),
        (5, 7, Role::Editor)
    );
    assert_eq!(open[0].by, device(&world, one));
    let (space, invitation) = (document.space, open[0].key);
    world.command(one, Command::Withdraw { space, invitation });
    world.pass(1_000);
    assert!(summary(&world, one, document).invitations.is_empty());
    let late = world.person();
    world.command(late, Command::Inspect { link });
    world.pass(30_000);
    assert!(world.page(late).invitations.is_empty());
    assert_eq!(
        world.page(late).problems,
        [(About::Invitation, Problem::Refused(Reason::InvitationEnded))]
    );
    assert!(world.page(one).writable.contains(&document));
}

#[test]
fn removing_a_member_withdraws_the_invitations_whose_links_they_know() {
    let mut world = World::new(906);
    let (one, other, third, document) = three(&mut world);
    sets_role(&mut world, one, document, other, Role::Administrator);
    world.pass(1_000);
    world.command(
        other,
        Command::Invite {
            space: document.space,
            role: Role::Reader,
            uses: 1,
            days: 7,
        },
    );
    world.pass(2_000);
    // One they came by, one for the third, one they made.
    assert_eq!(summary(&world, one, document).invitations.len(), 3);
    let came_by = &summary(&world, one, document).invitations;
    let joined: Vec<_> = came_by
        .iter()
        .flat_map(|open| open.joined.clone())
        .collect();
    assert_eq!(joined.len(), 2);
    removes(&mut world, one, document, other);
    world.pass(2_000);
    let left = &summary(&world, third, document).invitations;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].joined, [device(&world, third)]);
}

#[test]
fn another_role_takes_effect_at_once_and_what_was_written_stands() {
    let mut world = World::new(907);
    let (one, other, _, document) = three(&mut world);
    let row = world.adds_row(other, document, 300);
    world.opens_field(other, document, TEXT);
    world.types_on(other, document, TEXT, " Midt i en");
    world.pass(2_000);
    sets_role(&mut world, one, document, other, Role::Reader);
    world.pass(2_000);
    for tab in [one, other] {
        assert!(
            world.text(tab, document, TEXT).ends_with("Midt i en"),
            "{tab}"
        );
    }
    assert_eq!(role(&world, other, document), Some(Role::Reader));
    assert!(!world.page(other).writable.contains(&document));
    assert!(has_row(&world, one, document, row) && has_row(&world, other, document, row));
    // They go on reading what is written.
    let news = world.adds_row(one, document, 301);
    world.pass(5_000);
    assert!(has_row(&world, other, document, news));
    sets_role(&mut world, one, document, other, Role::Editor);
    world.pass(3_000);
    assert!(world.page(other).writable.contains(&document));
    world.adds_row(other, document, 302);
    world.pass(3_000);
    world.agree(&[one, other], document);
}

#[test]
fn what_a_reader_who_may_write_by_now_wrote_counts_though_it_comes_before_their_new_role() {
    let mut world = World::new(916);
    let (one, third, document) = world.two_with_a_plan(ADDRESS);
    world.command(
        one,
        Command::Invite {
            space: document.space,
            role: Role::Reader,
            uses: 1,
            days: 7,
        },
    );
    world.pass(1_000);
    let fragment = world.page(one).fragments.last().unwrap().clone();
    let link = format!("https://samvev.example.no/#{fragment}");
    let reader = world.person();
    world.joins(reader, &link, "Solveig Lien", "Folldalen kommune");
    world.opens(reader, document);
    world.pass(2_000);
    world.deafen(third, true);
    let before = world.records(one, document.space);
    sets_role(&mut world, one, document, reader, Role::Editor);
    world.pass(2_000);
    let row = world.adds_row(reader, document, 300);
    world.pass(2_000);
    let mut news = world.records(one, document.space);
    news.retain(|record| !before.contains(record));
    let (changes, roles): (Vec<_>, Vec<_>) = news
        .into_iter()
        .partition(|record| record.header().kind == Kind::Changes);
    assert!(!changes.is_empty() && !roles.is_empty());
    world.deafen(third, false);
    world.hears_records(third, &changes);
    world.pass(1_000);
    assert!(!has_row(&world, third, document, row));
    world.hears_records(third, &roles);
    world.pass(2_000);
    assert!(has_row(&world, third, document, row));
    world.agree(&[one, reader, third], document);
}

#[test]
fn whoever_comes_after_the_founder_has_left_finds_all_that_counts() {
    let mut world = World::new(917);
    let (one, other, third, document) = three(&mut world);
    sets_role(&mut world, one, document, other, Role::Administrator);
    let row = world.adds_row(one, document, 300);
    world.pass(3_000);
    removes(&mut world, one, document, one);
    world.pass(3_000);
    assert_eq!(role(&world, one, document), None);
    let link = world.invites(other, document.space, ADDRESS);
    let fourth = world.person();
    world.joins(fourth, &link, "Jorunn Haugen", "Alvdal kommune");
    world.opens(fourth, document);
    world.pass(3_000);
    assert!(has_row(&world, fourth, document, row));
    world.agree(&[other, third, fourth], document);
}

#[test]
fn who_was_removed_and_is_invited_again_comes_back_in_the_same_browser() {
    let mut world = World::new(918);
    let (one, other, third, document) = three(&mut world);
    let before = world.adds_row(other, document, 300);
    world.pass(2_000);
    removes(&mut world, one, document, other);
    world.pass(3_000);
    let meanwhile = world.adds_row(third, document, 301);
    world.pass(2_000);
    assert_eq!(role(&world, other, document), None);
    let link = world.invites(one, document.space, ADDRESS);
    world.joins(other, &link, "Ola Gran", "Granvik kommune");
    world.pass(5_000);
    assert_eq!(role(&world, other, document), Some(Role::Editor));
    let after = world.adds_row(other, document, 302);
    world.pass(3_000);
    for row in [before, meanwhile, after] {
        assert!(has_row(&world, other, document, row) && has_row(&world, third, document, row));
    }
    world.agree(&[one, other, third], document);
    let again = world.restart(other);
    world.opens(again, document);
    world.pass(3_000);
    assert!(world.page(again).writable.contains(&document));
    world.agree(&[one, again, third], document);
}

#[test]
fn a_removal_names_few_however_many_turns_two_have_taken() {
    let mut world = World::new(919);
    let (one, other, third, document) = three(&mut world);
    let mut rows = Vec::new();
    for turn in 0..40 {
        rows.push(world.adds_row(other, document, 300 + turn));
        world.pass(300);
        rows.push(world.adds_row(third, document, 400 + turn));
        world.pass(300);
    }
    world.pass(3_000);
    removes(&mut world, one, document, other);
    world.pass(5_000);
    let removed = device(&world, other);
    let records = world.records(one, document.space);
    let removal = records
        .iter()
        .find_map(|record| match AuthorityBody::of(record) {
            Ok(AuthorityBody::Removal(removal)) if removal.device == removed => Some(removal),
            _ => None,
        });
    // In the plan and in the directory.
    assert!(removal.unwrap().counted.len() <= 4);
    for row in rows {
        assert!(has_row(&world, one, document, row) && has_row(&world, third, document, row));
    }
    let again = world.restart(third);
    world.opens(again, document);
    world.pass(3_000);
    world.agree(&[one, again], document);
}

#[test]
fn nobody_leaves_a_space_without_an_administrator_or_settles_what_is_not_theirs() {
    let mut world = World::new(908);
    let (one, other, _, document) = three(&mut world);
    let space = document.space;
    removes(&mut world, one, document, one);
    sets_role(&mut world, one, document, one, Role::Editor);
    removes(&mut world, other, document, one);
    sets_role(&mut world, other, document, other, Role::Administrator);
    world.pass(2_000);
    let refused = (About::Space(space), Problem::NotAllowed);
    for tab in [one, other] {
        assert_eq!(world.page(tab).problems, [refused.clone(), refused.clone()]);
    }
    assert_eq!(seats(&world, one, document).len(), 3);
    assert_eq!(role(&world, one, document), Some(Role::Administrator));
}

#[test]
fn two_who_remove_at_once_are_read_by_all_who_are_left() {
    let mut world = World::new(909);
    let (one, other, third, document) = three(&mut world);
    let link = world.invites(one, document.space, ADDRESS);
    let fourth = world.person();
    world.joins(fourth, &link, "Jorunn Haugen", "Alvdalen kommune");
    world.opens(fourth, document);
    sets_role(&mut world, one, document, other, Role::Administrator);
    world.pass(2_000);
    world.network(one, false);
    world.network(other, false);
    removes(&mut world, one, document, third);
    removes(&mut world, other, document, fourth);
    let (of_one, of_other) = (
        world.adds_row(one, document, 300),
        world.adds_row(other, document, 301),
    );
    world.pass(1_000);
    world.network(one, true);
    world.network(other, true);
    world.pass(20_000);
    for tab in [one, other] {
        assert_eq!(seats(&world, tab, document).len(), 2);
        assert!(has_row(&world, tab, document, of_one) && has_row(&world, tab, document, of_other));
    }
    // Somebody's client has joined the two keys: what is written now, neither of the removed could open.
    let records = world.records(one, document.space);
    let known = authority(&records, document);
    assert_eq!(known.newest_epochs().len(), 1);
    for removed in [third, fourth] {
        let ring = samvev_protocol::space::keyring(&known, &world.keys(removed));
        assert!(!ring.contains_key(&known.newest_epochs()[0]));
    }
}

#[test]
fn who_joins_while_somebody_is_removed_is_handed_the_new_key() {
    let mut world = World::new(910);
    let (one, other, third, document) = three(&mut world);
    let link = world.invites(one, document.space, ADDRESS);
    // The remover hears of the newcomer only afterwards.
    world.network(one, false);
    removes(&mut world, one, document, other);
    world.pass(1_000);
    let newcomer = world.person();
    world.joins(newcomer, &link, "Jorunn Haugen", "Alvdalen kommune");
    world.opens(newcomer, document);
    world.network(one, true);
    world.pass(20_000);
    let row = world.adds_row(third, document, 300);
    world.pass(5_000);
    assert!(has_row(&world, newcomer, document, row));
    world.adds_row(newcomer, document, 301);
    world.pass(5_000);
    world.agree(&[one, third, newcomer], document);
}

#[test]
fn the_inviter_is_asked_of_who_came_until_they_have_answered() {
    let mut world = World::new(911);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let asked = |world: &World, tab| summary(world, tab, document).unconfirmed.clone();
    assert_eq!(asked(&world, one), [device(&world, other)]);
    assert!(asked(&world, other).is_empty());
    world.command(
        one,
        Command::Confirm {
            space: document.space,
            devices: asked(&world, one),
        },
    );
    world.pass(1_000);
    assert!(asked(&world, one).is_empty());
    // The answer is kept, also where the invitation is withdrawn.
    let one = world.restart(one);
    world.pass(2_000);
    let invitation = summary(&world, one, document).invitations[0].key;
    let space = document.space;
    world.command(one, Command::Withdraw { space, invitation });
    world.pass(2_000);
    assert!(asked(&world, one).is_empty());
    // Who is removed is asked of no longer.
    let link = world.invites(one, space, ADDRESS);
    let third = world.person();
    world.joins(third, &link, "Solveig Lien", "Folldalen kommune");
    assert_eq!(asked(&world, one), [device(&world, third)]);
    removes(&mut world, one, document, third);
    world.pass(2_000);
    assert!(asked(&world, one).is_empty());
}

#[test]
fn the_words_that_came_too_late_are_given_back() {
    let mut world = World::new(913);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.opens_field(other, document, TEXT);
    world.opens_field(other, document, CELL);
    world.types_on(other, document, CELL, " før");
    world.pass(2_000);
    world.network(other, false);
    world.types_on(other, document, TEXT, " Skrevet på toget.");
    world.pass(2_000);
    sets_role(&mut world, one, document, other, Role::Reader);
    world.pass(1_000);
    world.network(other, true);
    world.pass(5_000);
    // A page stops the typing where nothing may be written any longer.
    world.page_mut(other).fields.clear();
    world.agree(&[one, other], document);
    assert!(world.text(other, document, CELL).ends_with(" før"));
    let [(field, words)] = world.page(other).too_late.as_slice() else {
        panic!("{:?}", world.page(other).too_late)
    };
    assert_eq!(*field, TEXT);
    assert!(words.ends_with(" Skrevet på toget."));
    // Whoever has lost nothing is told nothing.
    assert!(world.page(one).too_late.is_empty());
}

#[test]
fn what_was_written_before_one_heard_of_a_lesser_role_is_said_not_to_be_in_the_plan() {
    let mut world = World::new(912);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let before = world.adds_row(other, document, 299);
    world.pass(2_000);
    world.network(other, false);
    let late = world.adds_row(other, document, 300);
    world.pass(1_000);
    sets_role(&mut world, one, document, other, Role::Reader);
    world.pass(1_000);
    world.network(other, true);
    world.pass(5_000);
    assert_eq!(role(&world, other, document), Some(Role::Reader));
    world.agree(&[one, other], document);
    assert!(has_row(&world, other, document, before) && !has_row(&world, other, document, late));
    assert_eq!(
        world.page(other).problems,
        [(About::Document(document), Problem::CameTooLate)]
    );
    // They are an editor again: what they wrote stands again, for all.
    sets_role(&mut world, one, document, other, Role::Editor);
    world.pass(5_000);
    world.agree(&[one, other], document);
    assert!(has_row(&world, one, document, late));
}

#[test]
fn who_joined_by_a_link_that_was_withdrawn_meanwhile_is_out_alike_for_all() {
    let mut world = World::new(913);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let link = world.invites(one, document.space, ADDRESS);
    // Withdrawn without network; meanwhile somebody joins by it, writes, and is read.
    world.network(one, false);
    let mut open = summary(&world, one, document).invitations.iter();
    let invitation = open.find(|open| open.joined.is_empty()).unwrap().key;
    let space = document.space;
    world.command(one, Command::Withdraw { space, invitation });
    world.pass(1_000);
    let late = world.person();
    world.joins(late, &link, "Solveig Lien", "Folldalen kommune");
    world.opens(late, document);
    let row = world.adds_row(late, document, 300);
    world.pass(2_000);
    assert!(has_row(&world, other, document, row));
    world.network(one, true);
    world.pass(10_000);
    for tab in [one, other] {
        assert_eq!(seats(&world, tab, document).len(), 2);
        assert!(!has_row(&world, tab, document, row), "{tab}");
    }
    // They are told, and so is a client that has been away and one that comes.
    assert_eq!(role(&world, late, document), None);
    let other = world.restart(other);
    world.opens(other, document);
    world.pass(2_000);
    assert!(!has_row(&world, other, document, row));
    world.agree(&[one, other], document);
}

#[test]
fn what_counts_does_not_hang_on_the_order_in_which_one_hears_of_removals() {
    let mut world = World::new(914);
    let (one, other, third, document) = three(&mut world);
    let fourth = {
        let link = world.invites(one, document.space, ADDRESS);
        let fourth = world.person();
        world.joins(fourth, &link, "Jorunn Haugen", "Alvdalen kommune");
        world.opens(fourth, document);
        fourth
    };
    // The remover knows neither what the one wrote last nor what the other built on it.
    world.network(one, false);
    let late = world.adds_row(other, document, 300);
    world.pass(2_000);
    let built = world.adds_row(third, document, 301);
    world.pass(2_000);
    assert!(has_row(&world, fourth, document, late) && has_row(&world, fourth, document, built));
    removes(&mut world, one, document, other);
    world.pass(1_000);
    world.network(one, true);
    world.pass(5_000);
    for tab in [one, third, fourth] {
        assert!(has_row(&world, tab, document, late), "{tab}");
    }
    // Now whoever built on it is removed too, by somebody who had heard of none of it: both fall, for those who run on and for
    // those who begin anew.
    let link = world.invites(one, document.space, ADDRESS);
    let fifth = world.person();
    world.network(third, false);
    let last = world.adds_row(third, document, 302);
    world.pass(1_000);
    removes(&mut world, one, document, third);
    world.pass(5_000);
    world.joins(fifth, &link, "Marit Nordli", "Engerdalen kommune");
    world.opens(fifth, document);
    world.pass(5_000);
    world.agree(&[one, fourth, fifth], document);
    assert!(has_row(&world, one, document, late) && has_row(&world, one, document, built));
    assert!(!has_row(&world, one, document, last));
}

#[test]
fn what_is_typed_while_a_document_falls_is_written_when_it_is_read_anew() {
    let mut world = World::new(915);
    let (one, other, third, document) = three(&mut world);
    world.network(one, false);
    let late = world.adds_row(other, document, 300);
    world.pass(2_000);
    removes(&mut world, one, document, other);
    world.pass(1_000);
    // The third has it, and goes on adding rows while the removal comes.
    world.opens_field(third, document, CELL);
    world.network(one, true);
    let mut rows = Vec::new();
    for number in 400..480 {
        rows.push(world.adds_row(third, document, number));
        world.pass(7);
    }
    world.pass(10_000);
    let there = world.rows(third, document);
    assert!(
        rows.iter().all(|row| there.contains(row)),
        "all that was typed is in the plan"
    );
    world.agree(&[one, third], document);
    assert_eq!(
        has_row(&world, one, document, late),
        has_row(&world, third, document, late)
    );
    assert!(world.page(third).problems.is_empty());
}
