//! A text as a row of marks: what each stretch of it says about a cost.

use super::{
    amounts::{self, Amount},
    kinds::{self, Phrase},
    lexicon,
    numbers::{Number, quantity},
    positions::{self, Position},
    tokens::{Token, Tokens},
    years::{self, Period},
};

/// What an amount is paid for each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Person,
    Course,
    Other,
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Amount(Amount),
    Position(Position),
    Phrase(Phrase),
    Per(Unit),
    /// So many persons (`Person`), courses, or other things.
    Count(Unit, u32),
    /// «× 40», «2 x»
    Times(u32),
    /// «à»
    Each,
    Period(Period),
    /// So many years.
    Duration(u16),
    /// What is not in the cost: the words themselves.
    Excluded,
    /// «+ mva»: not in it, though it looks like another item.
    Besides,
    /// Ends an item: a line, a sentence, «+», «samt».
    Break,
    Comma,
    And,
    Open,
    Close,
    /// «til», «for»: what follows is a purpose.
    Purpose,
    /// «pris», «deretter», «hvorav»: mostly another item begins.
    Begins,
    /// Anything else.
    Other,
}

/// A stretch of the text, in tokens, and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub says: Says,
    pub start: usize,
    pub end: usize,
}

/// The marks of a text, in its order, without gaps.
pub(super) fn marks(tokens: &[Token]) -> Vec<Mark> {
    let all = Tokens(tokens);
    let mut marks = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let (says, next) = mark(all, start).unwrap_or((Says::Other, start + 1));
        let end = next.clamp(start + 1, tokens.len());
        marks.push(Mark { says, start, end });
        start = end;
    }
    marks
}

fn mark(tokens: Tokens<'_>, at: usize) -> Option<(Says, usize)> {
    let price = |at: usize| priced(tokens, at);
    quoted(tokens, at)
        .map(|next| (Says::Other, next))
        .or_else(|| boundary(tokens, at))
        .or_else(|| reference(tokens, at).map(|next| (Says::Other, next)))
        .or_else(|| per(tokens, at).map(|(unit, next)| (Says::Per(unit), next)))
        .or_else(|| {
            kinds::phrase(tokens, at)
                .map(|(phrase, next)| (Says::Phrase(phrase), next))
                .filter(|(says, _)| takes_precedence(*says))
        })
        .or_else(|| years::period(tokens, at).map(|(period, next)| (Says::Period(period), next)))
        .or_else(|| {
            positions::position(tokens, at).map(|(position, next)| (Says::Position(position), next))
        })
        .or_else(|| {
            amounts::amount(tokens, at, price(at), |at| per(tokens, at).is_some())
                .map(|(amount, next)| (Says::Amount(amount), next))
        })
        .or_else(|| years::duration(tokens, at).map(|(years, next)| (Says::Duration(years), next)))
        .or_else(|| count(tokens, at))
        .or_else(|| times(tokens, at))
        .or_else(|| kinds::phrase(tokens, at).map(|(phrase, next)| (Says::Phrase(phrase), next)))
        .or_else(|| joint(tokens, at))
}

/// «Egen stilling» must be seen before «stilling» is; «kurs» must not be seen as a cost before «kurs à 15 000» is counted.
fn takes_precedence(says: Says) -> bool {
    matches!(
        says,
        Says::Phrase(
            Phrase::By(_)
                | Phrase::Free
                | Phrase::Unknown
                | Phrase::ExcludesBefore
                | Phrase::Excludes
        )
    )
}

/// Whether «à» stands before, so that a number is a price.
fn priced(tokens: Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    matches!(tokens.word(before), "à" | "á")
        || (tokens.word(before) == "a"
            && before.checked_sub(1).is_some_and(|counted| {
                lexicon::is_counted(tokens.word(counted))
                    || lexicon::is_course(tokens.word(counted))
            }))
}

