//! Where a plan's things lie in its Automerge document.
//!
//! ```text
//! kind "plan", schema 1, title: Text
//! chapters  {id: {position, level, removed?, heading: Text, text: Text}}
//! goals     {id: {position, chapter, kind?, removed?, text: Text}}
//! columns   {id: {position, chapter, meaning?, removed?, heading: Text}}
//! actions   {id: {position, chapter, removed?, cells: {column: Text}}}
//! ```
//!
//! Identifiers are hex. `position` is a fraction (see [`crate::position`]), `removed` the time of removal in milliseconds.

use super::{ColumnMeaning, GoalKind, PlanField, RemovedKind};
use crate::id::ItemId;
use automerge::{ObjId, ObjType, ROOT, ReadDoc, Value};

pub(super) const POSITION: &str = "position";
pub(super) const CHAPTER: &str = "chapter";
pub(super) const REMOVED: &str = "removed";
pub(super) const LEVEL: &str = "level";
pub(super) const KIND: &str = "kind";
pub(super) const MEANING: &str = "meaning";
pub(super) const TITLE: &str = "title";
pub(super) const HEADING: &str = "heading";
pub(super) const TEXT: &str = "text";
pub(super) const CELLS: &str = "cells";

/// The four kinds of things that lie in a plan.
pub(super) const KINDS: [RemovedKind; 4] = [
    RemovedKind::Chapter,
    RemovedKind::Goal,
    RemovedKind::Column,
    RemovedKind::Action,
];

/// The map that holds all things of a kind.
pub(super) fn collection(kind: RemovedKind) -> &'static str {
    match kind {
        RemovedKind::Chapter => "chapters",
        RemovedKind::Goal => "goals",
        RemovedKind::Column => "columns",
        RemovedKind::Action => "actions",
    }
}

pub(super) fn goal_kind_name(kind: GoalKind) -> Option<&'static str> {
    match kind {
        GoalKind::Unspecified => None,
        GoalKind::Main => Some("main"),
        GoalKind::Overall => Some("overall"),
        GoalKind::Strategic => Some("strategic"),
        GoalKind::Sub => Some("sub"),
    }
}

pub(super) fn goal_kind(name: &str) -> GoalKind {
    match name {
        "main" => GoalKind::Main,
        "overall" => GoalKind::Overall,
        "strategic" => GoalKind::Strategic,
        "sub" => GoalKind::Sub,
        _ => GoalKind::Unspecified,
    }
}

pub(super) fn meaning_name(meaning: ColumnMeaning) -> Option<&'static str> {
    match meaning {
        ColumnMeaning::Action => Some("action"),
        ColumnMeaning::Services => Some("services"),
        ColumnMeaning::Responsible => Some("responsible"),
        ColumnMeaning::Time => Some("time"),
        ColumnMeaning::Cost => Some("cost"),
        ColumnMeaning::Other => None,
    }
}

pub(super) fn meaning(name: &str) -> ColumnMeaning {
    match name {
        "action" => ColumnMeaning::Action,
        "services" => ColumnMeaning::Services,
        "responsible" => ColumnMeaning::Responsible,
        "time" => ColumnMeaning::Time,
        "cost" => ColumnMeaning::Cost,
        _ => ColumnMeaning::Other,
    }
}

/// What a field belongs to; `None` for the title.
pub(super) fn owner(field: PlanField) -> Option<(RemovedKind, ItemId)> {
    match field {
        PlanField::Title => None,
        PlanField::ChapterHeading(id) | PlanField::ChapterText(id) => {
            Some((RemovedKind::Chapter, id))
        }
        PlanField::Goal(id) => Some((RemovedKind::Goal, id)),
        PlanField::ColumnHeading(id) => Some((RemovedKind::Column, id)),
        PlanField::Cell { action, .. } => Some((RemovedKind::Action, action)),
    }
}

/// The keys that lead to a field's text from what it belongs to (from the root for the title).
pub(super) fn keys(field: PlanField) -> Vec<String> {
    match field {
        PlanField::Title => vec![TITLE.to_owned()],
        PlanField::ChapterHeading(_) | PlanField::ColumnHeading(_) => vec![HEADING.to_owned()],
        PlanField::ChapterText(_) | PlanField::Goal(_) => vec![TEXT.to_owned()],
        PlanField::Cell { column, .. } => vec![CELLS.to_owned(), column.to_string()],
    }
}

/// All objects of a type that stand at a key of any of `parents`, the one that wins first. More than one only where two people made
/// them at once, without knowing of each other.
fn children(doc: &impl ReadDoc, parents: &[ObjId], key: &str, kind: ObjType) -> Vec<ObjId> {
    parents
        .iter()
        .flat_map(|parent| {
            let mut all = doc.get_all(parent, key).unwrap_or_default();
            all.reverse();
            all
        })
        .filter(|(value, _)| *value == Value::Object(kind))
        .map(|(_, object)| object)
        .collect()
}

/// The objects that a thing is kept in, the one that wins first.
pub(super) fn item_objects(doc: &impl ReadDoc, kind: RemovedKind, id: ItemId) -> Vec<ObjId> {
    let collections = children(doc, &[ROOT], collection(kind), ObjType::Map);
    children(doc, &collections, &id.to_string(), ObjType::Map)
}

/// The texts that a field is kept in, the one that wins first. None if there is none yet.
pub(super) fn texts(doc: &impl ReadDoc, field: PlanField) -> Vec<ObjId> {
    let mut objects = match owner(field) {
        None => vec![ROOT],
        Some((kind, id)) => item_objects(doc, kind, id),
    };
    let keys = keys(field);
    for (index, key) in keys.iter().enumerate() {
        let kind = if index + 1 == keys.len() {
            ObjType::Text
        } else {
            ObjType::Map
        };
        objects = children(doc, &objects, key, kind);
    }
    objects
}

/// The object at a key that wins.
pub(super) fn child(doc: &impl ReadDoc, parent: &ObjId, key: &str) -> Option<ObjId> {
    match doc.get(parent, key) {
        Ok(Some((Value::Object(_), object))) => Some(object),
        _ => None,
    }
}
