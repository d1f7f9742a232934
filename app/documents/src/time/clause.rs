//! What the times of a clause come to together.

use super::{
    Date, Duration, Kind, Understood, Unit,
    calendar::Point,
    compose::{Piece, Timed, What},
    recurring::is_span,
    scan::{Link, plainly},
};

/// A text and a part of what was found in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause<'a> {
    pub(super) text: &'a str,
    pub(super) pieces: &'a [Piece],
}

/// What was understood of a clause; `None` if nothing.
pub(super) fn understand(clause: Clause<'_>) -> Option<Understood> {
    clause
        .condition()
        .or_else(|| clause.phases())
        .or_else(|| clause.recurring())
        .or_else(|| clause.once())
}

/// Something understood, with nothing but its kind.
pub(super) fn of_kind(kind: Kind, raw: &str) -> Understood {
    Understood {
        raw: raw.to_owned(),
        kind,
        earliest: None,
        latest: None,
        duration: None,
        recurrence: Vec::new(),
        parts: Vec::new(),
    }
}

/// Several together, with the days they span.
pub(super) fn of_parts(kind: Kind, raw: &str, parts: Vec<Understood>) -> Understood {
    let open_before = parts
        .iter()
        .any(|part| part.earliest.is_none() && part.latest.is_some());
    let open_after = parts.iter().any(|part| part.latest.is_none());
    let earliest = parts
        .iter()
        .filter_map(|part| part.earliest)
        .min()
        .filter(|_| !open_before);
    let latest = parts
        .iter()
        .filter_map(|part| part.latest)
        .max()
        .filter(|_| !open_after);
    Understood {
        earliest,
        latest,
        parts,
        ..of_kind(kind, raw)
    }
}

/// What stands there without the marks and joining words around it.
pub(super) fn trimmed(text: &str) -> &str {
    let marks = |letter: char| letter.is_whitespace() || ",;.:/-–—()&+".contains(letter);
    let mut text = text.trim_matches(marks);
    while let Some(shorter) = without_joint(text) {
        text = shorter.trim_matches(marks);
    }
    text
}

/// Without a joining word at its beginning or its end.
fn without_joint(text: &str) -> Option<&str> {
    ["og", "eller", "samt"].iter().find_map(|joint| {
        let is_joint = |part: &str| part.eq_ignore_ascii_case(joint);
        let first = text.split_at_checked(joint.len());
        if let Some((_, after)) = first.filter(|(front, _)| is_joint(front))
            && after.starts_with(char::is_whitespace)
        {
            return Some(after);
        }
        let (before, end) = text.split_at_checked(text.len().checked_sub(joint.len())?)?;
        (is_joint(end) && before.ends_with(char::is_whitespace)).then_some(before)
    })
}

