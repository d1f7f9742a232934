//! How a text is kept in Automerge, and reading it: block markers, marks, and the place of a field's unit in it.

use super::{Delta, Marks, Paragraph, ParagraphKind, RichText, Run};
use automerge::{
    Automerge, AutomergeError, ChangeHash, ObjId, Patch, PatchAction, ReadDoc, ScalarValue, Span,
    hydrate, marks::MarkSet,
};

/// The names of marks in Automerge.
pub(crate) mod mark {
    pub(crate) const BOLD: &str = "bold";
    pub(crate) const ITALIC: &str = "italic";
    pub(crate) const LINK: &str = "link";
    pub(crate) const FOOTNOTE: &str = "footnote";
}

/// The keys of a block marker.
pub(crate) mod block {
    pub(crate) const KIND: &str = "kind";
    pub(crate) const LEVEL: &str = "level";
}

/// A text as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct KeptText {
    /// Its value.
    pub rich: RichText,
    /// What lies in Automerge before the field's first unit: 1, the first block marker, as every text of ours has.
    pub lead: usize,
    /// Where each further block marker stands, in the field's units, and the kind of the paragraph that it begins.
    pub breaks: Vec<(usize, ParagraphKind)>,
}

impl KeptText {
    /// What the first paragraph is.
    pub(crate) fn first_kind(&self) -> ParagraphKind {
        self.rich
            .paragraphs
            .first()
            .map_or(ParagraphKind::Plain, |paragraph| paragraph.kind)
    }
}

/// Reads a text, as it is or as it was at `heads`.
pub(crate) fn read(
    doc: &impl ReadDoc,
    text: &ObjId,
    heads: Option<&[ChangeHash]>,
) -> Result<KeptText, AutomergeError> {
    let spans = match heads {
        Some(heads) => doc.spans_at(text, heads)?,
        None => doc.spans(text)?,
    };
    let mut kept = KeptText::default();
    let mut length = 0;
    for (index, span) in spans.enumerate() {
        match span {
            Span::Block(marker) => {
                let kind = kind_of(&marker);
                if index == 0 {
                    kept.lead = 1;
                } else {
                    kept.breaks.push((length, kind));
                    length += 1;
                    first_paragraph(&mut kept.rich);
                }
                kept.rich.paragraphs.push(Paragraph {
                    kind,
                    runs: Vec::new(),
                });
            }
            Span::Text { text, marks } => {
                length += super::units::length(&text);
                let marks = marks.map(|marks| marks_of(&marks)).unwrap_or_default();
                first_paragraph(&mut kept.rich);
                if let Some(paragraph) = kept.rich.paragraphs.last_mut() {
                    paragraph.push(text, marks);
                }
            }
        }
    }
    if kept.rich.paragraphs == [Paragraph::default()] {
        kept.rich.paragraphs.clear();
    }
    Ok(kept)
}

/// A text that begins without a marker has a plain paragraph there all the same.
fn first_paragraph(rich: &mut RichText) {
    if rich.paragraphs.is_empty() {
        rich.paragraphs.push(Paragraph::default());
    }
}

impl Paragraph {
    /// Adds words at its end, joined to what stands there with the same marks.
    pub(crate) fn push(&mut self, text: String, marks: Marks) {
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.marks == marks => last.text.push_str(&text),
            _ => self.runs.push(Run { text, marks }),
        }
    }
}

fn kind_of(marker: &hydrate::Map) -> ParagraphKind {
    let level = match marker.get(block::LEVEL) {
        Some(hydrate::Value::Scalar(level)) => level.as_u64().and_then(|n| u8::try_from(n).ok()),
        _ => None,
    };
    let Some(hydrate::Value::Scalar(ScalarValue::Str(kind))) = marker.get(block::KIND) else {
        return ParagraphKind::Plain;
    };
    match kind.as_str() {
        "heading" => ParagraphKind::Heading(level.unwrap_or(1)),
        "bullet" => ParagraphKind::Bullet(level.unwrap_or(0)),
        "numbered" => ParagraphKind::Numbered(level.unwrap_or(0)),
        "quote" => ParagraphKind::Quote,
        _ => ParagraphKind::Plain,
    }
}

/// A kind's name in Automerge, and its level.
pub(crate) fn kind_parts(kind: ParagraphKind) -> (&'static str, Option<u8>) {
    match kind {
        ParagraphKind::Plain => ("plain", None),
        ParagraphKind::Heading(level) => ("heading", Some(level)),
        ParagraphKind::Bullet(level) => ("bullet", Some(level)),
        ParagraphKind::Numbered(level) => ("numbered", Some(level)),
        ParagraphKind::Quote => ("quote", None),
    }
}

fn marks_of(set: &MarkSet) -> Marks {
    let mut marks = Marks::default();
    for (name, value) in set.iter() {
        let words = || match value {
            ScalarValue::Str(words) => Some(words.to_string()),
            _ => None,
        };
        match name {
            mark::BOLD => marks.bold = *value == ScalarValue::Boolean(true),
            mark::ITALIC => marks.italic = *value == ScalarValue::Boolean(true),
            mark::LINK => marks.link = words(),
            mark::FOOTNOTE => marks.footnote = words(),
            _ => {}
        }
    }
    marks
}

/// What Automerge says has changed in one text, as the field sees it. `before` and `after` are what it was and is: where the
/// patches do not tell a change of units (a marker lost, an odd value), it is found by comparing.
pub(crate) fn delta_of<'a>(
    patches: impl Iterator<Item = &'a PatchAction>,
    before: &KeptText,
    after: &KeptText,
) -> Delta {
    let (old, new) = (before.rich.to_plain(), after.rich.to_plain());
    (before.lead == after.lead)
        .then(|| composed(patches)?.without_lead(after.lead))
        .flatten()
        .filter(|delta| delta.apply(&old).is_ok_and(|text| text == new))
        .unwrap_or_else(|| Delta::between(&old, &new, None))
}

fn composed<'a>(patches: impl Iterator<Item = &'a PatchAction>) -> Option<Delta> {
    let mut delta = Delta::default();
    for patch in patches {
        let next = match patch {
            PatchAction::SpliceText { index, value, .. } => {
                Delta::splice(*index, 0, &value.make_string())
            }
            PatchAction::Insert { index, values } => {
                Delta::splice(*index, 0, &"\n".repeat(values.len()))
            }
            PatchAction::DeleteSeq { index, length } => Delta::splice(*index, *length, ""),
            PatchAction::Mark { .. } => continue,
            _ => return None,
        };
        delta = delta.compose(&next);
    }
    Some(delta)
}

/// What has changed in a text object between two places in the document's history.
pub(crate) fn delta_between(
    doc: &Automerge,
    text: &ObjId,
    from: &[ChangeHash],
    to: &[ChangeHash],
) -> Result<Delta, AutomergeError> {
    let (before, after) = (read(doc, text, Some(from))?, read(doc, text, Some(to))?);
    let patches = doc.diff_obj(text, from, to, false)?;
    let actions = patches
        .iter()
        .filter_map(|Patch { obj, action, .. }| (obj == text).then_some(action));
    Ok(delta_of(actions, &before, &after))
}
