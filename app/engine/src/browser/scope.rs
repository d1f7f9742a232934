//! What a page and a Web Worker have alike.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::WorkerGlobalScope;

/// The global object. On a page it is a `Window`, which has all that is used of a Web Worker's here under the same names.
pub(super) fn global() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// The time: milliseconds since 1970.
pub(super) fn now() -> u64 {
    // Whole and positive; a float holds it exactly for 285,000 years.
    js_sys::Date::now() as u64
}

/// Bytes as a message carries them.
pub(super) fn to_buffer(bytes: &[u8]) -> ArrayBuffer {
    Uint8Array::from(bytes).buffer()
}

/// The bytes of a message; none if it is something else.
pub(super) fn from_buffer(message: &JsValue) -> Option<Vec<u8>> {
    let buffer = message.dyn_ref::<ArrayBuffer>()?;
    Some(Uint8Array::new(buffer).to_vec())
}
