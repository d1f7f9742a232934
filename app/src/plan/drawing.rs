//! Changes what is drawn without taking the focus or the caret from the person.

use super::{
    desk::{Desk, Wanted, focus_quietly, page},
    field::At,
    keys, presence,
};
use leptos::{prelude::*, task, web_sys};
use samvev_documents::plan::PlanField;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

impl Desk {
    /// Every table has a place that Tab comes to, also when the cell that was it is gone.
    pub(super) fn keep_tab_stops(self) {
        task::spawn_local(async {
            task::tick().await;
            keys::keep_tab_stops();
        });
    }

    /// Changes what is drawn without letting the focus go: moving an element in the document takes its focus away.
    pub fn while_drawing(self, change: impl FnOnce()) {
        let focused = page()
            .and_then(|page| page.active_element())
            .filter(in_plan);
        self.drawing.try_update_value(|drawing| *drawing += 1);
        change();
        task::spawn_local(async move {
            task::tick().await;
            self.drawn(focused);
        });
    }

    /// Whether a change is being drawn.
    pub(super) fn is_drawing(self) -> bool {
        self.drawing.try_get_value().unwrap_or_default() > 0
    }

    fn drawn(self, focused: Option<Element>) {
        self.keep_editor();
        if let Some(focused) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok())
            && focused.is_connected()
            && page().and_then(|page| page.active_element()).as_ref() != Some(focused.as_ref())
        {
            focus_quietly(&focused);
        }
        self.drawing
            .try_update_value(|drawing| *drawing = drawing.saturating_sub(1));
        presence::place(self);
        let field = match self.wanted.try_get_value().flatten() {
            Some(Wanted::Text(field)) => Some(field),
            Some(Wanted::FirstRow { chapter, column }) => self
                .with_shown(|shown| shown.draft_of(chapter))
                .flatten()
                .map(|action| PlanField::Cell { action, column }),
            None => None,
        };
        if let Some(field) = field
            && self.element(field).is_some()
        {
            self.wanted.try_update_value(|wanted| *wanted = None);
            self.open(field, At::End);
        }
    }
}

fn in_plan(element: &Element) -> bool {
    element.closest(".plan").ok().flatten().is_some()
}
