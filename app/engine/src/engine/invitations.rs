//! Looking at an invitation, and joining by it.
//!
//! To look at it, this device speaks to the relay with the invitation's key, takes in what the invited may read and keeps it
//! in memory. Nothing is spent and nothing stored until the person joins: then a grant to this device, made with the
//! invitation's key, goes to the relay, and only when the relay has taken it does the space become this device's.

use super::{
    Engine,
    acts::directory_of,
    keys::RelayKey,
    linking::{Rest, person_of},
    links::{End, Who},
    runs::is_its_authors,
};
use crate::{
    host::ConnectionId,
    messages::{About, Command, Event, PartyChoice, Problem},
};
use samvev_documents::{
    document::{Document, DocumentKind, Intent, Value},
    snapshot,
};
use samvev_protocol::{
    authority::Authority,
    frame::Reason,
    ids::{DocumentId, RecordId, SpaceId},
    invitation::{Invitation, LinkError},
    keys::DeviceKeys,
    linking::Link,
    prune::{InEffect, Prunes},
    record::{Kind, Record},
    seal,
    space::keyring,
};
use std::collections::{BTreeMap, BTreeSet};

/// How long all of it may take, in milliseconds.
pub(super) const PATIENCE: u64 = 20_000;

/// The actor of what is only read.
const UNWRITTEN: [u8; 16] = [0; 16];

#[derive(Default)]
pub(super) struct Invitations {
    pub inspected: Option<Inspected>,
}

/// The invitation looked at last.
pub(super) struct Inspected {
    pub invitation: Invitation,
    /// Which of its relays is asked, and over which link.
    pub relay: usize,
    pub link: Option<ConnectionId>,
    /// Until when an answer is waited for; `None`: nothing is asked.
    pub until: Option<u64>,
    pub records: BTreeMap<RecordId, Record>,
    pub joining: Option<Joining>,
    /// What else a link for one's own device leads to.
    pub linking: Option<Rest>,
    /// What the last relay said no with.
    pub refused: Option<Problem>,
}

/// A person who joins.
pub(super) struct Joining {
    /// Their name and where they work; none: they come in as one more device of whoever made the link.
    pub who: Option<(String, PartyChoice)>,
    /// The grant that was sent.
    pub sent: Option<Record>,
    pub intents: Vec<Intent>,
}

impl Invitations {
    /// The keys of the invitation that is looked at.
    pub(super) fn keys(&self) -> Option<&DeviceKeys> {
        Some(&self.inspected.as_ref()?.invitation.keys)
    }

    pub(super) fn ids(&self) -> Option<BTreeSet<RecordId>> {
        Some(self.inspected.as_ref()?.records.keys().copied().collect())
    }

    pub(super) fn wake_at(&self) -> Option<u64> {
        self.inspected.as_ref()?.until
    }
}

impl Inspected {
    /// The address of the relay that is asked.
    pub(super) fn address(&self) -> Option<&str> {
        let address = self.invitation.relays.get(self.relay)?;
        Some(address)
    }

    pub(super) fn authority(&self) -> Authority {
        let mut authority = Authority::new(self.invitation.space);
        for record in self
            .records
            .values()
            .filter(|record| record.header().kind.is_authority())
        {
            // What can never stand stays out.
            let _ = authority.insert(record);
        }
        authority
    }

    /// What is said of snapshots.
    pub(super) fn prunes(&self, authority: &Authority) -> Prunes {
        let mut prunes = Prunes::default();
        let kept = self.records.values();
        for record in kept.filter(|record| authority.keeps(record).is_ok()) {
            prunes.insert(record);
        }
        prunes
    }

    /// What of that is in effect.
    pub(super) fn effect(&self, authority: &Authority) -> InEffect {
        let held = |document: &DocumentId, id: &RecordId| {
            let record = self.records.get(id);
            record.is_some_and(|record| record.header().document == *document)
        };
        self.prunes(authority).in_effect(authority, held)
    }

