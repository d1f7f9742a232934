//! Several fields on several engines type in one text at once, in random order with random delays: all end alike.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use proptest::prelude::*;
use samvev_documents::{
    document::{Document, DocumentKind, Heads, Intent, Inverse, Patch, Value},
    plan::{Plan, PlanField, PlanIntent, PlanPatch},
    text::{Delta, FieldSession, Replica, RichText},
};
use std::collections::VecDeque;

const FIELD: PlanField = PlanField::Title;

enum ToField {
    Confirmed,
    Others(Delta),
}

/// A field in a page, and what is under way between it and its engine.
struct Field {
    replica: Replica,
    sent: VecDeque<(u64, Delta)>,
    coming: VecDeque<ToField>,
    /// What a page would show that only does what the replica tells it.
    shown: String,
}

struct Engine {
    document: Document,
    session: FieldSession,
    fields: Vec<Field>,
    undos: Vec<Inverse>,
    clock: i64,
}

impl Engine {
    fn new(saved: &[u8], actor: u8, fields: usize) -> Self {
        let document = Document::load(DocumentKind::Plan, Some(saved), &[], &[actor; 16]).unwrap();
        let session = FieldSession::new();
        let text = text_of(&document);
        let field = || Field {
            replica: Replica::new(text.clone(), session.revision()),
            sent: VecDeque::new(),
            coming: VecDeque::new(),
            shown: text.clone(),
        };
        let fields = (0..fields).map(|_| field()).collect();
        Self {
            document,
            session,
            fields,
            undos: Vec::new(),
            clock: 0,
        }
    }

    /// Takes the next batch of one of its fields.
    fn serve(&mut self, from: usize) {
        let Some((revision, batch)) = self.fields[from].sent.pop_front() else {
            return;
        };
        let delta = self.session.submit(revision, &batch).unwrap();
        self.clock += 1;
        let intent = Intent::Plan(PlanIntent::EditText {
            field: FIELD,
            delta: delta.clone(),
        });
        let applied = self.document.apply(&intent, self.clock).unwrap();
        self.undos.extend(applied.inverse);
        for (index, field) in self.fields.iter_mut().enumerate() {
            field.coming.push_back(match index == from {
                true => ToField::Confirmed,
                false => ToField::Others(delta.clone()),
            });
        }
    }

    fn tell(&mut self, patches: &[Patch]) {
        for patch in patches {
            if let Patch::Plan(PlanPatch::Text { delta, .. }) = patch {
                self.session.advanced(delta.clone());
                for field in &mut self.fields {
                    field.coming.push_back(ToField::Others(delta.clone()));
                }
            }
        }
    }

    fn undo(&mut self) {
        let Some(inverse) = self.undos.pop() else {
            return;
        };
        self.clock += 1;
        let applied = self.document.undo(&inverse, self.clock).unwrap();
        self.tell(&applied.patches);
    }

    fn forget(&mut self) {
        let seen = self.fields.iter().map(|field| {
            let sent = field.sent.iter().map(|(revision, _)| *revision).min();
            sent.unwrap_or(u64::MAX).min(field.replica.revision())
        });
        self.session.seen_by_all(seen.min().unwrap());
    }
}

impl Field {
    fn type_in(&mut self, at: usize, delete: usize, words: &str) {
        let mut chars: Vec<char> = self.replica.text().chars().collect();
        let at = at % (chars.len() + 1);
        let end = (at + delete).min(chars.len());
        chars.splice(at..end, words.chars());
        let text: String = chars.into_iter().collect();
        self.replica.typed(&text, None);
        self.shown = text;
    }

    fn send(&mut self) {
        self.sent.extend(self.replica.take_batch());
    }

    fn hear(&mut self) {
        match self.coming.pop_front() {
            Some(ToField::Confirmed) => self.replica.confirmed(),
            Some(ToField::Others(delta)) => {
                let change = self.replica.received(&delta);
                self.shown = change.apply(&self.shown).unwrap();
            }
            None => {}
        }
    }
}

fn text_of(document: &Document) -> String {
    let Value::Plan(plan) = document.value().unwrap() else {
        panic!("no plan");
    };
    plan.title.to_plain()
}

fn sync(engines: &mut [Engine], from: usize, to: usize) {
    if from != to {
        let all = engines[from].document.changes_since(&Heads::default());
        let patches = engines[to].document.receive(&[all]).unwrap();
        engines[to].tell(&patches);
    }
}

#[derive(Debug, Clone)]
enum Event {
    Type {
        field: usize,
        at: usize,
        delete: usize,
        words: String,
    },
    Send(usize),
    Serve(usize),
    Hear(usize),
    Sync(usize, usize),
    Undo(usize),
    Forget(usize),
}

const FIELDS: [usize; 3] = [2, 1, 1];

