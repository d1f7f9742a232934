//! The words for numbers, lengths, months and seasons, in bokmål and nynorsk.

use super::Unit;

/// A part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// What it is called as an anchor.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Spring => "vår",
            Self::Summer => "sommer",
            Self::Autumn => "høst",
            Self::Winter => "vinter",
        }
    }
}

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];

/// What a month is called; the first is 1.
pub(super) fn month_name(month: u32) -> &'static str {
    let nth = usize::try_from(month)
        .ok()
        .and_then(|month| month.checked_sub(1));
    nth.and_then(|nth| MONTHS.get(nth))
        .copied()
        .unwrap_or_default()
}

/// The month a word names. «Jul» is none: it is what comes in December.
pub(super) fn month(word: &str) -> Option<u32> {
    let short = match word {
        "jan" => 1,
        "feb" | "febr" => 2,
        "mar" => 3,
        "apr" => 4,
        "jun" => 6,
        "aug" => 8,
        "sep" | "sept" => 9,
        "okt" => 10,
        "nov" => 11,
        "des" => 12,
        _ => 0,
    };
    if short > 0 {
        return Some(short);
    }
    let name = word
        .strip_suffix("måned")
        .or(word.strip_suffix("månad"))
        .unwrap_or(word);
    let nth = MONTHS.iter().position(|month| *month == name)?;
    u32::try_from(nth + 1).ok()
}

/// The season a word names, alone or in its half of the year or semester.
pub(super) fn season(word: &str) -> Option<(Season, Option<Unit>)> {
    let halves = [
        ("halvåret", Unit::HalfYear),
        ("halvår", Unit::HalfYear),
        ("semesteret", Unit::Semester),
        ("semester", Unit::Semester),
        ("terminen", Unit::Semester),
        ("termin", Unit::Semester),
    ];
    for (half, unit) in halves {
        if let Some(name) = word.strip_suffix(half)
            && let Some(season) = season_name(name)
        {
            return Some((season, Some(unit)));
        }
    }
    season_name(word).map(|season| (season, None))
}

fn season_name(word: &str) -> Option<Season> {
    match word {
        "vår" | "våren" | "vårs" => Some(Season::Spring),
        "sommer" | "sommeren" | "sumar" | "sumaren" | "sommar" | "sommaren" | "somaren" => {
            Some(Season::Summer)
        }
        "høst" | "høsten" | "haust" | "hausten" => Some(Season::Autumn),
        "vinter" | "vinteren" | "vinteran" => Some(Season::Winter),
        _ => None,
    }
}

/// The season that a word run together with it ends in: «Papirutgavehøst».
pub(super) fn season_at_end(word: &str) -> Option<Season> {
    let names = [
        "vår", "våren", "høst", "høsten", "haust", "hausten", "sommer", "sommeren",
    ];
    names.iter().find_map(|name| {
        let front = word.strip_suffix(name)?;
        (front.chars().count() >= 4)
            .then(|| season_name(name))
            .flatten()
    })
}

/// A number in an order, in words.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    let number = match word {
        "første" | "fyrste" => 1,
        "andre" | "annen" | "annet" | "anna" | "annan" | "anen" => 2,
        "tredje" | "tridje" => 3,
        "fjerde" => 4,
        "femte" => 5,
        "sjette" => 6,
        "sjuende" | "syvende" | "sjuande" => 7,
        "åttende" | "åttande" => 8,
        "niende" | "niande" => 9,
        "tiende" | "tiande" => 10,
        "ellevte" => 11,
        "tolvte" => 12,
        "fjortende" | "fjortande" => 14,
        _ => return None,
    };
    Some(number)
}

/// The length a word names, in any of its forms.
pub(super) fn unit(word: &str) -> Option<Unit> {
    let unit = match word {
        "år" | "året" | "årene" | "åra" | "års" | "skoleår" | "skoleåret" | "skuleår"
        | "skuleåret" | "barnehageår" | "barnehageåret" | "kalenderår" | "kalenderåret"
        | "budsjettår" | "budsjettåret" => Unit::Year,
        "halvår" | "halvåret" => Unit::HalfYear,
        "kvartal" | "kvartalet" | "kvartaler" | "kvartala" => Unit::Quarter,
        "semester" | "semesteret" | "semestre" | "semestret" | "termin" | "terminen" => {
            Unit::Semester
        }
        "måned" | "måneder" | "måneden" | "månedene" | "mnd" | "mnder" | "mndr" | "månad"
        | "månader" | "månadar" | "månaden" | "månadene" | "måneders" | "måneds" => {
            Unit::Month
        }
        "uke" | "uker" | "uka" | "uken" | "ukene" | "ukers" | "ukes" | "veke" | "veker"
        | "veka" | "vekene" | "vekers" => Unit::Week,
        "dag" | "dager" | "dagar" | "dagen" | "dagene" | "dagane" | "dags" | "dagers" | "døgn"
        | "arbeidsdag" | "arbeidsdager" | "arbeidsdagar" | "virkedager" | "fagdag" | "fagdager"
        | "kursdag" | "kursdager" => Unit::Day,
        "time" | "timer" | "timar" | "timen" | "timers" | "times" | "t" => Unit::Hour,
        "minutt" | "minutter" | "minuttar" | "minutters" => Unit::Minute,
        _ => return None,
    };
    Some(unit)
}

/// Whether a word is one length that has come to its definite form: «i året» is in each year, «i år» is this one.
pub(super) fn is_definite(word: &str) -> bool {
    matches!(
        word,
        "året"
            | "halvåret"
            | "kvartalet"
            | "semesteret"
            | "semestret"
            | "terminen"
            | "måneden"
            | "månaden"
            | "mnd"
            | "uka"
            | "uken"
            | "veka"
            | "skoleåret"
            | "skuleåret"
            | "barnehageåret"
            | "kalenderåret"
            | "tertialet"
            | "dagen"
    )
}

/// Mandag to søndag.
pub(super) fn is_weekday(word: &str) -> bool {
    let name = word.strip_suffix("en").unwrap_or(word);
    let name = name.strip_suffix("er").unwrap_or(name);
    matches!(
        name,
        "mandag"
            | "måndag"
            | "tirsdag"
            | "tysdag"
            | "onsdag"
            | "torsdag"
            | "fredag"
            | "lørdag"
            | "laurdag"
            | "søndag"
            | "sundag"
    )
}
