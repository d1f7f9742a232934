//! The header: where one is, how safe it is, who is here, and the ways on.

use super::{
    here::Here,
    icon::{Icon, Picture},
    panel::Panel,
    root::mark_root,
    saved::Saved,
    shell::Over,
};
use crate::{
    engine::use_engine,
    exchange::{Download, use_download},
    languages::{Language, use_words},
    place::Place,
};
use leptos::prelude::*;

/// The header of every page.
#[component]
pub fn Header(
    /// Where the person is.
    place: Memo<Place>,
    /// What lies over the page.
    over: Over,
    /// Whether there are documents to list.
    any: Memo<bool>,
) -> impl IntoView {
    let words = use_words();
    let space = Memo::new(move |_| place.get().space());
    let engine = use_engine();
    let shareable = Memo::new(move |_| space.get().is_some_and(|space| engine.may_hold(space)));
    // On a phone the header has a second line where there is a state to tell, and what sticks below it must know.
    Effect::new(move || mark_root("in-space", space.get().is_some()));
    view! {
        <header class="top">
            <button
                type="button"
                class="ds-button to-documents"
                data-variant="tertiary"
                data-icon="true"
                aria-haspopup="dialog"
                aria-label=move || words.get().frame.documents
                on:click=move |_| over.documents.set(true)
            >
                <Picture icon=Icon::Documents />
            </button>
            <Show when=move || any.get()>
                <button
                    type="button"
                    class="ds-button fold"
                    data-variant="tertiary"
                    data-icon="true"
                    aria-expanded=move || (!over.folded.get()).to_string()
                    aria-controls="documents"
                    aria-label=move || {
                        let words = &words.get().frame;
                        if over.folded.get() { words.expand } else { words.collapse }
                    }
                    on:click=move |_| over.folded.update(|folded| *folded = !*folded)
                >
                    <Picture icon=Icon::Documents />
                </button>
            </Show>
            <a class="mark" href="/" aria-label=move || format!("{}: {}", words.get().frame.name, words.get().frame.start)>
                <img src="/icons/mark.svg" width="32" height="32" alt="" />
                <span class="mark-name">{move || words.get().frame.name}</span>
            </a>
            <Title place=place />
            <div class="state">
                {move || space.get().map(|space| view! { <Here space=space /> <Saved space=space /> })}
            </div>
            <div class="ways">
                <Show when=move || shareable.get()>
                    <button
                        type="button"
                        class="ds-button to-share"
                        aria-haspopup="dialog"
                        on:click=move |_| over.share.set(true)
                    >
                        <Picture icon=Icon::Share />
                        {move || words.get().frame.share}
                    </button>
                </Show>
                <More place=place over=over />
                <Languages />
                <button
                    type="button"
                    class="ds-button to-keys"
                    data-variant="tertiary"
                    data-icon="true"
                    aria-haspopup="dialog"
                    aria-label=move || format!("{}: {}", words.get().frame.help, words.get().keys.heading)
                    on:click=move |_| over.keys.set(true)
                >
                    <span aria-hidden="true">"?"</span>
                </button>
            </div>
        </header>
    }
}

/// The space's and the document's name.
#[component]
fn Title(place: Memo<Place>) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let space = Memo::new(move |_| {
        Some(engine.space(place.get().space()?)?.directory.name).filter(|name| !name.is_empty())
    });
    let title = Memo::new(move |_| {
        let title = engine.summary(place.get().document()?)?.title;
        Some(if title.is_empty() {
            words.get().frame.untitled.to_owned()
        } else {
            title
        })
    });
    view! {
        <p class="where-am-i">
            {move || space.get().map(|name| view! { <span class="space-name">{name}</span> })}
            {move || title.get().map(|title| view! { <span class="document-name">{title}</span> })}
        </p>
    }
}

/// Ways that are used now and then: in a row where there is room, else behind one button.
#[component]
fn More(place: Memo<Place>, over: Over) -> impl IntoView {
    let words = use_words();
    let open = RwSignal::new(false);
    let button = move || {
        view! {
            <Picture icon=Icon::More />
            <span class="more-word">{move || words.get().frame.more}</span>
        }
    };
    view! {
        <Show when=move || has_words(place)>
            <div class="in-a-row">
                <ToWord place=place />
            </div>
        </Show>
        <div class="behind-more">
            <Panel id="more-ways" button=button open=open>
                <div class="more-list">
                    <MoreWays place=place over=over chosen=Callback::new(move |()| open.set(false)) />
                </div>
            </Panel>
        </div>
    }
}

/// The list behind «Mer», in the header of a tablet and the bar of a phone.
#[component]
pub fn MoreWays(
    /// Where the person is.
    place: Memo<Place>,
    /// What lies over the page.
    over: Over,
    /// Something was chosen.
    chosen: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let who = move || place.get().space().map(|space| Place::Who(space).path());
    view! {
        <Show when=move || has_words(place)>
            <ToWord place=place />
        </Show>
        {move || {
            who().map(|path| {
                view! {
                    <a class="ds-button" data-variant="tertiary" href=path on:click=move |_| chosen.run(())>
                        <Picture icon=Icon::People />
                        {move || words.get().frame.who}
                    </a>
                }
            })
        }}
        <button
            type="button"
            class="ds-button"
            data-variant="tertiary"
            on:click=move |_| {
                chosen.run(());
                over.keys.set(true);
            }
        >
            <span class="picture" aria-hidden="true">"?"</span>
            {move || words.get().keys.heading}
        </button>
    }
}

/// Whether there is a document here to take out.
fn has_words(place: Memo<Place>) -> bool {
    let document = place.get().document();
    document.is_some_and(|document| use_engine().is_away(document).is_none())
}

#[component]
fn ToWord(place: Memo<Place>) -> impl IntoView {
    let words = use_words();
    let download = use_download();
    let writing = move || download.state.get() == Download::Writing;
    view! {
        <button
            type="button"
            class="ds-button to-word"
            data-variant="tertiary"
            aria-disabled=move || writing().to_string()
            on:click=move |_| {
                if let Some(document) = place.get_untracked().document() {
                    download.begin(document);
                }
            }
        >
            <Picture icon=Icon::Download />
            {move || if writing() { words.get().exchange.writing } else { words.get().frame.word }}
        </button>
    }
}

#[component]
fn Languages() -> impl IntoView {
    let words = use_words();
    let choices = Language::ALL.into_iter().map(|language| {
        view! {
            <option value=language.code() lang=language.code() selected=move || words.language() == language>
                {language.name()}
            </option>
        }
    });
    view! {
        <select
            class="ds-input languages"
            aria-label=move || words.get().frame.language
            prop:value=move || words.language().code()
            on:change:target=move |event| {
                if let Some(language) = Language::from_code(&event.target().value()) {
                    words.choose(language);
                }
            }
        >
            {choices.collect_view()}
        </select>
    }
}
