//! Runs of Automerge chunks: parting them, and making changes of them. Automerge's own reader passes over what it cannot read; a run
//! of ours is read whole or refused.

use crate::document::{DocumentError, ENCODING};
use automerge::{Automerge, Change, LoadOptions};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// Magic, checksum and the chunk's type.
const HEADER: usize = 4 + 4 + 1;

mod chunk_type {
    pub(super) const DOCUMENT: u8 = 0;
    pub(super) const CHANGE: u8 = 1;
    pub(super) const COMPRESSED: u8 = 2;
}

/// The changes in a run of bytes.
///
/// # Errors
/// [`DocumentError::Unreadable`] if any of it cannot be read.
pub(crate) fn changes(run: &[u8]) -> Result<Vec<Change>, DocumentError> {
    let mut changes = Vec::new();
    let mut rest = run;
    while !rest.is_empty() {
        let (kind, length) = chunk(rest).ok_or_else(|| unreadable("no chunk"))?;
        let (chunk, tail) = rest
            .split_at_checked(length)
            .ok_or_else(|| unreadable("a chunk is cut short"))?;
        match kind {
            chunk_type::CHANGE | chunk_type::COMPRESSED => changes.push(change(chunk)?),
            chunk_type::DOCUMENT => changes.extend(load(chunk)?.get_changes(&[])),
            _ => return Err(unreadable("a chunk of another type")),
        }
        rest = tail;
    }
    Ok(changes)
}

/// The type of the chunk that a run begins with, and the chunk's length in bytes.
fn chunk(run: &[u8]) -> Option<(u8, usize)> {
    if run.get(..4)? != MAGIC {
        return None;
    }
    let kind = *run.get(HEADER - 1)?;
    let mut length = 0u64;
    for (index, byte) in run.get(HEADER..)?.iter().enumerate() {
        length |= u64::from(byte & 0x7F).checked_shl(u32::try_from(index).ok()? * 7)?;
        if byte & 0x80 == 0 {
            let end = usize::try_from(length)
                .ok()?
                .checked_add(HEADER + index + 1)?;
            return Some((kind, end));
        }
    }
    None
}

fn change(chunk: &[u8]) -> Result<Change, DocumentError> {
    let change = Change::try_from(chunk).map_err(|error| unreadable(&error.to_string()))?;
    // The chunk's checksum is the beginning of the change's hash.
    if chunk.get(4..8) != change.hash().0.get(..4) {
        return Err(unreadable("a wrong checksum"));
    }
    Ok(change)
}

/// Opens a saved document.
///
/// # Errors
/// [`DocumentError::Unreadable`].
pub(crate) fn load(saved: &[u8]) -> Result<Automerge, DocumentError> {
    Automerge::load_with_options(saved, LoadOptions::new().text_encoding(ENCODING))
        .map_err(|error| unreadable(&error.to_string()))
}

fn unreadable(why: &str) -> DocumentError {
    DocumentError::Unreadable(why.to_owned())
}
