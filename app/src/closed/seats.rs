//! Who has a seat in a closed plan: said above it, and settled in a dialog by who keeps it.

use super::{Seated, circle_of, new_plan::RoleSelect, seated, use_closing};
use crate::{
    engine::use_engine,
    frame::{Dialog, Icon, Picture},
    languages::{compare, use_words},
    place::Place,
    who::{people, shown_name},
};
use leptos::prelude::*;
use samvev_engine::messages::{Command, DocumentRef};
use samvev_protocol::bodies::Role;

/// Above a closed plan: that it is closed, and how many read it.
#[component]
pub fn Closed(
    /// The plan.
    document: DocumentRef,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let closing = use_closing();
    let readers = Memo::new(move |_| {
        let summary = engine.space(document.space)?;
        let circle = circle_of(&summary, document).filter(|circle| circle.role.is_some())?;
        let all = seated(people(&summary, str::cmp), circle);
        Some(all.iter().filter(|one| one.role.is_some()).count())
    });
    move || {
        readers.get().map(|readers| {
            view! {
                <div class="closed-plan">
                    <Picture icon=Icon::Closed />
                    <span>
                        {move || words.get().closed.closed}
                        <span class="quiet">" · "{move || words.get().closed.readers.of(readers)}</span>
                    </span>
                    <button
                        type="button"
                        class="ds-button"
                        data-variant="tertiary"
                        aria-haspopup="dialog"
                        on:click=move |_| closing.seats.set(true)
                    >
                        {move || words.get().closed.who_has_seats}
                    </button>
                </div>
            }
        })
    }
}

/// The dialog, for the plan that is on the screen.
#[component]
pub fn SeatsDialog(
    /// Where the person is.
    place: Memo<Place>,
) -> impl IntoView {
    let words = use_words();
    let closing = use_closing();
    let document = Memo::new(move |_| place.get().document());
    Effect::new(move || {
        // Read, not only followed: what is not read is not looked at until it is.
        document.with(|_| ());
        closing.seats.set(false);
    });
    view! {
        <Dialog open=closing.seats id="seats-heading" heading=Signal::derive(move || words.get().closed.who_has_seats.to_owned())>
            {move || document.get().map(|document| view! { <Seats document=document /> })}
        </Dialog>
    }
}

#[component]
fn Seats(document: DocumentRef) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let said = RwSignal::new(String::new());
    let order = compare();
    let all = Memo::new(move |_| {
        let summary = engine.space(document.space)?;
        let circle = circle_of(&summary, document)?;
        let people = people(&summary, |one, other| order(one, other));
        let is_keeper = circle.role == Some(Role::Administrator);
        Some((seated(people, circle), is_keeper))
    });
    let rows = move || {
        let (all, is_keeper) = all.get()?;
        let seats = all
            .iter()
            .filter(|one| one.role == Some(Role::Administrator));
        let keepers: Vec<String> = seats
            .map(|one| shown_name(&one.person, words.get()))
            .collect();
        let last_keeper = keepers.len() < 2;
        let listed = all
            .into_iter()
            .filter(|one| is_keeper || one.role.is_some());
        let rows = listed.enumerate().map(|(at, one)| {
            let is_settled = !is_keeper || last_keeper && one.role == Some(Role::Administrator);
            view! { <Row document=document at=at seated=one is_settled=is_settled said=said /> }
        });
        let says = if is_keeper {
            words.get().closed.giving.to_owned()
        } else {
            words
                .get()
                .closed
                .keepers
                .with(&[("names", &keepers.join(", "))])
        };
        Some(view! {
            <ul class="people">{rows.collect_view()}</ul>
            {(is_keeper && last_keeper).then(|| view! { <p class="warning-line">{move || words.get().closed.alone}</p> })}
            <p class="quiet">{says}</p>
        })
    };
    view! {
        <div class="fields access">
            <p>{move || words.get().closed.seats_lead}</p>
            <p class="said" role="status">{move || said.get()}</p>
            {rows}
        </div>
    }
}

/// A person: what they may do, settled here or only said.
#[component]
fn Row(
    document: DocumentRef,
    at: usize,
    seated: Seated,
    /// Whether it is only said.
    is_settled: bool,
    said: RwSignal<String>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let Seated {
        person,
        role,
        without,
    } = seated;
    let name = StoredValue::new(shown_name(&person, words.now()));
    let devices = StoredValue::new(person.devices);
    let role_name = move |role: Role| match role {
        Role::Administrator => words.get().closed.keeper,
        role => words.get().roles.name(role),
    };
    let choose = Callback::new(move |to: Option<Role>| {
        let (name, devices) = (name.get_value(), devices.get_value());
        let of = &words.now().closed;
        match to {
            Some(role) => {
                engine.send(Command::Seat {
                    document,
                    devices,
                    role,
                });
                let role = untrack(|| role_name(role));
                said.set(of.given.with(&[("name", &name), ("role", role)]));
            }
            None => {
                engine.send(Command::Unseat { document, devices });
                said.set(of.taken.with(&[("name", &name)]));
            }
        }
    });
    let named = move || {
        words
            .get()
            .closed
            .seat_of
            .with(&[("name", &name.get_value())])
    };
    let new_devices = without.len();
    let too = role.filter(|_| new_devices > 0 && !is_settled).map(|role| {
        view! {
            <p class="below">
                <span class="quiet">{move || words.get().closed.new_devices.of(new_devices)}</span>
                <button type="button" class="ds-button" data-variant="secondary" on:click=move |_| choose.run(Some(role))>
                    {move || words.get().closed.give_too.with(&[("name", &name.get_value())])}
                </button>
            </p>
        }
    });
    let settled = move || {
        match role {
        _ if !is_settled => view! {
            <RoleSelect id=format!("seat-{at}") label=named chosen=Signal::derive(move || role) choose=choose />
        }
        .into_any(),
        Some(role) => view! { <span class="quiet">{move || role_name(role)}</span> }.into_any(),
        None => view! { <span class="quiet">{move || words.get().closed.no_seat}</span> }.into_any(),
    }
    };
    view! {
        <li>
            <span class="grow">
                {name.get_value()}
                {person.is_me.then(|| view! { <span class="quiet">" ("{move || words.get().who.you}")"</span> })}
            </span>
            {settled}
            {too}
        </li>
    }
}
