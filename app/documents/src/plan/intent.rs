//! What a person can do to a plan.

use super::{ColumnMeaning, GoalKind, PlanField};
use crate::{
    id::ItemId,
    text::{Delta, ParagraphKind},
};
use serde::{Deserialize, Serialize};

/// Where something is put in a list: first, or after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Before all others.
    First,
    /// After this one; last if it is gone.
    After(ItemId),
    /// After all others.
    Last,
}

/// One act. Identifiers of new things are made by whoever acts, so that doing it twice adds one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanIntent {
    /// Types in a text.
    EditText {
        /// Which.
        field: PlanField,
        /// The change, on the text as it stands.
        delta: Delta,
    },
    /// Makes the paragraphs that a stretch of a text touches another kind (a bullet, say).
    SetParagraphs {
        /// Which text.
        field: PlanField,
        /// The stretch's start, UTF-16 units.
        from: usize,
        /// The stretch's end, UTF-16 units.
        to: usize,
        /// The new kind.
        kind: ParagraphKind,
    },
    /// Adds an empty chapter.
    AddChapter {
        /// Its identifier, made by whoever adds it.
        id: ItemId,
        /// Where in the list.
        place: Place,
        /// How deep, from 1.
        level: u8,
    },
    /// Moves a chapter.
    MoveChapter {
        /// Which.
        id: ItemId,
        /// Where to.
        place: Place,
    },
    /// Sets how deep a chapter lies, from 1.
    SetChapterLevel {
        /// Which.
        id: ItemId,
        /// How deep, from 1.
        level: u8,
    },
    /// Adds an empty goal to a chapter.
    AddGoal {
        /// Its identifier, made by whoever adds it.
        id: ItemId,
        /// The chapter it lies in.
        chapter: ItemId,
        /// Where in the list.
        place: Place,
        /// What kind.
        kind: GoalKind,
    },
    /// Moves a goal within its chapter or to another.
    MoveGoal {
        /// Which.
        id: ItemId,
        /// The chapter it goes to.
        chapter: ItemId,
        /// Where to.
        place: Place,
    },
    /// Says what kind a goal is.
    SetGoalKind {
        /// Which.
        id: ItemId,
        /// What kind.
        kind: GoalKind,
    },
    /// Adds a column to a chapter's table; the first makes the table.
    AddColumn {
        /// Its identifier, made by whoever adds it.
        id: ItemId,
        /// The chapter it lies in.
        chapter: ItemId,
        /// Where in the list.
        place: Place,
        /// What stands in it.
        meaning: ColumnMeaning,
        /// Its heading.
        heading: String,
    },
    /// Moves a column within its table.
    MoveColumn {
        /// Which.
        id: ItemId,
        /// Where to.
        place: Place,
    },
    /// Adds an empty row.
    AddAction {
        /// Its identifier, made by whoever adds it.
        id: ItemId,
        /// The chapter it lies in.
        chapter: ItemId,
        /// Where in the list.
        place: Place,
    },
    /// Moves a row within its table, or to another where each of its cells with words has a column of the same meaning or heading.
    MoveAction {
        /// Which.
        id: ItemId,
        /// The chapter it goes to.
        chapter: ItemId,
        /// Where to.
        place: Place,
    },
    /// Puts a chapter, goal, column or action in the bin.
    Remove {
        /// Which.
        id: ItemId,
        /// When, in milliseconds since 1970.
        at: i64,
    },
    /// Takes it out of the bin.
    Restore {
        /// Which.
        id: ItemId,
    },
}
