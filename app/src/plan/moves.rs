//! Where a thing goes that is moved by one place, and what the paragraphs of a text become.

use samvev_documents::{
    id::ItemId,
    plan::Place,
    text::{ParagraphKind, RichText},
};

/// Towards the beginning or the end of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// Up, or left.
    Start,
    /// Down, or right.
    End,
}

/// Where `id` is put to stand one place further; none at the edge.
pub fn moved(order: &[ItemId], id: ItemId, towards: Towards) -> Option<Place> {
    let at = order.iter().position(|one| *one == id)?;
    match towards {
        Towards::End => order.get(at + 1).map(|next| Place::After(*next)),
        Towards::Start => match at {
            0 => None,
            1 => Some(Place::First),
            _ => order.get(at - 2).map(|before| Place::After(*before)),
        },
    }
}

/// The kind that the paragraphs between two places become when a person asks for `wanted`: plain, if all are that already.
pub fn toggled(text: &RichText, from: usize, to: usize, wanted: ParagraphKind) -> ParagraphKind {
    let is_wanted =
        |kind: ParagraphKind| core::mem::discriminant(&kind) == core::mem::discriminant(&wanted);
    let mut begins = 0;
    let mut all = true;
    for paragraph in &text.paragraphs {
        let units: usize = paragraph
            .runs
            .iter()
            .map(|run| run.text.encode_utf16().count())
            .sum();
        let ends = begins + units;
        if ends >= from && begins <= to {
            all &= is_wanted(paragraph.kind);
        }
        begins = ends + 1;
    }
    if all && !text.paragraphs.is_empty() {
        ParagraphKind::Plain
    } else {
        wanted
    }
}

/// Which of the paragraphs that begin at these places holds a place, and how far into it.
pub fn locate(begins: &[usize], place: usize) -> Option<(usize, usize)> {
    let index = begins.iter().rposition(|begin| *begin <= place)?;
    Some((index, place - begins.get(index)?))
}

/// How deep chapters lie below the title as one reads them, where each has this level: no level is skipped, for headings
/// that skip one are hard to find one's way by, and Word files often begin at the third.
pub fn depths(levels: impl IntoIterator<Item = u8>) -> Vec<u8> {
    let mut around: Vec<u8> = Vec::new();
    let depth = |level: u8| {
        around.retain(|outer| *outer < level);
        around.push(level);
        u8::try_from(around.len()).unwrap_or(u8::MAX)
    };
    levels.into_iter().map(depth).collect()
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
    use samvev_documents::text::{Paragraph, Run};

    fn order() -> [ItemId; 4] {
        [1, 2, 3, 4].map(ItemId::nth)
    }

    /// The order after a thing was put in its new place.
    fn after(id: ItemId, towards: Towards) -> Vec<ItemId> {
        let mut rest = order().to_vec();
        let Some(place) = moved(&order(), id, towards) else {
            return rest;
        };
        rest.retain(|one| *one != id);
        let at = match place {
            Place::First => 0,
            Place::After(other) => rest.iter().position(|one| *one == other).unwrap() + 1,
            Place::Last => rest.len(),
        };
        rest.insert(at, id);
        rest
    }

    #[test]
    fn moving_swaps_with_the_neighbour_and_stops_at_the_edges() {
        let [a, b, c, d] = order();
        assert_eq!(after(a, Towards::Start), [a, b, c, d]);
        assert_eq!(after(b, Towards::Start), [b, a, c, d]);
        assert_eq!(after(d, Towards::Start), [a, b, d, c]);
        assert_eq!(after(a, Towards::End), [b, a, c, d]);
        assert_eq!(after(c, Towards::End), [a, b, d, c]);
        assert_eq!(after(d, Towards::End), [a, b, c, d]);
        assert_eq!(moved(&order(), ItemId::nth(9), Towards::End), None);
    }

    #[test]
    fn a_list_is_made_unless_all_is_a_list_already() {
        let paragraph = |kind, text: &str| Paragraph {
            kind,
            runs: Run::plain(text),
        };
        let bullet = ParagraphKind::Bullet(0);
        let text = RichText {
            paragraphs: vec![
                paragraph(bullet, "æøå"),
                paragraph(bullet, "b"),
                paragraph(ParagraphKind::Plain, "c"),
            ],
        };
        assert_eq!(toggled(&text, 0, 4, bullet), ParagraphKind::Plain);
        assert_eq!(toggled(&text, 4, 6, bullet), bullet);
        assert_eq!(
            toggled(&text, 0, 0, ParagraphKind::Numbered(0)),
            ParagraphKind::Numbered(0)
        );
        assert_eq!(toggled(&RichText::default(), 0, 0, bullet), bullet);
    }

    #[test]
    fn no_depth_is_skipped() {
        assert_eq!(depths([3, 3, 4, 3]), [1, 1, 2, 1]);
        assert_eq!(depths([1, 2, 4, 3, 1]), [1, 2, 3, 3, 1]);
        assert_eq!(depths([2, 1, 2]), [1, 1, 2]);
        assert_eq!(depths([]), [0; 0]);
    }

    #[test]
    fn a_place_lies_in_the_last_paragraph_that_begins_before_it() {
        assert_eq!(locate(&[0, 4, 9], 0), Some((0, 0)));
        assert_eq!(locate(&[0, 4, 9], 3), Some((0, 3)));
        assert_eq!(locate(&[0, 4, 9], 4), Some((1, 0)));
        assert_eq!(locate(&[0, 4, 9], 40), Some((2, 31)));
        assert_eq!(locate(&[], 3), None);
    }
}
