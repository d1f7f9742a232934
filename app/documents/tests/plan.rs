//! What people do to a plan, one act after another and several people at once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use samvev_documents::{
    document::{Document, DocumentError, DocumentKind, Heads, Intent, Value},
    plan::{
        Chapter, ColumnMeaning, GoalKind, Place, Plan, PlanField, PlanIntent, PlanPatch,
        RemovedKind,
    },
    text::{Delta, Marks, Paragraph, ParagraphKind, RichText, Run},
};
use support::{Peer, column, id, sample, share};

#[test]
fn a_created_plan_reads_back_as_it_was_written() {
    let plan = sample();
    let peer = Peer::create(&plan, 1);
    assert_eq!(peer.plan(), plan);
    assert!(peer.document.is_ready());
    assert_eq!(Peer::create(&Plan::default(), 1).plan(), Plan::default());
}

#[test]
fn a_plan_with_one_identifier_twice_or_a_cell_outside_its_table_is_refused() {
    let mut twice = sample();
    let again = twice.chapters[1].actions[0].clone();
    twice.chapters[1].actions.push(again);
    let mut astray = sample();
    astray.chapters[1].actions[0]
        .cells
        .insert(id(999), RichText::from_plain("Ingen kolonne"));
    for plan in [twice, astray] {
        let made = Document::create(&Value::Plan(plan), &[1; 16], 0);
        assert_eq!(made.err(), Some(DocumentError::DoesNotFit));
    }
}

#[test]
fn a_saved_plan_opens_as_it_was() {
    let mut peer = Peer::create(&sample(), 1);
    peer.type_in(PlanField::Title, 0, 0, "Felles ");
    let saved = peer.document.save();
    let opened = Document::load(DocumentKind::Plan, Some(&saved), &[], &[9; 16]).unwrap();
    assert_eq!(opened.value().unwrap(), Value::Plan(peer.plan()));
}

#[test]
fn enter_parts_a_paragraph_and_deleting_the_break_joins_it() {
    let mut peer = Peer::create(&sample(), 1);
    let field = PlanField::ChapterText(id(2));
    let before = peer.text(field);
    assert_eq!(before.paragraphs[1].kind, ParagraphKind::Bullet(0));
    let start = before.paragraphs[0].runs[0].text.encode_utf16().count() + 1;
    peer.type_in(field, start + 3, 0, "\n");
    let parted = peer.text(field);
    assert_eq!(parted.paragraphs.len(), before.paragraphs.len() + 1);
    assert_eq!(parted.paragraphs[2].kind, ParagraphKind::Bullet(0));
    peer.type_in(field, start + 3, 1, "");
    assert_eq!(peer.text(field), before);
}

#[test]
fn what_follows_a_heading_is_plain() {
    let mut peer = Peer::create(&sample(), 1);
    let field = PlanField::ChapterText(id(1));
    peer.act(PlanIntent::SetParagraphs {
        field,
        from: 0,
        to: 0,
        kind: ParagraphKind::Heading(2),
    });
    peer.type_in(field, 5, 0, "\n");
    let kinds: Vec<_> = peer.text(field).paragraphs.iter().map(|p| p.kind).collect();
    assert_eq!(
        kinds[..2],
        [ParagraphKind::Heading(2), ParagraphKind::Plain]
    );
}

#[test]
fn words_typed_at_the_end_of_bold_are_bold_and_of_a_link_are_not() {
    let run = |text: &str, marks: Marks| Run {
        text: text.into(),
        marks,
    };
    let bold = Marks {
        bold: true,
        ..Marks::default()
    };
    let link = Marks {
        link: Some("https://eksempel.no".into()),
        ..Marks::default()
    };
    let mut plan = Plan::default();
    plan.title.paragraphs = vec![Paragraph {
        kind: ParagraphKind::Plain,
        runs: vec![
            run("fet", bold.clone()),
            run(" og ", Marks::default()),
            run("lenke", link.clone()),
        ],
    }];
    let mut peer = Peer::create(&plan, 1);
    assert_eq!(peer.plan(), plan);
    peer.type_in(PlanField::Title, 3, 0, "ere");
    peer.type_in(PlanField::Title, 15, 0, "r");
    let expected = [
        run("fetere", bold.clone()),
        run(" og ", Marks::default()),
        run("lenke", link),
        run("r", Marks::default()),
    ];
    assert_eq!(peer.text(PlanField::Title).paragraphs[0].runs, expected);
    // Words that replace bold ones are bold.
    peer.type_in(PlanField::Title, 0, 6, "tykk");
    assert_eq!(
        peer.text(PlanField::Title).paragraphs[0].runs[0],
        run("tykk", bold)
    );
}

