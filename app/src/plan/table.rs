//! The table of actions, as people know it from Word: their columns, rows that grow, an empty row to write in.
//!
//! The elements are a table's, so that it is one when copied or listened to; the style sheet lays rows out as grids, so
//! that a row can be left undrawn until it is near the window, and as cards on a phone.

use super::{
    address::{Item, element_id},
    desk::Desk,
    model::{ShownAction, ShownChapter, ShownColumn, Text},
    notice::Notice,
    signs::{Sign, sign},
};
use leptos::{either::Either, ev, html as tags, prelude::*, web_sys};
use samvev_documents::{
    id::ItemId,
    plan::{ColumnMeaning, PlanField, RemovedKind},
};

/// The table of a chapter.
#[component]
pub fn ActionTable(
    /// The page's desk.
    desk: Desk,
    /// Whose.
    chapter: ShownChapter,
) -> impl IntoView {
    let id = chapter.id;
    let (columns, actions, draft) = (chapter.columns, chapter.actions, chapter.draft);
    let heading = chapter.heading;
    let label = move || {
        let heading = heading.read().to_plain();
        let heading = if heading.is_empty() {
            desk.words().untitled.to_owned()
        } else {
            heading
        };
        desk.words().table_of.with(&[("heading", &heading)])
    };
    let table = NodeRef::<tags::Table>::new();
    let (head, body) = (NodeRef::<tags::Thead>::new(), NodeRef::<tags::Tbody>::new());
    // The head stays while the page scrolls, so it scrolls sideways by itself: both follow each other.
    let follow_body = move |_: ev::Event| {
        if let (Some(head), Some(body)) = (head.get_untracked(), body.get_untracked()) {
            follow(&head, &body);
        }
    };
    let follow_head = move |_: ev::Event| {
        if let (Some(head), Some(body)) = (head.get_untracked(), body.get_untracked()) {
            follow(&body, &head);
        }
    };
    let for_layout = columns.clone();
    Effect::new(move || {
        if let (Some(table), Some(body)) = (table.get(), body.get()) {
            lay_out(&table, &for_layout.read());
            tell_width(&table, &body);
        }
    });
    let resized = window_event_listener(ev::resize, move |_| {
        if let (Some(table), Some(body)) = (table.get_untracked(), body.get_untracked()) {
            tell_width(&table, &body);
        }
    });
    on_cleanup(move || resized.remove());
    let rows = {
        let (actions, draft) = (actions.clone(), draft.clone());
        move || rows(desk, id, &actions.read(), &draft.read())
    };
    let row_columns = columns.clone();
    let headings = move || {
        columns
            .get()
            .into_iter()
            .map(|column| heading_cell(desk, column))
            .collect_view()
    };
    view! {
        <table
            class="actions"
            role="grid"
            aria-label=label
            aria-readonly=move || (!desk.can_write()).then_some("true")
            node_ref=table
        >
            <thead role="rowgroup" node_ref=head on:scroll=follow_head>
                <tr role="row">
                    {headings}
                    <th role="columnheader" scope="col" class="row-menu">
                        <span class="unseen">{move || desk.words().column_menu}</span>
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup" node_ref=body on:scroll=follow_body>
                <For each=rows key=Row::key let:row>
                    {match row {
                        Row::Action(action) => Either::Left(action_row(desk, action, row_columns.clone(), draft.clone())),
                        Row::Gone(_) => Either::Right(view! {
                            <tr role="row" class="gone">
                                <td role="gridcell"><Notice desk=desk /></td>
                            </tr>
                        }),
                    }}
                </For>
            </tbody>
        </table>
    }
}

/// What stands in the table's body.
#[derive(Clone)]
enum Row {
    Action(ShownAction),
    /// Where a row was removed.
    Gone(ItemId),
}

impl Row {
    const fn key(&self) -> (bool, ItemId) {
        match self {
            Self::Action(action) => (false, action.id),
            Self::Gone(id) => (true, *id),
        }
    }
}

fn rows(desk: Desk, chapter: ItemId, actions: &[ShownAction], draft: &ShownAction) -> Vec<Row> {
    let gone = desk
        .gone
        .get()
        .filter(|gone| gone.kind == RemovedKind::Action && gone.chapter == Some(chapter));
    let mut rows = Vec::with_capacity(actions.len() + 2);
    rows.extend(
        gone.filter(|gone| gone.after.is_none())
            .map(|gone| Row::Gone(gone.id)),
    );
    for action in actions {
        rows.push(Row::Action(action.clone()));
        rows.extend(
            gone.filter(|gone| gone.after == Some(action.id))
                .map(|gone| Row::Gone(gone.id)),
        );
    }
    if desk.can_write() {
        rows.push(Row::Action(draft.clone()));
    }
    rows
}

