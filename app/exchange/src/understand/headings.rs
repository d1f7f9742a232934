//! Which paragraphs are headings, by their style or, where nobody used styles, by how they look.

use super::{contents::Contents, goals, words};
use crate::source::{Para, Role};

/// The longest line that can be a heading by its looks.
const LONGEST: usize = 90;
const MOST_WORDS: usize = 12;
/// How many short lines in a row may be headings of each other. More are a list or a front page.
const MOST_IN_A_ROW: usize = 2;

/// A paragraph and its neighbours, blank ones left out.
pub(super) struct Place<'a> {
    pub before: Option<&'a Para>,
    pub para: &'a Para,
    /// What follows; None also where a table follows.
    pub after: Option<&'a Para>,
    pub second_after: Option<&'a Para>,
    /// How many lines around here look like headings in a row.
    pub in_a_row: usize,
    /// Whether the next thing is a table of actions.
    pub table_follows: bool,
}

/// How a heading was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Style,
    Looks,
}

/// Finds the level of headings, which depends on the headings before.
#[derive(Default)]
pub(super) struct Levels {
    /// The level of the last heading that has one by itself.
    base: u8,
    /// Whether a heading by looks has come since.
    below: bool,
}

impl Levels {
    /// The level of this paragraph if it is a heading, and what says so.
    pub fn heading(
        &mut self,
        place: &Place<'_>,
        contents: &Contents,
        own: bool,
    ) -> Option<(u8, By)> {
        let para = place.para;
        let text = para.text();
        let text = text.trim();
        if let Role::Heading(_) | Role::Title = para.role {
            if !own && is_sentence_in_numbered_list(place) {
                return None;
            }
            let styled = match para.role {
                Role::Heading(level) => level,
                _ => 1,
            };
            let level = if own {
                styled
            } else {
                contents.level_of(text).unwrap_or(styled)
            };
            self.base = level;
            self.below = false;
            return Some((level, By::Style));
        }
        if !could_be_heading(para) || para.style_only {
            return None;
        }
        if let Some(level) = contents.level_of(text) {
            self.base = level;
            self.below = false;
            return Some((level, By::Looks));
        }
        if let Some((depth, _)) = words::typed_number(text)
            && is_numbered_heading(place, depth)
        {
            self.base = depth;
            self.below = false;
            return Some((depth, By::Looks));
        }
        let leads_in = text.ends_with(':');
        if leads_in && (goals::heading_kind(text).is_some() || leads_to_list(place)) {
            return Some((self.base + 1 + u8::from(self.below), By::Looks));
        }
        if place.in_a_row > MOST_IN_A_ROW {
            return None;
        }
        let stands_out = para.looks.bold || para.looks.large || is_capitals(text);
        let found = (stands_out && (place.after.is_some() || place.table_follows))
            || is_half_year(text)
            || is_label_over_prose(place)
            || goals::heading_kind(text).is_some()
            || is_line_over_prose(place);
        if !found {
            return None;
        }
        self.below = true;
        Some((self.base + 1, By::Looks))
    }
}

/// Whether a line could be a heading, taken by itself.
pub(super) fn could_be_heading(para: &Para) -> bool {
    let text = para.text();
    let text = text.trim();
    let first = text.chars().next();
    matches!(para.role, Role::Body)
        && para.list.is_none()
        && !text.is_empty()
        && text.chars().count() <= LONGEST
        && text.split_whitespace().count() <= MOST_WORDS
        && !text.contains(['\t', '\n'])
        && !ends_sentence(text)
        && text.chars().any(char::is_alphabetic)
        && first.is_some_and(|letter| {
            letter.is_uppercase() || letter.is_ascii_digit() || matches!(letter, '§' | '«' | '"')
        })
}

/// Whether a line looks like a heading without its neighbours being asked.
pub(super) fn stands_out(para: &Para) -> bool {
    could_be_heading(para)
        && (para.looks.bold || para.looks.large || is_capitals(para.text().trim()))
}

/// Whether a line ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', ',', ';', '!'])
}

/// «2. Opplæring av nye.» after «1. …» is a point in a list, whatever style it has.
fn is_sentence_in_numbered_list(place: &Place<'_>) -> bool {
    let text = place.para.text();
    let text = text.trim();
    let (Some(number), Some(before)) = (words::typed_item(text), place.before) else {
        return false;
    };
    text.ends_with('.')
        && words::typed_item(before.text().trim()).is_some_and(|one| one + 1 == number)
}

/// A typed number makes a heading of a line that prose follows, and a list of one that a numbered line follows.
fn is_numbered_heading(place: &Place<'_>, depth: u8) -> bool {
    let follows = |para: Option<&Para>| {
        para.is_some_and(|para| {
            words::typed_number(para.text().trim()).is_some_and(|(other, _)| other == depth)
        })
    };
    let neighbours = follows(place.after) || (depth == 1 && follows(place.before));
    !neighbours && (place.after.is_some() || place.table_follows)
}

/// «Deltakere i gruppa:» right before a list.
fn leads_to_list(place: &Place<'_>) -> bool {
    let text = place.para.text();
    let short = text.chars().count() <= 60 && text.split_whitespace().count() <= 7;
    short && place.after.is_some_and(|next| next.list.is_some())
}

fn is_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= 4 && !text.chars().any(char::is_lowercase)
}

/// «Våren 2024» alone on its line: a step in a roadmap.
fn is_half_year(text: &str) -> bool {
    let folded = words::folded(text);
    let Some((season, year)) = folded.split_once(' ') else {
        return false;
    };
    let seasons = [
        "vår", "våren", "høst", "høsten", "haust", "hausten", "sommer", "sommeren", "vinter",
        "vinteren",
    ];
    seasons.contains(&season)
        && year.len() == 4
        && year.starts_with("20")
        && year.bytes().all(|byte| byte.is_ascii_digit())
}

/// «Målgruppen:» alone over a paragraph.
fn is_label_over_prose(place: &Place<'_>) -> bool {
    let text = place.para.text();
    let text = text.trim();
    text.ends_with(':')
        && text.split_whitespace().count() <= 3
        && place
            .after
            .is_some_and(|next| next.list.is_none() && next.text().chars().count() >= 80)
}

/// A few words alone over a long paragraph, with prose before as well.
fn is_line_over_prose(place: &Place<'_>) -> bool {
    let is_prose = |para: &Para| {
        let text = para.text();
        para.list.is_none()
            && text.chars().count() >= 120
            && text.trim_end().ends_with(['.', ':', '!', '?', ')', '»'])
    };
    let text = place.para.text();
    let text = text.trim();
    let few = text.chars().count() <= 50
        && text.split_whitespace().count() <= 6
        && !text.ends_with(':')
        && !text.contains(':');
    few && place.in_a_row <= 1
        && place.after.is_some_and(is_prose)
        && place.before.is_none_or(|before| {
            before.text().chars().count() >= 60
                || matches!(before.role, Role::Heading(_))
                || before.list.is_some()
        })
        && place
            .second_after
            .is_none_or(|next| next.role != Role::Quote)
}
