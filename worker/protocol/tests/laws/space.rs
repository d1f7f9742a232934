use crate::seeded::{Home, authority_of, document, keys};
use samvev_protocol::{
    authority::{Authority, Refusal},
    bodies::{AuthorityBody, Grant, Purpose, Role},
    ids::{CircleId, DocumentId, EpochId, PartyId, RecordId},
    invitation::Invitation,
    keys::DeviceKeys,
    record::{Kind, Record},
    seal::{EpochKey, SealError, Wrapping, open, wrap},
    space::{
        Author, Keyring, MakeError, changes, declare, invite, join, keep_aside, keyring, newest,
        next_epoch, remove,
    },
};

fn party(n: u8) -> PartyId {
    PartyId::from_bytes([n; 16])
}

impl Home {
    fn author(&self, sequence: u64) -> Author<'_> {
        Author {
            keys: &self.founder,
            sequence,
            authority: &self.authority,
        }
    }

    /// Lets keys in by an invitation of this role, and answers the link's text.
    fn let_in(&mut self, device: &DeviceKeys, role: Role) -> String {
        let epoch = (self.founded.epoch, &self.founded.key);
        let author = Author {
            keys: &self.founder,
            sequence: 5,
            authority: &self.authority,
        };
        let (invitation, invited) = invite(&author, role, 5, 7, epoch, &mut self.rng).unwrap();
        self.authority.insert(&invited).unwrap();
        let (joined, _, _) = join(
            &invitation,
            &self.authority,
            device,
            party(1),
            &mut self.rng,
        )
        .unwrap();
        self.authority.insert(&joined).unwrap();
        invitation.to_fragment()
    }

    fn write(&mut self, by: &DeviceKeys, to: DocumentId) -> Result<Record, MakeError> {
        let author = Author {
            keys: by,
            sequence: 1,
            authority: &self.authority,
        };
        changes(
            &author,
            to,
            (self.founded.epoch, &self.founded.key),
            Vec::new(),
            b"text",
            &mut self.rng,
        )
    }
}

#[test]
fn a_founded_space_has_its_founder_a_key_and_a_directory() {
    let home = Home::new(1);
    let kinds: Vec<_> = home
        .founded
        .records
        .iter()
        .map(|record| record.header().kind)
        .collect();
    assert_eq!(
        kinds,
        [Kind::Founding, Kind::Epoch, Kind::Grant, Kind::Document]
    );
    let sequences: Vec<_> = home
        .founded
        .records
        .iter()
        .map(|record| record.header().sequence)
        .collect();
    assert_eq!(sequences, [1, 2, 3, 4]);
    assert!(
        home.founded
            .records
            .iter()
            .all(|record| record.space() == home.founded.space)
    );

    assert!(home.authority.is_founded());
    let founder = home.authority.member(&home.founder.device()).unwrap();
    assert_eq!(
        (founder.role, founder.party, founder.issuer),
        (Role::Administrator, None, home.founder.device())
    );
    assert_eq!(home.authority.members(), [founder]);
    assert_eq!(
        home.authority.purpose(&DocumentId::DIRECTORY),
        Some(Purpose::Open)
    );
    let ring = keyring(&home.authority, &home.founder);
    assert_eq!(
        ring,
        Keyring::from([(home.founded.epoch, home.founded.key.clone())])
    );
    // Each record names the one before it.
    assert_eq!(home.authority.heads(), [home.founded.records[3].id()]);
}

#[test]
fn two_foundings_by_one_device_are_two_spaces() {
    let rng = &mut crate::seeded::Seeded::new(1);
    let one = samvev_protocol::space::found(&keys(1), rng).unwrap();
    let other = samvev_protocol::space::found(&keys(1), rng).unwrap();
    assert_ne!(one.space, other.space);
    let mut authority = authority_of(&one, &one.records);
    for record in &other.records {
        assert_eq!(authority.insert(record), Err(Refusal::OtherSpace));
        assert_eq!(authority.judge(record), Err(Refusal::OtherSpace));
    }
}

