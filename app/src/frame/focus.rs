//! Giving the focus to an element that can take it: a field, a button, or one with a tabindex.

use leptos::{prelude::*, tachys::html::element::ElementType};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Gives the focus to an element, if the page has it.
pub fn focus<E>(element: NodeRef<E>)
where
    E: ElementType,
    E::Output: JsCast + Clone + Into<HtmlElement> + 'static,
{
    if let Some(element) = element.get_untracked() {
        give(&element.into());
    }
}

/// Gives the focus to an element as soon as the page has it.
pub fn focus_when_shown<E>(element: NodeRef<E>)
where
    E: ElementType,
    E::Output: JsCast + Clone + Into<HtmlElement> + 'static,
{
    Effect::new(move || {
        if let Some(element) = element.get() {
            give(&element.into());
        }
    });
}

fn give(element: &HtmlElement) {
    // An element that cannot take it is passed over without an error.
    element.focus().unwrap_or_default();
}
