//! The order in which one goes from text to text with the keyboard: as one reads.

use super::{model::Shown, shown::ShownChapter};
use leptos::prelude::*;
use samvev_documents::{id::ItemId, plan::PlanField};

/// Where to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the next text, in reading order.
    Next,
    /// To the one before.
    Previous,
    /// In a table: the row above, the headings above the first.
    Up,
    /// In a table: the row below.
    Down,
    /// In a table: the column to the left.
    Left,
    /// In a table: the column to the right.
    Right,
    /// In a table: the first column.
    RowStart,
    /// In a table: the last column.
    RowEnd,
    /// In a table: its first row.
    TableStart,
    /// In a table: its last row.
    TableEnd,
}

/// The text that a step leads to; none at an edge.
pub fn step(shown: &Shown, from: PlanField, step: Step) -> Option<PlanField> {
    let grid = Grid::around(shown, from);
    if let Some(next) = grid.and_then(|grid| grid.step(from, step)) {
        return Some(next);
    }
    // Beyond a table's edge one reads on; only then is the whole plan gone through.
    match step {
        Step::Next => {
            let all = all(shown);
            let at = all.iter().position(|field| *field == from)?;
            all.get(at + 1).copied()
        }
        Step::Previous => {
            let all = all(shown);
            let at = all.iter().position(|field| *field == from)?;
            all.get(at.checked_sub(1)?).copied()
        }
        _ => None,
    }
}

/// All texts in reading order, the empty rows too.
fn all(shown: &Shown) -> Vec<PlanField> {
    let mut fields = vec![PlanField::Title];
    for chapter in shown.chapters.read_untracked().iter() {
        fields.extend([
            PlanField::ChapterHeading(chapter.id),
            PlanField::ChapterText(chapter.id),
        ]);
        fields.extend(
            chapter
                .goals
                .read_untracked()
                .iter()
                .map(|goal| PlanField::Goal(goal.id)),
        );
        let grid = Grid::of(chapter);
        fields.extend(
            grid.columns
                .iter()
                .map(|column| PlanField::ColumnHeading(*column)),
        );
        for row in &grid.rows {
            fields.extend(grid.columns.iter().map(|column| PlanField::Cell {
                action: *row,
                column: *column,
            }));
        }
    }
    fields
}

/// A table as rows and columns.
struct Grid {
    columns: Vec<ItemId>,
    rows: Vec<ItemId>,
}

impl Grid {
    fn of(chapter: &ShownChapter) -> Self {
        let columns: Vec<ItemId> = chapter
            .columns
            .read_untracked()
            .iter()
            .map(|column| column.id)
            .collect();
        let mut rows: Vec<ItemId> = Vec::new();
        if !columns.is_empty() {
            rows.extend(
                chapter
                    .actions
                    .read_untracked()
                    .iter()
                    .map(|action| action.id),
            );
            rows.push(chapter.draft.read_untracked().id);
        }
        Self { columns, rows }
    }

    fn around(shown: &Shown, field: PlanField) -> Option<Self> {
        let column = column_of(field)?;
        let chapters = shown.chapters.read_untracked();
        let holds = |chapter: &&ShownChapter| {
            chapter
                .columns
                .read_untracked()
                .iter()
                .any(|one| one.id == column)
        };
        chapters.iter().find(holds).map(Self::of)
    }

