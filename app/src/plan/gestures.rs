//! Pointer, typing and focus anywhere on the page, heard in one place.

use super::{
    acts,
    address::field_of,
    caret,
    desk::{Desk, page},
    field::At,
    keys, presence,
};
use leptos::web_sys;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A click goes into the text that was clicked, at the letter that was clicked.
pub fn clicked(desk: Desk, event: &web_sys::MouseEvent) {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    if target.class_list().contains("pen") {
        presence::tell(desk);
        return;
    }
    if target.closest("a, button").ok().flatten().is_some() || is_selecting() {
        return;
    }
    let Some(element) = target.closest(".field").ok().flatten() else {
        return;
    };
    let Some(field) = field_of(&element.id()) else {
        return;
    };
    // Coordinates of a click are whole pixels of the window.
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let place = page().and_then(|page| caret::place_at(&page, &element, x, y));
    desk.open(field, place.map_or(At::End, At::Place));
}

/// Whether the person has just marked words, to copy them.
fn is_selecting() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

fn is_pen(event: &web_sys::Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.class_list().contains("pen"))
}

/// Something was typed.
pub fn typed(desk: Desk, event: &web_sys::Event) {
    if is_pen(event) {
        desk.typed();
    }
}

/// Undo from a menu or a shake of the phone.
pub fn asked_for_history(desk: Desk, event: &web_sys::InputEvent) {
    if !is_pen(event) {
        return;
    }
    match event.input_type().as_str() {
        "historyUndo" => acts::undo(desk),
        "historyRedo" => acts::redo(desk),
        _ => return,
    }
    event.prevent_default();
}

/// The focus comes to a cell.
pub fn came(event: &web_sys::FocusEvent) {
    if let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    {
        keys::stop_here(&target);
    }
}

/// The focus leaves the text being typed in: it is closed, unless the whole window lost the focus or the text is moved.
pub fn went(desk: Desk, event: &web_sys::FocusEvent) {
    if !is_pen(event) || desk.is_drawing() {
        return;
    }
    let still_here = page()
        .and_then(|page| page.active_element())
        .is_some_and(|element| element.class_list().contains("pen"));
    if still_here {
        desk.flush();
        return;
    }
    desk.close();
}
