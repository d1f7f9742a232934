//! Small questions about words.

use crate::source::{Block, Para, Table};
use samvev_documents::text::{Paragraph, ParagraphKind, RichText};

/// The words of blocks, one paragraph a line, a table's cells parted by tabs. Blank lines are left out.
pub(crate) fn plain_words(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    gather(blocks, &mut lines);
    lines.join("\n").trim().to_owned()
}

fn gather(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(para) => {
                if !para.is_blank() {
                    lines.push(para.text());
                }
            }
            Block::Table(table) => lines.extend(table_lines(table)),
        }
    }
}

/// A table's rows as lines.
fn table_lines(table: &Table) -> Vec<String> {
    let row_line = |row: &crate::source::Row| {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| plain_words(&cell.blocks).replace('\n', " "))
            .collect();
        cells.join("\t").trim_end().to_owned()
    };
    table
        .rows
        .iter()
        .map(row_line)
        .filter(|line| !line.trim().is_empty())
        .collect()
}

/// A text in a form to compare: lower case, single spaces, no punctuation at the end.
pub(super) fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").to_lowercase();
    text.trim_end_matches([':', '.', ',', ';', '…', ' ', '·'])
        .to_owned()
}

/// The depth of a number typed before a heading («1» and «1.» are 1, «2.3» is 2), and how many bytes it takes with the
/// space after it.
pub(super) fn typed_number(text: &str) -> Option<(u8, usize)> {
    let digits_end = text
        .find(|letter: char| !(letter.is_ascii_digit() || letter == '.'))
        .unwrap_or(text.len());
    let number = text.get(..digits_end)?;
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    // Chapters have small numbers; «01.03.18» is a date and «84 studenter» a count.
    let values: Vec<u8> = parts
        .iter()
        .filter(|part| !part.starts_with('0'))
        .filter_map(|part| part.parse().ok())
        .collect();
    let date = parts.len() == 3 && parts.iter().all(|part| part.len() == 2);
    let sound = values.len() == parts.len() && values.iter().all(|value| *value <= 30) && !date;
    let rest = text.get(digits_end..)?;
    let closed = rest.strip_prefix(')').unwrap_or(rest);
    let spaced = closed.trim_start();
    if !sound || spaced.len() == closed.len() || spaced.is_empty() {
        return None;
    }
    let depth = u8::try_from(parts.len()).ok()?;
    Some((depth, text.len() - spaced.len()))
}

/// The value of a single number typed before a line: 2 in «2. Mål» and «2) Mål».
pub(super) fn typed_item(text: &str) -> Option<u32> {
    let digits_end = text.find(|letter: char| !letter.is_ascii_digit())?;
    let number = text.get(..digits_end)?.parse().ok()?;
    let rest = text.get(digits_end..)?;
    let rest = rest.strip_prefix(['.', ')'])?;
    rest.starts_with(char::is_whitespace).then_some(number)
}

/// Whether a line begins with a typed number, so that a bullet before it would be one too many.
pub(crate) fn starts_with_number(text: &str) -> bool {
    typed_item(text).is_some()
}

/// A paragraph of a text.
pub(super) fn paragraph(para: &Para) -> Paragraph {
    use crate::source::{OwnRole, Role};
    let kind = match (para.role, para.list) {
        (Role::Own(OwnRole::InnerHeading(level)) | Role::Heading(level), _) => {
            ParagraphKind::Heading(level)
        }
        (Role::Own(OwnRole::Quote) | Role::Quote, _) => ParagraphKind::Quote,
        (_, Some(item)) if item.ordered => ParagraphKind::Numbered(item.level),
        (_, Some(item)) => ParagraphKind::Bullet(item.level),
        (_, None) => ParagraphKind::Plain,
    };
    Paragraph {
        kind,
        runs: para.runs.clone(),
    }
}

/// A text of these paragraphs; one empty plain paragraph where there is none.
pub(super) fn rich(paragraphs: Vec<Paragraph>) -> RichText {
    if paragraphs.is_empty() {
        RichText::from_plain("")
    } else {
        RichText { paragraphs }
    }
}

/// A line as a heading, a title or a column's heading shows it: without space at its ends, and without bold where all
/// of it is bold, since that is how such a line looks anyway.
pub(super) fn headline(para: &Para) -> Paragraph {
    let mut runs = para.runs.clone();
    let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
    if runs
        .iter()
        .filter(|run| has_words(&run.text))
        .all(|run| run.marks.bold)
    {
        runs.iter_mut().for_each(|run| run.marks.bold = false);
    }
    let mut line = Para::default();
    for run in &runs {
        line.push(&run.text.replace('\t', " "), &run.marks);
    }
    while let Some(first) = line.runs.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() || first.marks.footnote.is_some() {
            break;
        }
        line.runs.remove(0);
    }
    while let Some(last) = line.runs.last_mut() {
        last.text = last.text.trim_end().to_owned();
        if !last.text.is_empty() || last.marks.footnote.is_some() {
            break;
        }
        line.runs.pop();
    }
    line.runs.retain(|run| !run.text.is_empty());
    Paragraph {
        kind: ParagraphKind::Plain,
        runs: line.runs,
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

    #[test]
    fn typed_numbers_have_a_depth() {
        assert_eq!(typed_number("1. Innledning"), Some((1, 3)));
        assert_eq!(typed_number("2.3 Mål"), Some((2, 4)));
        assert_eq!(typed_number("2) Mål"), Some((1, 3)));
        assert_eq!(typed_number("2018 var et godt år"), None);
        assert_eq!(typed_number("1.klasse"), None);
        assert_eq!(typed_number("12"), None);
        assert_eq!(typed_number("01.03.18 i Tolga"), None);
        assert_eq!(typed_number("84 studenter"), None);
    }

    #[test]
    fn a_headline_loses_bold_only_where_all_of_it_is_bold() {
        let bold = samvev_documents::text::Marks {
            bold: true,
            ..Default::default()
        };
        let mut para = Para::default();
        para.push(" Ansvarlig ", &bold);
        assert!(!headline(&para).runs[0].marks.bold);
        assert_eq!(headline(&para).runs[0].text, "Ansvarlig");
        para.push("nå", &Default::default());
        assert!(headline(&para).runs[0].marks.bold);
    }
}
