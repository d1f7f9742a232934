//! A document held open: what the engine works with.

use super::{
    Applied, DocumentError, DocumentKind, ENCODING, Heads, Intent, Inverse, Patch, Undo, Value,
    gate::{Gate, Verdict},
    root,
};
use crate::{
    chunks, directory,
    plan::{self, Plan, PlanField, PlanIntent, PlanPatch, index::Index},
    text::{Delta, Side},
};
use automerge::{
    ActorId, Automerge, Change, ChangeHash, PatchLog, ROOT, ReadDoc, ScalarValue,
    Value as AutomergeValue,
    transaction::{CommitOptions, Transaction},
};

/// A document held open.
pub struct Document {
    kind: DocumentKind,
    doc: Automerge,
    /// What lies in a plan; `None` for the directory, and until the first change has arrived.
    index: Option<Index>,
    gate: Gate,
    /// Changes that lean on missing ones. Not left to Automerge, which does not judge them when their time comes.
    waiting: Vec<Change>,
}

impl Document {
    /// A new document with this content. Its first change is the only one; the caller stores and shares it.
    /// `actor`: 16 bytes that no other writer has, nor this one at another time. `at`: milliseconds since 1970.
    ///
    /// # Errors
    /// [`DocumentError::DoesNotFit`] if two things in a plan have one identifier or a cell names no column of its table.
    pub fn create(value: &Value, actor: &[u8], at: i64) -> Result<Self, DocumentError> {
        let kind = match value {
            Value::Plan(_) => DocumentKind::Plan,
            Value::Directory(_) => DocumentKind::Directory,
        };
        let mut document = Self::empty(kind, actor);
        let mut tx = document.doc.transaction();
        match value {
            Value::Plan(plan) => plan::create::write(&mut tx, plan)?,
            Value::Directory(directory) => directory::kept::write(&mut tx, directory)?,
        }
        tx.commit_with(CommitOptions::default().with_time(at));
        document.look_through()?;
        Ok(document)
    }

    /// A document that waits for its first change to arrive (a joiner's).
    pub fn empty(kind: DocumentKind, actor: &[u8]) -> Self {
        Self {
            kind,
            doc: Automerge::new_with_encoding(ENCODING).with_actor(ActorId::from(actor)),
            index: None,
            gate: Gate::default(),
            waiting: Vec::new(),
        }
    }

    /// Opens what [`Document::save`] gave, then anything in `changes` (each as [`Document::changes_since`] gave).
    ///
    /// # Errors
    /// [`DocumentError::Unreadable`] if any of it cannot be read; [`DocumentError::OtherKind`].
    pub fn load(
        kind: DocumentKind,
        saved: Option<&[u8]>,
        changes: &[Vec<u8>],
        actor: &[u8],
    ) -> Result<Self, DocumentError> {
        let mut document = Self::empty(kind, actor);
        let mut waiting = Vec::new();
        if let Some(saved) = saved {
            let (doc, beside) = chunks::load(saved)?;
            document.doc = doc.with_actor(ActorId::from(actor));
            document.look_through()?;
            waiting = beside;
        }
        waiting.extend(read_all(changes)?);
        if !waiting.is_empty() {
            document.take_in(waiting)?;
        }
        Ok(document)
    }

    /// The changes in what [`Document::save`] gave, one run each.
    ///
    /// # Errors
    /// [`DocumentError::Unreadable`].
    pub fn changes_in(saved: &[u8]) -> Result<Vec<Vec<u8>>, DocumentError> {
        let (doc, waiting) = chunks::load(saved)?;
        let all = doc.get_changes(&[]).into_iter().chain(waiting);
        Ok(all.map(|change| change.raw_bytes().to_vec()).collect())
    }

