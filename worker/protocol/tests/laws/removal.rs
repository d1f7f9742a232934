//! Removals, against an oracle that goes by the rules' words, and the keys that follow from them.

use crate::seeded::{Home, Person, Seeded, document, keys, record_id};
use proptest::{collection::vec, prelude::*, sample::Index};
use samvev_protocol::{
    authority::{Authority, Refusal},
    bodies::{AuthorityBody, DocumentBody, Grant, Grantee, MAX_COUNTED, Purpose, Removal, Role},
    ids::{CircleId, DeviceId, DocumentId, EpochId, PartyId, RecordId},
    keys::AgreementKey,
    record::{Header, Kind, Record},
    seal::WRAPPED,
    space::{
        Author, Keyring, MakeError, changes, grant_anew, invite, join, keyring, left_out,
        lost_keys, newest, next_epoch, remove,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

const PEOPLE: u8 = 5;

static WORLD: LazyLock<(Home, Vec<Person>)> = LazyLock::new(|| Person::with_home(PEOPLE));

#[derive(Debug, Clone)]
enum Act {
    Grant(u8, bool, Role),
    /// A link for one more device of the author's.
    Link(u8, Role),
    /// A device by such a link, and whose it says it is.
    Linked(u8, u8, Role),
    Remove(u8),
    Declare,
    Erase,
}

fn body(by: u8, act: &Act) -> (Kind, DocumentId, EpochId, AuthorityBody) {
    let (home, people) = &*WORLD;
    match act {
        Act::Grant(to, invitation, role) => {
            let is_aside = *to + 1 == PEOPLE && *role == Role::Administrator;
            let to = &people[usize::from(*to)];
            let grant = Grant {
                to: to.keys.device(),
                agreement: to.agreement.clone(),
                grantee: if *invitation {
                    Grantee::Invitation { uses: 3, days: 7 }
                } else if is_aside {
                    Grantee::Recovery
                } else {
                    Grantee::Device
                },
                role: *role,
                party: None,
                wrapped: vec![0; WRAPPED],
                proof: to.proof,
            };
            let body = AuthorityBody::Grant(grant);
            (Kind::Grant, DocumentId::NONE, home.founded.epoch, body)
        }
        Act::Link(to, role) | Act::Linked(to, _, role) => {
            let to = &people[usize::from(*to)];
            let (grantee, proof) = match act {
                Act::Linked(_, of, _) => {
                    let linked = Grantee::Linked {
                        of: people[usize::from(*of)].keys.device(),
                    };
                    (linked, to.linked[usize::from(*of)])
                }
                _ => (Grantee::Linking, to.links[usize::from(by)]),
            };
            let grant = Grant {
                to: to.keys.device(),
                agreement: to.agreement.clone(),
                grantee,
                role: *role,
                party: None,
                wrapped: vec![0; WRAPPED],
                proof,
            };
            let body = AuthorityBody::Grant(grant);
            (Kind::Grant, DocumentId::NONE, home.founded.epoch, body)
        }
        Act::Remove(whom) => {
            let body = AuthorityBody::Removal(Removal {
                device: people[usize::from(*whom)].keys.device(),
                counted: Vec::new(),
            });
            (Kind::Removal, DocumentId::NONE, EpochId::NONE, body)
        }
        Act::Declare => {
            let purpose = Purpose::Shared;
            let body = AuthorityBody::Document(DocumentBody { purpose });
            (Kind::Document, document(1), EpochId::NONE, body)
        }
        Act::Erase => {
            let body = AuthorityBody::Erasure;
            (Kind::Erasure, document(1), EpochId::NONE, body)
        }
    }
}

fn made(by: u8, sequence: u64, act: &Act, mut knows: Vec<RecordId>) -> Record {
    let (home, people) = &*WORLD;
    knows.sort_unstable();
    knows.dedup();
    let (kind, of, epoch, body) = body(by, act);
    let header = Header {
        kind,
        space: home.founded.space,
        circle: CircleId::EVERYONE,
        document: of,
        epoch,
        author: people[usize::from(by)].keys.device(),
        sequence,
        parents: Vec::new(),
        authority: knows,
    };
    Record::sign(header, body.encode(), &people[usize::from(by)].keys).unwrap()
}

fn gathered<'a>(records: impl IntoIterator<Item = &'a Record>) -> Authority {
    let mut authority = Authority::new(WORLD.0.founded.space);
    for record in records {
        authority.insert(record).unwrap();
    }
    authority
}

/// Somebody's view of a space, to make records from.
struct Told(Vec<Record>);

impl Told {
    fn new() -> Self {
        Self(WORLD.0.founded.records.clone())
    }

    fn authority(&self) -> Authority {
        gathered(&self.0)
    }

    /// Makes a record that knows all that is told here.
    fn make(&mut self, by: u8, act: Act) -> Record {
        let record = self.unheard(by, act);
        self.0.push(record.clone());
        record
    }

    /// Makes a record that is not told here yet.
    fn unheard(&self, by: u8, act: Act) -> Record {
        let sequence = 10 + self.0.len() as u64;
        made(by, sequence, &act, self.authority().heads())
    }

    fn with(&self, more: &[&Record]) -> Authority {
        gathered(self.0.iter().chain(more.iter().copied()))
    }
}

fn role_of(authority: &Authority, person: u8) -> Option<Role> {
    let device = WORLD.1[usize::from(person)].keys.device();
    authority.member(&device).map(|member| member.role)
}

fn act() -> impl Strategy<Value = (u8, Act, Vec<Index>)> {
    let roles = vec![
        Role::Reader,
        Role::Editor,
        Role::Administrator,
        Role::Administrator,
    ];
    let role = || prop::sample::select(roles.clone());
    let grant = (0..PEOPLE, any::<bool>(), role());
    let act = prop_oneof![
        1 => (0..PEOPLE, role()).prop_map(|(to, role)| Act::Link(to, role)),
        1 => (0..PEOPLE, 0..PEOPLE, role()).prop_map(|(to, of, role)| Act::Linked(to, of, role)),
        5 => grant.prop_map(|(to, invitation, role)| Act::Grant(to, invitation && to > 2, role)),
        3 => (0..PEOPLE).prop_map(Act::Remove),
        1 => Just(Act::Declare),
        1 => Just(Act::Erase),
    ];
    (0..PEOPLE, act, vec(any::<Index>(), 0..3))
}

type Tried = (u8, Act, Vec<Index>);

/// What everybody tries. Now and then a link is made and used as it is meant to be, and what came of it taken back.
fn acts() -> impl Strategy<Value = Vec<Tried>> {
    let roles = prop::sample::select(vec![Role::Reader, Role::Editor]);
    let knows = || vec(any::<Index>(), 1..3);
    let used = (
        0..PEOPLE,
        2..PEOPLE,
        0..PEOPLE,
        roles,
        knows(),
        knows(),
        knows(),
    );
    let used = used.prop_map(|(of, key, to, role, made, came, back)| {
        let (link, linked) = (Act::Link(key, role), Act::Linked(to, of, role));
        let all = [
            (of, link, made),
            (key, linked, came),
            (of, Act::Remove(to), back),
        ];
        all.to_vec()
    });
    let some = prop_oneof![6 => act().prop_map(|act| vec![act]), 1 => used];
    vec(some, 0..20).prop_map(|all| all.concat())
}

/// What everybody tries; each knows some of what came before.
fn records(acts: &[(u8, Act, Vec<Index>)]) -> Vec<Record> {
    let mut records = WORLD.0.founded.records.clone();
    for (n, (by, act, knows)) in acts.iter().enumerate() {
        let knows = knows.iter().map(|at| records[at.index(records.len())].id());
        let record = made(*by, n as u64 + 10, act, knows.collect());
        records.push(record);
    }
    records
}

/// The rules of PROTOCOL.md §8, asked of every record until nothing more comes.
struct Oracle<'a> {
    records: BTreeMap<RecordId, &'a Record>,
    allowed: BTreeSet<RecordId>,
    holding: BTreeSet<RecordId>,
    counts: BTreeSet<RecordId>,
}