/// Past a title in quotes, whose question mark asks nothing of the cost.
fn quoted(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let close = match tokens.sign(at)? {
        '«' => '»',
        '“' | '„' => '”',
        _ => return None,
    };
    (at + 1..at + 40)
        .take_while(|at| tokens.get(*at).is_some() && !tokens.is_sign(*at, '\n'))
        .find(|at| tokens.is_sign(*at, close))
        .map(|end| end + 1)
}

fn boundary(tokens: Tokens<'_>, at: usize) -> Option<(Says, usize)> {
    match tokens.sign(at) {
        Some('+') if is_tax(tokens.word(at + 1)) => return Some((Says::Besides, at + 2)),
        // «+/- 50 000» is about so much.
        Some('+') if tokens.is_sign(at + 1, '/') => return Some((Says::Other, at + 3)),
        Some('\n' | ';' | '+' | '|') => return Some((Says::Break, at + 1)),
        Some('=') => return Some((Says::Phrase(Phrase::Total), at + 1)),
        Some(',') => return Some((Says::Comma, at + 1)),
        Some('.' | '!') => return ends_sentence(tokens, at).then_some((Says::Break, at + 1)),
        Some('(') => return Some((Says::Open, at + 1)),
        Some(')') => return Some((Says::Close, at + 1)),
        _ => {}
    }
    match tokens.word(at) {
        "pluss" if is_tax(tokens.word(at + 1)) => Some((Says::Besides, at + 2)),
        "pluss" | "samt" => Some((Says::Break, at + 1)),
        "i" if tokens.word(at + 1) == "tillegg" => Some((Says::Break, at + 2)),
        "til" if matches!(tokens.word(at + 1), "sammen" | "saman") => {
            Some((Says::Phrase(Phrase::Total), at + 2))
        }
        "i" if tokens.word(at + 1) == "alt" => Some((Says::Phrase(Phrase::Total), at + 2)),
        _ => None,
    }
}

pub(super) fn is_tax(word: &str) -> bool {
    matches!(word, "mva" | "moms" | "merverdiavgift" | "meirverdiavgift")
}

fn ends_sentence(tokens: Tokens<'_>, at: usize) -> bool {
    if tokens.get(at + 1).is_some() && tokens.is_joined(at + 1) {
        return false;
    }
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    let ordinal = tokens
        .number(before)
        .and_then(Number::value)
        .and_then(|value| value.count())
        .is_some_and(|count| count <= 31);
    !lexicon::is_abbreviation(tokens.word(before)) && !ordinal
}

/// A room, telephone, case, paragraph or place in a list, with all of its digits.
fn reference(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    if tokens.is_sign(at, '§') {
        let first = (at + 1..at + 3).find(|at| tokens.number(*at).is_some())?;
        return Some(digits(tokens, first));
    }
    if let Some(number) = tokens.number(at) {
        // 45/26, 2016/1234
        let slashed = tokens.is_sign(at + 1, '/') && tokens.number(at + 2).is_some();
        let years = years::period(tokens, at).is_some();
        let fraction = quantity(tokens, at).is_some_and(|(_, next)| next > at + 1);
        let reference = slashed && !years && !fraction && !matches!(number, Number::Grouped(_));
        return reference.then(|| digits(tokens, at));
    }
    let word = tokens.word(at);
    let strong = lexicon::refers(word);
    if !strong && !lexicon::numbers_a_place(word) {
        return None;
    }
    let mut begin = tokens.past_point(at + 1);
    if matches!(tokens.word(begin), "nr" | "nummer") {
        begin = tokens.past_point(begin + 1);
    }
    if strong
        && (tokens.is_sign(begin, ':')
            || (tokens.is_sign(begin, '+') && tokens.number(begin + 1).is_some()))
    {
        begin += 1;
    }
    let number = tokens.number(begin)?;
    let is_place = match number {
        Number::Plain { digits, .. } => *digits <= 3 && !amounts::makes_money(tokens, begin + 1),
        // «tiltak 4 100 000 kr» can be read in two ways.
        Number::Grouped(_) => word.ends_with("tiltak") || matches!(word, "punkt" | "pkt" | "mål"),
        Number::Unclear => true,
        Number::Date(_) => false,
    };
    (strong || is_place).then(|| digits(tokens, begin))
}

