//! What an engine is told by its surroundings, and what it asks of them.

use crate::{
    messages::{Command, Event, StoreProblem},
    store::{Batch, CommitError},
};

/// Names a request of the engine's, so that the answer finds it.
pub type Ticket = u64;

/// What happens to an engine. Each comes with the time: milliseconds since 1970.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The page asks.
    Page(Command),
    /// A commit is durable, or was not done.
    Committed(Ticket, Result<(), CommitError>),
    /// Entries read.
    Scanned(Ticket, Result<Vec<(Vec<u8>, Vec<u8>)>, StoreProblem>),
    /// This tab may hold the sockets, or must leave them to another.
    Leading(bool),
    /// Another tab tells of what it committed.
    Tab(Vec<u8>),
    /// A socket is open.
    Connected(String),
    /// A frame came.
    Received(String, Vec<u8>),
    /// A socket closed, or could not be opened.
    Disconnected(String),
    /// The time asked for by [`Effect::Wake`] has come.
    Woken,
}

/// What an engine asks of its surroundings.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Tell the page.
    Page(Event),
    /// Do this batch; answer with [`Input::Committed`].
    Commit(Ticket, Batch),
    /// Read all entries whose key begins with this; answer with [`Input::Scanned`].
    Scan(Ticket, Vec<u8>),
    /// Tell the other tabs of this profile.
    Tabs(Vec<u8>),
    /// Open a WebSocket to this address; answer with [`Input::Connected`] or [`Input::Disconnected`].
    Connect(String),
    /// Send a frame there.
    Send(String, Vec<u8>),
    /// Close the socket to this address.
    Hangup(String),
    /// Say [`Input::Woken`] at this time (milliseconds since 1970); a later `Wake` replaces it.
    Wake(u64),
}
