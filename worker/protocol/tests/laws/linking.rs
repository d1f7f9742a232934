//! One more device of a person's: any device adds one, with what it may itself, and takes it back; nobody else's.

use crate::seeded::{Home, Seeded, keys};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use proptest::{collection::vec, prelude::*};
use samvev_protocol::{
    authority::{Authority, Refusal},
    bodies::{AuthorityBody, Grant, Grantee, Removal, Role},
    ids::{CircleId, DeviceId, DocumentId, EpochId, PartyId, SpaceId},
    invitation::{Invitation, LinkError},
    keys::DeviceKeys,
    linking::{Link, Linking, MOST_SPACES},
    record::{DecodeError, Header, Kind, Record},
    seal::WRAPPED,
    space::{
        Author, MakeError, grant_anew, invite, join, join_linked, keyring, link, newest, remove,
    },
};

const PARTY: PartyId = PartyId::from_bytes([7; 16]);
const ROLES: [Role; 4] = [
    Role::Reader,
    Role::Contributor,
    Role::Editor,
    Role::Administrator,
];
/// Whom the founder has let in.
const MEMBER: u8 = 2;
const PHONE: u8 = 9;

struct World {
    home: Home,
    sequence: u64,
    /// The link by which the member came.
    invitation: Invitation,
}

impl World {
    /// A founder and one member with a role, who came by a link.
    fn new(role: Role) -> Self {
        let mut home = Home::new(1);
        let epoch = (home.founded.epoch, &home.founded.key);
        let author = Author {
            keys: &home.founder,
            sequence: 5,
            authority: &home.authority,
        };
        let (invitation, invited) = invite(&author, role, 9, 7, epoch, &mut home.rng).unwrap();
        home.authority.insert(&invited).unwrap();
        let mut world = Self {
            home,
            sequence: 10,
            invitation,
        };
        world.comes(MEMBER);
        world
    }

    /// Somebody comes by the founder's link.
    fn comes(&mut self, person: u8) {
        let (link, authority) = (&self.invitation, &self.home.authority);
        let came = join(link, authority, &keys(person), PARTY, &mut self.home.rng);
        self.home.authority.insert(&came.unwrap().0).unwrap();
    }

    fn role(&self, of: u8) -> Option<Role> {
        let member = self.home.authority.member(&keys(of).device());
        member.map(|member| member.role)
    }

    /// A device makes a link for one more, which is not told here yet.
    fn links(&mut self, by: u8) -> (Invitation, Record) {
        self.sequence += 1;
        let who = keys(by);
        let link_keys = DeviceKeys::generate(&mut self.home.rng);
        let ring = keyring(&self.home.authority, &who);
        let (epoch, key) = newest(&self.home.authority, &ring).unwrap();
        let author = Author {
            keys: &who,
            sequence: self.sequence,
            authority: &self.home.authority,
        };
        let record = link(&author, &link_keys, (epoch, &key), &mut self.home.rng).unwrap();
        let link = Invitation {
            space: self.home.founded.space,
            keys: link_keys,
            relays: Vec::new(),
        };
        (link, record)
    }

    fn joins(&mut self, link: &Invitation, device: u8) -> Result<Record, MakeError> {
        let authority = &self.home.authority;
        join_linked(link, authority, &keys(device), &mut self.home.rng).map(|(record, ..)| record)
    }

    /// A device adds another.
    fn adds(&mut self, by: u8, device: u8) -> Invitation {
        let (link, made) = self.links(by);
        self.insert(&made);
        let came = self.joins(&link, device).unwrap();
        self.insert(&came);
        link
    }

    fn insert(&mut self, record: &Record) {
        self.home.authority.insert(record).unwrap();
    }

    fn removes(&mut self, by: u8, key: DeviceId) -> Result<Record, MakeError> {
        self.sequence += 1;
        let author = Author {
            keys: &keys(by),
            sequence: self.sequence,
            authority: &self.home.authority,
        };
        remove(&author, key, Vec::new())
    }

