//! A text as a row of marks: what each stretch of it says about a cost.

use super::{
    amounts::{self, Amount},
    counts,
    kinds::{self, Phrase},
    lexicon,
    numbers::Number,
    positions::{self, Position},
    rates::per,
    references::reference,
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
    let marks = marks_by(all, |at| mark(all, at));
    let has_share = |mark: &Mark| {
        matches!(
            mark.says,
            Says::Position(Position {
                percent: Some(_),
                ..
            })
        )
    };
    let has_percent = marks
        .iter()
        .any(|mark| mark.says == Says::Other && all.is_sign(mark.start, '%'));
    if !has_percent || !marks.iter().any(has_share) {
        return marks;
    }
    // Beside a position, a percentage alone is of one as well.
    let share = |at| {
        positions::bare_percentage(all, at).map(|(position, next)| (Says::Position(position), next))
    };
    marks_by(all, |at| mark(all, at).or_else(|| share(at)))
}

fn marks_by(tokens: Tokens<'_>, mark: impl Fn(usize) -> Option<(Says, usize)>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut start = 0;
    while start < tokens.0.len() {
        let (says, next) = mark(start).unwrap_or((Says::Other, start + 1));
        let end = next.clamp(start + 1, tokens.0.len());
        marks.push(Mark { says, start, end });
        start = end;
    }
    marks
}

fn mark(tokens: Tokens<'_>, at: usize) -> Option<(Says, usize)> {
    let price = |at: usize| counts::priced(tokens, at);
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
        .or_else(|| counts::count(tokens, at))
        .or_else(|| counts::times(tokens, at))
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
        Some('+') if tokens.is_sign(at + 1, '/') => {
            return Some((Says::Other, past_margin(tokens, at, at + 3)));
        }
        Some('±') => return Some((Says::Other, past_margin(tokens, at, at + 1))),
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

/// Past what an amount may be off by, where one stands before.
fn past_margin(tokens: Tokens<'_>, at: usize, next: usize) -> usize {
    let of_amount = at.checked_sub(1).is_some_and(|before| {
        tokens.number(before).is_some()
            || matches!(tokens.word(before), "kr" | "kroner")
            || tokens.is_sign(before, '-')
    });
    next + usize::from(of_amount && tokens.number(next).is_some())
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

fn joint(tokens: Tokens<'_>, at: usize) -> Option<(Says, usize)> {
    let says = match tokens.word(at) {
        "og" | "eller" => Says::And,
        "til" | "for" => Says::Purpose,
        "deretter" | "hvorav" | "herav" | "derav" | "resten" | "men" | "så" => Says::Begins,
        _ => return None,
    };
    Some((says, at + 1))
}
