//! What happens around the page: it is hidden or left, others come, the window changes.

use super::{
    desk::{Desk, page},
    keys, presence,
};
use leptos::{ev, prelude::*, web_sys};
use wasm_bindgen::JsCast;

/// Nothing that was typed is lost when the page is hidden, closed or left.
pub fn keep_safe(desk: Desk) {
    let hidden = document_event_listener("visibilitychange", move || {
        if page().is_some_and(|page| page.visibility_state() == web_sys::VisibilityState::Hidden) {
            desk.write_down();
        }
    });
    let leaving = window_event_listener(ev::pagehide, move |_| desk.write_down());
    on_cleanup(move || {
        hidden();
        leaving.remove();
        desk.leave();
    });
}

/// Hears an event of the document until the function returned is called.
fn document_event_listener(
    name: &'static str,
    hear: impl Fn() + 'static,
) -> impl FnOnce() + Send + Sync {
    let closure = wasm_bindgen::closure::Closure::<dyn Fn()>::new(hear);
    if let Some(page) = page() {
        // An event's name is always taken.
        page.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref())
            .unwrap_or_default();
    }
    let closure = StoredValue::new_local(Some(closure));
    move || {
        let closure = closure.try_update_value(Option::take).flatten();
        if let (Some(page), Some(closure)) = (page(), closure) {
            page.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref())
                .unwrap_or_default();
        }
    }
}

/// The others in the plan are shown where they write, and typing is sent sooner while they are there.
pub fn meet_others(desk: Desk) {
    Effect::new(move || {
        let together = !presence::others(desk).is_empty();
        desk.writing
            .try_update_value(|writing| writing.set_together(together));
        presence::place(desk);
    });
    let resized = window_event_listener(ev::resize, move |_| presence::place(desk));
    // Keys for undo work wherever the focus is not in something of its own.
    let undo = window_event_listener(ev::keydown, move |event| {
        let nowhere = page().is_some_and(|page| {
            page.active_element()
                .is_none_or(|element| element.tag_name() == "BODY")
        });
        if nowhere && keys::history(desk, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        resized.remove();
        undo.remove();
    });
}
