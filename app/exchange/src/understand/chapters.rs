//! The walk through a file's paragraphs and tables that puts each into a chapter.

use super::{
    Findings, Item,
    contents::Contents,
    goals,
    headings::{self, By, Levels, Place},
    tables::ActionTable,
    words,
};
use crate::source::{OwnRole, Para, Role};
use samvev_documents::{
    id::ItemId,
    plan::{Action, Chapter, Column, Goal, GoalKind, Plan},
    text::RichText,
};

/// Divides the items into chapters. Identifiers are given later, by [`number`].
pub(super) fn divide(
    items: &[Item],
    contents: &Contents,
    own: bool,
    findings: &mut Findings,
) -> Vec<Chapter> {
    let solid: Vec<&Item> = items.iter().filter(|item| !is_spacer(item)).collect();
    let rows = rows_of_headings(&solid);
    let mut levels = Levels::default();
    let mut chapters = Chapters::default();
    for (index, item) in solid.iter().enumerate() {
        let para = match item {
            Item::Actions(table) => {
                chapters.table(table);
                continue;
            }
            Item::Para(para) => para,
        };
        if let Role::Own(role) = para.role {
            chapters.own(role, para, findings);
            continue;
        }
        let at = |index: Option<usize>| match index.and_then(|index| solid.get(index)) {
            Some(Item::Para(para)) => Some(para),
            _ => None,
        };
        let place = Place {
            before: at(index.checked_sub(1)),
            para,
            after: at(Some(index + 1)),
            second_after: at(Some(index + 2)),
            in_a_row: rows.get(index).copied().unwrap_or(0),
            table_follows: matches!(solid.get(index + 1), Some(Item::Actions(_))),
        };
        if let Some(kind) = goals::inline_kind(&para.text())
            && !matches!(para.role, Role::Heading(_) | Role::Title)
        {
            chapters.goal(kind, para, findings);
        } else if let Some((level, by)) = levels.heading(&place, contents, own) {
            findings.headings_by_looks += usize::from(by == By::Looks);
            chapters.heading(level, para, own && by == By::Style);
        } else {
            chapters.words(para, findings);
        }
    }
    for chapter in &mut chapters.done {
        chapter.text = words::rich(std::mem::take(&mut chapter.text.paragraphs));
    }
    chapters.done
}

/// Gives everything in a plan its identifier, in order.
pub(crate) fn number(plan: &mut Plan) {
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        ItemId::nth(next)
    };
    for chapter in &mut plan.chapters {
        chapter.id = fresh();
        chapter.goals.iter_mut().for_each(|goal| goal.id = fresh());
        let columns: Vec<(ItemId, ItemId)> = chapter
            .columns
            .iter_mut()
            .map(|column| {
                let old = std::mem::replace(&mut column.id, fresh());
                (old, column.id)
            })
            .collect();
        for action in &mut chapter.actions {
            action.id = fresh();
            let mut old = std::mem::take(&mut action.cells);
            action.cells = columns
                .iter()
                .map(|(before, now)| {
                    (
                        *now,
                        old.remove(before)
                            .unwrap_or_else(|| RichText::from_plain("")),
                    )
                })
                .collect();
        }
    }
}

/// Blank paragraphs between others say nothing; those of our own writer are text.
fn is_spacer(item: &Item) -> bool {
    matches!(item, Item::Para(para) if para.is_blank() && !para.is_own())
}

/// For each item how many lines that look like headings stand in a row around it.
fn rows_of_headings(items: &[&Item]) -> Vec<usize> {
    let looks: Vec<bool> = items
        .iter()
        .map(|item| matches!(item, Item::Para(para) if headings::stands_out(para)))
        .collect();
    let mut lengths = vec![0; looks.len()];
    let mut start = 0;
    while start < looks.len() {
        let length = looks.iter().skip(start).take_while(|looks| **looks).count();
        for slot in lengths.iter_mut().skip(start).take(length) {
            *slot = length;
        }
        start += length.max(1);
    }
    lengths
}

/// The chapters so far. The last one is still being filled, in the order in which a chapter is drawn: text, goals,
/// table. What comes too late for that begins a chapter without a heading.
#[derive(Default)]
struct Chapters {
    done: Vec<Chapter>,
    /// The kind of goals that a list here would be, and whether one plain sentence would be one too.
    expected: Option<Expected>,
}

#[derive(Clone, Copy)]
struct Expected {
    kind: GoalKind,
    sentence: bool,
    /// Whether a goal has come.
    begun: bool,
}

