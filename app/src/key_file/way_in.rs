//! «Har du en nøkkelfil?»: the way in where this browser knows nobody, and the welcome to who came by it.

use super::{held, use_key_files};
use crate::languages::use_words;
use leptos::{html, prelude::*};

/// The button; while the plans are on their way, that they are. Nothing where this browser holds something.
#[component]
pub fn WayIn() -> impl IntoView {
    let words = use_words();
    let files = use_key_files();
    let held = held();
    let way = move || {
        if files.is_fetching() {
            return view! { <p role="status">{move || words.get().key_file.fetching}</p> }
                .into_any();
        }
        view! {
            <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| files.ask_to_enter()>
                {move || words.get().key_file.ask}
            </button>
        }
        .into_any()
    };
    view! { <Show when=move || held.get() == Some(0)>{way}</Show> }
}

/// «Velkommen tilbake», until the person goes elsewhere.
#[component]
pub fn Welcome() -> impl IntoView {
    let words = use_words();
    let welcome = use_key_files().welcome;
    let line = NodeRef::<html::P>::new();
    Effect::new(move || {
        if let (true, Some(line)) = (welcome.get(), line.get()) {
            // After the dialog has closed: what it was opened from is gone, so nothing else has the focus.
            request_animation_frame(move || line.focus().unwrap_or_default());
        }
    });
    view! {
        <p class="welcome" role="status" tabindex="-1" node_ref=line>
            {move || welcome.get().then(|| words.get().key_file.welcome)}
        </p>
    }
}
