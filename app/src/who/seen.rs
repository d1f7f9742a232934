//! When somebody was seen last, in coarse words.

use crate::languages::{Speech, day};
use js_sys::Date;

/// The day on which somebody was seen last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Today,
    Yesterday,
    /// A moment of that day, in milliseconds since 1970.
    On(u64),
    Never,
}

/// `today`, `yesterday`: when those days began.
fn seen(at: Option<u64>, today: u64, yesterday: u64) -> Seen {
    match at {
        None => Seen::Never,
        Some(at) if at >= today => Seen::Today,
        Some(at) if at >= yesterday => Seen::Yesterday,
        Some(at) => Seen::On(at),
    }
}

/// What to say of it. `at`: milliseconds since 1970.
pub fn said_of(words: Speech, at: Option<u64>) -> String {
    let who = &words.get().who;
    match seen(at, midnight(0), midnight(1)) {
        Seen::Today => who.seen_today.to_owned(),
        Seen::Yesterday => who.seen_yesterday.to_owned(),
        Seen::On(at) => who.seen_on.with(&[("day", &day(words.language(), at))]),
        Seen::Never => who.never_seen.to_owned(),
    }
}

/// When the day began that was so many days ago, where the person is.
fn midnight(days_ago: u32) -> u64 {
    let date = Date::new_0();
    date.set_hours(0);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    // A day may be an hour shorter or longer: counted as the calendar does. The day before the first is the last of the month before.
    if let Some(before) = date.get_date().checked_sub(days_ago) {
        date.set_date(before);
    }
    // Whole, and no earlier than this app.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let at = date.get_time() as u64;
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_as_coarsely_as_it_is_known() {
        let (yesterday, today) = (1_000, 2_000);
        for (at, says) in [
            (None, Seen::Never),
            (Some(2_000), Seen::Today),
            // Never a day to come.
            (Some(9_000), Seen::Today),
            (Some(1_999), Seen::Yesterday),
            (Some(1_000), Seen::Yesterday),
            (Some(999), Seen::On(999)),
        ] {
            assert_eq!(seen(at, today, yesterday), says, "{at:?}");
        }
    }
}
