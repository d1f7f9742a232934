//! What a page and its engine say to each other. Serialised with postcard between page and Web Worker.

use samvev_documents::{
    directory::{Directory, PartyKind},
    document::{DocumentKind, Heads, Intent, Patch, Value},
    plan::PlanField,
    text::Delta,
};
use samvev_protocol::{
    bodies::Role,
    frame::Reason,
    ids::{CircleId, DeviceId, DocumentId, PartyId, SpaceId},
};
use serde::{Deserialize, Serialize};

/// A document and the space it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentRef {
    /// The space.
    pub space: SpaceId,
    /// The document.
    pub document: DocumentId,
}

/// A batch of typing, named by the page so that it is applied once, even if it is replayed after a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BatchId(pub [u8; 16]);

/// What a page asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Makes a document. Without a space it founds one, known to this device alone until it is shared.
    /// Answered by [`Event::Created`].
    Create {
        /// Where.
        space: Option<SpaceId>,
        /// With what in it.
        value: Value,
    },
    /// Makes a document in a circle of its own: closed to all but those who get a seat there, and this device, which settles who
    /// does. Answered by [`Event::Created`].
    CreateClosed {
        /// Where.
        space: SpaceId,
        /// With what in it.
        value: Value,
        /// Who gets a seat, and what they may do in it. Of a person all devices.
        seats: Vec<(DeviceId, Role)>,
    },
    /// Gives devices of members seats in the circle of a document, or another role there: they read all that was written in it.
    Seat {
        /// The document.
        document: DocumentRef,
        /// Their devices.
        devices: Vec<DeviceId>,
        /// What they may do in it.
        role: Role,
    },
    /// Takes seats in the circle of a document away: they read nothing new there and write nothing more.
    Unseat {
        /// The document.
        document: DocumentRef,
        /// Their devices.
        devices: Vec<DeviceId>,
    },
    /// Watches a document: [`Event::Opened`], then [`Event::Patched`] as it changes.
    Open(DocumentRef),
    /// Watches it no longer.
    Close(DocumentRef),
    /// Acts on a document. Not for typing, see [`Command::EditField`].
    Act {
        /// Which document.
        document: DocumentRef,
        /// What to do.
        intent: Intent,
    },
    /// Undoes this tab's last act on a document.
    Undo(DocumentRef),
    /// Does again what was undone last.
    Redo(DocumentRef),
    /// Begins to type in a text, or goes on after the engine began again. Answered by [`Event::FieldOpened`].
    OpenField {
        /// Which document.
        document: DocumentRef,
        /// Which text.
        field: PlanField,
        /// The number of this opening, so that only the answer to the last one counts.
        opening: u32,
        /// Where the document stood when the page last heard of the text.
        since: Heads,
        /// The batch that was in flight when the engine before this one died; it has been replayed.
        batch: Option<BatchId>,
    },
    /// Types no longer.
    CloseField {
        /// Which document.
        document: DocumentRef,
        /// Which text.
        field: PlanField,
    },
    /// A batch of typing in an open text. Answered by [`Event::FieldConfirmed`] once it is durable on this device.
    EditField {
        /// Which document.
        document: DocumentRef,
        /// Which text.
        field: PlanField,
        /// The batch's name.
        batch: BatchId,
        /// The revision it builds on.
        revision: u64,
        /// The change.
        delta: Delta,
    },
    /// What an earlier page wrote down when it was hidden and had not seen confirmed. Each is applied once.
    /// Answered by [`Event::Replayed`].
    Replay(Vec<Unconfirmed>),
    /// Says who one is in a space.
    Introduce {
        /// The space.
        space: SpaceId,
        /// The person's name.
        name: String,
        /// Where they work.
        party: PartyChoice,
    },
    /// Lists a worker's address in the space's directory and begins to carry the space there.
    Share {
        /// The space.
        space: SpaceId,
        /// The worker's WebSocket address.
        relay: String,
    },
    /// Lists a further worker in the space's directory, or says whose a listed one is. Only administrators may.
    ListRelay {
        /// The space.
        space: SpaceId,
        /// The worker's WebSocket address.
        relay: String,
        /// The party that it belongs to, where that is said.
        owner: Option<PartyId>,
    },
    /// Takes a worker off the list: nobody in the space calls it any longer. Only administrators may, and the last one stays.
    UnlistRelay {
        /// The space.
        space: SpaceId,
        /// The worker's address, as the directory has it.
        relay: String,
    },
    /// Makes an invitation. Answered by [`Event::Invited`].
    Invite {
        /// The space.
        space: SpaceId,
        /// What the invited may do.
        role: Role,
        /// How many may join.
        uses: u32,
        /// For how many days.
        days: u16,
    },
    /// Lets members go: they read nothing new and write nothing more. Invitations that they made, or came by, are withdrawn with
    /// them; what they wrote stands.
    Remove {
        /// The space.
        space: SpaceId,
        /// Their devices.
        devices: Vec<DeviceId>,
    },
    /// Gives members another role.
    SetRole {
        /// The space.
        space: SpaceId,
        /// Their devices.
        devices: Vec<DeviceId>,
        /// The new role.
        role: Role,
    },
    /// Says that devices which joined by an invitation of this device's are of those who were invited.
    Confirm {
        /// The space.
        space: SpaceId,
        /// Which.
        devices: Vec<DeviceId>,
    },
    /// Makes a link by which one more device of this person's comes into all spaces that a worker carries. Answered by
    /// [`Event::DeviceLink`], or by [`Event::Problem`] about [`About::Invitation`].
    AddDevice,
    /// Takes back a link for a device of one's own, or a device that came by one, with its link.
    TakeBack {
        /// The space.
        space: SpaceId,
        /// The device, or the link's key as [`Event::DeviceLink`] gave it.
        key: DeviceId,
    },
    /// Says that members are still to be members, in the directory, so that no administrator is asked of them for a year. Only
    /// administrators may.
    Renew {
        /// The space.
        space: SpaceId,
        /// Their devices.
        devices: Vec<DeviceId>,
    },
    /// Withdraws an invitation: nobody joins by it any longer.
    Withdraw {
        /// The space.
        space: SpaceId,
        /// Its key, as [`OpenInvitation::key`].
        invitation: DeviceId,
    },
    /// Erases a document for good, for all: nobody keeps anything of it. Followed by [`Event::Erased`].
    Erase(DocumentRef),
    /// Looks at an invitation without spending it. Answered by [`Event::Invitation`] or [`Event::Problem`].
    Inspect {
        /// The link, or what stands after its `#`.
        link: String,
    },
    /// Joins by the invitation inspected last. Answered by [`Event::Joined`].
    Join {
        /// The space, as [`Event::Invitation`] gave it.
        space: SpaceId,
        /// The person's name.
        name: String,
        /// Where they work.
        party: PartyChoice,
    },
    /// Joins by the link for one's own device that was inspected last, all its spaces, as the person who made it. Answered by
    /// [`Event::Added`], or by [`Event::Problem`] where none of them let it in.
    JoinAsDevice,
    /// Makes a file with which a browser that forgets can be entered as this device. Answered by [`Event::KeyFile`].
    MakeKeyFile(Password),
    /// Makes such a file with all that this device keeps in it: whoever enters with it needs no worker. Answered by [`Event::KeyFile`].
    MakeArchive(Password),
    /// Makes a recovery key of a space, for the party that this person works in, as a key file. Only administrators may. Answered by
    /// [`Event::KeyFile`] once it is durable here; it works once a worker has it.
    MakeRecoveryKey {
        /// The space.
        space: SpaceId,
        /// The file's password.
        password: Password,
    },
    /// Makes a recovery key of a space, for the party that this person works in, to be printed. Only administrators may. Answered by
    /// [`Event::PrintedKey`] once it is durable here; it works once a worker has it.
    MakePrintedKey(SpaceId),
    /// Enters with a printed key as it was typed in, in a browser that holds nothing yet. Answered as [`Command::EnterKeyFile`].
    EnterPrintedKey {
        /// What was typed.
        typed: PrintedRows,
        /// The address of a worker that carries the space: a sheet of paper names none.
        relay: String,
    },
    /// Enters with such a file, in a browser that holds nothing yet. Answered by [`Event::Entered`], or by [`Event::Problem`] about
    /// [`About::KeyFile`].
    EnterKeyFile {
        /// The file.
        file: Vec<u8>,
        /// Its password.
        password: Password,
    },
    /// Where the person is, for the others in the document.
    Here {
        /// In which document; none: nowhere.
        document: Option<DocumentRef>,
        /// In which text, and the caret there (UTF-16 units).
        at: Option<(PlanField, usize)>,
    },
    /// The browser says that the network is there again or gone.
    Network(bool),
    /// Tries again at once what failed: storing, connecting.
    TryAgain,
}

