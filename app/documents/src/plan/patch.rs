//! What changed in a plan: applied to the value before, it gives the value after.

use super::{Action, Chapter, Column, Goal, Plan, PlanField, Removed};
use crate::{
    id::ItemId,
    text::{Delta, RichText},
};
use serde::{Deserialize, Serialize};

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
    pub fn apply_to(&self, _plan: &mut Plan) {
        todo!()
    }
}
