use crate::seeded::Seeded;
use proptest::{collection::btree_set, prelude::*};
use samvev_protocol::{
    ids::RecordId,
    reconcile::{Answering, Asking, MAX_MESSAGE, ReconcileError},
};
use std::collections::BTreeSet;

/// What a whole reconciliation found, in how many round trips and bytes.
struct Outcome {
    theirs_to_get: BTreeSet<RecordId>,
    ours_to_get: BTreeSet<RecordId>,
    rounds: usize,
    bytes: usize,
}

fn reconcile(ours: &BTreeSet<RecordId>, theirs: &BTreeSet<RecordId>) -> Outcome {
    let (mut asking, first) = Asking::start(ours.iter()).unwrap();
    let mut answering = Answering::over(theirs.iter()).unwrap();
    let mut outcome = Outcome {
        theirs_to_get: BTreeSet::new(),
        ours_to_get: BTreeSet::new(),
        rounds: 0,
        bytes: 0,
    };
    let mut message = Some(first);
    while let Some(question) = message {
        let answer = answering.answer(&question).unwrap();
        assert!(question.len() <= MAX_MESSAGE && answer.len() <= MAX_MESSAGE);
        outcome.rounds += 1;
        outcome.bytes += question.len() + answer.len();
        let (found, next) = asking.step(&answer).unwrap();
        assert!(found.theirs_to_get.is_sorted() && found.ours_to_get.is_sorted());
        for id in found.theirs_to_get {
            assert!(outcome.theirs_to_get.insert(id), "told twice");
        }
        for id in found.ours_to_get {
            assert!(outcome.ours_to_get.insert(id), "told twice");
        }
        message = next;
    }
    outcome
}

fn assert_exact(ours: &BTreeSet<RecordId>, theirs: &BTreeSet<RecordId>) -> Outcome {
    let outcome = reconcile(ours, theirs);
    assert_eq!(outcome.theirs_to_get, ours - theirs);
    assert_eq!(outcome.ours_to_get, theirs - ours);
    outcome
}

fn random_ids(rng: &mut Seeded, count: usize) -> BTreeSet<RecordId> {
    (0..count)
        .map(|_| RecordId::from_bytes(rng.bytes()))
        .collect()
}

/// Ids that share long beginnings too, where bounds are long.
fn ids() -> impl Strategy<Value = BTreeSet<RecordId>> {
    let id = (0u8..3, any::<[u8; 2]>(), 0usize..31).prop_map(|(fill, tail, at)| {
        let mut id = [fill; 32];
        id[at..at + 2].copy_from_slice(&tail);
        RecordId::from_bytes(id)
    });
    btree_set(id, 0..150)
}

proptest! {
    #[test]
    fn two_sides_find_exactly_their_difference(both in ids(), ours in ids(), theirs in ids()) {
        assert_exact(&(&both | &ours), &(&both | &theirs));
    }

    #[test]
    fn malformed_messages_are_refused_and_never_panic(bytes in any::<Vec<u8>>(), held in ids()) {
        // Whether it happens to be a message does not matter; only that neither side falls.
        let answered = Answering::over(held.iter()).unwrap().answer(&bytes);
        let (mut asking, _) = Asking::start(held.iter()).unwrap();
        let stepped = asking.step(&bytes);
        if bytes.first() != Some(&0x61) {
            prop_assert_eq!(stepped, Err(ReconcileError));
            prop_assert!(answered.is_err() || answered == Ok(vec![0x61]));
        }
    }
}

#[test]
fn ten_missing_of_ten_thousand_take_three_round_trips_and_sixteen_kilobytes_at_most() {
    for seed in 0..5 {
        let rng = &mut Seeded::new(seed);
        let theirs = random_ids(rng, 10_000);
        let mut ours = theirs.clone();
        for _ in 0..10 {
            let at = rng.below(ours.len());
            let id = *ours.iter().nth(at).unwrap();
            ours.remove(&id);
        }
        let outcome = assert_exact(&ours, &theirs);
        println!("{} round trips, {} bytes", outcome.rounds, outcome.bytes);
        assert!(outcome.rounds <= 3, "{} round trips", outcome.rounds);
        assert!(outcome.bytes <= 16 * 1024, "{} bytes", outcome.bytes);
        let other_way = assert_exact(&theirs, &ours);
        assert!(other_way.rounds <= 3 && other_way.bytes <= 16 * 1024);
    }
}

#[test]
fn sets_far_larger_than_a_message_converge() {
    let rng = &mut Seeded::new(1);
    let (ours, theirs, both) = (
        random_ids(rng, 4_000),
        random_ids(rng, 3_000),
        random_ids(rng, 500),
    );
    let outcome = assert_exact(&(&ours | &both), &(&theirs | &both));
    assert!(outcome.rounds > 3);
    assert_exact(&ours, &BTreeSet::new());
    assert_exact(&BTreeSet::new(), &theirs);
    let same = assert_exact(&both, &both);
    assert_eq!(same.rounds, 1);
}

#[test]
fn too_long_a_message_is_refused() {
    let held = random_ids(&mut Seeded::new(1), 10);
    let long = vec![0x61; MAX_MESSAGE + 1];
    assert_eq!(
        Answering::over(held.iter()).unwrap().answer(&long),
        Err(ReconcileError)
    );
    let (mut asking, _) = Asking::start(held.iter()).unwrap();
    assert_eq!(asking.step(&long), Err(ReconcileError));
}

#[test]
fn a_side_that_never_ends_is_given_up() {
    let held = random_ids(&mut Seeded::new(1), 100);
    let (mut asking, _) = Asking::start(held.iter()).unwrap();
    // "Everything up to the end differs from yours", for ever.
    let endless = [vec![0x61, 0, 0, 1], vec![7; 16]].concat();
    let rounds = (0..10_000)
        .take_while(|_| matches!(asking.step(&endless), Ok((_, Some(_)))))
        .count();
    assert!(rounds < 10_000);
}
