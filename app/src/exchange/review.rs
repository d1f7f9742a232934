//! The plan's page, and beside it, after a file was taken in, how the file was understood.

use super::imports::use_imports;
use crate::{
    frame::{Icon, Picture},
    languages::{ExchangeWords, Text, use_words},
};
use leptos::prelude::*;
use samvev_documents::{
    import::Understood,
    plan::{Column, ColumnMeaning},
};
use samvev_engine::messages::DocumentRef;

/// A plan, with its review for as long as there is one.
#[component]
pub fn Review(
    /// Which plan.
    document: DocumentRef,
) -> impl IntoView {
    let imports = use_imports();
    let understood = Memo::new(move |_| {
        imports.review.with(|review| review.as_ref().filter(|(of, _)| *of == document).map(|(_, understood)| understood.clone()))
    });
    view! {
        <div class="plan-and-review" class:with-review=move || understood.with(Option::is_some)>
            {move || understood.get().map(|understood| view! { <Aside understood=understood /> })}
            <div class="plan-place"><crate::plan::PlanPage space=document.space document=document.document /></div>
        </div>
    }
}

#[component]
fn Aside(understood: Understood) -> impl IntoView {
    let words = use_words();
    let imports = use_imports();
    let Understood { plan, leftover, notes } = understood;
    let goals = plan.chapters.iter().map(|chapter| chapter.goals.len()).sum::<usize>();
    let actions = plan.chapters.iter().map(|chapter| chapter.actions.len()).sum::<usize>();
    let chapters = plan.chapters.len();
    let columns: Vec<Column> = plan.chapters.into_iter().flat_map(|chapter| chapter.columns).collect();
    let any_columns = !columns.is_empty();
    let rows = columns.into_iter().map(|column| {
        let heading = column.heading.to_plain();
        let meaning = meaning(column.meaning);
        view! {
            <tr>
                <th scope="row">
                    {move || if heading.trim().is_empty() { words.get().exchange.column_unnamed.to_owned() } else { heading.clone() }}
                </th>
                <td>{move || meaning(&words.get().exchange)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let any_leftover = leftover.iter().any(|words| !words.trim().is_empty());
    let leftover = leftover.into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
    let _ = notes;
    view! {
        <aside class="review" aria-labelledby="review-heading">
            <h2 class="ds-heading" data-size="xs" id="review-heading">{move || words.get().exchange.review}</h2>
            <p>{move || words.get().exchange.review_lead}</p>
            <button type="button" class="ds-button" on:click=move |_| imports.put_aside()>
                <Picture icon=Icon::Done />
                {move || words.get().exchange.accept}
            </button>
            <h3 class="ds-heading" data-size="2xs">{move || words.get().exchange.understood}</h3>
            <ul class="counts">
                <li>{move || words.get().exchange.chapters.of(chapters)}</li>
                <li>{move || words.get().exchange.goals.of(goals)}</li>
                <li>
                    {move || {
                        let words = &words.get().exchange;
                        if actions == 0 { words.no_actions.to_owned() } else { words.actions.of(actions) }
                    }}
                </li>
            </ul>
            {any_columns.then(|| view! {
                <h3 class="ds-heading" data-size="2xs" id="review-columns">{move || words.get().exchange.columns}</h3>
                <table class="ds-table" data-size="sm" aria-labelledby="review-columns">
                    <thead>
                        <tr>
                            <th scope="col">{move || words.get().exchange.column_original}</th>
                            <th scope="col">{move || words.get().exchange.column_meaning}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            })}
            {any_leftover.then(|| view! {
                <h3 class="ds-heading" data-size="2xs">{move || words.get().exchange.leftover}</h3>
                <p>{move || words.get().exchange.leftover_lead}</p>
                <ul class="leftover">{leftover}</ul>
            })}
        </aside>
    }
}

const fn meaning(meaning: ColumnMeaning) -> fn(&ExchangeWords) -> Text {
    match meaning {
        ColumnMeaning::Action => |words| words.column_action,
        ColumnMeaning::Services => |words| words.column_services,
        ColumnMeaning::Responsible => |words| words.column_responsible,
        ColumnMeaning::Time => |words| words.column_time,
        ColumnMeaning::Cost => |words| words.column_cost,
        ColumnMeaning::Other => |words| words.column_other,
    }
}
