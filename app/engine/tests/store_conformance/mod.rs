//! What every store must do. A store's own test file names how a fresh one is opened, see [`conformance_tests`].

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use samvev_engine::store::{Batch, CommitError, Entry, Store};
use std::collections::BTreeMap;

/// A place that keeps entries: at first empty, opened as often as one likes, by tabs at once or one after another.
pub trait Place {
    /// What is opened.
    type Store: Store;
    /// Opens it.
    async fn open(&self) -> Self::Store;
}

/// A key and the value that it has or gets.
type Pair<'a> = (&'a [u8], Option<&'a [u8]>);

fn batch(requires: &[Pair], writes: &[Pair]) -> Batch {
    let owned = |pairs: &[Pair]| {
        pairs
            .iter()
            .map(|(key, value)| (key.to_vec(), value.map(<[u8]>::to_vec)))
            .collect()
    };
    Batch {
        requires: owned(requires),
        writes: owned(writes),
    }
}

fn puts(entries: &[Entry]) -> Batch {
    Batch {
        requires: Vec::new(),
        writes: entries
            .iter()
            .map(|(key, value)| (key.clone(), Some(value.clone())))
            .collect(),
    }
}

/// What was never written is absent, and an empty store has no entries.
pub async fn a_fresh_store_is_empty(place: impl Place) {
    let store = place.open().await;
    assert_eq!(store.get(b"a").await, Ok(None));
    assert_eq!(store.scan(b"").await, Ok(Vec::new()));
    assert_eq!(store.commit(Batch::default()).await, Ok(()));
}

/// A write is read back, replaced, taken away.
pub async fn writes_are_read_back_replaced_and_taken_away(place: impl Place) {
    let store = place.open().await;
    for value in [Some(&b"one"[..]), Some(b"two"), None, None] {
        store.commit(batch(&[], &[(b"key", value)])).await.unwrap();
        assert_eq!(store.get(b"key").await.unwrap().as_deref(), value);
    }
}

/// An empty value is there; an absent one is not. An empty key is a key.
pub async fn an_empty_value_is_not_an_absent_one(place: impl Place) {
    let store = place.open().await;
    let first = batch(
        &[],
        &[
            (b"full", Some(b"x")),
            (b"empty", Some(b"")),
            (b"", Some(b"no key")),
        ],
    );
    store.commit(first).await.unwrap();
    assert_eq!(store.get(b"empty").await, Ok(Some(Vec::new())));
    assert_eq!(store.get(b"").await, Ok(Some(b"no key".to_vec())));
    let as_absent = batch(&[(b"empty", None)], &[(b"done", Some(b""))]);
    assert_eq!(store.commit(as_absent).await, Err(CommitError::Conflict));
    let as_empty = batch(
        &[(b"empty", Some(b"")), (b"absent", None)],
        &[(b"done", Some(b""))],
    );
    assert_eq!(store.commit(as_empty).await, Ok(()));
}

/// A scan gives what begins with the prefix, in the order of the keys' bytes, and nothing beside it.
pub async fn scans_are_in_order_and_keep_to_their_prefix(place: impl Place) {
    let store = place.open().await;
    let keys: [&[u8]; 12] = [
        b"",
        &[0],
        &[0, 0],
        &[0, 255],
        &[1],
        &[127, 128],
        &[128],
        &[254, 255, 255],
        &[255],
        &[255, 254],
        &[255, 255],
        &[255, 255, 0],
    ];
    let mut shuffled = puts(&keys.map(|key| (key.to_vec(), [key, b"!"].concat())));
    shuffled.writes.reverse();
    shuffled.writes.swap(2, 9);
    store.commit(shuffled).await.unwrap();
    let prefixes: [&[u8]; 8] = [
        b"",
        &[0],
        &[0, 255],
        &[1],
        &[127],
        &[254, 255],
        &[255],
        &[255, 255],
    ];
    for prefix in prefixes {
        let expected: Vec<Entry> = keys
            .iter()
            .filter(|key| key.starts_with(prefix))
            .map(|key| (key.to_vec(), [key, &b"!"[..]].concat()))
            .collect();
        assert_eq!(store.scan(prefix).await, Ok(expected), "{prefix:?}");
    }
    assert_eq!(store.scan(&[2]).await, Ok(Vec::new()));
}

