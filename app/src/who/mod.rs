//! «Hvem er hvem»: the members of a space by where they work; for administrators also what each may do, and the invitations
//! that are open.

mod access;
mod joined;
mod open_invitations;
mod recovery;
mod renewal;
mod roster;
#[cfg(test)]
mod roster_tests;
mod seen;

pub use access::shown_name;
pub use joined::Joined;
pub use renewal::DueNotice;
pub use roster::{Person, code_of, name_of, others, people};

use crate::{
    closed::ClosedToMe,
    devices::use_devices,
    engine::use_engine,
    frame::{Alert, Dialog, Face, focus},
    key_file::WayIn,
    languages::{Said, compare, use_words},
    party::class_of,
    servers::ToServers,
};
use access::{Access, RemoveAll};
use leptos::{html, prelude::*};
use open_invitations::OpenInvitations;
use recovery::{RecoveryKeys, WhoIsLeft};
use renewal::Due;
use roster::{Place, Roster, administrators, due, roster};
use samvev_engine::messages::SpaceSummary;
use samvev_protocol::{
    bodies::Role,
    ids::{DeviceId, SpaceId},
};
use seen::said_of;

/// The members of a space.
#[component]
pub fn WhoPage(
    /// The space.
    space: SpaceId,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    // Not drawn anew when only a document has changed.
    let summary = Memo::new(move |_| {
        engine.space(space).map(|summary| SpaceSummary {
            documents: Vec::new(),
            ..summary
        })
    });
    let said = RwSignal::new(String::new());
    let heading = NodeRef::<html::H1>::new();
    let chosen = RwSignal::new(None::<Person>);
    let open = RwSignal::new(false);
    let done = Callback::new(move |what: String| {
        open.set(false);
        said.set(what);
        // What was pressed may be gone.
        focus(heading);
    });
    let only_remove = RwSignal::new(false);
    let ask = move |person: Person, only: bool| {
        said.set(String::new());
        only_remove.set(only);
        chosen.set(Some(person));
        open.set(true);
    };
    let choose = Callback::new(move |person| ask(person, false));
    let remove = Callback::new(move |person| ask(person, true));
    let listed = move || match summary.get() {
        None if engine.spaces().with(Option::is_none) => {
            view! { <p role="status">{words.get().frame.starting}</p> }.into_any()
        }
        None => view! {
            <p>{words.get().frame.not_held_text}</p>
            <WayIn />
        }
        .into_any(),
        Some(summary) => {
            view! { <Members summary=summary choose=choose remove=remove done=done /> }.into_any()
        }
    };
    let chosen_name = Signal::derive(move || {
        let name = chosen.with(|person| person.as_ref().map(|one| shown_name(one, words.get())));
        name.unwrap_or_default()
    });
    let access = move || {
        let me = summary.with_untracked(|summary| summary.as_ref().map(|one| one.me))?;
        let person = chosen.get()?;
        if only_remove.get_untracked() {
            return Some(view! { <RemoveAll space=space person=person done=done /> }.into_any());
        }
        let here = here_now(space);
        let administers = summary.with_untracked(|summary| {
            let role = summary.as_ref().and_then(|one| one.role);
            role == Some(Role::Administrator)
        });
        Some(
            view! { <Access space=space person=person here=here me=me administers=administers done=done /> }
                .into_any(),
        )
    };
    view! {
        <div class="page who">
            <h1 class="ds-heading" data-size="lg" tabindex="-1" node_ref=heading>{move || words.get().who.heading}</h1>
            <p class="quiet">{move || words.get().who.lead}</p>
            <p class="said" role="status">{move || said.get()}</p>
            {listed}
        </div>
        <Dialog open=open id="access-heading" heading=chosen_name>{access}</Dialog>
    }
}

/// The devices that are connected now.
fn here_now(space: SpaceId) -> Vec<DeviceId> {
    let others = use_engine().present(space).into_iter();
    others.map(|other| other.device).collect()
}

