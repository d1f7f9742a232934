//! A database of each test's own in IndexedDB, and the tests that page and Web Worker share.

use crate::store_conformance::Place;
use indexed_db_futures::database::Database;
use samvev_engine::browser::indexed_db::IndexedDbStore;

/// An empty database.
pub struct Profile(String);

impl Profile {
    /// Takes away what an earlier run left.
    pub async fn fresh(test: &str) -> Self {
        let name = format!("test {test}");
        Database::delete_by_name(&name).unwrap().await.unwrap();
        Self(name)
    }
}

impl Place for Profile {
    type Store = IndexedDbStore;
    async fn open(&self) -> IndexedDbStore {
        IndexedDbStore::open(&self.0).await.unwrap()
    }
}

/// The conformance suite, and what is true of IndexedDB alone.
#[macro_export]
macro_rules! store_indexed_db_tests {
    () => {
        macro_rules! in_browser {
            ($name:ident) => {
                #[wasm_bindgen_test::wasm_bindgen_test]
                async fn $name() {
                    let profile = store_indexed_db_place::Profile::fresh(stringify!($name)).await;
                    store_conformance::$name(profile).await;
                }
            };
        }
        conformance_tests!(in_browser);

        #[wasm_bindgen_test::wasm_bindgen_test]
        async fn a_store_gives_way_to_whoever_takes_the_database_away_and_opens_it_anew() {
            use samvev_engine::store::Store;
            use store_conformance::Place;
            let name = "a_store_gives_way";
            let profile = store_indexed_db_place::Profile::fresh(name).await;
            let store = profile.open().await;
            let batch = samvev_engine::store::Batch {
                requires: Vec::new(),
                writes: vec![(b"a".to_vec(), Some(b"1".to_vec()))],
            };
            store.commit(batch.clone()).await.unwrap();
            // Waits for ever where the store holds on to its connection.
            store_indexed_db_place::Profile::fresh(name).await;
            assert_eq!(store.scan(b"").await, Ok(Vec::new()));
            store.commit(batch).await.unwrap();
            assert_eq!(
                profile.open().await.get(b"a").await,
                Ok(Some(b"1".to_vec()))
            );
        }
    };
}
