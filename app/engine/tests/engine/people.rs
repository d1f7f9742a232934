//! What people do in the tests, in words.

use crate::world::{TabId, World};
use samvev_documents::{
    directory::PartyKind,
    document::{Heads, Intent, Value},
    id::ItemId,
    plan::{
        Action, Chapter, Column, ColumnMeaning, Goal, GoalKind, Place, Plan, PlanField, PlanIntent,
    },
    text::RichText,
};
use samvev_engine::messages::{Command, DocumentRef, Event, PartyChoice};
use samvev_protocol::{bodies::Role, ids::SpaceId};
use std::collections::BTreeMap;

pub const CHAPTER: ItemId = ItemId::nth(1);
pub const GOAL: ItemId = ItemId::nth(2);
pub const ACTIVITY: ItemId = ItemId::nth(3);
pub const TIME: ItemId = ItemId::nth(4);
pub const ROW: ItemId = ItemId::nth(5);
pub const CELL: PlanField = PlanField::Cell {
    action: ROW,
    column: ACTIVITY,
};

/// A short plan with one of each.
pub fn plan() -> Value {
    let column = |id, heading, meaning| Column {
        id,
        heading: RichText::from_plain(heading),
        meaning,
    };
    let cells = BTreeMap::from([
        (
            ACTIVITY,
            RichText::from_plain("Felles kurs for ansatte i skole og barnehage"),
        ),
        (TIME, RichText::from_plain("Høst 2027")),
    ]);
    Value::Plan(Plan {
        title: RichText::from_plain("Plan for trygge oppvekstmiljø"),
        chapters: vec![Chapter {
            id: CHAPTER,
            level: 1,
            heading: RichText::from_plain("Tiltak"),
            text: RichText::from_plain("Kommunene arbeider sammen om dette."),
            goals: vec![Goal {
                id: GOAL,
                text: RichText::from_plain("Alle barn har en voksen å gå til"),
                kind: GoalKind::Main,
            }],
            columns: vec![
                column(ACTIVITY, "Aktivitet", ColumnMeaning::Action),
                column(TIME, "Tid", ColumnMeaning::Time),
            ],
            actions: vec![Action { id: ROW, cells }],
        }],
        removed: Vec::new(),
    })
}

impl World {
    /// Somebody makes a plan and looks at it.
    pub fn makes_plan(&mut self, tab: TabId) -> DocumentRef {
        self.command(
            tab,
            Command::Create {
                space: None,
                value: plan(),
            },
        );
        self.pass(1_000);
        let document = *self.page(tab).created.last().expect("a plan is made");
        self.opens(tab, document);
        document
    }

    pub fn opens(&mut self, tab: TabId, document: DocumentRef) {
        self.command(tab, Command::Open(document));
        self.pass(1_000);
    }

    pub fn opens_field(&mut self, tab: TabId, document: DocumentRef, field: PlanField) {
        self.command(
            tab,
            Command::OpenField {
                document,
                field,
                opening: 1,
                since: Heads::default(),
                batch: None,
            },
        );
        self.pass(200);
    }

    /// Types `words` at a place of an open text.
    pub fn types(
        &mut self,
        tab: TabId,
        document: DocumentRef,
        field: PlanField,
        at: usize,
        words: &str,
    ) {
        let shown: Vec<u16> = self
            .page(tab)
            .shows(document, field)
            .encode_utf16()
            .collect();
        let at = at.min(shown.len());
        let (before, after) = shown.split_at(at);
        let text: Vec<u16> = before
            .iter()
            .copied()
            .chain(words.encode_utf16())
            .chain(after.iter().copied())
            .collect();
        let caret = at + words.encode_utf16().count();
        let text = String::from_utf16(&text).unwrap();
        if let Some(command) = self.page_mut(tab).types(document, field, &text, caret) {
            self.command(tab, command);
        }
    }

    /// Types at the end of an open text.
    pub fn types_on(&mut self, tab: TabId, document: DocumentRef, field: PlanField, words: &str) {
        self.types(tab, document, field, usize::MAX, words);
    }

    pub fn adds_row(&mut self, tab: TabId, document: DocumentRef, number: u64) -> ItemId {
        let id = ItemId::nth(number);
        let intent = PlanIntent::AddAction {
            id,
            chapter: CHAPTER,
            place: Place::Last,
        };
        self.command(
            tab,
            Command::Act {
                document,
                intent: Intent::Plan(intent),
            },
        );
        id
    }

