//! HTML cut into tags and text. Never fails: what is no tag is text.

use super::entities;

/// A piece of HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Open { name: String, attributes: &'a str },
    Close { name: String },
    Text(String),
}

/// Cuts HTML into tokens. Comments, style sheets and scripts are left out.
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Moves past the next `end`, or to the end of everything.
    fn skip_past(&mut self, end: &str) {
        self.rest = self
            .rest
            .find(end)
            .and_then(|at| self.rest.get(at + end.len()..))
            .unwrap_or_default();
    }

    fn tag(&mut self) -> Option<Token<'a>> {
        let inside = self.rest.strip_prefix('<')?;
        let (closes, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        if !inside.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return None;
        }
        let end = tag_end(inside)?;
        let (tag, after) = inside.split_at(end);
        self.rest = after.strip_prefix('>').unwrap_or(after);
        let name_end = tag
            .find(|letter: char| letter.is_whitespace() || letter == '/')
            .unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(name_end);
        let name = name.to_ascii_lowercase();
        if closes {
            return Some(Token::Close { name });
        }
        if matches!(
            name.as_str(),
            "style" | "script" | "title" | "xml" | "noscript" | "template"
        ) && !attributes.ends_with('/')
        {
            let close = format!("</{name}");
            let at = find_ignoring_case(self.rest, &close).unwrap_or(self.rest.len());
            self.rest = self.rest.get(at..).unwrap_or_default();
            self.skip_past(">");
            return self.next();
        }
        Some(Token::Open { name, attributes })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if self.rest.starts_with("<!--") {
                self.skip_past("-->");
            } else if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                self.skip_past(">");
            } else if self.rest.starts_with('<') {
                if let Some(tag) = self.tag() {
                    return Some(tag);
                }
                // A sign of its own, unless the tag took a raw element along to the end.
                if !self.rest.starts_with('<') {
                    continue;
                }
                self.rest = self.rest.get(1..).unwrap_or_default();
                return Some(Token::Text("<".to_owned()));
            } else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, after) = self.rest.split_at(end);
                self.rest = after;
                return Some(Token::Text(entities::decode(text)));
            }
        }
    }
}

/// Where a tag ends: at a `>` outside quotation marks.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in tag.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    // A quotation mark that is never closed: the first `>` it is.
    tag.find('>')
}

fn find_ignoring_case(text: &str, name: &str) -> Option<usize> {
    text.as_bytes()
        .windows(name.len())
        .position(|window| window.eq_ignore_ascii_case(name.as_bytes()))
}

/// An attribute's value.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let name_end = rest
            .find(|letter: char| letter.is_whitespace() || letter == '=')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = if name.is_empty() {
                after.get(1..).unwrap_or_default()
            } else {
                after
            };
            continue;
        };
        let value = value.trim_start();
        let quote = value
            .chars()
            .next()
            .filter(|letter| matches!(letter, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => {
                let inner = value.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            None => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                value.split_at(end)
            }
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(entities::decode(value));
        }
        rest = after.trim_start();
    }
    None
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

    #[test]
    fn tags_text_and_noise_are_told_apart() {
        let html = "<!--[if gte mso 9]><xml>x</xml><![endif]--><style>p{}</style><P class=MsoNormal>a &lt; b<![if !supportLists]>c</p> 1 < 2";
        let tokens: Vec<Token<'_>> = Tokens::new(html).collect();
        let texts: String = tokens
            .iter()
            .filter_map(|token| match token {
                Token::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(texts, "a < bc 1 < 2");
        assert_eq!(
            tokens.first(),
            Some(&Token::Open {
                name: "p".into(),
                attributes: " class=MsoNormal"
            })
        );
    }

    #[test]
    fn attributes_are_found_with_and_without_quotation_marks() {
        let attributes =
            " colspan=2 style='mso-list:l0 level2 lfo1' data-x HREF=\"https://a.no/?b&amp;c\" /";
        assert_eq!(attribute(attributes, "colspan").as_deref(), Some("2"));
        assert_eq!(
            attribute(attributes, "style").as_deref(),
            Some("mso-list:l0 level2 lfo1")
        );
        assert_eq!(
            attribute(attributes, "href").as_deref(),
            Some("https://a.no/?b&c")
        );
        assert_eq!(attribute(attributes, "rowspan"), None);
    }
}
