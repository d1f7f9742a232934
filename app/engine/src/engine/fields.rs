//! Texts open for typing. A batch is applied as soon as it comes and confirmed when it is durable; what others do between
//! those two is held back, since the page counts it on top of the confirmed batch.

use super::{
    Engine, keys,
    stored::Typed,
    writer::{Batched, Then, Write},
};
use crate::messages::{About, BatchId, Command, DocumentRef, Event, Problem};
use samvev_documents::{
    document::{Heads, Intent, Value},
    plan::{Plan, PlanField, PlanIntent},
    text::{Delta, FieldSession, RichText, Side},
};
use std::collections::{BTreeMap, VecDeque};

/// A text that is open.
pub(super) struct Field {
    session: FieldSession,
    /// Where the document stood at the revisions that the page was told of and may still build on.
    told: BTreeMap<u64, Heads>,
    /// Batches applied and not durable, and what others did after each: told in this order.
    waiting: VecDeque<Waiting>,
    /// Batches of this field that the store remembers as applied.
    remembered: VecDeque<BatchId>,
}

/// How many of a field's batches the store remembers. The page has one in flight and forgets a batch when it is confirmed,
/// so that no more than the last two can come again.
const REMEMBERED: usize = 3;

impl Field {
    /// The page is told of one more revision.
    fn tell(&mut self, heads: Heads) {
        let next = self
            .told
            .last_key_value()
            .map_or(0, |(revision, _)| revision + 1);
        self.told.insert(next, heads);
    }

    /// A batch as it must be applied now, and where the document stood that it was typed on.
    fn submit(&mut self, revision: u64, delta: &Delta) -> Option<(Heads, Delta)> {
        let base = self.told.get(&revision)?.clone();
        let moved = self.session.submit(revision, delta).ok()?;
        // The page has one batch in flight, so it builds on no older revision again.
        self.session.seen_by_all(revision);
        self.told.retain(|told, _| *told >= revision);
        Some((base, moved))
    }
}

enum Waiting {
    Batch(BatchId, Heads),
    Others(Delta, Heads),
}

/// The words of a text of a plan, as a field shows them. `None`: there is no such text.
pub(super) fn text_of(plan: &Plan, field: PlanField) -> Option<String> {
    let chapters = &plan.chapters;
    let text: Option<&RichText> = match field {
        PlanField::Title => Some(&plan.title),
        PlanField::ChapterHeading(id) => chapters
            .iter()
            .find(|chapter| chapter.id == id)
            .map(|one| &one.heading),
        PlanField::ChapterText(id) => chapters
            .iter()
            .find(|chapter| chapter.id == id)
            .map(|one| &one.text),
        PlanField::Goal(id) => chapters
            .iter()
            .flat_map(|chapter| &chapter.goals)
            .find(|goal| goal.id == id)
            .map(|goal| &goal.text),
        PlanField::ColumnHeading(id) => {
            let mut columns = chapters.iter().flat_map(|chapter| &chapter.columns);
            columns
                .find(|column| column.id == id)
                .map(|column| &column.heading)
        }
        PlanField::Cell { action, column } => {
            let chapter = chapters.iter().find(|chapter| {
                chapter.columns.iter().any(|one| one.id == column)
                    && chapter.actions.iter().any(|one| one.id == action)
            })?;
            let row = chapter.actions.iter().find(|one| one.id == action)?;
            // A cell that nobody has written in is empty.
            return Some(
                row.cells
                    .get(&column)
                    .map(RichText::to_plain)
                    .unwrap_or_default(),
            );
        }
    };
    text.map(RichText::to_plain)
}

impl Engine {
    pub(super) fn open_field(
        &mut self,
        of: DocumentRef,
        field: PlanField,
        opening: u32,
        since: Heads,
        batch: Option<BatchId>,
    ) {
        let again = || Command::OpenField {
            document: of,
            field,
            opening,
            since: since.clone(),
            batch,
        };
        if !self.in_document(of, again) {
            return;
        }
        let Some(heads) = self.live_mut(of).map(|live| live.document.heads()) else {
            return;
        };
        let others = self.others_since(of, field, batch, &since, &heads);
        let Some(live) = self.live_mut(of) else {
            return;
        };
        let text = match &live.value {
            Some(Value::Plan(plan)) => text_of(plan, field),
            _ => None,
        };
        let Some(text) = text else {
            self.field_failed(of, field, Problem::DoesNotFit);
            return;
        };
        let session = FieldSession::new();
        let revision = session.revision();
        let told = BTreeMap::from([(revision, heads.clone())]);
        live.fields.insert(
            field,
            Field {
                session,
                told,
                waiting: VecDeque::new(),
                remembered: VecDeque::new(),
            },
        );
        self.tell(Event::FieldOpened {
            document: of,
            field,
            opening,
            revision,
            text,
            heads,
            others,
        });
    }

    /// What others did to a text since a page heard of it, on top of the batch that the page had in flight then.
    fn others_since(
        &self,
        of: DocumentRef,
        field: PlanField,
        batch: Option<BatchId>,
        since: &Heads,
        now: &Heads,
    ) -> Option<Delta> {
        // A page that has heard of nothing builds on nothing that could be told apart.
        if since.0.is_empty() {
            return None;
        }
        let document = &self.live(of)?.document;
        let between = |from: &Heads, to: &Heads| document.text_delta(&field, from, to).ok();
        let Some(batch) = batch else {
            return between(since, now);
        };
        let typed = self.replays.applied(batch)?;
        let in_flight = typed
            .delta
            .transform(&between(&typed.base, since)?, Side::Second);
        let unheard = between(since, &typed.before)?.transform(&in_flight, Side::First);
        Some(unheard.compose(&between(&typed.after, now)?))
    }

