//! Times put together from what was found: years shared, beginnings joined to ends, and what the words before them make of them.

use super::{
    Date, Kind,
    calendar::{Days, Point, When},
    lasting::Lasting,
    often::Often,
    scan::{Found, Item, Link},
    turns::Lead,
};

/// A time, or something else that counts, and where it stands in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) what: What,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    Timed(Timed),
    Often(Vec<Often>),
    Lasting(Lasting),
    Link(Link),
    Always,
    AtNeed,
    Given,
    Along { event: bool, words: String },
    Word,
    Number,
    NoSuchDay,
}

/// A time with its days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Timed {
    pub(super) kind: Kind,
    pub(super) earliest: Option<Date>,
    pub(super) latest: Option<Date>,
    /// It was named as a beginning: «oppstart», «første gang».
    pub(super) begins: bool,
    /// It was named as the last: «siste gang».
    pub(super) ends: bool,
    /// The one place in the calendar that was named, with no word before it that turns it.
    pub(super) when: Option<When>,
    /// Its first day is a day people would name, not that of a season.
    pub(super) is_precise: bool,
    /// Weeks without a year: a time only where something recurs in them.
    pub(super) is_week_of_no_year: bool,
}

impl Timed {
    /// Whether it has no year, and so can only be an anchor.
    pub(super) fn is_undated(&self) -> bool {
        self.earliest.is_none() && self.latest.is_none()
    }

    /// Whether no word turned it into a deadline or a beginning.
    pub(super) fn is_plain(&self) -> bool {
        !matches!(self.kind, Kind::Deadline | Kind::From) && !self.begins && !self.ends
    }
}

/// Puts together what was found.
pub(super) fn pieces(found: Vec<Found>) -> Vec<Piece> {
    let mut found = with_thirds(found);
    share_pairs(&mut found);
    share_years_backwards(&mut found);
    share_years_forwards(&mut found);
    share_points(&mut found);
    share_school_years(&mut found);
    let found = with_year_before(with_weeks(found));
    let found = with_events(found);
    let found: Vec<_> = found
        .into_iter()
        .filter(|found| !is_bare_number(&found.item))
        .collect();
    if let [
        Found {
            item: Item::Lead(Lead::Start),
            start,
            end,
        },
    ] = found.as_slice()
    {
        let what = What::Along {
            event: true,
            words: String::new(),
        };
        return vec![Piece {
            what,
            start: *start,
            end: *end,
        }];
    }
    let mut pieces = Vec::new();
    let mut rest = found.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if let Some((piece, taken)) = timed(rest) {
            pieces.push(piece);
            rest = rest.get(taken..).unwrap_or_default();
        } else {
            pieces.push(other(first));
            rest = after;
        }
    }
    pieces
}

/// A day in numbers that no year has come to.
fn is_bare_number(item: &Item) -> bool {
    matches!(
        item,
        Item::When(When {
            numeric: true,
            year: None,
            ..
        })
    )
}

fn other(found: &Found) -> Piece {
    let what = match &found.item {
        Item::Often(often) => What::Often(often.clone()),
        Item::Lasting(lasting) => What::Lasting(*lasting),
        Item::Link(link) => What::Link(*link),
        Item::Always => What::Always,
        Item::AtNeed => What::AtNeed,
        Item::Given => What::Given,
        Item::Along { event, words } => What::Along {
            event: *event,
            words: words.clone(),
        },
        Item::Number => What::Number,
        Item::NoSuchDay => What::NoSuchDay,
        Item::When(_) | Item::Third(_) | Item::Lead(_) | Item::Onwards | Item::Word => What::Word,
    };
    Piece {
        what,
        start: found.start,
        end: found.end,
    }
}

fn with_thirds(found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::new();
    for mut one in found {
        if let (
            Item::When(when),
            Some(Found {
                item: Item::Third(third),
                start,
                ..
            }),
        ) = (&mut one.item, kept.last())
        {
            when.third = Some(*third);
            one.start = *start;
            kept.pop();
        }
        kept.push(one);
    }
    kept
}

fn when_at(found: &[Found], at: usize) -> Option<When> {
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

fn link_at(found: &[Found], at: usize) -> Option<Link> {
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
                | Point::SchoolStart
        )
}

