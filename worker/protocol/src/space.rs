//! Making the records that found a space, declare documents, invite and join. What a relay never does.

use crate::{
    authority::Authority,
    bodies::{
        AuthorityBody, CircleBody, DocumentBody, EpochBody, Founding, Grant, Grantee, MAX_COUNTED,
        ParentKey, Purpose, Removal, Role, WrappedFor,
    },
    ids::{CircleId, DeviceId, DocumentId, EpochId, PartyId, RecordId, SpaceId},
    invitation::Invitation,
    keys::{AgreementKey, DeviceKeys},
    prune::PruneBody,
    record::{DecodeError, Header, Kind, MAX_PARENTS, MAX_SEQUENCE, Record},
    seal::{self, EpochKey, SealError, Wrapping},
};
use rand_core::CryptoRng;
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

/// The keys of a circle's epochs, as far as they can be opened.
pub type Keyring = BTreeMap<EpochId, EpochKey>;

/// Most keys that one epoch record wraps its key for; the rest are granted it.
const WRAPPED_AT_ONCE: usize = 768;

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
    /// What it knows of who may do what in the circle it makes the record in (space, circle and authority heads come from it).
    pub authority: &'a Authority,
}

impl Author<'_> {
    /// The header of a record of the author's circle, who stands where it stands.
    fn header(&self, kind: Kind, document: DocumentId, epoch: EpochId) -> Header {
        Header {
            kind,
            space: self.authority.space(),
            circle: self.authority.circle(),
            document,
            epoch,
            author: self.keys.device(),
            sequence: self.sequence,
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
    let space = founding.space();
    let mut authority = Authority::new(space);
    let mut records = vec![founding];
    let add = |authority: &mut Authority, records: &[Record]| {
        records
            .iter()
            .try_for_each(|record| authority.insert(record))
            .map_err(|_| MakeError::NotAllowed)
    };
    add(&mut authority, &records)?;

    let author = Author {
        keys,
        sequence: 2,
        authority: &authority,
    };
    let (first, epoch, key) = first_epoch(&author, rng)?;
    records.push(first);
    add(&mut authority, &records)?;

    let author = Author {
        keys,
        sequence: 3,
        authority: &authority,
    };
    let to_self = To::holding(keys, space, Grantee::Device, Role::Administrator, None);
    let own = grant(&author, to_self, (epoch, &key), rng)?;
    records.push(own);
    add(&mut authority, &records)?;

    let author = Author {
        keys,
        sequence: 4,
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

/// Begins a circle, in everyone's. Its first records are the [`first_epoch`] and the [`seat`] of who begins it.
///
/// # Errors
/// [`MakeError::NotAllowed`].
pub fn begin_circle(author: &Author<'_>, nonce: [u8; 16]) -> Result<Record, MakeError> {
    let header = author.header(Kind::Circle, DocumentId::NONE, EpochId::NONE);
    let body = AuthorityBody::Circle(CircleBody { nonce });
    author.sign(header, body.encode())
}

/// The first epoch of a circle, whose key nobody is handed yet.
///
/// # Errors
/// [`MakeError::NotAllowed`].
pub fn first_epoch(
    author: &Author<'_>,
    rng: &mut impl CryptoRng,
) -> Result<(Record, EpochId, EpochKey), MakeError> {
    let key = EpochKey::generate(rng);
    let body = EpochBody {
        commitment: key.commitment(),
        parents: Vec::new(),
        wrapped: Vec::new(),
    };
    let header = author.header(Kind::Epoch, DocumentId::NONE, EpochId::NONE);
    let record = author.sign(header, AuthorityBody::Epoch(body).encode())?;
    let epoch = EpochId::from(record.id());
    Ok((record, epoch, key))
}

/// Declares a document in the author's circle.
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
///
/// # Errors
/// [`MakeError::NotAllowed`], or [`MakeError::Form`] where it is too large.
pub fn changes(
    author: &Author<'_>,
    document: DocumentId,
    epoch: (EpochId, &EpochKey),
    parents: Vec<RecordId>,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    let header = author.header(Kind::Changes, document, epoch.0);
    seal_upon(author, header, parents, (epoch.1, plain), rng)
}

/// Seals changes of a document, whoever made them, into a snapshot. `parents`: the newest of the records that it stands in for, in
/// any order.
///
/// # Errors
/// As [`changes`].
pub fn snapshot(
    author: &Author<'_>,
    document: DocumentId,
    epoch: (EpochId, &EpochKey),
    parents: Vec<RecordId>,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    let header = author.header(Kind::Snapshot, document, epoch.0);
    seal_upon(author, header, parents, (epoch.1, plain), rng)
}

fn seal_upon(
    author: &Author<'_>,
    header: Header,
    mut parents: Vec<RecordId>,
    (key, plain): (&EpochKey, &[u8]),
    rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    parents.sort_unstable();
    parents.dedup();
    let header = Header { parents, ..header };
    let body = seal::seal(key, &header, plain, rng)?;
    author.sign(header, body)
}

/// Says that snapshots hold all that is in the records which are covered, and nothing else. In any order.
///
/// # Errors
/// [`MakeError::NotAllowed`], or [`MakeError::Form`] where there are too many.
pub fn prune(
    author: &Author<'_>,
    document: DocumentId,
    mut snapshots: Vec<RecordId>,
    mut body: PruneBody,
) -> Result<Record, MakeError> {
    for ids in [&mut snapshots, &mut body.covered, &mut body.follows] {
        ids.sort_unstable();
        ids.dedup();
    }
    let header = Header {
        parents: snapshots,
        ..author.header(Kind::Prune, document, EpochId::NONE)
    };
    author.sign(header, body.encode())
}

/// Says that what a prune says is so.
///
/// # Errors
/// [`MakeError::NotAllowed`].
pub fn confirm(
    author: &Author<'_>,
    document: DocumentId,
    prune: RecordId,
) -> Result<Record, MakeError> {
    let header = Header {
        parents: vec![prune],
        ..author.header(Kind::Confirmation, document, EpochId::NONE)
    };
    author.sign(header, Vec::new())
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
    let to = To::holding(
        &keys,
        author.authority.space(),
        Grantee::Invitation { uses, days },
        role,
        None,
    );
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

/// Spends an invitation: a grant to `device`'s keys, authored by the invitation's. The sequence number counts the invitation's
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
    let space = authority.space();
    let to = To::holding(device, space, Grantee::Device, invited.role, Some(party));
    spend(invitation, authority, to, rng)
}

/// Spends a link for somebody's own device: a grant to `device`'s keys as one more of theirs, authored by the link's.
///
/// # Errors
/// As [`join`].
pub fn join_linked(
    invitation: &Invitation,
    authority: &Authority,
    device: &DeviceKeys,
    rng: &mut impl CryptoRng,
) -> Result<(Record, EpochId, EpochKey), MakeError> {
    let (linking, made, _) = authority
        .invitation(&invitation.keys.device())
        .filter(|(grant, ..)| grant.grantee == Grantee::Linking)
        .ok_or(MakeError::NotAllowed)?;
    let (space, of) = (authority.space(), authority.author(&made));
    let of = of.ok_or(MakeError::NotAllowed)?;
    let linked = Grantee::Linked { of };
    let to = To {
        proof: device.prove_linked(&of, space),
        ..To::holding(device, space, linked, linking.role, linking.party)
    };
    spend(invitation, authority, to, rng)
}

fn spend(
    invitation: &Invitation,
    authority: &Authority,
    to: To,
    rng: &mut impl CryptoRng,
) -> Result<(Record, EpochId, EpochKey), MakeError> {
    let ring = keyring(authority, &invitation.keys);
    let (epoch, key) = newest(authority, &ring).ok_or(MakeError::Seal(SealError))?;
    let sequence = (rng.next_u64() % MAX_SEQUENCE) + 1;
    let author = Author {
        keys: &invitation.keys,
        sequence,
        authority,
    };
    let record = grant(&author, to, (epoch, &key), rng)?;
    Ok((record, epoch, key))
}

/// Makes the grant that gives a link for one more device of the author's effect: with the author's role and party.
///
/// # Errors
/// [`MakeError::NotAllowed`] where the author is no member.
pub fn link(
    author: &Author<'_>,
    keys: &DeviceKeys,
    epoch: (EpochId, &EpochKey),
    rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    let me = author.authority.member(&author.keys.device());
    let me = me.ok_or(MakeError::NotAllowed)?;
    let space = author.authority.space();
    let to = To {
        proof: keys.prove_link(&author.keys.device(), space),
        ..To::holding(keys, space, Grantee::Linking, me.role, me.party)
    };
    grant(author, to, epoch, rng)
}

/// Takes away what a key, device or invitation, was granted. Of what it has made, what the author knows counts; of changes,
/// those `counted`, with all that they build on. At most [`MAX_COUNTED`]: more are left out.
pub fn remove(
    author: &Author<'_>,
    device: DeviceId,
    mut counted: Vec<RecordId>,
) -> Result<Record, MakeError> {
    counted.truncate(MAX_COUNTED);
    counted.sort_unstable();
    counted.dedup();
    let header = author.header(Kind::Removal, DocumentId::NONE, EpochId::NONE);
    let body = Removal { device, counted };
    author.sign(header, AuthorityBody::Removal(body).encode())
}

/// Erases a document for good: nobody keeps anything of it any longer.
///
/// # Errors
/// [`MakeError::NotAllowed`].
pub fn erase(author: &Author<'_>, document: DocumentId) -> Result<Record, MakeError> {
    let header = author.header(Kind::Erasure, document, EpochId::NONE);
    author.sign(header, AuthorityBody::Erasure.encode())
}

/// Begins an epoch that follows all that nobody follows yet, for all who are members now and for the open invitations.
/// Those for whom one record has no room are to be granted the key: see [`left_out`].
///
/// # Errors
/// [`MakeError::NotAllowed`].
pub fn next_epoch(
    author: &Author<'_>,
    ring: &Keyring,
    rng: &mut impl CryptoRng,
) -> Result<(Record, EpochId, EpochKey), MakeError> {
    let (authority, space) = (author.authority, author.authority.space());
    let key = EpochKey::generate(rng);
    let commitment = key.commitment();
    let mut parents = Vec::new();
    let mut follows = authority.newest_epochs();
    follows.extend(lost_keys(authority, ring));
    follows.sort_unstable();
    follows.truncate(MAX_PARENTS);
    for epoch in follows {
        let sealed = match ring.get(&epoch) {
            Some(parent) => seal::seal_parent(&key, space, (epoch, parent), rng)?,
            None => Vec::new(),
        };
        parents.push(ParentKey { epoch, sealed });
    }
    let mut wrapped = Vec::new();
    for (to, agreement) in authority.agreements().into_iter().take(WRAPPED_AT_ONCE) {
        let within = Wrapping::Within(commitment);
        // Who gave a key that nothing can be wrapped for is left out, and stops nobody.
        let one = seal::wrap(&key, space, authority.circle(), within, agreement, rng);
        wrapped.extend(one.ok().map(|wrapped| WrappedFor { to, wrapped }));
    }
    wrapped.sort_unstable_by_key(|one| one.to);
    let body = EpochBody {
        commitment,
        parents,
        wrapped,
    };
    let header = author.header(Kind::Epoch, DocumentId::NONE, EpochId::NONE);
    let record = author.sign(header, AuthorityBody::Epoch(body).encode())?;
    let epoch = EpochId::from(record.id());
    Ok((record, epoch, key))
}

/// The epochs at hand that the newest do not lead to: one of them was begun by somebody who had not got its parent's key. The
/// next epoch seals theirs as well, so that one key opens all history again.
pub fn lost_keys(authority: &Authority, ring: &Keyring) -> Vec<EpochId> {
    let mut reached = BTreeSet::new();
    let mut open = authority.newest_epochs();
    while let Some(epoch) = open.pop() {
        if reached.insert(epoch)
            && let Some((_, body)) = authority.epoch(RecordId::from_bytes(*epoch.as_bytes()))
        {
            let sealed = body
                .parents
                .iter()
                .filter(|parent| !parent.sealed.is_empty());
            open.extend(sealed.map(|parent| parent.epoch));
        }
    }
    let ever = ring.keys().filter(|epoch| !reached.contains(*epoch));
    ever.copied().collect()
}

/// Those who are members, or invited, and were handed no key of the newest epoch, or of one that follows it: who joined with
/// an older one, or for whom the epoch's record had no room.
pub fn left_out(authority: &Authority) -> Vec<DeviceId> {
    let newest = authority.newest_epochs();
    let handed = |key: &DeviceId| {
        let granted = authority
            .grants_to(key)
            .any(|(header, _)| newest.contains(&header.epoch));
        let wrapped = newest.iter().any(|epoch| {
            let begun = authority.epoch(RecordId::from_bytes(*epoch.as_bytes()));
            begun.is_some_and(|(_, body)| body.wrapped.iter().any(|one| one.to == *key))
        });
        granted || wrapped
    };
    let keys = authority.agreements().into_iter().map(|(key, _)| key);
    keys.filter(|key| !handed(key)).collect()
}

/// Grants a device anew: with another role, after a removal, or, with the role it has, the newest epoch's key.
///
/// # Errors
/// [`MakeError::NotAllowed`] where the device was never granted anything here, or the author may not.
pub fn grant_anew(
    author: &Author<'_>,
    device: DeviceId,
    role: Role,
    epoch: (EpochId, &EpochKey),
    rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    seat(author, author.authority, device, role, epoch, rng)
}

/// Grants a device that a space knows a seat in a circle, or anew.
///
/// # Errors
/// [`MakeError::NotAllowed`] where the device was never granted anything in the space, or the author may not.
pub fn seat(
    author: &Author<'_>,
    space: &Authority,
    device: DeviceId,
    role: Role,
    epoch: (EpochId, &EpochKey),
    rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    let (_, before) = space
        .grants_to(&device)
        .filter(|(_, grant)| grant.grantee.is_device())
        // Whose device it is goes on being known.
        .max_by_key(|(_, grant)| {
            let is_linked = matches!(grant.grantee, Grantee::Linked { .. });
            (is_linked, grant.party.is_some())
        })
        .ok_or(MakeError::NotAllowed)?;
    let to = To {
        device,
        agreement: before.agreement.clone(),
        proof: before.proof,
        grantee: before.grantee.clone(),
        role,
        party: before.party,
    };
    grant(author, to, epoch, rng)
}

/// Grants a key that is kept aside what an administrator may, for a party.
///
/// # Errors
/// [`MakeError::NotAllowed`].
pub fn keep_aside(
    author: &Author<'_>,
    keys: &DeviceKeys,
    party: Option<PartyId>,
    epoch: (EpochId, &EpochKey),
    rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    let space = author.authority.space();
    let to = To::holding(keys, space, Grantee::Recovery, Role::Administrator, party);
    grant(author, to, epoch, rng)
}

/// The epoch keys that `keys` can open among the grants and epochs known. Each opens those it follows. A key that is not the
/// one its epoch's record commits to is left out.
pub fn keyring(authority: &Authority, keys: &DeviceKeys) -> Keyring {
    let mut ring = Keyring::new();
    open_more(authority, keys, &mut ring);
    ring
}

/// Adds to a keyring what can be opened beside it, and opens nothing twice.
pub fn open_more(authority: &Authority, keys: &DeviceKeys, ring: &mut Keyring) {
    // The newest first: they open those they follow without a wrapped key of their own.
    let mut epochs: Vec<EpochId> = authority.newest_epochs();
    epochs.extend(authority.epochs().map(|(epoch, _)| epoch));
    for epoch in epochs {
        if let Entry::Vacant(lacking) = ring.entry(epoch)
            && let Some(key) = handed(authority, epoch, keys)
        {
            lacking.insert(key);
        }
        open_parents(authority, epoch, ring);
    }
}

/// An epoch's key as it was wrapped for these keys, in the epoch's record or in a grant.
fn handed(authority: &Authority, epoch: EpochId, keys: &DeviceKeys) -> Option<EpochKey> {
    let (space, me) = (authority.space(), keys.device());
    let (_, body) = authority.epoch(RecordId::from_bytes(*epoch.as_bytes()))?;
    let within = body.wrapped.iter().filter(|one| one.to == me);
    let within = within.map(|one| (&one.wrapped, Wrapping::Within(body.commitment)));
    let granted = authority
        .grants_to(&me)
        .filter(|(header, _)| header.epoch == epoch)
        .map(|(_, grant)| (&grant.wrapped, Wrapping::Of(epoch)));
    within
        .chain(granted)
        .filter_map(|(wrapped, of)| seal::unwrap(wrapped, space, authority.circle(), of, keys).ok())
        .find(|key| key.commitment() == body.commitment)
}

/// Opens the epochs that one follows, and those that they follow.
fn open_parents(authority: &Authority, epoch: EpochId, ring: &mut Keyring) {
    let mut open = vec![epoch];
    while let Some(epoch) = open.pop() {
        let begun = authority.epoch(RecordId::from_bytes(*epoch.as_bytes()));
        let (Some(key), Some((_, body))) = (ring.get(&epoch).cloned(), begun) else {
            continue;
        };
        for parent in &body.parents {
            let committed = authority.epoch(RecordId::from_bytes(*parent.epoch.as_bytes()));
            let Some((_, committed)) = committed.filter(|_| !ring.contains_key(&parent.epoch))
            else {
                continue;
            };
            let opened = seal::open_parent(&key, authority.space(), parent.epoch, &parent.sealed);
            if let Ok(key) = opened
                && key.commitment() == committed.commitment
            {
                ring.insert(parent.epoch, key);
                open.push(parent.epoch);
            }
        }
    }
}

/// The epoch to seal in: of the newest whose key is at hand, the one with the lowest id; where none is (left out for now),
/// the newest that is.
pub fn newest(authority: &Authority, ring: &Keyring) -> Option<(EpochId, EpochKey)> {
    let at_hand = |epoch: &EpochId| ring.get(epoch).map(|key| (*epoch, key.clone()));
    let newest = authority.newest_epochs();
    newest.iter().find_map(at_hand).or_else(|| {
        let followed: Vec<EpochId> = authority
            .epochs()
            .filter(|(epoch, _)| ring.contains_key(epoch))
            .flat_map(|(_, body)| body.parents.iter().map(|parent| parent.epoch))
            .collect();
        let mut held = ring.keys().filter(|epoch| !followed.contains(epoch));
        held.find_map(at_hand)
    })
}

/// Whom a grant lets in.
struct To {
    device: DeviceId,
    agreement: AgreementKey,
    proof: [u8; 64],
    grantee: Grantee,
    role: Role,
    party: Option<PartyId>,
}

impl To {
    /// One whose keys are at hand.
    fn holding(
        keys: &DeviceKeys,
        space: SpaceId,
        grantee: Grantee,
        role: Role,
        party: Option<PartyId>,
    ) -> Self {
        Self {
            device: keys.device(),
            agreement: keys.agreement(),
            proof: keys.prove_agreement(space),
            grantee,
            role,
            party,
        }
    }
}

fn grant(
    author: &Author<'_>,
    to: To,
    epoch: (EpochId, &EpochKey),
    rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    let (epoch, key) = epoch;
    let (space, of) = (author.authority.space(), Wrapping::Of(epoch));
    let circle = author.authority.circle();
    let body = Grant {
        to: to.device,
        wrapped: seal::wrap(key, space, circle, of, &to.agreement, rng)?,
        agreement: to.agreement,
        grantee: to.grantee,
        role: to.role,
        party: to.party,
        proof: to.proof,
    };
    let header = author.header(Kind::Grant, DocumentId::NONE, epoch);
    author.sign(header, AuthorityBody::Grant(body).encode())
}
