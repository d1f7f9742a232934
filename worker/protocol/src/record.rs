//! The record: a header that relays read, a body that they mostly cannot, and a signature over both.

use crate::{
    ids::{CircleId, DeviceId, DocumentId, EpochId, RecordId, SpaceId},
    keys::DeviceKeys,
};
use serde::{Deserialize, Serialize};

/// The only version of the record format there is.
pub const VERSION: u8 = 1;
/// Largest record, in bytes. A larger body goes in parts.
pub const MAX_RECORD: usize = 1 << 20;
/// Most parents, and most authority ids, that a header names.
pub const MAX_PARENTS: usize = 256;

/// What a record is for. The numbers are the wire's and final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Kind {
    /// Makes a space; its author is the first administrator.
    Founding = 1,
    /// The operator's word that a space may live on a relay.
    Permit = 2,
    /// What a document is for: shared text, a party's, open to contributors.
    Document = 3,
    /// Lets a device (or an invitation) in, with a role and the circle's key wrapped for it.
    Grant = 4,
    /// Takes a device's access away.
    Removal = 5,
    /// Begins an epoch of a circle.
    Epoch = 6,
    /// Automerge changes of one document.
    Changes = 7,
    /// A whole document.
    Snapshot = 8,
    /// Another device's word that a snapshot holds what it says.
    Confirmation = 9,
    /// Retires what a confirmed snapshot covers.
    Prune = 10,
    /// A sealed answer to a survey.
    Answer = 11,
    /// Retires records for good.
    Erasure = 12,
}

impl Kind {
    /// Whether the record decides who may do what. These travel first and in the clear.
    pub const fn is_authority(self) -> bool {
        matches!(
            self,
            Self::Founding | Self::Permit | Self::Document | Self::Grant | Self::Removal | Self::Epoch
        )
    }
}

/// What everyone may read of a record, relays too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What the record is for.
    pub kind: Kind,
    /// The space it belongs to; [`SpaceId::NONE`] in a founding.
    pub space: SpaceId,
    /// The circle that can read it.
    pub circle: CircleId,
    /// The document it belongs to, or [`DocumentId::NONE`].
    pub document: DocumentId,
    /// The epoch whose key seals the body, or [`EpochId::NONE`].
    pub epoch: EpochId,
    /// The device (or invitation) that signed it.
    pub author: DeviceId,
    /// The author's count of its records in this space, from 1.
    pub sequence: u64,
    /// The newest records of the document that the author had applied, ascending, no duplicates.
    pub parents: Vec<RecordId>,
    /// The newest authority records the author knew, ascending, no duplicates.
    pub authority: Vec<RecordId>,
}

/// A record whose form and signature have been checked. Whether its author *may* is [`crate::authority`]'s to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    id: RecordId,
    header: Header,
    body: Vec<u8>,
    bytes: Vec<u8>,
}

/// Why bytes are no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes end early, go on too long, or a count is out of range.
    #[error("a record is cut, too long or badly counted")]
    Length,
    /// Made by a later version.
    #[error("record version {0} is not known here")]
    Version(u8),
    /// Of a kind that this version does not know.
    #[error("record kind {0} is not known here")]
    Kind(u8),
    /// Two encodings of the same header: ids out of order or repeated.
    #[error("a record is not in its canonical form")]
    NotCanonical,
    /// The signature is not the author's.
    #[error("a record's signature does not hold")]
    Signature,
    /// The body is not of the form its kind asks for.
    #[error("a record's body is not of its kind's form")]
    Body,
}

impl Record {
    /// Signs a header and body (already sealed where its kind wants that). `header.author` is set to the signer.
    pub fn sign(_header: Header, _body: Vec<u8>, _keys: &DeviceKeys) -> Result<Self, DecodeError> {
        todo!()
    }

    /// Reads a record from outside: length, canonical form, version, kind, signature.
    pub fn decode(_bytes: &[u8]) -> Result<Self, DecodeError> {
        todo!()
    }

    /// BLAKE3 of the bytes.
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The body, sealed or plain as the kind wants.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The record as it came, to be stored and sent on verbatim.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The space the record belongs to: its own id if it is the founding.
    pub fn space(&self) -> SpaceId {
        if self.header.kind == Kind::Founding { SpaceId::from(self.id) } else { self.header.space }
    }
}

/// The header's encoding, which a seal authenticates.
pub(crate) fn header_bytes(_header: &Header) -> Vec<u8> {
    todo!()
}
