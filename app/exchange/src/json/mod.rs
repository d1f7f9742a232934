//! A plan as one JSON object, for other programs and for tests.
//!
//! The texts in it are plain: paragraphs parted by `\n`, no bullets. What plain text cannot say (bullets, bold, links,
//! footnotes) stands beside it under `form`, so that an object gives back the plan it was made of. Keys are only ever
//! added.

mod form;

use crate::{Understood, understand::meaning_of};
pub use form::{Form, Marked};
use samvev_documents::{
    id::ItemId,
    plan::{Action, Chapter, Column, ColumnMeaning, Goal, GoalKind, Plan},
    text::{Paragraph, ParagraphKind, RichText},
};
use serde::{Deserialize, Serialize};

/// A plan and what a file held beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanObject {
    /// What it is called.
    pub title: String,
    /// What `title` does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_form: Option<Form>,
    /// The goals of all sections, in order.
    pub goals: Vec<GoalObject>,
    /// The chapters, in order.
    pub sections: Vec<SectionObject>,
    /// The rows of all tables of actions, in order.
    pub actions: Vec<ActionObject>,
    /// Words of the file that stand nowhere else here.
    pub leftover: Vec<String>,
}

/// A goal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalObject {
    /// Its words.
    pub text: String,
    /// What kind: `unspecified`, `main`, `overall`, `strategic` or `sub`.
    pub kind: GoalKind,
    /// Which section it stands in, from 0.
    pub section: Option<usize>,
    /// What `text` does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
}

/// A chapter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionObject {
    /// Its heading; empty where the words go on without one.
    pub heading: String,
    /// How deep, from 1.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// The columns of its table of actions, in order; none where it has no table.
    pub columns: Vec<ColumnObject>,
    /// What `heading` does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading_form: Option<Form>,
    /// What `text` does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
}

/// A column of a table of actions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnObject {
    /// Its heading, as written.
    pub heading: String,
    /// What it holds: `action`, `services`, `responsible`, `time`, `cost` or `other`.
    pub meaning: ColumnMeaning,
    /// What `heading` does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
}

/// A row of a table of actions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionObject {
    /// The first line with words of its column of actions.
    pub title: String,
    /// The rest of that column.
    pub description: String,
    /// The services involved, one each.
    pub services: Vec<String>,
    /// Who is responsible, as written.
    pub responsible: String,
    /// When, as written.
    pub time: String,
    /// What it costs, as written.
    pub cost: String,
    /// Every cell under its column's heading, in order. This is what counts; what stands above is drawn from it.
    pub cells: Vec<CellObject>,
    /// Which section its table stands in, from 0.
    pub section: Option<usize>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CellObject {
    /// Its column's heading.
    pub heading: String,
    /// Its words.
    pub text: String,
    /// What `text` does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
}

impl From<&Understood> for PlanObject {
    fn from(understood: &Understood) -> Self {
        Self {
            leftover: understood.leftover.clone(),
            ..Self::from(&understood.plan)
        }
    }
}

impl From<&Plan> for PlanObject {
    fn from(plan: &Plan) -> Self {
        let mut object = Self {
            title: plan.title.to_plain(),
            title_form: Form::of(&plan.title),
            ..Self::default()
        };
        for (index, chapter) in plan.chapters.iter().enumerate() {
            object.sections.push(SectionObject {
                heading: chapter.heading.to_plain(),
                level: chapter.level,
                text: chapter.text.to_plain(),
                columns: chapter.columns.iter().map(ColumnObject::from).collect(),
                heading_form: Form::of(&chapter.heading),
                form: Form::of(&chapter.text),
            });
            object
                .goals
                .extend(chapter.goals.iter().map(|goal| GoalObject {
                    text: goal.text.to_plain(),
                    kind: goal.kind,
                    section: Some(index),
                    form: Form::of(&goal.text),
                }));
            let actions = chapter
                .actions
                .iter()
                .map(|action| action_object(action, &chapter.columns, index));
            object.actions.extend(actions);
        }
        object
    }
}

