//! The plan's page, and beside it, after a file was taken in, how the file was understood.

use super::{away::AwayPage, imports::use_imports, original::OriginalView};
use crate::{
    engine::use_engine,
    frame::{Icon, Picture},
    key_file::WayIn,
    languages::{ExchangeWords, Text, use_words},
    plan::PlanPage,
};
use leptos::{either::Either, prelude::*};
use samvev_documents::{
    import::{Note, Understood},
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
    let engine = use_engine();
    let words = use_words();
    // Where it may be held, the plan's own page says what there is to say.
    let held = Memo::new(move |_| engine.may_hold(document.space));
    let away = Memo::new(move |_| engine.is_away(document));
    let understood = Memo::new(move |_| {
        imports.review.with(|review| {
            review
                .as_ref()
                .filter(|(of, _)| *of == document)
                .map(|(_, understood)| understood.clone())
        })
    });
    // Whether the file is shown beside the plan.
    let beside = RwSignal::new(false);
    view! {
        <div
            class="plan-and-review"
            class:with-review=move || understood.with(Option::is_some)
            class:with-original=move || beside.get() && understood.with(Option::is_some)
        >
            {move || understood.get().map(|understood| view! { <Aside understood=understood beside=beside /> })}
            <div class="plan-place">
                <Show
                    when=move || held.get()
                    fallback=move || view! {
                        <div class="page">
                            <h1 class="ds-heading" data-size="lg">{move || words.get().frame.not_held}</h1>
                            <p>{move || words.get().frame.not_held_text}</p>
                            <div class="ways-on">
                                <a class="ds-button" href="/">{move || words.get().frame.to_start}</a>
                                <WayIn />
                            </div>
                        </div>
                    }
                >
                    // An engine that was started anew knows none of the page's open fields: the page begins anew too.
                    {move || {
                        engine.restarts().track();
                        match away.get() {
                            Some(problem) => Either::Left(view! { <AwayPage problem=problem /> }),
                            None => Either::Right(view! { <PlanPage space=document.space document=document.document /> }),
                        }
                    }}
                </Show>
            </div>
        </div>
    }
}

#[component]
fn Aside(understood: Understood, beside: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    let imports = use_imports();
    let unfolded = RwSignal::new(false);
    let Understood {
        plan,
        leftover,
        notes,
        original,
    } = understood;
    let any_original = !original.is_empty();
    let goals = plan
        .chapters
        .iter()
        .map(|chapter| chapter.goals.len())
        .sum::<usize>();
    let actions = plan
        .chapters
        .iter()
        .map(|chapter| chapter.actions.len())
        .sum::<usize>();
    let chapters = plan.chapters.len();
    let columns: Vec<Column> = plan
        .chapters
        .into_iter()
        .flat_map(|chapter| chapter.columns)
        .collect();
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
    let leftover = leftover
        .into_iter()
        .map(|words| view! { <li>{words}</li> })
        .collect_view();
    let said = move || {
        let words = &words.get().exchange;
        notes
            .iter()
            .filter_map(|note| said_of(words, *note))
            .collect::<Vec<_>>()
    };
    let said = Memo::new(move |_| said());
    view! {
        <aside class="review" aria-labelledby="review-heading">
            <h2 class="ds-heading" data-size="xs" id="review-heading">{move || words.get().exchange.review}</h2>
            <p>{move || words.get().exchange.review_lead}</p>
            <div class="ways-on">
                <button type="button" class="ds-button" on:click=move |_| imports.put_aside()>
                    <Picture icon=Icon::Done />
                    {move || words.get().exchange.accept}
                </button>
                {any_original.then(|| view! {
                    <button
                        type="button"
                        class="ds-button"
                        data-variant="secondary"
                        aria-expanded=move || beside.get().to_string()
                        aria-controls="review-original"
                        on:click=move |_| beside.update(|beside| *beside = !*beside)
                    >
                        {move || {
                            let words = &words.get().exchange;
                            if beside.get() { words.hide_original } else { words.show_original }
                        }}
                    </button>
                })}
                // Only where the review stands above the plan rather than beside it.
                <button
                    type="button"
                    class="ds-button unfold"
                    data-variant="tertiary"
                    aria-expanded=move || unfolded.get().to_string()
                    aria-controls="review-details"
                    on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
                >
                    {move || words.get().exchange.details}
                </button>
            </div>
            <Show when=move || beside.get()>
                <OriginalView parts=original.clone() />
            </Show>
            <div class="review-details" id="review-details" class:unfolded=move || unfolded.get()>
            <h3 class="ds-heading" data-size="2xs">{move || words.get().exchange.understood}</h3>
            <ul class="counts">
                <li>{move || words.get().exchange.chapters.of(chapters)}</li>
                <Show when=move || goals != 0><li>{move || words.get().exchange.goals.of(goals)}</li></Show>
                <li>
                    {move || {
                        let words = &words.get().exchange;
                        if actions == 0 { words.no_actions.to_owned() } else { words.actions.of(actions) }
                    }}
                </li>
            </ul>
            <Show when=move || !said.with(Vec::is_empty)>
                <h3 class="ds-heading" data-size="2xs">{move || words.get().exchange.notes}</h3>
                <ul>{move || said.get().into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}</ul>
            </Show>
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
            </div>
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

/// What to say of a finding. Nothing of those that the counts tell already.
fn said_of(words: &ExchangeWords, note: Note) -> Option<String> {
    Some(match note {
        Note::ActionsFound { .. } | Note::GoalsFound { .. } => return None,
        Note::NoTitle => words.no_title.to_owned(),
        Note::HeadingsByLooks { headings } => words.headings_by_looks.of(headings),
        Note::MergedCellsDivided { cells } => words.merged_cells.of(cells),
        Note::MissingCellsAdded { cells } => words.missing_cells.of(cells),
        Note::NestedTablesAsText { tables } => words.nested_tables.of(tables),
        Note::TablesAsText { tables } => words.tables_as_text.of(tables),
        Note::RepeatedHeaders { rows } => words.repeated_headers.of(rows),
        Note::TablesJoined { tables } => words.tables_joined.of(tables),
        Note::ContentsSetAside { lines } => words.contents_aside.of(lines),
        Note::CommentsSetAside { comments } => words.comments_aside.of(comments),
        Note::HeadersAndFootersSetAside { parts } => words.headers_aside.of(parts),
        Note::DeletionsLeftOut { stretches } => words.deletions_out.of(stretches),
        Note::PicturesLeftOut { pictures } => words.pictures_out.of(pictures),
    })
}
