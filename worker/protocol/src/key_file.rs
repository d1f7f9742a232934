//! The key file: what a person keeps so that a browser which forgot them can be entered as the device it was; and the archive,
//! which has all that the device keeps in it as well (PROTOCOL.md §15).

use crate::{ids::SpaceId, keys::DeviceKeys, record::Record};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_bytes::ByteBuf;
use zeroize::{Zeroize, Zeroizing};

/// What every key file begins with.
const MAGIC: &[u8] = "samvev nøkkelfil\0".as_bytes();
/// What every archive begins with.
const ARCHIVE_MAGIC: &[u8] = b"samvev arkiv\0";
/// The only version there is.
const FILE_VERSION: u8 = 1;
const SALT: usize = 16;
const NONCE: usize = 24;
const CHECK: usize = 8;
const CHECKED: &str = "samvev 2026-11 key file check v1";
/// Longest file that is looked at, in bytes.
const MAX_FILE: usize = 1 << 20;
/// Longest archive that is looked at, in bytes.
const MAX_ARCHIVE: usize = 1 << 29;
/// Most spaces in a file.
const MAX_SPACES: usize = 256;
/// Fewest letters of a password.
pub const LEAST_PASSWORD: usize = 10;
/// Argon2id's memory in KiB, passes and lanes: what OWASP asks for, and what an old office PC's browser does in a second or two.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// What is in a key file.
pub struct KeyFile {
    /// The device's keys: whoever has them is the device.
    pub keys: DeviceKeys,
    /// Its spaces, with addresses of relays to ask for each.
    pub spaces: Vec<(SpaceId, Vec<String>)>,
}

/// Why bytes are no key file that can be entered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// Something else.
    #[error("this is no key file")]
    Other,
    /// Cut or altered: its check does not hold.
    #[error("the key file is cut or altered")]
    Damaged,
    /// Made by a later version.
    #[error("the key file is of a newer version")]
    Newer,
    /// It is whole, and does not open.
    #[error("the password is another one")]
    Password,
    /// No key could be made of the password: there is no memory for it.
    #[error("no key could be made of the password")]
    Memory,
}

#[derive(Serialize, Deserialize)]
struct Content {
    seed: [u8; 32],
    spaces: Vec<(SpaceId, Vec<String>)>,
}

impl Drop for Content {
    fn drop(&mut self) {
        self.seed.zeroize();
    }
}

impl KeyFile {
    /// The file's bytes, sealed with a password. The same text may be typed as other letters on another machine (å as one or
    /// two): normalise it first.
    ///
    /// # Errors
    /// [`KeyFileError::Memory`]
    pub fn seal(&self, password: &str, rng: &mut impl CryptoRng) -> Result<Vec<u8>, KeyFileError> {
        sealed(MAGIC, &self.content(), password, rng)
    }

    /// Opens a file with its password.
    ///
    /// # Errors
    /// See [`KeyFileError`]. The check is looked at before the version, and is made the same way in every version.
    pub fn open(file: &[u8], password: &str) -> Result<Self, KeyFileError> {
        opened(MAGIC, MAX_FILE, file, password).and_then(Self::read)
    }

    fn content(&self) -> Content {
        Content {
            seed: *self.keys.seed(),
            spaces: self.spaces.iter().take(MAX_SPACES).cloned().collect(),
        }
    }

    fn read(content: Content) -> Result<Self, KeyFileError> {
        if content.spaces.len() > MAX_SPACES {
            return Err(KeyFileError::Damaged);
        }
        Ok(Self {
            keys: DeviceKeys::from_seed(&content.seed),
            spaces: content.spaces.clone(),
        })
    }
}

/// A key file with all that the device keeps in it: whoever opens it needs no relay.
pub struct Archive {
    /// The device and its spaces.
    pub device: KeyFile,
    /// Its records, verbatim.
    pub records: Vec<Record>,
}

