//! XML as text: escaping, and elements of a run.

use std::fmt::Write;

/// Adds text in a form that may stand in an element or an attribute. What XML cannot hold is left out.
pub(super) fn escape(text: &str, into: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\t' | '\n' => into.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {}
            letter => into.push(letter),
        }
    }
}

/// Text in a form that may stand in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// Adds a run's text, with tabs and line breaks as Word has them.
pub(super) fn run_text(text: &str, into: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
        let (words, after) = rest.split_at(end);
        if !words.is_empty() {
            into.push_str("<w:t xml:space=\"preserve\">");
            escape(words, into);
            into.push_str("</w:t>");
        }
        let mut letters = after.chars();
        match letters.next() {
            Some('\t') => into.push_str("<w:tab/>"),
            Some(_) => into.push_str("<w:br/>"),
            None => {}
        }
        rest = letters.as_str();
    }
}

/// Adds an element with one attribute `w:val`.
pub(super) fn value(name: &str, value: impl std::fmt::Display, into: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(into, "<w:{name} w:val=\"{value}\"/>");
}
