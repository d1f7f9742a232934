//! The words of the field, in bokmål and nynorsk: what they name, not yet what a text says with them.

use super::{tokens::Tokens, units::Day};

/// Whether a word ends in one of these.
fn ends(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word begins with one of these.
pub(super) fn begins(word: &str, beginnings: &[&str]) -> bool {
    beginnings
        .iter()
        .any(|beginning| word.starts_with(beginning))
}

/// Those who are counted, or paid for one by one.
pub(super) fn is_person(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "deltaker",
        "deltakar",
        "deltakere",
        "deltakarar",
        "deltager",
        "deltagere",
        "deltakerne",
        "deltakarane",
        "ansatt",
        "ansatte",
        "tilsett",
        "tilsette",
        "tilsatt",
        "tilsatte",
        "person",
        "personer",
        "personar",
        "elev",
        "elever",
        "elevar",
        "medarbeider",
        "medarbeidere",
        "medarbeidar",
        "medarbeidarar",
        "lærer",
        "lærere",
        "lærar",
        "lærarar",
        "bruker",
        "brukere",
        "brukar",
        "brukarar",
        "innbygger",
        "innbyggere",
        "innbyggjar",
        "innbyggjarar",
        "ungdom",
        "ungdommer",
        "ungdommar",
        "medlem",
        "medlemmer",
        "medlemer",
        "medlemmar",
        "student",
        "studenter",
        "studentar",
        "kandidat",
        "kandidater",
        "kandidatar",
        "leder",
        "ledere",
        "leiar",
        "leiarar",
        "veileder",
        "veiledere",
        "rettleiar",
        "rettleiarar",
        "helsesykepleier",
        "helsesykepleiere",
        "assistent",
        "assistenter",
        "assistentar",
        "foreldre",
        "foresatte",
        "føresette",
    ];
    matches!(
        word,
        "pers"
            | "barn"
            | "hode"
            | "hovud"
            | "stykk"
            | "mann"
            | "delt"
            | "plass"
            | "plasser"
            | "plassar"
    ) || ends(word, ENDINGS)
}

/// What is held: courses, days on a theme, gatherings.
pub(super) fn is_course(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "kurs",
        "kursa",
        "kurset",
        "kursene",
        "kursdag",
        "kursdager",
        "kursdagar",
        "fagdag",
        "fagdager",
        "fagdagar",
        "temadag",
        "temadager",
        "temadagar",
        "samling",
        "samlinger",
        "samlingar",
        "workshop",
        "workshops",
        "seminar",
        "seminarer",
        "seminarar",
        "opplæringsdag",
        "opplæringsdager",
        "opplæringsdagar",
        "kurskveld",
        "kurskvelder",
        "kurskveldar",
        "kursrekke",
        "kursrekker",
        "planleggingsdag",
        "planleggingsdager",
        "planleggingsdagar",
    ];
    ends(word, ENDINGS)
}

pub(super) fn is_year(word: &str) -> bool {
    matches!(word, "år" | "året" | "annum" | "kalenderår" | "budsjettår")
}

pub(super) fn is_month(word: &str) -> bool {
    matches!(
        word,
        "mnd"
            | "måned"
            | "måneden"
            | "månad"
            | "månaden"
            | "mån"
            | "md"
            | "måneder"
            | "månader"
            | "månadar"
    )
}

/// What things are paid by that is neither a year, a month, a person nor a course.
pub(super) fn is_other_unit(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "skole",
        "skule",
        "barnehage",
        "kommune",
        "lisens",
        "enhet",
        "eining",
        "time",
        "halvår",
        "termin",
    ];
    matches!(
        word,
        "uke"
            | "veke"
            | "dag"
            | "kveld"
            | "semester"
            | "kvartal"
            | "gang"
            | "gong"
            | "møte"
            | "stk"
            | "familie"
            | "gruppe"
            | "klasse"
            | "avdeling"
            | "team"
            | "tjeneste"
            | "teneste"
            | "virksomhet"
            | "verksemd"
            | "oppdrag"
            | "sak"
            | "foredrag"
            | "bok"
            | "eksemplar"
            | "hefte"
            | "km"
            | "natt"
            | "døgn"
            | "modul"
            | "økt"
            | "sett"
            | "bygg"
            | "konsultasjon"
            | "veiledning"
            | "rettleiing"
            | "base"
            | "trinn"
            | "husstand"
            | "hushald"
            | "vakt"
    ) || ends(word, ENDINGS)
}

