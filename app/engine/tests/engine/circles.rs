//! Documents that are closed to a part of those who are in the space.

use crate::{
    people::{CHAPTER, plan},
    world::{ADDRESS, TabId, World},
};
use samvev_documents::plan::PlanField;
use samvev_engine::messages::{
    About, CircleSummary, Command, DocumentRef, OnDevice, OnRelay, Problem, SpaceSummary,
};
use samvev_protocol::{
    bodies::Role,
    ids::{CircleId, DeviceId},
    record::Kind,
};

const TEXT: PlanField = PlanField::ChapterText(CHAPTER);

fn device(world: &World, tab: TabId) -> DeviceId {
    world.keys(tab).device()
}

/// Three people in a space with a plan, and who founded it, begins a closed one with a seat for the second.
struct Closed {
    world: World,
    one: TabId,
    other: TabId,
    third: TabId,
    open: DocumentRef,
    closed: DocumentRef,
}

impl Closed {
    fn new(seed: u64) -> Self {
        let mut world = World::new(seed);
        let (one, other, open) = world.two_with_a_plan(ADDRESS);
        let link = world.invites(one, open.space, ADDRESS);
        let third = world.person();
        world.joins(third, &link, "Solveig Lien", "Folldalen kommune");
        let seats = vec![(device(&world, other), Role::Editor)];
        let create = Command::CreateClosed {
            space: open.space,
            value: plan(),
            seats,
        };
        world.command(one, create);
        world.pass(2_000);
        let closed = *world.page(one).created.last().unwrap();
        assert_ne!(closed, open);
        Self {
            world,
            one,
            other,
            third,
            open,
            closed,
        }
    }

    fn summary(&self, tab: TabId) -> &SpaceSummary {
        let spaces = &self.world.page(tab).spaces;
        spaces
            .iter()
            .find(|space| space.space == self.open.space)
            .unwrap()
    }

    fn circle(&self, tab: TabId) -> &CircleSummary {
        &self.summary(tab).circles[0]
    }

    fn is_listed(&self, tab: TabId) -> bool {
        let mut documents = self.summary(tab).documents.iter();
        documents.any(|one| one.document == self.closed.document)
    }

    /// How many records of the circle a tab's profile keeps.
    fn records(&self, tab: TabId) -> usize {
        let records = self.world.records(tab, self.open.space);
        let of_circle = records.iter().filter(|record| {
            let header = record.header();
            header.circle != CircleId::EVERYONE
        });
        of_circle.count()
    }

    fn opens(&mut self, tabs: &[TabId]) {
        for tab in tabs {
            self.world.opens(*tab, self.closed);
        }
    }

    fn types(&mut self, tab: TabId, words: &str) {
        self.world.opens_field(tab, self.closed, TEXT);
        self.world.types_on(tab, self.closed, TEXT, words);
        self.world.pass(3_000);
    }

    fn shows(&self, tab: TabId) -> String {
        self.world.text(tab, self.closed, TEXT)
    }

    fn seats(&mut self, whom: TabId, role: Role) {
        let devices = vec![device(&self.world, whom)];
        let document = self.closed;
        let seat = Command::Seat {
            document,
            devices,
            role,
        };
        self.world.command(self.one, seat);
        self.world.pass(3_000);
    }

    fn unseats(&mut self, by: TabId, whom: TabId) {
        let devices = vec![device(&self.world, whom)];
        let document = self.closed;
        self.world
            .command(by, Command::Unseat { document, devices });
        self.world.pass(3_000);
    }

    fn is_shared(&self, tab: TabId) -> bool {
        let state = &self.world.page(tab).saved[&self.open.space];
        let shared = |(_, relay): &(String, OnRelay)| *relay == OnRelay::Shared;
        state.device == OnDevice::Saved && state.relays.iter().all(shared)
    }
}

#[test]
fn those_with_seats_write_together_and_who_has_none_knows_only_that_it_is_there() {
    let mut at = Closed::new(960);
    let (one, other, third) = (at.one, at.other, at.third);
    at.opens(&[one, other]);
    at.types(one, " Bare for oss.");
    at.types(other, " Ja.");
    at.world.agree(&[one, other], at.closed);
    assert!(at.shows(one).ends_with("Bare for oss. Ja."));
    assert_eq!(at.circle(other).role, Some(Role::Editor));
    assert_eq!(at.circle(one).seats.len(), 2);
    // Nothing of it is kept or shown where there is no seat.
    assert_eq!(at.records(third), 0);
    assert!(!at.is_listed(third) && at.is_listed(other));
    let circle = at.circle(third);
    assert_eq!(circle.by, device(&at.world, one));
    assert_eq!(
        (circle.role, &circle.seats, &circle.documents),
        (None, &vec![], &vec![])
    );
    let begun = at.world.records(third, at.open.space);
    assert!(
        begun
            .iter()
            .any(|record| record.header().kind == Kind::Circle)
    );
    for tab in [one, other, third] {
        assert!(at.is_shared(tab), "{tab}");
    }
    // Where they write, only those see who have a seat.
    let others = |tab: TabId| at.world.page(tab).present.get(&at.open.space);
    assert!(others(third).is_none_or(|others| {
        others
            .iter()
            .all(|one| one.document != Some(at.closed.document))
    }));
    // And so after a restart, for all.
    for tab in [one, other, third] {
        let again = at.world.restart(tab);
        at.world.pass(3_000);
        assert_eq!(at.is_listed(again), tab != third);
    }
}

