//! «Kom inn igjen med nøkkelfil»: the dialog in a browser that knows nobody.

use super::{
    Entering, KeyFiles, Wrong,
    make::WhatWentWrong,
    password::{PasswordField, ShowPassword, password, typed},
    typed::TypedForm,
    use_key_files,
};
use crate::{
    engine::{Engine, use_engine},
    frame::{Dialog, focus, focus_when_shown},
    languages::use_words,
};
use core::time::Duration;
use js_sys::Uint8Array;
use leptos::{html, prelude::*, task::spawn_local};
use samvev_engine::messages::{Command, Password, Problem};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// A file larger than this is no key file, in bytes: it is not read.
const LARGEST: f64 = 536_870_912.0;
/// After so long without a plan it is said that there is no contact yet.
const SLOW: Duration = Duration::from_secs(8);

/// What was not filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    File,
    Password,
}

/// The dialog.
#[component]
pub fn EnterDialog() -> impl IntoView {
    let words = use_words();
    let files = use_key_files();
    let heading = Signal::derive(move || words.get().key_file.enter_heading.to_owned());
    // The form stays while the file is being opened, with what was chosen.
    let opened = Memo::new(move |_| match files.entering.get() {
        Entering::Asking | Entering::Opening => None,
        Entering::Fetching { .. } => Some(true),
        Entering::Ended => Some(false),
    });
    let content = move || match opened.get() {
        None => view! { <Ways files=files /> }.into_any(),
        Some(coming) => view! { <Opened files=files coming=coming /> }.into_any(),
    };
    view! {
        <Dialog open=files.enter_open id="enter-key-file-heading" heading=heading>
            {content}
        </Dialog>
    }
}

/// With a file, or typed in from paper.
#[component]
fn Ways(files: KeyFiles) -> impl IntoView {
    let words = use_words();
    let on_paper = RwSignal::new(false);
    let way = move |paper: bool| {
        let id = if paper { "have-paper" } else { "have-file" };
        let said = move || {
            let words = &words.get().printed;
            if paper {
                words.have_paper
            } else {
                words.have_file
            }
        };
        view! {
            <div class="ds-field">
                <input
                    class="ds-input"
                    type="radio"
                    name="key-way"
                    id=id
                    prop:checked=move || on_paper.get() == paper
                    on:change=move |_| {
                        files.wrong.set(None);
                        on_paper.set(paper);
                    }
                />
                <label class="ds-label" data-weight="regular" for=id>{said}</label>
            </div>
        }
    };
    view! {
        <p>{move || {
            let words = words.get();
            if on_paper.get() { words.printed.enter_lead } else { words.key_file.enter_lead }
        }}</p>
        <fieldset class="ds-fieldset key-ways">
            <legend class="ds-label">{move || words.get().printed.what}</legend>
            {way(false)}
            {way(true)}
        </fieldset>
        <Show when=move || on_paper.get() fallback=move || view! { <Form files=files /> }>
            <TypedForm files=files />
        </Show>
    }
}

#[component]
fn Form(files: KeyFiles) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let (chosen, secret) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let shown = RwSignal::new(false);
    let missing = RwSignal::new(None::<Missing>);
    let file = move || chosen.get_untracked()?.files()?.get(0);
    let busy = move || files.entering.get() == Entering::Opening;
    let enter = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if untrack(busy) {
            return;
        }
        let Some(file) = file() else {
            missing.set(Some(Missing::File));
            focus(chosen);
            return;
        };
        if typed(secret).is_empty() {
            missing.set(Some(Missing::Password));
            focus(secret);
            return;
        }
        missing.set(None);
        files.try_anew();
        files.entering.set(Entering::Opening);
        spawn_local(open(engine, files, file, password(secret)));
    };
    // The file stays chosen: only the password is typed again.
    Effect::new(move || {
        let wrong = files.wrong.get();
        if let (Some(Wrong::Told(Problem::WrongPassword)), Some(field)) = (wrong, secret.get()) {
            field.select();
            focus(secret);
        }
    });
    let no_file = move || missing.get() == Some(Missing::File);
    let no_password = Signal::derive(move || {
        let missing_password = words.get().key_file.password_missing;
        (missing.get() == Some(Missing::Password)).then(|| missing_password.to_owned())
    });
    view! {
        <form class="fields" on:submit=enter novalidate>
            <div class="ds-field">
                <label class="ds-label" for="key-file">{move || words.get().key_file.file}</label>
                <p class="hint" id="key-file-hint">{move || words.get().key_file.file_hint}</p>
                // Without a list of kinds: a phone that does not know the ending would not let it be chosen.
                <input
                    class="ds-input"
                    id="key-file"
                    type="file"
                    node_ref=chosen
                    on:change=move |_| missing.set(None)
                    aria-invalid=move || no_file().then_some("true")
                    aria-describedby=move || if no_file() { "key-file-hint key-file-missing" } else { "key-file-hint" }
                />
                <Show when=no_file>
                    <p class="ds-validation-message" id="key-file-missing">{move || words.get().key_file.file_missing}</p>
                </Show>
            </div>
            <PasswordField
                id="key-file-password"
                label=Signal::derive(move || words.get().key_file.password)
                wrong=no_password
                autocomplete="current-password"
                shown=shown
                field=secret
                typed=move |()| missing.set(None)
            />
            <ShowPassword id="show-password" shown=shown />
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

/// Reads the file and gives it to the engine.
async fn open(engine: Engine, files: KeyFiles, file: File, password: Password) {
    let wrong = if file.size() > LARGEST {
        Wrong::Told(Problem::KeyFileMissing)
    } else {
        match JsFuture::from(file.array_buffer()).await {
            Ok(bytes) => {
                let file = Uint8Array::new(&bytes).to_vec();
                return engine.send(Command::EnterKeyFile { file, password });
            }
            Err(_) => Wrong::Unreadable,
        }
    };
    files.entering.set(Entering::Asking);
    files.wrong.set(Some(wrong));
}

/// The file is opened. `coming`: whether anything is to come.
#[component]
fn Opened(files: KeyFiles, coming: bool) -> impl IntoView {
    let words = use_words();
    let told = NodeRef::<html::Div>::new();
    // The button that was pressed is gone.
    focus_when_shown(told);
    view! {
        <div class="fields told" tabindex="-1" node_ref=told>
            {coming.then(|| view! { <Fetching /> })}
            <WhatWentWrong files=files />
            {(!coming).then(|| view! {
                <div>
                    <button type="button" class="ds-button" on:click=move |_| files.enter_open.set(false)>
                        {move || words.get().frame.close}
                    </button>
                </div>
            })}
        </div>
    }
}

#[component]
fn Fetching() -> impl IntoView {
    let words = use_words();
    let slow = RwSignal::new(false);
    if let Ok(waiting) = set_timeout_with_handle(move || slow.set(true), SLOW) {
        on_cleanup(move || waiting.clear());
    }
    view! {
        <div class="progress">
            <p role="status" id="fetching-plans">{move || words.get().key_file.fetching}</p>
            <progress aria-labelledby="fetching-plans"></progress>
        </div>
        <p role="status">{move || slow.get().then(|| words.get().key_file.fetching_slow)}</p>
    }
}
