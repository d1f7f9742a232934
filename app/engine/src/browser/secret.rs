//! The device's seed, from which its keys are made. It lies in IndexedDB, sealed with an AES-GCM key that WebCrypto keeps and
//! lets nobody read: a copy of the profile's files does not give the key away to whoever reads them without the browser.
//!
//! It is made once. Two tabs that make it at the same time both end with the one that was stored first.

use super::{
    indexed_db::{self, IndexedDbStore, SECRETS},
    scope,
};
use crate::messages::{Problem, StoreProblem};
use indexed_db_futures::{
    Build, BuildPrimitive,
    database::Database,
    error::Error,
    query_source::QuerySource,
    transaction::{TransactionDurability, TransactionMode, TransactionOptions},
};
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

/// A device's seed.
pub type Seed = Zeroizing<[u8; 32]>;

/// Under which it lies among the secrets.
const DEVICE: &str = "device";
/// Bound to what is sealed, so that no other secret stands in for it.
const PURPOSE: &[u8] = b"samvev device seed, version 1";

/// Why there is no seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// It could not be stored or read.
    #[error(transparent)]
    Store(#[from] StoreProblem),
    /// The browser gives no WebCrypto here: the address is not secure.
    #[error("the browser gives no cryptography here")]
    NoCryptography,
    /// The store holds spaces of this device.
    #[error("the store holds spaces of this device")]
    InUse,
    /// What is stored is not ours, or damaged, or the browser will not open it.
    #[error("the device's secret cannot be opened")]
    Damaged,
}

impl From<SecretError> for Problem {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::Store(problem) => Self::Store(problem),
            SecretError::NoCryptography => Self::Store(StoreProblem::Missing),
            SecretError::InUse => Self::NotEmpty,
            SecretError::Damaged => Self::Unreadable,
        }
    }
}

/// The device's seed: the one that is stored, else a new one, stored before it is returned.
///
/// # Errors
/// See [`SecretError`]. What is stored and cannot be opened is left as it is.
pub async fn device_seed(store: &IndexedDbStore) -> Result<Seed, SecretError> {
    let subtle = subtle()?;
    let database = store.database().await?;
    if let Some(stored) = stored(&database).await? {
        return open(&subtle, &stored).await;
    }
    let made = seal(&subtle, &new_seed()?).await?;
    let first = put(&database, &made, false).await?;
    open(&subtle, &first).await
}

/// Stores a seed in the place of the one that is there, unless the store holds spaces: those are the other device's.
///
/// # Errors
/// See [`SecretError`]. What was stored is there then.
pub async fn replace_seed(store: &IndexedDbStore, seed: &Seed) -> Result<(), SecretError> {
    let sealed = seal(&subtle()?, seed).await?;
    if store.holds_spaces().await? {
        return Err(SecretError::InUse);
    }
    put(&store.database().await?, &sealed, true).await?;
    Ok(())
}

/// A seed of no device's: for a browser that keeps nothing.
///
/// # Errors
/// [`SecretError::NoCryptography`]
pub fn new_seed() -> Result<Seed, SecretError> {
    let mut seed = Zeroizing::new([0; 32]);
    getrandom::fill(seed.as_mut_slice()).map_err(|_| SecretError::NoCryptography)?;
    Ok(seed)
}

fn subtle() -> Result<SubtleCrypto, SecretError> {
    let crypto = scope::global()
        .crypto()
        .map_err(|_| SecretError::NoCryptography)?;
    // Undefined where the address is not secure, whatever the binding's type says.
    let subtle: JsValue = crypto.subtle().into();
    subtle.dyn_into().map_err(|_| SecretError::NoCryptography)
}

async fn stored(database: &Database) -> Result<Option<JsValue>, StoreProblem> {
    let read = async {
        let transaction = database.transaction(SECRETS).build()?;
        let secrets = transaction.object_store(SECRETS)?;
        secrets.get::<JsValue, _, _>(DEVICE).primitive()?.await
    };
    read.await
        .map_err(|error: Error| indexed_db::problem(&error))
}

