//! Identifiers of things inside a document.

use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// A chapter, goal, column or action inside one document: 80 bits, made at random by whoever adds it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemId([u8; 10]);

impl ItemId {
    /// The identifier with these bytes.
    pub const fn from_bytes(bytes: [u8; 10]) -> Self {
        Self(bytes)
    }
    /// The n-th identifier of a document that is being created, where no other writer can collide.
    pub const fn nth(n: u64) -> Self {
        let [a, b, c, d, e, f, g, h] = n.to_be_bytes();
        Self([0, 0, a, b, c, d, e, f, g, h])
    }
    /// A number that differs from identifier to identifier, for places where two people should not choose the same.
    pub(crate) fn jitter(self) -> u64 {
        self.0.iter().fold(0, |sum: u64, byte| {
            sum.wrapping_mul(31).wrapping_add(u64::from(*byte))
        })
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ItemId({self})")
    }
}

/// Text that is no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an item's identifier")]
pub struct ParseItemIdError;

impl FromStr for ItemId {
    type Err = ParseItemIdError;
    fn from_str(text: &str) -> Result<Self, ParseItemIdError> {
        let mut bytes = [0; 10];
        if text.len() != 20 || !text.is_ascii() {
            return Err(ParseItemIdError);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = core::str::from_utf8(pair).map_err(|_| ParseItemIdError)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| ParseItemIdError)?;
        }
        Ok(Self(bytes))
    }
}
