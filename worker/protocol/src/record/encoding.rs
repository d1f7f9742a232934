//! The header's bytes, as PROTOCOL.md lays them out, and how bytes from outside are read.

use super::{DecodeError, Header, Kind, MAX_PARENTS, VERSION};
use crate::ids::{CircleId, DeviceId, DocumentId, EpochId, RecordId, SpaceId};

/// Bytes of a header that names no other record.
const HEADER_LEAST: usize = 142;

/// The header's encoding, which a seal authenticates.
pub(crate) fn header_bytes(header: &Header) -> Vec<u8> {
    let mut bytes =
        Vec::with_capacity(HEADER_LEAST + 32 * (header.parents.len() + header.authority.len()));
    bytes.extend_from_slice(&[VERSION, header.kind as u8]);
    bytes.extend_from_slice(header.space.as_bytes());
    bytes.extend_from_slice(header.circle.as_bytes());
    bytes.extend_from_slice(header.document.as_bytes());
    bytes.extend_from_slice(header.epoch.as_bytes());
    bytes.extend_from_slice(header.author.as_bytes());
    bytes.extend_from_slice(&header.sequence.to_le_bytes());
    for ids in [&header.parents, &header.authority] {
        // A header with more is refused before it is signed ([`Header::check`]).
        let count = u16::try_from(ids.len()).unwrap_or(u16::MAX);
        bytes.extend_from_slice(&count.to_le_bytes());
        ids.iter()
            .for_each(|id| bytes.extend_from_slice(id.as_bytes()));
    }
    bytes
}

/// What is left to read of bytes from outside.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], DecodeError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(DecodeError::Length)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        self.take(N)?.try_into().map_err(|_| DecodeError::Length)
    }

    pub(super) fn header(&mut self) -> Result<Header, DecodeError> {
        let [version] = self.array()?;
        if version != VERSION {
            return Err(DecodeError::Version(version));
        }
        let [kind] = self.array()?;
        Ok(Header {
            kind: Kind::from_number(kind).ok_or(DecodeError::Kind(kind))?,
            space: SpaceId::from_bytes(self.array()?),
            circle: CircleId::from_bytes(self.array()?),
            document: DocumentId::from_bytes(self.array()?),
            epoch: EpochId::from_bytes(self.array()?),
            author: DeviceId::from_bytes(self.array()?),
            sequence: u64::from_le_bytes(self.array()?),
            parents: self.ids()?,
            authority: self.ids()?,
        })
    }

    fn ids(&mut self) -> Result<Vec<RecordId>, DecodeError> {
        let count = usize::from(u16::from_le_bytes(self.array()?));
        if count > MAX_PARENTS {
            return Err(DecodeError::Length);
        }
        (0..count)
            .map(|_| self.array().map(RecordId::from_bytes))
            .collect()
    }
}

impl Kind {
    const fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::Founding,
            2 => Self::Permit,
            3 => Self::Document,
            4 => Self::Grant,
            5 => Self::Removal,
            6 => Self::Epoch,
            7 => Self::Changes,
            8 => Self::Snapshot,
            9 => Self::Confirmation,
            10 => Self::Prune,
            11 => Self::Answer,
            12 => Self::Erasure,
            13 => Self::Circle,
            _ => return None,
        })
    }
}
