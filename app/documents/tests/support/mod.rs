//! People with the same plan on different devices.
#![allow(dead_code)] // each test file uses some of it

use samvev_documents::{
    document::{Document, DocumentKind, Heads, Intent, Inverse, Patch, Value},
    id::ItemId,
    plan::{
        Action, Chapter, Column, ColumnMeaning, Goal, GoalKind, Place, Plan, PlanField, PlanIntent,
    },
    text::{Delta, Marks, Paragraph, ParagraphKind, RichText, Run},
};

pub fn id(n: u64) -> ItemId {
    ItemId::nth(n)
}

/// A device with the plan open, and the page beside it that knows the plan from patches alone.
pub struct Peer {
    pub document: Document,
    page: Plan,
    clock: i64,
}

impl Peer {
    fn new(document: Document) -> Self {
        let Value::Plan(page) = document.value().unwrap() else {
            panic!("no plan");
        };
        Self {
            document,
            page,
            clock: 0,
        }
    }

    pub fn create(plan: &Plan, actor: u8) -> Self {
        Self::new(Document::create(&Value::Plan(plan.clone()), &[actor; 16], 0).unwrap())
    }

    pub fn empty(actor: u8) -> Self {
        Self::new(Document::empty(DocumentKind::Plan, &[actor; 16]))
    }

    /// Another device that has the same.
    pub fn join(&mut self, actor: u8) -> Self {
        let saved = self.document.save();
        Self::new(Document::load(DocumentKind::Plan, Some(&saved), &[], &[actor; 16]).unwrap())
    }

    /// What the page shows, which must be what the document holds.
    pub fn plan(&self) -> Plan {
        let value = self.document.value().unwrap();
        assert_eq!(
            value,
            Value::Plan(self.page.clone()),
            "the page is not up to date"
        );
        self.page.clone()
    }

    pub fn watch(&mut self, patches: &[Patch]) {
        for patch in patches {
            let Patch::Plan(patch) = patch else {
                panic!("{patch:?}");
            };
            patch.apply_to(&mut self.page);
        }
    }

    pub fn act(&mut self, intent: PlanIntent) -> Option<Inverse> {
        self.clock += 1;
        let applied = self
            .document
            .apply(&Intent::Plan(intent.clone()), self.clock)
            .unwrap_or_else(|error| panic!("{intent:?}: {error}"));
        self.watch(&applied.patches);
        applied.inverse
    }

    pub fn undo(&mut self, inverse: &Inverse) -> Option<Inverse> {
        self.clock += 1;
        let applied = self.document.undo(inverse, self.clock).unwrap();
        self.watch(&applied.patches);
        applied.inverse
    }

    pub fn type_in(
        &mut self,
        field: PlanField,
        at: usize,
        delete: usize,
        words: &str,
    ) -> Option<Inverse> {
        let delta = Delta::splice(at, delete, words);
        self.act(PlanIntent::EditText { field, delta })
    }

    /// A field's words as the page shows them.
    pub fn text(&self, field: PlanField) -> RichText {
        text_in(&self.plan(), field)
    }

    /// Takes in all that another has; gives the patches.
    pub fn pull(&mut self, other: &mut Self) -> Vec<Patch> {
        let all = other.document.changes_since(&Heads::default());
        let patches = self.document.receive(&[all]).unwrap();
        self.watch(&patches);
        patches
    }
}

/// Everybody gets everything.
pub fn share(peers: &mut [&mut Peer]) {
    let all: Vec<_> = peers
        .iter_mut()
        .map(|peer| peer.document.changes_since(&Heads::default()))
        .collect();
    for peer in peers {
        let patches = peer.document.receive(&all).unwrap();
        peer.watch(&patches);
    }
}

