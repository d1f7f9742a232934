//! What a person can do to the plan with a key or a button, but for typing.

use super::{
    address::Item,
    desk::{Desk, Gone, page},
    moves::{Towards, moved, toggled},
    random,
};
use leptos::{prelude::*, task};
use samvev_documents::{
    id::ItemId,
    plan::{ColumnMeaning, GoalKind, Place, PlanField, PlanIntent, RemovedKind},
    text::ParagraphKind,
};
use samvev_engine::messages::Command;
use wasm_bindgen::JsCast;

/// Undoes this person's last act.
pub fn undo(desk: Desk) {
    if untrack(|| desk.writes_again_first()) {
        desk.write_again();
        return;
    }
    desk.read_editor();
    desk.ask(Command::Undo(desk.document));
}

/// Does again what was undone last.
pub fn redo(desk: Desk) {
    desk.goes_on();
    desk.read_editor();
    desk.ask(Command::Redo(desk.document));
}

/// Moves a thing by one place.
pub fn shift(desk: Desk, item: Item, towards: Towards) {
    let Some(intent) = desk.with_shown(|shown| {
        let (order, chapter) = shown.siblings(item)?;
        let place = moved(&order, item.id(), towards)?;
        Some(match item {
            Item::Chapter(id) => PlanIntent::MoveChapter { id, place },
            Item::Goal(id) => PlanIntent::MoveGoal {
                id,
                chapter: chapter?,
                place,
            },
            Item::Column(id) => PlanIntent::MoveColumn { id, place },
            Item::Action(id) => PlanIntent::MoveAction {
                id,
                chapter: chapter?,
                place,
            },
        })
    }) else {
        return;
    };
    if let Some(intent) = intent {
        desk.act(intent);
    }
}

/// Removes a thing at once, and leaves the way back where it stood.
pub fn remove(desk: Desk, item: Item) {
    let Some((order, chapter)) = desk.with_shown(|shown| shown.siblings(item)).flatten() else {
        return;
    };
    desk.close();
    let at = order
        .iter()
        .position(|id| *id == item.id())
        .unwrap_or_default();
    let after = at
        .checked_sub(1)
        .and_then(|before| order.get(before))
        .copied();
    let kind = match item {
        Item::Chapter(_) => RemovedKind::Chapter,
        Item::Goal(_) => RemovedKind::Goal,
        Item::Column(_) => RemovedKind::Column,
        Item::Action(_) => RemovedKind::Action,
    };
    // A date fits a whole number of milliseconds.
    #[allow(clippy::cast_possible_truncation)]
    let now = js_sys::Date::now() as i64;
    desk.act(PlanIntent::Remove {
        id: item.id(),
        at: now,
    });
    desk.while_drawing(|| {
        desk.gone.set(Some(Gone {
            id: item.id(),
            kind,
            chapter,
            after,
        }))
    });
    focus_soon("plan-bring-back");
}

/// Takes a thing out of the bin.
pub fn restore(desk: Desk, id: ItemId) {
    desk.act(PlanIntent::Restore { id });
    desk.while_drawing(|| {
        desk.gone
            .update(|gone| *gone = gone.filter(|gone| gone.id != id))
    });
}

/// Adds a chapter and goes into its heading.
pub fn add_chapter(desk: Desk, place: Place) {
    let id = random::item();
    let level = desk.with_shown(|shown| shown.level_at(place)).unwrap_or(1);
    desk.want(PlanField::ChapterHeading(id));
    desk.act(PlanIntent::AddChapter { id, place, level });
}

/// Makes a chapter lie deeper or higher.
pub fn set_level(desk: Desk, id: ItemId, level: u8) {
    desk.act(PlanIntent::SetChapterLevel {
        id,
        level: level.clamp(1, 5),
    });
}

/// Adds a goal and goes into it.
pub fn add_goal(desk: Desk, chapter: ItemId, place: Place) {
    let id = random::item();
    desk.want(PlanField::Goal(id));
    desk.act(PlanIntent::AddGoal {
        id,
        chapter,
        place,
        kind: GoalKind::Unspecified,
    });
}

