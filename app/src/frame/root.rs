//! What the style sheet must know of the whole page, as classes of its root. With `:has()` on the root in their place the browser
//! would match the whole page anew at every change anywhere.

use leptos::prelude::*;

/// Gives the page's root a class, or takes it away.
pub fn mark_root(class: &str, on: bool) {
    if let Some(root) = document().document_element() {
        // A class without spaces is never refused.
        root.class_list()
            .toggle_with_force(class, on)
            .unwrap_or_default();
    }
}