impl<'a> Oracle<'a> {
    fn of(records: &'a [Record]) -> Self {
        let mut oracle = Self {
            records: records.iter().map(|record| (record.id(), record)).collect(),
            allowed: BTreeSet::new(),
            holding: BTreeSet::new(),
            counts: BTreeSet::new(),
        };
        oracle.until_no_more(|oracle, record| {
            let titles = oracle.titles(&oracle.allowed, &record.header().author);
            let names_what_stands = {
                let header = record.header();
                let heard_at_once =
                    matches!(header.kind, Kind::Grant | Kind::Removal | Kind::Erasure);
                let mut named = header.authority.iter();
                heard_at_once || named.all(|id| oracle.allowed.contains(id))
            };
            let is_new = !oracle.allowed.contains(&record.id()) && names_what_stands;
            (is_new && oracle.may(record, &titles)).then(|| oracle.allowed.insert(record.id()))
        });
        let mut removals: Vec<&Record> = records
            .iter()
            .filter(|record| {
                oracle.removes(record).is_some() && oracle.allowed.contains(&record.id())
            })
            .collect();
        removals.sort_by_key(|record| (oracle.known_to(record.id()).len(), record.id()));
        for record in removals {
            if oracle.holds(record) {
                oracle.holding.insert(record.id());
            }
        }
        oracle.until_no_more(|oracle, record| {
            let is_new =
                oracle.allowed.contains(&record.id()) && !oracle.counts.contains(&record.id());
            (is_new && oracle.comes_to_count(record)).then(|| oracle.counts.insert(record.id()))
        });
        oracle
    }

