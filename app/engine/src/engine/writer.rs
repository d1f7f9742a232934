//! Writing: what is to be stored waits in line and is written in order, one batch at a time.
//!
//! A record of this device is made when its batch is, since it carries the device's next sequence number. The batch
//! requires that no other tab took that number; where one did, the space is read again and the record made anew. What the
//! store would not take stays in line and is tried again; only what can be made anew at any time is let go.

use super::{
    Engine,
    documents::Held,
    draft::Draft,
    erased::Part,
    keys::{self, Key, RelayKey},
    landing::{From, Landing},
    space::Sequence,
    stored::Typed,
};
use crate::{
    host::Ticket,
    messages::{About, BatchId, Command, DocumentRef, Event, Problem, StoreProblem},
    store::CommitError,
};
use samvev_documents::document::Inverse;
use samvev_protocol::{
    bodies::{Purpose, Role},
    frame::Reason,
    ids::{CircleId, DeviceId, DocumentId, PartyId, RecordId, SpaceId},
    keys::DeviceKeys,
    prune::PruneBody,
    space::MakeError,
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    rc::Rc,
};

/// Most writes in one batch, and most bytes of records.
const MOST: usize = 128;
const MOST_BYTES: usize = 2 << 20;
/// The first and the longest wait after the store would not, in milliseconds.
const RETRY: u64 = 1_000;
const RETRY_MOST: u64 = 30_000;

/// A record of this device that is to be made.
#[derive(Debug, Clone)]
pub(super) enum Make {
    Declare {
        document: DocumentId,
        purpose: Purpose,
    },
    Changes {
        document: DocumentId,
        plain: Vec<u8>,
    },
    Invite {
        role: Role,
        uses: u32,
        days: u16,
        relays: Vec<String>,
    },
    /// Gives a link for one more device of this person's effect.
    Link { keys: Aside },
    /// Takes away what a device or an invitation was granted in a circle.
    Remove { circle: CircleId, device: DeviceId },
    /// Grants a device that the space knows a place in a circle, or anew, with the newest key.
    Grant {
        circle: CircleId,
        device: DeviceId,
        role: Role,
    },
    /// Begins the epoch of a circle that follows.
    Epoch { circle: CircleId },
    /// Begins a circle ([`CircleId::begun`]).
    Circle { nonce: [u8; 16] },
    /// Begins a circle's first epoch.
    FirstEpoch { circle: CircleId },
    /// Erases a document for good, by a right in this circle.
    Erase {
        circle: CircleId,
        document: DocumentId,
    },
    /// Seals packed changes of a document, whoever made them.
    Snapshot {
        document: DocumentId,
        parents: Vec<RecordId>,
        packed: Vec<u8>,
    },
    /// Says what the snapshots that were made just before hold.
    Prune {
        document: DocumentId,
        body: PruneBody,
    },
    /// Says that what a prune says is so.
    Confirm {
        document: DocumentId,
        prune: RecordId,
    },
    /// Grants a key that is kept aside what an administrator may.
    KeepAside { keys: Aside, party: Option<PartyId> },
}

/// A key that is kept aside, or handed on.
#[derive(Clone)]
pub(super) struct Aside(pub Rc<DeviceKeys>);

impl core::fmt::Debug for Aside {
    fn fmt(&self, to: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        to.write_str("Aside")
    }
}

/// What a batch of typing leaves in the store, so that it is applied once.
pub(super) struct Batched {
    pub id: BatchId,
    pub typed: Typed,
    /// What takes it back, should another tab have applied it first.
    pub inverse: Option<Inverse>,
}

/// What follows when a write is durable.
pub(super) enum Then {
    Tell(Event),
    /// Some of what a document took in does not count any longer: it is read anew without that.
    Fell(DocumentRef),
    /// What the command leans on is in the store: it is carried out.
    Do(Command),
    /// What is known of a space is in the store: it is read from there.
    Look(SpaceId),
    /// What was in line is in the store: of an erased document it goes.
    Sweep(DocumentRef, Part),
    /// What was in line is made: it is weighed once more what of a document counts.
    Weigh(DocumentRef),
    Confirm {
        document: DocumentRef,
        field: samvev_documents::plan::PlanField,
        batch: BatchId,
    },
    Compacted {
        document: DocumentRef,
        stamp: Vec<u8>,
        covers: BTreeSet<RecordId>,
    },
}

