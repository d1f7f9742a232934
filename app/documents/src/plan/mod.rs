//! The plan: a title and a sequence of chapters, each with text, goals and possibly a table of actions.

mod intent;
mod patch;
mod value;

pub use intent::{Place, PlanIntent};
pub use patch::PlanPatch;
pub use value::{
    Action, Chapter, Column, ColumnMeaning, Goal, GoalKind, Plan, PlanField, Removed, RemovedKind,
};
