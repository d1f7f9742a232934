//! The text being typed in: a textarea that lies over the words it edits. The words below it, unseen, give the place its
//! height and carry the bullets. There is one at most, so it is made by hand and heard by the page's own listeners.

use super::{
    address::{edit_button_id, is_single_line},
    caret,
    desk::{Desk, focus_quietly, page},
    presence,
};
use leptos::{prelude::*, web_sys};
use samvev_documents::{
    plan::{Place, PlanField, PlanIntent},
    text::{Delta, Op},
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
    composing: bool,
    /// What the engine told meanwhile.
    held_back: Vec<Event>,
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

    /// What a text is called for those who do not see where it stands.
    fn label(self, field: PlanField) -> String {
        let words = self.words_now();
        let plain = |field| {
            self.with_shown(|shown| shown.text(field))
                .flatten()
                .map(|text| text.read_untracked().to_plain())
        };
        let first_line = |text: String| {
            text.lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default()
                .to_owned()
        };
        match field {
            PlanField::Title => words.the_title.to_owned(),
            PlanField::ChapterHeading(_) => words.the_heading.to_owned(),
            PlanField::ChapterText(id) => {
                let heading =
                    plain(PlanField::ChapterHeading(id)).filter(|heading| !heading.is_empty());
                words.the_text.with(&[(
                    "heading",
                    &heading.unwrap_or_else(|| words.untitled.to_owned()),
                )])
            }
            PlanField::Goal(_) => words.the_goal.to_owned(),
            PlanField::ColumnHeading(_) => words.the_column.to_owned(),
            PlanField::Cell { action, column } => {
                let heading = plain(PlanField::ColumnHeading(column)).unwrap_or_default();
                let first = self
                    .with_shown(|shown| shown.first_column_beside(column))
                    .flatten()
                    .unwrap_or(column);
                let title = plain(PlanField::Cell {
                    action,
                    column: first,
                })
                .map(first_line)
                .unwrap_or_default();
                if title.is_empty() {
                    words.the_new_cell.with(&[("column", &heading)])
                } else {
                    words
                        .the_cell
                        .with(&[("column", &heading), ("action", &title)])
                }
            }
        }
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
        {
            self.splice(field, &delta);
            self.read_editor();
        }
        self.close_and_stay();
    }

    /// The person typed.
    pub fn typed(self) {
        let state = self.editor.try_with_value(|editor| {
            editor
                .as_ref()
                .map(|editor| (editor.field, editor.area.clone(), editor.composing))
        });
        let Some((field, area, composing)) = state.flatten() else {
            return;
        };
        if is_single_line(field) && area.value().contains('\n') && !composing {
            let caret = caret_of(&area);
            area.set_value(&area.value().replace('\n', " "));
            select(&area, caret);
        }
        if composing {
            // The place grows with the words, but they are read when the word is whole.
            self.show_words(field, &area.value());
        } else {
            self.read_editor();
        }
        presence::tell(self);
    }

    /// Reads what the textarea holds.
    pub(super) fn read_editor(self) {
        let state = self.editor.try_with_value(|editor| {
            editor
                .as_ref()
                .map(|editor| (editor.field, editor.area.clone()))
        });
        let Some((field, area)) = state.flatten() else {
            return;
        };
        let todo = self.writing.try_update_value(|writing| {
            let caret = Some(caret_of(&area));
            writing.typed(field, &area.value(), caret, super::desk::now())
        });
        self.carry_out(todo.unwrap_or_default());
        self.show_typed_words(field);
    }

    /// A word is being put together.
    pub fn begin_composing(self) {
        self.editor.try_update_value(|editor| {
            if let Some(editor) = editor {
                editor.composing = true;
            }
        });
    }

    /// The word is whole: it is read, and what the engine told meanwhile is taken in.
    pub fn finish_composing(self) {
        let held_back = self.editor.try_update_value(|editor| {
            let editor = editor.as_mut().filter(|editor| editor.composing)?;
            editor.composing = false;
            Some(core::mem::take(&mut editor.held_back))
        });
        if let Some(held_back) = held_back.flatten() {
            self.read_editor();
            held_back.iter().for_each(|event| self.take_in(event));
        }
    }

    /// Whether an event about a text must wait because a word is being put together there.
    pub(super) fn holds_back(self, field: PlanField, event: &Event) -> bool {
        let held = self.editor.try_update_value(|editor| {
            let editor = editor
                .as_mut()
                .filter(|editor| editor.composing && editor.field == field)?;
            editor.held_back.push(event.clone());
            Some(())
        });
        held.flatten().is_some()
    }

    /// Does to the textarea what others did to its text; caret and selection stay with their words.
    pub(super) fn splice(self, field: PlanField, delta: &Delta) {
        let area = self.editor.try_with_value(|editor| {
            editor
                .as_ref()
                .filter(|editor| editor.field == field)
                .map(|editor| editor.area.clone())
        });
        let Some(area) = area.flatten() else { return };
        let mut at = 0;
        for op in delta.ops() {
            match op {
                Op::Keep(units) => at += units,
                Op::Insert(words) => {
                    replace(&area, words, at, at);
                    at += words.encode_utf16().count();
                }
                Op::Delete(units) => replace(&area, "", at, at + units),
            }
        }
    }

    /// After a change was drawn: the textarea stands where its text stands now, or its text is gone.
    pub(super) fn keep_editor(self) {
        let state = self.editor.try_with_value(|editor| {
            editor
                .as_ref()
                .map(|editor| (editor.field, editor.area.clone()))
        });
        let Some((field, area)) = state.flatten() else {
            return;
        };
        match self.element(field) {
            None => {
                self.close();
                self.gone_meanwhile.set(true);
            }
            Some(element) if area.parent_element().as_ref() != Some(element.as_ref()) => {
                if let Some(former) = area.parent_element() {
                    former.class_list().remove_1("editing").unwrap_or_default();
                }
                add_class(&element, "editing");
                element.append_child(&area).map(|_| ()).unwrap_or_default();
                focus_quietly(&area);
            }
            Some(_) => {}
        }
    }

    /// The text being typed in and what is selected there.
    pub fn selection(self) -> Option<(PlanField, usize, usize)> {
        let state = self.editor.try_with_value(|editor| {
            editor
                .as_ref()
                .map(|editor| (editor.field, editor.area.clone()))
        });
        let (field, area) = state.flatten()?;
        let end = area.selection_end().ok()??;
        Some((field, caret_of(&area), usize::try_from(end).ok()?))
    }
}

fn replace(area: &HtmlTextAreaElement, words: &str, from: usize, to: usize) {
    let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(to)) else {
        return;
    };
    // It refuses only an end before the start.
    area.set_range_text_with_start_and_end_and_mode(words, from, to, "preserve")
        .unwrap_or_default();
}

fn caret_of(area: &HtmlTextAreaElement) -> usize {
    area.selection_start()
        .ok()
        .flatten()
        .and_then(|start| usize::try_from(start).ok())
        .unwrap_or_default()
}

fn select(area: &HtmlTextAreaElement, place: usize) {
    if let Ok(place) = u32::try_from(place) {
        area.set_selection_range(place, place).unwrap_or_default();
    }
}

fn add_class(element: &HtmlElement, class: &str) {
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
