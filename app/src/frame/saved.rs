//! How safe what was written is: one true word in the header, and where it is saved behind a tap.

use super::{
    icon::{Icon, Picture},
    panel::Panel,
};
use crate::{
    engine::use_engine,
    languages::{Said, Words, of_reason, of_store, use_words},
    place::Place,
    servers::server_name,
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use samvev_documents::directory::Directory;
use samvev_engine::messages::{Command, OnDevice, OnRelay, SavedState};
use samvev_protocol::ids::SpaceId;

/// After so long, in milliseconds, a state is told to those who listen.
const LASTING: u32 = 1500;

/// The one word for all that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// Durable here, and with no other address to go to.
    Here,
    /// Being written.
    Saving,
    /// Durable here, on its way to the others.
    Sharing,
    /// Durable here and there.
    Shared,
    /// Durable here; there is no network.
    Offline,
    /// Durable here; nobody answers, though the browser says that there is a network.
    Away,
    /// Durable here; the others do not get it, though there is a network.
    HereOnly,
    /// Not durable.
    Failed,
}

impl Safety {
    /// What a saved state comes to. `network`: whether the browser says that there is one.
    pub fn of(state: &SavedState, network: bool) -> Self {
        match state.device {
            OnDevice::Failed(_) => return Self::Failed,
            OnDevice::Saving => return Self::Saving,
            OnDevice::Saved => {}
        }
        let any = |wanted: fn(&OnRelay) -> bool| state.relays.iter().any(|(_, on)| wanted(on));
        if state.relays.is_empty() {
            Self::Here
        } else if any(|on| matches!(on, OnRelay::Shared)) {
            Self::Shared
        } else if any(|on| matches!(on, OnRelay::Sending(_))) {
            Self::Sharing
        } else if network && any(|on| matches!(on, OnRelay::Refused(_))) {
            Self::HereOnly
        } else if network {
            Self::Away
        } else {
            Self::Offline
        }
    }

    const fn words(self, words: &Words) -> &'static str {
        match self {
            Self::Here => words.saved.saved,
            Self::HereOnly => words.saved.here_only,
            Self::Saving => words.saved.saving,
            Self::Sharing => words.saved.sharing,
            Self::Shared => words.saved.shared,
            Self::Offline => words.saved.offline,
            Self::Away => words.saved.away,
            Self::Failed => words.saved.failed,
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Here | Self::Shared => Icon::Done,
            Self::Saving | Self::Sharing => Icon::Going,
            Self::Offline | Self::Away => Icon::Offline,
            Self::HereOnly | Self::Failed => Icon::Warning,
        }
    }

    const fn colour(self) -> &'static str {
        match self {
            Self::Failed => "danger",
            Self::HereOnly => "warning",
            _ => "neutral",
        }
    }
}

/// The saved state of a space, in the header.
#[component]
pub fn Saved(
    /// The space.
    space: SpaceId,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let safety =
        Memo::new(move |_| Some(Safety::of(&engine.saved(space)?, engine.network().get())));
    let word = move || safety.get().map(|safety| safety.words(words.get()));
    let button = move || {
        view! {
            {move || safety.get().map(|safety| view! { <Picture icon=safety.icon() /> })}
            <span class="saved-word">{word}</span>
        }
    };
    let settled = settled(safety);
    let open = RwSignal::new(false);
    view! {
        // Not in the button, whose content is only its name.
        <span class="ds-sr-only" role="status">
            {move || settled.get().map(|safety| safety.words(words.get()))}
        </span>
        <div class="saved" data-color=move || safety.get().map(Safety::colour) hidden=move || safety.get().is_none()>
            <Panel id="saved-details" button=button open=open>
                <h2 class="ds-heading" data-size="2xs">{move || words.get().saved.details}</h2>
                {move || {
                    let directory = engine.space(space).map(|summary| summary.directory);
                    engine.saved(space).map(|state| details(words.get(), directory.as_ref(), &state))
                }}
                <Show when=move || engine.saved(space).is_some_and(|state| !state.relays.is_empty())>
                    <p><a class="ds-button" data-variant="secondary" href=Place::Servers(space).path() on:click=move |_| open.set(false)>{move || words.get().servers.heading}</a></p>
                </Show>
                <Show when=move || !matches!(safety.get(), Some(Safety::Here | Safety::Shared) | None)>
                    <button
                        type="button"
                        class="ds-button"
                        data-variant="secondary"
                        on:click=move |_| engine.send(Command::TryAgain)
                    >
                        {move || words.get().frame.try_again}
                    </button>
                </Show>
            </Panel>
        </div>
    }
}