/// A key file's password, in Unicode's composed form (NFC), so that it is the same on every machine.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, zeroize::ZeroizeOnDrop)]
pub struct Password(String);

impl Password {
    /// A password as a person typed it, normalised by the page.
    pub fn new(typed: String) -> Self {
        Self(typed)
    }

    /// Its letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Debug for Password {
    fn fmt(&self, to: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        to.write_str("Password")
    }
}

/// The rows of a printed key: whoever reads them is an administrator.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, zeroize::ZeroizeOnDrop)]
pub struct PrintedRows(String);

impl PrintedRows {
    /// Rows, parted by line ends.
    pub fn new(rows: String) -> Self {
        Self(rows)
    }

    /// The rows, parted by line ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Debug for PrintedRows {
    fn fmt(&self, to: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        to.write_str("PrintedRows")
    }
}

/// Where a person works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartyChoice {
    /// A party that the directory lists.
    Known(PartyId),
    /// A new one.
    New {
        /// Its name.
        name: String,
        /// What it is.
        kind: PartyKind,
    },
}

/// A batch of typing that was not confirmed when the page was hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unconfirmed {
    /// Which document.
    pub document: DocumentRef,
    /// Which text.
    pub field: PlanField,
    /// The batch's name.
    pub batch: BatchId,
    /// The batch it was typed after, if that was in flight.
    pub after: Option<BatchId>,
    /// Where the document stood when the field last heard of it.
    pub base: Heads,
    /// The change.
    pub delta: Delta,
}

