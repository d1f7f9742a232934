//! What to tell the pages: from what a change touched to the few patches that bring a value up to date.

use super::{
    PlanField, PlanPatch, RemovedKind,
    index::{Index, Item, ListKey},
    read, schema,
    writing::Touched,
};
use crate::{
    id::ItemId,
    text::{Delta, kept},
};
use automerge::{Automerge, AutomergeError, ChangeHash, ObjId, PatchAction};
use std::collections::{BTreeMap, BTreeSet};

/// Everything anew, where a change is too large to tell in parts.
pub(crate) fn tell_whole(doc: &Automerge, index: &mut Index) -> Vec<PlanPatch> {
    *index = Index::build(doc);
    vec![PlanPatch::Whole(Box::new(read::plan(doc, index)))]
}

/// The patches for what a change touched since `before`, having brought the index up to date. `actions`: Automerge's word on each
/// text object, where others made the change.
pub(crate) fn tell(
    doc: &Automerge,
    index: &mut Index,
    touched: &Touched,
    before: &[ChangeHash],
    actions: Option<&BTreeMap<ObjId, Vec<&PatchAction>>>,
) -> Result<Vec<PlanPatch>, AutomergeError> {
    let mut lists = Lists::default();
    let mut new = BTreeSet::new();
    for (kind, id) in &touched.items {
        let old = index.get(*kind, *id).cloned();
        if old.is_none() {
            new.insert((*kind, *id));
        }
        index.refresh(doc, *kind, *id);
        lists.compare(*kind, *id, old.as_ref(), index.get(*kind, *id));
    }
    let mut patches = lists.patches(doc, index);
    let mut fields: BTreeSet<PlanField> = touched.texts.keys().copied().collect();
    if actions.is_some() {
        // Automerge says nothing of objects that do not win, and they hold words too.
        fields.extend(&index.doubled);
    }
    for field in fields {
        // New things have been told whole.
        if schema::owner(field).is_none_or(|thing| !new.contains(&thing)) {
            let delta = touched.texts.get(&field).cloned().flatten();
            patches.extend(text(doc, index, field, delta, before, actions)?);
        }
    }
    let in_bin = |field: &PlanField| {
        schema::owner(*field)
            .and_then(|(kind, id)| index.get(kind, id))
            .is_some_and(|item| item.removed.is_some())
    };
    if lists.bin || touched.texts.keys().any(in_bin) {
        let bin = read::bin(doc, index);
        if bin != index.bin {
            index.bin.clone_from(&bin);
            patches.push(PlanPatch::Bin(bin));
        }
    }
    Ok(patches)
}

/// A field's patch; `None` if nothing has changed in it.
fn text(
    doc: &Automerge,
    index: &Index,
    field: PlanField,
    delta: Option<Delta>,
    before: &[ChangeHash],
    actions: Option<&BTreeMap<ObjId, Vec<&PatchAction>>>,
) -> Result<Option<PlanPatch>, AutomergeError> {
    let view = read::view(doc, field, None)?;
    let after = view.shown;
    if let Some(delta) = delta {
        let text = after.rich;
        return Ok(Some(PlanPatch::Text { field, text, delta }));
    }
    let old = read::view(doc, field, Some(before))?.shown;
    let delta = match view.texts.as_slice() {
        [text] if !index.doubled.contains(&field) => {
            let actions = actions.and_then(|actions| actions.get(text));
            let actions = actions.into_iter().flatten().copied();
            kept::delta_of(actions, &old, &after)
        }
        _ => Delta::between(&old.rich.to_plain(), &after.rich.to_plain(), None),
    };
    let unchanged = delta.is_empty() && old.rich == after.rich;
    Ok((!unchanged).then_some(PlanPatch::Text {
        field,
        text: after.rich,
        delta,
    }))
}

/// Which lists are not what they were.
#[derive(Default)]
struct Lists {
    /// The lists, and what in them must be told whole.
    changed: BTreeMap<ListKey, BTreeSet<ItemId>>,
    /// Chapters that have another level.
    levels: BTreeSet<ItemId>,
    /// Whether the bin may have changed.
    bin: bool,
}

