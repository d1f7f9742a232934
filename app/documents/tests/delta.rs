//! The laws of deltas.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use proptest::prelude::*;
use samvev_documents::text::{Delta, DeltaError, Op, Side};

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!['a', 'b', 'å', '😀', '\n']), 0..8)
        .prop_map(|chars| chars.into_iter().collect())
}

/// A delta that fits a text.
fn fitting(text: &str) -> impl Strategy<Value = Delta> + use<> {
    let chars: Vec<char> = text.chars().collect();
    let steps = prop::collection::vec((0u8..6, words()), chars.len() + 1);
    steps.prop_map(move |steps| {
        Delta::new(
            steps
                .into_iter()
                .enumerate()
                .flat_map(|(index, (choice, words))| {
                    let insert = (choice == 0).then_some(Op::Insert(words));
                    let step = chars.get(index).map(|char| match choice {
                        1 | 2 => Op::Delete(char.len_utf16()),
                        _ => Op::Keep(char.len_utf16()),
                    });
                    insert.into_iter().chain(step)
                }),
        )
    })
}

fn text_with_two() -> impl Strategy<Value = (String, Delta, Delta)> {
    words().prop_flat_map(|text| {
        (fitting(&text), fitting(&text)).prop_map(move |(a, b)| (text.clone(), a, b))
    })
}

fn text_with_chain() -> impl Strategy<Value = (String, Delta, Delta, Delta)> {
    words()
        .prop_flat_map(|text| fitting(&text).prop_map(move |a| (text.clone(), a)))
        .prop_flat_map(|(text, a)| {
            fitting(&a.apply(&text).unwrap()).prop_map(move |b| (text.clone(), a.clone(), b))
        })
        .prop_flat_map(|(text, a, b)| {
            let then = b.apply(&a.apply(&text).unwrap()).unwrap();
            fitting(&then).prop_map(move |c| (text.clone(), a.clone(), b.clone(), c))
        })
}

fn is_canonical(delta: &Delta) -> bool {
    let no_empty = delta.ops().iter().all(|op| match op {
        Op::Keep(count) | Op::Delete(count) => *count > 0,
        Op::Insert(words) => !words.is_empty(),
    });
    let order = delta.ops().windows(2).all(|pair| {
        matches!(
            pair,
            [Op::Keep(_), Op::Insert(_) | Op::Delete(_)]
                | [Op::Insert(_), Op::Keep(_) | Op::Delete(_)]
                | [Op::Delete(_), Op::Keep(_)]
        )
    });
    no_empty && order && !matches!(delta.ops().last(), Some(Op::Keep(_)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn two_in_a_row_are_one((text, a, b, c) in text_with_chain()) {
        let apart = b.apply(&a.apply(&text).unwrap()).unwrap();
        let both = a.compose(&b);
        prop_assert!(is_canonical(&both));
        prop_assert_eq!(both.apply(&text).unwrap(), apart);
        let (left, right) = (both.compose(&c), a.compose(&b.compose(&c)));
        prop_assert_eq!(left.apply(&text), right.apply(&text));
    }

    #[test]
    fn two_at_once_come_out_the_same_in_either_order((text, a, b) in text_with_two()) {
        let a_then_b = b.transform(&a, Side::Second).apply(&a.apply(&text).unwrap()).unwrap();
        let b_then_a = a.transform(&b, Side::First).apply(&b.apply(&text).unwrap()).unwrap();
        prop_assert_eq!(a_then_b, b_then_a);
        prop_assert!(is_canonical(&a.transform(&b, Side::First)));
    }

    #[test]
    fn a_splice_between_two_texts_makes_the_one_of_the_other(old in words(), new in words(), caret in prop::option::of(0usize..12)) {
        let delta = Delta::between(&old, &new, caret);
        prop_assert!(is_canonical(&delta));
        prop_assert_eq!(delta.apply(&old).unwrap(), new.clone());
        let size = |delta: &Delta| delta.ops().iter().map(|op| match op {
            Op::Keep(_) => 0,
            Op::Insert(words) => length(words),
            Op::Delete(count) => *count,
        }).sum::<usize>();
        prop_assert_eq!(size(&delta), size(&Delta::between(&old, &new, None)));
    }

    /// A caret is where an empty mark put in at its place would be.
    #[test]
    fn a_caret_goes_along_with_the_words_around_it((text, delta, _) in text_with_two(), place in any::<prop::sample::Index>(), after in any::<bool>()) {
        let bounds: Vec<usize> = text.char_indices().map(|(byte, _)| length(&text[..byte])).chain([length(&text)]).collect();
        let caret = bounds[place.index(bounds.len())];
        let side = if after { Side::Second } else { Side::First };
        let moved = delta.transform_position(caret, side);
        let mark = Delta::splice(caret, 0, "|").transform(&delta, side);
        prop_assert_eq!(mark, Delta::splice(moved, 0, "|"));
    }

    #[test]
    fn whatever_the_steps_are_nothing_panics(text in words(), ops in prop::collection::vec(prop_oneof![
        (0usize..5).prop_map(Op::Keep), (0usize..5).prop_map(Op::Delete), words().prop_map(Op::Insert),
        Just(Op::Keep(usize::MAX)), Just(Op::Delete(usize::MAX)),
    ], 0..6), other in prop::collection::vec(prop_oneof![
        (0usize..5).prop_map(Op::Keep), (0usize..5).prop_map(Op::Delete), words().prop_map(Op::Insert),
        Just(Op::Keep(usize::MAX)), Just(Op::Delete(usize::MAX)),
    ], 0..6)) {
        let (one, two) = (Delta::new(ops), Delta::new(other));
        prop_assert!(is_canonical(&one));
        let _ = one.apply(&text);
        let _ = one.compose(&two).apply(&text);
        let _ = one.transform(&two, Side::First).apply(&text);
        let _ = one.transform_position(3, Side::Second);
    }
}

#[test]
fn half_a_character_is_refused() {
    for delta in [
        Delta::splice(1, 0, "x"),
        Delta::splice(0, 1, ""),
        Delta::splice(1, 1, ""),
        Delta::splice(2, 1, ""),
    ] {
        assert_eq!(delta.apply("😀"), Err(DeltaError));
    }
    assert_eq!(Delta::splice(0, 2, "x").apply("😀").unwrap(), "x");
}

#[test]
fn the_caret_says_which_of_equal_letters_was_typed() {
    assert_eq!(
        Delta::between("aa", "aaa", Some(2)),
        Delta::splice(1, 0, "a")
    );
    assert_eq!(
        Delta::between("aa", "aaa", Some(1)),
        Delta::splice(0, 0, "a")
    );
    assert_eq!(
        Delta::between("aaa", "aa", Some(1)),
        Delta::splice(1, 1, "")
    );
    // A caret that has moved on since does not make the change larger.
    assert_eq!(
        Delta::between("abc", "abXc", Some(4)),
        Delta::splice(2, 0, "X")
    );
}

#[test]
fn a_changed_character_is_replaced_whole() {
    // Both begin with the same surrogate.
    assert_eq!(Delta::between("😀", "😁", None), Delta::splice(0, 2, "😁"));
}
