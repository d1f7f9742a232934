//! Looking at the tokens of a text one after another.

use super::{
    tokens::{Lexeme, Token},
    vocabulary,
};
use crate::numerals::up_to_twelve;

/// The tokens, looked at by their place. Beyond the end there is nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    tokens: &'a [Token],
}

/// A year as it stands in four digits.
pub(super) fn as_year(value: u32, digits: usize) -> Option<i32> {
    (digits == 4 && (1990..=2100).contains(&value)).then(|| i32::try_from(value).ok())?
}

impl<'a> Reader<'a> {
    pub(super) fn new(tokens: &'a [Token]) -> Self {
        Self { tokens }
    }

    pub(super) fn token(self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    /// The word there, or an empty one.
    pub(super) fn word(self, at: usize) -> &'a str {
        match self.token(at).map(|token| &token.lexeme) {
            Some(Lexeme::Word(word)) => word,
            _ => "",
        }
    }

    /// Whether these words stand there.
    pub(super) fn words(self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(nth, word)| self.word(at + nth) == *word)
    }

    /// The number there and how many digits it has.
    pub(super) fn number(self, at: usize) -> Option<(u32, usize)> {
        match self.token(at)?.lexeme {
            Lexeme::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    /// A number of at most two digits.
    pub(super) fn small(self, at: usize) -> Option<u32> {
        self.number(at)
            .filter(|(_, digits)| *digits <= 2)
            .map(|(value, _)| value)
    }

    pub(super) fn mark(self, at: usize, mark: char) -> bool {
        self.any_mark(at) == Some(mark)
    }

    pub(super) fn any_mark(self, at: usize) -> Option<char> {
        match self.token(at)?.lexeme {
            Lexeme::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Whether nothing parts it from what stands before.
    pub(super) fn is_glued(self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        matches!((before, self.token(at)), (Some(before), Some(token)) if before.end == token.start)
    }

    /// Past a mark, if it stands there.
    pub(super) fn past(self, at: usize, mark: char) -> usize {
        at + usize::from(self.mark(at, mark))
    }

    /// A count in digits or in words, and what follows it.
    pub(super) fn count(self, at: usize) -> Option<(u32, usize)> {
        if let Some((value, digits)) = self.number(at) {
            return (digits <= 3).then_some((value, at + 1));
        }
        up_to_twelve(self.word(at)).map(|value| (value, at + 1))
    }

    /// An ordinal, «6.» or «sjette», and what follows it.
    pub(super) fn ordinal(self, at: usize) -> Option<(u32, usize)> {
        if let Some(value) = self.small(at) {
            return Some((value, self.past(at + 1, '.')));
        }
        vocabulary::ordinal(self.word(at)).map(|value| (value, at + 1))
    }

    /// Past what joins two numbers: «–», «til», «eller», «og», «/».
    pub(super) fn joint(self, at: usize) -> Option<usize> {
        let joins = matches!(self.any_mark(at), Some('-' | '/'))
            || matches!(self.word(at), "til" | "eller" | "og");
        joins.then_some(at + 1)
    }
}

/// The year in four digits that stands there.
pub(super) fn as_year_at(reader: Reader<'_>, at: usize) -> Option<i32> {
    reader
        .number(at)
        .and_then(|(value, digits)| as_year(value, digits))
}
