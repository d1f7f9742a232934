//! Keeps the words on the page true. Where only letters changed, only letters are exchanged: a person who types in a table of
//! two thousand actions waits neither for elements to be made nor for styles to be matched anew.

use super::{
    caret::following,
    rich::{Flow, html},
    shown::Text,
};
use leptos::{prelude::*, web_sys};
use samvev_documents::text::{Paragraph, ParagraphKind, RichText};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

/// What is drawn, and how: for the `use:` of an element.
#[derive(Clone)]
pub struct Drawn {
    /// The text.
    pub text: Text,
    /// What may stand there.
    pub flow: Flow,
}

/// Draws a text in an element, and again whenever it changes.
pub fn draw_words(element: Element, drawn: Drawn) {
    let Drawn { text, flow } = drawn;
    // It lives as long as what surrounds the element.
    StoredValue::new_local(RenderEffect::new(move |before: Option<RichText>| {
        let now = text.get();
        if before.as_ref() != Some(&now) {
            draw(&element, before.as_ref(), &now, flow);
        }
        now
    }));
}

fn draw(element: &Element, before: Option<&RichText>, now: &RichText, flow: Flow) {
    let in_place = before.is_some_and(|before| same_shape(before, now))
        && exchange_letters(element, now).is_some();
    if in_place {
        return;
    }
    let drawn = html(now, flow);
    let is_list = |paragraph: &Paragraph| {
        matches!(
            paragraph.kind,
            ParagraphKind::Bullet(_) | ParagraphKind::Numbered(_)
        )
    };
    let classes = element.class_list();
    // Classes without spaces are never refused.
    classes
        .toggle_with_force("listed", now.paragraphs.iter().any(is_list))
        .unwrap_or_default();
    classes
        .toggle_with_force("blank", drawn.is_empty())
        .unwrap_or_default();
    element.set_inner_html(&drawn);
}

/// Whether two texts are drawn with the same elements.
fn same_shape(one: &RichText, other: &RichText) -> bool {
    let same_paragraph = |(one, other): (&Paragraph, &Paragraph)| {
        one.kind == other.kind
            && one.runs.len() == other.runs.len()
            && one.runs.iter().zip(&other.runs).all(|(one, other)| {
                let ends = |text: &str| text.ends_with('\n');
                one.marks == other.marks
                    && !one.text.is_empty()
                    && !other.text.is_empty()
                    && ends(&one.text) == ends(&other.text)
            })
    };
    one.paragraphs.len() == other.paragraphs.len()
        && one
            .paragraphs
            .iter()
            .zip(&other.paragraphs)
            .all(same_paragraph)
}

/// Puts the words of a text in the elements that stand there. None where they are not as they should be.
fn exchange_letters(element: &Element, now: &RichText) -> Option<()> {
    let mut runs = now.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    let mut begins = begins(now).into_iter();
    let mut run = runs.next();
    let mut node: Option<Node> = element.first_child();
    while let Some(here) = node {
        if let Some(paragraph) = here.dyn_ref::<Element>() {
            if paragraph.has_attribute("data-at") {
                let begin = begins.next()?.to_string();
                if paragraph.get_attribute("data-at")? != begin {
                    paragraph.set_attribute("data-at", &begin).ok()?;
                }
            }
        } else if here.node_type() == Node::TEXT_NODE
            && let Some(words) = run
        {
            if here.node_value()? != words.text {
                here.set_node_value(Some(&words.text));
            }
            run = runs.next();
        }
        node = following(element, &here);
    }
    (run.is_none() && begins.next().is_none()).then_some(())
}

/// Where each paragraph begins.
fn begins(text: &RichText) -> Vec<usize> {
    let units = |paragraph: &Paragraph| {
        paragraph
            .runs
            .iter()
            .map(|run| run.text.encode_utf16().count())
            .sum::<usize>()
    };
    let next = |at: &mut usize, paragraph: &Paragraph| {
        let begin = *at;
        *at += units(paragraph) + 1;
        Some(begin)
    };
    text.paragraphs.iter().scan(0, next).collect()
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
    use samvev_documents::text::{Marks, Run};

    #[test]
    fn other_letters_are_the_same_shape_and_other_paragraphs_or_marks_are_not() {
        let plain = RichText::from_plain;
        assert!(same_shape(&plain("a\nb"), &plain("aa\nbæ")));
        assert!(!same_shape(&plain("a\nb"), &plain("a")));
        assert!(!same_shape(&plain("a"), &plain("")));
        let mut bold = plain("a");
        bold.paragraphs[0].runs = vec![Run {
            text: "a".to_owned(),
            marks: Marks {
                bold: true,
                ..Marks::default()
            },
        }];
        assert!(!same_shape(&plain("a"), &bold));
        let mut item = plain("a");
        item.paragraphs[0].kind = ParagraphKind::Bullet(0);
        assert!(!same_shape(&plain("a"), &item));
    }

    #[test]
    fn paragraphs_begin_after_the_line_end_of_the_one_before() {
        assert_eq!(begins(&RichText::from_plain("ab\n🩺\n\nx")), [0, 3, 6, 7]);
    }
}