/// Past numbers joined by nothing, «-», «/», «.» or «:».
fn digits(tokens: Tokens<'_>, at: usize) -> usize {
    let mut at = at;
    loop {
        if tokens.number(at).is_some() {
            at += 1;
        } else if matches!(tokens.sign(at), Some('-' | '/' | '.'))
            && tokens.is_joined(at)
            && tokens.number(at + 1).is_some()
        {
            at += 2;
        } else {
            return at;
        }
    }
}

fn unit(word: &str) -> Option<Unit> {
    if lexicon::is_year(word) {
        Some(Unit::Year)
    } else if lexicon::is_month(word) {
        Some(Unit::Month)
    } else if lexicon::is_course(word) {
        Some(Unit::Course)
    } else if lexicon::is_person(word) {
        Some(Unit::Person)
    } else {
        lexicon::is_other_unit(word).then_some(Unit::Other)
    }
}

/// «per år», «pr. mnd.», «årlig», «/pers.»: the unit, and what comes after.
fn per(tokens: Tokens<'_>, at: usize) -> Option<(Unit, usize)> {
    let named = |at: usize| unit(tokens.word(at)).map(|unit| (unit, tokens_past(tokens, at)));
    match tokens.word(at) {
        "per" | "pr" => {
            let next = tokens.past_point(at + 1);
            named(next).or_else(|| described(tokens, next))
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
        "p" => yearly_abbreviated(tokens, at),
        "årlig" | "årlige" | "årleg" | "årlege" | "årvis" | "årskostnad" | "årslisens"
        | "årsavgift" | "årspris" => Some((Unit::Year, at + 1)),
        "månedlig" | "månedlige" | "månadleg" | "månadlege" | "månedslisens" | "månedsleie"
        | "månadsleige" | "månedspris" | "månadspris" | "månedsavgift" => {
            Some((Unit::Month, at + 1))
        }
        "halvårlig" | "halvårleg" | "kvartalsvis" | "ukentlig" | "vekentleg" | "daglig" => {
            Some((Unit::Other, at + 1))
        }
        _ if tokens.is_sign(at, '/') && follows_amount(tokens, at) => {
            let next = at + 1 + usize::from(tokens.word(at + 1) == "pr");
            named(tokens.past_point(next))
        }
        _ => None,
    }
}

/// Past a unit and the point that shortens it, which ends no sentence.
fn tokens_past(tokens: Tokens<'_>, at: usize) -> usize {
    match tokens.word(at) {
        "mnd" | "pers" | "stk" | "md" | "mån" | "delt" => tokens.past_point(at + 1),
        _ => at + 1,
    }
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

/// «40 deltakere», «to kurs», «antall deltakere: 40»
fn count(tokens: Tokens<'_>, at: usize) -> Option<(Says, usize)> {
    let (number, next) = quantity(tokens, at)?;
    let count = number.count()?;
    let next = next + usize::from(tokens.is_sign(next, '*') || tokens.word(next) == "x");
    // «en ny fagdag», «40 faste ansatte»
    let described = next
        + usize::from(
            lexicon::describes_position(tokens.word(next))
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
    let unit = if lexicon::is_course(word) {
        Unit::Course
    } else if lexicon::is_person(word) {
        Unit::Person
    } else if thing {
        Unit::Other
    } else if lexicon::is_month(word) {
        Unit::Month
    } else {
        return None;
    };
    let plausible = unit != Unit::Course || count <= 500;
    plausible.then(|| (Says::Count(unit, count), tokens_past(tokens, described)))
}

fn times(tokens: Tokens<'_>, at: usize) -> Option<(Says, usize)> {
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

fn joint(tokens: Tokens<'_>, at: usize) -> Option<(Says, usize)> {
    let says = match tokens.word(at) {
        "og" | "eller" => Says::And,
        "til" | "for" => Says::Purpose,
        "deretter" | "hvorav" | "herav" | "derav" | "resten" | "men" | "så" => Says::Begins,
        _ => return None,
    };
    Some((says, at + 1))
}