    fn until_no_more(&mut self, mut step: impl FnMut(&mut Self, &'a Record) -> Option<bool>) {
        loop {
            let all: Vec<&Record> = self.records.values().copied().collect();
            let came = all
                .into_iter()
                .filter_map(|record| step(self, record))
                .count();
            if came == 0 {
                return;
            }
        }
    }

    fn body(&self, id: &RecordId) -> AuthorityBody {
        AuthorityBody::of(self.records[id]).unwrap()
    }

    fn removes(&self, record: &Record) -> Option<DeviceId> {
        match self.body(&record.id()) {
            AuthorityBody::Removal(removal) => Some(removal.device),
            _ => None,
        }
    }

    /// All that a record knows, of what is allowed.
    fn known_to(&self, id: RecordId) -> BTreeSet<RecordId> {
        let mut known = BTreeSet::new();
        let mut open = self.records[&id].header().authority.clone();
        while let Some(id) = open.pop() {
            if self.allowed.contains(&id) && known.insert(id) {
                open.extend(self.records[&id].header().authority.clone());
            }
        }
        known
    }

    fn knows(&self, later: RecordId, earlier: RecordId) -> bool {
        self.known_to(later).contains(&earlier)
    }

    fn titles(&self, among: &BTreeSet<RecordId>, key: &DeviceId) -> Vec<RecordId> {
        let gives = |id: &&RecordId| match self.body(id) {
            AuthorityBody::Founding(_) => self.records[*id].header().author == *key,
            AuthorityBody::Grant(grant) => grant.to == *key,
            _ => false,
        };
        among.iter().filter(gives).copied().collect()
    }

    fn may(&self, record: &Record, titles: &[RecordId]) -> bool {
        self.may_as(record.header().author, record, titles)
    }

    /// Whether these titles of a key let it make such a record.
    fn may_as(&self, author: DeviceId, record: &Record, titles: &[RecordId]) -> bool {
        // An invitation is no device; neither is a link for somebody's own, which lets in as what it says alone.
        let any = |wanted: &dyn Fn(bool, Role) -> bool| {
            titles.iter().any(|id| match self.body(id) {
                AuthorityBody::Grant(grant) if grant.grantee == Grantee::Linking => false,
                AuthorityBody::Grant(grant) => wanted(grant.grantee.is_device(), grant.role),
                _ => wanted(true, Role::Administrator),
            })
        };
        let is_link_for = |linked: &Grant| {
            titles.iter().any(|id| match self.body(id) {
                AuthorityBody::Grant(grant) if grant.grantee == Grantee::Linking => {
                    let of = self.records[id].header().author;
                    linked.grantee == Grantee::Linked { of } && linked.role == grant.role
                }
                _ => false,
            })
        };
        match AuthorityBody::of(record).unwrap() {
            AuthorityBody::Founding(_) => true,
            AuthorityBody::Epoch(_) | AuthorityBody::Erasure => {
                any(&|device, role| device && role == Role::Administrator)
            }
            AuthorityBody::Document(_) | AuthorityBody::Circle(_) => {
                any(&|device, role| device && role >= Role::Editor)
            }
            AuthorityBody::Removal(removal) => any(&|device, role| {
                let is_own = removal.device == author || self.is_of(&removal.device, author);
                device && (role == Role::Administrator || is_own)
            }),
            AuthorityBody::Grant(grant) => {
                let to_another = grant.to != author;
                any(&|device, role| {
                    let less = to_another && role >= grant.role;
                    device && role == Role::Administrator
                        || !device && less && grant.grantee == Grantee::Device
                        || device && less && grant.grantee == Grantee::Linking
                }) || to_another && is_link_for(&grant)
            }
        }
    }

    /// Whether a key is one more device of somebody's, or a link for one, by what is allowed.
    fn is_of(&self, key: &DeviceId, owner: DeviceId) -> bool {
        let mut titles = self.titles(&self.allowed, key).into_iter();
        titles.any(|title| self.gave(owner, &title))
    }

    /// Whether a title is a link of somebody's, or a device of theirs that came by one.
    fn gave(&self, owner: DeviceId, title: &RecordId) -> bool {
        match self.body(title) {
            AuthorityBody::Grant(grant) => match grant.grantee {
                Grantee::Linked { of } => of == owner,
                Grantee::Linking => self.records[title].header().author == owner,
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a removal that holds takes away a title that does not know it: all of them, if it is by oneself or holds as an
    /// administrator's; else those that its author gave.
    fn takes(&self, removal: &RecordId, title: &RecordId) -> bool {
        let record = self.records[removal];
        let by = record.header().author;
        self.removes(record) == Some(by)
            || self.is_by_administrator(record) && self.settled(record, false)
            || self.gave(by, title)
    }

    fn holds(&self, record: &Record) -> bool {
        let author = record.header().author;
        let by = |id: &RecordId| self.records[id].header().author;
        if self.removes(record) == Some(author) {
            return !self
                .removals(&author)
                .iter()
                .any(|other| by(other) == author);
        }
        self.is_by_administrator(record) && self.settled(record, false)
            || self.gave_of(record) && self.settled(record, true)
    }

    /// Whether a removal's author knew what let it in, and of each removal of itself that it knew a title after it, by
    /// another: as administrator, or any.
    fn settled(&self, record: &Record, any: bool) -> bool {
        let author = record.header().author;
        let by = |id: &RecordId| self.records[id].header().author;
        let known = self.known_to(record.id());
        let as_device = |title: &RecordId| match self.body(title) {
            AuthorityBody::Grant(grant) => grant.grantee.is_device(),
            _ => true,
        };
        let mut let_in = self.titles(&self.allowed, &author);
        let_in.retain(|title| known.contains(title) && as_device(title));
        let unanswered = |removal: &RecordId| {
            known.contains(removal)
                && !let_in.iter().any(|title| {
                    let is_it = any || self.is_administrators(title);
                    is_it && by(title) != author && self.knows(*title, *removal)
                })
        };
        !let_in.is_empty() && !self.removals(&author).iter().any(unanswered)
    }

    fn is_administrators(&self, title: &RecordId) -> bool {
        match self.body(title) {
            AuthorityBody::Grant(grant) => {
                grant.grantee.is_device() && grant.role == Role::Administrator
            }
            _ => true,
        }
    }

    /// Whether a removal's author knew a title of its own as administrator.
    fn is_by_administrator(&self, removal: &Record) -> bool {
        let known = self.known_to(removal.id());
        let mut own = self
            .titles(&self.allowed, &removal.header().author)
            .into_iter();
        own.any(|title| known.contains(&title) && self.is_administrators(&title))
    }

    /// Whether a removal's author knew that they had given what it takes back.
    fn gave_of(&self, removal: &Record) -> bool {
        let known = self.known_to(removal.id());
        let removed = self.removes(removal).unwrap();
        let mut titles = self.titles(&self.allowed, &removed).into_iter();
        titles.any(|title| known.contains(&title) && self.gave(removal.header().author, &title))
    }

    fn removals(&self, of: &DeviceId) -> Vec<RecordId> {
        let of_them = |id: &&RecordId| self.removes(self.records[*id]) == Some(*of);
        self.holding.iter().filter(of_them).copied().collect()
    }

    fn lasts(&self, title: &RecordId, holder: &DeviceId) -> bool {
        let mut removals = self.removals(holder).into_iter();
        removals.all(|removal| self.knows(*title, removal) || !self.takes(&removal, title))
    }

    fn is_here(&self, key: &DeviceId) -> bool {
        let titles = self.titles(&self.counts, key);
        titles.iter().any(|title| self.lasts(title, key))
    }

    fn comes_to_count(&self, record: &Record) -> bool {
        if self.removes(record).is_some() {
            return self.holding.contains(&record.id());
        }
        let author = record.header().author;
        let all = self.titles(&self.counts, &author);
        let mut gave = all.clone();
        gave.retain(|title| {
            let mut removals = self.removals(&author).into_iter();
            removals.all(|removal| {
                let untouched = self.knows(*title, removal) || !self.takes(&removal, title);
                untouched || self.knows(removal, record.id())
            })
        });
        let vouched = || {
            self.counts.iter().any(|later| {
                let builder = self.records[later].header().author;
                let mut titles = self.titles(&self.counts, &builder);
                titles.retain(|title| self.lasts(title, &builder));
                self.knows(*later, record.id()) && self.may_as(builder, record, &titles)
            })
        };
        self.may(record, &gave) || (self.may(record, &all) && vouched())
    }
}

fn shuffled(records: &[Record], seed: u64) -> Vec<Record> {
    let rng = &mut Seeded::new(seed);
    let mut rest: Vec<Record> = [records, &records[..records.len() / 2]].concat();
    let mut order = Vec::new();
    while !rest.is_empty() {
        order.push(rest.swap_remove(rng.below(rest.len())));
    }
    order
}

type View = (
    Vec<RecordId>,
    Vec<(DeviceId, Role)>,
    Vec<DeviceId>,
    Vec<(Result<(), Refusal>, Result<(), Refusal>)>,
    Vec<RecordId>,
    Option<Purpose>,
    bool,
);

/// Everything that can be asked.
fn view(authority: &Authority, all: &[Record]) -> View {
    let members = authority.members().into_iter();
    let kept = authority.kept();
    (
        authority.heads(),
        members.map(|member| (member.device, member.role)).collect(),
        authority
            .invitations()
            .into_iter()
            .map(|(key, _)| key)
            .collect(),
        all.iter()
            .map(|record| (authority.judge(record), authority.keeps(record)))
            .collect(),
        kept.iter().map(|(record, _)| record.id()).collect(),
        authority.purpose(&document(1)),
        authority.is_erased(&document(1)),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn order_and_repetition_change_nothing(acts in acts(), seed: u64) {
        let records = records(&acts);
        let straight = view(&gathered(&records), &records);
        prop_assert_eq!(&view(&gathered(&shuffled(&records, seed)), &records), &straight);
        let mut at_once = Authority::new(WORLD.0.founded.space);
        at_once.insert_all(&records).unwrap();
        prop_assert_eq!(&view(&at_once, &records), &straight);
    }

    #[test]
    fn what_is_in_force_is_what_the_rules_say(acts in acts()) {
        let records = records(&acts);
        let authority = gathered(&records);
        let oracle = Oracle::of(&records);
        for record in &records {
            prop_assert_eq!(authority.keeps(record).is_ok(), oracle.allowed.contains(&record.id()));
            prop_assert_eq!(authority.judge(record).is_ok(), oracle.counts.contains(&record.id()), "{:?}", record.header());
        }
        for person in &WORLD.1 {
            let key = person.keys.device();
            prop_assert_eq!(authority.may_read(&key, &CircleId::EVERYONE), oracle.is_here(&key));
        }
        let mut erasures = records.iter().filter(|record| record.header().kind == Kind::Erasure);
        let is_erased = erasures.any(|record| oracle.counts.contains(&record.id()));
        prop_assert_eq!(authority.is_erased(&document(1)), is_erased);
    }

    #[test]
    fn whom_a_removal_takes_out_is_in_only_by_what_came_after_it(acts in acts()) {
        let records = records(&acts);
        let authority = gathered(&records);
        let oracle = Oracle::of(&records);
        for id in &oracle.holding {
            let removed = oracle.removes(oracle.records[id]).unwrap();
            if authority.may_read(&removed, &CircleId::EVERYONE) {
                let titles = oracle.titles(&oracle.counts, &removed);
                let left = |title: &RecordId| oracle.knows(*title, *id) || !oracle.takes(id, title);
                prop_assert!(titles.iter().any(left));
            }
        }
    }

    #[test]
    fn what_is_kept_goes_on_being_kept_when_more_is_known(acts in acts(), known in 0usize..28) {
        let records = records(&acts);
        let fewer = gathered(&records[..known.min(records.len())]);
        let more = gathered(&records);
        for (record, _) in fewer.kept() {
            prop_assert_eq!(more.keeps(&record), Ok(()));
        }
    }
}

#[test]
fn who_is_removed_may_do_nothing_and_what_the_remover_knew_stands() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Administrator));
    let before = told.make(1, Act::Grant(2, false, Role::Editor));
    let unheard = told.unheard(1, Act::Grant(3, false, Role::Editor));
    let removal = told.make(0, Act::Remove(1));
    let authority = told.with(&[&unheard]);
    assert_eq!(role_of(&authority, 1), None);
    assert!(authority.is_removed(&WORLD.1[1].keys.device()));
    assert!(!authority.may_read(&WORLD.1[1].keys.device(), &CircleId::EVERYONE));
    assert_eq!(authority.judge(&before), Ok(()));
    assert_eq!(role_of(&authority, 2), Some(Role::Editor));
    // What came later is kept by all and changes nothing.
    assert_eq!(authority.judge(&unheard), Err(Refusal::Removed));
    assert_eq!(authority.keeps(&unheard), Ok(()));
    assert_eq!(role_of(&authority, 3), None);
    assert_eq!(authority.heads(), [removal.id()]);
}

#[test]
fn nobody_vouches_for_themselves_or_for_more_than_they_may_themselves() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Administrator));
    told.make(0, Act::Grant(2, false, Role::Editor));
    let known = told.authority().heads();
    told.make(0, Act::Remove(1));
    // A removed administrator lets in a key of theirs, as if they had not heard.
    let late = made(1, 90, &Act::Grant(3, false, Role::Administrator), known);
    // The key leaves, which says that it knew the grant; an editor builds on it.
    let leaves = made(1, 91, &Act::Remove(1), vec![late.id()]);
    let by_editor = made(2, 92, &Act::Declare, vec![late.id()]);
    let authority = told.with(&[&late, &leaves, &by_editor]);
    assert_eq!(role_of(&authority, 3), None);
    assert_eq!(authority.judge(&late), Err(Refusal::Removed));
    // Somebody who was given less gives themselves no more.
    told.0
        .extend([late.clone(), leaves.clone(), by_editor.clone()]);
    told.make(0, Act::Grant(1, false, Role::Editor));
    let more = made(
        1,
        93,
        &Act::Grant(1, false, Role::Administrator),
        told.authority().heads(),
    );
    let built = made(1, 94, &Act::Declare, vec![more.id()]);
    let authority = told.with(&[&more, &built]);
    assert_eq!(role_of(&authority, 1), Some(Role::Editor));
    assert_eq!(authority.judge(&more), Err(Refusal::Removed));
}

