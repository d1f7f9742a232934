//! Taking acts back, after whatever others did since.

use super::{
    GoalKind, PlanField, RemovedKind, act,
    index::Index,
    listing, read,
    writing::{self, Done},
};
use crate::{
    document::DocumentError,
    id::ItemId,
    text::{Delta, ParagraphKind, Side, edit::ParagraphPlace, pieces::Piece},
};
use automerge::{Automerge, ChangeHash, transaction::Transaction};
use std::collections::VecDeque;

/// What takes one part of an act back.
#[derive(Debug, Clone)]
pub(crate) enum Undo {
    /// Words: a delta on the text as it stood at `at`. What others did since moves it; the words that it puts in again keep their
    /// marks and kinds of paragraph.
    Text {
        field: PlanField,
        at: Vec<ChangeHash>,
        delta: Delta,
        pieces: VecDeque<Piece>,
    },
    /// Kinds of paragraphs, by where they stood at `at`.
    Kinds {
        field: PlanField,
        at: Vec<ChangeHash>,
        kinds: Vec<(ParagraphPlace, ParagraphKind)>,
    },
    /// Removes; at the time of the undoing where none is given.
    Remove {
        kind: RemovedKind,
        id: ItemId,
        at: Option<i64>,
    },
    /// Restores.
    Restore { kind: RemovedKind, id: ItemId },
    /// Puts back where it lay.
    Place {
        kind: RemovedKind,
        id: ItemId,
        chapter: Option<ItemId>,
        position: String,
    },
    /// A chapter's level.
    Level { id: ItemId, level: u8 },
    /// A goal's kind.
    GoalKind { id: ItemId, kind: GoalKind },
}

impl Undo {
    /// Notes where the document stood after the act was committed.
    pub(crate) fn settle(&mut self, heads: &[ChangeHash]) {
        if let Self::Text { at, .. } | Self::Kinds { at, .. } = self {
            *at = heads.to_vec();
        }
    }

    /// What it must be by now, after what has happened to its text since.
    pub(crate) fn caught_up(self, doc: &Automerge) -> Result<Self, DocumentError> {
        let now = doc.get_heads();
        let since = |field, at: &[ChangeHash]| -> Result<Delta, DocumentError> {
            let (delta, before) = read::field_delta(doc, field, at, &now)?;
            delta
                .trimmed(&before.to_plain())
                .map_err(|_| DocumentError::DoesNotFit)
        };
        Ok(match self {
            Self::Text {
                field,
                at,
                delta,
                pieces,
            } => Self::Text {
                delta: delta.transform(&since(field, &at)?, Side::Second),
                field,
                at: Vec::new(),
                pieces,
            },
            Self::Kinds { field, at, kinds } => {
                let since = since(field, &at)?;
                let moved = kinds.into_iter().filter_map(|(place, kind)| match place {
                    None => Some((None, kind)),
                    Some(place) => Some((Some(since.moved_unit(place)?), kind)),
                });
                Self::Kinds {
                    kinds: moved.collect(),
                    field,
                    at: Vec::new(),
                }
            }
            other => other,
        })
    }

    /// Takes it back in a transaction, having [`caught_up`](Self::caught_up).
    pub(crate) fn play(
        &self,
        tx: &mut Transaction<'_>,
        index: &Index,
        now: i64,
    ) -> Result<Done, DocumentError> {
        match self {
            Self::Text {
                field,
                delta,
                pieces,
                ..
            } => writing::edit_text(tx, index, *field, delta, Some(pieces.clone())),
            Self::Kinds { field, kinds, .. } => {
                writing::set_kinds(tx, index, *field, |_| Ok(kinds.clone()))
            }
            Self::Remove { kind, id, at } => {
                writing::set_removed(tx, index, *kind, *id, Some(at.unwrap_or(now)))
            }
            Self::Restore { kind, id } => writing::set_removed(tx, index, *kind, *id, None),
            Self::Place {
                kind,
                id,
                chapter,
                position,
            } => listing::put_at(
                tx,
                index,
                *kind,
                *id,
                *chapter,
                position.clone(),
                Done::default(),
            ),
            Self::Level { id, level } => act::set_level(tx, index, *id, *level),
            Self::GoalKind { id, kind } => act::set_goal_kind(tx, index, *id, *kind),
        }
    }
}
