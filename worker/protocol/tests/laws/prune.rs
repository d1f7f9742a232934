//! What is retired because snapshots stand in for it.

use crate::seeded::{Home, Seeded, document, keys, record_id};
use proptest::{collection::vec, prelude::*, sample::Index};
use samvev_protocol::{
    authority::{Authority, Refusal},
    bodies::{Purpose, Role},
    ids::{DocumentId, EpochId, PartyId, RecordId},
    invitation::Invitation,
    keys::DeviceKeys,
    live::is_live,
    prune::{InEffect, PruneBody, Prunes},
    record::{Header, Kind, Record},
    space::{
        Author, MakeError, changes, confirm, declare, invite, join, join_linked, link, prune,
        remove, snapshot,
    },
};
use std::collections::BTreeSet;

/// A space with one document, in which two editors write beside its founder.
struct Written {
    home: Home,
    anna: DeviceKeys,
    berit: DeviceKeys,
    changes: Vec<Record>,
    made: u64,
}

const PLAN: u8 = 1;

impl Written {
    fn new() -> Self {
        let mut written = Self {
            home: Home::new(1),
            anna: keys(8),
            berit: keys(9),
            changes: Vec::new(),
            made: 4,
        };
        let founder = written.home.founder.clone();
        let declared = declare(&written.by(&founder), document(PLAN), Purpose::Shared).unwrap();
        written.home.authority.insert(&declared).unwrap();
        for who in [written.anna.clone(), written.berit.clone()] {
            written.lets_in(&who, Role::Editor);
        }
        let anna = written.anna.clone();
        for text in [b"one", b"two"] {
            let record = written.writes(&anna, text);
            written.changes.push(record);
        }
        written
    }

    fn by<'a>(&'a mut self, keys: &'a DeviceKeys) -> Author<'a> {
        self.made += 1;
        Author {
            keys,
            sequence: self.made,
            authority: &self.home.authority,
        }
    }

    fn lets_in(&mut self, who: &DeviceKeys, role: Role) {
        self.lets_in_all(std::slice::from_ref(who), role);
    }

    /// Lets people in, all by one link.
    fn lets_in_all(&mut self, all: &[DeviceKeys], role: Role) {
        let (epoch, key) = (self.home.founded.epoch, self.home.founded.key.clone());
        let founder = self.home.founder.clone();
        let mut rng = Seeded::new(self.made);
        let author = self.by(&founder);
        let (link, invited) = invite(&author, role, 9, 7, (epoch, &key), &mut rng).unwrap();
        self.home.authority.insert(&invited).unwrap();
        let party = PartyId::from_bytes([1; 16]);
        for who in all {
            let (joined, ..) = join(&link, &self.home.authority, who, party, &mut rng).unwrap();
            self.home.authority.insert(&joined).unwrap();
        }
    }

    /// One more device of somebody's.
    fn adds(&mut self, of: &DeviceKeys, seed: u8) -> DeviceKeys {
        let (epoch, key) = (self.home.founded.epoch, self.home.founded.key.clone());
        let mut rng = Seeded::new(self.made);
        let link_keys = keys(seed + 100);
        let made = link(&self.by(of), &link_keys, (epoch, &key), &mut rng).unwrap();
        self.home.authority.insert(&made).unwrap();
        let invitation = Invitation {
            space: self.home.founded.space,
            keys: link_keys,
            relays: Vec::new(),
        };
        let device = keys(seed);
        let joined = join_linked(&invitation, &self.home.authority, &device, &mut rng);
        self.home.authority.insert(&joined.unwrap().0).unwrap();
        device
    }

    fn writes(&mut self, who: &DeviceKeys, text: &[u8]) -> Record {
        let (epoch, key) = (self.home.founded.epoch, self.home.founded.key.clone());
        let mut rng = Seeded::new(self.made);
        let author = self.by(who);
        let (of, epoch) = (document(PLAN), (epoch, &key));
        changes(&author, of, epoch, Vec::new(), text, &mut rng).unwrap()
    }

    fn seals(&mut self, who: &DeviceKeys, parents: &[&Record]) -> Record {
        let (epoch, key) = (self.home.founded.epoch, self.home.founded.key.clone());
        let mut rng = Seeded::new(self.made);
        let author = self.by(who);
        let parents = parents.iter().map(|one| one.id()).collect();
        let (of, epoch) = (document(PLAN), (epoch, &key));
        snapshot(&author, of, epoch, parents, b"whole", &mut rng).unwrap()
    }

    fn prunes(
        &mut self,
        who: &DeviceKeys,
        snapshot: &Record,
        covered: &[&Record],
        follows: &[&Record],
    ) -> Record {
        let ids = |records: &[&Record]| records.iter().map(|one| one.id()).collect::<Vec<_>>();
        let body = PruneBody {
            covered: ids(covered),
            follows: ids(follows),
        };
        let author = self.by(who);
        prune(&author, document(PLAN), vec![snapshot.id()], body).unwrap()
    }