    /// Row 0 holds the headings.
    fn step(&self, from: PlanField, step: Step) -> Option<PlanField> {
        let column = self
            .columns
            .iter()
            .position(|column| Some(*column) == column_of(from))?;
        let row = match from {
            PlanField::Cell { action, .. } => self.rows.iter().position(|row| *row == action)? + 1,
            _ => 0,
        };
        let last = self.columns.len().checked_sub(1)?;
        let (row, column) = match step {
            Step::Up => (row.checked_sub(1)?, column),
            Step::Down => (row + 1, column),
            Step::Left => (row, column.checked_sub(1)?),
            Step::Right => (row, column + 1),
            Step::RowStart => (row, 0),
            Step::RowEnd => (row, last),
            Step::TableStart => (1, 0),
            Step::TableEnd => (self.rows.len(), last),
            Step::Next if column < last => (row, column + 1),
            Step::Next => (row + 1, 0),
            Step::Previous if column > 0 => (row, column - 1),
            Step::Previous => (row.checked_sub(1)?, last),
        };
        let column = *self.columns.get(column)?;
        match row.checked_sub(1) {
            None => Some(PlanField::ColumnHeading(column)),
            Some(row) => Some(PlanField::Cell {
                action: *self.rows.get(row)?,
                column,
            }),
        }
    }
}

const fn column_of(field: PlanField) -> Option<ItemId> {
    match field {
        PlanField::ColumnHeading(column) | PlanField::Cell { column, .. } => Some(column),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )]
    use super::*;
    use crate::plan::samples;

    fn cell(action: u64, column: u64) -> PlanField {
        PlanField::Cell {
            action: ItemId::nth(action),
            column: ItemId::nth(column),
        }
    }

    #[test]
    fn next_reads_the_plan_from_title_to_the_empty_row_and_on() {
        let shown = samples::shown();
        let mut field = PlanField::Title;
        let mut walked = vec![field];
        while let Some(next) = step(&shown, field, Step::Next) {
            assert_eq!(step(&shown, next, Step::Previous), Some(field));
            walked.push(next);
            field = next;
        }
        let id = ItemId::nth;
        let draft = samples::DRAFT;
        let expected = [
            PlanField::Title,
            PlanField::ChapterHeading(id(1)),
            PlanField::ChapterText(id(1)),
            PlanField::Goal(id(10)),
            PlanField::Goal(id(11)),
            PlanField::ColumnHeading(id(20)),
            PlanField::ColumnHeading(id(21)),
            cell(30, 20),
            cell(30, 21),
            cell(31, 20),
            cell(31, 21),
            PlanField::Cell {
                action: draft,
                column: id(20),
            },
            PlanField::Cell {
                action: draft,
                column: id(21),
            },
            PlanField::ChapterHeading(id(2)),
            PlanField::ChapterText(id(2)),
        ];
        assert_eq!(walked, expected);
    }

    #[test]
    fn arrows_go_about_the_table_and_stop_at_its_edges() {
        let shown = samples::shown();
        let id = ItemId::nth;
        assert_eq!(step(&shown, cell(30, 20), Step::Right), Some(cell(30, 21)));
        assert_eq!(step(&shown, cell(30, 21), Step::Right), None);
        assert_eq!(step(&shown, cell(30, 21), Step::Left), Some(cell(30, 20)));
        assert_eq!(step(&shown, cell(30, 20), Step::Left), None);
        assert_eq!(
            step(&shown, cell(30, 21), Step::Up),
            Some(PlanField::ColumnHeading(id(21)))
        );
        assert_eq!(
            step(&shown, PlanField::ColumnHeading(id(21)), Step::Up),
            None
        );
        assert_eq!(
            step(&shown, PlanField::ColumnHeading(id(21)), Step::Down),
            Some(cell(30, 21))
        );
        let last = PlanField::Cell {
            action: samples::DRAFT,
            column: id(21),
        };
        assert_eq!(step(&shown, cell(30, 20), Step::TableEnd), Some(last));
        assert_eq!(step(&shown, last, Step::Down), None);
        assert_eq!(
            step(&shown, last, Step::RowStart),
            step(&shown, cell(31, 20), Step::Down)
        );
        assert_eq!(step(&shown, last, Step::TableStart), Some(cell(30, 20)));
    }

    #[test]
    fn outside_a_table_arrows_lead_nowhere() {
        assert_eq!(step(&samples::shown(), PlanField::Title, Step::Down), None);
        assert_eq!(step(&samples::shown(), cell(99, 98), Step::Down), None);
    }
}
