//! The things of a plan as the page holds them: their identifiers, and signals for what can change.

use leptos::prelude::*;
use samvev_documents::{
    id::ItemId,
    plan::{ColumnMeaning, GoalKind},
    text::RichText,
};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::{Arc, PoisonError, RwLock},
};

/// A text on the page.
pub type Text = ArcRwSignal<RichText>;

/// A chapter on the page. Cloning it gives another handle on the same signals.
#[derive(Clone)]
pub struct ShownChapter {
    /// Its identifier.
    pub id: ItemId,
    /// How deep, from 1.
    pub level: ArcRwSignal<u8>,
    /// Its heading.
    pub heading: Text,
    /// Its words.
    pub text: Text,
    /// Its goals, in order.
    pub goals: ArcRwSignal<Vec<ShownGoal>>,
    /// The columns of its table, in order.
    pub columns: ArcRwSignal<Vec<ShownColumn>>,
    /// The rows of its table, in order.
    pub actions: ArcRwSignal<Vec<ShownAction>>,
    /// The empty row at the end: becomes an action when somebody types in it.
    pub draft: ArcRwSignal<ShownAction>,
}

/// A goal on the page.
#[derive(Clone)]
pub struct ShownGoal {
    /// Its identifier.
    pub id: ItemId,
    /// Its words.
    pub text: Text,
    /// What kind.
    pub kind: ArcRwSignal<GoalKind>,
}

/// A column on the page.
#[derive(Clone)]
pub struct ShownColumn {
    /// Its identifier.
    pub id: ItemId,
    /// Its heading.
    pub heading: Text,
    /// What stands in it.
    pub meaning: ColumnMeaning,
}

/// A row on the page. Its cells' signals are made when they are first asked for: a long plan is drawn little by little.
#[derive(Clone)]
pub struct ShownAction {
    /// Its identifier.
    pub id: ItemId,
    cells: StoredCells,
}

type StoredCells = Arc<RwLock<BTreeMap<ItemId, Cell>>>;

/// What stands in a column.
enum Cell {
    /// Nobody has asked for it yet.
    Unasked(RichText),
    /// It is drawn, or is being drawn.
    Asked(Text),
}

impl Cell {
    fn set(&mut self, now: &RichText) {
        match self {
            Self::Unasked(text) => text.clone_from(now),
            Self::Asked(text) => set(text, now),
        }
    }

    fn ask(&mut self) -> Text {
        match self {
            Self::Asked(text) => text.clone(),
            Self::Unasked(words) => {
                let text = ArcRwSignal::new(std::mem::take(words));
                *self = Self::Asked(text.clone());
                text
            }
        }
    }
}

impl ShownAction {
    /// A row with these cells.
    pub fn new(id: ItemId, cells: &BTreeMap<ItemId, RichText>) -> Self {
        let cells = cells
            .iter()
            .map(|(column, text)| (*column, Cell::Unasked(text.clone())))
            .collect();
        Self {
            id,
            cells: Arc::new(RwLock::new(cells)),
        }
    }

    /// The cells are now these.
    pub fn replace(&self, now: &BTreeMap<ItemId, RichText>) {
        let mut cells = self.cells.write().unwrap_or_else(PoisonError::into_inner);
        for (_, cell) in cells
            .iter_mut()
            .filter(|(column, _)| !now.contains_key(column))
        {
            cell.set(&RichText::default());
        }
        for (column, text) in now {
            match cells.entry(*column) {
                Entry::Occupied(mut cell) => cell.get_mut().set(text),
                Entry::Vacant(place) => {
                    place.insert(Cell::Unasked(text.clone()));
                }
            }
        }
    }

    /// What stands in a column.
    pub fn cell(&self, column: ItemId) -> Text {
        let mut cells = self.cells.write().unwrap_or_else(PoisonError::into_inner);
        cells
            .entry(column)
            .or_insert_with(|| Cell::Unasked(RichText::default()))
            .ask()
    }
}

/// A signal for a text.
pub fn signal(text: &RichText) -> Text {
    ArcRwSignal::new(text.clone())
}

/// A text that is as it was is not drawn again.
pub fn set(signal: &Text, text: &RichText) {
    if *signal.read_untracked() != *text {
        signal.set(text.clone());
    }
}

/// A list that is as it was is not drawn again.
pub fn set_list<T: Listed + Clone + Send + Sync + 'static>(
    signal: &ArcRwSignal<Vec<T>>,
    now: Vec<T>,
) {
    let same = {
        let before = signal.read_untracked();
        before.len() == now.len()
            && before
                .iter()
                .zip(&now)
                .all(|(before, now)| before.is_same(now))
    };
    if !same {
        signal.set(now);
    }
}

/// What stands in a list on the page.
pub trait Listed {
    /// Whether both are the same thing, drawn alike.
    fn is_same(&self, other: &Self) -> bool;
}

impl Listed for ShownChapter {
    fn is_same(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Listed for ShownGoal {
    fn is_same(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Listed for ShownColumn {
    fn is_same(&self, other: &Self) -> bool {
        self.id == other.id && self.meaning == other.meaning
    }
}

impl Listed for ShownAction {
    fn is_same(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// A value that is as it was is not drawn again.
pub fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: T) {
    if *signal.read_untracked() != value {
        signal.set(value);
    }
}
