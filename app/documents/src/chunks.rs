//! Runs of Automerge chunks: parting them, and making changes of them. Automerge's own reader passes over what it cannot read, and
//! trusts the lengths that it reads; a run that came from outside is measured first (`columns`), and read whole or refused.

mod columns;

use crate::document::{DocumentError, ENCODING, Written};
use automerge::{Automerge, Change, LoadOptions};
use std::io::Read;

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// Magic, checksum and the chunk's type.
const HEADER: usize = 4 + 4 + 1;
/// Most bytes that a run may unfold to, and most operations in it: more than any act of ours, little enough to be read in seconds.
pub(crate) const MOST_BYTES: usize = 8 << 20;
pub(crate) const MOST_OPS: usize = 1 << 19;
/// How much of a packed change is unpacked to see when it was made.
const BEGINNING: u64 = 8 << 10;

mod chunk_type {
    pub(super) const DOCUMENT: u8 = 0;
    pub(super) const CHANGE: u8 = 1;
    pub(super) const COMPRESSED: u8 = 2;
}

/// Whose the changes in a run are, in their order.
///
/// # Errors
/// [`DocumentError::Unreadable`].
pub(crate) fn written(run: &[u8]) -> Result<Vec<Written>, DocumentError> {
    let written = |(kind, chunk): (u8, &[u8])| {
        let plain = match kind {
            chunk_type::CHANGE => chunk.to_vec(),
            chunk_type::COMPRESSED => unfolded(chunk, MOST_BYTES)?,
            _ => return Err(unreadable("a chunk of another type")),
        };
        let written = body(&plain).and_then(columns::written);
        written.ok_or_else(|| unreadable("no change of ours"))
    };
    parted(run)?.into_iter().map(written).collect()
}

/// When the newest change in a run was made. Only the beginnings of the changes are looked at.
pub(crate) fn newest(run: &[u8]) -> Option<u64> {
    let made = |(kind, chunk): (u8, &[u8])| match kind {
        chunk_type::CHANGE => columns::made(body(chunk)?),
        chunk_type::COMPRESSED => columns::made(&beginning(body(chunk)?)),
        _ => None,
    };
    let all = parted(run).ok()?.into_iter();
    all.filter_map(made).max()
}

/// What a packed change begins with: enough for what stands before its columns.
fn beginning(packed: &[u8]) -> Vec<u8> {
    let mut begins = Vec::new();
    let unpacked = flate2::bufread::DeflateDecoder::new(packed);
    // Where it cannot be read further, what is there is too short.
    let _ = unpacked.take(BEGINNING).read_to_end(&mut begins);
    begins
}

/// The changes in a run of bytes from outside.
///
/// # Errors
/// [`DocumentError::Unreadable`] if any of it cannot be read, or is larger than any act of ours.
pub(crate) fn changes(run: &[u8]) -> Result<Vec<Change>, DocumentError> {
    let mut changes = Vec::new();
    let (mut bytes, mut ops) = (MOST_BYTES, MOST_OPS);
    for (kind, chunk) in parted(run)? {
        let plain = match kind {
            chunk_type::CHANGE => chunk.to_vec(),
            chunk_type::COMPRESSED => unfolded(chunk, bytes)?,
            _ => return Err(unreadable("a chunk of another type")),
        };
        bytes = bytes
            .checked_sub(plain.len())
            .ok_or_else(|| unreadable("too large"))?;
        let body = body(&plain).ok_or_else(|| unreadable("no chunk"))?;
        let measured =
            columns::measure(body, ops).ok_or_else(|| unreadable("no change of ours"))?;
        ops -= measured;
        let change = change(&plain)?;
        if change.len() != measured {
            return Err(unreadable("columns that do not fit"));
        }
        changes.push(change);
    }
    Ok(changes)
}

/// The chunks of a run, each a run.
///
/// # Errors
/// [`DocumentError::Unreadable`].
pub(crate) fn each(run: &[u8]) -> Result<Vec<Vec<u8>>, DocumentError> {
    let chunks = parted(run)?.into_iter();
    Ok(chunks.map(|(_, chunk)| chunk.to_vec()).collect())
}

/// The chunks of a run with their types.
fn parted(run: &[u8]) -> Result<Vec<(u8, &[u8])>, DocumentError> {
    let mut chunks = Vec::new();
    let mut rest = run;
    while !rest.is_empty() {
        let (kind, start, length) = chunk(rest).ok_or_else(|| unreadable("no chunk"))?;
        let (chunk, tail) = start
            .checked_add(length)
            .and_then(|end| rest.split_at_checked(end))
            .ok_or_else(|| unreadable("a chunk is cut short"))?;
        chunks.push((kind, chunk));
        rest = tail;
    }
    Ok(chunks)
}

/// The type of the chunk that a run begins with, where its body begins, and the body's length.
fn chunk(run: &[u8]) -> Option<(u8, usize, usize)> {
    if run.get(..4)? != MAGIC {
        return None;
    }
    let kind = *run.get(HEADER - 1)?;
    let mut rest = run.get(HEADER..)?;
    let was = rest.len();
    let length = usize::try_from(columns::unsigned(&mut rest)?).ok()?;
    Some((kind, HEADER + was - rest.len(), length))
}

fn body(chunk_bytes: &[u8]) -> Option<&[u8]> {
    let (_, start, _) = chunk(chunk_bytes)?;
    chunk_bytes.get(start..)
}

/// A compressed change as a plain one.
fn unfolded(compressed: &[u8], most: usize) -> Result<Vec<u8>, DocumentError> {
    let packed = body(compressed).ok_or_else(|| unreadable("no chunk"))?;
    let mut unpacked = Vec::new();
    flate2::bufread::DeflateDecoder::new(packed)
        .take(u64::try_from(most).unwrap_or(u64::MAX))
        .read_to_end(&mut unpacked)
        .map_err(|error| unreadable(&error.to_string()))?;
    if unpacked.len() >= most {
        return Err(unreadable("too large"));
    }
    let mut plain = compressed.get(..HEADER - 1).unwrap_or_default().to_vec();
    plain.push(chunk_type::CHANGE);
    columns::put_unsigned(&mut plain, unpacked.len());
    plain.extend(unpacked);
    Ok(plain)
}

fn change(chunk: &[u8]) -> Result<Change, DocumentError> {
    let change = Change::try_from(chunk).map_err(|error| unreadable(&error.to_string()))?;
    // The chunk's checksum is the beginning of the change's hash.
    if chunk.get(4..8) != change.hash().0.get(..4) {
        return Err(unreadable("a wrong checksum"));
    }
    Ok(change)
}

/// Opens a document that this device saved, and the changes beside it that wait for missing ones.
///
/// # Errors
/// [`DocumentError::Unreadable`].
pub(crate) fn load(saved: &[u8]) -> Result<(Automerge, Vec<Change>), DocumentError> {
    let chunks = parted(saved)?;
    let ((kind, first), waiting) = chunks.split_first().ok_or_else(|| unreadable("nothing"))?;
    if *kind != chunk_type::DOCUMENT {
        return Err(unreadable("no document"));
    }
    let document = Automerge::load_with_options(first, LoadOptions::new().text_encoding(ENCODING))
        .map_err(|error| unreadable(&error.to_string()))?;
    let mut changes = Vec::new();
    for (_, chunk) in waiting {
        changes.extend(self::changes(chunk)?);
    }
    Ok((document, changes))
}

fn unreadable(why: &str) -> DocumentError {
    DocumentError::Unreadable(why.to_owned())
}
