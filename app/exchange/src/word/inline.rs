//! What stands in a paragraph: runs of text with marks, tabs and breaks, links, footnotes, drawings.

use super::{
    WordError,
    body::Flow,
    notes::{Kind, NoteKey},
    styles::Look,
    symbols,
    write::FOOTNOTE_WORD_STYLE,
    xml::{
        Tag,
        Vocabulary::{Compatibility, Drawing, Math, Word},
        Xml,
    },
};
use crate::source::{Block, Looks, Para, Role};
use samvev_documents::text::{Marks, Run};

/// A paragraph being read.
#[derive(Default)]
pub(super) struct Draft {
    para: Para,
    /// What text looks like where its run says nothing; None until the paragraph's properties are read.
    base: Option<Base>,
    /// The address that the words here lead to.
    link: Option<String>,
    /// Whether the last run is exactly the stretch that a footnote hangs on.
    anchored: bool,
    /// Whether the next text begins a run of its own.
    apart: bool,
    /// What stood in text boxes, to come after the paragraph.
    boxes: Vec<Block>,
    letters: Letters,
    /// Whether any of it belongs to a table of contents.
    pub in_contents: bool,
}

#[derive(Clone, Copy)]
struct Base {
    look: Look,
    /// Whether the style's look shows in marks. A heading is bold because it is a heading.
    marks: bool,
}

#[derive(Default)]
struct Letters {
    all: usize,
    bold: usize,
    smallest: Option<u32>,
}

impl Draft {
    /// Whether the paragraph's style is known.
    pub fn begun(&self) -> bool {
        self.base.is_some()
    }

    /// The paragraph has this style.
    pub fn begin(&mut self, flow: &Flow<'_>, style: Option<&str>) {
        let style = flow.context.styles.paragraph(style);
        self.base = Some(Base {
            look: style.look,
            marks: matches!(style.role, Role::Body | Role::Quote),
        });
        self.in_contents |= flow.fields.in_contents();
    }

    /// The paragraph, and what stood in its text boxes.
    pub fn finish(mut self, flow: &Flow<'_>) -> (Para, Vec<Block>) {
        let body = flow.context.styles.body_size();
        self.para.looks = Looks {
            bold: self.letters.all > 0 && self.letters.bold == self.letters.all,
            large: self.letters.all > 0
                && self.letters.smallest.is_some_and(|size| size >= body + 4),
        };
        (self.para, self.boxes)
    }

    /// Reads a child of the paragraph, or of something that only wraps.
    pub fn child(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        flow: &mut Flow<'_>,
    ) -> Result<(), WordError> {
        match tag.name() {
            (Word, "r") => self.run(xml, flow),
            (Word, "hyperlink") => {
                let target = tag
                    .attribute("id")
                    .and_then(|id| flow.context.links.get(&id).cloned());
                self.linked(xml, target.as_deref().and_then(safe_link), flow)
            }
            (Word, "fldSimple") => {
                let code = tag.attribute("instr").unwrap_or_default();
                self.in_contents |= code.trim_start().starts_with("TOC");
                self.linked(xml, super::fields::hyperlink(&code), flow)
            }
            (Word, "del" | "moveFrom") => {
                flow.context.deletions += 1;
                Ok(())
            }
            (Word, "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr") => Ok(()),
            (Compatibility, "AlternateContent") => self.alternatives(xml, flow, false),
            (Math, "r") => self.math(xml, flow),
            _ => xml.children(&mut |xml, tag| self.child(xml, tag, flow)),
        }
    }

    fn linked(
        &mut self,
        xml: &mut Xml<'_>,
        link: Option<String>,
        flow: &mut Flow<'_>,
    ) -> Result<(), WordError> {
        let outside = match link {
            Some(link) => self.link.replace(link),
            None => self.link.clone(),
        };
        xml.children(&mut |xml, tag| self.child(xml, tag, flow))?;
        self.link = outside;
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'_>, flow: &mut Flow<'_>) -> Result<(), WordError> {
        let mut style = RunStyle::default();
        xml.children(&mut |xml, tag| match tag.name() {
            (Word, "rPr") => {
                style = RunStyle::read(xml)?;
                self.apart |= style.is_anchor() || self.anchored;
                Ok(())
            }
            _ => self.run_child(xml, tag, &style, flow),
        })
    }