#[test]
fn a_removal_by_somebody_who_knows_of_nothing_that_let_them_in_does_not_hold() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Administrator));
    let removal = made(1, 90, &Act::Remove(0), Vec::new());
    let authority = told.with(&[&removal]);
    assert_eq!(role_of(&authority, 0), Some(Role::Administrator));
    assert_eq!(authority.judge(&removal), Err(Refusal::Removed));
}

#[test]
fn what_lacks_some_of_what_it_leans_on_is_not_said_to_be_known() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Administrator));
    told.make(0, Act::Grant(2, false, Role::Editor));
    let before = told.authority().heads();
    let removal = told.unheard(0, Act::Remove(2));
    let later = made(0, 90, &Act::Declare, vec![removal.id()]);
    // What came after the removal arrives before it.
    told.0.push(later.clone());
    assert_eq!(told.authority().heads(), before);
    let again = told.unheard(1, Act::Grant(2, false, Role::Reader));
    let authority = told.with(&[&removal, &again]);
    assert_eq!(role_of(&authority, 2), None);
    assert_eq!(authority.judge(&later), Ok(()));
    // Nor does a removal that names what nobody has call for an epoch that knows it.
    let made_up = made(
        0,
        91,
        &Act::Remove(2),
        vec![
            WORLD.0.founded.records[0].id(),
            RecordId::from_bytes([9; 32]),
        ],
    );
    let told = Told::new();
    assert!(!told.with(&[&made_up]).wants_epoch());
}

