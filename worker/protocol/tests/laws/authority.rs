//! The fold of authority, against an oracle that is as naive as can be, over spaces in which everybody tries everything.

use crate::seeded::{Home, Person, Seeded, document};
use proptest::{collection::vec, prelude::*};
use samvev_protocol::{
    authority::{Authority, Member, Refusal},
    bodies::{AuthorityBody, DocumentBody, EpochBody, Grant, Grantee, ParentKey, Purpose, Role},
    ids::{CircleId, DeviceId, DocumentId, EpochId, PartyId, RecordId},
    record::{Header, Kind, Record},
    seal::{SEALED_PARENT, WRAPPED},
    space::{Author, changes},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

const PEOPLE: u8 = 6;
const DOCUMENTS: u8 = 3;

static WORLD: LazyLock<(Home, Vec<Person>)> = LazyLock::new(|| Person::with_home(PEOPLE));

#[derive(Debug, Clone)]
enum Act {
    Grant {
        to: u8,
        invitation: bool,
        role: Role,
        party: Option<u8>,
    },
    /// A link for one more device of the author's, or somebody's device by it.
    Link {
        to: u8,
        /// Of whom the device says it is. None: the link.
        of: Option<u8>,
        role: Role,
        party: Option<u8>,
    },
    Declare {
        document: u8,
        purpose: Purpose,
    },
    Epoch {
        follows: bool,
    },
}

fn party(n: u8) -> PartyId {
    PartyId::from_bytes([n; 16])
}

fn role() -> impl Strategy<Value = Role> {
    prop::sample::select(vec![
        Role::Reader,
        Role::Contributor,
        Role::Editor,
        Role::Administrator,
    ])
}

fn act() -> impl Strategy<Value = (u8, Act)> {
    let grant = (0..PEOPLE, any::<bool>(), role(), prop::option::of(0u8..2)).prop_map(
        |(to, invitation, role, party)| Act::Grant {
            to,
            invitation,
            role,
            party,
        },
    );
    let purpose = prop_oneof![
        Just(Purpose::Shared),
        Just(Purpose::Open),
        (0u8..2).prop_map(|n| Purpose::Party(party(n)))
    ];
    let declare =
        (0..DOCUMENTS, purpose).prop_map(|(document, purpose)| Act::Declare { document, purpose });
    let epoch = any::<bool>().prop_map(|follows| Act::Epoch { follows });
    let link = (
        0..PEOPLE,
        prop::option::of(0..PEOPLE),
        role(),
        prop::option::of(0u8..2),
    )
        .prop_map(|(to, of, role, party)| Act::Link {
            to,
            of,
            role,
            party,
        });
    (
        0..PEOPLE,
        prop_oneof![6 => grant, 2 => link, 3 => declare, 1 => epoch],
    )
}

/// What everybody tries. Now and then a link is made and used as it is meant to be.
fn acts() -> impl Strategy<Value = Vec<(u8, Act)>> {
    let used = (
        0..PEOPLE,
        0..PEOPLE,
        0..PEOPLE,
        role(),
        prop::option::of(0u8..2),
    );
    let used = used.prop_map(|(of, key, to, role, party)| {
        let link = |to, of| Act::Link {
            to,
            of,
            role,
            party,
        };
        vec![(of, link(key, None)), (key, link(to, Some(of)))]
    });
    let some = prop_oneof![4 => act().prop_map(|act| vec![act]), 1 => used];
    vec(some, 0..16).prop_map(|all| all.concat())
}

/// A record of what somebody tries, whether they may or not.
fn record(by: u8, sequence: u64, act: &Act, names: Vec<RecordId>) -> Record {
    let (home, people) = &*WORLD;
    let encoded = |bytes: Result<Vec<u8>, postcard::Error>| bytes.unwrap();
    let (kind, of, epoch, body) = match act {
        Act::Grant {
            to,
            invitation,
            role,
            party: party_of,
        } => {
            let is_aside = *to + 1 == PEOPLE && *role == Role::Administrator;
            let to = &people[usize::from(*to)];
            let grantee = if *invitation {
                Grantee::Invitation { uses: 3, days: 7 }
            } else if is_aside {
                Grantee::Recovery
            } else {
                Grantee::Device
            };
            let grant = Grant {
                to: to.keys.device(),
                agreement: to.agreement.clone(),
                grantee,
                role: *role,
                party: party_of.map(party),
                wrapped: vec![0; WRAPPED],
                proof: to.proof,
            };
            (
                Kind::Grant,
                DocumentId::NONE,
                home.founded.epoch,
                encoded(postcard::to_stdvec(&grant)),
            )
        }
        Act::Link {
            to,
            of,
            role,
            party: party_of,
        } => {
            let to = &people[usize::from(*to)];
            let (grantee, proof) = match of {
                None => (Grantee::Linking, to.links[usize::from(by)]),
                Some(of) => {
                    let linked = Grantee::Linked {
                        of: people[usize::from(*of)].keys.device(),
                    };
                    (linked, to.linked[usize::from(*of)])
                }
            };
            let grant = Grant {
                to: to.keys.device(),
                agreement: to.agreement.clone(),
                grantee,
                role: *role,
                party: party_of.map(party),
                wrapped: vec![0; WRAPPED],
                proof,
            };
            (
                Kind::Grant,
                DocumentId::NONE,
                home.founded.epoch,
                encoded(postcard::to_stdvec(&grant)),
            )
        }
        Act::Declare {
            document: n,
            purpose,
        } => {
            let body = DocumentBody { purpose: *purpose };
            (
                Kind::Document,
                document(*n),
                EpochId::NONE,
                encoded(postcard::to_stdvec(&body)),
            )
        }
        Act::Epoch { follows } => {
            let parent = ParentKey {
                epoch: home.founded.epoch,
                sealed: vec![0; SEALED_PARENT],
            };
            let body = EpochBody {
                commitment: [0; 32],
                parents: if *follows { vec![parent] } else { Vec::new() },
                wrapped: Vec::new(),
            };
            (
                Kind::Epoch,
                DocumentId::NONE,
                EpochId::NONE,
                AuthorityBody::Epoch(body).encode(),
            )
        }
    };
    let header = Header {
        kind,
        space: home.founded.space,
        circle: CircleId::EVERYONE,
        document: of,
        epoch,
        author: people[usize::from(by)].keys.device(),
        sequence,
        parents: Vec::new(),
        authority: names,
    };
    Record::sign(header, body, &people[usize::from(by)].keys).unwrap()
}

/// The founding records and what everybody tries; each names the one before it, or nothing.
fn records(acts: &[(u8, Act)]) -> Vec<Record> {
    let mut records = WORLD.0.founded.records.clone();
    for (n, (by, act)) in acts.iter().enumerate() {
        let names = if n % 3 == 0 {
            Vec::new()
        } else {
            records.last().map(Record::id).into_iter().collect()
        };
        records.push(record(*by, n as u64 + 10, act, names));
    }
    records
}

fn gathered(records: &[Record]) -> Authority {
    let mut authority = Authority::new(WORLD.0.founded.space);
    for record in records {
        assert_eq!(authority.insert(record), Ok(()));
    }
    authority
}

/// Everything that can be asked of an authority.
#[derive(Debug, PartialEq)]
struct View {
    members: Vec<Member>,
    standing: Vec<RecordId>,
    heads: Vec<RecordId>,
    purposes: Vec<Option<Purpose>>,
    invitations: Vec<Option<(Grant, RecordId, Vec<RecordId>)>>,
    judged: BTreeMap<RecordId, Result<(), Refusal>>,
    readers: Vec<bool>,
}

fn view(authority: &Authority, all: &[Record]) -> View {
    let devices: Vec<DeviceId> = WORLD.1.iter().map(|person| person.keys.device()).collect();
    View {
        members: authority.members(),
        standing: authority
            .kept()
            .iter()
            .map(|(record, _)| record.id())
            .collect(),
        heads: authority.heads(),
        purposes: (0..DOCUMENTS)
            .map(|n| authority.purpose(&document(n)))
            .collect(),
        invitations: devices
            .iter()
            .map(|device| authority.invitation(device))
            .collect(),
        judged: all
            .iter()
            .map(|record| (record.id(), authority.judge(record)))
            .collect(),
        readers: devices
            .iter()
            .map(|device| authority.may_read(device, &CircleId::EVERYONE))
            .collect(),
    }
}

/// What stands by the rules as PROTOCOL.md words them, found by asking of every record until nothing more comes.
fn oracle(records: &[Record]) -> BTreeSet<RecordId> {
    let founder = WORLD.0.founder.device();
    let mut stands: BTreeSet<RecordId> = BTreeSet::new();
    loop {
        let mut devices: BTreeSet<(DeviceId, Role)> =
            BTreeSet::from([(founder, Role::Administrator)]);
        let mut invitations: BTreeSet<(DeviceId, Role)> = BTreeSet::new();
        let mut seats: BTreeSet<(DeviceId, Role, Option<PartyId>)> = BTreeSet::new();
        let mut links: BTreeSet<(DeviceId, Grantee, Role, Option<PartyId>)> = BTreeSet::new();
        for record in records
            .iter()
            .filter(|record| stands.contains(&record.id()))
        {
            if let Ok(AuthorityBody::Grant(grant)) = AuthorityBody::of(record) {
                let (to, role, party) = (grant.to, grant.role, grant.party);
                match grant.grantee {
                    Grantee::Invitation { .. } => {
                        invitations.insert((to, role));
                    }
                    Grantee::Linking => {
                        let of = record.header().author;
                        links.insert((to, Grantee::Linked { of }, role, party));
                    }
                    Grantee::Device | Grantee::Recovery | Grantee::Linked { .. } => {
                        devices.insert((to, role));
                        seats.insert((to, role, party));
                    }
                }
            }
        }
        let before = stands.len();
        for record in records {
            let author = record.header().author;
            let is = |least: Role| {
                devices
                    .iter()
                    .any(|(device, role)| *device == author && *role >= least)
            };
            let may = match AuthorityBody::of(record).unwrap() {
                AuthorityBody::Founding(_) => true,
                AuthorityBody::Epoch(_) | AuthorityBody::Erasure => is(Role::Administrator),
                AuthorityBody::Removal(_) => panic!("nobody is removed here: see removal.rs"),
                AuthorityBody::Document(DocumentBody {
                    purpose: Purpose::Party(_),
                }) => is(Role::Administrator),
                AuthorityBody::Document(_) | AuthorityBody::Circle(_) => is(Role::Editor),
                AuthorityBody::Grant(grant) => {
                    let invited = invitations
                        .iter()
                        .any(|(key, role)| *key == author && *role >= grant.role);
                    let own = seats.iter().any(|(device, role, party)| {
                        let is_its_party = grant.party.is_none() || *party == grant.party;
                        *device == author && *role >= grant.role && is_its_party
                    });
                    let link = (author, grant.grantee.clone(), grant.role, grant.party);
                    let to_another = grant.to != author;
                    is(Role::Administrator)
                        || (invited && grant.grantee == Grantee::Device && to_another)
                        || (own && grant.grantee == Grantee::Linking && to_another)
                        || (links.contains(&link) && to_another)
                }
            };
            // What others build on for good names nothing that does not stand.
            let is_grant = matches!(record.header().kind, Kind::Grant | Kind::Erasure);
            let mut named = record.header().authority.iter();
            if may && (is_grant || named.all(|id| stands.contains(id))) {
                stands.insert(record.id());
            }
        }
        if stands.len() == before {
            return stands;
        }
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn order_and_repetition_change_nothing(acts in acts(), seed: u64) {
        let records = records(&acts);
        let straight = view(&gathered(&records), &records);
        prop_assert_eq!(&view(&gathered(&shuffled(&records, seed)), &records), &straight);
    }

    #[test]
    fn what_stands_is_what_the_rules_say(acts in acts()) {
        let records = records(&acts);
        let stands: BTreeSet<_> = gathered(&records).kept().iter().map(|(record, _)| record.id()).collect();
        prop_assert_eq!(stands, oracle(&records));
    }

    #[test]
    fn nobody_is_given_more_than_the_giver_has(acts in acts()) {
        let authority = gathered(&records(&acts));
        for member in authority.members() {
            let as_device = authority.member(&member.issuer).map(|issuer| issuer.role);
            let handed_on = authority.kept().into_iter().filter_map(|(_, body)| match body {
                AuthorityBody::Grant(grant) if grant.to == member.issuer && !grant.grantee.is_device() => Some(grant.role),
                _ => None,
            });
            let as_invitation = handed_on.max();
            prop_assert!(as_device.max(as_invitation) >= Some(member.role));
        }
    }

    #[test]
    fn each_record_comes_after_what_it_leans_on(acts in acts()) {
        let mut authority = Authority::new(WORLD.0.founded.space);
        for (record, body) in gathered(&records(&acts)).kept() {
            prop_assert_eq!(authority.judge(&record), Ok(()));
            prop_assert_eq!(AuthorityBody::of(&record), Ok(body));
            authority.insert(&record).unwrap();
        }
    }

    #[test]
    fn what_stands_goes_on_standing_while_nobody_is_removed(acts in acts(), known in 0usize..24) {
        let records = records(&acts);
        let fewer = gathered(&records[..known.min(records.len())]);
        let more = gathered(&records);
        for (record, _) in fewer.kept() {
            prop_assert_eq!(more.judge(&record), Ok(()));
        }
    }

    #[test]
    fn heads_are_what_stands_and_nothing_that_stands_names(acts in acts()) {
        let authority = gathered(&records(&acts));
        let mut standing = authority.kept();
        // What names something that is not kept here is not named itself: nobody here knows all that its author knew.
        loop {
            let whole: BTreeSet<RecordId> = standing.iter().map(|(record, _)| record.id()).collect();
            let before = standing.len();
            standing.retain(|(record, _)| record.header().authority.iter().all(|id| whole.contains(id)));
            if standing.len() == before {
                break;
            }
        }
        let named: BTreeSet<RecordId> = standing.iter().flat_map(|(record, _)| record.header().authority.clone()).collect();
        let heads: BTreeSet<RecordId> = standing.iter().map(|(record, _)| record.id()).filter(|id| !named.contains(id)).collect();
        prop_assert_eq!(authority.heads(), heads.into_iter().collect::<Vec<_>>());
    }
}

fn grant(by: u8, sequence: u64, to: u8, invitation: bool, role: Role) -> Record {
    record(
        by,
        sequence,
        &Act::Grant {
            to,
            invitation,
            role,
            party: None,
        },
        Vec::new(),
    )
}

fn known(records: &[Record]) -> Authority {
    gathered(&[&WORLD.0.founded.records[..], records].concat())
}

#[test]
fn a_grant_that_came_before_its_issuers_stands_when_that_does() {
    let (third, second) = (
        grant(1, 1, 2, false, Role::Editor),
        grant(0, 10, 1, false, Role::Administrator),
    );
    let mut authority = known(&[]);
    assert_eq!(authority.insert(&third), Ok(()));
    assert_eq!(authority.judge(&third), Err(Refusal::UnknownAuthor));
    assert_eq!(authority.members().len(), 1);
    authority.insert(&second).unwrap();
    assert_eq!(authority.judge(&third), Ok(()));
    assert_eq!(authority.members().len(), 3);
}

#[test]
fn a_grant_by_one_who_was_not_administrator_yet_stands_when_they_are() {
    let mut authority = known(&[grant(0, 10, 1, false, Role::Editor)]);
    let by_editor = grant(1, 1, 2, false, Role::Reader);
    authority.insert(&by_editor).unwrap();
    assert_eq!(authority.judge(&by_editor), Err(Refusal::NotAllowed));
    authority
        .insert(&grant(0, 11, 1, false, Role::Administrator))
        .unwrap();
    assert_eq!(authority.judge(&by_editor), Ok(()));
}

#[test]
fn nothing_stands_before_the_founding_is_known() {
    let records = &WORLD.0.founded.records;
    let mut authority = Authority::new(WORLD.0.founded.space);
    for record in records[1..].iter().rev() {
        authority.insert(record).unwrap();
        assert_eq!(authority.judge(record), Err(Refusal::UnknownAuthor));
    }
    assert!(!authority.is_founded());
    assert!(authority.kept().is_empty() && authority.members().is_empty());
    authority.insert(&records[0]).unwrap();
    assert!(authority.is_founded());
    assert_eq!(authority.kept().len(), 4);
    assert_eq!(authority.kept()[0].0, records[0]);
}

#[test]
fn an_invitation_lets_devices_in_with_its_role_at_most_and_nothing_else() {
    let authority = known(&[grant(0, 10, 1, true, Role::Editor)]);
    let judged = |record: Record| authority.judge(&record);
    assert_eq!(judged(grant(1, 1, 2, false, Role::Editor)), Ok(()));
    assert_eq!(judged(grant(1, 1, 2, false, Role::Reader)), Ok(()));
    assert_eq!(
        judged(grant(1, 1, 2, false, Role::Administrator)),
        Err(Refusal::NotAllowed)
    );
    assert_eq!(
        judged(grant(1, 1, 2, true, Role::Reader)),
        Err(Refusal::NotAllowed)
    );
    // Its own key would be a member for ever.
    assert_eq!(
        judged(grant(1, 1, 1, false, Role::Reader)),
        Err(Refusal::NotAllowed)
    );
    let declare = Act::Declare {
        document: 1,
        purpose: Purpose::Shared,
    };
    assert_eq!(
        judged(record(1, 1, &declare, Vec::new())),
        Err(Refusal::NotAllowed)
    );
    assert_eq!(
        judged(record(1, 1, &Act::Epoch { follows: false }, Vec::new())),
        Err(Refusal::NotAllowed)
    );
}

#[test]
fn a_document_declared_twice_is_what_the_higher_role_said() {
    let purpose = |n: u8, purpose| Act::Declare {
        document: n,
        purpose,
    };
    let by_founder = record(0, 10, &purpose(1, Purpose::Party(party(1))), Vec::new());
    // However many an editor makes, none comes before an administrator's.
    let mut records = vec![grant(0, 11, 1, false, Role::Editor), by_founder];
    records.extend((0..20).map(|n| record(1, n + 1, &purpose(1, Purpose::Open), Vec::new())));
    let authority = known(&records);
    assert_eq!(
        authority.purpose(&document(1)),
        Some(Purpose::Party(party(1)))
    );
    assert_eq!(authority.purpose(&document(2)), None);

    let equals = [
        record(0, 20, &purpose(2, Purpose::Shared), Vec::new()),
        record(0, 21, &purpose(2, Purpose::Open), Vec::new()),
    ];
    let authority = known(&equals);
    let first = if equals[0].id() < equals[1].id() {
        Purpose::Shared
    } else {
        Purpose::Open
    };
    assert_eq!(authority.purpose(&document(2)), Some(first));
}

#[test]
fn a_member_of_two_parties_writes_for_both() {
    let (home, people) = &*WORLD;
    let act = |party| Act::Grant {
        to: 1,
        invitation: false,
        role: Role::Contributor,
        party,
    };
    let own = |n: u8| Act::Declare {
        document: n,
        purpose: Purpose::Party(party(n)),
    };
    let records = [
        act(None),
        act(Some(0)),
        act(Some(1)),
        own(0),
        own(1),
        own(2),
    ]
    .map(|act| record(0, 10, &act, Vec::new()));
    let authority = known(&records);
    let member = authority.member(&people[1].keys.device()).unwrap();
    assert!(member.party.is_some());
    let rng = &mut Seeded::new(1);
    for (n, may) in [(0, true), (1, true), (2, false)] {
        let author = Author {
            keys: &people[1].keys,
            sequence: 1,
            authority: &authority,
        };
        let epoch = (home.founded.epoch, &home.founded.key);
        let made = changes(&author, document(n), epoch, Vec::new(), b"text", rng);
        assert_eq!(made.is_ok(), may, "party {n}");
    }
}

#[test]
fn changes_are_judged_by_author_document_circle_and_space() {
    let (home, people) = &*WORLD;
    let authority = known(&[]);
    let sign =
        |header: Header, by: usize| Record::sign(header, vec![0; 40], &people[by].keys).unwrap();
    let header = Header {
        kind: Kind::Changes,
        space: home.founded.space,
        circle: CircleId::EVERYONE,
        document: DocumentId::DIRECTORY,
        epoch: home.founded.epoch,
        author: people[0].keys.device(),
        sequence: 10,
        parents: Vec::new(),
        authority: Vec::new(),
    };
    assert_eq!(authority.judge(&sign(header.clone(), 0)), Ok(()));
    assert_eq!(
        authority.judge(&sign(header.clone(), 1)),
        Err(Refusal::UnknownAuthor)
    );
    let undeclared = Header {
        document: document(1),
        ..header.clone()
    };
    assert_eq!(
        authority.judge(&sign(undeclared, 0)),
        Err(Refusal::UnknownDocument)
    );
    let elsewhere = Header {
        circle: CircleId::from_bytes([1; 16]),
        ..header.clone()
    };
    // Of a circle that is not known here.
    assert_eq!(
        authority.judge(&sign(elsewhere, 0)),
        Err(Refusal::UnknownAuthor)
    );
    let other = Header {
        space: samvev_protocol::ids::SpaceId::from_bytes([1; 32]),
        ..header
    };
    assert_eq!(authority.judge(&sign(other, 0)), Err(Refusal::OtherSpace));
}

#[test]
fn kinds_that_have_no_rules_yet_are_not_allowed_and_not_kept() {
    let (home, people) = &*WORLD;
    let mut authority = known(&[]);
    for kind in [Kind::Permit, Kind::Answer] {
        let header = Header {
            kind,
            ..home.founded.records[3].header().clone()
        };
        let record = Record::sign(header, Vec::new(), &people[0].keys).unwrap();
        assert_eq!(
            authority.judge(&record),
            Err(Refusal::NotAllowed),
            "{kind:?}"
        );
        assert_eq!(
            authority.insert(&record),
            Err(Refusal::NotAllowed),
            "{kind:?}"
        );
    }
    let elsewhere = Header {
        circle: CircleId::from_bytes([1; 16]),
        ..home.founded.records[3].header().clone()
    };
    let body = home.founded.records[3].body().to_vec();
    let record = Record::sign(elsewhere, body, &people[0].keys).unwrap();
    assert_eq!(authority.insert(&record), Err(Refusal::Body));
    let no_body = Record::sign(
        home.founded.records[3].header().clone(),
        Vec::new(),
        &people[0].keys,
    )
    .unwrap();
    assert_eq!(authority.insert(&no_body), Err(Refusal::Body));
    assert_eq!(authority.kept().len(), 4);
}
