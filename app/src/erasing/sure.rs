//! The dialog that says what erasing does, before it is done.

use super::use_erasing;
use crate::{
    engine::use_engine,
    exchange::{Download, use_download},
    frame::{Alert, Dialog, Icon, Picture, focus_when_shown, host},
    languages::{Said, use_words},
    place::Place,
    who::others,
};
use leptos::{either::Either, html, prelude::*};
use samvev_engine::messages::{Command, DocumentRef};

/// The dialog, for the document that is on the screen.
#[component]
pub fn EraseDialog(
    /// Where the person is.
    place: Memo<Place>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let asking = use_erasing().asking;
    let document = Memo::new(move |_| place.get().document());
    Effect::new(move || {
        document.track();
        asking.set(false);
    });
    let heading = Signal::derive(move || {
        let summary = document.get().and_then(|document| engine.summary(document));
        let title = summary.map(|summary| summary.title).unwrap_or_default();
        let words = words.get();
        let title = if title.is_empty() {
            words.frame.untitled
        } else {
            &title
        };
        words.erasing.heading.with(&[("title", title)])
    });
    view! {
        <Dialog open=asking id="erase-heading" heading=heading>
            {move || document.get().map(|document| view! { <Sure document=document /> })}
        </Dialog>
    }
}

#[component]
fn Sure(document: DocumentRef) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let asking = use_erasing().asking;
    let cancel = NodeRef::<html::Button>::new();
    focus_when_shown(cancel);
    let erase = move |_| {
        engine.send(Command::Erase(document));
        asking.set(false);
    };
    view! {
        <div class="fields access">
            <WhatItDoes document=document />
            <WordFirst document=document />
            <div class="choices">
                <button type="button" class="ds-button" data-color="danger" on:click=erase>
                    {move || words.get().erasing.sure}
                </button>
                <button
                    type="button"
                    class="ds-button"
                    data-variant="tertiary"
                    node_ref=cancel
                    on:click=move |_| asking.set(false)
                >
                    {move || words.get().who.cancel}
                </button>
            </div>
        </div>
    }
}

/// Where the document goes from, and how many lose it.
#[component]
fn WhatItDoes(document: DocumentRef) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let reach = Memo::new(move |_| {
        let space = engine.space(document.space)?;
        let hosts: Vec<&str> = space.directory.relays.iter().map(|at| host(at)).collect();
        Some((hosts.join(", "), others(&space)))
    });
    move || {
        let words = &words.get().erasing;
        match reach.get() {
            Some((hosts, others)) if !hosts.is_empty() => Either::Left(view! {
                <p>{words.everywhere.with(&[("host", &hosts)])}</p>
                {(others > 0).then(|| view! { <p class="warning-line">{words.others.of(others)}</p> })}
                <p>{words.backups}</p>
            }),
            _ => Either::Right(view! { <p>{words.here_only}</p> }),
        }
    }
}

/// A file of it, for whoever needs what stands there.
#[component]
fn WordFirst(document: DocumentRef) -> impl IntoView {
    let words = use_words();
    let download = use_download();
    let writing = move || download.state.get() == Download::Writing;
    // Whether it was begun here: a download from before says nothing.
    let begun = RwSignal::new(false);
    let failed = move || match download.state.get() {
        Download::Failed(failure) if begun.get() => {
            let (what, then) = failure.said(words.get());
            Some(Said { what, then })
        }
        _ => None,
    };
    let kept = move || begun.get() && download.state.get() == Download::None;
    let begin = move |_| {
        download.begin(document);
        begun.set(download.state.get_untracked() == Download::Writing);
    };
    view! {
        <div class="word-first">
            <button
                type="button"
                class="ds-button"
                data-variant="secondary"
                aria-disabled=move || writing().to_string()
                on:click=begin
            >
                <Picture icon=Icon::Download />
                {move || if writing() { words.get().exchange.writing } else { words.get().erasing.word_first }}
            </button>
            <p role="status">{move || kept().then(|| words.get().erasing.word_kept)}</p>
            {move || failed().map(|said| view! { <Alert said=Signal::stored(said) /> })}
        </div>
    }
}
