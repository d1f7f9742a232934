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
use samvev_engine::{
    browser::client::{EngineClient, Told},
    messages::{Command, Event},
};
use wasm_bindgen::{
    JsCast,
    prelude::{Closure, wasm_bindgen},
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, Url};

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
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    let module = format!("{origin}/wasm-bindgen-test");
    let text = include_str!("../../../public/engine.js").replace("/__SAMVEV_JS__", &module);
    script(&text.replace("start_engine", start))
}

struct Page {
    engine: EngineClient,
    told: UnboundedReceiver<Told>,
}

impl Page {
    fn open(script: &str) -> Self {
        let (tell, told) = unbounded();
        let engine = EngineClient::start(script, wasm_bindgen::module(), move |event| {
            tell.unbounded_send(event).unwrap();
        });
        Self { engine, told }
    }

    async fn hear(&mut self) -> Told {
        self.told.recv().await.unwrap()
    }

    /// The first event that is asked for.
    async fn wait_for<T>(&mut self, wanted: impl Fn(&Event) -> Option<T>) -> T {
        loop {
            match self.hear().await {
                Told::Events(events) => {
                    if let Some(found) = events.iter().find_map(&wanted) {
                        return found;
                    }
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[wasm_bindgen_test]
async fn the_engine_begins_and_hears_what_was_sent_before_it_listened() {
    let mut page = Page::open(&engine_script("start_engine"));
    page.engine.send(Command::Replay(Vec::new()));
    page.wait_for(|event| matches!(event, Event::Spaces(_)).then_some(()))
        .await;
    page.wait_for(|event| matches!(event, Event::Replayed(_)).then_some(()))
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
    let _engine = EngineClient::start(&broken, "no module".into(), move |event| {
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
