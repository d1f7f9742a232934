#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
//! What holds for every text in every language.

use super::{Count, Language, Sentence, declare::Written};
use std::collections::BTreeSet;

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

#[test]
fn no_word_of_the_machinery_reaches_a_screen() {
    let banned = [
        "relay",
        "relé",
        "epoch",
        "epoke",
        "crdt",
        "sync",
        "synk",
        "automerge",
        "websocket",
        "indexeddb",
    ];
    for language in Language::ALL {
        for (name, forms) in language.words().texts() {
            for form in forms {
                let lower = form.to_lowercase();
                for word in banned {
                    assert!(
                        !lower.contains(word),
                        "{name} ({}) says «{word}»: {form}",
                        language.code()
                    );
                }
            }
        }
    }
}

#[test]
fn a_server_always_has_an_owner() {
    for language in Language::ALL {
        for (name, forms) in language.words().texts() {
            for form in forms
                .iter()
                .filter(|form| form.to_lowercase().contains("server"))
            {
                let lower = form.to_lowercase();
                let owners = ["{host}", "{owner}", "kommune", "kommunane", "municipalit"];
                let owned = owners.iter().any(|owner| lower.contains(owner));
                assert!(owned, "{name} ({}): whose server? {form}", language.code());
            }
        }
    }
}

#[test]
fn nothing_is_shouted_or_left_empty() {
    for language in Language::ALL {
        for (name, forms) in language.words().texts() {
            for form in forms {
                assert!(!form.contains('!'), "{name} ({}): {form}", language.code());
                assert!(
                    !form.trim().is_empty(),
                    "{name} ({}) is empty",
                    language.code()
                );
                assert_eq!(
                    form.trim(),
                    form,
                    "{name} ({}) has space around it",
                    language.code()
                );
            }
        }
    }
}

#[test]
fn the_three_languages_have_the_same_places_for_values() {
    let bokmal = Language::Nb.words().texts();
    for language in [Language::Nn, Language::En] {
        for ((name, ours), (_, theirs)) in bokmal.iter().zip(language.words().texts()) {
            for (our, their) in ours.iter().zip(theirs) {
                // One form of a count may do without its number: «ett tiltak», «én endring».
                let differ: BTreeSet<_> = places(our)
                    .symmetric_difference(&places(their))
                    .copied()
                    .collect();
                assert!(
                    differ.is_empty() || differ == BTreeSet::from(["n"]),
                    "{name} ({}): {their}",
                    language.code()
                );
            }
        }
    }
}

#[test]
fn nynorsk_is_not_bokmål() {
    for (name, forms) in Language::Nn.words().texts() {
        for form in forms {
            for word in form.split(|letter: char| !letter.is_alphabetic()) {
                let bokmal = [
                    "ikke", "jeg", "hva", "hvem", "en", "fra", "noe", "dere", "åpner", "lenken",
                    "filen",
                ];
                assert!(
                    !bokmal.contains(&word.to_lowercase().as_str()),
                    "{name} says «{word}»: {form}"
                );
            }
        }
    }
}

#[test]
fn a_value_with_braces_is_left_as_it_is() {
    let sentence = Sentence("{name} og {other} i {unknown}");
    assert_eq!(
        sentence.with(&[("name", "{other}"), ("other", "Per")]),
        "{other} og Per i {unknown}"
    );
    assert_eq!(Sentence("{").with(&[]), "{");
}

#[test]
fn one_is_said_otherwise_than_none_and_several() {
    let count = Count("ett tiltak", "{n} tiltak");
    assert_eq!(
        [count.of(0), count.of(1), count.of(2)],
        ["0 tiltak", "ett tiltak", "2 tiltak"]
    );
    assert_eq!(count.forms().len(), 2);
}
