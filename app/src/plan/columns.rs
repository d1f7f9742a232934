//! How wide the columns of a table are, and what the style sheet must know of them.

use super::shown::ShownColumn;
use leptos::{prelude::*, web_sys};
use samvev_documents::plan::ColumnMeaning;
use wasm_bindgen::{JsCast, closure::Closure};

/// Tells the style sheet how wide the columns are and what they are called on a phone.
pub fn lay_out(table: &web_sys::HtmlElement, columns: &[ShownColumn]) {
    let style = table.style();
    let width = |column: &ShownColumn| {
        format!(
            "minmax({}rem, {}fr) ",
            narrowest(column.meaning),
            share(column.meaning)
        )
    };
    let widths: String = columns.iter().map(width).collect();
    let narrowest: f32 = columns.iter().map(|column| narrowest(column.meaning)).sum();
    // Values of these forms are valid for any custom property.
    style.set_property("--columns", &widths).unwrap_or_default();
    style
        .set_property("--narrowest", &format!("{narrowest}rem"))
        .unwrap_or_default();
    for (index, column) in columns.iter().enumerate() {
        let heading = column.heading.read().to_plain();
        style
            .set_property(&format!("--heading-{}", index + 1), &css_string(&heading))
            .unwrap_or_default();
    }
}

/// Keeps the style sheet told whether a table is wider than its frame, whatever makes either so: the window, the columns, or
/// what stands beside the plan. For as long as the component lives that calls it.
pub fn watch_width(table: &web_sys::HtmlElement) {
    let watched = table.clone();
    let changed = Closure::<dyn Fn()>::new(move || tell_width(&watched));
    let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(table);
    // Columns that need more room than there is make the head wider, and not the table.
    if let Some(head) = table.first_element_child() {
        observer.observe(&head);
    }
    let watch = StoredValue::new_local(Some((observer, changed)));
    on_cleanup(move || {
        if let Some((observer, _)) = watch.try_update_value(Option::take).flatten() {
            observer.disconnect();
        }
    });
}

/// Only a table that is wider than its frame scrolls and keeps its first column in sight: a place that stays while the rest
/// scrolls costs at every letter, two thousand times over in a long table.
fn tell_width(table: &web_sys::Element) {
    // A class without spaces is never refused.
    table
        .class_list()
        .toggle_with_force("wide", table.scroll_width() > table.client_width())
        .unwrap_or_default();
}

/// How narrow a column may get, in `rem`: the usual five fit a tablet held upright.
const fn narrowest(meaning: ColumnMeaning) -> f32 {
    match meaning {
        ColumnMeaning::Action => 10.0,
        ColumnMeaning::Services => 9.25,
        ColumnMeaning::Responsible | ColumnMeaning::Other => 8.0,
        ColumnMeaning::Time => 7.25,
        ColumnMeaning::Cost => 6.5,
    }
}

/// A column's share of the room that is left.
const fn share(meaning: ColumnMeaning) -> f32 {
    match meaning {
        ColumnMeaning::Action => 2.4,
        ColumnMeaning::Services => 1.5,
        ColumnMeaning::Responsible | ColumnMeaning::Other => 1.2,
        ColumnMeaning::Time => 1.0,
        ColumnMeaning::Cost => 0.8,
    }
}

/// Words as a string of CSS.
pub fn css_string(words: &str) -> String {
    let mut string = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' | '\\' => {
                string.push('\\');
                string.push(letter);
            }
            letter if letter.is_control() => string.push(' '),
            letter => string.push(letter),
        }
    }
    string.push('"');
    string
}

#[cfg(test)]
mod tests {
    use super::css_string;

    #[test]
    fn a_heading_is_never_more_than_a_string_in_css() {
        assert_eq!(
            css_string("Tid \"frist\"\n\\a"),
            "\"Tid \\\"frist\\\" \\\\a\""
        );
    }
}