pub fn text_in(plan: &Plan, field: PlanField) -> RichText {
    let chapters = plan.chapters.iter();
    match field {
        PlanField::Title => Some(&plan.title),
        PlanField::ChapterHeading(id) => chapters
            .into_iter()
            .find(|c| c.id == id)
            .map(|c| &c.heading),
        PlanField::ChapterText(id) => chapters.into_iter().find(|c| c.id == id).map(|c| &c.text),
        PlanField::Goal(id) => chapters
            .flat_map(|c| &c.goals)
            .find(|g| g.id == id)
            .map(|g| &g.text),
        PlanField::ColumnHeading(id) => chapters
            .flat_map(|c| &c.columns)
            .find(|c| c.id == id)
            .map(|c| &c.heading),
        PlanField::Cell { action, column } => chapters
            .flat_map(|c| &c.actions)
            .find(|a| a.id == action)
            .and_then(|a| a.cells.get(&column)),
    }
    .cloned()
    .unwrap_or_default()
}

pub fn column(n: u64, chapter: u64, heading: &str) -> PlanIntent {
    PlanIntent::AddColumn {
        id: id(n),
        chapter: id(chapter),
        place: Place::Last,
        meaning: ColumnMeaning::Other,
        heading: heading.into(),
    }
}

fn paragraph(kind: ParagraphKind, words: &str) -> Paragraph {
    Paragraph {
        kind,
        runs: Run::plain(words),
    }
}

/// A small plan with a bit of everything.
pub fn sample() -> Plan {
    let marked = Paragraph {
        kind: ParagraphKind::Numbered(1),
        runs: vec![
            Run {
                text: "Se ".into(),
                marks: Marks {
                    italic: true,
                    ..Marks::default()
                },
            },
            Run {
                text: "rettleiaren".into(),
                marks: Marks {
                    bold: true,
                    link: Some("https://eksempel.no/rettleiar".into()),
                    ..Marks::default()
                },
            },
            Run {
                text: " først.".into(),
                marks: Marks {
                    footnote: Some("Utgåva frå i fjor 😀".into()),
                    ..Marks::default()
                },
            },
        ],
    };
    let columns: Vec<Column> = [
        (20, "Tiltak", ColumnMeaning::Action),
        (21, "Ansvarlig", ColumnMeaning::Responsible),
        (22, "Tid", ColumnMeaning::Time),
    ]
    .into_iter()
    .map(|(n, heading, meaning)| Column {
        id: id(n),
        heading: RichText::from_plain(heading),
        meaning,
    })
    .collect();
    let row = |n: u64, cells: &[(u64, &str)]| Action {
        id: id(n),
        cells: cells
            .iter()
            .map(|(column, words)| (id(*column), RichText::from_plain(words)))
            .collect(),
    };
    Plan {
        title: RichText::from_plain("Plan for rehabilitering i Fjellregionen"),
        chapters: vec![
            Chapter {
                id: id(1),
                level: 1,
                heading: RichText::from_plain("Hvorfor en plan"),
                text: RichText::from_plain("Vi vil hjelpe flere hjem.\nOg tidligere."),
                goals: vec![
                    Goal {
                        id: id(10),
                        text: RichText::from_plain("Flere mestrer hverdagen"),
                        kind: GoalKind::Main,
                    },
                    Goal {
                        id: id(11),
                        text: RichText::from_plain("Færre venter"),
                        kind: GoalKind::Unspecified,
                    },
                ],
                columns: vec![],
                actions: vec![],
            },
            Chapter {
                id: id(2),
                level: 2,
                heading: RichText::from_plain("Tiltak"),
                text: RichText {
                    paragraphs: vec![
                        paragraph(ParagraphKind::Plain, "Slik går vi fram:"),
                        paragraph(ParagraphKind::Bullet(0), "Kartlegge i kommunane"),
                        marked,
                        paragraph(ParagraphKind::Quote, ""),
                    ],
                },
                goals: vec![],
                columns,
                actions: vec![
                    row(
                        30,
                        &[
                            (20, "Opplæring i team\nTo dager"),
                            (21, "Leder"),
                            (22, "Høst"),
                        ],
                    ),
                    row(31, &[(20, "Felles rutine")]),
                    row(32, &[]),
                ],
            },
        ],
        removed: vec![],
    }
}
