//! Draws a text: paragraphs, lists, quotes and marks as HTML. Every paragraph's element says in `data-at` where its words
//! begin in the text as a field sees it, so that a click finds its place.
//!
//! It writes HTML rather than building elements because a table of two thousand actions is drawn in one call a cell
//! that way. All words go through [`escape`], and a link leads only where [`is_safe`] lets it.

use samvev_documents::text::{Marks, Paragraph, ParagraphKind, RichText, Run};

/// How the element around a text lets it be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Paragraphs, lists and headings; headings inside the text lie below a heading of this level.
    Blocks {
        /// The level of the heading above, from 1.
        below: u8,
    },
    /// Only what may stand inside a heading.
    Phrase,
}

/// The HTML of a text; nothing for the empty text.
pub fn html(text: &RichText, flow: Flow) -> String {
    if let []
    | [
        Paragraph {
            kind: ParagraphKind::Plain,
            ..
        },
    ] = text.paragraphs.as_slice()
        && text
            .paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.runs)
            .all(|run| run.text.is_empty())
    {
        return String::new();
    }
    let mut drawing = Drawing {
        out: String::new(),
        at: 0,
        lists: Vec::new(),
        quoting: false,
        notes: Vec::new(),
    };
    for paragraph in &text.paragraphs {
        match flow {
            Flow::Phrase => drawing.line(&paragraph.runs),
            Flow::Blocks { below } => drawing.block(paragraph.kind, &paragraph.runs, below),
        }
        // The line end that parts it from the next.
        drawing.at += 1;
    }
    drawing.finish()
}

struct Drawing<'a> {
    out: String,
    /// Where the next paragraph's words begin, in UTF-16 units.
    at: usize,
    /// The lists that are open, outermost first, each with an open item, and that item's number.
    lists: Vec<(&'static str, usize)>,
    quoting: bool,
    notes: Vec<&'a str>,
}

impl<'a> Drawing<'a> {
    fn line(&mut self, runs: &'a [Run]) {
        self.paragraph("span", "line", runs);
    }

    fn block(&mut self, kind: ParagraphKind, runs: &'a [Run], below: u8) {
        match kind {
            ParagraphKind::Bullet(level) => self.item("ul", level, runs),
            ParagraphKind::Numbered(level) => self.item("ol", level, runs),
            ParagraphKind::Quote => {
                self.close_lists(0);
                if !self.quoting {
                    self.out.push_str("<blockquote>");
                    self.quoting = true;
                }
                self.paragraph("p", "", runs);
            }
            ParagraphKind::Heading(level) => {
                self.close_all();
                let tag = match below.saturating_add(level) {
                    0..=2 => "h2",
                    3 => "h3",
                    4 => "h4",
                    5 => "h5",
                    _ => "h6",
                };
                self.paragraph(tag, "", runs);
            }
            ParagraphKind::Plain => {
                self.close_all();
                self.paragraph("p", "", runs);
            }
        }
    }

    fn item(&mut self, list: &'static str, level: u8, runs: &'a [Run]) {
        self.close_quote();
        // A level that is skipped has no item to hang on: the item lies one deeper than the last.
        let depth = usize::from(level).min(self.lists.len());
        self.close_lists(depth + 1);
        if self.lists.len() == depth + 1 && self.lists.last().is_some_and(|(open, _)| *open != list)
        {
            self.close_lists(depth);
        }
        if self.lists.len() == depth + 1 {
            self.out.push_str("</li>");
        } else {
            self.out.push('<');
            self.out.push_str(list);
            self.out.push('>');
            self.lists.push((list, 0));
        }
        if let Some((_, number)) = self.lists.last_mut() {
            *number += 1;
            let number = if list == "ol" {
                format!("<li data-n=\"{number}\">")
            } else {
                "<li>".to_owned()
            };
            self.out.push_str(&number);
        }
        self.paragraph("span", "line", runs);
    }

    fn close_lists(&mut self, depth: usize) {
        while self.lists.len() > depth {
            if let Some((list, _)) = self.lists.pop() {
                self.out.push_str("</li></");
                self.out.push_str(list);
                self.out.push('>');
            }
        }
    }

    fn close_quote(&mut self) {
        if core::mem::take(&mut self.quoting) {
            self.out.push_str("</blockquote>");
        }
    }

    fn close_all(&mut self) {
        self.close_lists(0);
        self.close_quote();
    }

    fn paragraph(&mut self, tag: &str, class: &str, runs: &'a [Run]) {
        self.out.push('<');
        self.out.push_str(tag);
        if !class.is_empty() {
            self.out.push_str(" class=\"");
            self.out.push_str(class);
            self.out.push('"');
        }
        self.out.push_str(" data-at=\"");
        self.out.push_str(&self.at.to_string());
        self.out.push_str("\">");
        if runs.iter().all(|run| run.text.is_empty()) {
            // An empty paragraph is a line high.
            self.out.push_str("<br>");
        }
        for run in runs {
            self.run(run);
        }
        if runs.last().is_some_and(|run| run.text.ends_with('\n')) {
            self.out.push_str("<br>");
        }
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    fn run(&mut self, run: &'a Run) {
        let Marks {
            bold,
            italic,
            link,
            footnote,
        } = &run.marks;
        let link = link.as_deref().filter(|address| is_safe(address));
        if let Some(address) = link {
            self.out
                .push_str("<a target=\"_blank\" rel=\"noopener noreferrer\" href=\"");
            escape(address, &mut self.out);
            self.out.push_str("\">");
        }
        let tags = [(*bold, "strong"), (*italic, "em")];
        for (_, tag) in tags.iter().filter(|(on, _)| *on) {
            self.out.push('<');
            self.out.push_str(tag);
            self.out.push('>');
        }
        escape(&run.text, &mut self.out);
        self.at += run.text.encode_utf16().count();
        for (_, tag) in tags.iter().rev().filter(|(on, _)| *on) {
            self.out.push_str("</");
            self.out.push_str(tag);
            self.out.push('>');
        }
        if link.is_some() {
            self.out.push_str("</a>");
        }
        if let Some(note) = footnote {
            // Its number is drawn by the style sheet, so that it is no part of the words.
            self.notes.push(note);
            self.out.push_str("<sup class=\"note\" data-n=\"");
            self.out.push_str(&self.notes.len().to_string());
            self.out.push_str("\"></sup>");
        }
    }

    fn finish(mut self) -> String {
        self.close_all();
        if !self.notes.is_empty() {
            self.out.push_str("<span class=\"notes\">");
            for (index, note) in self.notes.iter().enumerate() {
                self.out.push_str("<span data-n=\"");
                self.out.push_str(&(index + 1).to_string());
                self.out.push_str("\">");
                escape(note, &mut self.out);
                self.out.push_str("</span>");
            }
            self.out.push_str("</span>");
        }
        self.out
    }
}

/// Writes words so that no character of them is markup, in text and in quoted attributes.
fn escape(words: &str, out: &mut String) {
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML would drop it, and the places after it would not be true.
            '\0' => out.push('\u{fffd}'),
            // HTML would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            letter => out.push(letter),
        }
    }
}

/// Whether a link may be followed: an ordinary address, never a script.
fn is_safe(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
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
}
