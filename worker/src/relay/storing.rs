//! What the store has done: spaces opened, records made durable, records read.

use super::{
    ConnectionId, Effect, Ticket,
    connection::{Guest, Stage},
    conversation::in_frames,
    dispatch::{Relay, Slot},
    space::Space,
    tally::label,
};
use crate::store::{Held, Keep, StoreError};
use bytes::Bytes;
use samvev_protocol::{
    frame::{Frame, Reason},
    ids::{CircleId, RecordId, SpaceId},
    record::{Kind, Record},
};
use std::{collections::BTreeSet, sync::Arc};

/// Records of one put on their way to the store.
pub(super) struct Put {
    pub(super) connection: ConnectionId,
    pub(super) space: SpaceId,
    pub(super) records: Vec<Keep>,
}

impl Relay {
    /// Sends the records of a put to the store.
    pub(super) fn keep(&mut self, put: Put) {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        if let Some(space) = self.open_space(put.space) {
            space.tickets += 1;
        }
        self.effects.push(Effect::Keep {
            ticket,
            records: put.records.clone(),
        });
        self.puts.insert(ticket, put);
    }

    pub(super) fn kept(&mut self, ticket: Ticket, result: Result<(), StoreError>) {
        let Some(put) = self.puts.remove(&ticket) else {
            return;
        };
        match result {
            Ok(()) => self.durable(put),
            Err(error) => self.not_durable(put, &error),
        }
    }

    fn durable(&mut self, put: Put) {
        let ids = put.records.iter().map(|keep| keep.record.id()).collect();
        if self.connections.contains_key(&put.connection) {
            self.send(put.connection, &Frame::Stored(ids));
        }
        let mut fresh = Vec::new();
        let mut retired = Vec::new();
        let mut too_late = Vec::new();
        let mut again = Vec::new();
        let (now, covered_for) = (self.now, self.settings.limits.covered_for);
        match self.spaces.get_mut(&put.space) {
            Some(Slot::Open(space)) => {
                space.tickets = space.tickets.saturating_sub(1);
                retired = space.retire();
                for keep in put.records {
                    if !space.is_live(&keep.record) {
                        // It was on its way when the erasure was heard of.
                        space.drop_coming(&keep.record.id());
                        too_late.push(keep.record.id());
                    } else if space.settle(&keep) {
                        fresh.push(keep.record);
                    }
                }
                // Nothing else has a say in what is covered.
                if fresh
                    .iter()
                    .any(|record| record.header().kind != Kind::Changes)
                {
                    again = space.look_at_prunes(covered_for);
                }
                let (over, more) = space.retire_covered(now, covered_for);
                retired.extend(over);
                again.extend(more);
            }
            // The space was given up when the store failed, and is being read anew.
            Some(Slot::Opening { late, .. }) => late.extend(put.records),
            None => {}
        }
        self.retire(put.space, retired, too_late);
        if !fresh.is_empty() {
            self.pass_on(put.connection, put.space, &fresh);
            self.tell_seats(put.space, &fresh);
            if fresh
                .iter()
                .any(|record| record.header().kind.is_authority())
            {
                self.cut_off(put.space);
            }
        }
        self.send_again(put.space, &again);
    }

    /// Sends everybody what is live again: who compared while it was not has not heard of it.
    pub(super) fn send_again(&mut self, space: SpaceId, again: &[RecordId]) {
        if again.is_empty() {
            return;
        }
        for (connection, guest) in self.guests(space) {
            if let Err(reason) = self.get(connection, guest, again) {
                self.refuse(connection, reason);
            }
        }
    }

    /// Passes records that are durable now on to the others who may have them.
    fn pass_on(&mut self, from: ConnectionId, space: SpaceId, fresh: &[Arc<Record>]) {
        self.tally.records_kept += fresh.len() as u64;
        self.tally.bytes_kept += fresh
            .iter()
            .map(|record| record.bytes().len() as u64)
            .sum::<u64>();
        let whole = Bytes::from(records_frame(fresh));
        for (other, guest) in self.guests(space) {
            if other == from {
                continue;
            }
            let Some(open) = self.open_space(space) else {
                return;
            };
            let may_have = |record: &&Arc<Record>| {
                let header = record.header();
                open.may_have(&guest.device, &header.circle, header.kind.is_authority())
            };
            let visible: Vec<_> = fresh.iter().filter(may_have).cloned().collect();
            if visible.len() == fresh.len() {
                self.send_bytes(other, whole.clone(), false);
            } else if !visible.is_empty() {
                self.send_bytes(other, records_frame(&visible).into(), false);
            }
        }
    }

    /// Tells those who are connected of the seats in circles that they have got or lost.
    fn tell_seats(&mut self, space: SpaceId, fresh: &[Arc<Record>]) {
        let Some(open) = self.open_space(space) else {
            return;
        };
        let seats = open.seats_in(fresh);
        let erasing = open.erased_in(fresh);
        for (connection, guest) in self.guests(space) {
            let own = seats.iter().filter(|(device, _)| *device == guest.device);
            let own: BTreeSet<CircleId> = own.map(|(_, circle)| *circle).collect();
            for circle in own.union(&erasing) {
                let Some(open) = self.open_space(space) else {
                    return;
                };
                let news = if own.contains(circle) {
                    open.news_of(&guest.device, circle)
                } else {
                    open.farewell_of(&guest.device, circle)
                };
                for some in in_frames(&news) {
                    self.send(connection, &Frame::Records(some));
                }
            }
        }
    }

