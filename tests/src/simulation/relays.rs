//! Relays: the real core over a disk that loses what it has not answered, may be full or fail, and may be set back. Some
//! of them lie for a while: they keep records back, or make some up.

use super::{
    device::{AUTHOR, ProfileId},
    judgement::in_effect,
    trace,
    world::{Happening, World},
};
use samvev_engine::host::{ConnectionId, Input};
use samvev_protocol::{
    authority::Authority,
    frame::Frame,
    ids::{DeviceId, RecordId, SpaceId},
    prune::InEffect,
    record::Record,
};
use samvev_worker::{
    relay::{self, Intake, Limits, NewSpaces, Relay, Settings},
    store::{Keep, MemoryStore, Store as _, StoreError},
};
use std::collections::BTreeMap;

pub(super) struct Host {
    pub address: String,
    relay: Relay,
    /// What is durable, in order: a copy of the disk is a beginning of this.
    pub disk: Vec<Keep>,
    /// What was let go of, and stands in earlier copies.
    retired: Vec<Keep>,
    store: MemoryStore,
    pub intakes: BTreeMap<relay::ConnectionId, Intake>,
    pub clients: BTreeMap<relay::ConnectionId, (usize, ConnectionId)>,
    pub up: bool,
    /// How far its clock is ahead, in milliseconds.
    pub clock: i64,
    pub refusing: Option<StoreError>,
    /// Whom it sends nothing that this device made.
    pub withholds: Option<(ProfileId, DeviceId)>,
    disk_until: u64,
    /// How long it keeps what snapshots stand in for.
    covered_for: u64,
    /// Whether it ever had less on its disk than it once answered for.
    pub was_set_back: bool,
}

fn core(address: &str, covered_for: u64) -> Relay {
    Relay::new(Settings {
        addresses: address.parse().into_iter().collect(),
        new_spaces: NewSpaces::Automatic,
        limits: Limits {
            covered_for,
            ..Limits::default()
        },
    })
}

impl Host {
    pub(super) fn new(address: String, clock: i64, covered_for: u64) -> Self {
        Self {
            relay: core(&address, covered_for),
            covered_for,
            address,
            disk: Vec::new(),
            retired: Vec::new(),
            store: MemoryStore::default(),
            intakes: BTreeMap::new(),
            clients: BTreeMap::new(),
            up: true,
            clock,
            refusing: None,
            withholds: None,
            disk_until: 0,
            was_set_back: false,
        }
    }

    /// The ids of what it keeps.
    pub(super) fn ids(&self, space: SpaceId) -> Vec<RecordId> {
        let held = self.store.open(space).unwrap_or_default();
        held.iter().map(|one| one.id).collect()
    }

    /// What snapshots are in effect for, by what it keeps.
    pub(super) fn covered(&self, space: SpaceId) -> InEffect {
        let kept = self.disk.iter().filter(|one| one.record.space() == space);
        let kept = kept.map(|one| (one.record.id(), one.record.as_ref().clone()));
        in_effect(&self.authority(space), &kept.collect())
    }

    /// Who may do what, by what it keeps.
    pub(super) fn authority(&self, space: SpaceId) -> Authority {
        let mut authority = Authority::new(space);
        let held = self.store.open(space).unwrap_or_default();
        let plain = held.into_iter().filter_map(|one| one.plain);
        let records: Vec<Record> = plain
            .filter_map(|bytes| Record::decode(&bytes).ok())
            .collect();
        // What can never stand stays out.
        let _ = authority.insert_all(&records);
        authority
    }

    fn keep(&mut self, records: &[Keep]) -> Result<(), StoreError> {
        if let Some(error) = &self.refusing {
            return Err(error.clone());
        }
        for keep in records {
            let id = keep.record.id();
            let is_new = !self.disk.iter().any(|one| one.record.id() == id);
            if is_new {
                self.disk.push(keep.clone());
            }
        }
        self.store.keep(records)
    }
}

