//! How what the engine keeps lies in the store: one ordered map of byte keys (see [`crate::store`]).
//!
//! | key | value |
//! |---|---|
//! | `l` space | [`crate::messages::SpaceSummary`], as last told: what the start page paints first |
//! | `s` space `a` record | an authority record, verbatim |
//! | `s` space `p` record | [`super::stored::Listed`]: the record is kept but does not stand yet |
//! | `s` space `c` device | nothing: who sits here has said that this device, which joined by an invitation of theirs, is whom they invited |
//! | `s` space `n` record | a prune or confirmation, verbatim once more: what says that snapshots stand in for loose changes |
//! | `s` space `o` prune | nothing: it is in effect here, and nothing of what it covers is left |
//! | `s` space `g` device | in which role, and since when, the member has been known here: see [`super::renewal`] |
//! | `s` space `t` device | when the device was seen last: see [`super::seen`] |
//! | `s` space `l` | the addresses in the link by which this device joined: called where the directory lists none |
//! | `s` space `q` | this device's next sequence number in the space |
//! | `i` space `i` record | [`super::stored::Listed`]: that the record is kept, and where it belongs |
//! | `i` space `k` relay record | nothing: that relay has the record durably. What a relay lacks is the difference |
//! | `r` space document record | a record with changes, verbatim, as it is signed, sealed and sent |
//! | `d` space document `c` | [`super::stored::Cached`]: the document saved whole, so that opening it reads little |
//! | `d` space document `f` record | [`super::stored::Fresh`]: opened changes that the saved document has not yet |
//! | `d` space document `v` | the stamp of what is saved ([`super::stored::stamp`]): two tabs never save over each other unseen |
//! | `w` space document | [`crate::messages::Opened`]'s value as last seen, painted while the document loads |
//! | `b` space document batch | [`super::stored::Typed`]: that a batch of typing is applied |
//!
//! What is needed of a space to write in it begins with `s` space, what syncing needs with `i` space, and what opening a
//! document needs with `d` space document, so that each is read by one scan, at one moment, and the largest last.

use samvev_protocol::ids::{DeviceId, DocumentId, RecordId, SpaceId};

use crate::messages::{BatchId, DocumentRef};

/// A stored key.
pub(super) type Key = Vec<u8>;

/// A relay's address in keys: the beginning of its hash, so that keys have one length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RelayKey(pub [u8; 16]);

impl RelayKey {
    pub(super) fn of(address: &str) -> Self {
        let mut key = [0; 16];
        let hash = blake3::hash(address.as_bytes());
        key.iter_mut()
            .zip(hash.as_bytes())
            .for_each(|(to, from)| *to = *from);
        Self(key)
    }
}

/// What an entry under `s` space is of.
pub(super) enum SpaceEntry {
    Authority,
    Pending(RecordId),
    Said,
    Settled(RecordId),
    Confirmed(DeviceId),
    Seen(DeviceId),
    KnownSince(DeviceId),
    CameBy,
    Sequence,
    /// Of a later version, or damaged.
    Other,
}

/// What an entry under `i` space is of.
pub(super) enum IndexEntry {
    Listed(RecordId),
    Acknowledged(RelayKey, RecordId),
    Other,
}

/// What an entry under `d` space document is of.
pub(super) enum DocumentEntry {
    Cached,
    Fresh(RecordId),
    Stamp,
    Other,
}

pub(super) const SUMMARIES: &[u8] = b"l";

pub(super) fn summary(space: SpaceId) -> Key {
    [b"l", space.as_bytes().as_slice()].concat()
}

/// The space that a key under [`SUMMARIES`] is of.
pub(super) fn summary_of(key: &[u8]) -> Option<SpaceId> {
    let id = key.strip_prefix(SUMMARIES)?;
    id.try_into().ok().map(SpaceId::from_bytes)
}

pub(super) fn space(space: SpaceId) -> Key {
    [b"s", space.as_bytes().as_slice()].concat()
}

pub(super) fn index(space: SpaceId) -> Key {
    [b"i", space.as_bytes().as_slice()].concat()
}

fn of_space(id: SpaceId, tag: &[u8], rest: &[u8]) -> Key {
    [b"s", id.as_bytes().as_slice(), tag, rest].concat()
}

fn of_index(id: SpaceId, tag: &[u8], rest: &[u8]) -> Key {
    [b"i", id.as_bytes().as_slice(), tag, rest].concat()
}

pub(super) fn authority(space: SpaceId, record: RecordId) -> Key {
    of_space(space, b"a", record.as_bytes())
}

pub(super) fn listed(space: SpaceId, record: RecordId) -> Key {
    of_index(space, b"i", record.as_bytes())
}

pub(super) fn acknowledged(space: SpaceId, relay: RelayKey, record: RecordId) -> Key {
    of_index(
        space,
        b"k",
        &[relay.0.as_slice(), record.as_bytes()].concat(),
    )
}

pub(super) fn pending(space: SpaceId, record: RecordId) -> Key {
    of_space(space, b"p", record.as_bytes())
}

pub(super) fn said(space: SpaceId, record: RecordId) -> Key {
    of_space(space, b"n", record.as_bytes())
}

pub(super) fn settled(space: SpaceId, prune: RecordId) -> Key {
    of_space(space, b"o", prune.as_bytes())
}

pub(super) fn confirmed(space: SpaceId, device: DeviceId) -> Key {
    of_space(space, b"c", device.as_bytes())
}