/// What is fetched comes in the order asked for, without what is absent.
pub async fn fetched_entries_are_those_asked_for(place: impl Place) {
    let store = place.open().await;
    let entries: Vec<Entry> = (0..5).map(|i| (vec![i], vec![i; 3])).collect();
    store.commit(puts(&entries)).await.unwrap();
    assert_eq!(store.fetch(&[]).await, Ok(Vec::new()));
    let asked: Vec<Vec<u8>> = [4, 9, 0, 7, 2].map(|i| vec![i]).into();
    let expected = [4, 0, 2].map(|i: usize| entries[i].clone());
    assert_eq!(store.fetch(&asked).await, Ok(expected.to_vec()));
    let absent = [vec![9], vec![0, 0], Vec::new()];
    assert_eq!(store.fetch(&absent).await, Ok(Vec::new()));
}

/// Where one key is written twice in a batch, the later write stands.
pub async fn the_later_of_two_writes_stands(place: impl Place) {
    let store = place.open().await;
    let twice = batch(
        &[],
        &[
            (b"a", Some(b"1")),
            (b"a", Some(b"2")),
            (b"b", Some(b"1")),
            (b"b", None),
        ],
    );
    store.commit(twice).await.unwrap();
    assert_eq!(
        store.scan(b"").await,
        Ok(vec![(b"a".to_vec(), b"2".to_vec())])
    );
}

/// Nothing of a batch is done where one requirement does not hold, wherever it stands.
pub async fn a_conflict_leaves_nothing_behind(place: impl Place) {
    let store = place.open().await;
    store
        .commit(batch(&[], &[(b"a", Some(b"1"))]))
        .await
        .unwrap();
    let conflicts: [&[Pair]; 5] = [
        &[(b"a", None)],
        &[(b"a", Some(b"2"))],
        &[(b"a", Some(b"1")), (b"b", Some(b"1"))],
        &[(b"a", Some(b"1 and more"))],
        &[(b"b", None), (b"a", Some(b""))],
    ];
    for requires in conflicts {
        let change = batch(
            requires,
            &[(b"a", None), (b"b", Some(b"2")), (b"c", Some(b"3"))],
        );
        assert_eq!(store.commit(change).await, Err(CommitError::Conflict));
        assert_eq!(
            store.scan(b"").await,
            Ok(vec![(b"a".to_vec(), b"1".to_vec())])
        );
    }
}

/// Two tabs that take the next number never take the same one, though they ask at once.
pub async fn two_handles_never_take_one_number(place: impl Place) {
    let (left, right) = (place.open().await, place.open().await);
    let mut taken = BTreeMap::new();
    for round in 0..10_u8 {
        let before = round.checked_sub(1).map(|last| vec![last]);
        let take = |tab: u8| Batch {
            requires: vec![
                (b"next".to_vec(), before.clone()),
                (vec![b'#', round], None),
            ],
            writes: vec![
                (b"next".to_vec(), Some(vec![round])),
                (vec![b'#', round], Some(vec![tab])),
            ],
        };
        let (first, second) = both(left.commit(take(0)), right.commit(take(1))).await;
        let winner = match (first, second) {
            (Ok(()), Err(CommitError::Conflict)) => 0,
            (Err(CommitError::Conflict), Ok(())) => 1,
            other => panic!("{other:?}"),
        };
        taken.insert(vec![b'#', round], vec![winner]);
    }
    let entries: Vec<Entry> = taken.into_iter().collect();
    assert_eq!(left.scan(b"#").await.as_ref(), Ok(&entries));
    assert_eq!(right.scan(b"#").await.as_ref(), Ok(&entries));
}

/// What one handle has committed, another sees; and one that is opened later, when all others are gone.
pub async fn what_is_committed_outlives_its_handle(place: impl Place) {
    let (left, right) = (place.open().await, place.open().await);
    left.commit(batch(&[], &[(b"a", Some(b"1"))]))
        .await
        .unwrap();
    assert_eq!(right.get(b"a").await, Ok(Some(b"1".to_vec())));
    right
        .commit(batch(&[(b"a", Some(b"1"))], &[(b"a", Some(b"2"))]))
        .await
        .unwrap();
    assert_eq!(left.get(b"a").await, Ok(Some(b"2".to_vec())));
    drop((left, right));
    assert_eq!(place.open().await.get(b"a").await, Ok(Some(b"2".to_vec())));
}

/// A value of a megabyte with every byte in it, several in one batch.
pub async fn big_values_come_back_whole(place: impl Place) {
    let store = place.open().await;
    let big = |seed: u8| -> Vec<u8> {
        (0..1024 * 1024_u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 ^ seed)
            .collect()
    };
    let entries: Vec<Entry> = (0..3).map(|seed| (vec![seed], big(seed))).collect();
    store.commit(puts(&entries)).await.unwrap();
    assert_eq!(store.scan(b"").await, Ok(entries));
    assert_eq!(place.open().await.get(&[2]).await, Ok(Some(big(2))));
}

