//! What connections say, and what they are answered.

use super::{
    ConnectionId, Effect,
    connection::{Guest, Stage},
    dispatch::{Relay, Slot},
    intake::Incoming,
    judge::{Uploader, judge},
    space::Standing,
    storing::Put,
    tally::label,
};
use crate::store::Keep;
use samvev_protocol::{
    frame::{FRAMES_VERSION, Frame, Reason},
    ids::{DeviceId, RecordId, SpaceId},
    keys::challenge_holds,
    record::Record,
};
use std::sync::Arc;

/// Most bytes of records in a frame that nobody asked for.
const FRAME_BYTES: usize = 1 << 20;

type Brought = Vec<Result<Arc<Record>, (RecordId, Reason)>>;

/// The greeting of a client.
struct Hello {
    version: u8,
    space: SpaceId,
    device: DeviceId,
    signature: [u8; 64],
    relay: String,
}

impl Relay {
    pub(super) fn came(&mut self, connection: ConnectionId, incoming: Result<Incoming, Reason>) {
        let Some(known) = self.connections.get_mut(&connection) else {
            return;
        };
        self.tally.frames_in += 1;
        known.heard = self.now;
        known.is_pinged = false;
        let stage = known.stage;
        let answered = match (incoming, stage) {
            (Err(reason), _) => Err(reason),
            (Ok(Incoming::Frame(Frame::Ping)), Stage::Stranger(_) | Stage::In(_)) => {
                self.send(connection, &Frame::Pong);
                Ok(())
            }
            (Ok(Incoming::Frame(Frame::Pong)), Stage::Stranger(_) | Stage::In(_)) => Ok(()),
            (Ok(Incoming::Frame(frame)), Stage::Challenged { nonce }) => {
                self.greeted(connection, &nonce, frame)
            }
            (Ok(Incoming::Put(brought)), Stage::Stranger(guest)) => {
                self.put(connection, guest, Uploader::Stranger(guest.device), brought)
            }
            (Ok(incoming), Stage::In(guest)) => self.asked(connection, guest, incoming),
            (
                Ok(Incoming::Frame(Frame::Reconcile(_) | Frame::Get(_) | Frame::Presence(_))),
                Stage::Stranger(_),
            ) => Err(Reason::NotMember),
            (Ok(_), _) => Err(Reason::Malformed),
        };
        if let Err(reason) = answered {
            self.refuse(connection, reason);
        }
    }

    fn greeted(
        &mut self,
        connection: ConnectionId,
        nonce: &[u8; 32],
        frame: Frame,
    ) -> Result<(), Reason> {
        let Frame::Hello {
            version,
            space,
            device,
            signature,
            relay,
        } = frame
        else {
            return Err(Reason::Malformed);
        };
        self.check(
            nonce,
            &Hello {
                version,
                space,
                device,
                signature,
                relay,
            },
        )?;
        let guest = Guest { space, device };
        let now = self.now;
        if let Some(known) = self.connections.get_mut(&connection) {
            known.enter(Stage::Waiting(guest), now);
        }
        match self.spaces.get_mut(&space) {
            Some(Slot::Open(_)) => return self.enter(connection, guest),
            Some(Slot::Opening { waiting, .. }) => waiting.push(connection),
            None => {
                self.spaces.insert(
                    space,
                    Slot::Opening {
                        waiting: vec![connection],
                        late: Vec::new(),
                    },
                );
                self.effects.push(Effect::Open { space });
            }
        }
        Ok(())
    }

    fn check(&self, nonce: &[u8; 32], hello: &Hello) -> Result<(), Reason> {
        if hello.version != FRAMES_VERSION {
            return Err(Reason::Version);
        }
        let is_ours = hello
            .relay
            .parse()
            .is_ok_and(|dialled| self.settings.addresses.contains(&dialled));
        let holds = challenge_holds(
            &hello.device,
            nonce,
            &hello.relay,
            hello.space,
            &hello.signature,
        );
        if is_ours && holds {
            Ok(())
        } else {
            Err(Reason::Challenge)
        }
    }

    /// Lets somebody in whose space is open, or has them show first what lets them in.
    pub(super) fn enter(&mut self, connection: ConnectionId, guest: Guest) -> Result<(), Reason> {
        let now = self.now;
        let most = self.settings.limits.space_connections;
        let space = self.open_space(guest.space).ok_or(Reason::Failed)?;
        if space.connections.len() >= most {
            return Err(Reason::Full);
        }
        let (stage, known) = match space.standing(&guest.device, now) {
            Ok(_) => (Stage::In(guest), true),
            Err(Reason::NotMember) => (Stage::Stranger(guest), false),
            Err(reason) => return Err(reason),
        };
        space.connections.insert(connection);
        if let Some(connection) = self.connections.get_mut(&connection) {
            connection.enter(stage, now);
        }
        // A stranger is told nothing of who is here, not even whether the space is.
        let others = self
            .guests(guest.space)
            .iter()
            .filter(|(other, _)| known && *other != connection)
            .count();
        self.send(
            connection,
            &Frame::Welcome {
                known,
                others: u32::try_from(others).unwrap_or(u32::MAX),
            },
        );
        if known {
            self.bid_farewell(connection, guest);
        }
        Ok(())
    }

