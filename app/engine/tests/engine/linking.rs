//! One more device of a person's: by a link to all their spaces, whatever their role, and taken back.

use crate::world::{ADDRESS, BEGINNING, OTHER_ADDRESS, TabId, World};
use samvev_engine::messages::{
    About, Command, DocumentRef, Event, OnRelay, Problem, Seat, SpaceSummary,
};
use samvev_protocol::{
    bodies::Role,
    frame::Reason,
    ids::{DeviceId, SpaceId},
};

fn device(world: &World, tab: TabId) -> DeviceId {
    world.keys(tab).device()
}

fn summary(world: &World, tab: TabId, space: SpaceId) -> &SpaceSummary {
    let spaces = &world.page(tab).spaces;
    spaces.iter().find(|one| one.space == space).unwrap()
}

fn seat(world: &World, tab: TabId, space: SpaceId, of: TabId) -> Option<Seat> {
    let of = device(world, of);
    let seats = &summary(world, tab, space).seats;
    seats.iter().find(|seat| seat.device == of).cloned()
}

struct Link {
    address: String,
    key: DeviceId,
    spaces: Vec<SpaceId>,
    left_out: u32,
}

/// A device makes a link for one more.
fn links(world: &mut World, tab: TabId) -> Link {
    world.command(tab, Command::AddDevice);
    world.pass(1_000);
    let Some(Event::DeviceLink {
        fragment,
        key,
        spaces,
        left_out,
    }) = world.page_mut(tab).linking.pop()
    else {
        panic!("no link: {:?}", world.page(tab).problems);
    };
    Link {
        address: format!("https://samvev.example.no/bli-med%23{fragment}"),
        key,
        spaces,
        left_out,
    }
}

/// Who the link says that one is, with which role, and to how many spaces it leads.
fn opens(world: &mut World, tab: TabId, link: &Link) -> (Option<String>, Role, Option<u32>) {
    let link = link.address.clone();
    world.command(tab, Command::Inspect { link });
    world.pass(3_000);
    match world.page_mut(tab).invitations.pop() {
        Some(Event::Invitation {
            from, role, spaces, ..
        }) => (from, role, spaces),
        other => panic!("{other:?} {:?}", world.page(tab).problems),
    }
}

/// How many spaces let the device in, and how many did not.
fn joins(world: &mut World, tab: TabId, link: &Link) -> (usize, u32) {
    opens(world, tab, link);
    world.command(tab, Command::JoinAsDevice);
    world.pass(30_000);
    match world.page_mut(tab).linking.pop() {
        Some(Event::Added {
            device: added,
            spaces,
            missing,
        }) => {
            assert_eq!(added, device(world, tab));
            (spaces.len(), missing)
        }
        other => panic!("{other:?} {:?}", world.page(tab).problems),
    }
}

/// A founder, and somebody with a role who came by a link.
fn two(world: &mut World, role: Role) -> (TabId, TabId, DocumentRef) {
    let (founder, person) = (world.person(), world.person());
    let document = world.makes_plan(founder);
    let link = world.invites_as(founder, document.space, ADDRESS, role);
    world.joins(person, &link, "Even Solbakken", "Rendal kommune");
    world.opens(person, document);
    (founder, person, document)
}

#[test]
fn a_device_that_is_added_is_one_more_of_the_same_person_and_writes_as_they_do() {
    let mut world = World::new(1_700);
    let (founder, pc, document) = two(&mut world, Role::Editor);
    let phone = world.person();
    let link = links(&mut world, pc);
    assert_eq!(
        (link.spaces.as_slice(), link.left_out),
        (&[document.space][..], 0)
    );
    let said = opens(&mut world, phone, &link);
    assert_eq!(said, (Some("Even Solbakken".into()), Role::Editor, Some(1)));
    assert!(summary(&world, founder, document.space).seats.len() == 2);

    assert_eq!(joins(&mut world, phone, &link), (1, 0));
    let of = device(&world, pc);
    for tab in [founder, pc, phone] {
        let seat = seat(&world, tab, document.space, phone).unwrap();
        assert_eq!((seat.role, seat.of), (Role::Editor, Some(of)));
        let members = &summary(&world, tab, document.space).directory.members;
        let said = |tab| &members[&device(&world, tab).to_string()];
        assert_eq!(said(phone), said(pc));
    }
    world.opens(phone, document);
    let row = world.adds_row(phone, document, 300);
    world.pass(3_000);
    for tab in [founder, pc, phone] {
        assert!(world.rows(tab, document).contains(&row));
    }
    // The person is told, and nobody else, until they say that it is theirs.
    assert!(
        summary(&world, founder, document.space)
            .unconfirmed
            .iter()
            .all(|one| *one == of)
    );
    let pc = world.restart(pc);
    world.pass(2_000);
    assert_eq!(
        summary(&world, pc, document.space).added,
        [device(&world, phone)]
    );
    let devices = vec![device(&world, phone)];
    let space = document.space;
    world.command(pc, Command::Confirm { space, devices });
    world.pass(500);
    assert!(summary(&world, pc, document.space).added.is_empty());
}

