//! Objects made by hand, which leave out most of what ours say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use samvev_exchange::json::PlanObject;
use serde_json::json;

fn again(object: serde_json::Value) -> PlanObject {
    let object: PlanObject = serde_json::from_value(object).unwrap();
    PlanObject::from(&object.to_plan())
}

#[test]
fn an_object_without_sections_gets_one() {
    let object =
        again(json!({"title": "Plan", "goals": [{"text": "Alle blir sett", "kind": "main"}]}));
    assert_eq!(object.sections.len(), 1);
    assert_eq!(object.goals[0].section, Some(0));
}

#[test]
fn actions_without_cells_get_them_from_their_other_keys() {
    let object = again(
        json!({"actions": [{"title": "Kurs", "description": "For alle", "services": ["PPT", "Skole"], "time": "Mai"}]}),
    );
    let cells: Vec<(&str, &str)> = object.actions[0]
        .cells
        .iter()
        .map(|cell| (cell.heading.as_str(), cell.text.as_str()))
        .collect();
    assert_eq!(
        cells,
        [
            ("Aktivitet", "Kurs\nFor alle"),
            ("Involverte tjenester", "PPT\nSkole"),
            ("Ansvarlig", ""),
            ("Tidspunkt", "Mai"),
            ("Kostnad", "")
        ]
    );
    assert_eq!(object.actions[0].services, ["PPT", "Skole"]);
}

#[test]
fn cells_go_under_their_headings_and_new_headings_get_columns() {
    let object = again(json!({
        "sections": [{"heading": "Tiltak", "level": 1, "text": ""}],
        "actions": [
            {"cells": [{"heading": "Tiltak", "text": "Kurs"}, {"heading": "Frist", "text": "Mai"}]},
            {"cells": [{"heading": "Frist", "text": "Juni"}, {"heading": "Merknad", "text": "Sjekk"}]},
        ],
    }));
    let rows: Vec<Vec<&str>> = object
        .actions
        .iter()
        .map(|action| action.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect();
    assert_eq!(rows, [["Kurs", "Mai", ""], ["", "Juni", "Sjekk"]]);
    assert_eq!(object.actions[1].time, "Juni");
}

#[test]
fn keys_that_are_not_known_are_passed_over() {
    assert_eq!(
        again(json!({"title": "Plan", "later": {"a": 1}})).title,
        "Plan"
    );
}
