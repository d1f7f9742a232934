//! A small plan for the tests of this page.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use super::model::Shown;
use samvev_documents::{
    id::ItemId,
    plan::{Action, Chapter, Column, ColumnMeaning, Goal, GoalKind, Plan},
    text::RichText,
};

/// The identifier of the sample's first empty row; the chapters' differ only where a test does not look.
pub const DRAFT: ItemId = ItemId::from_bytes([0xdd; 10]);

/// Two chapters: one with two goals and a table of two columns and two rows, one with nothing.
pub fn plan() -> Plan {
    let id = ItemId::nth;
    let words = RichText::from_plain;
    let goal = |n, text| Goal {
        id: id(n),
        text: words(text),
        kind: GoalKind::Unspecified,
    };
    let column = |n, heading, meaning| Column {
        id: id(n),
        heading: words(heading),
        meaning,
    };
    let action = |n, what, who| Action {
        id: id(n),
        cells: [(id(20), words(what)), (id(21), words(who))].into(),
    };
    Plan {
        title: words("Plan for tidlig hjelp"),
        chapters: vec![
            Chapter {
                id: id(1),
                level: 1,
                heading: words("Tiltak"),
                text: words("Dette gjør vi."),
                goals: vec![
                    goal(10, "Barn får hjelp tidlig"),
                    goal(11, "Tjenestene kjenner hverandre"),
                ],
                columns: vec![
                    column(20, "Tiltak", ColumnMeaning::Action),
                    column(21, "Ansvarlig", ColumnMeaning::Responsible),
                ],
                actions: vec![
                    action(30, "Felles fagdag", "Rektor"),
                    action(31, "Faste møter", "Leder"),
                ],
            },
            Chapter {
                id: id(2),
                level: 2,
                heading: words("Oppfølging"),
                text: RichText::default(),
                goals: Vec::new(),
                columns: Vec::new(),
                actions: Vec::new(),
            },
        ],
        removed: Vec::new(),
    }
}

/// The sample as the page holds it.
pub fn shown() -> Shown {
    Shown::new(&plan(), || DRAFT)
}
