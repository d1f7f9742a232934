//! Names made at random, by the browser's generator for keys.

use leptos::web_sys::window;
use samvev_documents::id::ItemId;
use samvev_engine::messages::BatchId;

fn bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    if let Some(crypto) = window().and_then(|window| window.crypto().ok()) {
        // It refuses only requests of more than 64 KiB.
        crypto
            .get_random_values_with_u8_array(&mut bytes)
            .map(|_| ())
            .unwrap_or_default();
    }
    bytes
}

/// An identifier for something new in a plan.
pub fn item() -> ItemId {
    ItemId::from_bytes(bytes())
}

/// A name for a batch of typing.
pub fn batch() -> BatchId {
    BatchId(bytes())
}
