//! What every store must do, run on each of them; and what SQLite must do when it is killed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use proptest::prelude::*;
use samvev_protocol::{
    ids::{CircleId, DeviceId, DocumentId, EpochId, RecordId, SpaceId},
    keys::DeviceKeys,
    record::{Header, Kind, MAX_SEQUENCE, Record},
};
use samvev_worker::store::{Held, Keep, MemoryStore, SqliteStore, Store, StoreError, Totals};
use std::{fs, path::Path, sync::Arc};

const SPACE: SpaceId = SpaceId::from_bytes([1; 32]);
const OTHER: SpaceId = SpaceId::from_bytes([2; 32]);

fn record(space: SpaceId, kind: Kind, sequence: u64, body: &[u8]) -> Arc<Record> {
    let header = Header {
        kind,
        space,
        circle: CircleId::from_bytes([sequence as u8; 16]),
        document: DocumentId::NONE,
        epoch: EpochId::NONE,
        author: DeviceId::from_bytes([0; 32]),
        sequence,
        parents: Vec::new(),
        authority: Vec::new(),
    };
    Arc::new(Record::sign(header, body.to_vec(), &DeviceKeys::from_seed(&[5; 32])).unwrap())
}

fn at(stored_at: u64, records: &[Arc<Record>]) -> Vec<Keep> {
    records
        .iter()
        .map(|record| Keep {
            record: Arc::clone(record),
            stored_at,
        })
        .collect()
}

fn held(record: &Record, stored_at: u64) -> Held {
    Held {
        id: record.id(),
        circle: record.header().circle,
        document: record.header().document,
        size: record.bytes().len(),
        stored_at,
        plain: (record.header().kind != Kind::Changes).then(|| record.bytes().to_vec()),
    }
}

/// Runs a test of the suite on every store.
fn on_every_store(test: impl Fn(&dyn Store)) {
    test(&MemoryStore::default());
    let directory = tempfile::tempdir().unwrap();
    test(&SqliteStore::open_dir(directory.path()).unwrap());
}

#[test]
fn an_empty_store_holds_nothing_and_says_so() {
    on_every_store(|store| {
        assert_eq!(store.open(SPACE), Ok(Vec::new()));
        assert_eq!(
            store.load(SPACE, &[RecordId::from_bytes([1; 32])]),
            Ok(Vec::new())
        );
        assert_eq!(store.totals(), Ok(Totals::default()));
        assert_eq!(store.keep(&[]), Ok(()));
    });
}

#[test]
fn what_is_kept_is_held_in_the_order_it_came_and_loaded_byte_for_byte() {
    on_every_store(|store| {
        let all = [
            record(SPACE, Kind::Grant, 3, b"a grant"),
            record(SPACE, Kind::Changes, MAX_SEQUENCE, &[0; 100_000]),
            record(SPACE, Kind::Epoch, 1, b""),
            record(SPACE, Kind::Changes, 2, b"\0\xff"),
        ];
        store.keep(&at(10, &all[..2])).unwrap();
        store.keep(&at(20, &all[2..])).unwrap();
        let expected: Vec<_> = all
            .iter()
            .zip([10, 10, 20, 20])
            .map(|(record, stored_at)| held(record, stored_at))
            .collect();
        assert_eq!(store.open(SPACE).unwrap(), expected);
        let asked = [
            all[3].id(),
            RecordId::from_bytes([9; 32]),
            all[0].id(),
            all[1].id(),
        ];
        let bytes = |n: usize| all[n].bytes().to_vec();
        assert_eq!(
            store.load(SPACE, &asked).unwrap(),
            [bytes(3), bytes(0), bytes(1)]
        );
        let sizes = all.iter().map(|record| record.bytes().len() as u64).sum();
        assert_eq!(
            store.totals().unwrap(),
            Totals {
                spaces: 1,
                records: 4,
                bytes: sizes
            }
        );
    });
}

