//! The engine: keeps the documents of this device, and keeps them alike with those of the others.
//!
//! Sans-IO and deterministic: [`Engine::handle`] is told what happened and when, and answers with what to do. It never
//! waits, knows no clock but the times it is told, and draws randomness only from the seed it was started with.
//!
//! What it does with a record, whoever made it, is always the same: the record is written (`writer`), and once it is
//! durable it lands (`landing`): it counts as kept, is applied to its document if that is open, and is told to the other
//! tabs and sent to the relays that lack it. Only what this tab itself does is applied before it is durable, so that
//! typing never waits; the page is told `FieldConfirmed` when it is.

mod acts;
mod archive;
mod circles;
mod documents;
mod draft;
mod erased;
mod fields;
mod history;
mod incoming;
mod invitations;
mod joining;
mod key_file;
mod keys;
mod landing;
mod linking;
mod links;
mod members;
mod opening;
mod outbox;
mod presence;
mod reads;
mod relays;
mod removed;
mod renewal;
mod replay;
mod runs;
mod saved;
mod seen;
mod snapshots;
mod space;
mod spaces;
mod stored;
mod sync;
mod tabs;
mod upkeep;
mod writer;

use crate::{
    host::{Effect, Input},
    messages::{About, Command, DocumentRef, Event, Problem},
};
use chacha20::{ChaCha20Rng, rand_core::SeedableRng};
use documents::Held;
use links::Links;
use outbox::Outbox;
use reads::Reads;
use runs::Run;
use samvev_protocol::{ids::SpaceId, key_file::KeyFile, keys::DeviceKeys, record::Record};
use space::Space;
use std::collections::{BTreeMap, BTreeSet};
use writer::Writer;

/// What an engine is started with.
pub struct Config {
    /// The seed of this device's keys.
    pub seed: [u8; 32],
    /// Whether the store outlives this tab. Where it does not, nothing is ever called saved.
    pub keeps: bool,
    /// Fresh randomness: what all else random is drawn from.
    pub random: [u8; 32],
    /// How many loose records of a document there are at least before it is sealed whole ([`SNAPSHOT_AFTER`]).
    pub snapshot_after: usize,
}

/// [`Config::snapshot_after`], but for tests: so many that sealing and confirming are little beside it, and so few that whoever
/// comes to a document fetches little more than it.
pub const SNAPSHOT_AFTER: usize = 256;

/// The engine of one tab.
pub struct Engine {
    keys: DeviceKeys,
    /// Sets what this engine writes, and the tab that it runs in, apart from all others.
    run: Run,
    /// Sets what it writes in documents from now on apart from what it wrote before.
    written_as: Run,
    keeps: bool,
    snapshot_after: usize,
    random: ChaCha20Rng,
    now: u64,
    out: Outbox,
    reads: Reads,
    writer: Writer,
    /// None until the store has answered which there are.
    spaces: BTreeMap<SpaceId, Space>,
    listed: bool,
    /// Commands that came before the store had answered.
    waiting: Vec<Command>,
    documents: BTreeMap<DocumentRef, Held>,
    links: Links,
    leading: bool,
    online: bool,
    invitations: invitations::Invitations,
    /// The key file that this browser is being entered with.
    entering: Option<(KeyFile, Vec<Record>)>,
    /// The archive that is being put together.
    archiving: Option<archive::Archiving>,
    presence: presence::Here,
    replays: replay::Replays,
    /// Spaces whose summary, or saved state, may have changed since it was told.
    changed: BTreeSet<SpaceId>,
}

impl Engine {
    /// Starts an engine at a time (milliseconds since 1970). The effects are to be done like those of
    /// [`Engine::handle`]. Tell it [`Input::Leading`] as soon as this tab leads.
    pub fn start(config: Config, now: u64) -> (Self, Vec<Effect>) {
        let mut random = ChaCha20Rng::from_seed(config.random);
        let mut engine = Self {
            keys: DeviceKeys::from_seed(&config.seed),
            run: runs::fresh(&mut random),
            written_as: runs::fresh(&mut random),
            keeps: config.keeps,
            snapshot_after: config.snapshot_after.max(1),
            random,
            now,
            out: Outbox::default(),
            reads: Reads::default(),
            writer: Writer::default(),
            spaces: BTreeMap::new(),
            listed: false,
            waiting: Vec::new(),
            documents: BTreeMap::new(),
            links: Links::default(),
            leading: false,
            online: true,
            invitations: invitations::Invitations::default(),
            entering: None,
            archiving: None,
            presence: presence::Here::default(),
            replays: replay::Replays::default(),
            changed: BTreeSet::new(),
        };
        engine.read_summaries();
        engine.greet_tabs();
        let effects = engine.settle();
        (engine, effects)
    }

    /// Takes in what happened at `now` (milliseconds since 1970; a clock set back is taken as standing still) and answers
    /// what to do, in this order.
    pub fn handle(&mut self, now: u64, input: Input) -> Vec<Effect> {
        self.now = self.now.max(now);
        match input {
            Input::Page(command) => self.command(command),
            Input::Committed(ticket, outcome) => self.committed(ticket, outcome),
            Input::Scanned(ticket, Ok(entries)) => self.read(ticket, entries),
            Input::Scanned(ticket, Err(problem)) => self.not_read(ticket, problem),
            Input::Leading(leading) => self.lead(leading),
            Input::Tab(message) => self.heard_tab(&message),
            Input::Connected(connection) => self.connected(connection),
            Input::Received(connection, frame) => self.received(connection, &frame),
            Input::Disconnected(connection) => self.disconnected(connection),
            Input::Entered(outcome) => self.seed_kept(outcome),
            Input::Woken => self.out.woken(),
        }
        self.settle()
    }

