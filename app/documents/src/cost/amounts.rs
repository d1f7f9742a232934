//! Amounts of money: «kr 50 000,-», «150 tkr», «1,2 mill.», «20–30 000 kr».

use super::{
    counted,
    numbers::{Decimal, Number},
    numerals::{quantity, spelled},
    tokens::Tokens,
    units::Kroner,
};

/// An amount that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Read(Kroner),
    /// Money, but not to be read with certainty.
    Unreadable,
}

/// The factor of a word that names money.
fn currency(word: &str) -> Option<u64> {
    Some(match word {
        "kr" | "kroner" | "krone" | "nok" | "krn" => 1,
        "tkr" | "tnok" | "kkr" => 1_000,
        "mnok" | "mkr" => 1_000_000,
        _ => return None,
    })
}

/// The factor of a numeral after a number.
fn multiplier(word: &str) -> Option<u64> {
    Some(match word {
        "tusen" | "tus" => 1_000,
        "mill" | "million" | "millioner" | "millionar" | "mio" => 1_000_000,
        "mrd" | "milliard" | "milliarder" | "milliardar" => 1_000_000_000,
        _ => return None,
    })
}

/// «ca.», «inntil»: what leaves the amount as it is.
pub(super) fn past_about(tokens: Tokens<'_>, at: usize) -> usize {
    match tokens.word(at) {
        "ca" | "cirka" | "circa" | "maks" | "max" | "min" => tokens.past_point(at + 1),
        "inntil" | "rundt" | "omtrent" | "omkring" | "maksimalt" | "minimum" | "minst"
        | "opptil" | "over" | "under" | "anslagsvis" => at + 1,
        "opp" | "om" if matches!(tokens.word(at + 1), "til" | "lag" | "mot") => at + 2,
        _ => at,
    }
}

/// A currency before a number, and where the number begins.
fn prefix(tokens: Tokens<'_>, at: usize) -> Option<(u64, usize)> {
    let word = tokens.word(at);
    let (factor, next) = if word == "mill" || word == "mio" {
        let next = tokens.past_point(at + 1);
        currency(tokens.word(next)).map(|_| (1_000_000, next + 1))?
    } else {
        (currency(word)?, at + 1)
    };
    let next = tokens.past_point(next);
    let next = next + usize::from(tokens.is_sign(next, ':'));
    Some((factor, past_about(tokens, next)))
}

/// What follows a number and makes it money.
#[derive(Clone, Copy, Default)]
struct Suffix {
    factor: Option<u64>,
    money: bool,
    next: usize,
}

fn suffix(tokens: Tokens<'_>, at: usize, prefixed: bool) -> Suffix {
    let mut found = Suffix {
        next: at,
        ..Suffix::default()
    };
    if (tokens.is_sign(at, '\'') || matches!(tokens.word(at), "k")) && tokens.is_joined(at) {
        found = Suffix {
            factor: Some(1_000),
            money: true,
            next: at + 1,
        };
    } else if let Some(factor) = multiplier(tokens.word(at)) {
        let point = tokens.past_point(at + 1);
        let next = if currency(tokens.word(point)).is_some() {
            point
        } else {
            at + 1
        };
        found = Suffix {
            factor: Some(factor),
            money: true,
            next,
        };
    }
    if matches!(tokens.sign(found.next), Some(',' | '.'))
        && tokens.is_joined(found.next)
        && tokens.is_sign(found.next + 1, '-')
    {
        found.money = true;
        found.next += 2;
        while tokens.is_sign(found.next, '-') && tokens.is_joined(found.next) {
            found.next += 1;
        }
    }
    let before_next = prefixed
        && tokens
            .number(prefix(tokens, found.next).map_or(found.next, |(_, next)| next))
            .is_some();
    if let Some(factor) = currency(tokens.word(found.next)).filter(|_| !before_next) {
        found.factor = if factor > 1 {
            Some(factor)
        } else {
            found.factor
        };
        found.money = true;
        found.next += 1;
    }
    found
}

/// Whether what follows a number makes it money, so that it is no year.
pub(super) fn makes_money(tokens: Tokens<'_>, at: usize) -> bool {
    suffix(tokens, at, false).money
}

/// A number in digits or words, «femtitusen» among them: its value and factor.
fn figure(tokens: Tokens<'_>, at: usize) -> Option<(Decimal, u64, usize)> {
    if let Some((value, next)) = quantity(tokens, at) {
        return Some((value, 1, next));
    }
    let value = spelled(tokens.word(at).strip_suffix("tusen")?)?;
    Some((Decimal::whole(value), 1_000, at + 1))
}

/// One end of a range, or all there is.
struct Bound {
    amount: Option<Kroner>,
    /// The figure before any factor: «20» of «20–30 000».
    figure: Option<Kroner>,
    money: bool,
    unclear: bool,
    next: usize,
}

