//! A page as the engine sees it: it draws from values and patches, and its open texts are replicas.

use samvev_documents::{
    document::{Heads, Patch, Value},
    plan::{Plan, PlanField},
    text::Replica,
};
use samvev_engine::messages::{
    About, BatchId, Command, DocumentRef, Event, PrintedRows, Problem, SavedState, SpaceSummary,
    Unconfirmed,
};
use samvev_protocol::ids::SpaceId;
use std::collections::{BTreeMap, BTreeSet};

pub struct OpenField {
    pub replica: Replica,
    in_flight: Option<BatchId>,
    heads: Heads,
}

#[derive(Default)]
pub struct Page {
    /// Told apart from all other pages by this.
    pub number: u64,
    pub batches: u64,
    pub spaces: Vec<SpaceSummary>,
    pub created: Vec<DocumentRef>,
    pub erased: Vec<DocumentRef>,
    /// Texts that came too late.
    pub too_late: Vec<(PlanField, String)>,
    pub key_files: Vec<(Vec<u8>, u32)>,
    pub printed: Vec<PrintedRows>,
    /// How many spaces this browser was entered with, and 0 where another tab was.
    pub entered: Vec<usize>,
    pub values: BTreeMap<DocumentRef, Value>,
    pub live: BTreeSet<DocumentRef>,
    pub writable: BTreeSet<DocumentRef>,
    /// Values that were painted before the document was loaded.
    pub painted: BTreeMap<DocumentRef, Value>,
    pub saved: BTreeMap<SpaceId, SavedState>,
    /// Every saved state, in order.
    pub saved_states: Vec<SavedState>,
    pub fields: BTreeMap<(DocumentRef, PlanField), OpenField>,
    pub confirmed: BTreeSet<BatchId>,
    pub replayed: BTreeSet<BatchId>,
    pub problems: Vec<(About, Problem)>,
    pub invitations: Vec<Event>,
    pub fragments: Vec<String>,
    pub joined: Vec<SpaceId>,
    /// What was told of links for one's own devices.
    pub linking: Vec<Event>,
    pub history: BTreeMap<DocumentRef, (bool, bool)>,
    pub present: BTreeMap<SpaceId, Vec<samvev_engine::messages::Other>>,
}

