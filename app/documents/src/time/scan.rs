//! A text as the things that count for its time, in the order they stand.

use super::{
    calendar::{Point, Third, When},
    lasting::{self, Lasting, Length},
    manner::{self, Manner},
    named::{self, Before, Named},
    often::{self, Often},
    reader::{Reader, as_year},
    tokens::Token,
    turns::{self, Lead},
};

/// Something that counts for a time, or stands between what does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    When(When),
    Third(Third),
    Often(Vec<Often>),
    Lasting(Lasting),
    Lead(Lead),
    Link(Link),
    /// «Og utover»: what stands before has no end.
    Onwards,
    Always,
    AtNeed,
    Given,
    Along {
        event: bool,
        words: String,
    },
    Word,
    /// A number that is no time.
    Number,
    /// It is written as a day that does not exist, or is reckoned from another.
    NoSuchDay,
}

/// What joins or parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    And,
    Or,
    Comma,
    Dash,
    Slash,
    /// The end of a sentence, a bracket, a colon.
    Stop,
    /// Deretter.
    Then,
}

/// An item and where it stands in the text, in bytes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) item: Item,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Numbers after these are of a room, a case, a telephone, a sum.
const NUMBERED: &[&str] = &[
    "rom",
    "født",
    "fødte",
    "fødd",
    "kull",
    "kullet",
    "årskull",
    "årskullet",
    "sal",
    "romnr",
    "sak",
    "saksnr",
    "saksnummer",
    "saken",
    "nr",
    "nummer",
    "tlf",
    "telefon",
    "telefonnr",
    "telefonnummer",
    "mobil",
    "mob",
    "kr",
    "kroner",
    "side",
    "sidene",
    "gnr",
    "bnr",
    "orgnr",
    "postnr",
    "meld",
    "nou",
    "prop",
    "arkivsak",
    "arkivsaksnr",
    "ref",
    "jpnr",
    "journalnr",
    "id",
    "iso",
    "rundskriv",
    "etasje",
    "kl",
    "klokka",
    "klokken",
    "postboks",
    "boks",
    "kommunenr",
    "innst",
    "dok",
];

/// So are numbers after these, unless they are years.
const PERHAPS_NUMBERED: &[&str] = &[
    "kap",
    "kapittel",
    "punkt",
    "pkt",
    "ps",
    "fs",
    "ks",
    "fsk",
    "s",
    "st",
    "versjon",
    "artikkel",
    "paragraf",
    "trinn",
    "klasse",
    "avdeling",
    "bygg",
    "rapport",
    "vedlegg",
    "tabell",
    "figur",
    "vei",
    "veien",
    "veg",
    "vegen",
    "gate",
    "gata",
    "tiltak",
    "mål",
    "delmål",
    "lov",
    "lovvedtak",
    "gruppe",
    "rapporten",
    "plass",
    "del",
    "fase",
    "nivå",
    "tema",
];

/// The items of a text.
pub(super) fn items(text: &str, tokens: &[Token]) -> Vec<Found> {
    let reader = Reader::new(tokens);
    let mut items: Vec<Found> = Vec::new();
    let mut at = 0;
    while let Some(token) = reader.token(at) {
        let (item, next) = next(text, reader, at, &items);
        let next = next.max(at + 1);
        let last = next.checked_sub(1).and_then(|last| reader.token(last));
        let end = last.map_or(token.end, |token| token.end);
        items.extend(item.map(|item| Found {
            item,
            start: token.start,
            end,
        }));
        at = next;
    }
    items
}

fn next(text: &str, reader: Reader<'_>, at: usize, items: &[Found]) -> (Option<Item>, usize) {
    let last = items.last().map(|found| &found.item);
    if let Some(end) = numbered(reader, at) {
        return (Some(Item::Number), end);
    }
    if turns::is_exception(reader, at) {
        return (Some(Item::Word), manner::clause_end(reader, at));
    }
    if let Some(end) = turns::then(reader, at) {
        return (Some(Item::Link(Link::Then)), end);
    }
    if let Some((often, end)) = often::read(reader, at, matches!(last, Some(Item::Lasting(_)))) {
        return (Some(Item::Often(often)), end);
    }
    if let (Some(Item::When(_) | Item::Third(_)), Some(end)) = (last, turns::onwards(reader, at)) {
        return (Some(Item::Onwards), end);
    }
    if let Some((manner, end)) = manner::manner(reader, at) {
        return (Some(of_manner(text, reader, manner, end)), end);
    }
    if let Some((length, end)) = length_of_first(reader, at) {
        return (Some(of_length(length)), end);
    }
    if let Some((named, end)) = named::read(reader, at, before(items)) {
        let item = match named {
            Named::When(when) => Item::When(when),
            Named::NoSuchDay => Item::NoSuchDay,
            Named::Else => Item::Number,
        };
        return (Some(item), end);
    }
    if let Some((third, end)) = named::third(reader, at) {
        return (Some(Item::Third(third)), end);
    }
    if let Some((length, end)) = lasting::read(reader, at) {
        return (Some(of_length(length)), end);
    }
    if let Some((lead, end)) = turns::lead(reader, at) {
        return (Some(Item::Lead(lead)), end);
    }
    (other(reader, at), at + 1)
}

