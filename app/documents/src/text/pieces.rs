//! What is put into a text, in pieces with marks and kinds of their own.

use super::{Delta, Marks, Op, ParagraphKind, RichText, units};
use std::collections::VecDeque;

/// A piece of what is put into a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words. Without marks of their own they get those that the place gives.
    Words(String, Option<Marks>),
    /// The end of a paragraph. Without a kind the next one goes on as this one, a heading as plain words.
    Break(Option<ParagraphKind>),
}

impl Piece {
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Words(words, _) => units::length(words),
            Self::Break(_) => 1,
        }
    }
}

/// The pieces of plain words.
pub(super) fn plain_pieces(words: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, line) in words.split('\n').enumerate() {
        if index > 0 {
            pieces.push(Piece::Break(None));
        }
        if !line.is_empty() {
            pieces.push(Piece::Words(line.to_owned(), None));
        }
    }
    pieces
}

/// All of a text in pieces, with marks and kinds (but the first paragraph's kind, which lies before the first piece).
pub(crate) fn pieces_of(rich: &RichText) -> VecDeque<Piece> {
    let mut pieces = VecDeque::new();
    for (index, paragraph) in rich.paragraphs.iter().enumerate() {
        if index > 0 {
            pieces.push_back(Piece::Break(Some(paragraph.kind)));
        }
        for run in &paragraph.runs {
            pieces.push_back(Piece::Words(run.text.clone(), Some(run.marks.clone())));
        }
    }
    pieces
}

/// The first `count` units of `pieces`, taken away from them.
pub(crate) fn take_pieces(pieces: &mut VecDeque<Piece>, count: usize) -> Vec<Piece> {
    let mut taken = Vec::new();
    let mut left = count;
    while left > 0
        && let Some(piece) = pieces.pop_front()
    {
        let length = piece.length();
        match piece {
            Piece::Words(words, marks) if length > left => {
                let (first, second) = units::split_anywhere(&words, left);
                pieces.push_front(Piece::Words(second, marks.clone()));
                taken.push(Piece::Words(first, marks));
            }
            piece => taken.push(piece),
        }
        left = left.saturating_sub(length);
    }
    taken
}

/// What `delta` takes out of a text, in order: what an undo puts in again.
pub(crate) fn taken_out(rich: &RichText, delta: &Delta) -> VecDeque<Piece> {
    let mut rest = pieces_of(rich);
    let mut taken = VecDeque::new();
    for op in delta.ops() {
        match op {
            Op::Keep(count) => {
                take_pieces(&mut rest, *count);
            }
            Op::Delete(count) => taken.extend(take_pieces(&mut rest, *count)),
            Op::Insert(_) => {}
        }
    }
    taken
}