#[test]
fn a_record_is_kept_once_with_the_time_it_first_came() {
    on_every_store(|store| {
        let one = record(SPACE, Kind::Grant, 1, b"invitation");
        store
            .keep(&at(10, &[Arc::clone(&one), Arc::clone(&one)]))
            .unwrap();
        store.keep(&at(99, &[Arc::clone(&one)])).unwrap();
        assert_eq!(store.open(SPACE).unwrap(), [held(&one, 10)]);
        assert_eq!(store.totals().unwrap().records, 1);
    });
}

#[test]
fn what_is_retired_is_gone_and_the_rest_stays_as_it_was() {
    on_every_store(|store| {
        let all: Vec<_> = (1..4)
            .map(|n| record(SPACE, Kind::Changes, n, &[n as u8; 100]))
            .collect();
        let other = record(OTHER, Kind::Changes, 1, b"there");
        store.keep(&at(10, &all)).unwrap();
        store.keep(&at(10, &[Arc::clone(&other)])).unwrap();
        let unknown = RecordId::from_bytes([9; 32]);
        let retired = [all[0].id(), unknown, all[2].id(), other.id()];
        store.retire(SPACE, &retired).unwrap();
        store.retire(SPACE, &retired).unwrap();
        assert_eq!(store.open(SPACE).unwrap(), [held(&all[1], 10)]);
        assert_eq!(store.open(OTHER).unwrap(), [held(&other, 10)]);
        assert_eq!(store.load(SPACE, &retired), Ok(Vec::new()));
        // It would be taken again: that is for the relay to judge.
        store.keep(&at(20, &all[..1])).unwrap();
        assert_eq!(store.open(SPACE).unwrap()[1], held(&all[0], 20));
    });
}

#[test]
fn sqlite_leaves_nothing_of_what_is_retired_on_the_disk() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_dir(directory.path()).unwrap();
    let words = b"what somebody sealed, over and over".repeat(2_000);
    let (gone, kept) = (
        record(SPACE, Kind::Changes, 1, &words),
        record(SPACE, Kind::Changes, 2, b"what is kept, too"),
    );
    store.keep(&at(10, &[Arc::clone(&gone)])).unwrap();
    store.keep(&at(10, &[Arc::clone(&kept)])).unwrap();
    let on_disk = |words: &[u8]| {
        let files = fs::read_dir(directory.path()).unwrap();
        let mut files = files.map(|file| fs::read(file.unwrap().path()).unwrap());
        files.any(|bytes| bytes.windows(words.len()).any(|some| some == words))
    };
    assert!(on_disk(&words[..35]) && on_disk(b"what is kept, too"));
    store.retire(SPACE, &[gone.id()]).unwrap();
    assert!(!on_disk(&words[..35]) && on_disk(b"what is kept, too"));
}

#[test]
fn spaces_do_not_see_each_other() {
    on_every_store(|store| {
        let (here, there) = (
            record(SPACE, Kind::Changes, 1, b"here"),
            record(OTHER, Kind::Changes, 1, b"there"),
        );
        store
            .keep(&at(1, &[Arc::clone(&here), Arc::clone(&there)]))
            .unwrap();
        assert_eq!(store.open(SPACE).unwrap(), [held(&here, 1)]);
        assert_eq!(store.open(OTHER).unwrap(), [held(&there, 1)]);
        assert_eq!(store.load(SPACE, &[there.id()]), Ok(Vec::new()));
        assert_eq!(store.totals().unwrap().spaces, 2);
    });
}

#[test]
fn a_founding_lies_in_the_space_that_it_makes() {
    on_every_store(|store| {
        let founding = record(SpaceId::NONE, Kind::Founding, 1, b"founding");
        store.keep(&at(1, &[Arc::clone(&founding)])).unwrap();
        assert_eq!(
            store.open(SpaceId::from(founding.id())).unwrap(),
            [held(&founding, 1)]
        );
        assert_eq!(store.open(SpaceId::NONE).unwrap(), []);
    });
}

#[test]
fn sqlite_finds_all_again_when_it_is_opened_anew() {
    let directory = tempfile::tempdir().unwrap();
    let all: Vec<_> = (1..50)
        .map(|n| record(SPACE, Kind::Changes, n, &[n as u8; 500]))
        .collect();
    SqliteStore::open_dir(directory.path())
        .unwrap()
        .keep(&at(7, &all))
        .unwrap();
    let again = SqliteStore::open_dir(directory.path()).unwrap();
    let expected: Vec<_> = all.iter().map(|record| held(record, 7)).collect();
    assert_eq!(again.open(SPACE).unwrap(), expected);
}