#[test]
fn a_delta_that_does_not_fit_changes_nothing() {
    let mut peer = Peer::create(&sample(), 1);
    peer.type_in(PlanField::Title, 0, 0, "😀");
    let heads = peer.document.heads();
    for delta in [
        Delta::splice(1, 0, "x"),
        Delta::splice(0, 1, ""),
        Delta::splice(10_000, 1, ""),
    ] {
        let intent = Intent::Plan(PlanIntent::EditText {
            field: PlanField::Title,
            delta,
        });
        assert_eq!(
            peer.document.apply(&intent, 5).err(),
            Some(DocumentError::DoesNotFit)
        );
    }
    assert_eq!(peer.document.heads(), heads);
}

#[test]
fn undo_takes_back_just_ones_own_words_and_redo_puts_them_there_again() {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    let field = PlanField::Goal(id(10));
    let before = one.text(field).to_plain();
    let mine = one.type_in(field, 0, 0, "Mine ord. ").unwrap();
    share(&mut [&mut one, &mut two]);
    two.type_in(field, 4, 0, " egne");
    share(&mut [&mut one, &mut two]);
    assert_eq!(
        one.text(field).to_plain(),
        format!("Mine egne ord. {before}")
    );
    let again = one.undo(&mine).unwrap();
    assert_eq!(one.text(field).to_plain(), format!(" egne{before}"));
    one.undo(&again).unwrap();
    let all = one.text(field).to_plain();
    assert!(
        all.contains("Mine") && all.contains(" egne") && all.contains("ord. "),
        "{all}"
    );
}

#[test]
fn undo_leaves_what_somebody_else_wrote_where_ones_own_words_were() {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    let field = PlanField::Goal(id(10));
    let mine = one.type_in(field, 0, 0, "Ansvar 5. ").unwrap();
    share(&mut [&mut one, &mut two]);
    two.type_in(field, 0, 10, "");
    two.type_in(field, 0, 0, "Ansvar 6. ");
    share(&mut [&mut one, &mut two]);
    let after = one.text(field);
    assert!(one.undo(&mine).is_none());
    assert_eq!(one.text(field), after);
}

#[test]
fn a_chain_of_undos_comes_back_to_the_beginning_and_redo_to_the_end() {
    let mut peer = Peer::create(&sample(), 1);
    let field = PlanField::ChapterText(id(2));
    let states = [peer.text(field)];
    let mut states = states.to_vec();
    let mut undos = Vec::new();
    for (at, delete, words) in [
        (0, 0, "abc"),
        (1, 1, ""),
        (3, 4, "x\ny"),
        (4, 1, ""),
        (0, 30, ""),
    ] {
        undos.extend(peer.type_in(field, at, delete, words));
        states.push(peer.text(field));
    }
    let mut redos = Vec::new();
    for (undo, state) in undos.iter().rev().zip(states.iter().rev().skip(1)) {
        redos.extend(peer.undo(undo));
        assert_eq!(&peer.text(field), state);
    }
    for (redo, state) in redos.iter().rev().zip(states.iter().skip(1)) {
        peer.undo(redo);
        assert_eq!(&peer.text(field), state);
    }
}

#[test]
fn undone_deletion_brings_marks_and_bullets_back() {
    let mut peer = Peer::create(&sample(), 1);
    let field = PlanField::ChapterText(id(2));
    let before = peer.text(field);
    let all = before.to_plain().encode_utf16().count();
    let undo = peer.type_in(field, 0, all, "").unwrap();
    assert!(peer.text(field).is_blank());
    peer.undo(&undo).unwrap();
    assert_eq!(peer.text(field), before);
}

