//! A client of the relay over a WebSocket, and one of its pages over HTTP.

use crate::{
    desk::{hello, take},
    people::Person,
};
use futures_util::{SinkExt, StreamExt};
use samvev_protocol::{
    frame::{Frame, MAX_FRAME, Reason},
    ids::{RecordId, SpaceId},
    keys::DeviceKeys,
    reconcile::Asking,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

pub struct Client {
    pub socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Client {
    pub async fn connect(server: SocketAddr) -> Self {
        let (socket, _) = connect_async(format!("ws://{server}/ws")).await.unwrap();
        Self { socket }
    }

    pub async fn say(&mut self, frame: &Frame) {
        self.socket
            .send(Message::binary(frame.encode()))
            .await
            .unwrap();
    }

    /// The next frame; `None` when the connection has been closed.
    pub async fn hears(&mut self) -> Option<Frame> {
        loop {
            match self.socket.next().await? {
                Ok(Message::Binary(bytes)) => return Some(Frame::decode(&bytes).unwrap()),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// Greets; the answer.
    pub async fn greet(
        server: SocketAddr,
        keys: &DeviceKeys,
        space: SpaceId,
        dialled: &str,
    ) -> (Self, Frame) {
        let mut client = Self::connect(server).await;
        let Some(Frame::Challenge { nonce, .. }) = client.hears().await else {
            panic!("no challenge")
        };
        client
            .say(&hello(keys, keys.device(), &nonce, space, dialled))
            .await;
        let answer = client.hears().await.unwrap();
        (client, answer)
    }

    /// Greets and brings both sides to have the same.
    pub async fn sync(server: SocketAddr, person: &mut Person) -> Self {
        let dialled = format!("ws://{server}/ws");
        let (mut client, answer) =
            Self::greet(server, &person.keys, person.space(), &dialled).await;
        match answer {
            Frame::Welcome { known: true, .. } => {}
            Frame::Welcome { known: false, .. } => {
                let authority =
                    person.in_order(|id| person.records[id].header().kind.is_authority());
                client.put(person, authority).await;
            }
            other => panic!("{other:?}"),
        }
        client.reconcile(person).await;
        client
    }

    async fn reconcile(&mut self, person: &mut Person) {
        let ids: Vec<_> = person.records.keys().copied().collect();
        let (mut asking, first) = Asking::start(ids.iter()).unwrap();
        let mut message = Some(first);
        let (mut lacks, mut wants) = (Vec::new(), Vec::new());
        while let Some(asked) = message {
            self.say(&Frame::Reconcile(asked)).await;
            let answer = loop {
                match self.hears().await.unwrap() {
                    Frame::Reconciled(answer) => break answer,
                    other => take(person, &[other]),
                }
            };
            let (difference, next) = asking.step(&answer).unwrap();
            lacks.extend(difference.theirs_to_get);
            wants.extend(difference.ours_to_get);
            message = next;
        }
        person.unsent.retain(|id| lacks.contains(id));
        if !wants.is_empty() {
            self.say(&Frame::Get(wants.clone())).await;
        }
        while !wants.iter().all(|id| person.records.contains_key(id)) {
            let frame = self.hears().await.unwrap();
            take(person, &[frame]);
        }
        if !lacks.is_empty() {
            let records = person.in_order(|id| lacks.contains(id));
            self.put(person, records).await;
        }
    }

    /// Puts records and waits until all of them are acknowledged.
    pub async fn put(&mut self, person: &mut Person, records: Vec<Vec<u8>>) {
        let id = |bytes: &Vec<u8>| RecordId::from_bytes(*blake3::hash(bytes).as_bytes());
        let mut awaited: BTreeSet<_> = records.iter().map(id).collect();
        for batch in batches(records) {
            self.say(&Frame::Put(batch)).await;
        }
        while !awaited.is_empty() {
            let frame = self.hears().await.expect("connected");
            match &frame {
                Frame::Stored(ids) => awaited.retain(|id| !ids.contains(id)),
                Frame::Rejected { .. } | Frame::Refused(_) => panic!("{frame:?}"),
                _ => {}
            }
            take(person, &[frame]);
        }
    }

    pub async fn put_unsent(&mut self, person: &mut Person) {
        let records = person.in_order(|id| person.unsent.contains(id));
        self.put(person, records).await;
    }

    /// Takes in what is said until this person reads so many texts.
    pub async fn until_reads(&mut self, person: &mut Person, texts: usize) {
        while person.reads().len() < texts {
            let frame = self.hears().await.expect("connected");
            take(person, &[frame]);
        }
    }

    /// Hears until it is refused; the reason.
    pub async fn is_refused(&mut self) -> Option<Reason> {
        let mut reason = None;
        while let Some(frame) = self.hears().await {
            if let Frame::Refused(because) = frame {
                reason = Some(because);
            }
        }
        reason
    }
}

/// Records in batches that each fit in a frame.
fn batches(records: Vec<Vec<u8>>) -> Vec<Vec<Vec<u8>>> {
    let (mut batches, mut size) = (vec![Vec::new()], 0);
    for record in records {
        size += record.len() + 8;
        if size > MAX_FRAME - 64 {
            batches.push(Vec::new());
            size = record.len() + 8;
        }
        batches.last_mut().unwrap().push(record);
    }
    batches
}

/// An answer over HTTP.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// `GET path` with these further header lines.
pub async fn get(server: SocketAddr, path: &str, more: &[&str]) -> Answer {
    let mut stream = TcpStream::connect(server).await.unwrap();
    let more: String = more.iter().map(|line| format!("{line}\r\n")).collect();
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n{more}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let end = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Answer {
        status,
        headers,
        body: bytes[end + 4..].to_vec(),
    }
}