/// What an engine tells a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The engine has begun: what this device holds. Told again whenever it changes.
    Spaces(Vec<SpaceSummary>),
    /// A document was made.
    Created(DocumentRef),
    /// A document's content. Told again if it must be drawn anew.
    Opened {
        /// Which.
        document: DocumentRef,
        /// Its content.
        value: Value,
        /// False: as it was seen last, while the document loads; edits wait until it is true.
        live: bool,
        /// Whether this device may edit it.
        writable: bool,
        /// Where it stands; nowhere while it is not live.
        heads: Heads,
    },
    /// A document changed.
    Patched {
        /// Which.
        document: DocumentRef,
        /// How.
        patches: Vec<Patch>,
        /// Whether others did it.
        by_others: bool,
        /// Where it stands now.
        heads: Heads,
    },
    /// A document that was here has been erased for good.
    Erased {
        /// Which.
        document: DocumentRef,
        /// Its title, as last seen.
        title: String,
        /// Who erased it.
        by: Option<DeviceId>,
    },
    /// A text is open for typing.
    FieldOpened {
        /// Which document.
        document: DocumentRef,
        /// Which text.
        field: PlanField,
        /// The number that the page gave this opening.
        opening: u32,
        /// Its revision.
        revision: u64,
        /// Its words as a field shows them.
        text: String,
        /// Where the document stands.
        heads: Heads,
        /// What others did to the words since the page last heard, on top of the batch that was in flight. `None` where that
        /// is not known: the page heard of what was lost with the engine before this one.
        others: Option<Delta>,
    },
    /// A batch is durable on this device.
    FieldConfirmed {
        /// Which document.
        document: DocumentRef,
        /// Which text.
        field: PlanField,
        /// Which batch.
        batch: BatchId,
        /// Where the document stands now.
        heads: Heads,
    },
    /// Others (or undo) changed an open text.
    FieldChanged {
        /// Which document.
        document: DocumentRef,
        /// Which text.
        field: PlanField,
        /// The change, to a text at the revision that the page had; it makes the next revision.
        delta: Delta,
        /// Where the document stands now.
        heads: Heads,
    },
    /// A text cannot be typed in: it is gone, or what was typed was refused, which is told as a problem as well. Nothing
    /// of it is under way any longer.
    FieldFailed {
        /// Which document.
        document: DocumentRef,
        /// Which text.
        field: PlanField,
    },
    /// What this device wrote does not count any longer, or cannot be written: the texts that it changed, as they stood with it, so
    /// that no word is lost.
    CameTooLate {
        /// Which document.
        document: DocumentRef,
        /// The texts.
        texts: Vec<(PlanField, String)>,
    },
    /// These batches are applied and durable: the journal may forget them.
    Replayed(Vec<BatchId>),
    /// What can be undone and done again in a document.
    History {
        /// Which.
        document: DocumentRef,
        /// Whether there is something to undo.
        undo: bool,
        /// Whether there is something to do again.
        redo: bool,
    },
    /// How safe what was written is.
    Saved {
        /// Of which space.
        space: SpaceId,
        /// How safe.
        state: SavedState,
    },
    /// An invitation was made.
    Invited {
        /// The space.
        space: SpaceId,
        /// What stands after the `#` of its link.
        fragment: String,
    },
    /// What an invitation leads to. Nothing is spent.
    Invitation {
        /// The space.
        space: SpaceId,
        /// Its directory: name, parties, documents.
        directory: Directory,
        /// Who invites, if the directory names them.
        from: Option<String>,
        /// What the invited may do.
        role: Role,
        /// Whether this device has joined already.
        member: bool,
        /// Of a link for one more device of the inviter's: to how many spaces it leads. None: an invitation.
        spaces: Option<u32>,
    },
    /// This device is a member of a space.
    Joined(SpaceId),
    /// A link for one more device of this person's is made.
    DeviceLink {
        /// What stands after its `#`.
        fragment: String,
        /// The link's key: what it is taken back by.
        key: DeviceId,
        /// Where it leads.
        spaces: Vec<SpaceId>,
        /// How many spaces it does not lead to, since they are on this device alone or there are too many.
        left_out: u32,
    },
    /// This device is one more of the person's whose link was inspected.
    Added {
        /// The device: what the others see of it.
        device: DeviceId,
        /// Where it is a member now.
        spaces: Vec<SpaceId>,
        /// How many spaces of the link's did not let it in, or did not answer.
        missing: u32,
    },
    /// A key file is made.
    KeyFile {
        /// Its bytes.
        file: Vec<u8>,
        /// How many spaces are not in it, since they are on this device alone.
        left_out: u32,
    },
    /// A recovery key to be printed is made.
    PrintedKey {
        /// The space that it opens.
        space: SpaceId,
        /// What is printed.
        rows: PrintedRows,
    },
    /// This browser goes on as the device of a key file, whose spaces these are. They come as workers answer.
    Entered(Vec<SpaceId>),
    /// Another tab has entered with a key file: the page is to begin anew.
    EnteredElsewhere,
    /// Who else is here.
    Present {
        /// The space.
        space: SpaceId,
        /// The others now connected.
        others: Vec<Other>,
    },
    /// Something failed that a person should know of.
    Problem {
        /// What it is about.
        about: About,
        /// What happened.
        problem: Problem,
    },
}

