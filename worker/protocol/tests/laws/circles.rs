//! Circles: parts of a space with keys, members and documents of their own.

use crate::seeded::{Home, Seeded, document, keys};
use proptest::{collection::vec, prelude::*};
use samvev_protocol::{
    authority::{Authority, Refusal},
    bodies::{Purpose, Role},
    ids::{CircleId, DeviceId, DocumentId, EpochId, PartyId, RecordId},
    keys::DeviceKeys,
    live::is_live,
    prune::InEffect,
    record::{Kind, Record},
    seal::{self, EpochKey},
    space::{
        Author, MakeError, begin_circle, changes, declare, erase, first_epoch, grant_anew, invite,
        join, keyring, newest, next_epoch, remove, seat,
    },
};
use std::sync::LazyLock;

/// A space of five: 1 founded it, 2 and 3 are editors, 4 is a reader, 5 an administrator.
struct Told {
    home: Home,
    records: Vec<Record>,
}

static SPACE: LazyLock<Vec<Record>> = LazyLock::new(|| {
    let mut told = Told {
        home: Home::new(1),
        records: Home::new(1).founded.records,
    };
    let roles = [
        (2, Role::Editor),
        (3, Role::Editor),
        (4, Role::Reader),
        (5, Role::Administrator),
    ];
    for (n, role) in roles {
        let epoch = told.home.founded.epoch;
        let key = told.home.founded.key.clone();
        let rng = &mut Seeded::new(n.into());
        let (invitation, invited) =
            invite(&told.author(1), role, 1, 1, (epoch, &key), rng).unwrap();
        told.tell(invited);
        let party = PartyId::from_bytes([n; 16]);
        let joined = join(&invitation, &told.home.authority, &keys(n), party, rng);
        told.tell(joined.unwrap().0);
    }
    told.records
});

impl Told {
    fn new() -> Self {
        let mut home = Home::new(1);
        home.authority.insert_all(SPACE.iter()).unwrap();
        Self {
            home,
            records: SPACE.clone(),
        }
    }

    fn author(&self, n: u8) -> Of<'_> {
        self.of(n, &self.home.authority)
    }

    fn inside<'a>(&'a self, n: u8, circle: &CircleId) -> Of<'a> {
        self.of(n, self.home.authority.of(circle).unwrap())
    }

    fn of<'a>(&self, n: u8, authority: &'a Authority) -> Of<'a> {
        Author {
            keys: Box::leak(Box::new(keys(n))),
            sequence: 100 + self.records.len() as u64,
            authority,
        }
    }

    fn tell(&mut self, record: Record) -> Record {
        if record.header().kind.is_authority() {
            self.home.authority.insert(&record).unwrap();
        }
        self.records.push(record.clone());
        record
    }

    /// Begins a circle with a document.
    fn begin(&mut self, n: u8, nonce: u8) -> (CircleId, DocumentId) {
        let begun = begin_circle(&self.author(n), [nonce; 16]).unwrap();
        let circle = CircleId::begun(begun.space(), begun.header().author, &[nonce; 16]);
        self.tell(begun);
        let rng = &mut Seeded::new(nonce.into());
        let (first, epoch, key) = first_epoch(&self.inside(n, &circle), rng).unwrap();
        self.tell(first);
        self.seats(n, n, Role::Administrator, &circle, (epoch, &key));
        let of = DocumentId::in_circle(circle, [nonce; 4]);
        let declared = declare(&self.inside(n, &circle), of, Purpose::Shared).unwrap();
        self.tell(declared);
        (circle, of)
    }

    fn seats(
        &mut self,
        by: u8,
        whom: u8,
        role: Role,
        circle: &CircleId,
        epoch: (EpochId, &EpochKey),
    ) -> Record {
        let rng = &mut Seeded::new(self.records.len() as u64);
        let (author, device) = (self.inside(by, circle), keys(whom).device());
        let granted = seat(&author, &self.home.authority, device, role, epoch, rng);
        self.tell(granted.unwrap())
    }

    /// Seats somebody with the newest key that `by` has.
    fn seats_too(&mut self, by: u8, whom: u8, role: Role, circle: &CircleId) -> Record {
        let (epoch, key) = self.newest(by, circle).unwrap();
        self.seats(by, whom, role, circle, (epoch, &key))
    }

    fn newest(&self, n: u8, circle: &CircleId) -> Option<(EpochId, EpochKey)> {
        let of = self.home.authority.of(circle)?;
        newest(of, &keyring(of, &keys(n)))
    }

    fn writes(&mut self, n: u8, circle: &CircleId, of: DocumentId) -> Result<Record, MakeError> {
        let (epoch, key) = self.newest(n, circle).ok_or(MakeError::NotAllowed)?;
        let rng = &mut Seeded::new(self.records.len() as u64);
        let author = self.inside(n, circle);
        let record = changes(&author, of, (epoch, &key), Vec::new(), b"words", rng)?;
        Ok(self.tell(record))
    }

    fn may_read(&self, n: u8, circle: &CircleId) -> bool {
        self.home.authority.may_read(&keys(n).device(), circle)
    }

    fn opens(&self, n: u8, record: &Record) -> bool {
        let of = self.home.authority.of(&record.header().circle).unwrap();
        let ring = keyring(of, &keys(n));
        let key = ring.get(&record.header().epoch);
        key.is_some_and(|key| seal::open(key, record).is_ok())
    }
}

