//! The circles of a space. Each but everyone's is a fold of its own over its own records, founded by the record that begins it,
//! and knows nothing of the others; here it is found which one a record or a document is of (PROTOCOL.md §8).

use super::{Authority, Refusal};
use crate::{
    bodies::AuthorityBody,
    ids::{CircleId, DeviceId, DocumentId, RecordId},
    record::{Header, Record},
};
use std::collections::BTreeSet;

impl Authority {
    /// The circle.
    pub fn circle(&self) -> CircleId {
        self.circle
    }

    pub(super) fn is_everyones(&self) -> bool {
        self.circle == CircleId::EVERYONE
    }

    /// The authority of a circle that has begun.
    pub fn of(&self, circle: &CircleId) -> Option<&Self> {
        if *circle == self.circle {
            return Some(self);
        }
        self.circles.get(circle).filter(|one| one.is_founded())
    }

    /// The circles that have begun, but for everyone's; ascending.
    pub fn circles(&self) -> impl Iterator<Item = &Self> {
        self.circles.values().filter(|one| one.is_founded())
    }

    /// Who began a circle that is not everyone's.
    pub fn begun_by(&self) -> Option<DeviceId> {
        let begins = |id: &RecordId| match self.known.get(id)? {
            (record, AuthorityBody::Circle(_)) => Some(record.header().author),
            _ => None,
        };
        let mut standing = self.ever.standing().filter(|_| !self.is_everyones());
        standing.find_map(begins)
    }

    /// The circle that a document is of, declared or not: the one that it begins as, or else everyone's.
    pub fn circle_of(&self, document: &DocumentId) -> &Self {
        let mut circles = self.circles().filter(|_| document.is_of_a_circle());
        let of = circles.find(|one| document.begins_as(&one.circle));
        of.unwrap_or(self)
    }

    /// The documents that are declared in a circle that is not everyone's, ascending.
    pub fn documents(&self) -> impl Iterator<Item = &DocumentId> {
        self.now().documents()
    }

    /// Whether a device (or invitation) may fetch the records of a circle: it has a seat there, and is a member.
    pub fn may_read(&self, device: &DeviceId, circle: &CircleId) -> bool {
        let is_seated = |of: &Self| of.is_everyones() || of.is_here(device);
        self.is_here(device) && self.of(circle).is_some_and(is_seated)
    }

    /// Whether a document is erased: an erasure in force names it, of everyone's circle or of its own.
    pub fn is_erased(&self, document: &DocumentId) -> bool {
        let of = self.circle_of(document);
        self.now().erased().contains(document) || of.now().erased().contains(document)
    }

    /// The documents that are erased.
    pub fn erased(&self) -> BTreeSet<DocumentId> {
        let circles = self.circles.values().map(|one| one.now().erased());
        let mut erased = self.now().erased().clone();
        circles.for_each(|of_circle| erased.extend(of_circle));
        erased
    }

    /// Who erased a document: of several, whose record has the lowest id.
    pub fn erased_by(&self, document: &DocumentId) -> Option<DeviceId> {
        let erases = |of: &Self, id: &RecordId| {
            let (record, body) = of.known.get(id)?;
            let is_it = *body == AuthorityBody::Erasure && record.header().document == *document;
            is_it.then(|| record.header().author)
        };
        let by = |of: &Self| of.now().standing().find_map(|id| erases(of, id));
        by(self).or_else(|| by(self.circle_of(document)))
    }

    /// The erasures of a circle that is not everyone's, with the grants by which their authors could make them.
    pub(super) fn erasures_with_titles(&self) -> BTreeSet<RecordId> {
        let erases = |id: &&RecordId| {
            let known = self.known.get(*id);
            known.is_some_and(|(_, body)| *body == AuthorityBody::Erasure)
        };
        let here = self.now().standing().filter(|_| !self.is_everyones());
        let mut wanted: BTreeSet<RecordId> = here.filter(erases).copied().collect();
        let mut open: Vec<DeviceId> = wanted.iter().filter_map(|id| self.author(id)).collect();
        let mut keys = BTreeSet::new();
        while let Some(key) = open.pop() {
            if let Some(rights) = self.ever.rights(&key).filter(|_| keys.insert(key)) {
                wanted.extend(rights.granted());
                open.extend(rights.granted().filter_map(|id| self.author(id)));
            }
        }
        wanted
    }

    /// The authority that judges a record.
    pub(super) fn where_judged(&self, record: &Record) -> Result<&Self, Refusal> {
        let header = record.header();
        if header.kind.is_written() {
            return self.where_written(header);
        }
        self.of(&header.circle).ok_or(Refusal::UnknownAuthor)
    }

    /// The authority that judges what is written in a document.
    pub(super) fn where_written(&self, header: &Header) -> Result<&Self, Refusal> {
        let of = self.of(&header.circle).ok_or(Refusal::UnknownAuthor)?;
        // Nobody writes in a circle's document whom the circle does not know.
        let is_of_here = match of.is_everyones() {
            true => !header.document.is_of_a_circle(),
            false => header.document.begins_as(&header.circle),
        };
        is_of_here.then_some(of).ok_or(Refusal::NotAllowed)
    }

    pub(super) fn begun_or_to_come(&mut self, circle: CircleId) -> &mut Self {
        let space = self.space;
        let circles = self.circles.entry(circle);
        circles.or_insert_with(|| Self::of_circle(space, circle))
    }

    /// Begins the circles whose records have come to be kept.
    pub(super) fn begin_circles(&mut self, came: &[RecordId]) {
        let begun = |id: &RecordId| match self.known.get(id)? {
            (record, AuthorityBody::Circle(body)) => {
                let author = record.header().author;
                let circle = CircleId::begun(self.space, author, &body.nonce);
                Some((circle, record.clone()))
            }
            _ => None,
        };
        // What begins a circle is known within it as well, and begins none there.
        let begun = came
            .iter()
            .filter(|_| self.is_everyones())
            .filter_map(begun);
        for (circle, record) in begun.collect::<Vec<_>>() {
            // It is of the form that was read just now.
            let _ = self.begun_or_to_come(circle).found(&record);
        }
    }

    /// Takes in what begins this circle.
    fn found(&mut self, record: &Record) -> Result<(), Refusal> {
        let body = self.read(record)?;
        self.known.insert(record.id(), (record.clone(), body));
        let came = self.ever.offer(&self.known, record.id());
        self.work_out_anew(&came);
        Ok(())
    }
}