/// A space, as this device holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceSummary {
    /// The space.
    pub space: SpaceId,
    /// This device in it.
    pub me: DeviceId,
    /// What this device may do; none: it has been removed.
    pub role: Option<Role>,
    /// Who may invite.
    pub administrators: Vec<DeviceId>,
    /// Who is who, and what lies where.
    pub directory: Directory,
    /// Its documents with their titles as last seen, newest first.
    pub documents: Vec<DocumentSummary>,
    /// The devices of the members, by device.
    pub seats: Vec<Seat>,
    /// The parts of it that are closed to some.
    pub circles: Vec<CircleSummary>,
    /// The invitations that nobody has withdrawn. Which of them have ended, the workers know.
    pub invitations: Vec<OpenInvitation>,
    /// The members who came by an invitation of this device's, and of whom its person has not said that they are the right
    /// ones.
    pub unconfirmed: Vec<DeviceId>,
    /// The devices that came by a link of this device's for its person's own, and of which the person has not said that they
    /// are theirs.
    pub added: Vec<DeviceId>,
}

/// A circle that is not everyone's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircleSummary {
    /// Which.
    pub circle: CircleId,
    /// The device that began it.
    pub by: DeviceId,
    /// What this device may do there; none: it has no seat.
    pub role: Option<Role>,
    /// Who has seats there; nobody knows who has none themselves.
    pub seats: Vec<Seat>,
    /// Its documents, for who has a seat, or had one.
    pub documents: Vec<DocumentId>,
}

