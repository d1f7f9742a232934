//! Quiet messages: where something was removed, with the way back; what others removed under one's hands; what one took back
//! oneself; and that one only reads.

use super::{
    acts,
    desk::{Desk, State},
    signs::{Sign, sign},
};
use leptos::prelude::*;
use samvev_documents::plan::RemovedKind;

/// The button that puts a message or a list away.
pub fn close_button(desk: Desk, close: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button
            type="button"
            class="ds-button"
            data-variant="tertiary"
            data-icon="true"
            aria-label=move || desk.words().close
            on:click=move |_| close()
        >
            {sign(Sign::Close)}
        </button>
    }
}

/// What was removed last, with «Angre». Stands where it stood.
#[component]
pub fn Notice(
    /// The page's desk.
    desk: Desk,
) -> impl IntoView {
    let said = move || {
        let words = desk.words();
        desk.gone.get().map(|gone| match gone.kind {
            RemovedKind::Chapter => words.chapter_removed,
            RemovedKind::Goal => words.goal_removed,
            RemovedKind::Column => words.column_removed,
            RemovedKind::Action => words.action_removed,
        })
    };
    let bring_back = move |_| {
        if let Some(gone) = desk.gone.get_untracked() {
            acts::restore(desk, gone.id);
        }
    };
    view! {
        <div class="plan-notice" role="status">
            <span>{said}</span>
            <button type="button" class="ds-button" data-variant="secondary" id="plan-bring-back" on:click=bring_back>
                {sign(Sign::Undo)}
                {move || desk.words().undo}
            </button>
            {close_button(desk, move || desk.while_drawing(|| desk.gone.set(None)))}
        </div>
    }
}

/// What the person was typing in was removed by others: their words are safe, and where.
#[component]
pub fn GoneMeanwhile(
    /// The page's desk.
    desk: Desk,
) -> impl IntoView {
    let to_bin = move |_| {
        desk.gone_meanwhile.set(None);
        desk.bin.set(true);
    };
    view! {
        <Show when=move || desk.gone_meanwhile.get().is_some()>
            <div class="plan-state" role="status">
                <span>{move || desk.words().gone_meanwhile}</span>
                <button type="button" class="ds-button" data-variant="secondary" on:click=to_bin>
                    {sign(Sign::Bin)}
                    {move || desk.words().bin}
                </button>
                {close_button(desk, move || desk.gone_meanwhile.set(None))}
            </div>
        </Show>
    }
}

/// What was taken back with Escape can be had again.
#[component]
pub fn TakenBack(
    /// The page's desk.
    desk: Desk,
) -> impl IntoView {
    view! {
        <Show when=move || desk.given_back.with(Option::is_some) && desk.can_write()>
            <div class="plan-state" role="status">
                <span>{move || desk.words().taken_back}</span>
                <button type="button" class="ds-button" data-variant="secondary" on:click=move |_| desk.write_again()>
                    {sign(Sign::Undo)}
                    {move || desk.words().write_again}
                </button>
                {close_button(desk, move || desk.given_back.set(None))}
            </div>
        </Show>
    }
}

/// What was being typed when the access ended: it is in no plan, so it is shown to be copied.
#[component]
pub fn CameTooLate(
    /// The page's desk.
    desk: Desk,
) -> impl IntoView {
    let written = move || {
        // What stood in the text that was being typed in holds what was not even sent.
        let stopped = desk
            .given_back
            .get()
            .filter(|_| desk.state.get() == State::ReadOnly);
        let stopped = stopped.map(|one| (one.field, one.written));
        let mut texts = desk.too_late.get();
        texts.retain(|(field, _)| stopped.as_ref().is_none_or(|(other, _)| other != field));
        stopped
            .into_iter()
            .chain(texts)
            .map(|(_, words)| words)
            .collect::<Vec<String>>()
    };
    let close = move || {
        desk.given_back.set(None);
        desk.too_late.set(Vec::new());
    };
    view! {
        {move || {
            let written = written();
            (!written.is_empty()).then(|| {
                let quoted = written.into_iter().map(|words| view! { " "<q>{words}</q> });
                view! {
                    <div class="plan-state" role="status">
                        <span>{move || desk.words().came_too_late}{quoted.collect_view()}</span>
                        {close_button(desk, close)}
                    </div>
                }
            })
        }}
    }
}

/// Who taps a text while only reading is told so, and may write.
#[component]
pub fn OnlyReading(
    /// The page's desk.
    desk: Desk,
) -> impl IntoView {
    view! {
        <Show when=move || desk.tried_to_write.get() && desk.reading.get()>
            <div class="plan-state" role="status">
                <span>{move || desk.words().only_reading}</span>
                <button type="button" class="ds-button" data-variant="secondary" on:click=move |_| desk.read_only(false)>
                    {sign(Sign::Edit)}
                    {move || desk.words().write_now}
                </button>
            </div>
        </Show>
    }
}
