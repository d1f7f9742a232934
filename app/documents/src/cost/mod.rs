//! Kostnad: what people write of costs in plans, understood as far as a person of the field would.
//!
//! The raw text is the truth and is kept; what [`understand`] makes of it can be worked out anew at any time. What is not understood is
//! [`CostKind::Unspecified`] or [`Cost::unknown`], never an amount that was not written and never an error.
//!
//! Conventions, where people leave something unsaid:
//! - An amount alone is one-time. One per half-year, hour, pupil group, municipality and the like has no kind here: `unspecified`.
//! - Of a range («20–30 000 kr») the upper end is taken, as a budget would; «ca.», «inntil» and «fra» do not change an amount.
//! - A point or white space before exactly three digits groups thousands; a comma begins øre. «1,500 kr» can be read in two ways, so it is not.
//! - A number without «kr» is an amount if it is grouped («80 000»), has four to seven digits and is no year, or stands before «per …».
//!   Never if it belongs to a room, telephone, case, paragraph, law, year, person, course or another action.
//! - «2 × 15 000 kr» is 30 000: what is counted is not said. «2 kurs à 15 000» is `per_course` 15 000, count 2.
//! - A total after its parts («= 150 000», «totalt 150 000») is no cost beside them, nor is a break-down in brackets after its total.
//! - A full position is 100 %. «2 årsverk» is count 2 of 100 %; «1,5 årsverk» is 150 % without a count, as nobody says how it is shared.
//! - What is paid by somebody else is a grant; what is done within one's own budget or working hours is own effort.
//! - «i 2026» is from 1 January until 31 December; «fra 2026 i to år» ends on 31 December 2027. Seasons as for times: vår until 30 June,
//!   sommer June–August, høst from 1 August. What a bracket says of how it is now («er nå engasjert til …») is no period of the cost.
//! - An amount beside a position is what the position costs; one beside a grant or substitute is theirs, once or each year as it is given.
//! - «fra 50 % til 80 %» adds 30 %. «skoleåret 2026/27» is from 1 August until 31 July.
//! - Savings and words like «lite» and «store kostnader» are understood as no amount.
//! - Free («gratis», «0 kr», «ingen kostnad») is a one-time amount of 0. Empty, «-» and «?» are not.

mod amounts;
mod clauses;
mod counted;
mod counts;
mod digits;
mod earlier;
mod excludes;
mod free;
mod funding;
mod items;
mod kinds;
mod lexicon;
mod marks;
mod numbers;
mod numerals;
mod own_effort;
mod positions;
mod posts;
mod rates;
mod reader;
mod references;
mod sum;
mod tokens;
mod units;
mod unknown;
mod years;

pub use sum::{CostSum, sum};
pub use units::{Day, Kroner, Percent};

use serde::Serialize;

/// Kostnad: a text about costs and what was understood of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// The text as it was written.
    pub raw: String,
    /// What was understood, in the order of the text.
    pub items: Vec<CostItem>,
    /// Whether the text says that something is not known, or gives a cost without an amount that could be understood, or nothing of it
    /// was understood. An empty text is unknown, not free.
    pub unknown: bool,
}

/// One cost of those a text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CostItem {
    /// What kind of cost.
    pub kind: CostKind,
    /// Kroner: each year, month, person or course where the kind says so, otherwise in all. `None`: not given.
    pub amount_nok: Option<Kroner>,
    /// How many persons, courses or positions. `None`: not given.
    pub count: Option<u32>,
    /// How much of a full position, each if there are several.
    pub fte_percent: Option<Percent>,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub until: Option<Day>,
    /// What the text says is not in the amount, in its words.
    pub excludes: Option<String>,
    /// Whether the amount of own effort, a substitute or a grant is for each of something («vikar kr 1 500 pr. dag»), so that it is not
    /// what the item comes to.
    #[serde(skip)]
    pub is_rate: bool,
}

/// What kind of cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// Engangskostnad.
    OneTime,
    /// Årlig kostnad.
    Yearly,
    /// Månedlig kostnad.
    Monthly,
    /// Per person: a participant, an employee, a pupil.
    PerPerson,
    /// Per kurs, fagdag or samling.
    PerCourse,
    /// Stilling, årsverk, frikjøp.
    Position,
    /// Egeninnsats, and what is done within the ordinary budget or working hours.
    OwnEffort,
    /// Vikarutgifter.
    Substitute,
    /// Tilskudd, prosjektmidler and what others pay.
    Grant,
    /// A cost whose kind or extent is not understood.
    Unspecified,
}

/// What a person would understand of a text about costs, in bokmål or nynorsk. Any text will do.
#[must_use]
pub fn understand(raw: &str) -> Cost {
    let tokens = tokens::tokens(raw);
    let marks = marks::marks(&tokens);
    let (items, said_unknown) = items::items(raw, &tokens, &marks);
    let unknown = said_unknown || items.is_empty() || items.iter().any(lacks_its_amount);
    Cost {
        raw: raw.to_owned(),
        items,
        unknown,
    }
}

/// Whether the item is a sum of money that nobody can put a figure to. Own effort, substitutes, grants and positions say something without.
fn lacks_its_amount(item: &CostItem) -> bool {
    match item.kind {
        CostKind::Unspecified => true,
        CostKind::OneTime
        | CostKind::Yearly
        | CostKind::Monthly
        | CostKind::PerPerson
        | CostKind::PerCourse => item.amount_nok.is_none(),
        CostKind::Position | CostKind::OwnEffort | CostKind::Substitute | CostKind::Grant => false,
    }
}
