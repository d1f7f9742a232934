//! A new plan's document from a value: all things and words in bulk, then the markers in the texts.

use super::{Plan, PlanField, RemovedKind, schema};
use crate::{
    document::{DocumentError, ENCODING, root},
    id::ItemId,
    position,
    text::{RichText, edit},
};
use automerge::{
    ROOT, hydrate,
    transaction::{Transactable, Transaction},
};
use std::collections::{BTreeSet, HashMap};

/// What a document is made from: its objects, and the texts that wait for their markers.
struct Draft<'a> {
    things: HashMap<RemovedKind, HashMap<String, hydrate::Value>>,
    texts: Vec<(PlanField, &'a RichText)>,
    known: BTreeSet<(RemovedKind, ItemId)>,
}

type Entries = Vec<(&'static str, hydrate::Value)>;

fn map(entries: impl IntoIterator<Item = (String, hydrate::Value)>) -> hydrate::Value {
    let entries: HashMap<String, hydrate::Value> = entries.into_iter().collect();
    hydrate::Value::Map(entries.into())
}

impl<'a> Draft<'a> {
    /// The bare words of a text. Its paragraphs stand one after the other until the markers part them.
    fn words(&mut self, field: PlanField, rich: &'a RichText) -> hydrate::Value {
        self.texts.push((field, rich));
        let words: String = rich
            .paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.runs)
            .map(|run| run.text.as_str())
            .collect();
        hydrate::Value::text(ENCODING, &words)
    }

    fn put(
        &mut self,
        kind: RemovedKind,
        id: ItemId,
        position: String,
        chapter: Option<ItemId>,
        entries: Entries,
    ) -> Result<(), DocumentError> {
        if !self.known.insert((kind, id)) {
            return Err(DocumentError::DoesNotFit);
        }
        let chapter = chapter.map(|id| (schema::CHAPTER, hydrate::Value::scalar(id.to_string())));
        let thing = entries
            .into_iter()
            .chain(chapter)
            .chain([(schema::POSITION, hydrate::Value::scalar(position))])
            .map(|(key, value)| (key.to_owned(), value));
        self.things
            .entry(kind)
            .or_default()
            .insert(id.to_string(), map(thing));
        Ok(())
    }
}

/// Writes a plan into an empty document. What the value has in its bin is left out.
///
/// # Errors
/// [`DocumentError::DoesNotFit`] if two things have one identifier, or a cell names no column of its table.
pub(crate) fn write(tx: &mut Transaction<'_>, plan: &Plan) -> Result<(), DocumentError> {
    let mut draft = Draft {
        things: HashMap::new(),
        texts: Vec::new(),
        known: BTreeSet::new(),
    };
    let title = draft.words(PlanField::Title, &plan.title);
    let named = |key, name: Option<&str>| Some((key, hydrate::Value::scalar(name?)));
    for (chapter, place) in plan
        .chapters
        .iter()
        .zip(position::evenly(plan.chapters.len()))
    {
        let entries = vec![
            (
                schema::LEVEL,
                hydrate::Value::scalar(u64::from(chapter.level)),
            ),
            (
                schema::HEADING,
                draft.words(PlanField::ChapterHeading(chapter.id), &chapter.heading),
            ),
            (
                schema::TEXT,
                draft.words(PlanField::ChapterText(chapter.id), &chapter.text),
            ),
        ];
        draft.put(RemovedKind::Chapter, chapter.id, place, None, entries)?;
        let inside = Some(chapter.id);
        for (goal, place) in chapter
            .goals
            .iter()
            .zip(position::evenly(chapter.goals.len()))
        {
            let words = draft.words(PlanField::Goal(goal.id), &goal.text);
            let entries = [(schema::TEXT, words)]
                .into_iter()
                .chain(named(schema::KIND, schema::goal_kind_name(goal.kind)))
                .collect();
            draft.put(RemovedKind::Goal, goal.id, place, inside, entries)?;
        }
        for (column, place) in chapter
            .columns
            .iter()
            .zip(position::evenly(chapter.columns.len()))
        {
            let words = draft.words(PlanField::ColumnHeading(column.id), &column.heading);
            let entries = [(schema::HEADING, words)]
                .into_iter()
                .chain(named(schema::MEANING, schema::meaning_name(column.meaning)))
                .collect();
            draft.put(RemovedKind::Column, column.id, place, inside, entries)?;
        }
        for (action, place) in chapter
            .actions
            .iter()
            .zip(position::evenly(chapter.actions.len()))
        {
            if !action
                .cells
                .keys()
                .all(|id| chapter.columns.iter().any(|column| column.id == *id))
            {
                return Err(DocumentError::DoesNotFit);
            }
            let cells: Vec<_> = chapter
                .columns
                .iter()
                .map(|column| {
                    let field = PlanField::Cell {
                        action: action.id,
                        column: column.id,
                    };
                    let words = action.cells.get(&column.id).unwrap_or(
                        const {
                            &RichText {
                                paragraphs: Vec::new(),
                            }
                        },
                    );
                    (column.id.to_string(), draft.words(field, words))
                })
                .collect();
            draft.put(
                RemovedKind::Action,
                action.id,
                place,
                inside,
                vec![(schema::CELLS, map(cells))],
            )?;
        }
    }
    let collections: Vec<_> = schema::KINDS
        .into_iter()
        .map(|kind| {
            let things = draft.things.remove(&kind).unwrap_or_default();
            (schema::collection(kind).to_owned(), map(things))
        })
        .collect();
    let hydrate::Value::Map(content) = map(collections.into_iter().chain([
        (root::KIND.to_owned(), hydrate::Value::scalar(root::PLAN)),
        (
            root::SCHEMA.to_owned(),
            hydrate::Value::scalar(root::VERSION),
        ),
        (schema::TITLE.to_owned(), title),
    ])) else {
        return Err(DocumentError::DoesNotFit);
    };
    tx.init_root_from_hydrate(&content)?;
    dress(tx, &draft.texts)
}

/// Puts the markers and marks into the texts, finding each in one walk through the document.
fn dress(tx: &mut Transaction<'_>, texts: &[(PlanField, &RichText)]) -> Result<(), DocumentError> {
    // Fields of one thing follow each other, so its object is looked up once.
    let mut last = None;
    for (field, rich) in texts {
        let owner = schema::owner(*field);
        let object = match &last {
            Some((known, object)) if *known == owner => Some(object),
            _ => None,
        };
        let object = match (object, owner) {
            (Some(object), _) => automerge::ObjId::clone(object),
            (None, None) => ROOT,
            (None, Some((kind, id))) => {
                let thing = schema::item_objects(&*tx, kind, id).into_iter().next();
                let cells = |thing| schema::child(&*tx, &thing, schema::CELLS);
                let object = match kind {
                    RemovedKind::Action => thing.and_then(cells),
                    _ => thing,
                };
                object.ok_or(DocumentError::DoesNotFit)?
            }
        };
        let keys = schema::keys(*field);
        let key = keys.last().ok_or(DocumentError::DoesNotFit)?;
        let text = schema::child(&*tx, &object, key).ok_or(DocumentError::DoesNotFit)?;
        edit::dress(tx, &text, rich)?;
        last = Some((owner, object));
    }
    Ok(())
}