    /// Looks through the whole document, at opening or when its first change has come.
    fn look_through(&mut self) -> Result<(), DocumentError> {
        if !self.is_ready() {
            return Ok(());
        }
        let name = match self.kind {
            DocumentKind::Directory => root::DIRECTORY,
            DocumentKind::Plan => root::PLAN,
        };
        if self
            .root(root::KIND)
            .is_none_or(|kind| kind.as_str() != Some(name))
        {
            return Err(DocumentError::OtherKind);
        }
        if self.kind == DocumentKind::Plan {
            self.index = Some(Index::build(&self.doc));
        }
        Ok(())
    }

    fn root(&self, key: &str) -> Option<ScalarValue> {
        match self.doc.get(ROOT, key) {
            Ok(Some((AutomergeValue::Scalar(value), _))) => Some(value.into_owned()),
            _ => None,
        }
    }

    fn schema(&self) -> Option<u64> {
        self.root(root::SCHEMA)?.as_u64()
    }

    /// The whole document, compressed; changes that wait for missing ones too.
    pub fn save(&mut self) -> Vec<u8> {
        let mut saved = self.doc.save();
        for change in &self.waiting {
            saved.extend(change.raw_bytes());
        }
        saved
    }

    /// What kind it is.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// Where it stands.
    pub fn heads(&mut self) -> Heads {
        Heads::of(&self.doc)
    }

    /// The changes since `heads`, as one opaque run of bytes; empty if none.
    pub fn changes_since(&mut self, heads: &Heads) -> Vec<u8> {
        self.doc
            .get_changes(&heads.hashes())
            .into_iter()
            .flat_map(|mut change| change.bytes().into_owned())
            .collect()
    }

    /// All changes, each after what it leans on.
    pub(crate) fn all_changes(&self) -> Vec<Change> {
        self.doc.get_changes(&[])
    }

    pub(crate) fn knows_change(&self, hash: [u8; 32]) -> bool {
        self.doc.get_change_by_hash(&ChangeHash(hash)).is_some()
    }

    /// Whether the document has schema and content (false: its first change has not arrived).
    pub fn is_ready(&self) -> bool {
        self.schema().is_some()
    }

    /// Whether a later version made it: it can be read, not written.
    pub fn is_newer(&self) -> bool {
        self.schema().is_some_and(|version| version > root::VERSION)
    }

    /// The document as a plain value; empty until it is ready. Costly for large ones: once at opening.
    ///
    /// # Errors
    /// None today; what cannot be understood is passed over.
    pub fn value(&self) -> Result<Value, DocumentError> {
        Ok(match (self.kind, &self.index) {
            (DocumentKind::Directory, _) => Value::Directory(directory::kept::read(&self.doc)),
            (DocumentKind::Plan, Some(index)) => Value::Plan(plan::read::plan(&self.doc, index)),
            (DocumentKind::Plan, None) => Value::Plan(Plan::default()),
        })
    }

    /// Applies one act as one Automerge transaction. An act already done (same identifiers) changes nothing.
    ///
    /// # Errors
    /// [`DocumentError::DoesNotFit`], [`DocumentError::Newer`], [`DocumentError::OtherKind`]; nothing is changed then.
    pub fn apply(&mut self, intent: &Intent, at: i64) -> Result<Applied, DocumentError> {
        match (self.kind, intent) {
            (DocumentKind::Plan, Intent::Plan(intent)) => {
                self.change_plan(at, |tx, index| plan::act::act(tx, index, intent))
            }
            (DocumentKind::Directory, Intent::Directory(intent)) => {
                self.change_directory(at, |tx| directory::kept::act(tx, intent))
            }
            _ => Err(DocumentError::OtherKind),
        }
    }