#[test]
fn whoever_only_reads_adds_a_device_and_takes_it_back_alone() {
    let mut world = World::new(1_701);
    let (founder, pc, document) = two(&mut world, Role::Reader);
    let (phone, space) = (world.person(), document.space);
    let link = links(&mut world, pc);
    assert_eq!(
        opens(&mut world, phone, &link),
        (None, Role::Reader, Some(1))
    );
    assert_eq!(joins(&mut world, phone, &link), (1, 0));
    world.opens(phone, document);
    assert!(!world.page(phone).writable.contains(&document));
    assert_eq!(world.rows(phone, document), world.rows(pc, document));
    assert_eq!(summary(&world, pc, space).added, [device(&world, phone)]);

    let key = device(&world, phone);
    world.command(pc, Command::TakeBack { space, key });
    world.pass(2_000);
    assert_eq!(summary(&world, phone, space).role, None);
    let refused = OnRelay::Refused(Reason::NotMember);
    assert_eq!(
        world.page(phone).saved[&space].relays,
        [(ADDRESS.to_owned(), refused)]
    );
    assert_eq!(summary(&world, pc, space).role, Some(Role::Reader));
    assert_eq!(seat(&world, founder, space, phone), None);
    // The administrator's client sees to it that what is written from now on is sealed anew.
    world.pass(20_000);
    let row = world.adds_row(founder, document, 300);
    world.pass(3_000);
    assert!(world.rows(pc, document).contains(&row));
    assert!(!world.rows(phone, document).contains(&row));
    // The link is no way back.
    let address = link.address.clone();
    world.page_mut(phone).problems.clear();
    world.command(phone, Command::Inspect { link: address });
    world.pass(3_000);
    let ended = Problem::Refused(Reason::InvitationEnded);
    assert_eq!(world.page(phone).problems, [(About::Invitation, ended)]);
    // Another is.
    let again = links(&mut world, pc);
    assert_eq!(joins(&mut world, phone, &again), (1, 0));
    world.pass(5_000);
    assert_eq!(summary(&world, phone, space).role, Some(Role::Reader));
    assert!(world.rows(phone, document).contains(&row));
}

#[test]
fn one_link_leads_to_all_spaces_that_others_can_be_asked_for() {
    let mut world = World::new(1_702);
    let (_, pc, first) = two(&mut world, Role::Contributor);
    let second = world.makes_plan(pc);
    world.invites(pc, second.space, OTHER_ADDRESS);
    let alone = world.makes_plan(pc);
    let phone = world.person();
    let link = links(&mut world, pc);
    assert_eq!(link.left_out, 1);
    assert_eq!(link.spaces.len(), 2);
    assert!(!link.spaces.contains(&alone.space));
    let (.., spaces) = opens(&mut world, phone, &link);
    assert_eq!(spaces, Some(2));

    // One of them does not answer: the other lets in all the same.
    world.kill_relay(ADDRESS);
    assert_eq!(joins(&mut world, phone, &link), (1, 1));
    let role = |world: &World, space| summary(world, phone, space).role;
    assert_eq!(role(&world, second.space), Some(Role::Administrator));
    // Opened once more, it leads to what was lacking.
    world.start_relay(ADDRESS);
    assert_eq!(joins(&mut world, phone, &link), (1, 0));
    assert_eq!(role(&world, first.space), Some(Role::Contributor));
    world.pass(5_000);
    for document in [first, second] {
        world.opens(phone, document);
        assert!(world.page(phone).live.contains(&document));
    }
    // And then to nothing more.
    world.command(
        phone,
        Command::Inspect {
            link: link.address.clone(),
        },
    );
    world.pass(1_000);
    let shown = world.page_mut(phone).invitations.pop();
    assert!(matches!(
        shown,
        Some(Event::Invitation {
            member: true,
            spaces: Some(2),
            ..
        })
    ));
}

