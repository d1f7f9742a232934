//! A small panel that opens below a button: details behind a tap.

use super::focus;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Node;

/// A button and what it opens. Escape, a click elsewhere, or the button again close it.
#[component]
pub fn Panel(
    /// The element that the button controls.
    id: &'static str,
    /// Classes of the button beside `ds-button`.
    #[prop(optional)]
    class: &'static str,
    /// What the button is called where its content does not say it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// What stands on the button.
    #[prop(into)]
    button: ViewFn,
    /// What stands in the panel, made when it opens. A choice in it that should close it sets this to false.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// What stands in the panel.
    children: ChildrenFn,
) -> impl IntoView {
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let whole = NodeRef::<html::Div>::new();
    let opener = NodeRef::<html::Button>::new();
    let elsewhere = window_event_listener(ev::pointerdown, move |event| {
        let Some(panel) = whole.get_untracked() else {
            return;
        };
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        if open.get_untracked() && !panel.contains(target.as_ref()) {
            open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            focus(opener);
        }
    };
    view! {
        <div class="panel" node_ref=whole on:keydown=key>
            <button
                type="button"
                class=format!("ds-button {class}")
                data-variant="tertiary"
                node_ref=opener
                aria-label=move || label.get()
                aria-expanded=move || open.get().to_string()
                aria-controls=id
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || button.run()}
            </button>
            <div class="panel-content" id=id hidden=move || !open.get()>
                <Show when=move || open.get()>{children()}</Show>
            </div>
        </div>
    }
}
