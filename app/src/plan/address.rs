//! Where a text stands on the page: each has one element, whose `id` says which text it shows. So one listener for the
//! whole page knows what was clicked, and a text is found without a search.

use samvev_documents::{id::ItemId, plan::PlanField};

/// The `id` of the element that shows a text.
pub fn element_id(field: PlanField) -> String {
    match field {
        PlanField::Title => "plan-title".to_owned(),
        PlanField::ChapterHeading(id) => format!("heading-{id}"),
        PlanField::ChapterText(id) => format!("text-{id}"),
        PlanField::Goal(id) => format!("goal-{id}"),
        PlanField::ColumnHeading(id) => format!("column-{id}"),
        PlanField::Cell { action, column } => format!("cell-{action}-{column}"),
    }
}

/// The `id` of the button beside a text that goes into it.
pub fn edit_button_id(field: PlanField) -> String {
    format!("edit-{}", element_id(field))
}

/// The text that the element with this `id` shows, if it shows one.
pub fn field_of(element_id: &str) -> Option<PlanField> {
    if element_id == "plan-title" {
        return Some(PlanField::Title);
    }
    let (kind, rest) = element_id.split_once('-')?;
    match kind {
        "heading" => Some(PlanField::ChapterHeading(rest.parse().ok()?)),
        "text" => Some(PlanField::ChapterText(rest.parse().ok()?)),
        "goal" => Some(PlanField::Goal(rest.parse().ok()?)),
        "column" => Some(PlanField::ColumnHeading(rest.parse().ok()?)),
        "cell" => {
            let (action, column) = rest.split_once('-')?;
            Some(PlanField::Cell {
                action: action.parse().ok()?,
                column: column.parse().ok()?,
            })
        }
        _ => None,
    }
}

/// Whether a text is one line, so that Enter ends it.
pub const fn is_single_line(field: PlanField) -> bool {
    matches!(
        field,
        PlanField::Title | PlanField::ChapterHeading(_) | PlanField::ColumnHeading(_)
    )
}

/// A thing that has a menu and can be moved and removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    /// A chapter.
    Chapter(ItemId),
    /// A goal.
    Goal(ItemId),
    /// A column.
    Column(ItemId),
    /// An action.
    Action(ItemId),
}

impl Item {
    /// The thing's identifier.
    pub const fn id(self) -> ItemId {
        match self {
            Self::Chapter(id) | Self::Goal(id) | Self::Column(id) | Self::Action(id) => id,
        }
    }

    /// The `id` of the button that opens its menu.
    pub fn button_id(self) -> String {
        let kind = match self {
            Self::Chapter(_) => "chapter",
            Self::Goal(_) => "goal",
            Self::Column(_) => "column",
            Self::Action(_) => "action",
        };
        format!("menu-{kind}-{}", self.id())
    }

    /// The thing whose menu a button opens.
    pub fn of_button(element_id: &str) -> Option<Self> {
        let (kind, id) = element_id.strip_prefix("menu-")?.split_once('-')?;
        let id = id.parse().ok()?;
        match kind {
            "chapter" => Some(Self::Chapter(id)),
            "goal" => Some(Self::Goal(id)),
            "column" => Some(Self::Column(id)),
            "action" => Some(Self::Action(id)),
            _ => None,
        }
    }

    /// The thing that a text belongs to; the title belongs to none.
    pub const fn of_field(field: PlanField) -> Option<Self> {
        match field {
            PlanField::Title => None,
            PlanField::ChapterHeading(id) | PlanField::ChapterText(id) => Some(Self::Chapter(id)),
            PlanField::Goal(id) => Some(Self::Goal(id)),
            PlanField::ColumnHeading(id) => Some(Self::Column(id)),
            PlanField::Cell { action, .. } => Some(Self::Action(action)),
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

    #[test]
    fn every_text_is_found_again_by_its_element() {
        let (one, other) = (ItemId::nth(1), ItemId::nth(u64::MAX));
        for field in [
            PlanField::Title,
            PlanField::ChapterHeading(one),
            PlanField::ChapterText(other),
            PlanField::Goal(one),
            PlanField::ColumnHeading(other),
            PlanField::Cell {
                action: one,
                column: other,
            },
        ] {
            assert_eq!(field_of(&element_id(field)), Some(field));
        }
    }

    #[test]
    fn every_menu_is_found_again_by_its_button() {
        let id = ItemId::nth(7);
        for item in [
            Item::Chapter(id),
            Item::Goal(id),
            Item::Column(id),
            Item::Action(id),
        ] {
            assert_eq!(Item::of_button(&item.button_id()), Some(item));
        }
    }

    #[test]
    fn other_elements_show_no_text() {
        for id in [
            "",
            "main",
            "cell-1-2",
            "cell-",
            "heading-xyz",
            "menu-goal-00000000000000000001",
        ] {
            assert_eq!(field_of(id), None, "{id}");
        }
        assert_eq!(Item::of_button("goal-00000000000000000001"), None);
    }
}