#[test]
fn who_is_given_a_seat_reads_all_that_was_written_and_goes_on_with_it() {
    let mut at = Closed::new(961);
    let (one, other, third) = (at.one, at.other, at.third);
    at.opens(&[one, other]);
    at.types(one, " Først.");
    at.seats(third, Role::Editor);
    assert!(at.is_listed(third));
    at.opens(&[third]);
    at.types(third, " Sist.");
    at.world.agree(&[one, other, third], at.closed);
    assert!(at.shows(one).ends_with("Først. Sist."));
    assert!([one, other, third].iter().all(|tab| at.is_shared(*tab)));
    // A reader reads, and cannot write.
    at.seats(other, Role::Reader);
    assert!(!at.world.page(other).writable.contains(&at.closed));
    assert!(at.world.page(other).writable.contains(&at.open));
    at.types(third, " Enda mer.");
    at.world.agree(&[one, other, third], at.closed);
}

#[test]
fn whose_seat_is_taken_keeps_what_they_read_and_gets_nothing_new() {
    let mut at = Closed::new(962);
    let (one, other, third) = (at.one, at.other, at.third);
    at.seats(third, Role::Editor);
    at.opens(&[one, other, third]);
    at.types(other, " Skrevet før.");
    at.unseats(one, other);
    assert!(!at.world.page(other).writable.contains(&at.closed));
    assert_eq!(at.circle(other).role, None);
    assert_eq!(at.circle(one).seats.len(), 2);
    let kept = at.records(other);
    at.types(third, " Skrevet etter.");
    at.world.agree(&[one, third], at.closed);
    assert!(at.shows(one).ends_with("Skrevet før. Skrevet etter."));
    assert!(at.shows(other).ends_with("Skrevet før."));
    assert_eq!(at.records(other), kept);
    assert!(at.is_shared(other));
    // In the rest of the space nothing has changed for them.
    at.world.adds_row(other, at.open, 300);
    at.world.pass(2_000);
    at.world.opens(third, at.open);
    at.world.agree(&[one, other, third], at.open);
    // Back again, they have it all.
    at.seats(other, Role::Editor);
    at.world.agree(&[one, other, third], at.closed);
    assert!(at.world.page(other).writable.contains(&at.closed));
}

#[test]
fn who_is_removed_from_the_space_has_no_seat_left_whoever_removes_them() {
    for by_other in [false, true] {
        let mut at = Closed::new(963);
        let (one, other, third) = (at.one, at.other, at.third);
        at.seats(third, Role::Editor);
        at.opens(&[one, other, third]);
        at.types(third, " Skrevet før.");
        let space = at.open.space;
        if by_other {
            // Somebody who settles who is in the space, and has no say in the circle.
            let devices = vec![device(&at.world, other)];
            let role = Role::Administrator;
            at.world.command(
                one,
                Command::SetRole {
                    space,
                    devices,
                    role,
                },
            );
            at.world.pass(3_000);
        }
        let devices = vec![device(&at.world, third)];
        let by = if by_other { other } else { one };
        at.world.command(by, Command::Remove { space, devices });
        // Whoever keeps the circle sees to the rest.
        at.world.pass(10_000);
        assert_eq!(at.circle(one).seats.len(), 2, "{by_other}");
        let kept = at.records(third);
        at.types(other, " Skrevet etter.");
        at.world.agree(&[one, other], at.closed);
        assert!(at.shows(one).ends_with("Skrevet før. Skrevet etter."));
        assert_eq!(at.records(third), kept);
        let ring = samvev_protocol::space::keyring;
        let records = at.world.records(one, space);
        let mut authority = samvev_protocol::authority::Authority::new(space);
        let kept = records
            .iter()
            .filter(|record| record.header().kind.is_authority());
        authority.insert_all(kept).unwrap();
        let circle = authority.circles().next().unwrap();
        let newest = circle.newest_epochs();
        assert!(
            newest
                .iter()
                .all(|epoch| !ring(circle, &at.world.keys(third)).contains_key(epoch))
        );
        assert!(
            newest
                .iter()
                .all(|epoch| ring(circle, &at.world.keys(other)).contains_key(epoch))
        );
    }
}

