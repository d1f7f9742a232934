//! What recurs: how often, from when until when, and what it goes with.

use super::{
    Date, Kind, Recurrence, Understood, Unit,
    calendar::{Point, When},
    clause::{Clause, of_kind, of_parts, of_timed},
    compose::{Piece, Timed, What},
    often::{How, Often},
    scan::{Link, plainly},
    vocabulary,
};

impl Clause<'_> {
    /// «Halvårlig i 2026, årlig fra 2027»: different ways to recur, each in its own time.
    pub(super) fn phases(self) -> Option<Understood> {
        let segments = self.segments();
        let hows: Vec<Vec<How>> = segments.iter().map(|segment| segment.hows()).collect();
        let each_recurs = segments.len() > 1 && hows.iter().all(|hows| hows.len() == 1);
        let differ = hows.windows(2).all(|pair| pair.first() != pair.last());
        let timed = segments.iter().any(|segment| {
            segment
                .duration()
                .is_some_and(|duration| is_span(duration.unit))
                || segment
                    .timeds()
                    .iter()
                    .any(|(_, timed)| !timed.is_undated())
        });
        if !(each_recurs && differ && timed) {
            return None;
        }
        let parts: Option<Vec<_>> = segments.iter().map(|segment| segment.recurring()).collect();
        Some(of_parts(Kind::Phased, self.raw(), parts?))
    }

    fn oftens(self) -> Vec<Often> {
        let mut all: Vec<Often> = Vec::new();
        for piece in self.pieces {
            let What::Often(oftens) = &piece.what else {
                continue;
            };
            for often in oftens {
                // «Årlig, mai hvert år» says it twice.
                let same = all.iter_mut().find(|other| {
                    other.how == often.how
                        && (other.anchor.is_none()
                            || often.anchor.is_none()
                            || other.anchor == often.anchor)
                });
                match same {
                    Some(same) => same.anchor = same.anchor.take().or(often.anchor.clone()),
                    None => all.push(often.clone()),
                }
            }
        }
        all
    }

    fn hows(self) -> Vec<How> {
        self.oftens().iter().map(|often| often.how).collect()
    }

    /// Something that recurs, with what it goes with and from when until when.
    pub(super) fn recurring(self) -> Option<Understood> {
        let oftens = self.oftens();
        let at = self.place(|what| matches!(what, What::Often(_)))?;
        let seldom = oftens.iter().all(Often::is_seldom);
        let mut bounds = Bounds::default();
        let mut apart = Vec::new();
        for (place, timed) in self.timeds() {
            if timed.is_undated() {
                continue;
            }
            if timed.is_plain() && self.is_apart(place, at)
                || timed.kind == Kind::Deadline && self.is_apart(place, at)
            {
                apart.push((place, timed));
            } else {
                bounds.take(timed, seldom);
            }
        }
        let anchors = self.anchors(seldom && !bounds.is_range, &oftens, &apart);
        let mut understood = of_kind(Kind::Recurrence, self.raw());
        understood.recurrence = with_anchors(&oftens, &anchors)
            .into_iter()
            .map(|often| bounds.recurrence(often))
            .collect();
        understood.earliest = bounds.first;
        understood.latest = bounds.until;
        understood.duration = self.duration();
        Some(self.with_others(understood, at, &apart))
    }

    /// «Høsten 2026, evalueres årlig»: what recurs is another thing than what is done then.
    pub(super) fn is_apart(self, timed: usize, often: usize) -> bool {
        let (first, last) = (timed.min(often), timed.max(often));
        let between = self.pieces.get(first + 1..last).unwrap_or_default();
        let parted = between.iter().position(|piece| {
            matches!(
                piece.what,
                What::Link(Link::Comma | Link::Stop | Link::And | Link::Slash)
            )
        });
        parted
            .and_then(|parted| between.get(parted..))
            .is_some_and(|after| after.iter().any(|piece| piece.what == What::Word))
    }

    /// What it goes with: months and seasons of no year, what is done along with it, until what it depends on.
    fn anchors(self, seldom: bool, oftens: &[Often], apart: &[(usize, Timed)]) -> Vec<String> {
        let mut anchors = Vec::new();
        let mut either = false;
        let mut last_at = None;
        for (at, piece) in self.pieces.iter().enumerate() {
            let anchor = match &piece.what {
                What::Timed(timed) if timed.is_undated() => Some(
                    timed
                        .when
                        .and_then(name)
                        .unwrap_or_else(|| self.words(piece)),
                ),
                What::Timed(timed)
                    if seldom
                        && timed.is_plain()
                        && !apart.iter().any(|(other, _)| *other == at) =>
                {
                    timed
                        .when
                        .and_then(|when| name(When { year: None, ..when }))
                }
                What::Along { words, .. } => Some(words.clone()),
                What::Given => Some(self.words(piece)),
                _ => None,
            };
            if let Some(anchor) = anchor.filter(|anchor| !anchors.contains(anchor)) {
                anchors.push(anchor);
                last_at = last_at.or(Some(at));
            }
            either |= last_at.is_some() && matches!(piece.what, What::Link(Link::Or | Link::Slash));
        }
        let once_each = oftens.iter().all(Often::is_yearly);
        if anchors.len() > 1 && (either || !once_each) {
            let word = if either { " eller " } else { " og " };
            return vec![anchors.join(word)];
        }
        anchors
    }

    fn words(self, piece: &Piece) -> String {
        let words = plainly(self.slice(piece.start, piece.end));
        let plain = ["i ", "på "]
            .iter()
            .find_map(|word| words.strip_prefix(word));
        plain.unwrap_or(&words).to_owned()
    }

    /// With what is done besides: «ellers ved behov».
    fn with_others(
        self,
        recurring: Understood,
        often: usize,
        apart: &[(usize, Timed)],
    ) -> Understood {
        let mut parts = vec![(
            often,
            Understood {
                raw: String::new(),
                ..recurring.clone()
            },
        )];
        parts.extend(self.beside_times());
        parts.extend(apart.iter().map(|(at, timed)| (*at, of_timed(timed))));
        if parts.len() == 1 {
            return recurring;
        }
        self.several(Kind::Multi, parts)
    }
}

