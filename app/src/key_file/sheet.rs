//! A recovery key on a sheet of paper: the page that is printed, shown once.

use super::use_key_files;
use crate::{
    engine::use_engine,
    frame::{focus_when_shown, host},
    languages::{day, use_words},
    party,
};
use js_sys::Date;
use leptos::{html, prelude::*};
use samvev_engine::messages::{PrintedRows, SpaceSummary};
use samvev_protocol::ids::SpaceId;

/// Most addresses that stand on a sheet.
const ADDRESSES: usize = 3;

/// A key to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The space that it opens.
    pub space: SpaceId,
    /// Its rows.
    pub rows: PrintedRows,
}

/// The sheet, in the place of the page. Nothing where there is none.
#[component]
pub fn KeySheet() -> impl IntoView {
    let files = use_key_files();
    move || {
        files
            .sheet
            .get()
            .map(|sheet| view! { <Printed sheet=sheet /> })
    }
}

#[component]
fn Printed(sheet: Sheet) -> impl IntoView {
    let engine = use_engine();
    let words = use_words();
    let files = use_key_files();
    let heading = NodeRef::<html::H1>::new();
    focus_when_shown(heading);
    let summary = engine.space(sheet.space);
    let concerns = summary.as_ref().map(concerns).unwrap_or_default();
    let party = summary.as_ref().and_then(own_party);
    let addresses = summary.map(|summary| addresses(&summary.directory.relays));
    let addresses = addresses.unwrap_or_default();
    // Whole, and no earlier than this app.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let now = Date::now() as u64;
    let rows = sheet.rows.as_str().lines();
    let rows = rows.map(|row| view! { <li><code>{row.to_owned()}</code></li> });
    let rows = rows.collect_view();
    let how_open = move || {
        words
            .get()
            .printed
            .how_open
            .with(&[("addresses", &addresses)])
    };
    view! {
        <div class="page key-sheet">
            <h1 class="ds-heading" data-size="md" tabindex="-1" node_ref=heading>{move || words.get().recovery.heading}</h1>
            <p>{move || words.get().recovery.lead}</p>
            <dl class="leads-to">
                {(!concerns.is_empty()).then(|| view! {
                    <dt>{move || words.get().printed.concerns}</dt>
                    <dd>{concerns}</dd>
                })}
                {party.map(|party| view! {
                    <dt>{move || words.get().printed.for_party}</dt>
                    <dd>{party}</dd>
                })}
                <dt>{move || words.get().printed.made_on}</dt>
                <dd>{move || day(words.language(), now)}</dd>
            </dl>
            <p class="warning-line">{move || words.get().printed.warning}</p>
            <h2 class="ds-heading" data-size="sm">{move || words.get().printed.key}</h2>
            <ol class="key-rows">{rows}</ol>
            <h2 class="ds-heading" data-size="sm">{move || words.get().printed.how}</h2>
            <ol class="steps">
                <li>{how_open}</li>
                <li>{move || words.get().printed.how_choose}</li>
                <li>{move || words.get().printed.how_type}</li>
                <li>{move || words.get().printed.how_then}</li>
            </ol>
            <p class="not-on-paper">{move || words.get().printed.once}</p>
            <div class="ways-on not-on-paper">
                // Refused where printing is shut off, which the browser says itself.
                <button type="button" class="ds-button" on:click=move |_| window().print().unwrap_or_default()>
                    {move || words.get().printed.print}
                </button>
                <button type="button" class="ds-button" data-variant="secondary" on:click=move |_| files.sheet.set(None)>
                    {move || words.get().printed.done}
                </button>
            </div>
        </div>
    }
}

/// What a space is known by: its name, or else its plans.
fn concerns(summary: &SpaceSummary) -> String {
    if !summary.directory.name.is_empty() {
        return summary.directory.name.clone();
    }
    let titles = summary.documents.iter().map(|one| one.title.as_str());
    let titles: Vec<&str> = titles.filter(|title| !title.is_empty()).collect();
    titles.join(", ")
}

fn own_party(summary: &SpaceSummary) -> Option<String> {
    let me = summary.directory.members.get(&summary.me.to_string())?;
    party::name_of(&summary.directory, Some(&me.party))
}

/// Where the app is opened, by the addresses that its workers are called by.
fn addresses(relays: &[String]) -> String {
    let opened = relays.iter().take(ADDRESSES).map(|relay| {
        let scheme = if relay.starts_with("wss:") {
            "https"
        } else {
            "http"
        };
        format!("{scheme}://{}", host(relay))
    });
    opened.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn a_sheet_says_where_the_app_is_opened() {
        let relays = ["wss://samvev.example.no/ws", "ws://127.0.0.1:8787/ws"].map(str::to_owned);
        assert_eq!(
            addresses(&relays),
            "https://samvev.example.no, http://127.0.0.1:8787"
        );
    }
}
