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
        #[allow(missing_docs)]
        id: ItemId,
        #[allow(missing_docs)]
        place: Place,
        #[allow(missing_docs)]
        level: u8,
    },
    /// Moves a chapter.
    MoveChapter {
        #[allow(missing_docs)]
        id: ItemId,
        #[allow(missing_docs)]
        place: Place,
    },
    /// Sets how deep a chapter lies, from 1.
    SetChapterLevel {
        #[allow(missing_docs)]
        id: ItemId,
        #[allow(missing_docs)]
        level: u8,
    },
    /// Adds an empty goal to a chapter.
    AddGoal {
        #[allow(missing_docs)]
        id: ItemId,
        #[allow(missing_docs)]
        chapter: ItemId,
        #[allow(missing_docs)]
        place: Place,
        #[allow(missing_docs)]
        kind: GoalKind,
    },
    /// Moves a goal within its chapter or to another.
    MoveGoal {
        #[allow(missing_docs)]
        id: ItemId,
        #[allow(missing_docs)]
        chapter: ItemId,
        #[allow(missing_docs)]
        place: Place,
    },
    /// Says what kind a goal is.
    SetGoalKind {
        #[allow(missing_docs)]
        id: ItemId,
        #[allow(missing_docs)]
        kind: GoalKind,
    },
    /// Adds a column to a chapter's table; the first makes the table.
    AddColumn {
        #[allow(missing_docs)]
        id: ItemId,
        #[allow(missing_docs)]
        chapter: ItemId,
        #[allow(missing_docs)]
        place: Place,
        #[allow(missing_docs)]
        meaning: ColumnMeaning,
        /** Its heading. */
        heading: String,
    },
    /// Moves a column within its table.
    MoveColumn {
        #[allow(missing_docs)]
        id: ItemId,
        #[allow(missing_docs)]
        place: Place,
    },
    /// Adds an empty row.
    AddAction {
        #[allow(missing_docs)]
        id: ItemId,
        #[allow(missing_docs)]
        chapter: ItemId,
        #[allow(missing_docs)]
        place: Place,
    },
    /// Moves a row within its table or to another with the same columns.
    MoveAction {
        #[allow(missing_docs)]
        id: ItemId,
        #[allow(missing_docs)]
        chapter: ItemId,
        #[allow(missing_docs)]
        place: Place,
    },
    /// Puts a chapter, goal, column or action in the bin.
    Remove {
        #[allow(missing_docs)]
        id: ItemId,
        /** When, in milliseconds since 1970. */
        at: i64,
    },
    /// Takes it out of the bin.
    Restore {
        #[allow(missing_docs)]
        id: ItemId,
    },
}
