//! Positions: «50 % stilling», «2 x 100 % st.», «en halv stilling», «1,5 årsverk».

use super::{
    numbers::Decimal,
    numerals::quantity,
    posts::{describes_position, is_position, is_position_or_role},
    tokens::Tokens,
    units::Percent,
};

/// How many positions of how much each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    pub count: Option<u32>,
    pub percent: Option<Percent>,
}

/// Past «%» or «prosent».
fn past_percent(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    if tokens.is_sign(at, '%') {
        return Some(at + 1);
    }
    match tokens.word(at) {
        "prosent" | "prosents" => Some(at + 1),
        "pst" => Some(tokens.past_point(at + 1)),
        _ => None,
    }
}

/// «50 %» or «50–100 %», the upper end.
fn percentage(tokens: Tokens<'_>, at: usize) -> Option<(Percent, usize)> {
    let (mut value, mut next) = quantity(tokens, at)?;
    let dash = past_percent(tokens, next).unwrap_or(next);
    if tokens.is_sign(dash, '-')
        && let Some((upper, after)) = quantity(tokens, dash + 1)
    {
        (value, next) = (upper, after);
    }
    if let Some(next) = past_percent(tokens, next) {
        return Some((value.percent(1)?, next));
    }
    // «50 prosentstilling» is the noun as well.
    tokens
        .word(next)
        .starts_with("prosentstilling")
        .then(|| value.percent(1).map(|percent| (percent, next)))?
}

/// A percentage of which nothing is said but when it holds, as beside a position: «40 % fra 2026, 60 % stilling fra 2027».
pub(super) fn bare_percentage(tokens: Tokens<'_>, at: usize) -> Option<(Position, usize)> {
    let (percent, next) = percentage(tokens, at)?;
    let bare = tokens.get(next).is_none()
        || matches!(tokens.sign(next), Some(',' | ';' | '\n' | '+' | '(' | ')'))
        || matches!(tokens.word(next), "fra" | "frå" | "i" | "og" | "til" | "ut");
    bare.then_some((
        Position {
            count: None,
            percent: Some(percent),
        },
        next,
    ))
}

/// Past the noun of a position after its percentage, if one stands there.
fn past_noun(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let begin = at + usize::from(tokens.is_sign(at, '-'));
    let names =
        |at: &usize| is_position_or_role(tokens.word(*at)) && !describes_position(tokens.word(*at));
    (begin..begin + 4)
        .take_while(|at| names(at) || describes_position(tokens.word(*at)))
        .find(names)
        .map(|noun| tokens_after_noun(tokens, noun))
}

fn tokens_after_noun(tokens: Tokens<'_>, at: usize) -> usize {
    match tokens.word(at) {
        "st" | "stl" | "still" | "årsv" => tokens.past_point(at + 1),
        _ => at + 1,
    }
}

/// «2 x», «2 stk.» or «to» before a percentage.
fn repeated(tokens: Tokens<'_>, at: usize) -> Option<(u32, bool, usize)> {
    let (count, next) = quantity(tokens, at)?;
    let count = count.count()?;
    let times = tokens.is_sign(next, '*')
        || matches!(tokens.word(next), "x" | "stk" | "à" | "á" | "ganger");
    let next = if times {
        tokens.past_point(next + 1)
    } else {
        next
    };
    Some((count, times, next))
}

/// The position at `at` and what comes after it.
pub(super) fn position(tokens: Tokens<'_>, at: usize) -> Option<(Position, usize)> {
    by_percent(tokens, at)
        .or_else(|| by_number(tokens, at))
        .or_else(|| by_name(tokens, at))
}

fn by_percent(tokens: Tokens<'_>, at: usize) -> Option<(Position, usize)> {
    if let Some((percent, next)) = increase(tokens, at).or_else(|| percentage(tokens, at)) {
        let next = past_noun(tokens, next).or_else(|| added_to_another(tokens, next))?;
        return Some((
            Position {
                count: None,
                percent: Some(percent),
            },
            next,
        ));
    }
    let (count, times, next) = repeated(tokens, at)?;
    let (percent, next) = percentage(tokens, next)?;
    let next = past_noun(tokens, next).or(times.then_some(next))?;
    let count = (count > 1).then_some(count);
    Some((
        Position {
            count,
            percent: Some(percent),
        },
        next,
    ))
}