    fn confirms(&mut self, who: &DeviceKeys, prune: &Record) -> Record {
        confirm(&self.by(who), document(PLAN), prune.id()).unwrap()
    }

    fn removes(&mut self, who: &DeviceKeys, counted: &[&Record]) -> Record {
        let founder = self.home.founder.clone();
        let counted = counted.iter().map(|one| one.id()).collect();
        let author = self.by(&founder);
        remove(&author, who.device(), counted).unwrap()
    }
}

fn effect(authority: &Authority, records: &[&Record]) -> InEffect {
    let mut prunes = Prunes::default();
    for record in records.iter().filter(|one| authority.keeps(one).is_ok()) {
        prunes.insert(record);
    }
    let held = |_: &DocumentId, id: &RecordId| records.iter().any(|one| one.id() == *id);
    prunes.in_effect(authority, held)
}

/// What is live of some records.
fn live(authority: &Authority, records: &[&Record]) -> BTreeSet<RecordId> {
    let effect = effect(authority, records);
    let live = records
        .iter()
        .filter(|one| is_live(authority, &effect, one));
    live.map(|one| one.id()).collect()
}

fn ids(records: &[&Record]) -> BTreeSet<RecordId> {
    records.iter().map(|one| one.id()).collect()
}

#[test]
fn two_people_take_from_the_others_what_snapshots_hold_and_nobody_alone() {
    let mut written = Written::new();
    let (anna, berit) = (written.anna.clone(), written.berit.clone());
    let (one, two) = (written.changes[0].clone(), written.changes[1].clone());
    let whole = written.seals(&anna, &[&two]);
    let says = written.prunes(&anna, &whole, &[&one, &two], &[]);
    let again = written.confirms(&anna, &says);
    let telephone = written.adds(&anna, 20);
    let by_telephone = written.confirms(&telephone, &says);
    let alone = [&one, &two, &whole, &says, &again, &by_telephone];
    assert_eq!(live(&written.home.authority, &alone), ids(&alone));
    let confirmed = written.confirms(&berit, &says);
    let both = [&one, &two, &whole, &says, &confirmed];
    let left = ids(&[&whole, &says, &confirmed]);
    assert_eq!(live(&written.home.authority, &both), left);
    // Nothing goes before what stands in for it is there.
    let without = [&one, &two, &says, &confirmed];
    assert_eq!(live(&written.home.authority, &without), ids(&without));
}

#[test]
fn whoever_came_by_one_link_may_be_one_person() {
    let mut written = Written::new();
    let (anna, berit) = (written.anna.clone(), written.berit.clone());
    let (carl, dina) = (keys(40), keys(41));
    written.lets_in_all(&[carl.clone(), dina.clone()], Role::Editor);
    let one = written.changes[0].clone();
    let whole = written.seals(&carl, &[&one]);
    let says = written.prunes(&carl, &whole, &[&one], &[]);
    let by_dina = written.confirms(&dina, &says);
    let by_both = [&one, &whole, &says, &by_dina];
    assert_eq!(live(&written.home.authority, &by_both), ids(&by_both));
    // Whoever made the link is somebody else, and so is who came by another.
    for other in [written.home.founder.clone(), anna, berit] {
        let confirmed = written.confirms(&other, &says);
        let all = [&one, &whole, &says, &confirmed];
        assert_eq!(live(&written.home.authority, &all).len(), 3);
    }
}

#[test]
fn devices_that_were_added_one_from_another_are_one_person_whichever_way() {
    let mut written = Written::new();
    let anna = written.anna.clone();
    let telephone = written.adds(&anna, 20);
    let tablet = written.adds(&telephone, 21);
    let authority = &written.home.authority;
    let person = authority.person_of(&anna.device());
    assert_eq!(authority.person_of(&tablet.device()), person);
    assert_eq!(authority.person_of(&telephone.device()), person);
    assert_ne!(authority.person_of(&written.berit.device()), person);
}

#[test]
fn who_was_removed_unheard_says_nothing_of_snapshots_and_what_the_remover_knew_goes_on() {
    let mut written = Written::new();
    let (anna, berit) = (written.anna.clone(), written.berit.clone());
    let (one, two) = (written.changes[0].clone(), written.changes[1].clone());
    let whole = written.seals(&anna, &[&two]);
    let says = written.prunes(&anna, &whole, &[&one, &two], &[]);
    let confirmed = written.confirms(&berit, &says);
    let all = [&one, &two, &whole, &says, &confirmed];
    for knows in [false, true] {
        let counted = if knows { vec![&says] } else { vec![&two] };
        let removal = written.removes(&anna, &counted);
        let mut authority = written.home.authority.clone();
        authority.insert(&removal).unwrap();
        let goes = live(&authority, &all).len() < all.len();
        assert_eq!(goes, knows);
        let mut anew = all.to_vec();
        let founder = written.home.founder.clone();
        let by_another = written.confirms(&founder, &says);
        anew.push(&by_another);
        let left = ids(&[&whole, &says, &confirmed, &by_another]);
        assert_eq!(live(&authority, &anew), left);
    }
}

