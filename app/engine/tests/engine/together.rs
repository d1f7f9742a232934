//! Two people and a relay.

use crate::{
    people::{CELL, CHAPTER},
    world::{ADDRESS, OTHER_ADDRESS, World},
};
use proptest::prelude::*;
use samvev_documents::{id::ItemId, plan::PlanField};
use samvev_engine::messages::{
    About, Command, Event, OnDevice, OnRelay, PartyChoice, Problem, StoreProblem,
};
use samvev_protocol::{bodies::Role, frame::Reason};

const TEXT: PlanField = PlanField::ChapterText(CHAPTER);

#[test]
fn what_came_from_a_worker_that_was_emptied_before_it_was_stored_here_is_given_back() {
    let mut world = World::new(31_001);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.pass(1_000);
    world.refuse_to_store(other, Some(StoreProblem::Failed));
    let row = world.adds_row(one, document, 300);
    world.pass(1_000);
    // Nobody else has it when the worker comes back empty.
    let gone = world.crash(one);
    world.restore(gone, Vec::new());
    world.kill_relay(ADDRESS);
    world.start_empty_relay(ADDRESS);
    world.pass(60_000);
    world.refuse_to_store(other, None);
    world.pass(40_000);
    assert!(world.rows(other, document).contains(&row));
    let (held, kept) = (
        world.relay_holds(ADDRESS),
        world.records(other, document.space).len(),
    );
    assert_eq!(held, kept as u64);
}

#[test]
fn who_joined_calls_the_worker_of_the_link_though_the_directory_is_not_here() {
    let mut world = World::new(31_000);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.pass(2_000);
    let mut backup = world.backup(other);
    let profile = world.crash(other);
    let of_directory = [document.space.as_bytes().as_slice(), &[0xd1; 16]].concat();
    backup.retain(|(key, _)| {
        key.first() != Some(&b'i')
            && key.get(1..=of_directory.len()) != Some(of_directory.as_slice())
    });
    // That there is such a space is known, and nothing of what was listed in it.
    let listed = backup
        .iter_mut()
        .filter(|(key, _)| key.first() == Some(&b'l'));
    listed.for_each(|(_, value)| *value = vec![0]);
    world.restore(profile, backup);
    let again = world.open_profile(profile);
    world.pass(10_000);
    world.opens(again, document);
    world.pass(2_000);
    world.agree(&[one, again], document);
    assert_eq!(world.page(again).spaces[0].directory.relays.len(), 1);
}

#[test]
fn a_link_shows_what_it_leads_to_and_spends_nothing_until_one_joins() {
    let mut world = World::new(10);
    let (one, other) = (world.person(), world.person());
    let document = world.makes_plan(one);
    let space = document.space;
    let link = world.invites(one, space, ADDRESS);
    let before = world.relay_holds(ADDRESS);
    for _ in 0..3 {
        world.command(other, Command::Inspect { link: link.clone() });
        world.pass(2_000);
    }
    assert_eq!(world.relay_holds(ADDRESS), before);
    assert!(world.page(other).spaces.is_empty());
    let Some(Event::Invitation {
        directory,
        from,
        role,
        member,
        ..
    }) = world.page(other).invitations.last()
    else {
        panic!("{:?}", world.page(other).problems);
    };
    assert_eq!(from.as_deref(), Some("Ingrid Moen"));
    assert_eq!((*role, *member), (Role::Editor, false));
    assert!(
        directory
            .documents
            .contains_key(&document.document.to_string())
    );

    world.joins(other, &link, "Even Solbakken", " tynnset  KOMMUNE ");
    world.pass(2_000);
    for tab in [one, other] {
        let directory = &world.page(tab).spaces[0].directory;
        assert_eq!(directory.members.len(), 2);
        assert_eq!(
            directory.parties.len(),
            1,
            "the same municipality, however it is written"
        );
    }
    let summary = &world.page(other).spaces[0];
    assert_eq!(summary.role, Some(Role::Editor));
    assert_eq!(summary.documents[0].title, "Plan for trygge oppvekstmiljø");
    world.command(other, Command::Inspect { link });
    world.pass(1_000);
    assert!(matches!(
        world.page(other).invitations.last(),
        Some(Event::Invitation { member: true, .. })
    ));
}

