//! The drop area: a file dropped or chosen, or a table pasted.

use crate::{
    engine::use_engine,
    exchange::{Doing, Pasted, use_imports},
    frame::{Alert, Icon, Picture, focus_when_shown},
    languages::{Said, use_words},
};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, HtmlInputElement};

/// Where a Word file is dropped, chosen or pasted from.
#[component]
pub fn DropArea() -> impl IntoView {
    let words = use_words();
    let engine = use_engine();
    let imports = use_imports();
    let over = RwSignal::new(false);
    let chosen = NodeRef::<html::Input>::new();
    listen_to_page(over);

    let choose = move |_| {
        let Some(input) = chosen.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            imports.begin_file(engine, file);
        }
        // So that choosing the same file again is heard too.
        input.set_value("");
    };
    let failed = move || {
        let failure = imports.failure.get()?;
        let (what, then) = failure.said(words.get());
        Some(Said { what, then })
    };
    view! {
        <div class="drop-area" class:over=move || over.get()>
            <Show
                when=move || !imports.slow.get()
                fallback=move || view! { <Progress /> }
            >
                <label class="drop-label">
                    <input
                        type="file"
                        class="drop-input"
                        accept=".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
                        aria-describedby="drop-more"
                        node_ref=chosen
                        on:change=choose
                    />
                    <Picture icon=Icon::Upload />
                    <span class="drop-words">
                        {move || if over.get() { words.get().start.dropping } else { words.get().start.drop }}
                    </span>
                    <span class="ds-button" aria-hidden="true">{move || words.get().start.choose}</span>
                </label>
                <div class="drop-more" id="drop-more">
                    <p>{move || words.get().start.stays}</p>
                </div>
                <PasteField />
            </Show>
        </div>
        {move || failed().map(|said| view! { <Alert said=Signal::stored(said) answers=true /> })}
    }
}

/// What is being done, for as long as it takes, and a way to stop it.
#[component]
fn Progress() -> impl IntoView {
    let words = use_words();
    let imports = use_imports();
    let what = move || match imports.doing.get() {
        Doing::Nothing => String::new(),
        Doing::Reading(name) => words.get().exchange.reading.with(&[("name", &name)]),
        Doing::ReadingPasted => words.get().exchange.reading_pasted.to_owned(),
        Doing::Making => words.get().start.making.to_owned(),
    };
    let stoppable = move || {
        imports
            .doing
            .with(|doing| matches!(doing, Doing::Reading(_) | Doing::ReadingPasted))
    };
    view! {
        <div class="progress">
            <p role="status" id="import-progress">{what}</p>
            <progress aria-labelledby="import-progress"></progress>
            <Show when=stoppable>
                <button type="button" class="ds-button" data-variant="secondary" on:click=move |_| imports.cancel()>
                    {move || words.get().exchange.cancel}
                </button>
            </Show>
        </div>
    }
}

/// A field to paste in, for touch screens and those who listen; elsewhere Ctrl+V anywhere on the page does it.
#[component]
fn PasteField() -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let field = NodeRef::<html::Textarea>::new();
    focus_when_shown(field);
    view! {
        <p class="paste-way">
            {move || words.get().start.paste}
            " "
            <button
                type="button"
                class="ds-link"
                aria-expanded=move || open.get().to_string()
                aria-controls="paste-place"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || words.get().start.paste_here}
            </button>
        </p>
        <div id="paste-place" hidden=move || !open.get()>
            <Show when=move || open.get()>
                <textarea
                    class="ds-input"
                    rows="2"
                    node_ref=field
                    aria-label=move || words.get().start.paste_label
                    placeholder=move || words.get().start.paste_label
                ></textarea>
            </Show>
        </div>
    }
}

/// A file may be dropped, and a table pasted, anywhere on the page.
fn listen_to_page(over: RwSignal<bool>) {
    let engine = use_engine();
    let imports = use_imports();
    let drag = window_event_listener(ev::dragover, move |event| {
        if carries_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    });
    let leave = window_event_listener(ev::dragleave, move |event| {
        // Leaving the window, not just one element of the page for another.
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        if !carries_files(&event) {
            return;
        }
        event.prevent_default();
        over.set(false);
        if let Some(file) = event.data_transfer().and_then(|data| data.files()?.get(0)) {
            imports.begin_file(engine, file);
        }
    });
    let paste = window_event_listener(ev::paste, move |event| {
        let into_field = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            .is_some();
        let Some(data) = event.clipboard_data() else {
            return;
        };
        if into_field {
            return;
        }
        event.prevent_default();
        match data.files().and_then(|files| files.get(0)) {
            Some(file) => imports.begin_file(engine, file),
            None => imports.begin_pasted(engine, pasted(&data)),
        }
    });
    on_cleanup(move || {
        drag.remove();
        leave.remove();
        drop.remove();
        paste.remove();
    });
}

fn pasted(data: &DataTransfer) -> Pasted {
    let kind = |kind| {
        data.get_data(kind)
            .ok()
            .filter(|text| !text.trim().is_empty())
    };
    Pasted {
        html: kind("text/html"),
        plain: kind("text/plain").unwrap_or_default(),
    }
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| {
        data.types()
            .iter()
            .any(|kind| kind.as_string().as_deref() == Some("Files"))
    })
}
