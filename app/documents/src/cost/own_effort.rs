//! Egeninnsats: what is done within one's own budget or working hours.

use super::{
    lexicon::{begins, soon},
    tokens::Tokens,
};

/// Whether a word says that something is one's own already.
pub(super) fn is_own(word: &str) -> bool {
    matches!(
        word,
        "egen"
            | "egne"
            | "eget"
            | "eigen"
            | "eigne"
            | "eiga"
            | "eige"
            | "ordinær"
            | "ordinære"
            | "ordinært"
            | "eksisterende"
            | "eksisterande"
            | "vanlig"
            | "vanleg"
            | "vanlige"
            | "vanlege"
            | "intern"
            | "interne"
            | "internt"
            | "gjeldende"
            | "gjeldande"
            | "dagens"
            | "nåværende"
            | "noverande"
            | "vedtatt"
            | "vedtatte"
            | "vedteken"
            | "vedtekne"
            | "tildelt"
            | "tildelte"
            | "kommunens"
            | "kommunale"
            | "eksisternde"
            | "enhetens"
            | "skolens"
            | "barnehagens"
            | "virksomhetens"
            | "avdelingens"
            | "tjenestens"
            | "tilgjengelige"
            | "normal"
            | "normale"
            | "egene"
            | "eksisterene"
            | "fast"
            | "faste"
    )
}

pub(super) fn is_own_resource(word: &str) -> bool {
    begins(
        word,
        &[
            "innsats",
            "ramme",
            "ramma",
            "ressurs",
            "drift",
            "budsjett",
            "arbeidstid",
            "tid",
            "personell",
            "personal",
            "stilling",
            "midler",
            "midlar",
            "bemanning",
            "stab",
            "krefter",
            "tilsette",
            "ansatte",
            "arbeidsinnsats",
            "tidsbruk",
            "personalressurs",
            "virksomhet",
            "verksemd",
            "arbeid",
            "økonomisk",
            "møter",
            "møteplan",
            "personale",
        ],
    )
}

pub(super) fn own_effort(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    const WORDS: &[&str] = &[
        "egeninnsats",
        "eigeninnsats",
        "egeninsats",
        "eigeninsats",
        "egenfinansier",
        "eigenfinansier",
        "dugnad",
        "arbeidstid",
        "arbeidsinnsats",
        "driftsbudsjett",
        "driftsmidler",
        "driftsmidlar",
        "budsjettmidler",
        "budsjettramme",
        "driftsramme",
        "egentid",
        "egenressurs",
        "eigenressurs",
        "rammefinansier",
        "enhetsbudsjett",
        "årsbudsjett",
        "egenregi",
        "frivillighet",
    ];
    let word = tokens.word(at);
    if begins(word, WORDS) {
        return Some(at + 1);
    }
    if is_own(word) {
        let joined = at
            + 1
            + usize::from(matches!(
                tokens.word(at + 1),
                "økonomisk" | "økonomiske" | "budsjett" | "ordinære" | "ordinær"
            ));
        let found = [at + 1, joined]
            .into_iter()
            .find(|at| is_own_resource(tokens.word(*at)))?;
        // «fast 50 % stilling», «egen stilling» are positions.
        let position = begins(tokens.word(found), &["stilling"])
            && matches!(
                word,
                "egen" | "eigen" | "eiga" | "fast" | "faste" | "vedtatt"
            );
        // «Dagens stilling økes» takes more than there is.
        let grows = soon(tokens, found + 1, 2, |word| {
            begins(word, &["øk", "auk", "utvid"])
        });
        let fixed = matches!(
            word,
            "fast" | "faste" | "vanlig" | "kommunale" | "tilgjengelige"
        ) && !begins(
            tokens.word(found),
            &["ramme", "drift", "budsjett", "ressurs", "arbeid"],
        );
        return (!position && !fixed && !grows).then_some(found + 1);
    }
    let within = match word {
        "innenfor" | "innanfor" | "innafor" => at + 1,
        "inngår" | "går" | "ligger" | "ligg" | "tas" | "takast"
            if matches!(
                tokens.word(at + 1),
                "i" | "inn" | "innenfor" | "over" | "av" | "inne"
            ) =>
        {
            at + 2 + usize::from(tokens.word(at + 2) == "i")
        }
        "over" if begins(tokens.word(at + 1), &["drift", "ordinær"]) => at + 1,
        "frivillig" if tokens.word(at + 1) == "innsats" => return Some(at + 2),
        _ => return None,
    };
    (within..within + 3)
        .take_while(|at| !tokens.word(*at).is_empty())
        .find(|at| {
            begins(
                tokens.word(*at),
                &[
                    "ramme",
                    "ramma",
                    "budsjett",
                    "drift",
                    "arbeidstid",
                    "stilling",
                    "ressurs",
                ],
            )
        })
        .map(|found| found + 1)
}
