//! What a column of a table holds, told by its heading.

use samvev_documents::plan::ColumnMeaning;

const ACTION: &[&str] = &[
    "aktivitet",
    "aktiviteter",
    "aktivitetar",
    "tiltak",
    "tiltaka",
    "tiltakene",
    "tiltaket",
    "handling",
    "handlinger",
    "handlingar",
    "oppgave",
    "oppgaver",
    "oppgåve",
    "oppgåver",
    "arbeidsoppgave",
    "arbeidsoppgaver",
    "action",
    "actions",
    "activity",
    "activities",
    "measure",
    "measures",
];
const SERVICES: &[&str] = &[
    "involverte",
    "tjeneste",
    "tjenester",
    "tjenestene",
    "tjenesteområde",
    "tjenesteområder",
    "teneste",
    "tenester",
    "tenestene",
    "tenesteområde",
    "samarbeidspartner",
    "samarbeidspartnere",
    "samarbeidspartnar",
    "samarbeidspartnarar",
    "services",
    "service",
];
const RESPONSIBLE: &[&str] = &[
    "ansvar",
    "ansvarlig",
    "ansvarlige",
    "ansvarlege",
    "ansvarleg",
    "hovedansvar",
    "hovedansvarlig",
    "hovudansvar",
    "hovudansvarleg",
    "tjenesteyter",
    "tjenesteytere",
    "tenesteytar",
    "tenesteytarar",
    "hvem",
    "kven",
    "responsible",
    "who",
    "owner",
];
const TIME: &[&str] = &[
    "tid",
    "tidspunkt",
    "frist",
    "frister",
    "fristar",
    "når",
    "tidsfrist",
    "tidsplan",
    "tidsramme",
    "tidsrom",
    "periode",
    "tidsperiode",
    "gjennomføringstid",
    "oppstart",
    "dato",
    "deadline",
    "when",
    "time",
    "timing",
];
const COST: &[&str] = &[
    "kostnad",
    "kostnader",
    "kostnadar",
    "kost",
    "økonomi",
    "pris",
    "budsjett",
    "finansiering",
    "utgift",
    "utgifter",
    "cost",
    "costs",
    "budget",
];
/// «Hva» is a column of actions only where that is the whole question.
const ACTION_QUESTIONS: &[&str] = &[
    "hva",
    "kva",
    "hva skal gjøres",
    "kva skal gjerast",
    "hva skal vi gjøre",
    "kva skal vi gjere",
    "hva gjør vi",
    "kva gjer vi",
    "what",
];
/// Words that make a heading ask about something else than the word that follows.
const ABOUT_SOMETHING_ELSE: &[&str] = &[
    "status",
    "mål",
    "målgruppe",
    "antall",
    "tal",
    "evaluering",
    "type",
    "effekt",
    "merknad",
    "kommentar",
    "resultat",
];

/// Whether a heading says by itself that the rows are actions.
pub(super) fn names_action(heading: &str) -> bool {
    tokens(heading)
        .iter()
        .any(|token| ACTION.contains(&token.as_str()))
}

/// What a column with this heading holds, in bokmål, nynorsk or English.
pub(crate) fn meaning_of(heading: &str) -> ColumnMeaning {
    let tokens = tokens(heading);
    if ACTION_QUESTIONS.contains(&tokens.join(" ").as_str()) {
        return ColumnMeaning::Action;
    }
    // The word that says it comes first, or after one adjective («konkrete tiltak»).
    let reach = if tokens.len() <= 3 { 2 } else { 1 };
    for token in tokens.iter().take(reach) {
        if ABOUT_SOMETHING_ELSE.contains(&token.as_str()) {
            return ColumnMeaning::Other;
        }
        let sets = [
            (ACTION, ColumnMeaning::Action),
            (SERVICES, ColumnMeaning::Services),
            (RESPONSIBLE, ColumnMeaning::Responsible),
            (TIME, ColumnMeaning::Time),
            (COST, ColumnMeaning::Cost),
        ];
        for (set, meaning) in sets {
            if set.contains(&token.as_str()) {
                return meaning;
            }
        }
    }
    ColumnMeaning::Other
}

/// A heading's words in lower case, without endings in brackets («Ansvarlig(e)»).
fn tokens(heading: &str) -> Vec<String> {
    let mut outside = String::new();
    let mut depth = 0_usize;
    for letter in heading.to_lowercase().chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            letter if depth == 0 => outside.push(letter),
            _ => {}
        }
    }
    outside
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )]
    use super::*;

    #[test]
    fn headings_in_three_languages_say_what_a_column_holds() {
        use ColumnMeaning::{Action, Cost, Other, Responsible, Services, Time};
        for (heading, meaning) in [
            ("Aktivitet", Action),
            ("Konkrete tiltak", Action),
            ("Tiltak/aktivitet:", Action),
            ("Hva skal gjøres?", Action),
            ("Kva", Action),
            ("Involverte tjenester", Services),
            ("Involverte tenester", Services),
            ("Målgruppe", Other),
            ("Mål", Other),
            ("Ansvarlig(e)", Responsible),
            ("Ansvarleg", Responsible),
            ("Tjenesteyter", Responsible),
            ("Hvem er ansvarlig?", Responsible),
            ("Tid", Time),
            ("Tidspunkt", Time),
            ("Frist", Time),
            ("NÅR", Time),
            ("Kost", Cost),
            ("Kostnad/finansiering", Cost),
            ("Økonomi", Cost),
            ("Status for tiltak", Other),
            ("Hva er målet med tiltaket?", Other),
            ("", Other),
        ] {
            assert_eq!(meaning_of(heading), meaning, "{heading}");
        }
    }
}
