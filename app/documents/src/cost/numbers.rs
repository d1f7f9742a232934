//! Numbers as people write them: digits with points or white space between thousands, decimals, dates, fractions and words.

use super::{
    tokens::{Token, Tokens, What, is_blank},
    units::{Day, Kroner, Percent},
};

/// A number with decimals, exactly: `mantissa` / 10^`places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: u64,
    places: u32,
}

impl Decimal {
    pub const fn whole(value: u64) -> Self {
        Self {
            mantissa: value,
            places: 0,
        }
    }

    const HALF: Self = Self {
        mantissa: 5,
        places: 1,
    };

    fn parse(whole: &str, decimals: &str) -> Option<Self> {
        let places = u32::try_from(decimals.len())
            .ok()
            .filter(|places| *places <= 8)?;
        let mantissa = format!("{whole}{decimals}").parse().ok()?;
        Some(Self { mantissa, places })
    }

    /// In hundredths, times `factor`; `None` if that is not a whole number or too large.
    fn hundredths(self, factor: u64) -> Option<u64> {
        let scaled = self.mantissa.checked_mul(factor)?.checked_mul(100)?;
        let parts = 10_u64.checked_pow(self.places)?;
        scaled.is_multiple_of(parts).then_some(scaled / parts)
    }

    /// «1,500»: fifteen hundred to some, one and a half to others.
    pub fn has_three_decimals(self) -> bool {
        self.places > 2
    }

    pub fn kroner(self, factor: u64) -> Option<Kroner> {
        self.hundredths(factor).and_then(Kroner::from_ore)
    }

    pub fn percent(self, factor: u64) -> Option<Percent> {
        self.hundredths(factor).and_then(Percent::from_hundredths)
    }

    /// If it is whole and no larger than what people count.
    pub fn count(self) -> Option<u32> {
        let hundredths = self.hundredths(1)?;
        hundredths
            .is_multiple_of(100)
            .then(|| u32::try_from(hundredths / 100).ok())?
    }

    fn plus(self, fraction: Self) -> Option<Self> {
        let whole = self.count()?;
        let parts = 10_u64.checked_pow(fraction.places)?;
        let mantissa = u64::from(whole)
            .checked_mul(parts)?
            .checked_add(fraction.mantissa)?;
        Some(Self {
            mantissa,
            places: fraction.places,
        })
    }
}

/// A number as it is written in digits.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Number {
    /// Digits alone, perhaps with decimals.
    Plain {
        value: Decimal,
        digits: usize,
        decimals: bool,
    },
    /// With thousands set apart.
    Grouped(Decimal),
    /// `01.02.2019`
    Date(Day),
    /// Digits that make no one number: a telephone's, or such as can be read in two ways.
    Unclear,
}

impl Number {
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Self::Plain { value, .. } | Self::Grouped(value) => Some(*value),
            Self::Date(_) | Self::Unclear => None,
        }
    }

    /// The year that these four digits can be.
    pub fn year(&self) -> Option<u16> {
        match self {
            Self::Plain {
                value,
                digits: 4,
                decimals: false,
            } => {
                let year = u16::try_from(value.count()?).ok()?;
                (1990..=2099).contains(&year).then_some(year)
            }
            _ => None,
        }
    }

    /// The year that two digits stand for.
    pub fn short_year(&self) -> Option<u16> {
        match self {
            Self::Plain {
                value,
                digits: 2,
                decimals: false,
            } => Some(2000 + u16::try_from(value.count()?).ok()?),
            _ => None,
        }
    }
}

fn fraction(sign: char) -> Option<Decimal> {
    match sign {
        '½' => Some(Decimal::HALF),
        '¼' => Some(Decimal {
            mantissa: 25,
            places: 2,
        }),
        '¾' => Some(Decimal {
            mantissa: 75,
            places: 2,
        }),
        _ => None,
    }
}

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
        if sign.is_ascii_digit() || (matches!(sign, '.' | ',') && digit_follows) {
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

/// A number in digits or words at `at`, and what comes after it.
pub(super) fn quantity(tokens: Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    if let Some(number) = tokens.number(at) {
        return Some(with_fraction(tokens, number.value()?, at));
    }
    let word = tokens.word(at);
    if matches!(word, "halv" | "halvt" | "halve") {
        return Some((Decimal::HALF, at + 1));
    }
    if matches!(word, "halvannen" | "halvannet" | "halvanna") {
        return Some((
            Decimal {
                mantissa: 15,
                places: 1,
            },
            at + 1,
        ));
    }
    let value = spelled(word)?;
    match tokens.word(at + 1) {
        "halv" | "halvt" if value == 1 => Some((Decimal::HALF, at + 2)),
        "hundre" if value < 10 => Some((Decimal::whole(value * 100), at + 2)),
        "og" if matches!(tokens.word(at + 3), "halv" | "halvt")
            && matches!(tokens.word(at + 2), "en" | "et" | "ein" | "eit") =>
        {
            Decimal::whole(value)
                .plus(Decimal::HALF)
                .map(|value| (value, at + 4))
        }
        _ => Some((Decimal::whole(value), at + 1)),
    }
}

/// «1 ½», «1/2»
fn with_fraction(tokens: Tokens<'_>, value: Decimal, at: usize) -> (Decimal, usize) {
    if let Some(Number::Plain {
        value: part,
        digits: 0,
        ..
    }) = tokens.number(at + 1)
        && let Some(sum) = value.plus(*part)
    {
        return (sum, at + 2);
    }
    if tokens.is_sign(at + 1, '/') && tokens.is_joined(at + 1) && tokens.is_joined(at + 2) {
        let under = tokens
            .number(at + 2)
            .and_then(Number::value)
            .and_then(Decimal::count);
        let part = match (value.count(), under) {
            (Some(1), Some(2)) => Some(Decimal::HALF),
            (Some(1), Some(4)) => fraction('¼'),
            (Some(3), Some(4)) => fraction('¾'),
            _ => None,
        };
        if let Some(part) = part {
            return (part, at + 3);
        }
    }
    (value, at + 1)
}

/// The value of a numeral.
pub(super) fn spelled(word: &str) -> Option<u64> {
    Some(match word {
        "en" | "ei" | "et" | "ett" | "én" | "éi" | "éin" | "ein" | "eit" | "eitt" | "ét"
        | "étt" => 1,
        "to" => 2,
        "tre" => 3,
        "fire" => 4,
        "fem" => 5,
        "seks" => 6,
        "sju" | "syv" => 7,
        "åtte" => 8,
        "ni" => 9,
        "ti" => 10,
        "elleve" => 11,
        "tolv" => 12,
        "femten" => 15,
        "tjue" | "tyve" => 20,
        "tretti" => 30,
        "førti" => 40,
        "femti" => 50,
        "seksti" => 60,
        "sytti" => 70,
        "åtti" => 80,
        "nitti" => 90,
        "hundre" => 100,
        _ => return None,
    })
}
