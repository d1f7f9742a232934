//! Days of the civil calendar, of the years that plans speak of.

use std::{fmt, str::FromStr};

/// The years in which a date can lie. A number beyond them is no year of a plan.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// A day, of the years 1990–2100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u32,
    day: u32,
}

impl Date {
    /// The day; `None` if there is no such day, or it lies outside 1990–2100.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let there_is = YEARS.contains(&year) && (1..=days_in_month(year, month)).contains(&day);
        there_is.then_some(Self { year, month, day })
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The last day of a month.
    pub(super) fn month_end(year: i32, month: u32) -> Option<Self> {
        Self::new(year, month, days_in_month(year, month))
    }

    /// The Monday of a week as ISO 8601 counts them; `None` if the year has no such week.
    pub(super) fn week_start(year: i32, week: u32) -> Option<Self> {
        // The fourth of January is always in the first week.
        let first = monday_of(Self::new(year, 1, 4)?.count());
        let after = monday_of(day_count(year + 1, 1, 4));
        let start = first + 7 * (i64::from(week) - 1);
        if start < first || start >= after {
            return None;
        }
        Self::from_count(start)
    }

    /// So many days later, or earlier.
    pub(super) fn plus_days(self, days: i64) -> Option<Self> {
        Self::from_count(self.count().checked_add(days)?)
    }

    /// So many months later; the month's last day where it is too short.
    pub(super) fn plus_months(self, months: u32) -> Option<Self> {
        let since_year_zero = self
            .year
            .checked_mul(12)?
            .checked_add(i32::try_from(self.month.checked_sub(1)?.checked_add(months)?).ok()?)?;
        let (year, month) = (
            since_year_zero.div_euclid(12),
            u32::try_from(since_year_zero.rem_euclid(12)).ok()? + 1,
        );
        Self::new(year, month, self.day.min(days_in_month(year, month)))
    }

    /// Days since the first of January 1970.
    fn count(self) -> i64 {
        day_count(self.year, self.month, self.day)
    }

    fn from_count(count: i64) -> Option<Self> {
        // Counted in eras of 400 years from the first of March of year 0, so that a leap day is the last of its year.
        let days = count + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(
            i32::try_from(year).ok()?,
            u32::try_from(month).ok()?,
            u32::try_from(day).ok()?,
        )
    }
}

fn day_count(year: i32, month: u32, day: u32) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let from_march = (month + 9) % 12;
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
}

/// The first of January 1970 was a Thursday.
fn monday_of(count: i64) -> i64 {
    count - (count + 3).rem_euclid(7)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What was to be a date is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no date of the form YYYY-MM-DD within 1990–2100")]
pub struct NoDate;

impl FromStr for Date {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let mut numbers = text.splitn(3, '-');
        let mut next = || numbers.next().ok_or(NoDate);
        let year = next()?.parse().map_err(|_| NoDate)?;
        let month = next()?.parse().map_err(|_| NoDate)?;
        let day = next()?.parse().map_err(|_| NoDate)?;
        Self::new(year, month, day).ok_or(NoDate)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_day_counts_one_more_than_the_day_before() {
        let mut day = Date::new(1990, 1, 1).unwrap();
        let mut days = 1;
        while let Some(next) = day.plus_days(1) {
            assert!(next > day);
            assert_eq!(next.plus_days(-1), Some(day));
            assert_eq!(next.to_string().parse(), Ok(next));
            day = next;
            days += 1;
        }
        assert_eq!(day, Date::new(2100, 12, 31).unwrap());
        assert_eq!(days, 111 * 365 + 27);
    }

    #[test]
    fn weeks_are_those_of_norwegian_calendars() {
        let monday = |year, week| Date::week_start(year, week).map(|date| date.to_string());
        assert_eq!(monday(2026, 40).as_deref(), Some("2026-09-28"));
        assert_eq!(monday(2026, 1).as_deref(), Some("2025-12-29"));
        assert_eq!(monday(2026, 53).as_deref(), Some("2026-12-28"));
        assert_eq!(monday(2025, 53), None);
        assert_eq!(monday(2026, 54), None);
        assert_eq!(monday(2026, 0), None);
    }

    #[test]
    fn months_are_added_within_short_months() {
        let last_of_january = Date::new(2027, 1, 31).unwrap();
        assert_eq!(last_of_january.plus_months(1), Date::new(2027, 2, 28));
        assert_eq!(last_of_january.plus_months(24), Date::new(2029, 1, 31));
        assert_eq!(last_of_january.plus_months(u32::MAX), None);
    }
}
