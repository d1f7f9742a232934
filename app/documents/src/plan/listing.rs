//! Putting things in lists, and moving them.

use super::{
    ColumnMeaning, Place, PlanField, RemovedKind,
    index::{Index, ListKey},
    read, schema,
    undo::Undo,
    writing::{Done, collection, edit_text},
};
use crate::{
    document::DocumentError,
    id::ItemId,
    position,
    text::{Delta, RichText, edit, pieces, units},
};
use automerge::{
    ObjId, ObjType,
    transaction::{Transactable, Transaction},
};
use std::collections::BTreeMap;

/// Finds a position for `id` in a list, moving neighbours that stand in the way. `None`: it lies there already.
fn room(
    tx: &mut Transaction<'_>,
    index: &Index,
    key: ListKey,
    id: ItemId,
    place: Place,
    done: &mut Done,
) -> Result<Option<String>, DocumentError> {
    let all: Vec<(&str, ItemId)> = index.list(key).collect();
    let now = all.iter().position(|(_, other)| *other == id);
    let others: Vec<(&str, ItemId)> = all.into_iter().filter(|(_, other)| *other != id).collect();
    let wanted = match place {
        Place::First => 0,
        Place::Last => others.len(),
        Place::After(before) if before == id => now.unwrap_or(others.len()),
        Place::After(before) => others
            .iter()
            .position(|(_, other)| *other == before)
            .map_or(others.len(), |at| at + 1),
    };
    if now == Some(wanted) {
        return Ok(None);
    }
    let positions: Vec<&str> = others.iter().map(|(position, _)| *position).collect();
    let (own, moved) = position::make_room(&positions, wanted, id.jitter());
    for (at, position) in moved {
        if let Some((_, neighbour)) = others.get(at)
            && let Some(item) = index.get(key.0, *neighbour)
        {
            tx.put(&item.object, schema::POSITION, position)?;
            done.touched.items.insert((key.0, *neighbour));
        }
    }
    Ok(Some(own))
}

/// Makes a thing with its position; the caller puts the rest in. `None`: it is there already.
pub(super) fn add(
    tx: &mut Transaction<'_>,
    index: &Index,
    (kind, chapter): ListKey,
    id: ItemId,
    place: Place,
) -> Result<Option<(ObjId, Done)>, DocumentError> {
    if index.get(kind, id).is_some() {
        return Ok(None);
    }
    if let Some(chapter) = chapter {
        index
            .get(RemovedKind::Chapter, chapter)
            .ok_or(DocumentError::DoesNotFit)?;
    }
    let mut done = Done::item(kind, id, Undo::Remove { kind, id, at: None });
    let position = room(tx, index, (kind, chapter), id, place, &mut done)?.unwrap_or_default();
    let things = collection(tx, kind)?;
    let object = tx.put_object(&things, id.to_string(), ObjType::Map)?;
    tx.put(&object, schema::POSITION, position)?;
    if let Some(chapter) = chapter {
        tx.put(&object, schema::CHAPTER, chapter.to_string())?;
    }
    Ok(Some((object, done)))
}

/// Makes a text with plain words.
pub(super) fn add_text(
    tx: &mut Transaction<'_>,
    object: &ObjId,
    key: &str,
    words: &str,
) -> Result<(), DocumentError> {
    let text = tx.put_object(object, key, ObjType::Text)?;
    tx.splice_text(&text, 0, 0, &words.replace('\n', ""))?;
    edit::dress(tx, &text, &RichText::from_plain(words))
}

/// Makes the texts of a new row, one for each column of its table.
pub(super) fn add_cells(
    tx: &mut Transaction<'_>,
    index: &Index,
    action: &ObjId,
    chapter: ItemId,
) -> Result<(), DocumentError> {
    let cells = match schema::child(&*tx, action, schema::CELLS) {
        Some(cells) => cells,
        None => tx.put_object(action, schema::CELLS, ObjType::Map)?,
    };
    for (column, item) in index.all(RemovedKind::Column) {
        let key = column.to_string();
        if item.chapter == Some(chapter) && schema::child(&*tx, &cells, &key).is_none() {
            edit::create(tx, &cells, &key)?;
        }
    }
    Ok(())
}

/// Makes the texts of a new column, one for each row of its table, so that two people who begin to type in an empty cell at once
/// type in the same text.
pub(super) fn add_column_cells(
    tx: &mut Transaction<'_>,
    index: &Index,
    column: ItemId,
    chapter: ItemId,
) -> Result<(), DocumentError> {
    let key = column.to_string();
    for (_, action) in index.all(RemovedKind::Action) {
        if action.chapter == Some(chapter)
            && let Some(cells) = schema::child(&*tx, &action.object, schema::CELLS)
            && schema::child(&*tx, &cells, &key).is_none()
        {
            edit::create(tx, &cells, &key)?;
        }
    }
    Ok(())
}

