//! «Skal disse fortsatt være med?»: once a year an administrator says it of each member, or removes them.

use super::{
    access::shown_name,
    roster::{Person, due, roster},
    seen::said_of,
};
use crate::{
    engine::use_engine,
    languages::{day, use_words},
    place::Place,
};
use leptos::prelude::*;
use samvev_engine::messages::{Command, SpaceSummary};
use samvev_protocol::{bodies::Role, ids::SpaceId};

/// Those of whom it is time to say so. Nothing where there are none.
#[component]
pub fn Due(
    /// The space.
    space: SpaceId,
    /// Who, with where they work.
    people: Vec<(Person, Option<String>)>,
    /// Removing is to be asked of somebody.
    remove: Callback<Person>,
    /// Something was done: what to say of it.
    done: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    (!people.is_empty()).then(|| {
        let rows = people.into_iter().map(|(person, place)| {
            view! { <Asked space=space person=person place=place remove=remove done=done /> }
        });
        let rows = rows.collect_view();
        view! {
            <section class="party due">
                <h2 class="ds-heading" data-size="xs">{move || words.get().renewal.heading}</h2>
                <p class="quiet">{move || words.get().renewal.lead}</p>
                <ul class="people">{rows}</ul>
            </section>
        }
    })
}

#[component]
fn Asked(
    space: SpaceId,
    person: Person,
    place: Option<String>,
    remove: Callback<Person>,
    done: Callback<String>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let (seen, since, role) = (person.seen, person.due, person.role);
    let name = {
        let person = person.clone();
        Signal::derive(move || shown_name(&person, words.get()))
    };
    let since = move || {
        let day = since.map(|since| day(words.language(), since));
        words
            .get()
            .renewal
            .since
            .with(&[("day", &day.unwrap_or_default())])
    };
    let still_for = move || words.get().renewal.still_for.with(&[("name", &name.get())]);
    let remove_for = move || {
        words
            .get()
            .renewal
            .remove_for
            .with(&[("name", &name.get())])
    };
    let renew = {
        let devices = person.devices.clone();
        move |_| {
            let devices = devices.clone();
            engine.send(Command::Renew { space, devices });
            let name = name.get_untracked();
            done.run(words.now().renewal.renewed.with(&[("name", &name)]));
        }
    };
    view! {
        <li>
            <span class="grow">
                {name}
                {place.map(|place| view! { <span class="quiet">", "{place}</span> })}
                <span class="quiet">" · "{move || words.get().roles.name(role)}</span>
                <br />
                <span class="quiet">
                    <span class="unbroken">{since}</span>
                    " · "
                    <span class="unbroken">{move || said_of(words, seen)}</span>
                </span>
            </span>
            <button type="button" class="ds-button" data-variant="secondary" aria-label=still_for on:click=renew>
                {move || words.get().renewal.still}
            </button>
            <button
                type="button"
                class="ds-button"
                data-variant="tertiary"
                data-color="danger"
                aria-label=remove_for
                on:click=move |_| remove.run(person.clone())
            >
                {move || words.get().who.remove}
            </button>
        </li>
    }
}

/// On the start page: in which spaces an administrator is asked.
#[component]
pub fn DueNotice() -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let asked = Memo::new(move |_| {
        let spaces = engine.spaces().get().unwrap_or_default();
        spaces.iter().filter_map(asked_in).collect::<Vec<_>>()
    });
    let line = move |(space, name, count): (SpaceId, String, usize)| {
        let said = move || {
            let said = words.get().renewal.notice.of(count);
            if name.is_empty() {
                said
            } else {
                format!("{name}: {said}")
            }
        };
        view! {
            <div class="notice due-notice">
                <p role="status">{said}</p>
                <div class="notice-ways">
                    <a class="ds-button" data-variant="secondary" href=Place::Who(space).path()>
                        {move || words.get().renewal.see}
                    </a>
                </div>
            </div>
        }
    };
    move || asked.get().into_iter().map(line).collect_view()
}

/// A space with its name and of how many it is asked there. `None`: nothing is.
fn asked_in(summary: &SpaceSummary) -> Option<(SpaceId, String, usize)> {
    if summary.role != Some(Role::Administrator) {
        return None;
    }
    let count = due(&roster(summary, str::cmp)).len();
    (count > 0).then(|| (summary.space, summary.directory.name.clone(), count))
}
