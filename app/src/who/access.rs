//! What one person may do, and taking it away: a dialog for administrators.

use super::roster::{Person, code_of};
use crate::{
    devices::use_devices,
    engine::use_engine,
    languages::{RoleWords, Words, use_words},
};
use leptos::prelude::*;
use samvev_engine::messages::Command;
use samvev_protocol::{
    bodies::Role,
    ids::{DeviceId, SpaceId},
};

/// The dialog's content for one person. `done`: what to say when it is closed.
#[component]
pub fn Access(
    /// The space.
    space: SpaceId,
    /// Whose.
    person: Person,
    /// The devices that are here now.
    here: Vec<DeviceId>,
    /// This device.
    me: DeviceId,
    /// Whether this device may settle who is a member.
    administers: bool,
    /// Something was done: what to say of it.
    done: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let name = shown_name(&person, words.get());
    let others = person.devices.iter().filter(|device| **device != me);
    let others: Vec<DeviceId> = others.copied().collect();
    let several = (person.devices.len() > 1)
        .then(|| view! { <Devices space=space person=person.clone() here=here me=me administers=administers done=done /> });
    let is_me = person.is_me;
    view! {
        <div class="fields access">
            {(!is_me).then(|| view! { <RoleChoice space=space person=person.clone() done=done /> })}
            {several}
            {(!is_me).then(|| view! { <Remove space=space name=name devices=others done=done /> })}
        </div>
    }
}

/// What a person is called on the page.
pub fn shown_name(person: &Person, words: &Words) -> String {
    if !person.name.is_empty() {
        person.name.clone()
    } else if person.has_key {
        words.recovery.heading.to_owned()
    } else {
        words.who.unnamed.to_owned()
    }
}

#[component]
fn RoleChoice(space: SpaceId, person: Person, done: Callback<String>) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let chosen = RwSignal::new(person.role);
    let choices = RoleWords::ALL.into_iter().enumerate().map(|(at, role)| {
        view! {
            <div class="ds-field">
                <input
                    class="ds-input"
                    type="radio"
                    name="member-role"
                    id=format!("member-role-{at}")
                    prop:checked=move || chosen.get() == role
                    on:change=move |_| chosen.set(role)
                />
                <label class="ds-label" data-weight="regular" for=format!("member-role-{at}")>
                    {move || words.get().roles.name(role)}
                </label>
            </div>
        }
    });
    let choices = choices.collect_view();
    let name = shown_name(&person, words.now());
    let was = person.role;
    let give = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let role: Role = chosen.get_untracked();
        if role == was {
            return;
        }
        engine.send(Command::SetRole {
            space,
            devices: person.devices.clone(),
            role,
        });
        let words = words.now();
        let values = [("name", name.as_str()), ("role", words.roles.name(role))];
        done.run(words.who.role_given.with(&values));
    };
    view! {
        <form class="fields" on:submit=give>
            <fieldset class="ds-fieldset">
                <legend class="ds-label">{move || words.get().who.role}</legend>
                {choices}
            </fieldset>
            <div>
                <button type="submit" class="ds-button" aria-disabled=move || (chosen.get() == was).to_string()>
                    {move || words.get().who.give_role}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Devices(
    space: SpaceId,
    person: Person,
    here: Vec<DeviceId>,
    me: DeviceId,
    administers: bool,
    done: Callback<String>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let own_devices = use_devices();
    let Person {
        devices,
        added_here,
        ..
    } = person;
    let may_remove =
        |device: &DeviceId| *device != me && (administers || added_here.contains(device));
    let all = devices
        .iter()
        .all(|device| *device == me || may_remove(device));
    let rows = devices.iter().copied().map(|device| {
        let code = code_of(&device);
        let is_here = here.contains(&device);
        let is_this = device == me;
        let added = added_here.contains(&device);
        let remove = {
            let code = code.clone();
            move |_| {
                // One's own goes from wherever it came in.
                if added {
                    own_devices.take_back(device);
                } else {
                    engine.send(Command::Remove {
                        space,
                        devices: vec![device],
                    });
                }
                done.run(words.now().who.device_removed.with(&[("code", &code)]));
            }
        };
        let named = {
            let code = code.clone();
            move || words.get().who.device.with(&[("code", &code)])
        };
        let removing = move || words.get().who.remove_device.with(&[("code", &code)]);
        view! {
            <li>
                <span class="grow">
                    {named}
                    {is_this.then(|| view! { <span class="quiet">" · "{move || words.get().who.this_device}</span> })}
                    {(is_here && !is_this).then(|| view! { <span class="quiet">" · "{move || words.get().who.here_now}</span> })}
                </span>
                {may_remove(&device).then(|| view! {
                    <button type="button" class="ds-button" data-variant="secondary" data-color="danger" on:click=remove>
                        {removing}
                    </button>
                })}
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section>
            <h3 class="ds-heading" data-size="2xs">{move || words.get().who.devices_heading}</h3>
            <p class="quiet">{move || words.get().who.devices_lead}</p>
            {(!all).then(|| view! { <p class="quiet">{move || words.get().devices.by_others}</p> })}
            <ul class="people">{rows}</ul>
        </section>
    }
}

/// Removing one person, asked of nothing else: a dialog of its own, which is the question.
#[component]
pub fn RemoveAll(
    /// The space.
    space: SpaceId,
    /// Whom.
    person: Person,
    /// Something was done: what to say of it.
    done: Callback<String>,
) -> impl IntoView {
    let name = shown_name(&person, use_words().get());
    view! {
        <div class="fields access">
            <Remove space=space name=name devices=person.devices asked=true done=done />
        </div>
    }
}

/// Removing asks once more: what is sealed from then on, nobody can give back.
#[component]
fn Remove(
    space: SpaceId,
    name: String,
    devices: Vec<DeviceId>,
    /// Whether it has been asked already.
    #[prop(optional)]
    asked: bool,
    done: Callback<String>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let asked = RwSignal::new(asked);
    let says = {
        let name = name.clone();
        move || words.get().who.remove_says.with(&[("name", &name)])
    };
    let remove = Callback::new(move |()| {
        engine.send(Command::Remove {
            space,
            devices: devices.clone(),
        });
        done.run(words.now().who.removed.with(&[("name", &name)]));
    });
    view! {
        <section class="fields">
            <h3 class="ds-heading" data-size="2xs">{move || words.get().who.remove}</h3>
            <p>{says}" "{move || words.get().who.remove_links}</p>
            <div class="choices">
                <Show
                    when=move || asked.get()
                    fallback=move || view! {
                        <button type="button" class="ds-button" data-variant="secondary" data-color="danger" on:click=move |_| asked.set(true)>
                            {move || words.get().who.remove}
                        </button>
                    }
                >
                    <button type="button" class="ds-button" data-color="danger" autofocus on:click=move |_| remove.run(())>
                        {move || words.get().who.remove_sure}
                    </button>
                    <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| asked.set(false)>
                        {move || words.get().who.cancel}
                    </button>
                </Show>
            </div>
        </section>
    }
}
