//! Tilskudd: what others pay, and who pays where that is said.

use super::{
    kinds::{Bearer, Phrase},
    lexicon::{begins, soon},
    own_effort::{is_own, is_own_resource},
    tokens::Tokens,
};

/// «dekkes av fylkeskommunen», «finansieres over driftsbudsjettet»
pub(super) fn covered(tokens: Tokens<'_>, at: usize) -> Option<(Phrase, usize)> {
    if matches!(
        tokens.word(at),
        "dekker" | "dekkjer" | "dekkar" | "betaler" | "betalar" | "finansierer"
    ) {
        return pays(tokens, at).map(|bearer| (Phrase::By(bearer), at + 1));
    }
    let covers = begins(
        tokens.word(at),
        &[
            "dekkes",
            "dekkast",
            "dekka",
            "dekket",
            "dekt",
            "dekker",
            "finansier",
            "betal",
            "bekost",
            "sponse",
            "sponsa",
            "spons",
        ],
    );
    if !covers {
        return None;
    }
    let by = (at + 1..at + 4).find(|at| {
        matches!(
            tokens.word(*at),
            "av" | "fra"
                | "frå"
                | "over"
                | "gjennom"
                | "innenfor"
                | "innanfor"
                | "via"
                | "med"
                | "ved"
                | "innen"
                | "i"
        )
    })?;
    let names: Vec<&str> = (by + 1..by + 6)
        .map(|at| tokens.word(at))
        .take_while(|word| !word.is_empty())
        .collect();
    let first = names.first()?;
    let ours = |word: &&str| {
        is_own(word)
            || begins(
                word,
                &[
                    "ramme",
                    "ramma",
                    "drift",
                    "budsjett",
                    "enhet",
                    "eining",
                    "virksomhet",
                    "verksemd",
                    "skole",
                    "skule",
                    "barnehage",
                    "tjeneste",
                    "teneste",
                    "avdeling",
                    "kommune",
                    "sektor",
                    "oppvekst",
                    "helse",
                    "oss",
                    "årsbudsjett",
                    "hver",
                    "kvar",
                    "den",
                    "partane",
                    "partene",
                    "involverte",
                    "deltakende",
                    "deltakarkommun",
                    "deltakerkommun",
                ],
            ) && !begins(word, &["helsedirektorat", "helsefor"])
    };
    let granted = names
        .iter()
        .any(|word| is_grant_word(word) || is_funder(word));
    let own_kind =
        !granted && (ours(first) || names.iter().take(3).any(|word| is_own_resource(word)));
    let bearer = if own_kind {
        Bearer::OwnEffort
    } else {
        Bearer::Grant
    };
    // An amount may follow at once, as in «dekkes av skjønnsmidler kr 100 000»; only the words up to the name are of this phrase.
    let next = if tokens.word(by + 1).is_empty() {
        by + 1
    } else {
        by + 2
    };
    Some((Phrase::By(bearer), next))
}

/// «Fylkeskommunen dekker reise», «hver kommune dekker egne utgifter»
fn pays(tokens: Tokens<'_>, at: usize) -> Option<Bearer> {
    let payer = tokens.word_before(at);
    let themselves = soon(tokens, at + 1, 2, |word| {
        is_own(word) || matches!(word, "selv" | "sjølv" | "sjølve")
    });
    if is_funder(payer) || matches!(payer, "korus" | "rvts" | "statped" | "nav" | "ks" | "bup") {
        Some(Bearer::Grant)
    } else {
        (themselves
            || begins(
                payer,
                &[
                    "kommun",
                    "enhet",
                    "eining",
                    "virksomhet",
                    "verksemd",
                    "skole",
                    "skule",
                    "barnehage",
                ],
            ))
        .then_some(Bearer::OwnEffort)
    }
}

fn is_grant_word(word: &str) -> bool {
    let own = begins(
        word,
        &[
            "driftsmid",
            "budsjettmid",
            "lønnsmid",
            "hjelpemid",
            "læremid",
            "legemid",
            "virkemid",
            "verkemid",
            "kommunemid",
            "rusmid",
            "vikarmid",
            "løyvingsmid",
        ],
    );
    let funds = (word.ends_with("midler") || word.ends_with("midlar") || word.ends_with("midlene"))
        && word.chars().count() > 7;
    (funds && !own)
        || matches!(word, "gave" | "gaver" | "gåve" | "gåver")
        || ["tilskudd", "tilskot", "stipend", "stønad", "refusjon"]
            .iter()
            .any(|name| word.contains(name))
        || begins(word, &["prosjektskjønn", "refunder", "sponsor", "spleis"])
}

fn is_funder(word: &str) -> bool {
    begins(
        word,
        &[
            "bufdir",
            "statsforvalt",
            "fylkesmann",
            "fylkeskommun",
            "helsedirektorat",
            "utdanningsdirektorat",
            "udir",
            "imdi",
            "husbank",
            "stiftelse",
            "stiftinga",
            "gjensidige",
            "direktorat",
            "staten",
            "sparebank",
            "innlandet",
            "departement",
            "forskningsråd",
            "kompetansebroen",
            "fylket",
            "norad",
            "fond",
        ],
    ) || word.ends_with("direktoratet")
        || word.ends_with("departementet")
        || word.ends_with("fondet")
}

pub(super) fn grant(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let word = tokens.word(at);
    if is_grant_word(word) {
        return Some(at + 1);
    }
    let from_funder = |at: usize| {
        matches!(tokens.word(at), "fra" | "frå" | "hos" | "gjennom" | "via")
            && soon(tokens, at + 1, 2, is_funder)
    };
    if from_funder(at) {
        return Some(at + 2);
    }
    let sought = |word: &str| {
        begins(
            word,
            &[
                "søk", "søker", "ekstern", "statlig", "statleg", "øremerk", "innvilg", "tildelt",
                "tildelte",
            ],
        )
    };
    match word {
        "støtte" | "bidrag" | "midler" | "midlar" | "finansiering" | "dekning" => {
            let given = matches!(tokens.word(at + 1), "fra" | "frå");
            let described =
                sought(tokens.word_before(at)) || (at >= 2 && sought(tokens.word(at - 2)));
            (given || described).then_some(at + 1)
        }
        "ekstern" | "eksternt" | "statlig" | "statleg"
            if begins(tokens.word(at + 1), &["finansier", "støtte"]) =>
        {
            Some(at + 2)
        }
        "spleiselag" => Some(at + 1),
        _ => None,
    }
}
