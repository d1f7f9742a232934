//! Years that are said once for several times: «mai og september 2026», «2026: vår og høst», «høst/vår 2026/27».

use super::{
    calendar::{Days, Point, When},
    scan::{Found, Item, Link},
    turns::Lead,
};

/// Gives each time the year that was said for it elsewhere.
pub(super) fn share(mut found: Vec<Found>) -> Vec<Found> {
    share_pairs(&mut found);
    share_years_backwards(&mut found);
    share_years_forwards(&mut found);
    share_points(&mut found);
    share_school_years(&mut found);
    found
}

pub(super) fn when_at(found: &[Found], at: usize) -> Option<When> {
    match found.get(at)?.item {
        Item::When(when) => Some(when),
        _ => None,
    }
}

fn set_year(found: &mut [Found], at: usize, to: i32) {
    if let Some(Found {
        item: Item::When(when),
        ..
    }) = found.get_mut(at)
    {
        when.year = Some(to);
    }
}

pub(super) fn link_at(found: &[Found], at: usize) -> Option<Link> {
    match found.get(at)?.item {
        Item::Link(link) => Some(link),
        _ => None,
    }
}

/// Whether a year said elsewhere can be its year.
fn can_be_given_a_year(when: When) -> bool {
    when.year.is_none()
        && matches!(
            when.point,
            Point::Day { .. }
                | Point::Month(_)
                | Point::Season(_)
                | Point::Quarter(_)
                | Point::Tertial(_)
                | Point::HalfYear(_)
                | Point::Weeks { .. }
                | Point::SchoolStart
        )
}

/// «Høst/vår 2026/27»: each has its year.
fn share_pairs(found: &mut Vec<Found>) {
    let mut at = 0;
    while at + 4 < found.len() {
        let joined = |at| matches!(link_at(found, at), Some(Link::Dash | Link::Slash));
        let both = matches!(link_at(found, at + 1), Some(Link::And | Link::Or));
        if let (
            Some(first),
            Some(second),
            Some(When {
                point: Point::Year,
                year: Some(last),
                ..
            }),
        ) = (
            when_at(found, at),
            when_at(found, at + 2),
            when_at(found, at + 4),
        ) && can_be_given_a_year(first)
            && let Some(year) = second.year
            && last == year + 1
            && (both || joined(at + 1))
            && joined(at + 3)
        {
            set_year(found, at, year);
            set_year(found, at + 2, last);
            if let Some(link) = found.get_mut(at + 1)
                && !both
            {
                link.item = Item::Link(Link::Dash);
            }
            let end = found.get(at + 4).map(|last| last.end).unwrap_or_default();
            if let Some(second) = found.get_mut(at + 2) {
                second.end = end;
            }
            found.drain(at + 3..at + 5);
        }
        at += 1;
    }
}

/// «Mai og september 2026», «august–juni 2027»: the year of the last is that of those before, or the one before where time runs on.
fn share_years_backwards(found: &mut Vec<Found>) {
    for at in (0..found.len()).rev() {
        let Some(first) = when_at(found, at).filter(|when| can_be_given_a_year(*when)) else {
            continue;
        };
        let Some((next, runs_on)) = joined_after(found, at + 1) else {
            continue;
        };
        let Some(second) = when_at(found, next) else {
            continue;
        };
        let Some(year) = second.year else {
            continue;
        };
        if matches!(first.point, Point::Weeks { .. })
            && !matches!(second.point, Point::Weeks { .. } | Point::Year)
        {
            continue;
        }
        if second.point == Point::Year {
            let is_own = matches!(
                link_at(found, at + 1),
                Some(Link::Dash | Link::Comma | Link::Stop)
            );
            // «2026 høst – 2027 vår»: each year stands before its own.
            let stands_before = at
                .checked_sub(1)
                .is_some_and(|before| is_bare_year(found, before))
                || when_at(found, next + 1).is_some_and(can_be_given_a_year);
            let alone = joined_after(found, next + 1).is_none() && !stands_before;
            if next == at + 2 && is_own && !second.event && alone {
                set_year(found, at, year);
                let end = found.get(next).map(|year| year.end).unwrap_or_default();
                if let Some(first) = found.get_mut(at) {
                    first.end = end;
                }
                found.drain(at + 1..=next);
            }
            continue;
        }
        let same = When {
            year: Some(year),
            ..first
        };
        let later = matches!((same.days(), second.days()), (Days::Known(begins, _), Days::Known(_, ends)) if begins > ends);
        set_year(found, at, if runs_on && later { year - 1 } else { year });
    }
}

/// «August 2026 – juni»: the end is in the same year, or in the next where it would be before the beginning.
fn share_years_forwards(found: &mut [Found]) {
    for at in 0..found.len() {
        let Some((next, runs_on)) = joined_after(found, at + 1) else {
            continue;
        };
        let (Some(first), Some(second)) = (when_at(found, at), when_at(found, next)) else {
            continue;
        };
        let (Some(year), None) = (first.year, second.year) else {
            continue;
        };
        let weeks = |when: When| matches!(when.point, Point::Weeks { .. });
        let can_be = can_be_given_a_year(second) && weeks(first) == weeks(second)
            || second.point == Point::Christmas;
        if !can_be || first.point == Point::Year {
            continue;
        }
        let same = When {
            year: Some(year),
            ..second
        };
        let (Days::Known(begins, _), Days::Known(other, ends)) = (first.days(), same.days()) else {
            continue;
        };
        match runs_on {
            true if ends < begins => set_year(found, next, year + 1),
            true => set_year(found, next, year),
            // Several times stand in their order; what would be before is not in that year.
            false if other > begins => set_year(found, next, year),
            false => {}
        }
    }
}

