//! Browser profiles and their tabs: each tab a real engine with a page, over a store that may be full, fail, or be left in
//! the middle of a commit.

use super::{page::Page, world::Happening, world::World};
use samvev_engine::{
    engine::{Config, Engine},
    host::{ConnectionId, Effect, Input},
    memory::MemoryStore,
    messages::{BatchId, Command, Event, Password, Unconfirmed},
    store::Entry,
};
use samvev_protocol::{ids::DeviceId, keys::DeviceKeys};
use samvev_worker::relay;
use std::collections::BTreeMap;

/// A tab of the world. A number is never used twice, so that what comes late for a closed tab finds nobody.
pub(super) type TabId = usize;
/// A browser profile: a person's device.
pub(super) type ProfileId = usize;

pub(super) struct Tab {
    pub engine: Engine,
    pub page: Page,
    pub store: MemoryStore,
    pub profile: ProfileId,
    /// When it is to be woken, in the world's time.
    pub wake: Option<u64>,
    /// Where its sockets lead.
    pub sockets: BTreeMap<ConnectionId, (usize, relay::ConnectionId)>,
    /// When the last of its requests to the store will be done: they are done in order.
    store_until: u64,
}

pub(super) struct Profile {
    pub seed: [u8; 32],
    pub device: DeviceId,
    pub name: String,
    pub store: MemoryStore,
    pub online: bool,
    /// How far its clock is ahead, in milliseconds.
    pub clock: i64,
    /// What a page wrote down when it was closed, and the words in it.
    pub journal: Vec<Unconfirmed>,
    pub journal_words: BTreeMap<BatchId, Vec<usize>>,
    /// Whether a tab has been open beside another since the last time that none was.
    pub had_two: bool,
    /// An earlier copy of what it kept.
    pub copy: Option<Vec<Entry>>,
    /// A key file that was made of it.
    pub key_file: Option<Vec<u8>>,
    /// Whether it forgot everything since, and is entered with the file.
    pub forgot: bool,
}

/// What a timer takes that is due already, in milliseconds, as browsers have it.
const SOON: u64 = 4;
/// The password of all key files.
pub(super) fn password() -> Password {
    Password::new("blåbær og fjellørret".to_owned())
}

/// Where a record's author stands in its bytes (PROTOCOL.md, §2).
pub(super) const AUTHOR: std::ops::Range<usize> = 98..130;

impl World {
    /// A new browser profile with one tab, which leads.
    pub(super) fn person(&mut self) -> ProfileId {
        let seed = self.chance.bytes();
        let clock = self.clock_offset();
        let name = format!("Navn {}", self.ledger.word());
        self.profiles.push(Profile {
            seed,
            device: DeviceKeys::from_seed(&seed).device(),
            name,
            store: MemoryStore::new(),
            online: true,
            clock,
            journal: Vec::new(),
            journal_words: BTreeMap::new(),
            had_two: false,
            copy: None,
            key_file: None,
            forgot: false,
        });
        let profile = self.profiles.len() - 1;
        self.open_tab(profile);
        profile
    }

    pub(super) fn keys(&self, profile: ProfileId) -> Option<DeviceKeys> {
        let profile = self.profiles.get(profile)?;
        Some(DeviceKeys::from_seed(&profile.seed))
    }

    pub(super) fn tabs_of(&self, profile: ProfileId) -> Vec<TabId> {
        let of = |(id, tab): (&TabId, &Tab)| (tab.profile == profile).then_some(*id);
        self.tabs.iter().filter_map(of).collect()
    }

    /// The time by a profile's own clock.
    pub(super) fn clock_of(&self, profile: ProfileId) -> u64 {
        let offset = self.profiles.get(profile).map_or(0, |one| one.clock);
        self.now.saturating_add_signed(offset)
    }

    /// Opens a tab of a profile. The first of them leads.
    pub(super) fn open_tab(&mut self, profile: ProfileId) {
        let leading = self.tabs_of(profile).is_empty();
        let random = self.chance.bytes();
        let now = self.clock_of(profile);
        let Some(of) = self.profiles.get_mut(profile) else {
            return;
        };
        of.had_two = !leading;
        let (seed, store) = (of.seed, of.store.reopen());
        let journal = std::mem::take(&mut of.journal);
        let words = std::mem::take(&mut of.journal_words);
        let id = self.next_tab;
        self.next_tab += 1;
        self.trace
            .line(self.now, || format!("tab {id} of profile {profile} opens"));
        let config = Config {
            snapshot_after: self.snapshot_after,
            seed,
            keeps: true,
            random,
        };
        let (engine, effects) = Engine::start(config, now);
        let mut page = Page::new(id as u64);
        for word in words.values().flatten() {
            self.ledger.moved_to(*word, id);
        }
        page.sent = words;
        let tab = Tab {
            engine,
            page,
            store,
            profile,
            wake: None,
            sockets: BTreeMap::new(),
            store_until: 0,
        };
        self.tabs.insert(id, tab);
        self.carry_out(id, effects);
        if !self.profiles.get(profile).is_some_and(|one| one.online) {
            self.command(id, Command::Network(false));
        }
        if leading {
            self.tell(id, Input::Leading(true));
        }
        self.enters(id, profile);
        if !journal.is_empty() {
            self.command(id, Command::Replay(journal));
        }
    }

    /// Whoever sits before a browser that forgot enters with the key file, until it has been taken in.
    fn enters(&mut self, tab: TabId, profile: ProfileId) {
        let Some(one) = self.profiles.get(profile).filter(|one| one.forgot) else {
            return;
        };
        let listed = one.store.scan_now(b"l").unwrap_or_default();
        let is_empty = listed.iter().all(|(_, summary)| summary.is_empty());
        if let Some(file) = one.key_file.clone().filter(|_| is_empty) {
            let password = password();
            self.command(tab, Command::EnterKeyFile { file, password });
        }
    }

