//! Kroner, percent and days, each printed as people and other programs read them.

use serde::{Serialize, Serializer};

/// A whole number of hundredths, printed whole where it is.
fn hundredths<S: Serializer>(value: u64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.is_multiple_of(100) {
        serializer.serialize_u64(value / 100)
    } else {
        // Far below 2^53, so the nearest float prints with the two decimals it has.
        #[allow(clippy::cast_precision_loss)]
        serializer.serialize_f64(value as f64 / 100.0)
    }
}

/// An amount of Norwegian money. Serialized as kroner: a whole number, or one with decimals where øre were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kroner(u64);

impl Kroner {
    /// Nobody's plan costs more than a thousand milliards; such a number is something else.
    const MOST: u64 = 100_000_000_000_000;

    /// So many øre, if that is an amount a plan could hold.
    #[must_use]
    pub fn from_ore(ore: u64) -> Option<Self> {
        (ore <= Self::MOST).then_some(Self(ore))
    }

    /// In øre, hundredths of a krone.
    #[must_use]
    pub fn ore(self) -> u64 {
        self.0
    }

    /// So many times as much.
    pub(super) fn times(self, count: u32) -> Option<Self> {
        self.0
            .checked_mul(u64::from(count))
            .and_then(Self::from_ore)
    }
}

impl Serialize for Kroner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        hundredths(self.0, serializer)
    }
}

/// A share of a full position. Serialized as percent: 50 is half a position, 150 one and a half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u64);

impl Percent {
    /// A full position.
    pub const FULL: Self = Self(10_000);

    /// So many hundredths of a percent, if that is no more than a municipality could employ.
    #[must_use]
    pub fn from_hundredths(hundredths: u64) -> Option<Self> {
        (hundredths <= 10_000_000).then_some(Self(hundredths))
    }

    /// In hundredths of a percent.
    #[must_use]
    pub fn hundredths(self) -> u64 {
        self.0
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        hundredths(self.0, serializer)
    }
}

/// A day of the calendar. Serialized as `2026-08-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day, if the calendar has it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let real = (1900..=2199).contains(&year)
            && (1..=12).contains(&month)
            && (1..=length(year, month)).contains(&day);
        real.then_some(Self { year, month, day })
    }

    /// The last day of a month.
    pub(super) fn last_of(year: u16, month: u8) -> Option<Self> {
        Self::new(year, month, length(year, month))
    }

    /// The last day of so many years that begin on this one.
    pub(super) fn after_years(self, years: u16) -> Option<Self> {
        let year = self.year.checked_add(years)?;
        match (self.month, self.day) {
            (1, 1) => Self::last_of(year.checked_sub(1)?, 12),
            (month, 1) => Self::last_of(year, month.checked_sub(1)?),
            (month, day) => Self::new(year, month, day.checked_sub(1)?),
        }
    }
}

fn length(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl core::fmt::Display for Day {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
