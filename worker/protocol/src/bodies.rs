//! The bodies of authority records, which relays read. Encoded with postcard, refused unless they re-encode to the same bytes.

use crate::{
    ids::{CircleId, DeviceId, DocumentId, EpochId, PartyId, RecordId, SpaceId},
    keys::{AgreementKey, agreement_holds, link_holds, linked_holds},
    record::{DecodeError, Kind, MAX_PARENTS, MAX_RECORD, Record},
    seal::{SEALED_PARENT, WRAPPED},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Largest body of an authority record, in bytes.
pub const MAX_AUTHORITY_BODY: usize = 64 << 10;

/// Largest body of an epoch that follows another, in bytes: its key is wrapped for every member.
pub const MAX_EPOCH_BODY: usize = MAX_RECORD - (32 << 10);

/// Largest body of a prune, in bytes.
pub const MAX_PRUNE_BODY: usize = MAX_RECORD - (32 << 10);

/// Most records that a removal names as counted.
pub const MAX_COUNTED: usize = 1024;

/// What a device may do. Ordered: each may all that those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Reads.
    Reader,
    /// Comments, answers, fills in its own party's documents.
    Contributor,
    /// Writes shared documents.
    Editor,
    /// Lets people in and removes them.
    Administrator,
}

/// Who may write a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Purpose {
    /// Shared text: editors.
    Shared,
    /// One party's: its contributors, and editors of that party.
    Party(PartyId),
    /// Open to contributors.
    Open,
}

/// The body of a founding: the founder's agreement key and a nonce that makes the space unlike any other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founding {
    /// What keys are wrapped to for the founder.
    pub agreement: AgreementKey,
    /// Randomness.
    pub nonce: [u8; 16],
}

/// The body of a circle record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircleBody {
    /// Randomness: what makes the circle unlike any other that its author began ([`CircleId::begun`]).
    pub nonce: [u8; 16],
}

/// The body of a document record. The header names document and circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentBody {
    /// Who may write it.
    pub purpose: Purpose,
}

/// Whom a grant lets in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grantee {
    /// One device.
    Device,
    /// Whoever has the link, so many times and so long after the relay first stored the grant, by the relay's clock.
    Invitation {
        /// How many may join.
        uses: u32,
        /// Days until it ends.
        days: u16,
    },
    /// A key that is kept aside, for the day when nobody else can let anybody in. It may what a device may.
    Recovery,
    /// Whoever has the link, once and within a day, as one more device of the issuer's. Any device may make one.
    Linking,
    /// One more device of somebody's, which came by such a link.
    Linked {
        /// The device that it was added from.
        of: DeviceId,
    },
}

impl Grantee {
    /// Whether it stands for a device, at hand or kept aside.
    pub const fn is_device(&self) -> bool {
        matches!(self, Self::Device | Self::Recovery | Self::Linked { .. })
    }

    /// How many a link lets in, and for how many days. Nothing where it is no link.
    pub const fn terms(&self) -> Option<(u32, u16)> {
        match self {
            Self::Invitation { uses, days } => Some((*uses, *days)),
            Self::Linking => Some((1, 1)),
            Self::Device | Self::Recovery | Self::Linked { .. } => None,
        }
    }
}

/// The body of a grant. The header names circle and epoch, its author is the issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The device, or the invitation's public key.
    pub to: DeviceId,
    /// What keys are wrapped to.
    pub agreement: AgreementKey,
    /// Device or invitation.
    pub grantee: Grantee,
    /// What it may do. Never more than the issuer may.
    pub role: Role,
    /// The party it works in, opaque here. Invitations name none; a link for one's own device names one's own.
    pub party: Option<PartyId>,
    /// The epoch's key, wrapped for `agreement`.
    #[serde(with = "serde_bytes")]
    pub wrapped: Vec<u8>,
    /// `to`'s own word that `agreement` is its key ([`crate::keys::DeviceKeys::prove_agreement`]), so that no issuer
    /// can have a key of their own take its place. Of a linked device it says whose it is as well
    /// ([`crate::keys::DeviceKeys::prove_linked`]), and of a link who made it ([`crate::keys::DeviceKeys::prove_link`]), so that
    /// nobody can call another's device or link theirs.
    #[serde(with = "crate::signature_bytes")]
    pub proof: [u8; 64],
}

