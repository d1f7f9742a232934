//! Reading one place in the calendar: a day, a month, a season, a quarter, a year, something that happens.

mod days;
mod happenings;
mod parts;
mod years;

use super::{
    calendar::{Point, Third, When},
    reader::Reader,
};

/// What was read.
pub(super) enum Named {
    When(When),
    /// It is written as a day, and there is no such day.
    NoSuchDay,
    /// A number that is no time.
    Else,
}

/// What stands before, where the reading of bare numbers leans on it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Before {
    /// The year just before, with a dash or a slash after it: «2025/», «2025–».
    pub(super) year_and_joint: Option<i32>,
    /// A word that is no time stands right before.
    pub(super) word: bool,
}

type Read = Option<(Named, usize)>;

fn found(point: Point, year: Option<i32>, next: usize) -> Read {
    Some((Named::When(When::new(point, year)), next))
}

/// The place in the calendar named there, and what follows it.
pub(super) fn read(reader: Reader<'_>, at: usize, before: Before) -> Read {
    days::iso(reader, at)
        .or_else(|| days::day(reader, at))
        .or_else(|| parts::part_of_year(reader, at))
        .or_else(|| days::month_in_numbers(reader, at, before))
        .or_else(|| parts::month(reader, at))
        .or_else(|| parts::season(reader, at))
        .or_else(|| parts::letter(reader, at, before))
        .or_else(|| parts::week(reader, at))
        .or_else(|| happenings::budget(reader, at))
        .or_else(|| happenings::school_year(reader, at))
        .or_else(|| happenings::happening(reader, at))
        .or_else(|| years::year(reader, at, before))
        .or_else(|| parts::season_run_together(reader, at))
}

/// «Primo», «i slutten av», «tidlig i».
pub(super) fn third(reader: Reader<'_>, at: usize) -> Option<(Third, usize)> {
    let of = reader.word(at + 1) == "av";
    let third = match reader.word(at) {
        "primo" | "tidlig" | "tidleg" => Third::First,
        "begynnelsen" | "byrjinga" | "starten" | "begynnelse" | "byrjing" | "oppstarten" if of => {
            Third::First
        }
        "medio" => Third::Second,
        "midten" | "midt" if of || matches!(reader.word(at + 1), "i" | "på") => Third::Second,
        "ultimo" | "sent" | "seint" | "sein" | "sen" => Third::Last,
        "slutten" | "slutninga" if of => Third::Last,
        _ => return None,
    };
    Some((third, at + 1))
}
