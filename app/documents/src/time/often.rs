//! How often: «årlig», «to ganger i halvåret», «hver 6.–8. uke», «annankvar veke».

use super::{
    Count, Unit,
    named::{self, Named},
    reader::Reader,
    vocabulary::{self, Season},
};

/// A way to recur, before it is known from when and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Often {
    pub(super) how: How,
    pub(super) anchor: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Times(Count, Unit),
    Every(Count, Unit),
}

impl Often {
    fn times(times: Count, per: Unit) -> Self {
        Self {
            how: How::Times(times, per),
            anchor: None,
        }
    }

    /// Once in each.
    fn each(unit: Unit) -> Self {
        Self::every(exactly(1), unit)
    }

    fn every(every: Count, unit: Unit) -> Self {
        let how = match unit {
            Unit::Minute | Unit::Hour | Unit::Day => How::Every(every, unit),
            _ if every == exactly(1) => How::Times(every, unit),
            _ => How::Every(every, unit),
        };
        Self { how, anchor: None }
    }

    fn at(mut self, anchor: &str) -> Self {
        self.anchor = Some(anchor.to_owned());
        self
    }

    /// Whether it is once a year, so that each season named with it is one more time.
    pub(super) fn is_yearly(&self) -> bool {
        self.how == How::Times(exactly(1), Unit::Year)
    }

    /// Whether it comes at most once a year.
    pub(super) fn is_seldom(&self) -> bool {
        self.is_yearly() || matches!(self.how, How::Every(_, Unit::Year))
    }
}

fn exactly(count: u32) -> Count {
    Count {
        min: Some(count),
        max: Some(count),
    }
}

/// A tertial is four months.
fn each_tertial() -> Often {
    Often::every(exactly(4), Unit::Month)
}

/// The ways to recur that stand there, and what follows them. `after_length`: right after a length of time, as «2 timer i uka».
pub(super) fn read(
    reader: Reader<'_>,
    at: usize,
    after_length: bool,
) -> Option<(Vec<Often>, usize)> {
    if let Some(found) = times(reader, at) {
        return Some(found);
    }
    let one = bounded(reader, at)
        .or_else(|| adverb(reader, at))
        .or_else(|| alternating(reader, at))
        .or_else(|| nth_of_each(reader, at))
        .or_else(|| every(reader, at))
        .or_else(|| weekday_of_month(reader, at))
        .or_else(|| after_length.then(|| each_of_period(reader, at)).flatten());
    one.map(|(often, next)| (vec![often], next))
}

/// «Minst årlig», «minst hvert andre år».
fn bounded(reader: Reader<'_>, at: usize) -> Option<(Often, usize)> {
    let (bound, after) = Bound::read(reader, at);
    if after == at {
        return None;
    }
    let (often, next) = adverb(reader, after)
        .or_else(|| alternating(reader, after))
        .or_else(|| every(reader, after))?;
    let how = match (often.how, bound) {
        (How::Times(times, unit), _) => How::Times(bound.over(times), unit),
        // At least as often is with at most so long between.
        (How::Every(every, unit), Bound::Least) => How::Every(Bound::Most.over(every), unit),
        (How::Every(every, unit), Bound::Most) => How::Every(Bound::Least.over(every), unit),
        (how, Bound::Exact) => how,
    };
    Some((Often { how, ..often }, next))
}

/// «Årlig», «kvartalsvis».
fn adverb(reader: Reader<'_>, at: usize) -> Option<(Often, usize)> {
    let word = reader.word(at);
    let stem = word.strip_suffix('e').unwrap_or(word);
    let often = match stem {
        "årlig" | "årleg" | "årvis" | "årviss" | "årvisst" | "helårlig" => {
            Often::each(Unit::Year)
        }
        "halvårlig" | "halvårleg" | "halvårsvis" => Often::each(Unit::HalfYear),
        "kvartalsvis" | "kvartalvis" | "kvartalsvist" | "kvartårlig" => Often::each(Unit::Quarter),
        "månedlig" | "månadleg" | "månadlig" | "månedleg" | "månedsvis" | "månadsvis"
        | "månadeleg" => Often::each(Unit::Month),
        "ukentlig" | "ukentleg" | "vekentleg" | "vekentlig" | "ukesvis" | "vekesvis" | "ukevis" => {
            Often::each(Unit::Week)
        }
        "semestervis" | "semestersvis" => Often::each(Unit::Semester),
        "tertialvis" | "tertialsvis" => each_tertial(),
        "daglig" | "dagleg" if !is_of_the_house(reader.word(at + 1)) => Often::each(Unit::Day),
        _ => return None,
    };
    Some((often, at + 1))
}