    fn run_child(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        style: &RunStyle,
        flow: &mut Flow<'_>,
    ) -> Result<(), WordError> {
        match tag.name() {
            (Word, "t") => {
                let text = xml.text()?.replace(['\n', '\r'], " ");
                self.text(&text, style, flow)
            }
            (Word, "tab" | "ptab") => self.text("\t", style, flow),
            (Word, "cr") => self.text("\n", style, flow),
            (Word, "br") => {
                let breaks_page = tag
                    .attribute("type")
                    .is_some_and(|kind| kind != "textWrapping");
                if breaks_page {
                    Ok(())
                } else {
                    self.text("\n", style, flow)
                }
            }
            (Word, "noBreakHyphen") => self.text("\u{2011}", style, flow),
            (Word, "sym") => {
                let code = tag
                    .attribute("char")
                    .and_then(|code| u32::from_str_radix(&code, 16).ok());
                let font = tag.attribute("font").unwrap_or_default();
                match code.and_then(|code| symbols::symbol(&font, code)) {
                    Some(letter) => self.text(letter.encode_utf8(&mut [0; 4]), style, flow),
                    None => Ok(()),
                }
            }
            (Word, "footnoteReference") => self.note(Kind::Footnote, tag, flow),
            (Word, "endnoteReference") => self.note(Kind::Endnote, tag, flow),
            (Word, "fldChar") => {
                flow.fields
                    .mark(&tag.attribute("fldCharType").unwrap_or_default());
                Ok(())
            }
            (Word, "instrText") => {
                flow.fields.code(&xml.text()?);
                Ok(())
            }
            (Word, "delText" | "delInstrText" | "rPr") => Ok(()),
            (Word, "drawing" | "pict" | "object") => self.drawing(xml, flow),
            (Compatibility, "AlternateContent") => self.alternatives(xml, flow, true),
            _ => xml.children(&mut |xml, tag| match tag.name() {
                (Word, "r") => self.run(xml, flow),
                _ => self.run_child(xml, tag, style, flow),
            }),
        }
    }

    fn math(&mut self, xml: &mut Xml<'_>, flow: &mut Flow<'_>) -> Result<(), WordError> {
        xml.children(&mut |xml, tag| {
            if matches!(tag.name(), (Math | Word, "t")) {
                let text = xml.text()?;
                self.text(&text, &RunStyle::default(), flow)?;
            }
            Ok(())
        })
    }

    /// The words of a drawing: text boxes, and text inside shapes. Pictures are only counted.
    fn drawing(&mut self, xml: &mut Xml<'_>, flow: &mut Flow<'_>) -> Result<(), WordError> {
        xml.children(&mut |xml, tag| match tag.name() {
            (Word, "txbxContent") => flow.boxed(xml, &mut self.boxes),
            (Drawing, "p") => {
                let mut words = String::new();
                drawn_text(xml, &mut words)?;
                flow.context.count(&words)?;
                if !words.trim().is_empty() {
                    self.boxes.push(Block::Paragraph(Para {
                        style_only: true,
                        ..Para::plain(&words)
                    }));
                }
                Ok(())
            }
            (Drawing, "blip") | (_, "imagedata") => {
                flow.context.pictures += 1;
                Ok(())
            }
            (Compatibility, "AlternateContent") => self.alternatives(xml, flow, true),
            _ => self.drawing(xml, flow),
        })
    }

    /// The same content for newer and for older programs: the first that has words is taken, or else the first that
    /// has pictures.
    fn alternatives(
        &mut self,
        xml: &mut Xml<'_>,
        flow: &mut Flow<'_>,
        in_run: bool,
    ) -> Result<(), WordError> {
        let style = RunStyle::default();
        let mut taken: Option<Self> = None;
        xml.children(&mut |xml, _| {
            let mut one = Self {
                base: self.base,
                link: self.link.clone(),
                ..Self::default()
            };
            let pictures = flow.context.pictures;
            xml.children(&mut |xml, tag| {
                if in_run {
                    one.run_child(xml, tag, &style, flow)
                } else {
                    one.child(xml, tag, flow)
                }
            })?;
            if taken.as_ref().is_some_and(Self::has_words) || (taken.is_some() && !one.has_words())
            {
                flow.context.pictures = pictures;
            } else {
                taken = Some(one);
            }
            Ok(())
        })?;
        if let Some(taken) = taken {
            for run in taken.para.runs {
                self.para.push(&run.text, &run.marks);
            }
            self.boxes.extend(taken.boxes);
            self.letters.all += taken.letters.all;
            self.letters.bold += taken.letters.bold;
            self.in_contents |= taken.in_contents;
        }
        Ok(())
    }

