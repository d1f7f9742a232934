//! The key file.

use crate::seeded::{Seeded, keys};
use proptest::{prelude::*, sample::Index};
use samvev_protocol::{
    ids::SpaceId,
    key_file::{Archive, KeyFile, KeyFileError},
};
use std::sync::LazyLock;

const PASSWORD: &str = "blåbær og fjellørret";

/// Made once: a password takes its time.
static FILE: LazyLock<Vec<u8>> =
    LazyLock::new(|| made().seal(PASSWORD, &mut Seeded::new(3)).unwrap());

fn made() -> KeyFile {
    let space = |n| SpaceId::from_bytes([n; 32]);
    KeyFile {
        keys: keys(4),
        spaces: vec![
            (space(1), vec!["wss://samvev.example.no/ws".to_owned()]),
            (space(2), Vec::new()),
        ],
    }
}

fn why(file: &[u8], password: &str) -> Option<KeyFileError> {
    KeyFile::open(file, password).err()
}

#[test]
fn a_key_file_opens_with_its_password_alone() {
    let opened = KeyFile::open(&FILE, PASSWORD).unwrap();
    assert_eq!(opened.keys.seed(), made().keys.seed());
    assert_eq!(opened.spaces, made().spaces);
    for other in ["", "blåbær og fjellørre", "Blåbær og fjellørret"] {
        assert_eq!(why(&FILE, other), Some(KeyFileError::Password));
    }
    let seed = made().keys.seed();
    let holds = |part: &[u8]| FILE.windows(part.len()).any(|some| some == part);
    assert!(!holds(&seed[..8]) && !holds(b"samvev.example"));
}

#[test]
fn two_files_of_one_device_have_nothing_sealed_in_common() {
    let other = made().seal(PASSWORD, &mut Seeded::new(4)).unwrap();
    let common = FILE
        .iter()
        .zip(&other)
        .take_while(|(one, other)| one == other)
        .count();
    assert!(common < 24, "{common}");
    assert_ne!(FILE[FILE.len() - 60..], other[other.len() - 60..]);
}

#[test]
fn an_archive_gives_back_the_device_and_every_record() {
    let home = crate::seeded::Home::new(1);
    let archive = || Archive {
        device: made(),
        records: home.founded.records.clone(),
    };
    let file = archive().seal(PASSWORD, &mut Seeded::new(3)).unwrap();
    assert!(Archive::is_one(&file));
    let opened = Archive::open(&file, PASSWORD).unwrap();
    assert_eq!(opened.device.keys.seed(), made().keys.seed());
    assert_eq!(opened.device.spaces, made().spaces);
    assert!(opened.records == home.founded.records);
    let why = |file: &[u8], password: &str| Archive::open(file, password).err();
    assert_eq!(
        why(&file, "noe annet enn det"),
        Some(KeyFileError::Password)
    );
    for at in [20, 60, file.len() / 2, file.len() - 1] {
        let mut altered = file.clone();
        altered[at] ^= 1;
        assert_eq!(why(&altered, PASSWORD), Some(KeyFileError::Damaged));
        assert_eq!(why(&file[..at], PASSWORD), Some(KeyFileError::Damaged));
    }
    assert_eq!(why(b"", PASSWORD), Some(KeyFileError::Other));
}

#[test]
fn a_key_file_is_no_archive_nor_the_other_way_round() {
    assert!(!Archive::is_one(&FILE));
    assert_eq!(
        Archive::open(&FILE, PASSWORD).err(),
        Some(KeyFileError::Other)
    );
    let archive = Archive {
        device: made(),
        records: Vec::new(),
    };
    let file = archive.seal(PASSWORD, &mut Seeded::new(3)).unwrap();
    assert_eq!(why(&file, PASSWORD), Some(KeyFileError::Other));
}

#[test]
fn what_is_no_key_file_or_of_a_later_version_is_told_apart() {
    assert_eq!(why(b"", PASSWORD), Some(KeyFileError::Other));
    assert_eq!(
        why(b"PK\x03\x04 a Word file", PASSWORD),
        Some(KeyFileError::Other)
    );
    let magic = "samvev nøkkelfil\0".len();
    let mut newer = FILE[..FILE.len() - 8].to_vec();
    newer[magic] = 2;
    newer.truncate(magic + 40);
    let check = blake3::derive_key("samvev 2026-11 key file check v1", &newer);
    newer.extend_from_slice(&check[..8]);
    assert_eq!(why(&newer, PASSWORD), Some(KeyFileError::Newer));
    newer[magic] = 1;
    assert_eq!(why(&newer, PASSWORD), Some(KeyFileError::Damaged));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_key_file_with_any_byte_altered_or_cut_anywhere_is_refused(at: Index, by in 1..=255_u8, cut: bool) {
        let at = at.index(FILE.len());
        let mut file = FILE.clone();
        if cut {
            file.truncate(at);
        } else {
            file[at] ^= by;
        }
        prop_assert!(matches!(why(&file, PASSWORD), Some(KeyFileError::Damaged | KeyFileError::Other)));
    }
}
