//! Words that turn a time into something else, a deadline or a beginning, and those that lead on to the next.

use super::{named, often, reader::Reader, vocabulary};

/// What a word before a time makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// Innen, til, ut, senest: a deadline at its end.
    By,
    /// Frist: as [`Lead::By`], also with words between.
    Frist,
    /// Til, which also joins a beginning to an end.
    To,
    /// Før.
    Before,
    /// Fra.
    From,
    /// Etter.
    After,
    /// Oppstart: it is when something begins.
    Start,
    /// Første gang.
    FirstTime,
    /// Siste gang.
    LastTime,
    /// Utgangen av.
    EndOf,
    /// Mellom.
    Between,
}

/// The lead that stands there, and what follows it.
pub(super) fn lead(reader: Reader<'_>, at: usize) -> Option<(Lead, usize)> {
    let word = reader.word(at);
    let (lead, length) = match word {
        "innen" | "innan" | "inna" => (Lead::By, 1),
        "senest" | "seinast" | "seinest" => (Lead::By, 1),
        "ut" => (Lead::By, 1),
        "frist" | "fristen" | "deadline" | "tidsfrist" => (Lead::Frist, 1),
        "til" | "fram" | "frem" | "inntil" | "mot" | "tom" | "fremtil" => to(reader, at)?,
        "ikke" | "ikkje" if reader.word(at + 1) == "før" => (Lead::From, 2),
        "før" => (Lead::Before, 1),
        "i" if reader.words(at + 1, &["forkant", "av"]) => (Lead::Before, 3),
        "i" if reader.words(at + 1, &["etterkant", "av"]) => (Lead::After, 3),
        "fra" | "frå" | "fom" if reader.words(at + 1, &["og", "med"]) => (Lead::From, 3),
        "fra" | "frå" | "fom" | "tidligst" | "tidlegast" => (Lead::From, 1),
        "siden" | "sidan" => (Lead::From, 1),
        "etter" => (Lead::After, 1),
        "mellom" => (Lead::Between, 1),
        "utgangen" | "utgangan" | "utløpet" | "utgongen" | "enden"
            if reader.word(at + 1) == "av" =>
        {
            (Lead::EndOf, 2)
        }
        "årsslutt" => (Lead::EndOf, 1),
        "første" | "fyrste" | "neste" if is_time(reader.word(at + 1)) => (Lead::FirstTime, 2),
        "siste" if is_time(reader.word(at + 1)) => (Lead::LastTime, 2),
        "oppstart" | "oppstarten" | "start" | "starter" | "startes" | "startar" | "oppstartes"
        | "igangsettes" | "igangsetting" | "igangsettast" | "påbegynnes" | "begynner"
        | "byrjar" | "oppstartsår" => (Lead::Start, 1),
        _ if reader.small(at) == Some(1) && is_time(reader.word(reader.past(at + 1, '.'))) => {
            (Lead::FirstTime, reader.past(at + 1, '.') + 1 - at)
        }
        _ => return None,
    };
    Some((lead, at + length))
}

fn is_time(word: &str) -> bool {
    matches!(word, "gang" | "gong")
}

/// «Til», «fram til», «til og med», «fram mot»; none where something is moved to a time.
fn to(reader: Reader<'_>, at: usize) -> Option<(Lead, usize)> {
    let moved = at
        .checked_sub(1)
        .map(|before| reader.word(before))
        .unwrap_or_default();
    let is_moved = ["utsatt", "utsett", "flytt", "forskj", "forskyv", "skyv"]
        .iter()
        .any(|stem| moved.starts_with(stem));
    if is_moved {
        return None;
    }
    let onwards = usize::from(matches!(reader.word(at), "fram" | "frem"));
    match reader.word(at + onwards) {
        "til" if reader.words(at + onwards + 1, &["og", "med"]) => Some((Lead::To, onwards + 3)),
        "til" | "mot" | "tom" | "inntil" | "fremtil" => Some((Lead::To, onwards + 1)),
        _ => None,
    }
}

/// Past the words that say one thing comes after another: «deretter», «så årlig».
pub(super) fn then(reader: Reader<'_>, at: usize) -> Option<usize> {
    match reader.word(at) {
        "deretter" | "dernest" | "derpå" | "derefter" | "etterpå" => Some(at + 1),
        "etter" if matches!(reader.word(at + 1), "det" | "dette" | "hvert") => Some(at + 2),
        "så" | "siden" | "sidan" | "videre" | "vidare" | "senere" | "seinare" | "fremover"
        | "framover" => {
            let recurs = often::read(reader, at + 1, false).is_some();
            recurs.then_some(at + 1)
        }
        _ => None,
    }
}

/// Whether what follows is what a time does not hold for.
pub(super) fn is_exception(reader: Reader<'_>, at: usize) -> bool {
    matches!(
        reader.word(at),
        "unntatt" | "unnateke" | "unntaket" | "utenom" | "utanom" | "bortsett"
    ) || reader.words(at, &["med", "unntak"])
}

/// Past «og utover», «og framover», «→».
pub(super) fn onwards(reader: Reader<'_>, at: usize) -> Option<usize> {
    let arrow = (at..at + 4)
        .find(|at| !reader.mark(*at, '-'))
        .filter(|at| reader.mark(*at, '>'));
    if let Some(arrow) = arrow {
        let leads_to = named::read(reader, arrow + 1, named::Before::default()).is_some();
        return (!leads_to).then_some(arrow + 1);
    }
    // «2024 – d.d.»: to this day.
    if reader.mark(at, '-') && matches!(reader.word(at + 1), "dd" | "nå" | "no") {
        return Some(at + 2);
    }
    let after = at + usize::from(reader.word(at) == "og");
    let word = reader.word(after);
    matches!(
        word,
        "utover" | "framover" | "fremover" | "frametter" | "videre" | "vidare" | "ff"
    )
    .then_some(after + 1)
}

/// Words that may stand between a word and the time it belongs to, without meaning anything to it.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "i" | "på"
            | "den"
            | "det"
            | "av"
            | "om"
            | "for"
            | "året"
            | "år"
            | "kalenderåret"
            | "ca"
            | "cirka"
            | "omtrent"
            | "rundt"
            | "omkring"
            | "løpet"
            | "ila"
            | "iløpet"
            | "perioden"
            | "planperioden"
            | "hele"
            | "heile"
            | "gjennom"
            | "pr"
            | "per"
            | "dei"
            | "kun"
            | "tidsrommet"
            | "ultimo"
            | "sist"
    ) || vocabulary::is_weekday(word)
}
