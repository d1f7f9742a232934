//! What acts and their undoing have in common: changing a text, and noting what was touched.

use super::{PlanField, RemovedKind, index::Index, read, schema, undo::Undo};
use crate::{
    document::DocumentError,
    id::ItemId,
    text::{
        Delta, ParagraphKind,
        edit::{self, ParagraphPlace},
        kept::{self, KeptText},
        pieces::{self, Piece},
        units,
    },
};
use automerge::{
    ObjId, ObjType, ROOT,
    transaction::{Transactable, Transaction},
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What a change may have touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    /// Things that were made, moved, removed or otherwise changed.
    pub items: BTreeSet<(RemovedKind, ItemId)>,
    /// Texts, and how their words changed where that is known already.
    pub texts: BTreeMap<PlanField, Option<Delta>>,
}

/// What was done in a transaction that is not committed yet.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// What takes it back, last first; empty where nothing changed.
    pub undo: Vec<Undo>,
    /// What it touched.
    pub touched: Touched,
}

impl Done {
    /// Adds what was done next.
    pub(crate) fn join(&mut self, next: Self) {
        self.undo.extend(next.undo);
        self.touched.items.extend(next.touched.items);
        for (field, delta) in next.touched.texts {
            // Two changes of one text: their sum is found by comparing.
            self.touched
                .texts
                .entry(field)
                .and_modify(|known| *known = None)
                .or_insert(delta);
        }
    }

    /// A change to a thing itself.
    pub(super) fn item(kind: RemovedKind, id: ItemId, undo: Undo) -> Self {
        let mut done = Self {
            undo: vec![undo],
            touched: Touched::default(),
        };
        done.touched.items.insert((kind, id));
        done
    }
}

/// A text that can be edited: the one object that it is kept in from here on. An empty cell's is made if it is not there; words that
/// lie in other objects, because two people made the text at once, are moved into this one, so that the field looks as before.
fn open(
    tx: &mut Transaction<'_>,
    index: &Index,
    field: PlanField,
) -> Result<(ObjId, KeptText), DocumentError> {
    if let PlanField::Cell { column, .. } = field {
        index
            .get(RemovedKind::Column, column)
            .ok_or(DocumentError::DoesNotFit)?;
    }
    let view = read::view(&*tx, field, None)?;
    let Some(text) = view.texts.first() else {
        return Ok((
            create_cell(tx, index, field)?,
            KeptText {
                lead: 1,
                ..KeptText::default()
            },
        ));
    };
    for (other, kept) in &view.others {
        let target = kept::read(&*tx, text, None)?;
        let end = units::length(&target.rich.to_plain());
        let mut pieces = pieces::pieces_of(&kept.rich);
        let mut words = kept.rich.to_plain();
        if target.rich.paragraphs.is_empty() {
            edit::set_kinds(tx, text, &target, &[(None, kept.first_kind())])?;
        } else {
            pieces.push_front(Piece::Break(Some(kept.first_kind())));
            words.insert(0, '\n');
        }
        edit::apply(
            tx,
            text,
            &target,
            &Delta::splice(end, 0, &words),
            Some(pieces),
        )?;
        let all = Delta::splice(0, units::length(&kept.rich.to_plain()), "");
        edit::apply(tx, other, kept, &all, None)?;
        edit::set_kinds(tx, other, kept, &[(None, ParagraphKind::Plain)])?;
    }
    let kept = match view.others.as_slice() {
        [] => view.shown,
        _ => kept::read(&*tx, text, None)?,
    };
    Ok((text.clone(), kept))
}

fn create_cell(
    tx: &mut Transaction<'_>,
    index: &Index,
    field: PlanField,
) -> Result<ObjId, DocumentError> {
    let PlanField::Cell { action, column } = field else {
        return Err(DocumentError::DoesNotFit);
    };
    let action = index
        .get(RemovedKind::Action, action)
        .ok_or(DocumentError::DoesNotFit)?;
    let cells = match schema::child(&*tx, &action.object, schema::CELLS) {
        Some(cells) => cells,
        None => tx.put_object(&action.object, schema::CELLS, ObjType::Map)?,
    };
    edit::create(tx, &cells, &column.to_string())
}

/// Changes the words of a field. `own`: what the insertions put in, with marks and kinds of their own.
pub(super) fn edit_text(
    tx: &mut Transaction<'_>,
    index: &Index,
    field: PlanField,
    delta: &Delta,
    own: Option<VecDeque<Piece>>,
) -> Result<Done, DocumentError> {
    // What came over a wire may not be canonical.
    let delta = Delta::new(delta.ops().iter().cloned());
    if delta.is_empty() {
        return Ok(Done::default());
    }
    let (text, kept) = open(tx, index, field)?;
    edit::apply(tx, &text, &kept, &delta, own)?;
    let back = delta
        .inverted(&kept.rich.to_plain())
        .map_err(|_| DocumentError::DoesNotFit)?;
    let undo = Undo::Text {
        field,
        at: Vec::new(),
        delta: back,
        pieces: pieces::taken_out(&kept.rich, &delta),
    };
    let mut done = Done {
        undo: vec![undo],
        touched: Touched::default(),
    };
    done.touched.texts.insert(field, Some(delta));
    Ok(done)
}

/// Gives paragraphs of a field kinds; those that have them already are passed over.
pub(super) fn set_kinds(
    tx: &mut Transaction<'_>,
    index: &Index,
    field: PlanField,
    wanted: impl FnOnce(&KeptText) -> Result<Vec<(ParagraphPlace, ParagraphKind)>, DocumentError>,
) -> Result<Done, DocumentError> {
    let (text, kept) = open(tx, index, field)?;
    let present: BTreeMap<ParagraphPlace, ParagraphKind> =
        core::iter::once((None, kept.first_kind()))
            .chain(
                kept.breaks
                    .iter()
                    .map(|(place, kind)| (Some(*place), *kind)),
            )
            .collect();
    let wanted: Vec<_> = wanted(&kept)?
        .into_iter()
        .filter(|(place, kind)| present.get(place).is_some_and(|present| present != kind))
        .collect();
    let mut done = Done::default();
    if wanted.is_empty() {
        return Ok(done);
    }
    edit::set_kinds(tx, &text, &kept, &wanted)?;
    done.undo.push(Undo::Kinds {
        field,
        at: Vec::new(),
        kinds: wanted
            .into_iter()
            .filter_map(|(place, _)| Some((place, *present.get(&place)?)))
            .collect(),
    });
    done.touched.texts.insert(field, Some(Delta::default()));
    Ok(done)
}

/// Puts a thing in the bin, or takes it out.
pub(super) fn set_removed(
    tx: &mut Transaction<'_>,
    index: &Index,
    kind: RemovedKind,
    id: ItemId,
    removed: Option<i64>,
) -> Result<Done, DocumentError> {
    let item = index.get(kind, id).ok_or(DocumentError::DoesNotFit)?;
    match (item.removed, removed) {
        (None, Some(at)) => {
            tx.put(&item.object, schema::REMOVED, at)?;
            Ok(Done::item(kind, id, Undo::Restore { kind, id }))
        }
        (Some(at), None) => {
            tx.delete(&item.object, schema::REMOVED)?;
            let at = Some(at);
            Ok(Done::item(kind, id, Undo::Remove { kind, id, at }))
        }
        _ => Ok(Done::default()),
    }
}

/// The map of all things of a kind.
pub(super) fn collection(tx: &Transaction<'_>, kind: RemovedKind) -> Result<ObjId, DocumentError> {
    schema::child(tx, &ROOT, schema::collection(kind)).ok_or(DocumentError::DoesNotFit)
}
