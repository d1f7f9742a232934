//! The file as it stood, beside the plan that it became.

use crate::languages::use_words;
use leptos::prelude::*;
use samvev_documents::import::Original;

/// What stood in the file, to read.
#[component]
pub fn OriginalView(
    /// Its parts, in order.
    parts: Vec<Original>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <div
            class="original"
            id="review-original"
            role="region"
            tabindex="0"
            aria-label=move || words.get().exchange.original
        >
            {parts.into_iter().map(part).collect_view()}
        </div>
    }
}

fn part(part: Original) -> AnyView {
    match part {
        Original::Heading(words) => view! { <p class="original-heading">{words}</p> }.into_any(),
        Original::Paragraph(words) => view! { <p>{words}</p> }.into_any(),
        Original::Point(level, words) => {
            let class = format!("original-point deep-{}", level.min(3));
            view! { <p class=class>{words}</p> }.into_any()
        }
        Original::Table(rows) => {
            let row = |cells: Vec<String>| {
                let cells = cells.into_iter().map(|words| view! { <td>{words}</td> });
                view! { <tr>{cells.collect_view()}</tr> }
            };
            let rows = rows.into_iter().map(row).collect_view();
            view! { <div class="original-table"><table><tbody>{rows}</tbody></table></div> }
                .into_any()
        }
    }
}
