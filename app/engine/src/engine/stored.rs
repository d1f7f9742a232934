//! The forms of what is stored beside the records themselves. Read from this profile's own store; where one cannot be read
//! (damaged, or of another version) the engine does without it, since the records hold everything.
//!
//! Each begins with a byte that names the version of them all, as does what tabs tell each other and what passes between
//! members: postcard read as what it is not would be believed.

use samvev_documents::{
    document::{DocumentKind, Heads},
    text::Delta,
};
use samvev_protocol::{
    ids::{CircleId, DeviceId, DocumentId, RecordId},
    record::Record,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// That a record is kept, and what sending it in order needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    /// The document whose changes it holds; `None`: it is an authority record.
    pub document: Option<DocumentId>,
    pub circle: CircleId,
    pub author: DeviceId,
    pub sequence: u64,
    /// What it builds on.
    pub parents: Vec<RecordId>,
}

impl Listed {
    pub(super) fn of(record: &Record) -> Self {
        let header = record.header();
        let document = (!header.kind.is_authority()).then_some(header.document);
        Self {
            document,
            circle: header.circle,
            author: header.author,
            sequence: header.sequence,
            parents: header.parents.clone(),
        }
    }
}

/// A document saved whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Cached {
    pub kind: DocumentKind,
    pub saved: Vec<u8>,
    /// The newest records in it.
    pub heads: Vec<RecordId>,
}

/// Changes that a saved document has not yet, opened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Fresh {
    pub parents: Vec<RecordId>,
    pub changes: Vec<u8>,
}

/// That a batch of typing is applied, and what a batch typed after it needs in order to find its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Typed {
    /// What the batch was typed on.
    pub base: Heads,
    /// Where the document stood before it was applied.
    pub before: Heads,
    /// Where it stood after.
    pub after: Heads,
    /// The batch, on the text at `base`.
    pub delta: Delta,
}

/// The version of these forms. Another number whenever one of them, or what is in one of them, is written otherwise.
pub(super) const VERSION: u8 = 4;

pub(super) fn write(value: &impl Serialize) -> Vec<u8> {
    // Writing these types to a growing buffer has no way to fail; empty bytes are read as nothing.
    postcard::to_extend(value, vec![VERSION]).unwrap_or_default()
}

pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    match bytes.split_first() {
        Some((&VERSION, value)) => postcard::from_bytes(value).ok(),
        _ => None,
    }
}

/// Reads what is written the same in all versions, and must not be lost with one.
pub(super) fn read_lasting<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (_, value) = bytes.split_first()?;
    postcard::from_bytes(value).ok()
}

/// The part of a stamp that stays until records of its document fall. That of what is saved first is zeros.
type Beginning = [u8; 8];

fn beginning(stamp: Option<&[u8]>) -> Beginning {
    stamp
        .and_then(|stamp| stamp.first_chunk().copied())
        .unwrap_or_default()
}

/// The stamp of a document that is saved whole again, when nothing of it has fallen since.
pub(super) fn stamp(was: Option<&[u8]>, new: [u8; 8]) -> Vec<u8> {
    [beginning(was), new].concat()
}

/// Whether records of a document have fallen between two stamps.
pub(super) fn has_fallen(was: Option<&[u8]>, is: Option<&[u8]>) -> bool {
    beginning(was) != beginning(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_version_wrote_is_not_read_as_ours() {
        let mut written = write(&(7_u32, "ord"));
        assert_eq!(read(&written), Some((7_u32, "ord".to_owned())));
        if let Some(version) = written.first_mut() {
            *version += 1;
        }
        assert_eq!(read::<(u32, String)>(&written), None);
        assert_eq!(read::<(u32, String)>(&[]), None);
    }
}