#[test]
fn what_others_build_on_names_nothing_that_nobody_can_know() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Editor));
    let made_up = RecordId::from_bytes([9; 32]);
    let declared = made(1, 90, &Act::Declare, vec![made_up]);
    let authority = told.with(&[&declared]);
    assert_eq!(authority.keeps(&declared), Err(Refusal::UnknownAuthor));
    assert_eq!(authority.purpose(&document(1)), None);
    // It is kept as soon as what it names is, whatever came first.
    let earlier = told.unheard(0, Act::Grant(2, false, Role::Reader));
    let later = made(1, 91, &Act::Declare, vec![earlier.id()]);
    for order in [[&later, &earlier], [&earlier, &later]] {
        let authority = told.with(&order);
        assert_eq!(authority.keeps(&later), Ok(()));
        assert!(authority.purpose(&document(1)).is_some());
    }
}

#[test]
fn what_an_owner_says_of_a_removed_device_goes_behind_what_an_administrator_says() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Editor));
    told.make(1, Act::Link(3, Role::Editor));
    told.make(3, Act::Linked(2, 1, Role::Editor));
    let removal = told.make(0, Act::Remove(2));
    let late = RecordId::from_bytes([7; 32]);
    let (kind, of, epoch, _) = body(1, &Act::Remove(2));
    let removed = Removal {
        device: WORLD.1[2].keys.device(),
        counted: vec![late],
    };
    let header = Header {
        kind,
        document: of,
        epoch,
        ..made(1, 92, &Act::Remove(2), told.authority().heads())
            .header()
            .clone()
    };
    let body = AuthorityBody::Removal(removed).encode();
    let by_owner = Record::sign(header, body, &WORLD.1[1].keys).unwrap();
    let authority = told.with(&[&by_owner]);
    assert_eq!(authority.judge(&removal), Ok(()));
    assert!(!authority.counted(&WORLD.1[2].keys.device()).contains(&late));
}

#[test]
fn the_heads_that_know_most_are_named_where_there_are_more_than_fit() {
    let mut told = Told::new();
    for n in 0..4 {
        told.make(0, Act::Grant(1 + n, false, Role::Administrator));
    }
    let knows_all = told.authority().heads();
    let scattered = (0..300).map(|n| made(1, 200 + n, &Act::Declare, Vec::new()));
    told.0.extend(scattered);
    let heads = told.authority().heads();
    assert_eq!(heads.len(), 256);
    assert!(knows_all.iter().all(|id| heads.contains(id)));
}

#[test]
fn what_a_device_says_of_itself_goes_behind_what_its_remover_says() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Editor));
    told.make(0, Act::Remove(1));
    let device = WORLD.1[1].keys.device();
    assert!(told.authority().counted(&device).is_empty());
    let author = Author {
        keys: &WORLD.1[1].keys,
        sequence: 200,
        authority: &Told::new().authority(),
    };
    let own = AuthorityBody::Removal(Removal {
        device,
        counted: vec![record_id(7)],
    });
    let header = Header {
        authority: Vec::new(),
        ..made(1, author.sequence, &Act::Remove(1), Vec::new())
            .header()
            .clone()
    };
    let own = Record::sign(header, own.encode(), author.keys).unwrap();
    let authority = told.with(&[&own]);
    assert_eq!(authority.judge(&own), Ok(()));
    assert!(authority.counted(&device).is_empty());
}

#[test]
fn who_was_let_in_by_what_does_not_count_is_told_and_weighed_as_removed() {
    let mut told = Told::new();
    told.make(0, Act::Grant(3, true, Role::Editor));
    let late = told.unheard(3, Act::Grant(2, false, Role::Editor));
    let withdrawal = told.make(0, Act::Remove(3));
    let authority = told.with(&[&late]);
    let device = WORLD.1[2].keys.device();
    assert!(authority.is_removed(&device) && authority.removed().contains(&device));
    let told: Vec<_> = authority.farewell(&device).iter().map(Record::id).collect();
    assert!(told.contains(&withdrawal.id()) && told.contains(&late.id()));
    let mut theirs = Authority::new(WORLD.0.founded.space);
    theirs.insert_all(&authority.farewell(&device)).unwrap();
    assert!(theirs.is_removed(&device));
}

