//! Frames: what client and relay say to each other over a binary WebSocket, one frame a message.
//!
//! The relay opens with [`Frame::Challenge`]. The client answers with [`Frame::Hello`]. The relay says
//! [`Frame::Welcome`] or [`Frame::Refused`]. From then on the client reconciles, puts and gets; the relay pushes.

use crate::ids::{DeviceId, RecordId, SpaceId};
use serde::{Deserialize, Serialize};

/// The version of the frames.
pub const FRAMES_VERSION: u8 = 1;
/// Largest frame, in bytes: a batch of records of at most [`crate::record::MAX_RECORD`] each fits.
pub const MAX_FRAME: usize = 4 << 20;
/// Most records in one frame.
pub const MAX_BATCH: usize = 4096;

/// One message between client and relay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frame {
    /// Relay → client, first: sign this.
    Challenge {
        /// [`FRAMES_VERSION`].
        version: u8,
        /// Fresh randomness.
        nonce: [u8; 32],
        /// The relay's clock, in milliseconds since 1970, for display only.
        now: u64,
    },
    /// Client → relay: who it is (a device, or an invitation's key) and which space it wants.
    Hello {
        /// [`FRAMES_VERSION`].
        version: u8,
        /// The space.
        space: SpaceId,
        /// The device or invitation.
        device: DeviceId,
        /// Its signature over nonce, relay address and space ([`crate::keys::DeviceKeys::answer_challenge`]).
        #[serde(with = "crate::signature_bytes")]
        signature: [u8; 64],
        /// The address that the client dialled, which the signature is bound to.
        relay: String,
    },
    /// Relay → client: let in.
    Welcome {
        /// Whether the relay knows the space. If not, whoever has its founding may fill it (where permits are automatic).
        known: bool,
        /// How many others of the space are connected now.
        others: u32,
    },
    /// Relay → client: not let in, or the frame was refused; the connection closes after it.
    Refused(Reason),
    /// Client → relay: one message of a reconciliation over the live records the client may read.
    Reconcile(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Relay → client: the answer.
    Reconciled(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Client → relay: send me these.
    Get(Vec<RecordId>),
    /// Client → relay: keep these, at most [`MAX_BATCH`]. Authority records first, then by author and sequence.
    Put(#[serde(with = "batch")] Vec<Vec<u8>>),
    /// Relay → client: records asked for, or new ones from others; at most [`MAX_BATCH`].
    Records(#[serde(with = "batch")] Vec<Vec<u8>>),
    /// Relay → client: these are durable here.
    Stored(Vec<RecordId>),
    /// Relay → client: this one was not kept, and why.
    Rejected {
        /// The record.
        record: RecordId,
        /// Why.
        reason: Reason,
    },
    /// Client → relay → the others of the space now connected: sealed, never stored.
    Presence(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Either way, to tell a dead connection. Answered by [`Frame::Pong`].
    Ping,
    /// The answer to [`Frame::Ping`].
    Pong,
}

/// Why a relay refused. Text for people is chosen in the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Reason {
    /// Bytes that are no frame or record, or a frame out of place.
    #[error("malformed")]
    Malformed,
    /// A version or kind that the relay does not know.
    #[error("version not known")]
    Version,
    /// The signature over the challenge does not hold.
    #[error("the challenge was not answered")]
    Challenge,
    /// The device is not let in (any longer) as far as the relay knows.
    #[error("not a member")]
    NotMember,
    /// The author may not do that.
    #[error("not allowed")]
    NotAllowed,
    /// The invitation has been used as many times as it may.
    #[error("the invitation is used up")]
    InvitationSpent,
    /// The invitation's days are over, by the relay's clock.
    #[error("the invitation has ended")]
    InvitationEnded,
    /// The relay takes no new spaces without an operator's permit.
    #[error("the relay wants a permit")]
    NoPermit,
    /// Too large.
    #[error("too large")]
    TooLarge,
    /// Too many frames in a short time; try again later.
    #[error("too fast")]
    TooFast,
    /// The space's quota, or the relay's disk, is full.
    #[error("full")]
    Full,
    /// The relay could not store; try again later.
    #[error("the relay failed")]
    Failed,
    /// It belongs to what was erased: nobody is to keep it.
    #[error("retired")]
    Retired,
}

/// Bytes that are no frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a frame")]
pub struct FrameError;

impl Frame {
    /// The frame's bytes.
    pub fn encode(&self) -> Vec<u8> {
        // Writing these types to a growing buffer has no way to fail; empty bytes would be refused as no frame.
        postcard::to_stdvec(self).unwrap_or_default()
    }
    /// Reads a frame from outside; refuses trailing bytes and anything over [`MAX_FRAME`] or [`MAX_BATCH`].
    pub fn decode(bytes: &[u8]) -> Result<Self, FrameError> {
        if bytes.len() > MAX_FRAME {
            return Err(FrameError);
        }
        match postcard::take_from_bytes(bytes) {
            Ok((frame, [])) => Ok(frame),
            _ => Err(FrameError),
        }
    }
}

/// Records as byte strings: the same bytes on the wire as a list of numbers, without the walk over each of them.
mod batch {
    use super::MAX_BATCH;
    use core::fmt;
    use serde::{
        Deserializer, Serializer,
        de::{Error, SeqAccess, Visitor},
        ser::SerializeSeq,
    };
    use serde_bytes::{ByteBuf, Bytes};

    pub fn serialize<S: Serializer>(records: &[Vec<u8>], to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(Some(records.len()))?;
        for record in records {
            list.serialize_element(Bytes::new(record))?;
        }
        list.end()
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Vec<u8>>, D::Error> {
        from.deserialize_seq(Records)
    }

    struct Records;

    impl<'de> Visitor<'de> for Records {
        type Value = Vec<Vec<u8>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "at most {MAX_BATCH} records")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut records = Vec::new();
            while let Some(record) = list.next_element::<ByteBuf>()? {
                // A list of empty strings would take many times the frame's bytes in memory.
                if records.len() == MAX_BATCH {
                    return Err(A::Error::custom("too many records in one frame"));
                }
                records.push(record.into_vec());
            }
            Ok(records)
        }
    }
}
