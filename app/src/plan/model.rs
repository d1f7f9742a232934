//! The plan as the page draws it: the engine's value with a signal for every text and every list, so that a patch draws
//! again only what it changed. [`Shown::apply`] is the counterpart of `PlanPatch::apply_to` for signals.

use super::shown::{
    ShownAction, ShownChapter, ShownColumn, ShownGoal, Text, set, set_if_new, set_list, signal,
};
use leptos::prelude::*;
use samvev_documents::{
    id::ItemId,
    plan::{Action, Chapter, Column, Goal, Plan, PlanField, PlanPatch, Removed},
};
use std::collections::{BTreeMap, HashMap};

/// The plan on the page.
pub struct Shown {
    /// Its title.
    pub title: Text,
    /// Its chapters, in order.
    pub chapters: ArcRwSignal<Vec<ShownChapter>>,
    /// What was removed, newest first.
    pub bin: ArcRwSignal<Vec<Removed>>,
    known: HashMap<ItemId, Known>,
    fresh: fn() -> ItemId,
}

/// What an identifier names.
#[derive(Clone)]
enum Known {
    Chapter(ShownChapter),
    Goal(ShownGoal),
    Column(ShownColumn),
    Action(ShownAction),
}

impl Shown {
    /// A plan to draw. `fresh` makes identifiers for the empty rows.
    pub fn new(plan: &Plan, fresh: fn() -> ItemId) -> Self {
        let mut shown = Self {
            title: signal(&plan.title),
            chapters: ArcRwSignal::new(Vec::new()),
            bin: ArcRwSignal::new(plan.removed.clone()),
            known: HashMap::new(),
            fresh,
        };
        let chapters = plan
            .chapters
            .iter()
            .map(|chapter| shown.chapter(chapter))
            .collect();
        set_list(&shown.chapters, chapters);
        shown
    }

    /// Brings what is drawn up to date. A patch that names what is not there is passed over.
    pub fn apply(&mut self, patch: &PlanPatch) {
        match patch {
            PlanPatch::Text { field, text, .. } => {
                if let Some(signal) = self.text(*field) {
                    set(&signal, text);
                }
            }
            PlanPatch::Chapters { order, added } => {
                added.iter().for_each(|chapter| {
                    self.chapter(chapter);
                });
                let now = self.in_order(order, |known| match known {
                    Known::Chapter(chapter) => Some(chapter.clone()),
                    _ => None,
                });
                set_list(&self.chapters, now);
            }
            PlanPatch::ChapterLevel { id, level } => {
                if let Some(Known::Chapter(chapter)) = self.known.get(id) {
                    chapter.level.set(*level);
                }
            }
            PlanPatch::Goals {
                chapter,
                order,
                added,
            } => {
                added.iter().for_each(|goal| {
                    self.goal(goal);
                });
                let now = self.in_order(order, |known| match known {
                    Known::Goal(goal) => Some(goal.clone()),
                    _ => None,
                });
                if let Some(Known::Chapter(chapter)) = self.known.get(chapter) {
                    set_list(&chapter.goals, now);
                }
            }
            PlanPatch::Columns {
                chapter,
                order,
                added,
            } => {
                added.iter().for_each(|column| {
                    self.column(column);
                });
                let now = self.in_order(order, |known| match known {
                    Known::Column(column) => Some(column.clone()),
                    _ => None,
                });
                if let Some(Known::Chapter(chapter)) = self.known.get(chapter) {
                    set_list(&chapter.columns, now);
                }
            }
            PlanPatch::Actions {
                chapter,
                order,
                added,
            } => {
                added.iter().for_each(|action| {
                    self.action(action);
                });
                let now = self.in_order(order, |known| match known {
                    Known::Action(action) => Some(action.clone()),
                    _ => None,
                });
                if let Some(Known::Chapter(chapter)) = self.known.get(chapter).cloned() {
                    self.replace_draft(&chapter, order);
                    set_list(&chapter.actions, now);
                }
            }
            PlanPatch::Bin(removed) => self.bin.set(removed.clone()),
            PlanPatch::Whole(plan) => self.replace(plan),
        }
    }

    /// The whole plan anew; what is known keeps its signals, so that what is open stays open.
    pub fn replace(&mut self, plan: &Plan) {
        set(&self.title, &plan.title);
        self.bin.set(plan.removed.clone());
        let chapters = plan
            .chapters
            .iter()
            .map(|chapter| self.chapter(chapter))
            .collect();
        set_list(&self.chapters, chapters);
    }

