//! Who may do what: one pure function of the set of authority records, the same in relay and client,
//! independent of the order they came in, and free of clocks.
//!
//! [`Authority`] keeps every well-formed authority record of its space and folds those that stand into rights. What a
//! record needs in order to stand is only that its author has rights, and rights only grow, so the fold is a least fixed
//! point and the order of arrival cannot matter. An invitation's days and uses are not judged here: they need a clock and
//! a count, which a relay has.

mod fold;

use crate::{
    bodies::{AuthorityBody, Grant, Grantee, Purpose, Role},
    ids::{CircleId, DeviceId, DocumentId, PartyId, RecordId, SpaceId},
    record::{Header, Kind, MAX_PARENTS, Record},
};
use fold::Fold;
use std::collections::{BTreeMap, BTreeSet};

/// The authority records of one space that stand, folded.
#[derive(Clone)]
pub struct Authority {
    space: SpaceId,
    known: BTreeMap<RecordId, (Record, AuthorityBody)>,
    fold: Fold,
}

/// What a device may do in a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The device.
    pub device: DeviceId,
    /// What it may do: the highest that was granted.
    pub role: Role,
    /// The party it works in.
    pub party: Option<PartyId>,
    /// Who let it in: a device or an invitation.
    pub issuer: DeviceId,
}

/// Why a record does not stand, or not yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Of another space.
    #[error("the record belongs to another space")]
    OtherSpace,
    /// Its author was never let in, as far as is known here. It may stand later, when the grant arrives.
    #[error("the author is not known here")]
    UnknownAuthor,
    /// Its author may not do that.
    #[error("the author's role does not allow it")]
    NotAllowed,
    /// Its document was never declared, as far as is known here.
    #[error("the document is not known here")]
    UnknownDocument,
    /// The body is not of its kind's form.
    #[error("the body is not of its kind's form")]
    Body,
}

impl Default for Authority {
    /// An authority of no space: nothing ever stands in it.
    fn default() -> Self {
        Self::new(SpaceId::NONE)
    }
}

impl Authority {
    /// An authority that knows nothing yet of a space.
    pub fn new(space: SpaceId) -> Self {
        Self {
            space,
            known: BTreeMap::new(),
            fold: Fold::default(),
        }
    }

    /// Adds an authority record (any order, twice does nothing). What stands is worked out anew.
    /// Records whose issuer is not known yet, or may not do that yet, are kept and stand when the issuer does:
    /// [`Authority::judge`] tells whether this one stands now.
    ///
    /// # Errors
    /// Only for what can never stand here, and is not kept: another space's, another form, another kind.
    pub fn insert(&mut self, record: &Record) -> Result<(), Refusal> {
        if self.known.contains_key(&record.id()) {
            return Ok(());
        }
        let body = self.read(record)?;
        self.known.insert(record.id(), (record.clone(), body));
        self.fold.offer(&self.known, record.id());
        Ok(())
    }

    /// The space.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// Whether the founding is known.
    pub fn is_founded(&self) -> bool {
        self.fold.is_founded()
    }

    /// Whether a record stands, by all that is known now. For changes: its author may write its document.
    /// An authority record need not be inserted to be judged.
    pub fn judge(&self, record: &Record) -> Result<(), Refusal> {
        if record.header().kind == Kind::Changes {
            return self.judge_changes(record);
        }
        match self.known.get(&record.id()) {
            Some((_, body)) => self.fold.allows(record, body),
            None => self.fold.allows(record, &self.read(record)?),
        }
    }

    /// Whether a device (or invitation) may fetch the records of a circle.
    pub fn may_read(&self, device: &DeviceId, circle: &CircleId) -> bool {
        *circle == CircleId::EVERYONE && self.fold.rights(device).is_some()
    }

    /// Whether a device may upload at all now: members of any role, and invitations, whose grants it lets in. What they
    /// upload may be anybody's; each record is judged by its own author.
    pub fn may_upload(&self, device: &DeviceId) -> bool {
        self.fold.rights(device).is_some()
    }

    /// The device's standing. The party is that of the highest grant, of one that names a party where some do.
    pub fn member(&self, device: &DeviceId) -> Option<Member> {
        let rights = self.fold.rights(device)?;
        let role = rights.role()?;
        let best = rights
            .granted()
            .filter_map(|id| self.grant(id))
            .filter(|(_, grant)| grant.role == role)
            // The first of equals is kept, and ids ascend.
            .min_by_key(|(_, grant)| grant.party.is_none());
        let (party, issuer) = match best {
            Some((header, grant)) => (grant.party, header.author),
            None => (None, *device),
        };
        Some(Member {
            device: *device,
            role,
            party,
            issuer,
        })
    }

    /// All devices that stand, by id.
    pub fn members(&self) -> Vec<Member> {
        self.fold
            .devices()
            .filter_map(|device| self.member(device))
            .collect()
    }

    /// The grant that made an invitation, and the grants to devices made with it, if `key` is an invitation that stands.
    /// The ids of the grants ascend.
    pub fn invitation(&self, key: &DeviceId) -> Option<(Grant, RecordId, Vec<RecordId>)> {
        let rights = self.fold.rights(key)?;
        let role = rights.invites()?;
        let (id, grant) = rights
            .invited()
            .filter_map(|id| self.grant(id).map(|(_, grant)| (*id, grant)))
            .find(|(_, grant)| grant.role == role)?;
        let joined = self.fold.standing().filter(|id| {
            self.grant(id).is_some_and(|(header, made)| {
                header.author == *key && made.grantee == Grantee::Device
            })
        });
        Some((grant.clone(), id, joined.copied().collect()))
    }