#[test]
fn two_who_add_rows_at_one_place_get_both_in_one_order() {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    // Their jitter is the same, and so is the place they choose.
    for (peer, new) in [(&mut one, id(500)), (&mut two, id(500 + 0xFFFF * 31))] {
        peer.act(PlanIntent::AddAction {
            id: new,
            chapter: id(2),
            place: Place::After(id(30)),
        });
    }
    share(&mut [&mut one, &mut two]);
    let order: Vec<_> = one.plan().chapters[1]
        .actions
        .iter()
        .map(|action| action.id)
        .collect();
    assert_eq!(order.len(), sample().chapters[1].actions.len() + 2);
    assert_eq!(one.plan(), two.plan());
    // There is room between the two, too.
    one.act(PlanIntent::AddAction {
        id: id(501),
        chapter: id(2),
        place: Place::After(order[1]),
    });
    let after: Vec<_> = one.plan().chapters[1]
        .actions
        .iter()
        .map(|action| action.id)
        .collect();
    assert_eq!(after[..4], [order[0], order[1], id(501), order[2]]);
    share(&mut [&mut one, &mut two]);
    assert_eq!(one.plan(), two.plan());
}

#[test]
fn two_who_begin_in_the_same_empty_cell_keep_both_words() {
    let mut one = Peer::create(&sample(), 1);
    one.act(PlanIntent::AddAction {
        id: id(600),
        chapter: id(2),
        place: Place::Last,
    });
    let mut two = one.join(2);
    let field = PlanField::Cell {
        action: id(600),
        column: id(20),
    };
    one.type_in(field, 0, 0, "Ergoterapi");
    two.type_in(field, 0, 0, "Fysioterapi");
    share(&mut [&mut one, &mut two]);
    assert_eq!(one.plan(), two.plan());
    let words = one.text(field).to_plain();
    assert!(
        words.contains("Ergoterapi") && words.contains("Fysioterapi"),
        "{words}"
    );
}

/// A row and a column that come at once leave a cell that nobody has made; two who then begin in it each make one.
#[test]
fn words_in_a_cell_that_two_made_at_once_are_all_there_and_stay_when_it_is_edited() {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    one.act(PlanIntent::AddAction {
        id: id(600),
        chapter: id(2),
        place: Place::Last,
    });
    two.act(column(700, 2, "Merknad"));
    share(&mut [&mut one, &mut two]);
    let field = PlanField::Cell {
        action: id(600),
        column: id(700),
    };
    one.type_in(field, 0, 0, "Ring først");
    two.type_in(field, 0, 0, "Venter på svar");
    share(&mut [&mut one, &mut two]);
    assert_eq!(one.plan(), two.plan());
    let both = one.text(field).to_plain();
    assert!(
        both.contains("Ring først") && both.contains("Venter på svar"),
        "{both}"
    );
    one.type_in(field, 0, 0, "Ny: ");
    assert_eq!(one.text(field).to_plain(), format!("Ny: {both}"));
    share(&mut [&mut one, &mut two]);
    assert_eq!(two.text(field).to_plain(), format!("Ny: {both}"));
    let saved = one.document.save();
    let opened = Document::load(DocumentKind::Plan, Some(&saved), &[], &[9; 16]).unwrap();
    assert_eq!(opened.value().unwrap(), Value::Plan(two.plan()));
}

#[test]
fn one_act_done_by_two_engines_adds_one_thing_and_keeps_the_words_of_both() {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    let field = PlanField::Cell {
        action: id(600),
        column: id(20),
    };
    for (peer, words) in [(&mut one, "første"), (&mut two, "andre")] {
        peer.act(PlanIntent::AddAction {
            id: id(600),
            chapter: id(2),
            place: Place::Last,
        });
        peer.type_in(field, 0, 0, words);
    }
    share(&mut [&mut one, &mut two]);
    assert_eq!(one.plan(), two.plan());
    let words = one.text(field).to_plain();
    assert!(
        words.contains("første") && words.contains("andre"),
        "{words}"
    );
    assert_eq!(
        one.plan().chapters[1].actions.len(),
        sample().chapters[1].actions.len() + 1
    );
}

