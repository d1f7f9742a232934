//! The device's secret is made once, and no copy of it can be read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![cfg(target_arch = "wasm32")]

use indexed_db_futures::{Build, BuildPrimitive, database::Database, query_source::QuerySource};
use js_sys::{Reflect, Uint8Array};
use samvev_engine::{
    browser::{
        indexed_db::IndexedDbStore,
        secret::{SecretError, device_seed, new_seed, replace_seed},
    },
    store::{Batch, Store as _},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

async fn fresh(name: &str) -> IndexedDbStore {
    Database::delete_by_name(name).unwrap().await.unwrap();
    IndexedDbStore::open(name).await.unwrap()
}

async fn stored(name: &str) -> Option<JsValue> {
    let database = Database::open(name).await.unwrap();
    let transaction = database.transaction("secrets").build().unwrap();
    let secrets = transaction.object_store("secrets").unwrap();
    secrets.get("device").primitive().unwrap().await.unwrap()
}

#[wasm_bindgen_test]
async fn a_device_has_one_seed_and_another_device_another() {
    let store = fresh("secret: one").await;
    let seed = device_seed(&store).await.unwrap();
    assert_eq!(device_seed(&store).await.unwrap(), seed);
    let reopened = IndexedDbStore::open("secret: one").await.unwrap();
    assert_eq!(device_seed(&reopened).await.unwrap(), seed);
    let other = fresh("secret: other").await;
    assert_ne!(device_seed(&other).await.unwrap(), seed);
}

#[wasm_bindgen_test]
async fn another_seed_takes_the_place_of_the_one_that_is_there_and_stays() {
    let store = fresh("secret: entered").await;
    let first = device_seed(&store).await.unwrap();
    let other = new_seed().unwrap();
    replace_seed(&store, &other).await.unwrap();
    assert_ne!(device_seed(&store).await.unwrap(), first);
    let reopened = IndexedDbStore::open("secret: entered").await.unwrap();
    assert_eq!(device_seed(&reopened).await.unwrap(), other);
    // What stands in the store by now is of the device that is there.
    let listed = Batch {
        requires: Vec::new(),
        writes: vec![(b"l a space".to_vec(), Some(vec![1]))],
    };
    store.commit(listed).await.unwrap();
    let refused = replace_seed(&store, &first).await;
    assert_eq!(refused, Err(SecretError::InUse));
    assert_eq!(device_seed(&store).await.unwrap(), other);
}

#[wasm_bindgen_test]
async fn tabs_that_make_it_at_once_end_with_the_same() {
    let store = fresh("secret: race").await;
    let tab = IndexedDbStore::open("secret: race").await.unwrap();
    let ends: Vec<_> = [store.clone(), tab, store]
        .into_iter()
        .map(|store| {
            let (answer, end) = futures_channel::oneshot::channel();
            wasm_bindgen_futures::spawn_local(async move {
                answer.send(device_seed(&store).await.unwrap()).unwrap();
            });
            end
        })
        .collect();
    let mut seeds = Vec::new();
    for end in ends {
        seeds.push(end.await.unwrap());
    }
    assert_eq!(seeds[0], seeds[1]);
    assert_eq!(seeds[0], seeds[2]);
}

#[wasm_bindgen_test]
async fn what_is_stored_does_not_show_the_seed() {
    let store = fresh("secret: hidden").await;
    let seed = device_seed(&store).await.unwrap();
    let stored = stored("secret: hidden").await.unwrap();
    let key = Reflect::get(&stored, &"key".into()).unwrap();
    assert_eq!(
        Reflect::get(&key, &"extractable".into()),
        Ok(JsValue::FALSE)
    );
    let sealed = Uint8Array::new(&Reflect::get(&stored, &"sealed".into()).unwrap()).to_vec();
    assert_eq!(sealed.len(), 32 + 16);
    assert!(
        !sealed
            .windows(8)
            .any(|part| seed.windows(8).any(|secret| part == secret))
    );
}

#[wasm_bindgen_test]
async fn a_damaged_secret_is_told_and_left_as_it_is() {
    let store = fresh("secret: damaged").await;
    device_seed(&store).await.unwrap();
    let damaged = stored("secret: damaged").await.unwrap();
    let sealed = Uint8Array::new(&Reflect::get(&damaged, &"sealed".into()).unwrap());
    sealed.set_index(3, sealed.get_index(3) ^ 1);
    for rubbish in [
        damaged,
        JsValue::from(7),
        JsValue::from("rubbish"),
        js_sys::Object::new().into(),
    ] {
        let database = Database::open("secret: damaged").await.unwrap();
        let transaction = database
            .transaction("secrets")
            .with_mode(indexed_db_futures::transaction::TransactionMode::Readwrite)
            .build()
            .unwrap();
        let secrets = transaction.object_store("secrets").unwrap();
        secrets
            .put(rubbish)
            .with_key("device")
            .without_key_type()
            .primitive()
            .unwrap();
        drop(secrets);
        transaction.commit().await.unwrap();
        assert_eq!(device_seed(&store).await.err(), Some(SecretError::Damaged));
        assert!(stored("secret: damaged").await.is_some());
    }
}