    fn signed(&self, by: &DeviceKeys, body: &AuthorityBody) -> Record {
        let (kind, epoch) = match body {
            AuthorityBody::Grant(_) => (Kind::Grant, self.home.founded.epoch),
            _ => (Kind::Removal, EpochId::NONE),
        };
        let header = Header {
            kind,
            space: self.home.founded.space,
            circle: CircleId::EVERYONE,
            document: DocumentId::NONE,
            epoch,
            author: by.device(),
            sequence: 500,
            parents: Vec::new(),
            authority: self.home.authority.heads(),
        };
        Record::sign(header, body.encode(), by).unwrap()
    }

    /// What somebody might grant, whether they may or not.
    fn granted(
        &self,
        by: &DeviceKeys,
        to: &DeviceKeys,
        grantee: Grantee,
        (role, party): (Role, Option<PartyId>),
    ) -> Record {
        let space = self.home.founded.space;
        let proof = match grantee {
            Grantee::Linked { of } => to.prove_linked(&of, space),
            Grantee::Linking => to.prove_link(&by.device(), space),
            _ => to.prove_agreement(space),
        };
        let grant = Grant {
            to: to.device(),
            agreement: to.agreement(),
            grantee,
            role,
            party,
            wrapped: vec![0; WRAPPED],
            proof,
        };
        self.signed(by, &AuthorityBody::Grant(grant))
    }
}

#[test]
fn nobody_makes_a_link_of_anothers_key() {
    let world = World::new(Role::Reader);
    let (member, admin) = (keys(MEMBER), keys(1));
    // The founder's key, with its own word that its agreement key is its own, as anybody can read it.
    let mut record = world.granted(&member, &admin, Grantee::Linking, (Role::Reader, None));
    if let Ok(AuthorityBody::Grant(mut grant)) = AuthorityBody::of(&record) {
        grant.proof = admin.prove_agreement(world.home.founded.space);
        let body = AuthorityBody::Grant(grant).encode();
        record = Record::sign(record.header().clone(), body, &member).unwrap();
    }
    assert!(AuthorityBody::of(&record).is_err());
    // Nor of a link that somebody else has made.
    let link = keys(77);
    let theirs = world.granted(&admin, &link, Grantee::Linking, (Role::Reader, None));
    let Ok(AuthorityBody::Grant(grant)) = AuthorityBody::of(&theirs) else {
        panic!("a link of one's own is one")
    };
    let header = Header {
        author: member.device(),
        ..theirs.header().clone()
    };
    let taken = Record::sign(header, AuthorityBody::Grant(grant).encode(), &member).unwrap();
    assert!(AuthorityBody::of(&taken).is_err());
}

#[test]
fn a_device_of_any_role_adds_one_more_that_may_what_it_may_itself() {
    for role in ROLES {
        let mut world = World::new(role);
        world.adds(MEMBER, PHONE);
        let of = keys(MEMBER).device();
        let phone = world.home.authority.member(&keys(PHONE).device()).unwrap();
        assert_eq!(
            (phone.role, phone.party, phone.of),
            (role, Some(PARTY), Some(of))
        );
        // With the key of all that there is.
        assert_eq!(keyring(&world.home.authority, &keys(PHONE)).len(), 1);
        // And it adds another in turn.
        world.adds(PHONE, 10);
        assert_eq!(world.role(10), Some(role));
    }
}

#[test]
fn a_link_for_ones_own_device_is_of_ones_own_role_and_party_at_most() {
    let world = World::new(Role::Contributor);
    let judged = |of: (Role, Option<PartyId>), to: u8| {
        let record = world.granted(&keys(MEMBER), &keys(to), Grantee::Linking, of);
        world.home.authority.judge(&record)
    };
    for role in ROLES {
        let may = role <= Role::Contributor;
        let expected = may.then_some(()).ok_or(Refusal::NotAllowed);
        assert_eq!(judged((role, Some(PARTY)), 20), expected);
        assert_eq!(judged((role, None), 20), expected);
    }
    let elsewhere = Some(PartyId::from_bytes([8; 16]));
    assert_eq!(
        judged((Role::Reader, elsewhere), 20),
        Err(Refusal::NotAllowed)
    );
    let itself = (Role::Contributor, Some(PARTY));
    assert_eq!(judged(itself, MEMBER), Err(Refusal::NotAllowed));
}

