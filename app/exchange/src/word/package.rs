//! The zip file that a Word document is: its parts, how they refer to each other, and how much of them is read.

use super::{WordError, xml::Xml};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};
use zip::{ZipArchive, result::ZipError};

/// The largest file that is opened, in bytes.
const LARGEST_FILE: usize = 256 << 20;
/// The largest part that is unpacked, in bytes.
const LARGEST_PART: u64 = 100 << 20;
/// How much is unpacked of one file in all, in bytes.
const LARGEST_SUM: u64 = 200 << 20;

/// A Word document's parts.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: u64,
}

/// How one part refers to others.
#[derive(Default)]
pub(super) struct Relations {
    all: Vec<Relation>,
}

struct Relation {
    id: String,
    kind: String,
    target: String,
    external: bool,
}

impl<'a> Package<'a> {
    /// Opens the file, or says what it is instead.
    pub fn open(bytes: &'a [u8]) -> Result<Self, WordError> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            return Err(compound_file(bytes));
        }
        if !bytes.starts_with(b"PK") {
            return Err(WordError::NotWord);
        }
        if bytes.len() > LARGEST_FILE {
            return Err(WordError::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("zip"))?;
        let package = Self {
            archive,
            unpacked: 0,
        };
        if package
            .archive
            .index_for_name("[Content_Types].xml")
            .is_none()
        {
            return Err(WordError::NotWord);
        }
        Ok(package)
    }

    /// The name of the part that holds the text.
    pub fn main_part(&mut self) -> Result<String, WordError> {
        let usual = "word/document.xml";
        if let Some(text) = self.text_if_there("_rels/.rels")? {
            let relations = Relations::parse("_rels/.rels", &text, "")?;
            if let Some(part) = relations.first_of("officeDocument") {
                if part.starts_with("word/") || self.is_word(&part)? {
                    return Ok(part);
                }
                return Err(WordError::NotWord);
            }
        }
        match self.archive.index_for_name(usual) {
            Some(_) => Ok(usual.to_owned()),
            None => Err(WordError::NotWord),
        }
    }

    /// Whether the list of content types says that this part is a word processor's text.
    fn is_word(&mut self, part: &str) -> Result<bool, WordError> {
        let name = "[Content_Types].xml";
        let text = self.text(name)?;
        let mut xml = Xml::new(name, &text);
        let mut found = false;
        xml.root(&mut |xml, _| {
            xml.children(&mut |_, tag| {
                found |= tag
                    .attribute("PartName")
                    .is_some_and(|one| one.trim_start_matches('/') == part)
                    && tag.attribute("ContentType").is_some_and(|one| {
                        one.contains("wordprocessingml") || one.contains("ms-word")
                    });
                Ok(())
            })
        })?;
        Ok(found)
    }

    /// What a part refers to.
    pub fn relations(&mut self, part: &str) -> Result<Relations, WordError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let name = name.trim_start_matches('/');
        match self.text_if_there(name)? {
            Some(text) => Relations::parse(name, &text, folder),
            None => Ok(Relations::default()),
        }
    }

    /// A part's text, if the file has the part.
    pub fn text_if_there(&mut self, part: &str) -> Result<Option<String>, WordError> {
        if self.archive.index_for_name(part).is_none() {
            return Ok(None);
        }
        self.text(part).map(Some)
    }

    /// A part's text.
    pub fn text(&mut self, part: &str) -> Result<String, WordError> {
        let file = self.archive.by_name(part).map_err(|error| match error {
            ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => {
                WordError::Encrypted
            }
            _ => damaged(part),
        })?;
        let room = LARGEST_PART.min(LARGEST_SUM.saturating_sub(self.unpacked));
        let mut bytes = Vec::new();
        // The size a zip file states may be a lie, so what counts is what comes out.
        file.take(room + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| damaged(part))?;
        let size = bytes.len() as u64;
        if size > room {
            return Err(WordError::TooLarge);
        }
        self.unpacked += size;
        Ok(decode(bytes))
    }
}

impl Relations {
    fn parse(part: &str, text: &str, folder: &str) -> Result<Self, WordError> {
        let mut all = Vec::new();
        let mut xml = Xml::new(part, text);
        xml.root(&mut |xml, _| {
            xml.children(&mut |_, tag| {
                if tag.local() == "Relationship" {
                    let kind = tag.attribute("Type").unwrap_or_default();
                    let target = tag.attribute("Target").unwrap_or_default();
                    let external = tag
                        .attribute("TargetMode")
                        .is_some_and(|mode| mode == "External");
                    all.push(Relation {
                        id: tag.attribute("Id").unwrap_or_default(),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                        target: if external {
                            target
                        } else {
                            resolve(folder, &target)
                        },
                        external,
                    });
                }
                Ok(())
            })
        })?;
        Ok(Self { all })
    }

    /// The first part of a kind.
    pub fn first_of(&self, kind: &str) -> Option<String> {
        self.all_of(kind).into_iter().next()
    }

    /// Every part of a kind, each once.
    pub fn all_of(&self, kind: &str) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for relation in &self.all {
            if !relation.external && relation.kind == kind && !parts.contains(&relation.target) {
                parts.push(relation.target.clone());
            }
        }
        parts
    }

    /// The addresses outside the file, by identifier.
    pub fn links(&self) -> BTreeMap<String, String> {
        self.all
            .iter()
            .filter(|relation| relation.external && relation.kind == "hyperlink")
            .map(|relation| (relation.id.clone(), relation.target.clone()))
            .collect()
    }
}

fn damaged(part: &str) -> WordError {
    WordError::Damaged {
        part: part.to_owned(),
    }
}

/// The name inside the file of what a part in this folder calls `target`.
fn resolve(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What an OLE compound file is: a document from before 2007, one behind a password, or something else.
fn compound_file(bytes: &[u8]) -> WordError {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        WordError::Encrypted
    } else if holds("WordDocument") {
        WordError::OldWord
    } else {
        WordError::NotWord
    }
}

/// Text from UTF-8, or from UTF-16 where a byte order mark says so. What is no character becomes U+FFFD.
fn decode(bytes: Vec<u8>) -> String {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes
            .as_chunks::<2>()
            .0
            .iter()
            .map(|pair| unit(*pair))
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}
