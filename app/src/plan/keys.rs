//! What keys do on the plan page. Tab and Enter while writing, arrows in the table, moving, undo.

use super::{
    acts,
    address::{Item, field_of, is_single_line},
    desk::{Desk, page},
    field::At,
    moves::Towards,
    order::{Step, step},
};
use leptos::{prelude::*, web_sys};
use samvev_documents::{plan::PlanField, text::ParagraphKind};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// A key went down somewhere on the plan page.
pub fn pressed(desk: Desk, event: &KeyboardEvent) {
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    let done = history(desk, event)
        || if target.class_list().contains("pen") {
            writing(desk, event)
        } else {
            standing(desk, event, &target)
        };
    if done {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn command(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key()) && !event.alt_key()
}

/// Undo and redo. The browser's own would not know what others did meanwhile.
pub fn history(desk: Desk, event: &KeyboardEvent) -> bool {
    if !command(event) || !desk.can_write_now() {
        return false;
    }
    match (event.key().to_lowercase().as_str(), event.shift_key()) {
        ("z", false) => acts::undo(desk),
        ("z", true) | ("y", false) => acts::redo(desk),
        _ => return false,
    }
    true
}

fn writing(desk: Desk, event: &KeyboardEvent) -> bool {
    let Some(field) = desk.editing.get_untracked() else {
        return false;
    };
    if moving(desk, event, Item::of_field(field)) {
        return true;
    }
    match event.key().as_str() {
        "Escape" => desk.give_back(),
        "Enter" if command(event) || (is_single_line(field) && !event.shift_key()) => {
            desk.close_and_stay()
        }
        "Enter" => return acts::end_list(desk),
        "Tab" => {
            let towards = if event.shift_key() {
                Step::Previous
            } else {
                Step::Next
            };
            let Some(next) = desk
                .with_shown(|shown| step(shown, field, towards))
                .flatten()
            else {
                // At the plan's edge Tab leads out of it.
                desk.close_and_stay();
                return false;
            };
            desk.open(next, At::End);
        }
        _ if command(event) && event.shift_key() => match event.code().as_str() {
            "Digit8" => acts::set_kind(desk, ParagraphKind::Bullet(0)),
            "Digit7" => acts::set_kind(desk, ParagraphKind::Numbered(0)),
            "Digit0" => acts::set_kind(desk, ParagraphKind::Plain),
            _ => return false,
        },
        _ => return false,
    }
    true
}

fn standing(desk: Desk, event: &KeyboardEvent, target: &Element) -> bool {
    let id = target.id();
    let button = Item::of_button(&id);
    let field = field_of(&id).or_else(|| field_of(id.strip_prefix("edit-")?));
    if moving(desk, event, button.or_else(|| Item::of_field(field?))) {
        return true;
    }
    if let Some(Item::Action(action)) = button {
        return beside(desk, event, action);
    }
    let Some(field) = field else { return false };
    if id.starts_with("edit-") {
        return false;
    }
    let key = event.key();
    let towards = match (key.as_str(), command(event)) {
        ("ArrowUp", false) => Step::Up,
        ("ArrowDown", false) => Step::Down,
        ("ArrowLeft", false) => Step::Left,
        ("ArrowRight", false) => Step::Right,
        ("Home", false) => Step::RowStart,
        ("End", false) => Step::RowEnd,
        ("Home", true) => Step::TableStart,
        ("End", true) => Step::TableEnd,
        ("Enter" | "F2", false) => {
            desk.open(field, At::End);
            return true;
        }
        (key, false)
            if key.chars().count() == 1 && key != " " && !event.alt_key() && key != "?" =>
        {
            // Somebody who just writes: the letter goes where the caret now stands.
            desk.open(field, At::End);
            return false;
        }
        _ => return false,
    };
    match desk
        .with_shown(|shown| step(shown, field, towards))
        .flatten()
    {
        Some(next) => desk.focus(next),
        None if towards == Step::Right => focus_button(field),
        None => {}
    }
    true
}

/// Keys on the button of a row's menu, which stands to the right of the last column.
fn beside(desk: Desk, event: &KeyboardEvent, action: samvev_documents::id::ItemId) -> bool {
    let column = desk
        .with_shown(|shown| shown.last_column_of(action))
        .flatten();
    let Some(column) = column else { return false };
    let cell = PlanField::Cell { action, column };
    let towards = match event.key().as_str() {
        "ArrowLeft" => {
            desk.focus(cell);
            return true;
        }
        "ArrowUp" => Step::Up,
        "ArrowDown" => Step::Down,
        _ => return false,
    };
    if let Some(next) = desk
        .with_shown(|shown| step(shown, cell, towards))
        .flatten()
    {
        focus_button(next);
    }
    true
}

fn focus_button(field: PlanField) {
    let Some(item) = Item::of_field(field) else {
        return;
    };
    let button = page().and_then(|page| page.get_element_by_id(&item.button_id()));
    if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        button.focus().unwrap_or_default();
    }
}

fn moving(desk: Desk, event: &KeyboardEvent, item: Option<Item>) -> bool {
    if !event.alt_key() || event.ctrl_key() || event.meta_key() || !desk.can_write_now() {
        return false;
    }
    let Some(item) = item else { return false };
    let sideways = matches!(item, Item::Column(_));
    let towards = match (event.key().as_str(), sideways) {
        ("ArrowUp", false) | ("ArrowLeft", true) => Towards::Start,
        ("ArrowDown", false) | ("ArrowRight", true) => Towards::End,
        _ => return false,
    };
    acts::shift(desk, item, towards);
    true
}

/// A cell got the focus: it is where Tab comes back to in its table.
pub fn stop_here(target: &Element) {
    let Some(table) = target.closest("[role=grid]").ok().flatten() else {
        return;
    };
    if target.get_attribute("tabindex").is_none() {
        return;
    }
    if let Ok(former) = table.query_selector_all("[tabindex='0']") {
        for at in 0..former.length() {
            let Some(element) = former
                .item(at)
                .and_then(|node| node.dyn_into::<Element>().ok())
            else {
                continue;
            };
            set_stop(&element, "-1");
        }
    }
    set_stop(target, "0");
}

/// Every table has a cell that Tab comes to, also when the one that was is gone.
pub fn keep_tab_stops() {
    let Some(tables) = page().and_then(|page| page.query_selector_all(".plan [role=grid]").ok())
    else {
        return;
    };
    for at in 0..tables.length() {
        let Some(table) = tables
            .item(at)
            .and_then(|node| node.dyn_into::<Element>().ok())
        else {
            continue;
        };
        if table
            .query_selector("[tabindex='0']")
            .ok()
            .flatten()
            .is_none()
            && let Some(first) = table.query_selector("tbody [tabindex]").ok().flatten()
        {
            set_stop(&first, "0");
        }
    }
}

fn set_stop(element: &Element, stop: &str) {
    // A valid name of an attribute.
    element.set_attribute("tabindex", stop).unwrap_or_default();
}
