//! The record: a header that relays read, a body that they mostly cannot, and a signature over both.

mod encoding;

use crate::{
    ids::{CircleId, DeviceId, DocumentId, EpochId, RecordId, SpaceId},
    keys::{DeviceKeys, signature_holds},
};
use encoding::Reader;
pub(crate) use encoding::header_bytes;
use serde::{Deserialize, Serialize};

/// The only version of the record format there is.
pub const VERSION: u8 = 1;
/// Largest record, in bytes. A larger body goes in parts.
pub const MAX_RECORD: usize = 1 << 20;
/// Most parents, and most authority ids, that a header names.
pub const MAX_PARENTS: usize = 256;
/// Largest sequence number: what every store and language holds exactly (2^53 − 1).
pub const MAX_SEQUENCE: u64 = (1 << 53) - 1;

/// Bytes of a signature.
const SIGNATURE: usize = 64;
/// What stands before the bytes that are signed, so that no other signature of a device is a record's.
const SIGNED: &[u8] = b"samvev record v1\0";

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
    /// Erases a document for good.
    Erasure = 12,
    /// Begins a circle; its author is the first administrator there.
    Circle = 13,
}

impl Kind {
    /// Whether the record decides who may do what. These travel first and in the clear.
    pub const fn is_authority(self) -> bool {
        matches!(
            self,
            Self::Founding
                | Self::Permit
                | Self::Document
                | Self::Grant
                | Self::Removal
                | Self::Epoch
                | Self::Erasure
                | Self::Circle
        )
    }

    /// Whether the record belongs to a document and is made by whoever may write that.
    pub const fn is_written(self) -> bool {
        matches!(
            self,
            Self::Changes | Self::Snapshot | Self::Confirmation | Self::Prune
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
    /// The author's count of its records in this space, from 1 to [`MAX_SEQUENCE`].
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
    /// Signs a header and body (already sealed where its kind wants that). `header.author` is set to the signer; a seal
    /// covers it, so seal with it set.
    ///
    /// # Errors
    /// What [`Record::decode`] would refuse is not made.
    pub fn sign(mut header: Header, body: Vec<u8>, keys: &DeviceKeys) -> Result<Self, DecodeError> {
        header.author = keys.device();
        header.check()?;
        let length = u32::try_from(body.len()).map_err(|_| DecodeError::Length)?;
        let mut bytes = header_bytes(&header);
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&body);
        if bytes.len() + SIGNATURE > MAX_RECORD {
            return Err(DecodeError::Length);
        }
        let signature = keys.sign(&signed(&bytes));
        bytes.extend_from_slice(&signature);
        Ok(Self {
            id: id_of(&bytes),
            header,
            body,
            bytes,
        })
    }

    /// Reads a record from outside: length, canonical form, version, kind, signature.
    ///
    /// # Errors
    /// Version and kind are looked at first, so that a record of a later version is told from a broken one.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let record = Self::read(bytes)?;
        let (unsigned, signature) = bytes
            .split_last_chunk::<SIGNATURE>()
            .ok_or(DecodeError::Length)?;
        if !signature_holds(&record.header.author, &signed(unsigned), signature) {
            return Err(DecodeError::Signature);
        }
        Ok(record)
    }

    /// Reads a record that was found good before, and kept under its id: what has that id is what was found good then.
    ///
    /// # Errors
    /// [`DecodeError::Signature`] if it is another; else as [`Record::decode`].
    pub fn kept(bytes: &[u8], id: &RecordId) -> Result<Self, DecodeError> {
        if id_of(bytes) != *id {
            return Err(DecodeError::Signature);
        }
        Self::read(bytes)
    }

    /// All but the signature is looked at.
    fn read(bytes: &[u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_RECORD {
            return Err(DecodeError::Length);
        }
        let mut reader = Reader(bytes);
        let header = reader.header()?;
        let length = u32::from_le_bytes(reader.array()?);
        let body = reader
            .take(usize::try_from(length).map_err(|_| DecodeError::Length)?)?
            .to_vec();
        let _: [u8; SIGNATURE] = reader.array()?;
        if !reader.0.is_empty() {
            return Err(DecodeError::Length);
        }
        header.check()?;
        Ok(Self {
            id: id_of(bytes),
            header,
            body,
            bytes: bytes.to_vec(),
        })
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
        if self.header.kind == Kind::Founding {
            SpaceId::from(self.id)
        } else {
            self.header.space
        }
    }
}

impl Header {
    /// What holds for every header. A founding, whose id is the space, names no space; every other record does.
    fn check(&self) -> Result<(), DecodeError> {
        let founding = self.kind == Kind::Founding;
        if self.parents.len() > MAX_PARENTS || self.authority.len() > MAX_PARENTS {
            return Err(DecodeError::Length);
        }
        let in_order = |ids: &[RecordId]| ids.is_sorted_by(|a, b| a < b);
        let numbered =
            (1..=MAX_SEQUENCE).contains(&self.sequence) && (!founding || self.sequence == 1);
        if !in_order(&self.parents)
            || !in_order(&self.authority)
            || !numbered
            || founding != (self.space == SpaceId::NONE)
        {
            return Err(DecodeError::NotCanonical);
        }
        Ok(())
    }
}

fn id_of(bytes: &[u8]) -> RecordId {
    RecordId::from_bytes(*blake3::hash(bytes).as_bytes())
}

fn signed(unsigned: &[u8]) -> Vec<u8> {
    [SIGNED, unsigned].concat()
}
