//! Changing a text in Automerge: a field's delta, and the kinds of paragraphs.

use super::{
    Delta, Marks, Op, ParagraphKind, RichText,
    kept::{self, KeptText, block, mark},
    pieces::{Piece, plain_pieces, take_pieces},
    units,
};
use crate::document::DocumentError;
use automerge::{
    ObjId, ObjType, ScalarValue, Value,
    marks::{ExpandMark, Mark},
    transaction::{Transactable, Transaction},
};
use std::collections::VecDeque;

/// Puts a new, empty text into a map.
pub(crate) fn create(
    tx: &mut Transaction<'_>,
    parent: &ObjId,
    key: &str,
) -> Result<ObjId, DocumentError> {
    let text = tx.put_object(parent, key, ObjType::Text)?;
    tx.split_block(&text, 0)?;
    Ok(text)
}

/// Gives a text that holds the bare words of `rich`, paragraph after paragraph, its markers and marks. Where it stands is
/// that of a document's creation: words come in bulk, markers after.
pub(crate) fn dress(
    tx: &mut Transaction<'_>,
    text: &ObjId,
    rich: &RichText,
) -> Result<(), DocumentError> {
    let mut at = 0;
    let empty = super::Paragraph::default();
    let paragraphs = if rich.paragraphs.is_empty() {
        core::slice::from_ref(&empty)
    } else {
        &rich.paragraphs
    };
    for paragraph in paragraphs {
        let marker = tx.split_block(text, at)?;
        if paragraph.kind != ParagraphKind::Plain {
            put_kind(tx, &marker, paragraph.kind)?;
        }
        at += 1;
        for run in &paragraph.runs {
            let end = at + units::length(&run.text);
            put_marks(tx, text, (at, end), &Marks::default(), &run.marks)?;
            at = end;
        }
    }
    Ok(())
}

/// Applies a field's delta. `own`, if given, is what its insertions put in, in order and with marks and kinds of its own.
///
/// # Errors
/// [`DocumentError::DoesNotFit`] if the delta does not fit the text; nothing is changed then.
pub(crate) fn apply(
    tx: &mut Transaction<'_>,
    text: &ObjId,
    before: &KeptText,
    delta: &Delta,
    mut own: Option<VecDeque<Piece>>,
) -> Result<(), DocumentError> {
    delta
        .apply(&before.rich.to_plain())
        .map_err(|_| DocumentError::DoesNotFit)?;
    let mut breaks = before.breaks.iter().peekable();
    let mut kind = before.first_kind();
    let (mut old, mut at) = (0, before.lead);
    let mut marked = Vec::new();
    let mut ops = delta.ops().iter().peekable();
    while let Some(op) = ops.next() {
        match op {
            Op::Keep(count) => {
                old += count;
                at += count;
                while let Some((_, next)) = breaks.next_if(|(place, _)| *place < old) {
                    kind = *next;
                }
            }
            Op::Delete(count) => {
                delete(tx, text, at, *count)?;
                old += count;
                while breaks.next_if(|(place, _)| *place < old).is_some() {}
            }
            Op::Insert(words) => {
                // New words go in after those they replace, so that they are marked as those were.
                let replaced = match ops.peek() {
                    Some(Op::Delete(count)) => *count,
                    _ => 0,
                };
                let pieces = match &mut own {
                    Some(own) => take_pieces(own, units::length(words)),
                    None => plain_pieces(words),
                };
                let start = at + replaced;
                let mut end = start;
                for piece in pieces {
                    let length = piece.length();
                    match piece {
                        Piece::Words(words, marks) => {
                            tx.splice_text(text, end, 0, &words)?;
                            if let Some(marks) = marks {
                                marked.push((end - replaced, end - replaced + length, marks));
                            }
                        }
                        Piece::Break(next) => {
                            kind = next.unwrap_or(match kind {
                                ParagraphKind::Heading(_) => ParagraphKind::Plain,
                                other => other,
                            });
                            let marker = tx.split_block(text, end)?;
                            if kind != ParagraphKind::Plain {
                                put_kind(tx, &marker, kind)?;
                            }
                        }
                    }
                    end += length;
                }
                if replaced > 0 {
                    ops.next();
                    delete(tx, text, at, replaced)?;
                    old += replaced;
                    while breaks.next_if(|(place, _)| *place < old).is_some() {}
                }
                at = end - replaced;
            }
        }
    }
    remark(tx, text, &marked)
}

fn delete(
    tx: &mut Transaction<'_>,
    text: &ObjId,
    at: usize,
    count: usize,
) -> Result<(), DocumentError> {
    let count = isize::try_from(count).map_err(|_| DocumentError::DoesNotFit)?;
    Ok(tx.splice_text(text, at, count, "")?)
}

