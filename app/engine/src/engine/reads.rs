//! Reading from the store: what was asked, and asking again where the store failed.

use super::{Engine, erased::Part, keys};
use crate::{
    host::{ConnectionId, Ticket},
    messages::{About, BatchId, DocumentRef, Problem, StoreProblem},
};
use samvev_protocol::{
    ids::{DocumentId, RecordId, SpaceId},
    record::Record,
};
use std::collections::BTreeMap;

/// How long to wait before a failed reading is tried again, in milliseconds.
const AGAIN: u64 = 1_000;

/// Entries read.
pub(super) type Entries = Vec<(Vec<u8>, Vec<u8>)>;

/// A record as it lies in the store, under its id.
pub(super) fn kept((key, bytes): &(Vec<u8>, Vec<u8>)) -> Option<Record> {
    let id = keys::record_at_end(key)?;
    Record::kept(bytes, &id).ok()
}

/// Where the bytes of a record lie.
pub(super) type Place = (RecordId, Option<DocumentId>);

/// Something to read.
#[derive(Debug, Clone)]
pub(super) enum Read {
    /// Which spaces there are.
    Summaries,
    /// A space, for the first time or to see what another tab has written.
    Space(SpaceId),
    /// Which of its records are kept, and which relays have them.
    Index(SpaceId),
    /// A document as it was seen last.
    View(DocumentRef),
    /// A document.
    Document(DocumentRef),
    /// All records of a document whose saved form cannot be read.
    Records(DocumentRef),
    /// All records of a document, to see which of them count.
    Weighed(DocumentRef),
    /// All records of a document, to see whether snapshots hold what they stand in for.
    Covered(DocumentRef),
    /// All records of a document, to see whether there is something to confirm, or to seal.
    Looked(DocumentRef),
    /// What the store has of a document that was erased.
    Erased(DocumentRef, Part),
    /// All records of a space under a key's beginning: it cannot be read which there are.
    Unlisted(SpaceId, keys::Key),
    /// All records of a space under a key's beginning, for an archive.
    Archived(SpaceId, keys::Key),
    /// Records that do not stand yet.
    Pending(SpaceId, Vec<Place>),
    /// Records that another tab has written and this one has not heard of.
    Missed(SpaceId, Vec<Place>),
    /// Records to send.
    ToSend(ConnectionId, SpaceId, Vec<Place>),
    /// Whether these batches are applied.
    Batches(Vec<(DocumentRef, BatchId)>),
}

#[derive(Default)]
pub(super) struct Reads {
    under_way: BTreeMap<Ticket, Read>,
    failed: Vec<Read>,
    retry_at: u64,
    told: bool,
}

impl Reads {
    pub(super) fn retry_at(&self) -> Option<u64> {
        (!self.failed.is_empty()).then_some(self.retry_at)
    }

    pub(super) fn try_at_once(&mut self) {
        self.retry_at = 0;
    }
}

impl Engine {
    pub(super) fn begin(&mut self, read: Read) {
        let places = |space: &SpaceId, places: &[Place]| {
            places
                .iter()
                .map(|(id, document)| keys::bytes_of(*space, *document, *id))
                .collect()
        };
        let ticket = match &read {
            Read::Summaries => self.out.scan(keys::SUMMARIES.to_vec()),
            Read::Space(space) => self.out.scan(keys::space(*space)),
            Read::Index(space) => self.out.scan(keys::index(*space)),
            Read::View(document) => self.out.fetch(vec![keys::view(*document)]),
            Read::Document(document) => self.out.scan(keys::document(*document)),
            Read::Records(document)
            | Read::Weighed(document)
            | Read::Covered(document)
            | Read::Looked(document) => self.out.scan(keys::records(*document)),
            Read::Erased(document, part) => self.out.scan(part.keys(*document)),
            Read::Unlisted(_, beginning) | Read::Archived(_, beginning) => {
                self.out.scan(beginning.clone())
            }
            Read::Pending(space, records)
            | Read::Missed(space, records)
            | Read::ToSend(_, space, records) => self.out.fetch(places(space, records)),
            Read::Batches(batches) => self.out.fetch(
                batches
                    .iter()
                    .map(|(document, batch)| keys::batch(*document, *batch))
                    .collect(),
            ),
        };
        self.reads.under_way.insert(ticket, read);
    }

    pub(super) fn read_summaries(&mut self) {
        self.begin(Read::Summaries);
    }

    /// The store answered.
    pub(super) fn read(&mut self, ticket: Ticket, entries: Entries) {
        self.reads.told = false;
        match self.reads.under_way.remove(&ticket) {
            Some(Read::Summaries) => self.summaries_read(entries),
            Some(Read::Space(space)) => self.space_read(space, entries),
            Some(Read::Index(space)) => self.index_read(space, entries),
            Some(Read::View(document)) => self.view_read(document, entries),
            Some(Read::Document(document)) => self.document_read(document, entries),
            Some(Read::Records(document)) => self.records_read(document, entries),
            Some(Read::Weighed(document)) => self.weighed(document, entries),
            Some(Read::Covered(document)) => self.covered_read(document, &entries),
            Some(Read::Looked(document)) => self.looked(document, &entries),
            Some(Read::Erased(document, part)) => self.erased_read(document, part, entries),
            Some(Read::Unlisted(space, _)) => self.unlisted_read(space, entries),
            Some(Read::Archived(space, _)) => self.archived_read(space, entries),
            Some(Read::Pending(space, _)) => self.pending_read(space, entries),
            Some(Read::Missed(space, _)) => self.missed_read(space, entries),
            Some(Read::ToSend(connection, _, asked)) => {
                self.read_to_send(connection, &asked, entries);
            }
            Some(Read::Batches(asked)) => self.batches_read(&asked, entries),
            None => {}
        }
    }

    /// The store failed: it is told once, and asked again until it answers.
    pub(super) fn not_read(&mut self, ticket: Ticket, problem: StoreProblem) {
        let Some(read) = self.reads.under_way.remove(&ticket) else {
            return;
        };
        if !self.reads.told {
            self.reads.told = true;
            let about = match &read {
                Read::View(document) | Read::Document(document) => About::Document(*document),
                Read::Space(space) | Read::Index(space) => About::Space(*space),
                _ => About::Start,
            };
            self.problem(about, Problem::Store(problem));
        }
        self.reads.failed.push(read);
        self.reads.retry_at = self.now + AGAIN;
    }

    pub(super) fn retry_reads(&mut self) {
        if self.now >= self.reads.retry_at {
            for read in std::mem::take(&mut self.reads.failed) {
                self.begin(read);
            }
        }
    }
}
