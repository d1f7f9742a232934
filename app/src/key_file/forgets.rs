//! «Denne nettleseren kan komme til å glemme deg»: said once, where something is shared and the browser does not promise to
//! keep it.

use super::use_key_files;
use crate::{
    browser,
    engine::{Engine, use_engine},
    languages::use_words,
    place::Place,
};
use leptos::{prelude::*, task::spawn_local};
use samvev_engine::messages::{OnDevice, Problem, SpaceSummary};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// The warning.
#[component]
pub fn Forgets(
    /// Where the person is.
    place: Memo<Place>,
) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let files = use_key_files();
    let concerned = Memo::new(move |_| {
        !files.no_warning.get() && is_shared(engine) && !asks_else(engine, place.get())
    });
    let promised = RwSignal::new(true);
    Effect::new(move || {
        // Asked again at each place: the browser may have let the person decide meanwhile.
        place.track();
        if concerned.get() {
            spawn_local(async move { promised.set(keeps().await) });
        }
    });
    let shown = move || concerned.get() && !promised.get() && !keeps_nothing(engine);
    view! {
        <Show when=shown>
            <div class="forgets notice">
                <p role="status">
                    {move || words.get().key_file.forgets}
                    {forgets_in_a_week().then_some(move || format!(" {}", words.get().key_file.forgets_in_a_week))}
                </p>
                <div class="notice-ways">
                    <button
                        type="button"
                        class="ds-button"
                        data-variant="secondary"
                        on:click=move |_| files.ask_to_make()
                    >
                        {move || words.get().key_file.keep}
                    </button>
                    <button type="button" class="ds-button" data-variant="tertiary" on:click=move |_| files.never_warn()>
                        {move || words.get().key_file.not_now}
                    </button>
                </div>
            </div>
        </Show>
    }
}

/// Whether there is anything that a key file would bring back.
fn is_shared(engine: Engine) -> bool {
    let shared = |space: &SpaceSummary| space.role.is_some() && !space.directory.relays.is_empty();
    engine
        .spaces()
        .with(|spaces| spaces.iter().flatten().any(shared))
}

/// Whether the person is asked something else here already.
fn asks_else(engine: Engine, place: Place) -> bool {
    let space = place.space().and_then(|space| engine.space(space));
    place == Place::Join || space.is_some_and(|space| !space.unconfirmed.is_empty())
}

/// Whether it is said already that the browser keeps nothing at all, as in a private window.
fn keeps_nothing(engine: Engine) -> bool {
    let is_told = engine.problems().with(|problems| {
        let mut problems = problems.iter();
        problems.any(|(_, problem)| matches!(problem, Problem::Store(_)))
    });
    let spaces = engine.spaces().get().unwrap_or_default();
    let mut states = spaces.iter().filter_map(|one| engine.saved(one.space));
    is_told || states.any(|state| matches!(state.device, OnDevice::Failed(_)))
}

/// Whether the browser promises not to evict what is stored.
async fn keeps() -> bool {
    let storage: JsValue = window().navigator().storage().into();
    // Undefined where the address is not secure, whatever the binding's type says.
    let Ok(storage) = storage.dyn_into::<StorageManager>() else {
        return false;
    };
    match storage.persisted().map(JsFuture::from) {
        Ok(kept) => kept.await.is_ok_and(|kept| kept.is_truthy()),
        Err(_) => false,
    }
}

/// Whether the browser deletes what a site stored after seven days without a visit: those on WebKit do, but for an app on the
/// home screen (<https://webkit.org/tracking-prevention/>).
fn forgets_in_a_week() -> bool {
    browser::is_webkit(&browser::agent()) && !browser::is_on_home_screen()
}
