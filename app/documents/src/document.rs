//! Any document of a space, held open: what the engine works with.

use crate::{
    directory::{Directory, DirectoryIntent},
    plan::{Plan, PlanIntent, PlanPatch},
    text::Delta,
};
use serde::{Deserialize, Serialize};

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

/// What undoes an act: cursors and old values, valid in the session that made it.
#[derive(Debug, Clone)]
pub struct Inverse {
    // filled in by the implementation
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

/// A document held open.
pub struct Document {
    // filled in by the implementation
}

impl Document {
    /// A new document with this content. Its first change is the only one; the caller stores and shares it.
    /// `actor`: 16 bytes, (device, slot). `at`: milliseconds since 1970.
    pub fn create(_value: &Value, _actor: &[u8], _at: i64) -> Result<Self, DocumentError> {
        todo!()
    }
    /// A document that waits for its first change to arrive (a joiner's).
    pub fn empty(_kind: DocumentKind, _actor: &[u8]) -> Self {
        todo!()
    }
    /// Opens what [`Document::save`] gave, then anything in `changes` (each as [`Document::changes_since`] gave).
    pub fn load(
        _kind: DocumentKind,
        _saved: Option<&[u8]>,
        _changes: &[Vec<u8>],
        _actor: &[u8],
    ) -> Result<Self, DocumentError> {
        todo!()
    }
    /// The whole document, compressed.
    pub fn save(&mut self) -> Vec<u8> {
        todo!()
    }
    /// What kind it is.
    pub fn kind(&self) -> DocumentKind {
        todo!()
    }
    /// Where it stands.
    pub fn heads(&mut self) -> Heads {
        todo!()
    }
    /// The changes since `heads`, as one opaque run of bytes; empty if none.
    pub fn changes_since(&mut self, _heads: &Heads) -> Vec<u8> {
        todo!()
    }
    /// Whether the document has schema and content (false: its first change has not arrived).
    pub fn is_ready(&self) -> bool {
        todo!()
    }
    /// The document as a plain value. Costly for large ones: once at opening.
    pub fn value(&self) -> Result<Value, DocumentError> {
        todo!()
    }
    /// Applies one act as one Automerge transaction. An act already done (same identifiers) changes nothing.
    pub fn apply(&mut self, _intent: &Intent, _at: i64) -> Result<Applied, DocumentError> {
        todo!()
    }
    /// Undoes; the [`Applied::inverse`] of it redoes.
    pub fn undo(&mut self, _inverse: &Inverse, _at: i64) -> Result<Applied, DocumentError> {
        todo!()
    }
    /// Takes in changes from others, in any order, twice does nothing; those that lean on missing ones wait.
    pub fn receive(&mut self, _changes: &[Vec<u8>]) -> Result<Vec<Patch>, DocumentError> {
        todo!()
    }
    /// What has changed in a plan's text between two places in its history, as the field sees it. For the journal's replay.
    pub fn text_delta(
        &self,
        _field: &crate::plan::PlanField,
        _from: &Heads,
        _to: &Heads,
    ) -> Result<Delta, DocumentError> {
        todo!()
    }
}
