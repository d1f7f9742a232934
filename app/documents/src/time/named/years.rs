//! Years, alone and after what they belong to.

use super::{Before, Named, Read, found};
use crate::time::{
    calendar::Point,
    reader::{Reader, as_year, as_year_at},
    vocabulary,
};

/// A year of two digits, where nothing that follows makes the number something else.
pub(super) fn short_year(reader: Reader<'_>, at: usize) -> Option<(i32, usize)> {
    let (value, digits) = reader.number(at)?;
    let counts = counts_things(reader.word(at + 1));
    let is_more = counts
        || reader.mark(at + 1, '%')
        || vocabulary::unit(reader.word(at + 1)).is_some()
        || vocabulary::month(reader.word(at + 1)).is_some()
        || reader.mark(at + 1, '.')
            && (vocabulary::month(reader.word(at + 2)).is_some()
                || reader.number(at + 2).is_some());
    (digits == 2 && !is_more).then_some((2000 + i32::try_from(value).ok()?, at + 1))
}

/// The year that follows what was named: «2026», «26», «-26», «'26», «, 2026», «(2026)», «i 2026», «/2026».
pub(super) fn year_after(reader: Reader<'_>, at: usize) -> Option<(i32, usize)> {
    let at_year = |at| {
        as_year_at(reader, at)
            .filter(|_| !is_of_a_case(reader, at))
            .map(|year| (year, at + 1))
    };
    if let Some(found) = at_year(at).or_else(|| short_year(reader, at)) {
        return Some(found);
    }
    match reader.any_mark(at) {
        Some('\'') => at_year(at + 1).or_else(|| short_year(reader, at + 1)),
        Some('-') if reader.is_glued(at + 1) => {
            let glued = at_year(at + 1).filter(|_| reader.is_glued(at));
            glued.or_else(|| {
                short_year(reader, at + 1).filter(|(_, next)| !ends_range(reader, *next))
            })
        }
        Some('/') if reader.is_glued(at) && reader.is_glued(at + 1) => at_year(at + 1),
        Some('.' | ',') => at_year(at + 1).filter(|(_, next)| reader.joint(*next).is_none()),
        Some('(') => at_year(at + 1).map(|(year, next)| (year, reader.past(next, ')'))),
        _ => {
            let fillers = (at..at + 3)
                .take_while(|at| {
                    matches!(reader.word(*at), "i" | "av" | "år" | "året" | "for" | "den")
                })
                .count();
            (fillers > 0).then(|| at_year(at + fillers))?
        }
    }
}

/// Whether a number before the word is how many there are, or what it costs.
fn counts_things(word: &str) -> bool {
    matches!(
        word,
        "elever"
            | "elevar"
            | "barn"
            | "personer"
            | "personar"
            | "stk"
            | "deltakere"
            | "deltakarar"
            | "plasser"
            | "ansatte"
            | "tilsette"
            | "innbyggere"
            | "innbyggjarar"
            | "kr"
            | "kroner"
            | "nok"
            | "g"
            | "x"
            | "ganger"
            | "gonger"
    )
}

/// «1.–26. august»: the number after the dash is a day.
fn ends_range(reader: Reader<'_>, at: usize) -> bool {
    reader.mark(at, '.') && vocabulary::month(reader.word(at + 1)).is_some()
}

/// Two years that follow on one another: «2025/2026», «2025-26», «25/26».
pub(super) fn year_pair(reader: Reader<'_>, at: usize) -> Option<(i32, usize)> {
    let full = |at| as_year_at(reader, at);
    let short = |at| {
        let (value, digits) = reader.number(at)?;
        (digits == 2).then(|| i32::try_from(value).ok().map(|value| 2000 + value))?
    };
    let first = full(at).or_else(|| short(at))?;
    if !matches!(reader.any_mark(at + 1), Some('/' | '-')) {
        return None;
    }
    let second = full(at + 2).or_else(|| short(at + 2))?;
    (second == first + 1).then_some((first, at + 3))
}

/// «2026/1234», «26/45»: numbers of cases.
fn is_of_a_case(reader: Reader<'_>, at: usize) -> bool {
    matches!(reader.any_mark(at + 1), Some('/' | '-'))
        && reader.is_glued(at + 1)
        && reader.is_glued(at + 2)
        && reader
            .number(at + 2)
            .is_some_and(|(value, digits)| digits >= 3 && as_year(value, digits).is_none())
}

/// «2026/8»: the eighth of its kind that year, where two years on end would be 2026/27.
fn is_numbered_in_year(reader: Reader<'_>, at: usize) -> bool {
    reader.mark(at + 1, '/')
        && reader.is_glued(at + 1)
        && reader.is_glued(at + 2)
        && reader.number(at + 2).is_some_and(|(_, digits)| digits <= 2)
        && year_pair(reader, at).is_none()
        && vocabulary::month(reader.word(reader.past(at + 3, '.'))).is_none()
}

pub(super) fn with_year(reader: Reader<'_>, point: Point, next: usize) -> Read {
    match year_after(reader, next) {
        Some((year, next)) => found(point, Some(year), next),
        None if is_no_year(reader, next) => Some((Named::NoSuchDay, next + 1)),
        None => found(point, None, next),
    }
}

/// Where a year would stand there is a number of its size that is none.
pub(super) fn is_no_year(reader: Reader<'_>, at: usize) -> bool {
    reader
        .number(at)
        .is_some_and(|(value, digits)| digits == 4 && as_year(value, digits).is_none())
}

/// «2026», and «26» after «2025/».
pub(super) fn year(reader: Reader<'_>, at: usize, before: Before) -> Read {
    let (value, digits) = reader.number(at)?;
    if digits == 2 {
        let first = before.year_and_joint?;
        let year = first - first % 100 + i32::try_from(value).ok()?;
        let follows = year > first && reader.is_glued(at) && short_year(reader, at).is_some();
        return follows.then(|| found(Point::Year, Some(year), at + 1))?;
    }
    let year = as_year(value, digits)?;
    if is_of_a_case(reader, at) || is_numbered_in_year(reader, at) {
        return Some((Named::Else, at + 3));
    }
    let is_money = counts_things(reader.word(at + 1))
        || reader.mark(at + 1, '%')
        || reader.mark(at + 1, ',') && reader.mark(at + 2, '-');
    if is_money {
        return Some((Named::Else, at + 2));
    }
    found(Point::Year, Some(year), at + 1)
}
