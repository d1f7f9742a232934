//! «Ta vare på en nøkkelfil»: the way to it on the start page, and its dialog.

use super::{
    KeyFiles, Making, Of, held,
    password::{PasswordField, ShowPassword, Unfit, password, typed, unfit},
    use_key_files,
};
use crate::{
    engine::use_engine,
    frame::{Alert, Dialog, focus, focus_when_shown},
    languages::use_words,
};
use leptos::{html, prelude::*};
use samvev_engine::messages::Command;
use samvev_protocol::{ids::SpaceId, key_file::LEAST_PASSWORD};

/// The button. Nothing where this device holds nothing.
#[component]
pub fn MakeWay() -> impl IntoView {
    let words = use_words();
    let files = use_key_files();
    let held = held();
    view! {
        <Show when=move || held.get().is_some_and(|spaces| spaces > 0)>
            <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| files.ask_to_make()>
                {move || words.get().key_file.keep}
            </button>
        </Show>
    }
}

/// The dialog.
#[component]
pub fn MakeDialog() -> impl IntoView {
    let words = use_words();
    let files = use_key_files();
    let heading = Signal::derive(move || {
        let words = words.get();
        match files.of.get() {
            Of::This => words.key_file.keep.to_owned(),
            Of::Recovery(_) => words.recovery.make.to_owned(),
        }
    });
    let made = Memo::new(move |_| match files.making.get() {
        Making::Made { name, left_out } => Some((name, left_out)),
        Making::Asking | Making::Sealing => None,
    });
    let content = move || match made.get() {
        Some((name, left_out)) => view! { <Made name=name left_out=left_out /> }.into_any(),
        None => view! {
            <Form files=files />
            {move || match files.of.get() {
                Of::This => None,
                Of::Recovery(space) => Some(view! { <OnPaper files=files space=space /> }),
            }}
        }
        .into_any(),
    };
    view! {
        <Dialog open=files.make_open id="make-key-file-heading" heading=heading>
            {content}
        </Dialog>
    }
}

/// The other way: a recovery key on paper.
#[component]
fn OnPaper(files: KeyFiles, space: SpaceId) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let busy = move || files.making.get() == Making::Sealing;
    let make = move |_| {
        if !untrack(busy) {
            files.try_anew();
            files.making.set(Making::Sealing);
            engine.send(Command::MakePrintedKey(space));
        }
    };
    view! {
        <section class="fields on-paper">
            <h3 class="ds-heading" data-size="2xs">{move || words.get().printed.or_paper}</h3>
            <p>{move || words.get().printed.or_paper_lead}</p>
            <div>
                <button
                    type="button"
                    class="ds-button"
                    data-variant="secondary"
                    aria-disabled=move || busy().to_string()
                    on:click=make
                >
                    {move || words.get().printed.make}
                </button>
            </div>
        </section>
    }
}

