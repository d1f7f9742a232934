//! The text being typed in: a textarea that lies over the words it edits. The words below it, unseen, give the place its
//! height and carry the bullets. There is one at most, so it is made by hand and heard by the page's own listeners.

use super::{
    address::{edit_button_id, is_single_line},
    caret,
    desk::{Desk, GivenBack, State, focus_quietly, page},
    presence,
};
use leptos::{prelude::*, web_sys};
use samvev_documents::{
    plan::{Place, PlanField, PlanIntent},
    text::{Delta, Side},
};
use samvev_engine::messages::Event;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

/// The textarea and what it edits.
pub struct Editor {
    /// Which text.
    pub field: PlanField,
    /// The element.
    pub area: HtmlTextAreaElement,
    /// Whether a word is being put together (an accent, a suggestion): nothing is read or changed meanwhile.
    pub(super) composing: bool,
    /// What the engine told meanwhile.
    pub(super) held_back: Vec<Event>,
}

/// Where the caret goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// After all words.
    End,
    /// At a place, UTF-16 units.
    Place(usize),
}

impl Desk {
    /// Goes into a text.
    pub fn open(self, field: PlanField, at: At) {
        if !self.can_write_now() {
            let chosen = self.reading.get_untracked();
            self.tried_to_write
                .set(chosen && self.state.get_untracked() == State::Writable);
            return;
        }
        if self.editing.get_untracked() == Some(field) {
            return;
        }
        self.close();
        let (Some(element), Some(text)) = (
            self.element(field),
            self.with_shown(|shown| shown.text(field)).flatten(),
        ) else {
            return;
        };
        let plain = text.read_untracked().to_plain();
        let Some((words, todo)) = self
            .writing
            .try_update_value(|writing| writing.begin(field, &plain, self.birth(field)))
        else {
            return;
        };
        let place = match at {
            At::End => words.encode_utf16().count(),
            At::Place(place) => place,
        };
        let Some(area) = self.area(field, &words) else {
            return;
        };
        keep_place(&element, place, || {
            add_class(&element, "editing");
            // The element is in the page and takes a child.
            element.append_child(&area).map(|_| ()).unwrap_or_default();
        });
        self.editor.try_update_value(|editor| {
            *editor = Some(Editor {
                field,
                area: area.clone(),
                composing: false,
                held_back: Vec::new(),
            });
        });
        self.editing.set(Some(field));
        self.carry_out(todo);
        focus_quietly(&area);
        select(&area, place);
        reveal(&element);
        presence::tell(self);
    }

    /// What must be done before the text exists: the empty row is no action yet.
    fn birth(self, field: PlanField) -> Option<PlanIntent> {
        let PlanField::Cell { action, .. } = field else {
            return None;
        };
        let chapter = self
            .with_shown(|shown| shown.chapter_of_draft(action))
            .flatten()?;
        Some(PlanIntent::AddAction {
            id: action,
            chapter,
            place: Place::Last,
        })
    }

    fn area(self, field: PlanField, words: &str) -> Option<HtmlTextAreaElement> {
        let area: HtmlTextAreaElement = page()?.create_element("textarea").ok()?.dyn_into().ok()?;
        area.set_class_name("pen");
        area.set_rows(1);
        area.set_value(words);
        let label = self.label(field);
        let hint = if is_single_line(field) {
            "done"
        } else {
            "enter"
        };
        for (name, value) in [
            ("aria-label", label.as_str()),
            ("aria-describedby", "plan-how"),
            ("enterkeyhint", hint),
        ] {
            // Names of attributes that are valid.
            area.set_attribute(name, value).unwrap_or_default();
        }
        Some(area)
    }

    /// Leaves the text being typed in, if any: what is unsent goes now. Returns which it was.
    pub fn close(self) -> Option<PlanField> {
        self.finish_composing();
        self.read_editor();
        let editor = self.editor.try_update_value(Option::take).flatten()?;
        let field = editor.field;
        if let Some(todo) = self.writing.try_update_value(|writing| writing.end(field)) {
            self.carry_out(todo);
        }
        let place = caret_of(&editor.area);
        if let Some(element) = editor
            .area
            .parent_element()
            .and_then(|element| element.dyn_into::<HtmlElement>().ok())
        {
            keep_place(&element, place, || {
                editor.area.remove();
                remove_class(&element, "editing");
            });
        } else {
            editor.area.remove();
        }
        self.editing.set(None);
        presence::tell(self);
        Some(field)
    }

    /// Leaves the text and puts the focus on what shows it.
    pub fn close_and_stay(self) {
        if let Some(field) = self.close() {
            self.focus(field);
        }
    }

