//! What many worlds came to, in one block.

use super::{Check, Outcome};
use std::{collections::BTreeMap, fmt};

/// The sum of many worlds.
#[derive(Debug, Default)]
pub struct Report {
    seeds: u64,
    records: u64,
    due_timers: u64,
    faults: BTreeMap<String, u64>,
    failed: BTreeMap<Check, u64>,
    /// Worlds that did not come to an end.
    panicked: u64,
    lines: Vec<String>,
}

impl Report {
    /// Adds a world.
    pub fn add(&mut self, outcome: &Outcome) {
        self.seeds += 1;
        self.records += outcome.records;
        self.due_timers += outcome.due_timers;
        for (kind, times) in &outcome.faults {
            *self.faults.entry(kind.clone()).or_default() += times;
        }
        let mut first: BTreeMap<Check, (u64, &str)> = BTreeMap::new();
        for failure in &outcome.failures {
            *self.failed.entry(failure.check).or_default() += 1;
            let of_kind = first.entry(failure.check);
            of_kind.or_insert((0, failure.what.as_str())).0 += 1;
        }
        let seed = outcome.seed;
        for (check, (times, what)) in first {
            let line = format!("seed {seed}: {check:?} {times}: {what}");
            self.lines.push(line);
        }
    }

    /// Adds a world that did not come to an end, and what it said last.
    pub fn add_panic(&mut self, seed: u64, said: &str) {
        self.seeds += 1;
        self.panicked += 1;
        self.lines.push(format!("seed {seed}: panicked: {said}"));
    }

    /// Whether all went well.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.lines.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        writeln!(f, "seeds     {:>9}", self.seeds)?;
        writeln!(f, "records   {:>9}", self.records)?;
        writeln!(f, "faults    {:>9}", self.faults.values().sum::<u64>())?;
        for (kind, times) in &self.faults {
            writeln!(f, "  {times:>17}  {kind}")?;
        }
        writeln!(f, "timers set when due already {}", self.due_timers)?;
        for (check, name) in [
            (Check::Diverged, "diverged"),
            (Check::Lost, "lost"),
            (Check::Leaked, "leaked"),
            (Check::Returned, "returned"),
        ] {
            let times = self.failed.get(&check).copied().unwrap_or_default();
            writeln!(f, "{name:<9} {times:>9}")?;
        }
        if self.panicked > 0 {
            writeln!(f, "panicked  {:>9}", self.panicked)?;
        }
        Ok(())
    }
}
