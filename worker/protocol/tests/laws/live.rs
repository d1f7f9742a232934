//! What is live, as erasures have it.

use crate::seeded::{Home, Seeded, document};
use proptest::{collection::vec, prelude::*, sample::Index};
use samvev_protocol::{
    authority::{Authority, Refusal},
    bodies::{Purpose, Role},
    ids::{DocumentId, PartyId, RecordId},
    live::is_live,
    prune::InEffect,
    record::{Header, Record},
    space::{Author, MakeError, changes, declare, erase, invite, join, remove},
};
use std::collections::BTreeSet;

/// A space with three documents, each written in.
struct Written {
    home: Home,
    records: Vec<Record>,
}

impl Written {
    fn new() -> Self {
        let mut written = Self {
            home: Home::new(1),
            records: Vec::new(),
        };
        for n in 1..4 {
            let declared = declare(&written.founder(), document(n), Purpose::Shared).unwrap();
            written.home.authority.insert(&declared).unwrap();
            written.records.push(declared);
        }
        for n in 1..4 {
            for text in [b"one", b"two"] {
                written.writes(document(n), text);
            }
        }
        written
    }

    fn founder(&self) -> Author<'_> {
        Author {
            keys: &self.home.founder,
            sequence: 5 + self.records.len() as u64,
            authority: &self.home.authority,
        }
    }

    fn writes(&mut self, document: DocumentId, text: &[u8]) {
        let founded = &self.home.founded;
        let rng = &mut Seeded::new(self.records.len() as u64);
        let epoch = (founded.epoch, &founded.key);
        let record = changes(&self.founder(), document, epoch, Vec::new(), text, rng);
        self.records.push(record.unwrap());
    }

    fn all(&self) -> Vec<Record> {
        [self.home.founded.records.clone(), self.records.clone()].concat()
    }
}

fn live(records: &[Record]) -> BTreeSet<RecordId> {
    let mut authority = Authority::new(records[0].space());
    let plain = records
        .iter()
        .filter(|one| one.header().kind.is_authority());
    authority.insert_all(plain).unwrap();
    let live = records
        .iter()
        .filter(|one| is_live(&authority, &InEffect::default(), one));
    live.map(Record::id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_live_is_all_but_what_is_erased_whatever_the_order(
        erased in vec(1..4_u8, 0..3),
        places in vec(any::<Index>(), 24),
    ) {
        let mut written = Written::new();
        for n in &erased {
            let erasure = erase(&written.founder(), document(*n)).unwrap();
            written.home.authority.insert(&erasure).unwrap();
            written.records.push(erasure);
        }
        let records = written.all();
        let is_gone = |one: &&Record| {
            let header = one.header();
            !header.kind.is_authority() && erased.iter().any(|n| document(*n) == header.document)
        };
        let kept: BTreeSet<_> = records.iter().filter(|one| !is_gone(one)).map(Record::id).collect();
        prop_assert_eq!(&live(&records), &kept);
        let mut rest = records.clone();
        let mut mixed = Vec::new();
        for at in places.iter().cycle().take(records.len()) {
            mixed.push(rest.swap_remove(at.index(rest.len())));
        }
        prop_assert_eq!(&live(&mixed), &kept);
    }
}

#[test]
fn what_is_written_in_an_erased_document_later_is_not_live_either() {
    let mut written = Written::new();
    let erasure = erase(&written.founder(), document(2)).unwrap();
    assert_eq!(written.home.authority.erased_by(&document(2)), None);
    let before = written.home.authority.clone();
    written.home.authority.insert(&erasure).unwrap();
    assert_eq!(
        written.home.authority.erased_by(&document(2)),
        Some(written.home.founder.device())
    );
    let after = written.home.authority.clone();
    written.home.authority = before;
    written.writes(document(2), b"three");
    assert!(!is_live(
        &after,
        &InEffect::default(),
        written.records.last().unwrap()
    ));
    written.writes(document(3), b"three");
    assert!(is_live(
        &after,
        &InEffect::default(),
        written.records.last().unwrap()
    ));
}

#[test]
fn only_administrators_erase_and_never_the_directory() {
    let mut written = Written::new();
    let founded = &written.home.founded;
    let rng = &mut Seeded::new(1);
    let epoch = (founded.epoch, &founded.key);
    let (link, invited) = invite(&written.founder(), Role::Editor, 9, 7, epoch, rng).unwrap();
    written.home.authority.insert(&invited).unwrap();
    let editor = crate::seeded::keys(9);
    let party = PartyId::from_bytes([1; 16]);
    let (joined, ..) = join(&link, &written.home.authority, &editor, party, rng).unwrap();
    written.home.authority.insert(&joined).unwrap();
    let author = Author {
        keys: &editor,
        ..written.founder()
    };
    assert_eq!(erase(&author, document(2)), Err(MakeError::NotAllowed));
    for of in [DocumentId::NONE, DocumentId::DIRECTORY] {
        assert_eq!(erase(&written.founder(), of), Err(MakeError::NotAllowed));
    }
    let whole = erase(&written.founder(), document(2)).unwrap();
    let header = Header {
        sequence: 99,
        ..whole.header().clone()
    };
    let with_body = Record::sign(header, vec![0], &written.home.founder).unwrap();
    assert_eq!(
        written.home.authority.insert(&with_body),
        Err(Refusal::Body)
    );
}

#[test]
fn an_administrator_who_was_removed_erases_nothing_and_what_they_had_erased_stays_so() {
    let mut written = Written::new();
    let founded = &written.home.founded;
    let rng = &mut Seeded::new(1);
    let epoch = (founded.epoch, &founded.key);
    let (link, invited) =
        invite(&written.founder(), Role::Administrator, 9, 7, epoch, rng).unwrap();
    written.home.authority.insert(&invited).unwrap();
    let other = crate::seeded::keys(9);
    let party = PartyId::from_bytes([1; 16]);
    let (joined, ..) = join(&link, &written.home.authority, &other, party, rng).unwrap();
    written.home.authority.insert(&joined).unwrap();
    let by_other = |authority: &Authority, of| {
        let author = Author {
            keys: &other,
            sequence: 1,
            authority,
        };
        erase(&author, of)
    };
    let known = by_other(&written.home.authority, document(1)).unwrap();
    let unheard = by_other(&written.home.authority, document(2)).unwrap();
    written.home.authority.insert(&known).unwrap();
    let removal = remove(&written.founder(), other.device(), Vec::new()).unwrap();
    written.home.authority.insert(&removal).unwrap();
    written.home.authority.insert(&unheard).unwrap();
    let erased = written.home.authority.erased();
    assert!(erased.iter().eq([&document(1)]));
    assert_eq!(written.home.authority.keeps(&unheard), Ok(()));
}
