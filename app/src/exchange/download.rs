//! «Hent som Word»: the plan as it stands, as a file on this machine.

use super::{failure::Failure, word::WordWorker};
use crate::{
    engine::use_engine,
    languages::{Words, use_words},
};
use js_sys::{Array, Uint8Array};
use leptos::{prelude::*, task::spawn_local};
use samvev_documents::{document::Value, plan::Plan};
use samvev_engine::messages::DocumentRef;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Longest file name before its ending, in characters: short enough for every file system and case file.
const LONGEST: usize = 80;

/// How far a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Download {
    /// None.
    None,
    /// Being written.
    Writing,
    /// It could not be made.
    Failed(Failure),
}

/// Downloads of plans. A copy in any component, by [`use_download`].
#[derive(Clone, Copy)]
pub struct Downloads {
    /// How far the last one is.
    pub state: RwSignal<Download>,
    worker: StoredValue<WordWorker, LocalStorage>,
}

/// Gives all below a place for downloads.
pub fn provide_download() {
    provide_context(Downloads {
        state: RwSignal::new(Download::None),
        worker: StoredValue::new_local(WordWorker::default()),
    });
}

/// Downloads. Only below the shell, which provides them.
pub fn use_download() -> Downloads {
    expect_context::<Downloads>()
}

impl Downloads {
    /// Writes an open plan as Word and hands it to the browser.
    pub fn begin(self, document: DocumentRef) {
        let words = use_words().now();
        let Some(Value::Plan(plan)) = use_engine().value(document) else {
            return;
        };
        if self.state.get_untracked() == Download::Writing {
            return;
        }
        self.state.set(Download::Writing);
        spawn_local(async move {
            let written = self.worker.get_value().write(&plan).await;
            let handed = written.and_then(|bytes| {
                hand_over(&bytes, &name(&plan, words), KIND).ok_or(Some(Failure::NotWritten))
            });
            self.state.set(match handed {
                Ok(()) | Err(None) => Download::None,
                Err(Some(failure)) => Download::Failed(failure),
            });
        });
    }
}

/// The file's name: the plan's title without what file systems will not have.
fn name(plan: &Plan, words: &Words) -> String {
    let title = plan.title.to_plain();
    let allowed = |letter: char| !letter.is_control() && !r#"\/:*?"<>|"#.contains(letter);
    let title: String = title
        .chars()
        .map(|letter| if allowed(letter) { letter } else { ' ' })
        .collect();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.chars().take(LONGEST).collect();
    let title = title.trim_matches(|letter: char| letter == '.' || letter.is_whitespace());
    format!(
        "{}.docx",
        if title.is_empty() {
            words.exchange.file_name
        } else {
            title
        }
    )
}

/// Hands a file of this name and kind to the browser. `None` where it does not take it.
pub fn hand_over(bytes: &[u8], name: &str, kind: &str) -> Option<()> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken the file by the time it looks at its next task.
    set_timeout(
        move || Url::revoke_object_url(&address).unwrap_or_default(),
        core::time::Duration::from_secs(30),
    );
    Some(())
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )]
    use super::*;
    use crate::languages::Language;
    use samvev_documents::text::RichText;

    fn named(title: &str) -> String {
        let plan = Plan {
            title: RichText::from_plain(title),
            ..Plan::default()
        };
        name(&plan, Language::Nb.words())
    }

    #[test]
    fn a_file_is_called_as_its_plan() {
        assert_eq!(
            named("Kompetanseplan 2026–2029"),
            "Kompetanseplan 2026–2029.docx"
        );
        assert_eq!(
            named("Plan: helse/omsorg\nutkast?"),
            "Plan helse omsorg utkast.docx"
        );
        assert_eq!(named("..."), "Plan.docx");
        assert_eq!(named(""), "Plan.docx");
        assert!(named(&"å".repeat(500)).chars().count() < 90);
    }
}
