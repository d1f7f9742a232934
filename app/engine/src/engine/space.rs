//! A space as this tab holds it: who may do what, which records are kept, and which relays have them.

use super::{
    Engine,
    keys::RelayKey,
    stored::{self, Listed},
};
use crate::messages::{Command, DocumentRef, OnRelay, SavedState, SpaceSummary};
use samvev_documents::{
    directory::Directory,
    document::{DocumentKind, Value},
};
use samvev_protocol::{
    authority::{Authority, Member},
    bodies::{Purpose, Role},
    ids::{CircleId, DeviceId, DocumentId, EpochId, PartyId, RecordId, SpaceId},
    prune::{InEffect, Prunes},
    record::Record,
    seal::EpochKey,
    space::{Keyring, newest, open_more},
};
use std::collections::{BTreeMap, BTreeSet};

/// Most relays that a space is carried by: the directory is every editor's to write, and nobody's to send all browsers
/// calling about.
pub(super) const RELAYS: usize = 8;
const ADDRESS_LENGTH: usize = 200;

/// Whether an address may be a relay's: one that nobody on the way can listen in on.
pub(super) fn may_be_called(address: &&String) -> bool {
    let safe = [
        "wss://",
        "ws://127.0.0.1:",
        "ws://localhost:",
        "ws://[::1]:",
    ];
    address.len() <= ADDRESS_LENGTH && safe.iter().any(|safe| address.starts_with(safe))
}

/// A space.
pub(super) struct Space {
    /// Whether it is read from the store: until then only `summary` is known.
    pub ready: bool,
    /// Whether `index` and `acknowledged` are read, which come last.
    pub indexed: bool,
    /// Whether it is being looked at what other tabs have written: until it is seen, a relay may know more of this
    /// device's own than the device does.
    pub looking: bool,
    /// Commands that wait until it is.
    pub waiting: Vec<Command>,
    /// Commands that wait until `index` is.
    pub waiting_for_index: Vec<Command>,
    /// As told last.
    pub summary: Option<SpaceSummary>,
    /// What lists show of each document.
    pub seen: BTreeMap<DocumentId, (String, u64)>,
    pub authority: Authority,
    /// The keys of each circle, as far as they open here.
    pub rings: BTreeMap<CircleId, Keyring>,
    /// The circles that this device may read, when that was last looked at.
    pub reads: BTreeSet<CircleId>,
    /// The records that are durable here.
    pub index: BTreeMap<RecordId, Listed>,
    /// Those on their way into the store.
    pub arriving: BTreeSet<RecordId>,
    /// Those that can never stand: not asked for again while this tab lives.
    pub refused: BTreeSet<RecordId>,
    /// Those kept that do not stand yet; their bytes once they are read.
    pub pending: BTreeMap<RecordId, Option<Record>>,
    /// The addresses in the link by which this device joined.
    pub came_by: Vec<String>,
    /// In which role, and since when, each member has been known here. See [`super::renewal`].
    pub known_since: BTreeMap<DeviceId, (Role, u64)>,
    /// When other devices were seen last. See [`super::seen`].
    pub last_seen: BTreeMap<DeviceId, u64>,
    /// The devices that joined by an invitation of this device's and are known to be whom it invited.
    pub confirmed: BTreeSet<DeviceId>,
    /// Of those by devices that were removed, what counts since others have built on it, by document. See [`super::removed`].
    pub built_on: BTreeMap<DocumentId, BTreeSet<RecordId>>,
    /// The erased documents that are let go of.
    pub erased: BTreeSet<DocumentId>,
    /// Who was removed, and how far what they made counts, when that was last looked at.
    pub removals: Vec<Removed>,
    /// What says that snapshots stand in for loose changes, what of it is in effect, and what of it was found wrong here.
    pub prunes: Prunes,
    pub effect: InEffect,
    pub disputed: BTreeSet<RecordId>,
    /// The snapshots of which it is seen that they hold what is here of what they stand in for.
    pub verified: BTreeSet<RecordId>,
    /// Of each document, the prunes of which it cannot be seen here whether they are so.
    pub unknown: BTreeMap<DocumentId, BTreeSet<RecordId>>,
    /// Those that are, or were, in effect here and of which nothing covered is left.
    pub settled: BTreeSet<RecordId>,
    /// The records that snapshots stand in for and that have not been let go of.
    pub covered: BTreeSet<RecordId>,
    /// How many loose records of a document there must be before it is looked at once more whether they outweigh its snapshot.
    pub looked_at: BTreeMap<DocumentId, usize>,
    /// When it is looked whether there is something to seal, or to confirm.
    pub look_at: Option<u64>,
    /// When this tab hands out keys that are lacking, unless somebody else has by then.
    pub mend_at: Option<u64>,
    /// Which each relay has durably.
    pub acknowledged: BTreeMap<RelayKey, BTreeSet<RecordId>>,
    pub sequence: Sequence,
    /// Acts of this tab that are not durable yet.
    pub unsaved: usize,
    /// How the leading tab stands with each relay, by address. In the leading tab: itself.
    pub relays: BTreeMap<String, Standing>,
    pub told: Option<SavedState>,
}