#[test]
fn only_who_keeps_a_circle_settles_who_has_seats_and_somebody_always_does() {
    let mut at = Closed::new(964);
    let (one, other, third) = (at.one, at.other, at.third);
    for by in [other, third] {
        at.world.page_mut(by).problems.clear();
        let devices = vec![device(&at.world, third)];
        let document = at.closed;
        let role = Role::Reader;
        at.world.command(
            by,
            Command::Seat {
                document,
                devices,
                role,
            },
        );
        at.world.pass(1_000);
        let expected = [(About::Document(document), Problem::NotAllowed)];
        assert_eq!(at.world.page(by).problems, expected);
    }
    assert_eq!(at.records(third), 0);
    // Nobody leaves it to nobody.
    at.unseats(one, one);
    assert_eq!(at.circle(one).role, Some(Role::Administrator));
    at.seats(other, Role::Administrator);
    at.unseats(one, one);
    assert_eq!(at.circle(one).role, None);
    assert_eq!(at.circle(other).seats.len(), 1);
    at.opens(&[other]);
    at.types(other, " Alene nå.");
    // The key that follows is one that who left does not have.
    at.world.pass(10_000);
    let kept = at.records(one);
    at.types(other, " Helt alene.");
    assert_eq!(at.records(one), kept);
}

#[test]
fn a_closed_document_is_erased_by_who_keeps_it_and_by_who_keeps_the_space() {
    for by_circle in [true, false] {
        let mut at = Closed::new(965);
        let (one, other, third) = (at.one, at.other, at.third);
        let space = at.open.space;
        at.opens(&[other]);
        at.types(other, " Borte snart.");
        let devices = vec![device(&at.world, third)];
        let role = Role::Administrator;
        at.world.command(
            one,
            Command::SetRole {
                space,
                devices,
                role,
            },
        );
        at.world.pass(3_000);
        let by = if by_circle { one } else { third };
        at.world.command(by, Command::Erase(at.closed));
        at.world.pass(3_000);
        for tab in [one, other] {
            assert!(!at.is_listed(tab), "{tab}");
            assert!(at.world.page(tab).erased.contains(&at.closed), "{tab}");
        }
    }
}

#[test]
fn what_is_closed_is_brought_to_an_empty_relay_by_those_who_have_seats() {
    let mut at = Closed::new(966);
    let (one, other, third) = (at.one, at.other, at.third);
    at.opens(&[one, other]);
    at.types(one, " Bare for oss.");
    at.world.network(one, false);
    at.world.kill_relay(ADDRESS);
    at.world.start_empty_relay(ADDRESS);
    at.world.pass(60_000);
    assert!(at.is_shared(other) && at.is_shared(third));
    at.world.network(one, true);
    at.world.pass(60_000);
    at.types(one, " Fremdeles.");
    at.world.agree(&[one, other], at.closed);
    assert_eq!(at.records(third), 0);
}

/// Where a relay that has lost a circle hears of it again from one who has left that.
#[derive(Clone, Copy, PartialEq)]
enum Lost {
    /// It had been told that they leave.
    AfterTold,
    /// The same, and who has no seat met it before.
    AfterToldAndFilled,
    /// They leave when it is lost there already.
    Before,
}

#[test]
fn who_left_a_circle_brings_it_again_to_a_relay_that_has_lost_it() {
    for lost in [Lost::AfterTold, Lost::AfterToldAndFilled, Lost::Before] {
        let mut at = Closed::new(967);
        let (one, other, third) = (at.one, at.other, at.third);
        at.opens(&[one]);
        at.types(one, " Bare for oss.");
        at.world.network(other, false);
        at.world.network(third, false);
        let leaves = |at: &mut Closed| {
            at.seats(third, Role::Administrator);
            at.unseats(one, one);
        };
        if lost != Lost::Before {
            leaves(&mut at);
        }
        at.world.network(one, false);
        at.world.kill_relay(ADDRESS);
        at.world.start_empty_relay(ADDRESS);
        if lost != Lost::AfterTold {
            at.world.network(third, true);
            at.world.pass(60_000);
        }
        if lost == Lost::Before {
            leaves(&mut at);
        }
        at.world.network(one, true);
        at.world.pass(60_000);
        at.world.network(third, true);
        at.world.pass(60_000);
        assert_eq!(at.circle(third).role, Some(Role::Administrator));
        at.opens(&[third]);
        assert!(at.shows(third).ends_with("Bare for oss."));
        assert!(at.is_shared(one) && at.is_shared(third));
        // The key that follows is one that who left does not have.
        let kept = at.records(one);
        at.types(third, " Alene.");
        assert_eq!(at.records(one), kept);
    }
}
