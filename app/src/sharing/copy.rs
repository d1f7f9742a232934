//! A link to be copied: shown whole, with a button beside it.

use crate::languages::use_words;
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Not,
    Yes,
    Refused,
}

/// The link and the button.
#[component]
pub fn CopyLink(
    /// The field's element.
    id: &'static str,
    /// The link.
    link: String,
) -> impl IntoView {
    let words = use_words();
    let field = NodeRef::<html::Input>::new();
    let copied = RwSignal::new(Copied::Not);
    let copying = link.clone();
    let copy = move |_| {
        let copying = copying.clone();
        spawn_local(async move {
            let written = write(&copying).await;
            copied.try_set(if written {
                Copied::Yes
            } else {
                Copied::Refused
            });
            if let (false, Some(field)) = (written, field.try_get_untracked().flatten()) {
                field.select();
            }
        });
    };
    let said = move || match copied.get() {
        Copied::Not => "",
        Copied::Yes => words.get().sharing.copied,
        Copied::Refused => words.get().sharing.not_copied,
    };
    view! {
        <div class="ds-field copied-link">
            <label class="ds-label" for=id>{move || words.get().sharing.link}</label>
            <input
                class="ds-input"
                id=id
                type="text"
                readonly
                node_ref=field
                prop:value=link
                on:focus:target=|event| event.target().select()
            />
        </div>
        <div class="copy">
            <button type="button" class="ds-button" on:click=copy>{move || words.get().sharing.copy}</button>
            <span role="status">{said}</span>
        </div>
    }
}

/// Whether the browser copied it.
async fn write(text: &str) -> bool {
    let clipboard: JsValue = window().navigator().clipboard().into();
    // Undefined where the address is not secure, and in some windows of other apps, whatever the binding's type says.
    let Ok(clipboard) = clipboard.dyn_into::<Clipboard>() else {
        return false;
    };
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
