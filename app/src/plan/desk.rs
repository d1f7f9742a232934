//! What the parts of the plan page share: the plan as drawn, the texts being typed in, and the way to the engine.

use super::{
    address::{Item, element_id},
    field::Editor,
    model::Shown,
    presence, random,
    slices::Slices,
    writing::{Todo, Writing},
};
use crate::{
    closed::lost_seat,
    engine::Engine,
    languages::{PlanWords, Speech},
};
use gloo_timers::callback::Timeout;
use leptos::{prelude::*, web_sys};
use samvev_documents::{
    document::Intent,
    id::ItemId,
    plan::{PlanField, PlanIntent, RemovedKind},
};
use samvev_engine::messages::{Command, DocumentRef};
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

/// The desk that a plan is written at.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Which plan.
    pub document: DocumentRef,
    /// The engine.
    pub engine: Engine,
    /// The language.
    pub speech: Speech,
    /// What is known of the plan.
    pub state: RwSignal<State>,
    /// Whether the person chose to read only.
    pub reading: RwSignal<bool>,
    /// The text being typed in.
    pub editing: RwSignal<Option<PlanField>>,
    /// Whether there is something to undo, and to do again.
    pub history: RwSignal<(bool, bool)>,
    /// Whose menu is open.
    pub menu: RwSignal<Option<Item>>,
    /// What this person removed last, for the way back where it stood.
    pub gone: RwSignal<Option<Gone>>,
    /// Whether the bin is open.
    pub bin: RwSignal<bool>,
    /// What the person was typing in when others removed it.
    pub gone_meanwhile: RwSignal<Option<PlanField>>,
    /// What was written and taken back with Escape, for the way back.
    pub given_back: RwSignal<Option<GivenBack>>,
    /// What was being typed when nothing could be written any longer.
    pub stopped: StoredValue<Option<(PlanField, String)>>,
    /// Texts of this person's that came too late, until they have read them.
    pub too_late: RwSignal<Vec<(PlanField, String)>>,
    /// Whether the person tried to write while only reading.
    pub tried_to_write: RwSignal<bool>,
    pub(super) shown: StoredValue<Option<Shown>, LocalStorage>,
    pub(super) writing: StoredValue<Writing, LocalStorage>,
    pub(super) editor: StoredValue<Option<Editor>, LocalStorage>,
    pub(super) whereabouts: StoredValue<presence::Whereabouts, LocalStorage>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
    /// The text to go into as soon as it is drawn.
    pub(super) wanted: StoredValue<Option<Wanted>, LocalStorage>,
    /// How much of a long plan is drawn yet.
    pub(super) slices: Slices,
    /// How many changes are being drawn: what loses focus meanwhile gets it back.
    pub(super) drawing: StoredValue<u32, LocalStorage>,
}

/// What is known of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing yet.
    Loading,
    /// As it was seen last, while it loads.
    Remembered,
    /// As it is, and may be written.
    Writable,
    /// As it is, to read.
    ReadOnly,
}

/// What to go into when it is drawn.
#[derive(Debug, Clone, Copy)]
pub enum Wanted {
    Text(PlanField),
    FirstRow { chapter: ItemId, column: ItemId },
}

/// What a person wrote in a text before they took it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenBack {
    /// Which text.
    pub field: PlanField,
    /// With what was written.
    pub written: String,
    /// And without.
    pub without: String,
    /// Whether the person has done nothing since, so that it is what undo brings back first.
    pub latest: bool,
}

/// What was removed last, and where it stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// What.
    pub id: ItemId,
    /// What it is.
    pub kind: RemovedKind,
    /// The chapter it stood in, for what stands in one.
    pub chapter: Option<ItemId>,
    /// What stood before it.
    pub after: Option<ItemId>,
}

impl Desk {
    /// The desk of one page; it lives as long as the component that makes it.
    pub fn new(document: DocumentRef, engine: Engine, speech: Speech) -> Self {
        Self {
            document,
            engine,
            speech,
            state: RwSignal::new(State::Loading),
            reading: RwSignal::new(false),
            editing: RwSignal::new(None),
            history: RwSignal::new((false, false)),
            menu: RwSignal::new(None),
            gone: RwSignal::new(None),
            bin: RwSignal::new(false),
            gone_meanwhile: RwSignal::new(None),
            given_back: RwSignal::new(None),
            stopped: StoredValue::new(None),
            too_late: RwSignal::new(Vec::new()),
            tried_to_write: RwSignal::new(false),
            shown: StoredValue::new_local(None),
            writing: StoredValue::new_local(Writing::new(document, random::batch)),
            editor: StoredValue::new_local(None),
            whereabouts: StoredValue::new_local(presence::Whereabouts::default()),
            timer: StoredValue::new_local(None),
            wanted: StoredValue::new_local(None),
            slices: Slices::new(),
            drawing: StoredValue::new_local(0),
        }
    }

