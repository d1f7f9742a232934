//! The store in IndexedDB keeps to what every store must do: in a dedicated Web Worker of a real browser.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![cfg(target_arch = "wasm32")]

mod store_conformance;
mod store_indexed_db_place;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

store_indexed_db_tests!();
