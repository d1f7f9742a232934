//! The engine as pages know it: commands out, and signals and listeners brought up to date by its events. The only place
//! where a page meets the wire to the Web Worker is `wire.rs`.

use leptos::prelude::*;
use samvev_documents::document::{Patch, Value};
use samvev_engine::messages::{
    About, BatchId, Command, DocumentRef, DocumentSummary, Event, Other, Problem, SavedState,
    SpaceSummary, StoreProblem, Unconfirmed,
};
use samvev_protocol::ids::SpaceId;
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// The way to the engine and to the journal.
pub trait Wire {
    /// Sends a command.
    fn send(&self, command: Command);
    /// Writes down at once what is not confirmed, in place of what was written down before.
    ///
    /// # Errors
    /// Where the browser does not keep it.
    fn write_down(&self, unconfirmed: &[Unconfirmed]) -> Result<(), StoreProblem>;
    /// Forgets what was written down and is durable.
    fn forget(&self, batches: &[BatchId]);
    /// Forgets what was written down of a document by this page's forerunners.
    fn forget_document(&self, document: DocumentRef);
    /// Sends again what was written down, to an engine that was started anew.
    fn replay(&self);
    /// Asks the browser not to evict what is stored: a person has made something here.
    fn ask_to_keep(&self);
}

type Hear = Rc<dyn Fn(&Event)>;

/// The engine, from any component: [`use_engine`].
#[derive(Clone, Copy)]
pub struct Engine {
    wire: StoredValue<Rc<dyn Wire>, LocalStorage>,
    open: StoredValue<BTreeSet<DocumentRef>, LocalStorage>,
    listeners: StoredValue<Listeners, LocalStorage>,
    values: StoredValue<BTreeMap<DocumentRef, Value>, LocalStorage>,
    spaces: RwSignal<Option<Vec<SpaceSummary>>>,
    saved: RwSignal<BTreeMap<SpaceId, SavedState>>,
    present: RwSignal<BTreeMap<SpaceId, Vec<Other>>>,
    problems: RwSignal<Vec<(About, Problem)>>,
    network: RwSignal<bool>,
    restarts: RwSignal<u32>,
    stopped: RwSignal<bool>,
}

#[derive(Default)]
struct Listeners {
    next: u64,
    all: Vec<Listener>,
}

#[derive(Clone)]
struct Listener {
    number: u64,
    document: Option<DocumentRef>,
    hear: Hear,
}

/// The engine of this page. Only below the shell, which provides it.
pub fn use_engine() -> Engine {
    expect_context::<Engine>()
}

impl Engine {
    /// The engine at the other end of a wire. What it says comes in by [`Engine::receive`].
    pub fn new(wire: Rc<dyn Wire>) -> Self {
        Self {
            wire: StoredValue::new_local(wire),
            open: StoredValue::new_local(BTreeSet::new()),
            listeners: StoredValue::new_local(Listeners::default()),
            values: StoredValue::new_local(BTreeMap::new()),
            spaces: RwSignal::new(None),
            saved: RwSignal::new(BTreeMap::new()),
            present: RwSignal::new(BTreeMap::new()),
            problems: RwSignal::new(Vec::new()),
            network: RwSignal::new(true),
            restarts: RwSignal::new(0),
            stopped: RwSignal::new(false),
        }
    }

    /// Asks the engine for something.
    pub fn send(&self, command: Command) {
        match &command {
            Command::Open(document) => self.open.update_value(|open| {
                open.insert(*document);
            }),
            Command::Close(document) => {
                self.open.update_value(|open| {
                    open.remove(document);
                });
                self.values.update_value(|values| {
                    values.remove(document);
                });
            }
            _ => {}
        }
        self.wire.get_value().send(command);
    }

    /// Writes down at once, while the page is being hidden, all that was typed on it and is not confirmed; it takes the
    /// place of what was written down before. It is replayed when the app starts again, and forgotten as it is confirmed.
    ///
    /// # Errors
    /// Where the browser does not keep it.
    pub fn write_down(&self, unconfirmed: &[Unconfirmed]) -> Result<(), StoreProblem> {
        self.wire.get_value().write_down(unconfirmed)
    }