#[test]
fn what_somebody_here_has_built_on_stands() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Administrator));
    told.make(0, Act::Grant(2, false, Role::Administrator));
    let removal = told.unheard(0, Act::Remove(1));
    let late = told.make(1, Act::Grant(3, false, Role::Editor));
    assert_eq!(told.with(&[&removal]).judge(&late), Err(Refusal::Removed));
    let built_on = told.make(2, Act::Declare);
    let authority = told.with(&[&removal]);
    assert_eq!(
        authority.judge(&late),
        Ok(()),
        "by one who could let in as well"
    );
    assert_eq!(authority.judge(&built_on), Ok(()));
    assert_eq!(role_of(&authority, 3), Some(Role::Editor));
    assert_eq!(role_of(&authority, 1), None);
}

#[test]
fn two_administrators_who_remove_each_other_are_both_removed_and_a_third_settles_it() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Administrator));
    told.make(0, Act::Grant(2, false, Role::Administrator));
    let (one, other) = (
        told.unheard(0, Act::Remove(1)),
        told.unheard(1, Act::Remove(0)),
    );
    for order in [[&one, &other], [&other, &one]] {
        let authority = told.with(&order);
        assert_eq!(
            (role_of(&authority, 0), role_of(&authority, 1)),
            (None, None)
        );
        assert_eq!(role_of(&authority, 2), Some(Role::Administrator));
    }
    told.0.extend([one, other]);
    told.make(2, Act::Grant(0, false, Role::Administrator));
    let authority = told.authority();
    assert_eq!(role_of(&authority, 0), Some(Role::Administrator));
    assert_eq!(role_of(&authority, 1), None);
}

#[test]
fn who_knows_that_they_are_removed_removes_nobody() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Administrator));
    told.make(0, Act::Remove(1));
    let revenge = told.make(1, Act::Remove(0));
    let authority = told.authority();
    assert_eq!(authority.judge(&revenge), Err(Refusal::Removed));
    assert_eq!(role_of(&authority, 0), Some(Role::Administrator));
}

#[test]
fn who_knows_of_their_removal_removes_nobody_by_letting_themselves_in_or_with_less_again() {
    for by_themselves in [true, false] {
        let mut told = Told::new();
        told.make(0, Act::Grant(1, false, Role::Administrator));
        let removal = told.make(0, Act::Remove(1));
        let again = if by_themselves {
            let again = Act::Grant(1, false, Role::Administrator);
            made(1, 90, &again, vec![removal.id()])
        } else {
            told.unheard(0, Act::Grant(1, false, Role::Reader))
        };
        let revenge = made(1, 91, &Act::Remove(0), vec![again.id()]);
        let authority = told.with(&[&again, &revenge]);
        assert_eq!(authority.judge(&revenge), Err(Refusal::Removed));
        assert_eq!(role_of(&authority, 0), Some(Role::Administrator));
    }
}

#[test]
fn only_others_who_are_here_vouch() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Administrator));
    told.make(0, Act::Grant(2, false, Role::Administrator));
    let known = told.authority().heads();
    let late = made(1, 90, &Act::Grant(3, false, Role::Editor), known.clone());
    let built = made(2, 91, &Act::Declare, vec![late.id()]);
    told.make(0, Act::Remove(1));
    let one_left = told.with(&[&late, &built]);
    assert_eq!(role_of(&one_left, 3), Some(Role::Editor));
    // Whoever built on it is removed as well, by somebody who had heard of nothing.
    told.make(0, Act::Remove(2));
    let none_left = told.with(&[&late, &built]);
    assert_eq!(role_of(&none_left, 3), None);
    // Let in again, they have the right anew.
    told.make(0, Act::Grant(1, false, Role::Administrator));
    assert_eq!(told.with(&[&late]).judge(&late), Ok(()));
}

#[test]
fn who_is_let_in_again_as_administrator_may_remove_again() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Administrator));
    told.make(0, Act::Grant(2, false, Role::Editor));
    told.make(0, Act::Remove(1));
    let before = told.unheard(1, Act::Remove(2));
    assert_eq!(told.with(&[&before]).judge(&before), Err(Refusal::Removed));
    told.make(0, Act::Grant(1, false, Role::Administrator));
    let after = told.make(1, Act::Remove(2));
    assert_eq!(told.authority().judge(&after), Ok(()));
    assert_eq!(role_of(&told.authority(), 2), None);
}

#[test]
fn a_withdrawn_invitation_lets_nobody_in_and_who_came_before_stays() {
    let mut told = Told::new();
    told.make(0, Act::Grant(3, true, Role::Editor));
    let came = told.make(3, Act::Grant(1, false, Role::Editor));
    let late = told.unheard(3, Act::Grant(2, false, Role::Editor));
    told.make(0, Act::Remove(3));
    let authority = told.with(&[&late]);
    assert_eq!(authority.judge(&came), Ok(()));
    assert_eq!(role_of(&authority, 1), Some(Role::Editor));
    assert_eq!(role_of(&authority, 2), None);
    let key = WORLD.1[3].keys.device();
    assert!(authority.invitation(&key).is_none() && authority.invitations().is_empty());
    assert!(authority.is_removed(&key));
    // Nor does it to whoever knows that it was withdrawn.
    let after = told.unheard(3, Act::Grant(4, false, Role::Editor));
    assert_eq!(told.with(&[&after]).judge(&after), Err(Refusal::Removed));
}

