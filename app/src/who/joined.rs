//! «Kari fra Alvdal ble med. Stemmer det?»: who invited somebody sees who came, and says whether they are the right ones.

use super::roster::name_of;
use crate::{engine::use_engine, languages::use_words, party, place::Place};
use leptos::prelude::*;
use samvev_engine::messages::{Command, SpaceSummary};
use samvev_protocol::ids::DeviceId;

/// Those who joined by an invitation of this person's and are not confirmed yet, in the space that the person is in.
#[component]
pub fn Joined(
    /// Where the person is.
    place: Memo<Place>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let came = Memo::new(move |_| {
        let space = place.get().space()?;
        let summary = engine.space(space)?;
        let came: Vec<(DeviceId, Option<String>, Option<String>)> = summary
            .unconfirmed
            .iter()
            .map(|device| {
                (
                    *device,
                    name_of(&summary, device),
                    place_of(&summary, device),
                )
            })
            .collect();
        (!came.is_empty()).then_some((space, came))
    });
    let asked = move || {
        let (space, came) = came.get()?;
        let devices: Vec<DeviceId> = came.iter().map(|(device, ..)| *device).collect();
        let several = devices.len() > 1;
        let names: Vec<String> = came
            .into_iter()
            .map(|(_, name, place)| {
                let words = &words.get().who;
                let name = name.unwrap_or_else(|| words.unnamed.to_owned());
                match place {
                    Some(place) => words.from.with(&[("name", &name), ("place", &place)]),
                    None => name,
                }
            })
            .collect();
        let words = &words.get().who;
        let said = words
            .came
            .with(names.len(), &[("names", &names.join(", "))]);
        let right = if several {
            words.all_right
        } else {
            words.right
        };
        let confirm = move |_| {
            engine.send(Command::Confirm {
                space,
                devices: devices.clone(),
            });
        };
        Some(view! {
            <p role="status">{said}</p>
            <div class="notice-ways">
                <button type="button" class="ds-button" data-variant="secondary" on:click=confirm>{right}</button>
                <a class="ds-button" data-variant="tertiary" href=Place::Who(space).path()>{words.not_right}</a>
            </div>
        })
    };
    view! { <div class="joined notice" hidden=move || came.with(Option::is_none)>{asked}</div> }
}

/// Where a device's holder works, as the directory names it.
fn place_of(summary: &SpaceSummary, device: &DeviceId) -> Option<String> {
    let person = summary.directory.members.get(&device.to_string())?;
    party::name_of(&summary.directory, Some(&person.party))
}
