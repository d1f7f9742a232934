//! The first time one shares: who one is.

use super::work::{Work, WorkFields};
use crate::languages::use_words;
use leptos::prelude::*;
use samvev_documents::directory::Directory;
use samvev_engine::messages::PartyChoice;

/// Asks for the name and where one works.
#[component]
pub fn Introduce(
    /// The parties that can be chosen.
    known: Directory,
    /// Both are said.
    go_on: Callback<(String, PartyChoice)>,
) -> impl IntoView {
    let words = use_words();
    let work = Work::new();
    let said = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(said) = work.read() {
            go_on.run(said);
        }
    };
    view! {
        <form class="fields" on:submit=said novalidate>
            <h3 class="ds-heading" data-size="xs">{move || words.get().sharing.introduce}</h3>
            <p>{move || words.get().sharing.introduce_lead}</p>
            <WorkFields work=work known=known />
            <div><button type="submit" class="ds-button">{move || words.get().sharing.go_on}</button></div>
        </form>
    }
}
