//! Why a file did not become a plan, or a plan a file; and what a person reads of it.

use crate::languages::{Text, Words};

/// What went wrong. Nothing that was written is touched by any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No Word file.
    NotWord,
    /// Word from before 2007.
    OldWord,
    /// Locked with a password.
    Locked,
    /// More than a plan can hold.
    TooLarge,
    /// Word, but broken.
    Damaged,
    /// Nothing to read in what was pasted.
    NothingPasted,
    /// What reads and writes Word could not be fetched or started.
    ReaderMissing,
    /// The Word file could not be made.
    NotWritten,
}

impl Failure {
    /// What happened; then what is safe and what to do.
    pub const fn said(self, words: &Words) -> (Text, Text) {
        let words = &words.exchange;
        match self {
            Self::NotWord => (words.not_word, words.not_word_then),
            Self::OldWord => (words.old_word, words.old_word_then),
            Self::Locked => (words.locked, words.locked_then),
            Self::TooLarge => (words.too_large, words.too_large_then),
            Self::Damaged => (words.damaged, words.damaged_then),
            Self::NothingPasted => (words.nothing_pasted, words.nothing_pasted_then),
            Self::ReaderMissing => (words.reader_missing, words.reader_missing_then),
            Self::NotWritten => (words.not_written, words.not_written_then),
        }
    }
}