    /// As whom somebody who was let in may still be here.
    pub(super) fn admission(
        &mut self,
        connection: ConnectionId,
        guest: Guest,
    ) -> Result<Standing, Reason> {
        let now = self.now;
        let has_joined = self
            .connections
            .get(&connection)
            .is_some_and(|known| known.has_joined);
        match self
            .open_space(guest.space)
            .ok_or(Reason::Failed)?
            .standing(&guest.device, now)
        {
            Err(Reason::InvitationSpent) if has_joined => Ok(Standing::Invited),
            standing => standing,
        }
    }

    fn asked(
        &mut self,
        connection: ConnectionId,
        guest: Guest,
        incoming: Incoming,
    ) -> Result<(), Reason> {
        let standing = self.admission(connection, guest)?;
        match incoming {
            Incoming::Put(brought) => {
                self.put(connection, guest, Uploader::Known(standing), brought)
            }
            Incoming::Frame(Frame::Reconcile(message)) => {
                let space = self.open_space(guest.space).ok_or(Reason::Failed)?;
                let answer = space
                    .reconcile(&guest.device, &message)
                    .map_err(|_| Reason::Malformed)?;
                self.send(connection, &Frame::Reconciled(answer));
                Ok(())
            }
            Incoming::Frame(Frame::Get(records)) => self.get(connection, guest, &records),
            Incoming::Frame(Frame::Presence(sealed)) => {
                self.pass_on_presence(connection, guest, sealed)
            }
            Incoming::Frame(_) => Err(Reason::Malformed),
        }
    }

    pub(super) fn get(
        &mut self,
        connection: ConnectionId,
        guest: Guest,
        records: &[RecordId],
    ) -> Result<(), Reason> {
        let most = self.settings.limits.asked_records;
        let found = self
            .open_space(guest.space)
            .ok_or(Reason::Failed)?
            .sendable(&guest.device, records);
        let known = self
            .connections
            .get_mut(&connection)
            .ok_or(Reason::Failed)?;
        if known.asked.len() + found.len() > most {
            return Err(Reason::TooFast);
        }
        known.asked.extend(found);
        self.load_next(connection);
        Ok(())
    }

    fn pass_on_presence(
        &mut self,
        from: ConnectionId,
        guest: Guest,
        sealed: Vec<u8>,
    ) -> Result<(), Reason> {
        if sealed.len() > self.settings.limits.presence_bytes {
            return Err(Reason::TooLarge);
        }
        let frame = bytes::Bytes::from(Frame::Presence(sealed).encode());
        for (other, _) in self.guests(guest.space) {
            if other != from {
                self.send_bytes(other, frame.clone(), false);
            }
        }
        Ok(())
    }

    fn put(
        &mut self,
        connection: ConnectionId,
        guest: Guest,
        uploader: Uploader,
        brought: Brought,
    ) -> Result<(), Reason> {
        let now = self.now;
        let Some(Slot::Open(space)) = self.spaces.get_mut(&guest.space) else {
            return Err(Reason::Failed);
        };
        let verdict = match judge(space, &self.settings, uploader, brought, now) {
            Ok(verdict) => verdict,
            Err((reason, farewell)) => {
                for some in in_frames(&farewell) {
                    self.send(connection, &Frame::Records(some));
                }
                return Err(reason);
            }
        };
        if let Some(known) = self.connections.get_mut(&connection) {
            if matches!(uploader, Uploader::Stranger(_)) {
                known.enter(Stage::In(guest), now);
            }
            known.has_joined |= verdict.accepted.iter().any(|record| {
                record.header().author == guest.device
                    && matches!(uploader, Uploader::Known(Standing::Invited))
            });
        }
        for (record, reason) in verdict.rejected {
            *self.tally.rejected.entry(label(reason)).or_default() += 1;
            self.send(connection, &Frame::Rejected { record, reason });
        }
        if !verdict.held.is_empty() {
            self.send(connection, &Frame::Stored(verdict.held));
        }
        if !verdict.accepted.is_empty() {
            let records = verdict
                .accepted
                .into_iter()
                .map(|record| Keep {
                    record,
                    stored_at: now,
                })
                .collect::<Vec<_>>();
            self.keep(Put {
                connection,
                space: guest.space,
                records,
            });
        }
        Ok(())
    }
}

/// Records for as few frames as hold them.
pub(super) fn in_frames(records: &[Record]) -> Vec<Vec<Vec<u8>>> {
    let mut frames = Vec::new();
    let (mut some, mut size) = (Vec::new(), 0);
    for record in records {
        let bytes = record.bytes().to_vec();
        if size + bytes.len() > FRAME_BYTES && !some.is_empty() {
            frames.push(std::mem::take(&mut some));
            size = 0;
        }
        size += bytes.len();
        some.push(bytes);
    }
    if !some.is_empty() {
        frames.push(some);
    }
    frames
}
