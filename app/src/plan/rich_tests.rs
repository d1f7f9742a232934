#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
use super::*;

const BLOCKS: Flow = Flow::Blocks { below: 2 };

fn paragraph(kind: ParagraphKind, text: &str) -> Paragraph {
    Paragraph {
        kind,
        runs: Run::plain(text),
    }
}

fn text(paragraphs: &[(ParagraphKind, &str)]) -> RichText {
    RichText {
        paragraphs: paragraphs
            .iter()
            .map(|(kind, text)| paragraph(*kind, text))
            .collect(),
    }
}

#[test]
fn paragraphs_know_where_their_words_begin_in_utf16() {
    let drawn = html(
        &text(&[
            (ParagraphKind::Plain, "Blåbær 🫐"),
            (ParagraphKind::Plain, "og mer"),
        ]),
        BLOCKS,
    );
    assert_eq!(
        drawn,
        "<p data-at=\"0\">Blåbær 🫐</p><p data-at=\"10\">og mer</p>"
    );
}

#[test]
fn lists_nest_by_level_and_a_skipped_level_hangs_on_the_last_item() {
    let drawn = html(
        &text(&[
            (ParagraphKind::Bullet(0), "a"),
            (ParagraphKind::Bullet(2), "b"),
            (ParagraphKind::Bullet(0), "c"),
            (ParagraphKind::Numbered(0), "d"),
            (ParagraphKind::Plain, "e"),
        ]),
        BLOCKS,
    );
    let line =
        |at: usize, word: &str| format!("<span class=\"line\" data-at=\"{at}\">{word}</span>");
    assert_eq!(
        drawn,
        format!(
            "<ul><li>{}<ul><li>{}</li></ul></li><li>{}</li></ul><ol><li data-n=\"1\">{}</li></ol><p data-at=\"8\">e</p>",
            line(0, "a"),
            line(2, "b"),
            line(4, "c"),
            line(6, "d")
        )
    );
}

#[test]
fn neighbouring_quotes_are_one_quotation() {
    let drawn = html(
        &text(&[(ParagraphKind::Quote, "a"), (ParagraphKind::Quote, "b")]),
        BLOCKS,
    );
    assert_eq!(
        drawn,
        "<blockquote><p data-at=\"0\">a</p><p data-at=\"2\">b</p></blockquote>"
    );
}

#[test]
fn a_heading_in_a_text_lies_below_its_chapters() {
    assert_eq!(
        html(&text(&[(ParagraphKind::Heading(1), "Mer")]), BLOCKS),
        "<h3 data-at=\"0\">Mer</h3>"
    );
    assert_eq!(
        html(&text(&[(ParagraphKind::Heading(250), "Mer")]), BLOCKS),
        "<h6 data-at=\"0\">Mer</h6>"
    );
}

#[test]
fn words_are_never_markup() {
    let drawn = html(
        &RichText::from_plain("<script>alert('x')</script> & \"så\""),
        BLOCKS,
    );
    assert_eq!(
        drawn,
        "<p data-at=\"0\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;så&quot;</p>"
    );
}

fn marked(marks: Marks) -> RichText {
    let runs = vec![Run {
        text: "ord".to_owned(),
        marks,
    }];
    RichText {
        paragraphs: vec![Paragraph {
            kind: ParagraphKind::Plain,
            runs,
        }],
    }
}

#[test]
fn marks_are_shown() {
    let drawn = html(
        &marked(Marks {
            bold: true,
            italic: true,
            ..Marks::default()
        }),
        Flow::Phrase,
    );
    assert_eq!(
        drawn,
        "<span class=\"line\" data-at=\"0\"><strong><em>ord</em></strong></span>"
    );
    let drawn = html(
        &marked(Marks {
            footnote: Some("Se <vedlegg>".to_owned()),
            ..Marks::default()
        }),
        BLOCKS,
    );
    assert_eq!(
        drawn,
        "<p data-at=\"0\">ord<sup class=\"note\" data-n=\"1\"></sup></p>\
         <span class=\"notes\"><span data-n=\"1\">Se &lt;vedlegg&gt;</span></span>"
    );
}

#[test]
fn a_link_leads_only_to_ordinary_addresses() {
    let linked = |address: &str| {
        html(
            &marked(Marks {
                link: Some(address.to_owned()),
                ..Marks::default()
            }),
            BLOCKS,
        )
    };
    assert!(
        linked("https://eksempel.no/?a=1&b=\"2")
            .contains("href=\"https://eksempel.no/?a=1&amp;b=&quot;2\"")
    );
    for address in [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//eksempel.no",
        "java\nscript:x",
    ] {
        assert!(!linked(address).contains("<a"), "{address}");
    }
}

#[test]
fn an_empty_paragraph_is_a_line_high() {
    assert_eq!(
        html(&RichText::from_plain("a\n"), BLOCKS),
        "<p data-at=\"0\">a</p><p data-at=\"2\"><br></p>"
    );
    assert_eq!(html(&RichText::default(), BLOCKS), "");
    assert_eq!(html(&RichText::from_plain(""), BLOCKS), "");
}
