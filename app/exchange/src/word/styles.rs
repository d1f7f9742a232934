//! `styles.xml`: what a paragraph's or a character's style says it is and how it looks.

use super::{
    WordError,
    write::own_role,
    xml::{Vocabulary::Word, Xml},
};
use crate::source::Role;
use std::collections::BTreeMap;

/// Every style of a document.
#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    body_size: Option<u32>,
    default_paragraph: Option<String>,
}

/// One style, as the file has it.
#[derive(Default, Clone)]
struct Style {
    name: String,
    based_on: Option<String>,
    look: Look,
    /// The list it puts paragraphs in, and how deep.
    list: ListRef,
    outline: Option<u8>,
}

/// How text looks, as far as it is said.
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    /// In half points.
    pub size: Option<u32>,
}

/// A list and a place in it, as far as it is said.
#[derive(Default, Clone, Debug, PartialEq, Eq)]
pub(super) struct ListRef {
    pub list: Option<String>,
    pub level: Option<u8>,
}

/// What a paragraph's style comes to.
#[derive(Default)]
pub(super) struct ParagraphStyle {
    pub role: Role,
    pub look: Look,
    pub list: ListRef,
    /// Whether the style is one of Word's own for lists, and numbered.
    pub list_style: Option<bool>,
    pub level: u8,
}

/// Bases of bases are followed this far; a file may name a style as its own base.
const DEEPEST_BASE: usize = 12;

impl Look {
    /// This look, and where it says nothing that of `base`.
    pub fn over(self, base: Self) -> Self {
        Self {
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            size: self.size.or(base.size),
        }
    }

    /// Reads a `w:rPr`'s child into this look.
    pub fn read(&mut self, tag: &super::xml::Tag<'_>) {
        match tag.name() {
            (Word, "b") => self.bold = Some(tag.is_on()),
            (Word, "i") => self.italic = Some(tag.is_on()),
            (Word, "sz") => self.size = tag.number(),
            _ => {}
        }
    }
}

impl Styles {
    /// Reads the part, if there is one.
    pub fn read(part: &str, text: Option<&str>) -> Result<Self, WordError> {
        let mut styles = Self::default();
        let Some(text) = text else { return Ok(styles) };
        let mut xml = Xml::new(part, text);
        xml.root(&mut |xml, _| {
            xml.children(&mut |xml, tag| match tag.name() {
                (Word, "docDefaults") => styles.read_defaults(xml),
                (Word, "style") => {
                    let id = tag.attribute("styleId").unwrap_or_default();
                    let paragraph = tag
                        .attribute("type")
                        .is_some_and(|kind| kind == "paragraph");
                    if paragraph
                        && tag
                            .attribute("default")
                            .is_some_and(|on| on == "1" || on == "true")
                    {
                        styles.default_paragraph = Some(id.clone());
                    }
                    let style = read_style(xml)?;
                    styles.styles.insert(id, style);
                    Ok(())
                }
                _ => Ok(()),
            })
        })?;
        Ok(styles)
    }

    fn read_defaults(&mut self, xml: &mut Xml<'_>) -> Result<(), WordError> {
        xml.children(&mut |xml, _| {
            xml.children(&mut |xml, tag| {
                if tag.name() != (Word, "rPr") {
                    return Ok(());
                }
                let mut look = Look::default();
                xml.children(&mut |_, tag| {
                    look.read(tag);
                    Ok(())
                })?;
                self.body_size = look.size;
                Ok(())
            })
        })
    }

    /// Whether our own writer made the file.
    pub fn are_own(&self) -> bool {
        self.styles.keys().any(|id| own_role(id).is_some())
    }

    /// The size of body text, in half points.
    pub fn body_size(&self) -> u32 {
        self.default_paragraph
            .as_deref()
            .and_then(|id| self.chain(id).find_map(|style| style.look.size))
            .or(self.body_size)
            .unwrap_or(22)
    }

    /// A character style's look.
    pub fn character(&self, id: &str) -> Look {
        self.chain(id)
            .fold(Look::default(), |look, style| look.over(style.look))
    }

