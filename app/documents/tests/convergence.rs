//! Whatever several people do at once, and in whatever order it arrives: all come to the same plan, and the patches say
//! exactly what has changed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use proptest::prelude::*;
use samvev_documents::{
    document::{DocumentError, Intent, Inverse},
    id::ItemId,
    plan::{ColumnMeaning, GoalKind, Place, Plan, PlanField, PlanIntent},
    text::{Delta, ParagraphKind},
};
use support::{Peer, id, sample, text_in};

#[derive(Debug, Clone)]
enum Step {
    /// Somebody does something; the numbers choose what, among what they see.
    Act {
        who: usize,
        what: u8,
        numbers: [usize; 4],
        words: String,
    },
    /// Somebody takes back one of the last things they did.
    Undo { who: usize, which: usize },
    /// Somebody gets some of the changes there are, in some order.
    Receive {
        who: usize,
        which: Vec<prop::sample::Index>,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let words = prop::collection::vec(
        prop::sample::select(vec!['k', 'l', 'æ', '😀', '\n', ' ']),
        0..5,
    )
    .prop_map(|chars| chars.into_iter().collect::<String>());
    prop_oneof![
        6 => (0usize..3, 0u8..20, prop::array::uniform4(0usize..64), words)
            .prop_map(|(who, what, numbers, words)| Step::Act { who, what, numbers, words }),
        1 => (0usize..3, 0usize..5).prop_map(|(who, which)| Step::Undo { who, which }),
        2 => (0usize..3, prop::collection::vec(any::<prop::sample::Index>(), 0..8))
            .prop_map(|(who, which)| Step::Receive { who, which }),
    ]
}

fn pick<T: Copy>(all: &[T], number: usize) -> Option<T> {
    all.get(number.checked_rem(all.len())?).copied()
}

fn intent(plan: &Plan, what: u8, [a, b, c, d]: [usize; 4], words: &str) -> Option<PlanIntent> {
    let chapters: Vec<ItemId> = plan.chapters.iter().map(|chapter| chapter.id).collect();
    let goals: Vec<ItemId> = plan
        .chapters
        .iter()
        .flat_map(|c| &c.goals)
        .map(|goal| goal.id)
        .collect();
    let columns: Vec<ItemId> = plan
        .chapters
        .iter()
        .flat_map(|c| &c.columns)
        .map(|column| column.id)
        .collect();
    let actions: Vec<ItemId> = plan
        .chapters
        .iter()
        .flat_map(|c| &c.actions)
        .map(|action| action.id)
        .collect();
    let removed: Vec<ItemId> = plan.removed.iter().map(|removed| removed.id).collect();
    let everything = [
        chapters.clone(),
        goals.clone(),
        columns.clone(),
        actions.clone(),
    ]
    .concat();
    let mut fields = vec![PlanField::Title];
    fields.extend(
        chapters
            .iter()
            .flat_map(|id| [PlanField::ChapterHeading(*id), PlanField::ChapterText(*id)]),
    );
    fields.extend(goals.iter().map(|id| PlanField::Goal(*id)));
    fields.extend(columns.iter().map(|id| PlanField::ColumnHeading(*id)));
    for chapter in &plan.chapters {
        for action in &chapter.actions {
            let cell = |column| PlanField::Cell {
                action: action.id,
                column,
            };
            // Cells that are there, and some that nobody has made.
            fields.extend(chapter.columns.iter().map(|column| cell(column.id)));
            fields.extend(columns.iter().take(1).copied().map(cell));
        }
    }
    let place = |among: &[ItemId]| match c % 3 {
        0 => Place::First,
        1 => Place::Last,
        _ => pick(among, d).map_or(Place::Last, Place::After),
    };
    // Few enough that two people come to add the same.
    let new = id(1_000 + a as u64);
    let kinds = [GoalKind::Unspecified, GoalKind::Main, GoalKind::Sub];
    let meanings = [
        ColumnMeaning::Other,
        ColumnMeaning::Action,
        ColumnMeaning::Time,
    ];
    let paragraphs = [
        ParagraphKind::Plain,
        ParagraphKind::Heading(2),
        ParagraphKind::Bullet(1),
        ParagraphKind::Quote,
    ];
    Some(match what {
        0..=6 => {
            let field = pick(&fields, a)?;
            let text = text_in(plan, field).to_plain();
            let chars: Vec<char> = text.chars().collect();
            let start = b % (chars.len() + 1);
            let end = (start + c % 4).min(chars.len());
            let width = |chars: &[char]| chars.iter().map(|c| c.len_utf16()).sum();
            let delta = Delta::splice(width(&chars[..start]), width(&chars[start..end]), words);
            PlanIntent::EditText { field, delta }
        }
        7 => {
            let field = pick(&fields, a)?;
            let length = text_in(plan, field).to_plain().encode_utf16().count();
            let from = b % (length + 1);
            let to = (from + c).min(length);
            PlanIntent::SetParagraphs {
                field,
                from,
                to,
                kind: pick(&paragraphs, d)?,
            }
        }
        8 => PlanIntent::AddChapter {
            id: new,
            place: place(&chapters),
            level: 1 + (b % 3) as u8,
        },
        9 => PlanIntent::AddGoal {
            id: new,
            chapter: pick(&chapters, b)?,
            place: place(&goals),
            kind: pick(&kinds, d)?,
        },
        10 => PlanIntent::AddColumn {
            id: new,
            chapter: pick(&chapters, b)?,
            place: place(&columns),
            meaning: pick(&meanings, d)?,
            heading: words.to_owned(),
        },
        11 | 12 => PlanIntent::AddAction {
            id: new,
            chapter: pick(&chapters, b)?,
            place: place(&actions),
        },
        13 => PlanIntent::MoveChapter {
            id: pick(&chapters, a)?,
            place: place(&chapters),
        },
        14 => PlanIntent::MoveGoal {
            id: pick(&goals, a)?,
            chapter: pick(&chapters, b)?,
            place: place(&goals),
        },
        15 => PlanIntent::MoveColumn {
            id: pick(&columns, a)?,
            place: place(&columns),
        },
        16 => PlanIntent::MoveAction {
            id: pick(&actions, a)?,
            chapter: pick(&chapters, b)?,
            place: place(&actions),
        },
        17 => match b % 2 {
            0 => PlanIntent::SetChapterLevel {
                id: pick(&chapters, a)?,
                level: 1 + (d % 4) as u8,
            },
            _ => PlanIntent::SetGoalKind {
                id: pick(&goals, a)?,
                kind: pick(&kinds, d)?,
            },
        },
        18 => PlanIntent::Remove {
            id: pick(&everything, a)?,
            at: 1 + d as i64,
        },
        _ => PlanIntent::Restore {
            id: pick(&removed, a)?,
        },
    })
}

/// Somebody with the plan, what they can undo, and what they have not sent.
struct Person {
    peer: Peer,
    undos: Vec<Inverse>,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn all_come_to_the_same_plan_and_patches_tell_each_change(steps in prop::collection::vec(step(), 1..60)) {
        let mut first = Peer::create(&sample(), 9);
        let mut people: Vec<Person> = (0..3)
            .map(|actor| Person { peer: first.join(actor), undos: Vec::new() })
            .collect();
        // Every change that anybody made, each by itself.
        let mut changes: Vec<Vec<u8>> = Vec::new();
        for step in steps {
            match step {
                Step::Act { who, what, numbers, words } => {
                    let person = &mut people[who];
                    let before = person.peer.document.heads();
                    // `plan` asserts that the page, which knows patches alone, shows what the document holds.
                    let Some(intent) = intent(&person.peer.plan(), what, numbers, &words) else {
                        continue;
                    };
                    match person.peer.document.apply(&Intent::Plan(intent), 1) {
                        Ok(applied) => {
                            person.peer.watch(&applied.patches);
                            person.undos.extend(applied.inverse);
                        }
                        Err(error) => prop_assert_eq!(error, DocumentError::DoesNotFit),
                    }
                    changes.push(person.peer.document.changes_since(&before));
                }
                Step::Undo { who, which } => {
                    let person = &mut people[who];
                    let before = person.peer.document.heads();
                    let Some(at) = person.undos.len().checked_sub(1 + which) else {
                        continue;
                    };
                    let undo = person.undos.remove(at);
                    match person.peer.document.undo(&undo, 2) {
                        Ok(applied) => {
                            person.peer.watch(&applied.patches);
                            person.undos.extend(applied.inverse);
                        }
                        Err(error) => prop_assert_eq!(error, DocumentError::DoesNotFit),
                    }
                    changes.push(person.peer.document.changes_since(&before));
                }
                Step::Receive { who, which } => {
                    let some: Vec<_> = which.iter().filter_map(|index| changes.get(index.index(changes.len().max(1)))).cloned().collect();
                    let patches = people[who].peer.document.receive(&some).unwrap();
                    people[who].peer.watch(&patches);
                }
            }
        }
        changes.reverse();
        for person in &mut people {
            let patches = person.peer.document.receive(&changes).unwrap();
            person.peer.watch(&patches);
        }
        let plan = people[0].peer.plan();
        let heads = people[0].peer.document.heads();
        for person in &mut people {
            prop_assert_eq!(&person.peer.plan(), &plan);
            prop_assert_eq!(person.peer.document.heads(), heads.clone());
            prop_assert_eq!(&person.peer.join(20).plan(), &plan);
        }
    }
}