#[test]
fn a_member_is_a_member_after_a_restart_and_others_see_who_is_here() {
    let mut world = World::new(11);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.command(
        one,
        Command::Here {
            document: Some(document),
            at: Some((CELL, 4)),
        },
    );
    world.command(
        other,
        Command::Here {
            document: Some(document),
            at: None,
        },
    );
    world.pass(2_000);
    let seen = &world.page(other).present[&document.space];
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].name.as_str(), seen[0].party.as_deref()),
        ("Ingrid Moen", Some("Tynnset kommune"))
    );
    assert_eq!(
        (seen[0].document, seen[0].at),
        (Some(document.document), Some((CELL, 4)))
    );
    assert_eq!(
        world.page(one).present[&document.space][0].name,
        "Even Solbakken"
    );
    world.network(one, false);
    world.pass(50_000);
    assert!(world.page(other).present[&document.space].is_empty());

    let other = world.restart(other);
    world.opens(other, document);
    world.network(one, true);
    world.pass(3_000);
    world.opens_field(other, document, CELL);
    world.types_on(other, document, CELL, "!");
    world.pass(1_000);
    world.agree(&[one, other], document);
    assert_eq!(world.page(one).present[&document.space].len(), 1);
}

#[test]
fn what_is_shown_as_saved_is_true_at_every_step() {
    let mut world = World::new(12);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    let space = document.space;
    world.pass(3_000);
    let at = |world: &World, tab| world.page(tab).saved[&space].clone();
    assert_eq!(at(&world, one).device, OnDevice::Saved);
    assert_eq!(
        at(&world, one).relays,
        [(ADDRESS.to_owned(), OnRelay::Shared)]
    );
    assert_eq!(
        at(&world, other).relays,
        [(ADDRESS.to_owned(), OnRelay::Shared)]
    );

    world.network(one, false);
    world.pass(100);
    assert_eq!(
        at(&world, one).relays,
        [(ADDRESS.to_owned(), OnRelay::Away(0))]
    );
    world.adds_row(one, document, 100);
    assert_eq!(at(&world, one).device, OnDevice::Saving);
    world.adds_row(one, document, 101);
    world.pass(1_000);
    assert_eq!(at(&world, one).device, OnDevice::Saved);
    assert_eq!(
        at(&world, one).relays,
        [(ADDRESS.to_owned(), OnRelay::Away(2))]
    );
    // It is remembered, not only counted.
    let one = world.restart(one);
    world.network(one, false);
    world.pass(1_000);
    assert_eq!(
        at(&world, one).relays,
        [(ADDRESS.to_owned(), OnRelay::Away(2))]
    );

    world.kill_relay(ADDRESS);
    world.network(one, true);
    world.pass(60_000);
    assert_eq!(
        at(&world, one).relays,
        [(ADDRESS.to_owned(), OnRelay::Away(2))]
    );
    world.start_relay(ADDRESS);
    world.pass(60_000);
    assert_eq!(
        at(&world, one).relays,
        [(ADDRESS.to_owned(), OnRelay::Shared)]
    );
    world.opens(one, document);
    world.agree(&[one, other], document);
    // Whenever it was called shared, the relay had all that was written.
    let states = &world.page(one).saved_states;
    assert!(
        states
            .iter()
            .all(|state| state.device != OnDevice::Failed(StoreProblem::Full))
    );
}

#[test]
fn an_empty_relay_in_the_place_of_another_is_filled_by_whoever_comes() {
    let mut world = World::new(13);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.opens_field(one, document, TEXT);
    for number in 0..40 {
        world.types_on(one, document, TEXT, &format!(" {number}"));
        world.pass(300);
    }
    world.pass(2_000);
    let held = world.relay_holds(ADDRESS);
    world.kill_relay(ADDRESS);
    world.types_on(one, document, TEXT, " uten nett");
    world.adds_row(other, document, 200);
    world.pass(2_000);
    world.start_empty_relay(ADDRESS);
    world.pass(120_000);
    assert_eq!(world.relay_holds(ADDRESS), held + 2);
    world.agree(&[one, other], document);
    for tab in [one, other] {
        assert_eq!(
            world.page(tab).saved[&document.space].relays,
            [(ADDRESS.to_owned(), OnRelay::Shared)]
        );
    }
    // A newcomer finds everything there.
    let link = world.invites(one, document.space, ADDRESS);
    let third = world.person();
    world.joins(third, &link, "Solveig Lien", "Folldalen kommune");
    world.opens(third, document);
    world.agree(&[one, other, third], document);
}