fn bound(tokens: Tokens<'_>, at: usize, prefix: Option<u64>) -> Option<Bound> {
    if tokens.number(at) == Some(&Number::Unclear) {
        let suffix = suffix(tokens, at + 1, prefix.is_some());
        let money = suffix.money || prefix.is_some();
        return Some(Bound {
            amount: None,
            figure: None,
            money,
            unclear: true,
            next: suffix.next,
        });
    }
    if prefix.is_some() && is_torn(tokens, at) {
        return Some(Bound {
            amount: None,
            figure: None,
            money: true,
            unclear: true,
            next: at + 3,
        });
    }
    let (value, own, next) = figure(tokens, at)?;
    let suffix = suffix(tokens, next, prefix.is_some());
    let factor = suffix
        .factor
        .unwrap_or_else(|| prefix.unwrap_or(1))
        .checked_mul(own)?;
    let ambiguous = value.has_three_decimals() && factor < 1_000_000;
    Some(Bound {
        amount: value.kroner(factor).filter(|_| !ambiguous),
        figure: value.kroner(1),
        money: suffix.money || prefix.is_some() || own > 1,
        unclear: false,
        next: suffix.next,
    })
}

/// «kr 25. 500»: perhaps 25 500, perhaps 25 at the end of a sentence.
fn is_torn(tokens: Tokens<'_>, at: usize) -> bool {
    let digits = |at: usize| match tokens.number(at) {
        Some(Number::Plain {
            digits,
            decimals: false,
            ..
        }) => *digits,
        _ => 0,
    };
    (1..=3).contains(&digits(at)) && tokens.is_sign(at + 1, '.') && digits(at + 2) == 3
}

/// The upper end of a range that goes on at `at`.
fn upper(
    tokens: Tokens<'_>,
    at: usize,
    lower: &Bound,
    between: bool,
    outer: Option<u64>,
) -> Option<Bound> {
    let joins =
        tokens.is_sign(at, '-') || tokens.word(at) == "til" || (between && tokens.word(at) == "og");
    if !joins {
        return None;
    }
    let (factor, next) =
        prefix(tokens, at + 1).map_or((outer, at + 1), |(factor, next)| (Some(factor), next));
    let upper = bound(tokens, next, factor)?;
    let is_year = tokens.number(next).and_then(Number::year).is_some() && !upper.money;
    let counts =
        counted::is_counted(tokens.word(upper.next)) || counted::is_course(tokens.word(upper.next));
    let rises = upper.amount > lower.figure && upper.amount > lower.amount.filter(|_| lower.money);
    (rises && !is_year && !counts && !tokens.is_sign(upper.next, '%')).then_some(upper)
}

/// Whether a number without «kr» can only be money.
fn stands_for_money(tokens: Tokens<'_>, number: &Number, next: usize, paid_by: bool) -> bool {
    let follows = tokens.word(next);
    if counted::is_counted(follows)
        || tokens.is_sign(next, '%')
        || tokens.is_sign(next, '/') && tokens.number(next + 1).is_some()
    {
        return false;
    }
    match number {
        Number::Grouped(_) => true,
        Number::Plain {
            digits, decimals, ..
        } => {
            let year = number.year().is_some() && !paid_by;
            paid_by || (!decimals && (4..=7).contains(digits) && !year)
        }
        Number::Date(_) | Number::Unclear => false,
    }
}

/// The amount at `at` and what comes after it. `paid_by` says whether «per person» and the like stands at a place; `priced` whether «à»
/// stands before.
pub(super) fn amount(
    tokens: Tokens<'_>,
    at: usize,
    priced: bool,
    paid_by: impl Fn(usize) -> bool,
) -> Option<(Amount, usize)> {
    let about = past_about(tokens, at);
    let (factor, begin) =
        prefix(tokens, about).map_or((None, about), |(factor, next)| (Some(factor), next));
    let lower = bound(tokens, begin, factor)?;
    let between = tokens.word_before(at) == "mellom";
    let upper = upper(tokens, lower.next, &lower, between, factor);
    let of_several = upper.is_some();
    let found = match upper {
        Some(upper) => Bound {
            money: upper.money || lower.money,
            ..upper
        },
        None => lower,
    };
    if found.unclear && !found.money {
        return None;
    }
    let last = found.next.checked_sub(1)?;
    let bare = |number| stands_for_money(tokens, number, found.next, priced || paid_by(found.next));
    if !found.money && !tokens.number(last).is_some_and(bare) {
        return None;
    }
    let several = matches!(
        tokens.word_before(at),
        "flere" | "fleire" | "noen" | "nokre" | "nokon"
    );
    let reading = match found.amount.filter(|_| !several || of_several) {
        Some(amount) => Amount::Read(amount),
        None => Amount::Unreadable,
    };
    Some((reading, found.next))
}
