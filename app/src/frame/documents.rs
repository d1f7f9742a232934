//! The list of documents: beside the page on a wide screen, behind a button on a narrow one.

use super::icon::{Icon, Picture};
use crate::{engine::use_engine, languages::use_words, place::Place};
use leptos::prelude::*;
use samvev_documents::document::DocumentKind;
use samvev_engine::messages::{DocumentRef, SpaceSummary};

/// The documents of every space on this device, by kind. `place`: where the person is, so that it is marked.
#[component]
pub fn Documents(
    /// Where the person is.
    place: Memo<Place>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let listed = move || {
        let spaces = engine.spaces().get().unwrap_or_default();
        let many = spaces.iter().filter(|space| holds_plans(space)).count() > 1;
        spaces.iter().filter(|space| holds_plans(space)).map(|space| one_space(space, many, place)).collect_view()
    };
    let empty = move || engine.spaces().get().is_some_and(|spaces| !spaces.iter().any(holds_plans));
    view! {
        <a class="document" href="/" aria-current=move || (place.get() == Place::Start).then_some("page")>
            <Picture icon=Icon::Start />
            {move || words.get().frame.start}
        </a>
        {listed}
        <Show when=empty>
            <p class="quiet">{move || words.get().frame.no_documents}</p>
        </Show>
    }
}

/// Whether a space holds anything to list.
pub fn holds_plans(space: &SpaceSummary) -> bool {
    space.documents.iter().any(|document| document.kind == DocumentKind::Plan)
}

fn one_space(space: &SpaceSummary, many: bool, place: Memo<Place>) -> impl IntoView + use<> {
    let words = use_words();
    let id = space.space;
    let name = space.directory.name.clone();
    let plans = space.documents.iter().filter(|document| document.kind == DocumentKind::Plan).map(|document| {
        let there = Place::Plan(DocumentRef { space: id, document: document.document });
        let title = document.title.clone();
        view! {
            <li>
                <a class="document" href=there.path() aria-current=move || (place.get() == there).then_some("page")>
                    <Picture icon=Icon::Plan />
                    <span>{move || if title.is_empty() { words.get().frame.untitled.to_owned() } else { title.clone() }}</span>
                </a>
            </li>
        }
    });
    let who = Place::Who(id);
    view! {
        <section class="space">
            {(many && !name.is_empty()).then(|| view! { <h2 class="ds-heading" data-size="2xs">{name}</h2> })}
            <h3 class="kind">{move || words.get().frame.plans}</h3>
            <ul>{plans.collect_view()}</ul>
            <a class="document" href=who.path() aria-current=move || (place.get() == who).then_some("page")>
                <Picture icon=Icon::People />
                {move || words.get().frame.who}
            </a>
        </section>
    }
}