type Of<'a> = Author<'a>;

fn device(n: u8) -> DeviceId {
    DeviceKeys::from_seed(&[n; 32]).device()
}

#[test]
fn who_has_a_seat_reads_a_circle_and_nobody_else() {
    let mut told = Told::new();
    let (circle, of) = told.begin(2, 7);
    told.seats_too(2, 4, Role::Editor, &circle);
    let words = told.writes(2, &circle, of).unwrap();
    // The reader of the space has an editor's seat in the circle; an administrator of the space has none.
    assert!(told.writes(4, &circle, of).is_ok());
    for n in 1..=5 {
        let is_seated = n == 2 || n == 4;
        assert_eq!(told.may_read(n, &circle), is_seated, "{n}");
        assert_eq!(told.opens(n, &words), is_seated, "{n}");
    }
    assert!(told.may_read(5, &CircleId::EVERYONE));
    let of_circle = told.home.authority.of(&circle).unwrap();
    assert_eq!(of_circle.begun_by(), Some(device(2)));
    assert_eq!(told.home.authority.members().len(), 5);
    assert_eq!(of_circle.members().len(), 2);
}

#[test]
fn who_is_out_of_the_space_is_out_of_its_circles() {
    let mut told = Told::new();
    let (circle, _) = told.begin(2, 7);
    told.seats_too(2, 3, Role::Editor, &circle);
    let removal = remove(&told.author(1), device(3), Vec::new()).unwrap();
    told.tell(removal);
    assert!(!told.may_read(3, &circle));
    assert!(told.may_read(2, &circle));
}

#[test]
fn editors_begin_circles_and_only_administrators_of_a_circle_give_seats_there() {
    let mut told = Told::new();
    assert_eq!(
        begin_circle(&told.author(4), [1; 16]),
        Err(MakeError::NotAllowed)
    );
    let (circle, _) = told.begin(2, 7);
    told.seats_too(2, 3, Role::Editor, &circle);
    let (epoch, key) = told.newest(3, &circle).unwrap();
    let rng = &mut Seeded::new(1);
    for by in [1, 3, 5] {
        let author = told.inside(by, &circle);
        let to = device(4);
        let granted = seat(
            &author,
            &told.home.authority,
            to,
            Role::Reader,
            (epoch, &key),
            rng,
        );
        assert_eq!(granted, Err(MakeError::NotAllowed), "{by}");
    }
    // There are no links to a part of a space.
    let author = told.inside(2, &circle);
    let invited = invite(&author, Role::Reader, 1, 1, (epoch, &key), rng);
    assert!(matches!(invited, Err(MakeError::NotAllowed)));
}

