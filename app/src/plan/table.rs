//! The table of actions, as people know it from Word: their columns, rows that grow, an empty row to write in.
//!
//! The elements are a table's, so that it is one when copied or listened to; the style sheet lays rows out as grids, so
//! that a row can be left undrawn until it is near the window, and as cards on a phone.

use super::{
    columns::{follow, lay_out, tell_width},
    desk::Desk,
    notice::Notice,
    row::{action_row, heading_cell},
    shown::{ShownAction, ShownChapter},
};
use leptos::{either::Either, ev, html as tags, prelude::*};
use samvev_documents::{id::ItemId, plan::RemovedKind};

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