    /// A paragraph style.
    pub fn paragraph(&self, id: Option<&str>) -> ParagraphStyle {
        let Some(id) = id.or(self.default_paragraph.as_deref()) else {
            return ParagraphStyle::default();
        };
        let mut found = ParagraphStyle::default();
        // A style that the file does not describe still has its telling name.
        let known: Vec<&Style> = self.chain(id).collect();
        let names = std::iter::once(id).chain(known.iter().map(|style| style.name.as_str()));
        for name in names {
            let meaning = NamedStyle::of(name);
            if found.role == Role::Body {
                found.role = match own_role(name) {
                    Some(own) => Role::Own(own),
                    None => meaning.role,
                };
            }
            if found.list_style.is_none() && meaning.list.is_some() {
                found.list_style = meaning.list;
                found.level = meaning.level;
            }
        }
        for style in known {
            found.look = found.look.over(style.look);
            found.list.list = found.list.list.or(style.list.list.clone());
            found.list.level = found.list.level.or(style.list.level);
            if found.role == Role::Body
                && let Some(outline) = style.outline
            {
                found.role = Role::Heading(outline + 1);
            }
        }
        found
    }

    /// A style, the one it is based on, and so on.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let first = self.styles.get(id);
        std::iter::successors(first, |style| {
            style
                .based_on
                .as_deref()
                .and_then(|base| self.styles.get(base))
        })
        .take(DEEPEST_BASE)
    }
}

fn read_style(xml: &mut Xml<'_>) -> Result<Style, WordError> {
    let mut style = Style::default();
    xml.children(&mut |xml, tag| {
        match tag.name() {
            (Word, "name") => style.name = tag.value().unwrap_or_default(),
            (Word, "basedOn") => style.based_on = tag.value(),
            (Word, "rPr") => xml.children(&mut |_, tag| {
                style.look.read(tag);
                Ok(())
            })?,
            (Word, "pPr") => xml.children(&mut |xml, tag| {
                match tag.name() {
                    (Word, "outlineLvl") => {
                        style.outline = tag.number().filter(|level| *level < 9);
                    }
                    (Word, "numPr") => style.list = ListRef::read(xml)?,
                    _ => {}
                }
                Ok(())
            })?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(style)
}

impl ListRef {
    /// Reads a `w:numPr`.
    pub fn read(xml: &mut Xml<'_>) -> Result<Self, WordError> {
        let mut list = Self::default();
        xml.children(&mut |_, tag| {
            match tag.name() {
                (Word, "numId") => list.list = tag.value(),
                (Word, "ilvl") => list.level = tag.number(),
                _ => {}
            }
            Ok(())
        })?;
        Ok(list)
    }
}

/// What a built-in style's name says. Word writes the English name in the file and, in a Norwegian Word, the
/// Norwegian one in the identifier; other programs write either.
#[derive(Default)]
struct NamedStyle {
    role: Role,
    list: Option<bool>,
    level: u8,
}

impl NamedStyle {
    fn of(name: &str) -> Self {
        let name = name.to_lowercase().replace([' ', '-', '_'], "");
        let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let number: Option<u8> = name
            .get(stem.len()..)
            .and_then(|digits| digits.parse().ok());
        let role = |role| Self {
            role,
            ..Self::default()
        };
        let list = |ordered| Self {
            list: Some(ordered),
            level: number.unwrap_or(1).saturating_sub(1).min(8),
            ..Self::default()
        };
        match (stem, number) {
            ("heading" | "overskrift", Some(level @ 1..=9)) => role(Role::Heading(level)),
            ("title" | "tittel", None) => role(Role::Title),
            ("toc" | "innh" | "inh" | "innhald" | "innhold", Some(_)) => role(Role::Contents),
            ("quote" | "sitat" | "intensequote" | "sterktsitat", None) => role(Role::Quote),
            ("listbullet" | "punktliste" | "punktmerketliste", _) => list(false),
            ("listnumber" | "nummerertliste", _) => list(true),
            _ => Self::default(),
        }
    }
}
