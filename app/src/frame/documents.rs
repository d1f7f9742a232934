//! The list of documents: beside the page on a wide screen, behind a button on a narrow one.

use super::icon::{Icon, Picture};
use crate::{
    closed::{NewPlanWay, circle_of},
    engine::use_engine,
    languages::{compare, use_words},
    place::Place,
};
use leptos::prelude::*;
use samvev_documents::document::DocumentKind;
use samvev_engine::messages::{DocumentRef, SpaceSummary};
use samvev_protocol::ids::SpaceId;

/// The documents of every space on this device, by kind. `place`: where the person is, so that it is marked.
#[component]
pub fn Documents(
    /// Where the person is.
    place: Memo<Place>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let spaces = Memo::new(move |_| {
        engine
            .spaces()
            .with(|spaces| spaces.as_ref().map(|spaces| listed(spaces)))
    });
    let list = move || {
        let spaces = spaces.get().unwrap_or_default();
        let many = spaces.len() > 1;
        spaces
            .into_iter()
            .map(|space| one_space(space, many, place))
            .collect_view()
    };
    let empty = move || spaces.with(|spaces| spaces.as_ref().is_some_and(Vec::is_empty));
    view! {
        <a class="document" href="/" aria-current=move || (place.get() == Place::Start).then_some("page")>
            <Picture icon=Icon::Start />
            {move || words.get().frame.start}
        </a>
        {list}
        <Show when=empty>
            <p class="quiet">{move || words.get().frame.no_documents}</p>
        </Show>
    }
}

/// Whether a space holds anything to list.
pub fn holds_plans(space: &SpaceSummary) -> bool {
    space
        .documents
        .iter()
        .any(|document| document.kind == DocumentKind::Plan)
}

/// A space as the list shows it: not drawn again when only the time of a change is new.
#[derive(Clone, PartialEq, Eq)]
struct Listed {
    space: SpaceId,
    name: String,
    /// Each with its title, and whether it is closed to some.
    plans: Vec<(DocumentRef, String, bool)>,
}

fn listed(spaces: &[SpaceSummary]) -> Vec<Listed> {
    let order = compare();
    let one = |space: &SpaceSummary| {
        let plans = space
            .documents
            .iter()
            .filter(|document| document.kind == DocumentKind::Plan);
        let plans = plans.map(|plan| {
            let document = DocumentRef {
                space: space.space,
                document: plan.document,
            };
            let is_closed = circle_of(space, document).is_some();
            (document, plan.title.clone(), is_closed)
        });
        // By name and not by time, so that a list does not move under the hand.
        let mut plans: Vec<_> = plans.collect();
        plans.sort_by(|(_, one, _), (_, other, _)| order(one, other));
        Listed {
            space: space.space,
            name: space.directory.name.clone(),
            plans,
        }
    };
    spaces
        .iter()
        .filter(|space| holds_plans(space))
        .map(one)
        .collect()
}

fn one_space(space: Listed, many: bool, place: Memo<Place>) -> impl IntoView {
    let words = use_words();
    let Listed { space, name, plans } = space;
    let plans = plans.into_iter().map(|(document, title, is_closed)| {
        let there = Place::Plan(document);
        view! {
            <li>
                <a class="document" href=there.path() aria-current=move || (place.get() == there).then_some("page")>
                    <Picture icon=if is_closed { Icon::Closed } else { Icon::Plan } />
                    <span>
                        {move || if title.is_empty() { words.get().frame.untitled.to_owned() } else { title.clone() }}
                        {is_closed.then(|| view! { <span class="ds-sr-only">" ("{move || words.get().closed.closed}")"</span> })}
                    </span>
                </a>
            </li>
        }
    });
    let who = Place::Who(space);
    view! {
        <section class="space">
            {(many && !name.is_empty()).then(|| view! { <h2 class="ds-heading" data-size="2xs">{name}</h2> })}
            <h3 class="kind">{move || words.get().frame.plans}</h3>
            <ul>{plans.collect_view()}</ul>
            <NewPlanWay space=space />
            <a class="document" href=who.path() aria-current=move || (place.get() == who).then_some("page")>
                <Picture icon=Icon::People />
                {move || words.get().frame.who}
            </a>
        </section>
    }
}
