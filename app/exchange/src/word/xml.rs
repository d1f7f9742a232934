//! A walk through XML, from element to child element, with bounded depth.

use super::WordError;
use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event},
    name::{Namespace, ResolveResult},
    reader::NsReader,
};

/// How deep elements that are looked into may lie in each other. Real documents stay below 40, a table in a table adds
/// three or four. What is passed over may be as deep as it likes.
const DEEPEST: usize = 160;

/// The vocabularies that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// WordprocessingML, transitional or strict.
    Word,
    /// Markup compatibility: alternatives for older and newer programs.
    Compatibility,
    /// DrawingML.
    Drawing,
    /// Office's mathematics.
    Math,
    /// Anything else.
    Other,
}

/// An element's beginning.
pub(super) struct Tag<'i> {
    pub vocabulary: Vocabulary,
    start: BytesStart<'i>,
}

/// A walker.
pub(super) struct Xml<'i> {
    reader: NsReader<&'i [u8]>,
    part: &'i str,
    /// How many elements are open.
    open: usize,
}

/// What comes next.
enum Step<'i> {
    Open(Tag<'i>),
    Close,
    Text(String),
    End,
}

/// What a walker calls for each child.
pub(super) type Visit<'v, 'i> = &'v mut dyn FnMut(&mut Xml<'i>, &Tag<'i>) -> Result<(), WordError>;

impl Tag<'_> {
    /// The element's name without its prefix.
    pub fn local(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Its vocabulary and name, to match on.
    pub fn name(&self) -> (Vocabulary, &str) {
        (self.vocabulary, self.local())
    }

    /// An attribute's value, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)
            .map(
                |attribute| match attribute.normalized_value(XmlVersion::Implicit1_0) {
                    Ok(value) => value.into_owned(),
                    Err(_) => attribute.value.to_string(),
                },
            )
    }

    /// The attribute `val`.
    pub fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// The attribute `val` as a switch, which is on when the element stands there without it.
    pub fn is_on(&self) -> bool {
        !self
            .value()
            .is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }

    /// The attribute `val` as a number.
    pub fn number<N: std::str::FromStr>(&self) -> Option<N> {
        self.value().and_then(|value| value.trim().parse().ok())
    }
}

impl<'i> Xml<'i> {
    /// A walker at the beginning of a part.
    pub fn new(part: &'i str, text: &'i str) -> Self {
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        Self {
            reader,
            part,
            open: 0,
        }
    }

    /// Calls `visit` for the root element.
    pub fn root(&mut self, visit: Visit<'_, 'i>) -> Result<(), WordError> {
        loop {
            match self.step()? {
                Step::Open(tag) => {
                    visit(self, &tag)?;
                    return self.leave(0);
                }
                Step::Text(_) => {}
                Step::Close | Step::End => return Err(self.damaged()),
            }
        }
    }

    /// Calls `visit` for each child of the element that was opened last, to its end. What `visit` leaves unread of a
    /// child is passed over.
    pub fn children(&mut self, visit: Visit<'_, 'i>) -> Result<(), WordError> {
        let level = self.open;
        if level > DEEPEST {
            return Err(self.damaged());
        }
        loop {
            match self.step()? {
                Step::Open(tag) => {
                    visit(self, &tag)?;
                    self.leave(level)?;
                }
                Step::Close => return Ok(()),
                Step::Text(_) => {}
                Step::End => return Err(self.damaged()),
            }
        }
    }

    /// The text directly in the element that was opened last, to its end.
    pub fn text(&mut self) -> Result<String, WordError> {
        let level = self.open;
        let mut text = String::new();
        loop {
            match self.step()? {
                Step::Open(_) => self.leave(level)?,
                Step::Close => return Ok(text),
                Step::Text(more) => text.push_str(&more),
                Step::End => return Err(self.damaged()),
            }
        }
    }

    /// Reads on until no more than `level` elements are open.
    fn leave(&mut self, level: usize) -> Result<(), WordError> {
        while self.open > level {
            if let Step::End = self.step()? {
                return Err(self.damaged());
            }
        }
        Ok(())
    }

    fn step(&mut self) -> Result<Step<'i>, WordError> {
        loop {
            let Ok((namespace, event)) = self.reader.read_resolved_event() else {
                return Err(self.damaged());
            };
            match event {
                Event::Start(start) => {
                    let vocabulary = vocabulary(&namespace);
                    self.open += 1;
                    return Ok(Step::Open(Tag { vocabulary, start }));
                }
                Event::End(_) => {
                    self.open = self.open.saturating_sub(1);
                    return Ok(Step::Close);
                }
                Event::Text(text) => return Ok(Step::Text(text.into_inner().into_owned())),
                Event::CData(text) => return Ok(Step::Text(text.into_inner().into_owned())),
                Event::GeneralRef(reference) => {
                    let character = match reference.resolve_char_ref() {
                        Ok(Some(character)) => character.to_string(),
                        _ => named(&reference).to_owned(),
                    };
                    return Ok(Step::Text(character));
                }
                Event::Eof => return Ok(Step::End),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    /// That this part cannot be read.
    pub fn damaged(&self) -> WordError {
        WordError::Damaged {
            part: self.part.to_owned(),
        }
    }
}

/// The five entities that XML knows; others are declared in a DTD, which Office files must not have.
fn named(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

fn vocabulary(namespace: &ResolveResult<'_>) -> Vocabulary {
    let ResolveResult::Bound(Namespace(name)) = namespace else {
        return Vocabulary::Other;
    };
    match *name {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Compatibility,
        "http://schemas.openxmlformats.org/drawingml/2006/main"
        | "http://purl.oclc.org/ooxml/drawingml/main" => Vocabulary::Drawing,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Vocabulary::Math,
        _ => Vocabulary::Other,
    }
}
