//! Text as people write it: paragraphs, headings, lists and quotes as blocks; bold, italic, link and footnote as marks.
//!
//! In Automerge every text begins with a block marker that gives its first paragraph's kind, and has one more before
//! each further paragraph. Seen from a field, that first marker is hidden and every other one is a `\n`, so a position in
//! the field is Automerge's less one. A literal `\n` inside a paragraph is a line break that does not end it.
//! All positions and lengths are UTF-16 code units, as in the DOM.

mod delta;
pub(crate) mod edit;
pub(crate) mod kept;
pub(crate) mod pieces;
mod replica;
mod retrace;
mod rich;
mod session;
mod steps;
pub(crate) mod units;

pub use delta::{Delta, DeltaError, Op, Side};
pub use replica::Replica;
pub use rich::{Marks, Paragraph, ParagraphKind, RichText, Run};
pub use session::{FieldSession, UnknownRevision};
