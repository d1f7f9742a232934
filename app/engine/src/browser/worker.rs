//! What runs in the dedicated Web Worker: the engine, once its store and its device's secret are at hand.

use super::{
    HELLO,
    host::{AnyStore, Host, tell_page},
    indexed_db::{DATABASE, IndexedDbStore},
    locks, scope,
    secret::{self, Seed},
};
use crate::{
    engine::{Config, SNAPSHOT_AFTER},
    host::Input,
    memory::MemoryStore,
    messages::{About, Event, Problem, StoreProblem},
};
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Held by the tab that holds the sockets and compacts.
const LEADER: &str = "samvev-leader";
/// How often a store that fails to open is tried.
const TRIES: u32 = 3;

/// Starts an engine in the Web Worker that calls this; it runs until the Web Worker ends. Exported to `engine.js`.
///
/// It says hello to the page and listens from then on. Where the browser keeps nothing (a private window, say) the page
/// is told by [`Event::Problem`], and the engine works all the same until the tab is closed.
#[wasm_bindgen]
pub fn start_engine() {
    console_error_panic_hook::set_once();
    let page: DedicatedWorkerGlobalScope = scope::global().unchecked_into();
    let host = Host::new();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new({
        let host = Rc::clone(&host);
        move |message: MessageEvent| {
            let bytes = scope::from_buffer(&message.data());
            // What is no command was not sent by our page.
            if let Some(command) = bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()) {
                host.tell(Input::Page(command));
            }
        }
    });
    page.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the Web Worker.
    on_message.forget();
    // A string is always cloned.
    let _ = page.post_message(&HELLO.into());
    spawn_local(begin(host));
}

async fn begin(host: Rc<Host>) {
    let kept = match keep().await {
        Ok(kept) => Some(kept),
        Err(problem) => {
            tell_page(&[Event::Problem {
                about: About::Start,
                problem,
            }]);
            None
        }
    };
    let leads_alone = kept.is_none();
    // Only a browser without randomness fails here: nothing could be sealed, and nothing begins.
    let Ok(random) = secret::new_seed() else {
        return;
    };
    let Ok(passing) = secret::new_seed() else {
        return;
    };
    let (store, seed) = match kept {
        Some(Kept { store, seed }) => (AnyStore::Kept(store), seed),
        None => (AnyStore::Passing(MemoryStore::new()), passing),
    };
    let config = Config {
        snapshot_after: SNAPSHOT_AFTER,
        seed: *seed,
        keeps: matches!(store, AnyStore::Kept(_)),
        random: *random,
    };
    host.begin(config, store);
    if leads_alone || locks::wait_for(LEADER).await.is_ok() {
        host.tell(Input::Leading(true));
    }
}

/// What an engine has of a browser that keeps it.
struct Kept {
    store: IndexedDbStore,
    seed: Seed,
}

async fn keep() -> Result<Kept, Problem> {
    // Without them no tab could know that it is the one to send what is kept.
    if !locks::are_given() {
        return Err(Problem::Store(StoreProblem::Missing));
    }
    let store = open_store().await.map_err(Problem::Store)?;
    let seed = secret::device_seed(&store).await?;
    Ok(Kept { store, seed })
}

/// A browser that was just started, or whose disk is busy, may fail once.
async fn open_store() -> Result<IndexedDbStore, StoreProblem> {
    let mut tried = 1;
    loop {
        match IndexedDbStore::open(DATABASE).await {
            Err(StoreProblem::Failed) if tried < TRIES => tried += 1,
            done => return done,
        }
    }
}
