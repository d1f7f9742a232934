//! When a cost is borne: «fra 2026», «i 2026», «2025–2027», «ut 2026», «fra høsten 2026», «i to år».

use super::{
    amounts::makes_money,
    counted::is_counted,
    lexicon::{self, season},
    numbers::Number,
    numerals::quantity,
    tokens::Tokens,
    units::Day,
};

/// From a first until a last day; an end that is not said is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Period {
    pub from: Option<Day>,
    pub until: Option<Day>,
}

/// A day, month, season or year: its first and last day, and what comes after it.
type Moment = (Day, Day, usize);

fn whole_year(year: u16) -> Option<(Day, Day)> {
    Some((Day::new(year, 1, 1)?, Day::last_of(year, 12)?))
}

/// A year in four digits, or in two where the words before leave no doubt.
fn year(tokens: Tokens<'_>, at: usize, short: bool) -> Option<(u16, usize)> {
    let at = at + usize::from(short && tokens.is_sign(at, '\''));
    let number = tokens.number(at)?;
    let year = number
        .year()
        .or_else(|| number.short_year().filter(|_| short))?;
    Some((year, at + 1))
}

/// What may stand between «fra» or «i» and the year.
fn past_naming(tokens: Tokens<'_>, at: usize) -> usize {
    let mut at = at;
    for _ in 0..4 {
        let names = matches!(
            tokens.word(at),
            "og" | "med"
                | "budsjettår"
                | "budsjettåret"
                | "budsjett"
                | "budsjettet"
                | "år"
                | "året"
                | "åra"
                | "årene"
                | "utgangen"
                | "utgongen"
                | "av"
                | "slutten"
                | "starten"
                | "begynnelsen"
                | "byrjinga"
                | "perioden"
                | "økonomiplan"
                | "økonomiplanen"
                | "økonomiplanperioden"
                | "planperioden"
                | "handlingsprogram"
                | "årsbudsjett"
                | "årsbudsjettet"
                | "budsjettårene"
        );
        if !names {
            break;
        }
        at += 1;
    }
    at
}

fn moment(tokens: Tokens<'_>, at: usize) -> Option<Moment> {
    if let Some(Number::Date(day)) = tokens.number(at) {
        return Some((*day, *day, at + 1));
    }
    day_of_month(tokens, at)
        .or_else(|| half_year(tokens, at))
        .or_else(|| month(tokens, at))
        .or_else(|| season_of_year(tokens, at))
        .or_else(|| school_year(tokens, at))
        .or_else(|| plain_year(tokens, at))
}

/// «1. august 2026»
fn day_of_month(tokens: Tokens<'_>, at: usize) -> Option<Moment> {
    let day = u8::try_from(tokens.number(at)?.value()?.count()?).ok()?;
    let next = tokens.past_point(at + 1);
    let month = lexicon::month(tokens.word(next))?;
    let (year, next) = year(tokens, tokens.past_point(next + 1), true)?;
    let day = Day::new(year, month, day)?;
    Some((day, day, next))
}

/// «2. halvår 2026»
fn half_year(tokens: Tokens<'_>, at: usize) -> Option<Moment> {
    let second = match (
        tokens.word(at),
        tokens
            .number(at)
            .and_then(Number::value)
            .and_then(|value| value.count()),
    ) {
        ("første" | "fyrste", _) | (_, Some(1)) => false,
        ("andre" | "annet", _) | (_, Some(2)) => true,
        _ => return None,
    };
    let next = tokens.past_point(at + 1);
    if !matches!(tokens.word(next), "halvår" | "halvdel") {
        return None;
    }
    let (year, next) = year(tokens, past_naming(tokens, next + 1), false)?;
    let (first, last) = if second { (7, 12) } else { (1, 6) };
    Some((Day::new(year, first, 1)?, Day::last_of(year, last)?, next))
}

fn month(tokens: Tokens<'_>, at: usize) -> Option<Moment> {
    let month = lexicon::month(tokens.word(at))?;
    let (year, next) = year(tokens, tokens.past_point(at + 1), true)?;
    Some((Day::new(year, month, 1)?, Day::last_of(year, month)?, next))
}

fn season_of_year(tokens: Tokens<'_>, at: usize) -> Option<Moment> {
    // «våren og høsten 2026»
    let joined = tokens.word(at + 1) == "og" || matches!(tokens.sign(at + 1), Some('/' | '-'));
    let last = if joined { at + 2 } else { at };
    let (year, next) = year(tokens, last + 1, true)?;
    let (first, _) = season(tokens.word(at), year)?;
    let (_, last) = season(tokens.word(last), year)?;
    (first < last).then_some((first, last, next))
}

/// «skoleåret 2026/27»: from 1 August until 31 July.
fn school_year(tokens: Tokens<'_>, at: usize) -> Option<Moment> {
    let word = tokens.word(at);
    if !lexicon::begins(word, &["skoleår", "skuleår", "barnehageår"]) {
        return None;
    }
    let (begins, mut next) = year(tokens, at + 1, false)?;
    if matches!(tokens.sign(next), Some('/' | '-')) {
        next = year(tokens, next + 1, true)?.1;
    }
    Some((
        Day::new(begins, 8, 1)?,
        Day::last_of(begins.checked_add(1)?, 7)?,
        next,
    ))
}