/// «Daglig leder», «daglig drift» are no times.
fn is_of_the_house(word: &str) -> bool {
    [
        "led", "lei", "drift", "arbeid", "virk", "ansvar", "praksis", "liv",
    ]
    .iter()
    .any(|stem| word.starts_with(stem))
}

/// «Annenhver måned», «anna kvart år».
fn alternating(reader: Reader<'_>, at: usize) -> Option<(Often, usize)> {
    let after = match (reader.word(at), reader.word(at + 1)) {
        (
            "annenhver" | "annethvert" | "annenhvert" | "annahvert" | "annakvar" | "annakvart"
            | "annankvar" | "annankvart" | "annethver",
            _,
        ) => at + 1,
        ("anna" | "annan" | "annet" | "annen", "kvar" | "kvart" | "hver" | "hvert") => at + 2,
        _ => return None,
    };
    if reader.word(after) == "tertial" {
        return Some((Often::every(exactly(8), Unit::Month), after + 1));
    }
    let word = reader.word(after);
    if vocabulary::is_weekday(word) {
        return Some((Often::every(exactly(2), Unit::Week).at(word), after + 1));
    }
    let unit = vocabulary::unit(word)?;
    Some((Often::every(exactly(2), unit), after + 1))
}

/// «Tredje hvert år», «14. hver dag».
fn nth_of_each(reader: Reader<'_>, at: usize) -> Option<(Often, usize)> {
    let (nth, next) = reader.ordinal(at).filter(|(nth, _)| *nth > 1)?;
    if !is_each(reader.word(next)) {
        return None;
    }
    let unit = vocabulary::unit(reader.word(next + 1))?;
    Some((Often::every(exactly(nth), unit), next + 2))
}

fn is_each(word: &str) -> bool {
    matches!(word, "hver" | "hvert" | "kvar" | "kvart" | "kver" | "hvar")
}

/// «Hver måned», «hver 6.–8. uke», «hver høst».
fn every(reader: Reader<'_>, at: usize) -> Option<(Often, usize)> {
    if !is_each(reader.word(at)) {
        return None;
    }
    let after = at + 1;
    let word = reader.word(after);
    if let Some(unit) = vocabulary::unit(word) {
        return Some((Often::each(unit), after + 1));
    }
    if word.starts_with("tertial") {
        return Some((each_tertial(), after + 1));
    }
    if vocabulary::is_weekday(word) {
        return Some((Often::each(Unit::Week).at(word), after + 1));
    }
    if names_part_of_year(reader, after) {
        // The part of the year is read on its own and becomes the anchor.
        return Some((Often::each(Unit::Year), after));
    }
    let (first, next) = number(reader, after)?;
    let (last, next) = reader
        .joint(next)
        .and_then(|second| number(reader, second))
        .unwrap_or((first, next));
    let unit = vocabulary::unit(reader.word(next))?;
    if first == 0 || last < first {
        return None;
    }
    let every = Count {
        min: Some(first),
        max: Some(last),
    };
    Some((Often::every(every, unit), next + 1))
}

/// «6.», «6», «sjette», «seks».
fn number(reader: Reader<'_>, at: usize) -> Option<(u32, usize)> {
    reader.ordinal(at).or_else(|| reader.count(at))
}

