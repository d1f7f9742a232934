//! Numbers that belong to a room, telephone, case, paragraph or place in a list, and so are no money.

use super::{amounts, lexicon::ends, numbers::Number, numerals::quantity, tokens::Tokens, years};

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
            | "id"
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

/// A room, telephone, case, paragraph or place in a list, with all of its digits.
pub(super) fn reference(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    if tokens.is_sign(at, '§') {
        let first = (at + 1..at + 3).find(|at| tokens.number(*at).is_some())?;
        return Some(digits(tokens, first));
    }
    if let Some(number) = tokens.number(at) {
        // 45/26, 2016/1234
        let slashed = tokens.is_sign(at + 1, '/') && tokens.number(at + 2).is_some();
        let years = years::period(tokens, at).is_some();
        let fraction = quantity(tokens, at).is_some_and(|(_, next)| next > at + 1);
        let reference = slashed && !years && !fraction && !matches!(number, Number::Grouped(_));
        return reference.then(|| digits(tokens, at));
    }
    let word = tokens.word(at);
    let strong = refers(word);
    if !strong && !numbers_a_place(word) {
        return None;
    }
    let mut begin = tokens.past_point(at + 1);
    if matches!(tokens.word(begin), "nr" | "nummer") {
        begin = tokens.past_point(begin + 1);
    }
    if strong
        && (tokens.is_sign(begin, ':')
            || (tokens.is_sign(begin, '+') && tokens.number(begin + 1).is_some()))
    {
        begin += 1;
    }
    let number = tokens.number(begin)?;
    // An account's number has as many digits as an amount.
    let is_account = matches!(
        word,
        "ansvar" | "art" | "funksjon" | "prosjekt" | "id" | "tiltaksnr"
    );
    let is_place = match number {
        Number::Plain { digits, .. } => {
            (*digits <= 3 || is_account) && !amounts::makes_money(tokens, begin + 1)
        }
        // «tiltak 4 100 000 kr» can be read in two ways.
        Number::Grouped(_) => word.ends_with("tiltak") || matches!(word, "punkt" | "pkt" | "mål"),
        Number::Unclear => true,
        Number::Date(_) => false,
    };
    (strong || is_place).then(|| digits(tokens, begin))
}

/// Past numbers joined by nothing, «-», «/», «.» or «:».
fn digits(tokens: Tokens<'_>, at: usize) -> usize {
    let mut at = at;
    loop {
        if tokens.number(at).is_some() {
            at += 1;
        } else if matches!(tokens.sign(at), Some('-' | '/' | '.'))
            && tokens.is_joined(at)
            && tokens.number(at + 1).is_some()
        {
            at += 2;
        } else {
            return at;
        }
    }
}
