//! The network between tabs and relays: it delays, breaks and is parted. A socket keeps its order and loses nothing but by
//! breaking, with all that was under way on it.

use super::{
    device::{AUTHOR, ProfileId, TabId},
    judgement::is_covered,
    ledger::MARK,
    world::{Happening, World},
};
use samvev_engine::{
    host::{ConnectionId, Input},
    messages::{Event, OnRelay},
};
use samvev_protocol::ids::RecordId;
use samvev_worker::relay::{self, Intake, Limits};

impl World {
    pub(super) fn delay(&mut self) -> u64 {
        let most = self.slowness;
        self.chance.below(most) + 1
    }

    /// When something sent now on one way of a connection will be there.
    pub(super) fn arrival(&mut self, up: bool, connection: relay::ConnectionId) -> u64 {
        let at = self.now + self.delay();
        let way = self.ways.entry((up, connection)).or_default();
        *way = at.max(*way);
        *way
    }

    pub(super) fn connect(&mut self, id: TabId, connection: ConnectionId, address: &str) {
        let delay = self.delay();
        let reached = self.reaches(id, address);
        let (Some(host), Some(tab)) = (reached, self.tabs.get_mut(&id)) else {
            self.happen(delay, Happening::Tell(id, Input::Disconnected(connection)));
            return;
        };
        self.next_connection += 1;
        let to = relay::ConnectionId(self.next_connection);
        tab.sockets.insert(connection, (host, to));
        if let Some(host) = self.hosts.get_mut(host) {
            host.clients.insert(to, (id, connection));
            host.intakes.insert(to, Intake::new(&Limits::default()));
        }
        self.happen(delay, Happening::Tell(id, Input::Connected(connection)));
        self.ways.insert((false, to), self.now + delay);
        let nonce = self.chance.bytes();
        let connected = relay::Event::Connected {
            connection: to,
            nonce,
        };
        self.relay_event(host, connected);
    }

    /// The relay at an address, if a tab reaches it now.
    fn reaches(&self, id: TabId, address: &str) -> Option<usize> {
        let profile = self.tabs.get(&id)?.profile;
        let online = self.profiles.get(profile)?.online;
        let host = self.hosts.iter().position(|host| host.address == address)?;
        let up = self.hosts.get(host)?.up && !self.faults.parted.contains(&(profile, host));
        (online && up).then_some(host)
    }

    pub(super) fn send_up(&mut self, id: TabId, connection: ConnectionId, frame: Vec<u8>) {
        let socket = self
            .tabs
            .get(&id)
            .and_then(|tab| tab.sockets.get(&connection));
        let Some((host, to)) = socket.copied() else {
            return;
        };
        self.overhear(&frame, "sent by a device");
        let at = self.arrival(true, to);
        self.happen_at(at, Happening::Heard(host, to, frame));
    }

    pub(super) fn hang_up(&mut self, id: TabId, connection: ConnectionId) {
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        if let Some((host, to)) = tab.sockets.remove(&connection) {
            let at = self.arrival(true, to);
            self.happen_at(at, Happening::Gone(host, to));
        }
    }

    /// Whoever listens on the wire looks for what people wrote.
    pub(super) fn overhear(&mut self, frame: &[u8], what: &str) {
        self.trace.bytes(frame);
        if holds_mark(frame) {
            self.fail(
                super::Check::Leaked,
                format!("words stand in a frame {what}"),
            );
        }
    }

    /// What a tab calls shared must be with the relay in that moment: all that its own device made, while its socket stands.
    /// (Another tab of the profile may have written what this one has not heard of yet; and what a relay has forgotten that was
    /// set back is found out a moment after it is called again.)
    pub(super) fn check_shared(&mut self, id: TabId, event: &Event) {
        let (Event::Saved { space, state }, Some(tab)) = (event, self.tabs.get(&id)) else {
            return;
        };
        let Some(profile) = self.profiles.get(tab.profile) else {
            return;
        };
        let (device, is_alone) = (profile.device, !profile.had_two);
        let shared = state.relays.iter().filter(|(address, standing)| {
            let at = tab
                .sockets
                .values()
                .filter_map(|(host, _)| self.hosts.get(*host));
            *standing == OnRelay::Shared
                && is_alone
                && at
                    .clone()
                    .any(|host| host.address == *address && !host.was_set_back)
        });
        let mut untrue = Vec::new();
        for (address, _) in shared {
            let prefixes = [b"r", b"s"].map(|kind| [kind, space.as_bytes().as_slice()].concat());
            let entries = prefixes.iter().map(|prefix| tab.store.scan_now(prefix));
            let own = entries
                .flatten()
                .flatten()
                .filter(|(_, record)| record.get(AUTHOR) == Some(device.as_bytes().as_slice()));
            let own =
                own.filter_map(|(key, _)| key.last_chunk().copied().map(RecordId::from_bytes));
            let Some(host) = self.hosts.iter().find(|host| host.address == *address) else {
                continue;
            };
            let has = host.ids(*space);
            // What the relay has let go of is on its way out here as well.
            let authority = host.authority(*space);
            let covered = host.covered(*space);
            let erased = |record: &RecordId| {
                authority.erased().iter().any(|document| {
                    let of = [b"r", space.as_bytes().as_slice(), document.as_bytes()].concat();
                    let key = [of.as_slice(), record.as_bytes()].concat();
                    tab.store
                        .fetch_now(&[key])
                        .is_ok_and(|found| !found.is_empty())
                })
            };
            let lacks = own
                .filter(|record| {
                    !has.contains(record) && !erased(record) && !is_covered(&covered, record)
                })
                .count();
            if lacks > 0 {
                untrue.push(format!(
                    "tab {id} calls {lacks} records shared that {address} has not"
                ));
            }
        }
        for what in untrue {
            self.fail(super::Check::Lost, what);
        }
    }

    /// A connection breaks: all that is under way on it is lost, either way.
    pub(super) fn break_socket(&mut self, id: TabId, connection: ConnectionId) {
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        let Some((host, to)) = tab.sockets.remove(&connection) else {
            return;
        };
        let before = self.happenings.len();
        self.happenings.retain(|_, what| match what {
            Happening::Heard(_, on, _) => *on != to,
            Happening::Tell(tab, Input::Received(on, _)) => (*tab, *on) != (id, connection),
            _ => true,
        });
        let lost = before - self.happenings.len();
        self.faults.add("frames lost", lost as u64);
        self.trace.line(self.now, || {
            format!("a socket of tab {id} breaks, {lost} frames lost")
        });
        self.happen(0, Happening::Gone(host, to));
        // One side may notice late.
        let after = self.chance.below(3) * 500;
        self.happen(after, Happening::Tell(id, Input::Disconnected(connection)));
    }

    /// Breaks all sockets between profiles and relays that `meant` picks.
    pub(super) fn break_sockets(&mut self, meant: impl Fn(ProfileId, usize) -> bool) {
        let sockets: Vec<(TabId, ConnectionId)> = self
            .tabs
            .iter()
            .flat_map(|(id, tab)| {
                let of = tab.sockets.iter();
                let profile = tab.profile;
                of.filter(|(_, (host, _))| meant(profile, *host))
                    .map(|(connection, _)| (*id, *connection))
                    .collect::<Vec<_>>()
            })
            .collect();
        for (id, connection) in sockets {
            self.break_socket(id, connection);
        }
    }
}

/// Whether something that people wrote stands in these bytes as it is.
pub(super) fn holds_mark(bytes: &[u8]) -> bool {
    let mark = MARK.as_bytes();
    bytes.windows(mark.len()).any(|window| window == mark)
}
