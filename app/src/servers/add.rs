//! Adding a server to a space.

use super::address::relay_address;
use crate::{
    engine::use_engine,
    frame::{focus, host},
    languages::{ServerWords, Text, compare, use_words},
};
use leptos::{html, prelude::*};
use samvev_engine::messages::{Command, SpaceSummary};
use samvev_protocol::ids::{PartyId, SpaceId};
use web_sys::Url;

/// Most servers that a space is carried by, as the engine calls no more.
const MOST: usize = 8;

/// Why an address is not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unfit {
    Address,
    Listed,
    Full,
}

impl Unfit {
    const fn said(self, words: &ServerWords) -> Text {
        match self {
            Self::Address => words.address_unfit,
            Self::Listed => words.address_listed,
            Self::Full => words.address_full,
        }
    }
}

/// The form.
#[component]
pub fn Add(
    /// The space.
    space: SpaceId,
    /// Something was done: what to say of it.
    done: Callback<String>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let field = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<Unfit>);
    let chosen = RwSignal::new(None::<PartyId>);
    let parties = Memo::new(move |_| parties(engine.space(space)));
    let choices = move || {
        let choice = |(id, name): (PartyId, String)| {
            view! {
                <option value=id.to_string() prop:selected=move || chosen.get() == Some(id)>{name}</option>
            }
        };
        parties.get().into_iter().map(choice).collect_view()
    };
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = field.get_untracked().map(|field| field.value());
        let address = typed.as_deref().and_then(relay_address).and_then(as_called);
        let owner = chosen.get_untracked();
        let known = untrack(|| engine.space(space)).map(|summary| summary.directory.relays);
        let known = known.unwrap_or_default();
        let listed = address
            .as_ref()
            .is_some_and(|address| known.contains(address));
        let unfit = match &address {
            None => Some(Unfit::Address),
            Some(_) if listed && owner.is_none() => Some(Unfit::Listed),
            Some(_) if !listed && known.len() >= MOST => Some(Unfit::Full),
            Some(_) => None,
        };
        wrong.set(unfit);
        let Some(relay) = address.filter(|_| unfit.is_none()) else {
            focus(field);
            return;
        };
        let values = [("host", host(&relay).to_owned())];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let words = &words.now().servers;
        let said = if listed { words.owner_set } else { words.added };
        engine.send(Command::ListRelay {
            space,
            relay: relay.clone(),
            owner,
        });
        done.run(said.with(&values));
        if let Some(field) = field.get_untracked() {
            field.set_value("");
        }
        chosen.set(None);
    };
    view! {
        <form class="fields add-server" on:submit=add novalidate>
            <h2 class="ds-heading" data-size="xs">{move || words.get().servers.add_heading}</h2>
            <p class="quiet">{move || words.get().servers.add_lead}</p>
            <div class="ds-field">
                <label class="ds-label" for="server-address">{move || words.get().servers.address}</label>
                <p class="hint" id="server-address-hint">{move || words.get().servers.address_hint}</p>
                <input
                    class="ds-input"
                    id="server-address"
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    node_ref=field
                    on:input=move |_| wrong.set(None)
                    aria-invalid=move || wrong.get().map(|_| "true")
                    aria-describedby=move || {
                        if wrong.get().is_some() { "server-address-hint server-address-wrong" } else { "server-address-hint" }
                    }
                />
                {move || wrong.get().map(|wrong| view! {
                    <p class="ds-validation-message" id="server-address-wrong">{wrong.said(&words.get().servers)}</p>
                })}
            </div>
            <div class="ds-field">
                <label class="ds-label" for="server-owner">{move || words.get().servers.owner}</label>
                <p class="hint" id="server-owner-hint">{move || words.get().servers.owner_hint}</p>
                <select
                    class="ds-input"
                    id="server-owner"
                    aria-describedby="server-owner-hint"
                    on:change:target=move |event| chosen.set(event.target().value().parse().ok())
                >
                    <option value="" prop:selected=move || chosen.get().is_none()>{move || words.get().servers.owner_unknown}</option>
                    {choices}
                </select>
            </div>
            <div>
                <button type="submit" class="ds-button">{move || words.get().servers.add}</button>
            </div>
        </form>
    }
}

/// The parties that a server may belong to, by name.
fn parties(summary: Option<SpaceSummary>) -> Vec<(PartyId, String)> {
    let known = summary.map(|summary| summary.directory.parties);
    let known = known.into_iter().flatten();
    let mut parties: Vec<(PartyId, String)> = known
        .filter_map(|(id, party)| Some((id.parse().ok()?, party.name)))
        .collect();
    let order = compare();
    parties.sort_by(|(_, one), (_, other)| order(one, other));
    parties
}

/// The address as a browser writes it: letters beyond ASCII in a host's name as the name system has them.
fn as_called(address: String) -> Option<String> {
    Url::new(&address).ok().map(|url| url.href())
}