    fn has_words(&self) -> bool {
        !self.para.is_blank() || !crate::understand::plain_words(&self.boxes).is_empty()
    }

    fn text(&mut self, text: &str, style: &RunStyle, flow: &mut Flow<'_>) -> Result<(), WordError> {
        flow.context.count(text)?;
        self.in_contents |= flow.fields.in_contents();
        let base = self.base.unwrap_or(Base {
            look: Look::default(),
            marks: true,
        });
        let own = match style.style.as_deref() {
            Some(id) => style.look.over(flow.context.styles.character(id)),
            None => style.look,
        };
        let seen = own.over(base.look);
        let marked = if base.marks { seen } else { own };
        let marks = Marks {
            bold: marked.bold.unwrap_or(false),
            italic: marked.italic.unwrap_or(false),
            link: self.link.clone().or_else(|| flow.fields.link()),
            footnote: None,
        };
        let letters = text
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .count();
        if letters > 0 {
            self.letters.all += letters;
            if seen.bold.unwrap_or(false) {
                self.letters.bold += letters;
            }
            let size = seen.size.unwrap_or_else(|| flow.context.styles.body_size());
            self.letters.smallest = Some(
                self.letters
                    .smallest
                    .map_or(size, |smallest| smallest.min(size)),
            );
        }
        if std::mem::take(&mut self.apart) {
            self.para.runs.push(Run {
                text: text.to_owned(),
                marks,
            });
        } else {
            self.para.push(text, &marks);
        }
        self.anchored = style.is_anchor();
        Ok(())
    }

    /// A reference to a footnote or an endnote: its words hang on the word before.
    fn note(&mut self, kind: Kind, tag: &Tag<'_>, flow: &mut Flow<'_>) -> Result<(), WordError> {
        let id = tag.attribute("id").unwrap_or_default();
        let Some(words) = flow.context.notes.remove(&NoteKey { kind, id }) else {
            return Ok(());
        };
        if self.para.runs.last().is_none_or(|run| run.text.is_empty()) {
            self.para.push("*", &Marks::default());
        }
        let Some(last) = self.para.runs.last_mut() else {
            return Ok(());
        };
        match &mut last.marks.footnote {
            Some(before) => {
                before.push('\n');
                before.push_str(&words);
            }
            None if self.anchored => last.marks.footnote = Some(words),
            None => {
                let start = last_word(&last.text);
                let word = last.text.split_off(start);
                let marks = Marks {
                    footnote: Some(words),
                    ..last.marks.clone()
                };
                if last.text.is_empty() {
                    self.para.runs.pop();
                }
                self.para.runs.push(Run { text: word, marks });
            }
        }
        self.anchored = false;
        Ok(())
    }
}

/// Where the last word of a text begins, in bytes.
fn last_word(text: &str) -> usize {
    let end = text.trim_end().len();
    let before = text.get(..end).unwrap_or_default();
    before
        .char_indices()
        .rev()
        .find(|(_, letter)| letter.is_whitespace())
        .map_or(0, |(at, letter)| at + letter.len_utf8())
}

/// What a run says of itself.
#[derive(Default)]
struct RunStyle {
    look: Look,
    style: Option<String>,
}

impl RunStyle {
    fn read(xml: &mut Xml<'_>) -> Result<Self, WordError> {
        let mut run = Self::default();
        xml.children(&mut |_, tag| {
            match tag.name() {
                (Word, "rStyle") => run.style = tag.value(),
                _ => run.look.read(tag),
            }
            Ok(())
        })?;
        Ok(run)
    }

    /// Whether this is the stretch that a footnote of our own writer hangs on.
    fn is_anchor(&self) -> bool {
        self.style.as_deref() == Some(FOOTNOTE_WORD_STYLE)
    }
}

/// The text inside a shape that DrawingML sets itself.
pub(super) fn drawn_text(xml: &mut Xml<'_>, words: &mut String) -> Result<(), WordError> {
    xml.children(&mut |xml, tag| match tag.name() {
        (Drawing, "t") => {
            words.push_str(&xml.text()?);
            Ok(())
        }
        (Drawing, "br") => {
            words.push('\n');
            Ok(())
        }
        _ => drawn_text(xml, words),
    })
}

/// An address that is safe to follow, as it is; none for other schemes and for places inside a document.
pub(crate) fn safe_link(address: &str) -> Option<String> {
    let address = address.trim();
    let scheme = address
        .split(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel").then(|| address.to_owned())
}
