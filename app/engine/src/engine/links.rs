//! The sockets of the leading tab: one for each space and relay, opened again when they close. Any tab may open one more, to
//! look at an invitation.

use super::{
    Engine,
    space::{Space, Standing},
    sync::Sync,
};
use crate::{
    host::ConnectionId,
    messages::{About, Problem},
};
use chacha20::rand_core::Rng;
use samvev_protocol::{
    frame::{FRAMES_VERSION, Frame, Reason},
    ids::SpaceId,
};
use std::collections::BTreeMap;

/// How long a relay has to answer a call or a greeting, in milliseconds.
pub(super) const ANSWER: u64 = 10_000;
/// Silence after which a relay is asked whether it lives, and after which it is taken for dead.
const PING: u64 = 20_000;
const DEAD: u64 = 30_000;
/// The first and the longest wait before calling again.
const AGAIN: u64 = 500;
const AGAIN_MOST: u64 = 30_000;

/// On whose behalf a socket is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Member,
    Invited,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Calling,
    /// The socket is open: the relay speaks first.
    Open,
    /// We have said who we are.
    Greeted,
    Up,
}

/// One socket.
pub(super) struct Link {
    pub space: SpaceId,
    pub address: String,
    pub who: Who,
    stage: Stage,
    /// When the relay was heard last, or called.
    heard: u64,
    pinged: bool,
    pub sync: Sync,
}

impl Link {
    /// Whether the relay knows this device: before that it hears of nothing but what lets us in.
    pub(super) fn is_let_in(&self) -> bool {
        self.is_up() && self.who == Who::Member && !self.sync.is_stranger()
    }

    pub(super) fn is_up(&self) -> bool {
        self.stage == Stage::Up
    }

    fn due(&self) -> u64 {
        match self.stage {
            Stage::Up if self.pinged => (self.heard + DEAD).min(self.sync.stuck_at()),
            Stage::Up => (self.heard + PING).min(self.sync.stuck_at()),
            _ => self.heard + ANSWER,
        }
    }
}

/// A relay that a space is to be carried by.
#[derive(Default)]
struct Target {
    connection: Option<ConnectionId>,
    failures: u32,
    next: u64,
    /// Whether the page knows that it answers rubbish.
    told: bool,
}

#[derive(Default)]
pub(super) struct Links {
    pub by_id: BTreeMap<ConnectionId, Link>,
    targets: BTreeMap<(SpaceId, String), Target>,
}

/// Why a link ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Lost,
    Refused(Reason),
    Rubbish,
}

impl Engine {
    pub(super) fn links_wake_at(&self) -> Option<u64> {
        let due = self.links.by_id.values().map(Link::due);
        let calls = self.leading && self.online;
        let again = self.links.targets.iter().filter(|((space, _), target)| {
            let space = self.spaces.get(space);
            calls && target.connection.is_none() && space.is_some_and(Space::may_sync)
        });
        due.chain(again.map(|(_, target)| target.next)).min()
    }

    /// The directory of a space may list other relays: those that are new are called, those that are gone no longer.
    pub(super) fn relays_changed(&mut self, id: SpaceId) {
        let listed = self.relays(id);
        let called = self.links.targets.keys().filter(|(of, _)| *of == id);
        let gone: Vec<String> = called
            .map(|(_, address)| address.clone())
            .filter(|address| !listed.contains(address))
            .collect();
        if listed.is_empty() && !gone.is_empty() {
            // Two took away what the other had left, at once: without any relay nobody would ever hear of it.
            self.fall_back_on(id, gone);
            return;
        }
        for address in gone {
            let target = self.links.targets.remove(&(id, address));
            if let Some(connection) = target.and_then(|target| target.connection) {
                self.hang_up(connection, End::Lost);
            }
        }
        for address in listed {
            self.links.targets.entry((id, address)).or_default();
        }
    }

    /// Calls no relay of a space any longer.
    pub(super) fn forget_targets(&mut self, id: SpaceId) {
        self.links.targets.retain(|(of, _), _| *of != id);
    }

