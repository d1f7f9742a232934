//! A dialog over the page: the browser's own, so that focus stays in it, Escape closes it and focus goes back.

use super::{
    icon::{Icon, Picture},
    root::mark_root,
};
use crate::languages::use_words;
use leptos::{html, prelude::*};

/// A dialog. Its content is made anew each time it opens.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The element that names it.
    id: &'static str,
    /// Its heading.
    #[prop(into)]
    heading: Signal<String>,
    /// A class that says how it lies over the page.
    #[prop(default = "middle")]
    class: &'static str,
    /// What stands in it.
    children: ChildrenFn,
) -> impl IntoView {
    let words = use_words();
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = element.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only for a dialog outside the document or already open; neither can be here.
            dialog.show_modal().unwrap_or_default();
            hold_page();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class=format!("ds-dialog over-page {class}")
            node_ref=element
            aria-labelledby=id
            on:close=move |_| {
                open.set(false);
                hold_page();
            }
        >
            <button
                type="button"
                class="ds-button dialog-close"
                data-variant="tertiary"
                data-icon="true"
                aria-label=move || words.get().frame.close
                on:click=move |_| open.set(false)
            >
                <Picture icon=Icon::Close />
            </button>
            <h2 class="ds-heading" data-size="sm" id=id>{move || heading.get()}</h2>
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}

/// The page does not scroll while a dialog lies over it.
fn hold_page() {
    let any = document().query_selector("dialog[open]").ok().flatten();
    mark_root("under-dialog", any.is_some());
}
