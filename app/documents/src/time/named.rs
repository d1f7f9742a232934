//! Reading one place in the calendar: a day, a month, a season, a quarter, a year, something that happens.

use super::{
    calendar::{Point, Third, When},
    reader::{Reader, as_year, as_year_at},
    vocabulary::{self, Season},
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
    iso(reader, at)
        .or_else(|| day(reader, at))
        .or_else(|| part_of_year(reader, at))
        .or_else(|| month_in_numbers(reader, at, before))
        .or_else(|| month(reader, at))
        .or_else(|| season(reader, at))
        .or_else(|| letter(reader, at, before))
        .or_else(|| week(reader, at))
        .or_else(|| budget(reader, at))
        .or_else(|| school_year(reader, at))
        .or_else(|| happening(reader, at))
        .or_else(|| year(reader, at, before))
        .or_else(|| season_run_together(reader, at))
}

/// A year of two digits, where nothing that follows makes the number something else.
fn short_year(reader: Reader<'_>, at: usize) -> Option<(i32, usize)> {
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
fn year_after(reader: Reader<'_>, at: usize) -> Option<(i32, usize)> {
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
fn year_pair(reader: Reader<'_>, at: usize) -> Option<(i32, usize)> {
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

/// «2026-08-01», «2026-08».
fn iso(reader: Reader<'_>, at: usize) -> Read {
    let year = as_year_at(reader, at)?;
    let glued = |at: usize| reader.mark(at, '-') && reader.is_glued(at) && reader.is_glued(at + 1);
    let month = reader
        .number(at + 2)
        .filter(|(_, digits)| *digits == 2 && glued(at + 1))?
        .0;
    if glued(at + 3)
        && let Some((day, 2)) = reader.number(at + 4)
    {
        return dated(day, month, year, at + 5);
    }
    let is_month = (1..=12).contains(&month) && year % 100 >= i32::try_from(month).ok()?;
    is_month.then(|| found(Point::Month(month), Some(year), at + 3))?
}

fn dated(day: u32, month: u32, year: i32, next: usize) -> Read {
    match super::Date::new(year, month, day) {
        Some(_) => found(Point::Day { day, month }, Some(year), next),
        None => Some((Named::NoSuchDay, next)),
    }
}

/// A day and its month: «1. august 2026», «1.8.26», «1/8-26», «1.–» of «1.–5. august».
fn day(reader: Reader<'_>, at: usize) -> Read {
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
fn month_in_numbers(reader: Reader<'_>, at: usize, before: Before) -> Read {
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

/// A quarter, tertial or half of the year: «1. kvartal 2026», «Q1», «andre halvår».
fn part_of_year(reader: Reader<'_>, at: usize) -> Read {
    if let (letter @ ("q" | "t"), Some((nth, 1))) = (reader.word(at), reader.number(at + 1)) {
        let point = if letter == "q" {
            Point::Quarter(nth)
        } else {
            Point::Tertial(nth)
        };
        let after = at + 2;
        let (year, next) = match reader.any_mark(after) {
            Some('-' | '/') => year_after(reader, after + 1)?,
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

fn with_year(reader: Reader<'_>, point: Point, next: usize) -> Read {
    match year_after(reader, next) {
        Some((year, next)) => found(point, Some(year), next),
        None if is_no_year(reader, next) => Some((Named::NoSuchDay, next + 1)),
        None => found(point, None, next),
    }
}

/// Where a year would stand there is a number of its size that is none.
fn is_no_year(reader: Reader<'_>, at: usize) -> bool {
    reader
        .number(at)
        .is_some_and(|(value, digits)| digits == 4 && as_year(value, digits).is_none())
}

fn month(reader: Reader<'_>, at: usize) -> Read {
    let month = vocabulary::month(reader.word(at))?;
    with_year(reader, Point::Month(month), at + 1)
}

fn season(reader: Reader<'_>, at: usize) -> Read {
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
fn letter(reader: Reader<'_>, at: usize, before: Before) -> Read {
    let season = match reader.word(at) {
        "v" => Season::Spring,
        "h" => Season::Autumn,
        _ => return None,
    };
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
fn week(reader: Reader<'_>, at: usize) -> Read {
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

/// «Budsjett 2026», «budsjettåret 2026».
fn budget(reader: Reader<'_>, at: usize) -> Read {
    let word = reader.word(at);
    if !matches!(
        word,
        "budsjett"
            | "budsjettet"
            | "årsbudsjett"
            | "årsbudsjettet"
            | "budsjettår"
            | "budsjettåret"
            | "budsjetta"
    ) {
        return None;
    }
    let (year, next) = year_after(reader, at + 1)?;
    let goes_on =
        matches!(reader.any_mark(next), Some('-' | '/')) && reader.number(next + 1).is_some();
    (!goes_on).then(|| found(Point::BudgetYear, Some(year), next))?
}

/// «Skoleåret 2025/26», «årsskiftet 2025/26».
fn school_year(reader: Reader<'_>, at: usize) -> Read {
    let word = reader.word(at);
    let point = match word {
        "skoleåret" | "skoleår" | "skuleåret" | "skuleår" | "barnehageåret" | "barnehageår"
        | "studieåret" => Point::SchoolYear,
        "årsskiftet" | "årsskifte" | "nyttår" => Point::YearTurn,
        _ => return None,
    };
    if let Some((year, next)) = year_pair(reader, at + 1) {
        return found(point, Some(year), next);
    }
    match (point, year_after(reader, at + 1)) {
        // Which of its two years was meant is not said.
        (Point::SchoolYear, Some((_, next))) => Some((Named::Else, next)),
        (Point::SchoolYear, None) => None,
        (_, year) => found(
            Point::Happening,
            None,
            year.map_or(at + 1, |(_, next)| next),
        ),
    }
}

/// «Skolestart», «jul», «planleggingsdag».
fn happening(reader: Reader<'_>, at: usize) -> Read {
    let word = reader.word(at);
    let point = match word {
        "skolestart" | "skolestarten" | "skulestart" | "skulestarten" => Point::SchoolStart,
        "jul" | "jula" | "julen" | "joli" => Point::Christmas,
        "påske" | "påska" | "påsken" => Point::Easter,
        _ if is_happening(word) => Point::Happening,
        _ => return None,
    };
    if point == Point::Happening {
        // When in a year it happens is not known, save that planning days are many.
        let within = word.starts_with("plan");
        let next = year_after(reader, at + 1)
            .filter(|_| !within)
            .map_or(at + 1, |(_, next)| next);
        return found(point, None, next);
    }
    with_year(reader, point, at + 1)
}

fn is_happening(word: &str) -> bool {
    let known = [
        "pinse",
        "sommerferie",
        "sumarferie",
        "sommarferie",
        "høstferie",
        "haustferie",
        "vinterferie",
        "juleferie",
        "skoleslutt",
        "skuleslutt",
        "skoleavslutning",
        "skuleavslutning",
        "semesterslutt",
        "semesterstart",
        "barnehagestart",
        "barnehageoppstart",
        "studiestart",
        "budsjettprosess",
        "budsjettarbeid",
        "budsjettbehandling",
        "budsjetthandsaming",
        "planleggingsdag",
        "plandag",
        "planleggjingsdag",
    ];
    let endings = ["", "n", "en", "et", "a", "ar", "er", "ane", "ene", "r"];
    known.iter().any(|name| {
        word.strip_prefix(name)
            .is_some_and(|ending| endings.contains(&ending))
    })
}

/// «2026», and «26» after «2025/».
fn year(reader: Reader<'_>, at: usize, before: Before) -> Read {
    let (value, digits) = reader.number(at)?;
    if digits == 2 {
        let first = before.year_and_joint?;
        let year = first - first % 100 + i32::try_from(value).ok()?;
        let follows = year > first && reader.is_glued(at);
        return follows.then(|| found(Point::Year, Some(year), at + 1))?;
    }
    let year = as_year(value, digits)?;
    if is_of_a_case(reader, at) {
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

/// «Papirutgavehøst 2016», as cells read without the space between.
fn season_run_together(reader: Reader<'_>, at: usize) -> Read {
    let season = vocabulary::season_at_end(reader.word(at))?;
    let year = as_year_at(reader, at + 1)?;
    found(Point::Season(season), Some(year), at + 2)
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
