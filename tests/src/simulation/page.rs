//! A page as the engine sees it: it draws from values and patches, and its open texts are replicas.

use super::ledger::EntryId;
use samvev_documents::{
    document::{Heads, Patch, Value},
    plan::{Plan, PlanField},
    text::{Delta, Replica},
};
use samvev_engine::messages::{
    BatchId, Command, DocumentRef, Event, OnDevice, Problem, SpaceSummary, Unconfirmed,
};
use samvev_protocol::{bodies::Role, ids::SpaceId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub(super) struct OpenField {
    pub replica: Replica,
    in_flight: Option<BatchId>,
    heads: Heads,
    /// The words typed that no batch holds yet.
    unsent: Vec<EntryId>,
}

#[derive(Default)]
pub(super) struct Page {
    /// Told apart from all other pages by this.
    number: u64,
    batches: u64,
    pub spaces: Vec<SpaceSummary>,
    pub created: Vec<DocumentRef>,
    pub key_file: Option<Vec<u8>>,
    pub values: BTreeMap<DocumentRef, Value>,
    pub writable: BTreeSet<DocumentRef>,
    pub fields: BTreeMap<PlanField, OpenField>,
    /// The words in each batch that was sent.
    pub sent: BTreeMap<BatchId, Vec<EntryId>>,
    pub invitation: Option<SpaceId>,
    /// Whether that is by a link for somebody's own device.
    pub own_device: bool,
    pub fragments: VecDeque<String>,
}

/// What follows from an event.
#[derive(Default)]
pub(super) struct Heard {
    pub replies: Vec<Command>,
    /// Words that are durable now.
    pub durable: Vec<EntryId>,
    /// All that this tab did is durable.
    pub saved: bool,
    pub problem: Option<Problem>,
    /// What no engine of ours should have said.
    pub strange: Option<&'static str>,
}

impl Page {
    pub(super) fn new(number: u64) -> Self {
        Self {
            number,
            ..Self::default()
        }
    }

    /// Takes in what the engine tells. `typed_in`: the document whose texts are open.
    pub(super) fn receive(&mut self, event: Event, typed_in: Option<DocumentRef>) -> Heard {
        let mut heard = Heard::default();
        match event {
            Event::Spaces(spaces) => self.spaces = spaces,
            Event::Created(document) => self.created.push(document),
            Event::CameTooLate { .. } => {}
            Event::Opened {
                document,
                value,
                live: true,
                writable,
                ..
            } => {
                if writable {
                    self.writable.insert(document);
                } else {
                    self.writable.remove(&document);
                }
                let again = self.values.insert(document, value).is_some();
                if again && typed_in == Some(document) {
                    // Read anew: the engine may know nothing of the open texts.
                    let fields = std::mem::take(&mut self.fields);
                    let again = fields.into_keys().map(|field| open(document, field));
                    heard.replies.extend(again);
                }
            }
            Event::Patched {
                document, patches, ..
            } => heard.strange = self.patch(document, patches),
            Event::FieldOpened {
                field,
                revision,
                text,
                heads,
                ..
            } => {
                let opened = OpenField {
                    replica: Replica::new(text, revision),
                    in_flight: None,
                    heads,
                    unsent: Vec::new(),
                };
                self.fields.insert(field, opened);
            }
            Event::FieldConfirmed {
                document,
                field,
                batch,
                heads,
            } => {
                heard.durable = self.sent.remove(&batch).unwrap_or_default();
                if let Some(open) = self.fields.get_mut(&field)
                    && open.in_flight == Some(batch)
                {
                    open.replica.confirmed();
                    open.in_flight = None;
                    open.heads = heads;
                    heard.replies.extend(self.send(document, field));
                }
            }
            Event::FieldChanged {
                field,
                delta,
                heads,
                ..
            } => {
                if let Some(open) = self.fields.get_mut(&field) {
                    open.replica.received(&delta);
                    open.heads = heads;
                }
            }
            Event::FieldFailed { field, .. } => {
                self.fields.remove(&field);
            }
            Event::Replayed(batches) => {
                let words = batches.iter().filter_map(|batch| self.sent.remove(batch));
                heard.durable = words.flatten().collect();
            }
            Event::Saved { state, .. } => heard.saved = state.device == OnDevice::Saved,
            Event::Invited { fragment, .. } | Event::DeviceLink { fragment, .. } => {
                self.fragments.push_back(fragment);
            }
            Event::Invitation { space, spaces, .. } => {
                self.invitation = Some(space);
                self.own_device = spaces.is_some();
            }
            Event::KeyFile { file, .. } => self.key_file = Some(file),
            Event::Erased { document, .. } => {
                self.values.remove(&document);
            }
            Event::Problem { problem, .. } => heard.problem = Some(problem),
            Event::Opened { .. }
            | Event::History { .. }
            | Event::Joined(_)
            | Event::Added { .. }
            | Event::PrintedKey { .. }
            | Event::Entered(_)
            | Event::EnteredElsewhere
            | Event::Present { .. } => {}
        }
        heard
    }

    fn patch(&mut self, document: DocumentRef, patches: Vec<Patch>) -> Option<&'static str> {
        let Some(value) = self.values.get_mut(&document) else {
            return Some("a document was patched before it was opened");
        };
        for patch in patches {
            match (patch, &mut *value) {
                (Patch::Plan(patch), Value::Plan(plan)) => patch.apply_to(plan),
                (Patch::Directory(directory), value) => *value = Value::Directory(directory),
                (Patch::Plan(_), Value::Directory(_)) => {
                    return Some("a directory was patched as a plan");
                }
            }
        }
        None
    }

    /// The person changes an open text, and the change holds these words.
    pub(super) fn types(
        &mut self,
        document: DocumentRef,
        field: PlanField,
        text: &str,
        caret: usize,
        words: Vec<EntryId>,
    ) -> Option<Command> {
        let open = self.fields.get_mut(&field)?;
        open.replica.typed(text, Some(caret));
        open.unsent.extend(words);
        self.send(document, field)
    }

    fn next_batch(&mut self) -> BatchId {
        self.batches += 1;
        let mut bytes = [0; 16];
        let (high, low) = bytes.split_at_mut(8);
        high.copy_from_slice(&self.number.to_be_bytes());
        low.copy_from_slice(&self.batches.to_be_bytes());
        BatchId(bytes)
    }

    fn send(&mut self, document: DocumentRef, field: PlanField) -> Option<Command> {
        let open = self.fields.get_mut(&field)?;
        let (revision, delta) = open.replica.take_batch()?;
        let words = std::mem::take(&mut open.unsent);
        let batch = self.next_batch();
        self.sent.insert(batch, words);
        self.fields.get_mut(&field)?.in_flight = Some(batch);
        Some(Command::EditField {
            document,
            field,
            batch,
            revision,
            delta,
        })
    }

    /// What the page writes down when it is hidden, and the words in it.
    pub(super) fn journal(
        &mut self,
        document: DocumentRef,
    ) -> (Vec<Unconfirmed>, BTreeMap<BatchId, Vec<EntryId>>) {
        let (mut journal, mut words) = (Vec::new(), BTreeMap::new());
        for (field, mut open) in std::mem::take(&mut self.fields) {
            let (in_flight, buffer) = open.replica.unconfirmed();
            let one = |batch, after, delta: &Delta| Unconfirmed {
                document,
                field,
                batch,
                after,
                base: open.heads.clone(),
                delta: delta.clone(),
            };
            if let (Some(delta), Some(batch)) = (in_flight, open.in_flight) {
                journal.push(one(batch, None, delta));
                words.insert(batch, self.sent.remove(&batch).unwrap_or_default());
            }
            if !buffer.is_empty() {
                let batch = self.next_batch();
                journal.push(one(batch, open.in_flight, buffer));
                words.insert(batch, std::mem::take(&mut open.unsent));
            }
        }
        (journal, words)
    }

    pub(super) fn plan(&self, document: DocumentRef) -> Option<&Plan> {
        match self.values.get(&document) {
            Some(Value::Plan(plan)) => Some(plan),
            _ => None,
        }
    }

    /// What this page's device may do in the space.
    pub(super) fn role(&self, space: SpaceId) -> Option<Role> {
        self.summary(space)?.role
    }

    pub(super) fn summary(&self, space: SpaceId) -> Option<&SpaceSummary> {
        self.spaces.iter().find(|one| one.space == space)
    }
}

/// Asks to type in a text.
pub(super) fn open(document: DocumentRef, field: PlanField) -> Command {
    Command::OpenField {
        document,
        field,
        opening: 1,
        since: Heads::default(),
        batch: None,
    }
}
