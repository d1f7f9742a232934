//! A page and the engine in its Web Worker, both of this test's module, in a real browser.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![cfg(target_arch = "wasm32")]

use futures_channel::mpsc::{UnboundedReceiver, unbounded};
use js_sys::Array;
use samvev_documents::{document::Value, plan::Plan, text::RichText};
use samvev_engine::{
    browser::client::{self, EngineClient, Told},
    messages::{
        About, Command, DocumentRef, Event, OnDevice, OnRelay, Password, Problem, SpaceSummary,
        StoreProblem,
    },
};
use wasm_bindgen::{
    JsCast,
    prelude::{Closure, wasm_bindgen},
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Blob, BlobPropertyBag, BroadcastChannel, DedicatedWorkerGlobalScope, Url};

wasm_bindgen_test_configure!(run_in_browser);

/// An engine that hears one message and traps, in a task of its own.
#[wasm_bindgen]
pub fn start_trapping() {
    let trap =
        Closure::once_into_js(|| wasm_bindgen_futures::spawn_local(async { panic!("a defect") }));
    let worker: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    worker.set_onmessage(Some(trap.unchecked_ref()));
    worker.post_message(&"hello".into()).unwrap();
}

fn script(text: &str) -> String {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind).unwrap();
    Url::create_object_url_with_blob(&blob).unwrap()
}

/// The script that the application starts its engine with, for this test's module.
fn engine_script(start: &str) -> String {
    script(&engine_text(start))
}

fn engine_text(start: &str) -> String {
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    let module = format!("{origin}/wasm-bindgen-test");
    let text = include_str!("../../../public/engine.js").replace("/__SAMVEV_JS__", &module);
    text.replace("start_engine", start)
}

fn plan(title: &str) -> Value {
    Value::Plan(Plan {
        title: RichText::from_plain(title),
        ..Plan::default()
    })
}

struct Page {
    engine: EngineClient,
    told: UnboundedReceiver<Told>,
    /// What the engine has said that may still be asked for: of each thing's state, the last word.
    heard: Vec<Event>,
}

impl Page {
    fn open(script: &str) -> Self {
        let (tell, told) = unbounded();
        let engine = EngineClient::start(script, wasm_bindgen::module(), None, move |event| {
            tell.unbounded_send(event).unwrap();
        });
        Self {
            engine,
            told,
            heard: Vec::new(),
        }
    }

    async fn hear(&mut self) -> Told {
        self.told.recv().await.unwrap()
    }

    async fn make(&mut self, title: &str) -> DocumentRef {
        self.engine.send(Command::Create {
            space: None,
            value: plan(title),
        });
        let made = self
            .wait_for(|event| match event {
                Event::Created(made) => Some(*made),
                _ => None,
            })
            .await;
        self.heard.retain(|event| *event != Event::Created(made));
        made
    }

    async fn opened(&mut self, document: DocumentRef) -> Value {
        self.wait_for(|event| match event {
            Event::Opened {
                document: opened,
                value,
                live: true,
                ..
            } if *opened == document => Some(value.clone()),
            _ => None,
        })
        .await
    }

    async fn saved(&mut self, document: DocumentRef) {
        self.wait_for(|event| match event {
            Event::Saved { space, state } => {
                (*space == document.space && state.device == OnDevice::Saved).then_some(())
            }
            _ => None,
        })
        .await;
    }

    async fn knows(&mut self, document: DocumentRef) {
        let is_it = |space: &SpaceSummary| {
            space.space == document.space
                && space
                    .documents
                    .iter()
                    .any(|one| one.document == document.document)
        };
        self.wait_for(|event| match event {
            Event::Spaces(spaces) => spaces.iter().any(is_it).then_some(()),
            _ => None,
        })
        .await;
    }

    /// What is asked for, whether the engine has said it already or says it later: what it says first differs with how
    /// fast the machine is.
    async fn wait_for<T>(&mut self, wanted: impl Fn(&Event) -> Option<T>) -> T {
        loop {
            if let Some(found) = self.heard.iter().find_map(&wanted) {
                return found;
            }
            match self.hear().await {
                Told::Events(events) => events.into_iter().for_each(|event| self.remember(event)),
                other => panic!("{other:?}"),
            }
        }
    }