    fn field_failed(&mut self, of: DocumentRef, field: PlanField, problem: Problem) {
        self.tell(Event::FieldFailed {
            document: of,
            field,
        });
        self.problem(About::Document(of), problem);
    }

    pub(super) fn close_field(&mut self, of: DocumentRef, field: PlanField) {
        if let Some(live) = self.live_mut(of) {
            live.fields.remove(&field);
        }
    }

    pub(super) fn edit_field(
        &mut self,
        of: DocumentRef,
        field: PlanField,
        batch: BatchId,
        revision: u64,
        delta: Delta,
    ) {
        let again = || Command::EditField {
            document: of,
            field,
            batch,
            revision,
            delta: delta.clone(),
        };
        if !self.in_document(of, again) {
            return;
        }
        let Some(live) = self.live_mut(of) else {
            return;
        };
        let open = live.fields.get_mut(&field);
        let Some((base, moved)) = open.and_then(|open| open.submit(revision, &delta)) else {
            self.problem(About::Document(of), Problem::DoesNotFit);
            return;
        };
        let refused = moved.clone();
        let intent = Intent::Plan(PlanIntent::EditText {
            field,
            delta: moved,
        });
        let outcome = self.perform(of, Some(field), |document, at| document.apply(&intent, at));
        let mut performed = match outcome {
            Ok(Some(performed)) => performed,
            Ok(None) => {
                // Nothing to store: it is as safe as it was.
                let Some(live) = self.live_mut(of) else {
                    return;
                };
                let heads = live.document.heads();
                if let Some(open) = live.fields.get_mut(&field) {
                    open.waiting.push_back(Waiting::Batch(batch, heads));
                }
                self.confirm(of, field, batch);
                return;
            }
            Err(problem) => {
                self.close_field(of, field);
                self.field_failed(of, field, problem);
                self.tell_refused(of, field, &refused);
                return;
            }
        };
        let Some(live) = self.live_mut(of) else {
            return;
        };
        let mut forgotten = None;
        if let Some(open) = live.fields.get_mut(&field) {
            open.waiting
                .push_back(Waiting::Batch(batch, performed.after.clone()));
            open.remembered.push_back(batch);
            if open.remembered.len() > REMEMBERED {
                forgotten = open.remembered.pop_front();
            }
        }
        let typed = Typed {
            base,
            before: performed.before.clone(),
            after: performed.after.clone(),
            delta,
        };
        let batched = Batched {
            id: batch,
            typed,
            inverse: performed.inverse.clone(),
        };
        let confirm = Then::Confirm {
            document: of,
            field,
            batch,
        };
        let forgotten = forgotten.map(|old| (keys::batch(of, old), None));
        let write = Write {
            batched: Some((of, batched)),
            puts: forgotten.into_iter().collect(),
            then: vec![confirm],
            ..Self::act_of(of, &performed)
        };
        self.remember(of, &mut performed, Some(field));
        self.write(write);
    }

    /// What was typed cannot be written any longer: the page is told what the text would be with it.
    fn tell_refused(&mut self, of: DocumentRef, field: PlanField, typed: &Delta) {
        let value = self.live(of).and_then(|live| live.value.as_ref());
        let text = match value {
            Some(Value::Plan(plan)) => text_of(plan, field),
            _ => None,
        };
        if let Some(words) = text.and_then(|text| typed.apply(&text).ok()) {
            let texts = vec![(field, words)];
            self.tell(Event::CameTooLate {
                document: of,
                texts,
            });
        }
    }

    /// A batch is durable: the page is told, and then of what others did after it.
    pub(super) fn confirm(&mut self, of: DocumentRef, field: PlanField, batch: BatchId) {
        let mut heads = None;
        let mut others = Vec::new();
        if let Some(live) = self.live_mut(of)
            && let Some(open) = live.fields.get_mut(&field)
            && matches!(open.waiting.front(), Some(Waiting::Batch(first, _)) if *first == batch)
        {
            while let Some(next) = open.waiting.pop_front() {
                match next {
                    Waiting::Batch(_, at) if heads.is_none() => {
                        open.tell(at.clone());
                        heads = Some(at);
                    }
                    Waiting::Batch(..) => {
                        open.waiting.push_front(next);
                        break;
                    }
                    Waiting::Others(delta, at) => {
                        open.tell(at.clone());
                        others.push((delta, at));
                    }
                }
            }
        }
        // A field that is closed has no revisions to keep, but the page's journal waits for the word.
        let heads = heads
            .or_else(|| self.live_mut(of).map(|live| live.document.heads()))
            .unwrap_or_default();
        self.tell(Event::FieldConfirmed {
            document: of,
            field,
            batch,
            heads,
        });
        for (delta, heads) in others {
            self.tell(Event::FieldChanged {
                document: of,
                field,
                delta,
                heads,
            });
        }
    }

    /// Others, or undo, changed a text that is open.
    pub(super) fn field_changed(
        &mut self,
        of: DocumentRef,
        field: PlanField,
        delta: Delta,
        heads: Heads,
    ) {
        let Some(open) = self
            .live_mut(of)
            .and_then(|live| live.fields.get_mut(&field))
        else {
            return;
        };
        open.session.advanced(delta.clone());
        if !open.waiting.is_empty() {
            open.waiting.push_back(Waiting::Others(delta, heads));
            return;
        }
        open.tell(heads.clone());
        self.tell(Event::FieldChanged {
            document: of,
            field,
            delta,
            heads,
        });
    }
}
