//! Words that stand in parts of their own: footnotes, endnotes, comments, diagrams.

use super::{
    WordError,
    body::{Context, Flow},
    inline::drawn_text,
    xml::{
        Vocabulary::{Drawing, Word},
        Xml,
    },
};
use crate::{
    source::{Block, Para},
    understand::plain_words,
};

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Footnote,
    Endnote,
}

/// Which note.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NoteKey {
    pub kind: Kind,
    pub id: String,
}

impl Kind {
    /// The last part of the relation's type.
    pub fn relation(self) -> &'static str {
        match self {
            Self::Footnote => "footnotes",
            Self::Endnote => "endnotes",
        }
    }

    fn element(self) -> &'static str {
        match self {
            Self::Footnote => "footnote",
            Self::Endnote => "endnote",
        }
    }
}

/// Reads the words of all notes of a kind into the context.
pub(super) fn read(
    kind: Kind,
    part: &str,
    text: &str,
    context: &mut Context,
) -> Result<(), WordError> {
    let mut xml = Xml::new(part, text);
    xml.root(&mut |xml, _| {
        xml.children(&mut |xml, tag| {
            // The lines between text and notes are notes too, of types of their own.
            let ordinary = tag.attribute("type").is_none_or(|kind| kind == "normal");
            if tag.name() != (Word, kind.element()) || !ordinary {
                return Ok(());
            }
            let id = tag.attribute("id").unwrap_or_default();
            let mut blocks = Vec::new();
            Flow::new(context).blocks(xml, &mut blocks)?;
            let words = plain_words(&blocks);
            if !words.is_empty() {
                context.notes.insert(NoteKey { kind, id }, words);
            }
            Ok(())
        })
    })
}

/// The blocks of each comment.
pub(super) fn read_comments(
    part: &str,
    text: &str,
    context: &mut Context,
) -> Result<Vec<Vec<Block>>, WordError> {
    let mut xml = Xml::new(part, text);
    let mut comments = Vec::new();
    xml.root(&mut |xml, _| {
        xml.children(&mut |xml, tag| {
            if tag.name() == (Word, "comment") {
                let mut blocks = Vec::new();
                Flow::new(context).blocks(xml, &mut blocks)?;
                comments.push(blocks);
            }
            Ok(())
        })
    })?;
    Ok(comments)
}

/// The words of a diagram (SmartArt), one paragraph a line.
pub(super) fn read_diagram(part: &str, text: &str) -> Result<Vec<Block>, WordError> {
    let mut xml = Xml::new(part, text);
    let mut blocks = Vec::new();
    xml.root(&mut |xml, _| diagram(xml, &mut blocks))?;
    Ok(blocks)
}

fn diagram(xml: &mut Xml<'_>, blocks: &mut Vec<Block>) -> Result<(), WordError> {
    xml.children(&mut |xml, tag| {
        if tag.name() != (Drawing, "p") {
            return diagram(xml, blocks);
        }
        let mut words = String::new();
        drawn_text(xml, &mut words)?;
        if !words.trim().is_empty() {
            blocks.push(Block::Paragraph(Para::plain(&words)));
        }
        Ok(())
    })
}
