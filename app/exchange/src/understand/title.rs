//! What the plan is called.

use super::{Item, goals, headings, words};
use crate::source::{Para, Role};
use samvev_documents::text::RichText;

/// How many paragraphs from the start a title without a style is looked for.
const FIRST_LINES: usize = 3;
/// The longest line that can be a title without a style, in characters.
const LONGEST: usize = 110;

/// Takes the title out of the items. In a file of our own only the style says what the title is.
pub(super) fn take(items: &mut Vec<Item>, own: bool) -> RichText {
    let styled = items
        .iter()
        .position(|item| matches!(item, Item::Para(para) if is_title(para, own)));
    let Some(first) = styled else {
        return if own {
            RichText::from_plain("")
        } else {
            guess(items)
        };
    };
    let end = items
        .iter()
        .skip(first)
        .position(|item| !matches!(item, Item::Para(para) if is_title(para, own)))
        .map_or(items.len(), |length| first + length);
    let lines = items.drain(first..end).filter_map(|item| match item {
        Item::Para(para) => Some(para),
        Item::Actions(_) => None,
    });
    words::rich(
        lines
            .map(|para| {
                if own {
                    words::paragraph(&para)
                } else {
                    words::headline(&para)
                }
            })
            .collect(),
    )
}

fn is_title(para: &Para, own: bool) -> bool {
    para.role == Role::Title && (own || !para.is_blank())
}

/// The first prominent line.
fn guess(items: &mut Vec<Item>) -> RichText {
    let none = RichText::from_plain("");
    let lines: Vec<(usize, &Para)> = items
        .iter()
        .enumerate()
        .map_while(|(index, item)| match item {
            Item::Para(para) => Some((index, para)),
            Item::Actions(_) => None,
        })
        .filter(|(_, para)| !para.is_blank())
        .take(FIRST_LINES)
        .collect();
    let Some((index, first)) = lines.first().copied() else {
        return none;
    };
    let second = lines.get(1).copied();
    if !could_be_title(first, second.map(|(_, para)| para), items, index) {
        return none;
    }
    let mut title = vec![words::headline(first)];
    let mut taken = vec![index];
    // «Styringsdokument:» is the beginning of a title.
    if first.text().trim_end().ends_with(':')
        && let Some((index, second)) = second
        && is_short_line(second)
        && goals::heading_kind(&second.text()).is_none()
        && lines.get(2).is_none_or(|(_, third)| third.list.is_none())
    {
        title.push(words::headline(second));
        taken.push(index);
    }
    for index in taken.into_iter().rev() {
        items.remove(index);
    }
    words::rich(title)
}

fn could_be_title(first: &Para, second: Option<&Para>, items: &[Item], at: usize) -> bool {
    let text = first.text();
    if goals::heading_kind(&text).is_some() || goals::inline_kind(&text).is_some() {
        return false;
    }
    if let Role::Heading(level) = first.role {
        // «1. Innledning» is the first of several; a heading above all others is the title.
        let another = items.iter().skip(at + 1).any(
            |item| matches!(item, Item::Para(para) if !para.is_blank() && matches!(para.role, Role::Heading(other) if other <= level)),
        );
        return words::typed_number(&text).is_none() && !another;
    }
    let leads_in = text.trim_end().ends_with(':') && second.is_some_and(|next| next.list.is_some());
    let prominent = first.looks.bold || first.looks.large;
    let alone = second.is_some() || prominent || items.len() > at + 1;
    (is_short_line(first)
        || (prominent && text.chars().count() <= 2 * LONGEST && first.list.is_none()))
        && !leads_in
        && alone
        && words::typed_number(&text).is_none()
}

fn is_short_line(para: &Para) -> bool {
    let text = para.text();
    let text = text.trim();
    matches!(para.role, Role::Body)
        && !para.style_only
        && para.list.is_none()
        && text.chars().count() <= LONGEST
        && !headings::ends_sentence(text)
        && text.chars().any(char::is_alphabetic)
        && !text.contains('\t')
}
