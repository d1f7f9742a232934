//! The plan page: reading and writing one plan.
//!
//! What the engine tells comes to [`desk::Desk`], which keeps the signals that are drawn ([`model`]) and the texts that are
//! typed in ([`writing`]); what a person does goes the other way, as intents. Pure parts are tested here, the rest in
//! real browsers.

mod acts;
mod address;
mod bin;
mod caret;
mod chapter;
mod desk;
mod draw;
mod field;
mod keys;
mod lookup;
mod menu;
mod model;
mod moves;
mod notice;
mod order;
mod page;
mod presence;
mod random;
mod rewrite;
mod rich;
#[cfg(test)]
mod samples;
mod signs;
mod table;
mod tools;
mod typing;
mod words;
mod writing;

pub use page::PlanPage;
