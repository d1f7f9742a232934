//! Numbers as people write them: digits with points or white space between thousands, decimals, dates, fractions and words.

use super::units::{Day, Kroner, Percent};

/// A number with decimals, exactly: `mantissa` / 10^`places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: u64,
    places: u32,
}

impl Decimal {
    pub const fn whole(value: u64) -> Self {
        Self {
            mantissa: value,
            places: 0,
        }
    }

    pub const HALF: Self = Self {
        mantissa: 5,
        places: 1,
    };

    pub const ONE_AND_A_HALF: Self = Self {
        mantissa: 15,
        places: 1,
    };

    pub fn parse(whole: &str, decimals: &str) -> Option<Self> {
        let places = u32::try_from(decimals.len())
            .ok()
            .filter(|places| *places <= 8)?;
        let mantissa = format!("{whole}{decimals}").parse().ok()?;
        Some(Self { mantissa, places })
    }

    /// In hundredths, times `factor`; `None` if that is not a whole number or too large.
    fn hundredths(self, factor: u64) -> Option<u64> {
        let scaled = self.mantissa.checked_mul(factor)?.checked_mul(100)?;
        let parts = 10_u64.checked_pow(self.places)?;
        scaled.is_multiple_of(parts).then_some(scaled / parts)
    }

    /// «1,500»: fifteen hundred to some, one and a half to others.
    pub fn has_three_decimals(self) -> bool {
        self.places > 2
    }

    pub fn kroner(self, factor: u64) -> Option<Kroner> {
        self.hundredths(factor).and_then(Kroner::from_ore)
    }

    pub fn percent(self, factor: u64) -> Option<Percent> {
        self.hundredths(factor).and_then(Percent::from_hundredths)
    }

    /// If it is whole and no larger than what people count.
    pub fn count(self) -> Option<u32> {
        let hundredths = self.hundredths(1)?;
        hundredths
            .is_multiple_of(100)
            .then(|| u32::try_from(hundredths / 100).ok())?
    }

    pub fn plus(self, fraction: Self) -> Option<Self> {
        let whole = self.count()?;
        let parts = 10_u64.checked_pow(fraction.places)?;
        let mantissa = u64::from(whole)
            .checked_mul(parts)?
            .checked_add(fraction.mantissa)?;
        Some(Self {
            mantissa,
            places: fraction.places,
        })
    }
}

/// A number as it is written in digits.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Number {
    /// Digits alone, perhaps with decimals.
    Plain {
        value: Decimal,
        digits: usize,
        decimals: bool,
    },
    /// With thousands set apart.
    Grouped(Decimal),
    /// `01.02.2019`
    Date(Day),
    /// Digits that make no one number: a telephone's, or such as can be read in two ways.
    Unclear,
}

impl Number {
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Self::Plain { value, .. } | Self::Grouped(value) => Some(*value),
            Self::Date(_) | Self::Unclear => None,
        }
    }

    /// The year that these four digits can be.
    pub fn year(&self) -> Option<u16> {
        match self {
            Self::Plain {
                value,
                digits: 4,
                decimals: false,
            } => {
                let year = u16::try_from(value.count()?).ok()?;
                (1990..=2099).contains(&year).then_some(year)
            }
            _ => None,
        }
    }

    /// The year that two digits stand for.
    pub fn short_year(&self) -> Option<u16> {
        match self {
            Self::Plain {
                value,
                digits: 2,
                decimals: false,
            } => Some(2000 + u16::try_from(value.count()?).ok()?),
            _ => None,
        }
    }
}

pub(super) fn fraction(sign: char) -> Option<Decimal> {
    match sign {
        '½' => Some(Decimal::HALF),
        '¼' => Some(Decimal {
            mantissa: 25,
            places: 2,
        }),
        '¾' => Some(Decimal {
            mantissa: 75,
            places: 2,
        }),
        _ => None,
    }
}
