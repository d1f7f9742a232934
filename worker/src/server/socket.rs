//! `GET /ws`: one WebSocket, whose binary messages are the frames of the protocol.

use super::{
    Shared,
    desk::{Desk, Message, now},
    outbox::{Outgoing, Waiting, outbox},
};
use crate::relay::{ConnectionId, Event, Incoming, Intake};
use axum::{
    extract::{
        State,
        ws::{CloseFrame, Message as Ws, WebSocket, WebSocketUpgrade},
    },
    response::Response,
};
use bytes::Bytes;
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use samvev_protocol::frame::{MAX_FRAME, Reason};
use std::{
    pin::pin,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};
use tokio::time::timeout;

/// A message somewhat over the limit is read, so that it can be refused with a reason.
const MAX_MESSAGE: usize = MAX_FRAME * 2;
/// Messages larger than this are read beside the other connections' and not in their way.
const LARGE: usize = 64 << 10;
/// How long one message may take to be written out.
const WRITE_WITHIN: Duration = Duration::from_secs(30);
/// How long the other side may take to close when it is told to.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);
const CLOSE_GOING_AWAY: u16 = 1001;

static CONNECTIONS: AtomicU64 = AtomicU64::new(1);

pub(super) async fn upgrade(upgrade: WebSocketUpgrade, State(shared): State<Shared>) -> Response {
    upgrade
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE)
        .on_upgrade(|socket| converse(socket, shared))
}

async fn converse(socket: WebSocket, shared: Shared) {
    let connection = ConnectionId(CONNECTIONS.fetch_add(1, Ordering::Relaxed));
    let mut nonce = [0; 32];
    if let Err(error) = getrandom::fill(&mut nonce) {
        tracing::error!(%error, "no randomness for a challenge");
        return;
    }
    let (outbox, waiting, cut) = outbox();
    let Shared { desk, limits, stop } = shared;
    if !desk
        .tell(Message::Connected {
            connection,
            nonce,
            outbox: outbox.clone(),
        })
        .await
    {
        return;
    }
    let (sink, stream) = socket.split();
    let mut writing = pin!(write(sink, waiting, connection, desk.clone()));
    let mut reading = pin!(read(stream, Intake::new(&limits), connection, desk.clone()));
    let stopping = async {
        stop.cancelled().await;
        outbox.close(CLOSE_GOING_AWAY);
        tokio::time::sleep(CLOSE_WITHIN).await;
    };
    tokio::select! {
        () = cut.cancelled() => {}
        () = stopping => {}
        () = &mut reading => {}
        () = &mut writing => {
            // Closing with bytes unread would take from the other side what was said last.
            let _ = timeout(CLOSE_WITHIN, &mut reading).await;
        }
    }
    desk.tell(Message::Event(Event::Closed { connection }))
        .await;
}

/// Writes out what waits, until told to close or nothing can be written.
async fn write(
    mut sink: SplitSink<WebSocket, Ws>,
    mut waiting: Waiting,
    connection: ConnectionId,
    desk: Desk,
) {
    while let Some(outgoing) = waiting.next().await {
        let (message, size, receipt) = match outgoing {
            Outgoing::Frame { bytes, receipt } => (Ws::Binary(bytes.clone()), bytes.len(), receipt),
            Outgoing::Close(code) => {
                let close = Ws::Close(Some(CloseFrame {
                    code,
                    reason: "".into(),
                }));
                let _ = timeout(CLOSE_WITHIN, sink.send(close)).await;
                return;
            }
        };
        match timeout(WRITE_WITHIN, sink.send(message)).await {
            Ok(Ok(())) => waiting.written(size),
            _ => return,
        }
        if receipt
            && !desk
                .tell(Message::Event(Event::Written { connection }))
                .await
        {
            return;
        }
    }
}

/// Reads what comes, until the other side closes. After something that must be refused, nothing more is looked at.
async fn read(
    mut stream: SplitStream<WebSocket>,
    intake: Intake,
    connection: ConnectionId,
    desk: Desk,
) {
    let mut intake = Some(intake);
    while let Some(Ok(message)) = stream.next().await {
        let bytes = match message {
            Ws::Binary(bytes) => bytes,
            // No frame is text; what it holds is of no interest.
            Ws::Text(_) => Bytes::new(),
            Ws::Ping(_) | Ws::Pong(_) => continue,
            Ws::Close(_) => return,
        };
        let Some(reader) = intake.take() else {
            continue;
        };
        let Some((reader, incoming)) = take_in(reader, bytes).await else {
            return;
        };
        if incoming.is_ok() {
            intake = Some(reader);
        }
        if !desk
            .tell(Message::Event(Event::Came {
                connection,
                incoming,
            }))
            .await
        {
            return;
        }
    }
}

async fn take_in(mut intake: Intake, bytes: Bytes) -> Option<(Intake, Result<Incoming, Reason>)> {
    if bytes.len() <= LARGE {
        let incoming = intake.read(now(), &bytes);
        return Some((intake, incoming));
    }
    // Thousands of signatures take a while.
    let read = move || {
        let incoming = intake.read(now(), &bytes);
        (intake, incoming)
    };
    tokio::task::spawn_blocking(read).await.ok()
}