#[test]
fn a_second_relay_gets_everything_and_carries_alone_when_the_first_is_gone() {
    let mut world = World::new(14);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.command(
        other,
        Command::Share {
            space: document.space,
            relay: OTHER_ADDRESS.to_owned(),
        },
    );
    world.pass(5_000);
    assert_eq!(world.relay_holds(ADDRESS), world.relay_holds(OTHER_ADDRESS));
    world.kill_relay(ADDRESS);
    world.adds_row(one, document, 100);
    world.adds_row(other, document, 101);
    world.pass(5_000);
    world.agree(&[one, other], document);
    world.start_relay(ADDRESS);
    world.pass(60_000);
    assert_eq!(world.relay_holds(ADDRESS), world.relay_holds(OTHER_ADDRESS));
}

#[test]
fn a_relay_that_answers_rubbish_is_told_once_and_harms_nothing() {
    let mut world = World::new(15);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    for rubbish in [
        vec![0xff; 40],
        Vec::new(),
        vec![7; 100_000],
        b"HTTP/1.1 502 Bad Gateway".to_vec(),
    ] {
        world.rubbish(ADDRESS, Some(rubbish));
        world.adds_row(one, document, 100 + world.now % 1_000);
        world.pass(120_000);
    }
    let told = |world: &World, tab| {
        let problems = &world.page(tab).problems;
        problems
            .iter()
            .filter(|(_, problem)| *problem == Problem::Rubbish)
            .count()
    };
    assert_eq!(told(&world, one), 1, "{:?}", world.page(one).problems);
    world.rubbish(ADDRESS, None);
    world.pass(120_000);
    world.agree(&[one, other], document);
    assert_eq!(
        world.page(one).saved[&document.space].relays,
        [(ADDRESS.to_owned(), OnRelay::Shared)]
    );
}

#[test]
fn links_that_lead_nowhere_say_why() {
    let mut world = World::new(16);
    let (one, other) = (world.person(), world.person());
    let document = world.makes_plan(one);
    let link = world.invites(one, document.space, ADDRESS);
    let inspect = |world: &mut World, link: &str| {
        world.command(
            other,
            Command::Inspect {
                link: link.to_owned(),
            },
        );
        world.pass(40_000);
        world.page(other).problems.last().cloned()
    };
    let invitation = |problem| Some((About::Invitation, problem));
    assert_eq!(
        inspect(&mut world, "https://samvev.example.no/"),
        invitation(Problem::LinkMissing)
    );
    assert_eq!(
        inspect(&mut world, &link[..link.len() - 5]),
        invitation(Problem::LinkDamaged)
    );
    world.rubbish(ADDRESS, Some(vec![0xff; 9]));
    assert_eq!(inspect(&mut world, &link), invitation(Problem::Rubbish));
    world.rubbish(ADDRESS, None);
    world.kill_relay(ADDRESS);
    assert_eq!(inspect(&mut world, &link), invitation(Problem::Unreachable));
    world.start_relay(ADDRESS);
    // Eight days on, by the relay's clock.
    world.pass(8 * 24 * 3_600_000);
    assert_eq!(
        inspect(&mut world, &link),
        invitation(Problem::Refused(Reason::InvitationEnded))
    );
    // A plan that is not shared yet has nowhere to invite to.
    let alone = world.makes_plan(other);
    world.command(
        other,
        Command::Invite {
            space: alone.space,
            role: Role::Editor,
            uses: 1,
            days: 1,
        },
    );
    world.pass(1_000);
    assert_eq!(
        world.page(other).problems.last(),
        Some(&(About::Invitation, Problem::DoesNotFit))
    );
}

