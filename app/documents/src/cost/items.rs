//! The items of a text, each from the marks of its clause.

use super::{
    CostItem, CostKind, Kroner,
    clauses::clauses,
    excludes,
    kinds::Phrase,
    marks::{Mark, Says},
    numbers::Number,
    reader::Reader,
    sum::total,
    tokens::{Token, Tokens, What},
};

/// The items, and whether the text says that something is not known.
pub(super) fn items(raw: &str, tokens: &[Token], marks: &[Mark]) -> (Vec<CostItem>, bool) {
    let all = Tokens(tokens);
    if is_nothing(tokens) {
        return (vec![free()], false);
    }
    let marks = excludes::gather(all, marks);
    let mut unknown = marks
        .iter()
        .any(|mark| mark.says == Says::Phrase(Phrase::Unknown));
    let mut items: Vec<CostItem> = Vec::new();
    let mut totals = Vec::new();
    for clause in clauses(all, &marks) {
        let reader = Reader {
            raw,
            tokens: all,
            clause: &clause,
        };
        unknown |= reader.is_unreadable();
        match reader.item() {
            Some(item) if reader.repeats(&item, &items) => {}
            Some(item) if reader.says_again(&item, items.last()) => {
                reader.complete(&item, items.last_mut())
            }
            Some(item) => {
                let before = items.len().checked_sub(1);
                totals.extend(reader.says(Phrase::Total).then_some(items.len()));
                totals.extend(
                    before.filter(|before| reader.is_bracketed() && !totals.contains(before)),
                );
                items.push(reader.as_labelled(item, items.last()));
            }
            None => {
                // What is not in a cost is said of the cost, not of who pays.
                let spoken_of = items.iter().rposition(|item| item.kind != CostKind::Grant);
                let last = items.len().checked_sub(1);
                reader.refine(spoken_of.or(last).and_then(|at| items.get_mut(at)));
            }
        }
    }
    drop_totals(&mut items, &totals);
    (items, unknown)
}

pub(super) fn item(kind: CostKind) -> CostItem {
    CostItem {
        kind,
        amount_nok: None,
        count: None,
        fte_percent: None,
        from: None,
        until: None,
        excludes: None,
        is_rate: false,
    }
}

pub(super) fn free() -> CostItem {
    CostItem {
        amount_nok: Some(Kroner::default()),
        ..item(CostKind::OneTime)
    }
}

/// «Ingen.», «0»
fn is_nothing(tokens: &[Token]) -> bool {
    let mut said = tokens
        .iter()
        .filter(|token| !matches!(token.what, What::Sign('.' | ',' | '-' | '\n')));
    let nothing = match said.next().map(|token| &token.what) {
        Some(What::Word(word)) => matches!(
            word.as_str(),
            "ingen" | "inga" | "ingenting" | "null" | "inkje"
        ),
        Some(What::Number(Number::Plain { value, .. })) => value.count() == Some(0),
        _ => false,
    };
    nothing && said.next().is_none()
}

/// Drops a total that stands before its parts: «totalt 150 000: 100 000 til kurs og 50 000 til leie».
fn drop_totals(items: &mut Vec<CostItem>, totals: &[usize]) {
    for at in totals.iter().rev() {
        let parts: Option<Vec<u64>> = items
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .map(|item| total(item).map(Kroner::ore))
            .collect();
        let is_sum = parts.is_some_and(|parts| {
            !parts.is_empty()
                && items
                    .get(*at)
                    .and_then(|item| item.amount_nok)
                    .map(Kroner::ore)
                    == Some(parts.iter().sum())
        });
        if is_sum {
            items.remove(*at);
        }
    }
}
