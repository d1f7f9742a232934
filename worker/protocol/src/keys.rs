//! The keys of a device, or of an invitation: both come from one seed of 32 bytes.

use crate::ids::{DeviceId, SpaceId};
use core::fmt;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hpke::{Kem as _, Serializable};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The key encapsulation of wrapped keys: X-Wing, X25519 and ML-KEM-768 together.
pub(crate) type Kem = hpke::kem::XWing;

const SIGNING: &str = "samvev 2026-11 device signing key v1";
const AGREEMENT: &str = "samvev 2026-11 device agreement key v1";
const CHALLENGE: &[u8] = b"samvev challenge v1\0";
const PROOF: &[u8] = b"samvev agreement key v1\0";
const LINKED: &[u8] = b"samvev linked device v1\0";
const LINK: &[u8] = b"samvev link of a device v1\0";

/// A signing key and a key-agreement key, derived from one seed. Wiped from memory when dropped.
#[derive(Clone)]
pub struct DeviceKeys {
    seed: Zeroizing<[u8; 32]>,
    signing: SigningKey,
}

/// A device's public key for key agreement (HPKE), in its serialised form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementKey(#[serde(with = "serde_bytes")] pub Vec<u8>);

impl AgreementKey {
    /// Bytes in an X-Wing public key.
    pub const LENGTH: usize = 1216;
}

impl DeviceKeys {
    /// New keys from fresh randomness.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        Self::from_seed(&seed)
    }

    /// The keys of this seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let signing = Zeroizing::new(blake3::derive_key(SIGNING, seed));
        Self {
            seed: Zeroizing::new(*seed),
            signing: SigningKey::from_bytes(&signing),
        }
    }

    /// The seed: whoever has it is the device.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        self.seed.clone()
    }

    /// The device's name.
    pub fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.signing.verifying_key().to_bytes())
    }

    /// What others wrap keys for.
    pub fn agreement(&self) -> AgreementKey {
        AgreementKey(self.agreement_pair().1.to_bytes().to_vec())
    }

    /// Signs the challenge of a relay: bound to the relay's address and the space.
    pub fn answer_challenge(&self, challenge: &[u8; 32], relay: &str, space: SpaceId) -> [u8; 64] {
        self.sign(&challenge_message(challenge, relay, space))
    }

    /// The device's word that [`DeviceKeys::agreement`] is its own in this space, so that nobody can have a key of
    /// theirs take another device's place.
    pub fn prove_agreement(&self, space: SpaceId) -> [u8; 64] {
        self.prove(&self.agreement(), space)
    }

    /// The device's word that these bytes are its agreement key, whatever they are.
    pub fn prove(&self, agreement: &AgreementKey, space: SpaceId) -> [u8; 64] {
        self.sign(&proof_message(agreement, space))
    }

    /// The device's word that it is one more device of whoever holds `of`, and that [`DeviceKeys::agreement`] is its own.
    pub fn prove_linked(&self, of: &DeviceId, space: SpaceId) -> [u8; 64] {
        self.sign(&linked_message(LINKED, of, &self.agreement(), space))
    }

    /// A link's word that it is made by whoever holds `of`, and that [`DeviceKeys::agreement`] is its own.
    pub fn prove_link(&self, of: &DeviceId, space: SpaceId) -> [u8; 64] {
        self.sign(&linked_message(LINK, of, &self.agreement(), space))
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }

    pub(crate) fn agreement_pair(
        &self,
    ) -> (
        <Kem as hpke::Kem>::PrivateKey,
        <Kem as hpke::Kem>::PublicKey,
    ) {
        let material = Zeroizing::new(blake3::derive_key(AGREEMENT, self.seed.as_slice()));
        Kem::derive_keypair(material.as_slice())
    }
}

impl fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKeys({})", self.device())
    }
}

/// Whether `signature` is `device`'s answer to the challenge.
pub fn challenge_holds(
    device: &DeviceId,
    challenge: &[u8; 32],
    relay: &str,
    space: SpaceId,
    signature: &[u8; 64],
) -> bool {
    signature_holds(
        device,
        &challenge_message(challenge, relay, space),
        signature,
    )
}

/// Whether `proof` is `device`'s word that the agreement key is its own in this space.
pub fn agreement_holds(
    device: &DeviceId,
    agreement: &AgreementKey,
    space: SpaceId,
    proof: &[u8; 64],
) -> bool {
    signature_holds(device, &proof_message(agreement, space), proof)
}

/// Whether `proof` is `device`'s word that it is one more device of whoever holds `of`, with this agreement key.
pub fn linked_holds(
    device: &DeviceId,
    of: &DeviceId,
    agreement: &AgreementKey,
    space: SpaceId,
    proof: &[u8; 64],
) -> bool {
    signature_holds(device, &linked_message(LINKED, of, agreement, space), proof)
}

/// Whether `proof` is the word of a link's key that the link is made by whoever holds `of`.
pub fn link_holds(
    link: &DeviceId,
    of: &DeviceId,
    agreement: &AgreementKey,
    space: SpaceId,
    proof: &[u8; 64],
) -> bool {
    signature_holds(link, &linked_message(LINK, of, agreement, space), proof)
}

pub(crate) fn signature_holds(device: &DeviceId, message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(device.as_bytes()).is_ok_and(|key| {
        key.verify_strict(message, &Signature::from_bytes(signature))
            .is_ok()
    })
}

fn challenge_message(challenge: &[u8; 32], relay: &str, space: SpaceId) -> Vec<u8> {
    // All before the address has a fixed length, so no two (challenge, space, address) give the same message.
    [CHALLENGE, challenge, space.as_bytes(), relay.as_bytes()].concat()
}

fn proof_message(agreement: &AgreementKey, space: SpaceId) -> Vec<u8> {
    [PROOF, space.as_bytes().as_slice(), &agreement.0].concat()
}

fn linked_message(what: &[u8], of: &DeviceId, agreement: &AgreementKey, space: SpaceId) -> Vec<u8> {
    [what, space.as_bytes(), of.as_bytes(), &agreement.0].concat()
}