#[test]
fn a_row_removed_while_another_types_in_it_comes_back_with_the_words() {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    let field = PlanField::Cell {
        action: id(30),
        column: id(20),
    };
    let undo = one.act(PlanIntent::Remove { id: id(30), at: 77 }).unwrap();
    two.type_in(field, 0, 0, "Viktig: ");
    share(&mut [&mut one, &mut two]);
    let bin = one.plan().removed;
    assert_eq!((bin[0].kind, bin[0].at), (RemovedKind::Action, 77));
    assert!(bin[0].words.starts_with("Viktig: "), "{}", bin[0].words);
    one.undo(&undo).unwrap();
    assert!(one.text(field).to_plain().starts_with("Viktig: "));
    share(&mut [&mut one, &mut two]);
    assert_eq!(one.plan(), two.plan());
}

#[test]
fn a_removed_column_takes_its_cells_away_and_brings_them_back() {
    let mut peer = Peer::create(&sample(), 1);
    let before = peer.plan();
    let undo = peer.act(PlanIntent::Remove { id: id(20), at: 1 }).unwrap();
    assert!(
        peer.plan().chapters[1]
            .actions
            .iter()
            .all(|row| !row.cells.contains_key(&id(20)))
    );
    let redo = peer.undo(&undo).unwrap();
    assert_eq!(peer.plan(), before);
    peer.undo(&redo).unwrap();
    assert_eq!(peer.plan().removed[0].at, 1);
}

#[test]
fn what_lies_in_a_removed_chapter_comes_back_with_it() {
    let mut peer = Peer::create(&sample(), 1);
    peer.act(PlanIntent::Remove { id: id(10), at: 1 });
    let before = peer.plan();
    let undo = peer.act(PlanIntent::Remove { id: id(1), at: 2 }).unwrap();
    assert_eq!(
        peer.plan().removed.len(),
        1,
        "the goal is in the chapter's place in the bin"
    );
    peer.undo(&undo).unwrap();
    assert_eq!(peer.plan(), before);
}

#[test]
fn a_row_moved_to_another_table_takes_its_words_to_the_columns_that_match() {
    let mut peer = Peer::create(&sample(), 1);
    peer.act(PlanIntent::AddColumn {
        id: id(800),
        chapter: id(1),
        place: Place::Last,
        meaning: ColumnMeaning::Action,
        heading: "Tiltak".into(),
    });
    let words = peer.text(PlanField::Cell {
        action: id(31),
        column: id(20),
    });
    let to_there = PlanIntent::MoveAction {
        id: id(30),
        chapter: id(1),
        place: Place::Last,
    };
    let refused = peer.document.apply(&Intent::Plan(to_there), 3);
    assert_eq!(
        refused.err(),
        Some(DocumentError::DoesNotFit),
        "it has words that have no place there"
    );
    let undo = peer
        .act(PlanIntent::MoveAction {
            id: id(31),
            chapter: id(1),
            place: Place::Last,
        })
        .unwrap();
    assert_eq!(
        peer.text(PlanField::Cell {
            action: id(31),
            column: id(800)
        }),
        words
    );
    peer.type_in(
        PlanField::Cell {
            action: id(31),
            column: id(800),
        },
        0,
        0,
        "Nå: ",
    );
    peer.undo(&undo).unwrap();
    let back = peer
        .text(PlanField::Cell {
            action: id(31),
            column: id(20),
        })
        .to_plain();
    assert_eq!(back, format!("Nå: {}", words.to_plain()));
}

#[test]
fn moving_and_setting_can_be_undone() {
    let mut peer = Peer::create(&sample(), 1);
    peer.act(PlanIntent::AddChapter {
        id: id(900),
        place: Place::First,
        level: 1,
    });
    peer.act(column(901, 2, "Merknad"));
    let before = peer.plan();
    for intent in [
        PlanIntent::MoveChapter {
            id: id(1),
            place: Place::Last,
        },
        PlanIntent::MoveGoal {
            id: id(10),
            chapter: id(2),
            place: Place::First,
        },
        PlanIntent::MoveColumn {
            id: id(901),
            place: Place::First,
        },
        PlanIntent::MoveAction {
            id: id(30),
            chapter: id(2),
            place: Place::Last,
        },
        PlanIntent::SetChapterLevel {
            id: id(1),
            level: 3,
        },
        PlanIntent::SetGoalKind {
            id: id(10),
            kind: GoalKind::Strategic,
        },
        PlanIntent::SetParagraphs {
            field: PlanField::ChapterText(id(2)),
            from: 0,
            to: 40,
            kind: ParagraphKind::Quote,
        },
    ] {
        let undo = peer.act(intent.clone()).expect("it changes something");
        let after = peer.plan();
        assert_ne!(after, before, "{intent:?}");
        let redo = peer.undo(&undo).unwrap();
        assert_eq!(peer.plan(), before, "{intent:?}");
        peer.undo(&redo).unwrap();
        assert_eq!(peer.plan(), after, "{intent:?}");
        peer.undo(&undo);
    }
}

