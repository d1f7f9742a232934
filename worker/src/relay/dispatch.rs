//! The relay itself: where each event goes, how effects are given, and what time does.

use super::{
    ConnectionId, Effect, Event, Settings, Ticket,
    connection::{Connection, Guest, Stage},
    space::Space,
    storing::Put,
    tally::{Tally, label},
};
use crate::store::Keep;
use bytes::Bytes;
use samvev_protocol::{
    frame::{FRAMES_VERSION, Frame, Reason},
    ids::SpaceId,
};
use std::collections::{BTreeMap, HashMap};

/// The relay of any number of spaces. See the module's page for its laws.
pub struct Relay {
    pub(super) settings: Settings,
    pub(super) now: u64,
    pub(super) connections: BTreeMap<ConnectionId, Connection>,
    pub(super) spaces: HashMap<SpaceId, Slot>,
    pub(super) puts: HashMap<Ticket, Put>,
    pub(super) tickets: u64,
    pub(super) effects: Vec<Effect>,
    pub(super) tally: Tally,
}

/// A space that a relay has in memory, or is about to.
pub(super) enum Slot {
    /// The store is being read.
    Opening {
        /// Who waits for it.
        waiting: Vec<ConnectionId>,
        /// What became durable meanwhile, which the reading may not have seen.
        late: Vec<Keep>,
    },
    /// Ready.
    Open(Box<Space>),
}

impl Relay {
    /// A relay that knows nobody yet. What it keeps, it learns from its store, a space at a time, when somebody asks for it.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            now: 0,
            connections: BTreeMap::new(),
            spaces: HashMap::new(),
            puts: HashMap::new(),
            tickets: 0,
            effects: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// Tells the relay what happened at `now`, in milliseconds since 1970. The effects are to be carried out in order.
    pub fn handle(&mut self, now: u64, event: Event) -> Vec<Effect> {
        self.now = now;
        match event {
            Event::Connected { connection, nonce } => self.connected(connection, nonce),
            Event::Came {
                connection,
                incoming,
            } => self.came(connection, incoming),
            Event::Written { connection } => {
                if let Some(known) = self.connections.get_mut(&connection) {
                    known.is_sending = false;
                }
                self.load_next(connection);
            }
            Event::Closed { connection } => self.forget(connection),
            Event::Opened { space, held } => self.opened(space, held),
            Event::Loaded {
                connection,
                records,
            } => self.loaded(connection, records),
            Event::Kept { ticket, result } => self.kept(ticket, result),
            Event::NotRetired { space, records } => {
                self.tally.store_failures += 1;
                // Where the space is not in memory, it is let go of when it is opened.
                if let Some(space) = self.open_space(space) {
                    space.unretired.extend(records);
                }
            }
            Event::Tick => self.tick(),
        }
        std::mem::take(&mut self.effects)
    }

    /// What has been counted.
    pub fn tally(&self) -> Tally {
        Tally {
            connections: self.connections.len() as u64,
            spaces: self.spaces.len() as u64,
            ..self.tally.clone()
        }
    }

    fn connected(&mut self, connection: ConnectionId, nonce: [u8; 32]) {
        self.tally.connected += 1;
        self.connections
            .insert(connection, Connection::new(nonce, self.now));
        if self.connections.len() > self.settings.limits.connections {
            self.refuse(connection, Reason::Full);
            return;
        }
        self.send(
            connection,
            &Frame::Challenge {
                version: FRAMES_VERSION,
                nonce,
                now: self.now,
            },
        );
    }

    /// Refuses a connection and closes it. What it said last has been said.
    pub(super) fn refuse(&mut self, connection: ConnectionId, reason: Reason) {
        *self.tally.refused.entry(label(reason)).or_default() += 1;
        self.send(connection, &Frame::Refused(reason));
        self.close(connection);
    }

    pub(super) fn close(&mut self, connection: ConnectionId) {
        self.forget(connection);
        self.effects.push(Effect::Close { connection });
    }