#[test]
fn a_link_for_ones_own_device_lets_in_what_it_says_and_nothing_else() {
    let mut world = World::new(Role::Editor);
    let (link, made) = world.links(MEMBER);
    world.insert(&made);
    let of = keys(MEMBER).device();
    let linked = Grantee::Linked { of };
    let said = (Role::Editor, Some(PARTY));
    let judged = |grantee: &Grantee, to: &DeviceKeys, said| {
        let record = world.granted(&link.keys, to, grantee.clone(), said);
        world.home.authority.judge(&record)
    };
    assert_eq!(judged(&linked, &keys(PHONE), said), Ok(()));
    let no = Err(Refusal::NotAllowed);
    let another = Grantee::Linked {
        of: keys(1).device(),
    };
    let invitation = Grantee::Invitation { uses: 1, days: 1 };
    for grantee in [
        another,
        Grantee::Device,
        Grantee::Recovery,
        Grantee::Linking,
        invitation,
    ] {
        assert_eq!(judged(&grantee, &keys(PHONE), said), no, "{grantee:?}");
    }
    for said in [
        (Role::Reader, Some(PARTY)),
        (Role::Administrator, Some(PARTY)),
        (Role::Editor, None),
    ] {
        assert_eq!(judged(&linked, &keys(PHONE), said), no, "{said:?}");
    }
    assert_eq!(judged(&linked, &link.keys, said), no);
}

#[test]
fn nobody_calls_anothers_device_theirs() {
    let mut world = World::new(Role::Editor);
    let (link, made) = world.links(MEMBER);
    world.insert(&made);
    // The founder's word for its own agreement key is there to be read, and says nothing of this.
    let (space, founder) = (world.home.founded.space, &world.home.founder);
    let grant = Grant {
        to: founder.device(),
        agreement: founder.agreement(),
        grantee: Grantee::Linked {
            of: keys(MEMBER).device(),
        },
        role: Role::Editor,
        party: Some(PARTY),
        wrapped: vec![0; WRAPPED],
        proof: founder.prove_agreement(space),
    };
    let record = world.signed(&link.keys, &AuthorityBody::Grant(grant));
    assert_eq!(AuthorityBody::of(&record), Err(DecodeError::Body));
}

#[test]
fn whoever_added_a_device_takes_it_back_and_it_does_not_return_by_the_same_link() {
    for role in [Role::Reader, Role::Editor] {
        let mut world = World::new(role);
        let link = world.adds(MEMBER, PHONE);
        let before = world.home.authority.clone();
        for key in [link.keys.device(), keys(PHONE).device()] {
            let removal = world.removes(MEMBER, key).unwrap();
            world.insert(&removal);
        }
        assert_eq!((world.role(PHONE), world.role(MEMBER)), (None, Some(role)));
        assert!(world.home.authority.is_withdrawn(&link.keys.device()));
        // An administrator sees to it that what follows is not for it.
        assert!(world.home.authority.wants_epoch());
        // Neither knowing of it nor not.
        assert_eq!(world.joins(&link, PHONE), Err(MakeError::NotAllowed));
        let late = join_linked(&link, &before, &keys(PHONE), &mut world.home.rng);
        world.insert(&late.unwrap().0);
        assert_eq!(world.role(PHONE), None);
        // By a new one it does.
        world.adds(MEMBER, PHONE);
        assert_eq!(world.role(PHONE), Some(role));
    }
}

#[test]
fn whoever_was_given_less_still_takes_back_what_they_added_and_whoever_was_removed_does_not() {
    for given_less in [true, false] {
        let mut world = World::new(Role::Administrator);
        world.adds(MEMBER, PHONE);
        let removal = world.removes(1, keys(MEMBER).device()).unwrap();
        world.insert(&removal);
        if given_less {
            let (epoch, key) = (world.home.founded.epoch, world.home.founded.key.clone());
            let author = Author {
                keys: &world.home.founder,
                sequence: 70,
                authority: &world.home.authority,
            };
            let to = keys(MEMBER).device();
            let rng = &mut world.home.rng;
            let anew = grant_anew(&author, to, Role::Reader, (epoch, &key), rng).unwrap();
            world.insert(&anew);
        }
        let body = |device| {
            AuthorityBody::Removal(Removal {
                device,
                counted: Vec::new(),
            })
        };
        let back = world.signed(&keys(MEMBER), &body(keys(PHONE).device()));
        let revenge = world.signed(&keys(MEMBER), &body(world.home.founder.device()));
        for record in [&back, &revenge] {
            world.insert(record);
        }
        let authority = &world.home.authority;
        assert_eq!(authority.judge(&back).is_ok(), given_less);
        assert_eq!(authority.judge(&revenge), Err(Refusal::Removed));
        assert_eq!(world.role(PHONE).is_some(), !given_less);
        assert_eq!(world.role(1), Some(Role::Administrator));
    }
}