impl Lists {
    fn compare(&mut self, kind: RemovedKind, id: ItemId, old: Option<&Item>, new: Option<&Item>) {
        let was = old.and_then(|item| item.list(kind));
        let is = new.and_then(|item| item.list(kind));
        self.bin |= matches!(kind, RemovedKind::Chapter | RemovedKind::Column)
            || [old, new]
                .into_iter()
                .flatten()
                .any(|item| item.removed.is_some());
        if was != is {
            if let Some(list) = was {
                self.changed.entry(list).or_default();
            }
            if let Some(list) = is {
                self.changed.entry(list).or_default().insert(id);
            }
            return;
        }
        let (Some(list), Some(old), Some(new)) = (is, old, new) else {
            return;
        };
        if old.object != new.object || old.goal_kind != new.goal_kind || old.meaning != new.meaning
        {
            self.changed.entry(list).or_default().insert(id);
        }
        if old.position != new.position {
            self.changed.entry(list).or_default();
        }
        if old.level != new.level {
            self.levels.insert(id);
        }
    }

    fn patches(&mut self, doc: &Automerge, index: &Index) -> Vec<PlanPatch> {
        self.rows_of_columns(doc, index);
        let mut patches = Vec::new();
        let mut whole = BTreeSet::new();
        if let Some(new) = self.changed.remove(&(RemovedKind::Chapter, None)) {
            patches.push(PlanPatch::Chapters {
                order: index.order((RemovedKind::Chapter, None)),
                added: new
                    .iter()
                    .filter_map(|id| read::chapter(doc, index, *id))
                    .collect(),
            });
            whole = new;
        }
        for id in &self.levels {
            if let Some(item) = index.get(RemovedKind::Chapter, *id) {
                let level = item.level;
                patches.push(PlanPatch::ChapterLevel { id: *id, level });
            }
        }
        // Columns before rows: a row shows the cells of the columns that are there.
        let order = [RemovedKind::Goal, RemovedKind::Column, RemovedKind::Action];
        for kind in order {
            for (key, new) in self.changed.iter().filter(|((of, _), _)| *of == kind) {
                if let (_, Some(chapter)) = key
                    && !whole.contains(chapter)
                    && index.is_chapter_seen(Some(*chapter))
                {
                    patches.push(list(doc, index, kind, *chapter, new));
                }
            }
        }
        patches
    }

    /// A column that has come (back) brings its cells: the rows that have words in it are told whole.
    fn rows_of_columns(&mut self, doc: &Automerge, index: &Index) {
        let columns: Vec<(ItemId, ItemId)> = self
            .changed
            .iter()
            .filter_map(|((kind, chapter), new)| {
                (*kind == RemovedKind::Column).then_some((chapter.as_ref()?, new))
            })
            .flat_map(|(chapter, new)| new.iter().map(|column| (*chapter, *column)))
            .collect();
        for (chapter, column) in columns {
            let rows = (RemovedKind::Action, Some(chapter));
            for id in index.order(rows) {
                let field = PlanField::Cell { action: id, column };
                let has_words = read::view(doc, field, None)
                    .is_ok_and(|view| !view.shown.rich.paragraphs.is_empty());
                if has_words {
                    self.changed.entry(rows).or_default().insert(id);
                }
            }
        }
    }
}

fn list(
    doc: &Automerge,
    index: &Index,
    kind: RemovedKind,
    chapter: ItemId,
    new: &BTreeSet<ItemId>,
) -> PlanPatch {
    let order = index.order((kind, Some(chapter)));
    match kind {
        RemovedKind::Goal => PlanPatch::Goals {
            chapter,
            order,
            added: new
                .iter()
                .filter_map(|id| read::goal(doc, index, *id))
                .collect(),
        },
        RemovedKind::Column => PlanPatch::Columns {
            chapter,
            order,
            added: new
                .iter()
                .filter_map(|id| read::column(doc, index, *id))
                .collect(),
        },
        RemovedKind::Action => PlanPatch::Actions {
            chapter,
            order,
            added: new
                .iter()
                .filter_map(|id| read::action(doc, index, *id))
                .collect(),
        },
        RemovedKind::Chapter => PlanPatch::Chapters {
            order,
            added: Vec::new(),
        },
    }
}
