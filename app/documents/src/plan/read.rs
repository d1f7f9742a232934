//! The plan as a value, and parts of it, from its document.

use super::{
    Action, Chapter, Column, Goal, Plan, PlanField, Removed, RemovedKind,
    index::{Index, Item},
    schema,
};
use crate::{
    id::ItemId,
    text::{
        Delta, RichText,
        kept::{self, KeptText},
    },
};
use automerge::{Automerge, AutomergeError, ChangeHash, ObjId, ROOT, ReadDoc};
use std::collections::BTreeMap;

/// How many letters of a removed thing's words the bin shows.
const FIRST_WORDS: usize = 80;

/// A field's text as a reader sees it.
pub(super) struct View {
    /// The objects it is kept in; the first wins, and there is mostly no other.
    pub texts: Vec<ObjId>,
    /// What the field shows: the words of the text that wins, then those of any others, as paragraphs of their own.
    pub shown: KeptText,
    /// The other objects that hold words.
    pub others: Vec<(ObjId, KeptText)>,
}

/// Reads a field, as it is or as it was at `heads`.
pub(super) fn view(
    doc: &impl ReadDoc,
    field: PlanField,
    heads: Option<&[ChangeHash]>,
) -> Result<View, AutomergeError> {
    let texts = schema::texts(doc, field);
    let mut all = texts.iter();
    let mut shown = match all.next() {
        Some(text) => kept::read(doc, text, heads)?,
        None => KeptText::default(),
    };
    let mut others = Vec::new();
    for text in all {
        let kept = kept::read(doc, text, heads)?;
        if !kept.rich.paragraphs.is_empty() {
            others.push((text.clone(), kept));
        }
    }
    for (_, other) in &others {
        shown.append(other);
    }
    Ok(View {
        texts,
        shown,
        others,
    })
}

impl KeptText {
    /// Adds another text's paragraphs; an empty text gives way to them.
    pub(super) fn append(&mut self, other: &Self) {
        if self.rich.paragraphs.is_empty() {
            self.rich = other.rich.clone();
            self.breaks.clone_from(&other.breaks);
            return;
        }
        let start = crate::text::units::length(&self.rich.to_plain());
        self.breaks.push((start, other.first_kind()));
        self.breaks.extend(
            other
                .breaks
                .iter()
                .map(|(place, kind)| (start + 1 + place, *kind)),
        );
        self.rich
            .paragraphs
            .extend(other.rich.paragraphs.iter().cloned());
    }
}

/// A field's words and marks.
fn words(doc: &impl ReadDoc, field: PlanField) -> RichText {
    view(doc, field, None)
        .map(|view| view.shown.rich)
        .unwrap_or_default()
}

/// A field's words, found from the object of what it belongs to where that is all there is.
fn words_in(
    doc: &impl ReadDoc,
    index: &Index,
    field: PlanField,
    object: &ObjId,
    key: &str,
) -> RichText {
    if index.doubled.contains(&field) {
        return words(doc, field);
    }
    schema::child(doc, object, key)
        .and_then(|text| kept::read(doc, &text, None).ok())
        .map(|kept| kept.rich)
        .unwrap_or_default()
}

/// The whole plan.
pub(crate) fn plan(doc: &impl ReadDoc, index: &Index) -> Plan {
    Plan {
        title: words_in(doc, index, PlanField::Title, &ROOT, schema::TITLE),
        chapters: index
            .order((RemovedKind::Chapter, None))
            .into_iter()
            .filter_map(|id| chapter(doc, index, id))
            .collect(),
        removed: index.bin.clone(),
    }
}

/// A chapter, whole.
pub(super) fn chapter(doc: &impl ReadDoc, index: &Index, id: ItemId) -> Option<Chapter> {
    let item = index.get(RemovedKind::Chapter, id)?;
    let order = |kind| index.order((kind, Some(id)));
    Some(Chapter {
        id,
        level: item.level,
        heading: words_in(
            doc,
            index,
            PlanField::ChapterHeading(id),
            &item.object,
            schema::HEADING,
        ),
        text: words_in(
            doc,
            index,
            PlanField::ChapterText(id),
            &item.object,
            schema::TEXT,
        ),
        goals: order(RemovedKind::Goal)
            .into_iter()
            .filter_map(|id| goal(doc, index, id))
            .collect(),
        columns: order(RemovedKind::Column)
            .into_iter()
            .filter_map(|id| column(doc, index, id))
            .collect(),
        actions: order(RemovedKind::Action)
            .into_iter()
            .filter_map(|id| action(doc, index, id))
            .collect(),
    })
}

