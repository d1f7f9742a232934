//! What a text says is not in an amount: found first, so that «ekskl. vikar» is no cost of a substitute.

use super::{
    kinds::{Bearer, Phrase},
    marks::{Mark, Says, is_tax},
    tokens::Tokens,
};

/// The marks, with each stretch of what is not included as one [`Says::Excluded`].
pub(super) fn gather(tokens: Tokens<'_>, marks: &[Mark]) -> Vec<Mark> {
    let mut gathered: Vec<Mark> = Vec::new();
    let mut at = 0;
    while let Some(mark) = marks.get(at) {
        at += 1;
        match mark.says {
            Says::Besides => gathered.push(Mark {
                says: Says::Excluded,
                start: mark.end.saturating_sub(1),
                end: mark.end,
            }),
            Says::Phrase(Phrase::Excludes) if means_it(tokens, *mark, &gathered) => {
                let rest = marks.get(at..).unwrap_or_default();
                let taken = after(tokens, rest);
                if let Some(last) = taken.checked_sub(1).and_then(|last| rest.get(last)) {
                    gathered.push(Mark {
                        says: Says::Excluded,
                        start: mark.end,
                        end: last.end,
                    });
                }
                at += taken;
            }
            Says::Phrase(Phrase::Includes) if has_price(&gathered) => {
                at += after(tokens, marks.get(at..).unwrap_or_default());
            }
            Says::Phrase(Phrase::ExcludesBefore) => before(*mark, &mut gathered),
            _ => gathered.push(*mark),
        }
    }
    gathered
}

/// «Eks.» can begin an example: it leaves something out only of what was named, or of tax.
fn means_it(tokens: Tokens<'_>, mark: Mark, earlier: &[Mark]) -> bool {
    let short = matches!(tokens.word(mark.start), "eks" | "ex");
    !short || is_tax(tokens.word(mark.end)) || has_price(earlier)
}

/// Whether something has been named of which a part can be said to be in or out.
fn has_price(earlier: &[Mark]) -> bool {
    earlier
        .iter()
        .any(|mark| matches!(mark.says, Says::Amount(_) | Says::Position(_)))
}

/// How many of the next marks are left out.
fn after(tokens: Tokens<'_>, rest: &[Mark]) -> usize {
    let mut joint = None;
    for (nth, mark) in rest.iter().enumerate() {
        match mark.says {
            Says::Amount(_) | Says::Position(_) => return joint.unwrap_or(nth),
            Says::Comma | Says::And => {
                let next = rest.get(nth + 1).map(|mark| mark.says);
                let anew = matches!(
                    next,
                    Some(
                        Says::Phrase(
                            Phrase::By(Bearer::OwnEffort | Bearer::Grant) | Phrase::Unknown
                        ) | Says::Begins
                            | Says::Per(_)
                            | Says::Period(_)
                            | Says::Count(..)
                    )
                );
                if anew {
                    return nth;
                }
                joint = Some(nth);
            }
            Says::Break
            | Says::Open
            | Says::Close
            | Says::Per(_)
            | Says::Period(_)
            | Says::Duration(_)
            | Says::Begins
            | Says::Phrase(Phrase::Unknown | Phrase::Total) => return nth,
            Says::Other
                if nth == 0 && is_tax(tokens.word(mark.start)) && !goes_on(tokens, rest) =>
            {
                return 1;
            }
            _ => {}
        }
    }
    rest.len()
}

/// «mva og …», «mva. og …»
fn goes_on(tokens: Tokens<'_>, rest: &[Mark]) -> bool {
    rest.iter()
        .skip(1)
        .find(|mark| !tokens.is_sign(mark.start, '.'))
        .is_some_and(|mark| mark.says == Says::And)
}

/// Takes the words before as what is left out.
fn before(mark: Mark, gathered: &mut Vec<Mark>) {
    let is_end = |mark: &Mark| {
        matches!(
            mark.says,
            Says::Comma
                | Says::Break
                | Says::Open
                | Says::Amount(_)
                | Says::Per(_)
                | Says::Position(_)
                | Says::Excluded
        )
    };
    let kept = gathered.iter().rposition(is_end).map_or(0, |last| last + 1);
    let words = gathered.split_off(kept);
    let start = words
        .iter()
        .find(|mark| !matches!(mark.says, Says::And))
        .map(|mark| mark.start);
    if let Some(start) = start {
        gathered.push(Mark {
            says: Says::Excluded,
            start,
            end: mark.start,
        });
    }
}