#[test]
fn what_was_retired_stays_so_with_the_snapshot_that_stood_in_for_it() {
    let mut written = Written::new();
    let (anna, berit) = (written.anna.clone(), written.berit.clone());
    let (one, two) = (written.changes[0].clone(), written.changes[1].clone());
    let whole = written.seals(&anna, &[&one]);
    let says = written.prunes(&anna, &whole, &[&one], &[]);
    let confirmed = written.confirms(&berit, &says);
    let later = written.seals(&berit, &[&whole, &two]);
    let follows = written.prunes(&berit, &later, &[&whole, &two, &confirmed], &[&says]);
    let by_anna = written.confirms(&anna, &follows);
    let all = [
        &one, &two, &whole, &says, &confirmed, &later, &follows, &by_anna,
    ];
    let left = ids(&[&says, &later, &follows, &by_anna]);
    assert_eq!(live(&written.home.authority, &all), left);
    // Also where the first snapshot and what confirmed it are nowhere any longer.
    let gone = [&one, &two, &says, &later, &follows, &by_anna];
    assert_eq!(live(&written.home.authority, &gone), left);
}

#[test]
fn nobody_goes_by_anothers_snapshot() {
    let mut written = Written::new();
    let (anna, berit) = (written.anna.clone(), written.berit.clone());
    let (one, two) = (written.changes[0].clone(), written.changes[1].clone());
    let whole = written.seals(&anna, &[&one]);
    let says = written.prunes(&anna, &whole, &[&one], &[]);
    let confirmed = written.confirms(&berit, &says);
    let later = written.seals(&berit, &[&whole]);
    let follows = written.prunes(&berit, &later, &[&whole], &[&says]);
    let by_anna = written.confirms(&anna, &follows);
    // Of a snapshot that is retired by now, and of one that is not: neither of them is named by who went on from the first.
    let wrong = written.prunes(&berit, &whole, &[&two], &[]);
    let as_wrong = written.prunes(&berit, &later, &[&two], &[&says]);
    let telephone = written.adds(&berit, 20);
    let by_telephone = written.confirms(&telephone, &wrong);
    let all = [
        &two,
        &whole,
        &says,
        &confirmed,
        &later,
        &follows,
        &by_anna,
        &wrong,
        &as_wrong,
        &by_telephone,
    ];
    assert!(effect(&written.home.authority, &all).contains(&says.id()));
    assert!(live(&written.home.authority, &all).contains(&two.id()));
}

#[test]
fn a_prune_is_never_retired_nor_what_decides_who_may_do_what() {
    let mut written = Written::new();
    let (anna, berit) = (written.anna.clone(), written.berit.clone());
    let one = written.changes[0].clone();
    let whole = written.seals(&anna, &[&one]);
    let says = written.prunes(&anna, &whole, &[&one], &[]);
    let founded = written.home.founded.records.clone();
    let mut covered: Vec<&Record> = founded.iter().collect();
    covered.extend([&one, &says]);
    let all_of_it = written.prunes(&berit, &whole, &covered, &[]);
    let confirmed = written.confirms(&anna, &all_of_it);
    let mut all = covered.clone();
    all.extend([&whole, &all_of_it, &confirmed]);
    let mut left = ids(&all);
    left.remove(&one.id());
    assert_eq!(live(&written.home.authority, &all), left);
}

#[test]
fn whoever_may_not_write_says_nothing_of_snapshots() {
    let mut written = Written::new();
    let anna = written.anna.clone();
    let one = written.changes[0].clone();
    let whole = written.seals(&anna, &[&one]);
    let says = written.prunes(&anna, &whole, &[&one], &[]);
    let reader = keys(30);
    written.lets_in(&reader, Role::Reader);
    let author = written.by(&reader);
    let made = confirm(&author, document(PLAN), says.id());
    assert_eq!(made, Err(MakeError::NotAllowed));
}

