//! Days, and months in numbers.

use super::{
    Before, Named, Read, found,
    years::{is_no_year, year_after},
};
use crate::time::{
    Date,
    calendar::{Point, When},
    reader::{Reader, as_year, as_year_at},
    vocabulary,
};

/// «2026-08-01», «2026-08».
pub(super) fn iso(reader: Reader<'_>, at: usize) -> Read {
    let year = as_year_at(reader, at)?;
    let mark = reader
        .any_mark(at + 1)
        .filter(|mark| matches!(mark, '-' | '.' | '/'))?;
    let glued = |at: usize| reader.mark(at, mark) && reader.is_glued(at) && reader.is_glued(at + 1);
    let month = reader
        .number(at + 2)
        .filter(|(_, digits)| *digits == 2 && glued(at + 1))?
        .0;
    if glued(at + 3)
        && let Some((day, 2)) = reader.number(at + 4)
        && (mark == '-' || month <= 12)
    {
        return dated(day, month, year, at + 5);
    }
    let is_month =
        mark == '-' && (1..=12).contains(&month) && year % 100 >= i32::try_from(month).ok()?;
    is_month.then(|| found(Point::Month(month), Some(year), at + 3))?
}

fn dated(day: u32, month: u32, year: i32, next: usize) -> Read {
    match Date::new(year, month, day) {
        Some(_) => found(Point::Day { day, month }, Some(year), next),
        None => Some((Named::NoSuchDay, next)),
    }
}

/// A day and its month: «1. august 2026», «1.8.26», «1/8-26», «1.–» of «1.–5. august».
pub(super) fn day(reader: Reader<'_>, at: usize) -> Read {
    let day = reader.small(at)?;
    day_in_words(reader, at, day)
        .or_else(|| day_in_numbers(reader, at, day))
        .or_else(|| first_of_several(reader, at, day))
}

fn day_in_words(reader: Reader<'_>, at: usize, day: u32) -> Read {
    let at_month = reader.past(at + 1, '.');
    let month = vocabulary::month(reader.word(at_month))?;
    if !(1..=31).contains(&day) {
        return Some((Named::NoSuchDay, at_month + 1));
    }
    match year_after(reader, at_month + 1) {
        Some((year, next)) => dated(day, month, year, next),
        None if is_no_year(reader, at_month + 1) => Some((Named::NoSuchDay, at_month + 2)),
        None => found(Point::Day { day, month }, None, at_month + 1),
    }
}

fn day_in_numbers(reader: Reader<'_>, at: usize, day: u32) -> Read {
    let dashed = |at: usize| reader.mark(at, '-') && reader.is_glued(at) && reader.is_glued(at + 1);
    if let (true, true, Some((month, 1..=2)), Some(year)) = (
        dashed(at + 1),
        dashed(at + 3),
        reader.number(at + 2),
        as_year_at(reader, at + 4),
    ) {
        return dated(day, month, year, at + 5);
    }
    let mark = reader
        .any_mark(at + 1)
        .filter(|mark| matches!(mark, '.' | '/'))?;
    let month = reader.small(at + 2)?;
    let after = at + 3;
    let at_year = match reader.any_mark(after) {
        Some('.') => reader.past(after + 1, '-'),
        Some('-' | '/') if mark == '/' || reader.is_glued(after) && reader.is_glued(after + 1) => {
            after + 1
        }
        _ => after,
    };
    let year = match reader.number(at_year) {
        // Without a mark a year of two digits is any number.
        Some((value, 2)) if at_year > after && !day_follows(reader, at_year) => {
            i32::try_from(2000 + value).ok()
        }
        Some((value, 4)) if as_year(value, 4).is_none() => {
            return Some((Named::NoSuchDay, at_year + 1));
        }
        Some((value, digits)) => as_year(value, digits),
        None => None,
    };
    if let Some(year) = year {
        return dated(day, month, year, at_year + 1);
    }
    let is_fraction = mark == '/' && vocabulary::unit(reader.word(after)).is_some();
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) || is_fraction {
        return None;
    }
    let mut when = When::new(Point::Day { day, month }, None);
    when.numeric = true;
    Some((
        Named::When(when),
        if mark == '.' {
            reader.past(after, '.')
        } else {
            after
        },
    ))
}

/// «1.8-15.8.2026»: the number after the dash is another day.
fn day_follows(reader: Reader<'_>, at: usize) -> bool {
    reader.mark(at + 1, '.') && reader.is_glued(at + 2) && reader.small(at + 2).is_some()
        || reader.mark(at + 1, '/') && reader.small(at + 2).is_some()
}

/// «1.» of «1.–5. august» and «1. og 15.8.2026»: the month is that of the day that follows.
fn first_of_several(reader: Reader<'_>, at: usize, day: u32) -> Read {
    let joint = reader.past(at + 1, '.');
    let second = reader
        .joint(joint)
        .or_else(|| reader.mark(joint, ',').then_some(joint + 1))?;
    reader.small(second)?;
    let at_month = reader.past(second + 1, '.');
    let month = vocabulary::month(reader.word(at_month)).or_else(|| {
        let stops = reader.mark(second + 1, '.') && reader.mark(at_month + 1, '.');
        let year = reader.number(at_month + 2).is_some();
        reader
            .small(at_month)
            .filter(|month| stops && year && (1..=12).contains(month))
    })?;
    (1..=31)
        .contains(&day)
        .then(|| found(Point::Day { day, month }, None, joint))?
}

/// «08.2026», «08/2026».
pub(super) fn month_in_numbers(reader: Reader<'_>, at: usize, before: Before) -> Read {
    let (month, digits) = reader.number(at)?;
    let mark = reader.any_mark(at + 1)?;
    let year = as_year_at(reader, at + 2)?;
    let glued = reader.is_glued(at + 1) && reader.is_glued(at + 2);
    let is_month =
        (1..=12).contains(&month) && digits <= 2 && (mark == '.' || mark == '/' && digits == 2);
    if is_month && glued && (mark == '.' || !before.word) {
        return found(Point::Month(month), Some(year), at + 3);
    }
    // «45/2026» is the number of a case.
    let is_of_a_case = glued && matches!(mark, '.' | '/') && as_year(month, digits).is_none();
    is_of_a_case.then_some((Named::Else, at + 3))
}
