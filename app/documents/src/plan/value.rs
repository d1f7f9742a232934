//! A plan as a plain value: what pages draw, files hold and a new document is made from.

use crate::{id::ItemId, text::RichText};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What it is called.
    pub title: RichText,
    /// Its chapters, in order.
    pub chapters: Vec<Chapter>,
    /// What was removed and can be brought back, newest first.
    pub removed: Vec<Removed>,
}

impl Plan {
    /// All texts of the plan, in the order they are read.
    pub fn fields(&self) -> Vec<PlanField> {
        let mut fields = vec![PlanField::Title];
        for chapter in &self.chapters {
            fields.push(PlanField::ChapterHeading(chapter.id));
            fields.push(PlanField::ChapterText(chapter.id));
            fields.extend(chapter.goals.iter().map(|goal| PlanField::Goal(goal.id)));
            let columns = chapter.columns.iter().map(|column| column.id);
            fields.extend(columns.clone().map(PlanField::ColumnHeading));
            for action in chapter.actions.iter().map(|action| action.id) {
                let cells = columns
                    .clone()
                    .map(|column| PlanField::Cell { action, column });
                fields.extend(cells);
            }
        }
        fields
    }
}

/// Kapittel. Drawn in this order: heading, text, goals, table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// Its identifier.
    pub id: ItemId,
    /// How deep, from 1.
    pub level: u8,
    /// Its heading; empty where the words go on without one.
    pub heading: RichText,
    /// Its words.
    pub text: RichText,
    /// Its goals, in order.
    pub goals: Vec<Goal>,
    /// The columns of its table of actions, in order. None: no table.
    pub columns: Vec<Column>,
    /// The rows of its table, in order.
    pub actions: Vec<Action>,
}

/// Mål.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Its identifier.
    pub id: ItemId,
    /// Its words.
    pub text: RichText,
    /// What kind.
    pub kind: GoalKind,
}

/// What kind of goal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalKind {
    /// Not said.
    #[default]
    Unspecified,
    /// Hovedmål.
    Main,
    /// Overordnet mål.
    Overall,
    /// Strategisk mål.
    Strategic,
    /// Delmål.
    Sub,
}

/// A column of a table of actions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its identifier.
    pub id: ItemId,
    /// Its heading, as people wrote it.
    pub heading: RichText,
    /// What stands in it.
    pub meaning: ColumnMeaning,
}

/// What a column holds. At most one column of a table has each meaning but [`ColumnMeaning::Other`].
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ColumnMeaning {
    /// Aktivitet / tiltak: its first line with words is the action's title, the rest describes it.
    Action,
    /// Involverte tjenester: one a line.
    Services,
    /// Ansvarlig.
    Responsible,
    /// Tid.
    Time,
    /// Kostnad.
    Cost,
    /// Anything else, kept under its heading.
    #[default]
    Other,
}

/// Tiltak: one row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its identifier.
    pub id: ItemId,
    /// What stands in each column. A column that is missing here is empty.
    pub cells: BTreeMap<ItemId, RichText>,
}

/// Something in the bin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Its identifier.
    pub id: ItemId,
    /// What it is.
    pub kind: RemovedKind,
    /// Its first words.
    pub words: String,
    /// When it was removed, in milliseconds since 1970.
    pub at: i64,
}

/// What was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RemovedKind {
    /// A chapter with all that stands in it.
    Chapter,
    /// A goal.
    Goal,
    /// A column with its cells.
    Column,
    /// An action.
    Action,
}

/// A text in a plan that can be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PlanField {
    /// The plan's title.
    Title,
    /// A chapter's heading.
    ChapterHeading(ItemId),
    /// A chapter's words.
    ChapterText(ItemId),
    /// A goal's words.
    Goal(ItemId),
    /// A column's heading.
    ColumnHeading(ItemId),
    /// A cell.
    Cell {
        /// The row.
        action: ItemId,
        /// The column.
        column: ItemId,
    },
}
