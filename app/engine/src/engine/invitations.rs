//! Looking at an invitation, and joining by it.
//!
//! To look at it, this device speaks to the relay with the invitation's key, takes in what the invited may read and keeps it
//! in memory. Nothing is spent and nothing stored until the person joins: then a grant to this device, made with the
//! invitation's key, goes to the relay, and only when the relay has taken it does the space become this device's.

use super::{
    Engine,
    acts::{apply_all, directory_of},
    documents::{Held, Live},
    keys::RelayKey,
    landing::{From, Landing},
    links::{End, Who},
    space::Space,
    stored::Listed,
    writer::{Make, Then, Write},
};
use crate::{
    host::ConnectionId,
    messages::{About, Command, Event, PartyChoice, Problem},
};
use samvev_documents::{
    directory::{Directory, DirectoryIntent},
    document::{Document, DocumentKind, Intent, Value},
};
use samvev_protocol::{
    authority::Authority,
    frame::{Frame, Reason},
    ids::{CircleId, DocumentId, PartyId, RecordId, SpaceId},
    invitation::{Invitation, LinkError},
    keys::DeviceKeys,
    record::{Kind, Record},
    seal,
    space::{join, keyring},
};
use std::collections::{BTreeMap, BTreeSet};

/// How long all of it may take, in milliseconds.
const PATIENCE: u64 = 20_000;

#[derive(Default)]
pub(super) struct Invitations {
    inspected: Option<Inspected>,
}

/// The invitation looked at last.
struct Inspected {
    invitation: Invitation,
    /// Which of its relays is asked, and over which link.
    relay: usize,
    link: Option<ConnectionId>,
    /// Until when an answer is waited for; `None`: nothing is asked.
    until: Option<u64>,
    records: BTreeMap<RecordId, Record>,
    joining: Option<Joining>,
    /// What the last relay said no with.
    refused: Option<Problem>,
}