impl From<&Column> for ColumnObject {
    fn from(column: &Column) -> Self {
        Self {
            heading: column.heading.to_plain(),
            meaning: column.meaning,
            form: Form::of(&column.heading),
        }
    }
}

fn action_object(action: &Action, columns: &[Column], section: usize) -> ActionObject {
    let nothing = RichText::from_plain("");
    let cell = |column: &Column| action.cells.get(&column.id).unwrap_or(&nothing);
    let with = |meaning| {
        columns
            .iter()
            .find(|column| column.meaning == meaning)
            .map(cell)
    };
    let plain = |meaning| with(meaning).map(RichText::to_plain).unwrap_or_default();
    let (title, description) = first_line(&plain(ColumnMeaning::Action));
    ActionObject {
        title,
        description,
        services: with(ColumnMeaning::Services)
            .map(services)
            .unwrap_or_default(),
        responsible: plain(ColumnMeaning::Responsible),
        time: plain(ColumnMeaning::Time),
        cost: plain(ColumnMeaning::Cost),
        cells: columns
            .iter()
            .map(|column| CellObject {
                heading: column.heading.to_plain(),
                text: cell(column).to_plain(),
                form: Form::of(cell(column)),
            })
            .collect(),
        section: Some(section),
    }
}

/// The first line with words, and what comes after it.
fn first_line(text: &str) -> (String, String) {
    let mut lines = text.split('\n').skip_while(|line| line.trim().is_empty());
    let title = lines.next().unwrap_or_default().trim().to_owned();
    let rest: Vec<&str> = lines.collect();
    (title, rest.join("\n").trim().to_owned())
}

/// One service a line; a line that goes on after a bullet («… for barn / og unge») belongs to it.
fn services(cell: &RichText) -> Vec<String> {
    let mut services: Vec<String> = Vec::new();
    let mut open = false;
    for paragraph in &cell.paragraphs {
        let text: String = paragraph.runs.iter().map(|run| run.text.as_str()).collect();
        for (line, words) in text.split('\n').map(str::trim).enumerate() {
            let goes_on = open
                && (line > 0 || paragraph.kind == ParagraphKind::Plain)
                && words.chars().next().is_some_and(char::is_lowercase);
            match services.last_mut() {
                Some(last) if goes_on => {
                    last.push(' ');
                    last.push_str(words);
                }
                _ if words.is_empty() => open = false,
                _ => services.push(words.to_owned()),
            }
        }
        open = !text.trim().is_empty() && (open || is_listed(paragraph));
    }
    services
}

fn is_listed(paragraph: &Paragraph) -> bool {
    matches!(
        paragraph.kind,
        ParagraphKind::Bullet(_) | ParagraphKind::Numbered(_)
    )
}

impl PlanObject {
    /// The plan that this object describes, with new identifiers. An object made by hand may leave most keys out: what
    /// has no section is put where it fits, and an action without cells is made of its other keys.
    pub fn to_plan(&self) -> Plan {
        let mut plan = Plan {
            title: form::rich(&self.title, self.title_form.as_ref()),
            chapters: self.sections.iter().map(chapter).collect(),
            removed: Vec::new(),
        };
        for goal in &self.goals {
            let section = self.section_for(goal.section, |section| !section.heading.is_empty());
            if let Some(chapter) = chapter_at(&mut plan, section) {
                chapter.goals.push(Goal {
                    id: ItemId::nth(0),
                    text: form::rich(&goal.text, goal.form.as_ref()),
                    kind: goal.kind,
                });
            }
        }
        for action in &self.actions {
            let section = self.section_for(action.section, |section| !section.columns.is_empty());
            if let Some(chapter) = chapter_at(&mut plan, section) {
                add_action(chapter, action);
            }
        }
        crate::understand::number(&mut plan);
        plan
    }

