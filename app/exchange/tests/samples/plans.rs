//! Plans of every reasonable shape.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use proptest::{collection::vec, option, prelude::*};
use samvev_documents::{
    id::ItemId,
    plan::{Action, Chapter, Column, ColumnMeaning, Goal, GoalKind, Plan},
    text::{Marks, Paragraph, ParagraphKind, RichText, Run},
};

/// Words, and what the reader could take for something else: bullets, numbers, headings, goals, contents, markup.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => "[a-zæøåA-ZÆØÅ]{1,9}( [a-zæøå0-9]{1,8}){0,5}[.:?]?",
        1 => Just("Mål:".to_owned()),
        1 => Just("Hovedmål: Alle barn blir sett".to_owned()),
        1 => Just("- møte hver uke".to_owned()),
        1 => Just("·\tHelsestasjonen".to_owned()),
        1 => Just("2. Opplæring av nye.".to_owned()),
        1 => Just("Våren 2024".to_owned()),
        1 => Just("1. Innledning.....\t2".to_owned()),
        1 => Just("Innhold".to_owned()),
        1 => Just(" <w:t>&amp; \"nei\" 'ja' ".to_owned()),
        1 => Just("linje\nlinje\ttab \u{a0}".to_owned()),
        1 => Just("ÉN👩‍👧 PP\u{2011}tjeneste".to_owned()),
        1 => Just(" ".to_owned()),
    ]
}

fn marks() -> impl Strategy<Value = Marks> {
    let link = option::weighted(0.15, Just("https://eksempel.no/a?b=c&d=\"e\"".to_owned()));
    let footnote = option::weighted(
        0.15,
        "[a-zæøå<&]{1,8}( [a-zæøå]{1,8}){0,3}(\n[a-zæøå]{1,8})?",
    );
    (
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
        link,
        footnote,
    )
        .prop_map(|(bold, italic, link, footnote)| Marks {
            bold,
            italic,
            link,
            footnote,
        })
}

/// Runs without two neighbours of equal marks.
fn runs(most: usize) -> impl Strategy<Value = Vec<Run>> {
    vec((words(), marks()), 0..=most).prop_map(|pieces| {
        let mut runs: Vec<Run> = Vec::new();
        for (text, marks) in pieces {
            match runs.last_mut() {
                Some(last) if last.marks == marks => last.text.push_str(&text),
                _ => runs.push(Run { text, marks }),
            }
        }
        runs
    })
}

fn plain_line() -> impl Strategy<Value = RichText> {
    runs(2).prop_map(|runs| RichText {
        paragraphs: vec![Paragraph {
            kind: ParagraphKind::Plain,
            runs,
        }],
    })
}

/// A heading has words or is empty.
fn heading() -> impl Strategy<Value = RichText> {
    plain_line().prop_map(|line| {
        if line.is_blank() {
            RichText::from_plain("")
        } else {
            line
        }
    })
}

fn kind() -> impl Strategy<Value = ParagraphKind> {
    prop_oneof![
        6 => Just(ParagraphKind::Plain),
        1 => (1..=9_u8).prop_map(ParagraphKind::Heading),
        2 => (0..=8_u8).prop_map(ParagraphKind::Bullet),
        2 => (0..=8_u8).prop_map(ParagraphKind::Numbered),
        1 => Just(ParagraphKind::Quote),
    ]
}

fn text() -> impl Strategy<Value = RichText> {
    let paragraph = (kind(), runs(3)).prop_map(|(kind, runs)| Paragraph { kind, runs });
    prop_oneof![
        1 => Just(RichText::from_plain("")),
        3 => vec(paragraph, 1..5).prop_map(|paragraphs| RichText { paragraphs }),
    ]
}

fn goal() -> impl Strategy<Value = (RichText, GoalKind)> {
    let kind = prop_oneof![
        Just(GoalKind::Unspecified),
        Just(GoalKind::Main),
        Just(GoalKind::Overall),
        Just(GoalKind::Strategic),
        Just(GoalKind::Sub),
    ];
    (plain_line(), kind)
}

fn table() -> impl Strategy<Value = (Vec<(RichText, ColumnMeaning)>, Vec<Vec<RichText>>)> {
    use ColumnMeaning::{Action, Cost, Other, Responsible, Services, Time};
    let meanings = prop::sample::subsequence(
        vec![Action, Services, Other, Responsible, Time, Other, Cost],
        1..=7,
    )
    .prop_shuffle();
    meanings.prop_flat_map(|meanings| {
        let width = meanings.len();
        let headings = vec(plain_line(), width);
        let rows = vec(vec(text(), width), 0..4);
        (headings, rows).prop_map(move |(headings, rows)| {
            (headings.into_iter().zip(meanings.clone()).collect(), rows)
        })
    })
}

fn chapter() -> impl Strategy<Value = Chapter> {
    (
        1..=9_u8,
        heading(),
        text(),
        vec(goal(), 0..3),
        option::weighted(0.5, table()),
    )
        .prop_map(|(level, heading, text, goals, table)| {
            let (columns, rows) = table.unwrap_or_default();
            let columns: Vec<Column> = columns
                .into_iter()
                .zip(0..)
                .map(|((heading, meaning), n)| Column {
                    id: ItemId::nth(n),
                    heading,
                    meaning,
                })
                .collect();
            Chapter {
                id: ItemId::nth(0),
                level,
                heading,
                text,
                goals: goals
                    .into_iter()
                    .map(|(text, kind)| Goal {
                        id: ItemId::nth(0),
                        text,
                        kind,
                    })
                    .collect(),
                actions: rows
                    .into_iter()
                    .map(|cells| Action {
                        id: ItemId::nth(0),
                        cells: columns.iter().map(|column| column.id).zip(cells).collect(),
                    })
                    .collect(),
                columns,
            }
        })
}

/// A plan of any reasonable shape. Its identifiers mean nothing.
pub fn plan() -> impl Strategy<Value = Plan> {
    (heading(), vec(chapter(), 0..5)).prop_map(|(title, chapters)| Plan {
        title,
        chapters,
        removed: Vec::new(),
    })
}