#[test]
fn whoever_is_let_in_again_with_less_has_less() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Administrator));
    let before = told.make(1, Act::Grant(2, false, Role::Editor));
    told.make(0, Act::Remove(1));
    told.make(0, Act::Grant(1, false, Role::Reader));
    let authority = told.authority();
    assert_eq!(role_of(&authority, 1), Some(Role::Reader));
    assert_eq!(authority.judge(&before), Ok(()));
    let after = told.unheard(1, Act::Grant(3, false, Role::Editor));
    assert_eq!(told.with(&[&after]).judge(&after), Err(Refusal::Removed));
    let declared = told.unheard(1, Act::Declare);
    assert_eq!(authority.judge(&declared), Err(Refusal::Removed));
}

#[test]
fn anybody_may_leave_and_only_administrators_send_away() {
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Reader));
    told.make(0, Act::Grant(2, false, Role::Editor));
    told.make(0, Act::Grant(3, true, Role::Administrator));
    let authority = told.authority();
    for by in [1, 2, 3] {
        let record = told.unheard(by, Act::Remove(0));
        assert_eq!(authority.judge(&record), Err(Refusal::NotAllowed));
    }
    told.make(1, Act::Remove(1));
    assert_eq!(role_of(&told.authority(), 1), None);
    assert_eq!(role_of(&told.authority(), 0), Some(Role::Administrator));
}

#[test]
fn changes_of_one_who_was_removed_say_so() {
    let (home, people) = &*WORLD;
    let mut told = Told::new();
    told.make(0, Act::Grant(1, false, Role::Editor));
    let author = Author {
        keys: &people[1].keys,
        sequence: 1,
        authority: &told.authority(),
    };
    let epoch = (home.founded.epoch, &home.founded.key);
    let rng = &mut Seeded::new(1);
    let written = changes(
        &author,
        DocumentId::DIRECTORY,
        epoch,
        Vec::new(),
        b"text",
        rng,
    );
    let written = written.unwrap();
    assert_eq!(told.authority().judge(&written), Ok(()));
    assert!(
        told.authority()
            .counted(&people[1].keys.device())
            .is_empty()
    );

    let mut authority = told.authority();
    let by = Author {
        keys: &people[0].keys,
        sequence: 11,
        authority: &told.authority(),
    };
    let counted = vec![written.id()];
    let removal = remove(&by, people[1].keys.device(), counted.clone()).unwrap();
    authority.insert(&removal).unwrap();
    assert_eq!(authority.judge(&written), Err(Refusal::Removed));
    assert_eq!(authority.keeps(&written), Ok(()));
    let named = authority.counted(&people[1].keys.device());
    assert!(named.into_iter().eq(counted));
    let author = Author {
        keys: &people[1].keys,
        sequence: 2,
        authority: &authority,
    };
    let more = changes(
        &author,
        DocumentId::DIRECTORY,
        epoch,
        Vec::new(),
        b"text",
        rng,
    );
    assert_eq!(more, Err(MakeError::NotAllowed));
}

#[test]
fn what_a_removal_names_stands_in_order_and_once() {
    let many = (0..=MAX_COUNTED as u64).map(|n| {
        let mut id = [0; 32];
        id[..8].copy_from_slice(&n.to_be_bytes());
        RecordId::from_bytes(id)
    });
    for counted in [
        vec![record_id(2), record_id(1)],
        vec![record_id(1), record_id(1)],
        many.collect(),
    ] {
        let body = AuthorityBody::Removal(Removal {
            device: keys(2).device(),
            counted,
        });
        let header = made(0, 10, &Act::Remove(1), Vec::new()).header().clone();
        let record = Record::sign(header, body.encode(), &WORLD.1[0].keys).unwrap();
        let mut authority = Told::new().authority();
        assert_eq!(authority.insert(&record), Err(Refusal::Body));
    }
}

/// A space in which keys are real: its founder, who of `members` joined by one link, and the link.
struct Keyed {
    home: Home,
    sequence: u64,
    invitation: samvev_protocol::invitation::Invitation,
}

impl Keyed {
    fn new(members: &[u8]) -> Self {
        let mut home = Home::new(1);
        let epoch = (home.founded.epoch, &home.founded.key);
        let author = Author {
            keys: &home.founder,
            sequence: 5,
            authority: &home.authority,
        };
        let (invitation, invited) =
            invite(&author, Role::Administrator, 9, 7, epoch, &mut home.rng).unwrap();
        home.authority.insert(&invited).unwrap();
        let mut keyed = Self {
            home,
            sequence: 6,
            invitation,
        };
        members.iter().for_each(|member| keyed.join(*member));
        keyed
    }

    fn join(&mut self, member: u8) {
        let (invitation, party) = (&self.invitation, PartyId::from_bytes([1; 16]));
        let authority = &self.home.authority;
        let joined = join(
            invitation,
            authority,
            &keys(member),
            party,
            &mut self.home.rng,
        );
        self.home.authority.insert(&joined.unwrap().0).unwrap();
    }

    /// Somebody removes somebody, in their own view, and begins the epoch that follows.
    fn removes(&mut self, authority: &Authority, by: u8, whom: u8) -> (Record, Record) {
        self.sequence += 2;
        let who = keys(by);
        let mut author = Author {
            keys: &who,
            sequence: self.sequence,
            authority,
        };
        let removal = remove(&author, keys(whom).device(), Vec::new()).unwrap();
        let mut after = authority.clone();
        after.insert(&removal).unwrap();
        author.authority = &after;
        author.sequence += 1;
        let ring = keyring(&after, &who);
        let (begun, ..) = next_epoch(&author, &ring, &mut self.home.rng).unwrap();
        (removal, begun)
    }

    fn insert(&mut self, records: &[&Record]) {
        self.home
            .authority
            .insert_all(records.iter().copied())
            .unwrap();
    }

    fn ring(&self, of: u8) -> Keyring {
        keyring(&self.home.authority, &keys(of))
    }
}