    /// Leaves the text being typed in, since nothing may be written any longer: what is unsent goes nowhere. Which it was, and
    /// what stood in it.
    pub(super) fn stop_writing(self) -> Option<(PlanField, String)> {
        let field = self.editing.get_untracked()?;
        self.finish_composing();
        self.read_editor();
        let written = self.typed_words(field);
        self.take_in(&Event::FieldFailed {
            document: self.document,
            field,
        });
        self.close();
        Some((field, written?))
    }

    /// Keeps the words that were being typed when nothing could be written any longer, where they are not in the plan: not now,
    /// or not when it has turned out what of it counts.
    pub(super) fn keep_what_came_too_late(
        self,
        stopped: Option<(PlanField, String)>,
        writable: bool,
    ) {
        if writable || stopped.is_some() {
            self.stopped.set_value(stopped);
        }
        let Some((field, written)) = self.stopped.get_value() else {
            return;
        };
        let shown = self.with_shown(|shown| shown.text(field)).flatten();
        let stands = shown.map(|text| text.read_untracked().to_plain());
        if let Some(without) = stands.filter(|stands| *stands != written) {
            self.given_back.set(Some(GivenBack {
                field,
                written,
                without,
                latest: false,
            }));
        }
    }

    /// Puts the focus on what shows a text: the cell itself, or the button beside it.
    pub fn focus(self, field: PlanField) {
        let button = page().and_then(|page| page.get_element_by_id(&edit_button_id(field)));
        let target = button
            .and_then(|button| button.dyn_into::<HtmlElement>().ok())
            .or_else(|| self.element(field));
        if let Some(target) = target {
            focus_quietly(&target);
            reveal(&target);
        }
    }

    /// Gives back the words that stood before this edit, and leaves.
    pub fn give_back(self) {
        let Some(field) = self.editing.get_untracked() else {
            return;
        };
        self.finish_composing();
        self.read_editor();
        if let Some(delta) = self
            .writing
            .try_with_value(|writing| writing.give_back(field))
            .flatten()
            .filter(|delta| !delta.is_empty())
        {
            let written = self.typed_words(field);
            self.splice(field, &delta);
            self.read_editor();
            let without = self.typed_words(field);
            let given_back = written.zip(without).map(|(written, without)| GivenBack {
                field,
                written,
                without,
                latest: true,
            });
            self.given_back.set(given_back);
        }
        self.close_and_stay();
    }

    /// Writes again what was taken back, whatever others have done to the text since.
    pub fn write_again(self) {
        let Some(GivenBack {
            field,
            written,
            without,
            ..
        }) = self.given_back.get_untracked()
        else {
            return;
        };
        self.open(field, At::End);
        let now = self.typed_words(field);
        let Some(now) = now.filter(|_| self.editing.get_untracked() == Some(field)) else {
            // Others have removed it meanwhile: what was written is kept until it is back.
            self.gone_meanwhile.set(Some(field));
            self.goes_on();
            return;
        };
        self.given_back.set(None);
        let theirs = Delta::between(&without, &now, None);
        let again = Delta::between(&without, &written, None).transform(&theirs, Side::Second);
        self.splice(field, &again);
        self.read_editor();
    }

    /// Whether writing again what was taken back is what undo does first.
    pub fn writes_again_first(self) -> bool {
        self.given_back
            .with(|given_back| given_back.as_ref().is_some_and(|one| one.latest))
    }

    /// The person does something else than taking back.
    pub(super) fn goes_on(self) {
        if untrack(|| self.writes_again_first()) {
            self.given_back.update(|given_back| {
                if let Some(given_back) = given_back {
                    given_back.latest = false;
                }
            });
        }
    }
}

pub(super) fn caret_of(area: &HtmlTextAreaElement) -> usize {
    area.selection_start()
        .ok()
        .flatten()
        .and_then(|start| usize::try_from(start).ok())
        .unwrap_or_default()
}

pub(super) fn select(area: &HtmlTextAreaElement, place: usize) {
    if let Ok(place) = u32::try_from(place) {
        area.set_selection_range(place, place).unwrap_or_default();
    }
}

pub(super) fn add_class(element: &HtmlElement, class: &str) {
    // A class without spaces is never refused.
    element.class_list().add_1(class).unwrap_or_default();
}

fn remove_class(element: &HtmlElement, class: &str) {
    element.class_list().remove_1(class).unwrap_or_default();
}

/// Changes how a text is drawn and scrolls so that the line which holds `place` stays where it is on the screen.
fn keep_place(element: &HtmlElement, place: usize, change: impl FnOnce()) {
    let Some(page) = page() else { return change() };
    let top = || {
        caret::rect_at(&page, element, place).map_or_else(
            || element.get_bounding_client_rect().top(),
            |rect| rect.top(),
        )
    };
    let before = top();
    change();
    let moved = top() - before;
    if moved.abs() > 1.0
        && let Some(window) = web_sys::window()
    {
        window.scroll_by_with_x_and_y(0.0, moved);
    }
}

/// Scrolls as little as it takes to see an element.
fn reveal(element: &HtmlElement) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
