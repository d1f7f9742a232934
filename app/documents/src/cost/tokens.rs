//! A text as words, numbers and signs, each with its place in the text.

use super::{digits, numbers::Number};

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// Letters, in lower case.
    Word(String),
    Number(Number),
    /// Any other sign; dashes and multiplication signs as one of each, a line break as `\n`.
    Sign(char),
}

/// A word, number or sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub what: What,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether white space or the text's beginning stands before it.
    pub spaced: bool,
}

/// The tokens of a text, by number; what is beyond the end is a word without letters.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'a>(pub &'a [Token]);

impl<'a> Tokens<'a> {
    pub fn get(self, at: usize) -> Option<&'a Token> {
        self.0.get(at)
    }

    pub fn word(self, at: usize) -> &'a str {
        match self.get(at).map(|token| &token.what) {
            Some(What::Word(word)) => word,
            _ => "",
        }
    }

    pub fn number(self, at: usize) -> Option<&'a Number> {
        match self.get(at).map(|token| &token.what) {
            Some(What::Number(number)) => Some(number),
            _ => None,
        }
    }

    pub fn sign(self, at: usize) -> Option<char> {
        match self.get(at).map(|token| &token.what) {
            Some(What::Sign(sign)) => Some(*sign),
            _ => None,
        }
    }

    pub fn is_sign(self, at: usize, sign: char) -> bool {
        self.sign(at) == Some(sign)
    }

    /// Whether nothing stands between this token and the one before.
    pub fn is_joined(self, at: usize) -> bool {
        self.get(at).is_some_and(|token| !token.spaced)
    }

    /// What comes after a point that ends an abbreviation, if there is one here.
    pub fn past_point(self, at: usize) -> usize {
        at + usize::from(self.is_sign(at, '.'))
    }

    /// The word before, past the point of an abbreviation.
    pub fn word_before(self, at: usize) -> &'a str {
        let Some(before) = at.checked_sub(1) else {
            return "";
        };
        match before.checked_sub(1) {
            Some(earlier) if self.is_sign(before, '.') => self.word(earlier),
            _ => self.word(before),
        }
    }
}

fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// White space within a line.
pub(super) fn is_blank(sign: char) -> bool {
    (sign.is_whitespace() && !is_break(sign)) || is_invisible(sign)
}

fn is_break(sign: char) -> bool {
    matches!(
        sign,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn plain(sign: char) -> char {
    match sign {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '×' | '✕' | '∙' => '*',
        '’' | '‘' | '´' | '`' | '′' => '\'',
        '＋' => '+',
        '•' | '·' | '\u{f0b7}' | '▪' | '●' => '\n',
        sign if is_break(sign) => '\n',
        sign => sign,
    }
}

/// The length of residue that says nothing, left by what the text was copied from: `[bookmark: …]` or a tag.
fn residue(rest: &str) -> Option<(usize, bool)> {
    let (close, longest) = match rest.chars().next()? {
        '[' => (']', 80),
        '<' => ('>', 12),
        _ => return None,
    };
    let end = rest
        .char_indices()
        .take(longest)
        .find(|(_, sign)| *sign == close)?
        .0
        + close.len_utf8();
    let within = rest.get(1..end.checked_sub(1)?)?.to_lowercase();
    if close == ']' {
        return within
            .trim_start()
            .starts_with("bookmark")
            .then_some((end, false));
    }
    let name = within.trim_matches(|sign: char| sign == '/' || sign.is_whitespace());
    match name {
        "p" | "br" | "div" | "li" | "tr" | "td" => Some((end, true)),
        "i" | "b" | "u" | "em" | "strong" | "span" => Some((end, false)),
        _ => None,
    }
}

/// The tokens of a text.
pub(super) fn tokens(raw: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut spaced = true;
    while let Some(rest) = raw.get(at..)
        && let Some(sign) = rest.chars().next()
    {
        if let Some((length, breaks)) = residue(rest) {
            if breaks {
                tokens.push(Token {
                    what: What::Sign('\n'),
                    start: at,
                    end: at,
                    spaced: true,
                });
            }
            at += length;
            spaced = true;
        } else if is_blank(sign) {
            at += sign.len_utf8();
            // What cannot be seen parts no words.
            spaced |= !is_invisible(sign);
        } else {
            at = next(raw, at, sign, spaced, &mut tokens);
            spaced = false;
        }
    }
    tokens
}

/// Reads what begins at `at`; where it ends.
fn next(raw: &str, at: usize, sign: char, spaced: bool, tokens: &mut Vec<Token>) -> usize {
    if digits::begins(sign) {
        return digits::read(raw, at, spaced, tokens);
    }
    let (what, end) = if sign.is_alphabetic() {
        let rest = raw.get(at..).unwrap_or_default();
        let length = rest
            .find(|sign: char| !(sign.is_alphabetic() || is_combining(sign)))
            .unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        (What::Word(lower(word)), at + length)
    } else {
        (What::Sign(plain(sign)), at + sign.len_utf8())
    };
    tokens.push(Token {
        what,
        start: at,
        end,
        spaced,
    });
    end
}

fn is_combining(sign: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&sign) || sign == '\u{ad}'
}

/// Lower case, with the letters that some systems write in two parts put together.
fn lower(word: &str) -> String {
    word.replace('\u{ad}', "")
        .to_lowercase()
        .replace("a\u{30a}", "å")
        .replace("e\u{301}", "é")
        .replace("a\u{300}", "à")
}
