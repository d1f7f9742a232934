//! The plan that one starts with who has no file: the columns that municipal plans have, and room to write.

use crate::languages::Words;
use samvev_documents::{
    id::ItemId,
    plan::{Chapter, Column, ColumnMeaning, Goal, GoalKind, Plan},
    text::RichText,
};

/// An empty plan with headings in the person's language.
pub fn plan(words: &Words) -> Plan {
    let words = &words.exchange;
    let mut next = 0;
    let mut id = || {
        next += 1;
        ItemId::nth(next)
    };
    let columns = [
        (words.column_action, ColumnMeaning::Action),
        (words.column_services, ColumnMeaning::Services),
        (words.column_responsible, ColumnMeaning::Responsible),
        (words.column_time, ColumnMeaning::Time),
        (words.column_cost, ColumnMeaning::Cost),
    ];
    let goals = Chapter {
        id: id(),
        level: 1,
        heading: RichText::from_plain(words.goals_chapter),
        text: RichText::default(),
        goals: vec![Goal {
            id: id(),
            text: RichText::default(),
            kind: GoalKind::Main,
        }],
        columns: Vec::new(),
        actions: Vec::new(),
    };
    let actions = Chapter {
        id: id(),
        level: 1,
        heading: RichText::from_plain(words.actions_chapter),
        text: RichText::default(),
        goals: Vec::new(),
        columns: columns
            .map(|(heading, meaning)| Column {
                id: id(),
                heading: RichText::from_plain(heading),
                meaning,
            })
            .into(),
        actions: Vec::new(),
    };
    Plan {
        title: RichText::default(),
        chapters: vec![goals, actions],
        removed: Vec::new(),
    }
}

/// A plan with the words that found no place in it, in a chapter at its end: so that none is lost.
pub fn with_leftover(mut plan: Plan, leftover: &[String], words: &Words) -> Plan {
    let text = leftover
        .iter()
        .map(|words| words.trim())
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    if !text.is_empty() {
        plan.chapters.push(Chapter {
            // No reader counts so far.
            id: ItemId::nth(u64::MAX),
            level: 1,
            heading: RichText::from_plain(words.exchange.leftover_chapter),
            text: RichText::from_plain(&text),
            goals: Vec::new(),
            columns: Vec::new(),
            actions: Vec::new(),
        });
    }
    plan
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
    use crate::languages::Language;
    use std::collections::BTreeSet;

    #[test]
    fn an_empty_plan_has_the_five_columns_and_no_identifier_twice() {
        let plan = plan(Language::Nb.words());
        let table = &plan.chapters[1];
        assert_eq!(table.columns.len(), 5);
        let mut ids: Vec<ItemId> = table.columns.iter().map(|column| column.id).collect();
        ids.extend(plan.chapters.iter().flat_map(|chapter| {
            [chapter.id]
                .into_iter()
                .chain(chapter.goals.iter().map(|goal| goal.id))
        }));
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn words_without_a_place_get_a_chapter() {
        let words = Language::Nn.words();
        let leftover = ["Side 1".to_owned(), " ".to_owned(), "Utkast".to_owned()];
        let plan = with_leftover(plan(words), &leftover, words);
        assert_eq!(
            plan.chapters.last().unwrap().text.to_plain(),
            "Side 1\nUtkast"
        );
        assert_eq!(with_leftover(Plan::default(), &[], words), Plan::default());
    }
}
