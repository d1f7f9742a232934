//! A text as words, numbers and marks, each knowing where in the text it stands.
//!
//! Case, kinds of dash, of space and of apostrophe, line breaks and what word processors left behind make no difference from here on.

/// A word, a number or a mark.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) lexeme: Lexeme,
    /// Where it begins and ends in the text, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Lexeme {
    /// In small letters.
    Word(String),
    /// Digits. What is longer than a number of a plan is 0 with its count of digits.
    Number { value: u32, digits: usize },
    /// ½, ¼, ¾, in quarters.
    Quarters(u32),
    /// Anything else.
    Mark(char),
}

/// After these a full stop says only that they are short.
const SHORT: &[&str] = &[
    "jan", "feb", "febr", "mar", "apr", "jun", "aug", "sep", "sept", "okt", "nov", "des", "pr",
    "ca", "mnd", "kv", "kvart", "min", "maks", "max", "tlf", "kl", "nr", "kap", "pkt", "evt", "st",
    "fom", "tom", "ila", "iht", "jf", "sak", "meld", "bnr", "gnr", "evnt", "sem", "tert", "g",
];

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut letters = Letters::new(text);
    let mut tokens: Vec<Token> = Vec::new();
    while let Some((start, letter)) = letters.next() {
        let lexeme = if letter.is_whitespace() {
            continue;
        } else if letter.is_alphabetic() {
            word(letter, &mut letters)
        } else if letter.is_ascii_digit() {
            number(letter, &mut letters)
        } else {
            match letter {
                '½' => Lexeme::Quarters(2),
                '¼' => Lexeme::Quarters(1),
                '¾' => Lexeme::Quarters(3),
                mark => Lexeme::Mark(mark),
            }
        };
        let end = letters.position();
        tokens.push(Token { lexeme, start, end });
    }
    without_short_stops(with_initials_joined(tokens))
}

fn word(first: char, letters: &mut Letters<'_>) -> Lexeme {
    let mut word: String = lower(first).collect();
    while let Some(letter) = letters.next_if(char::is_alphabetic) {
        word.extend(lower(letter));
    }
    Lexeme::Word(word)
}

/// In small letters, «én» as «en»: the accent tells a number from an article, which a plan's times need not tell apart.
fn lower(letter: char) -> impl Iterator<Item = char> {
    letter.to_lowercase().map(|letter| match letter {
        'é' | 'è' => 'e',
        'ö' => 'ø',
        'ä' => 'æ',
        other => other,
    })
}

fn number(first: char, letters: &mut Letters<'_>) -> Lexeme {
    let digit = |letter: char| letter.to_digit(10).unwrap_or_default();
    let mut value = Some(digit(first));
    let mut digits = 1;
    while let Some(letter) = letters.next_if(|letter| letter.is_ascii_digit()) {
        value = value
            .and_then(|value| value.checked_mul(10))
            .and_then(|value| value.checked_add(digit(letter)));
        digits += 1;
    }
    let value = value.unwrap_or_default();
    Lexeme::Number { value, digits }
}

/// «f.o.m.» is a word, «fom».
fn with_initials_joined(tokens: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(mut token) = rest.next() {
        if let (Lexeme::Mark('.'), Some(next), [.., before]) =
            (&token.lexeme, rest.peek(), joined.as_mut_slice())
            && before.end == token.start
            && token.end == next.start
            && let (Lexeme::Word(initials), Lexeme::Word(initial)) =
                (&mut before.lexeme, &next.lexeme)
            && initial.chars().count() == 1
            && initials.chars().count() <= 3
            && (initials.chars().count() == 1 || before.end - before.start > initials.len())
        {
            initials.push_str(initial);
            before.end = next.end;
            rest.next();
            continue;
        }
        if let Lexeme::Mark('–' | '—' | '−' | '‐' | '‑' | '‒') = token.lexeme {
            token.lexeme = Lexeme::Mark('-');
        }
        joined.push(token);
    }
    joined
}

fn without_short_stops(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::new();
    for token in tokens {
        let after_short = matches!(token.lexeme, Lexeme::Mark('.'))
            && matches!(kept.last(), Some(Token { lexeme: Lexeme::Word(word), .. })
                if SHORT.contains(&word.as_str()));
        if !after_short {
            kept.push(token);
        }
    }
    kept
}

/// The letters of a text without what word processors left behind, each with its place.
struct Letters<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Letters<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn position(&self) -> usize {
        self.at
    }

    /// The next letter, how many bytes it takes, and how many lie before it that count for nothing.
    fn look(&self) -> Option<(usize, char, usize)> {
        let mut skipped = 0;
        loop {
            let rest = self.rest().get(skipped..)?;
            let letter = rest.chars().next()?;
            if let Some(residue) = residue(rest) {
                // It parts words, as the space it stood in place of.
                return Some((skipped, ' ', residue));
            }
            if matches!(
                letter,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            ) {
                skipped += letter.len_utf8();
                continue;
            }
            let after = rest.get(letter.len_utf8()..).unwrap_or_default();
            if let ('a' | 'A', true) = (letter, after.starts_with('\u{30a}')) {
                return Some((skipped, 'å', 1 + '\u{30a}'.len_utf8()));
            }
            let plain = match letter {
                '’' | '‘' | '´' | '`' => '\'',
                '→' | '⇒' => '>',
                other => other,
            };
            return Some((skipped, plain, letter.len_utf8()));
        }
    }

    fn next(&mut self) -> Option<(usize, char)> {
        let (skipped, letter, length) = self.look()?;
        let start = self.at + skipped;
        self.at = start + length;
        Some((start, letter))
    }

    fn next_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let (_, letter, _) = self.look()?;
        if !wanted(letter) {
            return None;
        }
        self.next().map(|(_, letter)| letter)
    }
}

/// How long what begins here is, if it is a bookmark, a tag or an entity that a word processor left behind.
fn residue(text: &str) -> Option<usize> {
    let mut letters = text.chars();
    match letters.next()? {
        '[' => {
            let name = text.get(1..9)?;
            if !name.eq_ignore_ascii_case("bookmark") {
                return None;
            }
            text.find(']').map(|end| end + 1)
        }
        '<' => {
            let end = text.find('>')?;
            let name = text.get(1..end)?.trim_matches('/').trim();
            let tag = (1..=6).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && name.starts_with(|letter: char| letter.is_ascii_alphabetic());
            tag.then_some(end + 1)
        }
        '&' => text.starts_with("&nbsp;").then_some(6),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let shown = |token: Token| match token.lexeme {
            Lexeme::Word(word) => word,
            Lexeme::Number { value, .. } => value.to_string(),
            Lexeme::Quarters(quarters) => format!("{quarters}/4"),
            Lexeme::Mark(mark) => mark.to_string(),
        };
        let all: Vec<_> = tokens(text).into_iter().map(shown).collect();
        all.join(" ")
    }

    #[test]
    fn untidy_text_is_the_same_words() {
        assert_eq!(
            written("HØSTEN\u{a0}2026 –\n vår—27."),
            "høsten 2026 - vår - 27 ."
        );
        assert_eq!(
            written("[bookmark: _GoBack]f.o.m. 1. aug. 2026"),
            "fom 1 . aug 2026"
        );
        assert_eq!(written("<p>Va\u{30a}r</p>&nbsp;’26"), "vår ' 26");
        assert_eq!(
            written("H26, 2x3 ½ i.l.a 2026"),
            "h 26 , 2 x 3 2/4 ila 2026"
        );
    }
}
