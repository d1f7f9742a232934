//! How many: «40 deltakere», «to kurs», «× 4», «à».

use super::{
    amounts, counted,
    marks::{Says, Unit},
    numerals::quantity,
    posts,
    rates::{past_unit, per},
    tokens::Tokens,
    years,
};

/// Whether «à» stands before, so that a number is a price.
pub(super) fn priced(tokens: Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    matches!(tokens.word(before), "à" | "á")
        || (tokens.word(before) == "a"
            && before.checked_sub(1).is_some_and(|counted| {
                counted::is_counted(tokens.word(counted))
                    || counted::is_course(tokens.word(counted))
            }))
}

/// «12 nettbrett à»: whatever they are, each has a price.
fn is_priced_each(tokens: Tokens<'_>, at: usize) -> bool {
    let each = matches!(tokens.word(at + 1), "à" | "á" | "x" | "a") || tokens.is_sign(at + 1, '*');
    let price = at + 2 + usize::from(tokens.word(at + 2) == "kr");
    let number = tokens.number(tokens.past_point(price)).is_some();
    let is_noun = tokens.word(at).chars().count() > 2 && tokens.word(at) != "kroner";
    is_noun && each && number
}

/// «40 deltakere», «to kurs», «antall deltakere: 40»
pub(super) fn count(tokens: Tokens<'_>, at: usize) -> Option<(Says, usize)> {
    let (number, next) = quantity(tokens, at)?;
    let count = number.count()?;
    let next = next + usize::from(tokens.is_sign(next, '*') || tokens.word(next) == "x");
    // «en ny fagdag», «40 faste ansatte»
    let described = next
        + usize::from(
            posts::describes_position(tokens.word(next))
                || matches!(
                    tokens.word(next),
                    "pedagogiske" | "interne" | "digitale" | "årlige" | "felles"
                ),
        );
    let word = tokens.word(described);
    let thing = matches!(
        word,
        "stk"
            | "skoler"
            | "skular"
            | "barnehager"
            | "barnehagar"
            | "kommuner"
            | "kommunar"
            | "enheter"
            | "einingar"
            | "ganger"
            | "gonger"
            | "lisenser"
            | "lisensar"
            | "grupper"
            | "timer"
            | "timar"
            | "dager"
            | "dagar"
            | "møter"
    );
    let unit = if counted::is_course(word) {
        Unit::Course
    } else if counted::is_person(word) {
        Unit::Person
    } else if thing || is_priced_each(tokens, described) {
        Unit::Other
    } else if counted::is_month(word) {
        Unit::Month
    } else {
        return None;
    };
    let plausible = unit != Unit::Course || count <= 500;
    plausible.then(|| (Says::Count(unit, count), past_unit(tokens, described)))
}

pub(super) fn times(tokens: Tokens<'_>, at: usize) -> Option<(Says, usize)> {
    let is_times = |at: usize| tokens.is_sign(at, '*') || tokens.word(at) == "x";
    if is_times(at) {
        let Some((number, next)) = quantity(tokens, at + 1) else {
            return Some((Says::Each, at + 1));
        };
        let priced =
            amounts::amount(tokens, at + 1, false, |at| per(tokens, at).is_some()).is_some();
        let counted = count(tokens, at + 1).is_some() || years::duration(tokens, at + 1).is_some();
        return match number.count() {
            Some(count) if !priced && !counted => Some((Says::Times(count), next)),
            _ => Some((Says::Each, at + 1)),
        };
    }
    if let Some((number, next)) = quantity(tokens, at)
        && is_times(next)
        && let Some(count) = number.count()
    {
        return Some((Says::Times(count), next + 1));
    }
    (matches!(tokens.word(at), "à" | "á") || (tokens.word(at) == "a" && priced(tokens, at + 1)))
        .then_some((Says::Each, at + 1))
}
