//! The printed key: a recovery key as letters on a sheet of paper, to be typed in again (PROTOCOL.md §15).

use crate::{ids::SpaceId, keys::DeviceKeys};
use rand_core::CryptoRng;
use zeroize::{Zeroize, Zeroizing};

/// The only version there is.
const VERSION: u8 = 1;
const SECRET: usize = 16;
const CHECK: usize = 7;
/// Version, secret and space; with the check behind them they fill the rows but for two bits.
const SAID: usize = 1 + SECRET + SpaceId::LENGTH;
const CHECKED: &str = "samvev 2026-11 printed key check v1";
const SEED: &str = "samvev 2026-11 printed key seed v1";
/// How many rows there are.
pub const ROWS: usize = 6;
/// Letters of a row, with the one that checks it.
const ROW: usize = 16;
/// Letters that stand together.
const GROUP: usize = 4;
/// Digits and letters that are not mistaken for each other (Crockford's base 32): no I, L, O or U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A key as it is printed, and the space that it opens.
pub struct PrintedKey {
    secret: Zeroizing<[u8; SECRET]>,
    space: SpaceId,
}

/// Why what was typed is no printed key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PrintedKeyError {
    /// This row, counted from one, has a letter wrong, too many or too few.
    #[error("row {0} is not as it was printed")]
    Row(usize),
    /// From this row on, counted from one, nothing is typed.
    #[error("row {0} is missing")]
    Missing(usize),
    /// There are more rows than there can be.
    #[error("there are more rows than a key has")]
    Long,
    /// Each row is right by itself, and the whole is not: rows of several keys, perhaps.
    #[error("the rows are not of one key")]
    Mixed,
    /// Made by a later version.
    #[error("the key is of a newer version")]
    Newer,
}

impl PrintedKey {
    /// A new key for a space.
    pub fn generate(space: SpaceId, rng: &mut impl CryptoRng) -> Self {
        let mut secret = Zeroizing::new([0; SECRET]);
        rng.fill_bytes(secret.as_mut_slice());
        Self { secret, space }
    }

    /// The space that it opens.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// The keys that it stands for.
    pub fn keys(&self) -> DeviceKeys {
        let said = Zeroizing::new([self.secret.as_slice(), self.space.as_bytes()].concat());
        let seed = Zeroizing::new(blake3::derive_key(SEED, &said));
        DeviceKeys::from_seed(&seed)
    }

    /// The rows as they are printed, each in four groups of four.
    pub fn rows(&self) -> Vec<Zeroizing<String>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(SAID + CHECK));
        bytes.push(VERSION);
        bytes.extend_from_slice(self.secret.as_slice());
        bytes.extend_from_slice(self.space.as_bytes());
        let check = check(&bytes);
        bytes.extend_from_slice(&check);
        let values = fives(&bytes);
        let row = |(number, values): (usize, &[u8])| {
            let check = row_check(number, values);
            let mut text = Zeroizing::new(String::with_capacity(ROW + ROW / GROUP));
            for (at, value) in values.iter().chain([&check]).enumerate() {
                if at > 0 && at % GROUP == 0 {
                    text.push(' ');
                }
                text.extend(
                    LETTERS
                        .get(usize::from(*value))
                        .map(|letter| char::from(*letter)),
                );
            }
            text
        };
        values.chunks(ROW - 1).enumerate().map(row).collect()
    }

    /// Reads what was typed: capital or small, with any spaces and hyphens, an O for a 0 and an I or L for a 1. In rows, or all in one.
    ///
    /// # Errors
    /// See [`PrintedKeyError`]. The rows are looked at before the whole, and the whole before the version.
    pub fn read(typed: &str) -> Result<Self, PrintedKeyError> {
        let rows = parted(typed);
        if rows.len() > ROWS {
            return Err(PrintedKeyError::Long);
        }
        let mut values = Zeroizing::new(Vec::with_capacity(ROWS * (ROW - 1)));
        for (number, row) in rows.iter().enumerate() {
            let wrong = PrintedKeyError::Row(number + 1);
            let said: Option<Vec<u8>> = row.chars().map(value).collect();
            let said = Zeroizing::new(said.ok_or(wrong)?);
            let (last, said) = said.split_last().ok_or(wrong)?;
            if said.len() != ROW - 1 || row_check(number, said) != *last {
                return Err(wrong);
            }
            values.extend_from_slice(said);
        }
        if rows.len() < ROWS {
            return Err(PrintedKeyError::Missing(rows.len() + 1));
        }
        let bytes = eights(&values);
        let (said, found) = bytes
            .split_last_chunk::<CHECK>()
            .ok_or(PrintedKeyError::Mixed)?;
        let leftover = values.last().is_some_and(|last| last & 0b11 != 0);
        if check(said) != *found || leftover {
            return Err(PrintedKeyError::Mixed);
        }
        let (version, rest) = said.split_first().ok_or(PrintedKeyError::Mixed)?;
        if *version != VERSION {
            return Err(PrintedKeyError::Newer);
        }
        let (secret, space) = rest
            .split_first_chunk::<SECRET>()
            .ok_or(PrintedKeyError::Mixed)?;
        let space = space.try_into().map_err(|_| PrintedKeyError::Mixed)?;
        Ok(Self {
            secret: Zeroizing::new(*secret),
            space: SpaceId::from_bytes(space),
        })
    }
}

