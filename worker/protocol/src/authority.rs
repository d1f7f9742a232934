//! Who may do what: one pure function of the set of authority records, the same in relay and client,
//! independent of the order they came in, and free of clocks.
//!
//! [`Authority`] keeps every well-formed authority record of its space and answers two questions. What was *ever allowed*
//! ([`Authority::keeps`]) needs only that its author was once given the right; such rights only grow, so this is a least
//! fixed point and the order of arrival cannot matter. It decides what is kept and passed on, so that all come to hold the
//! same records. What is *in force* ([`Authority::judge`]) takes removals into account, and decides who may do what now.
//! Each circle but everyone's has such a fold of its own, over its own records ([`Authority::of`]).
//! An invitation's days and uses are not judged here: they need a clock and a count, which a relay has.

mod circles;
mod fold;
mod force;
mod past;
mod standing;

use crate::{
    bodies::{AuthorityBody, EpochBody, Grant, Grantee, Purpose, Role},
    ids::{CircleId, DeviceId, DocumentId, EpochId, PartyId, RecordId, SpaceId},
    keys::AgreementKey,
    prune::{self, Said},
    record::{Header, Kind, MAX_PARENTS, Record},
};
use fold::Fold;
use force::Force;
use past::Past;
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    sync::OnceLock,
};

type Known = BTreeMap<RecordId, (Record, AuthorityBody)>;

/// The authority records of one circle, folded. That of everyone is its space's, and holds those of the others.
#[derive(Clone)]
pub struct Authority {
    space: SpaceId,
    circle: CircleId,
    /// The other circles of the space. A circle itself has none.
    circles: BTreeMap<CircleId, Authority>,
    known: Known,
    /// What was ever allowed.
    ever: Fold,
    /// What is in force, worked out when it is asked for; `None`: all of it, since nobody has been removed.
    force: OnceLock<Option<Box<Force>>>,
    /// What is known with all that it leans on, worked out when it is asked for; `None`: all of it, since nothing is lacking.
    whole: OnceLock<Option<BTreeSet<RecordId>>>,
    /// Whose each key is, worked out when it is asked for.
    people: OnceLock<BTreeMap<DeviceId, DeviceId>>,
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
    /// Whether it is a key that is kept aside, and nobody's device.
    pub recovery: bool,
    /// The device that it was added from, where it is one more of somebody's.
    pub of: Option<DeviceId>,
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
    /// Its author was removed. If it made the record before, the record counts all the same
    /// ([`Authority::counted`]).
    #[error("the author was removed")]
    Removed,
    /// Its document was never declared, as far as is known here.
    #[error("the document is not known here")]
    UnknownDocument,
    /// The body is not of its kind's form.
    #[error("the body is not of its kind's form")]
    Body,
}