    /// The engine died and a new one begins. Documents are opened again here; whoever has opened fields watches
    /// [`Engine::restarts`].
    pub fn restarted(&self) {
        let wire = self.wire.get_value();
        for document in self.open.get_value() {
            wire.send(Command::Open(document));
        }
        wire.send(Command::Network(self.network.get_untracked()));
        wire.replay();
        self.restarts.update(|restarts| *restarts += 1);
    }

    /// How often the engine was started anew: its open fields are gone each time.
    pub fn restarts(&self) -> Signal<u32> {
        self.restarts.into()
    }

    /// The engine could not be started, or died too often.
    pub fn stop(&self) {
        self.stopped.set(true);
    }

    /// Whether the engine is gone for good. What was confirmed is stored.
    pub fn stopped(&self) -> Signal<bool> {
        self.stopped.into()
    }

    /// The spaces as they were seen last, until the engine itself tells.
    pub fn seen_last(&self, spaces: Vec<SpaceSummary>) {
        if !spaces.is_empty() && self.spaces.with_untracked(Option::is_none) {
            self.spaces.set(Some(spaces));
        }
    }

    /// Hears every event about one document (content, patches, fields, history, problems, what was replayed), until the component that
    /// asked is gone.
    pub fn listen(&self, document: DocumentRef, hear: impl Fn(&Event) + 'static) {
        self.register(Some(document), Rc::new(hear));
    }

    /// Hears every event there is, until the component that asked is gone.
    pub fn listen_to_all(&self, hear: impl Fn(&Event) + 'static) {
        self.register(None, Rc::new(hear));
    }

    fn register(&self, document: Option<DocumentRef>, hear: Hear) {
        let listeners = self.listeners;
        let number = listeners.try_update_value(|listeners| {
            listeners.next += 1;
            let number = listeners.next;
            listeners.all.push(Listener {
                number,
                document,
                hear,
            });
            number
        });
        on_cleanup(move || {
            listeners.try_update_value(|listeners| {
                listeners.all.retain(|one| Some(one.number) != number)
            });
        });
    }

    /// Takes in what the engine tells.
    pub fn receive(&self, event: Event) {
        self.remember(&event);
        let about = document_of(&event);
        let hearing: Vec<Hear> = self.listeners.with_value(|listeners| {
            // What was replayed may be of any document.
            let of_all = matches!(event, Event::Replayed(_));
            let concerns =
                |one: &&Listener| of_all || one.document.is_none() || one.document == about;
            listeners
                .all
                .iter()
                .filter(concerns)
                .map(|one| Rc::clone(&one.hear))
                .collect()
        });
        hearing.iter().for_each(|hear| hear(&event));
    }

    fn remember(&self, event: &Event) {
        match event {
            Event::Spaces(spaces) => self.spaces.set(Some(spaces.clone())),
            Event::Saved { space, state } => self.saved.update(|saved| {
                saved.insert(*space, state.clone());
            }),
            Event::Present { space, others } => self.present.update(|present| {
                present.insert(*space, others.clone());
            }),
            Event::Problem { about, problem } => self.problems.update(|problems| {
                problems.retain(|(known, _)| known != about);
                problems.push((about.clone(), *problem));
            }),
            Event::Opened {
                document, value, ..
            } => self.values.update_value(|values| {
                values.insert(*document, value.clone());
            }),
            Event::Patched {
                document, patches, ..
            } => self.values.update_value(|values| {
                if let Some(value) = values.get_mut(document) {
                    patches
                        .iter()
                        .for_each(|patch| bring_up_to_date(value, patch));
                }
            }),
            Event::FieldConfirmed { batch, .. } => self.wire.get_value().forget(&[*batch]),
            Event::Replayed(batches) => self.wire.get_value().forget(batches),
            Event::Erased { document, .. } => {
                self.put_aside(&About::Document(*document));
                self.values.update_value(|values| {
                    values.remove(document);
                });
                self.wire.get_value().forget_document(*document);
            }
            Event::Created(_) | Event::Joined(_) | Event::Added { .. } | Event::Entered(_) => {
                self.wire.get_value().ask_to_keep()
            }
            _ => {}
        }
    }

