//! What is done always, at need, only when something else is so, or along with something.

use super::{
    named::{self, Named},
    often,
    reader::{Reader, as_year_at},
    turns::{lead, then},
};

/// What is so always, at need, or only when something else is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Manner {
    /// Kontinuerlig.
    Always,
    /// Ved behov.
    AtNeed,
    /// Når noe er på plass.
    Given,
    /// In what it goes with: «i forkant av budsjettprosessen», «ved oppstart», «i årsrapporten».
    Along {
        /// It tells when on its own, without something that recurs.
        event: bool,
        /// Where the words that name it begin, as tokens.
        from: usize,
    },
}

/// The manner that stands there, and what follows it.
pub(super) fn manner(reader: Reader<'_>, at: usize) -> Option<(Manner, usize)> {
    always(reader, at)
        .map(|next| (Manner::Always, next))
        .or_else(|| at_need(reader, at).map(|next| (Manner::AtNeed, next)))
        .or_else(|| given(reader, at).map(|next| (Manner::Given, next)))
        .or_else(|| along(reader, at))
}

fn always(reader: Reader<'_>, at: usize) -> Option<usize> {
    let word = reader.word(at);
    let stem = word.strip_suffix('e').unwrap_or(word);
    let known = matches!(
        stem,
        "kontinuerlig"
            | "kontinuerleg"
            | "kontinuelig"
            | "løpend"
            | "løpand"
            | "fortløpend"
            | "fortløpand"
            | "pågår"
            | "pågåend"
            | "pågåand"
            | "permanent"
            | "vedvarend"
            | "vedvarand"
            | "alltid"
    );
    if known {
        return Some(at + 1);
    }
    let of_all = matches!(word, "hele" | "heile")
        && matches!(
            reader.word(at + 1),
            "tiden"
                | "tida"
                | "året"
                | "perioden"
                | "planperioden"
                | "skoleåret"
                | "skuleåret"
                | "barnehageåret"
        )
        && as_year_at(reader, at + 2).is_none()
        && reader.number(at + 2).is_none();
    of_all.then_some(at + 2)
}

fn at_need(reader: Reader<'_>, at: usize) -> Option<usize> {
    let (first, second) = (reader.word(at), reader.word(at + 1));
    match (first, second) {
        (
            "ved" | "etter" | "v",
            "behov" | "ønske" | "ynske" | "forespørsel" | "avtale" | "trong",
        ) => Some(at + 2),
        ("v", "") if reader.mark(at + 1, '/') && reader.word(at + 2) == "behov" => Some(at + 3),
        ("på", "forespørsel" | "førespurnad" | "bestilling" | "oppfordring") => Some(at + 2),
        ("ad", "hoc") => Some(at + 2),
        ("adhoc" | "behovsbasert" | "behovsstyrt", _) => Some(at + 1),
        ("når" | "dersom" | "hvis" | "om" | "viss", _) => {
            let end = clause_end(reader, at);
            let speaks_of_need = |at| {
                let word = reader.word(at);
                word.starts_with("behov")
                    || word.starts_with("nødvendig")
                    || word.starts_with("naudsynt")
            };
            // A need for something is a condition; need as such is not.
            (end <= at + 5 && (at + 1..end).any(speaks_of_need)).then_some(end)
        }
        _ => None,
    }
}

/// A clause of when, if, until: it goes on to the end of the sentence, or to what comes after.
fn given(reader: Reader<'_>, at: usize) -> Option<usize> {
    let words = |from: usize| (from..clause_end(reader, at)).map(move |at| reader.word(at));
    let says_something = |from: usize| {
        words(from).any(|word| {
            matches!(
                word,
                "er" | "har"
                    | "blir"
                    | "får"
                    | "foreligger"
                    | "føreligg"
                    | "kommer"
                    | "kjem"
                    | "finnes"
                    | "finst"
                    | "vert"
            ) || word.len() > 4 && (word.ends_with("es") || word.ends_with("ast"))
        })
    };
    let opens = match reader.word(at) {
        "når" | "mens" | "medan" | "dersom" | "hvis" | "viss" | "forutsatt" | "forutsetter"
        | "føresett" | "gitt" => true,
        "så" => {
            matches!(reader.word(at + 1), "snart" | "fort" | "lenge")
                && !reader.words(at + 2, &["som", "mulig"])
                && !reader.words(at + 2, &["som", "mogleg"])
        }
        "etter" | "ved" => reader.word(at + 1) == "at",
        "straks" | "idet" => says_something(at + 1),
        "under" => matches!(reader.word(at + 1), "forutsetning" | "føresetnad"),
        "med" => reader.word(at + 1) == "forbehold",
        "avhengig" => true,
        "til" | "inntil" | "fram" | "frem" => {
            let after = lead(reader, at).map_or(at + 1, |(_, next)| next);
            let names_time = named::read(reader, after, named::Before::default()).is_some();
            let is_example = matches!(reader.word(at + 1), "dømes" | "eksempel");
            !names_time && !is_example && reader.number(after).is_none() && says_something(after)
        }
        "om" => at == 0 && says_something(at + 1),
        _ => false,
    };
    let decided = reader.word(at) == "etter" && is_done(reader, at + 1);
    (opens || decided).then(|| clause_end(reader, at))
}