impl Grant {
    fn is_its_devices_word(&self, author: &DeviceId, space: SpaceId) -> bool {
        match &self.grantee {
            Grantee::Linking => link_holds(&self.to, author, &self.agreement, space, &self.proof),
            Grantee::Linked { of } => {
                linked_holds(&self.to, of, &self.agreement, space, &self.proof)
            }
            _ => agreement_holds(&self.to, &self.agreement, space, &self.proof),
        }
    }
}

/// The body of an epoch record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochBody {
    /// Commitment to the key: a keyed hash of it, so that nobody can hand two members two keys for one epoch.
    pub commitment: [u8; 32],
    /// Each parent epoch with its key sealed by this one's: so one key opens all history.
    pub parents: Vec<ParentKey>,
    /// The key, wrapped for those who were members when the epoch began, and for the open invitations, by key. Empty in a
    /// space's first, whose founder is granted it.
    pub wrapped: Vec<WrappedFor>,
}

/// An epoch's key, wrapped for one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrappedFor {
    /// The device, or the invitation's public key.
    pub to: DeviceId,
    /// The epoch's key, wrapped for its agreement key.
    #[serde(with = "serde_bytes")]
    pub wrapped: Vec<u8>,
}

/// The body of a removal: a device that is no longer let in, or an invitation that is withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// Whom.
    pub device: DeviceId,
    /// Those of its records with changes that count, with all that they build on, ascending.
    pub counted: Vec<RecordId>,
}

/// A parent epoch's key, sealed by the child's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParentKey {
    /// The parent epoch.
    pub epoch: EpochId,
    /// Its key, sealed. Empty where the maker had not got it: the epoch is followed all the same, so that nobody can stop others by
    /// keeping a key back.
    #[serde(with = "serde_bytes")]
    pub sealed: Vec<u8>,
}

/// The body of an authority record, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorityBody {
    /// See [`Founding`].
    Founding(Founding),
    /// See [`CircleBody`].
    Circle(CircleBody),
    /// See [`DocumentBody`].
    Document(DocumentBody),
    /// See [`Grant`].
    Grant(Grant),
    /// See [`EpochBody`].
    Epoch(EpochBody),
    /// See [`Removal`].
    Removal(Removal),
    /// An erasure has no body: its header names the document.
    Erasure,
}

impl AuthorityBody {
    /// Reads an authority record's body, and looks at what its kind asks of the header.
    ///
    /// # Errors
    /// [`DecodeError::Body`] for a body or header that is not of its kind's form, and for kinds that have no such body
    /// in this version.
    pub fn of(record: &Record) -> Result<Self, DecodeError> {
        let header = record.header();
        let no_document = header.document == DocumentId::NONE;
        let no_epoch = header.epoch == EpochId::NONE;
        let everyones = header.circle == CircleId::EVERYONE;
        // What is of a circle cannot be taken for another's: its documents begin as it does, and no others so.
        let of_circle = match everyones {
            true => !header.document.is_of_a_circle(),
            false => header.document.begins_as(&header.circle),
        };
        let (body, in_form) = match header.kind {
            Kind::Founding => {
                let founding: Founding = canonical(record.body())?;
                let in_form = no_document
                    && no_epoch
                    && everyones
                    && header.authority.is_empty()
                    && founding.agreement.0.len() == AgreementKey::LENGTH;
                (Self::Founding(founding), in_form)
            }
            Kind::Circle => (
                Self::Circle(canonical(record.body())?),
                no_document && no_epoch && everyones,
            ),
            Kind::Document => (
                Self::Document(canonical(record.body())?),
                !no_document && no_epoch && of_circle,
            ),
            Kind::Grant => {
                let grant: Grant = canonical(record.body())?;
                let in_form = no_document
                    && !no_epoch
                    && grant.wrapped.len() == WRAPPED
                    && grant.agreement.0.len() == AgreementKey::LENGTH
                    && grant.is_its_devices_word(&header.author, record.space());
                (Self::Grant(grant), in_form)
            }
            Kind::Epoch => {
                let epoch = EpochBody::read(record.body())?;
                let in_form = no_document && no_epoch && epoch.is_in_form();
                (Self::Epoch(epoch), in_form)
            }
            Kind::Removal => {
                let removal: Removal = canonical(record.body())?;
                let in_form = no_document
                    && no_epoch
                    && removal.counted.len() <= MAX_COUNTED
                    && removal.counted.is_sorted_by(|a, b| a < b);
                (Self::Removal(removal), in_form)
            }
            Kind::Erasure => {
                let is_erasable = !no_document
                    && header.document != DocumentId::DIRECTORY
                    && (everyones || of_circle);
                let in_form = is_erasable && no_epoch && record.body().is_empty();
                (Self::Erasure, in_form)
            }
            _ => return Err(DecodeError::Body),
        };
        if in_form && header.parents.is_empty() {
            Ok(body)
        } else {
            Err(DecodeError::Body)
        }
    }

