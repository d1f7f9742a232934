//! Times put together from what was found: years shared, beginnings joined to ends, and what the words before them make of them.

use super::{
    Date, Kind,
    calendar::{Days, Point, When},
    lasting::Lasting,
    nearby,
    often::Often,
    scan::{Found, Item, Link},
    turned::{turn, turn_range, turning},
    turns::Lead,
    years::{self, joined_after, link_at, when_at},
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
    let found = nearby::within_seasons(nearby::with_thirds(found));
    let found = years::with_year_before(years::share(found));
    let found = nearby::with_events(found);
    let found = without_bare_numbers(found);
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

/// A day in numbers that no year has come to is any number, unless a word before it says that it is a day, or it comes each year.
fn without_bare_numbers(found: Vec<Found>) -> Vec<Found> {
    let recurs = found
        .iter()
        .any(|found| matches!(found.item, Item::Often(_)));
    let mut led = false;
    found
        .into_iter()
        .filter(|found| {
            let bare = matches!(
                found.item,
                Item::When(When {
                    numeric: true,
                    year: None,
                    ..
                })
            );
            let kept = !bare || led || recurs;
            led = matches!(
                found.item,
                Item::Lead(Lead::By | Lead::Frist | Lead::Before)
            );
            kept
        })
        .collect()
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
        // «Juni/juli/august 2026».
        let (mut last, mut next) = (first, at + 1);
        while link_at(found, next) == Some(Link::Slash)
            && let Some(second) =
                when_at(found, next + 1).filter(|second| follows_on(last, *second))
        {
            (last, next) = (second, next + 2);
        }
        return (next > at + 1).then_some((last, next));
    }
    let (next, runs_on) = joined_after(found, at + 1)?;
    // «Fra høsten 2026 og ut 2027»; without «fra» what comes after «og» is another time.
    let from = leads.contains(&Lead::From) || leads.contains(&Lead::Start);
    let by_word = matches!(
        link_at(found, at + 1),
        Some(Link::And | Link::Comma | Link::Stop)
    );
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