#[test]
fn a_circle_is_its_authors_and_its_documents_are_no_others() {
    let mut told = Told::new();
    let (circle, of) = told.begin(2, 7);
    // Another's record with the same nonce begins another circle.
    let (other, _) = told.begin(3, 7);
    assert_ne!(circle, other);
    assert_eq!(told.home.authority.circle_of(&of).circle(), circle);
    // A document of the circle is declared in no other, and one of everyone's not in it.
    assert!(declare(&told.inside(3, &other), of, Purpose::Open).is_err());
    let everyones = declare(&told.author(3), document(1), Purpose::Shared).unwrap();
    told.tell(everyones);
    assert!(declare(&told.inside(3, &other), document(1), Purpose::Shared).is_err());
    // Nor is it declared for everyone, not even before the circle is heard of; what is written in it for everyone is refused.
    assert!(declare(&told.author(3), of, Purpose::Open).is_err());
    let withheld = CircleId::begun(told.home.founded.space, device(3), &[9; 16]);
    let captured = DocumentId::in_circle(withheld, [1; 4]);
    assert!(declare(&told.author(3), captured, Purpose::Shared).is_err());
    let (epoch, key) = told.newest(3, &CircleId::EVERYONE).unwrap();
    let rng = &mut Seeded::new(1);
    let author = told.author(3);
    let smuggled = changes(&author, of, (epoch, &key), Vec::new(), b"words", rng);
    assert!(matches!(smuggled, Err(MakeError::NotAllowed)));
}

#[test]
fn what_is_written_after_a_seat_is_taken_away_is_closed_to_who_had_it() {
    let mut told = Told::new();
    let (circle, of) = told.begin(2, 7);
    told.seats_too(2, 3, Role::Administrator, &circle);
    told.seats_too(2, 4, Role::Reader, &circle);
    let theirs = told.writes(3, &circle, of).unwrap();
    let removal = remove(&told.inside(2, &circle), device(3), vec![theirs.id()]).unwrap();
    told.tell(removal);
    assert!(told.home.authority.of(&circle).unwrap().wants_epoch());
    let ring = keyring(told.home.authority.of(&circle).unwrap(), &keys(2));
    let begun = next_epoch(&told.inside(2, &circle), &ring, &mut Seeded::new(3)).unwrap();
    told.tell(begun.0);
    let after = told.writes(2, &circle, of).unwrap();
    assert!(!told.may_read(3, &circle));
    assert!(told.opens(3, &theirs) && !told.opens(3, &after));
    assert!(told.opens(4, &after) && told.opens(4, &theirs));
    // They are still a member of the space, and what they had written stands.
    assert!(told.may_read(3, &CircleId::EVERYONE));
    assert_eq!(told.home.authority.judge(&theirs), Err(Refusal::Removed));
    let standing = told.home.authority.standing([&theirs, &after]);
    assert_eq!(standing.len(), 2);
    // Let in again, they open all of it.
    let (epoch, key) = told.newest(2, &circle).unwrap();
    let rng = &mut Seeded::new(4);
    let author = told.inside(2, &circle);
    let again = grant_anew(&author, device(3), Role::Reader, (epoch, &key), rng);
    let again = again.unwrap();
    told.tell(again);
    assert!(told.may_read(3, &circle) && told.opens(3, &after));
}

#[test]
fn whoever_lost_a_seat_is_told_that_and_nothing_more() {
    let mut told = Told::new();
    let (circle, _) = told.begin(2, 7);
    told.seats_too(2, 3, Role::Editor, &circle);
    let seated_later = |told: &mut Told| told.seats_too(2, 4, Role::Editor, &circle);
    let removal = remove(&told.inside(2, &circle), device(3), Vec::new()).unwrap();
    told.tell(removal.clone());
    let later = seated_later(&mut told);
    let of = told.home.authority.of(&circle).unwrap();
    let farewell: Vec<RecordId> = of.farewell(&device(3)).iter().map(Record::id).collect();
    assert!(farewell.contains(&removal.id()));
    assert!(!farewell.contains(&later.id()));
    assert!(of.farewell(&device(4)).is_empty());
    assert!(of.farewell(&device(5)).is_empty());
}

