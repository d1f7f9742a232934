//! The table of contents: set aside, since it would be wrong in a plan that is edited. What it says of the headings is
//! used to find them.

use super::{Findings, Item, words};
use crate::source::{Para, Role};
use std::cell::Cell;

/// How far ahead of the last entry found the next one may be. Titles in contents and in the text often differ a little.
const LOOK_AHEAD: usize = 6;

/// What the table of contents says.
#[derive(Default)]
pub(super) struct Contents {
    entries: Vec<Entry>,
    next: Cell<usize>,
}

struct Entry {
    heading: String,
    level: u8,
}

impl Contents {
    /// The level of the heading with these words, if the table of contents has it about here.
    pub fn level_of(&self, heading: &str) -> Option<u8> {
        let heading = words::folded(heading);
        let at = self
            .entries
            .iter()
            .enumerate()
            .skip(self.next.get())
            .take(LOOK_AHEAD)
            .find(|(_, entry)| entry.heading == heading)?;
        self.next.set(at.0 + 1);
        Some(at.1.level)
    }
}

/// Takes the table of contents out of the items.
pub(super) fn take(items: &mut Vec<Item>, own: bool, findings: &mut Findings) -> Contents {
    let Some((start, end)) = find(items, own) else {
        return Contents::default();
    };
    let mut contents = Contents::default();
    let mut lines = Vec::new();
    let mut base = 0;
    for item in items.drain(start..end) {
        let Item::Para(para) = item else { continue };
        if para.is_blank() {
            continue;
        }
        let text = para.text();
        if let Some(heading) =
            entry(&text).or_else(|| (para.role == Role::Contents).then(|| text.clone()))
        {
            let number = words::typed_number(&heading).map(|(depth, _)| depth);
            let styled = match para.role {
                Role::Heading(level) => Some(level),
                _ => None,
            };
            let level = match styled.or(number) {
                Some(level) => {
                    base = level;
                    level
                }
                None => base + 1,
            };
            contents.entries.push(Entry {
                heading: words::folded(&heading),
                level,
            });
        }
        lines.push(text);
    }
    findings.contents_lines += lines.len();
    findings.leftover.push(lines.join("\n"));
    contents
}

/// Where the table of contents stands.
fn find(items: &[Item], own: bool) -> Option<(usize, usize)> {
    let mut start = 0;
    while let Some(first) = items.get(start) {
        if !matches!(first, Item::Para(para) if is_line(para, own)) {
            start += 1;
            continue;
        }
        let mut entries = 0;
        let mut marked = false;
        let mut end = start;
        for (index, item) in items.iter().enumerate().skip(start) {
            match item {
                Item::Para(para) if para.is_blank() && !para.is_own() => {}
                Item::Para(para) if is_line(para, own) => {
                    marked |= para.role == Role::Contents;
                    entries += 1;
                    end = index + 1;
                }
                _ => break,
            }
        }
        if marked || entries >= 3 {
            return Some((with_heading(items, start), end));
        }
        start = end.max(start + 1);
    }
    None
}

/// Takes the line «Innhold» before the entries along.
fn with_heading(items: &[Item], start: usize) -> usize {
    let before = items
        .iter()
        .take(start)
        .rposition(|item| !matches!(item, Item::Para(para) if para.is_blank() && !para.is_own()));
    match before.and_then(|index| Some((index, items.get(index)?))) {
        Some((index, Item::Para(para))) if !para.is_own() && is_contents_heading(&para.text()) => {
            index
        }
        _ => start,
    }
}

fn is_contents_heading(text: &str) -> bool {
    matches!(
        words::folded(text).as_str(),
        "innhold"
            | "innhald"
            | "innholdsfortegnelse"
            | "innhaldsliste"
            | "innhaldsforteikning"
            | "contents"
            | "table of contents"
    )
}

/// Whether a paragraph is a line of a table of contents. In a file of our own a heading is a heading.
fn is_line(para: &Para, own: bool) -> bool {
    match para.role {
        Role::Contents => true,
        Role::Own(_) | Role::Title => false,
        Role::Heading(_) if own => false,
        _ => para.list.is_none() && entry(&para.text()).is_some(),
    }
}

/// The heading in a line that ends with dots or a tab and a page's number.
fn entry(line: &str) -> Option<String> {
    let line = line.trim();
    let before = line.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = line.len() - before.len();
    if digits == 0 || digits > 3 {
        return None;
    }
    let leaders = [' ', '\t', '.', '…', '·', '_'];
    let heading = before.trim_end_matches(leaders);
    let gap = before.get(heading.len()..).unwrap_or_default();
    let led = gap.contains('\t') || gap.contains("...") || gap.contains('…') || gap.contains("___");
    (led && !heading.trim().is_empty() && !heading.contains('\t')
        || led && heading.matches('\t').count() == 1)
        .then(|| heading.replace('\t', " "))
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
    fn a_line_of_contents_ends_with_a_page_number() {
        assert_eq!(
            entry("1. Innledning.....\t2").as_deref(),
            Some("1. Innledning")
        );
        assert_eq!(entry("Samhandling\t12").as_deref(), Some("Samhandling"));
        assert_eq!(entry("Mål ……… 3").as_deref(), Some("Mål"));
        assert_eq!(entry("Vedtatt i 2018"), None);
        assert_eq!(entry("August 2018"), None);
    }
}
