//! The start page: one sentence, one place to drop a file, two quiet ways beside it, and what is here already.

mod drop;
mod empty_device;
mod held;

use crate::{
    address::{Leaving, use_address},
    devices::AddWay,
    engine::use_engine,
    exchange::{Doing, use_imports},
    frame::{Icon, Picture, focus_when_shown},
    joining::{link_in, use_link},
    key_file::{MakeWay, WayIn},
    languages::use_words,
    place::Place,
    who::DueNotice,
};
use drop::DropArea;
use empty_device::{Emptied, EmptyDevice};
use held::Held;
use leptos::{html, prelude::*};

/// The start page.
#[component]
pub fn StartPage() -> impl IntoView {
    let words = use_words();
    let engine = use_engine();
    let imports = use_imports();
    let asked = RwSignal::new(false);
    let busy = move || imports.doing.with(|doing| *doing != Doing::Nothing);
    view! {
        <div class="page start">
            <Emptied />
            <DueNotice />
            <h1 class="ds-heading lead" data-size="md">{move || words.get().start.lead}</h1>
            <DropArea />
            <div class="quiet-ways">
                <button
                    type="button"
                    class="ds-button"
                    data-variant="secondary"
                    aria-disabled=move || busy().to_string()
                    on:click=move |_| imports.begin_empty(engine)
                >
                    <Picture icon=Icon::Plan />
                    {move || words.get().start.empty}
                </button>
                <button
                    type="button"
                    class="ds-button"
                    data-variant="secondary"
                    aria-expanded=move || asked.get().to_string()
                    aria-controls="invitation"
                    on:click=move |_| asked.update(|asked| *asked = !*asked)
                >
                    <Picture icon=Icon::Letter />
                    {move || words.get().start.invited}
                </button>
                <WayIn />
            </div>
            <div id="invitation" hidden=move || !asked.get()>
                <Show when=move || asked.get()>
                    <InvitationField />
                </Show>
            </div>
            <Held />
            <div class="device-ways">
                <AddWay />
                <MakeWay />
                <EmptyDevice />
            </div>
        </div>
    }
}

/// Where an invitation's link is pasted.
#[component]
fn InvitationField() -> impl IntoView {
    let words = use_words();
    let address = use_address();
    let link = use_link();
    let field = NodeRef::<html::Input>::new();
    focus_when_shown(field);
    let look = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(text) = field.get_untracked().map(|field| field.value()) else {
            return;
        };
        if !text.trim().is_empty() {
            link.set(Some(link_in(&text).to_owned()));
            address.go(&Place::Join.path(), Leaving::Kept);
        }
    };
    view! {
        <form class="invitation-form" on:submit=look>
            <div class="ds-field">
                <label class="ds-label" for="invitation-link">{move || words.get().start.invitation_label}</label>
                <p class="hint" id="invitation-hint">{move || words.get().start.invitation_hint}</p>
                <input
                    class="ds-input"
                    id="invitation-link"
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="invitation-hint"
                    node_ref=field
                />
            </div>
            <button type="submit" class="ds-button">{move || words.get().start.look}</button>
        </form>
    }
}