impl World {
    pub(super) fn relay_event(&mut self, at: usize, event: relay::Event) {
        let now = self.now;
        let Some(host) = self.hosts.get_mut(at).filter(|host| host.up) else {
            return;
        };
        let effects = host
            .relay
            .handle(now.saturating_add_signed(host.clock), event);
        let mut written = Vec::new();
        for effect in effects {
            match effect {
                relay::Effect::Send { to, frame, receipt } => {
                    self.send_down(at, to, frame.to_vec());
                    if receipt {
                        written.push(to);
                    }
                }
                relay::Effect::Close { connection } => {
                    let at_time = self.arrival(false, connection);
                    let client = self
                        .hosts
                        .get(at)
                        .and_then(|host| host.clients.get(&connection));
                    if let Some((tab, socket)) = client.copied() {
                        let closed = Happening::Tell(tab, Input::Disconnected(socket));
                        self.happen_at(at_time, closed);
                    }
                }
                relay::Effect::Open { space } => {
                    let delay = self.delay();
                    let Some(host) = self.hosts.get(at) else {
                        return;
                    };
                    let held = host.store.open(space);
                    let event = relay::Event::Opened { space, held };
                    self.happen(delay, Happening::Stored(at, event));
                }
                relay::Effect::Load {
                    connection,
                    space,
                    records,
                } => {
                    let delay = self.delay();
                    let Some(host) = self.hosts.get(at) else {
                        return;
                    };
                    let records = host.store.load(space, &records);
                    let event = relay::Event::Loaded {
                        connection,
                        records,
                    };
                    self.happen(delay, Happening::Stored(at, event));
                }
                relay::Effect::Keep { ticket, records } => {
                    let done = self.now + self.delay();
                    if let Some(host) = self.hosts.get_mut(at) {
                        // In order, as the relay asks.
                        host.disk_until = done.max(host.disk_until);
                        let done = host.disk_until;
                        self.happen_at(done, Happening::Keep(at, ticket, records));
                    }
                }
                relay::Effect::Retire { space, records } => {
                    let done = self.now + self.delay();
                    if let Some(host) = self.hosts.get_mut(at) {
                        host.disk_until = done.max(host.disk_until);
                        let done = host.disk_until;
                        self.happen_at(done, Happening::Retire(at, space, records));
                    }
                }
            }
        }
        for connection in written {
            self.relay_event(at, relay::Event::Written { connection });
        }
    }

    fn send_down(&mut self, at: usize, to: relay::ConnectionId, frame: Vec<u8>) {
        let client = self.hosts.get(at).and_then(|host| host.clients.get(&to));
        let Some((tab, connection)) = client.copied() else {
            return;
        };
        let frame = self.kept_back(at, tab, frame);
        self.trace.line(self.now, || {
            format!("  relay {at} to tab {tab}: {}", trace::frame(&frame))
        });
        self.overhear(&frame, "sent by a relay");
        let arrives = self.arrival(false, to);
        let received = Happening::Tell(tab, Input::Received(connection, frame));
        self.happen_at(arrives, received);
    }

    /// A frame without what a relay keeps back from a device.
    fn kept_back(&mut self, at: usize, tab: usize, frame: Vec<u8>) -> Vec<u8> {
        let withholds = self.hosts.get(at).and_then(|host| host.withholds);
        let profile = self.tabs.get(&tab).map(|tab| tab.profile);
        let Some((_, author)) = withholds.filter(|(from, _)| Some(*from) == profile) else {
            return frame;
        };
        let Ok(Frame::Records(mut records)) = Frame::decode(&frame) else {
            return frame;
        };
        let before = records.len();
        records.retain(|record| record.get(AUTHOR) != Some(author.as_bytes().as_slice()));
        self.faults.add(
            "records that a relay kept back",
            (before - records.len()) as u64,
        );
        Frame::Records(records).encode()
    }

