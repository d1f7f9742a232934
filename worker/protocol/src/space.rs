//! Making the records that found a space, declare documents, invite and join. What a relay never does.

use crate::{
    authority::Authority,
    bodies::{AuthorityBody, DocumentBody, EpochBody, Founding, Grant, Grantee, Purpose, Role},
    ids::{CircleId, DocumentId, EpochId, PartyId, RecordId, SpaceId},
    invitation::Invitation,
    keys::DeviceKeys,
    record::{DecodeError, Header, Kind, MAX_SEQUENCE, Record},
    seal::{self, EpochKey, SealError},
};
use rand_core::CryptoRng;
use std::collections::BTreeMap;

/// A space just founded: its records in the order they must be stored and sent, and the first epoch's key.
pub struct Founded {
    /// The space.
    pub space: SpaceId,
    /// The first epoch of everyone's circle.
    pub epoch: EpochId,
    /// Its key.
    pub key: EpochKey,
    /// Founding, epoch, the founder's own grant, and the directory's document record (sequence 1 to 4).
    pub records: Vec<Record>,
}

/// Why a record could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MakeError {
    /// The device may not do this.
    #[error("the device's role does not allow this")]
    NotAllowed,
    /// Too large, or with too many parents.
    #[error(transparent)]
    Form(#[from] DecodeError),
    /// A key did not open or wrap.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// Who makes a record, and where it stands.
pub struct Author<'a> {
    /// The device's keys.
    pub keys: &'a DeviceKeys,
    /// Its next sequence number in the space.
    pub sequence: u64,
    /// Its newest record in the space, or [`RecordId::NONE`].
    pub previous: RecordId,
    /// What it knows of who may do what (space and authority heads come from it).
    pub authority: &'a Authority,
}

impl Author<'_> {
    /// The header of a record of everyone's circle by this author, who stands where it stands.
    fn header(&self, kind: Kind, document: DocumentId, epoch: EpochId) -> Header {
        Header {
            kind,
            space: self.authority.space(),
            circle: CircleId::EVERYONE,
            document,
            epoch,
            author: self.keys.device(),
            sequence: self.sequence,
            previous: self.previous,
            parents: Vec::new(),
            authority: self.authority.heads(),
        }
    }

    /// Signs a record, unless the author may not make it.
    fn sign(&self, header: Header, body: Vec<u8>) -> Result<Record, MakeError> {
        let record = Record::sign(header, body, self.keys)?;
        self.authority
            .judge(&record)
            .map_err(|_| MakeError::NotAllowed)?;
        Ok(record)
    }
}

/// Founds a space.
pub fn found(keys: &DeviceKeys, rng: &mut impl CryptoRng) -> Result<Founded, MakeError> {
    let mut nonce = [0; 16];
    rng.fill_bytes(&mut nonce);
    let founding = Record::sign(
        Header {
            kind: Kind::Founding,
            space: SpaceId::NONE,
            circle: CircleId::EVERYONE,
            document: DocumentId::NONE,
            epoch: EpochId::NONE,
            author: keys.device(),
            sequence: 1,
            previous: RecordId::NONE,
            parents: Vec::new(),
            authority: Vec::new(),
        },
        AuthorityBody::Founding(Founding {
            agreement: keys.agreement(),
            nonce,
        })
        .encode(),
        keys,
    )?;
    let (space, mut previous) = (founding.space(), founding.id());
    let mut authority = Authority::new(space);
    let mut records = vec![founding];
    let add = |authority: &mut Authority, records: &[Record]| {
        records
            .iter()
            .try_for_each(|record| authority.insert(record))
            .map_err(|_| MakeError::NotAllowed)
    };
    add(&mut authority, &records)?;

    let key = EpochKey::generate(rng);
    let author = Author {
        keys,
        sequence: 2,
        previous,
        authority: &authority,
    };
    let body = EpochBody {
        commitment: key.commitment(),
        parents: Vec::new(),
    };
    let first = author.sign(
        author.header(Kind::Epoch, DocumentId::NONE, EpochId::NONE),
        AuthorityBody::Epoch(body).encode(),
    )?;
    let epoch = EpochId::from(first.id());
    previous = first.id();
    records.push(first);
    add(&mut authority, &records)?;

    let author = Author {
        keys,
        sequence: 3,
        previous,
        authority: &authority,
    };
    let to_self = To {
        keys,
        grantee: Grantee::Device,
        role: Role::Administrator,
        party: None,
    };
    let own = grant(&author, to_self, (epoch, &key), rng)?;
    previous = own.id();
    records.push(own);
    add(&mut authority, &records)?;

    let author = Author {
        keys,
        sequence: 4,
        previous,
        authority: &authority,
    };
    // Open: whoever contributes also says in it who they are.
    records.push(declare(&author, DocumentId::DIRECTORY, Purpose::Open)?);
    Ok(Founded {
        space,
        epoch,
        key,
        records,
    })
}