#[test]
fn one_directory_is_one_process_and_a_later_schema_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_dir(directory.path()).unwrap();
    assert_eq!(
        SqliteStore::open_dir(directory.path()).err(),
        Some(StoreError::InUse)
    );
    drop(store);
    let file = rusqlite::Connection::open(directory.path().join("records.sqlite")).unwrap();
    file.pragma_update(None, "user_version", 2).unwrap();
    drop(file);
    assert_eq!(
        SqliteStore::open_dir(directory.path()).err(),
        Some(StoreError::Newer(2))
    );
}

#[test]
fn a_directory_that_cannot_be_used_is_said() {
    let directory = tempfile::tempdir().unwrap();
    let taken = directory.path().join("a file");
    fs::write(&taken, b"").unwrap();
    assert!(matches!(
        SqliteStore::open_dir(&taken),
        Err(StoreError::Failed(_))
    ));
}

#[test]
fn the_schema_holds_what_a_relay_may_read_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    drop(SqliteStore::open_dir(directory.path()).unwrap());
    let file = rusqlite::Connection::open(directory.path().join("records.sqlite")).unwrap();
    let mut tables = file.prepare("SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'").unwrap();
    let columns: Vec<(String, String)> = tables
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let expected = [
        "arrival",
        "space",
        "id",
        "kind",
        "circle",
        "document",
        "author",
        "sequence",
        "stored_at",
        "bytes",
    ];
    assert_eq!(
        columns,
        expected.map(|column| ("records".to_owned(), column.to_owned()))
    );
}

/// Copies what a killed process leaves behind: the database and its write-ahead log, the log cut off somewhere.
fn leave_behind(from: &Path, to: &Path, cut: f64) {
    fs::copy(from.join("records.sqlite"), to.join("records.sqlite")).unwrap();
    let log = fs::read(from.join("records.sqlite-wal")).unwrap();
    let kept = (log.len() as f64 * cut) as usize;
    fs::write(to.join("records.sqlite-wal"), &log[..kept]).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// However the log is cut, what is found is whole commits from the first on, each record as it came; and more can be
    /// kept. An uncut log has them all.
    #[test]
    fn sqlite_finds_whole_commits_after_a_crash(sizes in proptest::collection::vec(1..6usize, 1..12), cut in 0.0..=1.0f64) {
        let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let store = SqliteStore::open_dir(before.path()).unwrap();
        let mut sequence = 0;
        let commits: Vec<Vec<_>> = sizes
            .iter()
            .map(|size| {
                (0..*size)
                    .map(|_| {
                        sequence += 1;
                        record(SPACE, Kind::Changes, sequence, &[sequence as u8; 900])
                    })
                    .collect()
            })
            .collect();
        for commit in &commits {
            store.keep(&at(1, commit)).unwrap();
        }
        for cut in [cut, 1.0] {
            leave_behind(before.path(), after.path(), cut);
            // The schema itself may be what was cut off; then the store begins anew.
            let again = SqliteStore::open_dir(after.path()).unwrap();
            let found: Vec<_> = again.open(SPACE).unwrap().into_iter().map(|held| held.id).collect();
            let ends: Vec<_> = (0..=commits.len())
                .map(|n| commits[..n].iter().flatten().map(|record| record.id()).collect::<Vec<_>>())
                .collect();
            prop_assert!(ends.contains(&found), "{} records are no whole number of commits", found.len());
            if cut == 1.0 {
                prop_assert_eq!(Some(&found), ends.last());
            }
            again.keep(&at(2, &commits.concat())).unwrap();
            prop_assert_eq!(again.open(SPACE).unwrap().len(), commits.concat().len());
            drop(again);
            for file in fs::read_dir(after.path()).unwrap() {
                fs::remove_file(file.unwrap().path()).unwrap();
            }
        }
    }
}
