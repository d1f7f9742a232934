//! Entering with a recovery key that is typed in from a sheet of paper.

use super::{Entering, KeyFiles, make::WhatWentWrong};
use crate::{
    engine::use_engine,
    frame::focus,
    languages::{PrintedWords, use_words},
    sharing::own_address,
};
use leptos::{html, prelude::*};
use samvev_engine::messages::{Command, PrintedRows};
use samvev_protocol::printed_key::{PrintedKey, PrintedKeyError, ROWS};

/// Why what was typed does not open anything.
fn said(words: &PrintedWords, error: PrintedKeyError) -> String {
    match error {
        PrintedKeyError::Row(row) => words.wrong_row.with(&[("row", &row.to_string())]),
        PrintedKeyError::Missing(row) => words.missing_row.with(&[("row", &row.to_string())]),
        PrintedKeyError::Long => words.too_long.to_owned(),
        PrintedKeyError::Mixed => words.mixed.to_owned(),
        PrintedKeyError::Newer => words.newer.to_owned(),
    }
}

/// The form.
#[component]
pub fn TypedForm(
    /// Of which.
    files: KeyFiles,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let field = NodeRef::<html::Textarea>::new();
    let wrong = RwSignal::new(None::<PrintedKeyError>);
    let busy = move || files.entering.get() == Entering::Opening;
    let enter = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if untrack(busy) {
            return;
        }
        let typed = field
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        let read = PrintedKey::read(&typed);
        wrong.set(read.as_ref().err().copied());
        let (Ok(_), Some(relay)) = (read, own_address()) else {
            focus(field);
            return;
        };
        files.try_anew();
        files.entering.set(Entering::Opening);
        let typed = PrintedRows::new(typed);
        engine.send(Command::EnterPrintedKey { typed, relay });
    };
    view! {
        <form class="fields" on:submit=enter novalidate>
            <div class="ds-field">
                <label class="ds-label" for="typed-key">{move || words.get().printed.rows}</label>
                <p class="hint" id="typed-key-hint">{move || words.get().printed.rows_hint}</p>
                <textarea
                    class="ds-input typed-key"
                    id="typed-key"
                    rows=ROWS.to_string()
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    node_ref=field
                    on:input=move |_| wrong.set(None)
                    aria-invalid=move || wrong.get().map(|_| "true")
                    aria-describedby=move || if wrong.get().is_some() { "typed-key-hint typed-key-wrong" } else { "typed-key-hint" }
                ></textarea>
                {move || wrong.get().map(|error| view! {
                    <p class="ds-validation-message" id="typed-key-wrong">{said(&words.get().printed, error)}</p>
                })}
            </div>
            <WhatWentWrong files=files />
            <div class="choices">
                <button type="submit" class="ds-button" aria-disabled=move || busy().to_string()>
                    {move || words.get().key_file.open}
                </button>
                <span role="status">{move || busy().then(|| words.get().key_file.opening)}</span>
            </div>
        </form>
    }
}
