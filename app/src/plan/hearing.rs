//! What the engine tells of the plan, brought to what is drawn and to what is typed in.

use super::{
    address::Item,
    desk::{Desk, State, now},
    model::Shown,
    presence, random, rewrite,
    writing::Writing,
};
use leptos::prelude::*;
use samvev_documents::{
    document::{Heads, Patch, Value},
    id::ItemId,
    plan::{Plan, PlanField, PlanPatch},
};
use samvev_engine::messages::Event;

impl Desk {
    /// Takes in what the engine tells about the plan.
    pub fn hear(self, event: &Event) {
        match event {
            Event::Opened {
                value: Value::Plan(plan),
                live,
                writable,
                heads,
                ..
            } => {
                if *live {
                    self.stands(heads);
                }
                self.opened(plan, *live, *writable);
            }
            Event::Patched {
                patches,
                by_others,
                heads,
                ..
            } => {
                self.stands(heads);
                self.patched(patches, *by_others);
            }
            Event::FieldOpened { field, .. }
            | Event::FieldConfirmed { field, .. }
            | Event::FieldChanged { field, .. }
                if !self.holds_back(*field, event) =>
            {
                self.take_in(event);
            }
            Event::Replayed(_) | Event::FieldFailed { .. } => self.take_in(event),
            Event::Erased { .. } => self.let_go(),
            Event::CameTooLate { texts, .. } => self.keep_too_late(texts),
            Event::History { undo, redo, .. } => self.history.set((*undo, *redo)),
            _ => {}
        }
    }

    /// Takes in what the engine tells about a text.
    pub(super) fn take_in(self, event: &Event) {
        if let Some(todo) = self
            .writing
            .try_update_value(|writing| writing.hear(event, now()))
        {
            self.carry_out(todo);
        }
    }

    /// The document stands there, as it is drawn now.
    fn stands(self, heads: &Heads) {
        self.writing
            .try_update_value(|writing| writing.stands(heads));
    }

    fn opened(self, plan: &Plan, live: bool, writable: bool) {
        let before = self.state.get_untracked();
        if !live && before != State::Loading {
            // It stands there already; or the engine began again: what is drawn is newer than what was stored last, and
            // what is typed waits in the page.
            return;
        }
        let stopped = (before == State::Writable && live && !writable)
            .then(|| self.stop_writing())
            .flatten();
        self.while_drawing(|| {
            self.shown.try_update_value(|shown| match shown {
                Some(shown) => shown.replace(plan),
                None => *shown = Some(Shown::new(plan, random::item)),
            });
            self.keep_typed_words();
        });
        self.keep_tab_stops();
        self.draw_on();
        self.state.set(match (live, writable) {
            (false, _) => State::Remembered,
            (true, true) => State::Writable,
            (true, false) => State::ReadOnly,
        });
        if live {
            self.keep_what_came_too_late(stopped, writable);
        }
        if live {
            // It may be a new engine, which knows none of the texts typed in.
            let todo = self.writing.try_update_value(Writing::open_again);
            self.carry_out(todo.unwrap_or_default());
        }
    }

    fn patched(self, patches: &[Patch], by_others: bool) {
        let patches: Vec<&PlanPatch> = patches
            .iter()
            .filter_map(|patch| match patch {
                Patch::Plan(patch) => Some(patch),
                Patch::Directory(_) => None,
            })
            .collect();
        self.while_drawing(|| {
            self.shown.try_update_value(|shown| {
                if let Some(shown) = shown {
                    patches.iter().for_each(|patch| shown.apply(patch));
                }
            });
            self.keep_typed_words();
        });
        if patches
            .iter()
            .any(|patch| !matches!(patch, PlanPatch::Text { .. }))
        {
            self.keep_tab_stops();
            self.forget_what_is_back(&patches);
        }
        if by_others {
            let touched = patches
                .iter()
                .flat_map(|patch| presence::touched(patch))
                .collect();
            presence::mark(self, touched);
        }
    }

    /// Keeps the words that came too late, the latest of each text.
    fn keep_too_late(self, texts: &[(PlanField, String)]) {
        self.too_late.update(|kept| {
            kept.retain(|(field, _)| !texts.iter().any(|(other, _)| other == field));
            kept.extend(texts.iter().cloned());
        });
    }

    /// What was removed and stands there again is no longer said to be gone.
    fn forget_what_is_back(self, patches: &[&PlanPatch]) {
        let is_back = |id| patches.iter().any(|patch| adds(patch, id));
        if self
            .gone
            .get_untracked()
            .is_some_and(|gone| is_back(gone.id))
        {
            self.gone.set(None);
        }
        let stands = |item| {
            self.with_shown(|shown| shown.siblings(item))
                .flatten()
                .is_some()
        };
        let typed_in = self.gone_meanwhile.get_untracked();
        if typed_in.and_then(Item::of_field).is_some_and(stands) {
            self.gone_meanwhile.set(None);
        }
    }

    /// The texts that are typed in show what is typed, whatever the engine has of it by now.
    fn keep_typed_words(self) {
        let fields = self
            .writing
            .try_with_value(Writing::fields)
            .unwrap_or_default();
        fields
            .into_iter()
            .for_each(|field| self.show_typed_words(field));
    }

    /// A text that is typed in shows what is typed.
    pub(super) fn show_typed_words(self, field: PlanField) {
        if let Some(words) = self.typed_words(field) {
            self.show_words(field, &words);
        }
    }

    /// What is typed in a text, if it is typed in.
    pub(super) fn typed_words(self, field: PlanField) -> Option<String> {
        self.writing
            .try_with_value(|writing| writing.words(field).map(str::to_owned))
            .flatten()
    }

    /// A text shows these words.
    pub(super) fn show_words(self, field: PlanField, words: &str) {
        let Some(text) = self.with_shown(|shown| shown.text(field)).flatten() else {
            return;
        };
        let now = rewrite::with_words(&text.read_untracked(), words);
        if *text.read_untracked() != now {
            text.set(now);
        }
    }
}

/// Whether a patch puts a thing on the page.
fn adds(patch: &PlanPatch, id: ItemId) -> bool {
    match patch {
        PlanPatch::Chapters { added, .. } => added.iter().any(|chapter| chapter.id == id),
        PlanPatch::Goals { added, .. } => added.iter().any(|goal| goal.id == id),
        PlanPatch::Columns { added, .. } => added.iter().any(|column| column.id == id),
        PlanPatch::Actions { added, .. } => added.iter().any(|action| action.id == id),
        PlanPatch::Text { .. }
        | PlanPatch::ChapterLevel { .. }
        | PlanPatch::Bin(_)
        | PlanPatch::Whole(_) => false,
    }
}