fn names_part_of_year(reader: Reader<'_>, at: usize) -> bool {
    let part = |at: usize| {
        vocabulary::month(reader.word(at)).is_some()
            || vocabulary::season(reader.word(at)).is_some()
    };
    let happens = || match named::read(reader, at, named::Before::default()) {
        // «Hver skoledag» is not once a year.
        Some((Named::When(when), _)) => {
            when.event && when.year.is_none() && !reader.word(at).ends_with("dag")
        }
        _ => false,
    };
    let day = || {
        let (_, next) = reader.ordinal(at)?;
        vocabulary::month(reader.word(next))
    };
    part(at) || day().is_some() || happens()
}

/// «Første mandag i måneden».
fn weekday_of_month(reader: Reader<'_>, at: usize) -> Option<(Often, usize)> {
    let (nth, weekday_at) = match reader.word(at) {
        "siste" => ("siste".to_owned(), at + 1),
        word => {
            let (value, next) = reader.ordinal(at)?;
            let written = if word.is_empty() {
                format!("{value}.")
            } else {
                word.to_owned()
            };
            (written, next)
        }
    };
    let weekday = reader.word(weekday_at);
    if !vocabulary::is_weekday(weekday) {
        return None;
    }
    let (often, next) = each_of_period(reader, weekday_at + 1)?;
    Some((often.at(&format!("{nth} {weekday}")), next))
}

/// «Minst», «inntil», «ca.» before a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Exact,
    Least,
    Most,
}

impl Bound {
    fn read(reader: Reader<'_>, at: usize) -> (Self, usize) {
        match reader.word(at) {
            "minst" | "minimum" | "min" | "minimalt" => (Self::Least, at + 1),
            "maks" | "max" | "maksimum" | "maksimalt" | "inntil" | "opptil" | "høyst" => {
                (Self::Most, at + 1)
            }
            "mer" | "meir" if reader.word(at + 1) == "enn" => (Self::Least, at + 2),
            "opp" if reader.word(at + 1) == "til" => (Self::Most, at + 2),
            "ca" | "cirka" | "omtrent" | "rundt" | "omkring" => (Self::Exact, at + 1),
            "om" if reader.word(at + 1) == "lag" => (Self::Exact, at + 2),
            _ => (Self::Exact, at),
        }
    }

    fn over(self, count: Count) -> Count {
        match self {
            Self::Exact => count,
            Self::Least => Count { max: None, ..count },
            Self::Most => Count { min: None, ..count },
        }
    }

    fn of(self, first: u32, last: u32) -> Count {
        match self {
            Self::Least if first == last => Count {
                min: Some(first),
                max: None,
            },
            Self::Most if first == last => Count {
                min: None,
                max: Some(last),
            },
            _ => Count {
                min: Some(first),
                max: Some(last),
            },
        }
    }
}

/// «Minst 2 ganger i høstsemesteret og 3 ganger i vårsemesteret»: what bounds the first bounds them all.
fn times(reader: Reader<'_>, at: usize) -> Option<(Vec<Often>, usize)> {
    let (bound, after) = Bound::read(reader, at);
    let (first, mut next) = times_once(reader, after, bound)?;
    let mut all = vec![first];
    while matches!(reader.word(next), "og" | "eller") || reader.mark(next, ',') {
        let (own, after) = Bound::read(reader, next + 1);
        let bound = if own == Bound::Exact { bound } else { own };
        let Some((often, end)) = times_once(reader, after, bound) else {
            break;
        };
        all.push(often);
        next = end;
    }
    Some((all, next))
}

fn times_once(reader: Reader<'_>, at: usize, bound: Bound) -> Option<(Often, usize)> {
    let (first, next) = reader.count(at)?;
    let (last, next) = span_end(reader, next).unwrap_or((first, next));
    if first == 0 || last < first {
        return None;
    }
    let count = bound.of(first, last);
    let noun_end = nouns_end(reader, next)?;
    if let Some((often, end)) = adverb(reader, noun_end) {
        return in_unit(often, count).map(|often| (often, end));
    }
    period(reader, noun_end, count)
}

