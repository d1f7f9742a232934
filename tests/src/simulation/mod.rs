//! Deterministic simulation: whole worlds of people, browser profiles and relays, on the real engine and the real relay core,
//! in which nearly everything goes wrong. A world is drawn from its seed alone; the same seed gives the same world, byte for byte.
//!
//! When all faults have ended and the world has come to rest, four things are looked at ([`Check`]), each by a measure that
//! the product has no part in: what people typed and were told of it, what lies in stores, and the rules of PROTOCOL.md.

mod chance;
mod checks;
mod closing;
mod device;
mod disk;
mod entries;
mod erasing;
mod faults;
mod judgement;
mod leaks;
mod ledger;
mod malice;
mod network;
mod page;
mod people;
mod relays;
mod report;
mod settled;
mod settling;
mod trace;
mod world;
mod writing;

pub use report::Report;

use people::Habits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use world::World;

/// What is looked at when a world has come to rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Check {
    /// Members, or relays, do not have the same.
    Diverged,
    /// Something that was called durable is not there.
    Lost,
    /// Somebody can read what is not theirs to read.
    Leaked,
    /// Something that was taken away is there again, or something is there twice.
    Returned,
}

/// What failed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Failure {
    /// In which respect.
    pub check: Check,
    /// What was seen.
    pub what: String,
}

/// What became of a world.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// What it was drawn from.
    pub seed: u64,
    /// How many records there were.
    pub records: u64,
    /// How many timers engines set that were due already.
    pub due_timers: u64,
    /// What went wrong in it, by kind.
    pub faults: BTreeMap<String, u64>,
    /// What should not have been.
    pub failures: Vec<Failure>,
    /// The hash of all that was sent and stored, and when.
    pub trace: [u8; 32],
    /// What happened, in words, where that was asked for.
    pub lines: Vec<String>,
}

/// Runs the world of a seed.
#[must_use]
pub fn run(seed: u64, wants_trace: bool) -> Outcome {
    let mut world = World::new(seed, wants_trace);
    let habits = Habits::drawn(&mut world);
    world.begins();
    for _ in 0..habits.acts {
        let pause = world
            .chance
            .pick(&[5, 100, 600, 2_000, 8_000])
            .unwrap_or(100);
        let pause = world.chance.below(pause);
        world.pass(pause);
        if habits.wrong > 0 && world.chance.one_in(habits.wrong) {
            world.goes_wrong();
        } else if world.chance.one_in(10) {
            world.gets_better();
        } else {
            world.somebody_acts(&habits);
        }
    }
    world.heal();
    world.rest();
    let records = world.check();
    let faults = std::mem::take(&mut world.faults.counts);
    let (trace, lines) = world.trace.finish();
    Outcome {
        seed,
        records,
        due_timers: world.faults.due_timers,
        faults: faults
            .into_iter()
            .map(|(kind, times)| (kind.to_owned(), times))
            .collect(),
        failures: world.failures,
        trace,
        lines,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;
    use std::{
        sync::{
            Mutex, PoisonError,
            atomic::{AtomicU64, Ordering},
        },
        thread,
    };

    #[test]
    fn the_same_seed_gives_the_same_world_byte_for_byte() {
        for seed in [3, 7] {
            let (one, other) = (run(seed, false), run(seed, false));
            assert_eq!(one.trace, other.trace, "seed {seed}");
            assert_eq!(one.records, other.records, "seed {seed}");
        }
    }

    /// So many worlds that each kind of fault meets each thing that people do, and few enough to wait for.
    const WORLDS: u64 = 100;

    #[test]
    fn a_hundred_worlds_lose_leak_and_bring_back_nothing() {
        let next = AtomicU64::new(0);
        let report = Mutex::new(Report::default());
        let work = || {
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= WORLDS {
                    return;
                }
                let outcome = run(seed, false);
                let mut report = report.lock().unwrap_or_else(PoisonError::into_inner);
                report.add(&outcome);
            }
        };
        let threads = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
        let report = report.into_inner().unwrap_or_else(PoisonError::into_inner);
        assert!(report.is_well(), "{report}");
    }
}
