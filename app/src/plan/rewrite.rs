//! A text as it looks while it is typed in: the words of the field, with the marks and kinds of paragraph of the text that
//! the engine told last. Only for show; what is kept is decided by the engine.

use samvev_documents::text::{Delta, Marks, Op, Paragraph, ParagraphKind, RichText, Run};

/// `text` with the words `words`: what stays keeps its looks, and what is new takes its neighbour's.
pub fn with_words(text: &RichText, words: &str) -> RichText {
    let before = text.to_plain();
    if before == words {
        text.clone()
    } else {
        after(text, &Delta::between(&before, words, None))
    }
}

/// One letter, or the end of a paragraph, which gives the kind of the next.
#[derive(Clone, Copy)]
enum Piece<'a> {
    Letter(char, &'a Marks),
    End(ParagraphKind),
}

impl Piece<'_> {
    const fn units(self) -> usize {
        match self {
            Self::Letter(letter, _) => letter.len_utf16(),
            Self::End(_) => 1,
        }
    }
}

fn pieces(text: &RichText) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        if index > 0 {
            pieces.push(Piece::End(paragraph.kind));
        }
        for run in &paragraph.runs {
            pieces.extend(
                run.text
                    .chars()
                    .map(|letter| Piece::Letter(letter, &run.marks)),
            );
        }
    }
    pieces
}

fn after(text: &RichText, delta: &Delta) -> RichText {
    let first = text
        .paragraphs
        .first()
        .map(|paragraph| paragraph.kind)
        .unwrap_or_default();
    let mut old = pieces(text).into_iter().peekable();
    let mut new = Gathering::new(first);
    for op in delta.ops() {
        match op {
            Op::Keep(units) => {
                let mut left = *units;
                while left > 0 {
                    let Some(piece) = old.next() else { break };
                    left = left.saturating_sub(piece.units());
                    new.put(piece);
                }
            }
            Op::Insert(words) => {
                let inside =
                    matches!(old.peek(), Some(Piece::Letter(_, marks)) if **marks == new.marks);
                new.type_in(words, inside);
            }
            Op::Delete(units) => {
                let mut left = *units;
                while left > 0 {
                    let Some(piece) = old.next() else { break };
                    left = left.saturating_sub(piece.units());
                }
            }
        }
    }
    old.for_each(|piece| new.put(piece));
    new.finish()
}

/// The new text, as far as it is put together.
struct Gathering {
    done: Vec<Paragraph>,
    current: Paragraph,
    /// Of the letter put last.
    marks: Marks,
}

impl Gathering {
    fn new(first: ParagraphKind) -> Self {
        let current = Paragraph {
            kind: first,
            runs: Vec::new(),
        };
        Self {
            done: Vec::new(),
            current,
            marks: Marks::default(),
        }
    }

    fn put(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Letter(letter, marks) => {
                if self.marks != *marks {
                    self.marks.clone_from(marks);
                }
                self.letter(letter);
            }
            Piece::End(kind) => self.end(kind),
        }
    }

    fn type_in(&mut self, words: &str, inside: bool) {
        if !inside {
            // A link or a footnote is not carried on past its end.
            self.marks.link = None;
            self.marks.footnote = None;
        }
        for letter in words.chars() {
            if letter == '\n' {
                let kind = match self.current.kind {
                    ParagraphKind::Heading(_) => ParagraphKind::Plain,
                    kind => kind,
                };
                self.end(kind);
            } else {
                self.letter(letter);
            }
        }
    }

    fn letter(&mut self, letter: char) {
        match self.current.runs.last_mut() {
            Some(run) if run.marks == self.marks => run.text.push(letter),
            _ => self.current.runs.push(Run {
                text: letter.to_string(),
                marks: self.marks.clone(),
            }),
        }
    }

    fn end(&mut self, next: ParagraphKind) {
        let next = Paragraph {
            kind: next,
            runs: Vec::new(),
        };
        self.done.push(core::mem::replace(&mut self.current, next));
    }

    fn finish(mut self) -> RichText {
        self.done.push(self.current);
        RichText {
            paragraphs: self.done,
        }
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

    fn bold() -> Marks {
        Marks {
            bold: true,
            ..Marks::default()
        }
    }

    fn run(text: &str, marks: Marks) -> Run {
        Run {
            text: text.to_owned(),
            marks,
        }
    }

    fn list() -> RichText {
        let item = |text: &str| Paragraph {
            kind: ParagraphKind::Bullet(0),
            runs: Run::plain(text),
        };
        RichText {
            paragraphs: vec![item("skole"), item("helse 🩺")],
        }
    }

    #[test]
    fn a_new_line_in_a_list_is_a_new_item() {
        let now = with_words(&list(), "skole\nbarnehage\nhelse 🩺");
        assert_eq!(now.to_plain(), "skole\nbarnehage\nhelse 🩺");
        assert!(
            now.paragraphs
                .iter()
                .all(|paragraph| paragraph.kind == ParagraphKind::Bullet(0))
        );
        assert_eq!(now.paragraphs.len(), 3);
    }

    #[test]
    fn words_typed_after_bold_are_bold_and_after_a_link_are_not_the_link() {
        let text = RichText {
            paragraphs: vec![Paragraph {
                kind: ParagraphKind::Plain,
                runs: vec![run("viktig", bold())],
            }],
        };
        assert_eq!(
            with_words(&text, "viktigst").paragraphs[0].runs,
            [run("viktigst", bold())]
        );

        let link = Marks {
            link: Some("https://eksempel.no".to_owned()),
            ..Marks::default()
        };
        let text = RichText {
            paragraphs: vec![Paragraph {
                kind: ParagraphKind::Plain,
                runs: vec![run("her", link.clone())],
            }],
        };
        let now = with_words(&text, "her nå");
        assert_eq!(
            now.paragraphs[0].runs,
            [run("her", link.clone()), run(" nå", Marks::default())]
        );
        assert_eq!(
            with_words(&text, "heer").paragraphs[0].runs,
            [run("heer", link)]
        );
    }

    #[test]
    fn taking_out_a_line_end_joins_the_paragraphs() {
        let now = with_words(&list(), "skolehelse 🩺");
        assert_eq!(
            now.paragraphs,
            [Paragraph {
                kind: ParagraphKind::Bullet(0),
                runs: Run::plain("skolehelse 🩺")
            }]
        );
    }

    #[test]
    fn the_words_are_always_those_of_the_field() {
        for words in [
            "",
            "\n",
            "helse 🩺\nskole",
            "🩺🩺",
            "skole\nhelse 🩺\n\n",
            "x",
        ] {
            assert_eq!(with_words(&list(), words).to_plain(), words);
            assert_eq!(with_words(&RichText::default(), words).to_plain(), words);
        }
    }
}
