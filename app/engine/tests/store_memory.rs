//! The store in memory keeps to what every store must do, and fails as it is told to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![cfg(not(target_arch = "wasm32"))]

mod store_conformance;

use samvev_engine::{
    memory::{Crash, MemoryStore},
    messages::StoreProblem,
    store::{Batch, CommitError},
};
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};
use store_conformance::Place;

struct Memory(MemoryStore);

impl Place for Memory {
    type Store = MemoryStore;
    async fn open(&self) -> MemoryStore {
        self.0.reopen()
    }
}

/// A store in memory never waits.
fn at_once(work: impl Future<Output = ()>) {
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(pin!(work).poll(&mut context), Poll::Ready(()));
}

macro_rules! natively {
    ($name:ident) => {
        #[test]
        fn $name() {
            at_once(store_conformance::$name(Memory(MemoryStore::new())));
        }
    };
}
conformance_tests!(natively);

fn put(key: &[u8]) -> Batch {
    Batch {
        requires: Vec::new(),
        writes: vec![(key.to_vec(), Some(b"value".to_vec()))],
    }
}

#[test]
fn a_full_store_is_still_read() {
    let store = MemoryStore::new();
    store.commit_now(put(b"a")).unwrap();
    store.refuse(Some(StoreProblem::Full));
    assert_eq!(
        store.commit_now(put(b"b")),
        Err(CommitError::Store(StoreProblem::Full))
    );
    assert_eq!(store.scan_now(b"").unwrap().len(), 1);
    assert_eq!(store.reopen().commit_now(put(b"c")), Ok(()));
    store.refuse(None);
    assert_eq!(store.commit_now(put(b"b")), Ok(()));
}

#[test]
fn a_failing_store_is_neither_read_nor_written() {
    let store = MemoryStore::new();
    for problem in [StoreProblem::Failed, StoreProblem::Missing] {
        store.refuse(Some(problem));
        assert_eq!(store.fetch_now(&[b"a".to_vec()]), Err(problem));
        assert_eq!(store.scan_now(b""), Err(problem));
        assert_eq!(
            store.commit_now(put(b"a")),
            Err(CommitError::Store(problem))
        );
    }
}

#[test]
fn a_crash_keeps_all_of_a_commit_or_nothing_and_the_handle_is_dead() {
    for (crash, kept) in [(Crash::Before, 1), (Crash::After, 2)] {
        let store = MemoryStore::new();
        store.crash_after(1, crash);
        assert_eq!(store.commit_now(put(b"a")), Ok(()));
        assert!(!store.crashed());
        assert_eq!(
            store.commit_now(put(b"b")),
            Err(CommitError::Store(StoreProblem::Failed))
        );
        assert!(store.crashed());
        assert_eq!(store.scan_now(b""), Err(StoreProblem::Failed));
        assert_eq!(
            store.commit_now(put(b"c")),
            Err(CommitError::Store(StoreProblem::Failed))
        );
        assert_eq!(store.reopen().scan_now(b"").unwrap().len(), kept);
    }
}
