//! Parts of the year: months, seasons, quarters, weeks.

use super::{
    Before, Named, Read, found,
    years::{short_year, with_year, year_after, year_pair},
};
use crate::time::{
    calendar::{Point, When},
    reader::{Reader, as_year_at},
    vocabulary::{self, Season},
};

/// A quarter, tertial or half of the year: «1. kvartal 2026», «Q1», «andre halvår».
pub(super) fn part_of_year(reader: Reader<'_>, at: usize) -> Read {
    if let (letter @ ("q" | "t"), Some((nth, 1))) = (reader.word(at), reader.number(at + 1)) {
        let point = if letter == "q" {
            Point::Quarter(nth)
        } else {
            Point::Tertial(nth)
        };
        let after = at + 2;
        let (year, next) = match reader.any_mark(after) {
            Some('-' | '/') if as_year_at(reader, after + 1).is_some() => {
                year_after(reader, after + 1)?
            }
            _ => match year_after(reader, after) {
                Some(found) => found,
                None if letter == "q" => return in_year(point, None, after),
                None => return None,
            },
        };
        return in_year(point, Some(year), next);
    }
    if let Some((nth, 1)) = reader.number(at)
        && reader.word(at + 1) == "q"
    {
        let (year, next) = year_after(reader, at + 2)?;
        return in_year(Point::Quarter(nth), Some(year), next);
    }
    if let ("kvartal" | "tertial", Some((nth, 1))) = (reader.word(at), reader.number(at + 1)) {
        let point = part(reader.word(at), nth, false)?;
        let (year, next) = year_after(reader, at + 2)?;
        return in_year(point, Some(year), next);
    }
    numbered_part(reader, at)
}

fn in_year(point: Point, year: Option<i32>, next: usize) -> Read {
    let exists = matches!(
        point,
        Point::Quarter(1..=4) | Point::Tertial(1..=3) | Point::HalfYear(1..=2)
    );
    if exists {
        found(point, year, next)
    } else {
        Some((Named::NoSuchDay, next))
    }
}

fn part(word: &str, nth: u32, last: bool) -> Option<Point> {
    let nth = |of: u32| if last { of } else { nth };
    match word {
        "kvartal" | "kvartalet" | "kv" | "kvart" => Some(Point::Quarter(nth(4))),
        "tertial" | "tertialet" | "tert" => Some(Point::Tertial(nth(3))),
        "halvår" | "halvåret" | "halvdel" | "halvdelen" => Some(Point::HalfYear(nth(2))),
        _ => None,
    }
}

fn numbered_part(reader: Reader<'_>, at: usize) -> Read {
    let last = reader.word(at) == "siste";
    let (nth, next) = if last {
        (0, at + 1)
    } else {
        reader.ordinal(at)?
    };
    if let Some(point) = part(reader.word(next), nth, last) {
        let year = year_after(reader, next + 1);
        if year.is_none() && reader.word(next).starts_with("halvdel") {
            return None;
        }
        let (year, next) = year.map_or((None, next + 1), |(year, next)| (Some(year), next));
        return in_year(point, year, next);
    }
    // «1. og 2. kvartal»: the first of several.
    let (_, end) = reader.ordinal(reader.joint(next)?)?;
    let point = part(reader.word(end), nth, false)?;
    in_year(point, None, next)
}

pub(super) fn month(reader: Reader<'_>, at: usize) -> Read {
    let month = vocabulary::month(reader.word(at))?;
    with_year(reader, Point::Month(month), at + 1)
}

pub(super) fn season(reader: Reader<'_>, at: usize) -> Read {
    let (season, half) = vocabulary::season(reader.word(at))?;
    let apart = matches!(
        reader.word(at + 1),
        "semester" | "semesteret" | "halvår" | "halvåret" | "termin" | "terminen"
    );
    let next = at + 1 + usize::from(apart && half.is_none());
    if season == Season::Winter
        && let Some((year, next)) = year_pair(reader, next)
    {
        return found(Point::Winter, Some(year), next);
    }
    let named = with_year(reader, Point::Season(season), next);
    // «Vår» before another word is «our».
    let is_ours = reader.word(at) == "vår"
        && !apart
        && matches!(named, Some((Named::When(When { year: None, .. }), _)))
        && !may_follow(reader, next);
    if is_ours { None } else { named }
}

/// What can stand after a season without making it another word.
fn may_follow(reader: Reader<'_>, at: usize) -> bool {
    let word = reader.word(at);
    word.is_empty()
        || matches!(
            word,
            "og" | "eller"
                | "til"
                | "hvert"
                | "kvart"
                | "hver"
                | "kvar"
                | "deretter"
                | "så"
                | "ved"
        )
        || vocabulary::season(word).is_some()
        || vocabulary::month(word).is_some()
        || word.starts_with("årl")
}

/// «H26», «V-27», «h 2026».
pub(super) fn letter(reader: Reader<'_>, at: usize, before: Before) -> Read {
    let season = match reader.word(at) {
        "v" => Season::Spring,
        "h" => Season::Autumn,
        _ => return None,
    };
    // «V/H 2026».
    let is_first = matches!(reader.any_mark(at + 1), Some('/' | '-')) && reader.is_glued(at + 1);
    if is_first && matches!(reader.word(at + 2), "v" | "h") && reader.number(at + 3).is_some() {
        return found(Point::Season(season), None, at + 1);
    }
    let next = reader.past(at + 1, '.');
    let next = reader.past(next, '-');
    let next = reader.past(next, '\'');
    let year = as_year_at(reader, next)
        .map(|year| (year, next + 1))
        .or_else(|| short_year(reader, next));
    let (year, end) = year?;
    let glued = (at + 1..=next).all(|at| reader.is_glued(at));
    (glued || !before.word).then(|| found(Point::Season(season), Some(year), end))?
}

/// «Uke 40 2026», «uke 40–42, 2026», «veke 40/2026».
pub(super) fn week(reader: Reader<'_>, at: usize) -> Read {
    if !matches!(
        reader.word(at),
        "uke" | "uka" | "uken" | "ukene" | "veke" | "veka" | "vekene" | "u" | "uker" | "veker"
    ) {
        return None;
    }
    let first = reader.small(at + 1)?;
    let second = reader
        .joint(at + 2)
        .and_then(|second| Some((reader.small(second)?, second + 1)));
    let (last, next) = second
        .filter(|(last, _)| *last > first)
        .unwrap_or((first, at + 2));
    if !(1..=53).contains(&first) || !(1..=53).contains(&last) {
        return Some((Named::NoSuchDay, next));
    }
    with_year(reader, Point::Weeks { first, last }, next)
}

/// «Papirutgavehøst 2016», as cells read without the space between.
pub(super) fn season_run_together(reader: Reader<'_>, at: usize) -> Read {
    let season = vocabulary::season_at_end(reader.word(at))?;
    let year = as_year_at(reader, at + 1)?;
    found(Point::Season(season), Some(year), at + 2)
}
