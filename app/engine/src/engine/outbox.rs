//! What is to be done, gathered while an input is handled.

use crate::{
    host::{ConnectionId, Effect, Ticket},
    messages::Event,
    store::Batch,
};
use zeroize::Zeroizing;

#[derive(Default)]
pub(super) struct Outbox {
    effects: Vec<Effect>,
    tickets: Ticket,
    connections: u64,
    /// The time of the last [`Effect::Wake`] that is still to come.
    waking: Option<u64>,
}

impl Outbox {
    pub(super) fn tell(&mut self, event: Event) {
        self.effects.push(Effect::Page(event));
    }

    pub(super) fn enter(&mut self, seed: Zeroizing<[u8; 32]>) {
        self.effects.push(Effect::Enter(seed));
    }

    pub(super) fn tabs(&mut self, message: Vec<u8>) {
        self.effects.push(Effect::Tabs(message));
    }

    pub(super) fn commit(&mut self, batch: Batch) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Commit(ticket, batch));
        ticket
    }

    pub(super) fn scan(&mut self, prefix: Vec<u8>) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Scan(ticket, prefix));
        ticket
    }

    pub(super) fn fetch(&mut self, keys: Vec<Vec<u8>>) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Fetch(ticket, keys));
        ticket
    }

    pub(super) fn connect(&mut self, address: &str) -> ConnectionId {
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        self.effects
            .push(Effect::Connect(connection, address.to_owned()));
        connection
    }

    pub(super) fn send(&mut self, connection: ConnectionId, frame: Vec<u8>) {
        self.effects.push(Effect::Send(connection, frame));
    }

    pub(super) fn hang_up(&mut self, connection: ConnectionId) {
        self.effects.push(Effect::Hangup(connection));
    }

    /// The wake-up call came: another must be asked for.
    pub(super) fn woken(&mut self) {
        self.waking = None;
    }

    /// All that is to be done, and a wake-up call for `at` unless the one asked for comes then or before.
    pub(super) fn take(&mut self, at: Option<u64>) -> Vec<Effect> {
        if let Some(at) = at.filter(|at| self.waking.is_none_or(|waking| *at < waking)) {
            self.waking = Some(at);
            self.effects.push(Effect::Wake(at));
        }
        std::mem::take(&mut self.effects)
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        self.tickets
    }
}
