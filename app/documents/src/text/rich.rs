//! The value of a text: what a page draws and a file holds.

use serde::{Deserialize, Serialize};

/// A text: one or more paragraphs. The empty text is one empty plain paragraph, or none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RichText {
    /// The paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its words, in stretches of the same marks. No empty runs, and no two neighbours with equal marks.
    pub runs: Vec<Run>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ParagraphKind {
    /// An ordinary paragraph.
    #[default]
    Plain,
    /// A heading inside a text, level from 1.
    Heading(u8),
    /// A bullet, level from 0.
    Bullet(u8),
    /// A numbered item, level from 0.
    Numbered(u8),
    /// A quotation.
    Quote,
}

/// A stretch of a paragraph with the same marks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they are marked.
    pub marks: Marks,
}

/// The marks on a stretch of text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// The address it leads to.
    pub link: Option<String>,
    /// The words of a footnote that hangs on the last character of the stretch.
    pub footnote: Option<String>,
}

impl RichText {
    /// A text of plain paragraphs, one for each line.
    pub fn from_plain(text: &str) -> Self {
        let paragraphs = text
            .split('\n')
            .map(|line| Paragraph {
                kind: ParagraphKind::Plain,
                runs: Run::plain(line),
            })
            .collect();
        Self { paragraphs }
    }

    /// The words as a field shows them: paragraphs parted by `\n`, no marks, no bullets.
    pub fn to_plain(&self) -> String {
        let mut text = String::new();
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            paragraph
                .runs
                .iter()
                .for_each(|run| text.push_str(&run.text));
        }
        text
    }

    /// Whether no word is written.
    pub fn is_blank(&self) -> bool {
        self.paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.runs)
            .all(|run| run.text.trim().is_empty())
    }
}

impl Run {
    /// No run for no text, else one without marks.
    pub fn plain(text: &str) -> Vec<Self> {
        if text.is_empty() {
            Vec::new()
        } else {
            vec![Self {
                text: text.to_owned(),
                marks: Marks::default(),
            }]
        }
    }
}