/// Declares a document in everyone's circle.
pub fn declare(
    author: &Author<'_>,
    document: DocumentId,
    purpose: Purpose,
) -> Result<Record, MakeError> {
    let header = author.header(Kind::Document, document, EpochId::NONE);
    author.sign(
        header,
        AuthorityBody::Document(DocumentBody { purpose }).encode(),
    )
}

/// Seals Automerge changes of a document into a record. `parents` may come in any order.
pub fn changes(
    author: &Author<'_>,
    document: DocumentId,
    epoch: (EpochId, &EpochKey),
    mut parents: Vec<RecordId>,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    parents.sort_unstable();
    parents.dedup();
    let (epoch, key) = epoch;
    let header = Header {
        parents,
        ..author.header(Kind::Changes, document, epoch)
    };
    let body = seal::seal(key, &header, plain, rng)?;
    author.sign(header, body)
}

/// Makes an invitation and the grant that gives it effect. The relays of the link are the caller's to add.
pub fn invite(
    author: &Author<'_>,
    role: Role,
    uses: u32,
    days: u16,
    epoch: (EpochId, &EpochKey),
    rng: &mut impl CryptoRng,
) -> Result<(Invitation, Record), MakeError> {
    let keys = DeviceKeys::generate(rng);
    let to = To {
        keys: &keys,
        grantee: Grantee::Invitation { uses, days },
        role,
        party: None,
    };
    let record = grant(author, to, epoch, rng)?;
    Ok((
        Invitation {
            space: author.authority.space(),
            keys,
            relays: Vec::new(),
        },
        record,
    ))
}

/// Spends an invitation: a grant to `device`'s keys, authored by the invitation's. `sequence` counts the invitation's
/// own records and is made from randomness, since many may join by one link without knowing of each other.
///
/// # Errors
/// [`MakeError::NotAllowed`] where the invitation's grant is not known in `authority`; [`MakeError::Seal`] where its key
/// does not open.
pub fn join(
    invitation: &Invitation,
    authority: &Authority,
    device: &DeviceKeys,
    party: PartyId,
    rng: &mut impl CryptoRng,
) -> Result<(Record, EpochId, EpochKey), MakeError> {
    let (invited, _, _) = authority
        .invitation(&invitation.keys.device())
        .ok_or(MakeError::NotAllowed)?;
    let (epoch, key) = keyring(authority, CircleId::EVERYONE, &invitation.keys)
        .pop()
        .ok_or(MakeError::Seal(SealError))?;
    let sequence = (rng.next_u64() % MAX_SEQUENCE) + 1;
    let author = Author {
        keys: &invitation.keys,
        sequence,
        previous: RecordId::NONE,
        authority,
    };
    let to = To {
        keys: device,
        grantee: Grantee::Device,
        role: invited.role,
        party: Some(party),
    };
    let record = grant(&author, to, (epoch, &key), rng)?;
    Ok((record, epoch, key))
}

/// The epoch keys that `keys` can open among the grants and epochs known: the keyring of a circle, by epoch. A key that is
/// not the one its epoch's record commits to is left out.
pub fn keyring(
    authority: &Authority,
    circle: CircleId,
    keys: &DeviceKeys,
) -> Vec<(EpochId, EpochKey)> {
    let mut ring = BTreeMap::new();
    for (header, grant) in authority
        .grants_to(&keys.device())
        .filter(|(header, _)| header.circle == circle)
    {
        let epoch = header.epoch;
        let begun = RecordId::from_bytes(*epoch.as_bytes());
        let Some(AuthorityBody::Epoch(body)) =
            authority.body(&begun).filter(|_| authority.stands(&begun))
        else {
            continue;
        };
        if ring.contains_key(&epoch) {
            continue;
        }
        let opened = seal::unwrap(&grant.wrapped, authority.space(), circle, epoch, keys);
        ring.extend(
            opened
                .ok()
                .filter(|key| key.commitment() == body.commitment)
                .map(|key| (epoch, key)),
        );
    }
    ring.into_iter().collect()
}

/// Whom a grant lets in, whose keys are at hand.
struct To<'a> {
    keys: &'a DeviceKeys,
    grantee: Grantee,
    role: Role,
    party: Option<PartyId>,
}

fn grant(
    author: &Author<'_>,
    to: To<'_>,
    epoch: (EpochId, &EpochKey),
    rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    let (epoch, key) = epoch;
    let space = author.authority.space();
    let agreement = to.keys.agreement();
    let body = Grant {
        to: to.keys.device(),
        wrapped: seal::wrap(key, space, CircleId::EVERYONE, epoch, &agreement, rng)?,
        agreement,
        grantee: to.grantee,
        role: to.role,
        party: to.party,
        proof: to.keys.prove_agreement(space),
    };
    let header = author.header(Kind::Grant, DocumentId::NONE, epoch);
    author.sign(header, AuthorityBody::Grant(body).encode())
}
