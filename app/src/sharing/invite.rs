//! An invitation: made, shown as a link and a picture, and said plainly what it opens.

use super::link::{MadeLink, link_to, on_its_way};
use crate::{
    engine::use_engine,
    frame::Alert,
    languages::{RoleWords, Words, of_problem, use_words},
};
use leptos::{html, prelude::*};
use samvev_engine::messages::{About, Command, Event, Problem};
use samvev_protocol::{bodies::Role, ids::SpaceId};

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
            made.set(Made::Link(link_to(fragment), terms));
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

#[component]
fn Link(link: String, terms: Terms, space: SpaceId) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let waiting = move || on_its_way(engine, words.get(), space);
    let readable = move || {
        let words = words.get();
        let may = words.roles.may(terms.role);
        words.sharing.readable.with(&[("may", may)])
    };
    let code = Signal::derive(move || words.get().sharing.code);
    view! {
        <MadeLink link=link code=code>
            <p class="warning-line">{readable}</p>
            <p class="quiet">{move || lasts(words.get(), terms)}" "{move || words.get().sharing.withdrawn_where}</p>
            <p role="status">{waiting}</p>
        </MadeLink>
    }
}