/// Adds a row and goes into its first cell.
pub fn add_action(desk: Desk, after: ItemId) {
    let Some((chapter, column)) = desk
        .with_shown(|shown| {
            let (_, chapter) = shown.siblings(Item::Action(after))?;
            Some((chapter?, shown.first_column_of(chapter?)?))
        })
        .flatten()
    else {
        return;
    };
    let id = random::item();
    desk.want(PlanField::Cell { action: id, column });
    desk.act(PlanIntent::AddAction {
        id,
        chapter,
        place: Place::After(after),
    });
}

/// Adds a column and goes into its heading.
pub fn add_column(desk: Desk, after: ItemId) {
    let Some(chapter) = desk
        .with_shown(|shown| shown.siblings(Item::Column(after))?.1)
        .flatten()
    else {
        return;
    };
    let id = random::item();
    desk.want(PlanField::ColumnHeading(id));
    let (place, meaning, heading) = (Place::After(after), ColumnMeaning::Other, String::new());
    desk.act(PlanIntent::AddColumn {
        id,
        chapter,
        place,
        meaning,
        heading,
    });
}

/// Adds a table with the usual five columns, in a chapter or in a new one, and goes into its first row.
pub fn add_table(desk: Desk, chapter: Option<ItemId>) {
    let words = desk.words_now();
    let chapter = chapter.unwrap_or_else(|| {
        let id = random::item();
        desk.act(PlanIntent::AddChapter {
            id,
            place: Place::Last,
            level: 1,
        });
        id
    });
    let columns = [
        (ColumnMeaning::Action, words.column_action),
        (ColumnMeaning::Services, words.column_services),
        (ColumnMeaning::Responsible, words.column_responsible),
        (ColumnMeaning::Time, words.column_time),
        (ColumnMeaning::Cost, words.column_cost),
    ];
    let mut first = None;
    for (meaning, heading) in columns {
        let id = random::item();
        first.get_or_insert(id);
        let heading = heading.to_owned();
        desk.act(PlanIntent::AddColumn {
            id,
            chapter,
            place: Place::Last,
            meaning,
            heading,
        });
    }
    // Its empty row has an identifier as soon as the chapter is drawn.
    if let Some(column) = first {
        desk.want_first_row(chapter, column);
    }
}

/// Makes the paragraphs where the caret is a list, or plain where they are that list already.
pub fn set_kind(desk: Desk, wanted: ParagraphKind) {
    let Some((field, from, to)) = desk.selection() else {
        return;
    };
    desk.read_editor();
    let Some(text) = desk.with_shown(|shown| shown.text(field)).flatten() else {
        return;
    };
    let kind = toggled(&text.read_untracked(), from, to, wanted);
    desk.act(PlanIntent::SetParagraphs {
        field,
        from,
        to,
        kind,
    });
}

/// Enter in an empty item ends the list. Returns whether it did.
pub fn end_list(desk: Desk) -> bool {
    let Some((field, from, to)) = desk.selection() else {
        return false;
    };
    let Some(text) = desk.with_shown(|shown| shown.text(field)).flatten() else {
        return false;
    };
    let mut begins = 0;
    for paragraph in &text.read_untracked().paragraphs {
        let units: usize = paragraph
            .runs
            .iter()
            .map(|run| run.text.encode_utf16().count())
            .sum();
        let is_list = matches!(
            paragraph.kind,
            ParagraphKind::Bullet(_) | ParagraphKind::Numbered(_)
        );
        if is_list && units == 0 && begins == from && from == to {
            desk.act(PlanIntent::SetParagraphs {
                field,
                from,
                to,
                kind: ParagraphKind::Plain,
            });
            return true;
        }
        begins += units + 1;
    }
    false
}

fn focus_soon(id: &'static str) {
    task::spawn_local(async move {
        task::tick().await;
        let element = page().and_then(|page| page.get_element_by_id(id));
        if let Some(element) =
            element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        {
            super::desk::focus_quietly(&element);
        }
    });
}
