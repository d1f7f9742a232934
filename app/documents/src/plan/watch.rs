//! What others' changes touched, from what Automerge says of them.

use super::{PlanField, PlanPatch, RemovedKind, index::Index, schema, tell, writing::Touched};
use crate::id::ItemId;
use automerge::{
    Automerge, AutomergeError, ChangeHash, ObjId, Patch as AutomergePatch, PatchAction, Prop,
};
use std::collections::BTreeMap;

/// If more than this was touched, the plan is told whole.
const MANY: usize = 300;

/// What others' changes touched, and Automerge's word on each text object.
pub(crate) struct Arrived<'a> {
    touched: Touched,
    texts: BTreeMap<ObjId, Vec<&'a PatchAction>>,
    /// Something that no part can tell.
    whole: bool,
}

impl<'a> Arrived<'a> {
    /// Sorts Automerge's patches by what they touch.
    pub(crate) fn sort(patches: &'a [AutomergePatch]) -> Self {
        let mut arrived = Self {
            touched: Touched::default(),
            texts: BTreeMap::new(),
            whole: false,
        };
        for patch in patches {
            arrived.note(patch);
        }
        arrived
    }

    fn note(&mut self, patch: &'a AutomergePatch) {
        let key = match &patch.action {
            PatchAction::PutMap { key, .. } | PatchAction::DeleteMap { key } => Some(key.as_str()),
            PatchAction::Conflict { prop } | PatchAction::Increment { prop, .. } => prop.as_str(),
            _ => None,
        };
        let path = patch.path.iter().map(|(_, prop)| match prop {
            Prop::Map(key) => Some(key.as_str()),
            Prop::Seq(_) => None,
        });
        // The steps to what changed, up to the text that it lies in.
        let steps: Vec<&str> = path.chain(key.map(Some)).map_while(|step| step).collect();
        let Some((kind, id, inside)) = thing(&steps) else {
            match steps.as_slice() {
                [schema::TITLE, ..] => self.text(PlanField::Title, patch),
                _ => self.whole = true,
            }
            return;
        };
        let field = match (kind, inside) {
            (RemovedKind::Chapter, [schema::HEADING, ..]) => Some(PlanField::ChapterHeading(id)),
            (RemovedKind::Chapter, [schema::TEXT, ..]) => Some(PlanField::ChapterText(id)),
            (RemovedKind::Goal, [schema::TEXT, ..]) => Some(PlanField::Goal(id)),
            (RemovedKind::Column, [schema::HEADING, ..]) => Some(PlanField::ColumnHeading(id)),
            (RemovedKind::Action, [schema::CELLS, column, ..]) => column
                .parse()
                .ok()
                .map(|column| PlanField::Cell { action: id, column }),
            _ => None,
        };
        if let Some(field) = field {
            self.text(field, patch);
        }
        // A text that is new where one was may be a second one.
        let is_text_itself =
            key.is_none() || patch.path.iter().any(|(_, prop)| prop.as_str().is_none());
        if !is_text_itself {
            self.touched.items.insert((kind, id));
        }
    }

    fn text(&mut self, field: PlanField, patch: &'a AutomergePatch) {
        self.touched.texts.insert(field, None);
        self.texts
            .entry(patch.obj.clone())
            .or_default()
            .push(&patch.action);
    }

    /// The patches for what has arrived since `before`, having brought the index up to date.
    pub(crate) fn tell(
        self,
        doc: &Automerge,
        index: &mut Index,
        before: &[ChangeHash],
    ) -> Result<Vec<PlanPatch>, AutomergeError> {
        if self.whole || self.touched.items.len() + self.touched.texts.len() > MANY {
            return Ok(tell::tell_whole(doc, index));
        }
        tell::tell(doc, index, &self.touched, before, Some(&self.texts))
    }
}

/// The thing that a path leads to, and the steps inside it.
fn thing<'s>(steps: &'s [&'s str]) -> Option<(RemovedKind, ItemId, &'s [&'s str])> {
    let (collection, rest) = steps.split_first()?;
    let (id, inside) = rest.split_first()?;
    let kind = schema::KINDS
        .into_iter()
        .find(|kind| schema::collection(*kind) == *collection)?;
    Some((kind, id.parse().ok()?, inside))
}
