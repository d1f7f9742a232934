//! A relay with its store and its connections, without sockets: what is said is answered at once.

use crate::people::Person;
use samvev_protocol::{
    bodies::{Purpose, Role},
    frame::{FRAMES_VERSION, Frame, MAX_FRAME, Reason},
    ids::{DeviceId, DocumentId, RecordId, SpaceId},
    keys::DeviceKeys,
    reconcile::Asking,
    record::Record,
};
use samvev_worker::{
    relay::{ConnectionId, Effect, Event, Intake, Limits, NewSpaces, Relay, Settings, Ticket},
    store::{Keep, MemoryStore, Store, StoreError},
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub const ADDRESS: &str = "wss://relay.example.no/ws";
pub const DAY: u64 = 24 * 60 * 60 * 1000;

pub fn settings() -> Settings {
    Settings {
        addresses: vec![ADDRESS.parse().unwrap()],
        new_spaces: NewSpaces::Automatic,
        limits: Limits::default(),
    }
}

pub struct Desk {
    pub relay: Relay,
    pub store: MemoryStore,
    pub now: u64,
    settings: Settings,
    next: u64,
    intakes: BTreeMap<ConnectionId, Intake>,
    inboxes: BTreeMap<ConnectionId, Vec<Frame>>,
    closed: BTreeSet<ConnectionId>,
    /// While it is held, nothing becomes durable.
    held: Option<VecDeque<(Ticket, Vec<Keep>)>>,
    /// While it is held, what was read of a space is not told.
    readings: Option<Vec<Event>>,
    /// Whether the store lets go of nothing.
    pub fails_to_retire: bool,
}

impl Desk {
    pub fn new() -> Self {
        Self::with(settings(), MemoryStore::default())
    }

    pub fn with(settings: Settings, store: MemoryStore) -> Self {
        Self {
            relay: Relay::new(settings.clone()),
            store,
            now: 1_700_000_000_000,
            settings,
            next: 0,
            intakes: BTreeMap::new(),
            inboxes: BTreeMap::new(),
            closed: BTreeSet::new(),
            held: None,
            readings: None,
            fails_to_retire: false,
        }
    }

    /// The relay is killed and started again over what its store holds. What was not durable is gone.
    pub fn restart(&mut self) {
        let now = self.now;
        *self = Self {
            now,
            next: self.next,
            ..Self::with(self.settings.clone(), self.store.clone())
        };
    }

    /// From now on nothing becomes durable.
    pub fn hold_disk(&mut self) {
        self.held = Some(VecDeque::new());
    }

    pub fn hold_or_release(&mut self) {
        if self.held.is_some() {
            self.release_disk()
        } else {
            self.hold_disk()
        }
    }

    /// What was held becomes durable.
    pub fn release_disk(&mut self) {
        for (ticket, records) in self.held.take().unwrap_or_default() {
            let result = self.store.keep(&records);
            self.happens(Event::Kept { ticket, result });
        }
    }

    /// What was held cannot be stored.
    pub fn fail_disk(&mut self, error: &StoreError) {
        for (ticket, _) in self.held.take().unwrap_or_default() {
            self.happens(Event::Kept {
                ticket,
                result: Err(error.clone()),
            });
        }
    }

    /// Of what was held, the first cannot be stored; the rest is still on its way.
    pub fn fail_first(&mut self) {
        let first = self.held.as_mut().and_then(VecDeque::pop_front);
        let (ticket, _) = first.unwrap();
        let result = Err(StoreError::Full);
        self.happens(Event::Kept { ticket, result });
    }

    /// From now on spaces are read, and what was read is not told.
    pub fn hold_readings(&mut self) {
        self.readings = Some(Vec::new());
    }

    /// What was read is told.
    pub fn release_readings(&mut self) {
        for opened in self.readings.take().unwrap_or_default() {
            self.happens(opened);
        }
    }

    pub fn passes(&mut self, milliseconds: u64) {
        self.now += milliseconds;
        self.happens(Event::Tick);
    }

    pub fn happens(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            for effect in self.relay.handle(self.now, event) {
                events.extend(self.carry_out(effect));
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Send { to, frame, receipt } => {
                assert!(frame.len() <= MAX_FRAME);
                assert!(
                    !self.closed.contains(&to),
                    "nothing is said to who was sent away"
                );
                self.inboxes
                    .entry(to)
                    .or_default()
                    .push(Frame::decode(&frame).unwrap());
                receipt.then_some(Event::Written { connection: to })
            }
            Effect::Close { connection } => {
                self.closed.insert(connection);
                None
            }
            Effect::Open { space } => {
                let opened = Event::Opened {
                    space,
                    held: self.store.open(space),
                };
                match &mut self.readings {
                    Some(readings) => {
                        readings.push(opened);
                        None
                    }
                    None => Some(opened),
                }
            }
            Effect::Load {
                connection,
                space,
                records,
            } => Some(Event::Loaded {
                connection,
                records: self.store.load(space, &records),
            }),
            Effect::Retire { space, records } => {
                if self.fails_to_retire {
                    return Some(Event::NotRetired { space, records });
                }
                self.store.retire(space, &records).unwrap();
                None
            }
            Effect::Keep { ticket, records } => match &mut self.held {
                Some(held) => {
                    held.push_back((ticket, records));
                    None
                }
                None => Some(Event::Kept {
                    ticket,
                    result: self.store.keep(&records),
                }),
            },
        }
    }

    /// Somebody connects; the challenge is in their inbox.
    pub fn connect(&mut self) -> ConnectionId {
        self.next += 1;
        let connection = ConnectionId(self.next);
        let mut nonce = [7; 32];
        nonce[..8].copy_from_slice(&self.next.to_le_bytes());
        self.intakes
            .insert(connection, Intake::new(&self.settings.limits));
        self.happens(Event::Connected { connection, nonce });
        connection
    }

    pub fn leave(&mut self, connection: ConnectionId) {
        self.closed.insert(connection);
        self.happens(Event::Closed { connection });
    }

    /// Says these bytes.
    pub fn utter(&mut self, connection: ConnectionId, bytes: &[u8]) {
        let incoming = self
            .intakes
            .get_mut(&connection)
            .unwrap()
            .read(self.now, bytes);
        self.happens(Event::Came {
            connection,
            incoming,
        });
    }

    pub fn say(&mut self, connection: ConnectionId, frame: &Frame) {
        self.utter(connection, &frame.encode());
    }

    /// What has been said to a connection since it was last asked.
    pub fn heard(&mut self, connection: ConnectionId) -> Vec<Frame> {
        self.inboxes.remove(&connection).unwrap_or_default()
    }

    /// Says a frame and tells what was answered to it.
    pub fn ask(&mut self, connection: ConnectionId, frame: &Frame) -> Vec<Frame> {
        self.say(connection, frame);
        self.heard(connection)
    }

    pub fn is_closed(&self, connection: ConnectionId) -> bool {
        self.closed.contains(&connection)
    }

    /// Whether the last thing that a connection heard was that it is refused, for this reason.
    pub fn is_refused(&mut self, connection: ConnectionId, reason: Reason) -> bool {
        self.is_closed(connection) && self.heard(connection).last() == Some(&Frame::Refused(reason))
    }

    /// Greets as the holder of these keys.
    pub fn greet(&mut self, keys: &DeviceKeys, space: SpaceId) -> ConnectionId {
        let connection = self.connect();
        let heard = self.heard(connection);
        let [Frame::Challenge { nonce, .. }] = heard.as_slice() else {
            panic!("{heard:?}")
        };
        self.say(
            connection,
            &hello(keys, keys.device(), nonce, space, ADDRESS),
        );
        connection
    }

    /// Greets as this person and expects to be known.
    pub fn enter(&mut self, person: &Person) -> ConnectionId {
        let connection = self.greet(&person.keys, person.space());
        let heard = self.heard(connection);
        assert!(
            matches!(heard.as_slice(), [Frame::Welcome { known: true, .. }]),
            "{heard:?}"
        );
        connection
    }

    /// Greets as this person, shows what lets them in where that is asked for, and brings both sides to have the same.
    pub fn sync(&mut self, person: &mut Person) -> ConnectionId {
        let connection = self.greet(&person.keys, person.space());
        let heard = self.heard(connection);
        match heard.as_slice() {
            // And what it is told of seats that were taken away.
            [Frame::Welcome { known: true, .. }, farewells @ ..] => take(person, farewells),
            [Frame::Welcome { known: false, .. }] => {
                let authority = person.authority.clone();
                let kept: BTreeSet<_> = authority
                    .kept()
                    .iter()
                    .map(|(record, _)| record.id())
                    .collect();
                self.put(connection, person, &person.in_order(|id| kept.contains(id)));
            }
            other => panic!("{other:?}"),
        }
        self.reconcile(connection, person);
        connection
    }

    /// Brings a connection that is let in and its relay to have the same.
    pub fn reconcile(&mut self, connection: ConnectionId, person: &mut Person) {
        let ids: Vec<_> = person.records.keys().copied().collect();
        let (mut asking, first) = Asking::start(ids.iter()).unwrap();
        let mut message = Some(first);
        let (mut lacks, mut wants) = (BTreeSet::new(), Vec::new());
        while let Some(asked) = message {
            let heard = self.ask(connection, &Frame::Reconcile(asked));
            let answer = heard.iter().find_map(|frame| match frame {
                Frame::Reconciled(answer) => Some(answer),
                _ => None,
            });
            let (difference, next) = asking
                .step(answer.unwrap_or_else(|| panic!("{heard:?}")))
                .unwrap();
            lacks.extend(difference.theirs_to_get);
            wants.extend(difference.ours_to_get);
            message = next;
        }
        person.unsent.retain(|id| lacks.contains(id));
        if !wants.is_empty() {
            let heard = self.ask(connection, &Frame::Get(wants.clone()));
            take(person, &heard);
            assert!(
                wants.iter().all(|id| person.records.contains_key(id)),
                "what was asked for came"
            );
        }
        if !lacks.is_empty() {
            self.put(
                connection,
                person,
                &person.in_order(|id| lacks.contains(id)),
            );
        }
    }

    /// Puts records in one frame and takes in what is said to it.
    pub fn put(&mut self, connection: ConnectionId, person: &mut Person, records: &[Vec<u8>]) {
        let heard = self.ask(connection, &Frame::Put(records.to_vec()));
        take(person, &heard);
    }

    /// Puts all that this person has and no relay has acknowledged.
    pub fn put_unsent(&mut self, connection: ConnectionId, person: &mut Person) {
        let unsent = person.unsent.clone();
        self.put(
            connection,
            person,
            &person.in_order(|id| unsent.contains(id)),
        );
    }

    /// The records that the store holds of a space.
    pub fn kept(&self, space: SpaceId) -> BTreeSet<RecordId> {
        self.store
            .open(space)
            .unwrap()
            .into_iter()
            .map(|held| held.id)
            .collect()
    }
}

/// The plan of [`two_who_wrote`].
pub const PLAN: DocumentId = DocumentId::from_bytes([7; 16]);

/// Two who have each written in a plan: the founder, who is connected, and an editor, who has heard it all and left.
pub struct TwoWhoWrote {
    pub desk: Desk,
    pub anna: Person,
    pub anna_here: ConnectionId,
    pub berit: Person,
    pub written: Vec<RecordId>,
}

pub fn two_who_wrote() -> TwoWhoWrote {
    let (mut desk, mut anna) = (Desk::new(), Person::founder(1));
    let invitation = anna.invite(Role::Editor, 5, 7);
    anna.declare(PLAN, Purpose::Shared);
    let first = anna.write_in(PLAN, "Annas ord");
    let anna_here = desk.sync(&mut anna);
    let mut opened = Person::invited(&invitation, 2);
    let connection = desk.sync(&mut opened);
    desk.leave(connection);
    let mut berit = opened.join(&invitation);
    let second = berit.write_in(PLAN, "Berits ord");
    let connection = desk.sync(&mut berit);
    desk.leave(connection);
    let heard = desk.heard(anna_here);
    take(&mut anna, &heard);
    TwoWhoWrote {
        desk,
        anna,
        anna_here,
        berit,
        written: vec![first, second],
    }
}

pub fn hello(
    keys: &DeviceKeys,
    device: DeviceId,
    nonce: &[u8; 32],
    space: SpaceId,
    relay: &str,
) -> Frame {
    let signature = keys.answer_challenge(nonce, relay, space);
    Frame::Hello {
        version: FRAMES_VERSION,
        space,
        device,
        signature,
        relay: relay.to_owned(),
    }
}

/// What a person takes from what they hear.
pub fn take(person: &mut Person, heard: &[Frame]) {
    for frame in heard {
        match frame {
            Frame::Records(records) => {
                for bytes in records {
                    person.learn(Record::decode(bytes).unwrap());
                }
            }
            Frame::Stored(ids) => {
                for id in ids {
                    person.unsent.remove(id);
                }
            }
            _ => {}
        }
    }
}
