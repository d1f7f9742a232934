//! Documents held open: loading, acting on them, and taking in what others did.

use super::{
    Engine,
    fields::{Field, text_of},
    history::History,
    landing::Arrived,
    writer::{Make, Write},
};
use crate::messages::{About, Command, DocumentRef, Event, Problem};
use samvev_documents::{
    document::{
        Applied, Document, DocumentError, Heads, Inverse, Patch, Value, is_carried, parted,
    },
    plan::{PlanField, PlanPatch},
    text::Delta,
};
use samvev_protocol::{frame::Reason, ids::RecordId, record::MAX_RECORD};
use std::collections::{BTreeMap, BTreeSet};

/// Most bytes of changes in a record: what the fullest header and the seal leave.
const MOST_CHANGES: usize = MAX_RECORD - (32 << 10);

/// A document of this tab.
pub(super) enum Held {
    /// Being read.
    Loading(Loading),
    /// Open.
    Live(Box<Live>),
    /// It could not be read. What is stored stays as it is.
    Broken(Problem),
}

#[derive(Default)]
pub(super) struct Loading {
    pub watched: bool,
    /// Commands that wait for it.
    pub waiting: Vec<Command>,
    /// What landed meanwhile.
    pub arrived: Vec<Arrived>,
    /// What it held when it was told to the page last, where something of this device's own is to go from it.
    pub before: Option<Box<Value>>,
    /// Whether it waits until some of what it held is out of the store: what is read before that is not it.
    pub falling: bool,
    /// The stamp of what is saved whole, which could not be read.
    pub stamp: Option<Vec<u8>>,
}

/// An open document.
pub(super) struct Live {
    pub document: Document,
    /// None until its first change has arrived.
    pub value: Option<Value>,
    /// The newest records applied.
    pub heads: BTreeSet<RecordId>,
    /// Records applied that are not in what is saved whole.
    pub fresh: BTreeSet<RecordId>,
    /// The stamp of what is saved whole.
    pub stamp: Option<Vec<u8>>,
    /// Whether what another tab saved whole is being read.
    pub reading: bool,
    pub watched: bool,
    /// When it was last watched or changed.
    pub touched: u64,
    /// Since when its view has been waiting to be stored.
    pub unseen_since: Option<u64>,
    /// Whether it has changed since its view was stored.
    pub changed: bool,
    pub fields: BTreeMap<PlanField, Field>,
    pub history: History,
}

/// What an act did.
pub(super) struct Performed {
    pub inverse: Option<Inverse>,
    pub before: Heads,
    pub after: Heads,
    pub plain: Vec<u8>,
}

/// Whether changes fit into one record, whatever else stands in it, and others take them in.
pub(super) fn fits_a_record(plain: &[u8]) -> bool {
    plain.len() <= MOST_CHANGES && is_carried(plain)
}

pub(super) fn problem_of(error: &DocumentError) -> Problem {
    match error {
        DocumentError::Unreadable(_) => Problem::Unreadable,
        DocumentError::Newer => Problem::Newer,
        DocumentError::DoesNotFit | DocumentError::OtherKind => Problem::DoesNotFit,
    }
}

impl Live {
    pub(super) fn new(document: Document, now: u64) -> Self {
        Self {
            document,
            value: None,
            heads: BTreeSet::new(),
            fresh: BTreeSet::new(),
            stamp: None,
            reading: false,
            watched: false,
            touched: now,
            unseen_since: None,
            changed: false,
            fields: BTreeMap::new(),
            history: History::default(),
        }
    }

    /// Counts a record as applied.
    fn applied(&mut self, id: RecordId, parents: &[RecordId]) {
        if !self.fresh.insert(id) {
            return;
        }
        parents.iter().for_each(|parent| {
            self.heads.remove(parent);
        });
        self.heads.insert(id);
    }

    /// Counts the records that the document was loaded from, in any order.
    pub(super) fn contains<'a>(
        &mut self,
        records: impl Iterator<Item = (RecordId, &'a [RecordId])>,
    ) {
        let mut named = BTreeSet::<RecordId>::new();
        for (id, parents) in records {
            self.fresh.insert(id);
            self.heads.insert(id);
            named.extend(parents);
        }
        self.heads.retain(|id| !named.contains(id));
    }

    /// Brings the value up to date. Answers what it does to the texts that are open.
    fn patch(&mut self, patches: &[Patch], now: u64) -> Vec<(PlanField, Delta)> {
        let mut texts = Vec::new();
        for patch in patches {
            match (patch, &mut self.value) {
                (Patch::Plan(patch), Some(Value::Plan(plan))) => {
                    let whole = matches!(patch, PlanPatch::Whole(_));
                    let open = self.fields.keys().filter(|_| whole);
                    let was: Vec<_> = open
                        .map(|field| (*field, text_of(plan, *field).unwrap_or_default()))
                        .collect();
                    patch.apply_to(plan);
                    for (field, was) in was {
                        let is = text_of(plan, field).unwrap_or_default();
                        texts.push((field, Delta::between(&was, &is, None)));
                    }
                    if let PlanPatch::Text { field, delta, .. } = patch {
                        texts.push((*field, delta.clone()));
                    }
                }
                (Patch::Directory(directory), value) => {
                    *value = Some(Value::Directory(directory.clone()))
                }
                (Patch::Plan(_), _) => {}
            }
        }
        texts.retain(|(field, delta)| !delta.is_empty() && self.fields.contains_key(field));
        if !patches.is_empty() {
            self.touched = now;
            self.unseen_since.get_or_insert(now);
            self.changed = true;
        }
        texts
    }
}

