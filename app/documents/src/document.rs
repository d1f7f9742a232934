//! Any document of a space, held open: what the engine works with.

mod gate;
mod open;

pub use open::Document;

use crate::{
    directory::{self, Directory, DirectoryIntent},
    plan::{self, Plan, PlanIntent, PlanPatch},
};
use automerge::{Automerge, AutomergeError, ChangeHash, TextEncoding};
use serde::{Deserialize, Serialize};

/// Places and lengths in texts are UTF-16 code units, as in the DOM.
pub(crate) const ENCODING: TextEncoding = TextEncoding::Utf16CodeUnit;

/// What the root of every document says of itself.
pub(crate) mod root {
    pub(crate) const KIND: &str = "kind";
    pub(crate) const SCHEMA: &str = "schema";
    pub(crate) const DIRECTORY: &str = "directory";
    pub(crate) const PLAN: &str = "plan";
    /// The version that this code writes.
    pub(crate) const VERSION: u64 = 1;
}

/// Whose a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Its actor.
    pub actor: [u8; 16],
    /// Whether it leans on no other: the first change of a document.
    pub begins: bool,
}

/// Whose the changes in a run are: as [`Document::changes_since`] gave it, or as a stranger did.
///
/// # Errors
/// [`DocumentError::Unreadable`].
pub fn written_in(run: &[u8]) -> Result<Vec<Written>, DocumentError> {
    crate::chunks::written(run)
}

/// The changes of a run, one run each.
///
/// # Errors
/// [`DocumentError::Unreadable`].
pub fn parted(run: &[u8]) -> Result<Vec<Vec<u8>>, DocumentError> {
    crate::chunks::each(run)
}

/// When the newest change in such a run was made, by its author's clock: milliseconds since 1970. `None` where that cannot be read.
#[must_use]
pub fn written_at(run: &[u8]) -> Option<u64> {
    crate::chunks::newest(run)
}

/// Whether others take in a run of this device's own changes: an act may be too large for them.
#[must_use]
pub fn is_carried(run: &[u8]) -> bool {
    // Automerge packs what is longer than this; what is not packed has a byte for every letter.
    run.len() < 256 || crate::chunks::changes(run).is_ok()
}

/// What kinds of document there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// The directory.
    Directory,
    /// A plan.
    Plan,
}

/// An act on a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Intent {
    /// On a plan.
    Plan(PlanIntent),
    /// On the directory.
    Directory(DirectoryIntent),
}

/// What changed in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Patch {
    /// In a plan.
    Plan(PlanPatch),
    /// The directory, whole: it is small.
    Directory(Directory),
}

/// A document as a plain value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A plan.
    Plan(Plan),
    /// The directory.
    Directory(Directory),
}

/// What undoes an act: places and old values. Valid for this document as long as its history is kept.
#[derive(Debug, Clone)]
pub struct Inverse(Undo);

#[derive(Debug, Clone)]
enum Undo {
    Plan(Vec<plan::undo::Undo>),
    Directory(directory::kept::Undo),
}

/// What an act did.
#[derive(Debug)]
pub struct Applied {
    /// What undoes it; `None` where it changed nothing.
    pub inverse: Option<Inverse>,
    /// What to tell the pages.
    pub patches: Vec<Patch>,
}

/// Where a document stands: Automerge heads, 32 bytes each, ascending. Opaque to pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Heads(pub Vec<[u8; 32]>);

/// Why a document could not be read or changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The bytes are no document of ours.
    #[error("not a document: {0}")]
    Unreadable(String),
    /// The act names something that is not there, or a delta does not fit.
    #[error("the act does not fit the document")]
    DoesNotFit,
    /// Made by a later version: it opens, but read-only.
    #[error("the document is of a newer version")]
    Newer,
    /// An act for another kind of document.
    #[error("the act is for another kind of document")]
    OtherKind,
}

impl From<AutomergeError> for DocumentError {
    fn from(error: AutomergeError) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl Heads {
    fn of(doc: &Automerge) -> Self {
        let mut heads: Vec<_> = doc.get_heads().into_iter().map(|head| head.0).collect();
        heads.sort_unstable();
        Self(heads)
    }

    fn hashes(&self) -> Vec<ChangeHash> {
        self.0.iter().copied().map(ChangeHash).collect()
    }
}

impl Applied {
    fn nothing() -> Self {
        Self {
            inverse: None,
            patches: Vec::new(),
        }
    }
}
