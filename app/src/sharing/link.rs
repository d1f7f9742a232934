//! A link that was made: shown, copied, and as a picture.

use super::qr::QrCode;
use crate::{
    engine::Engine,
    languages::{Text, Words, use_words},
    place::Place,
};
use leptos::{html, prelude::*, task::spawn_local};
use samvev_engine::messages::OnRelay;
use samvev_protocol::ids::SpaceId;
use wasm_bindgen_futures::JsFuture;

/// The link as it is sent: the address of this app, and the secret behind the `#`, which no worker ever sees.
pub fn link_to(fragment: &str) -> String {
    let origin = window().location().origin().unwrap_or_default();
    format!("{origin}{}#{fragment}", Place::Join.path())
}

/// What a link waits for until it works: what was written in its space has to arrive. Nothing once it has.
pub fn on_its_way(engine: Engine, words: &Words, space: SpaceId) -> Option<Text> {
    let on: Vec<OnRelay> = engine
        .saved(space)?
        .relays
        .into_iter()
        .map(|(_, on)| on)
        .collect();
    if on.contains(&OnRelay::Shared) {
        None
    } else if on.iter().any(|on| matches!(on, OnRelay::Sending(_))) {
        Some(words.sharing.sending)
    } else {
        Some(words.sharing.waiting)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Not,
    Yes,
    Refused,
}

/// A link with a button that copies it and its QR code.
#[component]
pub fn MadeLink(
    /// The link.
    link: String,
    /// What the QR code is called.
    code: Signal<Text>,
    /// What is said of it.
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let field = NodeRef::<html::Input>::new();
    let copied = RwSignal::new(Copied::Not);
    let copying = link.clone();
    let copy = move |_| {
        let copying = copying.clone();
        spawn_local(async move {
            let written =
                JsFuture::from(window().navigator().clipboard().write_text(&copying)).await;
            copied.try_set(if written.is_ok() {
                Copied::Yes
            } else {
                Copied::Refused
            });
            if let (Err(_), Some(field)) = (written, field.try_get_untracked().flatten()) {
                field.select();
            }
        });
    };
    let said = move || match copied.get() {
        Copied::Not => "",
        Copied::Yes => words.get().sharing.copied,
        Copied::Refused => words.get().sharing.not_copied,
    };
    view! {
        <div class="made-link">
            <div class="ds-field">
                <label class="ds-label" for="made-link">{move || words.get().sharing.link}</label>
                <input
                    class="ds-input"
                    id="made-link"
                    type="text"
                    readonly
                    node_ref=field
                    prop:value=link.clone()
                    on:focus:target=|event| event.target().select()
                />
            </div>
            <div class="copy">
                <button type="button" class="ds-button" on:click=copy>{move || words.get().sharing.copy}</button>
                <span role="status">{said}</span>
            </div>
            {children()}
            <QrCode text=link called=code />
        </div>
    }
}