impl Page {
    /// Takes in what the engine tells; answers what the page then asks for.
    pub fn receive(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Spaces(spaces) => self.spaces = spaces,
            Event::Created(document) => self.created.push(document),
            Event::CameTooLate { texts, .. } => self.too_late.extend(texts),
            Event::Opened {
                document,
                value,
                live,
                writable,
                ..
            } => {
                if writable {
                    self.writable.insert(document);
                } else {
                    self.writable.remove(&document);
                }
                if live {
                    self.live.insert(document);
                    self.values.insert(document, value);
                } else {
                    self.painted.insert(document, value);
                }
            }
            Event::Patched {
                document, patches, ..
            } => {
                let value = self
                    .values
                    .get_mut(&document)
                    .expect("opened before it is patched");
                for patch in patches {
                    match (patch, &mut *value) {
                        (Patch::Plan(patch), Value::Plan(plan)) => patch.apply_to(plan),
                        (Patch::Directory(directory), value) => {
                            *value = Value::Directory(directory)
                        }
                        (Patch::Plan(_), Value::Directory(_)) => {
                            panic!("a plan's patch for a directory")
                        }
                    }
                }
            }
            Event::FieldOpened {
                document,
                field,
                revision,
                text,
                heads,
                ..
            } => {
                let replica = Replica::new(text, revision);
                self.fields.insert(
                    (document, field),
                    OpenField {
                        replica,
                        in_flight: None,
                        heads,
                    },
                );
            }
            Event::FieldConfirmed {
                document,
                field,
                batch,
                heads,
            } => {
                self.confirmed.insert(batch);
                if let Some(open) = self.fields.get_mut(&(document, field))
                    && open.in_flight == Some(batch)
                {
                    open.replica.confirmed();
                    open.in_flight = None;
                    open.heads = heads;
                    return self.send(document, field).into_iter().collect();
                }
            }
            Event::FieldChanged {
                document,
                field,
                delta,
                heads,
            } => {
                if let Some(open) = self.fields.get_mut(&(document, field)) {
                    open.replica.received(&delta);
                    open.heads = heads;
                }
            }
            Event::FieldFailed { document, field } => {
                self.fields.remove(&(document, field));
            }
            Event::Replayed(batches) => self.replayed.extend(batches),
            Event::History {
                document,
                undo,
                redo,
            } => {
                self.history.insert(document, (undo, redo));
            }
            Event::Saved { space, state } => {
                self.saved_states.push(state.clone());
                self.saved.insert(space, state);
            }
            Event::Invited { fragment, .. } => self.fragments.push(fragment),
            Event::Invitation { .. } => self.invitations.push(event),
            Event::Joined(space) => self.joined.push(space),
            Event::DeviceLink { .. } | Event::Added { .. } => self.linking.push(event),
            Event::KeyFile { file, left_out } => self.key_files.push((file, left_out)),
            Event::PrintedKey { rows, .. } => self.printed.push(rows),
            Event::Entered(spaces) => self.entered.push(spaces.len()),
            Event::EnteredElsewhere => self.entered.push(0),
            Event::Erased { document, .. } => {
                self.erased.push(document);
                self.values.remove(&document);
                self.live.remove(&document);
                self.fields.retain(|(of, _), _| *of != document);
            }
            Event::Present { space, others } => {
                self.present.insert(space, others);
            }
            Event::Problem { about, problem } => self.problems.push((about, problem)),
        }
        Vec::new()
    }

    /// The person types: the field now shows `text`.
    pub fn types(
        &mut self,
        document: DocumentRef,
        field: PlanField,
        text: &str,
        caret: usize,
    ) -> Option<Command> {
        let open = self
            .fields
            .get_mut(&(document, field))
            .expect("the field is open");
        open.replica.typed(text, Some(caret));
        self.send(document, field)
    }

    fn send(&mut self, document: DocumentRef, field: PlanField) -> Option<Command> {
        let open = self.fields.get_mut(&(document, field))?;
        let (revision, delta) = open.replica.take_batch()?;
        self.batches += 1;
        let batch = batch(self.number, self.batches);
        open.in_flight = Some(batch);
        Some(Command::EditField {
            document,
            field,
            batch,
            revision,
            delta,
        })
    }

    /// What the page writes down when it is hidden.
    pub fn journal(&mut self) -> Vec<Unconfirmed> {
        let mut journal = Vec::new();
        for ((document, field), open) in &self.fields {
            let (in_flight, buffer) = open.replica.unconfirmed();
            let base = open.heads.clone();
            let one = |batch, after, delta: &samvev_documents::text::Delta| Unconfirmed {
                document: *document,
                field: *field,
                batch,
                after,
                base: base.clone(),
                delta: delta.clone(),
            };
            if let Some(delta) = in_flight {
                journal.push(one(open.in_flight.expect("in flight"), None, delta));
            }
            if !buffer.is_empty() {
                self.batches += 1;
                journal.push(one(
                    batch(self.number, self.batches),
                    open.in_flight,
                    buffer,
                ));
            }
        }
        journal
    }

    pub fn plan(&self, document: DocumentRef) -> &Plan {
        match &self.values[&document] {
            Value::Plan(plan) => plan,
            Value::Directory(_) => panic!("a directory"),
        }
    }

    pub fn shows(&self, document: DocumentRef, field: PlanField) -> &str {
        self.fields[&(document, field)].replica.text()
    }
}

fn batch(page: u64, number: u64) -> BatchId {
    let mut bytes = [0; 16];
    let (high, low) = bytes.split_at_mut(8);
    high.copy_from_slice(&page.to_be_bytes());
    low.copy_from_slice(&number.to_be_bytes());
    BatchId(bytes)
}
