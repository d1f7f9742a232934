//! Places in the calendar that people name, and the days they are.

use super::{Date, Kind, vocabulary::Season};

/// What in the calendar was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    Day {
        day: u32,
        month: u32,
    },
    Month(u32),
    Season(Season),
    Quarter(u32),
    Tertial(u32),
    HalfYear(u32),
    Weeks {
        first: u32,
        last: u32,
    },
    Year,
    BudgetYear,
    /// Named by the year it begins in.
    SchoolYear,
    /// From December of the year it begins in.
    Winter,
    /// The turn to the next year.
    YearTurn,
    SchoolStart,
    Christmas,
    /// From Palm Sunday to Easter Monday.
    Easter,
    /// Something that happens once or more a year, on days that are not known.
    Happening,
}

/// Which third of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    First,
    Second,
    Last,
}

/// A place in the calendar as it was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub(super) point: Point,
    pub(super) third: Option<Third>,
    pub(super) year: Option<i32>,
    /// Something happens then: skolestart, a planning day.
    pub(super) event: bool,
    /// A day in numbers only. Without a year it may be anything.
    pub(super) numeric: bool,
}

/// The days something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    Known(Date, Date),
    Unknown,
    /// There are no such days: 31 February.
    None,
}

impl When {
    pub(super) fn new(point: Point, year: Option<i32>) -> Self {
        let event = matches!(
            point,
            Point::SchoolStart
                | Point::Christmas
                | Point::Easter
                | Point::YearTurn
                | Point::Happening
        );
        Self {
            point,
            third: None,
            year,
            event,
            numeric: false,
        }
    }

    /// The kind it is, standing alone.
    pub(super) fn kind(self) -> Kind {
        if self.event {
            return Kind::Event;
        }
        match self.point {
            Point::Day { .. } => Kind::Date,
            Point::Month(_) if self.third.is_some() => Kind::Range,
            Point::Month(_) => Kind::Month,
            Point::Season(_) | Point::Winter => Kind::Season,
            Point::Year if self.third.is_some() => Kind::Range,
            Point::Year => Kind::Year,
            Point::BudgetYear => Kind::BudgetYear,
            Point::Quarter(_)
            | Point::Tertial(_)
            | Point::HalfYear(_)
            | Point::Weeks { .. }
            | Point::SchoolYear => Kind::Range,
            Point::YearTurn
            | Point::SchoolStart
            | Point::Christmas
            | Point::Easter
            | Point::Happening => Kind::Event,
        }
    }

    /// Its days, if its year was given.
    pub(super) fn days(self) -> Days {
        let Some(year) = self.year else {
            return if self.is_on_no_day() {
                Days::None
            } else {
                Days::Unknown
            };
        };
        if self.has_no_convention() {
            return Days::Unknown;
        }
        match self.dates(year) {
            Some((first, last)) => Days::Known(first, last),
            None => Days::None,
        }
    }

    /// Whether it is a day that no year has.
    fn is_on_no_day(self) -> bool {
        // 2028 has a leap day.
        matches!(self.point, Point::Day { day, month } if Date::new(2028, month, day).is_none())
    }

    fn has_no_convention(self) -> bool {
        matches!(self.point, Point::Happening | Point::Season(Season::Winter))
    }

    /// Whether a deadline or a beginning can be told from its days: something that happens «i 2026» is somewhere within.
    pub(super) fn is_loose(self) -> bool {
        self.event
            && matches!(
                self.point,
                Point::Year
                    | Point::Season(_)
                    | Point::Quarter(_)
                    | Point::HalfYear(_)
                    | Point::Tertial(_)
            )
    }

    fn dates(self, year: i32) -> Option<(Date, Date)> {
        let months = |first: u32, last: u32| {
            Some((Date::new(year, first, 1)?, Date::month_end(year, last)?))
        };
        match (self.point, self.third) {
            (Point::Day { day, month }, _) => {
                let date = Date::new(year, month, day)?;
                Some((date, date))
            }
            (Point::Month(month), Some(third)) => {
                let (first, last) = months(month, month)?;
                let day = |day| Date::new(year, month, day);
                Some(match third {
                    Third::First => (first, day(10)?),
                    Third::Second => (day(11)?, day(20)?),
                    Third::Last => (day(21)?, last),
                })
            }
            (Point::Year, Some(Third::First)) => months(1, 4),
            (Point::Year, Some(Third::Second)) => months(5, 8),
            (Point::Year, Some(Third::Last)) => months(9, 12),
            (Point::Month(month), None) => months(month, month),
            (Point::Season(Season::Spring), _) => months(1, 6),
            (Point::Season(Season::Summer), _) => months(6, 8),
            (Point::Season(Season::Autumn), _) => months(8, 12),
            (Point::Quarter(nth @ 1..=4), _) => months(3 * nth - 2, 3 * nth),
            (Point::Tertial(nth @ 1..=3), _) => months(4 * nth - 3, 4 * nth),
            (Point::HalfYear(nth @ 1..=2), _) => months(6 * nth - 5, 6 * nth),
            (Point::Weeks { first, last }, _) => {
                let sunday = Date::week_start(year, last)?.plus_days(6)?;
                let monday = Date::week_start(year, first)?;
                (monday < sunday).then_some((monday, sunday))
            }
            (Point::Year | Point::BudgetYear, _) => months(1, 12),
            (Point::SchoolYear, _) => Some((Date::new(year, 8, 1)?, Date::month_end(year + 1, 7)?)),
            (Point::Winter, _) => Some((Date::new(year, 12, 1)?, Date::month_end(year + 1, 2)?)),
            (Point::YearTurn, _) => Some((Date::new(year, 12, 31)?, Date::new(year + 1, 1, 1)?)),
            (Point::SchoolStart, _) => Some((Date::new(year, 8, 15)?, Date::new(year, 8, 31)?)),
            (Point::Christmas, _) => Some((Date::new(year, 12, 24)?, Date::new(year, 12, 26)?)),
            (Point::Easter, _) => {
                let sunday = easter_sunday(year)?;
                Some((sunday.plus_days(-7)?, sunday.plus_days(1)?))
            }
            (Point::Season(Season::Winter) | Point::Happening, _)
            | (Point::Quarter(_) | Point::Tertial(_) | Point::HalfYear(_), _) => None,
        }
    }
}

/// Easter Sunday of the Gregorian calendar, as Meeus, Jones and Butcher reckon it.
fn easter_sunday(year: i32) -> Option<Date> {
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let shift = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - shift + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let days = moon + sunday - 7 * late + 114;
    let month = u32::try_from(days / 31).ok()?;
    let day = u32::try_from(days % 31 + 1).ok()?;
    Date::new(year, month, day)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn easter_is_when_norwegian_calendars_have_it() {
        let sundays = [
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2038, 4, 25),
        ];
        for (year, month, day) in sundays {
            assert_eq!(easter_sunday(year), Date::new(year, month, day));
        }
    }
}
