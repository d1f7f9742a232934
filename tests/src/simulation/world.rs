//! A world: profiles, tabs, relays, and what is to happen when. Nothing waits for a real clock, and all that is left to
//! chance comes from the seed.

use super::{
    Check, Failure,
    chance::Chance,
    device::{Profile, Tab, TabId},
    faults::Faults,
    ledger::Ledger,
    relays::Host,
    trace::Trace,
};
use samvev_engine::{
    host::{Effect, Input},
    messages::DocumentRef,
};
use samvev_protocol::ids::{RecordId, SpaceId};
use samvev_worker::{relay, store::Keep};
use std::collections::BTreeMap;

/// When a world begins: milliseconds since 1970.
const BEGINNING: u64 = 1_795_000_000_000;
/// How often a relay's shell tells it that time has passed, in milliseconds.
const TICK: u64 = 5_000;
/// What a relay keeps what snapshots stand in for, in milliseconds.
const MONTH: u64 = 30 * 24 * 3_600_000;
/// More than any world needs: one that takes more goes round in circles.
const MOST_STEPS: u64 = 2_000_000;

pub(super) enum Happening {
    Tell(TabId, Input),
    Store(TabId, Effect),
    Heard(usize, relay::ConnectionId, Vec<u8>),
    Stored(usize, relay::Event),
    Keep(usize, relay::Ticket, Vec<Keep>),
    Retire(usize, SpaceId, Vec<RecordId>),
    Gone(usize, relay::ConnectionId),
    Tick(usize),
}

pub(super) struct World {
    pub now: u64,
    pub chance: Chance,
    pub happenings: BTreeMap<(u64, u64), Happening>,
    count: u64,
    /// The newest of those that have happened, to tell what was overtaken.
    newest: u64,
    steps: u64,
    pub tabs: BTreeMap<TabId, Tab>,
    pub next_tab: TabId,
    pub profiles: Vec<Profile>,
    pub hosts: Vec<Host>,
    pub next_connection: u64,
    /// When the last frame on each way will be there.
    pub ways: BTreeMap<(bool, relay::ConnectionId), u64>,
    /// After how many loose records a document is sealed whole, and how long relays keep what that stands in for.
    pub snapshot_after: usize,
    pub covered_for: u64,
    /// The longest that a message or a write takes, in milliseconds.
    pub slowness: u64,
    /// The plan that all write in, once it is made.
    pub document: Option<DocumentRef>,
    /// Other plans, that may be erased.
    pub others: Vec<DocumentRef>,
    pub faults: Faults,
    pub ledger: Ledger,
    pub trace: Trace,
    pub failures: Vec<Failure>,
}

impl World {
    pub(super) fn new(seed: u64, wants_trace: bool) -> Self {
        let mut world = Self {
            now: BEGINNING,
            chance: Chance::new(seed),
            happenings: BTreeMap::new(),
            count: 0,
            newest: 0,
            steps: 0,
            tabs: BTreeMap::new(),
            next_tab: 0,
            profiles: Vec::new(),
            hosts: Vec::new(),
            next_connection: 0,
            ways: BTreeMap::new(),
            snapshot_after: 0,
            covered_for: 0,
            slowness: 20,
            document: None,
            others: Vec::new(),
            faults: Faults::default(),
            ledger: Ledger::default(),
            trace: Trace::new(BEGINNING, wants_trace),
            failures: Vec::new(),
        };
        world.snapshot_after = world.chance.pick(&[4, 12, 40, 400]).unwrap_or(400);
        world.covered_for = world
            .chance
            .pick(&[90_000, 600_000, MONTH])
            .unwrap_or(MONTH);
        for number in 0..=world.chance.place(3) {
            let clock = world.clock_offset();
            let address = format!("wss://relay{number}.example.no/ws");
            world
                .hosts
                .push(Host::new(address, clock, world.covered_for));
            world.happen(TICK, Happening::Tick(number));
        }
        world
    }

    pub(super) fn fail(&mut self, check: Check, what: String) {
        self.trace
            .line(self.now, || format!("FAILED {check:?}: {what}"));
        self.failures.push(Failure { check, what });
    }

    pub(super) fn happen(&mut self, after: u64, what: Happening) {
        self.happen_at(self.now + after, what);
    }

    pub(super) fn happen_at(&mut self, at: u64, what: Happening) {
        self.count += 1;
        self.happenings.insert((at.max(self.now), self.count), what);
    }

    /// Lets everything happen that happens within so many milliseconds.
    pub(super) fn pass(&mut self, milliseconds: u64) {
        let until = self.now + milliseconds;
        loop {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                if self.steps == MOST_STEPS + 1 {
                    self.fail(Check::Diverged, "the world never comes to rest".to_owned());
                }
                break;
            }
            let next = self.happenings.first_key_value().map(|((at, _), _)| *at);
            let wakes = self
                .tabs
                .iter()
                .filter_map(|(id, tab)| Some((tab.wake?, *id)));
            match (next, wakes.min()) {
                (_, Some((at, id))) if at <= until && next.is_none_or(|next| at < next) => {
                    self.now = at.max(self.now);
                    if let Some(tab) = self.tabs.get_mut(&id) {
                        tab.wake = None;
                    }
                    self.tell(id, Input::Woken);
                }
                (Some(at), _) if at <= until => {
                    self.now = at;
                    if let Some(((_, count), what)) = self.happenings.pop_first() {
                        self.trace.time(at);
                        self.handle(count, what);
                    }
                }
                _ => break,
            }
        }
        self.now = until;
    }

    fn handle(&mut self, count: u64, what: Happening) {
        if let Happening::Heard(..) | Happening::Tell(_, Input::Received(..)) = &what {
            if count < self.newest {
                self.faults.count("frames overtaken by later ones");
            }
            self.newest = self.newest.max(count);
        }
        match what {
            Happening::Tell(tab, input) => {
                if let Input::Disconnected(connection) = &input
                    && let Some(tab) = self.tabs.get_mut(&tab)
                {
                    tab.sockets.remove(connection);
                }
                self.tell(tab, input);
            }
            Happening::Store(tab, effect) => self.do_store(tab, effect),
            Happening::Heard(host, connection, frame) => self.heard(host, connection, &frame),
            Happening::Stored(host, event) => self.relay_event(host, event),
            Happening::Keep(host, ticket, records) => self.relay_keeps(host, ticket, &records),
            Happening::Retire(host, space, records) => self.relay_retires(host, space, &records),
            Happening::Gone(host, connection) => self.gone(host, connection),
            Happening::Tick(host) => {
                self.relay_event(host, relay::Event::Tick);
                self.happen(TICK, Happening::Tick(host));
            }
        }
    }
}
