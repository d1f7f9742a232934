//! Carries out what an engine asks for in its Web Worker, and tells it what happens there.

use super::{
    indexed_db::IndexedDbStore,
    scope,
    secret::{self, Seed},
    sockets::Sockets,
};
use crate::{
    engine::{Config, Engine, VERSION},
    host::{Effect, Input, Ticket},
    memory::MemoryStore,
    messages::{Event, Problem, StoreProblem},
    store::{Batch, CommitError, Entry, Store},
};
use js_sys::Array;
use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, DedicatedWorkerGlobalScope, MessageEvent};

/// How tabs hear of each other, before the version of what they say.
const TABS: &str = "samvev-tabs-";
/// The longest that a browser's timer can wait, in milliseconds.
const LONGEST_WAIT: u64 = i32::MAX as u64;

/// Where an engine keeps what it is told.
pub(super) enum AnyStore {
    /// In this browser's profile, which other tabs share.
    Kept(IndexedDbStore),
    /// In this tab alone, until it is closed.
    Passing(MemoryStore),
}

/// The engine and its surroundings. What happens before there is an engine waits for it.
pub(super) struct Host {
    engine: RefCell<Option<Engine>>,
    inputs: RefCell<VecDeque<Input>>,
    store: OnceCell<AnyStore>,
    requests: RefCell<VecDeque<Request>>,
    storing: Cell<bool>,
    tabs: OnceCell<Tabs>,
    sockets: Sockets,
    wake: Closure<dyn Fn()>,
    timer: Cell<Option<i32>>,
}

/// What is asked of the store. It is done one by one, in the order asked.
enum Request {
    Commit(Ticket, Batch),
    Scan(Ticket, Vec<u8>),
    Fetch(Ticket, Vec<Vec<u8>>),
    /// Keep this seed as the device's.
    Enter(Seed),
}

struct Tabs {
    channel: BroadcastChannel,
    _on_message: Closure<dyn Fn(MessageEvent)>,
}

impl Host {
    pub(super) fn new() -> Rc<Self> {
        Rc::new_cyclic(|host: &Weak<Self>| Self {
            engine: RefCell::default(),
            inputs: RefCell::default(),
            store: OnceCell::new(),
            requests: RefCell::default(),
            storing: Cell::default(),
            tabs: OnceCell::new(),
            sockets: Sockets::new({
                let host = Weak::clone(host);
                Rc::new(move |input| tell(&host, input))
            }),
            wake: Closure::new({
                let host = Weak::clone(host);
                move || tell(&host, Input::Woken)
            }),
            timer: Cell::default(),
        })
    }

    /// Starts the engine, which then hears what has happened meanwhile.
    pub(super) fn begin(self: &Rc<Self>, config: Config, store: AnyStore) {
        if matches!(store, AnyStore::Kept(_)) {
            self.hear_tabs();
        }
        if self.store.set(store).is_err() {
            return;
        }
        let (engine, effects) = Engine::start(config, scope::now());
        self.engine.replace(Some(engine));
        self.carry_out(effects);
        self.handle_inputs();
    }

    /// Tells the engine, as soon as it has handled what came before.
    pub(super) fn tell(self: &Rc<Self>, input: Input) {
        self.inputs.borrow_mut().push_back(input);
        self.handle_inputs();
    }

    fn handle_inputs(self: &Rc<Self>) {
        // Borrowed: whoever handles an input further up handles this one next.
        let Ok(mut engine) = self.engine.try_borrow_mut() else {
            return;
        };
        let Some(engine) = engine.as_mut() else {
            return;
        };
        while let Some(input) = self.next_input() {
            if let Input::Disconnected(connection) = input {
                self.sockets.forget(connection);
            }
            let effects = engine.handle(scope::now(), input);
            self.carry_out(effects);
        }
    }

    fn next_input(&self) -> Option<Input> {
        self.inputs.borrow_mut().pop_front()
    }

    fn carry_out(self: &Rc<Self>, effects: Vec<Effect>) {
        let mut events = Vec::new();
        for effect in effects {
            match effect {
                Effect::Page(event) => events.push(event),
                Effect::Enter(seed) => self.ask_store(Request::Enter(seed)),
                Effect::Commit(ticket, batch) => self.ask_store(Request::Commit(ticket, batch)),
                Effect::Scan(ticket, prefix) => self.ask_store(Request::Scan(ticket, prefix)),
                Effect::Fetch(ticket, keys) => self.ask_store(Request::Fetch(ticket, keys)),
                Effect::Tabs(message) => self.tell_tabs(&message),
                Effect::Connect(connection, address) => self.sockets.connect(connection, &address),
                Effect::Send(connection, frame) => self.sockets.send(connection, &frame),
                Effect::Hangup(connection) => self.sockets.forget(connection),
                Effect::Wake(at) => self.wake_at(at),
            }
        }
        tell_page(&events);
    }

