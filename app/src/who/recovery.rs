//! The recovery keys of a space, for administrators: which there are, making one, and making one invalid.

use crate::{
    engine::use_engine,
    frame::Alert,
    key_file::use_key_files,
    languages::{Said, use_words},
};
use leptos::prelude::*;
use samvev_engine::messages::{Command, SpaceSummary};
use samvev_protocol::ids::{DeviceId, SpaceId};

/// What an administrator should know of who is left when they are gone.
#[component]
pub fn WhoIsLeft(
    /// The space.
    summary: SpaceSummary,
    /// How many people may let others in.
    administrators: usize,
    /// Whether anybody else is in it.
    shared: bool,
) -> impl IntoView {
    let words = use_words();
    let keys = summary.seats.iter().filter(|seat| seat.recovery);
    let is_inside = keys.clone().any(|seat| seat.device == summary.me);
    let has_key = keys.count() > 0;
    let said = Signal::derive(move || {
        let of = &words.get().recovery;
        let (what, then) = match (is_inside, has_key) {
            (true, _) => (of.inside, of.inside_then),
            (false, true) => (of.only_one, of.only_one_with_key),
            (false, false) => (of.only_one, of.only_one_then),
        };
        Said { what, then }
    });
    let shows = is_inside || (shared && administrators < 2);
    shows.then(|| view! { <Alert said=said /> })
}

/// The recovery keys of a space.
#[component]
pub fn RecoveryKeys(
    /// The space.
    space: SpaceId,
    /// The keys, each with the name of the party that it was made for.
    keys: Vec<(DeviceId, Option<String>)>,
    /// Something was done: what to say of it.
    done: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let files = use_key_files();
    let none = keys.is_empty();
    let rows = keys.into_iter().map(|(key, party)| {
        view! { <Kept space=space key=key party=party done=done /> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="party">
            <h2 class="ds-heading" data-size="xs">{move || words.get().recovery.heading}</h2>
            <p class="quiet">
                {move || words.get().recovery.lead}
                {none.then(|| view! { " "{move || words.get().recovery.none} })}
            </p>
            {(!none).then(|| view! { <ul class="people">{rows}</ul> })}
            <p class="below">
                <button
                    type="button"
                    class="ds-button"
                    data-variant="secondary"
                    on:click=move |_| files.ask_to_make_recovery(space)
                >
                    {move || words.get().recovery.make}
                </button>
            </p>
        </section>
    }
}

#[component]
fn Kept(
    space: SpaceId,
    key: DeviceId,
    party: Option<String>,
    done: Callback<String>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let which = Signal::derive(move || {
        let of = &words.get().recovery;
        match &party {
            Some(party) => of.for_party.with(&[("party", party)]),
            None => of.for_nobody.to_owned(),
        }
    });
    let named = move || {
        let of = &words.get().recovery;
        of.withdraw_which.with(&[("which", &which.get())])
    };
    let withdraw = move |_| {
        let devices = vec![key];
        engine.send(Command::Remove { space, devices });
        done.run(words.now().recovery.withdrawn.to_owned());
    };
    view! {
        <li>
            <span class="grow">{which}</span>
            <button type="button" class="ds-button" data-variant="secondary" aria-label=named on:click=withdraw>
                {move || words.get().recovery.withdraw}
            </button>
        </li>
    }
}
