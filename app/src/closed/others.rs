//! What somebody without a seat is told: that there are closed plans, and who made them.

use crate::{languages::use_words, who::name_of};
use leptos::prelude::*;
use samvev_engine::messages::SpaceSummary;

/// The closed plans of a space in which this person has no seat. Nothing where there are none.
#[component]
pub fn ClosedToMe(
    /// The space.
    summary: SpaceSummary,
) -> impl IntoView {
    let words = use_words();
    let closed = summary
        .circles
        .iter()
        .filter(|circle| circle.role.is_none());
    let by: Vec<Option<String>> = closed.map(|circle| name_of(&summary, &circle.by)).collect();
    (!by.is_empty()).then(|| {
        let rows = by.into_iter().map(|name| {
            let said = move || {
                let words = &words.get().closed;
                words.others.with(&[("name", name.as_deref().unwrap_or(words.somebody))])
            };
            view! { <li>{said}</li> }
        });
        view! {
            <section class="party">
                <h2 class="ds-heading" data-size="xs">{move || words.get().closed.others_heading}</h2>
                <ul class="people">{rows.collect_view()}</ul>
            </section>
        }
    })
}
