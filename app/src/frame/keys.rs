//! The list of keys behind "?".

use super::dialog::Dialog;
use crate::languages::{KeyWords, Text, use_words};
use leptos::prelude::*;

/// Where the names of keys come from, and what they do.
type Line = (&'static [Name], fn(&KeyWords) -> Text);

enum Name {
    Is(&'static str),
    Word(fn(&KeyWords) -> Text),
}

const ENTER: Name = Name::Word(|words| words.key_enter);
const SHIFT: Name = Name::Word(|words| words.key_shift);

const LINES: [Line; 10] = [
    (&[ENTER], |words| words.edit),
    (&[Name::Is("Esc")], |words| words.escape),
    (&[Name::Is("Tab")], |words| words.next_cell),
    (&[SHIFT, Name::Is("Tab")], |words| words.previous_cell),
    (&[ENTER], |words| words.new_line),
    (&[Name::Is("Ctrl"), ENTER], |words| words.done),
    (&[Name::Is("Alt"), Name::Is("↑ ↓")], |words| {
        words.move_row
    }),
    (&[Name::Is("Ctrl"), Name::Is("Z")], |words| words.undo),
    (&[Name::Is("Ctrl"), SHIFT, Name::Is("Z")], |words| {
        words.redo
    }),
    (&[Name::Is("?")], |words| words.keys),
];

/// The dialog with the keys.
#[component]
pub fn Keys(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let words = use_words();
    let lines = move || {
        let words = &words.get().keys;
        let line = |(keys, what): &Line| {
            let names = keys.iter().map(|key| match key {
                Name::Is(name) => *name,
                Name::Word(name) => name(words),
            });
            let names = names.map(|name| view! { <kbd>{name}</kbd> }).collect_view();
            view! { <tr><th scope="row">{names}</th><td>{what(words)}</td></tr> }
        };
        LINES.iter().map(line).collect_view()
    };
    view! {
        <Dialog open=open id="keys-heading" heading=Signal::derive(move || words.get().keys.heading.to_owned())>
            <p>{move || words.get().keys.lead}</p>
            <table class="ds-table keys" aria-labelledby="keys-heading"><tbody>{lines}</tbody></table>
        </Dialog>
    }
}