impl Chapters {
    fn heading(&mut self, level: u8, para: &Para, as_it_is: bool) {
        let line = if as_it_is {
            words::paragraph(&plain(para))
        } else {
            words::headline(para)
        };
        self.begin(
            level,
            RichText {
                paragraphs: vec![line],
            },
        );
        self.expected = goals::heading_kind(&para.text()).map(|kind| Expected {
            kind,
            sentence: goals::is_single(kind),
            begun: false,
        });
    }

    fn begin(&mut self, level: u8, heading: RichText) {
        self.expected = None;
        self.done.push(Chapter {
            id: ItemId::nth(0),
            level: level.clamp(1, 9),
            heading,
            text: RichText::default(),
            goals: Vec::new(),
            columns: Vec::new(),
            actions: Vec::new(),
        });
    }

    /// The last chapter if there is one and `room` says that there is room in it, or a new one without a heading.
    fn chapter(&mut self, room: impl Fn(&Chapter) -> bool) -> Option<&mut Chapter> {
        if !self.done.last().is_some_and(&room) {
            let level = self.done.last().map_or(1, |chapter| chapter.level);
            let expected = self.expected;
            self.begin(level, RichText::from_plain(""));
            self.expected = expected;
        }
        self.done.last_mut()
    }

    /// A paragraph that is neither a heading nor a goal by itself.
    fn words(&mut self, para: &Para, findings: &mut Findings) {
        if let Some(mut expected) = self.expected {
            let listed = para.list.is_some() || words::starts_with_number(para.text().trim());
            if listed
                || (expected.sentence && !expected.begun && !para.text().trim_end().ends_with(':'))
            {
                let deeper = para.list.is_some_and(|item| item.level > 0);
                let kind = if deeper && expected.begun {
                    GoalKind::Sub
                } else {
                    expected.kind
                };
                expected.begun = true;
                self.goal(kind, para, findings);
                self.expected = Some(expected);
                return;
            }
            // An introduction may stand between the heading and the list, but nothing may stand in the list.
            if expected.begun || !para.text().trim_end().ends_with(':') {
                self.expected = None;
            }
        }
        self.text(para);
    }

    fn text(&mut self, para: &Para) {
        let paragraph = words::paragraph(para);
        if let Some(chapter) =
            self.chapter(|chapter| chapter.goals.is_empty() && chapter.columns.is_empty())
        {
            chapter.text.paragraphs.push(paragraph);
        }
    }

    fn goal(&mut self, kind: GoalKind, para: &Para, findings: &mut Findings) {
        findings.goals += 1;
        let paragraph = words::paragraph(&plain(para));
        if let Some(chapter) = self.chapter(|chapter| chapter.columns.is_empty()) {
            chapter.goals.push(Goal {
                id: ItemId::nth(0),
                text: RichText {
                    paragraphs: vec![paragraph],
                },
                kind,
            });
        }
    }

    fn table(&mut self, table: &ActionTable) {
        self.expected = None;
        let columns: Vec<Column> = (1..)
            .zip(&table.columns)
            .map(|(id, (heading, meaning))| Column {
                id: ItemId::nth(id),
                heading: heading.clone(),
                meaning: *meaning,
            })
            .collect();
        let actions = table
            .rows
            .iter()
            .map(|cells| Action {
                id: ItemId::nth(0),
                cells: columns
                    .iter()
                    .map(|column| column.id)
                    .zip(cells.iter().cloned())
                    .collect(),
            })
            .collect();
        if let Some(chapter) = self.chapter(|chapter| chapter.columns.is_empty()) {
            chapter.columns = columns;
            chapter.actions = actions;
        }
    }

    /// A paragraph whose style is our own says exactly what it is.
    fn own(&mut self, role: OwnRole, para: &Para, findings: &mut Findings) {
        self.expected = None;
        match role {
            OwnRole::Text
            | OwnRole::Quote
            | OwnRole::InnerHeading(_)
            | OwnRole::Column(_)
            | OwnRole::Leftover => {
                self.text(para);
            }
            OwnRole::Goal(kind) => self.goal(kind, para, findings),
            OwnRole::GoalContinued => match self
                .done
                .last_mut()
                .and_then(|chapter| chapter.goals.last_mut())
            {
                Some(goal) => goal.text.paragraphs.push(words::paragraph(para)),
                None => self.text(para),
            },
            OwnRole::ChapterStart(level) => {
                self.begin(level, words::rich(vec![words::headline(para)]))
            }
        }
    }
}

/// The paragraph without its place in a list or its role.
fn plain(para: &Para) -> Para {
    Para {
        role: Role::Body,
        list: None,
        ..para.clone()
    }
}