/// A device that is a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Which.
    pub device: DeviceId,
    /// What it may do.
    pub role: Role,
    /// Who let it in: a device, or an invitation's key.
    pub by: DeviceId,
    /// Whether it is a recovery key, which lies aside and is nobody's device.
    pub recovery: bool,
    /// Whether somebody has come in with the recovery key: it has made something.
    pub used: bool,
    /// The party it was let in for, where that is said.
    pub party: Option<PartyId>,
    /// The device that it was added from, where it is one more of somebody's.
    pub of: Option<DeviceId>,
    /// When it was seen last, to the quarter of an hour: milliseconds since 1970, never later than now.
    pub seen: Option<u64>,
    /// Since when it has been a member in this role, as far as is known here, without an administrator saying anew that it is to be:
    /// milliseconds since 1970.
    pub since: Option<u64>,
    /// Whether that is so long ago that an administrator is to be asked.
    pub due: bool,
}

/// An invitation that has not been withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenInvitation {
    /// Its public key: what it is withdrawn by.
    pub key: DeviceId,
    /// What the invited may do.
    pub role: Role,
    /// How many may join.
    pub uses: u32,
    /// For how many days, from when a worker first stored it.
    pub days: u16,
    /// The device that made it.
    pub by: DeviceId,
    /// Whether it is for one more device of its maker's.
    pub own: bool,
    /// The devices that joined by it.
    pub joined: Vec<DeviceId>,
}

/// A document, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentSummary {
    /// Which.
    pub document: DocumentId,
    /// Its kind.
    pub kind: DocumentKind,
    /// Its title as last seen; empty if it has none yet.
    pub title: String,
    /// When it was last changed here, in milliseconds since 1970.
    pub changed: u64,
}

/// How safe what was written is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedState {
    /// On this device.
    pub device: OnDevice,
    /// With each worker that the space lists, by address.
    pub relays: Vec<(String, OnRelay)>,
}

/// How safe it is on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OnDevice {
    /// All of it is durable.
    Saved,
    /// Being written.
    Saving,
    /// The browser would not keep it: still in memory, tried again.
    Failed(StoreProblem),
}

/// How safe it is at a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OnRelay {
    /// All of it is durable there.
    Shared,
    /// So many records are on their way.
    Sending(u32),
    /// Not connected; so many records wait here.
    Away(u32),
    /// The worker refuses us.
    Refused(Reason),
}

/// Why a store would not keep something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum StoreProblem {
    /// No room left.
    #[error("no room left")]
    Full,
    /// No store here: private window, blocked, broken.
    #[error("no store here")]
    Missing,
    /// It failed; a new try may work.
    #[error("the store failed")]
    Failed,
}

/// Another person, connected now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// Their device.
    pub device: DeviceId,
    /// Their name, from the directory.
    pub name: String,
    /// Their party.
    pub party: Option<String>,
    /// In which document.
    pub document: Option<DocumentId>,
    /// In which text, and the caret there.
    pub at: Option<(PlanField, usize)>,
}

/// What a problem is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// Starting.
    Start,
    /// A document.
    Document(DocumentRef),
    /// A space.
    Space(SpaceId),
    /// An invitation.
    Invitation,
    /// A key file.
    KeyFile,
}

/// What went wrong. Text for people is chosen by the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The browser would not keep something.
    Store(StoreProblem),
    /// The worker refused.
    Refused(Reason),
    /// The worker does not answer.
    Unreachable,
    /// The worker answers what no worker of ours says.
    Rubbish,
    /// The invitation link is cut or altered.
    LinkDamaged,
    /// The link holds no invitation.
    LinkMissing,
    /// The link is of a newer version than this app.
    LinkNewer,
    /// A stored document could not be read; what is stored is kept as it is.
    Unreadable,
    /// The document is of a newer version: it can be read, not written.
    Newer,
    /// The act did not fit the document (it was removed meanwhile, say).
    DoesNotFit,
    /// The role does not allow it.
    NotAllowed,
    /// The document was erased for good.
    Erased,
    /// There is no such document here that this device may open: it is closed to it, or was never there.
    Closed,
    /// The file is no key file.
    KeyFileMissing,
    /// The key file is cut or altered.
    KeyFileDamaged,
    /// The key file is of a newer version than this app.
    KeyFileNewer,
    /// The key file's password is another.
    WrongPassword,
    /// There is too little memory to open or make a key file.
    TooLittleMemory,
    /// This browser holds spaces already.
    NotEmpty,
    /// The space is on this device alone.
    NotShared,
    /// Something this device wrote does not count: its role was changed before that had reached whoever changed it.
    CameTooLate,
}