#[test]
fn a_new_epoch_opens_for_those_who_are_left_with_all_before_it_and_not_for_the_removed() {
    let mut keyed = Keyed::new(&[2, 3]);
    let (first, _) = (keyed.home.founded.epoch, ());
    let (removal, begun) = keyed.removes(&keyed.home.authority.clone(), 1, 3);
    keyed.insert(&[&removal, &begun]);
    let epoch = EpochId::from(begun.id());
    assert_eq!(keyed.home.authority.newest_epochs(), [epoch]);
    for member in [1, 2] {
        let ring = keyed.ring(member);
        assert_eq!(ring.len(), 2, "{member}");
        assert_eq!(newest(&keyed.home.authority, &ring).unwrap().0, epoch);
    }
    // The removed keeps what it had.
    let ring = keyed.ring(3);
    assert_eq!(ring.keys().collect::<Vec<_>>(), [&first]);
    // Who comes by the link opens all of it with one key.
    assert!(left_out(&keyed.home.authority).is_empty());
    keyed.join(4);
    assert_eq!(keyed.ring(4).len(), 2);
    assert!(left_out(&keyed.home.authority).is_empty());
}

#[test]
fn two_epochs_begun_at_once_are_followed_by_one() {
    let mut keyed = Keyed::new(&[2, 3, 4, 5]);
    let before = keyed.home.authority.clone();
    let (one, other) = (keyed.removes(&before, 1, 4), keyed.removes(&before, 2, 5));
    keyed.insert(&[&one.0, &one.1, &other.0, &other.1]);
    assert_eq!(keyed.home.authority.newest_epochs().len(), 2);
    // Each removed knows the key of the epoch that the other removal began: the next one is for neither.
    let who = keys(1);
    let author = Author {
        keys: &who,
        sequence: 30,
        authority: &keyed.home.authority,
    };
    let mut rng = Seeded::new(9);
    let (next, epoch, _) = next_epoch(&author, &keyed.ring(1), &mut rng).unwrap();
    keyed.insert(&[&next]);
    assert_eq!(keyed.home.authority.newest_epochs(), [epoch]);
    for member in [1, 2, 3] {
        assert_eq!(keyed.ring(member).len(), 4, "{member}");
    }
    for removed in [4, 5] {
        assert!(!keyed.ring(removed).contains_key(&epoch), "{removed}");
    }
}

#[test]
fn who_joined_without_knowing_of_the_new_epoch_is_left_out_until_granted_its_key() {
    let mut keyed = Keyed::new(&[2, 3]);
    let before = keyed.home.authority.clone();
    let late = join(
        &keyed.invitation,
        &before,
        &keys(4),
        PartyId::from_bytes([1; 16]),
        &mut keyed.home.rng,
    );
    let (removal, begun) = keyed.removes(&before, 1, 3);
    keyed.insert(&[&removal, &begun, &late.unwrap().0]);
    assert_eq!(left_out(&keyed.home.authority), [keys(4).device()]);
    assert_eq!(keyed.ring(4).len(), 1);
    // It seals in what it has, which all can open.
    let newest_of_late = newest(&keyed.home.authority, &keyed.ring(4)).unwrap().0;
    assert_eq!(newest_of_late, keyed.home.founded.epoch);

    let (epoch, key) = newest(&keyed.home.authority, &keyed.ring(1)).unwrap();
    let who = keys(1);
    let author = Author {
        keys: &who,
        sequence: 30,
        authority: &keyed.home.authority,
    };
    let (to, role) = (keys(4).device(), Role::Administrator);
    let granted = grant_anew(&author, to, role, (epoch, &key), &mut Seeded::new(9)).unwrap();
    keyed.insert(&[&granted]);
    assert!(left_out(&keyed.home.authority).is_empty());
    assert_eq!(keyed.ring(4).len(), 2);
}

#[test]
fn neither_a_key_kept_back_nor_one_that_nothing_can_be_wrapped_for_stops_the_next_epoch() {
    let mut keyed = Keyed::new(&[2, 3]);
    let space = keyed.home.founded.space;
    // Somebody joins with bytes that are no key for anything.
    let device = keys(4);
    let nonsense = AgreementKey(vec![0xff; AgreementKey::LENGTH]);
    let grant = Grant {
        to: device.device(),
        proof: device.prove(&nonsense, space),
        agreement: nonsense,
        grantee: Grantee::Device,
        role: Role::Editor,
        party: None,
        wrapped: vec![0; WRAPPED],
    };
    let invitation = &keyed.invitation.keys;
    let header = Header {
        author: invitation.device(),
        epoch: keyed.home.founded.epoch,
        ..made(
            0,
            70,
            &Act::Grant(1, false, Role::Editor),
            keyed.home.authority.heads(),
        )
        .header()
        .clone()
    };
    let body = AuthorityBody::Grant(grant).encode();
    let joined = Record::sign(header, body, invitation).unwrap();
    keyed.insert(&[&joined]);
    assert!(keyed.home.authority.member(&device.device()).is_some());
    // An administrator begins an epoch and hands its key to nobody.
    let (removal, begun) = keyed.removes(&keyed.home.authority.clone(), 2, 3);
    keyed.insert(&[&removal, &begun]);
    let who = keys(1);
    let author = Author {
        keys: &who,
        sequence: 30,
        authority: &keyed.home.authority,
    };
    let (next, epoch, _) = next_epoch(&author, &Keyring::new(), &mut Seeded::new(9)).unwrap();
    keyed.insert(&[&next]);
    assert_eq!(keyed.home.authority.newest_epochs(), [epoch]);
    assert!(keyed.ring(2).contains_key(&epoch));

    // Its maker had no key of those before it. Whoever has them brings them back with the next.
    let (first, ring) = (keyed.home.founded.epoch, keyed.ring(1));
    let lost = lost_keys(&keyed.home.authority, &ring);
    assert!(lost.contains(&first));
    let author = Author {
        keys: &who,
        sequence: 31,
        authority: &keyed.home.authority,
    };
    let (bridge, ..) = next_epoch(&author, &ring, &mut Seeded::new(10)).unwrap();
    keyed.insert(&[&bridge]);
    assert!(lost_keys(&keyed.home.authority, &keyed.ring(1)).is_empty());
    keyed.join(5);
    assert!(keyed.ring(5).contains_key(&first));
}
