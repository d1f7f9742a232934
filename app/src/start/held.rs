//! «Dette har du her»: the documents that this device holds.

use crate::{
    engine::use_engine,
    frame::{Icon, Picture},
    languages::{date, use_words},
    place::Place,
};
use leptos::prelude::*;
use samvev_documents::document::DocumentKind;
use samvev_engine::messages::{DocumentRef, DocumentSummary};

/// The plans that this device holds, newest first. Nothing where there are none.
#[component]
pub fn Held() -> impl IntoView {
    let words = use_words();
    let engine = use_engine();
    let plans = Memo::new(move |_| {
        let spaces = engine.spaces().get().unwrap_or_default();
        let mut plans: Vec<(DocumentRef, String, DocumentSummary)> = Vec::new();
        for space in spaces {
            let of_space = space
                .documents
                .into_iter()
                .filter(|document| document.kind == DocumentKind::Plan);
            plans.extend(of_space.map(|summary| {
                let document = DocumentRef {
                    space: space.space,
                    document: summary.document,
                };
                (document, space.directory.name.clone(), summary)
            }));
        }
        plans.sort_by_key(|(_, _, summary)| core::cmp::Reverse(summary.changed));
        plans
    });
    let rows = move || {
        plans
            .get()
            .into_iter()
            .map(|(document, space, summary)| row(document, space, summary))
            .collect_view()
    };
    view! {
        <Show when=move || !plans.with(Vec::is_empty)>
            <section class="held" aria-labelledby="held-heading">
                <h2 class="ds-heading" data-size="xs" id="held-heading">{move || words.get().start.yours}</h2>
                <ul>{rows}</ul>
            </section>
        </Show>
    }
}

fn row(document: DocumentRef, space: String, summary: DocumentSummary) -> impl IntoView {
    let words = use_words();
    let DocumentSummary { title, changed, .. } = summary;
    let when = move || {
        words
            .get()
            .start
            .changed
            .with(&[("when", &date(words.language(), changed))])
    };
    view! {
        <li>
            <a class="held-document" href=Place::Plan(document).path()>
                <Picture icon=Icon::Plan />
                <span class="held-title">
                    {move || if title.is_empty() { words.get().frame.untitled.to_owned() } else { title.clone() }}
                </span>
                <span class="quiet">
                    {(!space.is_empty()).then(|| format!("{space} · "))} {when}
                </span>
            </a>
        </li>
    }
}
