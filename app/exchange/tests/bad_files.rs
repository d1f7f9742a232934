//! What is no Word file, or no sound one, is answered with what it is; nothing panics.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod samples;

use ::zip::CompressionMethod;
use proptest::prelude::*;
use samples::{Sample, p, styled, table, zip};
use samvev_exchange::{
    pasted,
    word::{self, WordError},
};

fn damaged(part: &str) -> WordError {
    WordError::Damaged {
        part: part.to_owned(),
    }
}

/// An OLE compound file with a stream of this name.
fn compound_file(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(1024, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    bytes
}

#[test]
fn other_files_are_not_word() {
    let png = [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];
    let sheet = zip(
        &[
            ("[Content_Types].xml".into(), br#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#.to_vec()),
            ("_rels/.rels".into(), br#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_vec()),
            ("xl/workbook.xml".into(), b"<workbook/>".to_vec()),
        ],
        CompressionMethod::Deflated,
    );
    let other_zip = zip(
        &[("bilde.txt".into(), b"hei".to_vec())],
        CompressionMethod::Stored,
    );
    for bytes in [
        b"".as_slice(),
        b"Bare tekst.\n",
        &png,
        b"%PDF-1.7",
        &sheet,
        &other_zip,
        &compound_file("Workbook"),
    ] {
        assert_eq!(word::read(bytes), Err(WordError::NotWord));
    }
}

#[test]
fn old_and_locked_files_are_told_apart() {
    assert_eq!(
        word::read(&compound_file("WordDocument")),
        Err(WordError::OldWord)
    );
    assert_eq!(
        word::read(&compound_file("EncryptedPackage")),
        Err(WordError::Encrypted)
    );
}

#[test]
fn a_cut_file_is_damaged() {
    let bytes = Sample::body(&p("Hei")).bytes();
    assert_eq!(word::read(&bytes[..bytes.len() / 2]), Err(damaged("zip")));
}

#[test]
fn a_file_without_its_text_is_damaged() {
    let bytes = Sample::default()
        .part("word/styles.xml", "<w:styles/>")
        .bytes();
    assert_eq!(word::read(&bytes), Err(damaged("word/document.xml")));
}

#[test]
fn xml_that_breaks_off_is_damaged() {
    for text in [
        "",
        "hei",
        "<w:document",
        "<w:document><w:body><w:p>",
        "<a><b></a></b>",
        "<x/>",
    ] {
        let bytes = Sample::default().part("word/document.xml", text).bytes();
        assert_eq!(
            word::read(&bytes),
            Err(damaged("word/document.xml")),
            "{text}"
        );
    }
}

#[test]
fn a_bomb_is_too_large() {
    let mut text = b"<w:document>".to_vec();
    text.resize(101 << 20, b' ');
    let bytes = zip(
        &[
            ("[Content_Types].xml".into(), b"<Types/>".to_vec()),
            ("word/document.xml".into(), text),
        ],
        CompressionMethod::Deflated,
    );
    assert!(bytes.len() < 1 << 20);
    assert_eq!(word::read(&bytes), Err(WordError::TooLarge));
}

#[test]
fn more_text_than_a_plan_can_hold_is_too_large() {
    let long = "ord ".repeat(1 << 20);
    let bytes = Sample::body(&[p(&long), p(&long), p(&long)].concat()).bytes();
    assert_eq!(word::read(&bytes), Err(WordError::TooLarge));
}

#[test]
fn paragraphs_rows_and_cells_without_end_are_too_large() {
    let wide = format!("<w:tr>{}</w:tr>", "<w:tc/>".repeat(60));
    for body in [
        "<w:p/>".repeat(1 << 20),
        format!("<w:tbl>{}</w:tbl>", "<w:tr/>".repeat(1 << 20)),
        format!(
            "<w:tbl>{wide}{}</w:tbl>",
            "<w:tr><w:tc/></w:tr>".repeat(20_000)
        ),
    ] {
        assert_eq!(
            word::read(&Sample::body(&body).bytes()),
            Err(WordError::TooLarge)
        );
    }
}

#[test]
fn fifty_megabytes_of_pictures_are_no_hindrance() {
    let sample = Sample::body(&(styled("Title", "Plan") + &p("Med mange bilder."))).bytes();
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(&sample)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        parts.push((part.name().unwrap().to_string(), bytes));
    }
    let mut noise = Vec::with_capacity(50 << 20);
    let mut state = 1_u32;
    noise.resize_with(50 << 20, || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    parts.push(("word/media/image1.png".into(), noise));
    let bytes = zip(&parts, CompressionMethod::Stored);
    assert!(bytes.len() > 50 << 20);
    assert_eq!(word::read(&bytes).unwrap().plan.title.to_plain(), "Plan");
}

#[test]
fn depth_without_end_is_answered() {
    let tables = |depth: usize| {
        format!(
            "{}{}{}",
            "<w:tbl><w:tr><w:tc>".repeat(depth),
            p("innerst"),
            "</w:tc></w:tr></w:tbl>".repeat(depth)
        )
    };
    assert!(word::read(&Sample::body(&tables(20)).bytes()).is_ok());
    assert_eq!(
        word::read(&Sample::body(&tables(20_000)).bytes()),
        Err(damaged("word/document.xml"))
    );
    let unknown = format!(
        "{}{}{}",
        "<x>".repeat(30_000),
        p("innerst"),
        "</x>".repeat(30_000)
    );
    assert_eq!(
        word::read(&Sample::body(&unknown).bytes()),
        Err(damaged("word/document.xml"))
    );
    let passed_over = format!(
        "<w:p><w:pPr>{}{}</w:pPr></w:p>{}",
        "<w:x>".repeat(30_000),
        "</w:x>".repeat(30_000),
        p("etter")
    );
    assert!(word::read(&Sample::body(&passed_over).bytes()).is_ok());
    let html = format!(
        "{}innerst{}",
        "<table><tr><td>".repeat(30_000),
        "</td></tr></table>".repeat(30_000)
    );
    assert!(
        serde_json::to_string(&pasted::read_html(&html))
            .unwrap()
            .contains("innerst")
    );
    let html = format!("{}innerst", "<div><b>".repeat(30_000));
    assert!(
        serde_json::to_string(&pasted::read_html(&html))
            .unwrap()
            .contains("innerst")
    );
}

#[test]
fn codes_name_every_error() {
    for error in [
        WordError::NotWord,
        WordError::OldWord,
        WordError::Encrypted,
        WordError::TooLarge,
        WordError::Unwritable,
        damaged("word/document.xml"),
    ] {
        assert_eq!(WordError::from_code(&error.code()), Some(error));
    }
    assert_eq!(WordError::from_code("hei"), None);
}

proptest! {
    /// A file with any bytes changed is read or answered, and never panics.
    #[test]
    fn altered_files_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = Sample::body(&(styled("Heading1", "Tiltak") + &table(&["Tiltak|Frist", "Kurs|Mai"]))).bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = word::read(&bytes);
    }

    /// Markup with tags in any order is read or answered, and never panics.
    #[test]
    fn any_order_of_tags_never_panics(tags in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "ord", "<w:tab/>",
        "<w:fldChar w:fldCharType=\"end\"/>", "<w:fldChar w:fldCharType=\"begin\"/>", "<w:vMerge/>", "<w:tcPr><w:vMerge/></w:tcPr>", "<w:sdt>", "</w:sdt>",
        "<w:footnoteReference w:id=\"1\"/>", "<w:pPr><w:numPr><w:ilvl w:val=\"200\"/><w:numId w:val=\"9\"/></w:numPr></w:pPr>",
    ]), 0..40)) {
        let _ = word::read(&Sample::body(&tags.concat()).bytes());
    }

    /// Any HTML is read.
    #[test]
    fn any_html_is_read(pieces in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td rowspan=9 colspan=70>", "</td>", "<th>", "ord", " ", "&nbsp;", "&", "<", ">", "\"",
        "<b>", "</b>", "<ul>", "<li>", "</ul>", "<br>", "<!--", "-->", "<![if x]>", "<style>", "</style>", "<a href='", "å", "Tiltak", "Frist", "<p style='mso-list:l0 level9'>",
        "<span style='mso-list:Ignore'>", "</span>", "<h1>", "</h1>",
    ]), 0..60)) {
        let _ = pasted::read_html(&pieces.concat());
    }

    /// Any text is read, with every word.
    #[test]
    fn any_text_is_read(text in "[a-zæøå\"\t\n\r -]{0,80}") {
        let read = serde_json::to_string(&samvev_exchange::json::PlanObject::from(&pasted::read_text(&text))).unwrap();
        for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            prop_assert!(read.contains(word), "{} in {}", word, read);
        }
    }
}
