//! `document.xml`: the plan's title, chapters, goals and tables, in the order in which they are drawn.

use super::{
    layout::{self, Page},
    markup::{escape, run_text, value},
    parts::{self, CELL_BULLETS, TEXT_BULLETS},
    styles::{CELL, FOOTNOTE_WORD_STYLE, own_style},
};
use crate::{source::OwnRole, understand::starts_with_number, word::inline::safe_link};
use samvev_documents::{
    plan::{Action, Chapter, Column, Goal, Plan},
    text::{Paragraph, ParagraphKind, RichText, Run},
};
use std::fmt::Write;

/// A row whose longest cell has more letters than this may be divided between pages, so that no page is left half empty.
const WHOLE_ROW: usize = 900;

/// A document being written.
pub(super) struct Document {
    pub body: String,
    pub title: String,
    /// The words of each footnote, in order.
    pub footnotes: Vec<String>,
    /// The addresses of links, in order.
    pub links: Vec<String>,
    /// For each numbered list, whether it stands in a cell.
    pub numbered: Vec<bool>,
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Text,
    Cell,
}

impl Document {
    /// The document of a plan.
    pub fn of(plan: &Plan, leftover: &[String]) -> Self {
        let mut document = Self {
            body: String::new(),
            title: plan.title.to_plain(),
            footnotes: Vec::new(),
            links: Vec::new(),
            numbered: Vec::new(),
        };
        let after: usize = leftover.iter().map(|words| words.chars().count()).sum();
        let pages = layout::pages(&plan.chapters, document.title.chars().count(), after);
        document.title(&plan.title);
        let mut page = pages.first().copied().unwrap_or(Page::Upright);
        for (chapter, next) in plan.chapters.iter().zip(&pages) {
            if *next != page {
                document.end_section(page);
                page = *next;
            }
            document.chapter(chapter, page);
        }
        for words in leftover {
            let run = Run {
                text: words.clone(),
                ..Run::default()
            };
            document.styled(own_style(OwnRole::Leftover), "", std::slice::from_ref(&run));
        }
        document.body.push_str(&page.section());
        document
    }

    /// A title without words is still written, to say that there is none.
    fn title(&mut self, title: &RichText) {
        let empty = [Paragraph::default()];
        let paragraphs = if title.paragraphs.is_empty() {
            empty.as_slice()
        } else {
            &title.paragraphs
        };
        for paragraph in paragraphs {
            self.styled("Title", "", &paragraph.runs);
        }
    }

