//! The wire between this page and its engine in the Web Worker, and what the browser tells of itself.

use crate::engine::{Engine, Wire};
use leptos::{ev, prelude::*, task::spawn_local, web_sys};
use samvev_documents::document::Heads;
use samvev_engine::{
    browser::{
        client::{self, EngineClient, Told},
        journal::Journal,
    },
    messages::{BatchId, Command, DocumentRef, Event, StoreProblem, Unconfirmed},
};
use std::{
    cell::{Cell, OnceCell},
    rc::Rc,
};
use wasm_bindgen::JsValue;

/// The wire of a page.
#[derive(Default)]
struct ToWorker {
    client: OnceCell<EngineClient>,
    journal: OnceCell<Journal>,
    /// What hears what is painted before the engine has opened it.
    page: OnceCell<Engine>,
    /// Whether the engine has said anything: from then on it paints what is opened.
    begun: Cell<bool>,
}

/// Starts the engine with its start script, which lies at `script`, and the compiled module, and gives it to the page.
/// `begun`: a Web Worker of that script that waits for the module.
pub fn connect(script: &str, module: JsValue, begun: Option<web_sys::Worker>) -> Engine {
    let wire = Rc::new(ToWorker::default());
    let engine = Engine::new(Rc::new(Handle(Rc::clone(&wire))));
    wire.page.set(engine).unwrap_or_default();
    let told = {
        let wire = Rc::clone(&wire);
        move |told| match told {
            Told::Events(events) => {
                wire.begun.set(true);
                events.into_iter().for_each(|event| engine.receive(event));
            }
            Told::Restarted => engine.restarted(),
            Told::Stopped => engine.stop(),
        }
    };
    wire.client
        .set(EngineClient::start(script, module, begun, told))
        .unwrap_or_default();
    spawn_local(async move {
        engine.seen_last(client::stored_spaces().await);
    });
    let journal = Rc::clone(&wire);
    spawn_local(async move {
        journal
            .journal
            .set(Journal::open().await)
            .unwrap_or_default();
        journal.replay().await;
    });
    watch_network(engine);
    engine
}

fn watch_network(engine: Engine) {
    if !window().navigator().on_line() {
        engine.set_network(false);
    }
    // For as long as the page lives.
    window_event_listener(ev::online, move |_| engine.set_network(true));
    window_event_listener(ev::offline, move |_| engine.set_network(false));
}

impl ToWorker {
    fn send(&self, command: Command) {
        if let Some(client) = self.client.get() {
            client.send(command);
        }
    }

    async fn replay(&self) {
        let Some(journal) = self.journal.get() else {
            return;
        };
        let left = journal.left_behind().await;
        if !left.is_empty() {
            self.send(Command::Replay(left));
        }
    }

    /// Forgets what pages that are gone wrote down of a document. What they wrote down of others is sent, since it is this page's
    /// from then on.
    async fn forget_document(&self, document: DocumentRef) {
        let Some(journal) = self.journal.get() else {
            return;
        };
        let left = journal.left_behind().await.into_iter();
        let of_document = left.filter(|typed| typed.document == document);
        let batches: Vec<BatchId> = of_document.map(|typed| typed.batch).collect();
        journal.forget(&batches);
        self.replay().await;
    }

    /// Paints a document as it was seen last, if the engine has not opened it when that is read.
    async fn paint_early(&self, document: DocumentRef) {
        let value = client::stored_view(document).await;
        if let (Some(value), Some(page)) = (value, self.page.get())
            && page.value(document).is_none()
        {
            page.receive(Event::Opened {
                document,
                value,
                live: false,
                writable: false,
                heads: Heads::default(),
            });
        }
    }
}

struct Handle(Rc<ToWorker>);

impl Wire for Handle {
    fn send(&self, command: Command) {
        if let (false, Command::Open(document)) = (self.0.begun.get(), &command) {
            let (wire, document) = (Rc::clone(&self.0), *document);
            spawn_local(async move { wire.paint_early(document).await });
        }
        self.0.send(command);
    }

    fn write_down(&self, unconfirmed: &[Unconfirmed]) -> Result<(), StoreProblem> {
        self.0
            .journal
            .get()
            .map_or(Err(StoreProblem::Missing), |journal| {
                journal.write(unconfirmed)
            })
    }

    fn forget(&self, batches: &[BatchId]) {
        if let Some(journal) = self.0.journal.get() {
            journal.forget(batches);
        }
    }

    fn forget_document(&self, document: DocumentRef) {
        let wire = Rc::clone(&self.0);
        spawn_local(async move { wire.forget_document(document).await });
    }

    fn replay(&self) {
        let wire = Rc::clone(&self.0);
        spawn_local(async move { wire.replay().await });
    }

    fn ask_to_keep(&self) {
        // Whether it promises changes nothing here: what is not kept is told as a problem when it happens.
        spawn_local(async {
            client::ask_to_keep_stored().await;
        });
    }
}
