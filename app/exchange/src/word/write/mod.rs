//! A plan as a Word document that looks like the plans municipalities make, and that reads back as the same plan.
//!
//! What a paragraph is stands in its style, so a reader (ours, or a person in Word) never has to guess.

mod document;
mod layout;
mod markup;
mod parts;
mod styles;

use super::WordError;
use samvev_documents::plan::Plan;

pub(super) use styles::{FOOTNOTE_WORD_STYLE, own_role};

/// Writes a plan as a Word document. The same plan gives the same bytes.
///
/// # Errors
/// [`WordError::Unwritable`] when the file cannot be put together.
pub fn write(plan: &Plan) -> Result<Vec<u8>, WordError> {
    write_with_leftover(plan, &[])
}

/// Writes a plan as a Word document, with words that belong to no part of it at the end in small type.
///
/// # Errors
/// As [`write`].
pub fn write_with_leftover(plan: &Plan, leftover: &[String]) -> Result<Vec<u8>, WordError> {
    parts::pack(&document::Document::of(plan, leftover))
}