pub(super) fn seen(space: SpaceId, device: DeviceId) -> Key {
    of_space(space, b"t", device.as_bytes())
}

pub(super) fn known_since(space: SpaceId, device: DeviceId) -> Key {
    of_space(space, b"g", device.as_bytes())
}

pub(super) fn came_by(space: SpaceId) -> Key {
    of_space(space, b"l", &[])
}

pub(super) fn sequence(space: SpaceId) -> Key {
    of_space(space, b"q", &[])
}

pub(super) fn record(of: DocumentRef, record: RecordId) -> Key {
    [
        b"r",
        of.space.as_bytes().as_slice(),
        of.document.as_bytes(),
        record.as_bytes(),
    ]
    .concat()
}

pub(super) fn document(of: DocumentRef) -> Key {
    [b"d", of.space.as_bytes().as_slice(), of.document.as_bytes()].concat()
}

pub(super) fn cached(of: DocumentRef) -> Key {
    [document(of).as_slice(), b"c"].concat()
}

pub(super) fn fresh(of: DocumentRef, record: RecordId) -> Key {
    [document(of).as_slice(), b"f", record.as_bytes()].concat()
}

pub(super) fn stamp(of: DocumentRef) -> Key {
    [document(of).as_slice(), b"v"].concat()
}

pub(super) fn view(of: DocumentRef) -> Key {
    [b"w", of.space.as_bytes().as_slice(), of.document.as_bytes()].concat()
}

/// All batches of typing in a document.
pub(super) fn batches(of: DocumentRef) -> Key {
    [b"b", of.space.as_bytes().as_slice(), of.document.as_bytes()].concat()
}

pub(super) fn batch(of: DocumentRef, batch: BatchId) -> Key {
    [batches(of).as_slice(), &batch.0].concat()
}

/// The key of a record's bytes: authority lies with its space, changes with their document.
pub(super) fn bytes_of(space: SpaceId, document: Option<DocumentId>, id: RecordId) -> Key {
    match document {
        None => authority(space, id),
        Some(document) => record(DocumentRef { space, document }, id),
    }
}

/// The record that a key ends with.
pub(super) fn record_at_end(key: &[u8]) -> Option<RecordId> {
    key.last_chunk().copied().map(RecordId::from_bytes)
}

/// Reads a key under [`space`].
pub(super) fn space_entry(key: &[u8]) -> SpaceEntry {
    let rest = key.get(1 + SpaceId::LENGTH..).unwrap_or_default();
    match rest.split_first() {
        Some((b'a', _)) => SpaceEntry::Authority,
        Some((b'n', _)) => SpaceEntry::Said,
        Some((b'o', id)) => whole(id).map_or(SpaceEntry::Other, SpaceEntry::Settled),
        Some((b'l', [])) => SpaceEntry::CameBy,
        Some((b'q', [])) => SpaceEntry::Sequence,
        Some((b'p', id)) => whole(id).map_or(SpaceEntry::Other, SpaceEntry::Pending),
        Some((b'c', id)) => id.try_into().map_or(SpaceEntry::Other, |id| {
            SpaceEntry::Confirmed(DeviceId::from_bytes(id))
        }),
        Some((b'g', id)) => id.try_into().map_or(SpaceEntry::Other, |id| {
            SpaceEntry::KnownSince(DeviceId::from_bytes(id))
        }),
        Some((b't', id)) => id.try_into().map_or(SpaceEntry::Other, |id| {
            SpaceEntry::Seen(DeviceId::from_bytes(id))
        }),
        _ => SpaceEntry::Other,
    }
}

/// Reads a key under [`index`].
pub(super) fn index_entry(key: &[u8]) -> IndexEntry {
    let rest = key.get(1 + SpaceId::LENGTH..).unwrap_or_default();
    let read = match rest.split_first() {
        Some((b'i', id)) => whole(id).map(IndexEntry::Listed),
        Some((b'k', rest)) => rest
            .split_first_chunk()
            .and_then(|(relay, id)| Some(IndexEntry::Acknowledged(RelayKey(*relay), whole(id)?))),
        _ => None,
    };
    read.unwrap_or(IndexEntry::Other)
}

fn whole(id: &[u8]) -> Option<RecordId> {
    id.try_into().ok().map(RecordId::from_bytes)
}

/// All authority records of a space.
pub(super) fn authorities(space: SpaceId) -> Key {
    of_space(space, b"a", &[])
}

/// All records with changes of a space.
pub(super) fn changes(space: SpaceId) -> Key {
    [b"r", space.as_bytes().as_slice()].concat()
}

/// All records of a document.
pub(super) fn records(of: DocumentRef) -> Key {
    [b"r", of.space.as_bytes().as_slice(), of.document.as_bytes()].concat()
}

/// Reads a key under [`document`].
pub(super) fn document_entry(key: &[u8]) -> DocumentEntry {
    match key
        .get(1 + SpaceId::LENGTH + DocumentId::LENGTH..)
        .and_then(<[u8]>::split_first)
    {
        Some((b'c', [])) => DocumentEntry::Cached,
        Some((b'v', [])) => DocumentEntry::Stamp,
        Some((b'f', id)) => id.try_into().map_or(DocumentEntry::Other, |id| {
            DocumentEntry::Fresh(RecordId::from_bytes(id))
        }),
        _ => DocumentEntry::Other,
    }
}
