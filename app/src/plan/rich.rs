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
#[path = "rich_tests.rs"]
mod tests;
