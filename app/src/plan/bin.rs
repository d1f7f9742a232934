//! Papirkurv: what was removed, and the way back for each.

use super::{
    acts,
    desk::Desk,
    notice::close_button,
    signs::{Sign, sign},
};
use crate::{
    erasing::{may_erase, use_erasing},
    languages::date,
};
use leptos::prelude::*;
use samvev_documents::plan::{Removed, RemovedKind};

/// The bin, opened from the toolbar.
#[component]
pub fn Bin(
    /// The page's desk.
    desk: Desk,
    /// What lies in it, newest first.
    removed: ArcRwSignal<Vec<Removed>>,
) -> impl IntoView {
    let list = Memo::new(move |_| {
        let now = js_sys::Date::now();
        let mut removed = removed.get();
        removed.retain(|one| rests(one.at, now));
        removed
    });
    let empty = move || list.with(Vec::is_empty);
    let list = move || list.get();
    view! {
        <section class="bin" id="plan-bin" aria-labelledby="plan-bin-heading">
            <div class="bin-head">
                <h2 id="plan-bin-heading" tabindex="-1">{move || desk.words().bin}</h2>
                {close_button(desk, move || desk.bin.set(false))}
            </div>
            <p>{move || if empty() { desk.words().bin_empty } else { desk.words().bin_about }}</p>
            <ul>
                <For each=list key=|removed| removed.id let:removed>{item(desk, removed)}</For>
            </ul>
            <EraseButton desk=desk />
        </section>
    }
}

/// For administrators: away with the whole plan.
#[component]
fn EraseButton(desk: Desk) -> impl IntoView {
    let erasing = use_erasing();
    let may = Memo::new(move |_| may_erase(desk.document));
    view! {
        <Show when=move || may.get()>
            <div class="bin-foot">
                <button
                    type="button"
                    class="ds-button"
                    data-variant="tertiary"
                    data-color="danger"
                    aria-haspopup="dialog"
                    on:click=move |_| erasing.ask()
                >
                    {sign(Sign::Bin)}
                    {move || desk.speech.get().erasing.erase}
                </button>
            </div>
        </Show>
    }
}

/// For so long, in milliseconds, what was removed can be brought back: 30 days.
const REST: f64 = 30.0 * 24.0 * 60.0 * 60.0 * 1000.0;

/// Whether what was removed at a time rests here still. Times are in milliseconds since 1970.
#[allow(clippy::cast_precision_loss)]
fn rests(removed: i64, now: f64) -> bool {
    now - removed as f64 <= REST
}

fn item(desk: Desk, removed: Removed) -> impl IntoView {
    let Removed {
        id,
        kind,
        words: first_words,
        at,
    } = removed;
    let kind_word = move || {
        let words = desk.words();
        match kind {
            RemovedKind::Chapter => words.a_chapter,
            RemovedKind::Goal => words.a_goal,
            RemovedKind::Column => words.a_column,
            RemovedKind::Action => words.an_action,
        }
    };
    let when = move || {
        let at = date(
            desk.speech.language(),
            u64::try_from(at).unwrap_or_default(),
        );
        desk.words().removed_at.with(&[("when", &at)])
    };
    let blank = first_words.trim().is_empty();
    let name = move || {
        if blank {
            desk.words().without_words.to_owned()
        } else {
            first_words.clone()
        }
    };
    let (name_id, button_id) = (format!("bin-name-{id}"), format!("bin-button-{id}"));
    let named_by = format!("{button_id} {name_id}");
    view! {
        <li class="bin-item">
            <div>
                <span class="bin-kind">{kind_word}</span>
                <span class="bin-name" id=name_id>{name}</span>
                <span class="bin-when">{when}</span>
            </div>
            <Show when=move || desk.can_write()>
                <button
                    type="button"
                    class="ds-button"
                    data-variant="secondary"
                    id=button_id.clone()
                    aria-labelledby=named_by.clone()
                    on:click=move |_| acts::restore(desk, id)
                >
                    {move || desk.words().restore}
                </button>
            </Show>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_removed_rests_for_thirty_days() {
        let day = REST / 30.0;
        assert!(rests(0, 30.0 * day));
        assert!(!rests(0, 30.0 * day + 1.0));
        // A clock that was set back hides nothing.
        assert!(rests(1_000, 0.0));
    }
}
