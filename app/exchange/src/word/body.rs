//! The flow of a part: paragraphs and tables, through content controls, insertions and alternatives.

use super::{
    WordError,
    fields::Fields,
    inline::Draft,
    notes::NoteKey,
    numbering::Numbering,
    styles::{ListRef, Styles},
    xml::{
        Vocabulary::{Compatibility, Word},
        Xml,
    },
};
use crate::source::{Block, Cell, MOST_COLUMNS, OwnRole, Para, Role, Row, Table, VerticalMerge};
use std::collections::BTreeMap;

/// The most text that is taken, in bytes: a thousand printed pages and more.
const MOST_TEXT: usize = 8 << 20;
/// What a paragraph or a cell counts beside its text.
const BLOCK: usize = 40;
/// The most cells a table may have once its rows are filled up.
const MOST_CELLS: usize = 200_000;

/// What reading a part needs to know of the others, and what it counts.
pub(super) struct Context {
    pub styles: Styles,
    pub numbering: Numbering,
    /// Addresses outside the file.
    pub links: BTreeMap<String, String>,
    /// The words of footnotes and endnotes that nothing has referred to yet.
    pub notes: BTreeMap<NoteKey, String>,
    pub pictures: usize,
    pub deletions: usize,
    /// How much text has been read, in bytes.
    pub text: usize,
}

impl Context {
    /// Counts text towards the most that is taken.
    pub fn count(&mut self, text: &str) -> Result<(), WordError> {
        self.count_bytes(text.len() + 1)
    }

    fn count_bytes(&mut self, bytes: usize) -> Result<(), WordError> {
        self.text += bytes;
        if self.text > MOST_TEXT {
            Err(WordError::TooLarge)
        } else {
            Ok(())
        }
    }
}

/// A place in the flow.
pub(super) struct Flow<'c> {
    pub context: &'c mut Context,
    pub fields: Fields,
    /// Whether this is inside a table of contents that Word made.
    contents: bool,
    /// Whether this is inside a text box.
    boxed: bool,
    /// A paragraph whose end was deleted with tracked changes: the next one goes on in it.
    unended: Option<Para>,
}

/// Reads the main part.
pub(super) fn read_document(
    part: &str,
    text: &str,
    context: &mut Context,
) -> Result<Vec<Block>, WordError> {
    let mut xml = Xml::new(part, text);
    let mut blocks = Vec::new();
    let mut flow = Flow::new(context);
    let mut found = false;
    xml.root(&mut |xml, root| {
        if root.name() != (Word, "document") {
            return Ok(());
        }
        xml.children(&mut |xml, tag| {
            if tag.name() == (Word, "body") {
                found = true;
                flow.blocks(xml, &mut blocks)?;
            }
            Ok(())
        })
    })?;
    if !found {
        return Err(xml.damaged());
    }
    Ok(blocks)
}

/// Reads a part whose root holds blocks: a header or a footer.
pub(super) fn read_part(
    part: &str,
    text: &str,
    context: &mut Context,
) -> Result<Vec<Block>, WordError> {
    let mut xml = Xml::new(part, text);
    let mut blocks = Vec::new();
    let mut flow = Flow::new(context);
    xml.root(&mut |xml, _| flow.blocks(xml, &mut blocks))?;
    Ok(blocks)
}

impl<'c> Flow<'c> {
    pub fn new(context: &'c mut Context) -> Self {
        Self {
            context,
            fields: Fields::default(),
            contents: false,
            boxed: false,
            unended: None,
        }
    }

    /// Reads the children of the element that was opened last as blocks.
    pub fn blocks(&mut self, xml: &mut Xml<'_>, into: &mut Vec<Block>) -> Result<(), WordError> {
        self.wrapped(xml, into)?;
        if let Some(unended) = self.unended.take() {
            into.push(Block::Paragraph(unended));
        }
        Ok(())
    }

    /// Reads a text box's content.
    pub fn boxed(&mut self, xml: &mut Xml<'_>, into: &mut Vec<Block>) -> Result<(), WordError> {
        let outside = std::mem::replace(&mut self.boxed, true);
        let unended = self.unended.take();
        let done = self.blocks(xml, into);
        self.boxed = outside;
        self.unended = unended;
        done
    }