impl Archive {
    /// The file's bytes, as [`KeyFile::seal`].
    ///
    /// # Errors
    /// [`KeyFileError::Memory`]
    pub fn seal(&self, password: &str, rng: &mut impl CryptoRng) -> Result<Vec<u8>, KeyFileError> {
        let bytes = |record: &Record| ByteBuf::from(record.bytes());
        let records: Vec<ByteBuf> = self.records.iter().map(bytes).collect();
        let content = (self.device.content(), records);
        sealed(ARCHIVE_MAGIC, &content, password, rng)
    }

    /// Opens a file with its password. A record that is none is as if the file were altered.
    ///
    /// # Errors
    /// As [`KeyFile::open`].
    pub fn open(file: &[u8], password: &str) -> Result<Self, KeyFileError> {
        let (device, records): (Content, Vec<ByteBuf>) =
            opened(ARCHIVE_MAGIC, MAX_ARCHIVE, file, password)?;
        let records = records.iter().map(|bytes| Record::decode(bytes));
        let records: Result<Vec<Record>, _> = records.collect();
        Ok(Self {
            device: KeyFile::read(device)?,
            records: records.map_err(|_| KeyFileError::Damaged)?,
        })
    }

    /// Whether bytes begin as an archive does.
    pub fn is_one(file: &[u8]) -> bool {
        file.starts_with(ARCHIVE_MAGIC)
    }
}

fn sealed(
    magic: &[u8],
    content: &impl Serialize,
    password: &str,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, KeyFileError> {
    // Writing these types to a growing buffer has no way to fail.
    let plain = Zeroizing::new(postcard::to_stdvec(content).unwrap_or_default());
    let (mut salt, mut nonce) = ([0; SALT], [0; NONCE]);
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut nonce);
    let mut file = [magic, &[FILE_VERSION], &salt, &nonce].concat();
    let payload = Payload {
        msg: &plain,
        aad: &file,
    };
    let sealed = cipher(password, &salt)?
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| KeyFileError::Memory)?;
    file.extend_from_slice(&sealed);
    file.extend_from_slice(&check(&file));
    Ok(file)
}

fn opened<T: DeserializeOwned>(
    magic: &[u8],
    most: usize,
    file: &[u8],
    password: &str,
) -> Result<T, KeyFileError> {
    if file.len() > most || !file.starts_with(magic) {
        return Err(KeyFileError::Other);
    }
    let (said, found) = file
        .split_last_chunk::<CHECK>()
        .ok_or(KeyFileError::Damaged)?;
    if check(said) != *found {
        return Err(KeyFileError::Damaged);
    }
    let after_magic = said.get(magic.len()..).ok_or(KeyFileError::Damaged)?;
    let (version, rest) = after_magic.split_first().ok_or(KeyFileError::Damaged)?;
    if *version != FILE_VERSION {
        return Err(KeyFileError::Newer);
    }
    let (salt, rest) = rest
        .split_first_chunk::<SALT>()
        .ok_or(KeyFileError::Damaged)?;
    let (nonce, sealed) = rest
        .split_first_chunk::<NONCE>()
        .ok_or(KeyFileError::Damaged)?;
    let header = said
        .get(..said.len() - sealed.len())
        .ok_or(KeyFileError::Damaged)?;
    let payload = Payload {
        msg: sealed,
        aad: header,
    };
    let plain = cipher(password, salt)?
        .decrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| KeyFileError::Password)?;
    let plain = Zeroizing::new(plain);
    match postcard::take_from_bytes(&plain) {
        Ok((content, [])) => Ok(content),
        _ => Err(KeyFileError::Damaged),
    }
}

fn check(said: &[u8]) -> [u8; CHECK] {
    let derived = blake3::derive_key(CHECKED, said);
    derived.first_chunk().copied().unwrap_or_default()
}

fn cipher(password: &str, salt: &[u8; SALT]) -> Result<XChaCha20Poly1305, KeyFileError> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(|_| KeyFileError::Memory)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, key.as_mut_slice())
        .map_err(|_| KeyFileError::Memory)?;
    Ok(XChaCha20Poly1305::new(&(*key).into()))
}