#[test]
fn nobody_but_an_administrator_takes_away_what_somebody_else_added() {
    let mut world = World::new(Role::Editor);
    world.comes(3);
    world.adds(MEMBER, PHONE);
    let no = Err(MakeError::NotAllowed);
    assert_eq!(world.removes(3, keys(PHONE).device()), no);
    assert_eq!(world.removes(MEMBER, keys(3).device()), no);
    // Nor does a device that was added take away the one that it came from.
    assert_eq!(world.removes(PHONE, keys(MEMBER).device()), no);
    let removal = world.removes(1, keys(PHONE).device()).unwrap();
    world.insert(&removal);
    assert_eq!(world.role(PHONE), None);
}

#[test]
fn taking_back_takes_away_what_one_gave_and_no_more() {
    let mut world = World::new(Role::Editor);
    world.comes(3);
    // Whoever came by a link knows its key, and may call it one for a device of theirs. Whom it let in stays all the same, also
    // those of whom the removal did not know.
    let key = world.invitation.keys.device();
    let said = (Role::Reader, None);
    let theirs = world.granted(
        &keys(MEMBER),
        &world.invitation.keys,
        Grantee::Linking,
        said,
    );
    world.insert(&theirs);
    let removal = Removal {
        device: key,
        counted: Vec::new(),
    };
    let unaware = Header {
        authority: vec![theirs.id()],
        ..world
            .signed(&keys(MEMBER), &AuthorityBody::Removal(removal.clone()))
            .header()
            .clone()
    };
    let removal = AuthorityBody::Removal(removal).encode();
    let removal = Record::sign(unaware, removal, &keys(MEMBER)).unwrap();
    world.insert(&removal);
    assert_eq!(world.home.authority.judge(&removal), Ok(()));
    assert_eq!(world.role(3), Some(Role::Editor));
    assert!(world.home.authority.invitation(&key).is_some());
    assert!(!world.home.authority.is_withdrawn(&key));
}

#[test]
fn a_removal_that_comes_before_what_it_takes_back_stands_when_that_does() {
    let mut world = World::new(Role::Reader);
    let before = world.home.authority.clone();
    let (link, made) = world.links(MEMBER);
    world.insert(&made);
    let came = world.joins(&link, PHONE).unwrap();
    world.insert(&came);
    let removal = world.removes(MEMBER, keys(PHONE).device()).unwrap();
    let mut backwards: Authority = before;
    for record in [&removal, &came, &made] {
        backwards.insert(record).unwrap();
    }
    assert_eq!(backwards.judge(&removal), Ok(()));
    assert!(backwards.is_removed(&keys(PHONE).device()));
}

#[test]
fn whoever_is_removed_takes_along_what_they_added_unheard() {
    let mut world = World::new(Role::Editor);
    world.adds(MEMBER, PHONE);
    let (open, made) = world.links(MEMBER);
    world.insert(&made);
    let unheard = world.joins(&open, 10).unwrap();
    let (late, made_late) = world.links(MEMBER);
    let mut theirs = world.home.authority.clone();
    theirs.insert(&made_late).unwrap();
    let came_late = join_linked(&late, &theirs, &keys(11), &mut world.home.rng).unwrap();
    // The link is withdrawn with its maker, as an invitation is.
    for key in [open.keys.device(), keys(MEMBER).device()] {
        let removal = world.removes(1, key).unwrap();
        world.insert(&removal);
    }
    for record in [&unheard, &made_late, &came_late.0] {
        world.insert(record);
    }
    assert_eq!(world.role(MEMBER), None);
    // What the remover knew of is left to them to name.
    assert_eq!(world.role(PHONE), Some(Role::Editor));
    assert_eq!((world.role(10), world.role(11)), (None, None));
}

