//! The words of the field, in bokmål and nynorsk: what they name, not yet what a text says with them.

use super::{tokens::Tokens, units::Day};

/// Whether a word ends in one of these.
pub(super) fn ends(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word begins with one of these.
pub(super) fn begins(word: &str, beginnings: &[&str]) -> bool {
    beginnings
        .iter()
        .any(|beginning| word.starts_with(beginning))
}

/// What people name when they mean that something costs.
pub(super) fn is_cost(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "utgift",
        "utgifter",
        "kostnad",
        "kostnader",
        "kostnadar",
        "kostnaden",
        "avgift",
        "avgifter",
        "honorar",
        "leie",
        "leige",
        "lisens",
        "lisenser",
        "lisensar",
        "innkjøp",
        "innkjøpt",
        "servering",
        "bevertning",
        "overnatting",
        "utstyr",
        "materiell",
        "abonnement",
    ];
    ends(word, ENDINGS)
        || begins(
            word,
            &[
                "utgift",
                "kostnad",
                "reise",
                "innkjøp",
                "bevertning",
                "servering",
            ],
        )
        || matches!(
            word,
            "pris"
                | "prisen"
                | "lønn"
                | "løn"
                | "lunsj"
                | "mat"
                | "trykking"
                | "trykk"
                | "annonsering"
                | "investering"
                | "drift"
                | "midler"
                | "midlar"
                | "diett"
                | "kjøregodtgjørelse"
                | "egenandel"
                | "eigendel"
                | "foredragsholder"
                | "foredragshaldar"
                | "kursholder"
                | "kurshaldar"
                | "porto"
                | "koster"
                | "kostar"
        )
}

/// January is 1.
pub(super) fn month(word: &str) -> Option<u8> {
    Some(match word {
        "januar" | "jan" => 1,
        "februar" | "feb" => 2,
        "mars" => 3,
        "april" | "apr" => 4,
        "mai" => 5,
        "juni" | "jun" => 6,
        "juli" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "oktober" | "okt" => 10,
        "november" | "nov" => 11,
        "desember" | "des" => 12,
        _ => return None,
    })
}

/// The first and last day of a season in a year.
pub(super) fn season(word: &str, year: u16) -> Option<(Day, Day)> {
    let (first, last) = match word {
        "vår" | "våren" | "vårhalvåret" | "vårsemesteret" => (1, 6),
        "sommer" | "sommeren" | "sommar" | "sommaren" => (6, 8),
        "høst" | "høsten" | "haust" | "hausten" | "høstsemesteret" | "høsthalvåret"
        | "haustsemesteret" => (8, 12),
        _ => return None,
    };
    Some((Day::new(year, first, 1)?, Day::last_of(year, last)?))
}

/// Whether a point after this word shortens it and ends no sentence.
pub(super) fn is_abbreviation(word: &str) -> bool {
    word.chars().count() == 1
        || matches!(
            word,
            "kr" | "pr"
                | "mnd"
                | "mva"
                | "stk"
                | "stl"
                | "st"
                | "ca"
                | "evt"
                | "ev"
                | "mill"
                | "mrd"
                | "tlf"
                | "nr"
                | "inkl"
                | "ekskl"
                | "eks"
                | "ex"
                | "bl"
                | "osv"
                | "jf"
                | "jfr"
                | "pst"
                | "pers"
                | "min"
                | "max"
                | "maks"
                | "art"
                | "kap"
                | "pkt"
                | "avd"
                | "komm"
                | "vedr"
                | "etc"
                | "org"
                | "tel"
                | "mob"
                | "still"
                | "dvs"
                | "mv"
                | "mio"
                | "md"
                | "mån"
                | "ekstr"
                | "fom"
                | "tom"
                | "meld"
                | "prop"
                | "hhv"
                | "forts"
                | "exkl"
                | "delt"
                | "årsv"
                | "jan"
                | "feb"
                | "aug"
                | "sept"
                | "okt"
                | "nov"
                | "des"
        )
}

/// Whether any of the next words, up to a sign, is one.
pub(super) fn soon(
    tokens: Tokens<'_>,
    at: usize,
    within: usize,
    is: impl Fn(&str) -> bool,
) -> bool {
    (at..at.saturating_add(within))
        .map(|at| tokens.word(at))
        .take_while(|word| !word.is_empty())
        .any(is)
}
