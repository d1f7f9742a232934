//! What each wording is understood as, looked over by people.

use samvev_documents::time::{Count, Recurrence, Understood, Unit, understand};
use std::fmt::Write;

/// As the golden files tell it.
fn told(understood: &Understood) -> String {
    let mut told = name(understood.kind);
    let date = |date: Option<_>| {
        date.map_or_else(String::new, |date: samvev_documents::time::Date| {
            date.to_string()
        })
    };
    if understood.earliest.is_some() || understood.latest.is_some() {
        write!(
            told,
            " {}..{}",
            date(understood.earliest),
            date(understood.latest)
        )
        .unwrap();
    }
    if let Some(duration) = understood.duration {
        write!(told, " for {} {}", duration.amount, name(duration.unit)).unwrap();
    }
    for recurrence in &understood.recurrence {
        write!(told, " [{}]", recurs(recurrence)).unwrap();
    }
    if !understood.parts.is_empty() {
        let parts: Vec<_> = understood
            .parts
            .iter()
            .map(|part| format!("{}: {}", part.raw, self::told(part)))
            .collect();
        write!(told, " {{{}}}", parts.join(" | ")).unwrap();
    }
    told
}

fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

fn recurs(recurrence: &Recurrence) -> String {
    let (mut told, anchor, first, until) = match recurrence {
        Recurrence::Times {
            times,
            per,
            anchor,
            first,
            until,
        } => (often(*times, " in ", *per), anchor, first, until),
        Recurrence::Every {
            every,
            unit,
            anchor,
            first,
            until,
        } => (
            format!("every {}", often(*every, " ", *unit)),
            anchor,
            first,
            until,
        ),
    };
    if let Some(anchor) = anchor {
        write!(told, " at {anchor}").unwrap();
    }
    if let Some(first) = first {
        write!(told, " from {first}").unwrap();
    }
    if let Some(until) = until {
        write!(told, " until {until}").unwrap();
    }
    told
}

fn often(count: Count, between: &str, unit: Unit) -> String {
    let count = match (count.min, count.max) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (Some(min), Some(max)) => format!("{min}–{max}"),
        (Some(min), None) => format!("≥{min}"),
        (None, Some(max)) => format!("≤{max}"),
        (None, None) => "?".to_owned(),
    };
    format!("{count}{between}{}", name(unit))
}

fn check(golden: &str, at_least: usize) {
    let mut wrong = String::new();
    let mut count = 0;
    for line in golden.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (wording, expected) = (columns.next().unwrap(), columns.next().expect(line));
        let understood = understand(wording);
        assert_eq!(understood.raw, wording);
        if told(&understood) != expected {
            writeln!(
                wrong,
                "{wording}\n  expected {expected}\n  but is   {}",
                told(&understood)
            )
            .unwrap();
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= at_least, "only {count} wordings");
}

#[test]
fn times_of_real_plans_are_understood() {
    check(include_str!("expressions.golden"), 60);
}

#[test]
fn other_wordings_of_the_same_are_understood() {
    check(include_str!("wordings.golden"), 300);
}

#[test]
fn nothing_written_is_empty_and_nothing_else_is() {
    for nothing in ["", " ", "\n\t \u{a0}", "[bookmark: _GoBack]", "<p></p>"] {
        assert_eq!(name(understand(nothing).kind), "empty", "{nothing:?}");
    }
    for something in ["?", "-", ".", "[", "0"] {
        assert_eq!(
            name(understand(something).kind),
            "unparsed",
            "{something:?}"
        );
    }
}

#[test]
fn the_keys_stand_in_their_order() {
    let json = serde_json::to_string(&understand("to timer hver uke fra 2026")).unwrap();
    assert_eq!(
        json,
        r#"{"raw":"to timer hver uke fra 2026","kind":"recurrence","earliest":"2026-01-01","latest":null,"duration":{"amount":2,"unit":"hour"},"recurrence":[{"times":{"min":1,"max":1},"per":"week","anchor":null,"first":"2026-01-01","until":null}],"parts":[]}"#
    );
}
