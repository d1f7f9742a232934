//! What an HTML element says of the text inside it.

use super::tokens::attribute;
use crate::{
    source::{ListItem, Role},
    word::safe_link,
};
use samvev_documents::text::Marks;

/// An element, and what holds for text inside it.
#[derive(Default, Clone)]
pub(super) struct Open {
    pub name: String,
    pub marks: Marks,
    pub hidden: bool,
    /// A list's bullet or number that Word writes out as text.
    pub bullet: bool,
    pub tab: bool,
    pub role: Role,
    pub list: Option<ListItem>,
    /// How many lists are open, and whether the innermost is numbered.
    pub lists: u8,
    pub ordered: bool,
    /// A place in a list by Word's own style.
    pub word_list: bool,
}

impl Open {
    /// What holds inside an element that begins here.
    pub fn inside(&self, name: &str, attributes: &str) -> Self {
        let mut inside = self.clone();
        name.clone_into(&mut inside.name);
        let style = attribute(attributes, "style")
            .unwrap_or_default()
            .to_ascii_lowercase()
            .replace(' ', "");
        let class = attribute(attributes, "class").unwrap_or_default();
        match name {
            "b" | "strong" => inside.marks.bold = true,
            "i" | "em" => inside.marks.italic = true,
            "a" => {
                if let Some(link) = attribute(attributes, "href").as_deref().and_then(safe_link) {
                    inside.marks.link = Some(link);
                }
            }
            "del" => inside.hidden = true,
            "h1" => inside.role = Role::Heading(1),
            "h2" => inside.role = Role::Heading(2),
            "h3" => inside.role = Role::Heading(3),
            "h4" => inside.role = Role::Heading(4),
            "h5" => inside.role = Role::Heading(5),
            "h6" => inside.role = Role::Heading(6),
            "blockquote" => inside.role = Role::Quote,
            "ul" | "ol" => {
                inside.lists = inside.lists.saturating_add(1);
                inside.ordered = name == "ol";
                inside.list = None;
            }
            "li" => {
                inside.list = Some(ListItem {
                    level: inside.lists.saturating_sub(1).min(8),
                    ordered: inside.ordered,
                });
            }
            "table" => {
                inside = Self {
                    name: inside.name,
                    hidden: inside.hidden,
                    ..Self::default()
                };
            }
            "p" => {
                if class.starts_with("MsoTitle") {
                    inside.role = Role::Title;
                } else if class.starts_with("MsoToc") {
                    inside.role = Role::Contents;
                } else if class.starts_with("MsoQuote") || class.starts_with("MsoIntenseQuote") {
                    inside.role = Role::Quote;
                }
            }
            _ => {}
        }
        if style.contains("font-weight:bold")
            || style.contains("font-weight:700")
            || style.contains("font-weight:600")
        {
            inside.marks.bold = true;
        } else if style.contains("font-weight:normal") || style.contains("font-weight:400") {
            inside.marks.bold = false;
        }
        if style.contains("font-style:italic") {
            inside.marks.italic = true;
        } else if style.contains("font-style:normal") {
            inside.marks.italic = false;
        }
        if style.contains("mso-list:ignore") {
            inside.bullet = true;
        } else if let Some(list) = word_list(&style, &class)
            && name != "li"
        {
            inside.list = Some(list);
            inside.word_list = true;
        }
        inside.tab |= style.contains("mso-tab-count");
        inside
    }
}

/// Whether an element begins and ends paragraphs.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "pre"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "address"
            | "figure"
            | "figcaption"
            | "caption"
            | "body"
            | "html"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
    )
}

/// The place in a list that Word's style or class gives a paragraph.
fn word_list(style: &str, class: &str) -> Option<ListItem> {
    if let Some((_, rest)) = style.split_once("mso-list:l") {
        let level = rest
            .split_once("level")
            .and_then(|(_, rest)| rest.chars().next())
            .and_then(|digit| digit.to_digit(10))
            .unwrap_or(1);
        return Some(ListItem {
            level: u8::try_from(level.saturating_sub(1)).unwrap_or(0).min(8),
            ordered: false,
        });
    }
    let ordered = class.starts_with("MsoListNumber");
    (ordered || class.starts_with("MsoListBullet")).then_some(ListItem { level: 0, ordered })
}
