//! What people see: pages, components, languages. One wasm module serves the page and its engine's Web Worker: `start.js`
//! calls [`start_page`], `engine.js` the engine's own entry.

// Natively this crate is only tested, so what the browser calls is called by nobody.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code, unused_imports))]

mod address;
mod browser;
mod closed;
mod devices;
mod engine;
mod erasing;
mod exchange;
mod frame;
mod joining;
mod key_file;
mod languages;
mod party;
mod place;
mod plan;
mod remembered;
mod servers;
mod sharing;
mod start;
mod who;
#[cfg(target_arch = "wasm32")]
mod wire;

fn main() {}

/// Draws the app in the page's body and starts its engine. `module`: the compiled `WebAssembly.Module`; `engine_script` and
/// `word_script`: where the scripts of the Web Workers lie that belong to it; `begun`: a Web Worker of the first that waits
/// for the module.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn start_page(
    module: wasm_bindgen::JsValue,
    engine_script: &str,
    begun: Option<web_sys::Worker>,
    word_script: String,
) {
    use leptos::prelude::*;
    console_error_panic_hook::set_once();
    if let Some(before) = document().get_element_by_id("before") {
        before.remove();
    }
    // A mail filter that rewrites links may have escaped the `#` of an invitation.
    if let (Ok(path), Ok(history)) = (location().pathname(), window().history())
        && path.contains("%23")
    {
        let address = path.replacen("%23", "#", 1);
        history
            .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address))
            .unwrap_or_default();
    }
    joining::bring_invitation_back();
    exchange::word_lies_at(word_script);
    let engine_script = engine_script.to_owned();
    mount_to_body(
        move || view! { <frame::Shell engine=wire::connect(&engine_script, module, begun) /> },
    );
}