    pub fn introduces(&mut self, tab: TabId, space: SpaceId, name: &str, party: &str) {
        let party = PartyChoice::New {
            name: party.to_owned(),
            kind: PartyKind::Municipality,
        };
        self.command(
            tab,
            Command::Introduce {
                space,
                name: name.to_owned(),
                party,
            },
        );
    }

    /// Shares a space at a relay and makes a link to it.
    pub fn invites(&mut self, tab: TabId, space: SpaceId, relay: &str) -> String {
        self.invites_as(tab, space, relay, Role::Editor)
    }

    /// Shares a space at a relay and makes a link to it that gives a role.
    pub fn invites_as(&mut self, tab: TabId, space: SpaceId, relay: &str, role: Role) -> String {
        self.introduces(tab, space, "Ingrid Moen", "Tynnset kommune");
        self.command(
            tab,
            Command::Share {
                space,
                relay: relay.to_owned(),
            },
        );
        self.pass(1_000);
        self.command(
            tab,
            Command::Invite {
                space,
                role,
                uses: 5,
                days: 7,
            },
        );
        self.pass(1_000);
        let fragment = self.page(tab).fragments.last().expect("a link is made");
        format!("https://samvev.example.no/#{fragment}")
    }

    /// Looks at a link and joins by it.
    pub fn joins(&mut self, tab: TabId, link: &str, name: &str, party: &str) -> SpaceId {
        self.command(
            tab,
            Command::Inspect {
                link: link.to_owned(),
            },
        );
        self.pass(2_000);
        let Some(Event::Invitation { space, .. }) = self.page(tab).invitations.last() else {
            panic!("no invitation: {:?}", self.page(tab).problems);
        };
        let space = *space;
        let party = PartyChoice::New {
            name: party.to_owned(),
            kind: PartyKind::Municipality,
        };
        let before = self.page(tab).joined.len();
        self.command(
            tab,
            Command::Join {
                space,
                name: name.to_owned(),
                party,
            },
        );
        self.pass(3_000);
        assert_eq!(
            self.page(tab).joined.get(before..),
            Some(&[space][..]),
            "{:?}",
            self.page(tab).problems
        );
        space
    }

    /// Two people with one plan open, online, through a relay.
    pub fn two_with_a_plan(&mut self, relay: &str) -> (TabId, TabId, DocumentRef) {
        let (one, other) = (self.person(), self.person());
        let document = self.makes_plan(one);
        let link = self.invites(one, document.space, relay);
        self.joins(other, &link, "Even Solbakken", "Rendal kommune");
        self.opens(other, document);
        assert!(
            self.page(other).live.contains(&document),
            "the plan has come"
        );
        (one, other, document)
    }

    /// What a plan's text says in a tab.
    pub fn text(&self, tab: TabId, document: DocumentRef, field: PlanField) -> String {
        let plan = self.page(tab).plan(document);
        match field {
            PlanField::Title => plan.title.to_plain(),
            PlanField::ChapterText(_) => plan.chapters[0].text.to_plain(),
            PlanField::Cell { action, column } => {
                let row = plan.chapters[0]
                    .actions
                    .iter()
                    .find(|row| row.id == action)
                    .expect("the row is there");
                row.cells
                    .get(&column)
                    .map(RichText::to_plain)
                    .unwrap_or_default()
            }
            _ => panic!("not asked for in these tests"),
        }
    }

    /// Asserts that tabs show the same plan, in the page and in every text that is open.
    pub fn agree(&self, tabs: &[TabId], document: DocumentRef) {
        let first = self.page(tabs[0]).plan(document);
        for tab in tabs {
            let page = self.page(*tab);
            assert_eq!(page.plan(document), first, "tab {tab} shows another plan");
            for ((of, field), open) in page.fields.iter().filter(|((of, _), _)| *of == document) {
                assert!(
                    open.replica.is_settled(),
                    "tab {tab} has unconfirmed typing"
                );
                assert_eq!(
                    open.replica.text(),
                    self.text(*tab, *of, *field),
                    "tab {tab}, {field:?}"
                );
            }
        }
    }
}