#[component]
fn Members(
    summary: SpaceSummary,
    choose: Callback<Person>,
    remove: Callback<Person>,
    done: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let order = compare();
    let roster = roster(&summary, |one, other| order(one, other));
    let out = summary.role.is_none().then(|| {
        let said = Signal::derive(move || Said {
            what: words.get().who.out,
            then: words.get().who.out_then,
        });
        view! { <Alert said=said /> }
    });
    let administers = summary.role == Some(Role::Administrator);
    let (space, kept_aside) = (summary.space, roster.kept_aside.clone());
    let left = administers.then(|| {
        let administrators = administrators(&roster);
        let shared = others_in(&roster);
        view! { <WhoIsLeft summary=summary.clone() administrators=administrators shared=shared /> }
    });
    let asked = if administers {
        due(&roster)
    } else {
        Vec::new()
    };
    let alone = summary.directory.members.is_empty();
    // Where a device of one's own can come in.
    let adds = summary.role.is_some() && !summary.directory.relays.is_empty();
    let carried_by = summary.directory.relays.len();
    let places = roster.places.into_iter().filter(|_| !alone).map(|place| {
        let class = class_of(&summary.directory, Some(&place.party));
        let new = summary.unconfirmed.clone();
        view! { <PlaceOf place=place class=class space=summary.space administers=administers new=new adds=adds choose=choose /> }
    });
    let places = places.collect_view();
    let closed = summary.clone();
    let gone = roster.gone;
    let gone = (!gone.is_empty()).then(|| {
        let names = gone.into_iter().map(|name| view! { <li>{name}</li> });
        view! {
            <section class="party">
                <h2 class="ds-heading" data-size="xs">{move || words.get().who.gone}</h2>
                <ul class="people">{names.collect_view()}</ul>
            </section>
        }
    });
    view! {
        {out}
        {left}
        <Due space=space people=asked remove=remove done=done />
        {alone.then(|| view! { <p>{move || words.get().who.empty}</p> })}
        {places}
        {(administers && !alone).then(|| view! {
            <OpenInvitations summary=summary done=done />
            <RecoveryKeys space=space keys=kept_aside done=done />
        })}
        <ClosedToMe summary=closed />
        <ToServers space=space count=carried_by />
        {gone}
    }
}

/// Whether there is anybody beside the one at this device.
fn others_in(roster: &Roster) -> bool {
    let mut people = roster.places.iter().flat_map(|place| &place.people);
    people.any(|person| !person.is_me)
}

#[component]
fn PlaceOf(
    place: Place,
    class: String,
    space: SpaceId,
    administers: bool,
    new: Vec<DeviceId>,
    adds: bool,
    choose: Callback<Person>,
) -> impl IntoView {
    let words = use_words();
    let Place { name, people, .. } = place;
    let count = people.len();
    let rows = people.into_iter().map(|person| {
        let is_new = person.devices.iter().any(|device| new.contains(device));
        view! { <Row person=person class=class.clone() space=space administers=administers is_new=is_new adds=adds choose=choose /> }
    });
    let rows = rows.collect_view();
    let name = move || {
        let unknown = words.get().who.unknown;
        name.clone().unwrap_or_else(|| unknown.to_owned())
    };
    view! {
        <section class="party">
            <h2 class="ds-heading" data-size="xs">{name}</h2>
            <p class="quiet">{move || words.get().who.people.of(count)}</p>
            <ul class="people">{rows}</ul>
        </section>
    }
}

#[component]
fn Row(
    person: Person,
    class: String,
    space: SpaceId,
    administers: bool,
    is_new: bool,
    adds: bool,
    choose: Callback<Person>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let (role, devices, is_me) = (person.role, person.devices.clone(), person.is_me);
    let count = devices.len();
    let is_here = move || {
        let mut others = engine.present(space).into_iter();
        others.any(|other| devices.contains(&other.device))
    };
    let seen = person.seen;
    let last_seen = move || {
        if is_here() {
            words.get().who.here_now.to_owned()
        } else {
            said_of(words, seen)
        }
    };
    // Of themselves one settles nothing here but which of one's devices are lost.
    let settles = administers && !is_me || is_me && count > 1;
    let devices_of_mine = use_devices();
    let name = {
        let person = person.clone();
        move || shown_name(&person, words.get())
    };
    let change = {
        let name = name.clone();
        move || match is_me {
            true => words.get().devices.yours.to_owned(),
            false => words.get().who.change_for.with(&[("name", &name())]),
        }
    };
    let change_short = move || match is_me {
        true => words.get().devices.yours,
        false => words.get().who.change,
    };
    view! {
        <li>
            <Face name=person.name.clone() class=class />
            <span class="grow">
                {name}
                {is_me.then(|| view! { <span class="quiet">" ("{move || words.get().who.you}")"</span> })}
                <span class="quiet">" · "{move || words.get().roles.name(role)}</span>
                {(count > 1).then(|| view! { <span class="quiet">" · "{move || words.get().who.devices.of(count)}</span> })}
                {is_new.then(|| view! { <strong class="new">" · "{move || words.get().who.new}</strong> })}
                {(!is_me).then(|| view! { <span class="quiet">" · "{last_seen}</span> })}
            </span>
            {settles.then(|| view! {
                <button
                    type="button"
                    class="ds-button"
                    data-variant="tertiary"
                    aria-label=change
                    on:click=move |_| choose.run(person.clone())
                >
                    {change_short}
                </button>
            })}
            {(is_me && adds).then(|| view! {
                <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| devices_of_mine.ask()>
                    {move || words.get().devices.add}
                </button>
            })}
        </li>
    }
}