    pub(super) fn try_links_at_once(&mut self) {
        for target in self.links.targets.values_mut() {
            target.next = 0;
        }
    }

    pub(super) fn network(&mut self, online: bool) {
        if online == self.online {
            return;
        }
        self.online = online;
        if online {
            self.try_links_at_once();
        } else {
            self.leave_links();
        }
    }

    /// Closes the sockets that this tab holds for all.
    pub(super) fn leave_links(&mut self) {
        let member = |(id, link): (&ConnectionId, &Link)| (link.who == Who::Member).then_some(*id);
        let ids: Vec<ConnectionId> = self.links.by_id.iter().filter_map(member).collect();
        for id in ids {
            self.out.hang_up(id);
            self.end(id, End::Lost);
        }
        self.try_links_at_once();
    }

    /// Calls who is to be called, and sees who has fallen silent.
    pub(super) fn keep_links(&mut self) {
        let now = self.now;
        let due: Vec<ConnectionId> = self
            .links
            .by_id
            .iter()
            .filter(|(_, link)| now >= link.due())
            .map(|(id, _)| *id)
            .collect();
        for id in due {
            let Some(link) = self.links.by_id.get_mut(&id) else {
                continue;
            };
            let asks = link.stage == Stage::Up
                && !link.pinged
                && now < link.heard + DEAD
                && now < link.sync.stuck_at();
            if asks {
                link.pinged = true;
                self.send(id, &Frame::Ping);
            } else {
                self.out.hang_up(id);
                self.end(id, End::Lost);
            }
        }
        if !self.leading || !self.online {
            return;
        }
        let call: Vec<(SpaceId, String)> = self
            .links
            .targets
            .iter()
            .filter(|((space, _), target)| {
                target.connection.is_none()
                    && now >= target.next
                    && self.spaces.get(space).is_some_and(Space::may_sync)
            })
            .map(|(key, _)| key.clone())
            .collect();
        for key in call {
            let connection = self.call(key.0, &key.1, Who::Member);
            if let Some(target) = self.links.targets.get_mut(&key) {
                target.connection = Some(connection);
            }
        }
    }

    pub(super) fn call(&mut self, space: SpaceId, address: &str, who: Who) -> ConnectionId {
        let connection = self.out.connect(address);
        let link = Link {
            space,
            address: address.to_owned(),
            who,
            stage: Stage::Calling,
            heard: self.now,
            pinged: false,
            sync: Sync::default(),
        };
        self.links.by_id.insert(connection, link);
        connection
    }

    pub(super) fn send(&mut self, connection: ConnectionId, frame: &Frame) {
        self.out.send(connection, frame.encode());
    }

    pub(super) fn connected(&mut self, connection: ConnectionId) {
        if let Some(link) = self.links.by_id.get_mut(&connection)
            && link.stage == Stage::Calling
        {
            link.stage = Stage::Open;
            link.heard = self.now;
        }
    }

    pub(super) fn disconnected(&mut self, connection: ConnectionId) {
        self.end(connection, End::Lost);
    }

    /// Ends a link of ours.
    pub(super) fn hang_up(&mut self, connection: ConnectionId, end: End) {
        if self.links.by_id.contains_key(&connection) {
            self.out.hang_up(connection);
            self.end(connection, end);
        }
    }