/// «Etter vedtak», «etter gjennomført kartlegging».
fn is_done(reader: Reader<'_>, at: usize) -> bool {
    let word = reader.word(at);
    let stems = [
        "vedtak",
        "vedtatt",
        "vedteke",
        "vedtatte",
        "godkjen",
        "avklar",
        "ferdigstil",
        "gjennomfør",
        "politisk",
        "fullfør",
        "avslutt",
        "behandling",
        "handsaming",
        "innføring",
        "tilsetting",
        "ansettelse",
        "høring",
        "høyring",
        "kartlegging",
        "evaluering",
        "oppstart",
        "finansiering",
        "tildeling",
    ];
    stems.iter().any(|stem| word.starts_with(stem))
}

/// Where a clause ends: at a full stop, a semicolon, or at what comes after it.
pub(super) fn clause_end(reader: Reader<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while reader.token(end).is_some()
        && !matches!(reader.any_mark(end), Some('.' | ';'))
        && then(reader, end).is_none()
    {
        end += 1;
    }
    end
}

/// «I forkant av budsjettprosessen», «ved oppstart», «i årsrapporten».
fn along(reader: Reader<'_>, at: usize) -> Option<(Manner, usize)> {
    let prefix = match (reader.word(at), reader.word(at + 1), reader.word(at + 2)) {
        (
            "i",
            "forkant" | "etterkant" | "forbindelse" | "samband" | "tilknytning" | "tilknyting"
            | "sammenheng",
            "av" | "med" | "til",
        ) => 3,
        ("ifm" | "iforbindelse", ..) => 1,
        ("under" | "ved" | "v", ..) if is_occasion(reader.word(at + 1)) => 1,
        ("i" | "på" | "til", ..) if is_document(reader.word(at + 1)) => 1,
        _ => 0,
    };
    if prefix == 0 {
        return None;
    }
    let begins = at + prefix;
    let mut end = begins;
    while !reader.word(end).is_empty()
        && !matches!(reader.word(end), "og" | "eller")
        && then(reader, end).is_none()
        && (end == begins && prefix == 1 || lead(reader, end).is_none())
        && !names_time(reader, end)
        && often::read(reader, end, false).is_none()
    {
        end += 1;
    }
    if end == begins {
        // A time follows, which is read on its own.
        return None;
    }
    let whole = matches!(reader.word(at), "i") && prefix == 3;
    let from = if whole { at } else { begins };
    let event = whole || matches!(reader.word(at), "ved" | "v" | "ifm" | "iforbindelse");
    Some((Manner::Along { event, from }, end))
}

/// Whether a time is named there that is read on its own. What happens each year is what the words are about.
fn names_time(reader: Reader<'_>, at: usize) -> bool {
    match named::read(reader, at, named::Before::default()) {
        Some((Named::When(when), next)) if when.event && when.year.is_none() => {
            let fillers =
                (next..next + 2).take_while(|at| matches!(reader.word(*at), "i" | "på" | "den"));
            names_time(reader, next + fillers.count())
        }
        Some(_) => true,
        None => false,
    }
}

/// What things are done at.
fn is_occasion(word: &str) -> bool {
    let endings = [
        "start",
        "starten",
        "slutt",
        "slutten",
        "avslutning",
        "avslutting",
        "overgang",
        "overganger",
        "overgangar",
        "overgangen",
        "ansettelse",
        "ansettelser",
        "tilsetting",
        "tilsettinger",
        "tilsettingar",
        "tilsetjing",
        "bekymring",
        "mistanke",
        "uro",
        "endring",
        "endringer",
        "endringar",
        "revidering",
        "rullering",
        "rulleringa",
        "revisjon",
        "evaluering",
        "innføring",
        "innmelding",
        "opptak",
        "fødsel",
        "utskriving",
        "utskrivning",
        "innkalling",
        "henvendelse",
        "henvendelser",
        "melding",
        "hendelse",
        "hendelser",
        "hending",
        "hendingar",
        "avvik",
        "sykdom",
        "fravær",
        "behandling",
        "vedtak",
        "konsultasjon",
        "konsultasjoner",
        "kontroll",
        "kontroller",
        "starttidspunkt",
        "innflytting",
        "samtaler",
        "foreldremøter",
        "foreldremøte",
        "årets",
        "semesterets",
        "skoleårets",
        "skulebyte",
        "skolebytte",
        "innskriving",
        "kartlegging",
    ];
    endings.iter().any(|ending| word.ends_with(ending))
}

/// What is written each year, and in which things are told.
fn is_document(word: &str) -> bool {
    let stems = [
        "årsrapport",
        "årsmelding",
        "årsberetning",
        "tertialrapport",
        "budsjett",
        "økonomiplan",
        "handlingsplan",
        "virksomhetsplan",
        "årsplan",
        "medarbeidersamtale",
        "medarbeidarsamtale",
        "årshjul",
        "styringskort",
        "kommunestyre",
        "foreldremøte",
    ];
    stems.iter().any(|stem| word.starts_with(stem))
}