    /// The body's bytes, as they stand in a record.
    pub fn encode(&self) -> Vec<u8> {
        let bytes = match self {
            Self::Removal(body) => postcard::to_stdvec(body),
            Self::Erasure => Ok(Vec::new()),
            Self::Founding(body) => postcard::to_stdvec(body),
            Self::Circle(body) => postcard::to_stdvec(body),
            Self::Document(body) => postcard::to_stdvec(body),
            Self::Grant(body) => postcard::to_stdvec(body),
            Self::Epoch(body) if body.parents.is_empty() => postcard::to_stdvec(&body.first()),
            Self::Epoch(body) => postcard::to_stdvec(body),
        };
        // Writing these types to a growing buffer has no way to fail; an empty body would be refused by all.
        bytes.unwrap_or_default()
    }
}

impl EpochBody {
    /// The first epoch of a circle ends after its parents, of which it has none.
    fn first(&self) -> ([u8; 32], &[ParentKey]) {
        (self.commitment, &self.parents)
    }

    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        if let Ok((commitment, parents)) = canonical::<([u8; 32], Vec<ParentKey>)>(bytes)
            && parents.is_empty()
        {
            return Ok(Self {
                commitment,
                parents,
                wrapped: Vec::new(),
            });
        }
        let body: Self = canonical_within(bytes, MAX_EPOCH_BODY)?;
        if body.parents.is_empty() {
            // The first has the other form.
            return Err(DecodeError::Body);
        }
        Ok(body)
    }

    /// Parents and whom it is wrapped for ascend strictly, and what is sealed and wrapped has its length.
    fn is_in_form(&self) -> bool {
        self.parents.len() <= MAX_PARENTS
            && self.parents.is_sorted_by(|a, b| a.epoch < b.epoch)
            && self
                .parents
                .iter()
                .all(|parent| matches!(parent.sealed.len(), 0 | SEALED_PARENT))
            && self.wrapped.is_sorted_by(|a, b| a.to < b.to)
            && self.wrapped.iter().all(|one| one.wrapped.len() == WRAPPED)
    }
}

/// Reads what has only one encoding: postcard alone would also take padded numbers.
fn canonical<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    canonical_within(bytes, MAX_AUTHORITY_BODY)
}

pub(crate) fn canonical_within<T: Serialize + DeserializeOwned>(
    bytes: &[u8],
    most: usize,
) -> Result<T, DecodeError> {
    if bytes.len() > most {
        return Err(DecodeError::Body);
    }
    let body: T = postcard::from_bytes(bytes).map_err(|_| DecodeError::Body)?;
    match postcard::to_stdvec(&body) {
        Ok(again) if again == bytes => Ok(body),
        _ => Err(DecodeError::Body),
    }
}
