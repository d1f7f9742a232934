//! «Åpne i nettleseren»: asked before anything else where an invitation was opened in the window of a mail program or the like.

use crate::{languages::use_words, sharing::CopyLink};
use leptos::prelude::*;

/// The page.
#[component]
pub fn OpenInBrowser(
    /// The invitation's link.
    link: String,
    /// The person goes on here all the same.
    go_on: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <h1 class="ds-heading" data-size="lg">{move || words.get().joining.in_app}</h1>
        <p>{move || words.get().joining.in_app_why}</p>
        <ol class="steps">
            <li>{move || words.get().joining.in_app_menu}</li>
            <li>{move || words.get().joining.in_app_choose}</li>
        </ol>
        <p>{move || words.get().joining.in_app_copy}</p>
        <div class="fields">
            <CopyLink id="link-to-open" link=link />
        </div>
        <div>
            <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| go_on.run(())>
                {move || words.get().joining.in_app_stay}
            </button>
        </div>
    }
}