impl<'a> Clause<'a> {
    pub(super) fn raw(self) -> &'a str {
        let start = self
            .pieces
            .first()
            .map(|piece| piece.start)
            .unwrap_or_default();
        let end = self
            .pieces
            .last()
            .map(|piece| piece.end)
            .unwrap_or_default();
        self.text.get(start..end).unwrap_or_default()
    }

    pub(super) fn slice(self, start: usize, end: usize) -> &'a str {
        trimmed(self.text.get(start..end).unwrap_or_default())
    }

    pub(super) fn timeds(self) -> Vec<(usize, Timed)> {
        let mut all: Vec<(usize, Timed)> = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            if let What::Timed(timed) = &piece.what
                && !all
                    .iter()
                    .any(|(_, other)| other == timed && !timed.is_undated())
            {
                all.push((at, *timed));
            }
        }
        let years: Vec<_> = all
            .iter()
            .filter_map(|(_, timed)| timed.when.and_then(|when| when.year))
            .collect();
        // «2026 … høsten 2026»: the year says nothing more.
        let is_labelled = self.pieces.iter().any(|piece| piece.what == What::Word);
        let is_said_finer = |timed: &Timed| {
            let year = timed
                .when
                .filter(|when| when.point == Point::Year && !when.event)
                .and_then(|when| when.year);
            timed.kind == Kind::Year
                && !is_labelled
                && timed.is_plain()
                && years.iter().filter(|other| Some(**other) == year).count() > 1
        };
        all.retain(|(_, timed)| !is_said_finer(timed));
        all
    }

    pub(super) fn duration(self) -> Option<Duration> {
        self.pieces.iter().find_map(|piece| match piece.what {
            What::Lasting(lasting) => Some(lasting.duration),
            _ => None,
        })
    }

    pub(super) fn place(self, wanted: impl Fn(&What) -> bool) -> Option<usize> {
        self.pieces.iter().position(|piece| wanted(&piece.what))
    }

    /// «Når planen er vedtatt», also with the time it is hoped for.
    fn condition(self) -> Option<Understood> {
        self.place(|what| *what == What::Given)?;
        if self.place(|what| matches!(what, What::Often(_))).is_some() {
            return None;
        }
        let mut understood = of_kind(Kind::Condition, self.raw());
        if let [(_, timed)] = self.timeds().as_slice() {
            understood.earliest = timed.earliest;
            understood.latest = timed.latest;
        }
        understood.duration = self.duration();
        Some(understood)
    }

    /// Where commas and full stops part it.
    pub(super) fn segments(self) -> Vec<Clause<'a>> {
        let parts = |piece: &Piece| {
            matches!(
                piece.what,
                What::Link(Link::Comma | Link::Stop | Link::Slash | Link::And)
            )
        };
        self.pieces
            .split(parts)
            .filter(|pieces| !pieces.is_empty())
            .map(|pieces| Clause { pieces, ..self })
            .collect()
    }

    /// Several parts, each with the words from where the one before ended.
    pub(super) fn several(self, kind: Kind, mut parts: Vec<(usize, Understood)>) -> Understood {
        parts.sort_by_key(|(at, _)| *at);
        let ends: Vec<usize> = parts
            .iter()
            .map(|(at, _)| self.end_of(*at, &parts))
            .collect();
        let mut start = self
            .pieces
            .first()
            .map(|piece| piece.start)
            .unwrap_or_default();
        let mut all = Vec::new();
        for ((_, part), end) in parts.iter().zip(ends) {
            let raw = self.slice(start, end.max(start)).to_owned();
            all.push(Understood {
                raw,
                ..part.clone()
            });
            start = end.max(start);
        }
        of_parts(kind, self.raw(), all)
    }

    /// Where the words of a part end: before the last thing that parts it from the next, or at the end.
    fn end_of(self, at: usize, parts: &[(usize, Understood)]) -> usize {
        let next = parts
            .iter()
            .map(|(at, _)| *at)
            .filter(|next| *next > at)
            .min();
        let own_end = self
            .pieces
            .get(at)
            .map(|piece| piece.end)
            .unwrap_or_default();
        let Some(next) = next else {
            return self.pieces.last().map_or(own_end, |last| last.end);
        };
        let between = self.pieces.get(at + 1..next).unwrap_or_default();
        let parted = between
            .iter()
            .find(|piece| matches!(piece.what, What::Link(_)));
        parted.map_or(own_end, |link| link.start)
    }

    /// What does not recur.
    fn once(self) -> Option<Understood> {
        let timeds: Vec<_> = self
            .timeds()
            .into_iter()
            .filter(|(_, timed)| !timed.is_week_of_no_year)
            .collect();
        match timeds.as_slice() {
            [] => self.without_dates(),
            [(at, timed)] => Some(self.with_one(*at, timed)),
            [(first, begins), (last, ends)]
                if self.is_begin_and_end(*first, begins, *last, ends) =>
            {
                let mut understood = of_kind(Kind::Range, self.raw());
                understood.earliest = begins.earliest;
                understood.latest = ends.latest;
                understood.duration = self.duration();
                Some(understood)
            }
            several => Some(self.with_several(several)),
        }
    }

    fn without_dates(self) -> Option<Understood> {
        let always = self.place(|what| *what == What::Always);
        let at_need = self.place(|what| *what == What::AtNeed);
        let event = self.place(|what| matches!(what, What::Along { event: true, .. }));
        let mut understood = match (always, at_need, event) {
            (Some(always), Some(at_need), _) => self.several(
                Kind::Multi,
                vec![
                    (always, of_kind(Kind::Continuous, "")),
                    (at_need, of_kind(Kind::OnDemand, "")),
                ],
            ),
            (None, Some(at_need), Some(event)) => self.several(
                Kind::Multi,
                vec![
                    (event, of_kind(Kind::Event, "")),
                    (at_need, of_kind(Kind::OnDemand, "")),
                ],
            ),
            (Some(_), None, _) => of_kind(Kind::Continuous, self.raw()),
            (None, Some(_), None) => of_kind(Kind::OnDemand, self.raw()),
            (None, None, Some(_)) => of_kind(Kind::Event, self.raw()),
            (None, None, None) => {
                self.duration()?;
                of_kind(Kind::Duration, self.raw())
            }
        };
        understood.duration = self.duration();
        Some(understood)
    }

    fn with_one(self, at: usize, timed: &Timed) -> Understood {
        let mut understood = Understood {
            raw: self.raw().to_owned(),
            ..of_timed(timed)
        };
        understood.duration = self.duration();
        let is_ahead = |what: &What| matches!(what, What::Along { words, .. } if words.starts_with("i forkant"));
        if timed.is_plain() && self.place(is_ahead).is_some() {
            // Ahead of a meeting in June is no later than June.
            understood.kind = Kind::Deadline;
            understood.earliest = None;
            return understood;
        }
        if self.place(|what| *what == What::Always).is_some() {
            understood.kind = Kind::Continuous;
            understood.latest = timed.latest.filter(|_| !timed.begins);
            return understood;
        }
        if let Some(at_need) = self.place(|what| *what == What::AtNeed) {
            let span = matches!(
                timed.kind,
                Kind::From | Kind::Deadline | Kind::Range | Kind::Year | Kind::Season
            );
            if span && !self.is_apart(at.min(at_need), at.max(at_need)) && at_need < at {
                understood.kind = Kind::OnDemand;
                return understood;
            }
            return self.several(
                Kind::Multi,
                vec![
                    (at, of_timed(timed)),
                    (at_need, of_kind(Kind::OnDemand, "")),
                ],
            );
        }
        let lasting = self.place(|what| matches!(what, What::Lasting(_)));
        if let (Some(duration), Some(place)) = (understood.duration, lasting) {
            let begins = timed.kind == Kind::From || timed.begins;
            if begins && is_span(duration.unit) {
                understood.kind = Kind::Duration;
                understood.latest = end_after(timed, duration);
            } else if timed.kind == Kind::Deadline && place < at {
                understood.kind = Kind::Duration;
            }
        }
        understood
    }

    fn is_begin_and_end(self, first: usize, begins: &Timed, last: usize, ends: &Timed) -> bool {
        let in_order =
            matches!((begins.earliest, ends.latest), (Some(first), Some(last)) if first <= last);
        let opens = begins.begins || begins.kind == Kind::From;
        let between = self.pieces.get(first).zip(self.pieces.get(last));
        let words = between
            .and_then(|(first, last)| self.text.get(first.end..last.start))
            .unwrap_or_default();
        let words = plainly(words);
        // «Høst 2026, innen 1. desember».
        let within = begins.is_plain()
            && ends.kind == Kind::Deadline
            && ends.latest <= begins.latest
            && words.trim_matches([',', '(', '.', ' ']).is_empty();
        let closes = ends.kind == Kind::Deadline
            || ["ferdig", "avslutt", "slutt", "fullfør", "sluttfør"]
                .iter()
                .any(|stem| words.contains(stem));
        in_order && (opens && closes || within)
    }

    /// What is said beside times: that it is done at need, or always. With the places where that stands.
    pub(super) fn beside_times(self) -> impl Iterator<Item = (usize, Understood)> {
        let kinds = [
            (Kind::OnDemand, What::AtNeed),
            (Kind::Continuous, What::Always),
        ];
        kinds.into_iter().filter_map(move |(kind, what)| {
            let at = self.place(|other| *other == what)?;
            Some((at, of_kind(kind, "")))
        })
    }

    fn with_several(self, timeds: &[(usize, Timed)]) -> Understood {
        let mut parts: Vec<_> = timeds
            .iter()
            .map(|(at, timed)| (*at, of_timed(timed)))
            .collect();
        parts.extend(self.beside_times());
        let mut several = self.several(Kind::Multi, parts);
        if several.parts.iter().all(|part| names_stage(&part.raw)) {
            several.kind = Kind::Phased;
        }
        several.duration = self.duration();
        several
    }
}