#[test]
fn whoever_lost_a_seat_lets_go_of_what_was_erased_since() {
    let mut told = Told::new();
    let (circle, of) = told.begin(2, 7);
    told.seats_too(2, 3, Role::Editor, &circle);
    let words = told.writes(3, &circle, of).unwrap();
    let known = told.records.clone();
    let removal = remove(&told.inside(2, &circle), device(3), Vec::new()).unwrap();
    told.tell(removal);
    // Somebody who was seated later, and made a keeper, erases, and knows of more that is none of theirs.
    told.seats_too(2, 4, Role::Administrator, &circle);
    let later = DocumentId::in_circle(circle, [9; 4]);
    let declared = declare(&told.inside(4, &circle), later, Purpose::Shared).unwrap();
    told.tell(declared.clone());
    let erasure = erase(&told.inside(4, &circle), of).unwrap();
    told.tell(erasure);
    let farewell = told
        .home
        .authority
        .of(&circle)
        .unwrap()
        .farewell(&device(3));
    let mut theirs = Authority::new(told.home.founded.space);
    let known = known
        .iter()
        .filter(|record| record.header().kind.is_authority());
    theirs.insert_all(known.chain(&farewell)).unwrap();
    assert!(!is_live(&theirs, &InEffect::default(), &words));
}

#[test]
fn a_circles_document_is_erased_by_its_administrators_or_the_spaces() {
    for by_circle in [true, false] {
        let mut told = Told::new();
        let (circle, of) = told.begin(2, 7);
        told.seats_too(2, 3, Role::Editor, &circle);
        let words = told.writes(3, &circle, of).unwrap();
        assert!(erase(&told.inside(3, &circle), of).is_err());
        assert!(is_live(&told.home.authority, &InEffect::default(), &words));
        let author = if by_circle {
            told.inside(2, &circle)
        } else {
            told.author(5)
        };
        let erasure = erase(&author, of).unwrap();
        told.tell(erasure);
        assert!(!is_live(&told.home.authority, &InEffect::default(), &words));
        assert!(told.home.authority.erased().contains(&of));
        let by = if by_circle { 2 } else { 5 };
        assert_eq!(told.home.authority.erased_by(&of), Some(device(by)));
        assert!(erase(&told.inside(2, &circle), document(1)).is_err());
    }
}

#[derive(Debug, Clone)]
enum Act {
    Begin,
    Seat(u8, Role),
    Unseat(u8),
    Epoch,
    Remove(u8),
    Declare,
}

fn act() -> impl Strategy<Value = (u8, usize, Act)> {
    let roles = vec![Role::Reader, Role::Editor, Role::Administrator];
    let seat = (1u8..6, prop::sample::select(roles)).prop_map(|(n, role)| Act::Seat(n, role));
    let one = prop_oneof![
        2 => Just(Act::Begin),
        6 => seat,
        2 => (1u8..6).prop_map(Act::Unseat),
        1 => Just(Act::Epoch),
        1 => (2u8..6).prop_map(Act::Remove),
        1 => Just(Act::Declare),
    ];
    (1u8..6, 0usize..3, one)
}

