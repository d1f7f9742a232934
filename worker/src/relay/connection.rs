//! One connection: how far it has come, and what it waits for.

use samvev_protocol::{
    frame::{MAX_BATCH, MAX_FRAME},
    ids::{DeviceId, RecordId, SpaceId},
};
use std::collections::VecDeque;

/// Who a connection is, once it has proved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guest {
    pub(super) space: SpaceId,
    pub(super) device: DeviceId,
}

/// How far a connection has come.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stage {
    /// It has not answered the challenge.
    Challenged { nonce: [u8; 32] },
    /// It has, and its space is being read from the store.
    Waiting(Guest),
    /// It is not known in the space and may only show what lets it in.
    Stranger(Guest),
    /// It is let in.
    In(Guest),
}

#[derive(Debug)]
pub(super) struct Connection {
    pub(super) stage: Stage,
    /// When it came to this stage, in milliseconds.
    pub(super) since: u64,
    /// When it was last heard, in milliseconds.
    pub(super) heard: u64,
    pub(super) is_pinged: bool,
    /// An invitation's connection that has let a device in: it stays when its own use was the last.
    pub(super) has_joined: bool,
    /// Asked for and not yet sent, with sizes.
    pub(super) asked: VecDeque<(RecordId, usize)>,
    /// Whether records are being read or written out for it. One batch at a time, so that who reads slowly is sent slowly.
    pub(super) is_sending: bool,
}

/// Bytes of a frame of records that are not records: its tag, their count, and a length before each.
const FRAME_EXTRA: usize = 16;
const RECORD_EXTRA: usize = 5;

impl Connection {
    pub(super) fn new(nonce: [u8; 32], now: u64) -> Self {
        Self {
            stage: Stage::Challenged { nonce },
            since: now,
            heard: now,
            is_pinged: false,
            has_joined: false,
            asked: VecDeque::new(),
            is_sending: false,
        }
    }

    pub(super) fn enter(&mut self, stage: Stage, now: u64) {
        self.stage = stage;
        self.since = now;
    }

    pub(super) fn guest(&self) -> Option<Guest> {
        match self.stage {
            Stage::Challenged { .. } => None,
            Stage::Waiting(guest) | Stage::Stranger(guest) | Stage::In(guest) => Some(guest),
        }
    }

    /// The next of the records asked for, as many as one frame carries.
    pub(super) fn next_batch(&mut self) -> Vec<RecordId> {
        let mut batch = Vec::new();
        let mut size = FRAME_EXTRA;
        while let Some((id, record)) = self.asked.front().copied() {
            size += record + RECORD_EXTRA;
            if (size > MAX_FRAME && !batch.is_empty()) || batch.len() == MAX_BATCH {
                break;
            }
            batch.push(id);
            self.asked.pop_front();
        }
        batch
    }
}
