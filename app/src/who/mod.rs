//! «Hvem er hvem»: the members of a space, by where they work.

use crate::{
    engine::use_engine,
    frame::Face,
    languages::{compare, use_words},
    party::class_of,
};
use leptos::prelude::*;
use samvev_documents::directory::{Directory, Person};
use samvev_protocol::ids::{DeviceId, SpaceId};
use std::collections::BTreeMap;

/// The members of a space.
#[component]
pub fn WhoPage(
    /// The space.
    space: SpaceId,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let summary = Memo::new(move |_| {
        engine
            .space(space)
            .map(|summary| (summary.directory, summary.me))
    });
    let here = move || {
        engine
            .present(space)
            .into_iter()
            .map(|other| other.device.to_string())
            .collect::<Vec<_>>()
    };
    let listed = move || match summary.get() {
        None if engine.spaces().with(Option::is_none) => {
            view! { <p role="status">{words.get().frame.starting}</p> }.into_any()
        }
        None => view! { <p>{words.get().frame.not_held_text}</p> }.into_any(),
        Some((directory, _)) if directory.members.is_empty() => {
            view! { <p>{words.get().who.empty}</p> }.into_any()
        }
        Some((directory, me)) => by_party(directory, me, here()).into_any(),
    };
    view! {
        <div class="page who">
            <h1 class="ds-heading" data-size="lg">{move || words.get().who.heading}</h1>
            <p class="quiet">{move || words.get().who.lead}</p>
            {listed}
        </div>
    }
}

/// A party's identifier, its name if the directory knows it, and its people by device.
type ListedParty = (String, Option<String>, Vec<(String, Person)>);

fn by_party(directory: Directory, me: DeviceId, here: Vec<String>) -> impl IntoView {
    let words = use_words();
    let me = me.to_string();
    let mut people: BTreeMap<String, Vec<(String, Person)>> = BTreeMap::new();
    for (device, person) in &directory.members {
        people
            .entry(person.party.clone())
            .or_default()
            .push((device.clone(), person.clone()));
    }
    let order = compare();
    let mut parties: Vec<ListedParty> = people
        .into_iter()
        .map(|(party, people)| {
            let name = directory
                .parties
                .get(&party)
                .map(|party| party.name.clone());
            (party, name, people)
        })
        .collect();
    parties.sort_by(|(_, one, _), (_, other, _)| {
        order(
            one.as_deref().unwrap_or_default(),
            other.as_deref().unwrap_or_default(),
        )
    });
    let sections = parties.into_iter().map(|(party, name, mut people)| {
        let class = class_of(&directory, Some(&party));
        people.sort_by(|(_, one), (_, other)| order(&one.name, &other.name));
        // A person with several devices stands once, as themselves if one of them is this; and how many they are is
        // said, so that nobody comes in unseen under a colleague's name.
        people.sort_by_key(|(device, _)| *device != me);
        let names: Vec<String> = people.iter().map(|(_, person)| person.name.clone()).collect();
        let devices = move |name: &str| names.iter().filter(|known| *known == name).count();
        let mut seen = Vec::new();
        people.retain(|(_, person)| !seen.contains(&person.name) && { seen.push(person.name.clone()); true });
        people.sort_by(|(_, one), (_, other)| order(&one.name, &other.name));
        let count = people.len();
        let rows = people.into_iter().map(|(device, person)| {
            let is_me = device == me;
            let is_here = here.contains(&device);
            let devices = devices(&person.name);
            view! {
                <li>
                    <Face name=person.name.clone() class=class.clone() />
                    <span>
                        {if person.name.is_empty() { words.get().who.unnamed.to_owned() } else { person.name }}
                        {is_me.then(|| view! { <span class="quiet">" ("{words.get().who.you}")"</span> })}
                        {(devices > 1).then(|| view! { <span class="quiet">" · "{words.get().who.devices.of(devices)}</span> })}
                        {is_here.then(|| view! { <span class="quiet">" · "{words.get().who.here_now}</span> })}
                    </span>
                </li>
            }
        });
        let rows = rows.collect_view();
        view! {
            <section class="party">
                <h2 class="ds-heading" data-size="xs">
                    {name.unwrap_or_else(|| words.get().who.unknown.to_owned())}
                </h2>
                <p class="quiet">{words.get().who.people.of(count)}</p>
                <ul class="people">{rows}</ul>
            </section>
        }
    });
    sections.collect_view()
}