/// A person who joins.
struct Joining {
    name: String,
    party: PartyChoice,
    /// The grant that was sent.
    sent: Option<Record>,
    intents: Vec<Intent>,
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
    fn authority(&self) -> Authority {
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

    /// The directory as the invited may read it.
    fn directory(&self, authority: &Authority, actor: &[u8]) -> Option<Document> {
        let ring: BTreeMap<_, _> = keyring(authority, CircleId::EVERYONE, &self.invitation.keys)
            .into_iter()
            .collect();
        let of_directory = |record: &&Record| {
            let header = record.header();
            header.kind == Kind::Changes
                && header.document == DocumentId::DIRECTORY
                && authority.judge(record).is_ok()
        };
        let opened = self
            .records
            .values()
            .filter(of_directory)
            .filter_map(|record| {
                let key = ring.get(&record.header().epoch)?;
                seal::open(key, record).ok()
            });
        let changes: Vec<Vec<u8>> = opened.collect();
        let document = Document::load(DocumentKind::Directory, None, &changes, actor).ok()?;
        document.is_ready().then_some(document)
    }
}

impl Engine {
    pub(super) fn inspect(&mut self, link: &str) {
        let invitation = match Invitation::from_link(link) {
            Ok(invitation) => invitation,
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
        if self.spaces.contains_key(&space) {
            // A member already: nobody need be asked.
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
                });
            }
            return;
        }
        self.leave_invitation();
        self.invitations.inspected = Some(Inspected {
            invitation,
            relay: 0,
            link: None,
            until: Some(self.now + PATIENCE),
            records: BTreeMap::new(),
            joining: None,
            refused: None,
        });
        self.ask_relay();
    }

    pub(super) fn join(&mut self, space: SpaceId, name: String, party: PartyChoice) {
        if self.spaces.contains_key(&space) {
            self.tell(Event::Joined(space));
            return;
        }
        let until = self.now + PATIENCE;
        let inspected = self
            .invitations
            .inspected
            .as_mut()
            .filter(|inspected| inspected.invitation.space == space);
        let Some(inspected) = inspected else {
            self.problem(About::Invitation, Problem::LinkMissing);
            return;
        };
        inspected.joining = Some(Joining {
            name,
            party,
            sent: None,
            intents: Vec::new(),
        });
        inspected.until = Some(until);
        inspected.relay = 0;
        inspected.refused = None;
        let open = inspected.link;
        match open {
            Some(connection) => self.go_on(connection),
            None => self.ask_relay(),
        }
    }

    /// Asks the relay whose turn it is; when all have been asked, the page is told what came of it.
    fn ask_relay(&mut self) {
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

    fn invitation_failed(&mut self, problem: Problem) {
        if let Some(inspected) = self.invitations.inspected.as_mut() {
            inspected.until = None;
            inspected.joining = None;
            inspected.relay = 0;
        }
        self.leave_invitation();
        self.problem(About::Invitation, problem);
    }

    /// Closes the invitation's link.
    fn leave_invitation(&mut self) {
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
        let authority = inspected.authority();
        let key = inspected.invitation.keys.device();
        let (Some((grant, id, _)), Some(document)) = (
            authority.invitation(&key),
            inspected.directory(&authority, &self.actor()),
        ) else {
            self.hang_up(connection, End::Refused(Reason::NotMember));
            return;
        };
        let Ok(Value::Directory(directory)) = document.value() else {
            self.hang_up(connection, End::Rubbish);
            return;
        };
        if inspected.joining.is_some() {
            self.send_join(connection, &authority, &directory);
            return;
        }
        let issuer = inspected
            .records
            .get(&id)
            .map(|record| record.header().author);
        let from = issuer
            .and_then(|device| directory.members.get(&device.to_string()))
            .map(|one| one.name.clone());
        let event = Event::Invitation {
            space,
            directory,
            from,
            role: grant.role,
            member: false,
        };
        self.asked_enough();
        self.tell(event);
    }

    fn asked_enough(&mut self) {
        if let Some(inspected) = self.invitations.inspected.as_mut() {
            inspected.until = None;
            inspected.relay = 0;
        }
        self.leave_invitation();
    }

    /// Sends the grant to this device, unless it was sent before and taken.
    fn send_join(
        &mut self,
        connection: ConnectionId,
        authority: &Authority,
        directory: &Directory,
    ) {
        let Some(mut joining) = self
            .invitations
            .inspected
            .as_mut()
            .and_then(|one| one.joining.take())
        else {
            return;
        };
        if joining.sent.is_none() {
            let (party, intents) =
                self.introduction(directory, joining.name.clone(), joining.party.clone());
            joining.intents = intents;
            self.make_join(connection, authority, party, &mut joining);
        }
        let taken = authority.member(&self.keys.device()).is_some();
        if let Some(inspected) = self.invitations.inspected.as_mut() {
            inspected.joining = Some(joining);
        }
        if taken {
            self.become_member();
        }
    }

    fn make_join(
        &mut self,
        connection: ConnectionId,
        authority: &Authority,
        party: PartyId,
        joining: &mut Joining,
    ) {
        if authority.member(&self.keys.device()).is_some() {
            return;
        }
        let Some(inspected) = self.invitations.inspected.as_mut() else {
            return;
        };
        match join(
            &inspected.invitation,
            authority,
            &self.keys,
            party,
            &mut self.random,
        ) {
            Ok((record, _, _)) => {
                let frame = Frame::Put(vec![record.bytes().to_vec()]);
                joining.sent = Some(record);
                self.send(connection, &frame);
            }
            Err(_) => self.invitation_failed(Problem::Refused(Reason::NotAllowed)),
        }
    }

    pub(super) fn invitation_stored(&mut self, connection: ConnectionId, records: &[RecordId]) {
        let Some(inspected) = self
            .invitations
            .inspected
            .as_mut()
            .filter(|one| one.link == Some(connection))
        else {
            return;
        };
        // Only now does it count: the relay might have refused it.
        let taken = |sent: &mut Record| records.contains(&sent.id());
        if let Some(sent) = inspected
            .joining
            .as_mut()
            .and_then(|joining| joining.sent.take_if(taken))
        {
            inspected.records.insert(sent.id(), sent);
            self.become_member();
        }
    }

    pub(super) fn invitation_rejected(&mut self, connection: ConnectionId, reason: Reason) {
        if self
            .invitations
            .inspected
            .as_ref()
            .is_some_and(|one| one.link == Some(connection))
        {
            self.invitation_failed(Problem::Refused(reason));
        }
    }

    /// The relay has taken the grant: the space is this device's.
    fn become_member(&mut self) {
        let Some(inspected) = self.invitations.inspected.as_ref() else {
            return;
        };
        let id = inspected.invitation.space;
        let authority = inspected.authority();
        let Some(directory) = inspected.directory(&authority, &self.actor()) else {
            self.invitation_failed(Problem::Unreadable);
            return;
        };
        let address = inspected
            .invitation
            .relays
            .get(inspected.relay)
            .cloned()
            .unwrap_or_default();
        let from = From::Relay(RelayKey::of(&address));
        let ring = keyring(&authority, CircleId::EVERYONE, &self.keys)
            .into_iter()
            .collect();
        let space = Space {
            ready: true,
            authority,
            ring,
            ..Space::new(id)
        };
        let landing = |record: &Record| {
            let content = self.content_of(&space, record)?;
            Some(Landing {
                record: record.clone(),
                content,
                from,
            })
        };
        let landings: Vec<Landing> = inspected.records.values().filter_map(landing).collect();
        let mut intents = inspected
            .joining
            .as_ref()
            .map(|joining| joining.intents.clone())
            .unwrap_or_default();
        let relays = inspected.invitation.relays.clone();
        self.spaces.insert(id, space);
        self.leave_invitation();
        self.invitations.inspected = None;

        let of = directory_of(id);
        let value = directory.value().ok();
        let missing = |address: &&String| !matches!(&value, Some(Value::Directory(listed)) if listed.relays.contains(*address));
        let listed = relays
            .iter()
            .filter(missing)
            .map(|address| DirectoryIntent::AddRelay(address.clone()));
        intents.extend(listed.map(Intent::Directory));
        let mut live = Live {
            value,
            ..Live::new(directory, self.now)
        };
        let records = landings.iter().map(|landing| &landing.record);
        let kept = records.filter(|record| Listed::of(record).document == Some(of.document));
        live.contains(kept.map(|record| (record.id(), record.header().parents.as_slice())));
        self.documents.insert(of, Held::Live(Box::new(live)));
        let make = match self.perform(of, None, |document, at| apply_all(document, &intents, at)) {
            Ok(Some(performed)) => vec![Make::Changes {
                document: of.document,
                plain: performed.plain,
            }],
            // A reader cannot write who they are.
            Ok(None) | Err(_) => Vec::new(),
        };
        let then = vec![Then::Tell(Event::Joined(id))];
        let puts = self.listing(id).into_iter().collect();
        self.write(Write {
            landings,
            make,
            puts,
            act: true,
            then,
            ..Write::of(id)
        });
        self.relays_changed(id);
        self.changed.insert(id);
    }
}
