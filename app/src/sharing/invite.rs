//! An invitation: made, shown as a link and a picture, and said plainly what it opens.

use super::qr::QrCode;
use crate::{
    engine::use_engine,
    frame::Alert,
    languages::{of_problem, use_words},
};
use leptos::{html, prelude::*, task::spawn_local};
use samvev_engine::messages::{About, Command, Event, OnRelay, Problem};
use samvev_protocol::{bodies::Role, ids::SpaceId};
use wasm_bindgen_futures::JsFuture;

const DAYS: u16 = 7;
const USES: u32 = 10;

#[derive(Clone, PartialEq, Eq)]
enum Made {
    Not,
    Making,
    Link(String),
    Failed(Problem),
}

/// Makes invitations to a space.
#[component]
pub fn Invite(
    /// The space.
    space: SpaceId,
    /// Whether it took the place of another step: then its heading takes the focus.
    comes_after: bool,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let heading = NodeRef::<html::H3>::new();
    Effect::new(move || {
        if let (true, Some(heading)) = (comes_after, heading.get()) {
            // An element with a tabindex takes focus.
            heading.focus().unwrap_or_default();
        }
    });
    let made = RwSignal::new(Made::Not);
    engine.listen_to_all(move |event| match event {
        Event::Invited {
            space: of,
            fragment,
        } if *of == space => made.set(Made::Link(link(fragment))),
        Event::Problem {
            about: About::Invitation,
            problem,
        } if made.get_untracked() == Made::Making => {
            made.set(Made::Failed(*problem));
        }
        _ => {}
    });
    let make = move |_| {
        if made.get_untracked() != Made::Making {
            made.set(Made::Making);
            engine.put_aside(&About::Invitation);
            engine.send(Command::Invite {
                space,
                role: Role::Editor,
                uses: USES,
                days: DAYS,
            });
        }
    };
    let making = move || made.with(|made| *made == Made::Making);
    let lasts = move || {
        let (days, uses) = (DAYS.to_string(), USES.to_string());
        words
            .get()
            .sharing
            .lasts
            .with(&[("days", &days), ("uses", &uses)])
    };
    let shown = move || match made.get() {
        Made::Link(link) => Some(view! { <Link link=link space=space /> }.into_any()),
        Made::Failed(problem) => Some(
            view! { <Alert said=Signal::derive(move || of_problem(words.get(), problem)) /> }
                .into_any(),
        ),
        Made::Not | Made::Making => None,
    };
    let is_made = move || made.with(|made| matches!(made, Made::Link(_)));
    view! {
        <div class="fields">
            <h3 class="ds-heading" data-size="xs" tabindex="-1" node_ref=heading>{move || words.get().sharing.invite}</h3>
            <p>{move || words.get().sharing.invite_lead}</p>
            {shown}
            <p class="quiet">{lasts}</p>
            <div>
                <button
                    type="button"
                    class="ds-button"
                    data-variant=move || if is_made() { "tertiary" } else { "primary" }
                    aria-disabled=move || making().to_string()
                    on:click=make
                >
                    {move || {
                        let words = &words.get().sharing;
                        if making() { words.making } else if is_made() { words.another } else { words.make }
                    }}
                </button>
            </div>
        </div>
    }
}

/// The link as it is sent: the address of this app, and the invitation behind the `#`, which no worker ever sees.
fn link(fragment: &str) -> String {
    let origin = window().location().origin().unwrap_or_default();
    format!("{origin}/bli-med#{fragment}")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Not,
    Yes,
    Refused,
}

#[component]
fn Link(link: String, space: SpaceId) -> impl IntoView {
    let engine = use_engine();
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
    let waiting = move || {
        let on: Vec<OnRelay> = engine
            .saved(space)?
            .relays
            .into_iter()
            .map(|(_, on)| on)
            .collect();
        if on.contains(&OnRelay::Shared) {
            None
        } else if on.iter().any(|on| matches!(on, OnRelay::Sending(_))) {
            Some(words.get().sharing.sending)
        } else {
            Some(words.get().sharing.waiting)
        }
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
            <p class="warning-line">{move || words.get().sharing.readable}</p>
            <p role="status">{waiting}</p>
            <QrCode text=link />
        </div>
    }
}