/// Thousands of entries in one batch, read by parts.
pub async fn thousands_of_entries_are_one_batch(place: impl Place) {
    let store = place.open().await;
    let entries: Vec<Entry> = (0..4_000_u16)
        .map(|i| (i.to_be_bytes().to_vec(), i.to_le_bytes().repeat(20)))
        .collect();
    store.commit(puts(&entries)).await.unwrap();
    assert_eq!(store.scan(b"").await.as_ref(), Ok(&entries));
    assert_eq!(store.scan(&[3]).await.unwrap(), entries[768..1024]);
}

/// A long run of batches ends as it does in an ordered map, seen by two handles that take turns.
pub async fn it_behaves_as_an_ordered_map(place: impl Place) {
    let stores = [place.open().await, place.open().await];
    let mut model: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    let mut dice = Dice(0x5eed);
    let key = |dice: &mut Dice| -> Vec<u8> {
        (0..dice.roll(3))
            .map(|_| [0, 1, 254, 255][dice.roll(4)])
            .collect()
    };
    for turn in 0..200 {
        let store = &stores[dice.roll(2)];
        let mut change = Batch::default();
        for _ in 0..dice.roll(3) {
            let key = key(&mut dice);
            let holds = model.get(&key).cloned();
            let required = if dice.roll(5) == 0 {
                Some(vec![7])
            } else {
                holds
            };
            change.requires.push((key, required));
        }
        for _ in 0..dice.roll(6) {
            let value = (dice.roll(3) > 0).then(|| vec![turn; dice.roll(4)]);
            change.writes.push((key(&mut dice), value));
        }
        let holds = change
            .requires
            .iter()
            .all(|(key, required)| model.get(key) == required.as_ref());
        if holds {
            for (key, value) in change.writes.clone() {
                match value {
                    Some(value) => model.insert(key, value),
                    None => model.remove(&key),
                };
            }
        }
        let expected = if holds {
            Ok(())
        } else {
            Err(CommitError::Conflict)
        };
        assert_eq!(store.commit(change).await, expected, "turn {turn}");
        let prefix = key(&mut dice);
        let entries: Vec<Entry> = model
            .iter()
            .filter(|(key, _)| key.starts_with(&prefix))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        assert_eq!(
            stores[dice.roll(2)].scan(&prefix).await,
            Ok(entries),
            "turn {turn}"
        );
    }
    assert!(!model.is_empty());
}

/// The same throws every time (xorshift, Marsaglia 2003).
struct Dice(u32);

impl Dice {
    fn roll(&mut self, sides: u32) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        (self.0 % sides) as usize
    }
}

/// Awaits both, having begun both.
async fn both<A, B>(left: impl Future<Output = A>, right: impl Future<Output = B>) -> (A, B) {
    use std::{pin::pin, task::Poll};
    let (mut left, mut right) = (pin!(left), pin!(right));
    let (mut first, mut second) = (None, None);
    std::future::poll_fn(move |context| {
        if first.is_none() {
            first = match left.as_mut().poll(context) {
                Poll::Ready(done) => Some(done),
                Poll::Pending => None,
            };
        }
        if second.is_none() {
            second = match right.as_mut().poll(context) {
                Poll::Ready(done) => Some(done),
                Poll::Pending => None,
            };
        }
        match (first.take(), second.take()) {
            (Some(left), Some(right)) => Poll::Ready((left, right)),
            (left, right) => {
                (first, second) = (left, right);
                Poll::Pending
            }
        }
    })
    .await
}

/// Makes the suite's tests: `$run!(test)` for each.
#[macro_export]
macro_rules! conformance_tests {
    ($run:ident) => {
        $run!(a_fresh_store_is_empty);
        $run!(writes_are_read_back_replaced_and_taken_away);
        $run!(an_empty_value_is_not_an_absent_one);
        $run!(scans_are_in_order_and_keep_to_their_prefix);
        $run!(fetched_entries_are_those_asked_for);
        $run!(the_later_of_two_writes_stands);
        $run!(a_conflict_leaves_nothing_behind);
        $run!(two_handles_never_take_one_number);
        $run!(what_is_committed_outlives_its_handle);
        $run!(big_values_come_back_whole);
        $run!(thousands_of_entries_are_one_batch);
        $run!(it_behaves_as_an_ordered_map);
    };
}