    fn forget(&mut self, connection: ConnectionId) {
        let Some(known) = self.connections.remove(&connection) else {
            return;
        };
        let Some(guest) = known.guest() else { return };
        match self.spaces.get_mut(&guest.space) {
            Some(Slot::Open(space)) => {
                space.connections.remove(&connection);
                space.left_at = self.now;
            }
            Some(Slot::Opening { waiting, .. }) => waiting.retain(|other| *other != connection),
            None => {}
        }
    }

    pub(super) fn send(&mut self, to: ConnectionId, frame: &Frame) {
        self.send_bytes(to, frame.encode().into(), false);
    }

    pub(super) fn send_bytes(&mut self, to: ConnectionId, frame: Bytes, receipt: bool) {
        self.tally.frames_out += 1;
        self.tally.bytes_out += frame.len() as u64;
        self.effects.push(Effect::Send { to, frame, receipt });
    }

    pub(super) fn open_space(&mut self, space: SpaceId) -> Option<&mut Space> {
        match self.spaces.get_mut(&space) {
            Some(Slot::Open(space)) => Some(space),
            _ => None,
        }
    }

    /// Who is let in to a space now, and as whom.
    pub(super) fn guests(&self, space: SpaceId) -> Vec<(ConnectionId, Guest)> {
        let Some(Slot::Open(space)) = self.spaces.get(&space) else {
            return Vec::new();
        };
        let guest = |id: &ConnectionId| match self.connections.get(id)?.stage {
            Stage::In(guest) => Some((*id, guest)),
            _ => None,
        };
        space.connections.iter().filter_map(guest).collect()
    }

    /// Cuts off who may not be here any longer.
    pub(super) fn cut_off(&mut self, space: SpaceId) {
        for (connection, guest) in self.guests(space) {
            if let Err(reason) = self.admission(connection, guest) {
                self.refuse(connection, reason);
            }
        }
    }

    fn tick(&mut self) {
        let limits = self.settings.limits.clone();
        let stages: Vec<_> = self
            .connections
            .iter()
            .map(|(id, known)| (*id, known.stage, known.since))
            .collect();
        for (connection, stage, since) in stages {
            let age = self.now.saturating_sub(since);
            match stage {
                Stage::Challenged { .. } if age > limits.hello_within => {
                    self.refuse(connection, Reason::Challenge)
                }
                Stage::Stranger(_) if age > limits.shown_within => {
                    self.refuse(connection, Reason::NotMember)
                }
                Stage::In(guest) => match self.admission(connection, guest) {
                    Ok(_) => self.ping_silent(connection),
                    Err(reason) => self.refuse(connection, reason),
                },
                _ => {}
            }
        }
        for (id, slot) in &mut self.spaces {
            if let Slot::Open(space) = slot
                && !space.unretired.is_empty()
            {
                let mut records = std::mem::take(&mut space.unretired);
                // What was brought again, after its erasure had turned out not to be in force.
                records.retain(|record| !space.holds(record));
                let space = *id;
                self.effects.push(Effect::Retire { space, records });
            }
        }
        let (now, covered_for) = (self.now, limits.covered_for);
        let mut over = Vec::new();
        for (id, slot) in &mut self.spaces {
            if let Slot::Open(space) = slot {
                over.push((*id, space.retire_covered(now, covered_for)));
            }
        }
        for (space, (records, again)) in over {
            self.retire(space, records, Vec::new());
            self.send_again(space, &again);
        }
        self.spaces.retain(|_, slot| match slot {
            Slot::Open(space) => {
                let is_left = space.connections.is_empty() && space.tickets == 0;
                !is_left || now.saturating_sub(space.left_at) <= limits.forget_after
            }
            Slot::Opening { .. } => true,
        });
    }

    fn ping_silent(&mut self, connection: ConnectionId) {
        let limits = &self.settings.limits;
        let Some(known) = self.connections.get_mut(&connection) else {
            return;
        };
        let silence = self.now.saturating_sub(known.heard);
        if silence > limits.gone_after {
            self.close(connection);
        } else if silence > limits.ping_after && !known.is_pinged {
            known.is_pinged = true;
            self.send(connection, &Frame::Ping);
        }
    }
}