/// Whether whoever has a role, and works in a party, writes documents of a purpose.
pub(super) fn writes(purpose: Option<Purpose>, role: Option<Role>, party: Option<PartyId>) -> bool {
    match purpose {
        Some(Purpose::Shared) | None => role >= Some(Role::Editor),
        Some(Purpose::Open) => role >= Some(Role::Contributor),
        Some(Purpose::Party(of)) => party == Some(of) && role >= Some(Role::Contributor),
    }
}

/// A key that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Removed {
    pub key: DeviceId,
    /// From which circle.
    pub circle: CircleId,
    /// What it may do now, if it was let in again.
    pub role: Option<Role>,
    /// Those of its records that the removals name.
    pub counted: BTreeSet<RecordId>,
}

/// How it stands with a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Standing {
    Away,
    Connected,
    Refused(samvev_protocol::frame::Reason),
}

/// This device's count of its records in a space, as the store has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sequence {
    pub next: u64,
    pub stored: Option<Vec<u8>>,
}

impl Default for Sequence {
    fn default() -> Self {
        Self {
            next: 1,
            stored: None,
        }
    }
}

impl Sequence {
    pub(super) fn stored(value: Vec<u8>) -> Self {
        Self {
            next: stored::read_lasting(&value).unwrap_or(1),
            stored: Some(value),
        }
    }

    /// The count when this record of the device is its newest.
    pub(super) fn after(record: &Record) -> Self {
        let next = record.header().sequence.saturating_add(1);
        Self {
            next,
            stored: Some(stored::write(&next)),
        }
    }
}

impl Space {
    pub(super) fn new(space: SpaceId) -> Self {
        Self {
            ready: false,
            indexed: false,
            looking: false,
            waiting: Vec::new(),
            waiting_for_index: Vec::new(),
            summary: None,
            seen: BTreeMap::new(),
            authority: Authority::new(space),
            rings: BTreeMap::new(),
            reads: BTreeSet::new(),
            index: BTreeMap::new(),
            arriving: BTreeSet::new(),
            refused: BTreeSet::new(),
            pending: BTreeMap::new(),
            came_by: Vec::new(),
            known_since: BTreeMap::new(),
            last_seen: BTreeMap::new(),
            confirmed: BTreeSet::new(),
            built_on: BTreeMap::new(),
            erased: BTreeSet::new(),
            removals: Vec::new(),
            prunes: Prunes::default(),
            effect: InEffect::default(),
            disputed: BTreeSet::new(),
            verified: BTreeSet::new(),
            unknown: BTreeMap::new(),
            settled: BTreeSet::new(),
            covered: BTreeSet::new(),
            looked_at: BTreeMap::new(),
            look_at: None,
            mend_at: None,
            acknowledged: BTreeMap::new(),
            sequence: Sequence::default(),
            unsaved: 0,
            relays: BTreeMap::new(),
            told: None,
        }
    }

    pub(super) fn may_sync(&self) -> bool {
        self.ready && self.indexed && !self.looking
    }

    pub(super) fn knows(&self, id: &RecordId) -> bool {
        self.index.contains_key(id) || self.arriving.contains(id) || self.refused.contains(id)
    }

    /// The epoch that new records of a circle are sealed in.
    pub(super) fn epoch(&self, circle: &CircleId) -> Option<(EpochId, EpochKey)> {
        newest(self.authority.of(circle)?, self.rings.get(circle)?)
    }

    /// The key that a record is sealed with, if it opens here.
    pub(super) fn key_of(&self, record: &Record) -> Option<&EpochKey> {
        let header = record.header();
        self.rings.get(&header.circle)?.get(&header.epoch)
    }

    /// What a device may do in the circle of a document, where it is a member of the space.
    pub(super) fn member_at(&self, device: &DeviceId, document: &DocumentId) -> Option<Member> {
        let of = self.authority.circle_of(document);
        let is_here = self.authority.is_here(device);
        of.member(device).filter(|_| is_here)
    }

    /// Whether a device is to have the records of a circle.
    pub(super) fn may_have(&self, device: &DeviceId, circle: &CircleId) -> bool {
        *circle == CircleId::EVERYONE || self.authority.may_read(device, circle)
    }