#[test]
fn who_joins_by_link_gets_the_key_and_standing() {
    let mut home = Home::new(1);
    let plan = document(7);
    let declared = declare(&home.author(5), plan, Purpose::Shared).unwrap();
    home.authority.insert(&declared).unwrap();
    let epoch = (home.founded.epoch, &home.founded.key);
    let author = Author {
        keys: &home.founder,
        sequence: 6,
        authority: &home.authority,
    };
    let written = changes(
        &author,
        plan,
        epoch,
        Vec::new(),
        "Bassenget åpner".as_bytes(),
        &mut home.rng,
    )
    .unwrap();
    let author = Author {
        keys: &home.founder,
        sequence: 7,
        authority: &home.authority,
    };
    let (mut invitation, invited) =
        invite(&author, Role::Editor, 2, 7, epoch, &mut home.rng).unwrap();
    invitation
        .relays
        .push("wss://samvev.nordfjella.example/r".into());
    home.authority.insert(&invited).unwrap();

    // The invited sees only the link and what a relay hands out.
    let link = format!("https://samvev.example/#{}", invitation.to_fragment());
    let invitation = Invitation::from_link(&link).unwrap();
    let handed_out: Vec<Record> = home
        .authority
        .kept()
        .into_iter()
        .map(|(record, _)| record)
        .collect();
    let mut theirs = Authority::new(invitation.space);
    handed_out
        .iter()
        .for_each(|record| theirs.insert(record).unwrap());
    assert!(theirs.may_read(&invitation.keys.device(), &CircleId::EVERYONE));
    let device = keys(2);
    let (joined, epoch, key) =
        join(&invitation, &theirs, &device, party(3), &mut home.rng).unwrap();
    assert_eq!((epoch, &key), (home.founded.epoch, &home.founded.key));
    assert_eq!(open(&key, &written).unwrap(), "Bassenget åpner".as_bytes());

    // Both know the newcomer from the one record, and the newcomer opens the key anew from it.
    for authority in [&mut theirs, &mut home.authority] {
        authority.insert(&joined).unwrap();
        let member = authority.member(&device.device()).unwrap();
        assert_eq!((member.role, member.party), (Role::Editor, Some(party(3))));
        assert_eq!(member.issuer, invitation.keys.device());
        assert_eq!(
            keyring(authority, &device),
            Keyring::from([(epoch, key.clone())])
        );
    }
    let answer = home.write(&device, plan).unwrap();
    assert_eq!(home.authority.judge(&answer), Ok(()));

    let (grant, by, joined_by) = home
        .authority
        .invitation(&invitation.keys.device())
        .unwrap();
    assert_eq!((grant.role, by), (Role::Editor, invited.id()));
    assert_eq!(joined_by, [joined.id()]);
}

#[test]
fn two_who_join_by_one_link_without_knowing_of_each_other_both_stand() {
    let mut home = Home::new(1);
    let author = Author {
        keys: &home.founder,
        sequence: 5,
        authority: &home.authority,
    };
    let epoch = (home.founded.epoch, &home.founded.key);
    let (invitation, invited) = invite(&author, Role::Editor, 1, 7, epoch, &mut home.rng).unwrap();
    home.authority.insert(&invited).unwrap();
    let (one, ..) = join(
        &invitation,
        &home.authority,
        &keys(2),
        party(1),
        &mut home.rng,
    )
    .unwrap();
    let (other, ..) = join(
        &invitation,
        &home.authority,
        &keys(3),
        party(2),
        &mut home.rng,
    )
    .unwrap();
    assert_ne!(one.header().sequence, other.header().sequence);
    home.authority.insert(&one).unwrap();
    home.authority.insert(&other).unwrap();
    let (_, _, joined) = home
        .authority
        .invitation(&invitation.keys.device())
        .unwrap();
    assert_eq!(joined.len(), 2);
    assert_eq!(home.authority.members().len(), 3);
    let mut heads = vec![one.id(), other.id()];
    heads.sort();
    assert_eq!(home.authority.heads(), heads);
}

#[test]
fn an_invitation_that_is_not_known_lets_nobody_in() {
    let mut home = Home::new(1);
    let stranger = Invitation {
        space: home.founded.space,
        keys: keys(9),
        relays: Vec::new(),
    };
    let joined = join(
        &stranger,
        &home.authority,
        &keys(2),
        party(1),
        &mut home.rng,
    );
    assert!(matches!(joined, Err(MakeError::NotAllowed)));
}

