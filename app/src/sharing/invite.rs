//! An invitation: made, shown as a link and a picture, and said plainly what it opens.

use super::qr::QrCode;
use crate::{
    engine::use_engine,
    frame::Alert,
    languages::{RoleWords, Words, of_problem, use_words},
};
use leptos::{html, prelude::*, task::spawn_local};
use samvev_engine::messages::{About, Command, Event, OnRelay, Problem};
use samvev_protocol::{bodies::Role, ids::SpaceId};
use wasm_bindgen_futures::JsFuture;

const DAYS: u16 = 7;
/// How many a group may be.
const GROUP: u32 = 10;

/// What an invitation gives, and to how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Terms {
    uses: u32,
    role: Role,
}

#[derive(Clone, PartialEq, Eq)]
enum Made {
    Not,
    Making(Terms),
    Link(String, Terms),
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
    let terms = RwSignal::new(Terms {
        uses: GROUP,
        role: Role::Editor,
    });
    engine.listen_to_all(move |event| match event {
        Event::Invited {
            space: of,
            fragment,
        } if *of == space => {
            let terms = match made.get_untracked() {
                Made::Making(terms) => terms,
                _ => terms.get_untracked(),
            };
            made.set(Made::Link(link(fragment), terms));
        }
        Event::Problem {
            about: About::Invitation,
            problem,
        } if matches!(made.get_untracked(), Made::Making(_)) => {
            made.set(Made::Failed(*problem));
        }
        _ => {}
    });
    let make = move |_| {
        let terms = terms.get_untracked();
        if !matches!(made.get_untracked(), Made::Making(_)) {
            made.set(Made::Making(terms));
            engine.put_aside(&About::Invitation);
            engine.send(Command::Invite {
                space,
                role: terms.role,
                uses: terms.uses,
                days: DAYS,
            });
        }
    };
    let making = move || made.with(|made| matches!(made, Made::Making(_)));
    let lead = move || {
        let words = words.get();
        let may = words.roles.may(terms.get().role);
        words.sharing.invite_lead.with(&[("may", may)])
    };
    let shown = move || match made.get() {
        Made::Link(link, terms) => {
            Some(view! { <Link link=link terms=terms space=space /> }.into_any())
        }
        Made::Failed(problem) => Some(
            view! { <Alert said=Signal::derive(move || of_problem(words.get(), problem)) /> }
                .into_any(),
        ),
        Made::Not | Made::Making(_) => None,
    };
    let is_made = move || made.with(|made| matches!(made, Made::Link(..)));
    view! {
        <div class="fields">
            <h3 class="ds-heading" data-size="xs" tabindex="-1" node_ref=heading>{move || words.get().sharing.invite}</h3>
            {shown}
            <p>{lead}</p>
            <TermsFields terms=terms />
            <Show when=move || !is_made()>
                <p class="quiet">{move || lasts(words.get(), terms.get())}</p>
            </Show>
            <div>
                <button
                    type="button"
                    class="ds-button"
                    data-variant=move || if is_made() { "secondary" } else { "primary" }
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

fn lasts(words: &Words, terms: Terms) -> String {
    let (days, role) = (DAYS.to_string(), words.roles.name(terms.role));
    let uses = usize::try_from(terms.uses).unwrap_or(usize::MAX);
    words
        .sharing
        .lasts
        .with(uses, &[("days", &days), ("role", role)])
}

/// For one or for a group, and with which role.
#[component]
fn TermsFields(terms: RwSignal<Terms>) -> impl IntoView {
    let words = use_words();
    let for_whom = [1, GROUP].map(|uses| {
        let id = format!("invitation-uses-{uses}");
        let said = move || {
            let words = &words.get().sharing;
            if uses == 1 {
                words.one.to_owned()
            } else {
                words.group.with(&[("uses", &uses.to_string())])
            }
        };
        view! {
            <div class="ds-field">
                <input
                    class="ds-input"
                    type="radio"
                    name="invitation-uses"
                    id=id.clone()
                    prop:checked=move || terms.get().uses == uses
                    on:change=move |_| terms.update(|terms| terms.uses = uses)
                />
                <label class="ds-label" data-weight="regular" for=id>{said}</label>
            </div>
        }
    });
    let roles = RoleWords::ALL.into_iter().enumerate().map(|(at, role)| {
        view! {
            <option value=at.to_string() prop:selected=move || terms.get().role == role>
                {move || words.get().roles.name(role)}
            </option>
        }
    });
    let choose = move |value: String| {
        let role = value
            .parse()
            .ok()
            .and_then(|at: usize| RoleWords::ALL.get(at));
        if let Some(role) = role {
            terms.update(|terms| terms.role = *role);
        }
    };
    view! {
        <fieldset class="ds-fieldset">
            <legend class="ds-label">{move || words.get().sharing.for_whom}</legend>
            {for_whom.into_iter().collect_view()}
        </fieldset>
        <div class="ds-field">
            <label class="ds-label" for="invitation-role">{move || words.get().sharing.with_role}</label>
            <select class="ds-input" id="invitation-role" on:change:target=move |event| choose(event.target().value())>
                {roles.collect_view()}
            </select>
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
fn Link(link: String, terms: Terms, space: SpaceId) -> impl IntoView {
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
    let readable = move || {
        let words = words.get();
        let may = words.roles.may(terms.role);
        words.sharing.readable.with(&[("may", may)])
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
            <p class="warning-line">{readable}</p>
            <p class="quiet">{move || lasts(words.get(), terms)}" "{move || words.get().sharing.withdrawn_where}</p>
            <p role="status">{waiting}</p>
            <QrCode text=link />
        </div>
    }
}