#[test]
fn whoever_comes_after_the_last_use_is_told_and_is_no_member() {
    let mut world = World::new(17);
    let (one, second, third) = (world.person(), world.person(), world.person());
    let document = world.makes_plan(one);
    world.command(
        one,
        Command::Share {
            space: document.space,
            relay: ADDRESS.to_owned(),
        },
    );
    world.pass(500);
    world.command(
        one,
        Command::Invite {
            space: document.space,
            role: Role::Editor,
            uses: 1,
            days: 7,
        },
    );
    world.pass(1_000);
    let link = world.page(one).fragments[0].clone();
    world.command(third, Command::Inspect { link: link.clone() });
    world.pass(1_000);
    world.joins(second, &link, "Even Solbakken", "Rendal kommune");
    let party = PartyChoice::New {
        name: "Folldalen kommune".to_owned(),
        kind: Default::default(),
    };
    world.command(
        third,
        Command::Join {
            space: document.space,
            name: "Solveig Lien".to_owned(),
            party,
        },
    );
    world.pass(5_000);
    assert_eq!(
        world.page(third).problems.last(),
        Some(&(About::Invitation, Problem::Refused(Reason::InvitationSpent)))
    );
    assert!(world.page(third).joined.is_empty() && world.page(third).spaces.is_empty());
    let third = world.restart(third);
    world.pass(1_000);
    assert!(world.page(third).spaces.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Two type in the same text and add rows at once, over networks that come and go and a relay that is killed; in the end
    /// all is there on both.
    #[test]
    fn all_that_two_write_at_once_is_there_on_both(seed in any::<u64>()) {
        let mut world = World::new(seed);
        let (one, other, document) = world.two_with_a_plan(ADDRESS);
        for tab in [one, other] {
            world.opens_field(tab, document, TEXT);
        }
        world.pass(3_000);
        world.slowness = [5, 50, 400][(seed % 3) as usize];
        let mut words = Vec::new();
        let mut rows = Vec::new();
        for step in 0..60_u64 {
            let tab = [one, other][world.below(2) as usize];
            match world.below(12) {
                0..=6 => {
                    let word = format!("«{step}»");
                    // Never inside another's word: it would be there, but not in one piece.
                    let shown: Vec<u16> = world.page(tab).shows(document, TEXT).encode_utf16().collect();
                    let places: Vec<usize> = (0..=shown.len())
                        .filter(|at| *at == 0 || shown[at - 1] == u16::from(b'.') || shown[at - 1] == '»' as u16)
                        .collect();
                    let at = places[world.below(places.len() as u64) as usize];
                    world.types(tab, document, TEXT, at, &word);
                    words.push(word);
                }
                7..=8 => rows.push(world.adds_row(tab, document, 1_000 + step)),
                9 => {
                    let online = world.below(2) == 0;
                    world.network(tab, online);
                }
                10 => {
                    world.kill_relay(ADDRESS);
                    let away = world.below(2_000);
                    world.pass(away);
                    world.start_relay(ADDRESS);
                }
                _ => {
                    let pause = world.below(5_000);
                    world.pass(pause);
                }
            }
            let pause = world.below(300);
            world.pass(pause);
        }
        world.network(one, true);
        world.network(other, true);
        world.pass(180_000);
        world.agree(&[one, other], document);
        let text = world.text(one, document, TEXT);
        for word in words {
            prop_assert_eq!(text.matches(&word).count(), 1, "{} in {}", word, text);
        }
        let plan = world.page(other).plan(document);
        let there: Vec<ItemId> = plan.chapters[0].actions.iter().map(|row| row.id).collect();
        prop_assert!(rows.iter().all(|row| there.contains(row)));
        prop_assert_eq!(&world.page(one).saved[&document.space].relays, &vec![(ADDRESS.to_owned(), OnRelay::Shared)]);
        prop_assert!(world.page(one).problems.is_empty(), "{:?}", world.page(one).problems);
    }
}

#[test]
fn a_plan_that_was_only_read_is_painted_at_once_next_time() {
    let mut world = World::new(61);
    let (one, other, document) = world.two_with_a_plan(ADDRESS);
    world.pass(5_000);
    let other = world.restart(other);
    world.opens(other, document);
    let shown = world.page(other).values[&document].clone();
    assert_eq!(world.page(other).painted.get(&document), Some(&shown));
    // What the others did while it was closed is in the view as well, once it has been open for a while.
    let profile = world.crash(other);
    world.adds_row(one, document, 500);
    world.pass(1_000);
    let other = world.open_profile(profile);
    world.opens(other, document);
    world.pass(10_000);
    let other = world.restart(other);
    world.opens(other, document);
    let shown = world.page(other).values[&document].clone();
    assert_eq!(world.page(other).painted.get(&document), Some(&shown));
}