    /// What this device holds. `None` until the engine has begun.
    pub fn spaces(&self) -> Signal<Option<Vec<SpaceSummary>>> {
        self.spaces.into()
    }

    /// Whether this device holds a space, or may: before the engine has told what is held, nobody knows.
    pub fn may_hold(&self, space: SpaceId) -> bool {
        self.spaces.with(Option::is_none) || self.space(space).is_some()
    }

    /// One space, if this device holds it.
    pub fn space(&self, space: SpaceId) -> Option<SpaceSummary> {
        self.spaces.with(|spaces| {
            spaces
                .as_ref()?
                .iter()
                .find(|one| one.space == space)
                .cloned()
        })
    }

    /// One document as lists show it.
    pub fn summary(&self, document: DocumentRef) -> Option<DocumentSummary> {
        self.spaces.with(|spaces| {
            let space = spaces
                .as_ref()?
                .iter()
                .find(|one| one.space == document.space)?;
            space
                .documents
                .iter()
                .find(|one| one.document == document.document)
                .cloned()
        })
    }

    /// How safe what was written in a space is. `None` until the engine has said it.
    pub fn saved(&self, space: SpaceId) -> Option<SavedState> {
        self.saved.with(|saved| saved.get(&space).cloned())
    }

    /// The others connected now.
    pub fn present(&self, space: SpaceId) -> Vec<Other> {
        self.present
            .with(|present| present.get(&space).cloned().unwrap_or_default())
    }

    /// What failed and was not put aside by the person yet: at most one for each thing it is about.
    pub fn problems(&self) -> Signal<Vec<(About, Problem)>> {
        self.problems.into()
    }

    /// Why a document that was to be opened is not there for this person: erased, or closed to them.
    pub fn is_away(&self, document: DocumentRef) -> Option<Problem> {
        let away = [Problem::Erased, Problem::Closed];
        let told = self.problems.with(|problems| {
            let mut away = away.into_iter();
            away.find(|problem| problems.contains(&(About::Document(document), *problem)))
        });
        // It is listed again where whoever erased it turned out to have been removed, or somebody gave them a seat.
        told.filter(|_| self.summary(document).is_none())
    }

    /// The person has read a problem.
    pub fn put_aside(&self, about: &About) {
        self.problems
            .update(|problems| problems.retain(|(known, _)| known != about));
    }

    /// Whether the browser says that there is a network.
    pub fn network(&self) -> Signal<bool> {
        self.network.into()
    }

    /// The browser says that the network is there again or gone.
    pub fn set_network(&self, there: bool) {
        self.network.set(there);
        self.send(Command::Network(there));
    }

    /// An open document as it stands, for files out of it. `None` where it is not open.
    pub fn value(&self, document: DocumentRef) -> Option<Value> {
        self.values
            .with_value(|values| values.get(&document).cloned())
    }
}

fn bring_up_to_date(value: &mut Value, patch: &Patch) {
    match (value, patch) {
        (Value::Plan(plan), Patch::Plan(patch)) => patch.apply_to(plan),
        (Value::Directory(directory), Patch::Directory(now)) => directory.clone_from(now),
        _ => {}
    }
}

fn document_of(event: &Event) -> Option<DocumentRef> {
    match event {
        Event::Opened { document, .. }
        | Event::Patched { document, .. }
        | Event::Erased { document, .. }
        | Event::CameTooLate { document, .. }
        | Event::FieldOpened { document, .. }
        | Event::FieldConfirmed { document, .. }
        | Event::FieldChanged { document, .. }
        | Event::FieldFailed { document, .. }
        | Event::History { document, .. }
        | Event::Problem {
            about: About::Document(document),
            ..
        } => Some(*document),
        _ => None,
    }
}
