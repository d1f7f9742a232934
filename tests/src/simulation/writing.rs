//! Writing in the plan: words, and rows that come, move and go.

use super::{
    device::{ProfileId, TabId},
    ledger::{Deed, MARK},
    page,
    people::{ACTIVITY, CHAPTER, GOAL, ROW, rows},
    world::World,
};
use samvev_documents::{
    document::Intent,
    id::ItemId,
    plan::{Place, PlanField, PlanIntent},
};
use samvev_engine::messages::{Command, DocumentRef};

impl World {
    pub(super) fn acts(&mut self, tab: TabId, document: DocumentRef, intent: PlanIntent) {
        self.trace
            .line(self.now, || format!("tab {tab}: {intent:?}"));
        let intent = Intent::Plan(intent);
        self.command(tab, Command::Act { document, intent });
    }

    pub(super) fn some_row(&mut self, tab: TabId, document: DocumentRef) -> Option<ItemId> {
        let rows = rows(self.tabs.get(&tab)?.page.plan(document)?);
        self.chance.pick(&rows)
    }

    pub(super) fn somewhere(&mut self, tab: TabId, document: DocumentRef) -> Place {
        match self.some_row(tab, document) {
            Some(row) if self.chance.one_in(2) => Place::After(row),
            _ if self.chance.one_in(2) => Place::First,
            _ => Place::Last,
        }
    }

    /// Types a word in a text, at its beginning, its end, or after another word.
    pub(super) fn types(&mut self, profile: ProfileId, tab: TabId, document: DocumentRef) {
        let row = self.some_row(tab, document);
        let cell = |action| PlanField::Cell {
            action,
            column: ACTIVITY,
        };
        let mut fields = vec![
            PlanField::Title,
            PlanField::ChapterText(CHAPTER),
            PlanField::ChapterText(CHAPTER),
            PlanField::Goal(GOAL),
            cell(ROW),
        ];
        fields.extend(row.map(cell));
        let Some(field) = self.chance.pick(&fields) else {
            return;
        };
        let open = self
            .tabs
            .get(&tab)
            .and_then(|tab| tab.page.fields.get(&field));
        let Some(shown) = open.map(|open| open.replica.text().to_owned()) else {
            self.command(tab, page::open(document, field));
            return;
        };
        let mut places: Vec<usize> = shown.match_indices('.').map(|(at, _)| at + 1).collect();
        places.extend([0, shown.len(), shown.len()]);
        let at = self.chance.pick(&places).unwrap_or_default();
        let (before, after) = shown.split_at(at);
        let word = self.ledger.word();
        let caret = before.encode_utf16().count() + word.encode_utf16().count();
        let text = format!("{before}{word}{after}");
        self.trace
            .line(self.now, || format!("tab {tab} types {word} in {field:?}"));
        let id = self.ledger.note(tab, profile, Deed::Word(word, field));
        self.changes_text(tab, document, field, (&text, caret), vec![id]);
    }

    /// Takes a word out of an open text.
    pub(super) fn deletes_word(&mut self, tab: TabId, document: DocumentRef) {
        let Some(fields) = self.tabs.get(&tab).map(|tab| &tab.page.fields) else {
            return;
        };
        let mut words = Vec::new();
        for (field, open) in fields {
            let text = open.replica.text();
            let split = text.split_inclusive('.').filter(|word| is_word(word));
            words.extend(split.map(|word| (*field, text.to_owned(), word.to_owned())));
        }
        let Some((field, text, word)) = self.chance.pick(&words) else {
            return;
        };
        let Some((before, after)) = text.split_once(word.as_str()) else {
            return;
        };
        self.trace
            .line(self.now, || format!("tab {tab} takes out {word}"));
        self.ledger.word_taken(&word);
        let caret = before.encode_utf16().count();
        let text = format!("{before}{after}");
        self.changes_text(tab, document, field, (&text, caret), Vec::new());
    }

    fn changes_text(
        &mut self,
        tab: TabId,
        document: DocumentRef,
        field: PlanField,
        (text, caret): (&str, usize),
        words: Vec<usize>,
    ) {
        let page = self.tabs.get_mut(&tab).map(|tab| &mut tab.page);
        let command = page.and_then(|page| page.types(document, field, text, caret, words));
        if let Some(command) = command {
            self.command(tab, command);
        }
    }
}

/// Whether this is a word that somebody typed.
fn is_word(word: &str) -> bool {
    let number = word
        .strip_prefix(MARK)
        .and_then(|rest| rest.strip_suffix('.'));
    number
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|one| one.is_ascii_digit()))
}
