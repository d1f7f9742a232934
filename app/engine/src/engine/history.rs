//! What can be undone in a document: this tab's own acts, newest last.

use super::{Engine, documents::Performed};
use crate::messages::{About, Command, DocumentRef, Event};
use samvev_documents::{
    document::{Applied, Inverse},
    plan::PlanField,
};

/// Most steps that are kept.
const MOST: usize = 200;
/// Typing in one text without a longer pause than this, in milliseconds, is undone at once.
const PAUSE: u64 = 2_000;

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Back,
    Forth,
}

/// What is undone at once.
struct Step {
    /// In the order they were done.
    inverses: Vec<Inverse>,
    field: Option<PlanField>,
    at: u64,
}

#[derive(Default)]
pub(super) struct History {
    back: Vec<Step>,
    forth: Vec<Step>,
}

impl History {
    /// Remembers an act. Typing that goes on joins the step before it.
    fn remember(&mut self, inverse: Inverse, field: Option<PlanField>, at: u64) {
        let goes_on = |step: &&mut Step| {
            field.is_some()
                && step.field == field
                && at.saturating_sub(step.at) < PAUSE
                && self.forth.is_empty()
        };
        match self.back.last_mut().filter(goes_on) {
            Some(step) => {
                step.inverses.push(inverse);
                step.at = at;
            }
            None => self.back.push(Step {
                inverses: vec![inverse],
                field,
                at,
            }),
        }
        self.forth.clear();
        if self.back.len() > MOST {
            self.back.remove(0);
        }
    }

    pub(super) fn event(&self, document: DocumentRef) -> Event {
        Event::History {
            document,
            undo: !self.back.is_empty(),
            redo: !self.forth.is_empty(),
        }
    }
}

impl Engine {
    pub(super) fn remember(
        &mut self,
        of: DocumentRef,
        performed: &mut Performed,
        field: Option<PlanField>,
    ) {
        let Some(inverse) = performed.inverse.take() else {
            return;
        };
        let now = self.now;
        let Some(live) = self.live_mut(of) else {
            return;
        };
        let was = live.history.event(of);
        live.history.remember(inverse, field, now);
        let is = live.history.event(of);
        if is != was {
            self.tell(is);
        }
    }

    pub(super) fn undo(&mut self, of: DocumentRef, way: Way) {
        let command = || match way {
            Way::Back => Command::Undo(of),
            Way::Forth => Command::Redo(of),
        };
        if !self.in_document(of, command) {
            return;
        }
        let Some(live) = self.live_mut(of) else {
            return;
        };
        let steps = match way {
            Way::Back => &mut live.history.back,
            Way::Forth => &mut live.history.forth,
        };
        let Some(step) = steps.pop() else { return };
        let mut inverses = Vec::new();
        let outcome = self.perform(of, None, |document, at| {
            let mut patches = Vec::new();
            for inverse in step.inverses.iter().rev() {
                // What others have taken away meanwhile cannot be undone; the rest can.
                let Ok(applied) = document.undo(inverse, at) else {
                    continue;
                };
                inverses.extend(applied.inverse);
                patches.extend(applied.patches);
            }
            Ok(Applied {
                inverse: None,
                patches,
            })
        });
        let now = self.now;
        match outcome {
            Ok(Some(performed)) => {
                let write = Self::act_of(of, &performed);
                self.write(write);
                if let Some(live) = self.live_mut(of)
                    && !inverses.is_empty()
                {
                    // Not to be joined by typing that follows.
                    let other = Step {
                        inverses,
                        field: None,
                        at: now,
                    };
                    match way {
                        Way::Back => live.history.forth.push(other),
                        Way::Forth => live.history.back.push(other),
                    }
                }
            }
            Ok(None) => {}
            Err(problem) => self.problem(About::Document(of), problem),
        }
        if let Some(live) = self.live(of) {
            let event = live.history.event(of);
            self.tell(event);
        }
    }
}
