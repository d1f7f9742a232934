//! «Del»: who one is, said the first time; then invitations.

mod copy;
mod introduce;
mod invite;
mod link;
mod qr;
mod work;

pub use copy::CopyLink;
pub use link::{MadeLink, link_to, on_its_way};
pub use work::{Work, WorkFields};

use crate::{engine::use_engine, frame::Dialog, languages::use_words, place::Place};
use introduce::Introduce;
use invite::Invite;
use leptos::prelude::*;
use samvev_engine::messages::{Command, SpaceSummary};
use samvev_protocol::{bodies::Role, ids::SpaceId};

/// The dialog for sharing the space that the person is in.
#[component]
pub fn Share(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Where the person is.
    place: Memo<Place>,
) -> impl IntoView {
    let words = use_words();
    let space = Memo::new(move |_| place.get().space());
    view! {
        <Dialog open=open id="share-heading" heading=Signal::derive(move || words.get().sharing.heading.to_owned())>
            {move || space.get().map(|space| view! { <Steps space=space /> })}
        </Dialog>
    }
}

/// First who one is, then the invitation; each shown when it is its turn.
#[component]
fn Steps(space: SpaceId) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let summary = Memo::new(move |_| engine.space(space));
    let introduced =
        Memo::new(move |_| summary.with(|summary| summary.as_ref().is_some_and(knows_me)));
    let administrator = Memo::new(move |_| {
        summary.with(|summary| {
            summary
                .as_ref()
                .is_some_and(|summary| summary.role == Some(Role::Administrator))
        })
    });
    let asked = RwSignal::new(false);
    move || {
        if !administrator.get() {
            let names =
                summary.with(|summary| summary.as_ref().map(administrators).unwrap_or_default());
            let names = names
                .into_iter()
                .map(|name| view! { <li>{name}</li> })
                .collect_view();
            return view! {
                <p>{move || words.get().sharing.not_allowed}</p>
                <ul>{names}</ul>
            }
            .into_any();
        }
        if introduced.get() {
            return view! { <Invite space=space comes_after=asked.get_untracked() /> }.into_any();
        }
        let known = summary
            .with_untracked(|summary| summary.as_ref().map(|summary| summary.directory.clone()));
        let begin = Callback::new(move |(name, party)| {
            asked.set(true);
            engine.send(Command::Introduce { space, name, party });
            let carried = engine
                .space(space)
                .is_some_and(|summary| !summary.directory.relays.is_empty());
            if let (false, Some(relay)) = (carried, own_address()) {
                engine.send(Command::Share { space, relay });
            }
        });
        view! { <Introduce known=known.unwrap_or_default() go_on=begin /> }.into_any()
    }
}

fn knows_me(summary: &SpaceSummary) -> bool {
    summary
        .directory
        .members
        .contains_key(&summary.me.to_string())
}

/// The names of those who may invite.
fn administrators(summary: &SpaceSummary) -> Vec<String> {
    let people = summary.administrators.iter();
    let people = people.filter_map(|device| summary.directory.members.get(&device.to_string()));
    let mut names: Vec<String> = people.map(|person| person.name.clone()).collect();
    names.dedup();
    names
}

/// The WebSocket address of the worker that served this page.
pub fn own_address() -> Option<String> {
    let location = window().location();
    let scheme = if location.protocol().ok()? == "https:" {
        "wss"
    } else {
        "ws"
    };
    Some(format!("{scheme}://{}/ws", location.host().ok()?))
}