    /// The records of circles where a device has no seat and of which a relay has told nothing. It says at once which seats it knows to
    /// be lost: so it does not know of this one, or has lost what it knew. Nothing there is compared, and perhaps nobody else has it.
    pub(super) fn untold(
        &self,
        device: &DeviceId,
        told: &BTreeSet<CircleId>,
    ) -> Vec<(CircleId, RecordId)> {
        let circles = self.index.iter().map(|(id, listed)| (listed.circle, *id));
        let untold = circles.filter(|(circle, _)| !told.contains(circle));
        untold
            .filter(|(circle, _)| !self.may_have(device, circle))
            .collect()
    }

    /// How many records that stand a relay lacks.
    pub(super) fn lacking(&self, relay: RelayKey) -> u32 {
        // What waits for others before it may be kept is no part of what this relay must have, nor what snapshots stand in for.
        let waiting = self.pending.keys().filter(|id| self.is_held_back(id));
        let waiting: BTreeSet<&RecordId> = waiting.chain(&self.covered).collect();
        let has = self.acknowledged.get(&relay).map_or(0, |known| {
            let waiting = waiting.iter().filter(|id| known.contains(**id));
            known.len().saturating_sub(waiting.count())
        });
        let kept = self.index.len().saturating_sub(waiting.len());
        u32::try_from(kept.saturating_sub(has)).unwrap_or(u32::MAX)
    }

    /// Whether a record is not offered to relays: as far as is known here, they would not keep it.
    pub(super) fn is_held_back(&self, id: &RecordId) -> bool {
        match self.pending.get(id) {
            Some(Some(record)) => self.authority.keeps(record).is_err(),
            Some(None) => true,
            None => false,
        }
    }
}

impl Engine {
    pub(super) fn role(&self, space: SpaceId) -> Option<Role> {
        let space = self.spaces.get(&space)?;
        if !space.authority.is_founded() {
            return space.summary.as_ref()?.role;
        }
        let member = space.authority.member(&self.keys.device())?;
        Some(member.role)
    }

    pub(super) fn may_write(&self, of: DocumentRef) -> bool {
        let Some(space) = self.spaces.get(&of.space) else {
            return false;
        };
        if space.is_erased(&of.document) {
            return false;
        }
        let member = space.member_at(&self.keys.device(), &of.document);
        let role = match &member {
            Some(member) => Some(member.role),
            // Nothing is read of the space yet.
            None if !space.authority.is_founded() => self.role(of.space),
            None => None,
        };
        let party = member.and_then(|member| member.party);
        writes(space.authority.purpose(&of.document), role, party)
    }

    pub(super) fn kind_of(&self, of: DocumentRef) -> DocumentKind {
        let listed = self.directory(of.space).and_then(|directory| {
            let entry = directory.documents.get(&of.document.to_string())?;
            Some(entry.kind)
        });
        match listed {
            _ if of.document == DocumentId::DIRECTORY => DocumentKind::Directory,
            Some(kind) => kind,
            None => DocumentKind::Plan,
        }
    }

    /// A space's directory: live, or as told last.
    pub(super) fn directory(&self, space: SpaceId) -> Option<&Directory> {
        let of = DocumentRef {
            space,
            document: DocumentId::DIRECTORY,
        };
        match self.live(of).map(|live| &live.value) {
            Some(Some(Value::Directory(directory))) => Some(directory),
            _ => Some(&self.spaces.get(&space)?.summary.as_ref()?.directory),
        }
    }

    /// Addresses of the relays of a space.
    pub(super) fn relays(&self, space: SpaceId) -> Vec<String> {
        let listed = self
            .directory(space)
            .map(|directory| directory.relays.as_slice())
            .filter(|listed| !listed.is_empty());
        // The directory may not have come yet, and its relay have been set back since.
        let came_by = self.spaces.get(&space).map(|space| &space.came_by[..]);
        let called = listed.or(came_by).unwrap_or_default().iter();
        called.filter(may_be_called).take(RELAYS).cloned().collect()
    }

    /// Brings the keyring up to date with the grants known.
    pub(super) fn refresh_ring(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get_mut(&id) else {
            return;
        };
        let all = [&space.authority]
            .into_iter()
            .chain(space.authority.circles());
        for circle in all {
            let ring = space.rings.entry(circle.circle()).or_default();
            open_more(circle, &self.keys, ring);
        }
    }

    /// How the space stands with a relay.
    pub(super) fn on_relay(&self, id: SpaceId, address: &str) -> OnRelay {
        let Some(space) = self.spaces.get(&id) else {
            return OnRelay::Away(0);
        };
        let lacking = space.lacking(RelayKey::of(address));
        match space.relays.get(address).copied().unwrap_or(Standing::Away) {
            Standing::Connected if lacking == 0 => OnRelay::Shared,
            Standing::Connected => OnRelay::Sending(lacking),
            Standing::Refused(reason) => OnRelay::Refused(reason),
            Standing::Away => OnRelay::Away(lacking),
        }
    }
}
