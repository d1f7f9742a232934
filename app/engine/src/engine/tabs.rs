//! The tabs of one profile: each commits its own and tells the others; one of them holds the sockets for all.

use super::{
    Engine,
    keys::RelayKey,
    landing::{Content, From, Landing},
    reads::Entries,
    runs::Run,
    space::{Space, Standing},
    stored,
};
use crate::messages::DocumentRef;
use samvev_documents::plan::PlanField;
use samvev_protocol::{
    ids::{DocumentId, RecordId, SpaceId},
    record::{Kind, Record},
};
use serde::{Deserialize, Serialize};

/// Most bytes of records in one message.
const MOST_BYTES: usize = 1 << 20;

/// What a tab tells the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Told {
    /// It has begun, and wants to hear from the one that leads.
    Hello,
    /// It leads now, and wants to hear where the others' people are.
    Leads,
    /// These records are durable.
    Records {
        space: SpaceId,
        records: Vec<Vec<u8>>,
    },
    /// What lists show of a document.
    Title {
        document: DocumentRef,
        title: String,
        changed: u64,
    },
    /// A relay has these records, or has lost them.
    Acknowledged {
        space: SpaceId,
        relay: RelayKeyBytes,
        records: Vec<RecordId>,
        has: bool,
    },
    /// How the leading tab stands with a relay.
    Relay {
        space: SpaceId,
        address: String,
        standing: Standing,
    },
    /// A presence of another device, as it came.
    Presence { space: SpaceId, sealed: Vec<u8> },
    /// Where this tab's person is.
    Here { run: Run, at: Option<At> },
    /// It has entered with a key file: this profile is another device.
    Entered,
}

type RelayKeyBytes = [u8; 16];

/// Where a person is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct At {
    pub space: SpaceId,
    pub document: DocumentId,
    pub field: Option<(PlanField, usize)>,
}

impl Engine {
    fn tell_tabs(&mut self, told: &Told) {
        self.out.tabs(stored::write(told));
    }

    pub(super) fn tell_tabs_of_entering(&mut self) {
        self.tell_tabs(&Told::Entered);
    }

    pub(super) fn greet_tabs(&mut self) {
        self.tell_tabs(&Told::Hello);
    }

    pub(super) fn tell_tabs_of_records(&mut self, space: SpaceId, records: Vec<Vec<u8>>) {
        let mut some = Vec::new();
        let mut size = 0;
        for record in records {
            size += record.len();
            some.push(record);
            if size >= MOST_BYTES {
                self.tell_tabs(&Told::Records {
                    space,
                    records: std::mem::take(&mut some),
                });
                size = 0;
            }
        }
        if !some.is_empty() {
            self.tell_tabs(&Told::Records {
                space,
                records: some,
            });
        }
    }

    pub(super) fn tell_tabs_of_title(
        &mut self,
        document: DocumentRef,
        title: String,
        changed: u64,
    ) {
        self.tell_tabs(&Told::Title {
            document,
            title,
            changed,
        });
    }

    pub(super) fn tell_tabs_of_relay(
        &mut self,
        space: SpaceId,
        address: String,
        standing: Standing,
    ) {
        self.tell_tabs(&Told::Relay {
            space,
            address,
            standing,
        });
    }

    pub(super) fn tell_tabs_of_acknowledged(
        &mut self,
        space: SpaceId,
        relay: RelayKey,
        records: Vec<RecordId>,
        has: bool,
    ) {
        self.tell_tabs(&Told::Acknowledged {
            space,
            relay: relay.0,
            records,
            has,
        });
    }

    pub(super) fn tell_tabs_of_presence(&mut self, space: SpaceId, sealed: Vec<u8>) {
        self.tell_tabs(&Told::Presence { space, sealed });
    }

    pub(super) fn tell_tabs_where(&mut self, at: Option<At>) {
        let run = self.run;
        self.tell_tabs(&Told::Here { run, at });
    }

    /// This tab may hold the sockets, or must leave them to another.
    pub(super) fn lead(&mut self, leading: bool) {
        if self.leading == leading {
            return;
        }
        self.leading = leading;
        if leading {
            self.tell_tabs(&Told::Leads);
            // What a tab wrote that is gone now and could not tell.
            let ready: Vec<SpaceId> = self
                .spaces
                .iter()
                .filter(|(_, space)| space.ready)
                .map(|(id, _)| *id)
                .collect();
            ready.into_iter().for_each(|space| self.look_again(space));
        } else {
            self.leave_links();
        }
    }

