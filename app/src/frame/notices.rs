//! What went wrong, said at the top of the page that it is about.

use super::icon::{Icon, Picture};
use crate::{
    engine::use_engine,
    erasing::ErasedNotice,
    exchange::{Download, use_download},
    languages::{Said, of_problem, of_store, use_words},
    place::Place,
};
use leptos::{html, prelude::*};
use samvev_engine::messages::{About, Command, OnDevice, Problem, StoreProblem};
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// Something that went wrong: what happened, then what is safe and what to do.
#[component]
pub fn Alert(
    /// What to say.
    #[prop(into)]
    said: Signal<Said>,
    /// Whether something may be lost.
    #[prop(optional)]
    danger: bool,
    /// Whether to bring it into view: where it answers what the person just did.
    #[prop(optional)]
    answers: bool,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let (true, Some(element)) = (answers, element.get()) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    view! {
        <div class="ds-alert" role="alert" node_ref=element data-color=if danger { "danger" } else { "warning" }>
            <p class="what">{move || said.get().what}</p>
            <p>{move || said.get().then}</p>
        </div>
    }
}

/// The problems that concern where the person is.
#[component]
pub fn Notices(
    /// Where the person is.
    place: Memo<Place>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let concerning = move || {
        let place = place.get();
        let concerns = |(about, problem): &(About, Problem)| match about {
            // Its place says so.
            _ if matches!(problem, Problem::Erased | Problem::Closed) => false,
            About::Start => true,
            // On the start page, what concerns no other place that the person is in.
            About::Space(space) => place == Place::Start || place.space() == Some(*space),
            // Of a document that is not held, its place says what there is to say.
            About::Document(document) => {
                engine.space(document.space).is_some()
                    && (place == Place::Start || place.document() == Some(*document))
            }
            // What its dialog does not say: it may be closed by then.
            About::KeyFile => matches!(problem, Problem::Store(_)),
            About::Invitation => false,
        };
        engine
            .problems()
            .get()
            .into_iter()
            .filter(concerns)
            .collect::<Vec<_>>()
    };
    let notice = move |(about, problem): (About, Problem)| {
        let danger = matches!(
            problem,
            Problem::Store(StoreProblem::Full | StoreProblem::Failed)
        );
        let aside = about.clone();
        let again = matches!(
            problem,
            Problem::Store(_) | Problem::Unreachable | Problem::Rubbish | Problem::Refused(_)
        );
        view! {
            <div class="notice">
                <Alert said=Signal::derive(move || of_problem(words.get(), problem)) danger=danger />
                <div class="notice-ways">
                    {again.then(|| view! {
                        <button
                            type="button"
                            class="ds-button"
                            data-variant="secondary"
                            data-size="sm"
                            on:click=move |_| {
                                engine.put_aside(&about);
                                engine.send(Command::TryAgain);
                            }
                        >
                            {move || words.get().frame.try_again}
                        </button>
                    })}
                    <button
                        type="button"
                        class="ds-button"
                        data-variant="tertiary"
                        data-size="sm"
                        on:click=move |_| engine.put_aside(&aside)
                    >
                        <Picture icon=Icon::Close />
                        {move || words.get().frame.close}
                    </button>
                </div>
            </div>
        }
    };
    let stopped = move || {
        let words = &words.get().problems;
        engine.stopped().get().then_some(Said {
            what: words.start_failed,
            then: words.start_failed_then,
        })
    };
    let not_written = move || match use_download().state.get() {
        Download::Failed(failure) => {
            let (what, then) = failure.said(words.get());
            Some(Said { what, then })
        }
        Download::None | Download::Writing => None,
    };
    let plain = |said: Said, danger: bool| {
        view! { <div class="notice"><Alert said=Signal::stored(said) danger=danger /></div> }
    };
    // Not kept by this device. It goes by itself, when all is kept.
    let unsaved = Memo::new(move |_| match engine.saved(place.get().space()?)?.device {
        OnDevice::Failed(problem) => Some(problem),
        OnDevice::Saved | OnDevice::Saving => None,
    });
    let not_kept = move |problem: StoreProblem| {
        view! {
            <div class="notice">
                <Alert said=Signal::derive(move || of_store(words.get(), problem)) danger=true />
                <div class="notice-ways">
                    <button
                        type="button"
                        class="ds-button"
                        data-variant="secondary"
                        data-size="sm"
                        on:click=move |_| engine.send(Command::TryAgain)
                    >
                        {move || words.get().frame.try_again}
                    </button>
                </div>
            </div>
        }
    };
    view! {
        <div class="notices">
            <ErasedNotice />
            {move || unsaved.get().map(not_kept)}
            {move || stopped().map(|said| plain(said, true))}
            {move || not_written().map(|said| plain(said, false))}
            {move || concerning().into_iter().map(notice).collect_view()}
        </div>
    }
}