#[test]
fn whose_device_it_is_goes_on_being_known_when_it_is_granted_anew() {
    let mut world = World::new(Role::Editor);
    world.adds(MEMBER, PHONE);
    let removal = world.removes(1, keys(PHONE).device()).unwrap();
    world.insert(&removal);
    let author = Author {
        keys: &world.home.founder,
        sequence: 60,
        authority: &world.home.authority,
    };
    let (epoch, key) = (world.home.founded.epoch, world.home.founded.key.clone());
    let to = keys(PHONE).device();
    let anew = grant_anew(
        &author,
        to,
        Role::Reader,
        (epoch, &key),
        &mut world.home.rng,
    );
    world.insert(&anew.unwrap());
    let phone = world.home.authority.member(&to).unwrap();
    assert_eq!(
        (phone.role, phone.of),
        (Role::Reader, Some(keys(MEMBER).device()))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_link_for_ones_own_device_reads_back_the_same(
        seed: u64,
        spaces in vec(vec("[a-c]", 0..4), 1..=MOST_SPACES),
    ) {
        let rng = &mut Seeded::new(seed);
        let spaces = spaces.into_iter().map(|relays| (SpaceId::from_bytes(rng.bytes()), relays));
        let spaces: Vec<_> = spaces.collect();
        let made = Linking { keys: DeviceKeys::generate(rng), spaces };
        let text = made.to_fragment();
        for link in [text.clone(), format!("https://samvev.example/bli-med#{text}"), format!("https://samvev.example/bli-med%23{text}")] {
            let Ok(Link::Linking(read)) = Link::read(&link) else {
                return Err(TestCaseError::fail("another kind of link"));
            };
            prop_assert_eq!(read.keys.device(), made.keys.device());
            prop_assert_eq!(&read.spaces, &made.spaces);
        }
        // Who knows invitations only is told that it is newer.
        prop_assert!(matches!(Invitation::from_link(&text), Err(LinkError::Newer)));
    }
}

#[test]
fn links_of_either_kind_newer_ones_and_damaged_ones_are_told_apart() {
    let mut world = World::new(Role::Reader);
    let (invitation, _) = world.links(MEMBER);
    let text = invitation.to_fragment();
    assert!(matches!(Link::read(&text), Ok(Link::Invitation(_))));
    let checked = |said: &[u8]| {
        let check = blake3::derive_key("samvev 2026-11 invitation check v1", said);
        URL_SAFE_NO_PAD.encode([said, &check[..8]].concat())
    };
    let refusal = |text: &str| Link::read(text).err();
    assert_eq!(refusal(&checked(b"\x03 later")), Some(LinkError::Newer));
    let seed = [5; 32];
    let said = |relays: &[u8], spaces: &[u8]| [&[2], &seed[..], relays, spaces].concat();
    let space = [&[1], &[6; 32][..]].concat();
    // One relay, one space that names it.
    let (relay, names) = (b"\x01\x01a", |place: &[u8]| [&space, place].concat());
    assert_eq!(refusal(&checked(&said(relay, &names(&[1, 0])))), None);
    for damaged in [
        said(relay, &names(&[1, 1])),
        said(relay, &[0]),
        said(relay, &names(&[1, 0, 0])),
        said(b"\x00", &[9]),
    ] {
        assert_eq!(refusal(&checked(&damaged)), Some(LinkError::Damaged));
    }
}

#[test]
fn a_link_to_all_of_a_persons_spaces_fits_a_code_that_a_telephone_reads() {
    let relays = vec!["wss://samvev.nordfjella.example/ws".to_owned()];
    let space = |n: u8| (SpaceId::from_bytes([n; 32]), relays.clone());
    let link = |spaces: u8| Linking {
        keys: keys(1),
        spaces: (0..spaces).map(space).collect(),
    };
    assert!(link(1).to_fragment().len() <= 160);
    assert!(link(4).to_fragment().len() <= 300);
    assert!(link(8).to_fragment().len() <= 480);
    assert_eq!(link(9).to_fragment(), link(8).to_fragment());
}
