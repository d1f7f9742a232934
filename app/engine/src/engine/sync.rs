//! Syncing with one relay: find what each side lacks, fetch, send, and from then on pass on what is new.

use super::{
    Engine,
    keys::{self, RelayKey},
    landing::From,
    links::{End, Who},
    reads::{Entries, Place, Read},
    space::Standing,
    stored::Listed,
};
use crate::host::ConnectionId;
use samvev_protocol::{
    frame::{Frame, Reason},
    ids::{CircleId, RecordId, SpaceId},
    reconcile::Asking,
    record::Record,
};
use std::collections::{BTreeMap, BTreeSet};

/// Most records asked for, or sent, at a time.
const MOST: usize = 256;
/// Most bytes of records in one frame, well under what a frame may hold.
const MOST_BYTES: usize = 1 << 20;
/// How long a relay has for what it was asked, in milliseconds.
const STUCK: u64 = 45_000;

/// How far it has come with one relay.
#[derive(Default)]
pub(super) struct Sync {
    asking: Option<Asking>,
    /// What was here when the asking began, and what of it the relay lacks.
    had: BTreeSet<RecordId>,
    lacked: BTreeSet<RecordId>,
    /// Both sides know what the other has.
    compared: bool,
    /// There may be more for us there than when the sides compared.
    anew: bool,
    /// The relay does not know us, and tells nothing before it does: when it has all that is here, it is asked anew.
    stranger: bool,
    /// The circles that it has told something of.
    told: BTreeSet<CircleId>,
    to_get: BTreeSet<RecordId>,
    getting: BTreeSet<RecordId>,
    to_put: BTreeSet<RecordId>,
    putting: BTreeSet<RecordId>,
    reading: bool,
    /// Bytes of records to put that are at hand.
    at_hand: BTreeMap<RecordId, Vec<u8>>,
    /// When the relay last did something that it was asked for.
    moved: u64,
}

impl Sync {
    pub(super) fn stuck_at(&self) -> u64 {
        let waits = self.asking.is_some() || !self.getting.is_empty() || !self.putting.is_empty();
        if waits { self.moved + STUCK } else { u64::MAX }
    }

    /// Whether all that the relay has is here.
    pub(super) fn is_complete(&self) -> bool {
        self.compared && self.to_get.is_empty() && self.getting.is_empty()
    }

    /// Whether the relay does not know us yet.
    pub(super) fn is_stranger(&self) -> bool {
        self.stranger
    }

    /// Records are not to be sent any longer, nor waited for. Whether some were waited for.
    fn forgets(&mut self, gone: &BTreeSet<RecordId>) -> bool {
        self.keeps_back(gone);
        !self.getting.is_empty() || !self.to_get.is_empty()
    }

    /// A record came, asked for or not.
    pub(super) fn heard_of(&mut self, record: &Record) {
        self.told.insert(record.header().circle);
    }

    /// Records are not to be sent any longer.
    fn keeps_back(&mut self, covered: &BTreeSet<RecordId>) {
        self.to_put.retain(|id| !covered.contains(id));
        self.at_hand.retain(|id, _| !covered.contains(id));
        self.lacked.retain(|id| !covered.contains(id));
    }

    /// Records came that were asked for.
    pub(super) fn got(&mut self, id: &RecordId, now: u64) {
        self.getting.remove(id);
        self.to_get.remove(id);
        self.moved = now;
    }
}

impl Engine {
    /// Begins to find out what each side lacks.
    pub(super) fn begin_sync(&mut self, connection: ConnectionId, known: bool) {
        let now = self.now;
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        let had: BTreeSet<RecordId> = match link.who {
            Who::Member => self.spaces.get(&link.space).map(|space| {
                let (me, relay) = (self.keys.device(), RelayKey::of(&link.address));
                let known = space.acknowledged.get(&relay);
                let is_new = |id: &RecordId| known.is_none_or(|known| !known.contains(id));
                // What it has of a circle where we have no seat is not compared: it tells us nothing of that.
                let is_compared = |(id, listed): &(&RecordId, &Listed)| {
                    space.may_have(&me, &listed.circle) || is_new(id)
                };
                let live = space
                    .index
                    .iter()
                    .filter(|(id, _)| !space.covered.contains(*id));
                let compared = live.filter(is_compared);
                compared.map(|(id, _)| *id).collect()
            }),
            Who::Invited => self.invitations.ids(),
        }
        .unwrap_or_default();
        link.sync = Sync {
            had,
            told: std::mem::take(&mut link.sync.told),
            moved: now,
            ..Sync::default()
        };
        if link.who == Who::Member {
            let (space, relay) = (link.space, RelayKey::of(&link.address));
            self.writer.called_anew(space, relay);
        }
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        if !known {
            // It has nothing that it would tell us of: it gets all.
            link.sync.stranger = true;
            link.sync.lacked.clone_from(&link.sync.had);
            self.compared(connection);
            return;
        }
        match Asking::start(link.sync.had.iter()) {
            Ok((asking, message)) => {
                link.sync.asking = Some(asking);
                self.send(connection, &Frame::Reconcile(message));
            }
            Err(_) => self.hang_up(connection, End::Lost),
        }
    }