pub(super) fn is_span(unit: Unit) -> bool {
    !matches!(unit, Unit::Minute | Unit::Hour | Unit::Day)
}

/// What a month or a season is called as an anchor.
fn name(when: When) -> Option<String> {
    match when.point {
        _ if when.third.is_some() => None,
        Point::Month(month) => Some(vocabulary::month_name(month).to_owned()),
        Point::Season(season) => Some(season.name().to_owned()),
        _ => None,
    }
}

fn with_anchors(oftens: &[Often], anchors: &[String]) -> Vec<Often> {
    let with = |often: &Often, anchor: Option<&String>| Often {
        anchor: often.anchor.clone().or_else(|| anchor.cloned()),
        ..often.clone()
    };
    match (oftens, anchors) {
        ([often], [_, _, ..]) if often.anchor.is_none() => anchors
            .iter()
            .map(|anchor| with(often, Some(anchor)))
            .collect(),
        _ => oftens
            .iter()
            .map(|often| with(often, anchors.first()))
            .collect(),
    }
}

/// From when until when something recurs.
#[derive(Debug, Default)]
struct Bounds {
    first: Option<Date>,
    until: Option<Date>,
    is_range: bool,
}

impl Bounds {
    fn take(&mut self, timed: Timed, seldom: bool) {
        let first = match (self.first, timed.earliest) {
            (Some(first), Some(other)) => Some(first.min(other)),
            (first, other) => first.or(other),
        };
        match timed.kind {
            _ if timed.ends => self.until = timed.latest,
            Kind::Deadline => self.until = timed.latest,
            Kind::From => self.first = first,
            _ if timed.begins => self.first = first,
            Kind::Range => {
                self.first = first;
                self.until = timed.latest.max(self.until);
                self.is_range = true;
            }
            // Once a year within a year says when it begins.
            _ if seldom && self.first.is_none() => self.first = first,
            _ => {
                self.first = first;
                self.until = timed.latest.max(self.until);
            }
        }
    }

    fn recurrence(&self, often: Often) -> Recurrence {
        let Often { how, anchor } = often;
        let (first, until) = (self.first, self.until);
        match how {
            How::Times(times, per) => Recurrence::Times {
                times,
                per,
                anchor,
                first,
                until,
            },
            How::Every(every, unit) => Recurrence::Every {
                every,
                unit,
                anchor,
                first,
                until,
            },
        }
    }
}
