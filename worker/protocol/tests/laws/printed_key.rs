//! A recovery key on paper.

use crate::seeded::Seeded;
use proptest::prelude::*;
use samvev_protocol::{
    ids::SpaceId,
    printed_key::{PrintedKey, PrintedKeyError, ROWS},
};

const LETTERS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn made(seed: u64) -> PrintedKey {
    let mut space = [0; SpaceId::LENGTH];
    space
        .iter_mut()
        .zip(seed.to_le_bytes().iter().cycle())
        .for_each(|(to, from)| *to = *from);
    PrintedKey::generate(SpaceId::from_bytes(space), &mut Seeded::new(seed))
}

fn rows(key: &PrintedKey) -> Vec<String> {
    key.rows().iter().map(|row| row.to_string()).collect()
}

fn error(typed: &str) -> Option<PrintedKeyError> {
    PrintedKey::read(typed).err()
}

#[test]
fn a_key_of_the_first_version_reads_as_it_did() {
    let printed = PRINTED.join("\n");
    let key = PrintedKey::read(&printed).unwrap();
    assert_eq!(rows(&key), PRINTED);
    assert_eq!(key.keys().device().to_string(), DEVICE);
    assert_eq!(rows(&made(1)), PRINTED, "made of the same randomness");
}

const PRINTED: [&str; ROWS] = [
    "04D0 T4G1 D6CY 8XM5",
    "9VBJ Q8K9 BHGC G20C",
    "0000 0000 0004 000H",
    "0000 0000 0800 000Y",
    "0000 000G 0000 000X",
    "0006 DBNZ M6PN W9G7",
];
const DEVICE: &str = "f177e919701b1dacfcb3a1bdacbc2d6dc9daa9009ed1194fdeda7f97ebc9b83a";

proptest! {
    #[test]
    fn a_printed_key_reads_back_however_it_is_typed(seed in any::<u64>(), style in 0..5) {
        let key = made(seed);
        let rows = rows(&key);
        prop_assert_eq!(rows.len(), ROWS);
        let typed = match style {
            0 => rows.join("\n"),
            1 => rows.concat().to_lowercase(),
            2 => rows.join("\r\n\r\n  ").replace(' ', "-"),
            3 => rows.join("\n").replace('0', "o").replace('1', "l"),
            _ => rows.join(" ").replace('1', "I"),
        };
        let read = PrintedKey::read(&typed).unwrap();
        prop_assert_eq!(read.space(), key.space());
        prop_assert_eq!(read.keys().device(), key.keys().device());
        prop_assert_eq!(self::rows(&read), rows);
    }

    #[test]
    fn a_letter_that_is_typed_wrong_is_told_by_its_row(
        seed in any::<u64>(), row in 0..ROWS, at in 0..16_usize, other in 0..32_usize,
    ) {
        let mut rows = rows(&made(seed));
        let mut letters: Vec<char> = rows[row].chars().filter(|one| *one != ' ').collect();
        let was = letters[at];
        letters[at] = LETTERS.chars().nth(other).unwrap();
        prop_assume!(was != letters[at]);
        rows[row] = letters.iter().collect();
        prop_assert_eq!(error(&rows.join("\n")), Some(PrintedKeyError::Row(row + 1)));
        prop_assert_eq!(error(&rows.concat()), Some(PrintedKeyError::Row(row + 1)));
        // A letter left out, one too many, and one that no key has.
        for wrong in [letters[1..].iter().collect(), format!("{}7", letters.iter().collect::<String>()), "Å".repeat(16)] {
            rows[row] = wrong;
            prop_assert_eq!(error(&rows.join("\n")), Some(PrintedKeyError::Row(row + 1)));
        }
    }

    #[test]
    fn letters_and_rows_that_change_places_are_told(seed in any::<u64>(), row in 0..ROWS, at in 0..15_usize) {
        let original = rows(&made(seed));
        let mut letters: Vec<char> = original[row].chars().filter(|one| *one != ' ').collect();
        if letters[at] != letters[at + 1] {
            letters.swap(at, at + 1);
            let mut rows = original.clone();
            rows[row] = letters.iter().collect();
            prop_assert_eq!(error(&rows.join("\n")), Some(PrintedKeyError::Row(row + 1)));
        }
        let mut rows = original.clone();
        rows.swap(row, (row + 1) % ROWS);
        prop_assert!(matches!(error(&rows.join("\n")), Some(PrintedKeyError::Row(_))));
    }

    #[test]
    fn a_key_that_is_not_whole_or_of_several_is_told(seed in any::<u64>(), row in 0..ROWS) {
        let mut rows = rows(&made(seed));
        prop_assert_eq!(error(&rows[..row].join("\n")), Some(PrintedKeyError::Missing(row + 1)));
        let others = self::rows(&made(seed ^ 1));
        let twice = [rows.clone(), others.clone()].concat();
        prop_assert_eq!(error(&twice.join("\n")), Some(PrintedKeyError::Long));
        prop_assume!(rows[row] != others[row]);
        rows[row] = others[row].clone();
        prop_assert_eq!(error(&rows.join("\n")), Some(PrintedKeyError::Mixed));
    }

    #[test]
    fn whatever_is_typed_is_read_or_told(typed in any::<String>(), letters in "[0-9A-Z \n-]{0,150}") {
        prop_assert!(error(&typed).is_some());
        prop_assert!(error(&letters).is_some());
    }
}