/// Utredes, iverksettes: a stage of the same work.
fn names_stage(words: &str) -> bool {
    let stems = [
        "utred",
        "utgrei",
        "iverks",
        "planleg",
        "gjennomfør",
        "implementer",
        "evaluer",
        "pilot",
        "oppstart",
        "start",
        "forbered",
        "førebu",
        "kartleg",
        "prøv",
        "innfør",
        "vedta",
        "avslutt",
        "ferdig",
        "utvikl",
        "utarbeid",
        "etabler",
        "forprosjekt",
        "hovedprosjekt",
        "drift",
        "fase",
        "sette",
        "setj",
    ];
    let words = plainly(words);
    words
        .split(' ')
        .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
}

pub(super) fn of_timed(timed: &Timed) -> Understood {
    Understood {
        earliest: timed.earliest,
        latest: timed.latest,
        ..of_kind(timed.kind, "")
    }
}

/// The last day of a length that begins with a day that is known.
fn end_after(timed: &Timed, duration: Duration) -> Option<Date> {
    if duration.amount.fract() != 0.0 || !(1.0..=100.0).contains(&duration.amount) {
        return None;
    }
    // Whole, and within a hundred.
    let amount = duration.amount as u32;
    let first = timed.earliest?;
    let end = match duration.unit {
        Unit::Week => first.plus_days(7 * i64::from(amount)),
        Unit::Month => first.plus_months(amount),
        Unit::Quarter => first.plus_months(3 * amount),
        Unit::HalfYear => first.plus_months(6 * amount),
        Unit::Year => first.plus_months(12 * amount),
        Unit::Minute | Unit::Hour | Unit::Day | Unit::Semester => None,
    };
    // Within a season the day is not known.
    let is_precise = timed.is_precise;
    end.filter(|_| is_precise)?.plus_days(-1)
}
