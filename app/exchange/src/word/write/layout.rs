//! How wide columns are and which way pages lie.

use samvev_documents::plan::{Chapter, ColumnMeaning};

/// The width and height of A4 and the margins, in twentieths of a point.
const SHORT_SIDE: u32 = 11906;
const LONG_SIDE: u32 = 16838;
const MARGIN: u32 = 1134;
/// A table with this many columns gets pages that lie on the side.
const WIDE_TABLE: usize = 5;
/// Text shorter than this, in characters, goes along with the wide table beside it rather than having a page of its own.
const SHORT_TEXT: usize = 1800;

/// Which way a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Upright,
    OnItsSide,
}

impl Page {
    /// What is left between the margins, in twentieths of a point.
    pub fn text_width(self) -> u32 {
        match self {
            Self::Upright => SHORT_SIDE - 2 * MARGIN,
            Self::OnItsSide => LONG_SIDE - 2 * MARGIN,
        }
    }

    /// The section that has such pages.
    pub fn section(self) -> String {
        let (width, height, turned) = match self {
            Self::Upright => (SHORT_SIDE, LONG_SIDE, ""),
            Self::OnItsSide => (LONG_SIDE, SHORT_SIDE, r#" w:orient="landscape""#),
        };
        format!(
            concat!(
                r#"<w:sectPr><w:footerReference w:type="default" r:id="{footer}"/><w:type w:val="nextPage"/><w:pgSz w:w="{w}" w:h="{h}"{turned}/>"#,
                r#"<w:pgMar w:top="{m}" w:right="{m}" w:bottom="{m}" w:left="{m}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>"#
            ),
            footer = super::parts::FOOTER_ID,
            w = width,
            h = height,
            turned = turned,
            m = MARGIN,
        )
    }
}

/// The way the pages of each chapter lie.
pub(super) fn pages(chapters: &[Chapter], before: usize, after: usize) -> Vec<Page> {
    let mut pages: Vec<Page> = chapters
        .iter()
        .map(|chapter| {
            if chapter.columns.len() >= WIDE_TABLE {
                Page::OnItsSide
            } else {
                Page::Upright
            }
        })
        .collect();
    let mut start = 0;
    while start < pages.len() {
        let length = pages
            .iter()
            .skip(start)
            .take_while(|page| **page == Page::Upright)
            .count();
        let end = start + length;
        if length > 0 {
            let mut text: usize = chapters.iter().skip(start).take(length).map(size).sum();
            let (first, last) = (start == 0, end == pages.len());
            text += if first { before } else { 0 } + if last { after } else { 0 };
            if text < SHORT_TEXT && !(first && last) {
                pages
                    .iter_mut()
                    .skip(start)
                    .take(length)
                    .for_each(|page| *page = Page::OnItsSide);
            }
        }
        start = end + 1;
    }
    pages
}

/// How much text a chapter has, in characters.
fn size(chapter: &Chapter) -> usize {
    let goals = chapter
        .goals
        .iter()
        .map(|goal| goal.text.to_plain().chars().count());
    let cells = chapter
        .actions
        .iter()
        .flat_map(|action| action.cells.values())
        .map(|cell| cell.to_plain().chars().count());
    chapter.heading.to_plain().chars().count()
        + chapter.text.to_plain().chars().count()
        + goals.sum::<usize>()
        + cells.sum::<usize>()
}

/// The widths of a table's columns, in twentieths of a point, which sum up to the page's. A column is as wide as what
/// it usually holds and what this one holds ask for, and never narrower than its longest word, if that can be.
pub(super) fn columns(chapter: &Chapter, page: Page) -> Vec<u32> {
    let total = page.text_width();
    let count = chapter.columns.len().max(1);
    let texts: Vec<Vec<String>> = chapter
        .columns
        .iter()
        .map(|column| {
            let cells = chapter
                .actions
                .iter()
                .filter_map(|action| action.cells.get(&column.id));
            std::iter::once(&column.heading)
                .chain(cells)
                .map(|text| text.to_plain())
                .collect()
        })
        .collect();
    let usual = |meaning| match meaning {
        ColumnMeaning::Action => 3.2,
        ColumnMeaning::Services | ColumnMeaning::Responsible => 2.1,
        ColumnMeaning::Other => 2.0,
        ColumnMeaning::Time | ColumnMeaning::Cost => 1.4,
    };
    let held = |texts: &Vec<String>| {
        let letters: usize = texts.iter().map(|text| text.chars().count()).sum();
        (40.0 + letters as f64).sqrt()
    };
    let usual: Vec<f64> = chapter
        .columns
        .iter()
        .map(|column| usual(column.meaning))
        .collect();
    let held: Vec<f64> = texts.iter().map(held).collect();
    let (usual_sum, held_sum): (f64, f64) = (usual.iter().sum(), held.iter().sum());
    let least: Vec<f64> = texts
        .iter()
        .map(|texts| narrowest(texts).min(f64::from(total) / count as f64))
        .collect();
    let mut widths: Vec<f64> = usual
        .iter()
        .zip(&held)
        .zip(&least)
        .map(|((usual, held), least)| {
            (f64::from(total) * (usual / usual_sum + held / held_sum) / 2.0).max(*least)
        })
        .collect();
    // What the narrow columns were given is taken from what the others have above their least.
    let over = widths.iter().sum::<f64>() - f64::from(total);
    let spare: f64 = widths
        .iter()
        .zip(&least)
        .map(|(width, least)| width - least)
        .sum();
    if over > 0.0 && spare > 0.0 {
        for (width, least) in widths.iter_mut().zip(&least) {
            *width -= (*width - least) * (over / spare).min(1.0);
        }
    }
    let mut rounded: Vec<u32> = widths.iter().map(|width| width.max(1.0) as u32).collect();
    let sum: u32 = rounded.iter().sum();
    if let Some(first) = rounded.first_mut() {
        *first += total.saturating_sub(sum);
    }
    rounded
}

/// The width that the longest word needs in a cell.
fn narrowest(texts: &[String]) -> f64 {
    const LETTER: f64 = 108.0;
    const PADDING: f64 = 240.0;
    let longest = texts
        .iter()
        .flat_map(|text| {
            text.split(|letter: char| letter.is_whitespace() || letter == '-' || letter == '/')
        })
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0);
    PADDING + LETTER * longest.min(26) as f64
}
