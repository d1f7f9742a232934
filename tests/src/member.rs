//! A member of a space without a browser: the real engine on a store in memory, speaking to a real worker.

use anyhow::{Context, Result, anyhow, bail};
use samvev_engine::{
    engine::{Config, Engine, SNAPSHOT_AFTER},
    host::{ConnectionId, Effect, Input},
    memory::MemoryStore,
    messages::{Command, Event},
};
use std::{
    collections::{BTreeMap, VecDeque},
    net::TcpStream,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tungstenite::{Message, WebSocket, protocol::Role};

/// How long a member waits for something that should come.
const PATIENCE: Duration = Duration::from_secs(120);

/// A member without a browser.
pub struct Member {
    engine: Engine,
    store: MemoryStore,
    sockets: BTreeMap<ConnectionId, WebSocket<TcpStream>>,
    heard: Receiver<Input>,
    tell: Sender<Input>,
    wake: Option<u64>,
    events: VecDeque<Event>,
}

impl Member {
    /// A member who has just opened Samvev for the first time.
    ///
    /// # Errors
    /// If the machine gives no randomness.
    pub fn arrive() -> Result<Self> {
        let (mut seed, mut random) = ([0; 32], [0; 32]);
        getrandom::fill(&mut seed)
            .and_then(|()| getrandom::fill(&mut random))
            .map_err(|error| anyhow!("{error}"))?;
        let (tell, heard) = channel();
        let (engine, effects) = Engine::start(
            Config {
                snapshot_after: SNAPSHOT_AFTER,
                seed,
                keeps: true,
                random,
            },
            now(),
        );
        let mut member = Self {
            engine,
            store: MemoryStore::new(),
            sockets: BTreeMap::new(),
            heard,
            tell,
            wake: None,
            events: VecDeque::new(),
        };
        member.carry_out(effects);
        member.take(Input::Leading(true));
        Ok(member)
    }

    /// Asks something of the engine.
    pub fn send(&mut self, command: Command) {
        self.take(Input::Page(command));
    }

    /// Waits for an event and gives what `find` makes of it. Events before it are passed over.
    ///
    /// # Errors
    /// If it does not come in two minutes, or a problem comes first.
    pub fn wait<T>(&mut self, what: &str, find: impl Fn(&Event) -> Option<T>) -> Result<T> {
        let until = Instant::now() + PATIENCE;
        loop {
            while let Some(event) = self.events.pop_front() {
                if let Some(found) = find(&event) {
                    return Ok(found);
                }
                if let Event::Problem { about, problem } = event {
                    bail!("{problem:?} about {about:?} while waiting for {what}");
                }
            }
            self.attend()?;
            if Instant::now() > until {
                bail!("{what} did not come");
            }
        }
    }

    /// Stays, and does what is due, until `leave` says something or is gone.
    ///
    /// # Errors
    /// If its sockets are gone.
    pub fn stay(&mut self, leave: &Receiver<()>) -> Result<()> {
        while matches!(leave.try_recv(), Err(TryRecvError::Empty)) {
            self.attend()?;
            self.events.clear();
        }
        Ok(())
    }

    /// Takes in what is heard next, or does what is due, or lets a second pass.
    fn attend(&mut self) -> Result<()> {
        let due = self
            .wake
            .map_or(1_000, |wake| wake.saturating_sub(now()).min(1_000));
        match self.heard.recv_timeout(Duration::from_millis(due)) {
            Ok(input) => self.take(input),
            Err(RecvTimeoutError::Timeout) if self.wake.is_some_and(|wake| wake <= now()) => {
                self.wake = None;
                self.take(Input::Woken);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => bail!("the sockets are gone"),
        }
        Ok(())
    }

    fn take(&mut self, input: Input) {
        let effects = self.engine.handle(now(), input);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut todo: VecDeque<Effect> = effects.into();
        while let Some(effect) = todo.pop_front() {
            let answer = match effect {
                Effect::Page(event) => {
                    self.events.push_back(event);
                    None
                }
                Effect::Commit(ticket, batch) => {
                    Some(Input::Committed(ticket, self.store.commit_now(batch)))
                }
                Effect::Scan(ticket, prefix) => {
                    Some(Input::Scanned(ticket, self.store.scan_now(&prefix)))
                }
                Effect::Fetch(ticket, keys) => {
                    Some(Input::Scanned(ticket, self.store.fetch_now(&keys)))
                }
                // It lives as long as its process, with the keys it was given.
                Effect::Tabs(_) | Effect::Enter(_) => None,
                Effect::Connect(connection, address) => match self.connect(connection, &address) {
                    Ok(()) => Some(Input::Connected(connection)),
                    Err(_) => Some(Input::Disconnected(connection)),
                },
                Effect::Send(connection, frame) => {
                    let sent = self
                        .sockets
                        .get_mut(&connection)
                        .map(|socket| socket.send(Message::Binary(frame.into())));
                    matches!(sent, Some(Err(_))).then_some(Input::Disconnected(connection))
                }
                Effect::Hangup(connection) => {
                    if let Some(socket) = self.sockets.remove(&connection) {
                        // It may be closed already.
                        let _ = socket.get_ref().shutdown(std::net::Shutdown::Both);
                    }
                    None
                }
                Effect::Wake(at) => {
                    self.wake = Some(at);
                    None
                }
            };
            if let Some(input) = answer {
                todo.extend(self.engine.handle(now(), input));
            }
        }
    }

    /// Two ends of one socket: this one writes, a thread reads.
    fn connect(&mut self, connection: ConnectionId, address: &str) -> Result<()> {
        let host = address
            .strip_prefix("ws://")
            .and_then(|rest| rest.split('/').next())
            .context("not a ws:// address")?;
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        let (socket, _) =
            tungstenite::client(address, stream).map_err(|error| anyhow!("{error}"))?;
        let stream = socket.into_inner();
        let mut reading = WebSocket::from_raw_socket(stream.try_clone()?, Role::Client, None);
        self.sockets.insert(
            connection,
            WebSocket::from_raw_socket(stream, Role::Client, None),
        );
        let tell = self.tell.clone();
        thread::spawn(move || {
            loop {
                let input = match reading.read() {
                    Ok(Message::Binary(frame)) => Input::Received(connection, frame.to_vec()),
                    Ok(_) => continue,
                    Err(_) => Input::Disconnected(connection),
                };
                let over = matches!(input, Input::Disconnected(_));
                if tell.send(input).is_err() || over {
                    return;
                }
            }
        });
        Ok(())
    }
}

/// Milliseconds since 1970.
#[must_use]
pub fn now() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
