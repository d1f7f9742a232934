//! Numbers in digits or words: «1 ½», «to», «halvannen».

use super::{
    numbers::{Decimal, Number, fraction},
    tokens::Tokens,
};
use crate::numerals::up_to_twelve;

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
        return Some((Decimal::ONE_AND_A_HALF, at + 1));
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
        "én" | "éi" | "éin" | "ét" | "étt" => 1,
        "null" => 0,
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
        _ => return up_to_twelve(word).map(u64::from),
    })
}