/// «fra 50 % til 80 %»: what is added.
fn increase(tokens: Tokens<'_>, at: usize) -> Option<(Percent, usize)> {
    let (lower, next) =
        matches!(tokens.word(at), "fra" | "frå").then(|| percentage(tokens, at + 1))??;
    let (upper, next) = (tokens.word(next) == "til").then(|| percentage(tokens, next + 1))??;
    let added = upper.hundredths().checked_sub(lower.hundredths())?;
    Some((Percent::from_hundredths(added)?, next))
}

/// «50 % + 20 % stilling»: the first is of a position as well.
fn added_to_another(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let joins = matches!(tokens.sign(at), Some('+' | '/' | ',')) || tokens.word(at) == "og";
    let (_, next) = joins.then(|| percentage(tokens, at + 1))??;
    past_noun(tokens, next).map(|_| at)
}

/// «to stillinger», «0,5 årsverk», «en halv stilling», «to halve stillinger»
fn by_number(tokens: Tokens<'_>, at: usize) -> Option<(Position, usize)> {
    let (number, mut next) = quantity(tokens, at)?;
    let mut halved = false;
    for _ in 0..3 {
        let word = tokens.word(next);
        let shortened = matches!(word, "st" | "stl" | "still") && number.count().is_none();
        if is_position(word) || shortened {
            let own = said_after(tokens, next + 1);
            let next = own.map_or(next + 1, |(_, next)| next);
            return Some((
                counted(number, halved, own.map(|(percent, _)| percent))?,
                next,
            ));
        }
        halved |= matches!(word, "halv" | "halve" | "halvt");
        if !describes_position(word) && !halved {
            return None;
        }
        next += 1;
    }
    None
}

fn counted(number: Decimal, halved: bool, own: Option<Percent>) -> Option<Position> {
    let Some(count) = number.count() else {
        return Some(Position {
            count: None,
            percent: number.percent(100),
        });
    };
    let percent = match own {
        Some(percent) => percent,
        None if halved => Percent::from_hundredths(5_000)?,
        None => Percent::FULL,
    };
    let count = (count > 1 || percent == Percent::FULL).then_some(count);
    Some(Position {
        count,
        percent: Some(percent),
    })
}

/// «stilling på 50 %», «prosjektlederstilling (50 %)», «frikjøp: 20 %»
fn said_after(tokens: Tokens<'_>, at: usize) -> Option<(Percent, usize)> {
    let mut at = at;
    for _ in 0..2 {
        let opens = matches!(tokens.sign(at), Some(':' | '(' | '-'))
            || matches!(
                tokens.word(at),
                "på" | "i"
                    | "à"
                    | "á"
                    | "ca"
                    | "inntil"
                    | "med"
                    | "til"
                    | "tilsvarende"
                    | "tilsvarande"
            );
        at += usize::from(opens);
        at = if tokens.word_before(at) == "ca" {
            tokens.past_point(at)
        } else {
            at
        };
    }
    let (percent, next) = percentage(tokens, at)?;
    // «Koordinator i 50 % stilling» is one.
    Some((percent, past_noun(tokens, next).unwrap_or(next)))
}

fn by_name(tokens: Tokens<'_>, at: usize) -> Option<(Position, usize)> {
    let word = tokens.word(at);
    if matches!(word, "hel" | "heil" | "full" | "halv" | "hele" | "heile")
        && is_position(tokens.word(at + 1))
    {
        let percent = if word == "halv" {
            Percent::from_hundredths(5_000)?
        } else {
            Percent::FULL
        };
        return Some((
            Position {
                count: None,
                percent: Some(percent),
            },
            at + 2,
        ));
    }
    let is_role =
        is_position_or_role(word) && !describes_position(word) && word.chars().count() > 4;
    let of = if matches!(tokens.word(at + 1), "av" | "for") {
        2
    } else {
        0
    };
    let own = said_after(tokens, at + 1 + of);
    if is_position(word)
        && own.is_none()
        && tokens.is_sign(at + 1, ':')
        && let Some((number, next)) = quantity(tokens, at + 2)
    {
        return Some((counted(number, false, None)?, next));
    }
    // «Stillingen» alone speaks of one that was named before.
    let names_anew = is_position(word) && !matches!(word, "stillinga" | "stillingen" | "årsverket");
    if names_anew || ((is_position(word) || is_role) && own.is_some()) {
        let (percent, next) = own.map_or((None, at + 1), |(percent, next)| (Some(percent), next));
        return Some((
            Position {
                count: None,
                percent,
            },
            next,
        ));
    }
    None
}
