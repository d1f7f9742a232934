//! From a file, a paste or nothing to a plan on the screen, with nothing asked on the way.

use super::{empty, failure::Failure, word::WordWorker};
use crate::{
    address::{Leaving, use_address},
    engine::Engine,
    languages::{Speech, use_words},
    place::Place,
};
use gloo_timers::future::TimeoutFuture;
use js_sys::Uint8Array;
use leptos::{prelude::*, task::spawn_local};
use samvev_documents::{document::Value, import::Understood, plan::Plan};
use samvev_engine::messages::{About, Command, DocumentRef, Event};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Files larger than this are not even read into memory, in bytes.
const LARGEST: f64 = 100.0 * 1024.0 * 1024.0;
/// What lasts longer than this shows how far it is, in milliseconds.
const PATIENCE: u32 = 800;

/// What is being taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    /// Nothing.
    Nothing,
    /// A file of this name is read.
    Reading(String),
    /// What was pasted is read.
    ReadingPasted,
    /// The plan is made.
    Making,
}

/// What was pasted.
pub struct Pasted {
    /// As HTML, if there was any.
    pub html: Option<String>,
    /// As plain text.
    pub plain: String,
}

/// What is being taken in, and what was. A copy in any component, by [`use_imports`].
#[derive(Clone, Copy)]
pub struct Imports {
    /// What is being done.
    pub doing: RwSignal<Doing>,
    /// Whether it has lasted so long that a person should see how far it is.
    pub slow: RwSignal<bool>,
    /// Why the last file was not taken in.
    pub failure: RwSignal<Option<Failure>>,
    /// The plan that was taken in last, and how it was understood, until the person has put the review aside.
    pub review: RwSignal<Option<(DocumentRef, Understood)>>,
    understood: StoredValue<Option<Understood>>,
    /// Kept, since what the window hears (a drop, a paste) has no place in the tree of components.
    words: Speech,
    worker: StoredValue<WordWorker, LocalStorage>,
    /// Goes up with each import, so that an answer to a cancelled one is known.
    turn: StoredValue<u32>,
}

/// Gives all below a place for what is taken in, and opens each plan as soon as it is made. Below the address.
pub fn provide_imports(engine: Engine) {
    let imports = Imports {
        doing: RwSignal::new(Doing::Nothing),
        slow: RwSignal::new(false),
        failure: RwSignal::new(None),
        review: RwSignal::new(None),
        understood: StoredValue::new(None),
        words: use_words(),
        worker: StoredValue::new_local(WordWorker::default()),
        turn: StoredValue::new(0),
    };
    provide_context(imports);
    let address = use_address();
    engine.listen_to_all(move |event| match event {
        Event::Created(document) if imports.doing.get_untracked() == Doing::Making => {
            let understood = imports.understood.try_update_value(Option::take).flatten();
            imports
                .review
                .set(understood.map(|understood| (*document, understood)));
            imports.rest();
            address.go(&Place::Plan(*document).path(), Leaving::Kept);
        }
        // What is told of documents that are here already says nothing of the one being made.
        Event::Problem { about, .. }
            if imports.doing.get_untracked() == Doing::Making && !is_here(engine, about) =>
        {
            imports.rest();
        }
        _ => {}
    });
}

fn is_here(engine: Engine, about: &About) -> bool {
    let space = match about {
        About::Document(document) => document.space,
        About::Space(space) => *space,
        About::Invitation | About::KeyFile | About::Start => return true,
    };
    engine.spaces().with_untracked(|spaces| {
        let mut spaces = spaces.iter().flatten();
        spaces.any(|known| known.space == space)
    })
}

/// What is being taken in. Only below the shell, which provides it.
pub fn use_imports() -> Imports {
    expect_context::<Imports>()
}

impl Imports {
    /// Takes in a file.
    pub fn begin_file(self, engine: Engine, file: File) {
        let Some(turn) = self.begin(Doing::Reading(file.name())) else {
            return;
        };
        let words = self.words;
        spawn_local(async move {
            let read = self.read(&file).await;
            self.read_so_far(turn, read, engine, words.now());
        });
    }

    async fn read(self, file: &File) -> Result<Understood, Option<Failure>> {
        if file.size() > LARGEST {
            return Err(Some(Failure::TooLarge));
        }
        // A file that was moved or locked after it was chosen cannot be read.
        let bytes = JsFuture::from(file.array_buffer())
            .await
            .map_err(|_| Failure::Damaged)?;
        self.worker.get_value().read(&Uint8Array::new(&bytes)).await
    }

    /// Takes in what was pasted.
    pub fn begin_pasted(self, engine: Engine, pasted: Pasted) {
        if pasted.html.is_none() && pasted.plain.trim().is_empty() {
            self.failure.set(Some(Failure::NothingPasted));
            return;
        }
        let Some(turn) = self.begin(Doing::ReadingPasted) else {
            return;
        };
        let words = self.words;
        spawn_local(async move {
            let read = self
                .worker
                .get_value()
                .read_pasted(pasted.html.as_deref(), &pasted.plain)
                .await;
            self.read_so_far(turn, read, engine, words.now());
        });
    }

    /// Starts with an empty plan.
    pub fn begin_empty(self, engine: Engine) {
        if self.begin(Doing::Making).is_some() {
            self.make(engine, empty::plan(self.words.now()));
        }
    }

    /// Gives up what is being read.
    pub fn cancel(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.worker.get_value().cancel();
        self.rest();
    }

    /// The person has looked at how the last file was understood.
    pub fn put_aside(self) {
        self.review.set(None);
    }

    /// The plan that was taken in last is erased, if it is this one.
    pub fn forget(self, document: DocumentRef) {
        let is_of = |review: &Option<(DocumentRef, Understood)>| {
            review.as_ref().is_some_and(|(of, _)| *of == document)
        };
        if self.review.with_untracked(is_of) {
            self.put_aside();
        }
    }

    fn begin(self, doing: Doing) -> Option<u32> {
        if self.doing.get_untracked() != Doing::Nothing {
            return None;
        }
        self.failure.set(None);
        self.doing.set(doing);
        let turn = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        })?;
        spawn_local(async move {
            TimeoutFuture::new(PATIENCE).await;
            if self.is_on(turn) && self.doing.get_untracked() != Doing::Nothing {
                self.slow.set(true);
            }
        });
        Some(turn)
    }

    fn is_on(self, turn: u32) -> bool {
        self.turn.get_value() == turn
    }

    fn read_so_far(
        self,
        turn: u32,
        read: Result<Understood, Option<Failure>>,
        engine: Engine,
        words: &'static crate::languages::Words,
    ) {
        if !self.is_on(turn) {
            return;
        }
        match read {
            Ok(understood) => {
                let plan =
                    empty::with_leftover(understood.plan.clone(), &understood.leftover, words);
                self.understood.set_value(Some(understood));
                self.doing.set(Doing::Making);
                self.make(engine, plan);
            }
            Err(failure) => {
                self.rest();
                self.failure.set(failure);
            }
        }
    }

    fn make(self, engine: Engine, plan: Plan) {
        engine.send(Command::Create {
            space: None,
            value: Value::Plan(plan),
        });
    }

    fn rest(self) {
        self.doing.set(Doing::Nothing);
        self.slow.set(false);
    }
}
