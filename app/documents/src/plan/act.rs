//! Acts on a plan, each in one transaction.

use super::{
    PlanIntent, RemovedKind,
    index::Index,
    listing, schema,
    undo::Undo,
    writing::{self, Done},
};
use crate::{document::DocumentError, text::edit};
use automerge::transaction::{Transactable, Transaction};

/// Carries out an act in a transaction.
///
/// # Errors
/// [`DocumentError::DoesNotFit`]: the transaction must be rolled back.
pub(crate) fn act(
    tx: &mut Transaction<'_>,
    index: &Index,
    intent: &PlanIntent,
) -> Result<Done, DocumentError> {
    match intent {
        PlanIntent::EditText { field, delta } => writing::edit_text(tx, index, *field, delta, None),
        PlanIntent::SetParagraphs {
            field,
            from,
            to,
            kind,
        } => writing::set_kinds(tx, index, *field, |kept| {
            let touched = edit::touched(kept, *from, *to)?;
            Ok(touched
                .into_iter()
                .map(|(place, _)| (place, *kind))
                .collect())
        }),
        PlanIntent::AddChapter { id, place, level } => {
            let added = listing::add(tx, index, (RemovedKind::Chapter, None), *id, *place)?;
            let Some((object, done)) = added else {
                return Ok(Done::default());
            };
            tx.put(&object, schema::LEVEL, u64::from(*level))?;
            edit::create(tx, &object, schema::HEADING)?;
            edit::create(tx, &object, schema::TEXT)?;
            Ok(done)
        }
        PlanIntent::AddGoal {
            id,
            chapter,
            place,
            kind,
        } => {
            let added = listing::add(tx, index, (RemovedKind::Goal, Some(*chapter)), *id, *place)?;
            let Some((object, done)) = added else {
                return Ok(Done::default());
            };
            if let Some(name) = schema::goal_kind_name(*kind) {
                tx.put(&object, schema::KIND, name)?;
            }
            edit::create(tx, &object, schema::TEXT)?;
            Ok(done)
        }
        PlanIntent::AddColumn {
            id,
            chapter,
            place,
            meaning,
            heading,
        } => {
            let list = (RemovedKind::Column, Some(*chapter));
            let Some((object, done)) = listing::add(tx, index, list, *id, *place)? else {
                return Ok(Done::default());
            };
            if let Some(name) = schema::meaning_name(*meaning) {
                tx.put(&object, schema::MEANING, name)?;
            }
            listing::add_text(tx, &object, schema::HEADING, heading)?;
            listing::add_column_cells(tx, index, *id, *chapter)?;
            Ok(done)
        }
        PlanIntent::AddAction { id, chapter, place } => {
            let list = (RemovedKind::Action, Some(*chapter));
            let Some((object, done)) = listing::add(tx, index, list, *id, *place)? else {
                return Ok(Done::default());
            };
            listing::add_cells(tx, index, &object, *chapter)?;
            Ok(done)
        }
        PlanIntent::MoveChapter { id, place } => {
            listing::relocate(tx, index, RemovedKind::Chapter, *id, None, *place)
        }
        PlanIntent::MoveGoal { id, chapter, place } => {
            listing::relocate(tx, index, RemovedKind::Goal, *id, Some(*chapter), *place)
        }
        PlanIntent::MoveColumn { id, place } => {
            let column = index
                .get(RemovedKind::Column, *id)
                .ok_or(DocumentError::DoesNotFit)?;
            listing::relocate(tx, index, RemovedKind::Column, *id, column.chapter, *place)
        }
        PlanIntent::MoveAction { id, chapter, place } => {
            listing::relocate(tx, index, RemovedKind::Action, *id, Some(*chapter), *place)
        }
        PlanIntent::SetChapterLevel { id, level } => set_level(tx, index, *id, *level),
        PlanIntent::SetGoalKind { id, kind } => set_goal_kind(tx, index, *id, *kind),
        PlanIntent::Remove { id, at } => {
            let (kind, _) = index.find(*id).ok_or(DocumentError::DoesNotFit)?;
            writing::set_removed(tx, index, kind, *id, Some(*at))
        }
        PlanIntent::Restore { id } => {
            let (kind, _) = index.find(*id).ok_or(DocumentError::DoesNotFit)?;
            writing::set_removed(tx, index, kind, *id, None)
        }
    }
}

pub(super) fn set_level(
    tx: &mut Transaction<'_>,
    index: &Index,
    id: crate::id::ItemId,
    level: u8,
) -> Result<Done, DocumentError> {
    let kind = RemovedKind::Chapter;
    let chapter = index.get(kind, id).ok_or(DocumentError::DoesNotFit)?;
    if chapter.level == level.max(1) {
        return Ok(Done::default());
    }
    tx.put(&chapter.object, schema::LEVEL, u64::from(level))?;
    let level = chapter.level;
    Ok(Done::item(kind, id, Undo::Level { id, level }))
}

pub(super) fn set_goal_kind(
    tx: &mut Transaction<'_>,
    index: &Index,
    id: crate::id::ItemId,
    kind: super::GoalKind,
) -> Result<Done, DocumentError> {
    let goal = index
        .get(RemovedKind::Goal, id)
        .ok_or(DocumentError::DoesNotFit)?;
    if goal.goal_kind == kind {
        return Ok(Done::default());
    }
    match schema::goal_kind_name(kind) {
        Some(name) => tx.put(&goal.object, schema::KIND, name)?,
        None => tx.delete(&goal.object, schema::KIND)?,
    }
    let kind = goal.goal_kind;
    Ok(Done::item(
        RemovedKind::Goal,
        id,
        Undo::GoalKind { id, kind },
    ))
}
