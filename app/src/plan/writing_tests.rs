#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
//! What the page sends for what a person types.

use super::*;
use samvev_documents::{document::Heads, id::ItemId, plan::Place};
use samvev_protocol::ids::{DocumentId, SpaceId};
use std::sync::atomic::{AtomicU8, Ordering};

const TITLE: PlanField = PlanField::Title;

fn document() -> DocumentRef {
    DocumentRef {
        space: SpaceId::from_bytes([1; 32]),
        document: DocumentId::from_bytes([2; 16]),
    }
}

fn writing() -> Writing {
    static NEXT: AtomicU8 = AtomicU8::new(1);
    Writing::new(document(), || {
        BatchId([NEXT.fetch_add(1, Ordering::Relaxed); 16])
    })
}

fn opened(field: PlanField, text: &str) -> Event {
    Event::FieldOpened {
        document: document(),
        field,
        opening: 1,
        revision: 0,
        text: text.to_owned(),
        heads: Heads::default(),
        others: None,
    }
}

fn confirm(todo: &Todo) -> Event {
    let batch = todo.send.iter().find_map(|command| match command {
        Command::EditField { field, batch, .. } => Some((*field, *batch)),
        _ => None,
    });
    let (field, batch) = batch.expect("a batch was sent");
    Event::FieldConfirmed {
        document: document(),
        field,
        batch,
        heads: Heads::default(),
    }
}

fn sent(todo: &Todo) -> Vec<&'static str> {
    todo.send
        .iter()
        .map(|command| match command {
            Command::Act { .. } => "act",
            Command::OpenField { .. } => "open",
            Command::EditField { .. } => "edit",
            Command::CloseField { .. } => "close",
            Command::Undo(_) => "undo",
            Command::Replay(_) => "replay",
            _ => "other",
        })
        .collect()
}

#[test]
fn typing_is_gathered_for_half_a_second_and_for_a_quarter_among_others() {
    let mut writing = writing();
    assert_eq!(sent(&writing.begin(TITLE, "", None).1), ["open"]);
    writing.hear(&opened(TITLE, ""), 0.0);
    assert_eq!(sent(&writing.typed(TITLE, "P", Some(1), 1000.0)), [""; 0]);
    assert_eq!(writing.next_due(), Some(1500.0));
    assert_eq!(sent(&writing.send_due(1499.0)), [""; 0]);
    writing.set_together(true);
    assert_eq!(writing.next_due(), Some(1250.0));
    assert_eq!(sent(&writing.send_due(1250.0)), ["edit"]);
}

#[test]
fn leaving_a_text_sends_at_once_and_closes_when_confirmed() {
    let mut writing = writing();
    writing.begin(TITLE, "", None);
    writing.hear(&opened(TITLE, ""), 0.0);
    writing.typed(TITLE, "Plan", Some(4), 0.0);
    let todo = writing.end(TITLE);
    assert_eq!(sent(&todo), ["edit"]);
    assert_eq!(writing.words(TITLE), Some("Plan"));
    assert_eq!(sent(&writing.hear(&confirm(&todo), 1.0)), ["close"]);
    assert_eq!(writing.words(TITLE), None);
}

#[test]
fn what_was_typed_before_the_engine_answered_is_sent_after_leaving_too() {
    let mut writing = writing();
    writing.begin(TITLE, "", None);
    writing.typed(TITLE, "Plan", Some(4), 0.0);
    assert_eq!(sent(&writing.end(TITLE)), [""; 0]);
    let todo = writing.hear(&opened(TITLE, ""), 5.0);
    assert_eq!(sent(&todo), ["edit"]);
    assert_eq!(sent(&writing.hear(&confirm(&todo), 9.0)), ["close"]);
}

#[test]
fn coming_back_before_all_is_confirmed_goes_on_where_one_was() {
    let mut writing = writing();
    writing.begin(TITLE, "", None);
    writing.hear(&opened(TITLE, ""), 0.0);
    writing.typed(TITLE, "Plan", Some(4), 0.0);
    let todo = writing.end(TITLE);
    let (words, again) = writing.begin(TITLE, "gammelt", None);
    assert_eq!((words.as_str(), sent(&again)), ("Plan", vec![]));
    assert_eq!(sent(&writing.hear(&confirm(&todo), 1.0)), [""; 0]);
}