/// The rows of what was typed, without what stands between letters. What is typed in one line is parted where rows end.
fn parted(typed: &str) -> Vec<Zeroizing<String>> {
    let plain = |line: &str| {
        let letters = line
            .chars()
            .filter(|one| !one.is_whitespace() && !matches!(one, '-' | '–'));
        Zeroizing::new(letters.collect::<String>())
    };
    let lines: Vec<Zeroizing<String>> = typed
        .lines()
        .map(plain)
        .filter(|line| !line.is_empty())
        .collect();
    match lines.as_slice() {
        [line] => {
            let letters = Zeroizing::new(line.chars().collect::<Vec<char>>());
            let row = |row: &[char]| Zeroizing::new(row.iter().collect::<String>());
            letters.chunks(ROW).map(row).collect()
        }
        _ => lines,
    }
}

fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    let at = LETTERS.iter().position(|one| char::from(*one) == letter)?;
    u8::try_from(at).ok()
}

/// A letter that is another if any one letter of the row is, if two beside each other change places, or if the row stands in another's
/// place: a weighted sum in the field of 32 elements (x⁵ + x² + 1), where each place has a weight of its own.
fn row_check(number: usize, values: &[u8]) -> u8 {
    let begin = u8::try_from(number % 32).unwrap_or_default();
    values.iter().fold(begin, |sum, value| doubled(sum ^ value))
}

/// Times x.
fn doubled(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0b10_0000 == 0 {
        shifted
    } else {
        shifted ^ 0b10_0101
    }
}

/// Bytes as numbers of five bits, the last filled up with zeros.
fn fives(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    regrouped(bytes, 8, 5, true)
}

/// Numbers of five bits as bytes, without what is left over.
fn eights(values: &[u8]) -> Zeroizing<Vec<u8>> {
    regrouped(values, 5, 8, false)
}

fn regrouped(from: &[u8], bits: u32, to: u32, fills_up: bool) -> Zeroizing<Vec<u8>> {
    let mut all = Zeroizing::new(Vec::with_capacity(from.len() * 2));
    let (mut held, mut count) = (0_u32, 0);
    for value in from {
        held = held << bits | u32::from(*value);
        count += bits;
        while count >= to {
            count -= to;
            all.push(low(held >> count, to));
        }
        held &= (1 << count) - 1;
    }
    if fills_up && count > 0 {
        all.push(low(held << (to - count), to));
    }
    held.zeroize();
    all
}

fn low(value: u32, bits: u32) -> u8 {
    u8::try_from(value & ((1 << bits) - 1)).unwrap_or_default()
}

fn check(said: &[u8]) -> [u8; CHECK] {
    let derived = blake3::derive_key(CHECKED, said);
    derived.first_chunk().copied().unwrap_or_default()
}