fn plain_year(tokens: Tokens<'_>, at: usize) -> Option<Moment> {
    let (year, next) = year(tokens, at, false)?;
    let led = matches!(
        tokens.word_before(at),
        "fra"
            | "frå"
            | "i"
            | "til"
            | "ut"
            | "innen"
            | "innan"
            | "med"
            | "fom"
            | "tom"
            | "år"
            | "året"
            | "budsjett"
            | "budsjettår"
    );
    let pays = !led
        && (matches!(tokens.word(next), "per" | "pr" | "à" | "á" | "x")
            || tokens.is_sign(next, '*'));
    let is_number = pays
        || is_counted(tokens.word(next))
        || makes_money(tokens, next)
        // «i 2026-kroner» tells what a krone is worth.
        || (tokens.is_sign(next, '-') && makes_money(tokens, next + 1))
        || tokens.is_sign(next, '%');
    let (first, last) = whole_year(year).filter(|_| !is_number)?;
    Some((first, last, next))
}

/// What a period begins or ends with.
enum Lead {
    From(usize),
    Until(usize),
}

fn lead(tokens: Tokens<'_>, at: usize) -> Option<Lead> {
    let word = tokens.word(at);
    let spelled = |middle: &str| {
        let first = tokens.past_point(at + 1);
        let second = tokens.past_point(first + 1);
        (tokens.word(first) == middle && tokens.word(second) == "m")
            .then(|| tokens.past_point(second + 1))
    };
    match word {
        "fra" | "frå" | "fom" => {
            let next = past_naming(tokens, tokens.past_point(at + 1));
            // «fra og m.», «fra o.m.»
            Some(Lead::From(next))
        }
        "f" => spelled("o").map(Lead::From),
        "t" => spelled("o").map(Lead::Until),
        "til" | "ut" | "innen" | "innan" | "tom" | "inntil" => {
            Some(Lead::Until(past_naming(tokens, tokens.past_point(at + 1))))
        }
        "fram" | "frem" if tokens.word(at + 1) == "til" => {
            Some(Lead::Until(past_naming(tokens, at + 2)))
        }
        _ => None,
    }
}

/// The period at `at` and what comes after it.
pub(super) fn period(tokens: Tokens<'_>, at: usize) -> Option<(Period, usize)> {
    match lead(tokens, at) {
        Some(Lead::From(begin)) => {
            let (first, _, next) = moment(tokens, past_naming(tokens, begin))?;
            let (until, next) =
                ending(tokens, next).map_or((None, next), |(last, next)| (Some(last), next));
            Some((
                Period {
                    from: Some(first),
                    until,
                },
                next,
            ))
        }
        Some(Lead::Until(begin)) => {
            let (_, last, next) = moment(tokens, past_naming(tokens, begin))?;
            Some((
                Period {
                    from: None,
                    until: Some(last),
                },
                next,
            ))
        }
        None => {
            let (first, last, next) = moment(tokens, at)?;
            let (last, next) = ending(tokens, next)
                .or_else(|| listed(tokens, next))
                .unwrap_or((last, next));
            Some((
                Period {
                    from: Some(first),
                    until: Some(last),
                },
                next,
            ))
        }
    }
}

/// «–2027», «/27», «til 2027»: the last day of what a period ends with.
fn ending(tokens: Tokens<'_>, at: usize) -> Option<(Day, usize)> {
    let (begin, short) = match tokens.sign(at) {
        Some('-' | '/') => (at + 1, true),
        _ => match lead(tokens, at) {
            Some(Lead::Until(begin)) => (past_naming(tokens, begin), false),
            _ => return None,
        },
    };
    if let Some((_, last, next)) = moment(tokens, begin) {
        return Some((last, next));
    }
    let (short, next) = year(tokens, begin, short)?;
    let more =
        tokens.is_sign(next, '-') || makes_money(tokens, next) || is_counted(tokens.word(next));
    whole_year(short)
        .filter(|_| !more)
        .map(|(_, last)| (last, next))
}

/// «2026 og 2027», «2026, 2027 og 2028»: the last day of the last.
fn listed(tokens: Tokens<'_>, at: usize) -> Option<(Day, usize)> {
    let mut found = None;
    let mut at = at;
    for _ in 0..10 {
        if !(tokens.word(at) == "og" || tokens.is_sign(at, ',')) {
            break;
        }
        let Some((_, last, next)) = plain_year(tokens, at + 1) else {
            break;
        };
        // «50 000 i 2026, 2027: 60 000» begins anew.
        if tokens.is_sign(next, ':') || tokens.is_sign(next, '-') {
            break;
        }
        found = Some((last, next));
        at = next;
    }
    found
}

/// «to år», «3 år»: how many years something lasts.
pub(super) fn duration(tokens: Tokens<'_>, at: usize) -> Option<(u16, usize)> {
    let (number, next) = quantity(tokens, at)?;
    let years = u16::try_from(number.count()?)
        .ok()
        .filter(|years| (1..=10).contains(years))?;
    let next = next + usize::from(tokens.is_sign(next, '-'));
    let of_age = at
        .checked_sub(1)
        .is_some_and(|before| tokens.is_sign(before, '-'));
    (matches!(tokens.word(next), "år" | "årig" | "års") && !of_age).then_some((years, next + 1))
}
