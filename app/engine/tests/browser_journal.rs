//! What was typed last is written down at once, and found by the next page.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![cfg(target_arch = "wasm32")]

use samvev_documents::{document::Heads, plan::PlanField, text::Delta};
use samvev_engine::{
    browser::journal::Journal,
    messages::{BatchId, DocumentRef, StoreProblem, Unconfirmed},
};
use samvev_protocol::ids::{DocumentId, SpaceId};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Storage;

wasm_bindgen_test_configure!(run_in_browser);

fn storage() -> Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

fn written() -> Vec<String> {
    (0..storage().length().unwrap())
        .filter_map(|index| storage().key(index).unwrap())
        .filter(|key| key.starts_with("samvev-journal-"))
        .collect()
}

fn typed(batch: u8) -> Unconfirmed {
    Unconfirmed {
        document: DocumentRef {
            space: SpaceId::from_bytes([1; 32]),
            document: DocumentId::from_bytes([2; 16]),
        },
        field: PlanField::Title,
        batch: BatchId([batch; 16]),
        after: None,
        base: Heads(vec![[7; 32]]),
        delta: Delta::default(),
    }
}

/// As a page that is gone left it.
fn leave_behind(key: &str, batches: &[Unconfirmed]) {
    let bytes = postcard::to_stdvec(batches).unwrap();
    storage().set_item(key, &hex::encode(bytes)).unwrap();
}

#[wasm_bindgen_test]
async fn what_is_unconfirmed_is_written_at_once_and_forgotten_when_it_is_confirmed() {
    storage().clear().unwrap();
    let journal = Journal::open().await;
    journal.write(&[typed(1), typed(2)]).unwrap();
    assert_eq!(written().len(), 1);
    journal.forget(&[typed(1).batch, typed(9).batch]);
    assert_eq!(written().len(), 1);
    journal.forget(&[typed(2).batch]);
    assert_eq!(written(), Vec::<String>::new());
    journal.write(&[]).unwrap();
    assert_eq!(written(), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn what_a_page_that_is_gone_left_behind_is_kept_until_it_is_applied() {
    storage().clear().unwrap();
    let gone = "samvev-journal-1-gone";
    leave_behind(gone, &[typed(1), typed(2)]);
    let journal = Journal::open().await;
    journal.write(&[typed(3)]).unwrap();
    assert_eq!(journal.left_behind().await, [typed(1), typed(2)]);
    assert_eq!(storage().get_item(gone), Ok(None));
    journal.write(&[]).unwrap();
    assert_eq!(written().len(), 1);
    journal.forget(&[typed(1).batch]);
    assert_eq!(journal.left_behind().await, [typed(2)]);
    journal.forget(&[typed(2).batch]);
    assert_eq!(journal.left_behind().await, []);
    assert_eq!(written(), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn a_page_that_lives_keeps_its_own() {
    storage().clear().unwrap();
    let (first, second) = (Journal::open().await, Journal::open().await);
    first.write(&[typed(1)]).unwrap();
    second.write(&[typed(2)]).unwrap();
    assert_eq!(written().len(), 2);
    assert_eq!(first.left_behind().await, []);
    assert_eq!(second.left_behind().await, []);
    assert_eq!(written().len(), 2);
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_left_as_it_is() {
    storage().clear().unwrap();
    let rubbish = ["not hex", "00ff0", "ff", ""];
    for (index, rubbish) in rubbish.iter().enumerate() {
        storage()
            .set_item(&format!("samvev-journal-1-rubbish-{index}"), rubbish)
            .unwrap();
    }
    storage()
        .set_item("samvev-journal-2-of-a-later-version", "00")
        .unwrap();
    assert_eq!(Journal::open().await.left_behind().await, []);
    assert_eq!(written().len(), rubbish.len() + 1);
}

#[wasm_bindgen_test]
async fn a_full_storage_is_told_and_loses_nothing_left_behind() {
    storage().clear().unwrap();
    let gone = "samvev-journal-1-gone-when-full";
    leave_behind(gone, &[typed(1)]);
    let rest = "x".repeat(1024 * 1024);
    let mut index = 0;
    while storage()
        .set_item(&format!("filling-{index}"), &rest)
        .is_ok()
    {
        index += 1;
    }
    let mut little = 64 * 1024;
    while little > 0 {
        index += 1;
        if storage()
            .set_item(&format!("filling-{index}"), &rest[..little])
            .is_err()
        {
            little /= 2;
        }
    }
    let journal = Journal::open().await;
    assert_eq!(journal.write(&[typed(2)]), Err(StoreProblem::Full));
    assert_eq!(journal.left_behind().await, [typed(1)]);
    assert!(storage().get_item(gone).unwrap().is_some());
    storage().clear().unwrap();
}
