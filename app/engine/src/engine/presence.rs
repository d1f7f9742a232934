//! Who is here and where: sealed, passed on by relays, never stored. Said only where there is somebody to hear it.

use super::{Engine, linking::person_of, links::Who, runs::Run, seen::seen_at, stored, tabs::At};
use crate::{
    host::ConnectionId,
    messages::{DocumentRef, Event, Other},
};
use samvev_documents::plan::PlanField;
use samvev_protocol::{
    frame::Frame,
    ids::{CircleId, DeviceId, DocumentId, SpaceId},
    seal,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How often one says that one is here, after how long the others think one gone, and how often at most one says that the
/// caret moved; in milliseconds.
const BEAT: u64 = 15_000;
const GONE: u64 = 45_000;
const SELDOM: u64 = 200;

/// What is sealed and sent.
#[derive(Serialize, Deserialize)]
struct Seen {
    device: DeviceId,
    document: Option<DocumentId>,
    field: Option<(PlanField, usize)>,
}

/// Somebody else.
#[derive(Debug, Clone, PartialEq)]
struct Heard {
    document: Option<DocumentId>,
    field: Option<(PlanField, usize)>,
    until: u64,
}

/// How it stands with one space.
#[derive(Default)]
struct Company {
    others: BTreeMap<DeviceId, Heard>,
    /// Until when others may be here that have not been heard.
    hoped: u64,
    /// What is to be said, and when something was said last.
    news: bool,
    said: u64,
    told: Vec<Other>,
}

impl Company {
    fn is_there(&self, now: u64) -> bool {
        !self.others.is_empty() || self.hoped > now
    }

    fn say_at(&self, now: u64) -> Option<u64> {
        let wait = if self.news { SELDOM } else { BEAT };
        self.is_there(now).then(|| self.said + wait)
    }
}

#[derive(Default)]
pub(super) struct Here {
    /// Where this tab's person is.
    at: Option<At>,
    /// Where the person is in other tabs, by run; and which tab they moved in last.
    tabs: BTreeMap<Run, At>,
    newest: Option<Run>,
    spaces: BTreeMap<SpaceId, Company>,
}

impl Engine {
    pub(super) fn here(&mut self, document: Option<DocumentRef>, at: Option<(PlanField, usize)>) {
        let at = document.map(|of| At {
            space: of.space,
            document: of.document,
            field: at,
        });
        if self.presence.at == at {
            return;
        }
        self.presence.at = at.clone();
        if !self.leading {
            self.tell_tabs_where(at.clone());
        }
        self.tab_is(self.run, at);
    }

    /// Where the person is in a tab.
    pub(super) fn tab_is(&mut self, run: Run, at: Option<At>) {
        let was = match at {
            Some(at) => {
                self.presence.newest = Some(run);
                self.presence.tabs.insert(run, at)
            }
            None => self.presence.tabs.remove(&run),
        };
        let spaces = was
            .iter()
            .chain(self.presence.tabs.get(&run))
            .map(|at| at.space);
        for space in spaces.collect::<BTreeSet<_>>() {
            self.presence.spaces.entry(space).or_default().news = true;
        }
    }

    pub(super) fn tell_leader_where(&mut self) {
        if let Some(at) = self.presence.at.clone() {
            self.tell_tabs_where(Some(at));
        }
    }

    pub(super) fn presence_wake_at(&self) -> Option<u64> {
        let spaces = self.presence.spaces.iter();
        spaces
            .flat_map(|(id, company)| {
                let say = company.say_at(self.now).filter(|_| self.says_in(*id));
                say.into_iter()
                    .chain(company.others.values().map(|heard| heard.until))
            })
            .min()
    }

    /// Whether this tab is the one that speaks in a space, and has somebody to speak to.
    fn says_in(&self, space: SpaceId) -> bool {
        self.leading
            && self
                .links
                .by_id
                .values()
                .any(|link| link.space == space && link.is_let_in())
    }

    /// Says what is to be said, and forgets who has gone.
    pub(super) fn keep_presence(&mut self) {
        let now = self.now;
        let ids: Vec<SpaceId> = self.presence.spaces.keys().copied().collect();
        for id in ids {
            let says = self.says_in(id);
            let Some(company) = self.presence.spaces.get_mut(&id) else {
                continue;
            };
            company.others.retain(|_, heard| heard.until > now);
            if says && company.say_at(now).is_some_and(|at| now >= at) {
                company.news = false;
                company.said = now;
                self.say(id);
            }
            self.tell_present(id);
        }
    }

    fn say(&mut self, id: SpaceId) {
        let here = &self.presence;
        let newest = here
            .newest
            .and_then(|run| here.tabs.get(&run))
            .filter(|at| at.space == id);
        let at = newest.or_else(|| here.tabs.values().find(|at| at.space == id));
        let seen = Seen {
            device: self.keys.device(),
            document: at.map(|at| at.document),
            field: at.and_then(|at| at.field),
        };
        // Who is in a circle's document says so to those who have a seat there, and to nobody else.
        let key = self.spaces.get(&id).and_then(|space| {
            let circle = at.map_or(CircleId::EVERYONE, |at| {
                space.authority.circle_of(&at.document).circle()
            });
            space.epoch(&circle)
        });
        let Some((_, key)) = key else {
            return;
        };
        let Ok(sealed) = seal::seal_passing(&key, id, &stored::write(&seen), &mut self.random)
        else {
            return;
        };
        let links = self.links.by_id.iter();
        let let_in = links.filter(|(_, link)| link.space == id && link.is_let_in());
        let ids: Vec<ConnectionId> = let_in.map(|(connection, _)| *connection).collect();
        for connection in ids {
            self.send(connection, &Frame::Presence(sealed.clone()));
        }
    }

    /// A relay told how many others are connected.
    pub(super) fn company(&mut self, space: SpaceId, others: u32) {
        let now = self.now;
        let company = self.presence.spaces.entry(space).or_default();
        if others > 0 {
            company.hoped = now + GONE;
            company.news = true;
            company.said = 0;
        }
    }

    pub(super) fn presence_came(&mut self, connection: ConnectionId, sealed: Vec<u8>) {
        let Some(link) = self
            .links
            .by_id
            .get(&connection)
            .filter(|link| link.who == Who::Member)
        else {
            return;
        };
        let space = link.space;
        self.presence_heard(space, &sealed);
        self.tell_tabs_of_presence(space, sealed);
    }

    pub(super) fn presence_heard(&mut self, id: SpaceId, sealed: &[u8]) {
        let now = self.now;
        let Some(space) = self.spaces.get(&id) else {
            return;
        };
        // What does not open is somebody's who is no member, or of an epoch to come.
        let opened = space.rings.iter().find_map(|(circle, ring)| {
            let mut keys = ring.values();
            let opened = keys.find_map(|key| seal::open_passing(key, id, sealed).ok());
            Some((circle, stored::read::<Seen>(&opened?)?))
        });
        let Some((circle, seen)) = opened else {
            return;
        };
        let of = |document| space.authority.circle_of(document).circle();
        if seen
            .document
            .as_ref()
            .is_some_and(|document| of(document) != *circle)
        {
            return;
        }
        if seen.device == self.keys.device() || space.authority.member(&seen.device).is_none() {
            return;
        }
        let at = seen_at(now, now).map(|at| (seen.device, at));
        self.saw(id, at.into_iter().collect(), self.leading);
        let company = self.presence.spaces.entry(id).or_default();
        let heard = Heard {
            document: seen.document,
            field: seen.field,
            until: now + GONE,
        };
        if company.others.insert(seen.device, heard).is_none() {
            // They came after us and do not know that we are here.
            company.news = true;
        }
    }

    fn tell_present(&mut self, id: SpaceId) {
        let Some(company) = self.presence.spaces.get(&id) else {
            return;
        };
        let (directory, space) = (self.directory(id), self.spaces.get(&id));
        let others: Vec<Other> = company
            .others
            .iter()
            .map(|(device, heard)| {
                let person = directory
                    .zip(space)
                    .and_then(|(directory, space)| person_of(&space.authority, directory, *device));
                let party = person.and_then(|person| directory?.parties.get(&person.party));
                Other {
                    device: *device,
                    name: person.map(|person| person.name.clone()).unwrap_or_default(),
                    party: party.map(|party| party.name.clone()),
                    document: heard.document,
                    at: heard.field,
                }
            })
            .collect();
        if company.told == others {
            return;
        }
        if let Some(company) = self.presence.spaces.get_mut(&id) {
            company.told.clone_from(&others);
        }
        self.tell(Event::Present { space: id, others });
    }
}