/// Something to write, whole or not at all.
pub(super) struct Write {
    pub space: SpaceId,
    pub make: Vec<Make>,
    /// Records that are made already, by others or for a new space.
    pub landings: Vec<Landing>,
    pub puts: Vec<(Key, Option<Vec<u8>>)>,
    pub requires: Vec<(Key, Option<Vec<u8>>)>,
    pub batched: Option<(DocumentRef, Batched)>,
    pub then: Vec<Then>,
    /// What this tab's person did: it counts in what is shown as saved.
    pub act: bool,
    /// Can be made anew at any time: let go where the store would not.
    pub spare: bool,
}

impl Write {
    pub(super) fn of(space: SpaceId) -> Self {
        Self {
            space,
            make: Vec::new(),
            landings: Vec::new(),
            puts: Vec::new(),
            requires: Vec::new(),
            batched: None,
            then: Vec::new(),
            act: false,
            spare: false,
        }
    }
}

struct UnderWay {
    ticket: Ticket,
    writes: Vec<Write>,
    landings: BTreeMap<SpaceId, Vec<Landing>>,
    sequences: BTreeMap<SpaceId, Sequence>,
    told: Vec<Event>,
}

#[derive(Default)]
pub(super) struct Writer {
    line: VecDeque<Write>,
    under_way: Option<UnderWay>,
    /// Spaces that must be read again first: another tab has written there.
    unseen: BTreeSet<SpaceId>,
    failed: Option<StoreProblem>,
    failures: u32,
    retry_at: u64,
}

impl Writer {
    pub(super) fn wake_at(&self) -> Option<u64> {
        let waits = self.failed.is_some() && self.under_way.is_none() && !self.line.is_empty();
        waits.then_some(self.retry_at)
    }

    pub(super) fn try_at_once(&mut self) {
        self.retry_at = 0;
    }

    pub(super) fn failed(&self) -> Option<StoreProblem> {
        self.failed
    }

    /// A space was read.
    pub(super) fn seen(&mut self, space: SpaceId) {
        self.unseen.remove(&space);
    }

    fn writes(&self) -> impl Iterator<Item = &Write> {
        self.under_way
            .iter()
            .flat_map(|under_way| &under_way.writes)
            .chain(&self.line)
    }

    /// Changes of a document that are not durable yet, in order.
    pub(super) fn unsaved_changes(&self, of: DocumentRef) -> Vec<Vec<u8>> {
        let made = self
            .writes()
            .filter(|write| write.space == of.space)
            .flat_map(|write| &write.make);
        made.filter_map(|make| match make {
            Make::Changes { document, plain } if *document == of.document => Some(plain.clone()),
            _ => None,
        })
        .collect()
    }

    /// Whether something of a document waits to be written.
    pub(super) fn holds(&self, of: DocumentRef) -> bool {
        self.writes().filter(|write| write.space == of.space).any(|write| {
            let compacts = |then: &Then| matches!(then, Then::Compacted { document, .. } if *document == of);
            let changes = |make: &Make| matches!(make, Make::Changes { document, .. } if *document == of.document);
            write.make.iter().any(changes) || write.then.iter().any(compacts)
        })
    }

    /// A relay is called anew: what came from it earlier, and is not durable yet, it may have no longer.
    pub(super) fn called_anew(&mut self, id: SpaceId, relay: RelayKey) {
        let under_way = self.under_way.iter_mut();
        let under_way = under_way.filter_map(|under_way| under_way.landings.get_mut(&id));
        let line = self.line.iter_mut().filter(|write| write.space == id);
        let landings = under_way.chain(line.map(|write| &mut write.landings));
        for landing in landings.flatten() {
            if landing.from == From::Relay(relay) {
                landing.from = From::Before;
            }
        }
    }

    /// A batch of typing that waits to be written, or is being written.
    pub(super) fn batch(&self, batch: BatchId) -> Option<&Typed> {
        let mut batched = self.writes().filter_map(|write| write.batched.as_ref());
        batched
            .find(|(_, batched)| batched.id == batch)
            .map(|(_, batched)| &batched.typed)
    }

