//! Seals: XChaCha20-Poly1305 over bodies, HPKE over epoch keys.

use crate::{
    ids::{CircleId, EpochId, SpaceId},
    keys::{AgreementKey, DeviceKeys, Kem},
    record::{Header, Record, header_bytes},
};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use core::fmt;
use hpke::{Deserializable, Kem as HpkeKem, OpModeR, OpModeS, Serializable};
use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const BODY: &str = "samvev 2026-11 body seal v1";
const PASSING: &str = "samvev 2026-11 passing seal v1";
const COMMITMENT: &str = "samvev 2026-11 epoch key commitment v1";
const PARENT: &str = "samvev 2026-11 parent epoch key v1";
const WRAP: &[u8] = b"samvev wrapped epoch key v1\0";
const WRAP_WITHIN: &[u8] = b"samvev epoch key wrapped within its record v1\0";

const NONCE: usize = 24;
/// Bytes of X-Wing's encapsulated key.
const ENCAPSULATED: usize = 1120;
/// Bytes of a wrapped epoch key: the encapsulated key, the key, a tag.
pub const WRAPPED: usize = ENCAPSULATED + 32 + 16;

/// Bytes of a parent epoch's key, sealed by its child's: the nonce, the key, a tag.
pub const SEALED_PARENT: usize = NONCE + 32 + 16;

type WrapAead = hpke::aead::ChaCha20Poly1305;
type WrapKdf = hpke::kdf::KdfTurboShake128;

/// The key of an epoch: opens every record of its circle sealed under it.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct EpochKey([u8; 32]);

impl EpochKey {
    /// A new key from fresh randomness.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = Self([0; 32]);
        rng.fill_bytes(&mut key.0);
        key
    }

    /// The key with these bytes (from a keyring).
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for a keyring that wraps them.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What an epoch record says of its key: tells whether a key is the epoch's, and nothing else of it.
    pub fn commitment(&self) -> [u8; 32] {
        blake3::derive_key(COMMITMENT, &self.0)
    }

    fn derive(&self, context: &str, what: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher.update(&self.0).update(what);
        Zeroizing::new(*hasher.finalize().as_bytes())
    }
}

impl fmt::Debug for EpochKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EpochKey(…)")
    }
}

/// A body or a wrapped key that does not open: another key, or altered bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the seal does not open with this key")]
pub struct SealError;

/// Seals `plain` for the header's document; the header is authenticated with it, so its author must be set already.
pub fn seal(
    key: &EpochKey,
    header: &Header,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    encrypt(
        &key.derive(BODY, header.document.as_bytes()),
        &header_bytes(header),
        plain,
        rng,
    )
}

/// Opens a record's body.
pub fn open(key: &EpochKey, record: &Record) -> Result<Vec<u8>, SealError> {
    let header = record.header();
    decrypt(
        &key.derive(BODY, header.document.as_bytes()),
        &header_bytes(header),
        record.body(),
    )
}

/// Seals bytes that are never stored (presence) to a circle's members.
pub fn seal_passing(
    key: &EpochKey,
    space: SpaceId,
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    encrypt(
        &key.derive(PASSING, space.as_bytes()),
        space.as_bytes(),
        plain,
        rng,
    )
}

/// Opens what [`seal_passing`] sealed.
pub fn open_passing(key: &EpochKey, space: SpaceId, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    decrypt(
        &key.derive(PASSING, space.as_bytes()),
        space.as_bytes(),
        sealed,
    )
}

/// Seals a parent epoch's key by its child's.
pub fn seal_parent(
    child: &EpochKey,
    space: SpaceId,
    parent: (EpochId, &EpochKey),
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    let (epoch, key) = parent;
    encrypt(
        &child.derive(PARENT, space.as_bytes()),
        epoch.as_bytes(),
        key.as_bytes(),
        rng,
    )
}

/// Opens what [`seal_parent`] sealed. Whether it is the parent's key is told by the parent's commitment.
pub fn open_parent(
    child: &EpochKey,
    space: SpaceId,
    epoch: EpochId,
    sealed: &[u8],
) -> Result<EpochKey, SealError> {
    let key = child.derive(PARENT, space.as_bytes());
    let opened = Zeroizing::new(decrypt(&key, epoch.as_bytes(), sealed)?);
    opened
        .as_slice()
        .try_into()
        .map(EpochKey)
        .map_err(|_| SealError)
}

/// Of what a wrapped key is the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrapping {
    /// Of an epoch that has begun: in a grant.
    Of(EpochId),
    /// Of the epoch that the record with the wrapped key begins, by the key's commitment: the record has no id yet.
    Within([u8; 32]),
}

/// Wraps an epoch's key for a device or an invitation, bound to space, circle and epoch.
pub fn wrap(
    key: &EpochKey,
    space: SpaceId,
    circle: CircleId,
    epoch: Wrapping,
    to: &AgreementKey,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    let to = <Kem as HpkeKem>::PublicKey::from_bytes(&to.0).map_err(|_| SealError)?;
    let (encapsulated, sealed) = hpke::single_shot_seal_with_rng::<WrapAead, WrapKdf, Kem>(
        &OpModeS::Base,
        &to,
        &wrap_info(space, circle, epoch),
        key.as_bytes(),
        &[],
        rng,
    )
    .map_err(|_| SealError)?;
    Ok([encapsulated.to_bytes().as_slice(), &sealed].concat())
}

/// Opens a wrapped epoch key.
pub fn unwrap(
    wrapped: &[u8],
    space: SpaceId,
    circle: CircleId,
    epoch: Wrapping,
    keys: &DeviceKeys,
) -> Result<EpochKey, SealError> {
    let (encapsulated, sealed) = wrapped.split_at_checked(ENCAPSULATED).ok_or(SealError)?;
    let encapsulated =
        <Kem as HpkeKem>::EncappedKey::from_bytes(encapsulated).map_err(|_| SealError)?;
    let (secret, _) = keys.agreement_pair();
    let opened = hpke::single_shot_open::<WrapAead, WrapKdf, Kem>(
        &OpModeR::Base,
        &secret,
        &encapsulated,
        &wrap_info(space, circle, epoch),
        sealed,
        &[],
    )
    .map_err(|_| SealError)?;
    let opened = Zeroizing::new(opened);
    opened
        .as_slice()
        .try_into()
        .map(EpochKey)
        .map_err(|_| SealError)
}

fn wrap_info(space: SpaceId, circle: CircleId, epoch: Wrapping) -> Vec<u8> {
    let (what, of) = match &epoch {
        Wrapping::Of(epoch) => (WRAP, epoch.as_bytes()),
        Wrapping::Within(commitment) => (WRAP_WITHIN, commitment),
    };
    [what, space.as_bytes(), circle.as_bytes(), of].concat()
}

fn encrypt(
    key: &[u8; 32],
    aad: &[u8],
    plain: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, SealError> {
    let mut nonce = [0; NONCE];
    rng.fill_bytes(&mut nonce);
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad })
        .map_err(|_| SealError)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn decrypt(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(SealError)?;
    XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad })
        .map_err(|_| SealError)
}