fn is_bare_year(found: &[Found], at: usize) -> bool {
    when_at(found, at).is_some_and(|when| when.point == Point::Year)
}

/// What is joined to what stands before, and whether the two are a beginning and an end.
pub(super) fn joined_after(found: &[Found], at: usize) -> Option<(usize, bool)> {
    let lead_at = |at: usize| match found.get(at)?.item {
        Item::Lead(lead) => Some(lead),
        _ => None,
    };
    let past_end = |at: usize| at + usize::from(lead_at(at) == Some(Lead::EndOf));
    match link_at(found, at) {
        Some(Link::And | Link::Comma | Link::Stop)
            if matches!(lead_at(at + 1), Some(Lead::To | Lead::By)) =>
        {
            Some((past_end(at + 2), true))
        }
        Some(Link::Dash) => Some((at + 1, true)),
        Some(Link::And | Link::Or | Link::Comma | Link::Slash) => Some((at + 1, false)),
        Some(Link::Stop | Link::Then) => None,
        None => (lead_at(at) == Some(Lead::To)).then(|| (past_end(at + 1), true)),
    }
}

/// «Høsten 2026 og 2027»: the second is an autumn too.
fn share_points(found: &mut [Found]) {
    for at in 0..found.len() {
        let joined = matches!(
            link_at(found, at + 1),
            Some(Link::And | Link::Or | Link::Comma | Link::Slash)
        );
        let (Some(first), Some(second)) = (when_at(found, at), when_at(found, at + 2)) else {
            continue;
        };
        let names = matches!(
            first.point,
            Point::Month(_)
                | Point::Season(_)
                | Point::Day { .. }
                | Point::Quarter(_)
                | Point::BudgetYear
        );
        if joined
            && names
            && first.year.is_some()
            && second.point == Point::Year
            && first.year < second.year
            && let Some(second) = found.get_mut(at + 2)
        {
            second.item = Item::When(When {
                year: when_year(&second.item),
                ..first
            });
        }
    }
}

fn when_year(item: &Item) -> Option<i32> {
    match item {
        Item::When(when) => when.year,
        _ => None,
    }
}

/// «Skoleåret 2026/27 til 2028/29»: the second is a school year too.
fn share_school_years(found: &mut Vec<Found>) {
    let mut at = 0;
    while at < found.len() {
        if let Some(When {
            point: Point::SchoolYear,
            year: Some(first),
            ..
        }) = when_at(found, at)
            && let Some((next, _)) = joined_after(found, at + 1)
            && let Some(When {
                point: Point::Year,
                year: Some(begins),
                ..
            }) = when_at(found, next)
            && let Some(When {
                point: Point::Year,
                year: Some(ends),
                ..
            }) = when_at(found, next + 2)
            && begins > first
            && ends == begins + 1
            && matches!(link_at(found, next + 1), Some(Link::Slash | Link::Dash))
        {
            let end = found.get(next + 2).map(|last| last.end).unwrap_or_default();
            if let Some(second) = found.get_mut(next) {
                second.item = Item::When(When::new(Point::SchoolYear, Some(begins)));
                second.end = end;
            }
            found.drain(next + 1..next + 3);
        }
        at += 1;
    }
}

/// «2026: vår og høst», «2026 (høst)»: the year stands before.
pub(super) fn with_year_before(mut found: Vec<Found>) -> Vec<Found> {
    let mut at = 0;
    while at < found.len() {
        let year = when_at(&found, at)
            .filter(|when| when.point == Point::Year && when.third.is_none())
            .and_then(|when| when.year);
        let parted = matches!(
            link_at(&found, at + 1),
            Some(Link::Comma | Link::Stop | Link::Dash)
        );
        let first = at + 1 + usize::from(parted);
        // «2026 (oppstart høst)».
        let begins_then = parted
            && matches!(
                found.get(first),
                Some(Found {
                    item: Item::Lead(Lead::Start),
                    ..
                })
            );
        let first = first + usize::from(begins_then);
        let led = parted
            && at.checked_sub(1).is_some_and(|before| {
                matches!(
                    found.get(before),
                    Some(Found {
                        item: Item::Lead(_),
                        ..
                    })
                )
            });
        let begins =
            when_at(&found, first).is_some_and(|when| can_be_given_a_year(when) && !when.numeric);
        // «2025–2026 høst»: the year ends a range of years.
        let joined = at > 1
            && link_at(&found, at - 1).is_some_and(|link| matches!(link, Link::Dash | Link::Slash))
            && is_bare_year(&found, at - 2);
        if let (Some(year), true, false, false) = (year, begins, led, joined) {
            let mut next = first;
            while when_at(&found, next).is_some_and(can_be_given_a_year) {
                set_year(&mut found, next, year);
                next += 2;
                if !matches!(
                    link_at(&found, next - 1),
                    Some(Link::And | Link::Or | Link::Comma | Link::Slash | Link::Dash)
                ) {
                    break;
                }
            }
            let start = found.get(at).map(|year| year.start).unwrap_or_default();
            if let Some(first) = found.get_mut(first) {
                first.start = start;
            }
            found.drain(at..first);
        }
        at += 1;
    }
    found
}
