//! The gate: what comes from others is let into Automerge's document only if it is what our own Automerge could have written there.
//!
//! Automerge 0.12 takes well-formed changes on trust and gives up, in a browser for good, on one that skips a number of its actor,
//! names an object or a letter that does not exist, or begins to count where it should not. A change is therefore judged against
//! what the document has *at the change's own place in history*, so that every member judges alike whatever the order of arrival.
//!
//! The index that this needs is made when something from others comes first, and kept up to date from then on.

use super::root;
use automerge::{
    ActorId, Automerge, Change, ChangeHash, ExpandedChange, ObjType, ScalarValue,
    legacy::{ElementId, Key, ObjectId, Op, OpId, OpType},
};
use std::collections::HashMap;

/// How deep objects may lie in each other: twice what any schema of ours has.
const DEEPEST: u8 = 16;

/// An operation: its counter and its actor's number here.
type Id = (u64, u32);

/// Where an operation writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// A key of a map, by its number here.
    Key(u32),
    /// An element of a list or a text, by the operation that inserted it.
    Element(Id),
}

/// What an operation left that later ones can name.
#[derive(Debug, Clone, Copy)]
struct Left {
    /// `None`: the root.
    object: Option<Id>,
    at: At,
    /// The object it made, and how deep that lies.
    made: Option<(ObjType, u8)>,
    /// The version of the schema that it wrote in the root.
    schema: Option<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    actor: u32,
    sequence: u64,
    last: u64,
}

/// What the gate knows of a document.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// Up to where in the document's history it knows it.
    heads: Vec<ChangeHash>,
    actors: HashMap<ActorId, u32>,
    /// How many actors it has met, those forgotten among them.
    met: u32,
    keys: HashMap<String, u32>,
    changes: HashMap<ChangeHash, Place>,
    taken: HashMap<(u32, u64), ChangeHash>,
    ops: HashMap<Id, Left>,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It may be applied.
    Fits,
    /// It is applied, or let in, already.
    Known,
    /// It leans on one that is missing.
    Waits,
    /// Nobody of ours wrote it.
    Refused,
}

impl Gate {
    /// Gets to know what the document has that the gate has not seen: what was loaded, or written here.
    pub(super) fn catch_up(&mut self, doc: &Automerge) {
        let now = doc.get_heads();
        if now == self.heads {
            return;
        }
        for change in doc.get_changes(&self.heads) {
            if !self.changes.contains_key(&change.hash()) {
                // What the document has, it has; if it were odd, what leans on it would be refused, not it.
                let _ = self.enter(&change, &change.decode());
            }
        }
        self.heads = now;
    }

    /// The document has all that was let in.
    pub(super) fn applied(&mut self, doc: &Automerge) {
        self.heads = doc.get_heads();
    }

    /// Judges a change, and knows it from then on if it fits.
    pub(super) fn judge(&mut self, change: &Change) -> Verdict {
        let hash = change.hash();
        if self.changes.contains_key(&hash) {
            return Verdict::Known;
        }
        let mut highest = 0;
        let mut follows = change.seq() == 1;
        let actor = self.actors.get(change.actor_id()).copied();
        for leaned_on in change.deps() {
            let Some(place) = self.changes.get(leaned_on) else {
                return Verdict::Waits;
            };
            highest = highest.max(place.last);
            follows |=
                Some(place.actor) == actor && place.sequence.checked_add(1) == Some(change.seq());
        }
        let first = change.deps().is_empty();
        let free = actor.is_none_or(|actor| !self.taken.contains_key(&(actor, change.seq())));
        let known = |actor| self.actors.contains_key(actor);
        // A document has one first change, and all else leans on it; each goes on counting where what it leans on ended.
        let fits = follows
            && free
            && first == self.changes.is_empty()
            && change.start_op().get() == highest + 1
            && change.other_actor_ids().iter().all(known);
        if !fits {
            return Verdict::Refused;
        }
        let expanded = change.decode();
        // Written in the one way that Automerge itself writes it: it is written anew whenever the document is saved.
        if Change::from(expanded.clone()).hash() != hash || self.enter(change, &expanded).is_none()
        {
            self.forget(change);
            return Verdict::Refused;
        }
        Verdict::Fits
    }

    /// Takes back that a change was let in.
    pub(super) fn forget(&mut self, change: &Change) {
        self.changes.remove(&change.hash());
        let Some(actor) = self.actors.get(change.actor_id()).copied() else {
            return;
        };
        self.taken.remove(&(actor, change.seq()));
        let first = change.start_op().get();
        for counter in (first..).take(change.len()) {
            self.ops.remove(&(counter, actor));
        }
        if change.seq() == 1 {
            self.actors.remove(change.actor_id());
        }
    }

