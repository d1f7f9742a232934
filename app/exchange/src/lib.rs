//! Files in and out: plans from Word documents and from tables pasted out of Word, and back to Word.
//!
//! Pure: bytes in, values out, no browser, no clock. Reading has two steps with a model of plain blocks between them
//! (`source`): the readers ([`word`], [`pasted`]) say what stands in the file, and `understand` says what of it is a
//! title, a chapter, a goal or an action. Every word of the file ends up in the plan or in
//! [`Understood::leftover`].

pub mod json;
pub mod pasted;
mod source;
mod understand;
pub mod word;

pub use understand::{Note, Understood};
