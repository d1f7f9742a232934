//! What waits to be written to one connection, and the end of a connection that does not read.

use bytes::Bytes;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Most bytes that wait for one connection: a few full frames.
const MOST_WAITING: usize = 16 << 20;
/// What a waiting frame costs beside its bytes, which may be shared among many.
const FRAME_COST: usize = 64;

/// One thing to write.
pub(super) enum Outgoing {
    /// A frame, and whether the relay wants to know when it is written.
    Frame { bytes: Bytes, receipt: bool },
    /// Close, with this WebSocket code.
    Close(u16),
}

/// The relay's end.
#[derive(Clone)]
pub(super) struct Outbox {
    outgoing: mpsc::UnboundedSender<Outgoing>,
    waiting: Arc<AtomicUsize>,
    cut: CancellationToken,
}

/// The connection's end.
pub(super) struct Waiting {
    outgoing: mpsc::UnboundedReceiver<Outgoing>,
    waiting: Arc<AtomicUsize>,
}

/// An outbox, the end that is written out, and the token that says that the connection is to be cut.
pub(super) fn outbox() -> (Outbox, Waiting, CancellationToken) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let waiting = Arc::new(AtomicUsize::new(0));
    let cut = CancellationToken::new();
    let outbox = Outbox {
        outgoing: sender,
        waiting: Arc::clone(&waiting),
        cut: cut.clone(),
    };
    (
        outbox,
        Waiting {
            outgoing: receiver,
            waiting,
        },
        cut,
    )
}

impl Outbox {
    pub(super) fn send(&self, bytes: Bytes, receipt: bool) {
        let cost = bytes.len() + FRAME_COST;
        if self.waiting.fetch_add(cost, Ordering::Relaxed) + cost > MOST_WAITING {
            self.cut.cancel();
            return;
        }
        self.put(Outgoing::Frame { bytes, receipt });
    }

    pub(super) fn close(&self, code: u16) {
        self.put(Outgoing::Close(code));
    }

    fn put(&self, outgoing: Outgoing) {
        if self.outgoing.send(outgoing).is_err() {
            // The connection is gone already, and says so itself.
            self.cut.cancel();
        }
    }
}

impl Waiting {
    /// The next thing to write.
    pub(super) async fn next(&mut self) -> Option<Outgoing> {
        self.outgoing.recv().await
    }

    /// Says that so many bytes of a frame are written.
    pub(super) fn written(&self, bytes: usize) {
        self.waiting
            .fetch_sub(bytes + FRAME_COST, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_does_not_read_is_cut_and_who_does_is_not() {
        let frame = Bytes::from(vec![0; 1 << 20]);
        let (reads, mut waiting, cut) = outbox();
        for _ in 0..100 {
            reads.send(frame.clone(), false);
            assert!(matches!(waiting.next().await, Some(Outgoing::Frame { .. })));
            waiting.written(frame.len());
        }
        assert!(!cut.is_cancelled());

        let (sleeps, _waiting, cut) = outbox();
        for _ in 0..15 {
            sleeps.send(frame.clone(), false);
        }
        assert!(!cut.is_cancelled());
        sleeps.send(frame, false);
        assert!(cut.is_cancelled());
    }
}