/// What numbers before it count, other than money.
pub(super) fn is_counted(word: &str) -> bool {
    is_person(word)
        || is_year(word)
        || is_month(word)
        || matches!(
            word,
            "dager"
                | "dagar"
                | "dag"
                | "timer"
                | "timar"
                | "time"
                | "uker"
                | "veker"
                | "uke"
                | "veke"
                | "ganger"
                | "gonger"
                | "minutter"
                | "minutt"
                | "min"
                | "stk"
                | "m"
                | "km"
                | "meter"
                | "kvm"
                | "trinn"
                | "klasse"
                | "åringer"
                | "åringar"
                | "familier"
                | "familiar"
                | "skoler"
                | "skular"
                | "barnehager"
                | "barnehagar"
                | "kommuner"
                | "kommunar"
                | "møter"
                | "møte"
                | "enheter"
                | "einingar"
                | "prosent"
                | "pst"
                | "eksemplarer"
                | "eksemplar"
                | "grupper"
                | "team"
        )
}

/// Words after which a number is somebody's or something's, never money.
pub(super) fn refers(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "telefon",
        "saksnr",
        "saksnummer",
        "arkivsak",
        "mobilnr",
        "telefonnr",
        "orgnr",
        "kontonr",
        "journalnr",
    ];
    matches!(
        word,
        "tlf"
            | "tel"
            | "mob"
            | "mobil"
            | "rom"
            | "romnr"
            | "sak"
            | "saka"
            | "saken"
            | "ksak"
            | "ksnr"
            | "nr"
            | "nummer"
            | "lov"
            | "lova"
            | "loven"
            | "forskrift"
            | "rundskriv"
            | "prop"
            | "meld"
            | "nou"
            | "konto"
            | "org"
            | "postnr"
            | "postboks"
            | "ephorte"
            | "jp"
            | "vedtak"
            | "prosjektnr"
            | "prosjektnummer"
            | "ansvarsnr"
            | "bvl"
            | "ref"
            | "journalpost"
            | "linje"
            | "buss"
            | "dok"
    ) || ends(word, ENDINGS)
}

/// Words after which a small number is a place in a list.
pub(super) fn numbers_a_place(word: &str) -> bool {
    const ENDINGS: &[&str] = &["tiltak", "delmål", "kapittel", "punkt", "vedlegg"];
    matches!(
        word,
        "mål"
            | "kap"
            | "pkt"
            | "aktivitet"
            | "side"
            | "s"
            | "artikkel"
            | "art"
            | "uke"
            | "veke"
            | "kl"
            | "fase"
            | "trinn"
            | "nivå"
            | "post"
            | "versjon"
            | "tabell"
            | "figur"
            | "del"
            | "ledd"
            | "ansvar"
            | "funksjon"
            | "rapport"
            | "alder"
            | "steg"
            | "gruppe"
            | "modul"
            | "prosjekt"
            | "klasse"
            | "satsingsområde"
            | "innsatsområde"
            | "fokusområde"
    ) || ends(word, ENDINGS)
}

/// Positions by their own names.
pub(super) fn is_position(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "stilling",
        "stillinger",
        "stillingar",
        "stillinga",
        "stillingen",
        "årsverk",
        "stillingsandel",
        "stillingsressurs",
        "frikjøp",
        "stillingsprosent",
        "stillingshjemmel",
        "stillingsheimel",
        "lønnsressurs",
    ];
    ends(word, ENDINGS) || word.starts_with("årsverk")
}

/// What stands for a position after a percentage: «50 % st.», «100 % prosjektleder».
pub(super) fn is_position_or_role(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "leder",
        "leiar",
        "koordinator",
        "kontakt",
        "rådgiver",
        "rådgjevar",
        "veileder",
        "rettleiar",
        "konsulent",
        "lærer",
        "lærar",
        "pleier",
        "pleiar",
        "pedagog",
        "terapeut",
        "psykolog",
        "jordmor",
        "arbeider",
        "arbeidar",
        "sjef",
        "assistent",
        "ressurs",
        "engasjement",
        "vikariat",
        "medarbeidar",
        "søster",
        "sekretær",
        "logoped",
        "vernepleiar",
        "lege",
        "driver",
        "prosjektstilling",
    ];
    is_position(word)
        || matches!(
            word,
            "st" | "stl" | "still" | "stilll" | "stillings" | "fast" | "årsv"
        )
        || word.starts_with("frikjøp")
        || ends(word, ENDINGS)
}

/// Words between a number and the position it counts.
pub(super) fn describes_position(word: &str) -> bool {
    matches!(
        word,
        "av" | "en"
            | "ei"
            | "ein"
            | "et"
            | "eit"
            | "fast"
            | "faste"
            | "ny"
            | "nye"
            | "nytt"
            | "ordinær"
            | "ordinære"
            | "full"
            | "fulle"
            | "fullt"
            | "hel"
            | "hele"
            | "heil"
            | "heile"
            | "helt"
            | "heilt"
            | "midlertidig"
            | "midlertidige"
            | "mellombels"
            | "kommunal"
            | "kommunale"
            | "ekstra"
            | "økt"
            | "auka"
            | "utvidet"
            | "utvida"
            | "egen"
            | "eigen"
            | "eksisterende"
            | "eksisterande"
            | "dedikert"
            | "samlet"
            | "samla"
            | "øremerket"
            | "øremerka"
            | "interkommunal"
            | "felles"
    )
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
