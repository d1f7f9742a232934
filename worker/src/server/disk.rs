//! Two threads beside the relay: one makes records durable, all that wait at a time in one commit; one reads.

use crate::{
    relay::{Event, Ticket},
    store::{Keep, Store, StoreError},
};
use samvev_protocol::ids::{RecordId, SpaceId};
use std::{
    io,
    sync::{Arc, mpsc},
    thread::JoinHandle,
    time::{Duration, Instant},
};
use tokio::sync::mpsc::UnboundedSender;

/// Most records in one commit.
const MOST_RECORDS: usize = 4096;
/// Most bytes in one commit.
const MOST_BYTES: usize = 32 << 20;

/// What the writer is asked for.
pub(super) enum Job {
    /// To make records durable.
    Keep(Ticket, Vec<Keep>),
    /// To let go of records for good.
    Retire(SpaceId, Vec<RecordId>),
}

/// What a reader is asked for.
pub(super) enum Read {
    /// What is held of a space.
    Open(SpaceId),
    /// Records for a connection.
    Load(crate::relay::ConnectionId, SpaceId, Vec<RecordId>),
}

/// Something the disk has done.
pub(super) enum Done {
    /// For the relay.
    Event(Event),
    /// A commit, and how long it took.
    Commit(Duration),
}

/// The two threads' ends.
pub(super) struct Disk {
    pub(super) writes: mpsc::Sender<Job>,
    pub(super) reads: mpsc::Sender<Read>,
    threads: [JoinHandle<()>; 2],
}

impl Disk {
    /// Starts the threads; what they have done goes to `done`.
    pub(super) fn start(
        store: &Arc<dyn Store + Send + Sync>,
        done: &UnboundedSender<Done>,
    ) -> io::Result<Self> {
        let (writes, to_write) = mpsc::channel();
        let (reads, to_read) = mpsc::channel();
        let thread = |name: &str| std::thread::Builder::new().name(name.to_owned());
        let writer = {
            let (store, done) = (Arc::clone(store), done.clone());
            thread("writer").spawn(move || write(&*store, &to_write, &done))?
        };
        let reader = {
            let (store, done) = (Arc::clone(store), done.clone());
            thread("reader").spawn(move || read(&*store, &to_read, &done))?
        };
        Ok(Self {
            writes,
            reads,
            threads: [writer, reader],
        })
    }

    /// Ends the threads when they have done what they were asked for. Blocks.
    pub(super) fn end(self) {
        drop((self.writes, self.reads));
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a thread of the store had ended badly");
            }
        }
    }
}

fn write(store: &dyn Store, to_write: &mpsc::Receiver<Job>, done: &UnboundedSender<Done>) {
    // What was taken from the line and is not done yet.
    let mut next = None;
    while let Some(job) = next.take().or_else(|| to_write.recv().ok()) {
        let (ticket, mut together) = match job {
            Job::Keep(ticket, records) => (ticket, records),
            Job::Retire(space, records) => {
                if let Err(error) = store.retire(space, &records) {
                    tracing::error!(%error, "the store failed to let go of what was erased");
                    let failed = Event::NotRetired { space, records };
                    if done.send(Done::Event(failed)).is_err() {
                        return;
                    }
                }
                continue;
            }
        };
        // Whatever came while the last commit was under way goes into this one.
        let mut tickets = vec![ticket];
        let size = |records: &[Keep]| {
            records
                .iter()
                .map(|keep| keep.record.bytes().len())
                .sum::<usize>()
        };
        let mut bytes = size(&together);
        while together.len() < MOST_RECORDS && bytes < MOST_BYTES {
            match to_write.try_recv() {
                Ok(Job::Keep(ticket, records)) => {
                    bytes += size(&records);
                    tickets.push(ticket);
                    together.extend(records);
                }
                Ok(retire) => {
                    next = Some(retire);
                    break;
                }
                Err(_) => break,
            }
        }
        let began = Instant::now();
        let result = store.keep(&together);
        if let Err(error) = &result {
            tracing::error!(%error, "the store failed");
        }
        let events = tickets.into_iter().map(|ticket| {
            Done::Event(Event::Kept {
                ticket,
                result: result.clone(),
            })
        });
        for one in std::iter::once(Done::Commit(began.elapsed())).chain(events) {
            if done.send(one).is_err() {
                return;
            }
        }
    }
}

fn read(store: &dyn Store, to_read: &mpsc::Receiver<Read>, done: &UnboundedSender<Done>) {
    let noted = |error: StoreError| {
        tracing::error!(%error, "the store failed");
        error
    };
    while let Ok(asked) = to_read.recv() {
        let event = match asked {
            Read::Open(space) => Event::Opened {
                space,
                held: store.open(space).map_err(noted),
            },
            Read::Load(connection, space, records) => Event::Loaded {
                connection,
                records: store.load(space, &records).map_err(noted),
            },
        };
        if done.send(Done::Event(event)).is_err() {
            return;
        }
    }
}
