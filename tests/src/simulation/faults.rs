//! What goes wrong, by chance: each fault is counted by its kind, and all of them end before the checks begin.

use super::{
    device::{ProfileId, password},
    world::World,
};
use samvev_engine::{
    host::Input,
    messages::{Command, StoreProblem},
};
use samvev_protocol::{frame::Frame, ids::RecordId};
use samvev_worker::store::StoreError;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Faults {
    pub counts: BTreeMap<&'static str, u64>,
    /// Timers that engines set when they were due already: not wrong, but each is a turn of an engine that goes round in circles.
    pub due_timers: u64,
    /// Profiles and relays that do not reach each other.
    pub parted: BTreeSet<(ProfileId, usize)>,
}

impl Faults {
    pub(super) fn count(&mut self, kind: &'static str) {
        self.add(kind, 1);
    }

    pub(super) fn add(&mut self, kind: &'static str, times: u64) {
        if times > 0 {
            *self.counts.entry(kind).or_default() += times;
        }
    }
}

impl World {
    /// How wrong a clock is: mostly little, sometimes hours.
    pub(super) fn clock_offset(&mut self) -> i64 {
        let most = self.chance.pick(&[200, 60_000, 6 * 3_600_000]).unwrap_or(1);
        let offset = self.chance.below(2 * most);
        i64::try_from(offset).unwrap_or_default() - i64::try_from(most).unwrap_or_default()
    }

    /// Something goes wrong.
    pub(super) fn goes_wrong(&mut self) {
        let profile = self.chance.place(self.profiles.len());
        let host = self.chance.place(self.hosts.len());
        let kind = self.chance.below(18);
        self.trace.line(self.now, || {
            format!("fault {kind}, profile {profile}, relay {host}")
        });
        match kind {
            0 | 1 => self.breaks(),
            2 => {
                self.faults.count("slow spells");
                self.slowness = self.chance.pick(&[1, 20, 300, 4_000]).unwrap_or(20);
            }
            3 => {
                self.faults.count("partitions");
                self.faults.parted.insert((profile, host));
                self.break_sockets(|one, other| (one, other) == (profile, host));
            }
            4 => self.faults.parted.clear(),
            5 | 6 => {
                if let Some(tab) = self.chance.pick(&self.tabs_of(profile)) {
                    self.faults.count("tabs crashed");
                    let with_journal = self.chance.one_in(2);
                    self.crash(tab, with_journal);
                }
            }
            7 => self.device_disk(profile),
            8 => {
                if let Some(host) = self.hosts.get_mut(host) {
                    self.faults.count("relays' disks full or failing");
                    let failed = StoreError::Failed("broken".to_owned());
                    let full = self.chance.one_in(2);
                    host.refusing = Some(if full { StoreError::Full } else { failed });
                }
            }
            9 => self.clocks_jump(profile, host),
            10 | 11 => {
                if self.hosts.get(host).is_some_and(|host| host.up) {
                    self.faults.count("relays killed");
                    self.kill_relay(host);
                }
            }
            12 => self.relay_goes_back(host),
            13 => self.withholds(profile, host),
            14 => self.invents(),
            15 => self.profile_goes_back(profile),
            16 => self.profile_forgets(profile),
            _ => self.mole(profile, host),
        }
    }

    /// Some of what went wrong ends.
    pub(super) fn gets_better(&mut self) {
        let profile = self.chance.place(self.profiles.len());
        let host = self.chance.place(self.hosts.len());
        self.relay_recovers(host);
        self.device_recovers(profile);
    }

    fn relay_recovers(&mut self, at: usize) {
        let Some(host) = self.hosts.get_mut(at) else {
            return;
        };
        host.refusing = None;
        let (withheld, up, all) = (host.withholds.take(), host.up, host.disk.len());
        if let Some((from, _)) = withheld {
            // What was kept back is found when sets are compared anew, which a connection begins with.
            self.break_sockets(|profile, host| (profile, host) == (from, at));
        }
        if !up {
            self.start_relay(at, all);
        }
    }

    pub(super) fn device_recovers(&mut self, profile: ProfileId) {
        let tabs = self.tabs_of(profile);
        for tab in &tabs {
            if let Some(tab) = self.tabs.get(tab) {
                tab.store.refuse(None);
            }
        }
        if tabs.is_empty() {
            self.open_tab(profile);
        }
        self.network(profile, true);
    }

    /// What pages wrote down when they were closed is taken up, as the next page that is opened does.
    fn takes_up_journals(&mut self) {
        for profile in 0..self.profiles.len() {
            if self
                .profiles
                .get(profile)
                .is_some_and(|one| !one.journal.is_empty())
            {
                self.open_tab(profile);
            }
        }
    }

    pub(super) fn network(&mut self, profile: ProfileId, online: bool) {
        let Some(one) = self.profiles.get_mut(profile) else {
            return;
        };
        if one.online == online {
            return;
        }
        one.online = online;
        self.trace
            .line(self.now, || format!("profile {profile} online: {online}"));
        if !online {
            self.faults.count("devices offline");
            self.break_sockets(|one, _| one == profile);
        }
        for tab in self.tabs_of(profile) {
            self.command(tab, Command::Network(online));
        }
    }

    /// All that is wrong ends, but what clocks say and what disks have lost.
    pub(super) fn heal(&mut self) {
        self.trace
            .line(self.now, || "all that is wrong ends".to_owned());
        self.faults.parted.clear();
        self.slowness = 20;
        (0..self.hosts.len()).for_each(|host| self.relay_recovers(host));
        (0..self.profiles.len()).for_each(|profile| self.device_recovers(profile));
        self.takes_up_journals();
    }

