//! Whatever happens, in whatever order: nothing acknowledged is lost, and all end with the same.

use crate::{
    desk::{Desk, take},
    people::{Person, Seeded},
};
use proptest::prelude::*;
use samvev_protocol::bodies::Role;
use samvev_worker::{relay::ConnectionId, store::StoreError};

const PEOPLE: usize = 4;

struct World {
    desk: Desk,
    people: Vec<Person>,
    here: Vec<Option<ConnectionId>>,
    written: usize,
}

impl World {
    fn new() -> Self {
        let (mut desk, mut founder) = (Desk::new(), Person::founder(1));
        let invitation = founder.invite(Role::Editor, 3, 7);
        desk.sync(&mut founder);
        let mut people = vec![founder];
        for seed in 2..=PEOPLE as u64 {
            let mut person = Person::invited(&invitation, seed);
            let opened = desk.sync(&mut person);
            desk.leave(opened);
            let mut person = person.join(&invitation);
            desk.sync(&mut person);
            people.push(person);
        }
        desk.restart();
        Self {
            desk,
            people,
            here: vec![None; PEOPLE],
            written: 0,
        }
    }

    /// Takes in what has been said to everybody who is still here.
    fn listen(&mut self) {
        for (person, here) in self.people.iter_mut().zip(&mut self.here) {
            let Some(connection) = *here else { continue };
            take(person, &self.desk.heard(connection));
            if self.desk.is_closed(connection) {
                *here = None;
            }
        }
    }

    fn step(&mut self, what: usize, who: usize) {
        let person = &mut self.people[who];
        match what {
            0..=3 => {
                self.written += 1;
                person.write(&format!("{} fra {who}", self.written));
                if let Some(connection) = self.here[who] {
                    self.desk.put_unsent(connection, person);
                }
            }
            4 | 5 => match self.here[who].take() {
                Some(connection) => self.desk.leave(connection),
                None => {
                    let connection = self.desk.greet(&person.keys, person.space());
                    if !self.desk.is_closed(connection) {
                        self.desk.heard(connection);
                        self.desk.reconcile(connection, person);
                        self.here[who] = Some(connection);
                    }
                }
            },
            6 => self.desk.hold_or_release(),
            7 => self
                .desk
                .fail_disk(&StoreError::Failed("pulled out".to_owned())),
            _ => {
                self.desk.restart();
                self.here = vec![None; PEOPLE];
            }
        }
        self.listen();
    }

    /// What nobody waits for an acknowledgement of is in the store.
    fn check(&self) {
        let kept = self.desk.kept(self.people[0].space());
        for person in &self.people {
            for id in person
                .records
                .keys()
                .filter(|id| !person.unsent.contains(*id))
            {
                assert!(kept.contains(id), "acknowledged or passed on, and not kept");
            }
        }
    }

    fn settle(&mut self) {
        self.desk.release_disk();
        for _ in 0..2 {
            for person in &mut self.people {
                self.desk.sync(person);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn nothing_acknowledged_is_lost_and_all_end_alike(seed in any::<u64>(), steps in 1..80usize) {
        let (mut world, mut chance) = (World::new(), Seeded::new(seed));
        for _ in 0..steps {
            let (what, who) = (chance.below(9), chance.below(PEOPLE));
            world.step(what, who);
            world.check();
        }
        world.settle();
        let expected = world.people[0].reads();
        prop_assert_eq!(expected.len(), world.written);
        for person in &world.people {
            prop_assert!(person.unsent.is_empty());
            prop_assert_eq!(&person.reads(), &expected);
        }
    }
}
