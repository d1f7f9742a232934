//! What is counted, or paid for one by one: people, courses, years and months.

use super::lexicon::ends;

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
        "innbyggar",
        "innbyggarar",
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
