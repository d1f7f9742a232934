//! What lies in a plan and in which order, kept in memory beside the document so that an edit need not look through all of it.

use super::{ColumnMeaning, GoalKind, PlanField, Removed, RemovedKind, schema};
use crate::id::ItemId;
use automerge::{ObjId, ROOT, ReadDoc, ScalarValueRef, ValueRef};
use std::collections::{BTreeMap, BTreeSet};

/// A chapter, goal, column or action, but for its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// The object it is kept in.
    pub object: ObjId,
    /// The chapter that it lies in; `None` for a chapter.
    pub chapter: Option<ItemId>,
    /// Where it lies in its list.
    pub position: String,
    /// When it was removed.
    pub removed: Option<i64>,
    /// A chapter's depth.
    pub level: u8,
    /// A goal's kind.
    pub goal_kind: GoalKind,
    /// A column's meaning.
    pub meaning: ColumnMeaning,
}

/// A list of things of one kind: the plan's chapters, or what lies in one chapter.
pub(crate) type ListKey = (RemovedKind, Option<ItemId>);

impl Item {
    /// The list in which it is seen; `None` if it is in the bin.
    pub(crate) fn list(&self, kind: RemovedKind) -> Option<ListKey> {
        match (kind, self.removed) {
            (_, Some(_)) => None,
            (RemovedKind::Chapter, None) => Some((kind, None)),
            (_, None) => self.chapter.map(|chapter| (kind, Some(chapter))),
        }
    }
}

/// What lies where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    items: BTreeMap<(RemovedKind, ItemId), Item>,
    lists: BTreeMap<ListKey, BTreeSet<(String, ItemId)>>,
    /// Fields whose text two people made at once: it is kept in more than one object.
    pub(super) doubled: BTreeSet<PlanField>,
    /// The bin as it was last told.
    pub(super) bin: Vec<Removed>,
}

impl Index {
    /// Looks through a whole document.
    pub(crate) fn build(doc: &impl ReadDoc) -> Self {
        let mut index = Self::default();
        for kind in schema::KINDS {
            let Some(collection) = schema::child(doc, &ROOT, schema::collection(kind)) else {
                continue;
            };
            let found: Vec<_> = doc
                .map_range(&collection, ..)
                .filter_map(|item| Some((item.key.parse().ok()?, item.id(), item.conflict)))
                .collect();
            for (id, object, conflict) in found {
                index.put(kind, id, read_item(doc, object));
                if conflict || has_doubled_cells(doc, &index, kind, id) {
                    index.note_doubled(doc, kind, id);
                }
            }
        }
        index.bin = super::read::bin(doc, &index);
        index
    }

    /// Reads one thing anew.
    pub(super) fn refresh(&mut self, doc: &impl ReadDoc, kind: RemovedKind, id: ItemId) {
        let object = schema::item_objects(doc, kind, id).into_iter().next();
        match object {
            Some(object) => self.put(kind, id, read_item(doc, object)),
            None => self.forget(kind, id),
        }
        self.note_doubled(doc, kind, id);
    }

    fn forget(&mut self, kind: RemovedKind, id: ItemId) {
        if let Some(old) = self.items.remove(&(kind, id))
            && let Some(list) = old.list(kind).and_then(|key| self.lists.get_mut(&key))
        {
            list.remove(&(old.position, id));
        }
    }

    fn put(&mut self, kind: RemovedKind, id: ItemId, item: Item) {
        self.forget(kind, id);
        if let Some(key) = item.list(kind) {
            self.lists
                .entry(key)
                .or_default()
                .insert((item.position.clone(), id));
        }
        self.items.insert((kind, id), item);
    }