#[test]
fn what_is_not_of_its_kinds_form_is_refused() {
    let mut written = Written::new();
    let anna = written.anna.clone();
    let one = written.changes[0].clone();
    let whole = written.seals(&anna, &[&one]);
    let says = written.prunes(&anna, &whole, &[&one], &[]);
    let confirmed = written.confirms(&anna, &says);
    let authority = written.home.authority.clone();
    let refused = |record: &Record, change: &dyn Fn(&mut Header), body: Vec<u8>| {
        let mut header = record.header().clone();
        change(&mut header);
        let record = Record::sign(header, body, &anna).unwrap();
        assert_eq!(authority.keeps(&record), Err(Refusal::Body));
    };
    let body = |covered: Vec<RecordId>| {
        let follows = Vec::new();
        PruneBody { covered, follows }.encode()
    };
    let good = body(vec![record_id(1)]);
    assert!(authority.keeps(&says).is_ok() && authority.keeps(&confirmed).is_ok());
    refused(&says, &|_| {}, body(Vec::new()));
    refused(&says, &|_| {}, body(vec![record_id(2), record_id(1)]));
    refused(&says, &|_| {}, body(vec![record_id(1), record_id(1)]));
    refused(&says, &|_| {}, vec![255; 40]);
    refused(&says, &|header| header.parents.clear(), good.clone());
    let sealed = EpochId::from(record_id(3));
    refused(&says, &|header| header.epoch = sealed, good.clone());
    refused(&confirmed, &|_| {}, vec![1]);
    refused(&confirmed, &|header| header.parents.clear(), Vec::new());
    let two = |header: &mut Header| header.parents = vec![record_id(1), record_id(2)];
    refused(&confirmed, &two, Vec::new());
    refused(&whole, &|header| header.epoch = EpochId::NONE, Vec::new());
}

#[test]
fn it_is_in_effect_since_the_second_of_those_who_say_so_was_held() {
    let mut written = Written::new();
    let (anna, berit) = (written.anna.clone(), written.berit.clone());
    let (one, two) = (written.changes[0].clone(), written.changes[1].clone());
    let whole = written.seals(&anna, &[&one]);
    let says = written.prunes(&anna, &whole, &[&one], &[]);
    let confirmed = written.confirms(&berit, &says);
    let founder = written.home.founder.clone();
    let late = written.confirms(&founder, &says);
    let later = written.seals(&berit, &[&whole, &two]);
    let follows = written.prunes(&berit, &later, &[&whole, &two], &[&says]);
    let by_anna = written.confirms(&anna, &follows);
    let held_at = |id: &RecordId| match *id {
        id if id == says.id() => 10,
        id if id == confirmed.id() => 20,
        id if id == late.id() => 30,
        id if id == follows.id() => 40,
        _ => 50,
    };
    let authority = &written.home.authority;
    let first = effect(authority, &[&whole, &says, &confirmed, &late]);
    assert_eq!(first.since(&says.id(), held_at), Some(20));
    let both = effect(authority, &[&says, &later, &follows, &by_anna]);
    assert_eq!(both.since(&says.id(), held_at), Some(50));
    assert_eq!(both.since(&follows.id(), held_at), Some(50));
    assert_eq!(both.since(&one.id(), held_at), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_retired_is_so_whatever_the_order(
        places in vec(any::<Index>(), 24),
        left_out in vec(any::<bool>(), 24),
    ) {
        let mut written = Written::new();
        let (anna, berit) = (written.anna.clone(), written.berit.clone());
        let (one, two) = (written.changes[0].clone(), written.changes[1].clone());
        let whole = written.seals(&anna, &[&one]);
        let says = written.prunes(&anna, &whole, &[&one], &[]);
        let confirmed = written.confirms(&berit, &says);
        let later = written.seals(&berit, &[&whole, &two]);
        let follows = written.prunes(&berit, &later, &[&whole, &two, &confirmed], &[&says]);
        let by_anna = written.confirms(&anna, &follows);
        let wrong = written.prunes(&berit, &later, &[&follows, &later], &[]);
        let all = [&one, &two, &whole, &says, &confirmed, &later, &follows, &by_anna, &wrong];
        let some = all.iter().zip(&left_out).filter(|(_, out)| !**out).map(|(one, _)| *one);
        let some: Vec<&Record> = some.collect();
        let mut rest = some.clone();
        let mut mixed = Vec::new();
        for at in places.iter().cycle().take(some.len()) {
            mixed.push(rest.swap_remove(at.index(rest.len())));
        }
        let authority = &written.home.authority;
        prop_assert_eq!(live(authority, &some), live(authority, &mixed));
        // Prunes stay; what goes was said to be held by two, of whom both are there, or by who went on from that.
        let is_retired = |one: &&&Record| !live(authority, &some).contains(&one.id());
        for gone in some.iter().filter(is_retired) {
            prop_assert!(gone.header().kind != Kind::Prune);
            let there = |needed: &[&Record]| needed.iter().all(|one| some.iter().any(|it| it.id() == one.id()));
            let first = there(&[&whole, &says, &confirmed]) && gone.id() == one.id();
            let then = there(&[&later, &follows, &by_anna])
                && [&one, &two, &whole, &confirmed].iter().any(|one| one.id() == gone.id());
            prop_assert!(first || then);
        }
    }
}
