//! The page's side: starts the engine's Web Worker, speaks to it, and starts it anew when it dies.

use super::{
    HELLO,
    indexed_db::{DATABASE, IndexedDbStore},
    scope,
};
use crate::{
    engine,
    messages::{Command, DocumentRef, Event, SpaceSummary},
    store::Store,
};
use js_sys::Array;
use samvev_documents::document::Value;
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// So often an engine may die within a minute; then the page is told that it stopped.
const DEATHS: usize = 3;
/// In milliseconds.
const MINUTE: u64 = 60_000;

/// What a page is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// What the engine says, in its order: draw all of it at once.
    Events(Vec<Event>),
    /// The engine died and a new one is being started. It knows nothing of this page: the page opens its documents and
    /// fields again and replays its journal. Commands may be sent at once. What was sent and not answered may be lost.
    Restarted,
    /// The engine could not be started, or died too often. What was confirmed is stored; the page should offer to reload.
    Stopped,
}

/// A page's engine. A clone speaks to the same one; the Web Worker ends with the last.
#[derive(Clone)]
pub struct EngineClient(Rc<Link>);

struct Link {
    script: String,
    module: JsValue,
    told: RefCell<Box<dyn FnMut(Told)>>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    worker: Option<Running>,
    listening: bool,
    waiting: Vec<Command>,
    deaths: Vec<u64>,
}

struct Running {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn()>,
}

impl EngineClient {
    /// Starts the engine: `script` is the address of `engine.js`, `module` the compiled `WebAssembly.Module`. `begun`: a Web
    /// Worker of that script that waits for the module, where the page has one already. `told` is called for as long as a
    /// clone of the client lives, never from within a call of the client's.
    #[must_use]
    pub fn start(
        script: &str,
        module: JsValue,
        begun: Option<Worker>,
        told: impl FnMut(Told) + 'static,
    ) -> Self {
        let link = Rc::new(Link {
            script: script.to_owned(),
            module,
            told: RefCell::new(Box::new(told)),
            state: RefCell::default(),
        });
        link.start_worker(begun);
        Self(link)
    }

    /// Sends a command; kept until the engine listens.
    pub fn send(&self, command: Command) {
        let mut state = self.0.state.borrow_mut();
        match &state.worker {
            Some(running) if state.listening => running.post(&command),
            _ => state.waiting.push(command),
        }
    }
}

impl Link {
    fn start_worker(self: &Rc<Self>, begun: Option<Worker>) {
        let worker = begun.or_else(|| module_worker(&self.script));
        let running =
            worker.and_then(|worker| Running::start(worker, &self.module, &Rc::downgrade(self)));
        let mut state = self.state.borrow_mut();
        state.listening = false;
        // None where the browser gives no module workers: `start.js` has asked for them.
        state.worker = running;
    }

    fn heard(&self, message: &JsValue) {
        if message.as_string().as_deref() == Some(HELLO) {
            let mut state = self.state.borrow_mut();
            state.listening = true;
            let waiting = std::mem::take(&mut state.waiting);
            if let Some(running) = &state.worker {
                waiting.iter().for_each(|command| running.post(command));
            }
            return;
        }
        let bytes = scope::from_buffer(message);
        if let Some(events) = bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()) {
            self.tell(Told::Events(events));
        }
    }

    /// A trap, an exception that nobody caught, or a script that could not be loaded.
    fn died(self: &Rc<Self>) {
        let now = scope::now();
        let stopped = {
            let mut state = self.state.borrow_mut();
            state.worker = None;
            state.listening = false;
            state
                .deaths
                .retain(|death| now.saturating_sub(*death) < MINUTE);
            state.deaths.push(now);
            state.deaths.len() >= DEATHS
        };
        if stopped {
            return self.tell(Told::Stopped);
        }
        self.start_worker(None);
        self.tell(Told::Restarted);
    }

    fn tell(&self, told: Told) {
        if let Ok(mut tell) = self.told.try_borrow_mut() {
            tell(told);
        }
    }
}

fn module_worker(script: &str) -> Option<Worker> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(script, &options).ok()
}

impl Running {
    fn start(worker: Worker, module: &JsValue, link: &Weak<Link>) -> Option<Self> {
        let on_message = Closure::<dyn Fn(MessageEvent)>::new({
            let link = Weak::clone(link);
            move |message: MessageEvent| {
                if let Some(link) = link.upgrade() {
                    link.heard(&message.data());
                }
            }
        });
        let on_error = Closure::<dyn Fn()>::new({
            let link = Weak::clone(link);
            move || {
                if let Some(link) = link.upgrade() {
                    link.died();
                }
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(module).ok()?;
        Some(Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    fn post(&self, command: &Command) {
        let Ok(bytes) = postcard::to_stdvec(command) else {
            return;
        };
        let message = scope::to_buffer(&bytes);
        // Throws for what cannot be cloned or handed over; a buffer of our own can.
        let _ = self
            .worker
            .post_message_with_transfer(&message, &Array::of1(&message));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// A document as it was seen last, straight from the store: what is painted while the engine loads.
pub async fn stored_view(document: DocumentRef) -> Option<Value> {
    let store = IndexedDbStore::open(DATABASE).await.ok()?;
    let view = store.get(&engine::view_key(document)).await.ok()??;
    engine::read_seen(&view)
}

/// The spaces as they were seen last, straight from the store: what the start page paints while the engine loads.
pub async fn stored_spaces() -> Vec<SpaceSummary> {
    let read = async {
        let store = IndexedDbStore::open(DATABASE).await?;
        store.scan(engine::SUMMARIES).await
    };
    let entries = read.await.unwrap_or_default();
    entries
        .iter()
        .filter_map(|(_, summary)| engine::read_seen(summary))
        .collect()
}

/// Asks the browser not to evict what is stored. To be called when a person has written something: some browsers ask
/// them. Whether it promises.
pub async fn ask_to_keep_stored() -> bool {
    let storage: JsValue = scope::global().navigator().storage().into();
    // Undefined where the address is not secure, whatever the binding's type says.
    let Ok(storage) = storage.dyn_into::<web_sys::StorageManager>() else {
        return false;
    };
    match storage.persist().map(JsFuture::from) {
        Ok(kept) => kept.await.is_ok_and(|kept| kept.is_truthy()),
        Err(_) => false,
    }
}