    /// The directory as the invited may read it.
    pub(super) fn directory(&self, authority: &Authority, actor: &[u8]) -> Option<Document> {
        let ring = keyring(authority, &self.invitation.keys);
        let of_directory = |record: &&Record| {
            let header = record.header();
            header.kind.is_written() && header.document == DocumentId::DIRECTORY
        };
        let declared_by = authority.declared_by(&DocumentId::DIRECTORY);
        let standing = authority.standing(self.records.values().filter(of_directory));
        let effect = self.effect(authority);
        let stands = |record: &&Record| match record.header().kind {
            Kind::Changes => standing.contains(&record.id()),
            Kind::Snapshot => effect.holds(&record.id()),
            _ => false,
        };
        let of_directory = self.records.values().filter(of_directory);
        let opened = of_directory.filter(stands).filter_map(|record| {
            let key = ring.get(&record.header().epoch)?;
            let opened = seal::open(key, record).ok()?;
            if record.header().kind == Kind::Snapshot {
                return snapshot::unpack(&opened).ok();
            }
            is_its_authors(record, &opened, declared_by).then_some(opened)
        });
        let changes: Vec<Vec<u8>> = opened.collect();
        let mut document = Document::empty(DocumentKind::Directory, actor);
        // What cannot be read takes the others' place from nobody.
        let _ = super::documents::receive_all(&mut document, &changes);
        document.is_ready().then_some(document)
    }
}

impl Engine {
    pub(super) fn inspect(&mut self, link: &str) {
        let invitation = match Link::read(link) {
            Ok(Link::Invitation(invitation)) => invitation,
            Ok(Link::Linking(linking)) => return self.inspect_linking(linking, link),
            Err(error) => {
                let problem = match error {
                    LinkError::Missing => Problem::LinkMissing,
                    LinkError::Damaged => Problem::LinkDamaged,
                    LinkError::Newer => Problem::LinkNewer,
                };
                self.problem(About::Invitation, problem);
                return;
            }
        };
        let space = invitation.space;
        if self.is_in(space) {
            self.show_own(space, link, None);
            let listed = self.relays(space);
            if !invitation.relays.iter().any(|one| !listed.contains(one)) {
                return;
            }
            // It names a relay that this device has not heard of. Those it knows may be gone for good.
        }
        self.look_at(invitation, None, None);
    }

    /// Nobody need be asked about a space that this device is in.
    pub(super) fn show_own(&mut self, space: SpaceId, link: &str, spaces: Option<u32>) {
        if self.in_document(directory_of(space), || Command::Inspect {
            link: link.to_owned(),
        }) && let (Some(directory), Some(role)) =
            (self.directory(space).cloned(), self.role(space))
        {
            self.tell(Event::Invitation {
                space,
                directory,
                from: None,
                role,
                member: true,
                spaces,
            });
        }
    }

    /// Asks the relays about an invitation; joins by it if that is said already.
    pub(super) fn look_at(
        &mut self,
        invitation: Invitation,
        linking: Option<Rest>,
        joining: Option<Joining>,
    ) {
        self.leave_invitation();
        self.invitations.inspected = Some(Inspected {
            invitation,
            relay: 0,
            link: None,
            until: Some(self.now + PATIENCE),
            records: BTreeMap::new(),
            joining,
            linking,
            refused: None,
        });
        self.ask_relay();
    }

    /// Whether this device is a member of a space, as far as is known. Whoever was removed comes in again like anybody else.
    pub(super) fn is_in(&self, space: SpaceId) -> bool {
        self.spaces.get(&space).is_some_and(|held| {
            let me = self.keys.device();
            !held.ready || held.authority.member(&me).is_some()
        })
    }

    /// Asks the relay whose turn it is; when all have been asked, the page is told what came of it.
    pub(super) fn ask_relay(&mut self) {
        let Some(inspected) = self.invitations.inspected.as_ref() else {
            return;
        };
        let Some(address) = inspected.invitation.relays.get(inspected.relay).cloned() else {
            let problem = inspected.refused.unwrap_or(Problem::Unreachable);
            self.invitation_failed(problem);
            return;
        };
        let connection = self.call(inspected.invitation.space, &address, Who::Invited);
        if let Some(inspected) = self.invitations.inspected.as_mut() {
            inspected.link = Some(connection);
        }
    }

