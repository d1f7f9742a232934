//! Making the records that found a space, declare documents, invite and join. What a relay never does.

use crate::{
    authority::Authority,
    bodies::{Purpose, Role},
    ids::{CircleId, DocumentId, EpochId, PartyId, SpaceId},
    invitation::Invitation,
    keys::DeviceKeys,
    record::{DecodeError, Record},
    seal::{EpochKey, SealError},
};
use rand_core::CryptoRng;

/// A space just founded: its records in the order they must be stored and sent, and the first epoch's key.
pub struct Founded {
    /// The space.
    pub space: SpaceId,
    /// The first epoch of everyone's circle.
    pub epoch: EpochId,
    /// Its key.
    pub key: EpochKey,
    /// Founding, epoch, the founder's own grant, and the directory's document record (sequence 1 to 4).
    pub records: Vec<Record>,
}

/// Why a record could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MakeError {
    /// The device may not do this.
    #[error("the device's role does not allow this")]
    NotAllowed,
    /// Too large, or with too many parents.
    #[error(transparent)]
    Form(#[from] DecodeError),
    /// A key did not open or wrap.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// Who makes a record, and where it stands.
pub struct Author<'a> {
    /// The device's keys.
    pub keys: &'a DeviceKeys,
    /// Its next sequence number in the space.
    pub sequence: u64,
    /// What it knows of who may do what (space and authority heads come from it).
    pub authority: &'a Authority,
}

/// Founds a space.
pub fn found(_keys: &DeviceKeys, _rng: &mut impl CryptoRng) -> Result<Founded, MakeError> {
    todo!()
}

/// Declares a document in everyone's circle.
pub fn declare(_author: &Author<'_>, _document: DocumentId, _purpose: Purpose) -> Result<Record, MakeError> {
    todo!()
}

/// Seals Automerge changes of a document into a record.
pub fn changes(
    _author: &Author<'_>,
    _document: DocumentId,
    _epoch: (EpochId, &EpochKey),
    _parents: Vec<crate::ids::RecordId>,
    _plain: &[u8],
    _rng: &mut impl CryptoRng,
) -> Result<Record, MakeError> {
    todo!()
}

/// Makes an invitation and the grant that gives it effect.
pub fn invite(
    _author: &Author<'_>,
    _role: Role,
    _uses: u32,
    _days: u16,
    _epoch: (EpochId, &EpochKey),
    _rng: &mut impl CryptoRng,
) -> Result<(Invitation, Record), MakeError> {
    todo!()
}

/// Spends an invitation: a grant to `device`'s keys, authored by the invitation's. `sequence` counts the invitation's
/// own records and is made from randomness, since many may join by one link without knowing of each other.
pub fn join(
    _invitation: &Invitation,
    _authority: &Authority,
    _device: &DeviceKeys,
    _party: PartyId,
    _rng: &mut impl CryptoRng,
) -> Result<(Record, EpochId, EpochKey), MakeError> {
    todo!()
}

/// The epoch keys that `keys` can open among the grants and epochs known: the keyring of a circle.
pub fn keyring(_authority: &Authority, _circle: CircleId, _keys: &DeviceKeys) -> Vec<(EpochId, EpochKey)> {
    todo!()
}
