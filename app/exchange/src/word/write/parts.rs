//! The parts of the file beside its text, and how they are packed.

use super::{
    document::{self, Document},
    markup::escaped,
    styles,
};
use crate::word::WordError;
use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATIONS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The list of bullets in running text.
pub(super) const TEXT_BULLETS: u32 = 1;
/// The list of bullets in cells.
pub(super) const CELL_BULLETS: u32 = 2;
/// The list of goals.
pub(super) const GOAL_LIST: u32 = 3;
/// The first numbered list; each has a number of its own, so that it begins at 1.
pub(super) const FIRST_NUMBERED: u32 = 10;
/// The first footnote; those before are the lines between text and notes.
pub(super) const FIRST_FOOTNOTE: usize = 2;
/// The footer's identifier.
pub(super) const FOOTER_ID: &str = "rIdFooter";

/// The identifier of the n-th link.
pub(super) fn link_id(at: usize) -> String {
    format!("rIdLink{at}")
}

/// Packs a document.
pub(super) fn pack(document: &Document) -> Result<Vec<u8>, WordError> {
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", document::properties(document)),
        ("docProps/app.xml", application()),
        ("word/document.xml", document::part(document)),
        ("word/_rels/document.xml.rels", relations(document)),
        ("word/styles.xml", styles::styles()),
        ("word/numbering.xml", numbering(document)),
        ("word/footnotes.xml", document::footnotes(document)),
        ("word/footer1.xml", footer()),
        ("word/settings.xml", settings()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // One fixed time, so that the same plan gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        zip.start_file(name, options)
            .map_err(|_| WordError::Unwritable)?;
        zip.write_all(text.as_bytes())
            .map_err(|_| WordError::Unwritable)?;
    }
    let file = zip.finish().map_err(|_| WordError::Unwritable)?;
    Ok(file.into_inner())
}

fn content_types() -> String {
    let office = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut xml = format!(
        r#"{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>"#
    );
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("footnotes", "footnotes"),
        ("footer1", "footer"),
        ("settings", "settings"),
    ] {
        let _ = write!(
            xml,
            r#"<Override PartName="/word/{part}.xml" ContentType="{office}.{kind}+xml"/>"#
        );
    }
    xml.push_str("</Types>");
    xml
}

fn package_relations() -> String {
    format!(
        r#"{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="{RELATIONS}/extended-properties" Target="docProps/app.xml"/></Relationships>"#
    )
}

fn application() -> String {
    format!(
        r#"{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Samvev</Application></Properties>"#
    )
}

fn relations(document: &Document) -> String {
    let mut xml = format!(r#"{XML}<Relationships xmlns="{PACKAGE}/relationships">"#);
    for (id, kind) in [
        ("rIdStyles", "styles"),
        ("rIdNumbering", "numbering"),
        ("rIdFootnotes", "footnotes"),
        ("rIdSettings", "settings"),
    ] {
        let _ = write!(
            xml,
            r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>"#
        );
    }
    let _ = write!(
        xml,
        r#"<Relationship Id="{FOOTER_ID}" Type="{RELATIONS}/footer" Target="footer1.xml"/>"#
    );
    for (at, link) in document.links.iter().enumerate() {
        let _ = write!(
            xml,
            r#"<Relationship Id="{}" Type="{RELATIONS}/hyperlink" Target="{}" TargetMode="External"/>"#,
            link_id(at),
            escaped(link)
        );
    }
    xml.push_str("</Relationships>");
    xml
}

/// The definitions of lists: how the levels are marked, and how far they stand in.
fn numbering(document: &Document) -> String {
    let mut xml = format!(r#"{XML}<w:numbering xmlns:w="{WORD}">"#);
    // Definition, first indent, step, numbered.
    for (id, indent, step, numbered) in [
        (0, 397, 397, false),
        (1, 170, 227, false),
        (2, 397, 397, false),
        (3, 454, 397, true),
        (4, 284, 284, true),
    ] {
        let _ = write!(
            xml,
            r#"<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="hybridMultilevel"/>"#
        );
        for level in 0..9_u32 {
            let (format, text) = match (numbered, level % 3) {
                (true, 0) => ("decimal", format!("%{}.", level + 1)),
                (true, 1) => ("lowerLetter", format!("%{}.", level + 1)),
                (true, _) => ("lowerRoman", format!("%{}.", level + 1)),
                (false, 0) => ("bullet", "•".to_owned()),
                (false, 1) => ("bullet", "–".to_owned()),
                (false, _) => ("bullet", "▪".to_owned()),
            };
            let _ = write!(
                xml,
                r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{}" w:hanging="{indent}"/></w:pPr></w:lvl>"#,
                indent + step * level,
            );
        }
        xml.push_str("</w:abstractNum>");
    }
    for (list, definition) in [(TEXT_BULLETS, 0), (CELL_BULLETS, 1), (GOAL_LIST, 2)] {
        let _ = write!(
            xml,
            r#"<w:num w:numId="{list}"><w:abstractNumId w:val="{definition}"/></w:num>"#
        );
    }
    for (list, in_cell) in (FIRST_NUMBERED..).zip(&document.numbered) {
        let _ = write!(
            xml,
            r#"<w:num w:numId="{list}"><w:abstractNumId w:val="{}"/>"#,
            if *in_cell { 4 } else { 3 }
        );
        for level in 0..9 {
            let _ = write!(
                xml,
                r#"<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>"#
            );
        }
        xml.push_str("</w:num>");
    }
    xml.push_str("</w:numbering>");
    xml
}

/// The page's number. It has no result of its own: every program that shows pages works it out.
fn footer() -> String {
    format!(
        r#"{XML}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"#
    )
}

fn settings() -> String {
    format!(
        r#"{XML}<w:settings xmlns:w="{WORD}"><w:defaultTabStop w:val="708"/><w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="nb-NO"/></w:settings>"#
    )
}
