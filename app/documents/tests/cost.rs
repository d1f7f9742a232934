//! What is understood of costs as people write them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[path = "cost/properties.rs"]
mod properties;
#[path = "cost/sums.rs"]
mod sums;

use samvev_documents::cost::{Cost, CostItem, understand};
use std::fmt::Write as _;

/// The costs of real plans, with what is printed for each, reviewed by hand.
const EXPRESSIONS: &str = include_str!("cost/expressions.golden");
/// Our own wordings: `text => what is understood`, in the notation of [`shown`].
const WORDINGS: &str = include_str!("cost/wordings.txt");

/// A cost in few signs: `yearly 25000 fra 2026-01-01; position 50%`, with `?` where something is unknown.
fn shown(cost: &Cost) -> String {
    let mut parts: Vec<String> = cost.items.iter().map(shown_item).collect();
    if cost.unknown {
        parts.push("?".to_owned());
    }
    parts.join("; ")
}

fn printed(value: impl serde::Serialize) -> String {
    serde_json::to_string(&value).unwrap().replace('"', "")
}

fn shown_item(item: &CostItem) -> String {
    let mut text = printed(item.kind);
    if let Some(amount) = item.amount_nok {
        write!(text, " {}", printed(amount)).unwrap();
    }
    if let Some(count) = item.count {
        write!(text, " ×{count}").unwrap();
    }
    if let Some(percent) = item.fte_percent {
        write!(text, " {}%", printed(percent)).unwrap();
    }
    if let Some(from) = item.from {
        write!(text, " from {from}").unwrap();
    }
    if let Some(until) = item.until {
        write!(text, " until {until}").unwrap();
    }
    if let Some(excludes) = &item.excludes {
        write!(text, " without «{excludes}»").unwrap();
    }
    text
}

#[test]
fn every_cost_of_the_real_plans_is_understood_as_reviewed() {
    let mut lines = EXPRESSIONS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    let mut seen = 0;
    while let (Some(raw), Some(expected)) = (lines.next(), lines.next()) {
        let raw = raw.strip_prefix("> ").unwrap();
        let printed = serde_json::to_string(&understand(raw)).unwrap();
        if printed != expected {
            wrong.push(format!("{raw}\n  is   {printed}\n  want {expected}"));
        }
        seen += 1;
    }
    assert_eq!(seen, 23);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn our_own_wordings_of_costs_are_understood() {
    let mut wrong = Vec::new();
    for line in WORDINGS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
    {
        let (raw, expected) = line.split_once(" =>").unwrap();
        let raw = raw
            .replace("\\n", "\n")
            .replace("\\_", "\u{a0}")
            .replace("\\,", "\u{202f}");
        let understood = shown(&understand(&raw));
        if understood != expected.trim() {
            wrong.push(format!(
                "{raw:?}\n  is   {understood}\n  want {}",
                expected.trim()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
