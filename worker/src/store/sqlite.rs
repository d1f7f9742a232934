//! The store of a native relay: SQLite in write-ahead mode, each commit on the disk before it is acknowledged.

use super::{Held, Keep, PLAIN_KINDS, Store, StoreError, Totals};
use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};
use samvev_protocol::ids::{CircleId, DocumentId, RecordId, SpaceId};
use std::{
    fs::{File, TryLockError},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The version of the schema below. A later one migrates; an unknown one is refused.
const SCHEMA_VERSION: i64 = 1;
const SCHEMA: &str = "
    CREATE TABLE records (
        arrival   INTEGER PRIMARY KEY,
        space     BLOB NOT NULL,
        id        BLOB NOT NULL,
        kind      INTEGER NOT NULL,
        circle    BLOB NOT NULL,
        document  BLOB NOT NULL,
        author    BLOB NOT NULL,
        sequence  INTEGER NOT NULL,
        stored_at INTEGER NOT NULL,
        bytes     BLOB NOT NULL,
        UNIQUE (space, id)
    ) STRICT;
";

/// Records in `records.sqlite` of a data directory. Only one process at a time has the directory.
pub struct SqliteStore {
    // One connection writes and one reads, so that who catches up does not wait for who writes, nor the other way.
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    _lock: File,
}

impl SqliteStore {
    /// Opens the store of a data directory, which is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::Newer`], or what the disk says.
    pub fn open_dir(data: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(data).map_err(disk)?;
        let lock = File::create(data.join("lock")).map_err(disk)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => return Err(disk(error)),
        }
        let file = data.join("records.sqlite");
        let mut writer = connect(&file)?;
        migrate(&mut writer)?;
        let reader = connect(&file)?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(Self {
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            _lock: lock,
        })
    }

    fn reader(&self) -> MutexGuard<'_, Connection> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn connect(file: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    match found {
        0 => {
            transaction.execute_batch(SCHEMA)?;
            transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        }
        SCHEMA_VERSION => {}
        newer => return Err(StoreError::Newer(newer)),
    }
    Ok(transaction.commit()?)
}

impl Store for SqliteStore {
    fn keep(&self, records: &[Keep]) -> Result<(), StoreError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut insert = transaction.prepare_cached(
                "INSERT OR IGNORE INTO records (space, id, kind, circle, document, author, sequence, stored_at, bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?;
            for Keep { record, stored_at } in records {
                let header = record.header();
                insert.execute(params![
                    record.space().as_bytes(),
                    record.id().as_bytes(),
                    header.kind as u8,
                    header.circle.as_bytes(),
                    header.document.as_bytes(),
                    header.author.as_bytes(),
                    header.sequence.cast_signed(),
                    stored_at.cast_signed(),
                    record.bytes(),
                ])?;
            }
        }
        Ok(transaction.commit()?)
    }

    fn open(&self, space: SpaceId) -> Result<Vec<Held>, StoreError> {
        let reader = self.reader();
        let plain = PLAIN_KINDS.map(|kind| (kind as u8).to_string()).join(", ");
        let mut select = reader.prepare_cached(&format!(
            "SELECT id, circle, document, length(bytes), stored_at, CASE WHEN kind IN ({plain}) THEN bytes END
             FROM records WHERE space = ?1 ORDER BY arrival",
        ))?;
        let asked = params![space.as_bytes()];
        let rows = select.query_map(asked, |row| {
            Ok(Held {
                id: RecordId::from_bytes(row.get(0)?),
                circle: CircleId::from_bytes(row.get(1)?),
                document: DocumentId::from_bytes(row.get(2)?),
                size: row.get::<_, u32>(3)? as usize,
                stored_at: row.get::<_, i64>(4)?.cast_unsigned(),
                plain: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn load(&self, space: SpaceId, records: &[RecordId]) -> Result<Vec<Vec<u8>>, StoreError> {
        let reader = self.reader();
        let mut select =
            reader.prepare_cached("SELECT bytes FROM records WHERE space = ?1 AND id = ?2")?;
        let mut found = Vec::with_capacity(records.len());
        for id in records {
            found.extend(
                select
                    .query_row(params![space.as_bytes(), id.as_bytes()], |row| {
                        row.get::<_, Vec<u8>>(0)
                    })
                    .optional()?,
            );
        }
        Ok(found)
    }

    fn retire(&self, space: SpaceId, records: &[RecordId]) -> Result<(), StoreError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut delete =
                transaction.prepare_cached("DELETE FROM records WHERE space = ?1 AND id = ?2")?;
            for id in records {
                delete.execute(params![space.as_bytes(), id.as_bytes()])?;
            }
        }
        transaction.commit()?;
        // The log has them too.
        let busy: i64 =
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        match busy {
            0 => Ok(()),
            _ => Err(StoreError::Failed("the log is being read".to_owned())),
        }
    }

    fn totals(&self) -> Result<Totals, StoreError> {
        let counted =
            "SELECT count(DISTINCT space), count(*), coalesce(sum(length(bytes)), 0) FROM records";
        let totals = self.reader().query_row(counted, [], |row| {
            Ok(Totals {
                spaces: row.get::<_, i64>(0)?.cast_unsigned(),
                records: row.get::<_, i64>(1)?.cast_unsigned(),
                bytes: row.get::<_, i64>(2)?.cast_unsigned(),
            })
        })?;
        Ok(totals)
    }
}

fn disk(error: std::io::Error) -> StoreError {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Failed(error.to_string()),
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Failed(error.to_string()),
        }
    }
}