    pub(super) fn reconciled(&mut self, connection: ConnectionId, message: &[u8]) {
        let now = self.now;
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        let Some(asking) = link.sync.asking.as_mut() else {
            self.hang_up(connection, End::Rubbish);
            return;
        };
        link.sync.moved = now;
        let Ok((difference, next)) = asking.step(message) else {
            self.hang_up(connection, End::Rubbish);
            return;
        };
        let space = self
            .spaces
            .get(&link.space)
            .filter(|_| link.who == Who::Member);
        let unknown = |id: &RecordId| !space.is_some_and(|space| space.knows(id));
        link.sync
            .to_get
            .extend(difference.ours_to_get.into_iter().filter(unknown));
        let had = &link.sync.had;
        link.sync.lacked.extend(
            difference
                .theirs_to_get
                .into_iter()
                .filter(|id| had.contains(id)),
        );
        match next {
            Some(message) => self.send(connection, &Frame::Reconcile(message)),
            None => self.compared(connection),
        }
    }

    /// Both sides know what the other has.
    fn compared(&mut self, connection: ConnectionId) {
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        link.sync.asking = None;
        link.sync.compared = true;
        let (id, relay) = (link.space, RelayKey::of(&link.address));
        let address = link.address.clone();
        let had = std::mem::take(&mut link.sync.had);
        let lacked = std::mem::take(&mut link.sync.lacked);
        if link.who == Who::Member
            && let Some(space) = self.spaces.get(&id)
        {
            let offered = |record: &&RecordId| !space.is_held_back(record);
            link.sync.to_put.extend(lacked.iter().filter(offered));
            let known = space.acknowledged.get(&relay).cloned().unwrap_or_default();
            let has = had
                .difference(&lacked)
                .filter(offered)
                .filter(|record| !known.contains(*record))
                .copied()
                .collect();
            let mut lost: Vec<RecordId> = lacked.intersection(&known).copied().collect();
            // Once on a link: what it has by then it need not tell.
            let untold = space.untold(&self.keys.device(), &link.sync.told);
            link.sync
                .told
                .extend(untold.iter().map(|(circle, _)| *circle));
            let untold = untold.into_iter().map(|(_, record)| record);
            let untold: Vec<RecordId> = untold.filter(|record| offered(&record)).collect();
            link.sync.to_put.extend(&untold);
            lost.extend(untold.iter().filter(|record| known.contains(*record)));
            self.acknowledge(id, relay, has, true);
            self.acknowledge(id, relay, lost, false);
            // Not before it is known what the relay has: it may have been set back since.
            self.stand(id, address, Standing::Connected);
        }
        self.go_on(connection);
    }

    /// Notes that a relay has records, or has lost them.
    pub(super) fn acknowledge(
        &mut self,
        id: SpaceId,
        relay: RelayKey,
        records: Vec<RecordId>,
        has: bool,
    ) {
        let Some(space) = self.spaces.get_mut(&id).filter(|_| !records.is_empty()) else {
            return;
        };
        let known = space.acknowledged.entry(relay).or_default();
        let mut puts = Vec::new();
        for record in &records {
            let news = if has {
                // It may have been erased since it was sent.
                space.index.contains_key(record) && known.insert(*record)
            } else {
                known.remove(record)
            };
            if news {
                puts.push((keys::acknowledged(id, relay, *record), has.then(Vec::new)));
            }
        }
        self.changed.insert(id);
        self.tell_tabs_of_acknowledged(id, relay, records, has);
        if !puts.is_empty() {
            self.keep(id, puts);
        }
    }

