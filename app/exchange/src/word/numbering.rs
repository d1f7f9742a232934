//! `numbering.xml`: which lists are bulleted and which are numbered.

use super::{
    WordError,
    xml::{Vocabulary::Word, Xml},
};
use crate::source::ListItem;
use std::collections::BTreeMap;

/// Every list of a document.
#[derive(Default)]
pub(super) struct Numbering {
    /// Levels of each definition: how they are numbered.
    definitions: BTreeMap<String, BTreeMap<u8, Format>>,
    /// Which definition a list has.
    lists: BTreeMap<String, String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Bullet,
    Numbered,
    None,
}

impl Numbering {
    /// Reads the part, if there is one.
    pub fn read(part: &str, text: Option<&str>) -> Result<Self, WordError> {
        let mut numbering = Self::default();
        let Some(text) = text else {
            return Ok(numbering);
        };
        let mut xml = Xml::new(part, text);
        xml.root(&mut |xml, _| {
            xml.children(&mut |xml, tag| match tag.name() {
                (Word, "abstractNum") => {
                    let id = tag.attribute("abstractNumId").unwrap_or_default();
                    let levels = read_levels(xml)?;
                    numbering.definitions.insert(id, levels);
                    Ok(())
                }
                (Word, "num") => {
                    let id = tag.attribute("numId").unwrap_or_default();
                    xml.children(&mut |_, tag| {
                        if tag.name() == (Word, "abstractNumId") {
                            numbering
                                .lists
                                .insert(id.clone(), tag.value().unwrap_or_default());
                        }
                        Ok(())
                    })
                }
                _ => Ok(()),
            })
        })?;
        Ok(numbering)
    }

    /// The place that a list's identifier and level come to. None where the file says that there is no list.
    pub fn item(&self, list: &str, level: u8) -> Option<ListItem> {
        if list == "0" {
            return None;
        }
        let level = level.min(8);
        let format = self
            .lists
            .get(list)
            .and_then(|definition| self.definitions.get(definition))
            .and_then(|levels| levels.get(&level).or_else(|| levels.values().next()))
            .copied()
            .unwrap_or(Format::Bullet);
        match format {
            Format::None => None,
            Format::Bullet => Some(ListItem {
                level,
                ordered: false,
            }),
            Format::Numbered => Some(ListItem {
                level,
                ordered: true,
            }),
        }
    }
}

fn read_levels(xml: &mut Xml<'_>) -> Result<BTreeMap<u8, Format>, WordError> {
    let mut levels = BTreeMap::new();
    xml.children(&mut |xml, tag| {
        if tag.name() != (Word, "lvl") {
            return Ok(());
        }
        let level = tag
            .attribute("ilvl")
            .and_then(|level| level.parse().ok())
            .unwrap_or(0);
        xml.children(&mut |_, tag| {
            if tag.name() == (Word, "numFmt") {
                let format = match tag.value().as_deref() {
                    Some("bullet") => Format::Bullet,
                    Some("none") => Format::None,
                    _ => Format::Numbered,
                };
                levels.insert(level, format);
            }
            Ok(())
        })
    })?;
    Ok(levels)
}