    fn chapter(&mut self, chapter: &Chapter, page: Page) {
        let level = chapter.level.clamp(1, 9);
        if chapter.heading.is_blank() {
            let outline = format!(r#"<w:outlineLvl w:val="{}"/>"#, level - 1);
            self.styled(own_style(OwnRole::ChapterStart(1)), &outline, &[]);
        } else {
            self.styled(&format!("Heading{level}"), "", &one_line(&chapter.heading));
        }
        if !is_empty(&chapter.text) {
            self.text(&chapter.text, Where::Text);
        }
        chapter.goals.iter().for_each(|goal| self.goal(goal));
        if !chapter.columns.is_empty() {
            self.table(chapter, page);
        }
    }

    fn goal(&mut self, goal: &Goal) {
        let empty = [Paragraph::default()];
        let paragraphs = if goal.text.paragraphs.is_empty() {
            empty.as_slice()
        } else {
            &goal.text.paragraphs
        };
        let mut style = own_style(OwnRole::Goal(goal.kind));
        for paragraph in paragraphs {
            // A goal that somebody has numbered needs no bullet before its number.
            let first = paragraph.runs.first().map_or("", |run| run.text.as_str());
            let numbered = starts_with_number(first.trim_start());
            let bare = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr><w:ind w:left="397" w:hanging="397"/>"#;
            self.styled(style, if numbered { bare } else { "" }, &paragraph.runs);
            style = own_style(OwnRole::GoalContinued);
        }
    }

    fn table(&mut self, chapter: &Chapter, page: Page) {
        let widths = layout::columns(chapter, page);
        let _ = write!(
            self.body,
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="SamvevTable"/><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>"#,
            widths.iter().sum::<u32>()
        );
        for width in &widths {
            let _ = write!(self.body, r#"<w:gridCol w:w="{width}"/>"#);
        }
        self.body
            .push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (column, width) in chapter.columns.iter().zip(&widths) {
            let _ = write!(
                self.body,
                r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="E7EEF4"/></w:tcPr>"#
            );
            self.column_heading(column);
            self.body.push_str("</w:tc>");
        }
        self.body.push_str("</w:tr>");
        for action in &chapter.actions {
            self.row(action, &chapter.columns, &widths);
        }
        self.body.push_str("</w:tbl>");
        // Word wants a paragraph between a table and what comes next.
        self.body.push_str(SPACER);
    }

    fn column_heading(&mut self, column: &Column) {
        let style = own_style(OwnRole::Column(column.meaning));
        let empty = [Paragraph::default()];
        let paragraphs = if column.heading.paragraphs.is_empty() {
            empty.as_slice()
        } else {
            &column.heading.paragraphs
        };
        for paragraph in paragraphs {
            self.styled(style, "", &paragraph.runs);
        }
    }

    fn row(&mut self, action: &Action, columns: &[Column], widths: &[u32]) {
        let longest = action
            .cells
            .values()
            .map(|cell| cell.to_plain().chars().count())
            .max()
            .unwrap_or(0);
        self.body.push_str("<w:tr>");
        if longest <= WHOLE_ROW {
            self.body.push_str("<w:trPr><w:cantSplit/></w:trPr>");
        }
        let empty = RichText::default();
        for (column, width) in columns.iter().zip(widths) {
            let _ = write!(
                self.body,
                r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#
            );
            self.text(action.cells.get(&column.id).unwrap_or(&empty), Where::Cell);
            self.body.push_str("</w:tc>");
        }
        self.body.push_str("</w:tr>");
    }

    /// A text's paragraphs; one empty one where there is none.
    fn text(&mut self, text: &RichText, place: Where) {
        let plain = match place {
            Where::Text => own_style(OwnRole::Text),
            Where::Cell => CELL,
        };
        if text.paragraphs.is_empty() {
            self.styled(plain, "", &[]);
        }
        let mut list = None;
        for paragraph in &text.paragraphs {
            let bullets = if place == Where::Cell {
                CELL_BULLETS
            } else {
                TEXT_BULLETS
            };
            let (style, properties) = match paragraph.kind {
                ParagraphKind::Plain => (plain, String::new()),
                ParagraphKind::Quote => (own_style(OwnRole::Quote), String::new()),
                ParagraphKind::Heading(level) => (
                    own_style(OwnRole::InnerHeading(level.clamp(1, 9))),
                    String::new(),
                ),
                ParagraphKind::Bullet(level) => (plain, in_list(bullets, level)),
                ParagraphKind::Numbered(level) => {
                    let list = *list.get_or_insert_with(|| {
                        self.numbered.push(place == Where::Cell);
                        parts::FIRST_NUMBERED + self.numbered.len() as u32 - 1
                    });
                    (plain, in_list(list, level))
                }
            };
            if !matches!(
                paragraph.kind,
                ParagraphKind::Numbered(_) | ParagraphKind::Bullet(_)
            ) {
                list = None;
            }
            self.styled(style, &properties, &paragraph.runs);
        }
    }

    fn styled(&mut self, style: &str, properties: &str, runs: &[Run]) {
        self.body.push_str("<w:p><w:pPr>");
        value("pStyle", style, &mut self.body);
        self.body.push_str(properties);
        self.body.push_str("</w:pPr>");
        runs.iter().for_each(|run| self.run(run));
        self.body.push_str("</w:p>");
    }

    fn run(&mut self, run: &Run) {
        let link = run.marks.link.as_deref().and_then(safe_link);
        if let Some(link) = &link {
            let at = self
                .links
                .iter()
                .position(|known| known == link)
                .unwrap_or_else(|| {
                    self.links.push(link.clone());
                    self.links.len() - 1
                });
            let _ = write!(
                self.body,
                r#"<w:hyperlink r:id="{}" w:history="1">"#,
                parts::link_id(at)
            );
        }
        self.body.push_str("<w:r>");
        let mut properties = String::new();
        match (&run.marks.footnote, &link) {
            (Some(_), _) => value("rStyle", FOOTNOTE_WORD_STYLE, &mut properties),
            (None, Some(_)) => value("rStyle", "Hyperlink", &mut properties),
            (None, None) => {}
        }
        if run.marks.bold {
            properties.push_str("<w:b/>");
        }
        if run.marks.italic {
            properties.push_str("<w:i/>");
        }
        if run.marks.footnote.is_some() && link.is_some() {
            properties.push_str("<w:color w:val=\"0B5CAD\"/><w:u w:val=\"single\"/>");
        }
        if !properties.is_empty() {
            let _ = write!(self.body, "<w:rPr>{properties}</w:rPr>");
        }
        run_text(&run.text, &mut self.body);
        self.body.push_str("</w:r>");
        if let Some(words) = &run.marks.footnote {
            self.footnotes.push(words.clone());
            let _ = write!(
                self.body,
                r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>"#,
                parts::FIRST_FOOTNOTE + self.footnotes.len() - 1
            );
        }
        if link.is_some() {
            self.body.push_str("</w:hyperlink>");
        }
    }

    /// Ends the pages that lie this way.
    fn end_section(&mut self, page: Page) {
        let _ = write!(
            self.body,
            r#"<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{}</w:pPr></w:p>"#,
            page.section()
        );
    }
}

/// An empty line so low that it is not seen.
const SPACER: &str = r#"<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/><w:rPr><w:sz w:val="4"/></w:rPr></w:pPr></w:p>"#;

fn in_list(list: u32, level: u8) -> String {
    format!(
        r#"<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{list}"/></w:numPr>"#,
        level.min(8)
    )
}

/// The text that says that there is none.
fn is_empty(text: &RichText) -> bool {
    match text.paragraphs.as_slice() {
        [] => true,
        [only] => only.runs.is_empty() && only.kind == ParagraphKind::Plain,
        _ => false,
    }
}

/// A heading's runs; where it has several paragraphs, with line breaks between them.
fn one_line(heading: &RichText) -> Vec<Run> {
    let mut runs = Vec::new();
    for (index, paragraph) in heading.paragraphs.iter().enumerate() {
        if index > 0 {
            runs.extend(Run::plain("\n"));
        }
        runs.extend(paragraph.runs.iter().cloned());
    }
    runs
}

/// Wraps the body as the whole part.
pub(super) fn part(document: &Document) -> String {
    let mut xml = String::from(parts::XML);
    let _ = write!(
        xml,
        r#"<w:document xmlns:w="{}" xmlns:r="{}"><w:body>{}</w:body></w:document>"#,
        parts::WORD,
        parts::RELATIONS,
        document.body
    );
    xml
}

/// The footnotes' part.
pub(super) fn footnotes(document: &Document) -> String {
    let mut xml = String::from(parts::XML);
    let _ = write!(
        xml,
        r#"<w:footnotes xmlns:w="{}" xmlns:r="{}">"#,
        parts::WORD,
        parts::RELATIONS
    );
    for (id, kind, element) in [
        (0, "separator", "separator"),
        (1, "continuationSeparator", "continuationSeparator"),
    ] {
        let _ = write!(
            xml,
            r#"<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{element}/></w:r></w:p></w:footnote>"#
        );
    }
    for (index, words) in document.footnotes.iter().enumerate() {
        let _ = write!(
            xml,
            r#"<w:footnote w:id="{}">"#,
            parts::FIRST_FOOTNOTE + index
        );
        for (line, text) in words.split('\n').enumerate() {
            xml.push_str(r#"<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>"#);
            if line == 0 {
                xml.push_str(r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>"#);
            }
            xml.push_str("<w:r>");
            run_text(text, &mut xml);
            xml.push_str("</w:r></w:p>");
        }
        xml.push_str("</w:footnote>");
    }
    xml.push_str("</w:footnotes>");
    xml
}

/// The document's properties: its title, and nothing about whoever wrote it.
pub(super) fn properties(document: &Document) -> String {
    let mut xml = String::from(parts::XML);
    xml.push_str(r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>"#);
    escape(&document.title.replace('\n', " "), &mut xml);
    xml.push_str("</dc:title><dc:language>nb-NO</dc:language></cp:coreProperties>");
    xml
}