    pub(super) fn heard(&mut self, at: usize, connection: relay::ConnectionId, frame: &[u8]) {
        let now = self.now;
        let Some(host) = self.hosts.get_mut(at) else {
            return;
        };
        let clock = now.saturating_add_signed(host.clock);
        let Some(intake) = host.intakes.get_mut(&connection) else {
            return;
        };
        let incoming = intake.read(clock, frame);
        if let Ok(relay::Incoming::Put(records)) = &incoming {
            let again = records.iter().flatten();
            let again =
                again.filter(|one| host.disk.iter().any(|kept| kept.record.id() == one.id()));
            let again = again.count();
            self.faults.add("records put twice", again as u64);
        }
        self.relay_event(
            at,
            relay::Event::Came {
                connection,
                incoming,
            },
        );
    }

    pub(super) fn relay_keeps(&mut self, at: usize, ticket: relay::Ticket, records: &[Keep]) {
        let Some(host) = self.hosts.get_mut(at) else {
            return;
        };
        let result = host.keep(records);
        if result.is_err() {
            self.faults.count("requests that a relay's disk refused");
        }
        self.relay_event(at, relay::Event::Kept { ticket, result });
    }

    pub(super) fn relay_retires(&mut self, at: usize, space: SpaceId, records: &[RecordId]) {
        let Some(host) = self.hosts.get_mut(at) else {
            return;
        };
        if host.refusing.is_some() {
            self.faults.count("requests that a relay's disk refused");
            let records = records.to_vec();
            self.relay_event(at, relay::Event::NotRetired { space, records });
            return;
        }
        // A store in memory lets go of all.
        let _ = host.store.retire(space, records);
        let gone = host
            .disk
            .extract_if(.., |one| records.contains(&one.record.id()));
        host.retired.extend(gone);
        self.faults
            .add("records that a relay let go of", records.len() as u64);
    }

    pub(super) fn gone(&mut self, at: usize, connection: relay::ConnectionId) {
        if let Some(host) = self.hosts.get_mut(at) {
            host.intakes.remove(&connection);
            host.clients.remove(&connection);
            self.relay_event(at, relay::Event::Closed { connection });
        }
    }

    /// The relay's process is killed: every socket breaks. Of what it had asked of the disk, some is there and the rest is
    /// gone, in the order it asked; nobody was told of either.
    pub(super) fn kill_relay(&mut self, at: usize) {
        self.trace
            .line(self.now, || format!("relay {at} is killed"));
        self.break_sockets(|_, host| host == at);
        let mut goes_on = true;
        for what in self.happenings.values() {
            if let (Happening::Keep(to, _, records), Some(host)) = (what, self.hosts.get_mut(at))
                && *to == at
            {
                goes_on &= self.chance.one_in(2);
                if goes_on {
                    // Nobody is told whether it was refused.
                    let _ = host.keep(records);
                }
                self.faults.count(if goes_on {
                    "relay's commits done and never answered"
                } else {
                    "relay's commits lost"
                });
            }
        }
        self.happenings.retain(|_, what| match what {
            Happening::Heard(to, ..)
            | Happening::Stored(to, _)
            | Happening::Keep(to, ..)
            | Happening::Retire(to, ..)
            | Happening::Gone(to, _) => *to != at,
            _ => true,
        });
        if let Some(host) = self.hosts.get_mut(at) {
            host.up = false;
            host.clients.clear();
            host.intakes.clear();
        }
    }

    /// Starts a relay on the first so many records of what its disk had: all of them, none, or an earlier copy.
    pub(super) fn start_relay(&mut self, at: usize, records: usize) {
        self.trace.line(self.now, || {
            format!("relay {at} starts with {records} records")
        });
        let Some(host) = self.hosts.get_mut(at) else {
            return;
        };
        host.was_set_back |= records < host.disk.len();
        if records > 0 && records < host.disk.len() {
            // An earlier copy has what was let go of since.
            host.disk.truncate(records);
            host.disk.append(&mut host.retired);
        } else {
            host.disk.truncate(records);
        }
        host.store = MemoryStore::default();
        // A store in memory takes all that it is given.
        let _ = host.store.keep(&host.disk);
        host.relay = core(&host.address, host.covered_for);
        host.up = true;
    }
}