    /// Undoes; the [`Applied::inverse`] of it redoes.
    ///
    /// # Errors
    /// As [`Document::apply`].
    pub fn undo(&mut self, inverse: &Inverse, at: i64) -> Result<Applied, DocumentError> {
        match (self.kind, &inverse.0) {
            (DocumentKind::Plan, Undo::Plan(undos)) => {
                let undos = undos
                    .iter()
                    .map(|undo| undo.clone().caught_up(&self.doc))
                    .collect::<Result<Vec<_>, _>>()?;
                self.change_plan(at, |tx, index| {
                    let mut all = plan::writing::Done::default();
                    for undo in undos.iter().rev() {
                        all.join(undo.play(tx, index, at)?);
                    }
                    Ok(all)
                })
            }
            (DocumentKind::Directory, Undo::Directory(undo)) => {
                self.change_directory(at, |tx| directory::kept::undo(tx, undo))
            }
            _ => Err(DocumentError::OtherKind),
        }
    }

    /// Applies a change of words that was made on a plan's text as it stood at `base`, moved past what has happened since. For the
    /// journal's replay.
    ///
    /// # Errors
    /// As [`Document::apply`]; [`DocumentError::DoesNotFit`] also if `base` is not in the document's history.
    pub fn apply_text_at(
        &mut self,
        field: &PlanField,
        base: &Heads,
        delta: &Delta,
        at: i64,
    ) -> Result<Applied, DocumentError> {
        let now = self.heads();
        let since = self.text_delta(field, base, &now)?;
        let intent = PlanIntent::EditText {
            field: *field,
            delta: delta.transform(&since, Side::Second),
        };
        self.apply(&Intent::Plan(intent), at)
    }

    /// Whether this version may write to it.
    fn writable(&self) -> Result<(), DocumentError> {
        match self.schema() {
            None => Err(DocumentError::DoesNotFit),
            Some(version) if version > root::VERSION => Err(DocumentError::Newer),
            Some(_) => Ok(()),
        }
    }