    /// Finds which texts of a thing are kept in more than one object.
    fn note_doubled(&mut self, doc: &impl ReadDoc, kind: RemovedKind, id: ItemId) {
        let objects = schema::item_objects(doc, kind, id);
        let whole = objects.len() > 1;
        let fields: Vec<PlanField> = match kind {
            RemovedKind::Chapter => vec![PlanField::ChapterHeading(id), PlanField::ChapterText(id)],
            RemovedKind::Goal => vec![PlanField::Goal(id)],
            RemovedKind::Column => vec![PlanField::ColumnHeading(id)],
            RemovedKind::Action => {
                let cells = objects
                    .iter()
                    .filter_map(|object| schema::child(doc, object, schema::CELLS));
                let columns: BTreeSet<ItemId> = cells
                    .flat_map(|cells| {
                        doc.keys(&cells)
                            .filter_map(|key| key.parse().ok())
                            .collect::<Vec<_>>()
                    })
                    .collect();
                columns
                    .into_iter()
                    .map(|column| PlanField::Cell { action: id, column })
                    .collect()
            }
        };
        for field in fields {
            if whole || schema::texts(doc, field).len() > 1 {
                self.doubled.insert(field);
            }
        }
    }

    /// A thing of this kind.
    pub(crate) fn get(&self, kind: RemovedKind, id: ItemId) -> Option<&Item> {
        self.items.get(&(kind, id))
    }

    /// What kind of thing has this identifier.
    pub(super) fn find(&self, id: ItemId) -> Option<(RemovedKind, &Item)> {
        schema::KINDS
            .into_iter()
            .find_map(|kind| Some((kind, self.get(kind, id)?)))
    }

    /// All things of a kind, those in the bin too.
    pub(super) fn all(&self, kind: RemovedKind) -> impl Iterator<Item = (ItemId, &Item)> {
        let (first, last) = (ItemId::from_bytes([0; 10]), ItemId::from_bytes([0xFF; 10]));
        self.items
            .range((kind, first)..=(kind, last))
            .map(|((_, id), item)| (*id, item))
    }

    /// A list in its order: positions and what lies there.
    pub(super) fn list(&self, key: ListKey) -> impl Iterator<Item = (&str, ItemId)> {
        self.lists
            .get(&key)
            .into_iter()
            .flatten()
            .map(|(position, id)| (position.as_str(), *id))
    }

    /// The identifiers of a list, in order.
    pub(super) fn order(&self, key: ListKey) -> Vec<ItemId> {
        self.list(key).map(|(_, id)| id).collect()
    }

    /// Whether a chapter is there and not in the bin.
    pub(super) fn is_chapter_seen(&self, chapter: Option<ItemId>) -> bool {
        chapter
            .and_then(|id| self.get(RemovedKind::Chapter, id))
            .is_some_and(|chapter| chapter.removed.is_none())
    }
}

/// Whether two people made a text of this action's cells at once.
fn has_doubled_cells(doc: &impl ReadDoc, index: &Index, kind: RemovedKind, id: ItemId) -> bool {
    kind == RemovedKind::Action
        && index
            .get(kind, id)
            .and_then(|item| schema::child(doc, &item.object, schema::CELLS))
            .is_some_and(|cells| doc.map_range(&cells, ..).any(|cell| cell.conflict))
}

fn read_item(doc: &impl ReadDoc, object: ObjId) -> Item {
    let mut item = Item {
        chapter: None,
        position: String::new(),
        removed: None,
        level: 1,
        goal_kind: GoalKind::Unspecified,
        meaning: ColumnMeaning::Other,
        object: ROOT,
    };
    for entry in doc.map_range(&object, ..) {
        match (entry.key.as_ref(), &entry.value) {
            (schema::POSITION, ValueRef::Scalar(ScalarValueRef::Str(position))) => {
                item.position = position.to_string();
            }
            (schema::CHAPTER, ValueRef::Scalar(ScalarValueRef::Str(chapter))) => {
                item.chapter = chapter.parse().ok();
            }
            (schema::REMOVED, ValueRef::Scalar(ScalarValueRef::Int(at))) => {
                item.removed = Some(*at);
            }
            (schema::LEVEL, ValueRef::Scalar(ScalarValueRef::Uint(level))) => {
                item.level = u8::try_from(*level).unwrap_or(u8::MAX).max(1);
            }
            (schema::KIND, ValueRef::Scalar(ScalarValueRef::Str(kind))) => {
                item.goal_kind = schema::goal_kind(kind);
            }
            (schema::MEANING, ValueRef::Scalar(ScalarValueRef::Str(meaning))) => {
                item.meaning = schema::meaning(meaning);
            }
            _ => {}
        }
    }
    item.object = object;
    item
}