    /// The batches of typing that wait, and the documents they are of.
    pub(super) fn take_batched(
        &mut self,
        applied: &BTreeSet<BatchId>,
    ) -> Vec<(DocumentRef, Batched)> {
        let found = |write: &mut Write| {
            write
                .batched
                .take_if(|(_, batched)| applied.contains(&batched.id))
        };
        self.line.iter_mut().filter_map(found).collect()
    }
}

impl Engine {
    /// Puts something in line to be written.
    pub(super) fn write(&mut self, write: Write) {
        if write.act
            && let Some(space) = self.spaces.get_mut(&write.space)
        {
            space.unsaved += 1;
            self.changed.insert(write.space);
        }
        self.writer.line.push_back(write);
    }

    /// Puts something in line that the rest of the line waits for.
    pub(super) fn write_first(&mut self, write: Write) {
        self.writer.line.push_front(write);
    }

    /// What adds to a document that was erased is not written.
    pub(super) fn writer_forgets(&mut self, of: DocumentRef) {
        let adds = |write: &Write| {
            let is_of = |make: &Make| matches!(make, Make::Changes { document, .. } if *document == of.document);
            write.space == of.space && write.make.iter().any(is_of)
        };
        let (forgotten, line): (VecDeque<Write>, VecDeque<Write>) =
            self.writer.line.drain(..).partition(adds);
        self.writer.line = line;
        for write in forgotten {
            self.no_longer_unsaved(&write);
            // The page need not keep what it has of it either.
            let batch = write.batched.map(|(_, batched)| batched.id);
            if let Some(batch) = batch {
                self.tell(Event::Replayed(vec![batch]));
            }
        }
    }

    /// Stores what is no record and can be made anew.
    pub(super) fn keep(&mut self, space: SpaceId, puts: Vec<(Key, Option<Vec<u8>>)>) {
        self.write(Write {
            puts,
            spare: true,
            ..Write::of(space)
        });
    }

    /// Begins the next batch, unless one is under way.
    pub(super) fn write_on(&mut self) {
        let writer = &self.writer;
        let waits = writer.failed.is_some() && self.now < writer.retry_at;
        if writer.under_way.is_some()
            || writer.line.is_empty()
            || waits
            || !writer.unseen.is_empty()
        {
            return;
        }
        let mut draft = Draft::default();
        let mut writes = Vec::new();
        while writes.len() < MOST && draft.bytes < MOST_BYTES {
            // What has requirements of its own goes alone, so that only it fails with them.
            // What adds to a document waits until it is read: only then is it known what a record of it builds on.
            let documents = &self.documents;
            let loads = |first: &Write| {
                first.make.iter().any(|make| match make {
                    Make::Changes { document, .. } => {
                        let of = DocumentRef {
                            space: first.space,
                            document: *document,
                        };
                        matches!(documents.get(&of), Some(Held::Loading(_)))
                    }
                    _ => false,
                })
            };
            let next = |first: &mut Write| {
                (first.requires.is_empty() || writes.is_empty()) && !loads(first)
            };
            let Some(mut write) = self.writer.line.pop_front_if(next) else {
                break;
            };
            match self.draft(&mut draft, &mut write) {
                Ok(()) => {}
                Err(error) => {
                    self.cannot_be_made(write, &error);
                    continue;
                }
            }
            let alone = !write.requires.is_empty();
            writes.push(write);
            if alone {
                break;
            }
        }
        if writes.is_empty() {
            return;
        }
        for (space, sequence) in &draft.sequences {
            let was = self
                .spaces
                .get(space)
                .and_then(|space| space.sequence.stored.clone());
            draft.batch.requires.push((keys::sequence(*space), was));
            draft
                .batch
                .writes
                .push((keys::sequence(*space), sequence.stored.clone()));
        }
        let ticket = self.out.commit(draft.batch);
        self.writer.under_way = Some(UnderWay {
            ticket,
            writes,
            landings: draft.landings,
            sequences: draft.sequences,
            told: draft.told,
        });
    }