    fn breaks(&mut self) {
        let mut sockets = Vec::new();
        for (id, tab) in &self.tabs {
            sockets.extend(tab.sockets.keys().map(|connection| (*id, *connection)));
        }
        if let Some((id, connection)) = self.chance.pick(&sockets) {
            self.faults.count("connections broken");
            self.break_socket(id, connection);
        }
    }

    fn device_disk(&mut self, profile: ProfileId) {
        let problem = if self.chance.one_in(2) {
            StoreProblem::Full
        } else {
            StoreProblem::Failed
        };
        for tab in self.tabs_of(profile) {
            if let Some(tab) = self.tabs.get(&tab) {
                self.faults.count("devices' disks full or failing");
                tab.store.refuse(Some(problem));
            }
        }
    }

    /// Clocks go ahead by hours, or back by seconds.
    fn clocks_jump(&mut self, profile: ProfileId, host: usize) {
        self.faults.count("clocks that jumped");
        let by = match self.chance.below(2) {
            0 => -20_000,
            _ => i64::try_from(self.chance.below(3 * 3_600_000)).unwrap_or_default(),
        };
        if self.chance.one_in(2) {
            if let Some(profile) = self.profiles.get_mut(profile) {
                profile.clock += by;
            }
        } else if let Some(host) = self.hosts.get_mut(host) {
            host.clock += by;
        }
    }

    /// A relay is replaced by an empty one, or by one with an earlier copy of its disk.
    fn relay_goes_back(&mut self, at: usize) {
        self.kill_relay(at);
        let all = self.hosts.get(at).map_or(0, |host| host.disk.len());
        let left = if self.chance.one_in(2) {
            self.faults.count("relays replaced by empty ones");
            0
        } else {
            self.faults.count("relays rolled back");
            self.chance.place(all)
        };
        self.start_relay(at, left);
    }

    fn withholds(&mut self, profile: ProfileId, at: usize) {
        let authors: Vec<_> = self.profiles.iter().map(|one| one.device).collect();
        let author = self.chance.pick(&authors);
        if let Some(host) = self.hosts.get_mut(at) {
            self.faults.count("relays that kept records back");
            host.withholds = author.map(|author| (profile, author));
        }
    }

    /// A relay sends a device what nobody made.
    fn invents(&mut self) {
        let mut sockets = Vec::new();
        for (id, tab) in &self.tabs {
            let sockets_of = tab.sockets.iter();
            sockets.extend(sockets_of.map(|(one, (host, _))| (*id, *one, *host)));
        }
        let Some((tab, connection, host)) = self.chance.pick(&sockets) else {
            return;
        };
        let disk = self.hosts.get(host).map(|host| host.disk.clone());
        let kept = self.chance.pick(&disk.unwrap_or_default());
        let record = match (self.chance.below(3), kept) {
            (0, _) => {
                self.faults.count("rubbish that a relay made up");
                self.chance.bytes::<300>().to_vec()
            }
            (1, Some(kept)) => {
                self.faults.count("records that a relay altered");
                let mut bytes = kept.record.bytes().to_vec();
                let place = self.chance.place(bytes.len());
                if let Some(byte) = bytes.get_mut(place) {
                    *byte ^= 1 << self.chance.below(8);
                }
                bytes
            }
            _ => {
                let Some(record) = self.by_a_stranger() else {
                    return;
                };
                self.faults.count("records by a stranger");
                record.bytes().to_vec()
            }
        };
        let id = RecordId::from_bytes(*blake3::hash(&record).as_bytes());
        self.ledger.rubbish.insert(id);
        let frame = Frame::Records(vec![record]).encode();
        self.tell(tab, Input::Received(connection, frame));
    }

    /// A profile is set to an earlier copy of what it kept, or a copy is made.
    /// A browser forgets everything; whoever sits there enters with the key file, if they have one. Else they make one.
    fn profile_forgets(&mut self, profile: ProfileId) {
        let tabs = self.tabs_of(profile);
        let Some(one) = self.profiles.get_mut(profile) else {
            return;
        };
        if one.key_file.is_none() {
            // One that is made earlier leads nowhere.
            let space = self.space();
            let is_in = |tab: &&usize| {
                let page = self.tabs.get(*tab).map(|tab| &tab.page);
                space.is_some_and(|space| page.is_some_and(|page| page.role(space).is_some()))
            };
            if let Some(tab) = tabs.iter().find(is_in) {
                self.command(*tab, Command::MakeKeyFile(password()));
            }
            return;
        }
        self.faults.count("browsers that forgot");
        for tab in tabs {
            self.crash(tab, false);
        }
        self.note_set_back(profile);
        self.restore(profile, Vec::new());
        let seed = self.chance.bytes();
        if let Some(one) = self.profiles.get_mut(profile) {
            one.seed = seed;
            one.copy = None;
            one.forgot = true;
        }
        self.open_tab(profile);
    }

    /// What only this profile has is gone with what it is set back to.
    fn note_set_back(&mut self, profile: ProfileId) {
        let others = (0..self.profiles.len()).filter(|other| *other != profile);
        let had = others.map(|other| (other, self.stands_with(other)));
        let had = had.collect();
        self.ledger.set_back(profile, &had);
    }

    fn profile_goes_back(&mut self, profile: ProfileId) {
        let Some(one) = self.profiles.get_mut(profile) else {
            return;
        };
        let Some(copy) = one.copy.take() else {
            one.copy = one.store.scan_now(b"").ok();
            return;
        };
        self.faults.count("profiles set back");
        for tab in self.tabs_of(profile) {
            self.crash(tab, false);
        }
        self.note_set_back(profile);
        self.restore(profile, copy);
        self.open_tab(profile);
    }
}
