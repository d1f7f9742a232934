#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
use super::*;

fn heads(n: u8) -> Heads {
    Heads(vec![[n; 32]])
}

fn name(n: u8) -> BatchId {
    BatchId([n; 16])
}

fn answer<'a>(opening: u32, revision: u64, text: &'a str, heads: &'a Heads) -> Opened<'a> {
    Opened {
        opening,
        revision,
        text,
        heads,
        others: None,
    }
}

fn open(text: &str) -> Typing {
    let mut typing = Typing::new(text, heads(0));
    assert!(matches!(typing.ask(), Ask::Open(_)));
    assert!(typing.opened(answer(1, 4, text, &heads(0))).is_empty());
    typing
}

#[test]
fn what_is_typed_before_the_engine_answers_is_kept_and_meets_what_others_wrote() {
    let mut typing = Typing::new("Felles dag", heads(0));
    typing.ask();
    typing.typed("Felles fagdag", Some(10), 0.0);
    assert_eq!(typing.waiting_since(), None);
    let delta = typing.opened(answer(1, 7, "En felles dag", &heads(1)));
    assert_eq!(delta.apply("Felles fagdag").unwrap(), "En felles fagdag");
    assert_eq!(typing.shown(), "En felles fagdag");
    let batch = typing.take(|| name(1)).unwrap();
    assert_eq!((batch.name, batch.revision), (name(1), 7));
    assert_eq!(
        batch.delta.apply("En felles dag").unwrap(),
        "En felles fagdag"
    );
}

#[test]
fn one_batch_is_in_flight_at_a_time() {
    let mut typing = open("a");
    typing.typed("ab", Some(2), 10.0);
    assert_eq!(typing.waiting_since(), Some(10.0));
    assert!(typing.take(|| name(1)).is_some());
    typing.typed("abc", Some(3), 20.0);
    assert_eq!(typing.take(|| name(2)), None);
    assert_eq!(typing.waiting_since(), None);
    typing.confirmed(name(9), &heads(9));
    assert_eq!(typing.take(|| name(2)), None);
    typing.confirmed(name(1), &heads(1));
    let batch = typing.take(|| name(2)).unwrap();
    assert_eq!(
        (batch.revision, batch.delta.apply("ab").unwrap().as_str()),
        (5, "abc")
    );
    assert!(!typing.is_settled());
    typing.confirmed(name(2), &heads(2));
    assert!(typing.is_settled());
}

#[test]
fn escape_takes_back_what_i_typed_and_leaves_what_others_did() {
    let mut typing = open("Rektor følger opp");
    typing.typed("Rektor og leder følger opp", None, 0.0);
    typing.changed(&Delta::splice(17, 0, " hver måned"), &heads(1));
    typing.typed("Rektor, leder følger opp hver måned", None, 0.0);
    assert_eq!(
        typing.give_back().apply(typing.shown()).unwrap(),
        "Rektor følger opp hver måned"
    );
}

#[test]
fn the_journal_gets_what_is_in_flight_and_what_gathers_and_the_names_hold() {
    let mut typing = open("a");
    typing.typed("ab", None, 0.0);
    typing.take(|| name(1));
    typing.typed("abc", None, 0.0);
    let open = typing.unconfirmed(|| name(2));
    assert_eq!(
        open.iter()
            .map(|one| (one.name, one.after))
            .collect::<Vec<_>>(),
        [(name(1), None), (name(2), Some(name(1)))]
    );
    assert_eq!(
        open[1]
            .delta
            .apply(&open[0].delta.apply("a").unwrap())
            .unwrap(),
        "abc"
    );
    // The page stayed: what gathers is sent under the name that the journal knows.
    typing.confirmed(name(1), &heads(1));
    assert_eq!(typing.take(|| name(3)).unwrap().name, name(2));
}

/// An engine that begins again while "b" is in flight and "c" gathers: what was in flight is replayed, then the text is
/// asked for.
fn begun_again() -> Typing {
    let mut typing = open("a");
    typing.typed("ab", None, 0.0);
    typing.take(|| name(1));
    typing.typed("abc", None, 0.0);
    let Ask::Replay(replayed) = typing.ask() else {
        panic!("what was in flight may be lost");
    };
    assert_eq!((replayed.name, &replayed.base), (name(1), &heads(0)));
    assert_eq!(replayed.delta.apply("a").unwrap(), "ab");
    assert_eq!(typing.take(|| name(2)), None);
    assert_eq!(typing.replayed(name(9)), None);
    let opening = Opening {
        opening: 2,
        since: heads(0),
        batch: Some(name(1)),
    };
    assert_eq!(typing.replayed(name(1)), Some(opening));
    typing
}

#[test]
fn an_engine_that_began_again_gets_what_it_has_not() {
    let mut typing = begun_again();
    assert!(typing.opened(answer(2, 0, "ab", &heads(3))).is_empty());
    assert_eq!(typing.shown(), "abc");
    assert_eq!(
        typing.take(|| name(2)).unwrap().delta.apply("ab").unwrap(),
        "abc"
    );
}

#[test]
fn what_others_wrote_while_the_engine_was_gone_is_theirs() {
    let mut typing = begun_again();
    let others = Delta::splice(0, 0, "De: ");
    let change = typing.opened(Opened {
        others: Some(&others),
        ..answer(2, 0, "De: ab", &heads(3))
    });
    assert_eq!(change, others);
    assert_eq!(typing.shown(), "De: abc");
    let batch = typing.take(|| name(2)).unwrap();
    assert_eq!(batch.delta, Delta::splice(6, 0, "c"));
    // Nobody can tell what they did: it is seen by comparing.
    let mut typing = begun_again();
    typing.opened(answer(2, 0, "De: ab", &heads(3)));
    assert_eq!(typing.shown(), "De: abc");
}

#[test]
fn only_the_answer_to_the_last_opening_counts() {
    let mut typing = Typing::new("a", heads(0));
    typing.ask();
    typing.ask();
    typing.typed("ab", None, 0.0);
    typing.opened(answer(1, 0, "a", &heads(0)));
    assert_eq!(typing.take(|| name(1)), None);
    typing.opened(answer(2, 0, "a", &heads(0)));
    assert!(typing.take(|| name(1)).is_some());
    // One that was asked for before the engine began again.
    assert!(typing.opened(answer(2, 0, "a", &heads(0))).is_empty());
    assert_eq!(typing.shown(), "ab");
}