    /// What cannot become a record: it is told, and the document goes back to what is durable.
    fn cannot_be_made(&mut self, write: Write, error: &MakeError) {
        self.no_longer_unsaved(&write);
        if write.spare {
            return;
        }
        let problem = match error {
            MakeError::Form(_) => Problem::Refused(Reason::TooLarge),
            MakeError::NotAllowed | MakeError::Seal(_) => Problem::NotAllowed,
        };
        let about = write.make.iter().find_map(|make| match make {
            Make::Changes { document, .. } => Some(DocumentRef {
                space: write.space,
                document: *document,
            }),
            _ => None,
        });
        match about {
            Some(document) => {
                self.problem(About::Document(document), problem);
                self.read_anew(document);
            }
            None => self.problem(About::Space(write.space), problem),
        }
    }

    fn no_longer_unsaved(&mut self, write: &Write) {
        if write.act
            && let Some(space) = self.spaces.get_mut(&write.space)
        {
            space.unsaved = space.unsaved.saturating_sub(1);
            self.changed.insert(write.space);
        }
    }

    /// The store has done a batch, or not.
    pub(super) fn committed(&mut self, ticket: Ticket, outcome: Result<(), CommitError>) {
        let Some(done) = self
            .writer
            .under_way
            .take_if(|under_way| under_way.ticket == ticket)
        else {
            return;
        };
        match outcome {
            Ok(()) => self.is_durable(done),
            Err(CommitError::Conflict) => self.another_was_first(done.writes),
            Err(CommitError::Store(problem)) => self.not_stored(done.writes, problem),
        }
    }

    fn is_durable(&mut self, done: UnderWay) {
        self.writer.failures = 0;
        if self.writer.failed.take().is_some() {
            self.changed.extend(self.spaces.keys());
        }
        for (space, sequence) in done.sequences {
            if let Some(space) = self.spaces.get_mut(&space) {
                space.sequence = sequence;
            }
        }
        for (space, landings) in done.landings {
            self.land(space, landings);
        }
        done.told.into_iter().for_each(|event| self.tell(event));
        for write in done.writes {
            self.no_longer_unsaved(&write);
            for then in write.then {
                match then {
                    Then::Tell(event) => self.tell(event),
                    Then::Fell(document) => self.fell(document),
                    Then::Do(command) => self.command(command),
                    Then::Look(space) => self.look_again(space),
                    Then::Sweep(document, part) => self.sweep(document, part),
                    Then::Weigh(document) => self.begin(super::reads::Read::Weighed(document)),
                    Then::Confirm {
                        document,
                        field,
                        batch,
                    } => self.confirm(document, field, batch),
                    Then::Compacted {
                        document,
                        stamp,
                        covers,
                    } => self.compacted(document, stamp, &covers),
                }
            }
        }
    }

    fn another_was_first(&mut self, writes: Vec<Write>) {
        let mut batches = Vec::new();
        for write in writes.into_iter().rev() {
            if let Some(Then::Compacted { document, .. }) = write.then.first() {
                // Another tab has saved the document: take in what it saved before saving over it.
                self.read_again(*document);
                continue;
            }
            batches.extend(
                write
                    .batched
                    .as_ref()
                    .map(|(of, batched)| (*of, batched.id)),
            );
            self.writer.unseen.insert(write.space);
            self.writer.line.push_front(write);
        }
        let unseen: Vec<SpaceId> = self.writer.unseen.iter().copied().collect();
        if !batches.is_empty() {
            self.begin(super::reads::Read::Batches(batches));
        }
        unseen.into_iter().for_each(|space| self.look_again(space));
    }

    fn not_stored(&mut self, writes: Vec<Write>, problem: StoreProblem) {
        for write in writes.into_iter().rev().filter(|write| !write.spare) {
            self.writer.line.push_front(write);
        }
        self.writer.line.retain(|write| !write.spare);
        let wait = RETRY
            .saturating_mul(1 << self.writer.failures.min(5))
            .min(RETRY_MOST);
        self.writer.failures += 1;
        self.writer.retry_at = self.now + wait;
        self.writer.failed = Some(problem);
        self.changed.extend(self.spaces.keys());
    }
}