/// A length that begins with an ordinal, before the ordinal is taken for a quarter's.
fn length_of_first(reader: Reader<'_>, at: usize) -> Option<(Length, usize)> {
    matches!(reader.word(at), "de" | "dei" | "det" | "første" | "fyrste")
        .then(|| lasting::read(reader, at))?
}

fn of_length(length: Length) -> Item {
    match length {
        Length::Lasting(lasting) => Item::Lasting(lasting),
        Length::Else => Item::Number,
        Length::Away => Item::NoSuchDay,
    }
}

fn of_manner(text: &str, reader: Reader<'_>, manner: Manner, end: usize) -> Item {
    match manner {
        Manner::Always => Item::Always,
        Manner::AtNeed => Item::AtNeed,
        Manner::Given => Item::Given,
        Manner::Along { event, from } => {
            let start = reader
                .token(from)
                .map(|token| token.start)
                .unwrap_or_default();
            let last = end.checked_sub(1).and_then(|last| reader.token(last));
            let words = text
                .get(start..last.map_or(start, |last| last.end))
                .unwrap_or_default();
            Item::Along {
                event,
                words: plainly(words),
            }
        }
    }
}

/// In small letters, with single spaces.
pub(super) fn plainly(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

fn before(items: &[Found]) -> Before {
    let year_and_joint = match items {
        [
            ..,
            Found {
                item:
                    Item::When(When {
                        point: Point::Year | Point::Month(_) | Point::Season(_),
                        year,
                        ..
                    }),
                ..
            },
            Found {
                item: Item::Link(Link::Dash | Link::Slash),
                ..
            },
        ] => *year,
        _ => None,
    };
    let word = matches!(
        items.last(),
        Some(Found {
            item: Item::Word | Item::Number,
            ..
        })
    );
    Before {
        year_and_joint,
        word,
    }
}

/// Past a word that numbers things, and its numbers.
fn numbered(reader: Reader<'_>, at: usize) -> Option<usize> {
    let word = reader.word(at);
    let surely = reader.mark(at, '§') || NUMBERED.contains(&word);
    if !surely && !PERHAPS_NUMBERED.contains(&word) {
        return None;
    }
    // Telephone numbers and sums are written in groups.
    let grouped = word.starts_with("tlf")
        || word.starts_with("telefon")
        || word.starts_with("mob")
        || word.starts_with("kr");
    let (mut end, mut first) = (at + 1, None);
    loop {
        let glued = reader.is_glued(end);
        let mark = reader
            .any_mark(end)
            .is_some_and(|mark| matches!(mark, '.' | '-' | '/' | ':' | '(' | '§' | '+'));
        let short = matches!(reader.word(end), "st" | "nr" | "meld" | "l" | "s" | "sak");
        let goes_on = match reader.number(end) {
            Some(_) => first.is_none() || glued || grouped,
            None if first.is_none() => {
                mark || short || word.starts_with("fød") && reader.word(end) == "i"
            }
            None => mark && glued && reader.number(end + 1).is_some() && reader.is_glued(end + 1),
        };
        if !goes_on {
            break;
        }
        first = first.or(reader.number(end));
        end += 1;
    }
    let (value, digits) = first?;
    // «Meld. St. 6 (2019–2020)»: the session it belongs to.
    let is_report = matches!(word, "meld" | "prop" | "innst" | "dok" | "nou");
    if is_report && reader.mark(end, '(') && reader.number(end + 1).is_some() {
        while reader.token(end).is_some() && !reader.mark(end, ')') {
            end += 1;
        }
    }
    let is_year = !surely && as_year(value, digits).is_some();
    (!is_year).then_some(end)
}

fn other(reader: Reader<'_>, at: usize) -> Option<Item> {
    let word = reader.word(at);
    match word {
        "og" | "samt" => return Some(Item::Link(Link::And)),
        "eller" => return Some(Item::Link(Link::Or)),
        "" => {}
        word if turns::is_filler(word) => return None,
        _ => return Some(Item::Word),
    }
    if reader.number(at).is_some() {
        return Some(Item::Number);
    }
    let link = match reader.any_mark(at)? {
        ',' => Link::Comma,
        '-' if is_hyphen(reader, at) => return None,
        '-' => Link::Dash,
        // «1.1. -> 31.12.2026».
        '>' if at
            .checked_sub(1)
            .is_some_and(|before| reader.mark(before, '-')) =>
        {
            return None;
        }
        '>' => Link::Dash,
        '/' => Link::Slash,
        '&' | '+' => Link::And,
        '.' | ';' | '(' | ')' | ':' | '!' | '?' => Link::Stop,
        _ => return None,
    };
    Some(Item::Link(link))
}

/// Within a word: «ny-etablering», «høst- og vårsemesteret».
fn is_hyphen(reader: Reader<'_>, at: usize) -> bool {
    let between_words = at
        .checked_sub(1)
        .is_some_and(|before| !reader.word(before).is_empty())
        && !reader.word(at + 1).is_empty();
    let is_time = |at: usize| named::read(reader, at, Before::default()).is_some();
    between_words
        && reader.is_glued(at)
        && !(is_time(at + 1) && at.checked_sub(1).is_some_and(is_time))
}
