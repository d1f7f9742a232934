//! The keys of a device, or of an invitation: both come from one seed of 32 bytes.

use crate::ids::DeviceId;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A signing key and a key-agreement key, derived from one seed.
pub struct DeviceKeys {
    // filled in by the implementation
    _private: (),
}

/// A device's public key for key agreement (HPKE), in its serialised form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementKey(pub Vec<u8>);

impl DeviceKeys {
    /// New keys from fresh randomness.
    pub fn generate(_rng: &mut impl CryptoRng) -> Self {
        todo!()
    }
    /// The keys of this seed.
    pub fn from_seed(_seed: &[u8; 32]) -> Self {
        todo!()
    }
    /// The seed: whoever has it is the device.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        todo!()
    }
    /// The device's name.
    pub fn device(&self) -> DeviceId {
        todo!()
    }
    /// What others wrap keys for.
    pub fn agreement(&self) -> AgreementKey {
        todo!()
    }
    /// Signs the challenge of a relay: bound to the relay's address and the space.
    pub fn answer_challenge(&self, _challenge: &[u8; 32], _relay: &str, _space: crate::ids::SpaceId) -> [u8; 64] {
        todo!()
    }
}

/// Whether `signature` is `device`'s answer to the challenge.
pub fn challenge_holds(
    _device: &DeviceId,
    _challenge: &[u8; 32],
    _relay: &str,
    _space: crate::ids::SpaceId,
    _signature: &[u8; 64],
) -> bool {
    todo!()
}
