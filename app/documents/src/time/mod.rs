//! Time as people write it in plans, and what is understood of it.
//!
//! A plan's time is text: «Høsten 2026», «innen utgangen av mai», «hvert andre år, første gang 2027». The text is kept for ever as
//! written; what was understood stands beside it and can be worked out anew. Nothing is refused: what is not understood is
//! [`Kind::Unparsed`], never a wrong date, never an error. No clock is read, so «i år» and «neste budsjett» stay unparsed.
//!
//! Conventions, as Norwegian municipalities plan, in bokmål and nynorsk:
//! - vår is 1 January–30 June, sommer 1 June–31 August, høst 1 August–31 December; a winter is dated only with both its years, from
//!   1 December to the end of February. A school year is 1 August–31 July, skolestart 15–31 August, a tertial four months.
//! - A year of two digits is 20xx. Weeks are those of ISO 8601, and dated only with a year.
//! - «Primo», «medio», «ultimo» of a month are its days 1–10, 11–20 and from 21; the beginning, middle and end of a year are its
//!   tertials; of a season, the season.
//! - «Innen», «til», «ut» X is a deadline at X's end; «før» X the day before it begins. «Fra» X has no end; «i løpet av» X is X.
//!   Jul begins on 24 December.
//! - «Jevnlig» says no more than that something recurs, and is unparsed; so is a school year or a winter of which only one year is said.
//! - Something recurring that begins «første gang» or «fra» X does so on X's first day. The parts of what comes in phases, or is
//!   several, span it; it is open where one of them is.
//! - A month, season or day without a year is understood as such, without dates.
//! - Two years or two periods that follow on one another with a slash between them are a range: «2025/26», «mai/juni 2026».

mod calendar;
mod clause;
mod compose;
mod date;
mod json;
mod lasting;
mod manner;
mod named;
mod nearby;

mod often;
mod reader;
mod recurring;
mod scan;
mod tokens;
mod turned;
mod turns;
mod vocabulary;
mod whole;
mod years;

pub use date::{Date, NoDate};

use serde::{Deserialize, Serialize};

/// What kind of time was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A day.
    Date,
    /// A month.
    Month,
    /// Vår, sommer, høst, vinter.
    Season,
    /// A calendar year.
    Year,
    /// Budsjettår: the year whose budget it belongs in.
    BudgetYear,
    /// From one time to another, also a quarter, a school year, a week.
    Range,
    /// Frist: no later than.
    Deadline,
    /// From then on, with no end.
    From,
    /// For so long.
    Duration,
    /// Again and again.
    Recurrence,
    /// One thing first, another from then on.
    Phased,
    /// Kontinuerlig, løpende.
    Continuous,
    /// Ved behov.
    OnDemand,
    /// When or until something is so.
    Condition,
    /// At something that happens: skolestart, oppstart.
    Event,
    /// Several times.
    Multi,
    /// Not understood.
    Unparsed,
    /// Nothing was written.
    Empty,
}

/// What was understood of a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Understood {
    /// As it was written.
    pub raw: String,
    /// What kind of time it is.
    pub kind: Kind,
    /// Its first day; `None` if open or not known.
    pub earliest: Option<Date>,
    /// Its last day; `None` if open or not known.
    pub latest: Option<Date>,
    /// How long it lasts, where that was written.
    pub duration: Option<Duration>,
    /// How often, where it recurs. Several where it recurs in several ways, as twice in autumn and three times in spring.
    pub recurrence: Vec<Recurrence>,
    /// The phases, or the several times, whose days this one's span.
    pub parts: Vec<Understood>,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Duration {
    /// How many; of «2–3 dager» the larger, of «2x3 timer» all of them.
    #[serde(serialize_with = "json::number")]
    pub amount: f64,
    /// Of what.
    pub unit: Unit,
}

/// Lengths that people count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Minutt.
    Minute,
    /// Time.
    Hour,
    /// Dag.
    Day,
    /// Uke.
    Week,
    /// Måned.
    Month,
    /// Kvartal.
    Quarter,
    /// Semester.
    Semester,
    /// Halvår.
    HalfYear,
    /// År.
    Year,
}

/// From so many to so many; `None` where only the other was given, as in «minst to».
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Count {
    /// At least.
    pub min: Option<u32>,
    /// At most.
    pub max: Option<u32>,
}

/// How something recurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Recurrence {
    /// So many times in a week, month, semester, half-year, quarter or year.
    Times {
        /// How many.
        times: Count,
        /// In what.
        per: Unit,
        /// When in it: a month, a season, what it goes with. As the month or season is called, else in the words written.
        anchor: Option<String>,
        /// The day from which it goes on.
        first: Option<Date>,
        /// The last day of it.
        until: Option<Date>,
    },
    /// Every so many weeks, months or years.
    Every {
        /// How many.
        every: Count,
        /// Of what.
        unit: Unit,
        /// When: a month, a season, what it goes with.
        anchor: Option<String>,
        /// The day from which it goes on.
        first: Option<Date>,
        /// The last day of it.
        until: Option<Date>,
    },
}

/// Understands a time as it was written. Whatever the text, it is kept whole in [`Understood::raw`].
pub fn understand(raw: &str) -> Understood {
    whole::understand(raw)
}
