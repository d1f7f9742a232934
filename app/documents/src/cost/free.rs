//! Where a text says that something costs nothing.

use super::{
    lexicon::{begins, soon},
    numbers::Number,
    tokens::Tokens,
};

/// «gratis», «ingen kostnad», «uten ekstra utgifter»; not «ingen kostnadsberegning».
pub(super) fn free(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let word = tokens.word(at);
    if begins(
        word,
        &[
            "gratis",
            "kostnadsfri",
            "vederlagsfri",
            "utgiftsfri",
            "kostnadsnøytral",
            "budsjettnøytral",
        ],
    ) {
        return Some(at + 1);
    }
    if matches!(word, "koster" | "kostar")
        && matches!(tokens.word(at + 1), "ingenting" | "inkje" | "null")
    {
        return Some(at + 2);
    }
    if matches!(word, "ikke" | "ikkje" | "ingen" | "inga")
        && let Some(next) = no_more_needed(tokens, at + 1)
    {
        return Some(next);
    }
    let null = tokens
        .number(at)
        .and_then(Number::value)
        .and_then(|value| value.count())
        == Some(0);
    if matches!(word, "ingen" | "inga")
        && begins(tokens.word(at + 1), &["økonomisk", "budsjettmessig"])
        && begins(
            tokens.word(at + 2),
            &["konsekvens", "følge", "fylgj", "følgj"],
        )
    {
        return Some(at + 3);
    }
    if !null
        && !matches!(
            word,
            "ingen" | "inga" | "uten" | "utan" | "null" | "ikke" | "ikkje"
        )
    {
        return None;
    }
    (at + 1..at + 4)
        .take_while(|at| !tokens.word(*at).is_empty())
        .find(|at| is_expense(tokens.word(*at)))
        .filter(|found| {
            (at + 1..*found).all(|at| {
                matches!(
                    tokens.word(at),
                    "ekstra"
                        | "direkte"
                        | "nye"
                        | "øvrige"
                        | "særskilte"
                        | "særlige"
                        | "andre"
                        | "økte"
                        | "auka"
                        | "spesielle"
                        | "vesentlige"
                        | "noen"
                        | "ytterligere"
                        | "økonomiske"
                        | "egne"
                        | "eigne"
                        | "medfører"
                        | "gir"
                        | "kjente"
                )
            })
        })
        .filter(|found| !said_later(tokens, found + 1))
        .map(|found| found + 1)
}

/// «ikke ekstra ressurser», «ikke behov for midler»; «ingen midler» says that there is no money.
fn no_more_needed(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let needed = match tokens.word(at) {
        "ekstra" | "økte" | "auka" => at + 1,
        "behov" if tokens.word(at + 1) == "for" => {
            at + 2
                + usize::from(matches!(
                    tokens.word(at + 2),
                    "ekstra" | "økte" | "nye" | "egne"
                ))
        }
        _ => return None,
    };
    begins(
        tokens.word(needed),
        &[
            "ressurs",
            "midler",
            "midlar",
            "bevilgning",
            "løyving",
            "finansiering",
        ],
    )
    .then_some(needed + 1)
}

/// «ingen kostnader beregnet» is no promise that there are none.
fn said_later(tokens: Tokens<'_>, at: usize) -> bool {
    soon(tokens, at, 2, |word| {
        matches!(
            word,
            "beregnet" | "berekna" | "kjent" | "kjend" | "avklart" | "avklara" | "oppgitt"
        )
    })
}

fn is_expense(word: &str) -> bool {
    const NAMES: &[&str] = &[
        "kostnad",
        "utgift",
        "merkostnad",
        "meirkostnad",
        "ekstrakostnad",
        "merutgift",
        "meirutgift",
        "ekstrautgift",
        "tilleggskostnad",
    ];
    NAMES.iter().any(|name| {
        word.strip_prefix(name)
            .is_some_and(|ending| matches!(ending, "" | "er" | "ar" | "en" | "ene"))
    })
}
