//! The servers that carry a space: which there are and what each has, for all; adding and removing, for administrators.

mod add;
mod address;

use crate::{
    engine::use_engine,
    frame::{Dialog, focus, host},
    key_file::WayIn,
    languages::{Words, of_reason, use_words},
    place::Place,
};
use add::Add;
use leptos::{html, prelude::*};
use samvev_documents::directory::Directory;
use samvev_engine::messages::{Command, OnRelay, SpaceSummary};
use samvev_protocol::{bodies::Role, ids::SpaceId};

/// What a server is called: by whom it belongs to, where that is said.
pub fn server_name(words: &Words, directory: Option<&Directory>, address: &str) -> String {
    let owner = directory.and_then(|directory| {
        let party = directory.owners.get(address)?;
        Some(directory.parties.get(party)?.name.as_str())
    });
    match owner {
        Some(owner) if owner.ends_with(['s', 'S', 'x', 'z']) => {
            words.servers.owned_s.with(&[("owner", owner)])
        }
        Some(owner) => words.servers.owned.with(&[("owner", owner)]),
        None => words.saved.host.with(&[("host", host(address))]),
    }
}

/// The way here from among the people.
#[component]
pub fn ToServers(
    /// The space.
    space: SpaceId,
    /// How many servers carry it.
    count: usize,
) -> impl IntoView {
    let words = use_words();
    (count > 0).then(|| {
        view! {
            <section class="party">
                <h2 class="ds-heading" data-size="xs">{move || words.get().servers.heading}</h2>
                <p class="quiet">{move || words.get().servers.way_lead.of(count)}</p>
                <p class="below">
                    <a class="ds-button" data-variant="secondary" href=Place::Servers(space).path()>
                        {move || words.get().servers.way}
                    </a>
                </p>
            </section>
        }
    })
}

/// The page.
#[component]
pub fn ServersPage(
    /// The space.
    space: SpaceId,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    // Not drawn anew when only a document has changed.
    let summary = Memo::new(move |_| {
        engine.space(space).map(|summary| SpaceSummary {
            documents: Vec::new(),
            ..summary
        })
    });
    let said = RwSignal::new(String::new());
    let heading = NodeRef::<html::H1>::new();
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<String>);
    let done = Callback::new(move |what: String| {
        open.set(false);
        said.set(what);
        // What was pressed may be gone.
        focus(heading);
    });
    let choose = Callback::new(move |address: String| {
        said.set(String::new());
        chosen.set(Some(address));
        open.set(true);
    });
    let listed = move || match summary.get() {
        None if engine.spaces().with(Option::is_none) => {
            view! { <p role="status">{words.get().frame.starting}</p> }.into_any()
        }
        None => view! {
            <p>{words.get().frame.not_held_text}</p>
            <WayIn />
        }
        .into_any(),
        Some(summary) => view! { <Listed summary=summary choose=choose /> }.into_any(),
    };
    let adds = Memo::new(move |_| {
        summary.with(|summary| {
            let one = summary.as_ref();
            one.is_some_and(|one| {
                one.role == Some(Role::Administrator) && !one.directory.relays.is_empty()
            })
        })
    });
    let chosen_name = move || {
        let directory = summary.get().map(|summary| summary.directory);
        let address = chosen.get().unwrap_or_default();
        server_name(words.get(), directory.as_ref(), &address)
    };
    let question = Signal::derive(move || {
        let name = chosen_name();
        words.get().servers.remove_heading.with(&[("name", &name)])
    });
    let sure = move || {
        let address = chosen.get()?;
        let name = untrack(chosen_name);
        Some(view! { <Remove space=space address=address name=name open=open done=done /> })
    };
    view! {
        <div class="page who">
            <h1 class="ds-heading" data-size="lg" tabindex="-1" node_ref=heading>{move || words.get().servers.heading}</h1>
            <p class="quiet">{move || words.get().servers.lead}</p>
            <p class="said" role="status">{move || said.get()}</p>
            {listed}
            // By itself, so that what is typed stays when the list is drawn anew.
            <Show when=move || adds.get()><Add space=space done=done /></Show>
        </div>
        <Dialog open=open id="remove-server-heading" heading=question>{sure}</Dialog>
    }
}

#[component]
fn Listed(summary: SpaceSummary, choose: Callback<String>) -> impl IntoView {
    let words = use_words();
    let relays = summary.directory.relays.clone();
    if relays.is_empty() {
        return view! { <p>{move || words.get().servers.not_shared}</p> }.into_any();
    }
    let administers = summary.role == Some(Role::Administrator);
    let is_last = relays.len() == 1;
    let rows = relays.into_iter().map(|address| {
        let removable = administers && !is_last;
        view! { <Row summary=summary.clone() address=address removable=removable choose=choose /> }
    });
    let rows = rows.collect_view();
    view! {
        <ul class="people servers">{rows}</ul>
        {(administers && is_last).then(|| view! { <p class="quiet">{move || words.get().servers.last}</p> })}
        {(!administers).then(|| view! { <p class="quiet">{move || words.get().servers.administrators}</p> })}
    }
    .into_any()
}