    /// Sends what tells a key of the circles where its seat was taken away.
    pub(super) fn bid_farewell(&mut self, connection: ConnectionId, guest: Guest) {
        let space = self.open_space(guest.space);
        let farewells = space.map(|space| space.farewells(&guest.device));
        for some in in_frames(&farewells.unwrap_or_default()) {
            self.send(connection, &Frame::Records(some));
        }
    }

    /// What is in memory is ahead of the store now: everybody is sent away, and the space is read anew when they return.
    fn not_durable(&mut self, put: Put, error: &StoreError) {
        self.tally.store_failures += 1;
        let reason = if *error == StoreError::Full {
            Reason::Full
        } else {
            Reason::Failed
        };
        if self.connections.contains_key(&put.connection) {
            for keep in &put.records {
                *self.tally.rejected.entry(label(reason)).or_default() += 1;
                self.send(
                    put.connection,
                    &Frame::Rejected {
                        record: keep.record.id(),
                        reason,
                    },
                );
            }
        }
        if matches!(self.spaces.get(&put.space), Some(Slot::Open(_))) {
            self.give_up(put.space, reason);
        }
    }

    /// Has the store let go of what was held, and of what became durable too late to be.
    pub(super) fn retire(
        &mut self,
        space: SpaceId,
        held: Vec<(RecordId, usize)>,
        late: Vec<RecordId>,
    ) {
        self.tally.records_retired += held.len() as u64;
        self.tally.bytes_retired += held.iter().map(|(_, size)| *size as u64).sum::<u64>();
        let mut records: Vec<_> = held.into_iter().map(|(id, _)| id).collect();
        records.extend(late);
        if !records.is_empty() {
            self.effects.push(Effect::Retire { space, records });
        }
    }

    fn give_up(&mut self, space: SpaceId, reason: Reason) {
        let here = |known: &super::connection::Connection| {
            known.guest().is_some_and(|guest| guest.space == space)
        };
        let all: Vec<_> = self
            .connections
            .iter()
            .filter(|(_, known)| here(known))
            .map(|(id, _)| *id)
            .collect();
        for connection in all {
            self.refuse(connection, reason);
        }
        self.spaces.remove(&space);
    }

    pub(super) fn opened(&mut self, id: SpaceId, held: Result<Vec<Held>, StoreError>) {
        let Some(Slot::Opening { waiting, late }) = self.spaces.remove(&id) else {
            return;
        };
        let held = match held {
            Ok(held) => held,
            Err(_) => {
                self.tally.store_failures += 1;
                self.give_up(id, Reason::Failed);
                return;
            }
        };
        let mut space = Space::new(id, self.now);
        space.restore(held);
        for keep in &late {
            space.settle(keep);
        }
        // What a store failed to let go of, or was given back.
        let mut retired = space.retire();
        let covered_for = self.settings.limits.covered_for;
        // Nobody is here yet to be told what is live again.
        let _ = space.look_at_prunes(covered_for);
        let (over, _) = space.retire_covered(self.now, covered_for);
        retired.extend(over);
        self.retire(id, retired, Vec::new());
        self.spaces.insert(id, Slot::Open(Box::new(space)));
        for connection in waiting {
            let Some(Stage::Waiting(guest)) =
                self.connections.get(&connection).map(|known| known.stage)
            else {
                continue;
            };
            if let Err(reason) = self.enter(connection, guest) {
                self.refuse(connection, reason);
            }
        }
    }

    /// Has the next of the records that a connection asked for read, unless a batch is under way.
    pub(super) fn load_next(&mut self, connection: ConnectionId) {
        let Some(known) = self.connections.get_mut(&connection) else {
            return;
        };
        let Stage::In(Guest { space, .. }) = known.stage else {
            return;
        };
        if known.is_sending || known.asked.is_empty() {
            return;
        }
        known.is_sending = true;
        let records = known.next_batch();
        self.effects.push(Effect::Load {
            connection,
            space,
            records,
        });
    }

    pub(super) fn loaded(
        &mut self,
        connection: ConnectionId,
        records: Result<Vec<Vec<u8>>, StoreError>,
    ) {
        if !self.connections.contains_key(&connection) {
            return;
        }
        match records {
            Ok(records) => {
                self.tally.records_sent += records.len() as u64;
                self.send_bytes(connection, Frame::Records(records).encode().into(), true);
            }
            Err(_) => {
                self.tally.store_failures += 1;
                self.refuse(connection, Reason::Failed);
            }
        }
    }
}

fn records_frame(records: &[Arc<Record>]) -> Vec<u8> {
    Frame::Records(
        records
            .iter()
            .map(|record| record.bytes().to_vec())
            .collect(),
    )
    .encode()
}