    /// A link is no more: it is called again after a while, the longer the more often it failed.
    fn end(&mut self, connection: ConnectionId, end: End) {
        let Some(link) = self.links.by_id.remove(&connection) else {
            return;
        };
        if link.who == Who::Invited {
            self.invitation_ended(connection, end);
            return;
        }
        let again = self.random.next_u64();
        let now = self.now;
        let key = (link.space, link.address);
        let mut tell = false;
        if let Some(target) = self.links.targets.get_mut(&key) {
            let most = AGAIN
                .saturating_mul(1 << target.failures.min(6))
                .min(AGAIN_MOST);
            let most = if end == End::Lost { most } else { AGAIN_MOST };
            target.connection = None;
            target.failures += 1;
            // Half of it is left to chance, so that not all come back at once.
            target.next = now + most / 2 + again % (most / 2);
            tell = end == End::Rubbish && !target.told;
            target.told |= tell;
        }
        if tell {
            self.problem(About::Space(key.0), Problem::Rubbish);
        }
        let standing = match end {
            End::Refused(reason) => Standing::Refused(reason),
            End::Lost | End::Rubbish => Standing::Away,
        };
        self.stand(key.0, key.1, standing);
    }

    /// How it stands with a relay now.
    pub(super) fn stand(&mut self, id: SpaceId, address: String, standing: Standing) {
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        if space.relays.insert(address.clone(), standing) != Some(standing) {
            let is_known = space.authority.is_founded();
            if let Standing::Refused(reason) = standing
                && !is_known
            {
                // There is no space here yet that could say so.
                self.problem(About::KeyFile, Problem::Refused(reason));
            }
            self.changed.insert(id);
            self.tell_tabs_of_relay(id, address, standing);
        }
    }

    /// All that the relay had is here, and it works: should it fail, it is called again soon.
    pub(super) fn link_works(&mut self, space: SpaceId, address: &str) {
        if let Some(target) = self.links.targets.get_mut(&(space, address.to_owned())) {
            target.failures = 0;
            target.told = false;
        }
    }

    pub(super) fn received(&mut self, connection: ConnectionId, bytes: &[u8]) {
        let now = self.now;
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        link.heard = now;
        link.pinged = false;
        let Ok(frame) = Frame::decode(bytes) else {
            self.hang_up(connection, End::Rubbish);
            return;
        };
        match (link.stage, frame) {
            (_, Frame::Refused(reason)) => self.hang_up(connection, End::Refused(reason)),
            (_, Frame::Ping) => self.send(connection, &Frame::Pong),
            (_, Frame::Pong) => {}
            (Stage::Open, Frame::Challenge { version, nonce, .. }) => {
                self.greet(connection, version, &nonce)
            }
            (Stage::Greeted, Frame::Welcome { known, others }) => {
                link.stage = Stage::Up;
                self.welcomed(connection, known, others);
            }
            (Stage::Up, Frame::Reconciled(message)) => self.reconciled(connection, &message),
            (Stage::Up, Frame::Records(records)) => self.records_came(connection, records),
            (Stage::Up, Frame::Stored(records)) => self.stored(connection, &records),
            (Stage::Up, Frame::Rejected { record, reason }) => {
                self.rejected(connection, record, reason)
            }
            (Stage::Up, Frame::Presence(sealed)) => self.presence_came(connection, sealed),
            _ => self.hang_up(connection, End::Rubbish),
        }
    }

    fn greet(&mut self, connection: ConnectionId, version: u8, nonce: &[u8; 32]) {
        if version != FRAMES_VERSION {
            self.hang_up(connection, End::Refused(Reason::Version));
            return;
        }
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        let keys = match link.who {
            Who::Member => Some(&self.keys),
            Who::Invited => self.invitations.keys(),
        };
        let Some(keys) = keys else { return };
        let hello = Frame::Hello {
            version: FRAMES_VERSION,
            space: link.space,
            device: keys.device(),
            signature: keys.answer_challenge(nonce, &link.address, link.space),
            relay: link.address.clone(),
        };
        link.stage = Stage::Greeted;
        self.send(connection, &hello);
    }

    fn welcomed(&mut self, connection: ConnectionId, known: bool, others: u32) {
        let Some(link) = self.links.by_id.get(&connection) else {
            return;
        };
        let (space, who) = (link.space, link.who);
        match who {
            Who::Invited => self.invitation_welcomed(connection, known),
            Who::Member => {
                self.begin_sync(connection, known);
                self.company(space, others);
            }
        }
    }
}
