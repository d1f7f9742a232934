//! The store in IndexedDB: one object store of binary keys, which IndexedDB compares byte by byte, and binary values.
//!
//! A batch is one transaction of strict durability, its requirements read inside it. IndexedDB lets one such transaction at a
//! time through, in all tabs, which makes the comparison and the writes one step.

use crate::{
    messages::StoreProblem,
    store::{Batch, CommitError, Entry, Store},
};
use indexed_db_futures::{
    Build, BuildPrimitive, KeyRange,
    database::Database,
    error::{Error, OpenDbError, UnexpectedDataError},
    internals::SystemRepr,
    query_source::QuerySource,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions},
    typed_array::{Uint8Array, Uint8ArraySlice},
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// The database that a profile's documents lie in.
pub const DATABASE: &str = "samvev";
/// Of the database's layout: which object stores there are.
const VERSION: u32 = 1;
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
            .filter(|open| !open.closed.get())
        {
            return Ok(open.database.clone());
        }
        let connection = Connection::open(&self.name).await?;
        let database = connection.database.clone();
        self.connection.replace(Some(connection));
        Ok(database)
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

/// An open database, closed when it is dropped or when the browser asks for it.
struct Connection {
    database: Database,
    closed: Rc<Cell<bool>>,
    _on_close: Closure<dyn Fn()>,
}

impl Connection {
    async fn open(name: &str) -> Result<Self, StoreProblem> {
        let database = Database::open(name)
            .with_version(VERSION)
            .with_on_upgrade_needed(|_, database| {
                database.create_object_store(ENTRIES).build()?;
                database.create_object_store(SECRETS).build()?;
                Ok(())
            })
            .build()
            .map_err(|error| not_opened(&error))?
            .await
            .map_err(|error| not_opened(&error))?;
        let closed = Rc::new(Cell::new(false));
        let on_close = Closure::<dyn Fn()>::new({
            let (database, closed) = (database.clone(), Rc::clone(&closed));
            move || {
                closed.set(true);
                database.as_sys().close();
            }
        });
        let listener = Some(on_close.as_ref().unchecked_ref());
        database.as_sys().set_onversionchange(listener);
        database.as_sys().set_onclose(listener);
        Ok(Self {
            database,
            closed,
            _on_close: on_close,
        })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let database = self.database.as_sys();
        database.set_onversionchange(None);
        database.set_onclose(None);
        // Transactions under way are still carried out.
        database.close();
    }
}

fn not_opened(error: &OpenDbError) -> StoreProblem {
    match error {
        // `VersionZero` stands for whatever `indexedDB.open` throws, and our version is not zero: it is forbidden here.
        OpenDbError::VersionZero
        | OpenDbError::UnsupportedEnvironment
        | OpenDbError::NullFactory => StoreProblem::Missing,
        // Firefox says `InvalidStateError` where it gives none; `SecurityError` is said of blocked third parties.
        OpenDbError::Base(error) => match exception_name(error).as_deref() {
            Some("InvalidStateError" | "SecurityError" | "NotSupportedError") => {
                StoreProblem::Missing
            }
            _ => problem(error),
        },
    }
}

/// What an error means to whoever writes.
pub(super) fn problem(error: &Error) -> StoreProblem {
    exception_name(error).map_or(StoreProblem::Failed, |name| problem_named(&name))
}

fn problem_named(name: &str) -> StoreProblem {
    match name {
        "QuotaExceededError" => StoreProblem::Full,
        _ => StoreProblem::Failed,
    }
}

fn exception_name(error: &Error) -> Option<String> {
    match error {
        Error::DomException(exception) => AsRef::<JsValue>::as_ref(exception)
            .dyn_ref::<web_sys::DomException>()
            .map(web_sys::DomException::name),
        _ => None,
    }
}