/// Gives stretches of a text (in Automerge's places, ascending) exactly these marks, whatever their place gave them.
fn remark(
    tx: &mut Transaction<'_>,
    text: &ObjId,
    wanted: &[(usize, usize, Marks)],
) -> Result<(), DocumentError> {
    if wanted.is_empty() {
        return Ok(());
    }
    let kept = kept::read(tx, text, None)?;
    let mut start = kept.lead;
    for (index, paragraph) in kept.rich.paragraphs.iter().enumerate() {
        start += usize::from(index > 0);
        for run in &paragraph.runs {
            let end = start + units::length(&run.text);
            for (from, to, marks) in wanted {
                let stretch = (start.max(*from), end.min(*to));
                if stretch.0 < stretch.1 {
                    put_marks(tx, text, stretch, &run.marks, marks)?;
                }
            }
            start = end;
        }
    }
    Ok(())
}

/// Makes the marks of a stretch `wanted`, where they are `present`.
fn put_marks(
    tx: &mut Transaction<'_>,
    text: &ObjId,
    (start, end): (usize, usize),
    present: &Marks,
    wanted: &Marks,
) -> Result<(), DocumentError> {
    let flag = |on: bool| on.then_some(ScalarValue::Boolean(true));
    let words = |words: &Option<String>| words.as_deref().map(ScalarValue::from);
    // Emphasis goes on with what is typed at its end; a link or a footnote does not.
    let marks = [
        (mark::BOLD, flag(present.bold), flag(wanted.bold), true),
        (
            mark::ITALIC,
            flag(present.italic),
            flag(wanted.italic),
            true,
        ),
        (mark::LINK, words(&present.link), words(&wanted.link), false),
        (
            mark::FOOTNOTE,
            words(&present.footnote),
            words(&wanted.footnote),
            false,
        ),
    ];
    for (name, present, wanted, grows) in marks {
        let expand = if grows {
            ExpandMark::After
        } else {
            ExpandMark::None
        };
        match wanted {
            _ if present == wanted => {}
            Some(value) => tx.mark(text, Mark::new(name.to_owned(), value, start, end), expand)?,
            None => tx.unmark(text, name, start, end, expand)?,
        }
    }
    Ok(())
}

/// Says what the paragraph of a block marker is.
fn put_kind(
    tx: &mut Transaction<'_>,
    marker: &ObjId,
    kind: ParagraphKind,
) -> Result<(), DocumentError> {
    let (name, level) = kept::kind_parts(kind);
    tx.put(marker, block::KIND, name)?;
    if let Some(level) = level {
        tx.put(marker, block::LEVEL, u64::from(level))?;
    }
    Ok(())
}

/// A paragraph by the place of the marker before it; `None` is the first.
pub(crate) type ParagraphPlace = Option<usize>;

/// The paragraphs that a stretch touches, and what they are.
///
/// # Errors
/// [`DocumentError::DoesNotFit`] if the stretch does not lie in the text.
pub(crate) fn touched(
    kept: &KeptText,
    from: usize,
    to: usize,
) -> Result<Vec<(ParagraphPlace, ParagraphKind)>, DocumentError> {
    let length = units::length(&kept.rich.to_plain());
    if from > to || to > length {
        return Err(DocumentError::DoesNotFit);
    }
    let starts = core::iter::once((None, kept.first_kind())).chain(
        kept.breaks
            .iter()
            .map(|(place, kind)| (Some(*place), *kind)),
    );
    let ends = kept.breaks.iter().map(|(place, _)| *place).chain([length]);
    Ok(starts
        .zip(ends)
        .filter(|((place, _), end)| {
            let start = place.map_or(0, |place| place + 1);
            *end >= from && (start < to || start == from)
        })
        .map(|(paragraph, _)| paragraph)
        .collect())
}

/// Gives paragraphs kinds. One whose marker is gone is passed over.
pub(crate) fn set_kinds(
    tx: &mut Transaction<'_>,
    text: &ObjId,
    kept: &KeptText,
    kinds: &[(ParagraphPlace, ParagraphKind)],
) -> Result<(), DocumentError> {
    for (place, kind) in kinds {
        let at = match place {
            None if kept.lead == 0 => {
                if *kind != ParagraphKind::Plain {
                    let marker = tx.split_block(text, 0)?;
                    put_kind(tx, &marker, *kind)?;
                }
                continue;
            }
            None => 0,
            Some(place) => place + kept.lead,
        };
        if let Some((Value::Object(ObjType::Map), marker)) = automerge::ReadDoc::get(tx, text, at)?
        {
            put_kind(tx, &marker, *kind)?;
        }
    }
    Ok(())
}