/// «Høst/vår 2026/27»: each has its year.
fn share_pairs(found: &mut Vec<Found>) {
    let mut at = 0;
    while at + 4 < found.len() {
        let joined = |at| matches!(link_at(found, at), Some(Link::Dash | Link::Slash));
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
            && joined(at + 1)
            && joined(at + 3)
        {
            set_year(found, at, year);
            set_year(found, at + 2, last);
            if let Some(link) = found.get_mut(at + 1) {
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
            if next == at + 2 && is_own && !second.event && joined_after(found, next + 1).is_none()
            {
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
        let can_be = can_be_given_a_year(second) || second.point == Point::Christmas;
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

/// What is joined to what stands before, and whether the two are a beginning and an end.
fn joined_after(found: &[Found], at: usize) -> Option<(usize, bool)> {
    let lead_at = |at: usize| match found.get(at)?.item {
        Item::Lead(lead) => Some(lead),
        _ => None,
    };
    let past_end = |at: usize| at + usize::from(lead_at(at) == Some(Lead::EndOf));
    match link_at(found, at) {
        Some(Link::And | Link::Comma) if matches!(lead_at(at + 1), Some(Lead::To | Lead::By)) => {
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
            Point::Month(_) | Point::Season(_) | Point::Day { .. } | Point::Quarter(_)
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

/// «Uke 40, høsten 2026»: the year is that of the season the week lies in.
fn with_weeks(mut found: Vec<Found>) -> Vec<Found> {
    let mut at = 0;
    while at < found.len() {
        let parted = matches!(link_at(&found, at + 1), Some(Link::Comma | Link::Stop));
        let next = at + 1 + usize::from(parted);
        let pair = (when_at(&found, at), when_at(&found, next));
        if let (Some(first), Some(second)) = pair
            && let Some(weeks) = week_within(first, second).or_else(|| week_within(second, first))
        {
            let end = found.get(next).map(|last| last.end).unwrap_or_default();
            if let Some(one) = found.get_mut(at) {
                one.item = Item::When(weeks);
                one.end = end;
            }
            found.drain(at + 1..=next);
        }
        at += 1;
    }
    found
}

fn week_within(weeks: When, season: When) -> Option<When> {
    let names = matches!(weeks.point, Point::Weeks { .. })
        && weeks.year.is_none()
        && season.point != Point::Year;
    let dated = When {
        year: season.year,
        ..weeks
    };
    match (dated.days(), season.days()) {
        (Days::Known(monday, sunday), Days::Known(first, last))
            if names && monday <= last && sunday >= first =>
        {
            Some(dated)
        }
        _ => None,
    }
}

/// «2026: vår og høst», «2026 (høst)»: the year stands before.
fn with_year_before(mut found: Vec<Found>) -> Vec<Found> {
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
        let begins = when_at(&found, first).is_some_and(can_be_given_a_year);
        let joined = at > 0
            && link_at(&found, at - 1).is_some_and(|link| matches!(link, Link::Dash | Link::Slash));
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

/// «Planleggingsdag i august 2026», «skolestart, høsten 2026»: when it happens stands after it, or in brackets.
fn with_events(found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::new();
    let mut rest = found.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let (mut one, mut after) = (first.clone(), after);
        if let Item::When(event) = &mut one.item
            && event.event
            && event.year.is_none()
        {
            let words = after
                .iter()
                .take_while(|found| matches!(found.item, Item::Word))
                .count();
            let parted = matches!(
                after.get(words),
                Some(Found {
                    item: Item::Link(Link::Comma | Link::Stop),
                    ..
                })
            );
            let next = words + usize::from(parted);
            if words <= 3
                && let Some(when) = when_at(after, next)
                && !when.event
                && when.year.is_some()
            {
                *event = happens(*event, when);
                one.end = after.get(next).map_or(one.end, |when| when.end);
                after = after.get(next + 1..).unwrap_or_default();
            } else if event.point == Point::SchoolStart
                && let [
                    ..,
                    Found {
                        item: Item::When(when),
                        start,
                        ..
                    },
                    Found {
                        item: Item::Link(Link::Comma | Link::Stop),
                        ..
                    },
                ] = kept.as_slice()
                && when.year.is_some()
            {
                *event = happens(*event, *when);
                one.start = *start;
                kept.truncate(kept.len() - 2);
            }
        }
        kept.push(one);
        rest = after;
    }
    kept
}

fn happens(event: When, when: When) -> When {
    let holds = matches!(
        when.point,
        Point::Year | Point::Month(8) | Point::Season(super::vocabulary::Season::Autumn)
    );
    if event.point == Point::SchoolStart && holds && when.third.is_none() {
        return When {
            year: when.year,
            ..event
        };
    }
    if event.point == Point::Christmas {
        return When {
            year: when.year,
            ..event
        };
    }
    When {
        event: true,
        ..when
    }
}

/// A time at the front, with what leads up to it, and how many of what was found it takes.
fn timed(found: &[Found]) -> Option<(Piece, usize)> {
    let (leads, at) = leads(found);
    let first = when_at(found, at)?;
    let mut next = at + 1;
    let mut timed = single(first);
    if let Some((second, after)) = end_of_range(found, at, &leads) {
        timed = match range(first, second) {
            Some(range) => range,
            None => return Some((nonsense(found, after)?, after)),
        };
        next = after;
    } else if let Some(after) = open_end(found, next) {
        timed = turn(timed, first, Lead::From);
        next = after;
    } else if first.days() == Days::None {
        return Some((nonsense(found, next)?, next));
    }
    let is_range = timed.when.is_none() && timed.kind == Kind::Range;
    for lead in turning(&leads) {
        timed = if is_range {
            turn_range(timed, lead)
        } else {
            turn(timed, first, lead)
        };
    }
    let start = found.first()?.start;
    let end = found.get(next.checked_sub(1)?)?.end;
    Some((
        Piece {
            what: What::Timed(timed),
            start,
            end,
        },
        next,
    ))
}

fn nonsense(found: &[Found], taken: usize) -> Option<Piece> {
    let (start, end) = (found.first()?.start, found.get(taken.checked_sub(1)?)?.end);
    Some(Piece {
        what: What::NoSuchDay,
        start,
        end,
    })
}

/// The leads at the front, and where the time after them would stand.
fn leads(found: &[Found]) -> (Vec<Lead>, usize) {
    let mut leads = Vec::new();
    let mut at = 0;
    while let Some(Found {
        item: Item::Lead(lead),
        ..
    }) = found.get(at)
    {
        leads.push(*lead);
        at += 1;
        if matches!(lead, Lead::Frist | Lead::Start | Lead::FirstTime) {
            let words = found
                .iter()
                .skip(at)
                .take(3)
                .take_while(|found| matches!(found.item, Item::Word))
                .count();
            let stop = usize::from(link_at(found, at + words) == Some(Link::Stop));
            let leads_on = matches!(
                found.get(at + words + stop),
                Some(Found {
                    item: Item::When(_) | Item::Lead(_),
                    ..
                })
            );
            at += if leads_on { words + stop } else { 0 };
        }
    }
    (leads, at)
}

/// The leads in the order they turn the time, the one nearest to it first.
fn turning(leads: &[Lead]) -> Vec<Lead> {
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

fn single(when: When) -> Timed {
    let (earliest, latest) = match when.days() {
        Days::Known(first, last) => (Some(first), Some(last)),
        Days::Unknown | Days::None => (None, None),
    };
    Timed {
        kind: when.kind(),
        earliest,
        latest,
        begins: false,
        ends: false,
        when: Some(when),
        is_precise: !when.event && !matches!(when.point, Point::Season(_) | Point::Winter),
        is_week_of_no_year: matches!(when.point, Point::Weeks { .. }) && when.year.is_none(),
    }
}

/// The end of a range that begins there, and what follows it.
fn end_of_range(found: &[Found], at: usize, leads: &[Lead]) -> Option<(When, usize)> {
    let first = when_at(found, at)?;
    if leads.contains(&Lead::Between) && link_at(found, at + 1) == Some(Link::And) {
        return Some((when_at(found, at + 2)?, at + 3));
    }
    if link_at(found, at + 1) == Some(Link::Slash) {
        let second = when_at(found, at + 2)?;
        return follows_on(first, second).then_some((second, at + 3));
    }
    let (next, runs_on) = joined_after(found, at + 1)?;
    // «Fra høsten 2026 og ut 2027»; without «fra» what comes after «og» is another time.
    let from = leads.contains(&Lead::From) || leads.contains(&Lead::Start);
    let by_word = matches!(link_at(found, at + 1), Some(Link::And | Link::Comma));
    (runs_on && (!by_word || from)).then_some(())?;
    Some((when_at(found, next)?, next + 1))
}

/// Whether the second begins on the day after the first ends, or both are months or years on end without a year.
fn follows_on(first: When, second: When) -> bool {
    match (first.days(), second.days()) {
        (Days::Known(_, end), Days::Known(begin, _)) => end.plus_days(1) == Some(begin),
        _ => {
            matches!((first.point, second.point), (Point::Month(first), Point::Month(second)) if second == first + 1)
        }
    }
}

fn range(first: When, second: When) -> Option<Timed> {
    let earliest = match first.days() {
        Days::Known(first, _) => Some(first),
        Days::Unknown => None,
        Days::None => return None,
    };
    let latest = match second.days() {
        Days::Known(first, _) if second.point == Point::Christmas => Some(first),
        Days::Known(_, last) => Some(last),
        Days::Unknown => None,
        Days::None => return None,
    };
    if let (Some(earliest), Some(latest)) = (earliest, latest)
        && earliest > latest
    {
        return None;
    }
    Some(Timed {
        kind: Kind::Range,
        earliest: earliest.filter(|_| !first.is_loose()),
        latest: latest.filter(|_| !second.is_loose()),
        begins: false,
        ends: false,
        when: None,
        is_precise: false,
        is_week_of_no_year: matches!(second.point, Point::Weeks { .. }) && second.year.is_none(),
    })
}

/// Past what leaves the end open: «og utover», a dash with nothing after it.
fn open_end(found: &[Found], at: usize) -> Option<usize> {
    match found.get(at)?.item {
        Item::Onwards => Some(at + 1),
        Item::Link(Link::Dash) if found.len() == at + 1 => Some(at + 1),
        Item::Link(Link::Dash | Link::And) if matches!(found.get(at + 1)?.item, Item::Onwards) => {
            Some(at + 2)
        }
        _ => None,
    }
}

fn turn(timed: Timed, when: When, lead: Lead) -> Timed {
    let known = |date: Option<Date>| date.filter(|_| !when.is_loose());
    let is_summer = when.point == Point::Season(super::vocabulary::Season::Summer);
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
        Lead::By | Lead::Frist | Lead::To if when.point == Point::YearTurn => {
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

fn turn_range(timed: Timed, lead: Lead) -> Timed {
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