    pub(super) fn heard_tab(&mut self, message: &[u8]) {
        // What cannot be read is of another version of the app in another tab.
        let Some(told) = stored::read::<Told>(message) else {
            return;
        };
        match told {
            Told::Hello => self.answer_hello(),
            Told::Leads => self.tell_leader_where(),
            Told::Entered => self.entered_elsewhere(),
            Told::Records { space, records } => self.heard_records(space, &records),
            Told::Title {
                document,
                title,
                changed,
            } => {
                self.note_seen(document, title, changed);
            }
            Told::Acknowledged {
                space,
                relay,
                records,
                has,
            } => {
                let Some(held) = self.spaces.get_mut(&space) else {
                    return;
                };
                let known = held.acknowledged.entry(RelayKey(relay)).or_default();
                for record in records {
                    if !has {
                        known.remove(&record);
                    } else if held.index.contains_key(&record) {
                        known.insert(record);
                    }
                }
                self.changed.insert(space);
            }
            Told::Relay {
                space,
                address,
                standing,
            } => {
                if let Some(held) = self.spaces.get_mut(&space).filter(|_| !self.leading) {
                    held.relays.insert(address, standing);
                    self.changed.insert(space);
                }
            }
            Told::Presence { space, sealed } => self.presence_heard(space, &sealed),
            Told::Here { run, at } => self.tab_is(run, at),
        }
    }

    fn answer_hello(&mut self) {
        if !self.leading {
            return;
        }
        let standings: Vec<_> = self
            .spaces
            .iter()
            .flat_map(|(id, space)| {
                space
                    .relays
                    .iter()
                    .map(|(address, standing)| (*id, address.clone(), *standing))
            })
            .collect();
        for (space, address, standing) in standings {
            self.tell_tabs_of_relay(space, address, standing);
        }
    }

    /// Another tab has these records in the store.
    fn heard_records(&mut self, id: SpaceId, records: &[Vec<u8>]) {
        let Some(space) = self.spaces.get_mut(&id) else {
            // It was founded or joined there.
            if self.listed {
                self.spaces.insert(id, Space::new(id));
                self.look_again(id);
            }
            return;
        };
        if !space.ready {
            // Its reading may have begun before: it is read once more.
            self.look_again(id);
            return;
        }
        let records: Vec<Record> = records
            .iter()
            .filter_map(|bytes| Record::decode(bytes).ok())
            .collect();
        self.land_from_tab(id, records);
    }

    pub(super) fn land_from_tab(&mut self, id: SpaceId, records: Vec<Record>) {
        let (first, then): (Vec<_>, Vec<_>) = records
            .into_iter()
            .filter(|record| record.space() == id)
            .partition(|record| record.header().kind.is_authority());
        for some in [first, then] {
            let Some(space) = self.spaces.get(&id) else {
                return;
            };
            let landing = |record: Record| {
                let content = self.content_told(space, &record)?;
                Some(Landing {
                    record,
                    content,
                    from: From::Tab,
                })
            };
            let landings: Vec<Landing> = some.into_iter().filter_map(landing).collect();
            self.land(id, landings);
        }
    }

    /// What a record holds that another tab has in the store. Who has been removed keeps what they have: so what one of their tabs
    /// wrote before it heard of that is there for the others, too.
    fn content_told(&self, space: &Space, record: &Record) -> Option<Content> {
        let header = record.header();
        let is_own = header.kind == Kind::Changes && header.author == self.keys.device();
        match self.content_of(space, record)? {
            Content::Waits
                if is_own
                    && space.authority.keeps(record).is_ok()
                    && !self.weighs(space, &header.document) =>
            {
                Self::opened(space, record)
            }
            content => Some(content),
        }
    }

    pub(super) fn missed_read(&mut self, id: SpaceId, entries: Entries) {
        let records = entries
            .into_iter()
            .filter_map(|(_, bytes)| Record::decode(&bytes).ok())
            .collect();
        self.land_from_tab(id, records);
    }
}
