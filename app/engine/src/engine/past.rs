//! Telling this device's writing apart from that of its own past.
//!
//! An Automerge actor that gives one number to two changes corrupts the document for all. A tab's actor therefore belongs to
//! the device and the slot that the tab holds, and goes on from what the store has. The first ten bytes of an actor are its
//! device's in that space, so that nobody writes under another's name: a record with changes of others' actors is none. But a
//! store can be set back: a profile restored from a backup, or cloned. A device that meets a record of its own that it does not know takes a new life in that
//! space: new actors, and sequence numbers beyond all that it has seen.

use super::{Engine, documents::Held, keys, writer::Write};
use crate::messages::DocumentRef;
use chacha20::rand_core::Rng;
use samvev_documents::document::{Written, written_in};
use samvev_protocol::{
    ids::{DeviceId, SpaceId},
    record::Record,
};

const DEVICE: &str = "samvev 2026-11 automerge actor device v1";
const WRITER: &str = "samvev 2026-11 automerge actor writer v1";
/// How much of an actor tells the device.
const OF_DEVICE: usize = 10;

/// What the actors of a device in a space begin with (PROTOCOL.md, §3).
fn of_device(space: SpaceId, device: DeviceId) -> [u8; OF_DEVICE] {
    let whose = [space.as_bytes().as_slice(), device.as_bytes()].concat();
    let derived = blake3::derive_key(DEVICE, &whose);
    derived.first_chunk().copied().unwrap_or_default()
}

/// Whether all changes in a record are its author's to make: of their own actors, and a document's first change of whoever
/// declared the document. `declared_by`: who that is.
pub(super) fn is_its_authors(record: &Record, plain: &[u8], declared_by: Option<DeviceId>) -> bool {
    let author = record.header().author;
    let whose = of_device(record.space(), author);
    let may_begin = declared_by == Some(author);
    let own = |one: &Written| one.actor.starts_with(&whose) && (may_begin || !one.begins);
    written_in(plain).is_ok_and(|written| written.iter().all(own))
}

impl Engine {
    /// The name of this tab's writing in Automerge's history: of this device and slot, and so never of two at once.
    pub(super) fn actor(&self, space: SpaceId) -> [u8; 16] {
        let life = self.spaces.get(&space).map(|space| space.life.as_slice());
        let who = [self.slot.to_be_bytes().as_slice(), life.unwrap_or_default()].concat();
        let device = of_device(space, self.keys.device());
        let writer = blake3::derive_key(WRITER, &who);
        let mut actor = [0; 16];
        actor
            .iter_mut()
            .zip(device.into_iter().chain(writer))
            .for_each(|(to, from)| *to = from);
        actor
    }

    /// Whether some of these records, which this device does not know, are of its own making.
    pub(super) fn are_of_own_past(&self, records: &[Record]) -> bool {
        let me = self.keys.device();
        records.iter().any(|record| record.header().author == me)
    }

    pub(super) fn new_life(&mut self) -> Vec<u8> {
        let mut life = vec![0; 8];
        self.random.fill_bytes(&mut life);
        life
    }

    /// Begins a new life in a space: what is open there is opened anew, under new actors.
    pub(super) fn begin_new_life(&mut self, id: SpaceId) {
        let life = self.new_life();
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        space.life.clone_from(&life);
        self.write(Write {
            puts: vec![(keys::life(id), Some(life))],
            ..Write::of(id)
        });
        let open = |(of, held): (&DocumentRef, &Held)| {
            (of.space == id && matches!(held, Held::Live(_))).then_some(*of)
        };
        let open: Vec<DocumentRef> = self.documents.iter().filter_map(open).collect();
        open.into_iter().for_each(|of| self.read_anew(of));
    }
}