    /// The section a goal or an action belongs to: the one it names, else the first that suits it, else the last.
    fn section_for(&self, named: Option<usize>, suits: impl Fn(&SectionObject) -> bool) -> usize {
        named
            .filter(|index| *index < self.sections.len())
            .or_else(|| self.sections.iter().position(suits))
            .unwrap_or(self.sections.len().saturating_sub(1))
    }
}

fn chapter(section: &SectionObject) -> Chapter {
    Chapter {
        id: ItemId::nth(0),
        level: section.level.max(1),
        heading: form::rich(&section.heading, section.heading_form.as_ref()),
        text: form::rich(&section.text, section.form.as_ref()),
        goals: Vec::new(),
        columns: (1..)
            .zip(&section.columns)
            .map(|(id, column)| Column {
                id: ItemId::nth(id),
                heading: form::rich(&column.heading, column.form.as_ref()),
                meaning: column.meaning,
            })
            .collect(),
        actions: Vec::new(),
    }
}

/// A plan's chapter, or its last, or a first one.
fn chapter_at(plan: &mut Plan, index: usize) -> Option<&mut Chapter> {
    if plan.chapters.is_empty() {
        plan.chapters.push(chapter(&SectionObject::default()));
    }
    let index = index.min(plan.chapters.len() - 1);
    plan.chapters.get_mut(index)
}

fn add_action(chapter: &mut Chapter, action: &ActionObject) {
    let made;
    let cells = if action.cells.is_empty() {
        made = cells_of_keys(action);
        &made
    } else {
        &action.cells
    };
    if chapter.columns.is_empty() {
        let mut seen: Vec<ColumnMeaning> = Vec::new();
        for (id, cell) in (1..).zip(cells) {
            let meaning = Some(meaning_of(&cell.heading))
                .filter(|meaning| !seen.contains(meaning))
                .unwrap_or_default();
            seen.push(meaning);
            chapter.columns.push(Column {
                id: ItemId::nth(id),
                heading: form::rich(&cell.heading, None),
                meaning,
            });
        }
    }
    // Headings may be alike, so cells go by their place where the headings agree, and else by heading.
    let headings: Vec<String> = chapter
        .columns
        .iter()
        .map(|column| column.heading.to_plain())
        .collect();
    let in_order = cells.len() <= headings.len()
        && cells
            .iter()
            .zip(&headings)
            .all(|(cell, heading)| cell.heading == *heading);
    let mut placed: Vec<(ItemId, RichText)> = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let at = if in_order {
            Some(index)
        } else {
            headings.iter().position(|heading| *heading == cell.heading)
        };
        let column = match at.and_then(|at| chapter.columns.get(at)) {
            Some(column) => column.id,
            None => {
                let id = ItemId::nth(1 + chapter.columns.len() as u64);
                chapter.columns.push(Column {
                    id,
                    heading: form::rich(&cell.heading, None),
                    meaning: ColumnMeaning::Other,
                });
                id
            }
        };
        placed.push((column, form::rich(&cell.text, cell.form.as_ref())));
    }
    chapter.actions.push(Action {
        id: ItemId::nth(0),
        cells: placed.into_iter().collect(),
    });
}

/// The cells of an action that only has the keys drawn from them.
fn cells_of_keys(action: &ActionObject) -> Vec<CellObject> {
    let described = if action.description.is_empty() {
        action.title.clone()
    } else {
        format!("{}\n{}", action.title, action.description)
    };
    [
        ("Aktivitet", described),
        ("Involverte tjenester", action.services.join("\n")),
        ("Ansvarlig", action.responsible.clone()),
        ("Tidspunkt", action.time.clone()),
        ("Kostnad", action.cost.clone()),
    ]
    .into_iter()
    .map(|(heading, text)| CellObject {
        heading: heading.to_owned(),
        text,
        form: None,
    })
    .collect()
}
