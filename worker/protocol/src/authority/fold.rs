//! The fold itself: which records stand, and the rights that they give.

use super::{Known, Refusal};
use crate::{
    bodies::{AuthorityBody, Grant, Grantee, Purpose, Role},
    ids::{CircleId, DeviceId, DocumentId, EpochId, PartyId, RecordId},
    record::Record,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the records that stand give one key. A key may be a device and an invitation at once; each is judged by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Rights {
    /// The highest role as a device.
    role: Option<Role>,
    /// The highest role it can hand on as an invitation.
    invites: Option<Role>,
    /// The parties whose documents it may write.
    parties: BTreeSet<PartyId>,
    /// Each role as a device, with the party that it was granted for.
    seats: BTreeSet<(Role, Option<PartyId>)>,
    /// As what it lets in one more device of somebody's: of whom, with which role, for which party.
    links: BTreeSet<(DeviceId, Role, Option<PartyId>)>,
    /// Whose device it is beside theirs, or to whose devices it leads.
    of: BTreeSet<DeviceId>,
    granted: BTreeSet<RecordId>,
    invited: BTreeSet<RecordId>,
}

impl Rights {
    pub(super) fn role(&self) -> Option<Role> {
        self.role
    }

    pub(super) fn invites(&self) -> Option<Role> {
        self.invites
    }

    /// Whether it lets anybody in, as an invitation or as a link for one's own device.
    pub(super) fn lets_in(&self) -> bool {
        self.invites.is_some() || !self.links.is_empty()
    }

    /// The grants to the device, ascending.
    pub(super) fn granted(&self) -> impl Iterator<Item = &RecordId> {
        self.granted.iter()
    }

    /// The grants to the invitation, ascending.
    pub(super) fn invited(&self) -> impl Iterator<Item = &RecordId> {
        self.invited.iter()
    }

    pub(super) fn may_write(&self, purpose: &Purpose) -> bool {
        match purpose {
            Purpose::Shared => self.role >= Some(Role::Editor),
            Purpose::Party(party) => self.parties.contains(party),
            Purpose::Open => self.role >= Some(Role::Contributor),
        }
    }

    /// An administrator may let anybody in. An invitation may let devices in, none with more than it was given, and not
    /// itself: it would be a member for as long as the space lasts. Every device may make a link for another of its person's,
    /// with its own role and party at most, and the link lets in what it says, as that.
    fn may_grant(&self, author: &DeviceId, grant: &Grant) -> bool {
        let as_device = self.role == Some(Role::Administrator);
        let as_invitation = grant.grantee == Grantee::Device
            && grant.to != *author
            && self.invites >= Some(grant.role);
        let as_owner = grant.grantee == Grantee::Linking
            && grant.to != *author
            && self.seats.iter().any(|(role, party)| {
                *role >= grant.role && (grant.party.is_none() || *party == grant.party)
            });
        let as_link = match grant.grantee {
            Grantee::Linked { of } => {
                grant.to != *author && self.links.contains(&(of, grant.role, grant.party))
            }
            _ => false,
        };
        as_device || as_invitation || as_owner || as_link
    }

    fn may_declare(&self, purpose: &Purpose) -> bool {
        match purpose {
            Purpose::Shared | Purpose::Open => self.role >= Some(Role::Editor),
            Purpose::Party(_) => self.role == Some(Role::Administrator),
        }
    }
}

/// The records that stand and what follows from them.
#[derive(Debug, Clone)]
pub(super) struct Fold {
    circle: CircleId,
    founded: bool,
    standing: BTreeSet<RecordId>,
    rights: BTreeMap<DeviceId, Rights>,
    documents: BTreeMap<DocumentId, BTreeSet<RecordId>>,
    erased: BTreeSet<DocumentId>,
    /// The epochs that stand, and those that one of them follows.
    epochs: BTreeSet<EpochId>,
    followed: BTreeSet<EpochId>,
    /// Records that do not stand yet, by the author whose rights they wait for, and by what they lean on.
    waiting: BTreeMap<DeviceId, BTreeSet<RecordId>>,
    lacking: BTreeMap<RecordId, BTreeSet<RecordId>>,
}

/// Whether a record with this body founds a circle: it needs nobody's leave there, and its author is the first administrator.
pub(super) fn is_founding(circle: CircleId, body: &AuthorityBody) -> bool {
    match body {
        AuthorityBody::Founding(_) => circle == CircleId::EVERYONE,
        AuthorityBody::Circle(_) => circle != CircleId::EVERYONE,
        _ => false,
    }
}

/// Whose rights decide whether a record may be made: its author's, and of a removal those of whom it removes, who may be the
/// author's own.
fn decided_by(record: &Record, body: &AuthorityBody) -> impl Iterator<Item = DeviceId> {
    let removed = match body {
        AuthorityBody::Removal(removal) => Some(removal.device),
        _ => None,
    };
    [record.header().author].into_iter().chain(removed)
}

impl Fold {
    /// What nothing stands in yet.
    pub(super) fn new(circle: CircleId) -> Self {
        Self {
            circle,
            founded: false,
            standing: BTreeSet::new(),
            rights: BTreeMap::new(),
            documents: BTreeMap::new(),
            erased: BTreeSet::new(),
            epochs: BTreeSet::new(),
            followed: BTreeSet::new(),
            waiting: BTreeMap::new(),
            lacking: BTreeMap::new(),
        }
    }

    pub(super) fn circle(&self) -> CircleId {
        self.circle
    }

    /// Takes a known record in. Answers what came to stand by it, each after what it leans on.
    pub(super) fn offer(&mut self, known: &Known, id: RecordId) -> Vec<RecordId> {
        let mut came = Vec::new();
        let mut ready = BTreeSet::from([id]);
        while let Some(id) = ready.pop_first() {
            let Some((record, body)) = known.get(&id).filter(|_| !self.standing.contains(&id))
            else {
                continue;
            };
            if self.allows(record, body).is_err() {
                for key in decided_by(record, body) {
                    self.waiting.entry(key).or_default().insert(id);
                }
                let lacking: Vec<RecordId> = self.lacks(record, body).collect();
                for earlier in lacking {
                    self.lacking.entry(earlier).or_default().insert(id);
                }
                continue;
            }
            let gained = self.apply(record, body);
            came.push(id);
            ready.extend(self.lacking.remove(&id).unwrap_or_default());
            ready.extend(
                gained
                    .and_then(|key| self.waiting.remove(&key))
                    .unwrap_or_default(),
            );
        }
        came
    }

    /// Whether the author of a well-formed authority record of this space may make it.
    pub(super) fn allows(&self, record: &Record, body: &AuthorityBody) -> Result<(), Refusal> {
        // A space is named by its founding, and a circle by who began it.
        if is_founding(self.circle, body) {
            return Ok(());
        }
        let author = &record.header().author;
        if self.rights(author).is_none() {
            return Err(Refusal::UnknownAuthor);
        }
        if !self.permits(author, body) {
            return Err(Refusal::NotAllowed);
        }
        // It may stand later, as what its author wrote who is not known yet.
        let mut lacks = self.lacks(record, body);
        lacks.next().map_or(Ok(()), |_| Err(Refusal::UnknownAuthor))
    }

    /// What a record leans on and does not stand here. What others are to build on for good (a document, a circle, an epoch)
    /// is not made with names that nobody can ever know; who lets in, removes or erases is heard at once, also by those who are
    /// told no more.
    fn lacks<'a>(
        &'a self,
        record: &'a Record,
        body: &'a AuthorityBody,
    ) -> impl Iterator<Item = RecordId> + 'a {
        let leans = matches!(
            body,
            AuthorityBody::Document(_) | AuthorityBody::Circle(_) | AuthorityBody::Epoch(_)
        );
        let named = record.header().authority.iter().filter(move |_| leans);
        named.copied().filter(|id| !self.standing.contains(id))
    }

    /// Whether a key could make a record with this body.
    pub(super) fn permits(&self, key: &DeviceId, body: &AuthorityBody) -> bool {
        let Some(rights) = self.rights(key) else {
            return false;
        };
        match body {
            AuthorityBody::Founding(_) => false,
            AuthorityBody::Circle(_) => rights.role >= Some(Role::Editor),
            AuthorityBody::Document(document) => rights.may_declare(&document.purpose),
            AuthorityBody::Grant(grant) => {
                // There are links to a space, and none to a part of it.
                let is_seat = self.circle == CircleId::EVERYONE || grant.grantee.is_device();
                is_seat && rights.may_grant(key, grant)
            }
            AuthorityBody::Epoch(_) | AuthorityBody::Erasure => {
                rights.role == Some(Role::Administrator)
            }
            // Whoever is a member may leave, and take back what they added of their own.
            AuthorityBody::Removal(removal) => {
                let is_own = removal.device == *key
                    || self
                        .rights(&removal.device)
                        .is_some_and(|one| one.of.contains(key));
                is_own && rights.role.is_some() || rights.role == Some(Role::Administrator)
            }
        }
    }

    /// Adds a record that stands, but none of the rights it gave.
    pub(super) fn note(&mut self, record: &Record, body: &AuthorityBody) {
        self.standing.insert(record.id());
        self.founded |= is_founding(self.circle, body);
    }

    /// Adds a record that stands. Answers the key that gained rights by it.
    pub(super) fn apply(&mut self, record: &Record, body: &AuthorityBody) -> Option<DeviceId> {
        let header = record.header();
        self.note(record, body);
        match body {
            _ if is_founding(self.circle, body) => {
                self.rights.entry(header.author).or_default().role = Some(Role::Administrator);
                Some(header.author)
            }
            AuthorityBody::Grant(grant) => {
                let rights = self.rights.entry(grant.to).or_default();
                match grant.grantee {
                    Grantee::Device | Grantee::Recovery | Grantee::Linked { .. } => {
                        rights.role = rights.role.max(Some(grant.role));
                        rights.seats.insert((grant.role, grant.party));
                        rights.granted.insert(record.id());
                        if let Grantee::Linked { of } = grant.grantee {
                            rights.of.insert(of);
                        }
                        rights
                            .parties
                            .extend(grant.party.filter(|_| grant.role >= Role::Contributor));
                    }
                    Grantee::Invitation { .. } => {
                        rights.invites = rights.invites.max(Some(grant.role));
                        rights.invited.insert(record.id());
                    }
                    Grantee::Linking => {
                        let link = (header.author, grant.role, grant.party);
                        rights.links.insert(link);
                        rights.of.insert(header.author);
                        rights.invited.insert(record.id());
                    }
                }
                Some(grant.to)
            }
            AuthorityBody::Document(_) => {
                self.documents
                    .entry(header.document)
                    .or_default()
                    .insert(record.id());
                None
            }
            AuthorityBody::Epoch(epoch) => {
                self.epochs.insert(EpochId::from(record.id()));
                self.followed
                    .extend(epoch.parents.iter().map(|parent| parent.epoch));
                None
            }
            AuthorityBody::Erasure => {
                self.erased.insert(header.document);
                None
            }
            AuthorityBody::Founding(_) | AuthorityBody::Circle(_) | AuthorityBody::Removal(_) => {
                None
            }
        }
    }

    pub(super) fn erased(&self) -> &BTreeSet<DocumentId> {
        &self.erased
    }

    pub(super) fn is_founded(&self) -> bool {
        self.founded
    }

    pub(super) fn stands(&self, id: &RecordId) -> bool {
        self.standing.contains(id)
    }

    /// The records that stand, ascending.
    pub(super) fn standing(&self) -> impl Iterator<Item = &RecordId> {
        self.standing.iter()
    }

    /// The rights of a device or invitation that stands.
    pub(super) fn rights(&self, key: &DeviceId) -> Option<&Rights> {
        self.rights.get(key)
    }

    /// All keys that stand, ascending.
    pub(super) fn devices(&self) -> impl Iterator<Item = &DeviceId> {
        self.rights.keys()
    }

    /// The documents that are declared, ascending.
    pub(super) fn documents(&self) -> impl Iterator<Item = &DocumentId> {
        self.documents.keys()
    }

    /// The declarations of a document, ascending.
    pub(super) fn declarations(&self, document: &DocumentId) -> impl Iterator<Item = &RecordId> {
        self.documents.get(document).into_iter().flatten()
    }

    /// The epochs that stand and that no standing one follows, ascending.
    pub(super) fn epochs(&self) -> impl Iterator<Item = &EpochId> {
        self.epochs.difference(&self.followed)
    }
}