    /// The text of a field, if it is on the page.
    pub fn text(&self, field: PlanField) -> Option<Text> {
        match (field, self.named(field)) {
            (PlanField::Title, _) => Some(self.title.clone()),
            (PlanField::ChapterHeading(_), Some(Known::Chapter(chapter))) => {
                Some(chapter.heading.clone())
            }
            (PlanField::ChapterText(_), Some(Known::Chapter(chapter))) => {
                Some(chapter.text.clone())
            }
            (PlanField::Goal(_), Some(Known::Goal(goal))) => Some(goal.text.clone()),
            (PlanField::ColumnHeading(_), Some(Known::Column(column))) => {
                Some(column.heading.clone())
            }
            (PlanField::Cell { column, .. }, Some(Known::Action(action))) => {
                Some(action.cell(column))
            }
            _ => None,
        }
    }

    fn named(&self, field: PlanField) -> Option<&Known> {
        match field {
            PlanField::Title => None,
            PlanField::ChapterHeading(id) | PlanField::ChapterText(id) => self.known.get(&id),
            PlanField::Goal(id) | PlanField::ColumnHeading(id) => self.known.get(&id),
            PlanField::Cell { action, .. } => self.known.get(&action),
        }
    }

    fn in_order<T>(&self, order: &[ItemId], pick: impl Fn(&Known) -> Option<T>) -> Vec<T> {
        order
            .iter()
            .filter_map(|id| pick(self.known.get(id)?))
            .collect()
    }

    fn chapter(&mut self, chapter: &Chapter) -> ShownChapter {
        let goals = chapter.goals.iter().map(|goal| self.goal(goal)).collect();
        let columns = chapter
            .columns
            .iter()
            .map(|column| self.column(column))
            .collect();
        let actions = chapter
            .actions
            .iter()
            .map(|action| self.action(action))
            .collect();
        if let Some(Known::Chapter(shown)) = self.known.get(&chapter.id).cloned() {
            set_if_new(&shown.level, chapter.level);
            set(&shown.heading, &chapter.heading);
            set(&shown.text, &chapter.text);
            set_list(&shown.goals, goals);
            set_list(&shown.columns, columns);
            let order: Vec<ItemId> = chapter.actions.iter().map(|action| action.id).collect();
            self.replace_draft(&shown, &order);
            set_list(&shown.actions, actions);
            return shown;
        }
        let draft = self.new_draft();
        let shown = ShownChapter {
            id: chapter.id,
            level: ArcRwSignal::new(chapter.level),
            heading: signal(&chapter.heading),
            text: signal(&chapter.text),
            goals: ArcRwSignal::new(goals),
            columns: ArcRwSignal::new(columns),
            actions: ArcRwSignal::new(actions),
            draft: ArcRwSignal::new(draft),
        };
        self.known.insert(chapter.id, Known::Chapter(shown.clone()));
        shown
    }

    fn goal(&mut self, goal: &Goal) -> ShownGoal {
        if let Some(Known::Goal(shown)) = self.known.get(&goal.id) {
            set(&shown.text, &goal.text);
            set_if_new(&shown.kind, goal.kind);
            return shown.clone();
        }
        let shown = ShownGoal {
            id: goal.id,
            text: signal(&goal.text),
            kind: ArcRwSignal::new(goal.kind),
        };
        self.known.insert(goal.id, Known::Goal(shown.clone()));
        shown
    }

    fn column(&mut self, column: &Column) -> ShownColumn {
        if let Some(Known::Column(shown)) = self.known.get_mut(&column.id) {
            set(&shown.heading, &column.heading);
            shown.meaning = column.meaning;
            return shown.clone();
        }
        let shown = ShownColumn {
            id: column.id,
            heading: signal(&column.heading),
            meaning: column.meaning,
        };
        self.known.insert(column.id, Known::Column(shown.clone()));
        shown
    }

    fn action(&mut self, action: &Action) -> ShownAction {
        if let Some(Known::Action(shown)) = self.known.get(&action.id) {
            shown.replace(&action.cells);
            return shown.clone();
        }
        let shown = ShownAction::new(action.id, &action.cells);
        self.known.insert(action.id, Known::Action(shown.clone()));
        shown
    }

    fn new_draft(&mut self) -> ShownAction {
        let draft = ShownAction::new((self.fresh)(), &BTreeMap::new());
        self.known.insert(draft.id, Known::Action(draft.clone()));
        draft
    }

    /// The empty row has become an action: another takes its place.
    fn replace_draft(&mut self, chapter: &ShownChapter, order: &[ItemId]) {
        let draft = chapter.draft.read_untracked().id;
        if order.contains(&draft) {
            let draft = self.new_draft();
            chapter.draft.set(draft);
        }
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
