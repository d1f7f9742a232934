//! Words that announce goals.

use samvev_documents::plan::GoalKind;

/// The kind of goals that a heading announces, if it announces goals: «Mål:», «Strategiske mål», «Delmål 2».
pub(super) fn heading_kind(heading: &str) -> Option<GoalKind> {
    let heading = heading.trim();
    let rest = super::words::typed_number(heading)
        .and_then(|(_, length)| heading.get(length..))
        .unwrap_or(heading);
    let folded = super::words::folded(rest);
    let (kind, rest) = kind_at_start(&folded)?;
    let rest = rest.trim();
    let plain = rest.is_empty() || rest.chars().all(|letter| letter.is_ascii_digit());
    // «Mål for planen» announces goals, «Mål og tiltak» or «Mål som ikke er nådd» something else.
    let qualified = ["for ", "i ", "med ", "fram mot ", "mot "]
        .iter()
        .any(|word| rest.starts_with(word))
        && rest.split(' ').count() <= 6;
    (plain || qualified).then_some(kind)
}

/// The kind of a goal that stands in one line with the word that announces it: «Hovedmål: Alle barn …».
pub(super) fn inline_kind(line: &str) -> Option<GoalKind> {
    let (label, words) = line.split_once(':')?;
    if words.split_whitespace().count() < 3 {
        return None;
    }
    let folded = super::words::folded(label);
    let (kind, rest) = kind_at_start(&folded)?;
    let number = rest.trim();
    (number
        .chars()
        .all(|letter| letter.is_ascii_digit() || letter == '.')
        && number.len() <= 3)
        .then_some(kind)
}

/// Whether a kind of goal is one of which there is one, so that it stands as a sentence rather than as a list.
pub(super) fn is_single(kind: GoalKind) -> bool {
    matches!(kind, GoalKind::Main | GoalKind::Overall)
}

fn kind_at_start(folded: &str) -> Option<(GoalKind, &str)> {
    const NAMES: &[(&str, GoalKind)] = &[
        ("hovedmålsettinger", GoalKind::Main),
        ("hovedmålsetting", GoalKind::Main),
        ("hovedmålene", GoalKind::Main),
        ("hovedmålet", GoalKind::Main),
        ("hovedmål", GoalKind::Main),
        ("hovudmålet", GoalKind::Main),
        ("hovudmåla", GoalKind::Main),
        ("hovudmål", GoalKind::Main),
        ("main goals", GoalKind::Main),
        ("main goal", GoalKind::Main),
        ("overordnede målsettinger", GoalKind::Overall),
        ("overordnet målsetting", GoalKind::Overall),
        ("overordnede mål", GoalKind::Overall),
        ("overordna mål", GoalKind::Overall),
        ("overordnet mål", GoalKind::Overall),
        ("overall goals", GoalKind::Overall),
        ("overall goal", GoalKind::Overall),
        ("strategiske målsettinger", GoalKind::Strategic),
        ("strategiske mål", GoalKind::Strategic),
        ("strategisk mål", GoalKind::Strategic),
        ("strategic goals", GoalKind::Strategic),
        ("strategic goal", GoalKind::Strategic),
        ("delmålene", GoalKind::Sub),
        ("delmåla", GoalKind::Sub),
        ("delmål", GoalKind::Sub),
        ("sub-goals", GoalKind::Sub),
        ("våre mål", GoalKind::Unspecified),
        ("målsettinger", GoalKind::Unspecified),
        ("målsettingar", GoalKind::Unspecified),
        ("målsetjingar", GoalKind::Unspecified),
        ("målsetting", GoalKind::Unspecified),
        ("målsetjing", GoalKind::Unspecified),
        ("målene", GoalKind::Unspecified),
        ("måla", GoalKind::Unspecified),
        ("mål", GoalKind::Unspecified),
        ("goals", GoalKind::Unspecified),
        ("objectives", GoalKind::Unspecified),
    ];
    NAMES.iter().find_map(|(name, kind)| {
        let rest = folded.strip_prefix(name)?;
        let whole = rest
            .chars()
            .next()
            .is_none_or(|letter| !letter.is_alphanumeric());
        whole.then_some((*kind, rest))
    })
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
    fn headings_announce_goals_of_a_kind() {
        for (heading, kind) in [
            ("Mål:", Some(GoalKind::Unspecified)),
            ("2. Mål", Some(GoalKind::Unspecified)),
            ("Mål for planperioden", Some(GoalKind::Unspecified)),
            ("HOVEDMÅL", Some(GoalKind::Main)),
            ("Overordna mål", Some(GoalKind::Overall)),
            ("Strategiske mål:", Some(GoalKind::Strategic)),
            ("Delmål 2", Some(GoalKind::Sub)),
            ("Målgruppen:", None),
            ("Mål og tiltak", None),
            ("Formål", None),
        ] {
            assert_eq!(heading_kind(heading), kind, "{heading}");
        }
    }

    #[test]
    fn a_goal_may_stand_in_the_line_that_announces_it() {
        assert_eq!(
            inline_kind("Hovedmål: Flere barn får hjelp tidlig"),
            Some(GoalKind::Main)
        );
        assert_eq!(
            inline_kind("Delmål 3: Alle skoler har et team"),
            Some(GoalKind::Sub)
        );
        assert_eq!(inline_kind("Mål:"), None);
        assert_eq!(inline_kind("Målet er klart: vi skal bli bedre"), None);
    }
}
