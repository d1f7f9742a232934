//! What words say of a cost beside its amount: who bears it, that it is free, that it is not known.

use super::{
    free, funding,
    lexicon::{begins, is_cost},
    own_effort,
    tokens::Tokens,
    unknown,
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
    free::free(tokens, at)
        .map(|next| (Phrase::Free, next))
        .or_else(|| unknown::unknown(tokens, at).map(|next| (Phrase::Unknown, next)))
        .or_else(|| excludes(tokens, at))
        .or_else(|| {
            own_effort::own_effort(tokens, at).map(|next| (Phrase::By(Bearer::OwnEffort), next))
        })
        .or_else(|| funding::covered(tokens, at))
        .or_else(|| funding::grant(tokens, at).map(|next| (Phrase::By(Bearer::Grant), next)))
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
        &[
            "innspar",
            "sparer",
            "inntekt",
            "mindreforbruk",
            "overskudd",
            "overskot",
            "bespar",
            "mindreutgift",
            "mindrekostnad",
        ],
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
