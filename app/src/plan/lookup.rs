//! Where things stand in the plan as drawn.

use super::{address::Item, model::Shown, shown::ShownChapter};
use leptos::prelude::*;
use samvev_documents::{id::ItemId, plan::Place};

impl Shown {
    /// The things that an item stands among, in order, itself too, and the chapter that they stand in.
    pub fn siblings(&self, item: Item) -> Option<(Vec<ItemId>, Option<ItemId>)> {
        let chapters = self.chapters.read_untracked();
        if let Item::Chapter(_) = item {
            return Some((chapters.iter().map(|chapter| chapter.id).collect(), None));
        }
        chapters.iter().find_map(|chapter| {
            let order: Vec<ItemId> = match item {
                Item::Chapter(_) => Vec::new(),
                Item::Goal(_) => chapter
                    .goals
                    .read_untracked()
                    .iter()
                    .map(|goal| goal.id)
                    .collect(),
                Item::Column(_) => chapter
                    .columns
                    .read_untracked()
                    .iter()
                    .map(|column| column.id)
                    .collect(),
                Item::Action(_) => chapter
                    .actions
                    .read_untracked()
                    .iter()
                    .map(|action| action.id)
                    .collect(),
            };
            order
                .contains(&item.id())
                .then_some((order, Some(chapter.id)))
        })
    }

    /// The chapter whose empty row this is.
    pub fn chapter_of_draft(&self, action: ItemId) -> Option<ItemId> {
        let chapters = self.chapters.read_untracked();
        chapters
            .iter()
            .find(|chapter| chapter.draft.read_untracked().id == action)
            .map(|chapter| chapter.id)
    }

    /// The empty row of a chapter's table.
    pub fn draft_of(&self, chapter: ItemId) -> Option<ItemId> {
        self.find(chapter, |chapter| Some(chapter.draft.read_untracked().id))
    }

    /// The first column of a chapter's table.
    pub fn first_column_of(&self, chapter: ItemId) -> Option<ItemId> {
        self.find(chapter, |chapter| {
            chapter
                .columns
                .read_untracked()
                .first()
                .map(|column| column.id)
        })
    }

    /// The first column of the table that a column stands in: its cells say what an action is.
    pub fn first_column_beside(&self, column: ItemId) -> Option<ItemId> {
        let (order, _) = self.siblings(Item::Column(column))?;
        order.first().copied()
    }

    /// The last column of the table that a row stands in.
    pub fn last_column_of(&self, action: ItemId) -> Option<ItemId> {
        let (_, chapter) = self.siblings(Item::Action(action))?;
        self.find(chapter?, |chapter| {
            chapter
                .columns
                .read_untracked()
                .last()
                .map(|column| column.id)
        })
    }

    /// How deep a chapter lies that is put in a place: as its neighbour.
    pub fn level_at(&self, place: Place) -> u8 {
        let chapters = self.chapters.read_untracked();
        let beside = match place {
            Place::First => chapters.first(),
            Place::After(id) => chapters.iter().find(|chapter| chapter.id == id),
            Place::Last => None,
        };
        beside.map_or(1, |chapter| chapter.level.get_untracked())
    }

    fn find<T>(&self, chapter: ItemId, look: impl FnOnce(&ShownChapter) -> Option<T>) -> Option<T> {
        let chapters = self.chapters.read_untracked();
        look(chapters.iter().find(|one| one.id == chapter)?)
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
    use crate::plan::samples;

    #[test]
    fn things_stand_among_their_like() {
        let shown = samples::shown();
        let id = ItemId::nth;
        assert_eq!(
            shown.siblings(Item::Chapter(id(2))),
            Some((vec![id(1), id(2)], None))
        );
        assert_eq!(
            shown.siblings(Item::Goal(id(11))),
            Some((vec![id(10), id(11)], Some(id(1))))
        );
        assert_eq!(
            shown.siblings(Item::Action(id(30))),
            Some((vec![id(30), id(31)], Some(id(1))))
        );
        assert_eq!(shown.siblings(Item::Action(id(99))), None);
        assert_eq!(shown.first_column_beside(id(21)), Some(id(20)));
        assert_eq!(shown.last_column_of(id(31)), Some(id(21)));
    }

    #[test]
    fn a_new_chapter_lies_as_deep_as_the_one_before_it() {
        let shown = samples::shown();
        assert_eq!(shown.level_at(Place::After(ItemId::nth(2))), 2);
        assert_eq!(shown.level_at(Place::Last), 1);
    }
}
