//! The one task that has the relay: it tells it what happens and carries out its effects.

use super::{
    disk::{Disk, Done, Job, Read},
    outbox::Outbox,
};
use crate::{
    relay::{ConnectionId, Effect, Event, Relay, Tally},
    store::{Keep, Store, Totals},
};
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::MissedTickBehavior,
};

/// Messages from connections that wait for the relay, before connections wait to send more.
const MOST_MESSAGES: usize = 1024;
/// Bytes on their way to the disk, before the relay takes no more in.
const MOST_COMING: usize = 64 << 20;
const CLOSE_NORMAL: u16 = 1000;
const TICK: Duration = Duration::from_secs(5);

/// What the relay's task is told.
pub(super) enum Message {
    Connected {
        connection: ConnectionId,
        nonce: [u8; 32],
        outbox: Outbox,
    },
    Event(Event),
    Ask(oneshot::Sender<Figures>),
    /// Make durable what was accepted, and end.
    Stop,
}

/// How the relay is doing.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures {
    pub(super) tally: Tally,
    /// What the store held when the server started.
    pub(super) at_start: Totals,
    pub(super) commits: u64,
    pub(super) commit_time: Duration,
}

/// The way to the relay's task.
#[derive(Clone)]
pub(super) struct Desk {
    messages: mpsc::Sender<Message>,
}

impl Desk {
    /// Tells the relay; waits while it is busy. Whether it is still there.
    pub(super) async fn tell(&self, message: Message) -> bool {
        self.messages.send(message).await.is_ok()
    }

    /// Asks how the relay is doing.
    pub(super) async fn ask(&self) -> Option<Figures> {
        let (answer, answered) = oneshot::channel();
        self.tell(Message::Ask(answer)).await;
        answered.await.ok()
    }
}

/// The time by this machine's clock, in milliseconds since 1970.
pub(super) fn now() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Starts the relay's task. It ends when it is told to stop, or nobody is left to tell it anything.
pub(super) fn open(
    relay: Relay,
    store: Arc<dyn Store + Send + Sync>,
    at_start: Totals,
) -> (Desk, JoinHandle<()>) {
    let (messages, told) = mpsc::channel(MOST_MESSAGES);
    let work = async move {
        let (done, results) = mpsc::unbounded_channel();
        match Disk::start(&store, &done) {
            Ok(disk) => {
                let figures = Figures {
                    at_start,
                    ..Figures::default()
                };
                Task {
                    relay,
                    disk,
                    outboxes: HashMap::new(),
                    coming: VecDeque::new(),
                    coming_bytes: 0,
                    figures,
                }
                .run(told, results)
                .await;
            }
            Err(error) => tracing::error!(%error, "no thread for the store"),
        }
    };
    (Desk { messages }, tokio::spawn(work))
}

struct Task {
    relay: Relay,
    disk: Disk,
    outboxes: HashMap<ConnectionId, Outbox>,
    /// Bytes of each put that is on its way to the disk, in order.
    coming: VecDeque<usize>,
    coming_bytes: usize,
    figures: Figures,
}

impl Task {
    async fn run(
        mut self,
        mut told: mpsc::Receiver<Message>,
        mut results: mpsc::UnboundedReceiver<Done>,
    ) {
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let has_room = self.coming_bytes < MOST_COMING;
            tokio::select! {
                biased;
                Some(done) = results.recv() => self.done(done),
                _ = ticks.tick() => self.happens(Event::Tick),
                message = told.recv(), if has_room => match message {
                    Some(Message::Stop) | None => break,
                    Some(message) => self.told(message),
                },
            }
        }
        while !self.coming.is_empty() {
            let Some(done) = results.recv().await else {
                break;
            };
            self.done(done);
        }
        let disk = self.disk;
        if tokio::task::spawn_blocking(move || disk.end())
            .await
            .is_err()
        {
            tracing::error!("the store ended badly");
        }
    }

    fn told(&mut self, message: Message) {
        match message {
            Message::Connected {
                connection,
                nonce,
                outbox,
            } => {
                self.outboxes.insert(connection, outbox);
                self.happens(Event::Connected { connection, nonce });
            }
            Message::Event(event) => {
                if let Event::Closed { connection } = &event {
                    self.outboxes.remove(connection);
                }
                self.happens(event);
            }
            Message::Stop => {}
            Message::Ask(answer) => {
                self.figures.tally = self.relay.tally();
                // Who asked may have gone.
                drop(answer.send(self.figures.clone()));
            }
        }
    }

    fn done(&mut self, done: Done) {
        match done {
            Done::Commit(time) => {
                self.figures.commits += 1;
                self.figures.commit_time += time;
            }
            Done::Event(event) => {
                if let Event::Kept { .. } = &event {
                    self.coming_bytes -= self.coming.pop_front().unwrap_or_default();
                }
                self.happens(event);
            }
        }
    }

    fn happens(&mut self, event: Event) {
        for effect in self.relay.handle(now(), event) {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Send { to, frame, receipt } => {
                if let Some(outbox) = self.outboxes.get(&to) {
                    outbox.send(frame, receipt);
                }
            }
            Effect::Close { connection } => {
                if let Some(outbox) = self.outboxes.remove(&connection) {
                    outbox.close(CLOSE_NORMAL);
                }
            }
            Effect::Open { space } => self.read(Read::Open(space)),
            Effect::Load {
                connection,
                space,
                records,
            } => self.read(Read::Load(connection, space, records)),
            Effect::Keep { ticket, records } => {
                let bytes: usize = records
                    .iter()
                    .map(|Keep { record, .. }| record.bytes().len())
                    .sum();
                self.coming.push_back(bytes);
                self.coming_bytes += bytes;
                self.write(Job::Keep(ticket, records));
            }
            Effect::Retire { space, records } => self.write(Job::Retire(space, records)),
        }
    }

    fn write(&self, job: Job) {
        if self.disk.writes.send(job).is_err() {
            tracing::error!("the store's writer is gone");
        }
    }

    fn read(&self, read: Read) {
        if self.disk.reads.send(read).is_err() {
            tracing::error!("the store's reader is gone");
        }
    }
}