    /// Asks for and sends what is next.
    pub(super) fn go_on(&mut self, connection: ConnectionId) {
        let now = self.now;
        let Some(link) = self
            .links
            .by_id
            .get_mut(&connection)
            .filter(|link| link.sync.compared)
        else {
            return;
        };
        let sync = &mut link.sync;
        if sync.getting.is_empty() && !sync.to_get.is_empty() {
            let some: Vec<RecordId> = sync.to_get.iter().take(MOST).copied().collect();
            some.iter().for_each(|id| {
                sync.to_get.remove(id);
            });
            sync.getting.extend(&some);
            sync.moved = now;
            self.send(connection, &Frame::Get(some));
        }
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        if link.sync.is_complete() {
            match link.who {
                Who::Member => {
                    let (space, address) = (link.space, link.address.clone());
                    self.link_works(space, &address);
                }
                Who::Invited => self.invitation_fetched(connection),
            }
        }
        self.put_next(connection);
    }

    fn put_next(&mut self, connection: ConnectionId) {
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        let sync = &mut link.sync;
        if !sync.putting.is_empty() || sync.reading {
            return;
        }
        if sync.to_put.is_empty() {
            if sync.stranger || sync.anew && sync.is_complete() {
                self.begin_sync(connection, true);
            }
            return;
        }
        let Some(space) = self.spaces.get(&link.space) else {
            return;
        };
        // Authority first, what lets this device in before the rest; then what each has written in the order they wrote it.
        let is_authority = |id: &RecordId| {
            space
                .index
                .get(id)
                .is_some_and(|listed| listed.document.is_none())
        };
        let ranks: BTreeMap<RecordId, usize> = if sync.to_put.iter().any(is_authority) {
            let order = space.authority.introducing(&self.keys.device());
            order
                .into_iter()
                .enumerate()
                .map(|(rank, id)| (id, rank))
                .collect()
        } else {
            BTreeMap::new()
        };
        let rank = |id: &RecordId| ranks.get(id).copied().unwrap_or(usize::MAX);
        let mut places: Vec<_> = sync
            .to_put
            .iter()
            .filter_map(|id| {
                space.index.get(id).map(|listed| {
                    (
                        listed.document.is_some(),
                        rank(id),
                        listed.author,
                        listed.sequence,
                        *id,
                        listed.document,
                    )
                })
            })
            .collect();
        if places.len() > MOST {
            places.select_nth_unstable(MOST);
            places.truncate(MOST);
        }
        places.sort_unstable();
        let places: Vec<Place> = places
            .into_iter()
            .map(|(_, _, _, _, id, document)| (id, document))
            .collect();
        if places.is_empty() {
            sync.to_put.clear();
        } else if places.iter().all(|(id, _)| sync.at_hand.contains_key(id)) {
            let records = places
                .iter()
                .filter_map(|(id, _)| sync.at_hand.remove(id).map(|bytes| (*id, bytes)))
                .collect();
            self.put(connection, records);
        } else {
            sync.reading = true;
            let space = link.space;
            self.begin(Read::ToSend(connection, space, places));
        }
    }

    pub(super) fn read_to_send(
        &mut self,
        connection: ConnectionId,
        asked: &[Place],
        entries: Entries,
    ) {
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        link.sync.reading = false;
        let named = |(key, bytes): (Vec<u8>, Vec<u8>)| Some((keys::record_at_end(&key)?, bytes));
        let records: Vec<_> = entries.into_iter().filter_map(named).collect();
        if records.is_empty() {
            // They are listed and not there: another tab is at work, or the store is damaged. Found again at the next call.
            for (id, _) in asked {
                link.sync.to_put.remove(id);
            }
            self.put_next(connection);
            return;
        }
        self.put(connection, records);
    }

    fn put(&mut self, connection: ConnectionId, records: Vec<(RecordId, Vec<u8>)>) {
        let now = self.now;
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        let mut size = 0;
        let mut batch = Vec::new();
        for (id, bytes) in records {
            size += bytes.len();
            if size > MOST_BYTES && !batch.is_empty() {
                break;
            }
            link.sync.to_put.remove(&id);
            link.sync.putting.insert(id);
            batch.push(bytes);
        }
        link.sync.moved = now;
        self.send(connection, &Frame::Put(batch));
    }

