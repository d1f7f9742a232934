//! The bodies of authority records, which relays read. Encoded with postcard, refused unless they re-encode to the same bytes.

use crate::{
    ids::{DeviceId, PartyId},
    keys::AgreementKey,
    record::{DecodeError, Record},
};
use serde::{Deserialize, Serialize};

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

/// The body of a document record. The header names document and circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentBody {
    /// Who may write it.
    pub purpose: Purpose,
}

/// Whom a grant lets in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The party it works in, opaque here. Invitations name none.
    pub party: Option<PartyId>,
    /// The epoch's key, wrapped for `agreement`.
    pub wrapped: Vec<u8>,
}

/// The body of an epoch record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochBody {
    /// Commitment to the key: a keyed hash of it, so that nobody can hand two members two keys for one epoch.
    pub commitment: [u8; 32],
    /// Each parent epoch with its key sealed by this one's.
    pub parents: Vec<ParentKey>,
}

/// A parent epoch's key, sealed by the child's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParentKey {
    /// The parent epoch.
    pub epoch: crate::ids::EpochId,
    /// Its key, sealed.
    pub sealed: Vec<u8>,
}

/// The body of an authority record, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorityBody {
    /// See [`Founding`].
    Founding(Founding),
    /// See [`DocumentBody`].
    Document(DocumentBody),
    /// See [`Grant`].
    Grant(Grant),
    /// See [`EpochBody`].
    Epoch(EpochBody),
}

impl AuthorityBody {
    /// Reads an authority record's body.
    pub fn of(_record: &Record) -> Result<Self, DecodeError> {
        todo!()
    }
}