    fn wrapped(&mut self, xml: &mut Xml<'_>, into: &mut Vec<Block>) -> Result<(), WordError> {
        xml.children(&mut |xml, tag| match tag.name() {
            (Word, "p") => self.paragraph(xml, into),
            (Word, "tbl") => {
                if let Some(unended) = self.unended.take() {
                    into.push(Block::Paragraph(unended));
                }
                let table = self.table(xml)?;
                into.push(Block::Table(table));
                Ok(())
            }
            (Word, "sdt") => self.control(xml, into),
            (Word, "del" | "moveFrom") => {
                self.context.deletions += 1;
                Ok(())
            }
            (Word, "sectPr" | "tcPr" | "sdtPr") => Ok(()),
            (Compatibility, "AlternateContent") => self.alternatives(xml, into),
            _ => self.wrapped(xml, into),
        })
    }

    /// A content control. Word puts the tables of contents it makes into one.
    fn control(&mut self, xml: &mut Xml<'_>, into: &mut Vec<Block>) -> Result<(), WordError> {
        let outside = self.contents;
        xml.children(&mut |xml, tag| match tag.name() {
            (Word, "sdtPr") => xml.children(&mut |xml, tag| {
                if tag.name() != (Word, "docPartObj") {
                    return Ok(());
                }
                xml.children(&mut |_, tag| {
                    self.contents |= tag.name() == (Word, "docPartGallery")
                        && tag
                            .value()
                            .is_some_and(|gallery| gallery == "Table of Contents");
                    Ok(())
                })
            }),
            _ => self.wrapped(xml, into),
        })?;
        self.contents = outside;
        Ok(())
    }

    /// The same content for newer and for older programs: the first that has words is taken.
    fn alternatives(&mut self, xml: &mut Xml<'_>, into: &mut Vec<Block>) -> Result<(), WordError> {
        let mut taken = Vec::new();
        xml.children(&mut |xml, _| {
            let mut blocks = Vec::new();
            let pictures = self.context.pictures;
            self.wrapped(xml, &mut blocks)?;
            if crate::understand::plain_words(&taken).is_empty() {
                taken = blocks;
            } else {
                self.context.pictures = pictures;
            }
            Ok(())
        })?;
        into.append(&mut taken);
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>, into: &mut Vec<Block>) -> Result<(), WordError> {
        self.context.count_bytes(BLOCK)?;
        let mut draft = Draft::default();
        let mut properties = Properties::default();
        let started_in_contents = self.contents || self.fields.in_contents();
        // The properties stand first, so the runs after them know their style.
        xml.children(&mut |xml, tag| match tag.name() {
            (Word, "pPr") => {
                properties = Properties::read(xml)?;
                draft.begin(self, properties.style.as_deref());
                Ok(())
            }
            _ => {
                if !draft.begun() {
                    draft.begin(self, None);
                }
                draft.child(xml, tag, self)
            }
        })?;
        if !draft.begun() {
            draft.begin(self, None);
        }
        let contents = started_in_contents || draft.in_contents;
        let (mut para, boxes) = draft.finish(self);
        self.apply(&mut para, &properties);
        if contents {
            para.role = Role::Contents;
            para.list = None;
        }
        para.style_only = self.boxed;
        if let Some(mut before) = self.unended.take() {
            std::mem::swap(&mut before.runs, &mut para.runs);
            for run in before.runs {
                para.push(&run.text, &run.marks);
            }
        }
        if properties.end_deleted {
            self.unended = Some(para);
        } else {
            into.push(Block::Paragraph(para));
        }
        into.extend(boxes);
        Ok(())
    }

    /// What a paragraph's properties say it is.
    fn apply(&self, para: &mut Para, properties: &Properties) {
        let style = self.context.styles.paragraph(properties.style.as_deref());
        para.role = match (style.role, properties.outline) {
            (Role::Own(OwnRole::ChapterStart(_)), outline) => {
                Role::Own(OwnRole::ChapterStart(outline.unwrap_or(0) + 1))
            }
            (Role::Body, Some(outline)) => Role::Heading(outline + 1),
            (role, _) => role,
        };
        if matches!(para.role, Role::Heading(_) | Role::Title | Role::Contents) {
            return;
        }
        let level = properties.list.level.or(style.list.level);
        para.list = match properties
            .list
            .list
            .as_deref()
            .or(style.list.list.as_deref())
        {
            Some(list) => self.context.numbering.item(list, level.unwrap_or(0)),
            None => style.list_style.map(|ordered| crate::source::ListItem {
                level: level.unwrap_or(style.level),
                ordered,
            }),
        };
    }

