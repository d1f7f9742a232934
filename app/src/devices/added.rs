//! «Ny enhet: …»: whoever added a device sees that it has come, and takes it back at once if it is not theirs.

use super::use_devices;
use crate::{engine::use_engine, frame::focus, languages::use_words, who::code_of};
use leptos::{html, prelude::*};
use samvev_protocol::ids::DeviceId;

/// The devices that came by a link of this one's, and that the person has not said are theirs. One at a time.
#[component]
pub fn Added() -> impl IntoView {
    let engine = use_engine();
    let said = RwSignal::new(String::new());
    let saying = NodeRef::<html::P>::new();
    let came = Memo::new(move |_| {
        let added = |spaces: &Option<Vec<_>>| {
            let spaces = spaces.iter().flatten();
            spaces
                .flat_map(|space: &samvev_engine::messages::SpaceSummary| {
                    space.added.iter().copied()
                })
                .next()
        };
        engine.spaces().with(added)
    });
    let asked = move || {
        let device = came.get()?;
        let done = Callback::new(move |()| focus(saying));
        Some(view! { <Came device=device done=done said=said /> })
    };
    let shows = move || came.with(Option::is_some) || said.with(|said| !said.is_empty());
    view! {
        <div class="joined notice" hidden=move || !shows()>
            {asked}
            <p role="status" tabindex="-1" node_ref=saying>{move || said.get()}</p>
        </div>
    }
}

/// What is asked of one device. `done`: it is answered.
#[component]
pub fn Came(
    /// The device.
    device: DeviceId,
    /// It is answered.
    done: Callback<()>,
    /// Where it is said what came of it.
    #[prop(optional)]
    said: Option<RwSignal<String>>,
) -> impl IntoView {
    let (words, devices) = (use_words(), use_devices());
    let code = code_of(&device);
    let new = {
        let code = code.clone();
        move || words.get().devices.new.with(&[("code", &code)])
    };
    let say = move |text: String| {
        if let Some(said) = said {
            said.set(text);
        }
        done.run(());
    };
    let confirm = {
        let code = code.clone();
        move |_| {
            devices.confirm(device);
            say(words.now().devices.confirmed.with(&[("code", &code)]));
        }
    };
    let remove = move |_| {
        devices.take_back(device);
        say(words.now().who.device_removed.with(&[("code", &code)]));
    };
    view! {
        <p role="status"><strong>{new}</strong>" "{move || words.get().devices.new_ask}</p>
        <div class="notice-ways">
            <button type="button" class="ds-button" data-variant="secondary" on:click=confirm>
                {move || words.get().devices.mine}
            </button>
            <button type="button" class="ds-button" data-variant="secondary" data-color="danger" on:click=remove>
                {move || words.get().devices.not_mine}
            </button>
        </div>
    }
}
