//! The invitations that are open, and withdrawing them.

use super::roster::name_of;
use crate::{
    engine::use_engine,
    languages::{compare, use_words},
};
use leptos::prelude::*;
use samvev_engine::messages::{Command, OpenInvitation, SpaceSummary};

/// The open invitations of a space, for administrators.
#[component]
pub fn OpenInvitations(
    /// The space.
    summary: SpaceSummary,
    /// Something was done: what to say of it.
    done: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    // A link for one's own device that has been used is no invitation to anybody else.
    let open = |one: &&OpenInvitation| !one.own || one.joined.is_empty();
    let open: Vec<&OpenInvitation> = summary.invitations.iter().filter(open).collect();
    let none = open.is_empty();
    let rows = open
        .into_iter()
        .map(|invitation| view! { <Open invitation=invitation.clone() summary=summary.clone() done=done /> });
    let rows = rows.collect_view();
    view! {
        <section class="party">
            <h2 class="ds-heading" data-size="xs">{move || words.get().who.invitations}</h2>
            <p class="quiet">
                {move || if none { words.get().who.no_invitations } else { words.get().who.invitations_lead }}
            </p>
            {(!none).then(|| view! { <ul class="people invitations">{rows}</ul> })}
        </section>
    }
}

#[component]
fn Open(
    invitation: OpenInvitation,
    summary: SpaceSummary,
    done: Callback<String>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let OpenInvitation {
        key,
        role,
        uses,
        days,
        by,
        own,
        joined,
    } = invitation;
    let space = summary.space;
    let mut names: Vec<Option<String>> = joined
        .iter()
        .map(|device| name_of(&summary, device))
        .collect();
    let order = compare();
    names.sort_by(|one, other| {
        order(
            one.as_deref().unwrap_or_default(),
            other.as_deref().unwrap_or_default(),
        )
    });
    let by = name_of(&summary, &by);
    let for_whom = {
        let by = by.clone();
        move || match own {
            true => {
                let words = words.get();
                let name = by.as_deref().unwrap_or(words.who.unnamed);
                words.devices.one_more.with(&[("name", name)])
            }
            false => words.get().who.for_up_to.of(uses as usize),
        }
    };
    let for_whom_named = for_whom.clone();
    let lasts = move || {
        let words = &words.get().who;
        let name = by.as_deref().unwrap_or(words.unnamed);
        words.lasts.with(usize::from(days), &[("name", name)])
    };
    let joined = move || {
        let words = &words.get().who;
        if names.is_empty() {
            return words.nobody_joined.to_owned();
        }
        let names: Vec<&str> = names
            .iter()
            .map(|name| name.as_deref().unwrap_or(words.unnamed))
            .collect();
        words.joined.with(&[("names", &names.join(", "))])
    };
    let named = move || {
        let role = words.get().roles.name(role);
        let values = [("role", role), ("for_whom", &for_whom_named())];
        words.get().who.withdraw_which.with(&values)
    };
    let withdraw = move |_| {
        engine.send(Command::Withdraw {
            space,
            invitation: key,
        });
        done.run(words.now().who.withdrawn.to_owned());
    };
    view! {
        <li>
            <span class="grow">
                {move || words.get().roles.name(role)}
                <span class="quiet">" · "{for_whom}", "{lasts}</span>
                <br />
                <span class="quiet">{joined}</span>
            </span>
            <button type="button" class="ds-button" data-variant="secondary" aria-label=named on:click=withdraw>
                {move || words.get().who.withdraw}
            </button>
        </li>
    }
}
