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
mod columns;
mod desk;
mod draw;
mod drawing;
mod field;
mod gestures;
mod hearing;
mod keys;
mod label;
mod lookup;
mod menu;
mod model;
mod moves;
mod notice;
mod order;
mod page;
mod pen;
mod presence;
mod random;
mod rewrite;
mod rich;
mod row;
#[cfg(test)]
mod samples;
mod shown;
mod signs;
mod slices;
mod surroundings;
mod table;
mod tools;
mod typing;
mod words;
mod writing;

pub use page::PlanPage;
