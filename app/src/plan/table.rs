//! The table of actions, as people know it from Word: their columns, rows that grow, an empty row to write in.
//!
//! The elements are a table's, so that it is one when copied or listened to; the style sheet lays rows out as grids, so
//! that a row can be left undrawn until it is near the window, and as cards on a phone.

use super::{
    columns::{lay_out, watch_width},
    desk::Desk,
    notice::Notice,
    row::{action_row, heading_cell},
    shown::{ShownAction, ShownChapter, ShownColumn},
};
use leptos::{either::Either, html as tags, prelude::*};
use samvev_documents::{id::ItemId, plan::RemovedKind};

/// The table of a chapter.
#[component]
pub fn ActionTable(
    /// The page's desk.
    desk: Desk,
    /// Whose.
    chapter: ShownChapter,
    /// How many rows may be drawn now.
    room: Memo<usize>,
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
    let for_layout = columns.clone();
    Effect::new(move || {
        if let Some(table) = table.get() {
            lay_out(&table, &for_layout.read());
        }
    });
    Effect::new(move || {
        if let Some(table) = table.get() {
            watch_width(&table);
        }
    });
    let rows = {
        let draft = draft.clone();
        // Told on whenever it is made anew: what comes out of it tells what is the same.
        Memo::new_with_compare(
            move |_| rows(desk, id, &actions.read(), &draft.read()),
            |_, _| true,
        )
    };
    let groups = Memo::new(move |_| rows.with(|rows| rows.len().min(room.get()).div_ceil(GROUP)));
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
            <thead role="rowgroup">
                <tr role="row">
                    {headings}
                    <th role="columnheader" scope="col" class="row-menu">
                        <span class="unseen">{move || desk.words().column_menu}</span>
                    </th>
                </tr>
            </thead>
            <For each=move || 0..groups.get() key=|group| *group let:group>
                <tbody role="rowgroup">
                    {group_rows(desk, rows, room, group, row_columns.clone(), draft.clone())}
                </tbody>
            </For>
        </table>
    }
}

/// So many rows are left undrawn together while they are far from the window. Fewer would make more to keep watch over at
/// every letter in a long table.
const GROUP: usize = 40;

fn group_rows(
    desk: Desk,
    rows: Memo<Vec<Row>>,
    room: Memo<usize>,
    group: usize,
    columns: ArcRwSignal<Vec<ShownColumn>>,
    draft: ArcRwSignal<ShownAction>,
) -> impl IntoView {
    let room = Memo::new(move |_| room.get().saturating_sub(group * GROUP).min(GROUP));
    let mine = move || {
        rows.with(|rows| {
            rows.chunks(GROUP)
                .nth(group)
                .unwrap_or_default()
                .iter()
                .take(room.get())
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    view! {
        <For each=mine key=Row::key let:row>
            {match row {
                Row::Action(action) => Either::Left(action_row(desk, action, columns.clone(), draft.clone())),
                Row::Gone(_) => Either::Right(view! {
                    <tr role="row" class="gone">
                        <td role="gridcell"><Notice desk=desk /></td>
                    </tr>
                }),
            }}
        </For>
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
