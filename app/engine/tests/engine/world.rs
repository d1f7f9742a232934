//! A small deterministic world: tabs with their stores and pages, relays, and a network that delays what is sent by chance.
//! Nothing waits for a real clock; the same seed gives the same run.

use crate::page::Page;
use chacha20::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use samvev_engine::{
    engine::{Config, Engine, SNAPSHOT_AFTER},
    host::{ConnectionId, Effect, Input},
    memory::MemoryStore,
    messages::{Command, DocumentRef, Event, OnRelay, StoreProblem},
    store::Batch,
};
use samvev_protocol::{
    authority::Authority,
    frame::Frame,
    ids::{DocumentId, EpochId, RecordId, SpaceId},
    keys::DeviceKeys,
    prune::Prunes,
    record::Record,
    seal::{self, EpochKey},
    space::{Author, MakeError, changes, keyring, newest, snapshot},
};
use samvev_worker::{
    relay::{self, Intake, Limits, NewSpaces, Relay, Settings},
    store::{Keep, MemoryStore as RelayStore, Store as _},
};
use std::collections::{BTreeMap, BTreeSet};

pub const ADDRESS: &str = "wss://relay.example.no/ws";
pub const OTHER_ADDRESS: &str = "wss://arkiv.example.no/ws";
/// When a world begins: milliseconds since 1970.
pub const BEGINNING: u64 = 1_795_000_000_000;

/// A tab of the world. A number is never used twice, so that what comes late for a closed tab finds nobody.
pub type TabId = usize;

pub struct Tab {
    pub engine: Engine,
    pub page: Page,
    pub store: MemoryStore,
    profile: usize,
    wake: Option<u64>,
    online: bool,
    /// Frames sent to it are lost.
    deaf: bool,
    /// Where its sockets lead.
    sockets: BTreeMap<ConnectionId, (String, relay::ConnectionId)>,
    /// When the last of its requests to the store will be done: they are done in order.
    store_until: u64,
    pub commits: u32,
}

struct Profile {
    seed: [u8; 32],
    store: MemoryStore,
}

struct Host {
    relay: Relay,
    store: RelayStore,
    intakes: BTreeMap<relay::ConnectionId, Intake>,
    clients: BTreeMap<relay::ConnectionId, (TabId, ConnectionId)>,
    up: bool,
    /// Answers every frame with this instead of thinking.
    rubbish: Option<Vec<u8>>,
}

enum Happening {
    Tell(TabId, Input),
    Store(TabId, Effect),
    Heard(String, relay::ConnectionId, Vec<u8>),
    Stored(String, relay::Event),
    Gone(String, relay::ConnectionId),
}

pub struct World {
    pub now: u64,
    pub random: ChaCha8Rng,
    happenings: BTreeMap<(u64, u64), Happening>,
    count: u64,
    pub tabs: BTreeMap<TabId, Tab>,
    next_tab: TabId,
    profiles: Vec<Profile>,
    hosts: BTreeMap<String, Host>,
    next_connection: u64,
    /// When the last frame on each way will be there: a socket keeps the order.
    ways: BTreeMap<(bool, relay::ConnectionId), u64>,
    /// The longest that a message or a write takes, in milliseconds.
    pub slowness: u64,
    /// How many loose records a document has before it is sealed whole.
    pub snapshot_after: usize,
}

fn settings() -> Settings {
    Settings {
        addresses: vec![ADDRESS.parse().unwrap(), OTHER_ADDRESS.parse().unwrap()],
        new_spaces: NewSpaces::Automatic,
        limits: Limits::default(),
    }
}

impl Host {
    fn over(store: RelayStore) -> Self {
        Self {
            relay: Relay::new(settings()),
            store,
            intakes: BTreeMap::new(),
            clients: BTreeMap::new(),
            up: true,
            rubbish: None,
        }
    }
}