    /// The words of this page, drawn again when the language changes.
    pub fn words(self) -> &'static PlanWords {
        &self.speech.get().plan
    }

    /// What a person is told here who had a seat in the plan and has none.
    pub fn lost_seat(self) -> Option<&'static str> {
        lost_seat(self.document).then(|| self.speech.get().closed.lost)
    }

    /// The words of this page as they are now.
    pub fn words_now(self) -> &'static PlanWords {
        &self.speech.now().plan
    }

    /// Whether the person's access has been removed.
    pub fn is_removed(self) -> bool {
        let space = self.engine.space(self.document.space);
        space.is_some_and(|space| space.role.is_none())
    }

    /// Whether the person may write now, drawn again when it changes.
    pub fn can_write(self) -> bool {
        self.state.get() == State::Writable && !self.reading.get()
    }

    /// Whether the person may write now.
    pub fn can_write_now(self) -> bool {
        self.state.get_untracked() == State::Writable && !self.reading.get_untracked()
    }

    /// Looks at the plan as drawn.
    pub fn with_shown<T>(self, look: impl FnOnce(&Shown) -> T) -> Option<T> {
        self.shown
            .try_with_value(|shown| shown.as_ref().map(look))
            .flatten()
    }

    /// The element that shows a text.
    pub fn element(self, field: PlanField) -> Option<HtmlElement> {
        page()?
            .get_element_by_id(&element_id(field))?
            .dyn_into()
            .ok()
    }

    /// Acts on the plan, after what was typed before.
    pub fn act(self, intent: PlanIntent) {
        self.goes_on();
        self.ask(Command::Act {
            document: self.document,
            intent: Intent::Plan(intent),
        });
    }

    /// Asks the engine for something, after what was typed before.
    pub fn ask(self, command: Command) {
        if let Some(todo) = self
            .writing
            .try_update_value(|writing| writing.afterwards(command))
        {
            self.carry_out(todo);
        }
    }

    /// Goes into a text as soon as it is drawn.
    pub fn want(self, field: PlanField) {
        self.wanted
            .try_update_value(|wanted| *wanted = Some(Wanted::Text(field)));
    }

    /// Goes into the empty row of a chapter's table as soon as it is drawn.
    pub fn want_first_row(self, chapter: ItemId, column: ItemId) {
        self.wanted
            .try_update_value(|wanted| *wanted = Some(Wanted::FirstRow { chapter, column }));
    }

    /// Does what [`Writing`] asks for.
    pub(super) fn carry_out(self, todo: Todo) {
        if let Some((field, delta)) = todo.show {
            self.splice(field, &delta);
            self.show_typed_words(field);
        }
        todo.send
            .into_iter()
            .for_each(|command| self.engine.send(command));
        self.set_timer();
    }

    fn set_timer(self) {
        let due = self.writing.try_with_value(Writing::next_due).flatten();
        self.timer.try_update_value(|timer| {
            *timer = due.map(|due| {
                // Half a second at most, and never below nothing.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let wait = (due - now()).clamp(0.0, 1000.0).ceil() as u32;
                Timeout::new(wait, move || {
                    if let Some(todo) = self
                        .writing
                        .try_update_value(|writing| writing.send_due(now()))
                    {
                        self.carry_out(todo);
                    }
                })
            });
        });
    }

    /// Sends all that can be sent, now.
    pub fn flush(self) {
        if let Some(todo) = self.writing.try_update_value(Writing::flush) {
            self.carry_out(todo);
        }
    }

    /// The page is being hidden or left: what is not confirmed is sent and written down.
    pub fn write_down(self) {
        self.read_editor();
        self.flush();
        let unconfirmed = self
            .writing
            .try_update_value(Writing::unconfirmed)
            .unwrap_or_default();
        // Where the browser does not keep it, the engine still has what was sent.
        self.engine.write_down(&unconfirmed).unwrap_or_default();
    }

    /// The plan is erased: nothing that was typed in it is kept, nor sent when the page is left.
    pub fn let_go(self) {
        self.stop_writing();
        self.writing
            .try_update_value(|writing| *writing = Writing::new(self.document, random::batch));
        self.set_timer();
        self.stopped.set_value(None);
        self.too_late.set(Vec::new());
        self.given_back.set(None);
    }

    /// The page is left for another one: the engine gets what is not confirmed as if it were found in the journal.
    pub fn leave(self) {
        self.write_down();
        let unconfirmed = self
            .writing
            .try_update_value(Writing::unconfirmed)
            .unwrap_or_default();
        let fields = self
            .writing
            .try_with_value(Writing::fields)
            .unwrap_or_default();
        if !unconfirmed.is_empty() {
            self.engine.send(Command::Replay(unconfirmed));
        }
        for field in fields {
            self.engine.send(Command::CloseField {
                document: self.document,
                field,
            });
        }
        self.engine.send(Command::Here {
            document: None,
            at: None,
        });
        self.engine.send(Command::Close(self.document));
    }
}

/// The document of the page.
pub fn page() -> Option<Document> {
    web_sys::window()?.document()
}

/// Gives an element the focus and scrolls nothing.
pub fn focus_quietly(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    // What cannot take the focus leaves it where it is.
    element.focus_with_options(&options).unwrap_or_default();
}

/// The time, in milliseconds, for gathering.
pub fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |clock| clock.now())
}
