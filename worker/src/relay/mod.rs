//! What a relay does, and when: a pure function of what happens to it.
//!
//! [`Relay::handle`] takes one [`Event`] and the time, and answers with the [`Effect`]s that a shell carries out: bytes to
//! send, records to make durable, connections to close. It knows no socket, disk, clock or randomness, so the same code
//! runs in the native server, in a Durable Object and in a simulation.
//!
//! The laws it keeps, each with a test in `tests/relay/`:
//! - a record is acknowledged after it is durable, and only then offered or passed on to anybody;
//! - it is the *uploader* who is judged: who may upload now may bring any properly signed record that stands;
//! - a connection gets the records of the circles it may read, and of others only authority records;
//! - what an erasure retires is let go of as soon as the erasure is durable, and never taken in again;
//! - no record's body is opened, but those of authority records, which are not sealed.

mod address;
mod connection;
mod conversation;
mod dispatch;
mod intake;
mod invitations;
mod judge;
mod limits;
mod space;
mod storing;
mod tally;

pub use address::{Address, AddressError};
pub use dispatch::Relay;
pub use intake::{Incoming, Intake};
pub use limits::Limits;
pub use tally::Tally;

use crate::store::{Held, Keep, StoreError};
use bytes::Bytes;
use samvev_protocol::{
    frame::Reason,
    ids::{RecordId, SpaceId},
};

/// One connection, named by the shell. A name is never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// Records that are on their way to the store, named by the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u64);

/// Whether a relay takes spaces that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewSpaces {
    /// Whoever has a founding may fill the relay with its space.
    Automatic,
    /// Only spaces that are here already.
    Closed,
}

/// What an operator chooses.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The addresses at which this relay is dialled. An answer to a challenge that is bound to another one is refused, or
    /// a false relay could pass our challenge on and come in as somebody else.
    pub addresses: Vec<Address>,
    /// Whether unknown spaces are taken.
    pub new_spaces: NewSpaces,
    /// How much, how many, how fast.
    pub limits: Limits,
}

/// What happens to a relay.
#[derive(Debug)]
pub enum Event {
    /// Somebody connected.
    Connected {
        /// The new connection.
        connection: ConnectionId,
        /// Fresh randomness for its challenge.
        nonce: [u8; 32],
    },
    /// A message came, read by the connection's [`Intake`]; or the intake would not have it.
    Came {
        /// From whom.
        connection: ConnectionId,
        /// What.
        incoming: Result<Incoming, Reason>,
    },
    /// A frame whose [`Effect::Send`] asked for a receipt has been written out.
    Written {
        /// To whom.
        connection: ConnectionId,
    },
    /// The connection is gone.
    Closed {
        /// Which.
        connection: ConnectionId,
    },
    /// The answer to [`Effect::Open`].
    Opened {
        /// The space.
        space: SpaceId,
        /// What the store holds of it.
        held: Result<Vec<Held>, StoreError>,
    },
    /// The answer to [`Effect::Load`].
    Loaded {
        /// For whom.
        connection: ConnectionId,
        /// The records' bytes.
        records: Result<Vec<Vec<u8>>, StoreError>,
    },
    /// The answer to [`Effect::Keep`].
    Kept {
        /// Which records.
        ticket: Ticket,
        /// Whether they are durable now.
        result: Result<(), StoreError>,
    },
    /// [`Effect::Retire`] failed: it is asked for again.
    NotRetired {
        /// Of which space.
        space: SpaceId,
        /// The records.
        records: Vec<RecordId>,
    },
    /// Time has passed. To be told every few seconds.
    Tick,
}

/// What a shell is to do.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Send a frame.
    Send {
        /// To whom.
        to: ConnectionId,
        /// The encoded frame.
        frame: Bytes,
        /// Whether [`Event::Written`] is wanted when it has been written out.
        receipt: bool,
    },
    /// Close the connection when what was sent before has been written out.
    Close {
        /// Which.
        connection: ConnectionId,
    },
    /// Read what the store holds of a space: [`Event::Opened`].
    Open {
        /// The space.
        space: SpaceId,
    },
    /// Read records: [`Event::Loaded`].
    Load {
        /// For whom.
        connection: ConnectionId,
        /// Of which space.
        space: SpaceId,
        /// Which.
        records: Vec<RecordId>,
    },
    /// Make records durable, in the order of the effects: [`Event::Kept`].
    Keep {
        /// What the answer names.
        ticket: Ticket,
        /// The records.
        records: Vec<Keep>,
    },
    /// Let go of records for good, after what is to be made durable before. Answered by [`Event::NotRetired`], and only where the
    /// store fails.
    Retire {
        /// Of which space.
        space: SpaceId,
        /// The records.
        records: Vec<RecordId>,
    },
}
