//! A whole text: its phases, and what nothing is understood of.

use super::{
    Kind, Understood,
    clause::{self, Clause},
    compose::{self, Piece, What},
    scan::{self, Link},
    tokens,
};

/// Understands a text.
pub(super) fn understand(raw: &str) -> Understood {
    let tokens = tokens::tokens(raw);
    if tokens.is_empty() {
        return clause::of_kind(Kind::Empty, raw);
    }
    let pieces = compose::pieces(scan::items(raw, &tokens));
    let understood = if pieces.iter().any(|piece| piece.what == What::NoSuchDay) {
        None
    } else {
        phases(raw, &pieces)
    };
    match understood.filter(runs_forwards) {
        Some(understood) => Understood {
            raw: raw.to_owned(),
            ..understood
        },
        None => clause::of_kind(Kind::Unparsed, raw),
    }
}

/// «Halvårlig de første to årene, deretter årlig».
fn phases(raw: &str, pieces: &[Piece]) -> Option<Understood> {
    let mut phases = Vec::new();
    for pieces in pieces.split(|piece| piece.what == What::Link(Link::Then)) {
        let Some(understood) = clause::understand(Clause { text: raw, pieces }) else {
            continue;
        };
        let start = pieces.first().map(|piece| piece.start).unwrap_or_default();
        let end = pieces.last().map(|piece| piece.end).unwrap_or_default();
        let words = clause::trimmed(raw.get(start..end).unwrap_or_default());
        phases.push(Understood {
            raw: words.to_owned(),
            ..understood
        });
    }
    if phases.len() < 2 {
        return phases.pop();
    }
    Some(clause::of_parts(Kind::Phased, raw, phases))
}

/// Whether nothing in it ends before it begins.
fn runs_forwards(understood: &Understood) -> bool {
    let forwards = match (understood.earliest, understood.latest) {
        (Some(earliest), Some(latest)) => earliest <= latest,
        _ => true,
    };
    forwards && understood.parts.iter().all(runs_forwards)
}