/// The state once it has lasted: those who listen are not told of each letter on its way.
fn settled(safety: Memo<Option<Safety>>) -> RwSignal<Option<Safety>> {
    let settled = RwSignal::new(None);
    let waiting = StoredValue::new_local(None::<Timeout>);
    Effect::new(move || {
        let now = safety.get();
        let later = Timeout::new(LASTING, move || {
            if settled
                .try_get_untracked()
                .is_some_and(|before| before != now)
            {
                settled.set(now);
            }
        });
        // The timer before, if it still waits, is given up.
        waiting.set_value(Some(later));
    });
    settled
}

fn details(
    words: &'static Words,
    directory: Option<&Directory>,
    state: &SavedState,
) -> impl IntoView + use<> {
    let here = match state.device {
        OnDevice::Saved => Said {
            what: words.saved.device_saved,
            then: "",
        },
        OnDevice::Saving => Said {
            what: words.saved.device_saving,
            then: "",
        },
        OnDevice::Failed(problem) => of_store(words, problem),
    };
    let there = state.relays.iter().map(|(address, on)| {
        let (what, then) = match on {
            OnRelay::Shared => (words.saved.on_shared.to_owned(), ""),
            OnRelay::Sending(waiting) => (words.saved.on_sending.of(*waiting as usize), ""),
            OnRelay::Away(0) => (words.saved.on_away_none.to_owned(), ""),
            OnRelay::Away(waiting) => (words.saved.on_away.of(*waiting as usize), ""),
            OnRelay::Refused(reason) => {
                let said = of_reason(words, *reason);
                (format!("{}.", said.what), said.then)
            }
        };
        let name = server_name(words, directory, address);
        view! { <dt>{name}</dt><dd>{what}" "{then}</dd> }
    });
    let alone = state
        .relays
        .is_empty()
        .then(|| view! { <p>{words.saved.not_shared}</p> });
    view! {
        <dl class="where">
            <dt>{words.saved.this_device}</dt>
            <dd>{here.what}" "{here.then}</dd>
            {there.collect_view()}
        </dl>
        {alone}
    }
}

/// The part of an address that a person knows it by.
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )]
    use super::*;
    use samvev_engine::messages::StoreProblem;
    use samvev_protocol::frame::Reason;

    fn state(device: OnDevice, relays: &[OnRelay]) -> SavedState {
        SavedState {
            device,
            relays: relays
                .iter()
                .map(|on| ("wss://plan.example.no/ws".to_owned(), *on))
                .collect(),
        }
    }

    #[test]
    fn nothing_is_called_shared_before_it_is_there() {
        let of = |relays: &[OnRelay]| Safety::of(&state(OnDevice::Saved, relays), true);
        assert_eq!(of(&[]), Safety::Here);
        assert_eq!(of(&[OnRelay::Sending(1)]), Safety::Sharing);
        assert_eq!(of(&[OnRelay::Shared]), Safety::Shared);
        assert_eq!(of(&[OnRelay::Away(2)]), Safety::Away);
        assert_eq!(of(&[OnRelay::Refused(Reason::NoPermit)]), Safety::HereOnly);
    }

    #[test]
    fn no_network_is_said_only_where_there_is_none() {
        let away = state(OnDevice::Saved, &[OnRelay::Away(2)]);
        assert_eq!(Safety::of(&away, false), Safety::Offline);
        assert_eq!(Safety::of(&away, true), Safety::Away);
    }

    #[test]
    fn one_address_that_has_all_is_enough() {
        let relays = [OnRelay::Away(2), OnRelay::Shared];
        assert_eq!(
            Safety::of(&state(OnDevice::Saved, &relays), true),
            Safety::Shared
        );
    }

    #[test]
    fn what_is_not_durable_here_is_never_called_shared() {
        for device in [OnDevice::Saving, OnDevice::Failed(StoreProblem::Full)] {
            let safety = Safety::of(&state(device, &[OnRelay::Shared]), true);
            assert!(matches!(safety, Safety::Saving | Safety::Failed));
        }
    }

    #[test]
    fn an_address_is_shown_by_its_host() {
        assert_eq!(host("wss://plan.example.no/ws"), "plan.example.no");
        assert_eq!(host("ws://127.0.0.1:8080/ws"), "127.0.0.1:8080");
        assert_eq!(host("plan.example.no"), "plan.example.no");
    }
}