#[test]
fn a_link_lets_in_one_device_within_a_day() {
    let mut world = World::new(1_703);
    let (_, pc, document) = two(&mut world, Role::Editor);
    let (phone, tablet) = (world.person(), world.person());
    let link = links(&mut world, pc);
    opens(&mut world, tablet, &link);
    assert_eq!(joins(&mut world, phone, &link), (1, 0));
    world.command(tablet, Command::JoinAsDevice);
    world.pass(3_000);
    let spent = Problem::Refused(Reason::InvitationSpent);
    assert_eq!(world.page(tablet).problems, [(About::Invitation, spent)]);
    assert_eq!(summary(&world, pc, document.space).seats.len(), 3);

    let late = links(&mut world, pc);
    world.now = BEGINNING.max(world.now) + 24 * 60 * 60 * 1_000;
    world.page_mut(tablet).problems.clear();
    world.command(tablet, Command::Inspect { link: late.address });
    world.pass(3_000);
    let ended = Problem::Refused(Reason::InvitationEnded);
    assert_eq!(world.page(tablet).problems, [(About::Invitation, ended)]);
}

#[test]
fn a_link_that_nobody_has_used_is_taken_back() {
    let mut world = World::new(1_704);
    let (_, pc, document) = two(&mut world, Role::Contributor);
    let tablet = world.person();
    let link = links(&mut world, pc);
    opens(&mut world, tablet, &link);
    let (space, key) = (document.space, link.key);
    world.command(pc, Command::TakeBack { space, key });
    world.pass(1_000);
    world.command(tablet, Command::JoinAsDevice);
    world.pass(3_000);
    let ended = Problem::Refused(Reason::InvitationEnded);
    assert_eq!(world.page(tablet).problems, [(About::Invitation, ended)]);
    assert!(world.page(pc).problems.is_empty());
}

#[test]
fn what_is_on_this_device_alone_is_nowhere_to_be_asked_for() {
    let mut world = World::new(1_705);
    let pc = world.person();
    world.makes_plan(pc);
    world.command(pc, Command::AddDevice);
    world.pass(1_000);
    assert_eq!(
        world.page(pc).problems,
        [(About::Invitation, Problem::NotShared)]
    );
    assert!(world.page(pc).linking.is_empty());
}

#[test]
fn whoever_is_removed_or_given_less_adds_no_device_by_a_link_from_before() {
    for removed in [true, false] {
        let mut world = World::new(1_706);
        let (founder, pc, document) = two(&mut world, Role::Editor);
        let (tablet, space) = (world.person(), document.space);
        let link = links(&mut world, pc);
        let devices = vec![device(&world, pc)];
        let command = if removed {
            Command::Remove { space, devices }
        } else {
            let role = Role::Reader;
            Command::SetRole {
                space,
                devices,
                role,
            }
        };
        world.command(founder, command);
        world.pass(2_000);
        world.command(tablet, Command::Inspect { link: link.address });
        world.pass(3_000);
        let ended = Problem::Refused(Reason::InvitationEnded);
        assert_eq!(world.page(tablet).problems, [(About::Invitation, ended)]);
        assert!(
            summary(&world, founder, space)
                .invitations
                .iter()
                .all(|one| !one.own)
        );
    }
}

#[test]
fn nobody_takes_back_what_somebody_else_added() {
    let mut world = World::new(1_707);
    let (founder, pc, document) = two(&mut world, Role::Editor);
    let (phone, space) = (world.person(), document.space);
    let link = links(&mut world, pc);
    joins(&mut world, phone, &link);
    for (by, whom) in [(phone, pc), (pc, founder), (phone, founder)] {
        let key = device(&world, whom);
        world.command(by, Command::TakeBack { space, key });
        world.pass(1_000);
    }
    assert_eq!(summary(&world, founder, space).seats.len(), 3);
}
