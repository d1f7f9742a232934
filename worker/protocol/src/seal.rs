//! Seals: XChaCha20-Poly1305 over bodies, HPKE over epoch keys.

use crate::{
    ids::{CircleId, EpochId, SpaceId},
    keys::{AgreementKey, DeviceKeys},
    record::{Header, Record},
};
use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The key of an epoch: opens every record of its circle sealed under it.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct EpochKey([u8; 32]);

impl EpochKey {
    /// A new key from fresh randomness.
    pub fn generate(_rng: &mut impl CryptoRng) -> Self {
        todo!()
    }
    /// The key with these bytes (from a keyring).
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
    /// The bytes, for a keyring that wraps them.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A body or a wrapped key that does not open: another key, or altered bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the seal does not open with this key")]
pub struct SealError;

/// Seals `plain` for the header's document; the header is authenticated with it.
pub fn seal(_key: &EpochKey, _header: &Header, _plain: &[u8], _rng: &mut impl CryptoRng) -> Result<Vec<u8>, SealError> {
    todo!()
}

/// Opens a record's body.
pub fn open(_key: &EpochKey, _record: &Record) -> Result<Vec<u8>, SealError> {
    todo!()
}

/// Seals bytes that are never stored (presence) to a circle's members.
pub fn seal_passing(_key: &EpochKey, _space: SpaceId, _plain: &[u8], _rng: &mut impl CryptoRng) -> Result<Vec<u8>, SealError> {
    todo!()
}

/// Opens what [`seal_passing`] sealed.
pub fn open_passing(_key: &EpochKey, _space: SpaceId, _sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    todo!()
}

/// Wraps an epoch's key for a device or an invitation, bound to space, circle and epoch.
pub fn wrap(
    _key: &EpochKey,
    _space: SpaceId,
    _circle: CircleId,
    _epoch: EpochId,
    _to: &AgreementKey,
    _rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    todo!()
}

/// Opens a wrapped epoch key.
pub fn unwrap(_wrapped: &[u8], _space: SpaceId, _circle: CircleId, _epoch: EpochId, _keys: &DeviceKeys) -> Result<EpochKey, SealError> {
    todo!()
}
