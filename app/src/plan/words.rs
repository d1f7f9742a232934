//! A text on the page: the element that shows it, and the button that goes into it.

use super::{
    address::{edit_button_id, element_id},
    desk::Desk,
    draw::{Drawn, draw_words},
    field::At,
    rich::Flow,
    shown::Text,
    signs::{Sign, sign},
};
use leptos::prelude::*;
use samvev_documents::plan::PlanField;

/// The words of a text as blocks. Drawn again when the text changes.
pub fn blocks(text: Text, below: u8) -> impl IntoView {
    view! { <div class="words" use:draw_words=Drawn { text, flow: Flow::Blocks { below } }></div> }
}

/// The words of a text inside a heading.
pub fn phrase(text: Text) -> impl IntoView {
    view! { <span class="words" use:draw_words=Drawn { text, flow: Flow::Phrase }></span> }
}

/// A text inside a heading, with what stands there while it is empty; said too, for a heading without words is none.
pub fn phrase_field(
    desk: Desk,
    field: PlanField,
    text: Text,
    placeholder: &'static str,
) -> impl IntoView {
    let shown = text.clone();
    let unwritten = move || {
        let words = desk.words();
        let word = if field == PlanField::Title {
            words.title_here
        } else {
            words.heading_here
        };
        shown
            .read()
            .is_blank()
            .then(|| view! { <span class="unseen">{word}</span> })
    };
    view! {
        <span class=format!("field {placeholder}") id=element_id(field)>{phrase(text)}</span>
        {unwritten}
    }
}

/// The button beside a text that goes into it. `named_by`: the element whose words name it.
#[component]
pub fn EditButton(
    /// The page's desk.
    desk: Desk,
    /// Which text.
    field: PlanField,
    /// The `id` of the element whose words say what is edited.
    named_by: String,
) -> impl IntoView {
    let id = edit_button_id(field);
    view! {
        <button
            type="button"
            class="edit-button"
            id=id.clone()
            aria-label=move || desk.words().edit
            aria-labelledby=format!("{id} {named_by}")
            title=move || desk.words().edit
            on:click=move |_| desk.open(field, At::End)
        >
            {sign(Sign::Edit)}
        </button>
    }
}
