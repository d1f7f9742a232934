#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
//! What the page draws after a patch is what the value is after it.

use super::*;
use crate::plan::samples;
use samvev_documents::{plan::RemovedKind, text::Delta};
use samvev_documents::{
    plan::{ColumnMeaning, GoalKind},
    text::RichText,
};
use std::sync::atomic::{AtomicU64, Ordering};

/// The plan that the signals show.
fn seen(shown: &Shown) -> Plan {
    let chapter = |chapter: &ShownChapter| {
        let columns = chapter.columns.get_untracked();
        let action = |action: &ShownAction| {
            let cells = columns
                .iter()
                .map(|column| (column.id, action.cell(column.id).get_untracked()));
            Action {
                id: action.id,
                cells: cells.filter(|(_, text)| !text.is_blank()).collect(),
            }
        };
        Chapter {
            id: chapter.id,
            level: chapter.level.get_untracked(),
            heading: chapter.heading.get_untracked(),
            text: chapter.text.get_untracked(),
            goals: chapter
                .goals
                .get_untracked()
                .iter()
                .map(|goal| Goal {
                    id: goal.id,
                    text: goal.text.get_untracked(),
                    kind: goal.kind.get_untracked(),
                })
                .collect(),
            columns: columns
                .iter()
                .map(|column| Column {
                    id: column.id,
                    heading: column.heading.get_untracked(),
                    meaning: column.meaning,
                })
                .collect(),
            actions: chapter.actions.get_untracked().iter().map(action).collect(),
        }
    };
    Plan {
        title: shown.title.get_untracked(),
        chapters: shown.chapters.get_untracked().iter().map(chapter).collect(),
        removed: shown.bin.get_untracked(),
    }
}

fn id(n: u64) -> ItemId {
    ItemId::nth(n)
}

fn words(text: &str) -> RichText {
    RichText::from_plain(text)
}

#[test]
fn what_is_drawn_at_first_is_the_value() {
    assert_eq!(seen(&samples::shown()), samples::plan());
}

#[test]
fn after_each_patch_what_is_drawn_is_the_value_after_it() {
    let mut value = samples::plan();
    let mut shown = samples::shown();
    let cell = PlanField::Cell {
        action: id(30),
        column: id(21),
    };
    let new_action = Action {
        id: id(32),
        cells: [(id(20), words("Nytt tiltak"))].into(),
    };
    let new_chapter = Chapter {
        id: id(3),
        heading: words("Bakgrunn"),
        ..samples::plan().chapters[1].clone()
    };
    let patches = [
        PlanPatch::Text {
            field: PlanField::Title,
            text: words("Ny tittel"),
            delta: Delta::default(),
        },
        PlanPatch::Text {
            field: cell,
            text: words("Rektor og leder"),
            delta: Delta::default(),
        },
        PlanPatch::Text {
            field: PlanField::Goal(id(11)),
            text: words("Nytt mål"),
            delta: Delta::default(),
        },
        PlanPatch::Actions {
            chapter: id(1),
            order: vec![id(31), id(32), id(30)],
            added: vec![new_action],
        },
        PlanPatch::Actions {
            chapter: id(1),
            order: vec![id(32)],
            added: vec![],
        },
        PlanPatch::Columns {
            chapter: id(1),
            order: vec![id(22), id(20)],
            added: vec![Column {
                id: id(22),
                heading: words("Frist"),
                meaning: ColumnMeaning::Time,
            }],
        },
        PlanPatch::Goals {
            chapter: id(1),
            order: vec![id(11), id(10)],
            added: vec![Goal {
                id: id(10),
                text: words("Endret"),
                kind: GoalKind::Main,
            }],
        },
        PlanPatch::Chapters {
            order: vec![id(3), id(1), id(2)],
            added: vec![new_chapter],
        },
        PlanPatch::ChapterLevel {
            id: id(2),
            level: 3,
        },
        PlanPatch::Bin(vec![Removed {
            id: id(31),
            kind: RemovedKind::Action,
            words: "Faste møter".to_owned(),
            at: 7,
        }]),
        PlanPatch::Whole(Box::new(samples::plan())),
    ];
    for patch in patches {
        patch.apply_to(&mut value);
        shown.apply(&patch);
        assert_eq!(seen(&shown), value, "after {patch:?}");
    }
}

#[test]
fn a_patch_about_what_is_not_there_is_passed_over() {
    let mut shown = samples::shown();
    let field = PlanField::Cell {
        action: id(99),
        column: id(20),
    };
    shown.apply(&PlanPatch::Text {
        field,
        text: words("borte"),
        delta: Delta::default(),
    });
    shown.apply(&PlanPatch::Actions {
        chapter: id(99),
        order: vec![id(98)],
        added: vec![],
    });
    shown.apply(&PlanPatch::ChapterLevel {
        id: id(10),
        level: 9,
    });
    assert_eq!(seen(&shown), samples::plan());
}

#[test]
fn the_empty_row_that_became_an_action_keeps_its_signals_and_another_is_made() {
    static NEXT: AtomicU64 = AtomicU64::new(1000);
    let mut shown = Shown::new(
        &samples::plan(),
        || id(NEXT.fetch_add(1, Ordering::Relaxed)),
    );
    let chapter = shown.chapters.get_untracked()[0].clone();
    let draft = chapter.draft.get_untracked();
    assert_eq!(shown.chapter_of_draft(draft.id), Some(id(1)));
    let cell = draft.cell(id(20));
    let added = vec![Action {
        id: draft.id,
        cells: BTreeMap::new(),
    }];
    shown.apply(&PlanPatch::Actions {
        chapter: id(1),
        order: vec![id(30), id(31), draft.id],
        added,
    });
    cell.set(words("Skrevet i den tomme raden"));
    assert_eq!(
        chapter.actions.get_untracked()[2]
            .cell(id(20))
            .get_untracked(),
        words("Skrevet i den tomme raden")
    );
    assert_ne!(chapter.draft.get_untracked().id, draft.id);
    assert_eq!(shown.chapter_of_draft(draft.id), None);
}