/// A goal, whole.
pub(super) fn goal(doc: &impl ReadDoc, index: &Index, id: ItemId) -> Option<Goal> {
    let item = index.get(RemovedKind::Goal, id)?;
    Some(Goal {
        id,
        text: words_in(doc, index, PlanField::Goal(id), &item.object, schema::TEXT),
        kind: item.goal_kind,
    })
}

/// A column, whole.
pub(super) fn column(doc: &impl ReadDoc, index: &Index, id: ItemId) -> Option<Column> {
    let item = index.get(RemovedKind::Column, id)?;
    Some(Column {
        id,
        heading: words_in(
            doc,
            index,
            PlanField::ColumnHeading(id),
            &item.object,
            schema::HEADING,
        ),
        meaning: item.meaning,
    })
}

/// An action with its cells that hold words.
pub(super) fn action(doc: &impl ReadDoc, index: &Index, id: ItemId) -> Option<Action> {
    let item = index.get(RemovedKind::Action, id)?;
    let mut cells = BTreeMap::new();
    let texts: BTreeMap<ItemId, ObjId> = schema::child(doc, &item.object, schema::CELLS)
        .map(|cells| {
            doc.map_range(&cells, ..)
                .filter_map(|cell| Some((cell.key.parse().ok()?, cell.id())))
                .collect()
        })
        .unwrap_or_default();
    for column in index.order((RemovedKind::Column, item.chapter)) {
        let field = PlanField::Cell { action: id, column };
        let text = if index.doubled.contains(&field) {
            words(doc, field)
        } else {
            texts
                .get(&column)
                .and_then(|text| kept::read(doc, text, None).ok())
                .map(|kept| kept.rich)
                .unwrap_or_default()
        };
        if !text.paragraphs.is_empty() {
            cells.insert(column, text);
        }
    }
    Some(Action { id, cells })
}

/// What was removed, newest first: what lies in a chapter only as long as the chapter itself is there.
pub(super) fn bin(doc: &impl ReadDoc, index: &Index) -> Vec<Removed> {
    let mut bin: Vec<Removed> = schema::KINDS
        .into_iter()
        .flat_map(|kind| index.all(kind).map(move |(id, item)| (kind, id, item)))
        .filter(|(kind, _, item)| {
            *kind == RemovedKind::Chapter || index.is_chapter_seen(item.chapter)
        })
        .filter_map(|(kind, id, item)| {
            Some(Removed {
                id,
                kind,
                words: first_words(doc, index, kind, id, item),
                at: item.removed?,
            })
        })
        .collect();
    bin.sort_by(|a, b| {
        b.at.cmp(&a.at)
            .then(a.kind.cmp(&b.kind))
            .then(a.id.cmp(&b.id))
    });
    bin
}

fn first_words(
    doc: &impl ReadDoc,
    index: &Index,
    kind: RemovedKind,
    id: ItemId,
    item: &Item,
) -> String {
    if item.removed.is_none() {
        return String::new();
    }
    let fields = match kind {
        RemovedKind::Chapter => vec![PlanField::ChapterHeading(id), PlanField::ChapterText(id)],
        RemovedKind::Goal => vec![PlanField::Goal(id)],
        RemovedKind::Column => vec![PlanField::ColumnHeading(id)],
        RemovedKind::Action => {
            let mut columns = index.order((RemovedKind::Column, item.chapter));
            columns.sort_by_key(|column| {
                index
                    .get(RemovedKind::Column, *column)
                    .is_none_or(|column| column.meaning != super::ColumnMeaning::Action)
            });
            columns
                .into_iter()
                .map(|column| PlanField::Cell { action: id, column })
                .collect()
        }
    };
    fields
        .into_iter()
        .find_map(|field| {
            let plain = words(doc, field).to_plain();
            let line = plain.lines().find(|line| !line.trim().is_empty())?;
            Some(line.trim().chars().take(FIRST_WORDS).collect())
        })
        .unwrap_or_default()
}

/// What changed in a field's words between two places in the history, and the words at the first.
pub(crate) fn field_delta(
    doc: &Automerge,
    field: PlanField,
    from: &[ChangeHash],
    to: &[ChangeHash],
) -> Result<(Delta, RichText), AutomergeError> {
    let texts = schema::texts(doc, field);
    let before = view(doc, field, Some(from))?.shown;
    if let [text] = texts.as_slice() {
        return Ok((kept::delta_between(doc, text, from, to)?, before.rich));
    }
    let after = view(doc, field, Some(to))?.shown;
    let delta = Delta::between(&before.rich.to_plain(), &after.rich.to_plain(), None);
    Ok((delta, before.rich))
}