#[test]
fn an_act_done_twice_changes_nothing_the_second_time() {
    let mut peer = Peer::create(&sample(), 1);
    for intent in [
        PlanIntent::AddGoal {
            id: id(60),
            chapter: id(1),
            place: Place::Last,
            kind: GoalKind::Sub,
        },
        column(61, 1, "Merknad"),
        PlanIntent::AddAction {
            id: id(62),
            chapter: id(1),
            place: Place::First,
        },
        PlanIntent::MoveChapter {
            id: id(2),
            place: Place::First,
        },
        PlanIntent::Remove { id: id(10), at: 5 },
    ] {
        assert!(peer.act(intent.clone()).is_some());
        let heads = peer.document.heads();
        assert!(peer.act(intent).is_none());
        assert_eq!(peer.document.heads(), heads);
    }
}

#[test]
fn typing_gives_one_patch_with_the_words_and_the_delta() {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    let field = PlanField::Cell {
        action: id(30),
        column: id(20),
    };
    let delta = Delta::splice(2, 0, "ny");
    let intent = PlanIntent::EditText {
        field,
        delta: delta.clone(),
    };
    let own = one
        .document
        .apply(&Intent::Plan(intent), 5)
        .unwrap()
        .patches;
    let theirs = two.pull(&mut one);
    for patches in [&own, &theirs] {
        let [
            samvev_documents::document::Patch::Plan(PlanPatch::Text {
                field: of,
                delta: told,
                text,
            }),
        ] = patches.as_slice()
        else {
            panic!("{patches:?}");
        };
        assert_eq!((of, told), (&field, &delta));
        assert_eq!(text, &two.text(field));
    }
}

#[test]
fn what_was_typed_before_a_restart_is_replayed_past_what_others_did() {
    let mut one = Peer::create(&sample(), 1);
    let mut two = one.join(2);
    let field = PlanField::Title;
    let base = one.document.heads();
    let title = one.text(field).to_plain();
    two.type_in(field, 0, 0, "Vår ");
    share(&mut [&mut one, &mut two]);
    let end = title.encode_utf16().count();
    let typed = Delta::splice(end, 0, " 2027");
    let applied = one
        .document
        .apply_text_at(&field, &base, &typed, 9)
        .unwrap();
    one.watch(&applied.patches);
    assert_eq!(one.text(field).to_plain(), format!("Vår {title} 2027"));
    let elsewhere = Heads(vec![[7; 32]]);
    let refused = one.document.apply_text_at(&field, &elsewhere, &typed, 9);
    assert_eq!(refused.err(), Some(DocumentError::DoesNotFit));
}

#[test]
fn a_joiner_gets_the_whole_plan_with_its_first_change() {
    let mut one = Peer::create(&sample(), 1);
    one.type_in(PlanField::Title, 0, 0, "Ny ");
    let later = one.type_in(PlanField::Title, 0, 0, "Helt ").is_some();
    assert!(later);
    let mut two = Peer::empty(2);
    assert!(!two.document.is_ready());
    assert_eq!(two.plan(), Plan::default());
    let refused = two.document.apply(&Intent::Plan(column(1, 1, "x")), 0);
    assert_eq!(refused.err(), Some(DocumentError::DoesNotFit));
    two.pull(&mut one);
    assert!(two.document.is_ready());
    assert_eq!(two.plan(), one.plan());
}

#[test]
fn an_empty_chapter_has_nothing_in_it() {
    let mut peer = Peer::create(&Plan::default(), 1);
    peer.act(PlanIntent::AddChapter {
        id: id(1),
        place: Place::Last,
        level: 2,
    });
    let empty = Chapter {
        id: id(1),
        level: 2,
        heading: RichText::default(),
        text: RichText::default(),
        goals: vec![],
        columns: vec![],
        actions: vec![],
    };
    assert_eq!(peer.plan().chapters, [empty]);
}
