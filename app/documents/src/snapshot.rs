//! Snapshots: many changes of a document, whoever made them, packed together to be sealed as one. Whoever unpacks one has a run of
//! changes like any other, to be judged one by one.

use crate::{
    chunks,
    document::{Document, DocumentError},
};
use flate2::{
    Compression,
    bufread::{DeflateDecoder, DeflateEncoder},
};
use std::{collections::BTreeSet, io::Read};

/// The hash of a change.
pub type ChangeId = [u8; 32];

/// Most bytes that a packing unpacks to: what is read of a run.
const MOST_UNPACKED: usize = chunks::MOST_BYTES;
/// Most bytes, and operations, of several changes in one packing.
const MOST_BYTES: usize = 4 << 20;
const MOST_OPS: usize = chunks::MOST_OPS / 2;

/// Which changes there are in a run.
///
/// # Errors
/// [`DocumentError::Unreadable`].
pub fn changes_in(run: &[u8]) -> Result<BTreeSet<ChangeId>, DocumentError> {
    let changes = chunks::changes(run)?;
    let ids: BTreeSet<ChangeId> = changes.iter().map(|change| change.hash().0).collect();
    if ids.len() < changes.len() {
        return Err(DocumentError::Unreadable("a change twice".to_owned()));
    }
    Ok(ids)
}

/// Unpacks what [`Document::pack`] gave, into a run of changes.
///
/// # Errors
/// [`DocumentError::Unreadable`] if it cannot be unpacked, or is larger than any of ours.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, DocumentError> {
    let mut run = Vec::new();
    DeflateDecoder::new(packed)
        .take(u64::try_from(MOST_UNPACKED).unwrap_or(u64::MAX))
        .read_to_end(&mut run)
        .map_err(|error| DocumentError::Unreadable(error.to_string()))?;
    if run.len() >= MOST_UNPACKED {
        return Err(DocumentError::Unreadable("too large".to_owned()));
    }
    Ok(run)
}

/// Packs a run of changes as it is. `None`: it cannot be packed.
#[must_use]
pub fn pack_run(run: &[u8]) -> Option<Vec<u8>> {
    let mut packed = Vec::new();
    DeflateEncoder::new(run, Compression::best())
        .read_to_end(&mut packed)
        .ok()?;
    Some(packed)
}

impl Document {
    /// Packs these of the document's changes, each after what it leans on, into packings of at most `most` bytes. `None`: one of
    /// them alone is too large.
    #[must_use]
    pub fn pack(&self, only: &BTreeSet<ChangeId>, most: usize) -> Option<Vec<Vec<u8>>> {
        let chosen: Vec<_> = self
            .all_changes()
            .into_iter()
            .filter(|change| only.contains(&change.hash().0))
            .map(|change| (change.raw_bytes().to_vec(), change.len()))
            .collect();
        pack_all(&chosen, most)
    }

    /// Whether the document has all of these changes.
    #[must_use]
    pub fn knows(&self, changes: &BTreeSet<ChangeId>) -> bool {
        changes.iter().all(|change| self.knows_change(*change))
    }
}

fn pack_all(changes: &[(Vec<u8>, usize)], most: usize) -> Option<Vec<Vec<u8>>> {
    let bytes: usize = changes.iter().map(|(bytes, _)| bytes.len()).sum();
    let ops: usize = changes.iter().map(|(_, ops)| ops).sum();
    let is_one = changes.len() == 1 && bytes < MOST_UNPACKED;
    if is_one || bytes <= MOST_BYTES && ops <= MOST_OPS {
        let run: Vec<u8> = changes
            .iter()
            .flat_map(|(bytes, _)| bytes.clone())
            .collect();
        let packed = pack_run(&run)?;
        if packed.len() <= most {
            return Some(vec![packed]);
        }
    }
    if changes.len() < 2 {
        return None;
    }
    let (first, then) = changes.split_at(changes.len() / 2);
    let mut parts = pack_all(first, most)?;
    parts.extend(pack_all(then, most)?);
    Some(parts)
}
