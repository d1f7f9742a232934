//! The store in IndexedDB: one object store of binary keys, which IndexedDB compares byte by byte, and binary values.
//!
//! A batch is one transaction of strict durability, its requirements read inside it. IndexedDB lets one such transaction at a
//! time through, in all tabs, which makes the comparison and the writes one step.

mod connection;

pub(super) use connection::problem;

use crate::{
    messages::StoreProblem,
    store::{Batch, CommitError, Entry, Store},
};
use connection::{Connection, problem_named};
use indexed_db_futures::{
    Build, BuildPrimitive, KeyRange,
    database::Database,
    error::{Error, UnexpectedDataError},
    internals::SystemRepr,
    query_source::QuerySource,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions},
    typed_array::{Uint8Array, Uint8ArraySlice},
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsValue;

/// The database that a profile's documents lie in.
pub const DATABASE: &str = "samvev";
/// All that a [`Store`] keeps.
const ENTRIES: &str = "entries";
/// What does not leave this browser: see `secret`.
pub(super) const SECRETS: &str = "secrets";

/// A store in a database of this browser's profile. A clone is the same connection.
#[derive(Clone)]
pub struct IndexedDbStore {
    name: Rc<str>,
    connection: Rc<RefCell<Option<Connection>>>,
}

impl IndexedDbStore {
    /// Opens the profile's database; makes it where there is none.
    ///
    /// # Errors
    /// [`StoreProblem::Missing`] where the browser gives no IndexedDB (blocked, some private windows);
    /// [`StoreProblem::Full`], [`StoreProblem::Failed`].
    pub async fn open(name: &str) -> Result<Self, StoreProblem> {
        let store = Self {
            name: name.into(),
            connection: Rc::default(),
        };
        store.database().await?;
        Ok(store)
    }

    /// The open database; opened anew where the browser closed it: another tab upgrades it, somebody cleared the site's data.
    pub(super) async fn database(&self) -> Result<Database, StoreProblem> {
        if let Some(open) = self
            .connection
            .borrow()
            .as_ref()
            .filter(|open| open.is_open())
        {
            return Ok(open.database());
        }
        let connection = Connection::open(&self.name).await?;
        let database = connection.database();
        self.connection.replace(Some(connection));
        Ok(database)
    }

    /// Whether there are spaces in it. One that a key file led to, and of which nothing has come, is none.
    pub(super) async fn holds_spaces(&self) -> Result<bool, StoreProblem> {
        let listed = self.scan(crate::engine::SUMMARIES).await?;
        Ok(listed.iter().any(|(_, summary)| !summary.is_empty()))
    }

    /// After a failure the next try opens the database anew: some browsers lose the connection and do not say so.
    fn reopen_after<T>(&self, result: Result<T, StoreProblem>) -> Result<T, StoreProblem> {
        if matches!(result, Err(StoreProblem::Failed)) {
            self.connection.replace(None);
        }
        result
    }
}

impl Store for IndexedDbStore {
    async fn fetch(&self, keys: &[Vec<u8>]) -> Result<Vec<Entry>, StoreProblem> {
        let database = self.database().await?;
        self.reopen_after(
            fetch(&database, keys)
                .await
                .map_err(|error| problem(&error)),
        )
    }

    async fn scan(&self, prefix: &[u8]) -> Result<Vec<Entry>, StoreProblem> {
        let database = self.database().await?;
        self.reopen_after(
            scan(&database, prefix)
                .await
                .map_err(|error| problem(&error)),
        )
    }

    async fn commit(&self, batch: Batch) -> Result<(), CommitError> {
        let database = self.database().await?;
        match self.reopen_after(commit(&database, &batch).await)? {
            Done::Yes => Ok(()),
            Done::Conflict => Err(CommitError::Conflict),
        }
    }
}

async fn fetch(database: &Database, keys: &[Vec<u8>]) -> Result<Vec<Entry>, Error> {
    let transaction = database.transaction(ENTRIES).build()?;
    let values = read(&transaction, keys.iter()).await?;
    let found = keys.iter().zip(values);
    Ok(found
        .filter_map(|(key, value)| Some((key.clone(), value?)))
        .collect())
}

