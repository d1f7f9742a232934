//! Writes a large plan, shares it and prints an invitation: what benches, and a journey, open in a browser.
//!
//! `cargo run -p samvev-tests --example author -- ws://127.0.0.1:8787/ws ACTIONS EDITS`. It stays, as
//! a member's client does, until its input ends.

use anyhow::{Context, Result};
use samvev_documents::{
    document::{Intent, Value},
    id::ItemId,
    plan::{Action, Chapter, Column, ColumnMeaning, Plan, PlanField, PlanIntent},
    text::{Delta, RichText},
};
use samvev_engine::messages::{Command, DocumentRef, Event, OnRelay, PartyChoice};
use samvev_protocol::bodies::Role;
use samvev_tests::member::Member;
use std::{collections::BTreeMap, io::Read, sync::mpsc::channel, thread};

const HEADINGS: [(&str, ColumnMeaning); 5] = [
    ("Tiltak", ColumnMeaning::Action),
    ("Involverte tjenester", ColumnMeaning::Services),
    ("Ansvarlig", ColumnMeaning::Responsible),
    ("Tidspunkt", ColumnMeaning::Time),
    ("Kostnad", ColumnMeaning::Cost),
];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let relay = arguments.next().context("which worker? ws://…/ws")?;
    let actions: u64 = arguments.next().context("how many actions?")?.parse()?;
    let edits: u64 = arguments.next().context("how many edits?")?.parse()?;

    let mut author = Member::arrive()?;
    author.send(Command::Create {
        space: None,
        value: Value::Plan(plan(actions)),
    });
    let document = author.wait("the plan", |event| match event {
        Event::Created(document) => Some(*document),
        _ => None,
    })?;
    author.send(Command::Open(document));
    author.wait("the open plan", |event| {
        matches!(event, Event::Opened { live: true, .. }).then_some(())
    })?;
    for n in 0..edits {
        author.send(Command::Act {
            document,
            intent: edit(n, actions),
        });
    }
    share(&mut author, document, relay)?;
    let fragment = author.wait("the invitation", |event| match event {
        Event::Invited { fragment, .. } => Some(fragment.clone()),
        _ => None,
    })?;
    author.wait("all at the worker", |event| match event {
        Event::Saved { state, .. } => (!state.relays.is_empty()
            && state.relays.iter().all(|(_, at)| *at == OnRelay::Shared))
        .then_some(()),
        _ => None,
    })?;
    println!("{fragment}");
    let (leave, left) = channel();
    thread::spawn(move || {
        // However it ends.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        drop(leave);
    });
    author.stay(&left)
}

fn share(author: &mut Member, document: DocumentRef, relay: String) -> Result<()> {
    let space = document.space;
    let party = PartyChoice::New {
        name: "Fjelldal kommune".into(),
        kind: Default::default(),
    };
    author.send(Command::Introduce {
        space,
        name: "Ola Planlegger".into(),
        party,
    });
    author.send(Command::Share { space, relay });
    author.send(Command::Invite {
        space,
        role: Role::Editor,
        uses: 10,
        days: 7,
    });
    Ok(())
}

fn plan(actions: u64) -> Plan {
    let columns: Vec<Column> = HEADINGS
        .iter()
        .zip(1..)
        .map(|((heading, meaning), n)| Column {
            id: ItemId::nth(n),
            heading: RichText::from_plain(heading),
            meaning: *meaning,
        })
        .collect();
    let row = |n: u64| {
        let words = [
            format!(
                "Tiltak {n}: felles møte om overgangen fra barnehage til skole\nFast dagsorden og referat samme dag."
            ),
            "Barnehagene\nSkolene\nPP-tjenesten".to_owned(),
            "Rektorene og styrerne".to_owned(),
            "Årlig, april".to_owned(),
            "Egeninnsats".to_owned(),
        ];
        let cells: BTreeMap<ItemId, RichText> = columns
            .iter()
            .zip(words)
            .map(|(column, words)| (column.id, RichText::from_plain(&words)))
            .collect();
        Action {
            id: ItemId::nth(100 + n),
            cells,
        }
    };
    let chapter = Chapter {
        id: ItemId::nth(50),
        level: 1,
        heading: RichText::from_plain("Tiltak"),
        text: RichText::default(),
        goals: Vec::new(),
        actions: (0..actions).map(row).collect(),
        columns: columns.clone(),
    };
    Plan {
        title: RichText::from_plain("En stor plan"),
        chapters: vec![chapter],
        removed: Vec::new(),
    }
}

/// Somebody writes a word at the beginning of a cell: another one each time.
fn edit(n: u64, actions: u64) -> Intent {
    let field = PlanField::Cell {
        action: ItemId::nth(100 + n % actions.max(1)),
        column: ItemId::nth(1 + n % 5),
    };
    Intent::Plan(PlanIntent::EditText {
        field,
        delta: Delta::splice(0, 0, &format!("ord{n} ")),
    })
}
