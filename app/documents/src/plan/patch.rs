//! What changed in a plan: applied to the value before, it gives the value after.

use super::{Action, Chapter, Column, Goal, Plan, PlanField, Removed};
use crate::{
    id::ItemId,
    text::{Delta, RichText},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One change to the value that pages draw from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanPatch {
    /// A text changed.
    Text {
        /// Which.
        field: PlanField,
        /// The words now, with marks and kinds of paragraph.
        text: RichText,
        /// What changed in the words as a field shows them; empty if only marks or kinds did.
        delta: Delta,
    },
    /// The chapters are now these, in this order; those not known before come whole in `added`.
    Chapters {
        /// The order.
        order: Vec<ItemId>,
        /// Chapters that are new (or back from the bin), whole.
        added: Vec<Chapter>,
    },
    /// A chapter's level.
    ChapterLevel {
        /// Which.
        id: ItemId,
        /// Its level now.
        level: u8,
    },
    /// The goals of a chapter are now these; `added` holds those that are new here or whose kind changed.
    Goals {
        /// Whose.
        chapter: ItemId,
        /// The order.
        order: Vec<ItemId>,
        /// New or changed goals, whole.
        added: Vec<Goal>,
    },
    /// The columns of a chapter's table.
    Columns {
        /// Whose.
        chapter: ItemId,
        /// The order.
        order: Vec<ItemId>,
        /// New columns, whole.
        added: Vec<Column>,
    },
    /// The rows of a chapter's table.
    Actions {
        /// Whose.
        chapter: ItemId,
        /// The order.
        order: Vec<ItemId>,
        /// New rows, whole.
        added: Vec<Action>,
    },
    /// The bin is now this.
    Bin(Vec<Removed>),
    /// Everything, where a change is too large to tell in parts.
    Whole(Box<Plan>),
}

impl PlanPatch {
    /// Brings a value up to date. A patch that names what the value has not is passed over.
    pub fn apply_to(&self, plan: &mut Plan) {
        match self {
            Self::Text { field, text, .. } => set_text(plan, *field, text),
            Self::Chapters { order, added } => {
                arrange(&mut plan.chapters, order, added, |chapter| chapter.id);
            }
            Self::ChapterLevel { id, level } => {
                if let Some(chapter) = chapter(plan, *id) {
                    chapter.level = *level;
                }
            }
            Self::Goals {
                chapter: id,
                order,
                added,
            } => {
                if let Some(chapter) = chapter(plan, *id) {
                    arrange(&mut chapter.goals, order, added, |goal| goal.id);
                }
            }
            Self::Columns {
                chapter: id,
                order,
                added,
            } => {
                if let Some(chapter) = chapter(plan, *id) {
                    arrange(&mut chapter.columns, order, added, |column| column.id);
                    for action in &mut chapter.actions {
                        action.cells.retain(|column, _| order.contains(column));
                    }
                }
            }
            Self::Actions {
                chapter: id,
                order,
                added,
            } => {
                if let Some(chapter) = chapter(plan, *id) {
                    arrange(&mut chapter.actions, order, added, |action| action.id);
                }
            }
            Self::Bin(removed) => plan.removed.clone_from(removed),
            Self::Whole(whole) => plan.clone_from(whole),
        }
    }
}

/// Makes a list what `order` says, of what it holds and of `added`.
fn arrange<T: Clone>(list: &mut Vec<T>, order: &[ItemId], added: &[T], id: impl Fn(&T) -> ItemId) {
    let mut known: BTreeMap<ItemId, T> = list.drain(..).map(|item| (id(&item), item)).collect();
    known.extend(added.iter().map(|item| (id(item), item.clone())));
    list.extend(order.iter().filter_map(|id| known.remove(id)));
}

fn chapter(plan: &mut Plan, id: ItemId) -> Option<&mut Chapter> {
    plan.chapters.iter_mut().find(|chapter| chapter.id == id)
}

fn set_text(plan: &mut Plan, field: PlanField, text: &RichText) {
    let mut chapters = plan.chapters.iter_mut();
    let place = match field {
        PlanField::Title => Some(&mut plan.title),
        PlanField::ChapterHeading(id) => chapter(plan, id).map(|chapter| &mut chapter.heading),
        PlanField::ChapterText(id) => chapter(plan, id).map(|chapter| &mut chapter.text),
        PlanField::Goal(id) => chapters
            .flat_map(|chapter| &mut chapter.goals)
            .find(|goal| goal.id == id)
            .map(|goal| &mut goal.text),
        PlanField::ColumnHeading(id) => chapters
            .flat_map(|chapter| &mut chapter.columns)
            .find(|column| column.id == id)
            .map(|column| &mut column.heading),
        PlanField::Cell { action: id, column } => {
            let cells = chapters.find_map(|chapter| {
                let is_shown = chapter.columns.iter().any(|shown| shown.id == column);
                let action = chapter.actions.iter_mut().find(|action| action.id == id)?;
                is_shown.then_some(&mut action.cells)
            });
            match cells {
                Some(cells) if text.paragraphs.is_empty() => {
                    cells.remove(&column);
                    None
                }
                cells => cells.map(|cells| cells.entry(column).or_default()),
            }
        }
    };
    if let Some(place) = place {
        place.clone_from(text);
    }
}