    /// Enters a change. `None`: one of its operations does not fit.
    fn enter(&mut self, change: &Change, expanded: &ExpandedChange) -> Option<()> {
        let met = &mut self.met;
        let actor = *self
            .actors
            .entry(change.actor_id().clone())
            .or_insert_with(|| {
                *met += 1;
                *met
            });
        self.taken.insert((actor, change.seq()), change.hash());
        let place = Place {
            actor,
            sequence: change.seq(),
            last: change.max_op(),
        };
        self.changes.insert(change.hash(), place);
        let first = change.deps().is_empty();
        let mut begun: Option<&Op> = None;
        for (counter, op) in (change.start_op().get()..).zip(&expanded.operations) {
            let begins = matches!(op.action, OpType::MarkBegin(_));
            let ends = matches!(op.action, OpType::MarkEnd(_));
            // Each mark that begins ends at once, in the same text.
            if ends != begun.is_some() || begun.is_some_and(|begun| begun.obj != op.obj) {
                return None;
            }
            begun = begins.then_some(op);
            if let Some(left) = self.left((counter, actor), op, first)? {
                self.ops.insert((counter, actor), left);
            }
        }
        begun.is_none().then_some(())
    }

    /// What an operation leaves; `None`: it does not fit.
    fn left(&mut self, id: Id, op: &Op, first: bool) -> Option<Option<Left>> {
        let object = self.object(&op.obj)?;
        let (kind, depth) = match object {
            None => (ObjType::Map, 0),
            Some(object) => self.ops.get(&object)?.made?,
        };
        let mut schema = None;
        let at = match (&op.key, kind) {
            (Key::Map(key), ObjType::Map) if !op.insert && !is_mark(op) => {
                if object.is_none() {
                    schema = self.root_key(key, op, first)?;
                }
                let next = u32::try_from(self.keys.len()).ok()?;
                At::Key(*self.keys.entry(key.to_string()).or_insert(next))
            }
            (Key::Seq(element), ObjType::List | ObjType::Text) => {
                let named = self.element(object, element)?;
                let in_text = kind == ObjType::Text;
                let deletes = matches!(op.action, OpType::Delete);
                if op.insert {
                    let nothing = matches!(&op.action, OpType::Put(ScalarValue::Str(words)) if words.is_empty());
                    let other = matches!(&op.action, OpType::Make(made) if *made != ObjType::Map);
                    if deletes
                        || !op.pred.is_empty()
                        || (in_text && (nothing || other))
                        || (!in_text && is_mark(op))
                    {
                        return None;
                    }
                    At::Element(id)
                } else if is_mark(op) || (in_text && !deletes) {
                    return None;
                } else {
                    At::Element(named?)
                }
            }
            _ => return None,
        };
        let mut last: Option<&OpId> = None;
        for before in op.pred.iter() {
            let was = self.ops.get(&self.id(before)?)?;
            let ascends = last.is_none_or(|last| last < before);
            if was.object != object || was.at != at || !ascends {
                return None;
            }
            last = Some(before);
        }
        let made = match &op.action {
            OpType::Delete if op.pred.is_empty() => return None,
            OpType::Delete => return Some(None),
            OpType::Increment(_) | OpType::Make(ObjType::Table) => return None,
            OpType::Make(made) => Some((*made, depth.checked_add(1).filter(|at| *at <= DEEPEST)?)),
            OpType::Put(_) | OpType::MarkBegin(_) | OpType::MarkEnd(_) => None,
        };
        Some(Some(Left {
            object,
            at,
            made,
            schema,
        }))
    }

    /// What a document is, its first change says for good. The version of its schema may go up, one step at a time, as a later
    /// version of the app does when it takes a document over: so nobody can lift a document out of the reach of all versions to
    /// come, and one that was lifted by a step is there again with the next version. `None`: it does not fit.
    #[allow(clippy::option_option)]
    fn root_key(&self, key: &str, op: &Op, first: bool) -> Option<Option<u64>> {
        match key {
            root::KIND => (first && op.pred.is_empty()).then_some(None),
            root::SCHEMA => {
                let OpType::Put(ScalarValue::Uint(version)) = &op.action else {
                    return None;
                };
                let before = op.pred.iter().filter_map(|before| {
                    let id = self.id(before)?;
                    self.ops.get(&id)?.schema
                });
                let fits = match before.max() {
                    Some(before) => (before..=before.saturating_add(1)).contains(version),
                    None => first,
                };
                fits.then_some(Some(*version))
            }
            _ => Some(None),
        }
    }

    fn id(&self, op: &OpId) -> Option<Id> {
        Some((op.counter(), *self.actors.get(op.actor())?))
    }

    #[allow(clippy::option_option)]
    fn object(&self, object: &ObjectId) -> Option<Option<Id>> {
        match object {
            ObjectId::Root => Some(None),
            ObjectId::Id(id) => self.id(id).map(Some),
        }
    }

    /// The element that an operation names, which must be one of the same object; `Some(None)`: the beginning.
    #[allow(clippy::option_option)]
    fn element(&self, object: Option<Id>, element: &ElementId) -> Option<Option<Id>> {
        let ElementId::Id(id) = element else {
            return Some(None);
        };
        let id = self.id(id)?;
        let left = self.ops.get(&id)?;
        (left.object == object && left.at == At::Element(id)).then_some(Some(id))
    }
}

fn is_mark(op: &Op) -> bool {
    matches!(op.action, OpType::MarkBegin(_) | OpType::MarkEnd(_))
}
