//! What is said of a document that was erased, to those who had it.

use super::{By, Erased, use_erasing};
use crate::{
    frame::{Icon, Picture},
    languages::{Words, use_words},
};
use leptos::prelude::*;

/// What was erased, wherever the person is, until they have read it.
#[component]
pub fn ErasedNotice() -> impl IntoView {
    let words = use_words();
    let told = use_erasing().told;
    let by_others = move || told.with(|told| told.iter().any(|one| one.by != By::Me));
    let lines = move || {
        let said = told.with(|told| said(words.get(), told));
        said.into_iter()
            .map(|line| view! { <p class="what">{line}</p> })
            .collect_view()
    };
    view! {
        <Show when=move || !told.with(Vec::is_empty)>
            <div class="notice">
                <div class="ds-alert" role="alert" data-color=move || if by_others() { "warning" } else { "success" }>
                    {lines}
                    <Show when=by_others><p>{move || words.get().erasing.by_other_then}</p></Show>
                </div>
                <div class="notice-ways">
                    <button
                        type="button"
                        class="ds-button"
                        data-variant="tertiary"
                        data-size="sm"
                        on:click=move |_| told.set(Vec::new())
                    >
                        <Picture icon=Icon::Close />
                        {move || words.get().frame.close}
                    </button>
                </div>
            </div>
        </Show>
    }
}

/// A line for each document.
fn said(words: &Words, told: &[Erased]) -> Vec<String> {
    let one = |erased: &Erased| {
        let title = if erased.title.is_empty() {
            words.frame.untitled
        } else {
            &erased.title
        };
        let words = &words.erasing;
        match &erased.by {
            By::Me => words.by_me.with(&[("title", title)]),
            By::Other(name) => {
                let name = name.as_deref().unwrap_or(words.an_administrator);
                words.by_other.with(&[("name", name), ("title", title)])
            }
        }
    };
    told.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use samvev_engine::messages::DocumentRef;
    use samvev_protocol::ids::{DocumentId, SpaceId};

    fn erased(title: &str, by: By) -> Erased {
        Erased {
            document: DocumentRef {
                space: SpaceId::from_bytes([1; 32]),
                document: DocumentId::from_bytes([2; 16]),
            },
            title: title.to_owned(),
            by,
        }
    }

    #[test]
    fn it_is_said_who_erased_what() {
        let kari = By::Other(Some("Kari Fjell".to_owned()));
        let told = [
            erased("Oppvekstplan", By::Me),
            erased("Beredskap", kari),
            erased("", By::Other(None)),
        ];
        assert_eq!(
            said(Language::Nb.words(), &told),
            [
                "Planen «Oppvekstplan» er slettet for godt.",
                "Kari Fjell har slettet planen «Beredskap» for godt.",
                "En administrator har slettet planen «Uten tittel» for godt.",
            ]
        );
    }
}
