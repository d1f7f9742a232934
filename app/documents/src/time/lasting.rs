//! How long: «4 uker», «½ dags-kurs», «2x3 timer», «de første to årene».

use super::{Duration, Unit, reader::Reader, tokens::Lexeme, vocabulary};
use crate::numerals::up_to_twelve;

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lasting {
    pub(super) duration: Duration,
}

/// What a number with a length comes to.
pub(super) enum Length {
    Lasting(Lasting),
    /// It is a person's age, or counted from a day that is not known.
    Else,
    /// It leads to another day than the one that is named: «3 uker før 1. mai».
    Away,
}

/// Before these a length counts from now, or is an age.
const OTHERWISE: &[&str] = &[
    "alder",
    "alderen",
    "barn",
    "barna",
    "under",
    "fylt",
    "fylte",
    "unge",
    "ungdom",
    "ungdommer",
    "elever",
    "elevar",
    "gutter",
    "jenter",
    "personer",
    "innbyggere",
    "siste",
    "mellom",
    "etter",
    "innen",
    "innan",
];

/// The length that stands there, and what follows it.
pub(super) fn read(reader: Reader<'_>, at: usize) -> Option<(Length, usize)> {
    let (duration, next) = first_ones(reader, at)
        .or_else(|| times_length(reader, at))
        .or_else(|| plain(reader, at))
        .or_else(|| compound(reader, at))?;
    let before = at
        .checked_sub(1)
        .map(|before| reader.word(before))
        .unwrap_or_default();
    let is_age = duration.unit == Unit::Year
        && matches!(
            reader.word(next),
            "gamle" | "gammel" | "gamal" | "gamalt" | "gammelt"
        );
    let from_now = before == "om" && reader.word(next) != "gangen"
        || before == "for" && matches!(reader.word(next), "siden" | "sidan");
    if matches!(reader.word(next), "før" | "etter") {
        return Some((Length::Away, next));
    }
    let else_ = OTHERWISE.contains(&before) || is_age || from_now || duration.amount <= 0.0;
    let length = if else_ {
        Length::Else
    } else {
        Length::Lasting(Lasting { duration })
    };
    Some((length, next))
}

/// «De første to år», «dei to fyrste åra», «det første året».
fn first_ones(reader: Reader<'_>, at: usize) -> Option<(Duration, usize)> {
    let after = at + usize::from(matches!(reader.word(at), "de" | "dei" | "det" | "den"));
    let is_first = |at: usize| matches!(reader.word(at), "første" | "fyrste");
    if is_first(after) {
        if let Some((count, next)) = reader.count(after + 1) {
            return whole(reader, count, next);
        }
        // «Første uke i august» is no length.
        let is_year = matches!(
            reader.word(after + 1),
            "år" | "året" | "halvåret" | "skoleåret" | "skuleåret"
        );
        return (is_year || after > at && !matches!(reader.word(after + 2), "i" | "av"))
            .then(|| whole(reader, 1, after + 1))?;
    }
    let (count, next) = reader.count(after)?;
    is_first(next)
        .then(|| whole(reader, count, next + 1))
        .flatten()
}

fn whole(reader: Reader<'_>, count: u32, at: usize) -> Option<(Duration, usize)> {
    let unit = vocabulary::unit(reader.word(at))?;
    let of_year = || super::reader::as_year_at(reader, at + 1).is_some();
    if reader.word(at) == "halvåret" && !of_year() {
        let amount = f64::from(count);
        return Some((Duration { amount, unit }, at + 1));
    }
    let used = matches!(unit, Unit::Year | Unit::Month | Unit::Week | Unit::Semester);
    used.then(|| {
        (
            Duration {
                amount: f64::from(count),
                unit,
            },
            at + 1,
        )
    })
}

/// «2x3 timer»: six hours in all.
fn times_length(reader: Reader<'_>, at: usize) -> Option<(Duration, usize)> {
    let (times, next) = reader.count(at)?;
    if !(matches!(reader.word(next), "x" | "ganger" | "gonger")
        || reader.mark(next, '×')
        || reader.mark(next, '*'))
    {
        return None;
    }
    let (each, end) = plain(reader, next + 1)?;
    let amount = f64::from(times) * each.amount;
    Some((Duration { amount, ..each }, end))
}

