//! What an amount is for each time: «per år», «pr. mnd.», «/pers.».

use super::{counted, lexicon, marks::Unit, numbers::Number, tokens::Tokens};

fn unit(word: &str) -> Option<Unit> {
    if counted::is_year(word) {
        Some(Unit::Year)
    } else if counted::is_month(word) {
        Some(Unit::Month)
    } else if counted::is_course(word) {
        Some(Unit::Course)
    } else if counted::is_person(word) {
        Some(Unit::Person)
    } else {
        counted::is_other_unit(word).then_some(Unit::Other)
    }
}

/// «per år», «pr. mnd.», «årlig», «/pers.»: the unit, and what comes after.
pub(super) fn per(tokens: Tokens<'_>, at: usize) -> Option<(Unit, usize)> {
    let named = |at: usize| unit(tokens.word(at)).map(|unit| (unit, past_unit(tokens, at)));
    match tokens.word(at) {
        "per" | "pr" => {
            let next = tokens.past_point(at + 1);
            named(next)
                .or_else(|| described(tokens, next))
                .or_else(|| unheard_of(tokens, at, next))
        }
        "hvert" | "kvart"
            if tokens.word(at + 1) == "av"
                && lexicon::begins(tokens.word(at + 2), &["år", "åra"]) =>
        {
            Some((Unit::Year, at + 3))
        }
        "hver" | "hvert" | "kvar" | "kvart" => {
            named(at + 1).or_else(|| every_other(tokens, at + 1))
        }
        "for" if matches!(tokens.word(at + 1), "hver" | "hvert" | "kvar" | "kvart") => {
            named(at + 2)
        }
        "annethvert" | "annahvert" | "annakvart" | "annankvart" => Some((Unit::Other, at + 2)),
        "i" if matches!(tokens.word(at + 1), "året" | "måneden" | "månaden" | "mnd") => {
            named(at + 1).filter(|(_, next)| tokens.number(*next).and_then(Number::year).is_none())
        }
        "i" | "om"
            if matches!(
                tokens.word(at + 1),
                "halvåret"
                    | "uken"
                    | "uka"
                    | "veka"
                    | "timen"
                    | "dagen"
                    | "kvartalet"
                    | "semesteret"
            ) =>
        {
            Some((Unit::Other, at + 2))
        }
        "om" if tokens.word(at + 1) == "året" => Some((Unit::Year, at + 2)),
        "pp" => Some((Unit::Person, at + 1)),
        "p" => yearly_abbreviated(tokens, at),
        "årlig" | "årlige" | "årleg" | "årlege" | "årvis" => Some((Unit::Year, at + 1)),
        "månedlig" | "månedlige" | "månadleg" | "månadlege" => Some((Unit::Month, at + 1)),
        "halvårlig" | "halvårleg" | "kvartalsvis" | "ukentlig" | "vekentleg" | "daglig" => {
            Some((Unit::Other, at + 1))
        }
        _ if tokens.is_sign(at, '/') && follows_amount(tokens, at) => {
            let next = at + 1 + usize::from(tokens.word(at + 1) == "pr");
            named(tokens.past_point(next))
        }
        word => compounded(word).map(|unit| (unit, at + 1)),
    }
}

/// «månedspris», «årskostnad»
fn compounded(word: &str) -> Option<Unit> {
    let is_cost = |rest: &str| {
        lexicon::is_cost(rest)
            || lexicon::begins(rest, &["beløp", "lisens", "leie", "leige", "pris"])
    };
    let of = |names: &[&str]| {
        names
            .iter()
            .any(|name| word.strip_prefix(name).is_some_and(is_cost))
    };
    if of(&["måneds", "månads"]) {
        Some(Unit::Month)
    } else {
        of(&["års"]).then_some(Unit::Year)
    }
}

/// Past a unit and the point that shortens it, which ends no sentence.
pub(super) fn past_unit(tokens: Tokens<'_>, at: usize) -> usize {
    match tokens.word(at) {
        "mnd" | "pers" | "stk" | "md" | "mån" | "delt" => tokens.past_point(at + 1),
        _ => at + 1,
    }
}

/// «kr 500 pr. telt»: an amount for each of something.
fn unheard_of(tokens: Tokens<'_>, at: usize, named: usize) -> Option<(Unit, usize)> {
    let word = tokens.word(named);
    let is_date = matches!(word, "" | "dags" | "dato" | "nå" | "no" | "i" | "d")
        || lexicon::month(word).is_some();
    (follows_amount(tokens, at) && !is_date).then_some((Unit::Other, named + 1))
}

/// «per ny ansatt»
fn described(tokens: Tokens<'_>, at: usize) -> Option<(Unit, usize)> {
    let describes = matches!(
        tokens.word(at),
        "ny" | "nytt" | "hel" | "heil" | "påmeldt" | "påbegynt" | "enkelt" | "en" | "ein"
    );
    describes.then(|| unit(tokens.word(at + 1)).map(|unit| (unit, at + 2)))?
}

/// «hvert 2. år», «hvert tredje år»
fn every_other(tokens: Tokens<'_>, at: usize) -> Option<(Unit, usize)> {
    let ordinal = tokens.number(at).is_some()
        || matches!(
            tokens.word(at),
            "andre" | "annet" | "anna" | "tredje" | "fjerde" | "femte" | "halve"
        );
    let next = tokens.past_point(at + 1);
    (ordinal && unit(tokens.word(next)).is_some()).then_some((Unit::Other, next + 1))
}

/// «p.a.», «p.å.», «p.r. år»
fn yearly_abbreviated(tokens: Tokens<'_>, at: usize) -> Option<(Unit, usize)> {
    let next = tokens.past_point(at + 1);
    let is = next > at + 1 || tokens.is_sign(next, '/');
    (is && matches!(tokens.word(next), "a" | "å" | "år"))
        .then(|| (Unit::Year, tokens.past_point(next + 1)))
}

fn follows_amount(tokens: Tokens<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        tokens.number(before).is_some()
            || matches!(
                tokens.word(before),
                "kr" | "kroner" | "nok" | "k" | "mnok" | "mkr" | "mill" | "tkr" | "tnok"
            )
            || matches!(tokens.sign(before), Some('-' | '\'' | '.'))
    })
}