/// Stores a sealed seed; in the place of one that is there only if `over` says so. Answers what is stored then.
async fn put(database: &Database, made: &JsValue, over: bool) -> Result<JsValue, StoreProblem> {
    let write = async {
        let transaction = database
            .transaction(SECRETS)
            .with_mode(TransactionMode::Readwrite)
            .with_options(TransactionOptions::new().with_durability(TransactionDurability::Strict))
            .build()?;
        let secrets = transaction.object_store(SECRETS)?;
        let there: Option<JsValue> = secrets.get(DEVICE).primitive()?.await?;
        let there = there.filter(|_| !over);
        if there.is_none() {
            secrets
                .put(made.clone())
                .with_key(DEVICE)
                .without_key_type()
                .primitive()?;
        }
        drop(secrets);
        Ok((transaction, there))
    };
    let (transaction, there) = write
        .await
        .map_err(|error: Error| indexed_db::problem(&error))?;
    indexed_db::finish(transaction).await?;
    Ok(there.unwrap_or_else(|| made.clone()))
}

/// As it is stored: `{key, nonce, sealed}`.
async fn seal(subtle: &SubtleCrypto, seed: &Seed) -> Result<JsValue, SecretError> {
    let nonce = Uint8Array::from(new_seed()?.get(..12).unwrap_or_default());
    let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
    let key: CryptoKey = subtle
        .generate_key_with_object(&AesKeyGenParams::new("AES-GCM", 256), false, &usages)
        .map(JsFuture::from)
        .map_err(|_| SecretError::NoCryptography)?
        .await
        .and_then(JsCast::dyn_into)
        .map_err(|_| SecretError::NoCryptography)?;
    let sealed = subtle
        .encrypt_with_object_and_u8_array(&aes_gcm(&nonce), &key, seed.as_slice())
        .map(JsFuture::from)
        .map_err(|_| SecretError::NoCryptography)?
        .await
        .map_err(|_| SecretError::NoCryptography)?;
    let stored = Object::new();
    for (name, value) in [
        ("key", key.as_ref()),
        ("nonce", nonce.as_ref()),
        ("sealed", &sealed),
    ] {
        Reflect::set(&stored, &name.into(), value).map_err(|_| SecretError::Damaged)?;
    }
    Ok(stored.into())
}

async fn open(subtle: &SubtleCrypto, stored: &JsValue) -> Result<Seed, SecretError> {
    let part = |name: &str| Reflect::get(stored, &name.into()).map_err(|_| SecretError::Damaged);
    let key: CryptoKey = part("key")?.dyn_into().map_err(|_| SecretError::Damaged)?;
    let nonce: Uint8Array = part("nonce")?
        .dyn_into()
        .map_err(|_| SecretError::Damaged)?;
    let sealed: ArrayBuffer = part("sealed")?
        .dyn_into()
        .map_err(|_| SecretError::Damaged)?;
    let opened = subtle
        .decrypt_with_object_and_js_u8_array(&aes_gcm(&nonce), &key, &Uint8Array::new(&sealed))
        .map(JsFuture::from)
        .map_err(|_| SecretError::Damaged)?
        .await
        .map_err(|_| SecretError::Damaged)?;
    let opened = Uint8Array::new(&opened);
    let mut seed = Zeroizing::new([0; 32]);
    if opened.length() != 32 {
        return Err(SecretError::Damaged);
    }
    opened.copy_to(seed.as_mut_slice());
    Ok(seed)
}

fn aes_gcm(nonce: &Uint8Array) -> AesGcmParams {
    let algorithm = AesGcmParams::new_with_u8_array("AES-GCM", nonce);
    algorithm.set_additional_data_u8_array(&Uint8Array::from(PURPOSE));
    algorithm
}
