//! What reading a file comes to: plain values that the reader, which is a module of its own, hands to the page.

use crate::plan::Plan;
use serde::{Deserialize, Serialize};

/// A plan as it was understood, to be looked over by whoever brought the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// The plan.
    pub plan: Plan,
    /// Words of the file that have no place in the plan: its table of contents, page headers and footers, comments.
    pub leftover: Vec<String>,
    /// What whoever looks it over should know.
    pub notes: Vec<Note>,
    /// What stood in the file, for looking at beside the plan.
    pub original: Vec<Original>,
}

/// A part of a file as it stood there, with nothing understood of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Original {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A point of a list, and how deep, from 0.
    Point(u8, String),
    /// A table: its rows, each with its cells' words, lines parted by line ends.
    Table(Vec<Vec<String>>),
}

/// A finding for the review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// Rows of tables were taken as actions.
    ActionsFound {
        /// How many.
        rows: usize,
    },
    /// Points of lists were taken as goals.
    GoalsFound {
        /// How many.
        goals: usize,
    },
    /// No title was found.
    NoTitle,
    /// Short lines were taken as headings by how they look, without a heading style.
    HeadingsByLooks {
        /// How many.
        headings: usize,
    },
    /// Merged cells were divided; what stood in a cell over several rows stands in each of them.
    MergedCellsDivided {
        /// How many cells came of it.
        cells: usize,
    },
    /// Rows had fewer cells than their table; the missing ones are empty.
    MissingCellsAdded {
        /// How many.
        cells: usize,
    },
    /// Tables inside cells became lines of text in the cell.
    NestedTablesAsText {
        /// How many tables.
        tables: usize,
    },
    /// Tables without a header that is known became text.
    TablesAsText {
        /// How many tables.
        tables: usize,
    },
    /// The header of a table was repeated further down; it is kept once.
    RepeatedHeaders {
        /// How many rows.
        rows: usize,
    },
    /// Tables that went on from the table before were joined to it.
    TablesJoined {
        /// How many.
        tables: usize,
    },
    /// The table of contents was set aside.
    ContentsSetAside {
        /// How many lines.
        lines: usize,
    },
    /// The words of comments were set aside.
    CommentsSetAside {
        /// How many comments.
        comments: usize,
    },
    /// The words of page headers and footers were set aside.
    HeadersAndFootersSetAside {
        /// How many.
        parts: usize,
    },
    /// Text that was deleted with tracked changes was left out.
    DeletionsLeftOut {
        /// How many stretches.
        stretches: usize,
    },
    /// Pictures were left out.
    PicturesLeftOut {
        /// How many.
        pictures: usize,
    },
}
