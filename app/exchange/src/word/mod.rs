//! Word documents (Office Open XML, ISO/IEC 29500), read and written.

mod body;
mod fields;
mod inline;
mod notes;
mod numbering;
mod package;
mod styles;
mod symbols;
mod write;
mod xml;

use crate::{
    source::{Aside, AsidePlace, Source},
    understand::{self, Understood},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub(crate) use inline::safe_link;
pub(crate) use symbols::is_private_bullet;
pub use write::{write, write_with_leftover};

/// Why a file cannot be read as Word, or a plan cannot be written as Word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum WordError {
    /// It is something else: choose another file.
    #[error("this is not a Word document")]
    NotWord,
    /// It is in the format from before 2007: save it as .docx in Word.
    #[error("this is a Word document in the old .doc format; save it as .docx first")]
    OldWord,
    /// It is locked with a password: take the password off in Word.
    #[error("this document is protected with a password")]
    Encrypted,
    /// It holds more than a plan can: divide it.
    #[error("this document is too large to be a plan")]
    TooLarge,
    /// It is Word, but a part of it cannot be read: open it in Word and save it again.
    #[error("this document is damaged: {part} cannot be read")]
    Damaged {
        /// The part inside the file.
        part: String,
    },
    /// The plan could not be packed.
    #[error("the Word document could not be put together")]
    Unwritable,
}

impl WordError {
    /// A short code for it, which crosses from a Web Worker to the page as a string.
    pub fn code(&self) -> String {
        match self {
            Self::NotWord => "not_word".to_owned(),
            Self::OldWord => "old_word".to_owned(),
            Self::Encrypted => "encrypted".to_owned(),
            Self::TooLarge => "too_large".to_owned(),
            Self::Damaged { part } => format!("damaged {part}"),
            Self::Unwritable => "unwritable".to_owned(),
        }
    }

    /// The error with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "not_word" => Self::NotWord,
            "old_word" => Self::OldWord,
            "encrypted" => Self::Encrypted,
            "too_large" => Self::TooLarge,
            "unwritable" => Self::Unwritable,
            code => Self::Damaged {
                part: code.strip_prefix("damaged ")?.to_owned(),
            },
        })
    }
}

/// Reads a Word document and understands it as a plan.
///
/// # Errors
/// When the file is no Word document that can be opened; see [`WordError`]. A document that can be opened is always
/// understood, whatever stands in it.
pub fn read(bytes: &[u8]) -> Result<Understood, WordError> {
    Ok(understand::understand(source(bytes)?))
}

/// What stands in a Word document.
fn source(bytes: &[u8]) -> Result<Source, WordError> {
    let mut package = package::Package::open(bytes)?;
    let main = package.main_part()?;
    let relations = package.relations(&main)?;
    let styles = match relations.first_of("styles") {
        Some(part) => styles::Styles::read(&part, package.text_if_there(&part)?.as_deref())?,
        None => styles::Styles::default(),
    };
    let numbering = match relations.first_of("numbering") {
        Some(part) => numbering::Numbering::read(&part, package.text_if_there(&part)?.as_deref())?,
        None => numbering::Numbering::default(),
    };
    let mut context = body::Context {
        styles,
        numbering,
        links: relations.links(),
        notes: BTreeMap::new(),
        pictures: 0,
        deletions: 0,
        text: 0,
    };
    let mut aside = Vec::new();
    for kind in [notes::Kind::Footnote, notes::Kind::Endnote] {
        if let Some(part) = relations.first_of(kind.relation())
            && let Some(text) = package.text_if_there(&part)?
        {
            notes::read(kind, &part, &text, &mut context)?;
        }
    }
    let text = package.text(&main)?;
    let blocks = body::read_document(&main, &text, &mut context)?;
    drop(text);

    for kind in ["header", "footer"] {
        for part in relations.all_of(kind) {
            if let Some(text) = package.text_if_there(&part)? {
                let blocks = body::read_part(&part, &text, &mut context)?;
                push_aside(&mut aside, AsidePlace::HeaderOrFooter, &blocks);
            }
        }
    }
    for part in relations.all_of("comments") {
        if let Some(text) = package.text_if_there(&part)? {
            for comment in notes::read_comments(&part, &text, &mut context)? {
                push_aside(&mut aside, AsidePlace::Comment, &comment);
            }
        }
    }
    for part in relations.all_of("diagramData") {
        if let Some(text) = package.text_if_there(&part)? {
            let blocks = notes::read_diagram(&part, &text)?;
            push_aside(&mut aside, AsidePlace::Diagram, &blocks);
        }
    }
    // A footnote that nothing refers to is kept all the same.
    for words in context.notes.into_values() {
        aside.push(Aside {
            place: AsidePlace::Note,
            words,
        });
    }
    Ok(Source {
        blocks,
        aside,
        own: context.styles.are_own(),
        pictures: context.pictures,
        deletions: context.deletions,
    })
}

/// Keeps the words of a part outside the flow. A header or footer with nothing but a page's number says nothing, and one
/// that stands there already (first page, odd pages, even pages) is kept once.
fn push_aside(aside: &mut Vec<Aside>, place: AsidePlace, blocks: &[crate::source::Block]) {
    let words = understand::plain_words(blocks);
    let known = aside
        .iter()
        .any(|one| one.place == place && one.words == words);
    let words_count = match place {
        AsidePlace::HeaderOrFooter => !known && words.chars().any(char::is_alphabetic),
        _ => words.chars().any(char::is_alphanumeric),
    };
    if words_count {
        aside.push(Aside { place, words });
    }
}