fn event() -> impl Strategy<Value = Event> {
    let words = prop::collection::vec(
        prop::sample::select(vec!['x', 'y', 'ø', '😀', '\n', ' ']),
        0..4,
    )
    .prop_map(|chars| chars.into_iter().collect::<String>());
    let field = 0usize..4;
    prop_oneof![
        4 => (field.clone(), 0usize..30, 0usize..4, words)
            .prop_map(|(field, at, delete, words)| Event::Type { field, at, delete, words }),
        3 => field.clone().prop_map(Event::Send),
        3 => field.clone().prop_map(Event::Serve),
        4 => field.prop_map(Event::Hear),
        2 => (0usize..3, 0usize..3).prop_map(|(from, to)| Event::Sync(from, to)),
        1 => (0usize..3).prop_map(Event::Undo),
        1 => (0usize..3).prop_map(Event::Forget),
    ]
}

/// Engine and field of the n-th field of all.
fn place(nth: usize) -> (usize, usize) {
    let mut rest = nth;
    for (engine, count) in FIELDS.iter().enumerate() {
        if rest < *count {
            return (engine, rest);
        }
        rest -= count;
    }
    panic!("no field {nth}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn fields_that_type_at_once_all_end_alike(events in prop::collection::vec(event(), 1..120)) {
        let plan = Plan { title: RichText::from_plain("Plan for alle"), ..Plan::default() };
        let mut first = Document::create(&Value::Plan(plan), &[9; 16], 0).unwrap();
        let saved = first.save();
        let mut engines: Vec<Engine> = FIELDS.iter().enumerate()
            .map(|(index, fields)| Engine::new(&saved, u8::try_from(index).unwrap(), *fields))
            .collect();
        for event in events {
            match event {
                Event::Type { field, at, delete, words } => {
                    let (engine, field) = place(field);
                    engines[engine].fields[field].type_in(at, delete, &words);
                }
                Event::Send(field) => {
                    let (engine, field) = place(field);
                    engines[engine].fields[field].send();
                }
                Event::Serve(field) => {
                    let (engine, field) = place(field);
                    engines[engine].serve(field);
                }
                Event::Hear(field) => {
                    let (engine, field) = place(field);
                    engines[engine].fields[field].hear();
                }
                Event::Sync(from, to) => sync(&mut engines, from, to),
                Event::Undo(engine) => engines[engine].undo(),
                Event::Forget(engine) => engines[engine].forget(),
            }
        }
        // Everything under way arrives.
        let is_quiet = |engine: &Engine| engine.fields.iter()
            .all(|field| field.replica.is_settled() && field.sent.is_empty() && field.coming.is_empty());
        while !engines.iter().all(is_quiet) {
            for engine in &mut engines {
                for field in 0..engine.fields.len() {
                    engine.fields[field].hear();
                    engine.fields[field].send();
                    engine.serve(field);
                }
            }
        }
        for from in 0..3 {
            for to in 0..3 {
                sync(&mut engines, from, to);
            }
        }
        let text = text_of(&engines[0].document);
        for engine in &mut engines {
            prop_assert_eq!(&text_of(&engine.document), &text);
            for field in &mut engine.fields {
                while !field.coming.is_empty() {
                    field.hear();
                }
                prop_assert_eq!(field.replica.text(), &text);
                prop_assert_eq!(&field.shown, &text);
            }
        }
    }
}

#[test]
fn a_batch_on_a_revision_that_is_forgotten_or_yet_to_come_is_refused() {
    let mut session = FieldSession::new();
    let delta = Delta::splice(0, 0, "a");
    assert!(session.submit(1, &delta).is_err());
    session.advanced(delta.clone());
    session.advanced(delta.clone());
    session.seen_by_all(1);
    assert!(session.submit(0, &delta).is_err());
    assert_eq!(session.revision(), 2);
    assert_eq!(session.submit(1, &delta).unwrap(), Delta::splice(1, 0, "a"));
    assert_eq!(session.revision(), 3);
}

#[test]
fn a_field_that_is_opened_anew_keeps_what_gathers_and_takes_the_rest_from_the_engine() {
    let field = || {
        let mut replica = Replica::new("ab".to_owned(), 3);
        replica.typed("abc", Some(3));
        replica.take_batch().unwrap();
        replica.typed("xabc", Some(1));
        replica
    };
    // What was in flight is there; others put a word before it.
    let others = Delta::splice(0, 0, "De ");
    for told in [Some(&others), None] {
        let mut replica = field();
        let change = replica.reopened(0, "De abc", told);
        assert_eq!(change.apply("xabc").unwrap(), replica.text());
        assert_eq!(replica.text(), "De xabc");
        assert_eq!(replica.take_batch(), Some((0, Delta::splice(3, 0, "x"))));
    }
    // What is told does not lead to all that is there: what is there counts.
    let mut replica = field();
    replica.reopened(0, "De abc!", Some(&others));
    assert_eq!(replica.text(), "De xabc!");
}