    fn table(&mut self, xml: &mut Xml<'_>) -> Result<Table, WordError> {
        let mut table = Table::default();
        self.rows(xml, &mut table)?;
        if table.rows.len().saturating_mul(table.width()) > MOST_CELLS {
            return Err(WordError::TooLarge);
        }
        Ok(table)
    }

    fn rows(&mut self, xml: &mut Xml<'_>, table: &mut Table) -> Result<(), WordError> {
        xml.children(&mut |xml, tag| match tag.name() {
            (Word, "tr") => {
                let (row, deleted) = self.row(xml)?;
                if deleted {
                    self.context.deletions += 1;
                } else {
                    table.rows.push(row);
                }
                Ok(())
            }
            (Word, "tblPr" | "tblGrid" | "tblPrEx" | "sdtPr") => Ok(()),
            _ => self.rows(xml, table),
        })
    }

    /// A row, and whether it was deleted with tracked changes.
    fn row(&mut self, xml: &mut Xml<'_>) -> Result<(Row, bool), WordError> {
        self.context.count_bytes(BLOCK)?;
        let mut row = Row::default();
        let mut deleted = false;
        self.cells(xml, &mut row, &mut deleted)?;
        Ok((row, deleted))
    }

    fn cells(
        &mut self,
        xml: &mut Xml<'_>,
        row: &mut Row,
        deleted: &mut bool,
    ) -> Result<(), WordError> {
        xml.children(&mut |xml, tag| match tag.name() {
            (Word, "trPr") => xml.children(&mut |_, tag| {
                match tag.name() {
                    (Word, "tblHeader") => row.header = tag.is_on(),
                    (Word, "del") => *deleted = true,
                    (Word, "gridBefore") => {
                        row.skipped = tag.number::<usize>().unwrap_or(0).min(MOST_COLUMNS);
                    }
                    _ => {}
                }
                Ok(())
            }),
            (Word, "tc") => {
                let cell = self.cell(xml)?;
                row.cells.push(cell);
                Ok(())
            }
            (Word, "tblPrEx" | "sdtPr") => Ok(()),
            _ => self.cells(xml, row, deleted),
        })
    }

    fn cell(&mut self, xml: &mut Xml<'_>) -> Result<Cell, WordError> {
        self.context.count_bytes(BLOCK)?;
        let mut cell = Cell::default();
        let mut blocks = Vec::new();
        let outside = self.unended.take();
        xml.children(&mut |xml, tag| match tag.name() {
            (Word, "tcPr") => xml.children(&mut |_, tag| {
                match tag.name() {
                    (Word, "gridSpan") => {
                        cell.columns = tag.number::<usize>().unwrap_or(1).clamp(1, MOST_COLUMNS);
                    }
                    (Word, "vMerge") => {
                        cell.merge = match tag.value().as_deref() {
                            Some("restart") => VerticalMerge::Start,
                            _ => VerticalMerge::Continued,
                        };
                    }
                    _ => {}
                }
                Ok(())
            }),
            (Word, "p") => self.paragraph(xml, &mut blocks),
            (Word, "tbl") => {
                let table = self.table(xml)?;
                blocks.push(Block::Table(table));
                Ok(())
            }
            (Word, "sdt") => self.control(xml, &mut blocks),
            (Compatibility, "AlternateContent") => self.alternatives(xml, &mut blocks),
            _ => self.wrapped(xml, &mut blocks),
        })?;
        if let Some(unended) = std::mem::replace(&mut self.unended, outside) {
            blocks.push(Block::Paragraph(unended));
        }
        cell.blocks = blocks;
        Ok(cell)
    }
}

/// A paragraph's own properties.
#[derive(Default)]
struct Properties {
    style: Option<String>,
    list: ListRef,
    outline: Option<u8>,
    end_deleted: bool,
}

impl Properties {
    fn read(xml: &mut Xml<'_>) -> Result<Self, WordError> {
        let mut properties = Self::default();
        xml.children(&mut |xml, tag| {
            match tag.name() {
                (Word, "pStyle") => properties.style = tag.value(),
                (Word, "numPr") => properties.list = ListRef::read(xml)?,
                (Word, "outlineLvl") => {
                    properties.outline = tag.number().filter(|level| *level < 9)
                }
                (Word, "rPr") => xml.children(&mut |_, tag| {
                    properties.end_deleted |= matches!(tag.name(), (Word, "del" | "moveFrom"));
                    Ok(())
                })?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(properties)
    }
}