    fn ask_store(self: &Rc<Self>, request: Request) {
        self.requests.borrow_mut().push_back(request);
        if !self.storing.replace(true) {
            spawn_local(Rc::clone(self).answer_requests());
        }
    }

    async fn answer_requests(self: Rc<Self>) {
        while let Some(request) = self.next_request() {
            let Some(store) = self.store.get() else {
                return;
            };
            let answer = match request {
                Request::Commit(ticket, batch) => {
                    Input::Committed(ticket, store.commit(batch).await)
                }
                Request::Scan(ticket, prefix) => Input::Scanned(ticket, store.scan(&prefix).await),
                Request::Fetch(ticket, keys) => Input::Scanned(ticket, store.fetch(&keys).await),
                Request::Enter(seed) => Input::Entered(keep_seed(store, &seed).await),
            };
            self.tell(answer);
        }
        self.storing.set(false);
    }

    fn next_request(&self) -> Option<Request> {
        self.requests.borrow_mut().pop_front()
    }

    /// A browser that gives no channel leaves the tabs to what they find in the store.
    fn hear_tabs(self: &Rc<Self>) {
        let Ok(channel) = BroadcastChannel::new(&format!("{TABS}{VERSION}")) else {
            return;
        };
        let host = Rc::downgrade(self);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            if let Some(message) = scope::from_buffer(&message.data()) {
                tell(&host, Input::Tab(message));
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let tabs = Tabs {
            channel,
            _on_message: on_message,
        };
        // Set once: an engine begins once.
        let _ = self.tabs.set(tabs);
    }

    fn tell_tabs(&self, message: &[u8]) {
        if let Some(tabs) = self.tabs.get() {
            // Throws for a closed channel alone, and this one is never closed.
            let _ = tabs.channel.post_message(&scope::to_buffer(message));
        }
    }

    fn wake_at(&self, at: u64) {
        let scope = scope::global();
        if let Some(timer) = self.timer.take() {
            scope.clear_timeout_with_handle(timer);
        }
        // Longer than a timer can wait: woken too early, the engine asks again.
        let wait = at.saturating_sub(scope::now()).min(LONGEST_WAIT) as i32;
        let wake = self.wake.as_ref().unchecked_ref();
        self.timer.set(
            scope
                .set_timeout_with_callback_and_timeout_and_arguments_0(wake, wait)
                .ok(),
        );
    }
}

impl Store for AnyStore {
    async fn fetch(&self, keys: &[Vec<u8>]) -> Result<Vec<Entry>, StoreProblem> {
        match self {
            Self::Kept(store) => store.fetch(keys).await,
            Self::Passing(store) => store.fetch(keys).await,
        }
    }

    async fn scan(&self, prefix: &[u8]) -> Result<Vec<Entry>, StoreProblem> {
        match self {
            Self::Kept(store) => store.scan(prefix).await,
            Self::Passing(store) => store.scan(prefix).await,
        }
    }

    async fn commit(&self, batch: Batch) -> Result<(), CommitError> {
        match self {
            Self::Kept(store) => store.commit(batch).await,
            Self::Passing(store) => store.commit(batch).await,
        }
    }
}

fn tell(host: &Weak<Host>, input: Input) {
    if let Some(host) = host.upgrade() {
        host.tell(input);
    }
}

/// Posts events to the page as one message, handed over without a copy.
pub(super) fn tell_page(events: &[Event]) {
    if events.is_empty() {
        return;
    }
    let Ok(bytes) = postcard::to_stdvec(events) else {
        return;
    };
    let message = scope::to_buffer(&bytes);
    let page: DedicatedWorkerGlobalScope = scope::global().unchecked_into();
    // Throws for what cannot be cloned or handed over; a buffer of our own can.
    let _ = page.post_message_with_transfer(&message, &Array::of1(&message));
}

/// Keeps the seed of a key file as this device's.
async fn keep_seed(store: &AnyStore, seed: &Seed) -> Result<(), Problem> {
    match store {
        AnyStore::Kept(store) => Ok(secret::replace_seed(store, seed).await?),
        AnyStore::Passing(_) => Ok(()),
    }
}
