//! What plans count years by, and what happens in them.

use super::{
    Named, Read, found,
    years::{with_year, year_after, year_pair},
};
use crate::time::{calendar::Point, reader::Reader};

/// «Budsjett 2026», «budsjettåret 2026».
pub(super) fn budget(reader: Reader<'_>, at: usize) -> Read {
    let word = reader.word(at);
    if !matches!(
        word,
        "budsjett"
            | "budsjettet"
            | "årsbudsjett"
            | "årsbudsjettet"
            | "budsjettår"
            | "budsjettåret"
            | "budsjetta"
    ) {
        return None;
    }
    let (year, next) = year_after(reader, at + 1)?;
    let goes_on =
        matches!(reader.any_mark(next), Some('-' | '/')) && reader.number(next + 1).is_some();
    (!goes_on).then(|| found(Point::BudgetYear, Some(year), next))?
}

/// «Skoleåret 2025/26», «årsskiftet 2025/26».
pub(super) fn school_year(reader: Reader<'_>, at: usize) -> Read {
    let word = reader.word(at);
    let point = match word {
        "skoleåret" | "skoleår" | "skuleåret" | "skuleår" | "barnehageåret" | "barnehageår"
        | "studieåret" => Point::SchoolYear,
        "årsskiftet" | "årsskifte" | "nyttår" => Point::YearTurn,
        _ => return None,
    };
    if let Some((year, next)) = year_pair(reader, at + 1) {
        return found(point, Some(year), next);
    }
    match (point, year_after(reader, at + 1)) {
        // Which of its two years was meant is not said.
        (Point::SchoolYear, Some((_, next))) => Some((Named::Else, next)),
        (Point::SchoolYear, None) => None,
        (_, year) => found(
            Point::Happening,
            None,
            year.map_or(at + 1, |(_, next)| next),
        ),
    }
}

/// «Skolestart», «jul», «planleggingsdag».
pub(super) fn happening(reader: Reader<'_>, at: usize) -> Read {
    let word = reader.word(at);
    let point = match word {
        "skolestart" | "skolestarten" | "skulestart" | "skulestarten" => Point::SchoolStart,
        "jul" | "jula" | "julen" | "joli" => Point::Christmas,
        "påske" | "påska" | "påsken" => Point::Easter,
        "skoleårets" | "skuleårets"
            if matches!(reader.word(at + 1), "start" | "begynnelse" | "oppstart") =>
        {
            return with_year(reader, Point::SchoolStart, at + 2);
        }
        "skoleårets" | "skuleårets" if reader.word(at + 1).starts_with("slutt") => {
            let next = year_after(reader, at + 2).map_or(at + 2, |(_, next)| next);
            return found(Point::Happening, None, next);
        }
        _ if is_happening(word) => Point::Happening,
        _ => return None,
    };
    if point == Point::Happening {
        // When in a year it happens is not known, save that planning days are many.
        let within = word.starts_with("plan");
        let next = year_after(reader, at + 1)
            .filter(|_| !within)
            .map_or(at + 1, |(_, next)| next);
        return found(point, None, next);
    }
    with_year(reader, point, at + 1)
}

fn is_happening(word: &str) -> bool {
    let known = [
        "pinse",
        "sommerferie",
        "sumarferie",
        "sommarferie",
        "høstferie",
        "haustferie",
        "vinterferie",
        "juleferie",
        "skoleslutt",
        "skoledag",
        "skuledag",
        "skuleslutt",
        "skoleavslutning",
        "skuleavslutning",
        "semesterslutt",
        "semesterstart",
        "barnehagestart",
        "barnehageoppstart",
        "studiestart",
        "budsjettprosess",
        "budsjettarbeid",
        "budsjettbehandling",
        "budsjetthandsaming",
        "planleggingsdag",
        "plandag",
        "planleggjingsdag",
    ];
    let endings = ["", "n", "en", "et", "a", "ar", "er", "ane", "ene", "r"];
    known.iter().any(|name| {
        word.strip_prefix(name)
            .is_some_and(|ending| endings.contains(&ending))
    })
}
