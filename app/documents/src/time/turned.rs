//! What the words before a time make of it.

use super::{
    Date, Kind,
    calendar::{Point, When},
    compose::Timed,
    turns::Lead,
    vocabulary::Season,
};

/// The leads in the order they turn the time, the one nearest to it first.
pub(super) fn turning(leads: &[Lead]) -> Vec<Lead> {
    let ends = leads.contains(&Lead::EndOf);
    let before = leads.contains(&Lead::Before);
    leads
        .iter()
        .rev()
        .copied()
        // Before the end of something is by its end.
        .filter(|lead| !(ends && before && *lead == Lead::Before))
        .collect()
}

pub(super) fn turn(timed: Timed, when: When, lead: Lead) -> Timed {
    let known = |date: Option<Date>| date.filter(|_| !when.is_loose());
    let is_summer = when.point == Point::Season(Season::Summer);
    let deadline = |latest| Timed {
        kind: Kind::Deadline,
        earliest: None,
        latest,
        when: None,
        ..timed
    };
    let from = |earliest| Timed {
        kind: Kind::From,
        earliest,
        latest: None,
        when: None,
        ..timed
    };
    match lead {
        // What goes into a budget is not to be done by the end of its year.
        Lead::To if when.point == Point::BudgetYear => timed,
        // Whether the week before belongs to it is not said.
        Lead::By | Lead::Frist | Lead::To | Lead::Before if when.point == Point::Easter => {
            deadline(None)
        }
        Lead::By | Lead::Frist | Lead::To | Lead::EndOf if timed.kind == Kind::Deadline => timed,
        Lead::By | Lead::Frist | Lead::To | Lead::EndOf if when.point == Point::Christmas => {
            deadline(known(timed.earliest))
        }
        Lead::By | Lead::Frist | Lead::To | Lead::Before if when.point == Point::YearTurn => {
            deadline(known(timed.earliest))
        }
        Lead::By | Lead::Frist | Lead::To | Lead::EndOf => deadline(known(timed.latest)),
        Lead::Before if timed.kind == Kind::Deadline => timed,
        // Jul is come on the 24th; people finish by it.
        Lead::Before if when.point == Point::Christmas => deadline(known(timed.earliest)),
        // Whether before the month of June or before the holidays is not said; nor is it with what comes after.
        Lead::Before if is_summer => deadline(None),
        Lead::After if is_summer || when.point == Point::Christmas => from(None),
        Lead::Before => deadline(known(timed.earliest).and_then(|first| first.plus_days(-1))),
        Lead::From if timed.kind == Kind::Deadline => from(timed.latest),
        Lead::From => from(known(timed.earliest)),
        Lead::After => from(known(timed.latest).and_then(|last| last.plus_days(1))),
        Lead::Start | Lead::FirstTime => Timed {
            begins: true,
            ..timed
        },
        Lead::LastTime => Timed {
            ends: true,
            ..timed
        },
        Lead::Between => timed,
    }
}

pub(super) fn turn_range(timed: Timed, lead: Lead) -> Timed {
    match lead {
        Lead::By | Lead::Frist | Lead::EndOf | Lead::To => Timed {
            kind: Kind::Deadline,
            earliest: None,
            ..timed
        },
        Lead::Before => Timed {
            kind: Kind::Deadline,
            earliest: None,
            latest: timed.earliest.and_then(|first| first.plus_days(-1)),
            ..timed
        },
        Lead::After => Timed {
            kind: Kind::From,
            earliest: timed.latest.and_then(|last| last.plus_days(1)),
            latest: None,
            ..timed
        },
        Lead::Start | Lead::FirstTime => Timed {
            begins: true,
            ..timed
        },
        Lead::LastTime => Timed {
            ends: true,
            ..timed
        },
        Lead::From | Lead::Between => timed,
    }
}