#[test]
fn what_a_role_may_not_make_is_not_made() {
    let mut home = Home::new(1);
    let (shared, own, others, open) = (document(1), document(2), document(3), document(4));
    let purposes = [
        (shared, Purpose::Shared),
        (own, Purpose::Party(party(1))),
        (others, Purpose::Party(party(2))),
        (open, Purpose::Open),
    ];
    for (document, purpose) in purposes {
        let declared = declare(&home.author(5), document, purpose).unwrap();
        home.authority.insert(&declared).unwrap();
    }
    let roles = [
        Role::Reader,
        Role::Contributor,
        Role::Editor,
        Role::Administrator,
    ];
    let devices = [keys(11), keys(12), keys(13), keys(14)];
    for (device, role) in devices.iter().zip(roles) {
        home.let_in(device, role);
    }
    let table = [
        // reader, contributor, editor, administrator; all of party 1
        (shared, [false, false, true, true]),
        (own, [false, true, true, true]),
        (others, [false, false, false, false]),
        (open, [false, true, true, true]),
    ];
    for (document, may) in table {
        for (device, may) in devices.iter().zip(may) {
            let written = home.write(device, document);
            assert_eq!(
                written.is_ok(),
                may,
                "{document} by {:?}",
                home.authority.member(&device.device())
            );
            assert!(may || written == Err(MakeError::NotAllowed));
        }
    }
    let declares = [
        (Purpose::Shared, [false, false, true, true]),
        (Purpose::Open, [false, false, true, true]),
        (Purpose::Party(party(1)), [false, false, false, true]),
    ];
    for (purpose, may) in declares {
        for (device, may) in devices.iter().zip(may) {
            let author = Author {
                keys: device,
                sequence: 1,
                authority: &home.authority,
            };
            assert_eq!(declare(&author, document(9), purpose).is_ok(), may);
        }
    }
    for (device, may) in devices.iter().zip([false, false, false, true]) {
        let author = Author {
            keys: device,
            sequence: 1,
            authority: &home.authority,
        };
        let epoch = (home.founded.epoch, &home.founded.key);
        assert_eq!(
            invite(&author, Role::Reader, 1, 7, epoch, &mut home.rng).is_ok(),
            may
        );
    }
}

#[test]
fn an_invitation_reads_but_writes_no_document() {
    let mut home = Home::new(1);
    let link = home.let_in(&keys(2), Role::Administrator);
    let invitation = Invitation::from_link(&link).unwrap();
    let declared = declare(&home.author(6), document(1), Purpose::Shared).unwrap();
    home.authority.insert(&declared).unwrap();
    assert!(
        home.authority
            .may_read(&invitation.keys.device(), &CircleId::EVERYONE)
    );
    assert!(home.authority.is_here(&invitation.keys.device()));
    assert_eq!(home.authority.member(&invitation.keys.device()), None);
    for document in [document(1), DocumentId::DIRECTORY] {
        assert_eq!(
            home.write(&invitation.keys, document),
            Err(MakeError::NotAllowed)
        );
    }
}

#[test]
fn a_stranger_reads_and_uploads_nothing() {
    let mut home = Home::new(1);
    let stranger = keys(9).device();
    assert!(!home.authority.may_read(&stranger, &CircleId::EVERYONE));
    assert!(!home.authority.is_here(&stranger));
    assert_eq!(home.authority.member(&stranger), None);
    assert!(keyring(&home.authority, &keys(9)).is_empty());
    assert_eq!(
        home.write(&keys(9), DocumentId::DIRECTORY),
        Err(MakeError::NotAllowed)
    );
    // Nor does anybody read a circle that is not there.
    assert!(
        !home
            .authority
            .may_read(&home.founder.device(), &CircleId::from_bytes([1; 16]))
    );
}

#[test]
fn a_key_that_is_not_its_epochs_is_left_out_of_the_keyring() {
    let mut home = Home::new(1);
    let (space, epoch) = (home.founded.space, home.founded.epoch);
    let device = keys(2);
    let own = &home.founded.records[2];
    let Ok(AuthorityBody::Grant(grant)) = AuthorityBody::of(own) else {
        panic!("a grant")
    };
    let another = EpochKey::generate(&mut home.rng);
    let to = device.agreement();
    let wrapped = wrap(
        &another,
        space,
        CircleId::EVERYONE,
        Wrapping::Of(epoch),
        &to,
        &mut home.rng,
    )
    .unwrap();
    let proof = device.prove_agreement(space);
    let grant = Grant {
        to: device.device(),
        agreement: to,
        wrapped,
        proof,
        ..grant
    };
    let header = own.header().clone();
    let record = Record::sign(header, postcard::to_stdvec(&grant).unwrap(), &home.founder).unwrap();
    home.authority.insert(&record).unwrap();
    assert!(home.authority.member(&device.device()).is_some());
    assert!(keyring(&home.authority, &device).is_empty());
}

#[test]
fn parents_in_any_order_make_one_header() {
    let mut home = Home::new(1);
    let parents = vec![
        crate::seeded::record_id(9),
        crate::seeded::record_id(2),
        crate::seeded::record_id(9),
    ];
    let author = Author {
        keys: &home.founder,
        sequence: 5,
        authority: &home.authority,
    };
    let epoch = (home.founded.epoch, &home.founded.key);
    let written = changes(
        &author,
        DocumentId::DIRECTORY,
        epoch,
        parents,
        b"text",
        &mut home.rng,
    )
    .unwrap();
    assert_eq!(
        written.header().parents,
        [crate::seeded::record_id(2), crate::seeded::record_id(9)]
    );
    assert_eq!(written.header().epoch, home.founded.epoch);
    assert_ne!(written.header().epoch, EpochId::NONE);
}

