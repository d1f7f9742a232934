//! What an engine is told by its surroundings, and what it asks of them.

use crate::{
    messages::{Command, Event, Problem, StoreProblem},
    store::{Batch, CommitError, Entry},
};
use zeroize::Zeroizing;

/// Names a request of the engine's, so that the answer finds it.
pub type Ticket = u64;

/// Names one socket: a new one for every [`Effect::Connect`], never used again, since several spaces may be carried at
/// one address and a socket that closed may still have something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// What happens to an engine. Each comes with the time: milliseconds since 1970.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The page asks.
    Page(Command),
    /// A commit is durable, or was not done.
    Committed(Ticket, Result<(), CommitError>),
    /// Entries read.
    Scanned(Ticket, Result<Vec<Entry>, StoreProblem>),
    /// This tab may hold the sockets, or must leave them to another.
    Leading(bool),
    /// Another tab tells of what it committed.
    Tab(Vec<u8>),
    /// A socket is open.
    Connected(ConnectionId),
    /// A frame came.
    Received(ConnectionId, Vec<u8>),
    /// A socket closed, or could not be opened. Not needed after [`Effect::Hangup`].
    Disconnected(ConnectionId),
    /// The seed of [`Effect::Enter`] is kept, or is not: there is no room for it, or somebody holds something here by now.
    Entered(Result<(), Problem>),
    /// The time asked for by [`Effect::Wake`] has come.
    Woken,
}

/// What an engine asks of its surroundings, to be done in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Tell the page.
    Page(Event),
    /// Keep this seed as the device's own, in place of the one that the engine was started with; answer with [`Input::Entered`].
    Enter(Zeroizing<[u8; 32]>),
    /// Do this batch; answer with [`Input::Committed`].
    Commit(Ticket, Batch),
    /// Read all entries whose key begins with this, at one moment; answer with [`Input::Scanned`].
    Scan(Ticket, Vec<u8>),
    /// Read these keys, at one moment; answer with [`Input::Scanned`], which leaves out those that are absent.
    Fetch(Ticket, Vec<Vec<u8>>),
    /// Tell the other tabs of this profile.
    Tabs(Vec<u8>),
    /// Open a WebSocket to this address; answer with [`Input::Connected`] or [`Input::Disconnected`].
    Connect(ConnectionId, String),
    /// Send a frame there. To a socket that is gone: nothing.
    Send(ConnectionId, Vec<u8>),
    /// Close this socket.
    Hangup(ConnectionId),
    /// Say [`Input::Woken`] at this time (milliseconds since 1970); a later `Wake` replaces it.
    Wake(u64),
}
