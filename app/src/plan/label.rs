//! What a text is called for those who do not see where it stands.

use super::desk::Desk;
use leptos::prelude::*;
use samvev_documents::plan::PlanField;

impl Desk {
    /// What a text is called for those who do not see where it stands.
    pub(super) fn label(self, field: PlanField) -> String {
        let words = self.words_now();
        let plain = |field| {
            self.with_shown(|shown| shown.text(field))
                .flatten()
                .map(|text| text.read_untracked().to_plain())
        };
        let first_line = |text: String| {
            text.lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default()
                .to_owned()
        };
        match field {
            PlanField::Title => words.the_title.to_owned(),
            PlanField::ChapterHeading(_) => words.the_heading.to_owned(),
            PlanField::ChapterText(id) => {
                let heading =
                    plain(PlanField::ChapterHeading(id)).filter(|heading| !heading.is_empty());
                words.the_text.with(&[(
                    "heading",
                    &heading.unwrap_or_else(|| words.untitled.to_owned()),
                )])
            }
            PlanField::Goal(_) => words.the_goal.to_owned(),
            PlanField::ColumnHeading(_) => words.the_column.to_owned(),
            PlanField::Cell { action, column } => {
                let heading = plain(PlanField::ColumnHeading(column)).unwrap_or_default();
                let first = self
                    .with_shown(|shown| shown.first_column_beside(column))
                    .flatten()
                    .unwrap_or(column);
                let title = plain(PlanField::Cell {
                    action,
                    column: first,
                })
                .map(first_line)
                .unwrap_or_default();
                if title.is_empty() {
                    words.the_new_cell.with(&[("column", &heading)])
                } else {
                    words
                        .the_cell
                        .with(&[("column", &heading), ("action", &title)])
                }
            }
        }
    }
}