    fn remember(&mut self, event: Event) {
        self.heard.retain(|earlier| match (earlier, &event) {
            (Event::Spaces(_), Event::Spaces(_)) => false,
            (Event::Saved { space, .. }, Event::Saved { space: same, .. }) => space != same,
            _ => true,
        });
        self.heard.push(event);
    }
}

#[wasm_bindgen_test]
async fn the_engine_begins_and_hears_what_was_sent_before_it_listened() {
    let mut page = Page::open(&engine_script("start_engine"));
    let made = page.make("Plan for de første minuttene").await;
    page.knows(made).await;
}

#[wasm_bindgen_test]
async fn what_was_made_is_there_for_the_next_engine_and_for_a_page_that_has_none_yet() {
    let mut page = Page::open(&engine_script("start_engine"));
    let made = page.make("Plan for oppvekst").await;
    page.engine.send(Command::Open(made));
    assert_eq!(page.opened(made).await, plan("Plan for oppvekst"));
    page.saved(made).await;
    // What a closed document looks like is written before whatever comes after it.
    page.engine.send(Command::Close(made));
    let after = page.make("Plan som kom etter").await;
    page.saved(after).await;
    assert_eq!(
        client::stored_view(made).await,
        Some(plan("Plan for oppvekst"))
    );
    drop(page);

    let spaces = client::stored_spaces().await;
    assert!(spaces.iter().any(|space| space.space == made.space));
    let mut next = Page::open(&engine_script("start_engine"));
    next.knows(made).await;
    next.engine.send(Command::Open(made));
    assert_eq!(next.opened(made).await, plan("Plan for oppvekst"));
}

#[wasm_bindgen_test]
async fn a_key_file_is_made_and_one_in_a_browser_that_holds_something_is_refused() {
    let mut page = Page::open(&engine_script("start_engine"));
    page.make("Plan for nøkkelen").await;
    let password = || Password::new("blåbær og fjellørret".to_owned());
    page.engine.send(Command::MakeKeyFile(password()));
    let made = page.wait_for(|event| match event {
        Event::KeyFile { file, left_out } => Some((file.clone(), *left_out)),
        _ => None,
    });
    let (file, left_out) = made.await;
    assert!(left_out > 0 && file.starts_with("samvev nøkkelfil".as_bytes()));
    let password = password();
    page.engine.send(Command::EnterKeyFile { file, password });
    page.wait_for(|event| match event {
        Event::Problem {
            about: About::KeyFile,
            problem: Problem::NotEmpty,
        } => Some(()),
        _ => None,
    })
    .await;
}

#[wasm_bindgen_test]
async fn another_tab_hears_of_what_was_made() {
    let script = engine_script("start_engine");
    let (mut one, mut other) = (Page::open(&script), Page::open(&script));
    other
        .wait_for(|event| matches!(event, Event::Spaces(_)).then_some(()))
        .await;
    let made = one.make("Plan for to faner").await;
    other.knows(made).await;
    other.engine.send(Command::Open(made));
    assert_eq!(other.opened(made).await, plan("Plan for to faner"));
}

#[wasm_bindgen_test]
async fn a_relay_that_nobody_answers_at_is_told_as_away() {
    let mut page = Page::open(&engine_script("start_engine"));
    let made = page.make("Plan uten nett").await;
    for relay in ["ws://127.0.0.1:9/ws", "wss://no address/ws"] {
        page.engine.send(Command::Share {
            space: made.space,
            relay: relay.to_owned(),
        });
        page.wait_for(|event| match event {
            Event::Saved { space, state } if *space == made.space => {
                let is_away = |(address, state): &(String, OnRelay)| {
                    address == relay && matches!(state, OnRelay::Away(_))
                };
                state.relays.iter().any(is_away).then_some(())
            }
            _ => None,
        })
        .await;
    }
}

#[wasm_bindgen_test]
async fn a_browser_that_keeps_nothing_is_told_and_works_until_the_tab_is_closed() {
    let refusals = [
        "Object.defineProperty(self, 'indexedDB', { value: undefined });",
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };",
        "Object.defineProperty(navigator, 'locks', { value: undefined });",
        "Object.defineProperty(crypto, 'subtle', { value: undefined });",
    ];
    for refusal in refusals {
        let mut page = Page::open(&script(&(engine_text("start_engine") + refusal)));
        let missing = Problem::Store(StoreProblem::Missing);
        let told = page.wait_for(|event| match event {
            Event::Problem {
                about: About::Start,
                problem,
            } => Some(*problem),
            _ => None,
        });
        assert_eq!(told.await, missing, "{refusal}");
        let made = page.make("Plan i et privat vindu").await;
        page.engine.send(Command::Open(made));
        assert_eq!(page.opened(made).await, plan("Plan i et privat vindu"));
    }
}

