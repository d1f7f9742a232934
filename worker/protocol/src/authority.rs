//! Who may do what: one pure function of the set of authority records, the same in relay and client,
//! independent of the order they came in, and free of clocks.

use crate::{
    bodies::{AuthorityBody, Grant, Purpose, Role},
    ids::{CircleId, DeviceId, DocumentId, PartyId, RecordId, SpaceId},
    record::Record,
};

/// The authority records of one space that stand, folded.
#[derive(Clone, Default)]
pub struct Authority {
    // filled in by the implementation
}

/// What a device may do in a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The device.
    pub device: DeviceId,
    /// What it may do: the highest that was granted.
    pub role: Role,
    /// The party it works in.
    pub party: Option<PartyId>,
    /// Who let it in: a device or an invitation.
    pub issuer: DeviceId,
}

/// Why a record does not stand, or not yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Of another space.
    #[error("the record belongs to another space")]
    OtherSpace,
    /// Its author was never let in, as far as is known here. It may stand later, when the grant arrives.
    #[error("the author is not known here")]
    UnknownAuthor,
    /// Its author may not do that.
    #[error("the author's role does not allow it")]
    NotAllowed,
    /// Its document was never declared, as far as is known here.
    #[error("the document is not known here")]
    UnknownDocument,
    /// The body is not of its kind's form.
    #[error("the body is not of its kind's form")]
    Body,
}

impl Authority {
    /// An authority that knows nothing yet of a space.
    pub fn new(_space: SpaceId) -> Self {
        todo!()
    }

    /// Adds an authority record (any order, twice does nothing). What stands is worked out anew.
    /// Records whose issuer is not known yet are kept and stand when the issuer does.
    pub fn insert(&mut self, _record: &Record) -> Result<(), Refusal> {
        todo!()
    }

    /// The space.
    pub fn space(&self) -> SpaceId {
        todo!()
    }
    /// Whether the founding is known.
    pub fn is_founded(&self) -> bool {
        todo!()
    }
    /// Whether a record stands, by all that is known now. For changes: its author may write its document.
    pub fn judge(&self, _record: &Record) -> Result<(), Refusal> {
        todo!()
    }
    /// Whether a device (or invitation) may fetch the records of a circle.
    pub fn may_read(&self, _device: &DeviceId, _circle: &CircleId) -> bool {
        todo!()
    }
    /// Whether a device may upload at all now.
    pub fn may_upload(&self, _device: &DeviceId) -> bool {
        todo!()
    }
    /// The device's standing.
    pub fn member(&self, _device: &DeviceId) -> Option<Member> {
        todo!()
    }
    /// All devices that stand, by id.
    pub fn members(&self) -> Vec<Member> {
        todo!()
    }
    /// The grant that made an invitation, and the grants to devices made with it, if `key` is an invitation that stands.
    pub fn invitation(&self, _key: &DeviceId) -> Option<(Grant, RecordId, Vec<RecordId>)> {
        todo!()
    }
    /// Who may write a document.
    pub fn purpose(&self, _document: &DocumentId) -> Option<Purpose> {
        todo!()
    }
    /// The newest records: those that no other authority record names. At most [`crate::record::MAX_PARENTS`].
    pub fn heads(&self) -> Vec<RecordId> {
        todo!()
    }
    /// The records that stand, decoded, in an order in which each comes after what it leans on.
    pub fn standing(&self) -> Vec<(Record, AuthorityBody)> {
        todo!()
    }
}
