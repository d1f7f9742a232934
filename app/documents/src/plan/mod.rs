//! The plan: a title and a sequence of chapters, each with text, goals and possibly a table of actions.

pub(crate) mod act;
pub(crate) mod create;
pub(crate) mod index;
mod intent;
mod listing;
mod patch;
pub(crate) mod read;
mod schema;
pub(crate) mod tell;
pub(crate) mod undo;
mod value;
pub(crate) mod watch;
pub(crate) mod writing;

pub use intent::{Place, PlanIntent};
pub use patch::PlanPatch;
pub use value::{
    Action, Chapter, Column, ColumnMeaning, Goal, GoalKind, Plan, PlanField, Removed, RemovedKind,
};
