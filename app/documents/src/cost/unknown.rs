//! Where a text says that something is not known.

use super::{
    lexicon::{begins, soon},
    tokens::Tokens,
};

pub(super) fn unknown(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    if tokens.is_sign(at, '?') {
        return Some(at + 1);
    }
    const BEGINNINGS: &[&str] = &[
        "avklares",
        "avklarast",
        "avklaras",
        "uavklar",
        "utredes",
        "utredast",
        "utgreiast",
        "utgreiar",
        "usikker",
        "uviss",
        "ukjent",
        "ukjend",
        "estimeres",
        "beregnes",
        "bereknast",
        "utreknast",
        "kalkuleres",
        "vurderes",
        "vurderast",
        "innhentes",
        "innhentast",
        "avhenger",
        "avhengig",
        "avheng",
        "uklar",
        "fastsettes",
        "fastsettast",
        "kartlegges",
        "kartleggast",
        "kostnadsberegnes",
        "kostnadsbereknast",
        "gjenstår",
        "undersøkes",
        "undersøkjast",
        "utgreies",
        "spesifiseres",
    ];
    let word = tokens.word(at);
    if begins(word, BEGINNINGS)
        || matches!(word, "tbd" | "tba" | "tbc")
        || (word.len() > 1 && word.bytes().all(|byte| byte == b'x'))
    {
        return Some(at + 1);
    }
    let follows =
        |within: usize, is: fn(&str) -> bool| soon(tokens, at + 1, within, is).then_some(at + 2);
    match word {
        "ikke" | "ikkje" | "ennå" | "enda" => follows(3, is_worked_out),
        "vet" | "veit" => follows(1, |word| matches!(word, "ikke" | "ikkje")),
        "under" => follows(1, |word| {
            matches!(
                word,
                "avklaring"
                    | "utredning"
                    | "utgreiing"
                    | "arbeid"
                    | "vurdering"
                    | "planlegging"
                    | "utarbeidelse"
            )
        }),
        "kommer" | "kjem" => follows(1, |word| {
            matches!(
                word,
                "senere" | "seinare" | "seinere" | "tilbake" | "attende"
            )
        }),
        "til" => follows(1, |word| {
            matches!(word, "avklaring" | "utredning" | "vurdering")
        }),
        "ingen" | "inga" | "mangler" | "manglar" => follows(2, |word| {
            begins(
                word,
                &[
                    "kostnadsberegn",
                    "kostnadsoverslag",
                    "kostnadsoversl",
                    "kostnadsoversyn",
                    "overslag",
                    "oversikt",
                    "beregning",
                    "anslag",
                ],
            ) || is_worked_out(word)
        }),
        "flere" | "fleire" => follows(1, |word| matches!(word, "hundre" | "tusen")),
        "vert" | "blir" | "må" | "skal" | "bør"
            if soon(tokens, at + 1, 3, is_yet_to_be_worked_out) =>
        {
            Some(at + 1)
        }
        "må" | "skal" | "bør" => follows(2, |word| {
            matches!(
                word,
                "utredes"
                    | "avklares"
                    | "beregnes"
                    | "undersøkes"
                    | "drøftes"
                    | "drøftast"
                    | "prises"
                    | "sjekkes"
                    | "sjekkast"
            )
        }),
        _ => None,
    }
}

fn is_yet_to_be_worked_out(word: &str) -> bool {
    begins(
        word,
        &[
            "avklar", "utred", "utgrei", "vurder", "fastsett", "fastsatt", "kartlagt", "kartlagd",
            "utrekna", "beregn", "berekn",
        ],
    )
}

fn is_worked_out(word: &str) -> bool {
    begins(
        word,
        &[
            "avklar",
            "kjent",
            "kjend",
            "beregn",
            "berekn",
            "utred",
            "utgrei",
            "fastsatt",
            "fastsett",
            "bestem",
            "tallfest",
            "talfest",
            "klar",
            "kostnadsberegn",
            "kostnadsberekn",
            "vurder",
            "oppgitt",
            "oppgjeve",
            "prissatt",
            "prissett",
            "estimert",
            "mulig",
            "mogleg",
            "spesifisert",
            "regnet",
            "rekna",
        ],
    )
}
