//! «Legg til en enhet»: the way to it, and its dialog.

use super::{Link, Making, added::Came, use_devices};
use crate::{
    engine::use_engine,
    frame::{Alert, Dialog, focus_when_shown},
    languages::{of_problem, use_words},
    sharing::{MadeLink, link_to, on_its_way},
};
use leptos::{html, prelude::*};

/// The button on the start page. Nothing where nothing is shared: then there is nothing to come in to.
#[component]
pub fn AddWay() -> impl IntoView {
    let (engine, words, devices) = (use_engine(), use_words(), use_devices());
    let shares = Memo::new(move |_| {
        engine.spaces().with(|spaces| {
            let mut spaces = spaces.iter().flatten();
            spaces.any(|space| space.role.is_some() && !space.directory.relays.is_empty())
        })
    });
    view! {
        <Show when=move || shares.get()>
            <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| devices.ask()>
                {move || words.get().devices.add}
            </button>
        </Show>
    }
}

/// The dialog.
#[component]
pub fn AddDialog() -> impl IntoView {
    let (words, devices) = (use_words(), use_devices());
    let heading = Signal::derive(move || words.get().devices.add.to_owned());
    view! {
        <Dialog open=devices.open id="add-device-heading" heading=heading>
            <Content />
        </Dialog>
    }
}

#[component]
fn Content() -> impl IntoView {
    let (words, devices) = (use_words(), use_devices());
    let withdrawn = RwSignal::new(false);
    let link = Memo::new(move |_| match devices.making.get() {
        Making::Made(link) => Some(link),
        _ => None,
    });
    let came = Memo::new(move |_| link.get().and_then(|link| devices.came_by(&link)));
    let shown = move || match (link.get(), came.get()) {
        (_, Some(device)) => {
            let done = Callback::new(move |()| devices.open.set(false));
            view! { <Came device=device done=done /> }.into_any()
        }
        (Some(link), None) => view! { <Made link=link withdrawn=withdrawn /> }.into_any(),
        (None, None) => view! { <Ask withdrawn=withdrawn /> }.into_any(),
    };
    view! {
        <div class="fields">
            {shown}
            <p role="status">{move || if withdrawn.get() { words.get().devices.withdrawn } else { "" }}</p>
        </div>
    }
}

#[component]
fn Ask(withdrawn: RwSignal<bool>) -> impl IntoView {
    let (words, devices) = (use_words(), use_devices());
    let busy = move || devices.making.get() == Making::Waiting;
    let failed = move || match devices.making.get() {
        Making::Failed(problem) => {
            Some(view! { <Alert said=Signal::derive(move || of_problem(words.get(), problem)) /> })
        }
        _ => None,
    };
    let make = move |_| {
        withdrawn.set(false);
        devices.make();
    };
    view! {
        <p>{move || words.get().devices.lead}</p>
        <p class="quiet">{move || words.get().devices.alone}</p>
        {failed}
        <div>
            <button type="button" class="ds-button" aria-disabled=move || busy().to_string() on:click=make>
                {move || if busy() { words.get().devices.making } else { words.get().devices.make }}
            </button>
        </div>
    }
}

#[component]
fn Made(link: Link, withdrawn: RwSignal<bool>) -> impl IntoView {
    let (engine, words, devices) = (use_engine(), use_words(), use_devices());
    let heading = NodeRef::<html::P>::new();
    focus_when_shown(heading);
    let (spaces, left_out) = (link.spaces.clone(), link.left_out);
    let count = spaces.len();
    let waiting = move || {
        let mut on = spaces.iter().copied();
        on.find_map(|space| on_its_way(engine, words.get(), space))
    };
    let address = link_to(&link.fragment);
    let withdraw = move |_| {
        devices.withdraw(&link);
        withdrawn.set(true);
    };
    let code = Signal::derive(move || words.get().devices.code);
    view! {
        <div class="device-link">
            <MadeLink link=address code=code>
                <p tabindex="-1" node_ref=heading>{move || words.get().devices.scan}</p>
                <p class="warning-line">{move || words.get().devices.as_you}</p>
                <p class="quiet">{move || words.get().devices.lasts.of(count)}</p>
                {(left_out > 0).then(|| view! { <p class="quiet">{move || words.get().devices.left_out.of(left_out)}</p> })}
                <p role="status">{waiting}</p>
            </MadeLink>
            <button type="button" class="ds-button" data-variant="tertiary" on:click=withdraw>
                {move || words.get().devices.withdraw}
            </button>
        </div>
    }
}