#[component]
fn Row(
    summary: SpaceSummary,
    address: String,
    removable: bool,
    choose: Callback<String>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let space = summary.space;
    let is_owned = summary.directory.owners.contains_key(&address);
    let at = is_owned.then(|| host(&address).to_owned());
    let state = {
        let address = address.clone();
        move || {
            let relays = engine.saved(space).map(|state| state.relays);
            let on = relays.and_then(|relays| {
                let mut found = relays.into_iter().filter(|(one, _)| *one == address);
                found.next()
            });
            state_of(words.get(), on.map(|(_, on)| on))
        }
    };
    let name = {
        let address = address.clone();
        Signal::derive(move || server_name(words.get(), Some(&summary.directory), &address))
    };
    let which = move || {
        words
            .get()
            .servers
            .remove_which
            .with(&[("name", &name.get())])
    };
    view! {
        <li>
            <span class="grow">
                <strong>{name}</strong>
                {at.map(|at| view! { <span class="quiet">" · "{at}</span> })}
                <br />
                <span class="quiet">{state}</span>
            </span>
            {removable.then(|| view! {
                <button
                    type="button"
                    class="ds-button"
                    data-variant="secondary"
                    data-color="danger"
                    aria-label=which
                    on:click=move |_| choose.run(address.clone())
                >
                    {move || words.get().servers.remove}
                </button>
            })}
        </li>
    }
}

/// What a server has. Where nothing is known yet: that it is being looked.
fn state_of(words: &Words, on: Option<OnRelay>) -> String {
    match on {
        None => words.servers.looking.to_owned(),
        Some(OnRelay::Shared) => words.servers.has_all.to_owned(),
        Some(OnRelay::Sending(waiting)) => words.saved.on_sending.of(waiting as usize),
        Some(OnRelay::Away(0)) => words.servers.away_none.to_owned(),
        Some(OnRelay::Away(waiting)) => words.servers.away.of(waiting as usize),
        Some(OnRelay::Refused(reason)) => {
            let said = of_reason(words, reason);
            format!("{}. {}", said.what, said.then)
        }
    }
}

/// Asks before a server is taken off the list.
#[component]
fn Remove(
    space: SpaceId,
    address: String,
    name: String,
    open: RwSignal<bool>,
    done: Callback<String>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let early = {
        let address = address.clone();
        move || {
            let relays = engine.saved(space).map(|state| state.relays);
            let mut others = relays.into_iter().flatten();
            !others.any(|(one, on)| one != address && on == OnRelay::Shared)
        }
    };
    let remove = move |_| {
        let relay = address.clone();
        engine.send(Command::UnlistRelay { space, relay });
        done.run(words.now().servers.removed.with(&[("name", &name)]));
    };
    view! {
        <div class="fields">
            <p>{move || words.get().servers.remove_says}</p>
            <p>{move || words.get().servers.remove_links}</p>
            <Show when=early>
                <p class="warning-line">{move || words.get().servers.remove_early}</p>
            </Show>
            <div class="choices">
                <button type="button" class="ds-button" data-color="danger" on:click=remove>
                    {move || words.get().servers.remove_sure}
                </button>
                <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| open.set(false)>
                    {move || words.get().who.cancel}
                </button>
            </div>
        </div>
    }
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
    use crate::languages::Language;
    use samvev_documents::directory::{Party, PartyKind};

    #[test]
    fn a_server_is_called_by_its_owner_or_else_by_its_host() {
        let address = "wss://samvev.example.no/ws".to_owned();
        let named = |name: &str| Directory {
            parties: [(
                "01".to_owned(),
                Party {
                    name: name.to_owned(),
                    kind: PartyKind::Municipality,
                },
            )]
            .into(),
            owners: [(address.clone(), "01".to_owned())].into(),
            ..Directory::default()
        };
        let called = |language: Language, directory| {
            server_name(language.words(), Some(&directory), &address)
        };
        assert_eq!(
            called(Language::Nb, named("Fjelldal kommune")),
            "Fjelldal kommunes server"
        );
        assert_eq!(
            called(Language::Nb, named("Felles IKT Vest")),
            "Felles IKT Vests server"
        );
        assert_eq!(called(Language::Nb, named("Dalhus")), "Dalhus’ server");
        assert_eq!(called(Language::Nn, named("Dalhus")), "Dalhus sin server");
        assert_eq!(
            called(Language::Nb, Directory::default()),
            "Serveren på samvev.example.no"
        );
        let of_nobody = Directory {
            parties: Default::default(),
            ..named("Dalhus")
        };
        assert_eq!(
            called(Language::Nb, of_nobody),
            "Serveren på samvev.example.no"
        );
    }
}