    /// Who may write a document. Where it was declared more than once: the declaration by the highest role counts, and
    /// of equals the one with the lowest id.
    pub fn purpose(&self, document: &DocumentId) -> Option<Purpose> {
        let (.., purpose) = self.declaration(document)?;
        Some(purpose)
    }

    /// The newest records: those that no other authority record names. At most [`crate::record::MAX_PARENTS`].
    pub fn heads(&self) -> Vec<RecordId> {
        self.fold.heads().take(MAX_PARENTS).copied().collect()
    }

    /// The records that stand, decoded, in an order in which each comes after what it leans on. The order too depends on
    /// the set of records alone.
    pub fn standing(&self) -> Vec<(Record, AuthorityBody)> {
        let mut replay = Fold::default();
        let mut order = replay.offer(&self.known, RecordId::from_bytes(*self.space.as_bytes()));
        for id in self.known.keys() {
            order.extend(replay.offer(&self.known, *id));
        }
        order
            .iter()
            .filter_map(|id| self.known.get(id).cloned())
            .collect()
    }

    /// The records that stand, in the order in which whoever knows none of them is told: first those by which a device
    /// stands, then the rest, each after what it leans on. So the first of many frames lets the device in.
    pub fn introducing(&self, device: &DeviceId) -> Vec<RecordId> {
        let standing = self.standing();
        let mut issuers = BTreeSet::from([*device]);
        let mut first = BTreeSet::new();
        for (record, body) in standing.iter().rev() {
            let leads_there = match body {
                AuthorityBody::Founding(_) | AuthorityBody::Epoch(_) => true,
                AuthorityBody::Grant(grant) => issuers.contains(&grant.to),
                AuthorityBody::Document(_) => false,
            };
            if leads_there {
                issuers.insert(record.header().author);
                first.insert(record.id());
            }
        }
        let mut order: Vec<RecordId> = standing.iter().map(|(record, _)| record.id()).collect();
        // Stable: within each part each still comes after what it leans on.
        order.sort_by_key(|id| !first.contains(id));
        order
    }

    /// The records that stand and were granted to a key, as device or invitation, by id.
    pub(crate) fn grants_to(&self, key: &DeviceId) -> impl Iterator<Item = (&Header, &Grant)> {
        let rights = self.fold.rights(key);
        rights
            .into_iter()
            .flat_map(|rights| rights.granted().chain(rights.invited()))
            .filter_map(|id| self.grant(id))
    }

    /// The body of a record that is known, whether it stands or not.
    pub(crate) fn body(&self, id: &RecordId) -> Option<&AuthorityBody> {
        self.known.get(id).map(|(_, body)| body)
    }

    /// Whether a known record stands.
    pub(crate) fn stands(&self, id: &RecordId) -> bool {
        self.fold.stands(id)
    }

    fn grant(&self, id: &RecordId) -> Option<(&Header, &Grant)> {
        match self.known.get(id)? {
            (record, AuthorityBody::Grant(grant)) => Some((record.header(), grant)),
            _ => None,
        }
    }

    /// Who declared a document: the author of the declaration that counts.
    pub fn declared_by(&self, document: &DocumentId) -> Option<DeviceId> {
        let (author, ..) = self.declaration(document)?;
        Some(author)
    }

    fn declaration(&self, document: &DocumentId) -> Option<(DeviceId, CircleId, Purpose)> {
        let declared =
            self.fold
                .declarations(document)
                .filter_map(|id| match self.known.get(id)? {
                    (record, AuthorityBody::Document(body)) => {
                        let header = record.header();
                        let role = self.fold.rights(&header.author)?.role()?;
                        Some((role, header.author, header.circle, body.purpose))
                    }
                    _ => None,
                });
        // The first of equals is kept, and ids ascend.
        let (_, author, circle, purpose) =
            declared.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        Some((author, circle, purpose))
    }

    fn judge_changes(&self, record: &Record) -> Result<(), Refusal> {
        let header = record.header();
        if record.space() != self.space {
            return Err(Refusal::OtherSpace);
        }
        let rights = self
            .fold
            .rights(&header.author)
            .ok_or(Refusal::UnknownAuthor)?;
        let (_, circle, purpose) = self
            .declaration(&header.document)
            .ok_or(Refusal::UnknownDocument)?;
        if circle == header.circle && rights.may_write(&purpose) {
            Ok(())
        } else {
            Err(Refusal::NotAllowed)
        }
    }

    /// What is looked at in an authority record alone, before who made it.
    fn read(&self, record: &Record) -> Result<AuthorityBody, Refusal> {
        if record.space() != self.space {
            return Err(Refusal::OtherSpace);
        }
        // Only the circle of everyone exists in this version.
        let known_kind = matches!(
            record.header().kind,
            Kind::Founding | Kind::Document | Kind::Grant | Kind::Epoch
        );
        if !known_kind || record.header().circle != CircleId::EVERYONE {
            return Err(Refusal::NotAllowed);
        }
        match AuthorityBody::of(record) {
            // An epoch that follows another comes with removals.
            Ok(AuthorityBody::Epoch(epoch)) if !epoch.parents.is_empty() => {
                Err(Refusal::NotAllowed)
            }
            Ok(body) => Ok(body),
            Err(_) => Err(Refusal::Body),
        }
    }
}
