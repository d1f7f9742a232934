//! What a connection sends, read before the relay sees it: frames decoded, records' forms and signatures checked.
//!
//! It stands apart from [`super::Relay`] so that a shell can check the signatures of many connections side by side.

use super::limits::{Bucket, Limits};
use samvev_protocol::{
    frame::{Frame, MAX_FRAME, Reason},
    ids::RecordId,
    record::{DecodeError, MAX_RECORD, Record},
};
use std::sync::Arc;

/// A message that has been read.
#[derive(Debug, Clone)]
pub enum Incoming {
    /// Any frame but a put.
    Frame(Frame),
    /// [`Frame::Put`], each record read, or why it is none.
    Put(Vec<Result<Arc<Record>, (RecordId, Reason)>>),
}

/// Reads the messages of one connection and keeps it to its rate.
#[derive(Debug)]
pub struct Intake {
    frames: Bucket,
    bytes: Bucket,
    greeted: bool,
}

impl Intake {
    /// An intake for a new connection.
    pub fn new(limits: &Limits) -> Self {
        Self {
            frames: Bucket::new(limits.frames_per_second),
            bytes: Bucket::new(limits.bytes_per_second),
            greeted: false,
        }
    }

    /// Reads one message that came at `now`, in milliseconds.
    ///
    /// # Errors
    /// Why the connection must be refused: too large, too fast, no frame, or something else before the greeting. (Who has
    /// not greeted gets no signature checked.)
    pub fn read(&mut self, now: u64, message: &[u8]) -> Result<Incoming, Reason> {
        if message.len() > MAX_FRAME {
            return Err(Reason::TooLarge);
        }
        if !self.frames.take(now, 1) || !self.bytes.take(now, message.len() as u64) {
            return Err(Reason::TooFast);
        }
        let frame = Frame::decode(message).map_err(|_| Reason::Malformed)?;
        let is_greeting = matches!(frame, Frame::Hello { .. });
        if is_greeting == self.greeted {
            return Err(Reason::Malformed);
        }
        self.greeted = true;
        Ok(match frame {
            Frame::Put(records) => {
                Incoming::Put(records.iter().map(|bytes| read_record(bytes)).collect())
            }
            frame => Incoming::Frame(frame),
        })
    }
}

fn read_record(bytes: &[u8]) -> Result<Arc<Record>, (RecordId, Reason)> {
    let refused = |reason| {
        (
            RecordId::from_bytes(*blake3::hash(bytes).as_bytes()),
            reason,
        )
    };
    if bytes.len() > MAX_RECORD {
        return Err(refused(Reason::TooLarge));
    }
    Record::decode(bytes).map(Arc::new).map_err(|error| {
        refused(match error {
            DecodeError::Version(_) | DecodeError::Kind(_) => Reason::Version,
            _ => Reason::Malformed,
        })
    })
}
