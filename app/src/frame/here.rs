//! Who is here: initials in the party's colour, and the names behind a tap.

use super::panel::Panel;
use crate::{
    engine::use_engine,
    languages::use_words,
    party::{class_of, initials, name_of},
};
use leptos::prelude::*;
use samvev_documents::directory::Directory;
use samvev_engine::messages::Other;
use samvev_protocol::ids::SpaceId;

/// How many faces stand in the header before the rest become a number.
const SHOWN: usize = 4;

/// A person as initials in their party's colour. The name stands beside it, or is its label.
#[component]
pub fn Face(
    /// Their name.
    name: String,
    /// The class of the party's colour.
    class: String,
) -> impl IntoView {
    view! { <span class=format!("face {class}") aria-hidden="true">{initials(&name)}</span> }
}

/// Who else is in a space now.
#[component]
pub fn Here(
    /// The space.
    space: SpaceId,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let others = Memo::new(move |_| one_a_person(engine.present(space)));
    let directory = Memo::new(move |_| {
        engine
            .space(space)
            .map(|space| space.directory)
            .unwrap_or_default()
    });
    let label = move || {
        let names: Vec<_> = others.get().into_iter().map(|other| other.name).collect();
        format!("{}: {}", words.get().frame.here_now, names.join(", "))
    };
    let faces = move || {
        let others = others.get();
        let more = others.len().saturating_sub(SHOWN);
        let faces = others
            .into_iter()
            .take(SHOWN)
            .map(|other| face(&directory.get(), &other))
            .collect_view();
        view! { <span class="faces">{faces}{(more > 0).then(|| view! { <span class="face more">"+"{more}</span> })}</span> }
    };
    view! {
        <Show when=move || !others.get().is_empty()>
            <div class="here">
                <Panel id="here-names" label=Signal::derive(label) button=faces>
                    <h2 class="ds-heading" data-size="2xs">{move || words.get().frame.here_now}</h2>
                    <ul class="people">
                        {move || others.get().into_iter().map(|other| person(&directory.get(), &other)).collect_view()}
                    </ul>
                </Panel>
            </div>
        </Show>
    }
}

/// Somebody with two tabs or devices is one person to look at.
fn one_a_person(others: Vec<Other>) -> Vec<Other> {
    let mut people: Vec<Other> = Vec::new();
    for other in others {
        if !people
            .iter()
            .any(|known| known.name == other.name && known.party == other.party)
        {
            people.push(other);
        }
    }
    people
}

fn face(directory: &Directory, other: &Other) -> impl IntoView + use<> {
    view! { <Face name=other.name.clone() class=class_of(directory, other.party.as_deref()) /> }
}

fn person(directory: &Directory, other: &Other) -> impl IntoView + use<> {
    let party = name_of(directory, other.party.as_deref());
    view! {
        <li>
            {face(directory, other)}
            <span>{other.name.clone()} {party.map(|party| view! { <span class="quiet">", "{party}</span> })}</span>
        </li>
    }
}