    /// The relay has these durably.
    pub(super) fn stored(&mut self, connection: ConnectionId, records: &[RecordId]) {
        let now = self.now;
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        link.sync.moved = now;
        let was: Vec<RecordId> = records
            .iter()
            .filter(|id| link.sync.putting.remove(*id))
            .copied()
            .collect();
        let (space, relay) = (link.space, RelayKey::of(&link.address));
        // It may have been told only now of a seat of ours, and have more for us since.
        let index = self.spaces.get(&space).map(|space| &space.index);
        let settles = |id: &RecordId| {
            let listed = index.and_then(|index| index.get(id));
            listed.is_some_and(|one| one.document.is_none() && one.circle != CircleId::EVERYONE)
        };
        link.sync.anew |= was.iter().any(settles);
        match link.who {
            Who::Member => self.acknowledge(space, relay, was, true),
            Who::Invited => self.invitation_stored(connection, records),
        }
        self.put_next(connection);
    }

    pub(super) fn rejected(&mut self, connection: ConnectionId, record: RecordId, reason: Reason) {
        let now = self.now;
        let Some(link) = self.links.by_id.get_mut(&connection) else {
            return;
        };
        link.sync.moved = now;
        link.sync.putting.remove(&record);
        if link.who == Who::Invited {
            self.invitation_rejected(connection, reason);
            return;
        }
        let (space, address) = (link.space, link.address.clone());
        match reason {
            // It may well take it later: everything is offered again at the next call.
            Reason::TooFast | Reason::Full | Reason::Failed => {
                self.hang_up(connection, End::Refused(reason))
            }
            // It is erased, and goes from here once that is heard of.
            Reason::Retired => self.put_next(connection),
            _ => {
                self.stand(space, address, Standing::Refused(reason));
                self.put_next(connection);
            }
        }
    }

    /// Records are gone for good.
    pub(super) fn forget_to_sync(&mut self, id: SpaceId, gone: &BTreeSet<RecordId>) {
        for connection in self.member_links(id) {
            let link = self.links.by_id.get_mut(&connection);
            // What was asked for may be among what is gone, and never come: the sides compare anew.
            if link.is_some_and(|link| link.sync.forgets(gone)) {
                self.hang_up(connection, End::Lost);
            }
        }
    }

    /// Snapshots stand in for records: they are not to be sent any longer.
    pub(super) fn no_longer_to_send(&mut self, id: SpaceId, covered: &BTreeSet<RecordId>) {
        for connection in self.member_links(id) {
            if let Some(link) = self.links.by_id.get_mut(&connection) {
                link.sync.keeps_back(covered);
            }
        }
    }

    /// Calls every relay of a space anew, so that the sides compare.
    pub(super) fn compare_anew(&mut self, id: SpaceId) {
        for connection in self.member_links(id) {
            self.hang_up(connection, End::Lost);
        }
    }

    /// There is more for this device at the relays of a space than there was: the sides compare once more.
    pub(super) fn compare_more(&mut self, id: SpaceId) {
        for connection in self.member_links(id) {
            let link = self.links.by_id.get_mut(&connection);
            if let Some(link) = link.filter(|link| link.is_let_in()) {
                link.sync.anew = true;
                self.put_next(connection);
            }
        }
    }

    /// The links on which this device is a member of a space, those that are being called too.
    fn member_links(&self, id: SpaceId) -> Vec<ConnectionId> {
        let links = self.links.by_id.iter();
        links
            .filter(|(_, link)| link.space == id && link.who == Who::Member)
            .map(|(connection, _)| *connection)
            .collect()
    }

    /// Records have landed: every relay gets those that it has not.
    pub(super) fn offer(&mut self, id: SpaceId, records: Vec<(Record, From)>) {
        if records.is_empty() {
            return;
        }
        for connection in self.member_links(id) {
            let link = self.links.by_id.get_mut(&connection);
            let Some(link) = link.filter(|link| link.is_up()) else {
                continue;
            };
            let relay = RelayKey::of(&link.address);
            let known = self
                .spaces
                .get(&id)
                .and_then(|space| space.acknowledged.get(&relay));
            for (record, from) in &records {
                if *from != From::Relay(relay)
                    && !known.is_some_and(|known| known.contains(&record.id()))
                {
                    link.sync.to_put.insert(record.id());
                    link.sync
                        .at_hand
                        .insert(record.id(), record.bytes().to_vec());
                }
            }
            self.go_on(connection);
        }
    }
}