#[wasm_bindgen_test]
async fn a_full_disk_is_told_and_what_was_written_is_stored_when_there_is_room() {
    let small_disk = "
        const put = IDBObjectStore.prototype.put;
        let full = false;
        IDBObjectStore.prototype.put = function (...entry) {
            if (full) throw new DOMException('', 'QuotaExceededError');
            return put.apply(this, entry);
        };
        const disk = new BroadcastChannel('disk');
        disk.onmessage = ({ data }) => { full = data; disk.postMessage('so be it'); };";
    let disk = BroadcastChannel::new("disk").unwrap();
    let (heard, mut answers) = unbounded();
    let on_message = Closure::<dyn Fn()>::new(move || heard.unbounded_send(()).unwrap());
    disk.set_onmessage(Some(on_message.as_ref().unchecked_ref()));

    let mut page = Page::open(&script(&(engine_text("start_engine") + small_disk)));
    let first = page.make("Plan før disken ble full").await;
    page.saved(first).await;
    disk.post_message(&true.into()).unwrap();
    answers.recv().await.unwrap();
    page.engine.send(Command::Create {
        space: Some(first.space),
        value: plan("Plan på full disk"),
    });
    page.wait_for(|event| match event {
        Event::Saved { state, .. } => {
            (state.device == OnDevice::Failed(StoreProblem::Full)).then_some(())
        }
        _ => None,
    })
    .await;
    disk.post_message(&false.into()).unwrap();
    answers.recv().await.unwrap();
    page.engine.send(Command::TryAgain);
    page.saved(first).await;
    drop(page);
    let mut next = Page::open(&engine_script("start_engine"));
    next.wait_for(|event| match event {
        Event::Spaces(spaces) => {
            let documents = spaces
                .iter()
                .filter(|space| space.space == first.space)
                .flat_map(|space| &space.documents);
            (documents
                .filter(|one| one.title.starts_with("Plan "))
                .count()
                == 2)
                .then_some(())
        }
        _ => None,
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_engine_that_dies_is_started_anew_and_given_up_when_it_keeps_dying() {
    let deadly = "onmessage = () => { onmessage = () => { throw new Error('trap'); }; postMessage('hello'); };";
    let mut page = Page::open(&script(deadly));
    for _ in 0..2 {
        page.engine.send(Command::TryAgain);
        assert_eq!(page.hear().await, Told::Restarted);
    }
    page.engine.send(Command::TryAgain);
    assert_eq!(page.hear().await, Told::Stopped);
    page.engine.send(Command::TryAgain);
}

#[wasm_bindgen_test]
async fn a_trap_is_seen() {
    let trapping = engine_script("start_trapping");
    let mut page = Page::open(&trapping);
    page.engine.send(Command::TryAgain);
    assert_eq!(page.hear().await, Told::Restarted);
}

#[wasm_bindgen_test]
async fn a_module_that_does_not_start_is_told() {
    let broken = engine_script("start_engine");
    let (tell, mut told) = unbounded();
    let _engine = EngineClient::start(&broken, "no module".into(), None, move |event| {
        tell.unbounded_send(event).unwrap()
    });
    assert_eq!(told.recv().await, Ok(Told::Restarted));
    assert_eq!(told.recv().await, Ok(Told::Restarted));
    assert_eq!(told.recv().await, Ok(Told::Stopped));
}

#[wasm_bindgen_test]
async fn rubbish_from_the_web_worker_is_passed_over() {
    let babbling = "onmessage = () => {
        for (const rubbish of ['hei', 7, null, {}, new ArrayBuffer(0), new Uint8Array([255, 255, 255]).buffer]) postMessage(rubbish);
        postMessage('hello');
        onmessage = () => postMessage(new Uint8Array([0]).buffer);
    };";
    let mut page = Page::open(&script(babbling));
    page.engine.send(Command::TryAgain);
    assert_eq!(page.hear().await, Told::Events(Vec::new()));
}
