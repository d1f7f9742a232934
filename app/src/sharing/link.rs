//! A link that was made: shown, copied, and as a picture.

use super::{copy::CopyLink, qr::QrCode};
use crate::{
    engine::Engine,
    languages::{Text, Words},
    place::Place,
};
use leptos::prelude::*;
use samvev_engine::messages::OnRelay;
use samvev_protocol::ids::SpaceId;

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
    view! {
        <div class="made-link">
            <CopyLink id="made-link" link=link.clone() />
            {children()}
            <QrCode text=link called=code />
        </div>
    }
}
