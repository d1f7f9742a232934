//! What stands in a file, before anybody has said what it means: paragraphs and tables, in reading order.

use samvev_documents::{
    plan::{ColumnMeaning, GoalKind},
    text::{Marks, Run},
};

/// A file's content.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Source {
    /// Paragraphs and tables, in order.
    pub blocks: Vec<Block>,
    /// Words that stand outside the flow: page headers and footers, comments.
    pub aside: Vec<Aside>,
    /// Whether our own writer made the file, so that its styles say exactly what things are.
    pub own: bool,
    /// Pictures that were not taken along.
    pub pictures: usize,
    /// Stretches of text that were deleted with tracked changes and are therefore left out.
    pub deletions: usize,
}

/// Words outside the flow.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Aside {
    /// Where they stood.
    pub place: AsidePlace,
    /// The words.
    pub words: String,
}

/// Where words outside the flow stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AsidePlace {
    /// A page header or footer.
    HeaderOrFooter,
    /// A comment.
    Comment,
    /// A drawn diagram.
    Diagram,
    /// A footnote that no word refers to.
    Note,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Paragraph(Para),
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Para {
    /// What its style says it is.
    pub role: Role,
    /// Its place in a list.
    pub list: Option<ListItem>,
    /// Its words. No empty runs, and no two neighbours with equal marks.
    pub runs: Vec<Run>,
    /// How it looks.
    pub looks: Looks,
    /// Whether its looks say nothing of what it is, because it stood in a text box or a table.
    pub style_only: bool,
}

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ListItem {
    /// How deep, from 0.
    pub level: u8,
    /// Whether it is numbered rather than bulleted.
    pub ordered: bool,
}

/// What a paragraph's style says it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Role {
    #[default]
    Body,
    Title,
    /// A heading, level from 1.
    Heading(u8),
    /// A line of a table of contents.
    Contents,
    Quote,
    /// A style of our own writer.
    Own(OwnRole),
}

/// What the styles of our own writer say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnRole {
    /// A paragraph of a text.
    Text,
    /// A quotation in a text.
    Quote,
    /// A heading inside a text, level from 1.
    InnerHeading(u8),
    /// A goal.
    Goal(GoalKind),
    /// One more paragraph of the goal before.
    GoalContinued,
    /// A chapter without a heading begins, level from 1.
    ChapterStart(u8),
    /// The heading of a column of actions.
    Column(ColumnMeaning),
    /// Words that belong to no part of the plan.
    Leftover,
}

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Looks {
    /// All of it is bold.
    pub bold: bool,
    /// It is set larger than the file's body text.
    pub large: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    pub cells: Vec<Cell>,
    /// Whether the file says that it is repeated at the top of every page.
    pub header: bool,
    /// Columns left out before the first cell.
    pub skipped: usize,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    pub blocks: Vec<Block>,
    /// How many columns it takes, at least 1.
    pub columns: usize,
    /// Whether it goes on below, or continues the cell above.
    pub merge: VerticalMerge,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            columns: 1,
            merge: VerticalMerge::None,
        }
    }
}

/// How a cell is joined with the cells above and below.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum VerticalMerge {
    #[default]
    None,
    /// The first of several.
    Start,
    /// One that continues the cell above.
    Continued,
}

/// The most columns a table can have in Word; what claims more is cut down to this.
pub(crate) const MOST_COLUMNS: usize = 63;

impl Para {
    /// A plain paragraph.
    pub fn plain(text: &str) -> Self {
        Self {
            runs: Run::plain(text),
            ..Self::default()
        }
    }

    /// Its words without marks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether no word is written.
    pub fn is_blank(&self) -> bool {
        self.runs
            .iter()
            .all(|run| run.text.trim().is_empty() && run.marks.footnote.is_none())
    }

    /// Whether our own writer gave it its style.
    pub fn is_own(&self) -> bool {
        matches!(self.role, Role::Own(_))
    }

    /// Adds text, joining it with the run before where the marks are the same.
    pub fn push(&mut self, text: &str, marks: &Marks) {
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.marks == *marks => last.text.push_str(text),
            _ => self.runs.push(Run {
                text: text.to_owned(),
                marks: marks.clone(),
            }),
        }
    }

    /// Removes this many bytes, which must end on a character, from the start.
    pub fn cut_start(&mut self, mut bytes: usize) {
        while bytes > 0 {
            let Some(first) = self.runs.first_mut() else {
                return;
            };
            if first.text.len() <= bytes {
                bytes -= first.text.len();
                self.runs.remove(0);
            } else {
                first.text = first.text.get(bytes..).unwrap_or_default().to_owned();
                return;
            }
        }
    }
}

impl Table {
    /// The number of columns of its widest row.
    pub fn width(&self) -> usize {
        let width =
            |row: &Row| row.skipped + row.cells.iter().map(|cell| cell.columns).sum::<usize>();
        self.rows.iter().map(width).max().unwrap_or(0)
    }
}