impl World {
    pub fn new(seed: u64) -> Self {
        let host = |address: &str| (address.to_owned(), Host::over(RelayStore::default()));
        Self {
            now: BEGINNING,
            random: ChaCha8Rng::seed_from_u64(seed),
            happenings: BTreeMap::new(),
            count: 0,
            tabs: BTreeMap::new(),
            next_tab: 0,
            profiles: Vec::new(),
            hosts: BTreeMap::from([host(ADDRESS), host(OTHER_ADDRESS)]),
            next_connection: 0,
            ways: BTreeMap::new(),
            slowness: 20,
            snapshot_after: SNAPSHOT_AFTER,
        }
    }

    /// A number below `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.random.next_u64() % most
    }

    /// A new browser profile with one tab, which leads.
    pub fn person(&mut self) -> TabId {
        let mut seed = [0; 32];
        self.random.fill_bytes(&mut seed);
        let store = MemoryStore::new();
        self.profiles.push(Profile { seed, store });
        self.open_tab(self.profiles.len() - 1, true)
    }

    /// Another tab of the same profile.
    pub fn another_tab(&mut self, beside: TabId) -> TabId {
        let profile = self.tabs[&beside].profile;
        self.open_tab(profile, false)
    }

    fn open_tab(&mut self, profile: usize, leading: bool) -> TabId {
        let Profile { seed, store } = &self.profiles[profile];
        let (seed, store) = (*seed, store.reopen());
        let mut random = [0; 32];
        self.random.fill_bytes(&mut random);
        let id = self.next_tab;
        self.next_tab += 1;
        let (engine, effects) = Engine::start(
            Config {
                snapshot_after: self.snapshot_after,
                seed,
                keeps: true,
                random,
            },
            self.now,
        );
        let tab = Tab {
            engine,
            page: Page {
                number: id as u64,
                ..Page::default()
            },
            store,
            profile,
            wake: None,
            online: true,
            deaf: false,
            sockets: BTreeMap::new(),
            store_until: 0,
            commits: 0,
        };
        self.tabs.insert(id, tab);
        self.carry_out(id, effects);
        if leading {
            self.tell(id, Input::Leading(true));
        }
        id
    }

    /// The tab is gone in this moment, with all that was not durable. Another of its profile leads. Answers the profile.
    pub fn crash(&mut self, tab: TabId) -> usize {
        let gone = self.tabs.remove(&tab).unwrap();
        for (_, (address, connection)) in gone.sockets {
            self.happen(0, Happening::Gone(address, connection));
        }
        let heir = self
            .tabs
            .iter()
            .find(|(_, other)| other.profile == gone.profile);
        if let Some((heir, _)) = heir {
            let heir = *heir;
            self.tell(heir, Input::Leading(true));
        }
        gone.profile
    }

    /// A closed profile forgets everything, its device's seed too.
    pub fn wipe(&mut self, profile: usize) {
        let mut seed = [0; 32];
        self.random.fill_bytes(&mut seed);
        let store = MemoryStore::new();
        self.profiles[profile] = Profile { seed, store };
    }

    /// Opens a profile anew, with one tab, which leads.
    pub fn open_profile(&mut self, profile: usize) -> TabId {
        self.open_tab(profile, true)
    }

    /// Closes a tab at once and opens the profile anew.
    pub fn restart(&mut self, tab: TabId) -> TabId {
        let profile = self.crash(tab);
        self.open_profile(profile)
    }

    pub fn command(&mut self, tab: TabId, command: Command) {
        self.tell(tab, Input::Page(command));
    }

    pub fn tell(&mut self, tab: TabId, input: Input) {
        let now = self.now;
        if let Some(held) = self.tabs.get_mut(&tab) {
            let effects = held.engine.handle(now, input);
            self.carry_out(tab, effects);
        }
    }

    fn happen(&mut self, after: u64, what: Happening) {
        self.count += 1;
        self.happenings.insert((self.now + after, self.count), what);
    }

    fn happen_at(&mut self, at: u64, what: Happening) {
        self.count += 1;
        self.happenings.insert((at.max(self.now), self.count), what);
    }

    fn delay(&mut self) -> u64 {
        let most = self.slowness.max(1);
        self.below(most) + 1
    }

    fn carry_out(&mut self, id: TabId, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Page(event) => self.show(id, event),
                Effect::Commit(..) | Effect::Scan(..) | Effect::Fetch(..) => {
                    let delay = self.delay();
                    let tab = self.tabs.get_mut(&id).unwrap();
                    tab.store_until = (self.now + delay).max(tab.store_until);
                    let at = tab.store_until;
                    self.happen_at(at, Happening::Store(id, effect));
                }
                Effect::Tabs(message) => {
                    let profile = self.tabs[&id].profile;
                    let others: Vec<TabId> = self
                        .tabs
                        .iter()
                        .filter(|(other, tab)| **other != id && tab.profile == profile)
                        .map(|(other, _)| *other)
                        .collect();
                    for other in others {
                        // In order, as a BroadcastChannel does.
                        self.happen(1, Happening::Tell(other, Input::Tab(message.clone())));
                    }
                }
                Effect::Connect(connection, address) => self.connect(id, connection, address),
                Effect::Send(connection, frame) => {
                    let Some((address, to)) = self.tabs[&id].sockets.get(&connection).cloned()
                    else {
                        continue;
                    };
                    let at = self.arrival(true, to);
                    self.happen_at(at, Happening::Heard(address, to, frame));
                }
                Effect::Hangup(connection) => {
                    let tab = self.tabs.get_mut(&id).unwrap();
                    if let Some((address, to)) = tab.sockets.remove(&connection) {
                        let at = self.arrival(true, to);
                        self.happen_at(at, Happening::Gone(address, to));
                    }
                }
                Effect::Enter(seed) => {
                    let profile = self.tabs[&id].profile;
                    self.profiles[profile].seed = *seed;
                    self.happen(5, Happening::Tell(id, Input::Entered(Ok(()))));
                }
                Effect::Wake(at) => self.tabs.get_mut(&id).unwrap().wake = Some(at),
            }
        }
    }

    /// What a tab says is shared must be with the relay, at that moment, whatever else happens in the world. (Another tab
    /// of the profile may have written what this one has not heard of yet.)
    fn is_true(&self, id: TabId, event: &Event) {
        let Event::Saved { space, state } = event else {
            return;
        };
        let profile = self.tabs[&id].profile;
        if self
            .tabs
            .values()
            .filter(|tab| tab.profile == profile)
            .count()
            > 1
        {
            return;
        }
        let listed = [b"i", space.as_bytes().as_slice(), b"i"].concat();
        let entries = self.tabs[&id].store.scan_now(&listed).unwrap_or_default();
        let kept = entries.iter().filter_map(|(key, _)| key.last_chunk());
        let all: Vec<RecordId> = kept.copied().map(RecordId::from_bytes).collect();
        for (address, standing) in &state.relays {
            let Some(host) = self.hosts.get(address) else {
                assert_ne!(*standing, OnRelay::Shared, "called shared with nobody");
                continue;
            };
            if *standing == OnRelay::Shared && host.up {
                // What the relay has let go of is on its way out here as well.
                let mut authority = Authority::new(*space);
                let held = host.store.open(*space).unwrap();
                let plain = held.iter().filter_map(|one| one.plain.as_deref());
                let plain: Vec<Record> = plain.map(|one| Record::decode(one).unwrap()).collect();
                let mut prunes = Prunes::default();
                for record in &plain {
                    match record.header().kind.is_authority() {
                        true => authority.insert(record).unwrap(),
                        false => drop(prunes.insert(record)),
                    }
                }
                let effect =
                    prunes.in_effect(&authority, |_, id| held.iter().any(|one| one.id == *id));
                let mut kept = all.clone();
                let covered = effect.prunes().values().flat_map(|one| &one.body.covered);
                let covered: BTreeSet<&RecordId> = covered.collect();
                kept.retain(|one| !covered.contains(one));
                for document in authority.erased() {
                    let of = [b"r", space.as_bytes().as_slice(), document.as_bytes()].concat();
                    let gone = self.tabs[&id].store.scan_now(&of).unwrap_or_default();
                    kept.retain(|one| !gone.iter().any(|(key, _)| key.ends_with(one.as_bytes())));
                }
                let there = host.store.load(*space, &kept).unwrap().len();
                assert_eq!(there, kept.len(), "called shared, and it is not");
            }
        }
    }

    fn show(&mut self, id: TabId, event: Event) {
        self.is_true(id, &event);
        let replies = self.tabs.get_mut(&id).unwrap().page.receive(event);
        for command in replies {
            // The page answers from its own thread, a moment later.
            self.happen(1, Happening::Tell(id, Input::Page(command)));
        }
    }

    fn arrival(&mut self, up: bool, connection: relay::ConnectionId) -> u64 {
        let at = self.now + self.delay();
        let way = self.ways.entry((up, connection)).or_default();
        *way = at.max(*way);
        *way
    }

    fn connect(&mut self, id: TabId, connection: ConnectionId, address: String) {
        let delay = self.delay();
        let online = self.tabs[&id].online;
        if !online || !self.hosts.get(&address).is_some_and(|host| host.up) {
            self.happen(delay, Happening::Tell(id, Input::Disconnected(connection)));
            return;
        }
        self.next_connection += 1;
        let to = relay::ConnectionId(self.next_connection);
        let tab = self.tabs.get_mut(&id).unwrap();
        tab.sockets.insert(connection, (address.clone(), to));
        let host = self.hosts.get_mut(&address).unwrap();
        host.clients.insert(to, (id, connection));
        host.intakes.insert(to, Intake::new(&Limits::default()));
        self.happen(delay, Happening::Tell(id, Input::Connected(connection)));
        self.ways.insert((false, to), self.now + delay);
        let mut nonce = [0; 32];
        self.random.fill_bytes(&mut nonce);
        self.relay_event(
            &address,
            relay::Event::Connected {
                connection: to,
                nonce,
            },
        );
    }

    fn relay_event(&mut self, address: &str, event: relay::Event) {
        let now = self.now;
        let Some(host) = self.hosts.get_mut(address).filter(|host| host.up) else {
            return;
        };
        let effects = host.relay.handle(now, event);
        let mut written = Vec::new();
        for effect in effects {
            match effect {
                relay::Effect::Send { to, frame, receipt } => {
                    let Some((tab, connection)) = self.hosts[address].clients.get(&to).copied()
                    else {
                        continue;
                    };
                    if self.tabs.get(&tab).is_some_and(|tab| tab.deaf) {
                        continue;
                    }
                    let at = self.arrival(false, to);
                    let bytes = match &self.hosts[address].rubbish {
                        Some(rubbish) => rubbish.clone(),
                        None => frame.to_vec(),
                    };
                    self.happen_at(at, Happening::Tell(tab, Input::Received(connection, bytes)));
                    if receipt {
                        written.push(to);
                    }
                }
                relay::Effect::Close { connection } => {
                    let at = self.arrival(false, connection);
                    if let Some((tab, socket)) = self.hosts[address].clients.get(&connection) {
                        let (tab, socket) = (*tab, *socket);
                        self.happen_at(at, Happening::Tell(tab, Input::Disconnected(socket)));
                    }
                }
                relay::Effect::Open { space } => {
                    let held = self.hosts[address].store.open(space);
                    let delay = self.delay();
                    let event = relay::Event::Opened { space, held };
                    self.happen(delay, Happening::Stored(address.to_owned(), event));
                }
                relay::Effect::Load {
                    connection,
                    space,
                    records,
                } => {
                    let records = self.hosts[address].store.load(space, &records);
                    let delay = self.delay();
                    let event = relay::Event::Loaded {
                        connection,
                        records,
                    };
                    self.happen(delay, Happening::Stored(address.to_owned(), event));
                }
                relay::Effect::Keep { ticket, records } => {
                    let result = self.hosts[address].store.keep(&records);
                    let event = relay::Event::Kept { ticket, result };
                    // In order, as the relay asks.
                    self.happen(5, Happening::Stored(address.to_owned(), event));
                }
                relay::Effect::Retire { space, records } => {
                    self.hosts[address].store.retire(space, &records).unwrap();
                }
            }
        }
        for connection in written {
            self.relay_event(address, relay::Event::Written { connection });
        }
    }

    fn do_store(&mut self, id: TabId, effect: Effect) {
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        let input = match effect {
            Effect::Commit(ticket, batch) => {
                tab.commits += 1;
                Input::Committed(ticket, tab.store.commit_now(batch))
            }
            Effect::Scan(ticket, prefix) => Input::Scanned(ticket, tab.store.scan_now(&prefix)),
            Effect::Fetch(ticket, keys) => Input::Scanned(ticket, tab.store.fetch_now(&keys)),
            _ => return,
        };
        // A store that died takes its tab with it.
        if tab.store.crashed() {
            return;
        }
        self.tell(id, input);
    }

    /// Lets everything happen that happens within so many milliseconds.
    pub fn pass(&mut self, milliseconds: u64) {
        let until = self.now + milliseconds;
        loop {
            let next = self.happenings.first_key_value().map(|((at, _), _)| *at);
            let wakes = self
                .tabs
                .iter()
                .filter_map(|(id, tab)| Some((tab.wake?, *id)));
            let wake = wakes.min();
            match (next, wake) {
                (_, Some((at, id))) if at <= until && next.is_none_or(|next| at < next) => {
                    self.now = at.max(self.now);
                    self.tabs.get_mut(&id).unwrap().wake = None;
                    self.tell(id, Input::Woken);
                }
                (Some(at), _) if at <= until => {
                    self.now = at;
                    let (_, what) = self.happenings.pop_first().unwrap();
                    self.handle(what);
                }
                _ => break,
            }
        }
        self.now = until;
    }

    fn handle(&mut self, what: Happening) {
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
            Happening::Heard(address, connection, frame) => {
                let now = self.now;
                let host = self.hosts.get_mut(&address).unwrap();
                let Some(intake) = host.intakes.get_mut(&connection) else {
                    return;
                };
                let incoming = intake.read(now, &frame);
                self.relay_event(
                    &address,
                    relay::Event::Came {
                        connection,
                        incoming,
                    },
                );
            }
            Happening::Stored(address, event) => self.relay_event(&address, event),
            Happening::Gone(address, connection) => {
                let host = self.hosts.get_mut(&address).unwrap();
                host.intakes.remove(&connection);
                host.clients.remove(&connection);
                self.relay_event(&address, relay::Event::Closed { connection });
            }
        }
    }

    /// Pulls a tab's network out, or puts it in again. `told`: the browser notices.
    pub fn network(&mut self, tab: TabId, online: bool) {
        self.tabs.get_mut(&tab).unwrap().online = online;
        if !online {
            let sockets = std::mem::take(&mut self.tabs.get_mut(&tab).unwrap().sockets);
            for (_, (address, connection)) in sockets {
                self.happen(0, Happening::Gone(address, connection));
            }
        }
        self.command(tab, Command::Network(online));
    }

    /// The relay's process is killed: every socket breaks. What it had not stored is gone.
    pub fn kill_relay(&mut self, address: &str) {
        let host = self.hosts.get_mut(address).unwrap();
        host.up = false;
        let clients: Vec<_> = std::mem::take(&mut host.clients).into_values().collect();
        host.intakes.clear();
        let of_it = |what: &Happening| matches!(what, Happening::Heard(to, ..) | Happening::Stored(to, _) | Happening::Gone(to, _) if to == address);
        self.happenings.retain(|_, what| !of_it(what));
        for (tab, connection) in clients {
            self.happen(1, Happening::Tell(tab, Input::Disconnected(connection)));
        }
    }

    pub fn start_relay(&mut self, address: &str) {
        let store = self.hosts[address].store.clone();
        self.hosts.insert(address.to_owned(), Host::over(store));
    }

    /// Starts an empty relay where another was.
    pub fn start_empty_relay(&mut self, address: &str) {
        let host = Host::over(RelayStore::default());
        self.hosts.insert(address.to_owned(), host);
    }

    /// From now on the relay answers everything with these bytes.
    pub fn rubbish(&mut self, address: &str, rubbish: Option<Vec<u8>>) {
        self.hosts.get_mut(address).unwrap().rubbish = rubbish;
    }

    /// How many records a relay keeps.
    pub fn relay_holds(&self, address: &str) -> u64 {
        self.hosts[address].store.totals().unwrap().records
    }

    pub fn refuse_to_store(&mut self, tab: TabId, problem: Option<StoreProblem>) {
        self.tabs[&tab].store.refuse(problem);
    }

    pub fn page(&self, tab: TabId) -> &Page {
        &self.tabs[&tab].page
    }

    pub fn page_mut(&mut self, tab: TabId) -> &mut Page {
        &mut self.tabs.get_mut(&tab).unwrap().page
    }

    /// From now on a tab hears nothing from relays, though its sockets stand.
    pub fn deafen(&mut self, tab: TabId, deaf: bool) {
        self.tabs.get_mut(&tab).unwrap().deaf = deaf;
    }

    /// A relay pushes records to a tab.
    pub fn hears_records(&mut self, tab: TabId, records: &[Record]) {
        let connection = *self.tabs[&tab].sockets.keys().next().expect("a socket");
        let records = records
            .iter()
            .map(|record| record.bytes().to_vec())
            .collect();
        self.tell(
            tab,
            Input::Received(connection, Frame::Records(records).encode()),
        );
    }

    /// A record that a tab's device makes by hand.
    pub fn makes(
        &mut self,
        tab: TabId,
        space: SpaceId,
        make: impl FnOnce(&Author<'_>) -> Result<Record, MakeError>,
    ) -> Record {
        let keys = self.keys(tab);
        let mut authority = Authority::new(space);
        for record in self.records(tab, space) {
            let _ = authority.insert(&record);
        }
        let sequence = 5_000 + self.below(1_000_000);
        make(&Author {
            keys: &keys,
            sequence,
            authority: &authority,
        })
        .unwrap()
    }

    /// What a sealed record holds, as a tab's device opens it.
    pub fn opened(&self, tab: TabId, record: &Record) -> Vec<u8> {
        let mut authority = Authority::new(record.space());
        for one in self.records(tab, record.space()) {
            let _ = authority.insert(&one);
        }
        let ring = keyring(&authority, &self.keys(tab));
        seal::open(&ring[&record.header().epoch], record).unwrap()
    }

    /// A snapshot with these packed changes that a tab's device signs and seals, whatever they are.
    pub fn seals_snapshot(
        &mut self,
        tab: TabId,
        document: DocumentRef,
        parents: Vec<RecordId>,
        packed: &[u8],
    ) -> Record {
        self.seals_with(tab, document, |author, of, epoch, random| {
            snapshot(author, of, epoch, parents, packed, random)
        })
    }

    /// A record with these changes that a tab's device signs and seals, whatever they are.
    pub fn seals(&mut self, tab: TabId, document: DocumentRef, plain: &[u8]) -> Record {
        self.seals_upon(tab, document, Vec::new(), plain)
    }

    /// The same, as if it built on these.
    pub fn seals_upon(
        &mut self,
        tab: TabId,
        document: DocumentRef,
        parents: Vec<RecordId>,
        plain: &[u8],
    ) -> Record {
        self.seals_with(tab, document, |author, of, epoch, random| {
            changes(author, of, epoch, parents, plain, random)
        })
    }

    fn seals_with(
        &mut self,
        tab: TabId,
        document: DocumentRef,
        make: impl FnOnce(
            &Author<'_>,
            DocumentId,
            (EpochId, &EpochKey),
            &mut ChaCha8Rng,
        ) -> Result<Record, MakeError>,
    ) -> Record {
        let keys = self.keys(tab);
        let mut authority = Authority::new(document.space);
        for record in self.records(tab, document.space) {
            let _ = authority.insert(&record);
        }
        let ring = keyring(&authority, &keys);
        let (epoch, key) = newest(&authority, &ring).expect("a key");
        let sequence = 5_000 + self.below(1_000_000);
        let author = Author {
            keys: &keys,
            sequence,
            authority: &authority,
        };
        make(&author, document.document, (epoch, &key), &mut self.random).unwrap()
    }

    /// A relay has got a record, and has passed it on to nobody yet.
    pub fn relay_keeps(&mut self, address: &str, record: &Record) {
        let record = std::sync::Arc::new(record.clone());
        let stored_at = self.now;
        let store = &self.hosts[address].store;
        store.keep(&[Keep { record, stored_at }]).unwrap();
    }

    pub fn keys(&self, tab: TabId) -> DeviceKeys {
        DeviceKeys::from_seed(&self.profiles[self.tabs[&tab].profile].seed)
    }

    /// The records that a tab's profile keeps of a space, ascending by id.
    pub fn records(&self, tab: TabId, space: SpaceId) -> Vec<Record> {
        let store = &self.tabs[&tab].store;
        let entries = [b"r", b"s"].map(|prefix| store.scan_now(prefix).unwrap());
        let records = entries.iter().flatten();
        let records = records.filter_map(|(_, value)| Record::decode(value).ok());
        let mut records: Vec<Record> = records.filter(|record| record.space() == space).collect();
        records.sort_by_key(Record::id);
        records
    }

    /// All that a tab's profile keeps.
    pub fn backup(&self, tab: TabId) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.tabs[&tab].store.scan_now(b"").unwrap()
    }

    /// The rows of a plan's first chapter, as a page shows them.
    pub fn rows(&self, tab: TabId, document: DocumentRef) -> Vec<samvev_documents::id::ItemId> {
        let actions = &self.page(tab).plan(document).chapters[0].actions;
        actions.iter().map(|row| row.id).collect()
    }

    /// The profile of a tab, opened on another machine as well.
    pub fn open_copy(&mut self, tab: TabId) -> TabId {
        let backup = self.backup(tab);
        let seed = self.profiles[self.tabs[&tab].profile].seed;
        let store = MemoryStore::new();
        self.profiles.push(Profile { seed, store });
        let profile = self.profiles.len() - 1;
        self.restore(profile, backup);
        self.open_profile(profile)
    }

    /// Sets a closed profile back.
    pub fn restore(&mut self, profile: usize, backup: Vec<(Vec<u8>, Vec<u8>)>) {
        let store = MemoryStore::new();
        let writes = backup.into_iter().map(|(key, value)| (key, Some(value)));
        let requires = Vec::new();
        let batch = Batch {
            requires,
            writes: writes.collect(),
        };
        store.commit_now(batch).unwrap();
        self.profiles[profile].store = store;
    }

    /// Changes what a closed profile keeps.
    pub fn harm(&mut self, profile: usize, harm: impl Fn(&[u8], &mut Vec<u8>)) {
        let mut entries = self.profiles[profile].store.scan_now(b"").unwrap();
        entries.iter_mut().for_each(|(key, value)| harm(key, value));
        self.restore(profile, entries);
    }
}