#[test]
fn the_empty_row_becomes_an_action_when_somebody_types_in_it() {
    let (action, column) = (ItemId::nth(1), ItemId::nth(2));
    let field = PlanField::Cell { action, column };
    let add = || PlanIntent::AddAction {
        id: action,
        chapter: ItemId::nth(3),
        place: Place::Last,
    };
    let mut writing = writing();
    assert_eq!(sent(&writing.begin(field, "", Some(add())).1), [""; 0]);
    assert_eq!(sent(&writing.end(field)), [""; 0]);
    assert_eq!(writing.words(field), None);
    writing.begin(field, "", Some(add()));
    assert_eq!(
        sent(&writing.typed(field, "F", Some(1), 0.0)),
        ["act", "open"]
    );
    assert_eq!(sent(&writing.typed(field, "Fa", Some(2), 0.0)), [""; 0]);
    assert_eq!(sent(&writing.hear(&opened(field, ""), 600.0)), ["edit"]);
}

#[test]
fn undo_waits_until_what_was_typed_is_settled() {
    let mut writing = writing();
    writing.begin(TITLE, "", None);
    writing.hear(&opened(TITLE, ""), 0.0);
    writing.typed(TITLE, "P", Some(1), 0.0);
    let first = writing.flush();
    writing.typed(TITLE, "Pl", Some(2), 0.0);
    assert_eq!(
        sent(&writing.afterwards(Command::Undo(document()))),
        [""; 0]
    );
    let second = writing.hear(&confirm(&first), 1.0);
    assert_eq!(sent(&second), ["edit"]);
    assert_eq!(sent(&writing.hear(&confirm(&second), 2.0)), ["undo"]);
}

#[test]
fn what_others_write_is_shown_in_the_open_text() {
    let mut writing = writing();
    writing.begin(TITLE, "Plan", None);
    writing.hear(&opened(TITLE, "Plan"), 0.0);
    let delta = Delta::splice(4, 0, " for barn");
    let event = Event::FieldChanged {
        document: document(),
        field: TITLE,
        delta: delta.clone(),
        heads: Heads::default(),
    };
    assert_eq!(writing.hear(&event, 1.0).show, Some((TITLE, delta)));
    assert_eq!(writing.words(TITLE), Some("Plan for barn"));
}

#[test]
fn the_journal_gets_all_that_is_not_confirmed() {
    let mut writing = writing();
    for field in [TITLE, PlanField::Goal(ItemId::nth(1))] {
        writing.begin(field, "", None);
        writing.hear(&opened(field, ""), 0.0);
        writing.typed(field, "x", None, 0.0);
    }
    assert_eq!(writing.unconfirmed().len(), 2);
    assert_eq!(writing.unconfirmed(), writing.unconfirmed());
}

#[test]
fn a_new_row_that_the_engine_took_with_it_is_made_again() {
    let (action, column) = (ItemId::nth(1), ItemId::nth(2));
    let field = PlanField::Cell { action, column };
    let mut writing = writing();
    let add = PlanIntent::AddAction {
        id: action,
        chapter: ItemId::nth(3),
        place: Place::Last,
    };
    writing.begin(field, "", Some(add));
    writing.typed(field, "F", Some(1), 0.0);
    assert_eq!(sent(&writing.open_again()), ["act", "open"]);
    assert_eq!(sent(&writing.hear(&opened(field, ""), 600.0)), [""; 0]);
    let second = Event::FieldOpened {
        document: document(),
        field,
        opening: 2,
        revision: 0,
        text: String::new(),
        heads: Heads::default(),
        others: None,
    };
    assert_eq!(sent(&writing.hear(&second, 600.0)), ["edit"]);
    assert_eq!(sent(&writing.open_again()), ["replay"]);
}

#[test]
fn the_journal_gets_what_is_typed_before_the_text_is_open() {
    let mut writing = writing();
    let heads = Heads(vec![[7; 32]]);
    writing.stands(&heads);
    writing.begin(TITLE, "Plan", None);
    writing.typed(TITLE, "Planen", Some(6), 0.0);
    let [one] = writing.unconfirmed().try_into().unwrap();
    assert_eq!((one.base, one.after), (heads, None));
    assert_eq!(one.delta.apply("Plan").unwrap(), "Planen");
    // The page stayed: it is sent under the name that the journal knows.
    let todo = writing.hear(&opened(TITLE, "Plan"), 900.0);
    assert!(matches!(
        todo.send.as_slice(),
        [Command::EditField { batch, .. }] if *batch == one.batch
    ));
}

#[test]
fn what_waits_for_a_text_that_is_gone_waits_no_longer() {
    let mut writing = writing();
    writing.begin(TITLE, "Plan", None);
    writing.typed(TITLE, "Planer", None, 0.0);
    let waiting = writing.afterwards(Command::Undo(document()));
    assert!(!sent(&waiting).contains(&"undo"));
    let failed = Event::FieldFailed {
        document: document(),
        field: TITLE,
    };
    let now = writing.hear(&failed, 1.0);
    assert!(now.send.contains(&Command::Undo(document())));
    assert!(writing.unconfirmed().is_empty());
}