#[test]
fn too_large_a_body_is_not_made() {
    let mut home = Home::new(1);
    let author = Author {
        keys: &home.founder,
        sequence: 5,
        authority: &home.authority,
    };
    let epoch = (home.founded.epoch, &home.founded.key);
    let large = vec![0; 1 << 20];
    let made = changes(
        &author,
        DocumentId::DIRECTORY,
        epoch,
        Vec::new(),
        &large,
        &mut home.rng,
    );
    assert!(matches!(made, Err(MakeError::Form(_))));
    assert_ne!(made, Err(MakeError::Seal(SealError)));
}

#[test]
fn whoever_introduces_themselves_in_a_large_space_stands_by_the_first_of_what_they_tell() {
    let mut home = Home::new(11);
    let devices: Vec<DeviceKeys> = (50..250).map(keys).collect();
    for device in &devices {
        home.let_in(device, Role::Editor);
    }
    let kept = home.authority.kept();
    let known: std::collections::BTreeMap<RecordId, Record> = kept
        .into_iter()
        .map(|(record, _)| (record.id(), record))
        .collect();
    for device in [&devices[0], &devices[99], &devices[199], &home.founder] {
        let order = home.authority.introducing(&device.device());
        assert_eq!(order.len(), known.len());
        let mut told = Authority::new(home.founded.space);
        for id in order.iter().take(8) {
            told.insert(&known[id]).unwrap();
        }
        assert!(told.member(&device.device()).is_some());
        for id in order.iter().skip(8) {
            told.insert(&known[id]).unwrap();
        }
        assert_eq!(told.members().len(), devices.len() + 1);
    }
}

#[test]
fn a_recovery_key_settles_what_nobody_else_can() {
    let mut home = Home::new(1);
    let epoch = (home.founded.epoch, &home.founded.key);
    let aside = keys(9);
    let party = Some(PartyId::from_bytes([3; 16]));
    let author = Author {
        keys: &home.founder,
        sequence: 5,
        authority: &home.authority,
    };
    let kept = keep_aside(&author, &aside, party, epoch, &mut home.rng).unwrap();
    home.authority.insert(&kept).unwrap();
    let member = home.authority.member(&aside.device()).unwrap();
    assert!(member.recovery && member.role == Role::Administrator && member.party == party);
    let founder = home.authority.member(&home.founder.device()).unwrap();
    assert!(!founder.recovery);
    // The only administrator is gone, by whichever way: the key removes them, begins an epoch and lets others in.
    let mut author = Author {
        keys: &aside,
        sequence: 1,
        authority: &home.authority,
    };
    let removal = remove(&author, home.founder.device(), Vec::new()).unwrap();
    let mut after = home.authority.clone();
    after.insert(&removal).unwrap();
    (author.authority, author.sequence) = (&after, 2);
    let ring = keyring(&after, &aside);
    let (begun, ..) = next_epoch(&author, &ring, &mut home.rng).unwrap();
    let mut after = after.clone();
    after.insert(&begun).unwrap();
    let ring = keyring(&after, &aside);
    let (newest, key) = newest(&after, &ring).unwrap();
    let author = Author {
        keys: &aside,
        sequence: 3,
        authority: &after,
    };
    let invited = invite(
        &author,
        Role::Administrator,
        1,
        7,
        (newest, &key),
        &mut home.rng,
    );
    assert!(invited.is_ok());
    // An editor makes none.
    let editor = keys(8);
    let grant = {
        let author = Author {
            keys: &home.founder,
            sequence: 6,
            authority: &home.authority,
        };
        let (link, invited) = invite(&author, Role::Editor, 1, 7, epoch, &mut home.rng).unwrap();
        let mut authority = home.authority.clone();
        authority.insert(&invited).unwrap();
        let party = PartyId::from_bytes([3; 16]);
        join(&link, &authority, &editor, party, &mut home.rng).map(|(joined, ..)| (joined, invited))
    };
    let (joined, invited) = grant.unwrap();
    home.authority.insert(&invited).unwrap();
    home.authority.insert(&joined).unwrap();
    let author = Author {
        keys: &editor,
        sequence: 1,
        authority: &home.authority,
    };
    let made = keep_aside(&author, &keys(7), None, epoch, &mut home.rng);
    assert_eq!(made, Err(MakeError::NotAllowed));
}
