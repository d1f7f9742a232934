//! Who one is: the name, and «Jeg arbeider i».

use crate::{
    languages::{SharingWords, Text, compare, use_words},
    party::KINDS,
};
use leptos::prelude::*;
use samvev_documents::directory::{Directory, PartyKind};
use samvev_engine::messages::PartyChoice;

/// What stands in the fields, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Work {
    name: RwSignal<String>,
    /// The identifier of a known party; none: a new one.
    known: RwSignal<Option<String>>,
    kind: RwSignal<PartyKind>,
    party: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Work {
    /// Empty fields. Where the space has parties, the first is not chosen for anybody: the choice is theirs.
    pub fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            known: RwSignal::new(None),
            kind: RwSignal::new(PartyKind::Municipality),
            party: RwSignal::new(String::new()),
            tried: RwSignal::new(false),
        }
    }

    /// The name and where they work, if both are said; else what is missing is shown.
    pub fn read(self) -> Option<(String, PartyChoice)> {
        self.tried.set(true);
        let name = self.name.get_untracked().trim().to_owned();
        let party = match self.known.get_untracked() {
            Some(known) => Some(PartyChoice::Known(known.parse().ok()?)),
            None => {
                let name = self.party.get_untracked().trim().to_owned();
                (!name.is_empty()).then(|| PartyChoice::New {
                    name,
                    kind: self.kind.get_untracked(),
                })
            }
        };
        Some((name, party?)).filter(|(name, _)| !name.is_empty())
    }

    fn name_is_missing(self) -> bool {
        self.tried.get() && self.name.with(|name| name.trim().is_empty())
    }

    fn party_is_missing(self) -> bool {
        self.tried.get()
            && self.known.with(Option::is_none)
            && self.party.with(|party| party.trim().is_empty())
    }
}

const fn name_of(kind: PartyKind) -> fn(&SharingWords) -> Text {
    match kind {
        PartyKind::Municipality => |words| words.municipality,
        PartyKind::Intermunicipal => |words| words.intermunicipal,
        PartyKind::Other => |words| words.other,
    }
}

/// The fields.
#[component]
pub fn WorkFields(
    /// What stands in them.
    work: Work,
    /// The parties that can be chosen.
    known: Directory,
) -> impl IntoView {
    let words = use_words();
    let mut parties: Vec<(String, String)> = known
        .parties
        .into_iter()
        .map(|(key, party)| (key, party.name))
        .collect();
    let order = compare();
    parties.sort_by(|(_, one), (_, other)| order(one, other));
    let any_known = !parties.is_empty();
    let choices = parties.into_iter().map(|(key, name)| {
        let chosen = key.clone();
        view! {
            <div class="ds-field">
                <input
                    class="ds-input"
                    type="radio"
                    name="known-party"
                    id=format!("party-{key}")
                    prop:checked=move || work.known.with(|known| known.as_ref() == Some(&chosen))
                    on:change={
                        let key = key.clone();
                        move |_| work.known.set(Some(key.clone()))
                    }
                />
                <label class="ds-label" data-weight="regular" for=format!("party-{key}")>{name}</label>
            </div>
        }
    });
    let choices = choices.collect_view();
    view! {
        <div class="ds-field">
            <label class="ds-label" for="my-name">{move || words.get().sharing.name}</label>
            <input
                class="ds-input"
                id="my-name"
                type="text"
                autocomplete="name"
                prop:value=move || work.name.get()
                on:input:target=move |event| work.name.set(event.target().value())
                aria-invalid=move || work.name_is_missing().then_some("true")
                aria-describedby=move || work.name_is_missing().then_some("my-name-missing")
            />
            <Show when=move || work.name_is_missing()>
                <p class="ds-validation-message" id="my-name-missing">{move || words.get().sharing.name_missing}</p>
            </Show>
        </div>
        <fieldset class="ds-fieldset">
            <legend class="ds-label">{move || words.get().sharing.party}</legend>
            {choices}
            {any_known.then(|| view! {
                <div class="ds-field">
                    <input
                        class="ds-input"
                        type="radio"
                        name="known-party"
                        id="party-new"
                        prop:checked=move || work.known.with(Option::is_none)
                        on:change=move |_| work.known.set(None)
                    />
                    <label class="ds-label" data-weight="regular" for="party-new">
                        {move || words.get().sharing.another_place}
                    </label>
                </div>
            })}
            <Show when=move || work.known.with(Option::is_none)>
                <NewParty work=work indented=any_known />
            </Show>
        </fieldset>
    }
}

/// A party that the space does not know yet.
#[component]
fn NewParty(
    work: Work,
    /// Whether it belongs to a choice above it.
    indented: bool,
) -> impl IntoView {
    let words = use_words();
    let kinds = KINDS.into_iter().enumerate().map(|(at, kind)| {
        view! {
            <div class="ds-field">
                <input
                    class="ds-input"
                    type="radio"
                    name="party-kind"
                    id=format!("party-kind-{at}")
                    prop:checked=move || work.kind.get() == kind
                    on:change=move |_| work.kind.set(kind)
                />
                <label class="ds-label" data-weight="regular" for=format!("party-kind-{at}")>
                    {move || name_of(kind)(&words.get().sharing)}
                </label>
            </div>
        }
    });
    view! {
        <div class="new-party" class:indented=indented>
            {kinds.collect_view()}
            <div class="ds-field">
                <label class="ds-label" for="party-name">{move || words.get().sharing.party_name}</label>
                <input
                    class="ds-input"
                    id="party-name"
                    type="text"
                    autocomplete="organization"
                    prop:value=move || work.party.get()
                    on:input:target=move |event| work.party.set(event.target().value())
                    aria-invalid=move || work.party_is_missing().then_some("true")
                    aria-describedby=move || work.party_is_missing().then_some("party-missing")
                />
                <Show when=move || work.party_is_missing()>
                    <p class="ds-validation-message" id="party-missing">{move || words.get().sharing.party_missing}</p>
                </Show>
            </div>
        </div>
    }
}