    fn change_plan(
        &mut self,
        at: i64,
        change: impl FnOnce(&mut Transaction<'_>, &Index) -> Result<plan::writing::Done, DocumentError>,
    ) -> Result<Applied, DocumentError> {
        self.writable()?;
        let index = self.index.as_mut().ok_or(DocumentError::DoesNotFit)?;
        let before = self.doc.get_heads();
        let mut tx = self.doc.transaction();
        let mut done = change(&mut tx, index)?;
        if done.undo.is_empty() {
            tx.rollback();
            return Ok(Applied::nothing());
        }
        tx.commit_with(CommitOptions::default().with_time(at));
        let after = self.doc.get_heads();
        done.undo.iter_mut().for_each(|undo| undo.settle(&after));
        let patches = plan::tell::tell(&self.doc, index, &done.touched, &before, None)
            .unwrap_or_else(|_| plan::tell::tell_whole(&self.doc, index));
        Ok(Applied {
            inverse: Some(Inverse(Undo::Plan(done.undo))),
            patches: patches.into_iter().map(Patch::Plan).collect(),
        })
    }

    fn change_directory(
        &mut self,
        at: i64,
        change: impl FnOnce(
            &mut Transaction<'_>,
        ) -> Result<Option<directory::kept::Undo>, DocumentError>,
    ) -> Result<Applied, DocumentError> {
        self.writable()?;
        let mut tx = self.doc.transaction();
        let Some(undo) = change(&mut tx)? else {
            tx.rollback();
            return Ok(Applied::nothing());
        };
        tx.commit_with(CommitOptions::default().with_time(at));
        Ok(Applied {
            inverse: Some(Inverse(Undo::Directory(undo))),
            patches: vec![Patch::Directory(directory::kept::read(&self.doc))],
        })
    }

    /// Takes in changes from others, in any order, twice does nothing; those that lean on missing ones wait.
    ///
    /// # Errors
    /// [`DocumentError::Unreadable`] if any of it cannot be read, or two changes claim the same place of one actor. Nothing is taken in
    /// then: try them one by one.
    pub fn receive(&mut self, changes: &[Vec<u8>]) -> Result<Vec<Patch>, DocumentError> {
        let changes = read_all(changes)?;
        self.take_in(changes)
    }

    /// Lets in what the gate lets in.
    fn take_in(&mut self, changes: Vec<Change>) -> Result<Vec<Patch>, DocumentError> {
        let before = self.doc.get_heads();
        let was_ready = self.is_ready();
        let spare = (!was_ready).then(|| self.doc.clone());
        let ready = self.let_in(changes)?;
        if ready.is_empty() {
            return Ok(Vec::new());
        }
        let mut log = PatchLog::active();
        if let Err(error) = self.doc.apply_changes_log_patches(ready.clone(), &mut log) {
            ready.iter().for_each(|change| self.gate.forget(change));
            return Err(error.into());
        }
        self.gate.applied(&self.doc);
        if !self.is_ready() {
            return Ok(Vec::new());
        }
        if let Some(spare) = spare
            && let Err(error) = self.look_through()
        {
            ready.iter().for_each(|change| self.gate.forget(change));
            self.doc = spare;
            self.gate.applied(&self.doc);
            return Err(error);
        }
        let Some(index) = self.index.as_mut().filter(|_| was_ready) else {
            return Ok(vec![match self.value()? {
                Value::Plan(plan) => Patch::Plan(PlanPatch::Whole(Box::new(plan))),
                Value::Directory(directory) => Patch::Directory(directory),
            }]);
        };
        let patches = self.doc.make_patches(&mut log);
        let patches = plan::watch::Arrived::sort(&patches)
            .tell(&self.doc, index, &before)
            .unwrap_or_else(|_| plan::tell::tell_whole(&self.doc, index));
        Ok(patches.into_iter().map(Patch::Plan).collect())
    }

    /// The changes that can be applied now, in an order in which they can; the rest wait.
    ///
    /// # Errors
    /// [`DocumentError::Unreadable`] if one of `changes` is none of ours; nothing is let in then. What waited and turns out to be none is
    /// dropped.
    fn let_in(&mut self, changes: Vec<Change>) -> Result<Vec<Change>, DocumentError> {
        self.gate.catch_up(&self.doc);
        let waited = self.waiting.clone();
        let mut left: Vec<(bool, Change)> =
            waited.iter().cloned().map(|one| (false, one)).collect();
        for change in changes {
            if !left.iter().any(|(_, one)| one.hash() == change.hash()) {
                left.push((true, change));
            }
        }
        let mut ready = Vec::new();
        loop {
            let count = ready.len();
            let mut waiting = Vec::new();
            for (new, change) in left {
                match self.gate.judge(&change) {
                    Verdict::Fits => ready.push(change),
                    Verdict::Known => {}
                    Verdict::Waits => waiting.push((new, change)),
                    Verdict::Refused if new => {
                        ready
                            .iter()
                            .rev()
                            .for_each(|change| self.gate.forget(change));
                        return Err(DocumentError::Unreadable("none of ours".to_owned()));
                    }
                    Verdict::Refused => {}
                }
            }
            left = waiting;
            if ready.len() == count {
                break;
            }
        }
        self.waiting = left.into_iter().map(|(_, change)| change).collect();
        Ok(ready)
    }

    /// What has changed in a plan's text between two places in its history, as the field sees it. For the journal's replay.
    ///
    /// # Errors
    /// [`DocumentError::DoesNotFit`] if either is not in the document's history.
    pub fn text_delta(
        &self,
        field: &PlanField,
        from: &Heads,
        to: &Heads,
    ) -> Result<Delta, DocumentError> {
        let (from, to) = (from.hashes(), to.hashes());
        if !from
            .iter()
            .chain(&to)
            .all(|head| self.doc.get_change_meta_by_hash(head).is_some())
        {
            return Err(DocumentError::DoesNotFit);
        }
        Ok(plan::read::field_delta(&self.doc, *field, &from, &to)?.0)
    }
}

fn read_all(runs: &[Vec<u8>]) -> Result<Vec<Change>, DocumentError> {
    let mut changes = Vec::new();
    for run in runs {
        changes.extend(chunks::changes(run)?);
    }
    Ok(changes)
}
