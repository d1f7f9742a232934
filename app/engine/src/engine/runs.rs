//! Whose changes are: every run of an engine writes under a name of its own.
//!
//! An Automerge actor that gives one number to two changes corrupts the document for all. An actor that went on from what the
//! store has would do so as soon as the store is set back (a profile restored from a backup) or used twice (a profile that roams
//! between two machines). So each run of an engine, from its start to the tab's end, takes a new actor, and whatever becomes of its
//! store, no change of it has the name of another. So does a run whose document is read anew without some of what it wrote itself (see
//! `removed`): those changes may stand again. The first ten bytes of an actor are its device's in that space, so that nobody
//! writes under another's name: a record with changes of others' actors is none.

use super::Engine;
use chacha20::{ChaCha20Rng, rand_core::Rng};
use samvev_documents::document::{Written, written_in};
use samvev_protocol::{
    ids::{DeviceId, SpaceId},
    record::Record,
};

const DEVICE: &str = "samvev 2026-11 automerge actor device v1";
/// How much of an actor tells the device, and how much the run.
const OF_DEVICE: usize = 10;
const OF_RUN: usize = 6;

/// What tells the runs of a device's engines apart.
pub(super) type Run = [u8; OF_RUN];

/// A run that there has not been.
pub(super) fn fresh(random: &mut ChaCha20Rng) -> Run {
    let mut run = Run::default();
    random.fill_bytes(&mut run);
    run
}

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
    /// The name of this run's writing in Automerge's history.
    pub(super) fn actor(&self, space: SpaceId) -> [u8; OF_DEVICE + OF_RUN] {
        let device = of_device(space, self.keys.device());
        let mut actor = [0; OF_DEVICE + OF_RUN];
        actor
            .iter_mut()
            .zip(device.into_iter().chain(self.written_as))
            .for_each(|(to, from)| *to = from);
        actor
    }
}