    /// Does what is due and what the input made possible.
    fn settle(&mut self) -> Vec<Effect> {
        self.keep_links();
        self.keep_presence();
        self.keep_invitations();
        self.keep_house();
        self.mend_keys();
        self.keep_snapshots();
        self.retry_reads();
        self.write_on();
        self.tell_changed();
        let wake = [
            self.reads.retry_at(),
            self.writer.wake_at(),
            self.links_wake_at(),
            self.presence_wake_at(),
            self.invitations.wake_at(),
            self.house_wake_at(),
            self.members_wake_at(),
            self.snapshots_wake_at(),
        ];
        self.out.take(wake.into_iter().flatten().min())
    }

    fn command(&mut self, command: Command) {
        if !self.listed && !matches!(command, Command::Network(_) | Command::TryAgain) {
            if let Command::Open(document) = &command {
                self.paint(*document);
            }
            self.waiting.push(command);
            return;
        }
        match command {
            Command::Create { space, value } => self.create(space, value),
            Command::Open(document) => {
                self.paint(document);
                self.open(document);
            }
            Command::Close(document) => self.close(document),
            Command::Act { document, intent } => self.act(document, &intent),
            Command::Undo(document) => self.undo(document, history::Way::Back),
            Command::Redo(document) => self.undo(document, history::Way::Forth),
            Command::OpenField {
                document,
                field,
                opening,
                since,
                batch,
            } => self.open_field(document, field, opening, since, batch),
            Command::CloseField { document, field } => self.close_field(document, field),
            Command::EditField {
                document,
                field,
                batch,
                revision,
                delta,
            } => {
                self.edit_field(document, field, batch, revision, delta);
            }
            Command::Replay(batches) => self.replay(batches),
            Command::Introduce { space, name, party } => self.introduce(space, name, party),
            Command::Share { space, relay } => self.share(space, relay),
            Command::ListRelay {
                space,
                relay,
                owner,
            } => self.list_relay(space, relay, owner),
            Command::UnlistRelay { space, relay } => self.unlist_relay(space, relay),
            Command::Invite {
                space,
                role,
                uses,
                days,
            } => self.invite(space, role, uses, days),
            Command::Remove { space, devices } => self.remove_members(space, devices),
            Command::SetRole {
                space,
                devices,
                role,
            } => self.set_role(space, devices, role),
            Command::Confirm { space, devices } => self.confirm_joined(space, devices),
            Command::AddDevice => self.add_device(),
            Command::TakeBack { space, key } => self.take_back(space, key),
            Command::Renew { space, devices } => self.renew(space, devices),
            Command::Withdraw { space, invitation } => self.withdraw(space, invitation),
            Command::CreateClosed {
                space,
                value,
                seats,
            } => self.create_closed(space, value, seats),
            Command::Seat {
                document,
                devices,
                role,
            } => self.seat(document, devices, role),
            Command::Unseat { document, devices } => self.unseat(document, devices),
            Command::Erase(document) => self.erase(document),
            Command::Inspect { link } => self.inspect(&link),
            Command::Join { space, name, party } => self.join(space, name, party),
            Command::JoinAsDevice => self.join_as_device(),
            Command::MakeKeyFile(password) => self.make_key_file(&password),
            Command::MakeArchive(password) => self.make_archive(&password),
            Command::MakeRecoveryKey { space, password } => {
                self.make_recovery_key(space, &password);
            }
            Command::MakePrintedKey(space) => self.make_printed_key(space),
            Command::EnterPrintedKey { typed, relay } => self.enter_printed_key(&typed, relay),
            Command::EnterKeyFile { file, password } => self.enter_key_file(&file, &password),
            Command::Here { document, at } => self.here(document, at),
            Command::Network(online) => self.network(online),
            Command::TryAgain => self.try_again(),
        }
    }

    fn try_again(&mut self) {
        self.writer.try_at_once();
        self.reads.try_at_once();
        self.try_links_at_once();
    }

    fn tell(&mut self, event: Event) {
        self.out.tell(event);
    }

    fn problem(&mut self, about: About, problem: Problem) {
        self.out.tell(Event::Problem { about, problem });
    }
}

/// The version of what the engine stores and of what tabs tell each other: tabs of other versions are not heard.
pub const VERSION: u8 = stored::VERSION;

/// Reads what lies under [`view_key`] or [`SUMMARIES`]; `None`: another version of the app wrote it.
#[must_use]
pub fn read_seen<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    stored::read(bytes)
}

/// Where a document's content as it was shown last lies in the store ([`samvev_documents::document::Value`]): for a page
/// that paints before its engine is there.
#[must_use]
pub fn view_key(document: DocumentRef) -> Vec<u8> {
    keys::view(document)
}

/// What the keys of the spaces as they were told last begin with ([`crate::messages::SpaceSummary`]): for a page that
/// paints before its engine is there.
pub const SUMMARIES: &[u8] = keys::SUMMARIES;
