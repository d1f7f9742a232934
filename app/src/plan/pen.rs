//! What goes on in the textarea: what the person types is read, and what others write is put in.

use super::{
    address::is_single_line,
    desk::{Desk, focus_quietly, now},
    field::{add_class, caret_of, select},
    presence,
};
use leptos::{prelude::*, web_sys};
use samvev_documents::{
    plan::PlanField,
    text::{Delta, Op},
};
use samvev_engine::messages::Event;
use web_sys::HtmlTextAreaElement;

impl Desk {
    /// The person typed.
    pub fn typed(self) {
        self.goes_on();
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
            writing.typed(field, &area.value(), caret, now())
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
                self.gone_meanwhile.set(Some(field));
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
