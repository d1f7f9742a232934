//! Word files built by hand, part by part, for tests.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A file being put together.
#[derive(Default)]
pub struct Sample {
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

impl Sample {
    /// A file with this body.
    pub fn body(body: &str) -> Self {
        Self::default().part(
            "word/document.xml",
            &format!("<w:document {WORD}><w:body>{body}</w:body></w:document>"),
        )
    }

    /// Adds a part as it is.
    pub fn part(mut self, name: &str, text: &str) -> Self {
        self.parts.push((name.to_owned(), text.as_bytes().to_vec()));
        self
    }

    /// Adds a part that the document refers to, with its root element.
    pub fn related(mut self, kind: &str, file: &str, root: &str, content: &str) -> Self {
        self.relations.push_str(&format!(
            r#"<Relationship Id="rId{}" Type="{OFFICE}/{kind}" Target="{file}"/>"#,
            self.parts.len()
        ));
        self.part(
            &format!("word/{file}"),
            &format!("<w:{root} {WORD}>{content}</w:{root}>"),
        )
    }

    /// Adds an address that the document refers to.
    pub fn link(mut self, id: &str, address: &str) -> Self {
        self.relations.push_str(&format!(r#"<Relationship Id="{id}" Type="{OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>"#));
        self
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut all = vec![
            ("[Content_Types].xml".to_owned(), format!(r#"<Types xmlns="{PACKAGE}/content-types"/>"#).into_bytes()),
            (
                "_rels/.rels".to_owned(),
                format!(r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"#).into_bytes(),
            ),
            (
                "word/_rels/document.xml.rels".to_owned(),
                format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{}</Relationships>"#, self.relations).into_bytes(),
            ),
        ];
        all.extend(self.parts.iter().cloned());
        zip(&all, CompressionMethod::Deflated)
    }
}

/// A zip file of these parts.
pub fn zip(parts: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(
            name.as_str(),
            SimpleFileOptions::default().compression_method(method),
        )
        .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A paragraph in a style.
pub fn styled(style: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
    )
}

/// A bold paragraph.
pub fn bold(text: &str) -> String {
    format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
}

/// A table of plain cells; `|` parts cells, `/` paragraphs.
pub fn table(rows: &[&str]) -> String {
    let cell = |cell: &str| {
        format!(
            "<w:tc>{}</w:tc>",
            cell.split('/').map(p).collect::<String>()
        )
    };
    let row = |row: &&str| {
        format!(
            "<w:tr>{}</w:tr>",
            row.split('|').map(cell).collect::<String>()
        )
    };
    format!(
        "<w:tbl>{}</w:tbl>",
        rows.iter().map(row).collect::<String>()
    )
}
