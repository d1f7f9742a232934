//! Records from a relay: checked, put in line to be stored as they came, and counted once they are durable.

use super::{
    Engine,
    keys::RelayKey,
    landing::{From, Landing},
    links::{End, Who},
    writer::Write,
};
use crate::host::ConnectionId;
use samvev_protocol::{
    ids::RecordId,
    record::{DecodeError, Record},
};

impl Engine {
    pub(super) fn records_came(&mut self, connection: ConnectionId, records: Vec<Vec<u8>>) {
        let now = self.now;
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        let (id, who, relay) = (link.space, link.who, RelayKey::of(&link.address));
        let mut read = Vec::new();
        let mut refused = Vec::new();
        for bytes in records {
            let name = RecordId::from_bytes(*blake3::hash(&bytes).as_bytes());
            link.sync.got(&name, now);
            match Record::decode(&bytes) {
                Ok(record) if record.space() == id => {
                    link.sync.heard_of(&record);
                    read.push(record);
                }
                // Of a later version of the app: not for this one to judge.
                Err(DecodeError::Version(_) | DecodeError::Kind(_)) => refused.push(name),
                Ok(_) | Err(_) => {
                    self.hang_up(connection, End::Rubbish);
                    return;
                }
            }
        }
        match who {
            Who::Invited => self.invitation_records(read),
            Who::Member => {
                if let Some(space) = self.spaces.get_mut(&id) {
                    space.refused.extend(refused);
                }
                self.take_in_records(id, relay, read);
            }
        }
        self.go_on(connection);
    }

    pub(super) fn take_in_records(
        &mut self,
        id: samvev_protocol::ids::SpaceId,
        relay: RelayKey,
        records: Vec<Record>,
    ) {
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        let kept: Vec<RecordId> = records
            .iter()
            .map(Record::id)
            .filter(|record| {
                space.index.contains_key(record) && !space.pending.contains_key(record)
            })
            .collect();
        let (authority, changes): (Vec<Record>, Vec<Record>) = records
            .into_iter()
            .filter(|record| !space.knows(&record.id()))
            .partition(|record| record.header().kind.is_authority());
        for record in &authority {
            // What can never stand is told so below.
            let _ = space.authority.insert(record);
        }
        if !authority.is_empty() {
            self.refresh_ring(id);
        }
        let mut landings = Vec::new();
        let mut refused = Vec::new();
        let Some(space) = self.spaces.get(&id) else {
            return;
        };
        for record in authority.into_iter().chain(changes) {
            match self.content_of(space, &record) {
                Some(content) => landings.push(Landing {
                    record,
                    content,
                    from: From::Relay(relay),
                }),
                None => refused.push(record.id()),
            }
        }
        if let Some(space) = self.spaces.get_mut(&id) {
            space
                .arriving
                .extend(landings.iter().map(|landing| landing.record.id()));
            space.refused.extend(refused);
        }
        self.acknowledge(id, relay, kept, true);
        if !landings.is_empty() {
            self.write(Write {
                landings,
                ..Write::of(id)
            });
        }
    }
}