/// The keys' values, all asked for before the first is awaited.
async fn read(
    transaction: &Transaction<'_>,
    keys: impl Iterator<Item = &Vec<u8>>,
) -> Result<Vec<Option<Vec<u8>>>, Error> {
    let entries = transaction.object_store(ENTRIES)?;
    let requests = keys
        .map(|key| {
            entries
                .get::<Uint8Array, _, _>(Uint8ArraySlice::new(key))
                .primitive()
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let mut values = Vec::with_capacity(requests.len());
    for request in requests {
        values.push(request.await?.map(Into::into));
    }
    Ok(values)
}

async fn scan(database: &Database, prefix: &[u8]) -> Result<Vec<Entry>, Error> {
    let transaction = database.transaction(ENTRIES).build()?;
    let entries = transaction.object_store(ENTRIES)?;
    let range = begins_with(prefix);
    let keys = entries
        .get_all_keys::<JsValue>()
        .with_query::<Uint8Array, _>(range.clone())
        .primitive()?;
    let values = entries
        .get_all::<Uint8Array>()
        .with_query::<Uint8Array, _>(range)
        .primitive()?;
    let (keys, values) = (keys.await?, values.await?);
    keys.zip(values)
        .map(|(key, value)| Ok((js_sys::Uint8Array::new(&key?).to_vec(), value?.into())))
        .collect()
}

/// All keys from the prefix to the first that is greater than whatever begins with it.
fn begins_with(prefix: &[u8]) -> KeyRange<Uint8Array> {
    let from = Uint8Array::new(prefix.to_vec());
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if let Some(next) = last.checked_add(1) {
            end.push(next);
            return KeyRange::Bound(from, false, Uint8Array::new(end), true);
        }
    }
    KeyRange::LowerBound(from, false)
}

enum Done {
    Yes,
    Conflict,
}

async fn commit(database: &Database, batch: &Batch) -> Result<Done, StoreProblem> {
    let strict = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    let transaction = database
        .transaction(ENTRIES)
        .with_mode(TransactionMode::Readwrite)
        .with_options(strict)
        .build()
        .map_err(|error| problem(&error))?;
    if !holds(&transaction, batch)
        .await
        .map_err(|error| problem(&error))?
    {
        // Dropping a transaction rolls it back; there is nothing in it.
        return Ok(Done::Conflict);
    }
    write(&transaction, batch).map_err(|error| problem(&error))?;
    finish(transaction).await?;
    Ok(Done::Yes)
}

async fn holds(transaction: &Transaction<'_>, batch: &Batch) -> Result<bool, Error> {
    let values = read(transaction, batch.requires.iter().map(|(key, _)| key)).await?;
    let required = batch.requires.iter().map(|(_, value)| value);
    Ok(values.iter().eq(required))
}

/// Asks for all the writes; whether they were done is seen when the transaction is.
fn write(transaction: &Transaction<'_>, batch: &Batch) -> Result<(), Error> {
    let entries = transaction.object_store(ENTRIES)?;
    for (key, value) in &batch.writes {
        let key = Uint8ArraySlice::new(key);
        match value {
            Some(value) => drop(
                entries
                    .put(Uint8ArraySlice::new(value))
                    .with_key(key)
                    .without_key_type()
                    .primitive()?,
            ),
            None => drop(entries.delete(key).primitive()?),
        }
    }
    Ok(())
}

/// Commits. What stopped it is the transaction's own error, where the requests have none: a quota is felt only now.
pub(super) async fn finish(transaction: Transaction<'_>) -> Result<(), StoreProblem> {
    let outcome = transaction.as_sys().clone();
    transaction
        .commit()
        .await
        .map_err(|error| match (&error, outcome.error()) {
            (Error::MissingData(UnexpectedDataError::TransactionAborted), Some(reason)) => {
                problem_named(&reason.name())
            }
            _ => problem(&error),
        })
}
