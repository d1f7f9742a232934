//! Joining by the invitation looked at last: a grant to this device, made with the invitation's key, goes to the relay, and
//! only when the relay has taken it does the space become this device's.

use super::{
    Engine,
    acts::directory_of,
    documents::{Held, Live},
    invitations::{Inspected, Joining, PATIENCE},
    keys::{self, RelayKey},
    landing::{Content, From, Landing},
    links::End,
    space::Space,
    stored::{self, Listed},
    writer::{Make, Then, Write},
};
use crate::{
    host::ConnectionId,
    messages::{About, Command, Event, PartyChoice, Problem},
};
use samvev_documents::{
    directory::{Directory, DirectoryIntent},
    document::{Intent, Value},
};
use samvev_protocol::{
    authority::Authority,
    bodies::Role,
    frame::{Frame, Reason},
    ids::{CircleId, PartyId, RecordId, SpaceId},
    record::Record,
    space::{join, join_linked, keyring},
};

impl Engine {
    pub(super) fn join(&mut self, space: SpaceId, name: String, party: PartyChoice) {
        if self.is_in(space) {
            self.tell(Event::Joined(space));
            return;
        }
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
            who: Some((name, party)),
            sent: None,
            intents: Vec::new(),
        });
        self.ask_to_join();
    }

    /// Asks the relays to let this device in by the invitation that is looked at.
    pub(super) fn ask_to_join(&mut self) {
        let until = self.now + PATIENCE;
        let Some(inspected) = self.invitations.inspected.as_mut() else {
            return;
        };
        inspected.until = Some(until);
        inspected.relay = 0;
        inspected.refused = None;
        let open = inspected.link;
        match open {
            Some(connection) => self.go_on(connection),
            None => self.ask_relay(),
        }
    }

    /// Sends the grant to this device, unless it was sent before and taken.
    pub(super) fn send_join(
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
        let mut may = true;
        if joining.sent.is_none() {
            let party = match joining.who.clone() {
                Some((name, party)) => {
                    let (party, intents) = self.introduction(directory, name, party);
                    joining.intents = intents;
                    Some(party)
                }
                None => {
                    joining.intents = self.one_more(authority, directory);
                    None
                }
            };
            may = self.make_join(connection, authority, party, &mut joining);
        }
        let taken = authority.member(&self.keys.device()).is_some();
        if let Some(inspected) = self.invitations.inspected.as_mut() {
            inspected.joining = Some(joining);
        }
        if !may {
            self.invitation_failed(Problem::Refused(Reason::NotAllowed));
        } else if taken {
            self.become_member();
        }
    }

    /// Whether this device may be let in by the invitation, as far as can be told here.
    fn make_join(
        &mut self,
        connection: ConnectionId,
        authority: &Authority,
        party: Option<PartyId>,
        joining: &mut Joining,
    ) -> bool {
        if authority.member(&self.keys.device()).is_some() {
            return true;
        }
        let Some(inspected) = self.invitations.inspected.as_mut() else {
            return true;
        };
        let (link, keys, random) = (&inspected.invitation, &self.keys, &mut self.random);
        let made = match party {
            Some(party) => join(link, authority, keys, party, random),
            None => join_linked(link, authority, keys, random),
        };
        match made {
            Ok((record, _, _)) => {
                let frame = Frame::Put(vec![record.bytes().to_vec()]);
                joining.sent = Some(record);
                self.send(connection, &frame);
                true
            }
            Err(_) => false,
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
    pub(super) fn become_member(&mut self) {
        let Some(mut inspected) = self.invitations.inspected.take() else {
            return;
        };
        let linking = inspected.linking.take();
        let (id, keys) = (inspected.invitation.space, inspected.invitation.keys.seed());
        self.become_member_of(inspected);
        if let Some(rest) = linking {
            self.came(rest, id, &keys);
        }
    }

    fn become_member_of(&mut self, mut inspected: Inspected) {
        if let Some(connection) = inspected.link.take() {
            self.hang_up(connection, End::Lost);
        }
        let id = inspected.invitation.space;
        if self.spaces.contains_key(&id) {
            self.come_back(inspected);
            return;
        }
        let records: Vec<Record> = inspected.records.values().cloned().collect();
        let mut space = Space {
            ready: true,
            indexed: true,
            came_by: inspected.invitation.relays.clone(),
            ..Space::new(id)
        };
        space.authority = inspected.authority();
        space.prunes = inspected.prunes(&space.authority);
        space.effect = inspected.effect(&space.authority);
        let ring = keyring(&space.authority, &self.keys);
        space.rings.insert(CircleId::EVERYONE, ring);
        let from = From::Relay(RelayKey::of(inspected.address().unwrap_or_default()));
        let landing = |record: Record| {
            let content = self.content_of(&space, &record)?;
            Some(Landing {
                record,
                content,
                from,
            })
        };
        let landings: Vec<Landing> = records.into_iter().filter_map(landing).collect();
        self.spaces.insert(id, space);
        let Some(make) = self.begin_membership(&inspected, &landings) else {
            self.spaces.remove(&id);
            self.problem(About::Invitation, Problem::Unreadable);
            return;
        };
        let relays = &inspected.invitation.relays;
        let mut puts = vec![(keys::came_by(id), Some(stored::write(relays)))];
        puts.extend(self.listing(id));
        self.write(Write {
            landings,
            make,
            puts,
            act: true,
            then: vec![Then::Tell(Event::Joined(id))],
            ..Write::of(id)
        });
        self.relays_changed(id);
        self.changed.insert(id);
    }

    /// This device was a member before and is one again: what it has of the space stays, and what it lacks comes.
    fn come_back(&mut self, inspected: Inspected) {
        let id = inspected.invitation.space;
        let relay = RelayKey::of(inspected.address().unwrap_or_default());
        if let Some(space) = self.spaces.get_mut(&id) {
            space.refused.clear();
            space.came_by.clone_from(&inspected.invitation.relays);
        }
        self.take_in_records(id, relay, inspected.records.into_values().collect());
        let came_by = stored::write(&inspected.invitation.relays);
        let who = inspected.joining.and_then(|joining| joining.who);
        let introduce = who.map(|(name, party)| Command::Introduce {
            space: id,
            name,
            party,
        });
        // A reader cannot write who they are.
        let introduce = introduce.filter(|_| self.role(id) > Some(Role::Reader));
        let mut then = vec![Then::Tell(Event::Joined(id))];
        then.extend(introduce.map(Then::Do));
        self.write(Write {
            puts: vec![(keys::came_by(id), Some(came_by))],
            then,
            act: true,
            ..Write::of(id)
        });
        self.relays_changed(id);
        self.compare_anew(id);
        self.try_links_at_once();
        self.changed.insert(id);
    }

    /// Opens the directory and writes there who has come.
    fn begin_membership(
        &mut self,
        inspected: &Inspected,
        landings: &[Landing],
    ) -> Option<Vec<Make>> {
        let id = inspected.invitation.space;
        let of = directory_of(id);
        let authority = &self.spaces.get(&id)?.authority;
        let document = inspected.directory(authority, &self.actor(id))?;
        let Ok(Value::Directory(directory)) = document.value() else {
            return None;
        };
        // One that the directory does not list any longer was taken away, and stays so.
        let is_lost = |_: &&String| directory.relays.is_empty();
        let relays = inspected.invitation.relays.iter().filter(is_lost);
        let relays = relays.map(|address| DirectoryIntent::AddRelay(address.clone()));
        let mut intents: Vec<Intent> = relays.map(Intent::Directory).collect();
        intents.extend(inspected.joining.iter().flat_map(|one| one.intents.clone()));
        let mut live = Live {
            value: Some(Value::Directory(directory)),
            ..Live::new(document, self.now)
        };
        let opened = landings
            .iter()
            .filter(|landing| matches!(landing.content, Content::Changes(_)));
        let records = opened.map(|landing| &landing.record);
        let kept = records.filter(|record| Listed::of(record).document == Some(of.document));
        live.contains(kept.map(|record| (record.id(), record.header().parents.as_slice())));
        self.documents.insert(of, Held::Live(Box::new(live)));
        Some(match self.perform_all(of, intents) {
            Ok(Some(performed)) => vec![Make::Changes {
                document: of.document,
                plain: performed.plain,
            }],
            // A reader cannot write who they are.
            Ok(None) | Err(_) => Vec::new(),
        })
    }
}
