//! «Ny plan her»: one more plan in a space, for everybody there or for some.

use super::{ROLES, use_closing};
use crate::{
    address::{Leaving, use_address},
    engine::use_engine,
    exchange::empty_plan,
    frame::{Dialog, Icon, Picture, focus_when_shown},
    languages::{Words, compare, use_words},
    place::Place,
    who::{Person, people, shown_name},
};
use leptos::{html, prelude::*};
use samvev_documents::{document::Value, text::RichText};
use samvev_engine::messages::{Command, Event};
use samvev_protocol::{
    bodies::Role,
    ids::{DeviceId, SpaceId},
};

/// The way to it in the list of a space, for who may write plans there.
#[component]
pub fn NewPlanWay(
    /// The space.
    space: SpaceId,
) -> impl IntoView {
    let words = use_words();
    let closing = use_closing();
    let engine = use_engine();
    let may = Memo::new(move |_| {
        engine
            .space(space)
            .is_some_and(|summary| summary.role >= Some(Role::Editor))
    });
    let ask = move |_| {
        closing.new_in.set(Some(space));
        closing.making.set(true);
    };
    view! {
        <Show when=move || may.get()>
            <button type="button" class="document new-plan" aria-haspopup="dialog" on:click=ask>
                <Picture icon=Icon::Add />
                {move || words.get().closed.new_plan}
            </button>
        </Show>
    }
}

/// The dialog.
#[component]
pub fn NewPlanDialog() -> impl IntoView {
    let words = use_words();
    let closing = use_closing();
    let (engine, address) = (use_engine(), use_address());
    let expected = StoredValue::new(false);
    engine.listen_to_all(move |event| {
        if let Event::Created(document) = event
            && expected.get_value()
        {
            expected.set_value(false);
            closing.making.set(false);
            address.go(&Place::Plan(*document).path(), Leaving::Kept);
        }
    });
    let make = Callback::new(move |command: Command| {
        expected.set_value(true);
        engine.send(command);
    });
    view! {
        <Dialog open=closing.making id="new-plan-heading" heading=Signal::derive(move || words.get().closed.heading.to_owned())>
            {move || closing.new_in.get().map(|space| view! { <NewPlan space=space make=make /> })}
        </Dialog>
    }
}

#[component]
fn NewPlan(space: SpaceId, make: Callback<Command>) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let title = RwSignal::new(String::new());
    let is_closed = RwSignal::new(false);
    let order = compare();
    let summary = untrack(|| engine.space(space));
    let everybody = summary.map(|summary| people(&summary, |one, other| order(one, other)));
    let everybody = everybody.unwrap_or_default().into_iter();
    let (me, others): (Vec<Person>, Vec<Person>) = everybody.partition(|person| person.is_me);
    let seats: Vec<(Person, RwSignal<Option<Role>>)> = others
        .into_iter()
        .map(|person| (person, RwSignal::new(None)))
        .collect();
    let chosen = StoredValue::new((me, seats.clone()));
    let first = NodeRef::<html::Input>::new();
    focus_when_shown(first);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let mut plan = empty_plan(words.now());
        plan.title = RichText::from_plain(title.get_untracked().trim());
        let value = Value::Plan(plan);
        make.run(if is_closed.get_untracked() {
            let seats = chosen.with_value(|(me, seats)| seats_of(me, seats));
            Command::CreateClosed {
                space,
                value,
                seats,
            }
        } else {
            Command::Create {
                space: Some(space),
                value,
            }
        });
    };
    let choice = move |closed: bool, label: fn(&'static Words) -> &'static str| {
        let id = if closed {
            "new-plan-some"
        } else {
            "new-plan-all"
        };
        view! {
            <div class="ds-field">
                <input
                    class="ds-input"
                    type="radio"
                    name="new-plan-for"
                    id=id
                    prop:checked=move || is_closed.get() == closed
                    on:change=move |_| is_closed.set(closed)
                />
                <label class="ds-label" data-weight="regular" for=id>{move || label(words.get())}</label>
            </div>
        }
    };
    view! {
        <form class="fields access" on:submit=submit>
            <div class="ds-field">
                <label class="ds-label" for="new-plan-title">{move || words.get().closed.title}</label>
                <input
                    class="ds-input"
                    type="text"
                    id="new-plan-title"
                    autocomplete="off"
                    node_ref=first
                    prop:value=move || title.get()
                    on:input=move |event| title.set(event_target_value(&event))
                />
            </div>
            <fieldset class="ds-fieldset">
                <legend class="ds-label">{move || words.get().closed.who_reads}</legend>
                {choice(false, |words| words.closed.everybody)}
                {choice(true, |words| words.closed.some)}
            </fieldset>
            <Show when=move || is_closed.get()>
                <p>{move || words.get().closed.some_says}</p>
                {chosen.with_value(|(_, seats)| {
                    if seats.is_empty() {
                        return view! { <p class="quiet">{move || words.get().closed.nobody_else}</p> }.into_any();
                    }
                    let rows = seats.iter().enumerate().map(|(at, (person, role))| {
                        view! { <SeatChoice at=at person=person.clone() role=*role /> }
                    });
                    view! { <ul class="people">{rows.collect_view()}</ul> }.into_any()
                })}
            </Show>
            <div class="choices">
                <button type="submit" class="ds-button">{move || words.get().closed.make}</button>
            </div>
        </form>
    }
}

/// The seats that are chosen; of oneself all other devices too.
fn seats_of(me: &[Person], others: &[(Person, RwSignal<Option<Role>>)]) -> Vec<(DeviceId, Role)> {
    let mine = me.iter().map(|person| (person, Some(Role::Administrator)));
    let theirs = others
        .iter()
        .map(|(person, role)| (person, role.get_untracked()));
    let chosen = mine.chain(theirs);
    let seats = chosen.filter_map(|(person, role)| {
        let role = role?;
        Some(person.devices.iter().map(move |device| (*device, role)))
    });
    seats.flatten().collect()
}

/// One person and what they may do in the plan, or no seat.
#[component]
fn SeatChoice(at: usize, person: Person, role: RwSignal<Option<Role>>) -> impl IntoView {
    let words = use_words();
    let id = format!("new-plan-seat-{at}");
    let name = shown_name(&person, words.now());
    let named = {
        let name = name.clone();
        move || words.get().closed.seat_of.with(&[("name", &name)])
    };
    view! {
        <li>
            <span class="grow">{name}</span>
            <RoleSelect id=id label=named chosen=Signal::derive(move || role.get()) choose=Callback::new(move |to| role.set(to)) />
        </li>
    }
}

/// A choice among no seat and what a seat may do.
#[component]
pub(super) fn RoleSelect(
    /// The element.
    id: String,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What is chosen.
    chosen: Signal<Option<Role>>,
    /// Another is chosen.
    choose: Callback<Option<Role>>,
) -> impl IntoView {
    let words = use_words();
    let name = move |role: Option<Role>| {
        let words = words.get();
        match role {
            None => words.closed.no_seat,
            Some(Role::Administrator) => words.closed.keeper,
            Some(role) => words.roles.name(role),
        }
    };
    let options = || [None].into_iter().chain(ROLES.map(Some));
    let rows = options().enumerate().map(|(at, role)| {
        view! {
            <option value=at.to_string() prop:selected=move || chosen.get() == role>{move || name(role)}</option>
        }
    });
    let pick = move |event: web_sys::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        if let Some(role) = at.and_then(|at| options().nth(at)) {
            choose.run(role);
        }
    };
    view! {
        <select class="ds-input" id=id aria-label=move || label.get() on:change=pick>{rows.collect_view()}</select>
    }
}