    pub(super) fn invitation_failed(&mut self, problem: Problem) {
        if self.another_space() {
            return;
        }
        if let Some(inspected) = self.invitations.inspected.as_mut() {
            inspected.until = None;
            inspected.joining = None;
            inspected.relay = 0;
        }
        self.leave_invitation();
        let asked = self.invitations.inspected.as_ref();
        if asked.is_some_and(|asked| self.is_in(asked.invitation.space)) {
            // Who is a member was only helped along.
            return;
        }
        self.problem(About::Invitation, problem);
    }

    /// Closes the invitation's link.
    pub(super) fn leave_invitation(&mut self) {
        if let Some(connection) = self
            .invitations
            .inspected
            .as_mut()
            .and_then(|inspected| inspected.link.take())
        {
            self.hang_up(connection, End::Lost);
        }
    }

    pub(super) fn keep_invitations(&mut self) {
        if self
            .invitations
            .wake_at()
            .is_some_and(|until| self.now >= until)
        {
            self.invitation_failed(Problem::Unreachable);
        }
    }

    /// The invitation's link is no more: the next relay is asked.
    pub(super) fn invitation_ended(&mut self, connection: ConnectionId, end: End) {
        let Some(inspected) = self
            .invitations
            .inspected
            .as_mut()
            .filter(|one| one.link == Some(connection))
        else {
            return;
        };
        inspected.link = None;
        let problem = match end {
            End::Lost => None,
            End::Refused(reason) => Some(Problem::Refused(reason)),
            End::Rubbish => Some(Problem::Rubbish),
        };
        inspected.refused = problem.or(inspected.refused);
        inspected.relay += 1;
        if inspected.until.is_some() {
            self.ask_relay();
        }
    }

    pub(super) fn invitation_welcomed(&mut self, connection: ConnectionId, known: bool) {
        if known {
            self.begin_sync(connection, true);
        } else {
            self.hang_up(connection, End::Refused(Reason::NotMember));
        }
    }

    pub(super) fn invitation_records(&mut self, records: Vec<Record>) {
        if let Some(inspected) = self.invitations.inspected.as_mut() {
            inspected
                .records
                .extend(records.into_iter().map(|record| (record.id(), record)));
        }
    }

    /// All that the relay has for the invited is here.
    pub(super) fn invitation_fetched(&mut self, connection: ConnectionId) {
        let Some(inspected) = self.invitations.inspected.as_ref() else {
            return;
        };
        if inspected.until.is_none() || inspected.link != Some(connection) {
            return;
        }
        let space = inspected.invitation.space;
        if self.is_in(space) {
            self.helped_along();
            return;
        }
        let authority = inspected.authority();
        let key = inspected.invitation.keys.device();
        let (Some((grant, id, _)), Some(document)) = (
            authority.invitation(&key),
            inspected.directory(&authority, &UNWRITTEN),
        ) else {
            self.hang_up(connection, End::Refused(Reason::NotMember));
            return;
        };
        let Ok(Value::Directory(mut directory)) = document.value() else {
            self.hang_up(connection, End::Rubbish);
            return;
        };
        let is_erased = |key: &String| key.parse().is_ok_and(|id| authority.is_erased(&id));
        directory.documents.retain(|key, _| !is_erased(key));
        if inspected.joining.is_some() {
            self.send_join(connection, &authority, &directory);
            return;
        }
        let issuer = authority.author(&id);
        let person = issuer.and_then(|device| person_of(&authority, &directory, device));
        let event = Event::Invitation {
            space,
            from: person.map(|one| one.name.clone()),
            directory,
            role: grant.role,
            member: false,
            spaces: inspected.linking.as_ref().map(Rest::spaces),
        };
        self.asked_enough();
        self.tell(event);
    }

    /// A member has got by an invitation what a relay has that this device had not heard of: where the others are now.
    fn helped_along(&mut self) {
        self.leave_invitation();
        let Some(asked) = self.invitations.inspected.take() else {
            return;
        };
        let relay = RelayKey::of(asked.address().unwrap_or_default());
        let space = asked.invitation.space;
        // Should the directory turn out to list none.
        self.fall_back_on(space, asked.invitation.relays);
        self.take_in_records(space, relay, asked.records.into_values().collect());
    }

    fn asked_enough(&mut self) {
        if let Some(inspected) = self.invitations.inspected.as_mut() {
            inspected.until = None;
            inspected.relay = 0;
        }
        self.leave_invitation();
    }
}