fn heading_cell(desk: Desk, column: ShownColumn) -> impl IntoView {
    let field = PlanField::ColumnHeading(column.id);
    let item = Item::Column(column.id);
    let named_by = format!("menu-word {}", element_id(field));
    view! {
        <th role="columnheader" scope="col" class="heading" class:narrow=column.meaning == ColumnMeaning::Cost>
            <div class="field column-here" id=element_id(field) tabindex="-1">
                {super::words::phrase(column.heading)}
            </div>
            <button
                type="button"
                class="menu-button"
                id=item.button_id()
                tabindex="-1"
                aria-haspopup="menu"
                aria-labelledby=named_by
                on:click=move |_| desk.menu.set(Some(item))
            >
                {sign(Sign::Menu)}
            </button>
        </th>
    }
}

fn action_row(
    desk: Desk,
    action: ShownAction,
    columns: ArcRwSignal<Vec<ShownColumn>>,
    draft: ArcRwSignal<ShownAction>,
) -> impl IntoView {
    let id = action.id;
    let is_draft = move || draft.read().id == id;
    let cells = move || {
        let columns = columns.read();
        let first = columns
            .first()
            .map(|column| first_cell(desk, &action, column.id));
        let rest = columns
            .iter()
            .skip(1)
            .map(|column| cell(&action, column.id))
            .collect_view();
        let menu = columns.first().map(|column| row_menu(desk, id, column.id));
        (first, rest, menu)
    };
    view! { <tr role="row" id=format!("row-{id}") class:draft=is_draft>{cells}</tr> }
}

fn words(text: Text) -> impl IntoView + use<> {
    super::words::blocks(text, 4)
}

fn first_cell(desk: Desk, action: &ShownAction, column: ItemId) -> impl IntoView + use<> {
    let text = action.cell(column);
    let written = text.clone();
    // A row is named by its first cell, also before anything stands there.
    let name = move || {
        written
            .read()
            .is_blank()
            .then(|| desk.words().without_words)
    };
    let id = element_id(PlanField::Cell {
        action: action.id,
        column,
    });
    view! {
        <th role="rowheader" scope="row" class="field action-here" id=id tabindex="-1" aria-label=name>
            {words(text)}
        </th>
    }
}

fn cell(action: &ShownAction, column: ItemId) -> impl IntoView + use<> {
    let text = action.cell(column);
    let id = element_id(PlanField::Cell {
        action: action.id,
        column,
    });
    view! {
        <td role="gridcell" class="field" id=id tabindex="-1">
            {words(text)}
        </td>
    }
}

fn row_menu(desk: Desk, action: ItemId, first: ItemId) -> impl IntoView {
    let item = Item::Action(action);
    let named_by = format!(
        "menu-word {}",
        element_id(PlanField::Cell {
            action,
            column: first
        })
    );
    view! {
        <td role="gridcell" class="row-menu">
            <button
                type="button"
                class="menu-button"
                id=item.button_id()
                tabindex="-1"
                aria-haspopup="menu"
                aria-labelledby=named_by
                on:click=move |_| desk.menu.set(Some(item))
            >
                {sign(Sign::Menu)}
            </button>
        </td>
    }
}

fn follow(follower: &web_sys::Element, leader: &web_sys::Element) {
    if follower.scroll_left() != leader.scroll_left() {
        follower.set_scroll_left(leader.scroll_left());
    }
}

/// Tells the style sheet how wide the columns are and what they are called on a phone.
fn lay_out(table: &web_sys::HtmlElement, columns: &[ShownColumn]) {
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

/// Only a table that is wider than its frame scrolls and keeps its first column in sight: a place that stays while the rest
/// scrolls costs at every letter, two thousand times over in a long table.
fn tell_width(table: &web_sys::Element, body: &web_sys::Element) {
    // A class without spaces is never refused.
    table
        .class_list()
        .toggle_with_force("wide", body.scroll_width() > body.client_width())
        .unwrap_or_default();
}

/// How narrow a column may get, in `rem`: the usual five fit a tablet held upright.
const fn narrowest(meaning: ColumnMeaning) -> f32 {
    match meaning {
        ColumnMeaning::Action => 10.0,
        ColumnMeaning::Services => 10.0,
        ColumnMeaning::Responsible | ColumnMeaning::Other => 8.0,
        ColumnMeaning::Time => 7.25,
        ColumnMeaning::Cost => 5.75,
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