/// «4 uker», «2–3 dager», «½ dag», «3-årig».
fn plain(reader: Reader<'_>, at: usize) -> Option<(Duration, usize)> {
    let (first, next) = amount(reader, at)?;
    let second = reader.joint(next).and_then(|second| amount(reader, second));
    if let Some((second, end)) = second
        && let Some((unit, end)) = unit(reader, end)
    {
        // From nought years, or to more than ten, is an age; it is told by a length of nothing.
        let is_age = first <= 0.0 || unit == Unit::Year && second > 10.0;
        let amount = if is_age { 0.0 } else { first.max(second) };
        return Some((Duration { amount, unit }, end));
    }
    let (unit, end) = unit(reader, next)?;
    Some((
        Duration {
            amount: first,
            unit,
        },
        end,
    ))
}

fn unit(reader: Reader<'_>, at: usize) -> Option<(Unit, usize)> {
    let at = if reader.mark(at, '-') && reader.is_glued(at) {
        at + 1
    } else {
        at
    };
    let word = reader.word(at);
    let unit = unit_stem(word)?;
    Some((unit, at + 1))
}

/// A length, also as the front of another word: «dagskurs», «årig».
fn unit_stem(word: &str) -> Option<Unit> {
    if let Some(unit) = vocabulary::unit(word) {
        return Some(unit);
    }
    let fronts = [
        ("årig", Unit::Year),
        ("årsprosjekt", Unit::Year),
        ("dags", Unit::Day),
        ("dagers", Unit::Day),
        ("dagars", Unit::Day),
        ("timers", Unit::Hour),
        ("timars", Unit::Hour),
        ("ukers", Unit::Week),
        ("vekers", Unit::Week),
        ("måneders", Unit::Month),
        ("månaders", Unit::Month),
    ];
    fronts
        .iter()
        .find(|(front, _)| word.starts_with(front))
        .map(|(_, unit)| *unit)
}

/// «2,5», «1½», «½», «halvannet», «et halvt», «tre».
fn amount(reader: Reader<'_>, at: usize) -> Option<(f64, usize)> {
    let quarters = |at: usize| match reader.token(at)?.lexeme {
        Lexeme::Quarters(quarters) => Some(f64::from(quarters) / 4.0),
        _ => None,
    };
    if let Some(part) = quarters(at) {
        return Some((part, at + 1));
    }
    match reader.word(at) {
        "halv" | "halvt" | "halve" => return Some((0.5, at + 1)),
        "halvannen" | "halvannet" | "halvanna" | "halvannan" => return Some((1.5, at + 1)),
        _ => {}
    }
    let (count, next) = reader.count(at)?;
    if count == 1 && reader.mark(next, '/') && reader.is_glued(next) && reader.is_glued(next + 1) {
        let (parts, _) = reader.number(next + 1)?;
        return matches!(parts, 2 | 4).then(|| (1.0 / f64::from(parts), next + 2));
    }
    let count = f64::from(count);
    if let Some(part) = quarters(next) {
        return Some((count + part, next + 1));
    }
    if (reader.mark(next, ',') || reader.mark(next, '.'))
        && reader.is_glued(next)
        && reader.is_glued(next + 1)
        && let Some((part, digits @ 1..=2)) = reader.number(next + 1)
    {
        let scale = if digits == 1 { 10.0 } else { 100.0 };
        return Some((count + f64::from(part) / scale, next + 2));
    }
    if matches!(reader.word(next), "halv" | "halvt") {
        return Some((0.5, next + 1));
    }
    if reader.word(next) == "og" && matches!(reader.word(next + 2), "halv" | "halvt") {
        return Some((count + 0.5, next + 3));
    }
    Some((count, next))
}

/// «Treårig», «todagers», «heldagskurs».
fn compound(reader: Reader<'_>, at: usize) -> Option<(Duration, usize)> {
    let word = reader.word(at);
    let of = |amount, unit| Some((Duration { amount, unit }, at + 1));
    if word.starts_with("heldag") {
        return of(1.0, Unit::Day);
    }
    if word.starts_with("halvdag") {
        return of(0.5, Unit::Day);
    }
    let numbers = ["ett", "en", "to", "tre", "fire", "fem", "seks", "ti"];
    numbers.iter().find_map(|number| {
        let unit = unit_stem(word.strip_prefix(number)?)?;
        let amount = f64::from(up_to_twelve(number)?);
        of(amount, unit)
    })
}
