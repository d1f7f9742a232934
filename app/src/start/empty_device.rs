//! «Fjern alt fra denne enheten»: for a shared PC or tablet. The page says what is not shared yet, leaves a mark and begins
//! anew; `start.js` empties the device before an engine starts, and leaves a mark of how it went.

use crate::{
    engine::use_engine,
    frame::{Alert, Dialog},
    languages::{Said, Words, use_words},
    remembered::{leave_mark, take_mark},
};
use leptos::prelude::*;
use samvev_documents::document::DocumentKind;
use samvev_engine::messages::{OnRelay, SavedState, SpaceSummary};

/// The names of the marks, as `start.js` has them.
const TO_EMPTY: &str = "samvev.to-empty";
const EMPTIED: &str = "samvev.emptied";

/// How much of a space would be lost with this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lost {
    /// All of it: nobody else has it.
    All,
    /// So many changes that have reached nobody.
    Some(usize),
}

/// What would be lost of a space, by how safe it is: nothing where one address has all of it.
fn lost(state: Option<&SavedState>) -> Option<Lost> {
    let Some(state) = state.filter(|state| !state.relays.is_empty()) else {
        return Some(Lost::All);
    };
    let mut least = None;
    for (_, on) in &state.relays {
        let waiting = match on {
            OnRelay::Shared => 0,
            OnRelay::Sending(waiting) | OnRelay::Away(waiting) => *waiting as usize,
            // How much it lacks is not told: something, or it would not have been offered.
            OnRelay::Refused(_) => 1,
        };
        least = Some(least.map_or(waiting, |least: usize| least.min(waiting)));
    }
    least.filter(|waiting| *waiting > 0).map(Lost::Some)
}

/// The button, and the dialog that says what it does. Nothing where this device holds nothing.
#[component]
pub fn EmptyDevice() -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let open = RwSignal::new(false);
    let holds = Memo::new(move |_| {
        engine
            .spaces()
            .with(|spaces| spaces.as_ref().is_some_and(|spaces| !spaces.is_empty()))
    });
    let heading = Signal::derive(move || words.get().start.empty_device.to_owned());
    view! {
        <Show when=move || holds.get()>
            <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| open.set(true)>
                {move || words.get().start.empty_device}
            </button>
        </Show>
        <Dialog open=open id="empty-device-heading" heading=heading>
            <Sure open=open />
        </Dialog>
    }
}

#[component]
fn Sure(open: RwSignal<bool>) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let losses = move || {
        let spaces = engine.spaces().get().unwrap_or_default();
        spaces
            .into_iter()
            .filter_map(|space| {
                let lost = lost(engine.saved(space.space).as_ref())?;
                Some(said(words.get(), &space, lost))
            })
            .flatten()
            .collect::<Vec<String>>()
    };
    let list = move || {
        let losses = losses();
        if losses.is_empty() {
            return view! { <p>{words.get().start.all_shared}</p> }.into_any();
        }
        let losses = losses.into_iter().map(|one| view! { <li>{one}</li> });
        view! {
            <p class="warning-line">{words.get().start.would_be_lost}</p>
            <ul>{losses.collect_view()}</ul>
        }
        .into_any()
    };
    let empty = move |_| {
        leave_mark(TO_EMPTY);
        // A page of our own.
        window().location().replace("/").unwrap_or_default();
    };
    view! {
        <div class="fields access">
            <p>{move || words.get().start.empty_device_lead}</p>
            {list}
            <div class="choices">
                <button type="button" class="ds-button" data-color="danger" on:click=empty>
                    {move || words.get().start.empty_device_sure}
                </button>
                <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| open.set(false)>
                    {move || words.get().who.cancel}
                </button>
            </div>
        </div>
    }
}

/// What would be lost of a space, plan by plan.
fn said(words: &Words, space: &SpaceSummary, lost: Lost) -> Vec<String> {
    let plans = space
        .documents
        .iter()
        .filter(|document| document.kind == DocumentKind::Plan);
    plans
        .map(|plan| {
            let untitled = plan.title.is_empty();
            let title = if untitled {
                words.frame.untitled
            } else {
                &plan.title
            };
            let values = [("title", title)];
            match lost {
                Lost::All => words.start.not_shared.with(&values),
                Lost::Some(waiting) => words.start.not_arrived.with(waiting, &values),
            }
        })
        .collect()
}

/// How it went, said once.
#[component]
pub fn Emptied() -> impl IntoView {
    let words = use_words();
    let outcome = take_mark(EMPTIED);
    outcome.map(|outcome| {
        if outcome == "yes" {
            return view! { <p role="status" class="emptied">{move || words.get().start.emptied}</p> }
                .into_any();
        }
        let said = Signal::derive(move || Said {
            what: words.get().start.not_emptied,
            then: words.get().start.not_emptied_then,
        });
        view! { <Alert said=said danger=true /> }.into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use samvev_engine::messages::OnDevice;
    use samvev_protocol::frame::Reason;

    fn of(relays: &[OnRelay]) -> Option<Lost> {
        let address = |on: &OnRelay| ("wss://plan.example.no/ws".to_owned(), *on);
        lost(Some(&SavedState {
            device: OnDevice::Saved,
            relays: relays.iter().map(address).collect(),
        }))
    }

    #[test]
    fn what_is_nowhere_else_would_be_lost() {
        assert_eq!(lost(None), Some(Lost::All));
        assert_eq!(of(&[]), Some(Lost::All));
        assert_eq!(of(&[OnRelay::Away(3)]), Some(Lost::Some(3)));
        assert_eq!(
            of(&[OnRelay::Refused(Reason::NotMember)]),
            Some(Lost::Some(1))
        );
    }

    #[test]
    fn what_one_address_has_whole_is_not_lost() {
        assert_eq!(of(&[OnRelay::Shared]), None);
        assert_eq!(of(&[OnRelay::Away(3), OnRelay::Shared]), None);
        // Not connected now, and all had arrived.
        assert_eq!(of(&[OnRelay::Away(0)]), None);
        assert_eq!(
            of(&[OnRelay::Away(3), OnRelay::Sending(1)]),
            Some(Lost::Some(1))
        );
    }
}