#[component]
fn Form(files: KeyFiles) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let (first, again) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let whole = RwSignal::new(false);
    let shown = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Unfit>);
    let look = move || wrong.set(unfit(&typed(first), &typed(again)));
    // While somebody types for the first time, nothing is wrong yet.
    let look_again = move |()| {
        if wrong.get_untracked().is_some() {
            look();
        }
    };
    let busy = move || files.making.get() == Making::Sealing;
    let make = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if untrack(busy) {
            return;
        }
        look();
        let field = match wrong.get_untracked() {
            Some(Unfit::Short) => first,
            Some(Unfit::Unequal) => again,
            None => {
                files.try_anew();
                files.making.set(Making::Sealing);
                let password = password(first);
                engine.send(match files.of.get_untracked() {
                    Of::This if whole.get_untracked() => Command::MakeArchive(password),
                    Of::This => Command::MakeKeyFile(password),
                    Of::Recovery(space) => Command::MakeRecoveryKey { space, password },
                });
                return;
            }
        };
        focus(field);
    };
    let least = LEAST_PASSWORD.to_string();
    let short = {
        let least = least.clone();
        Signal::derive(move || {
            let short = words.get().key_file.too_short;
            (wrong.get() == Some(Unfit::Short)).then(|| short.with(&[("least", &least)]))
        })
    };
    let unequal = Signal::derive(move || {
        let unequal = words.get().key_file.unequal;
        (wrong.get() == Some(Unfit::Unequal)).then(|| unequal.to_owned())
    });
    let hint = Signal::derive(move || {
        words
            .get()
            .key_file
            .password_hint
            .with(&[("least", &least)])
    });
    view! {
        <form class="fields" on:submit=make novalidate>
            <p>{move || match files.of.get() {
                Of::This => words.get().key_file.keep_lead,
                Of::Recovery(_) => words.get().recovery.make_lead,
            }}</p>
            <p>{move || match files.of.get() {
                Of::This => words.get().key_file.keep_where,
                Of::Recovery(_) => words.get().recovery.make_where,
            }}</p>
            <PasswordField
                id="new-password"
                label=Signal::derive(move || words.get().key_file.password)
                hint=hint
                wrong=short
                autocomplete="new-password"
                shown=shown
                field=first
                typed=look_again
            />
            <PasswordField
                id="new-password-again"
                label=Signal::derive(move || words.get().key_file.password_again)
                wrong=unequal
                autocomplete="new-password"
                shown=shown
                field=again
                typed=look_again
            />
            <ShowPassword id="show-new-password" shown=shown />
            <Show when=move || files.of.get() == Of::This>
                <Whole whole=whole />
            </Show>
            <WhatWentWrong files=files />
            <div class="choices">
                <button type="submit" class="ds-button" aria-disabled=move || busy().to_string()>
                    {move || words.get().key_file.make}
                </button>
                <span role="status">{move || busy().then(|| words.get().key_file.making)}</span>
            </div>
        </form>
    }
}

/// Whether all that the device keeps goes along.
#[component]
fn Whole(whole: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="ds-field">
            <input
                class="ds-input"
                type="checkbox"
                id="whole-file"
                aria-describedby=move || whole.get().then_some("whole-file-hint")
                prop:checked=move || whole.get()
                on:change:target=move |event| whole.set(event.target().checked())
            />
            <label class="ds-label" data-weight="regular" for="whole-file">{move || words.get().key_file.whole}</label>
        </div>
        <Show when=move || whole.get()>
            <p class="warning-line" id="whole-file-hint">{move || words.get().key_file.whole_hint}</p>
        </Show>
    }
}

/// What went wrong with the last try.
#[component]
pub fn WhatWentWrong(
    /// Of which.
    files: KeyFiles,
) -> impl IntoView {
    let words = use_words();
    move || {
        files.wrong.get().map(|wrong| {
            view! { <Alert said=Signal::derive(move || wrong.said(words.get())) answers=true /> }
        })
    }
}

#[component]
fn Made(name: String, left_out: usize) -> impl IntoView {
    let words = use_words();
    let files = use_key_files();
    let told = NodeRef::<html::P>::new();
    // The button that was pressed is gone.
    focus_when_shown(told);
    let left_out = (left_out > 0).then(|| {
        view! { <p class="warning-line">{move || words.get().key_file.left_out.of(left_out)}</p> }
    });
    view! {
        <div class="fields">
            <p class="told" tabindex="-1" node_ref=told>{move || words.get().key_file.made.with(&[("name", &name)])}</p>
            <p>{move || match files.of.get() {
                Of::This => words.get().key_file.made_where,
                Of::Recovery(_) => words.get().recovery.made_where,
            }}</p>
            <p>{move || words.get().key_file.made_password}</p>
            {left_out}
            <p>{move || match files.of.get() {
                Of::This => words.get().key_file.made_later,
                Of::Recovery(_) => words.get().recovery.made_later,
            }}</p>
            <div>
                <button type="button" class="ds-button" on:click=move |_| files.make_open.set(false)>
                    {move || words.get().key_file.done}
                </button>
            </div>
        </div>
    }
}