/// The larger of «2–3», «en til to», «tre eller fire».
fn span_end(reader: Reader<'_>, at: usize) -> Option<(u32, usize)> {
    if reader.word(at) == "og" {
        return None;
    }
    reader.count(reader.joint(at)?)
}

/// What is counted: times, or up to three words of what is held.
fn nouns_end(reader: Reader<'_>, at: usize) -> Option<usize> {
    if matches!(
        reader.word(at),
        "gang" | "ganger" | "gong" | "gonger" | "ganga" | "g" | "x" | "stk"
    ) {
        return Some(at + 1);
    }
    let is_noun = |at: &usize| {
        let word = reader.word(*at);
        let means_time = vocabulary::unit(word).is_some_and(|_| !is_meeting_day(word))
            || vocabulary::month(word).is_some()
            || vocabulary::season(word).is_some();
        !word.is_empty() && !means_time && !opens_period(word)
    };
    let end = (at..at + 3)
        .take_while(is_noun)
        .last()
        .map(|last| last + 1)?;
    opens_period(reader.word(end))
        .then_some(end)
        .or_else(|| adverb(reader, end).map(|_| end))
}

/// «En fagdag per år» counts days as meetings, not as a length.
fn is_meeting_day(word: &str) -> bool {
    word.starts_with("fagdag") || word.starts_with("kursdag")
}

fn opens_period(word: &str) -> bool {
    is_each(word) || matches!(word, "per" | "pr" | "i" | "om")
}

/// How often, of a count in what an adverb says: «2 ganger årlig».
fn in_unit(often: Often, count: Count) -> Option<Often> {
    match often.how {
        How::Times(_, unit) => Some(Often::times(count, unit)),
        How::Every(..) if count == exactly(1) => Some(often),
        How::Every(..) => None,
    }
}

fn each_of_period(reader: Reader<'_>, at: usize) -> Option<(Often, usize)> {
    period(reader, at, exactly(1))
}

/// «I året», «pr. mnd.», «hvert halvår», «i høstsemesteret», «/år».
fn period(reader: Reader<'_>, at: usize, count: Count) -> Option<(Often, usize)> {
    let word = reader.word(at);
    let (after, only_definite) =
        if is_each(word) || matches!(word, "per" | "pr") || reader.mark(at, '/') {
            (at + 1, false)
        } else if reader.words(at, &["i", "løpet", "av"]) {
            let each = is_each(reader.word(at + 3));
            (at + 3 + usize::from(each), !each)
        } else if matches!(word, "i" | "om" | "på") {
            let each = is_each(reader.word(at + 1));
            (at + 1 + usize::from(each), !each)
        } else {
            return None;
        };
    let unit_word = reader.word(after);
    if let Some((season, half, end)) = season(reader, after) {
        let often = Often::times(count, half.unwrap_or(Unit::Year)).at(season.name());
        // With a year it is that one autumn, not every.
        let this_one = super::reader::as_year_at(reader, end).is_some();
        return (!this_one).then_some((often, end));
    }
    if unit_word.starts_with("tertial") {
        return (count == exactly(1)).then(|| (each_tertial(), after + 1));
    }
    let unit = vocabulary::unit(unit_word)?;
    if only_definite && !vocabulary::is_definite(unit_word) {
        return None;
    }
    if super::reader::as_year_at(reader, after + 1).is_some() {
        return None;
    }
    let often = match unit {
        Unit::Day | Unit::Hour | Unit::Minute if count == exactly(1) => Often::each(unit),
        Unit::Day | Unit::Hour | Unit::Minute => return None,
        _ => Often::times(count, unit),
    };
    Some((often, after + 1))
}

/// A season, also with the half of the year it names written apart: «vår semesteret».
fn season(reader: Reader<'_>, at: usize) -> Option<(Season, Option<Unit>, usize)> {
    let (season, half) = vocabulary::season(reader.word(at))?;
    match (half, vocabulary::unit(reader.word(at + 1))) {
        (None, Some(unit @ (Unit::Semester | Unit::HalfYear))) => {
            Some((season, Some(unit), at + 2))
        }
        _ => Some((season, half, at + 1)),
    }
}
