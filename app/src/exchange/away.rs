//! What stands at the address of a plan that is not there for this person: erased, or closed to them.

use crate::languages::{of_problem, use_words};
use leptos::prelude::*;
use samvev_engine::messages::Problem;

/// The page.
#[component]
pub fn AwayPage(
    /// Why.
    problem: Problem,
) -> impl IntoView {
    let words = use_words();
    let said = move || of_problem(words.get(), problem);
    view! {
        <div class="page">
            <h1 class="ds-heading" data-size="lg">{move || said().what}</h1>
            <p>{move || said().then}</p>
            <a class="ds-button" href="/">{move || words.get().frame.to_start}</a>
        </div>
    }
}