/// Moves a thing within its list, or to another chapter's. A row takes its words along to the columns that match.
pub(super) fn relocate(
    tx: &mut Transaction<'_>,
    index: &Index,
    kind: RemovedKind,
    id: ItemId,
    chapter: Option<ItemId>,
    place: Place,
) -> Result<Done, DocumentError> {
    index.get(kind, id).ok_or(DocumentError::DoesNotFit)?;
    if let Some(chapter) = chapter {
        index
            .get(RemovedKind::Chapter, chapter)
            .ok_or(DocumentError::DoesNotFit)?;
    }
    let mut done = Done::default();
    match room(tx, index, (kind, chapter), id, place, &mut done)? {
        None => Ok(done),
        Some(position) => put_at(tx, index, kind, id, chapter, position, done),
    }
}

/// Gives a thing a chapter and a position.
pub(super) fn put_at(
    tx: &mut Transaction<'_>,
    index: &Index,
    kind: RemovedKind,
    id: ItemId,
    chapter: Option<ItemId>,
    position: String,
    mut done: Done,
) -> Result<Done, DocumentError> {
    let item = index.get(kind, id).ok_or(DocumentError::DoesNotFit)?;
    if item.position == position && item.chapter == chapter {
        return Ok(done);
    }
    done.undo.push(Undo::Place {
        kind,
        id,
        chapter: item.chapter,
        position: item.position.clone(),
    });
    done.touched.items.insert((kind, id));
    tx.put(&item.object, schema::POSITION, position)?;
    if item.chapter != chapter
        && let Some(new) = chapter
    {
        tx.put(&item.object, schema::CHAPTER, new.to_string())?;
        if kind == RemovedKind::Action {
            add_cells(tx, index, &item.object, new)?;
            for (from, to) in matching_cells(tx, index, id, item.chapter, new)? {
                carry(tx, index, id, from, to, &mut done)?;
            }
        }
    }
    Ok(done)
}

/// A column, and what another must have to match it: its meaning, or its heading where it has none.
type Named = (ItemId, (ColumnMeaning, String));

/// The columns whose words go along with a row, and where they go: to the column of the same meaning, else of the same heading.
///
/// # Errors
/// [`DocumentError::DoesNotFit`] if a cell with words has no place in the other table.
fn matching_cells(
    tx: &Transaction<'_>,
    index: &Index,
    action: ItemId,
    from: Option<ItemId>,
    to: ItemId,
) -> Result<Vec<(ItemId, ItemId)>, DocumentError> {
    let columns = |chapter| -> Result<Vec<Named>, DocumentError> {
        let mut columns = Vec::new();
        for id in index.order((RemovedKind::Column, chapter)) {
            let meaning = index
                .get(RemovedKind::Column, id)
                .map(|column| column.meaning)
                .unwrap_or_default();
            let heading = match meaning {
                ColumnMeaning::Other => read::view(tx, PlanField::ColumnHeading(id), None)?
                    .shown
                    .rich
                    .to_plain()
                    .trim()
                    .to_owned(),
                _ => String::new(),
            };
            columns.push((id, (meaning, heading)));
        }
        Ok(columns)
    };
    let mut free: BTreeMap<_, Vec<ItemId>> = BTreeMap::new();
    for (id, name) in columns(Some(to))?.into_iter().rev() {
        free.entry(name).or_default().push(id);
    }
    let mut matching = Vec::new();
    for (id, name) in columns(from)? {
        match free.get_mut(&name).and_then(Vec::pop) {
            Some(other) => matching.push((id, other)),
            None => {
                let cell = PlanField::Cell { action, column: id };
                if !read::view(tx, cell, None)?.shown.rich.is_blank() {
                    return Err(DocumentError::DoesNotFit);
                }
            }
        }
    }
    Ok(matching)
}

/// Makes one cell of a row say what another says.
fn carry(
    tx: &mut Transaction<'_>,
    index: &Index,
    action: ItemId,
    from: ItemId,
    to: ItemId,
    done: &mut Done,
) -> Result<(), DocumentError> {
    let source = read::view(
        &*tx,
        PlanField::Cell {
            action,
            column: from,
        },
        None,
    )?
    .shown;
    let field = PlanField::Cell { action, column: to };
    let target = read::view(&*tx, field, None)?.shown;
    if source.rich == target.rich {
        return Ok(());
    }
    let all = units::length(&target.rich.to_plain());
    let delta = Delta::splice(0, all, &source.rich.to_plain());
    let pieces = pieces::pieces_of(&source.rich);
    edit_text(tx, index, field, &delta, Some(pieces))?;
    let kind = source.first_kind();
    super::writing::set_kinds(tx, index, field, |_| Ok(vec![(None, kind)]))?;
    done.touched.texts.insert(field, None);
    Ok(())
}
