//! What words say of a cost beside its amount: who bears it, that it is free, that it is not known.

use super::{
    lexicon::{begins, is_cost, soon},
    numbers::Number,
    tokens::Tokens,
};

/// Who bears a cost, or what for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    OwnEffort,
    Substitute,
    Grant,
}

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    By(Bearer),
    Free,
    Unknown,
    /// «ekskl.», «uten»: what follows is not in it.
    Excludes,
    /// «inkl.»: what follows costs nothing beside it.
    Includes,
    /// «kommer i tillegg», «ikke inkludert»: what stands before is not in it.
    ExcludesBefore,
    /// «engangssum»
    Once,
    /// «totalt»
    Total,
    /// «innsparing»: the opposite of a cost.
    Saving,
    Cost,
}

/// The phrase at `at` and what comes after it.
pub(super) fn phrase(tokens: Tokens<'_>, at: usize) -> Option<(Phrase, usize)> {
    free(tokens, at)
        .map(|next| (Phrase::Free, next))
        .or_else(|| unknown(tokens, at).map(|next| (Phrase::Unknown, next)))
        .or_else(|| excludes(tokens, at))
        .or_else(|| own_effort(tokens, at).map(|next| (Phrase::By(Bearer::OwnEffort), next)))
        .or_else(|| covered(tokens, at))
        .or_else(|| grant(tokens, at).map(|next| (Phrase::By(Bearer::Grant), next)))
        .or_else(|| single(tokens.word(at)).map(|phrase| (phrase, at + 1)))
}

fn single(word: &str) -> Option<Phrase> {
    if begins(word, &["vikar"]) && !begins(word, &["vikariat"])
        || begins(word, &["lærervikar", "innleie", "innleige"])
    {
        return Some(Phrase::By(Bearer::Substitute));
    }
    if begins(
        word,
        &[
            "engang",
            "eingong",
            "eingang",
            "etablering",
            "oppstart",
            "engongs",
        ],
    ) {
        return Some(Phrase::Once);
    }
    if begins(
        word,
        &["innspar", "bespar", "mindreutgift", "mindrekostnad"],
    ) {
        return Some(Phrase::Saving);
    }
    if matches!(
        word,
        "totalt"
            | "tilsammen"
            | "tilsaman"
            | "sum"
            | "summen"
            | "totalsum"
            | "totalkostnad"
            | "samlet"
            | "samla"
            | "totalramme"
    ) {
        return Some(Phrase::Total);
    }
    is_cost(word).then_some(Phrase::Cost)
}

/// «gratis», «ingen kostnad», «uten ekstra utgifter»; not «ingen kostnadsberegning».
fn free(tokens: Tokens<'_>, at: usize) -> Option<usize> {
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
        && matches!(
            tokens.word(at + 1),
            "ingenting" | "inkje" | "ikkje" | "ikke" | "null"
        )
    {
        return Some(at + 2);
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

fn unknown(tokens: Tokens<'_>, at: usize) -> Option<usize> {
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

fn excludes(tokens: Tokens<'_>, at: usize) -> Option<(Phrase, usize)> {
    let is_included = |word: &str| {
        begins(
            word,
            &[
                "inkl",
                "medregn",
                "medrekn",
                "medtatt",
                "medteken",
                "medteke",
                "innberegn",
                "innrekn",
                "dekket",
                "dekt",
            ],
        )
    };
    match tokens.word(at) {
        "ekskl" | "exkl" | "eksl" | "eksklusiv" | "eksklusive" | "ekskludert" | "ex" | "excl"
        | "unntatt" | "unnateke" | "unntak" => {
            let of = tokens.word(at + 1) == "av" || tokens.word(at + 1) == "fra";
            Some((
                Phrase::Excludes,
                tokens.past_point(at + 1 + usize::from(of)),
            ))
        }
        "eks" => {
            // «f.eks.» gives an example.
            let example = tokens.word_before(at) == "f" || tokens.word_before(at) == "for";
            (!example).then(|| (Phrase::Excludes, tokens.past_point(at + 1)))
        }
        "uten" | "utan" | "utenom" | "utanom" => Some((Phrase::Excludes, at + 1)),
        "inkl" | "inklusiv" | "inklusive" | "inkludert" | "herunder" | "medregnet" | "medrekna" => {
            Some((Phrase::Includes, tokens.past_point(at + 1)))
        }
        "u" if tokens.is_sign(at + 1, '/') => Some((Phrase::Excludes, at + 2)),
        "ikke" | "ikkje" if is_included(tokens.word(at + 1)) => {
            let next = tokens.past_point(at + 2);
            let ends = tokens.get(next).is_none() || tokens.sign(next).is_some();
            Some((
                if ends {
                    Phrase::ExcludesBefore
                } else {
                    Phrase::Excludes
                },
                next,
            ))
        }
        "kommer" | "kjem" if tokens.word(at + 1) == "i" && tokens.word(at + 2) == "tillegg" => {
            Some((Phrase::ExcludesBefore, at + 3))
        }
        "kommer" | "kjem" if matches!(tokens.word(at + 1), "utenom" | "utanom") => {
            Some((Phrase::ExcludesBefore, at + 2))
        }
        _ => None,
    }
}

/// Whether a word says that something is one's own already.
fn is_own(word: &str) -> bool {
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

fn is_own_resource(word: &str) -> bool {
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

fn own_effort(tokens: Tokens<'_>, at: usize) -> Option<usize> {
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
        let fixed = matches!(
            word,
            "fast" | "faste" | "vanlig" | "kommunale" | "tilgjengelige"
        ) && !begins(
            tokens.word(found),
            &["ramme", "drift", "budsjett", "ressurs", "arbeid"],
        );
        return (!position && !fixed).then_some(found + 1);
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

/// «dekkes av fylkeskommunen», «finansieres over driftsbudsjettet»
fn covered(tokens: Tokens<'_>, at: usize) -> Option<(Phrase, usize)> {
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
            "løyvingsmid",
        ],
    );
    let funds = (word.ends_with("midler") || word.ends_with("midlar") || word.ends_with("midlene"))
        && word.chars().count() > 7;
    (funds && !own)
        || ["tilskudd", "tilskot", "stipend", "stønad", "refusjon"]
            .iter()
            .any(|name| word.contains(name))
        || begins(
            word,
            &[
                "prosjektskjønn",
                "refunder",
                "gave",
                "gåve",
                "sponsor",
                "spleis",
            ],
        )
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
            "dam",
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

fn grant(tokens: Tokens<'_>, at: usize) -> Option<usize> {
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
