//! A row of the table of actions, and its head.

use super::{
    address::{Item, element_id},
    desk::Desk,
    shown::{ShownAction, ShownColumn, Text},
    signs::{Sign, sign},
};
use leptos::{either::Either, prelude::*};
use samvev_documents::{
    id::ItemId,
    plan::{ColumnMeaning, PlanField},
};

/// The heading of a column, with the button of its menu.
pub fn heading_cell(desk: Desk, column: ShownColumn) -> impl IntoView {
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

/// A row: an action, or the empty row at the end.
pub fn action_row(
    desk: Desk,
    action: ShownAction,
    columns: ArcRwSignal<Vec<ShownColumn>>,
    draft: ArcRwSignal<ShownAction>,
) -> impl IntoView {
    let (id, of_table) = (action.id, draft.clone());
    let is_draft = move || of_table.read().id == id;
    let cells = move || {
        let columns = columns.read();
        let first = columns
            .first()
            .map(|column| first_cell(desk, &action, column.id, draft.clone()));
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

fn first_cell(
    desk: Desk,
    row: &ShownAction,
    column: ItemId,
    draft: ArcRwSignal<ShownAction>,
) -> impl IntoView + use<> {
    let text = row.cell(column);
    let (id, written) = (row.id, text.clone());
    // A row is named by its first cell, also before anything stands there.
    let name = move || {
        written.read().is_blank().then(|| {
            if draft.read().id == id {
                Either::Left(view! { <span class="here">{desk.words().action_here}</span> })
            } else {
                Either::Right(view! { <span class="unseen">{desk.words().without_words}</span> })
            }
        })
    };
    let id = element_id(PlanField::Cell {
        action: row.id,
        column,
    });
    view! {
        <th role="rowheader" scope="row" class="field action-here" id=id tabindex="-1">
            {words(text)}
            {name}
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
