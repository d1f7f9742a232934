//! Numbers in digits, with points or white space between thousands, decimals and dates.

use super::{
    numbers::{Decimal, Number, fraction},
    tokens::{Token, What, is_blank},
    units::Day,
};

/// Whether a number can begin with this sign.
pub(super) fn begins(sign: char) -> bool {
    sign.is_ascii_digit() || fraction(sign).is_some()
}

/// A part of a run of digits without white space: `1.250,50`.
struct Atom<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    /// Whether the next can belong to the same number: digits alone.
    loose: bool,
}

fn atom(raw: &str, start: usize) -> Atom<'_> {
    let rest = raw.get(start..).unwrap_or_default();
    let mut end = 0;
    let mut signs = rest.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let digit_follows = signs.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if sign.is_ascii_digit() || (matches!(sign, '.' | ',' | '\'' | '’') && digit_follows) {
            end = at + sign.len_utf8();
        } else {
            break;
        }
    }
    let text = rest.get(..end).unwrap_or_default();
    let loose = text.bytes().all(|byte| byte.is_ascii_digit());
    Atom {
        text,
        start,
        end: start + end,
        loose,
    }
}

/// Reads the run of digits at `at` into tokens, mostly one; where the run ends.
pub(super) fn read(raw: &str, at: usize, spaced: bool, tokens: &mut Vec<Token>) -> usize {
    let token = |number, start, end, spaced| Token {
        what: What::Number(number),
        start,
        end,
        spaced,
    };
    if let Some(sign) = raw.get(at..).and_then(|rest| rest.chars().next())
        && let Some(value) = fraction(sign)
    {
        let end = at + sign.len_utf8();
        tokens.push(token(
            Number::Plain {
                value,
                digits: 0,
                decimals: true,
            },
            at,
            end,
            spaced,
        ));
        return end;
    }
    let atoms = run(raw, at);
    let mut spaced = spaced;
    let mut rest = atoms.as_slice();
    while !rest.is_empty() {
        let taken = share(rest);
        let (own, others) = rest.split_at_checked(taken).unwrap_or((rest, &[]));
        if let (Some(first), Some(last)) = (own.first(), own.last()) {
            tokens.push(token(classify(own), first.start, last.end, spaced));
        }
        spaced = true;
        rest = others;
    }
    atoms.last().map_or(at + 1, |last| last.end)
}

/// The parts of a run of digits with white space between.
fn run(raw: &str, at: usize) -> Vec<Atom<'_>> {
    let mut atoms = vec![atom(raw, at)];
    while let Some(last) = atoms.last() {
        let rest = raw.get(last.end..).unwrap_or_default();
        let Some(next) = past_blank(rest)
            .or_else(|| past_torn_point(rest))
            .map(|length| last.end + length)
        else {
            break;
        };
        atoms.push(atom(raw, next));
    }
    atoms
}

/// The length of the white space before more digits.
fn past_blank(rest: &str) -> Option<usize> {
    let next = rest.trim_start_matches(is_blank);
    (next.len() < rest.len() && next.starts_with(|sign: char| sign.is_ascii_digit()))
        .then(|| rest.len() - next.len())
}

/// The length of a point that white space has torn from its thousands: «25 . 000», «25. 000»; not «1. 500 kr», which numbers a list.
fn past_torn_point(rest: &str) -> Option<usize> {
    let point = rest.trim_start_matches(is_blank);
    let next = point.strip_prefix('.')?.trim_start_matches(is_blank);
    let digits = next.bytes().take_while(u8::is_ascii_digit).count();
    let torn = point.len() < rest.len() || next.starts_with("000");
    (torn && digits == 3).then(|| rest.len() - next.len())
}

/// How many of the parts make the first number.
fn share(atoms: &[Atom<'_>]) -> usize {
    let is_year = |atom: &Atom<'_>| {
        atom.loose
            && (atom.text.starts_with("20") || atom.text.starts_with("19"))
            && atom.text.len() == 4
    };
    match atoms.first() {
        Some(first) if !first.loose || is_year(first) => return 1,
        _ => {}
    }
    // Digits alone, and at the end perhaps «000,50».
    let loose = atoms
        .iter()
        .take_while(|atom| atom.loose && !is_year(atom))
        .count();
    let with_decimals = atoms.get(loose).is_some_and(|atom| {
        atom.text.split_once(',').is_some_and(|(whole, decimals)| {
            whole.len() == 3
                && decimals.len() <= 2
                && decimals.bytes().all(|byte| byte.is_ascii_digit())
        })
    });
    loose + usize::from(with_decimals)
}

fn classify(atoms: &[Atom<'_>]) -> Number {
    let text = atoms
        .iter()
        .map(|atom| atom.text)
        .collect::<Vec<_>>()
        .join(" ");
    date(&text)
        .map(Number::Date)
        .or_else(|| grouped(&text, ' '))
        .or_else(|| grouped(&text, '.'))
        .or_else(|| grouped(&text, '\''))
        .or_else(|| grouped(&text, '’'))
        .or_else(|| english(&text))
        .or_else(|| simple(&text))
        .unwrap_or(Number::Unclear)
}

/// `01.02.2019` or `1.2.19`
fn date(text: &str) -> Option<Day> {
    let mut parts = text.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || day.len() > 2 || month.len() > 2 {
        return None;
    }
    let year: u16 = match year.len() {
        2 => 2000 + year.parse::<u16>().ok()?,
        4 => year.parse().ok()?,
        _ => return None,
    };
    Day::new(year, month.parse().ok()?, day.parse().ok()?)
}

fn grouped(text: &str, separator: char) -> Option<Number> {
    let (whole, decimals) = text.split_once(',').unwrap_or((text, ""));
    let digits = thousands(whole, separator)?;
    if decimals.len() > 2 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Decimal::parse(&digits, decimals).map(Number::Grouped)
}

/// `1,250,000`: two commas can be no decimals.
fn english(text: &str) -> Option<Number> {
    let digits = thousands(text, ',').filter(|_| text.matches(',').count() > 1)?;
    Decimal::parse(&digits, "").map(Number::Grouped)
}

fn thousands(text: &str, separator: char) -> Option<String> {
    let mut groups = text.split(separator);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let starts = (1..=3).contains(&first.len()) && !first.starts_with('0') && is_digits(first);
    let mut count = 0;
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
        count += 1;
    }
    (starts && count > 0).then_some(digits)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn simple(text: &str) -> Option<Number> {
    let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, ""));
    if !is_digits(whole) || !is_digits(decimals) || whole.is_empty() {
        return None;
    }
    Some(Number::Plain {
        value: Decimal::parse(whole, decimals)?,
        digits: whole.len(),
        decimals: !decimals.is_empty(),
    })
}