/// What a document record says.
struct Declaration {
    author: DeviceId,
    purpose: Purpose,
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
        Self::of_circle(space, CircleId::EVERYONE)
    }

    fn of_circle(space: SpaceId, circle: CircleId) -> Self {
        Self {
            space,
            circle,
            circles: BTreeMap::new(),
            known: BTreeMap::new(),
            ever: Fold::new(circle),
            force: OnceLock::new(),
            whole: OnceLock::new(),
            people: OnceLock::new(),
        }
    }

    /// Adds an authority record (any order, twice does nothing).
    /// Records whose issuer is not known yet, or may not do that yet, are kept and stand when the issuer does:
    /// [`Authority::judge`] tells whether this one stands now.
    ///
    /// # Errors
    /// Only for what can never stand here, and is not kept: another space's, another form, another kind.
    pub fn insert(&mut self, record: &Record) -> Result<(), Refusal> {
        self.insert_all([record])
    }

    /// Adds many.
    ///
    /// # Errors
    /// The first of those of [`Authority::insert`]; the others are added all the same.
    pub fn insert_all<'a>(
        &mut self,
        records: impl IntoIterator<Item = &'a Record>,
    ) -> Result<(), Refusal> {
        let mut result = Ok(());
        let mut came = Vec::new();
        for record in records {
            let circle = record.header().circle;
            if circle != self.circle && self.is_everyones() {
                result = result.and(self.begun_or_to_come(circle).insert(record));
                continue;
            }
            if self.known.contains_key(&record.id()) {
                continue;
            }
            match self.read(record) {
                Ok(body) => {
                    self.known.insert(record.id(), (record.clone(), body));
                    came.extend(self.ever.offer(&self.known, record.id()));
                }
                Err(refusal) => result = result.and(Err(refusal)),
            }
        }
        self.begin_circles(&came);
        self.work_out_anew(&came);
        result
    }

    /// What was worked out holds no longer, where something has come to be kept.
    fn work_out_anew(&mut self, came: &[RecordId]) {
        if !came.is_empty() {
            self.force = OnceLock::new();
            self.whole = OnceLock::new();
            self.people = OnceLock::new();
        }
    }

    /// The space.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// Whether the founding is known.
    pub fn is_founded(&self) -> bool {
        self.ever.is_founded()
    }

    fn force(&self) -> Option<&Force> {
        let force = || Force::of(&self.known, &self.ever, self.whole()).map(Box::new);
        self.force.get_or_init(force).as_deref()
    }

    /// The records that are kept and known here with all that they lean on, or `None` where that is all of them. One that lacks
    /// some of it, since not all has arrived that its author knew, says nothing of what is known here.
    fn whole(&self) -> Option<&BTreeSet<RecordId>> {
        let whole = || past::whole(self.circle, &self.known, self.ever.standing());
        self.whole.get_or_init(whole).as_ref()
    }

    /// What is in force.
    fn now(&self) -> &Fold {
        self.force().map_or(&self.ever, |force| &force.now)
    }

    /// What is in force, with all the rights it ever gave.
    fn held(&self) -> &Fold {
        self.force().map_or(&self.ever, |force| &force.held)
    }

    /// Whether a record is to be kept and passed on: its author was once given the right to make it, by all that is known
    /// now. Who has been removed is not asked for, so that all come to hold the same records; nor whether it is in force.
    pub fn keeps(&self, record: &Record) -> Result<(), Refusal> {
        self.where_judged(record)?.keeps_here(record)
    }

    fn keeps_here(&self, record: &Record) -> Result<(), Refusal> {
        if !record.header().kind.is_written() {
            return self.judge_by(record, &self.ever);
        }
        self.has_form(record)?;
        self.keeps_writer(record.header())
    }

    /// What is looked at in what is written in a document, before who made it.
    fn has_form(&self, record: &Record) -> Result<(), Refusal> {
        if record.space() != self.space {
            return Err(Refusal::OtherSpace);
        }
        let in_form = prune::is_in_form(record);
        in_form.then_some(()).ok_or(Refusal::Body)
    }

    /// Whether an author was ever given the right to write a document.
    fn keeps_writer(&self, header: &Header) -> Result<(), Refusal> {
        let declared = self.ever.declarations(&header.document);
        let declared: Vec<_> = declared.filter_map(|id| self.declared(id)).collect();
        Self::may_write(header, &self.ever, &declared)
    }

    /// Whether an author may write a document now.
    fn judge_writer(&self, header: &Header) -> Result<(), Refusal> {
        let declared: Vec<_> = self.declaration(&header.document).into_iter().collect();
        let judged = Self::may_write(header, self.now(), &declared);
        // Also where what let the author in is not in force, so that all weigh it alike.
        judged.map_err(|refusal| {
            let kept = self.keeps_writer(header);
            kept.map_or(refusal, |()| Refusal::Removed)
        })
    }

    /// Whether a record is in force, by all that is known now. For changes: its author may write its document now.
    /// An authority record need not be inserted to be judged.
    ///
    /// # Errors
    /// [`Refusal::Removed`] where its author could, until it was removed. What an authority record of theirs made before
    /// that is in force; for changes, see [`Authority::counted`].
    pub fn judge(&self, record: &Record) -> Result<(), Refusal> {
        self.where_judged(record)?.judge_here(record)
    }

    fn judge_here(&self, record: &Record) -> Result<(), Refusal> {
        if record.header().kind.is_written() {
            self.has_form(record)?;
            return self.judge_writer(record.header());
        }
        match self.judge_by(record, &self.ever) {
            Ok(()) if self.known.contains_key(&record.id()) => {
                let in_force = self.now().stands(&record.id());
                in_force.then_some(()).ok_or(Refusal::Removed)
            }
            Ok(()) => self
                .judge_by(record, self.now())
                .map_err(|_| Refusal::Removed),
            Err(refusal) => Err(refusal),
        }
    }

    fn judge_by(&self, record: &Record, fold: &Fold) -> Result<(), Refusal> {
        match self.known.get(&record.id()) {
            Some((_, body)) => fold.allows(record, body),
            None => fold.allows(record, &self.read(record)?),
        }
    }

    /// What of a removed device's own counts, with all that it builds on: the records that each removal names. What those who
    /// are here say goes before what those say who are removed themselves, and that before what the device says of itself, and
    /// what is said by whoever added it and is no administrator.
    /// Nothing is named where nobody removed it.
    pub fn counted(&self, device: &DeviceId) -> BTreeSet<RecordId> {
        let removals = self.force().map_or(&[][..], |force| force.removals(device));
        let by = |id: &RecordId| self.author(id).unwrap_or(*device);
        let weight = |id: &RecordId| {
            let author = by(id);
            let by_owner = self.force().is_some_and(|force| force.is_by_owner(id));
            let is_anothers = author != *device && !by_owner;
            (is_anothers, is_anothers && self.is_here(&author))
        };
        let most = removals.iter().map(weight).max();
        let some = removals.iter().filter(|id| Some(weight(id)) == most);
        let named = |id: &RecordId| match self.known.get(id) {
            Some((_, AuthorityBody::Removal(removal))) => removal.counted.clone(),
            _ => Vec::new(),
        };
        some.flat_map(named).collect()
    }

    /// Whether what somebody says of snapshots counts: they may write the document now, or could and a removal of theirs names what
    /// they said. What others have built on it is not asked for.
    pub fn counts(&self, said: &Said) -> bool {
        let header = &said.header;
        let Ok(of) = self.where_written(header) else {
            return false;
        };
        match of.judge_writer(header) {
            Ok(()) => true,
            Err(Refusal::Removed) => of.counted(&header.author).contains(&said.id),
            Err(_) => false,
        }
    }

    /// The keys, of devices and invitations, that some removal in force names, or whose grants are not in force; ascending.
    /// Some may have been let in again.
    pub fn removed(&self) -> Vec<DeviceId> {
        let Some(force) = self.force() else {
            return Vec::new();
        };
        let is_removed =
            |key: &&DeviceId| !force.removals(key).is_empty() || force.now.rights(key).is_none();
        self.ever.devices().filter(is_removed).copied().collect()
    }

    /// What tells a device that it has been removed, whatever else it knows of its space: the removals, of it or of those
    /// who let it in, after all that their authors knew; of a circle also what was erased there, which it is to let go of, with what
    /// gave that its force. Nothing where it is still a member.
    pub fn farewell(&self, device: &DeviceId) -> Vec<Record> {
        let Some(force) = self.force().filter(|_| self.is_removed(device)) else {
            return Vec::new();
        };
        let mut keys = BTreeSet::new();
        let mut wanted = BTreeSet::new();
        let mut open = vec![*device];
        while let Some(key) = open.pop() {
            if !keys.insert(key) {
                continue;
            }
            let titles = self.ever.rights(&key).into_iter();
            let titles = titles.flat_map(|rights| rights.granted().chain(rights.invited()));
            for id in titles.chain(force.removals(&key)) {
                wanted.insert(*id);
                open.extend(self.author(id));
            }
        }
        let erased = self.erasures_with_titles();
        // A removal holds by what its author knew.
        let standing: BTreeSet<RecordId> = self.ever.standing().copied().collect();
        let past = Past::of(&self.known, &standing);
        let is_wanted = |(record, body): &(Record, AuthorityBody)| {
            let id = record.id();
            fold::is_founding(self.circle, body)
                || wanted.contains(&id)
                || erased.contains(&id)
                || wanted.iter().any(|later| past.leans(later, &id))
        };
        let kept = self.kept().into_iter().filter(is_wanted);
        kept.map(|(record, _)| record).collect()
    }

    /// Whether a new epoch is to begin: somebody was removed since the newest did, two began at once, or the one that began
    /// is not in force.
    pub fn wants_epoch(&self) -> bool {
        let newest = self.newest_epochs();
        let [newest] = newest.as_slice() else {
            return self.is_founded();
        };
        let newest = RecordId::from_bytes(*newest.as_bytes());
        self.force()
            .is_some_and(|force| !force.is_after_removals(&newest))
    }

    /// Whether a key that was let in, device or invitation, has been removed and not let in again.
    pub fn is_removed(&self, key: &DeviceId) -> bool {
        self.ever.rights(key).is_some() && self.now().rights(key).is_none()
    }

    /// Whether a key is, or was, an invitation.
    pub fn is_invitation(&self, key: &DeviceId) -> bool {
        let rights = self.ever.rights(key);
        rights.is_some_and(|rights| rights.lets_in())
    }

    /// Whether a key is an invitation that has been withdrawn.
    pub fn is_withdrawn(&self, key: &DeviceId) -> bool {
        let was = |fold: &Fold| fold.rights(key).is_some_and(|rights| rights.lets_in());
        was(&self.ever) && !was(self.now())
    }

    /// The epochs that no other follows: one, unless two began at once.
    pub fn newest_epochs(&self) -> Vec<EpochId> {
        self.now().epochs().copied().collect()
    }

    /// The invitations that are open as far as records tell, with their grants; ascending by key.
    pub fn invitations(&self) -> Vec<(DeviceId, Grant)> {
        self.now()
            .devices()
            .filter_map(|key| Some((*key, self.invitation(key)?.0)))
            .collect()
    }

    /// Whom a known record grants something.
    pub fn granted_to(&self, id: &RecordId) -> Option<DeviceId> {
        self.grant(id).map(|(_, grant)| grant.to)
    }

    /// The members that joined by an invitation which a device made, withdrawn by now or not; ascending.
    pub fn joined_by(&self, inviter: &DeviceId) -> Vec<DeviceId> {
        let is_theirs = |key: &DeviceId| {
            let made = self
                .grants_to(key)
                .filter(|(_, grant)| matches!(grant.grantee, Grantee::Invitation { .. }));
            made.into_iter()
                .any(|(header, _)| header.author == *inviter)
        };
        let came = |device: &DeviceId| {
            self.grants_to(device).any(|(header, grant)| {
                grant.grantee == Grantee::Device && is_theirs(&header.author)
            })
        };
        let members = self.members().into_iter().map(|member| member.device);
        members.filter(came).collect()
    }

    /// The key that made a record which is known.
    pub fn author(&self, id: &RecordId) -> Option<DeviceId> {
        self.known.get(id).map(|(record, _)| record.header().author)
    }

    /// Whether a key, device or invitation, is here: it is let in, and not removed.
    pub fn is_here(&self, key: &DeviceId) -> bool {
        self.now().rights(key).is_some()
    }

    /// The device's standing. The party is that of the highest grant, of one that names a party where some do.
    pub fn member(&self, device: &DeviceId) -> Option<Member> {
        let rights = self.now().rights(device)?;
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
        let kept_aside = |(_, grant): (&Header, &Grant)| grant.grantee == Grantee::Recovery;
        let linked_of = |(_, grant): (&Header, &Grant)| match grant.grantee {
            Grantee::Linked { of } => Some(of),
            _ => None,
        };
        let of = rights
            .granted()
            .filter_map(|id| self.grant(id))
            .find_map(linked_of);
        let mut grants = rights.granted().filter_map(|id| self.grant(id)).peekable();
        let is_granted = grants.peek().is_some();
        Some(Member {
            device: *device,
            role,
            party,
            issuer,
            // Nobody is made a key of who has been let in as a device.
            recovery: is_granted && grants.all(kept_aside),
            of,
        })
    }

    /// A key that stands for a person: the lowest of those that are known to be one person's, or may be. Devices that were ever
    /// added one from another are, each way however often; so may be all that came by one link, since it can be used twice.
    pub fn person_of(&self, device: &DeviceId) -> DeviceId {
        let people = self.people.get_or_init(|| self.work_out_people());
        people.get(device).copied().unwrap_or(*device)
    }

    fn work_out_people(&self) -> BTreeMap<DeviceId, DeviceId> {
        let mut beside: BTreeMap<DeviceId, Vec<DeviceId>> = BTreeMap::new();
        let grants = self.ever.standing().filter_map(|id| self.grant(id));
        for (header, grant) in grants.filter(|(_, grant)| grant.grantee.is_device()) {
            let with = match grant.grantee {
                Grantee::Linked { of } => of,
                _ if self.is_invitation(&header.author) => header.author,
                _ => continue,
            };
            beside.entry(grant.to).or_default().push(with);
            beside.entry(with).or_default().push(grant.to);
        }
        let mut people = BTreeMap::new();
        for first in beside.keys() {
            let mut open = vec![*first];
            while let Some(one) = open.pop() {
                // Keys ascend: whoever is met first is the lowest.
                if let Entry::Vacant(free) = people.entry(one) {
                    free.insert(*first);
                    open.extend(beside.get(&one).into_iter().flatten());
                }
            }
        }
        people
    }

    /// All devices that stand, by id.
    pub fn members(&self) -> Vec<Member> {
        self.now()
            .devices()
            .filter_map(|device| self.member(device))
            .collect()
    }

    /// The grant that made an invitation, or a link for somebody's own device, and the grants to devices made with it, if
    /// `key` is one that stands. The ids of the grants ascend.
    pub fn invitation(&self, key: &DeviceId) -> Option<(Grant, RecordId, Vec<RecordId>)> {
        let rights = self.now().rights(key)?;
        let is_it = |grant: &Grant| match rights.invites() {
            Some(role) => grant.role == role && grant.grantee != Grantee::Linking,
            None => true,
        };
        let (id, grant) = rights
            .invited()
            .filter_map(|id| self.grant(id).map(|(_, grant)| (*id, grant)))
            .find(|(_, grant)| is_it(grant))?;
        let joined = self.now().standing().filter(|id| {
            self.grant(id)
                .is_some_and(|(header, made)| header.author == *key && made.grantee.is_device())
        });
        Some((grant.clone(), id, joined.copied().collect()))
    }

    /// Who may write a document. Where it was declared more than once: the declaration by the highest role counts, and
    /// of equals the one with the lowest id.
    pub fn purpose(&self, document: &DocumentId) -> Option<Purpose> {
        Some(self.declaration(document)?.purpose)
    }

    /// The newest records that are known with all that they lean on: those that no other such record names, for whoever names
    /// one says to know what it knows. At most [`crate::record::MAX_PARENTS`]; where there are more, those that know most.
    pub fn heads(&self) -> Vec<RecordId> {
        let whole = self.whole();
        let is_whole = |id: &&RecordId| whole.is_none_or(|whole| whole.contains(*id));
        let standing = self.now().standing().filter(is_whole);
        let mut heads: BTreeSet<RecordId> = standing.copied().collect();
        let named = heads.iter().filter_map(|id| self.known.get(id));
        let named: Vec<&RecordId> = named
            .flat_map(|(record, _)| &record.header().authority)
            .collect();
        named.into_iter().for_each(|id| {
            heads.remove(id);
        });
        let mut heads: Vec<RecordId> = heads.into_iter().collect();
        if heads.len() > MAX_PARENTS {
            let standing: BTreeSet<RecordId> = self.now().standing().copied().collect();
            let past = Past::of(&self.known, &standing);
            heads.sort_by_key(|id| std::cmp::Reverse(past.depth(id)));
            heads.truncate(MAX_PARENTS);
            heads.sort_unstable();
        }
        heads
    }

    /// The records that are kept ([`Authority::keeps`]), decoded, in an order in which each comes after what it leans on.
    /// The order too depends on the set of records alone.
    /// Those of the other circles come last.
    pub fn kept(&self) -> Vec<(Record, AuthorityBody)> {
        let mut replay = Fold::new(self.circle);
        let mut order = replay.offer(&self.known, RecordId::from_bytes(*self.space.as_bytes()));
        for id in self.known.keys() {
            order.extend(replay.offer(&self.known, *id));
        }
        let here = order.iter().filter_map(|id| self.known.get(id).cloned());
        let elsewhere = self.circles.values().flat_map(Self::kept);
        here.chain(elsewhere).collect()
    }

    /// The records that are kept, in the order in which whoever knows none of them is told: first those by which a device
    /// stands, then the rest, each after what it leans on. So the first of many frames lets the device in.
    pub fn introducing(&self, device: &DeviceId) -> Vec<RecordId> {
        let kept = self.kept();
        let mut issuers = BTreeSet::from([*device]);
        let mut first = BTreeSet::new();
        for (record, body) in kept.iter().rev() {
            let leads_there = match body {
                AuthorityBody::Founding(_) => true,
                AuthorityBody::Grant(grant) => {
                    record.header().circle == CircleId::EVERYONE && issuers.contains(&grant.to)
                }
                // Epochs are large, and let nobody in.
                AuthorityBody::Epoch(_)
                | AuthorityBody::Circle(_)
                | AuthorityBody::Document(_)
                | AuthorityBody::Removal(_)
                | AuthorityBody::Erasure => false,
            };
            if leads_there {
                issuers.insert(record.header().author);
                first.insert(record.id());
            }
        }
        let mut order: Vec<RecordId> = kept.iter().map(|(record, _)| record.id()).collect();
        // Stable: within each part each still comes after what it leans on.
        order.sort_by_key(|id| !first.contains(id));
        order
    }

    /// The grants that were ever made to a key, as device or invitation, by id.
    pub(crate) fn grants_to(&self, key: &DeviceId) -> impl Iterator<Item = (&Header, &Grant)> {
        let rights = self.ever.rights(key);
        rights
            .into_iter()
            .flat_map(|rights| rights.granted().chain(rights.invited()))
            .filter_map(|id| self.grant(id))
    }

    /// The agreement keys of all who are members or invited now: whom a new epoch's key is wrapped for. First the members, then
    /// what lets others in; each part by key. A link for one's own device that has let one in lets nobody in again.
    pub(crate) fn agreements(&self) -> Vec<(DeviceId, &AgreementKey)> {
        let is_member = |key: &DeviceId| {
            let rights = self.now().rights(key);
            rights.is_some_and(|rights| rights.role().is_some())
        };
        let is_spent = |key: &DeviceId| {
            let link = self.invitation(key).filter(|_| !is_member(key));
            link.is_some_and(|(grant, _, joined)| {
                grant.grantee == Grantee::Linking && !joined.is_empty()
            })
        };
        let agreement = |key: &DeviceId| {
            let (_, grant) = self.grants_to(key).next()?;
            Some((*key, &grant.agreement))
        };
        let (mut keys, links): (Vec<DeviceId>, Vec<DeviceId>) =
            self.now().devices().partition(|key| is_member(key));
        keys.extend(links.into_iter().filter(|key| !is_spent(key)));
        keys.iter().filter_map(agreement).collect()
    }

    /// The epochs that were ever begun, by id.
    pub(crate) fn epochs(&self) -> impl Iterator<Item = (EpochId, &EpochBody)> {
        self.ever.standing().filter_map(|id| self.epoch(*id))
    }

    /// An epoch that was ever begun.
    pub(crate) fn epoch(&self, id: RecordId) -> Option<(EpochId, &EpochBody)> {
        match self.known.get(&id)? {
            (_, AuthorityBody::Epoch(body)) if self.ever.stands(&id) => {
                Some((EpochId::from(id), body))
            }
            _ => None,
        }
    }

    fn grant(&self, id: &RecordId) -> Option<(&Header, &Grant)> {
        match self.known.get(id)? {
            (record, AuthorityBody::Grant(grant)) => Some((record.header(), grant)),
            _ => None,
        }
    }

    /// Who declared a document: the author of the declaration that counts.
    pub fn declared_by(&self, document: &DocumentId) -> Option<DeviceId> {
        Some(self.declaration(document)?.author)
    }

    fn declaration(&self, document: &DocumentId) -> Option<Declaration> {
        let of = self.circle_of(document);
        let role = |declared: &Declaration| of.held().rights(&declared.author)?.role();
        let declared = of.now().declarations(document);
        // The first of equals is kept, and ids ascend.
        declared
            .filter_map(|id| of.declared(id))
            .reduce(|best, next| {
                if role(&next) > role(&best) {
                    next
                } else {
                    best
                }
            })
    }

    fn declared(&self, id: &RecordId) -> Option<Declaration> {
        match self.known.get(id)? {
            (record, AuthorityBody::Document(body)) => Some(Declaration {
                author: record.header().author,
                purpose: body.purpose,
            }),
            _ => None,
        }
    }

    fn may_write(header: &Header, fold: &Fold, declared: &[Declaration]) -> Result<(), Refusal> {
        let rights = fold.rights(&header.author).ok_or(Refusal::UnknownAuthor)?;
        if declared.is_empty() {
            return Err(Refusal::UnknownDocument);
        }
        declared
            .iter()
            .any(|declared| rights.may_write(&declared.purpose))
            .then_some(())
            .ok_or(Refusal::NotAllowed)
    }

    /// What is looked at in an authority record alone, before who made it.
    fn read(&self, record: &Record) -> Result<AuthorityBody, Refusal> {
        if record.space() != self.space {
            return Err(Refusal::OtherSpace);
        }
        let header = record.header();
        let is_known = !matches!(header.kind, Kind::Permit) && header.kind.is_authority();
        if !is_known {
            return Err(Refusal::NotAllowed);
        }
        let body = AuthorityBody::of(record).map_err(|_| Refusal::Body)?;
        let is_of_here = match &body {
            AuthorityBody::Circle(begun) if !self.is_everyones() => {
                CircleId::begun(self.space, header.author, &begun.nonce) == self.circle
            }
            _ => header.circle == self.circle,
        };
        is_of_here.then_some(body).ok_or(Refusal::NotAllowed)
    }
}
