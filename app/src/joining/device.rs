//! «Er du Kari Fjell?»: a link for one's own device is looked at, and then one comes in as the person who made it.

use super::{Invitation, Step};
use crate::{
    engine::use_engine,
    frame::{Alert, focus_when_shown},
    languages::{Said, Words, of_problem, use_words},
    who::code_of,
};
use leptos::{html, prelude::*};
use samvev_engine::messages::{Command, Problem};
use samvev_protocol::{frame::Reason, ids::DeviceId, linking::Link};

/// Whether a link is for one's own device.
pub fn is_own(link: &str) -> bool {
    matches!(Link::read(link), Ok(Link::Linking(_)))
}

/// What is said of a problem on the way in by such a link: nobody else is to be asked for a new one.
pub fn said_of(words: &Words, problem: Problem) -> Said {
    match problem {
        Problem::Refused(Reason::InvitationSpent | Reason::InvitationEnded) => Said {
            what: words.devices.over,
            then: words.devices.over_then,
        },
        _ => of_problem(words, problem),
    }
}

/// Who one is, and the way in.
#[component]
pub fn OwnDevice(
    /// What the link leads to.
    invitation: Invitation,
    /// To how many spaces.
    spaces: usize,
    /// How far the page is.
    step: RwSignal<Step>,
    /// What went wrong on the way in.
    failed: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let (engine, words) = (use_engine(), use_words());
    let joining = move || matches!(step.get(), Step::Joining(_));
    let role = invitation.role;
    let name = invitation.from.clone().filter(|name| !name.is_empty());
    let heading = move || match &name {
        Some(name) => words.get().devices.are_you.with(&[("name", name)]),
        None => words.get().devices.title.to_owned(),
    };
    let space =
        Some(invitation.directory.name.clone()).filter(|name| !name.is_empty() && spaces == 1);
    let leads_to = move || {
        let count = words.get().devices.spaces.of(spaces);
        space.clone().unwrap_or(count)
    };
    let join = move |_| {
        if !matches!(step.get_untracked(), Step::Joining(_)) {
            failed.set(None);
            step.set(Step::Joining(invitation.clone()));
            engine.send(Command::JoinAsDevice);
        }
    };
    view! {
        <h1 class="ds-heading" data-size="lg">{heading}</h1>
        <p>{move || words.get().devices.becomes}</p>
        <dl class="leads-to">
            <dt>{move || words.get().devices.leads_to}</dt>
            <dd>{leads_to}</dd>
            <dt>{move || words.get().joining.you_may}</dt>
            <dd>{move || words.get().roles.name(role)}</dd>
        </dl>
        <p class="warning-line">{move || words.get().devices.own_only}</p>
        {move || {
            failed.get().map(|problem| {
                view! { <Alert said=Signal::derive(move || said_of(words.get(), problem)) /> }
            })
        }}
        <div class="ways-on">
            <button type="button" class="ds-button" aria-disabled=move || joining().to_string() on:click=join>
                {move || if joining() { words.get().devices.adding } else { words.get().devices.yes }}
            </button>
            <a class="ds-button" data-variant="secondary" href="/">{move || words.get().devices.no}</a>
        </div>
    }
}

/// The device is in.
#[component]
pub fn DeviceAdded(
    /// This device.
    device: DeviceId,
    /// How many spaces did not let it in.
    missing: usize,
) -> impl IntoView {
    let words = use_words();
    let heading = NodeRef::<html::H1>::new();
    focus_when_shown(heading);
    let code = code_of(&device);
    view! {
        <h1 class="ds-heading" data-size="lg" tabindex="-1" node_ref=heading>{move || words.get().devices.added}</h1>
        <p role="status">{move || words.get().devices.added_code.with(&[("code", &code)])}</p>
        {(missing > 0).then(|| view! { <p>{move || words.get().devices.missing.of(missing)}</p> })}
        <div class="ways-on">
            <a class="ds-button" href="/">{move || words.get().devices.to_plans}</a>
        </div>
    }
}