/// What a few do in a space and up to three circles of it, as far as they may.
fn played(acts: &[(u8, usize, Act)]) -> Told {
    let mut told = Told::new();
    let mut circles = vec![told.begin(2, 1).0];
    for (n, (by, at, act)) in acts.iter().enumerate() {
        let by = *by;
        let Some(circle) = circles.get(*at % circles.len()).copied() else {
            continue;
        };
        let rng = &mut Seeded::new(n as u64);
        let made = match act {
            Act::Begin if by != 4 && told.home.authority.is_here(&device(by)) => {
                circles.push(told.begin(by, 10 + n as u8).0);
                continue;
            }
            Act::Begin => continue,
            Act::Seat(whom, role) => told.newest(by, &circle).and_then(|(epoch, key)| {
                let author = told.inside(by, &circle);
                let to = device(*whom);
                seat(&author, &told.home.authority, to, *role, (epoch, &key), rng).ok()
            }),
            Act::Unseat(whom) => remove(&told.inside(by, &circle), device(*whom), Vec::new()).ok(),
            Act::Remove(whom) => remove(&told.author(by), device(*whom), Vec::new()).ok(),
            Act::Epoch => {
                let ring = keyring(told.home.authority.of(&circle).unwrap(), &keys(by));
                let begun = next_epoch(&told.inside(by, &circle), &ring, rng);
                begun.ok().map(|(record, ..)| record)
            }
            Act::Declare => {
                let of = DocumentId::in_circle(circle, [n as u8; 4]);
                declare(&told.inside(by, &circle), of, Purpose::Shared).ok()
            }
        };
        if let Some(record) = made {
            told.tell(record);
        }
    }
    told
}

/// All that can be asked of a space and its circles.
fn view(authority: &Authority) -> Vec<String> {
    let of = |one: &Authority| {
        let kept: Vec<RecordId> = one.kept().iter().map(|(record, _)| record.id()).collect();
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            one.circle(),
            one.members(),
            kept,
            one.heads(),
            one.newest_epochs(),
            one.wants_epoch(),
            one.documents().collect::<Vec<_>>(),
        )
    };
    std::iter::once(of(authority))
        .chain(authority.circles().map(of))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn order_and_repetition_change_nothing_in_any_circle(acts in vec(act(), 0..16), seed: u64) {
        let told = played(&acts);
        let mut rest = [told.records.clone(), told.records.clone()].concat();
        let mut mixed = Authority::new(told.home.founded.space);
        let rng = &mut Seeded::new(seed);
        while !rest.is_empty() {
            mixed.insert(&rest.swap_remove(rng.below(rest.len()))).unwrap();
        }
        prop_assert_eq!(view(&mixed), view(&told.home.authority));
    }

    #[test]
    fn what_happens_in_one_circle_changes_nothing_in_another(acts in vec(act(), 0..16), without in 0usize..3) {
        let told = played(&acts);
        let circles: Vec<CircleId> = told.home.authority.circles().map(Authority::circle).collect();
        let left_out = circles[without % circles.len()];
        let mut fewer = Authority::new(told.home.founded.space);
        let others = told.records.iter().filter(|record| record.header().circle != left_out);
        fewer.insert_all(others).unwrap();
        let begins = format!("{left_out:?}");
        let but = |views: Vec<String>| views.into_iter().filter(|one| !one.starts_with(&begins)).collect::<Vec<_>>();
        // What is kept of everyone's lists the circles' too.
        let here = |authority: &Authority| (authority.members(), authority.heads(), authority.newest_epochs());
        prop_assert_eq!(here(&fewer), here(&told.home.authority));
        prop_assert_eq!(but(view(&fewer)[1..].to_vec()), but(view(&told.home.authority)[1..].to_vec()));
    }

    #[test]
    fn nobody_reads_a_circle_whom_nobody_there_gave_a_seat(acts in vec(act(), 0..16)) {
        let told = played(&acts);
        for circle in told.home.authority.circles() {
            let ever = |n: u8| circle.begun_by() == Some(device(n)) || told.records.iter().any(|record| {
                let header = record.header();
                let grants = header.kind == Kind::Grant && header.circle == circle.circle();
                grants && circle.granted_to(&record.id()) == Some(device(n))
            });
            for n in 1..6 {
                let reads = told.may_read(n, &circle.circle());
                prop_assert!(!reads || ever(n));
                prop_assert!(!reads || told.may_read(n, &CircleId::EVERYONE));
                prop_assert!(ever(n) || keyring(circle, &keys(n)).is_empty());
            }
        }
    }
}
