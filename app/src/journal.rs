//! What was typed and not confirmed when the page was hidden, kept in localStorage until it is durable in the store.
//! One entry a batch, so that each is forgotten alone, when its own confirmation comes.

use crate::remembered;
use samvev_engine::messages::{BatchId, Unconfirmed};
use std::collections::BTreeSet;

const PREFIX: &str = "samvev.unconfirmed.";

fn name(batch: BatchId) -> String {
    let mut name = PREFIX.to_owned();
    push_hex(&mut name, &batch.0);
    name
}

/// Writes down a batch at once. Called while the page is being hidden, where nothing slower is sure to happen.
pub fn write(unconfirmed: &Unconfirmed) {
    if let Ok(bytes) = postcard::to_stdvec(unconfirmed) {
        let mut text = String::with_capacity(bytes.len() * 2);
        push_hex(&mut text, &bytes);
        remembered::remember(&name(unconfirmed.batch), &text);
    }
}

/// Forgets batches that are durable.
pub fn forget(batches: &[BatchId]) {
    batches.iter().for_each(|batch| remembered::forget(&name(*batch)));
}

/// What earlier pages left behind, each batch after the one it was typed after.
pub fn read() -> Vec<Unconfirmed> {
    let stored = remembered::names(PREFIX);
    in_order(stored.iter().filter_map(|name| decode(&remembered::recall(name)?)).collect())
}

fn decode(text: &str) -> Option<Unconfirmed> {
    let pairs = text.as_bytes().chunks(2).map(|pair| core::str::from_utf8(pair).ok());
    let bytes = pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect::<Option<Vec<u8>>>()?;
    postcard::from_bytes(&bytes).ok()
}

fn in_order(mut waiting: Vec<Unconfirmed>) -> Vec<Unconfirmed> {
    let known: BTreeSet<BatchId> = waiting.iter().map(|one| one.batch).collect();
    let mut placed = BTreeSet::new();
    let mut ordered = Vec::with_capacity(waiting.len());
    loop {
        let ready = |one: &Unconfirmed| one.after.is_none_or(|after| !known.contains(&after) || placed.contains(&after));
        let (now, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(ready);
        let stuck = now.is_empty();
        placed.extend(now.iter().map(|one| one.batch));
        ordered.extend(now);
        waiting = later;
        if stuck || waiting.is_empty() {
            // Batches that wait for each other in a ring are damaged; the engine judges each alone.
            ordered.append(&mut waiting);
            return ordered;
        }
    }
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    for byte in bytes {
        text.extend([byte >> 4, byte & 15].iter().filter_map(|digit| DIGITS.get(usize::from(*digit))));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;
    use samvev_documents::{document::Heads, plan::PlanField, text::Delta};
    use samvev_engine::messages::DocumentRef;
    use samvev_protocol::ids::{DocumentId, SpaceId};

    fn batch(number: u8, after: Option<u8>) -> Unconfirmed {
        Unconfirmed {
            document: DocumentRef { space: SpaceId::from_bytes([1; 32]), document: DocumentId::from_bytes([2; 16]) },
            field: PlanField::Title,
            batch: BatchId([number; 16]),
            after: after.map(|after| BatchId([after; 16])),
            base: Heads(vec![[7; 32]]),
            delta: Delta::default(),
        }
    }

    #[test]
    fn a_batch_comes_after_the_one_it_was_typed_after() {
        let ordered = in_order(vec![batch(3, Some(2)), batch(2, Some(1)), batch(1, Some(9))]);
        assert_eq!(ordered.iter().map(|one| one.batch.0[0]).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn a_ring_of_damaged_batches_is_still_handed_over() {
        assert_eq!(in_order(vec![batch(1, Some(2)), batch(2, Some(1))]).len(), 2);
    }

    #[test]
    fn what_is_written_is_read() {
        let one = batch(5, None);
        let mut text = String::new();
        push_hex(&mut text, &postcard::to_stdvec(&one).unwrap());
        assert_eq!(decode(&text), Some(one));
        assert_eq!(decode("ingen heks"), None);
        assert_eq!(decode("00ff0"), None);
    }
}