impl Engine {
    pub(super) fn live(&self, of: DocumentRef) -> Option<&Live> {
        match self.documents.get(&of)? {
            Held::Live(live) => Some(live),
            Held::Loading(_) | Held::Broken(_) => None,
        }
    }

    pub(super) fn live_mut(&mut self, of: DocumentRef) -> Option<&mut Live> {
        match self.documents.get_mut(&of)? {
            Held::Live(live) => Some(live),
            Held::Loading(_) | Held::Broken(_) => None,
        }
    }

    /// Acts on an open document and tells the page. `None`: it changed nothing. `field`: the text that was typed in, which
    /// knows already.
    pub(super) fn perform(
        &mut self,
        of: DocumentRef,
        field: Option<PlanField>,
        act: impl FnOnce(&mut Document, i64) -> Result<Applied, DocumentError>,
    ) -> Result<Option<Performed>, Problem> {
        if !self.may_write(of) {
            return Err(Problem::NotAllowed);
        }
        let at = i64::try_from(self.now).unwrap_or(i64::MAX);
        let live = self.live_mut(of).ok_or(Problem::DoesNotFit)?;
        let before = live.document.heads();
        let applied = act(&mut live.document, at).map_err(|error| problem_of(&error))?;
        let after = live.document.heads();
        let plain = live.document.changes_since(&before);
        if plain.is_empty() {
            return Ok(None);
        }
        if !fits_a_record(&plain) {
            // Nothing may build on what no record can hold: the document goes back to what it was before the act.
            self.read_anew(of);
            return Err(Problem::Refused(Reason::TooLarge));
        }
        self.patched(of, applied.patches, field, false);
        Ok(Some(Performed {
            inverse: applied.inverse,
            before,
            after,
            plain,
        }))
    }

    /// A write of one act.
    pub(super) fn act_of(of: DocumentRef, performed: &Performed) -> Write {
        let make = Make::Changes {
            document: of.document,
            plain: performed.plain.clone(),
        };
        Write {
            make: vec![make],
            act: true,
            ..Write::of(of.space)
        }
    }

    /// A document changed: its value, its open texts and the page are brought up to date.
    fn patched(
        &mut self,
        of: DocumentRef,
        patches: Vec<Patch>,
        typed: Option<PlanField>,
        by_others: bool,
    ) {
        let now = self.now;
        let Some(live) = self.live_mut(of) else {
            return;
        };
        let texts = live.patch(&patches, now);
        let heads = live.document.heads();
        let watched = live.watched;
        let directory = patches
            .iter()
            .any(|patch| matches!(patch, Patch::Directory(_)));
        if watched && !patches.is_empty() {
            self.tell(Event::Patched {
                document: of,
                patches,
                by_others,
                heads: heads.clone(),
            });
        }
        for (field, delta) in texts {
            if Some(field) != typed {
                self.field_changed(of, field, delta, heads.clone());
            }
        }
        if directory {
            self.changed.insert(of.space);
            self.relays_changed(of.space);
        }
    }

    /// Changes have landed.
    pub(super) fn arrived(&mut self, of: DocumentRef, own: Vec<Arrived>, others: Vec<Arrived>) {
        match self.documents.get_mut(&of) {
            Some(Held::Live(live)) => {
                for one in &own {
                    live.applied(one.id, &one.parents);
                }
                self.take_in(of, others, true);
            }
            Some(Held::Loading(loading)) => loading.arrived.extend(own.into_iter().chain(others)),
            Some(Held::Broken(_)) => {}
            None => {
                let title = self
                    .spaces
                    .get(&of.space)
                    .and_then(|space| space.seen.get(&of.document));
                match title
                    .map(|(title, _)| title.clone())
                    .filter(|title| !title.is_empty())
                {
                    Some(title) => {
                        self.note_seen(of, title, self.now);
                    }
                    // Lists want to show what it is called.
                    None => self.hold(of),
                }
            }
        }
    }

    /// Applies changes of others to an open document.
    pub(super) fn take_in(
        &mut self,
        of: DocumentRef,
        arrived: impl IntoIterator<Item = Arrived>,
        count: bool,
    ) {
        let Some(live) = self.live_mut(of) else {
            return;
        };
        let mut changes = Vec::new();
        for one in arrived {
            if count {
                live.applied(one.id, &one.parents);
            }
            changes.push(one.changes);
        }
        if changes.is_empty() {
            return;
        }
        let was_ready = live.value.is_some();
        let (patches, harmed) = receive_all(&mut live.document, &changes);
        if was_ready {
            self.patched(of, patches, None, true);
        } else if live.document.is_ready() {
            live.value = live.document.value().ok();
            self.went_live(of);
        }
        if harmed {
            self.problem(About::Document(of), Problem::Unreadable);
        }
    }
}

/// Takes changes in; where one of them cannot be read, all but that one. Answers whether there was such a one.
pub(super) fn receive_all(document: &mut Document, runs: &[Vec<u8>]) -> (Vec<Patch>, bool) {
    if let Ok(patches) = document.receive(runs) {
        return (patches, false);
    }
    let mut all = Vec::new();
    let mut harmed = false;
    // Each change by itself: a snapshot holds those of many people.
    for run in runs {
        let changes = parted(run).unwrap_or_default();
        harmed |= changes.is_empty();
        for one in changes {
            match document.receive(&[one]) {
                Ok(patches) => all.extend(patches),
                Err(_) => harmed = true,
            }
        }
    }
    (all, harmed)
}