    /// What an engine enters with is the profile's own from then on.
    fn is_entered(&mut self, id: TabId, seed: [u8; 32]) {
        let profile = self.tabs.get(&id).map(|tab| tab.profile);
        if let Some(one) = profile.and_then(|profile| self.profiles.get_mut(profile)) {
            one.seed = seed;
            self.happen(1, Happening::Tell(id, Input::Entered(Ok(()))));
        }
    }

    /// The tab is gone in this moment. What it asked of the store and was not told of is done whole, or not at all. Another
    /// of its profile leads. With a journal the page had a moment to write down what was not confirmed.
    pub(super) fn crash(&mut self, id: TabId, with_journal: bool) {
        for batch in self.commits_under_way(id) {
            if self.chance.one_in(2) {
                self.faults.count("commits done and never answered");
                self.commit(id, batch);
            } else {
                self.faults.count("commits lost");
            }
        }
        let document = self.document;
        let Some(mut gone) = self.tabs.remove(&id) else {
            return;
        };
        self.trace.line(self.now, || {
            format!("tab {id} is gone, journal: {with_journal}")
        });
        let (journal, words) = match document.filter(|_| with_journal) {
            Some(document) => gone.page.journal(document),
            None => Default::default(),
        };
        if let Some(profile) = self.profiles.get_mut(gone.profile) {
            profile.journal.extend(journal);
            profile.journal_words.extend(words);
        }
        for (host, connection) in gone.sockets.into_values() {
            self.happen(0, Happening::Gone(host, connection));
        }
        if let Some(heir) = self.tabs_of(gone.profile).first() {
            self.tell(*heir, Input::Leading(true));
        }
    }

    pub(super) fn command(&mut self, tab: TabId, command: Command) {
        self.tell(tab, Input::Page(command));
    }

    pub(super) fn tell(&mut self, id: TabId, input: Input) {
        let Some(profile) = self.tabs.get(&id).map(|tab| tab.profile) else {
            return;
        };
        let now = self.clock_of(profile);
        if let Some(tab) = self.tabs.get_mut(&id) {
            let effects = tab.engine.handle(now, input);
            self.carry_out(id, effects);
        }
    }

    fn carry_out(&mut self, id: TabId, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Page(event) => self.show(id, event),
                Effect::Commit(..) | Effect::Scan(..) | Effect::Fetch(..) => {
                    let at = self.now + self.delay();
                    if let Some(tab) = self.tabs.get_mut(&id) {
                        tab.store_until = at.max(tab.store_until);
                        let at = tab.store_until;
                        self.happen_at(at, Happening::Store(id, effect));
                    }
                }
                Effect::Tabs(message) => {
                    let profile = self.tabs.get(&id).map(|tab| tab.profile);
                    let others = profile.map(|profile| self.tabs_of(profile));
                    for other in others.into_iter().flatten().filter(|other| *other != id) {
                        // In order, as a BroadcastChannel does.
                        self.happen(1, Happening::Tell(other, Input::Tab(message.clone())));
                    }
                }
                Effect::Enter(seed) => self.is_entered(id, *seed),
                Effect::Connect(connection, address) => self.connect(id, connection, &address),
                Effect::Send(connection, frame) => self.send_up(id, connection, frame),
                Effect::Hangup(connection) => self.hang_up(id, connection),
                Effect::Wake(at) => {
                    let profile = self.tabs.get(&id).map_or(0, |tab| tab.profile);
                    // A timer that is due already takes a moment all the same.
                    let wait = at.saturating_sub(self.clock_of(profile)).max(SOON);
                    if wait == SOON {
                        self.faults.due_timers += 1;
                    }
                    let at = self.now + wait;
                    if let Some(tab) = self.tabs.get_mut(&id) {
                        tab.wake = Some(at);
                    }
                }
            }
        }
    }

    fn show(&mut self, id: TabId, event: Event) {
        let now = self.now;
        self.trace.event(now, id, &event);
        self.check_shared(id, &event);
        let document = self.document;
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        let heard = tab.page.receive(event, document);
        let durable = heard.durable.iter();
        let untrue: Vec<String> = durable
            .filter_map(|word| self.ledger.durable(*word))
            .collect();
        if heard.saved
            && let Some(plan) = document.and_then(|document| tab.page.plan(document))
        {
            let mut rows = plan.chapters.iter().flat_map(|chapter| &chapter.actions);
            let rows: Vec<_> = rows.by_ref().map(|row| row.id).collect();
            self.ledger.saved(id, |row| rows.contains(row));
        }
        while let Some(fragment) = tab.page.fragments.pop_front() {
            self.ledger.links.push(fragment);
        }
        for created in std::mem::take(&mut tab.page.created) {
            if self.document.is_none() {
                self.document = Some(created);
            } else {
                self.others.push(created);
            }
        }
        if let Some(file) = tab.page.key_file.take()
            && let Some(profile) = self.profiles.get_mut(tab.profile)
        {
            profile.key_file = Some(file);
        }
        for word in untrue {
            let what = format!("{word} is called durable, and the store has no record of it");
            self.fail(super::Check::Lost, what);
        }
        if let Some(strange) = heard.strange {
            self.fail(super::Check::Diverged, strange.to_owned());
        }
        for command in heard.replies {
            // The page answers from its own thread, a moment later.
            self.happen(1, Happening::Tell(id, Input::Page(command)));
        }
    }
}
