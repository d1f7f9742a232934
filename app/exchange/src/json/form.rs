//! What a plain text does not say: kinds of paragraphs, line breaks inside them, marks.

use samvev_documents::text::{Marks, Paragraph, ParagraphKind, RichText, Run};
use serde::{Deserialize, Serialize};

/// The form of a text that stands beside it. Positions count characters (Unicode scalar values) from the text's start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// What each paragraph is.
    pub kinds: Vec<ParagraphKind>,
    /// Where a `\n` is a line break inside a paragraph.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<usize>,
    /// The stretches that are marked, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Marked>,
}

/// A marked stretch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marked {
    /// Where it begins.
    pub from: usize,
    /// Where it ends, exclusive.
    pub to: usize,
    /// Bold.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Italic.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
    /// The address it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The words of the footnote that hangs on its last character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footnote: Option<String>,
}

impl Form {
    /// A text's form, unless it is nothing but plain paragraphs.
    pub fn of(text: &RichText) -> Option<Self> {
        let mut form = Self::default();
        let mut at = 0;
        for (index, paragraph) in text.paragraphs.iter().enumerate() {
            // The `\n` between paragraphs.
            at += usize::from(index > 0);
            form.kinds.push(paragraph.kind);
            for run in &paragraph.runs {
                let from = at;
                for letter in run.text.chars() {
                    if letter == '\n' {
                        form.breaks.push(at);
                    }
                    at += 1;
                }
                if run.marks != Marks::default() {
                    form.marks.push(Marked::of(&run.marks, from, at));
                }
            }
        }
        let plain = form.breaks.is_empty()
            && form.marks.is_empty()
            && form.kinds.iter().all(|kind| *kind == ParagraphKind::Plain);
        (!plain).then_some(form)
    }
}

impl Marked {
    fn of(marks: &Marks, from: usize, to: usize) -> Self {
        Self {
            from,
            to,
            bold: marks.bold,
            italic: marks.italic,
            link: marks.link.clone(),
            footnote: marks.footnote.clone(),
        }
    }

    fn marks(&self) -> Marks {
        Marks {
            bold: self.bold,
            italic: self.italic,
            link: self.link.clone(),
            footnote: self.footnote.clone(),
        }
    }
}

/// The text that these words and their form describe. A form that does not fit the words is left aside.
pub(super) fn rich(words: &str, form: Option<&Form>) -> RichText {
    form.and_then(|form| formed(words, form))
        .unwrap_or_else(|| RichText::from_plain(words))
}

fn formed(words: &str, form: &Form) -> Option<RichText> {
    let length = words.chars().count();
    let ordered = form
        .marks
        .windows(2)
        .all(|pair| matches!(pair, [one, next] if one.to <= next.from));
    if !ordered
        || form
            .marks
            .iter()
            .any(|mark| mark.from >= mark.to || mark.to > length)
    {
        return None;
    }
    let mut kinds = form.kinds.iter();
    let mut paragraphs = vec![Paragraph {
        kind: *kinds.next()?,
        runs: Vec::new(),
    }];
    let mut marks = form.marks.iter().peekable();
    let mut breaks = form.breaks.iter().peekable();
    for (at, letter) in words.chars().enumerate() {
        while marks.next_if(|mark| mark.to <= at).is_some() {}
        let inside = breaks.next_if(|at_break| **at_break <= at).is_some();
        if letter == '\n' && !inside {
            paragraphs.push(Paragraph {
                kind: *kinds.next()?,
                runs: Vec::new(),
            });
            continue;
        }
        let here = marks.peek().filter(|mark| mark.from <= at);
        let begins = here.is_some_and(|mark| mark.from == at);
        push(
            paragraphs.last_mut()?,
            letter,
            here.map(|mark| mark.marks()).unwrap_or_default(),
            begins,
        );
    }
    kinds.next().is_none().then_some(RichText { paragraphs })
}

fn push(paragraph: &mut Paragraph, letter: char, marks: Marks, begins: bool) {
    match paragraph.runs.last_mut() {
        Some(run) if run.marks == marks && !begins => run.text.push(letter),
        _ => paragraph.runs.push(Run {
            text: letter.into(),
            marks,
        }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )]
    use super::*;

    #[test]
    fn plain_text_needs_no_form() {
        assert_eq!(Form::of(&RichText::from_plain("én\nto")), None);
        assert_eq!(rich("én\nto", None), RichText::from_plain("én\nto"));
    }

    #[test]
    fn a_form_that_does_not_fit_is_left_aside() {
        let form = Form {
            kinds: vec![ParagraphKind::Bullet(0)],
            ..Form::default()
        };
        assert_eq!(rich("én\nto", Some(&form)), RichText::from_plain("én\nto"));
        let form = Form {
            kinds: vec![ParagraphKind::Plain],
            marks: vec![Marked {
                from: 2,
                to: 90,
                bold: true,
                ..Marked::default()
            }],
            ..Form::default()
        };
        assert_eq!(rich("kort", Some(&form)), RichText::from_plain("kort"));
    }
}
