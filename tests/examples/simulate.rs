//! Runs worlds that nearly everything goes wrong in, and says what came of them.
//!
//! ```text
//! cargo run -q --release -p samvev-tests --example simulate -- --seeds 0..400
//! cargo run -q --release -p samvev-tests --example simulate -- --seed 7 --trace
//! ```
//!
//! Each world runs in a process of its own, two at a time: a release build ends at the first panic, and only that world is to
//! end with it.

use anyhow::{Context, Result, bail};
use samvev_tests::simulation::{Outcome, Report, run};
use std::{
    collections::BTreeMap,
    env,
    process::{Command, ExitCode},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

/// How many worlds run at a time.
const AT_ONCE: usize = 2;

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["--seeds", seeds] => {
            let (from, to) = seeds.split_once("..").context("give seeds as A..B")?;
            Ok(many(from.parse()?, to.parse()?)?)
        }
        ["--seed", seed, "--trace"] => {
            let outcome = run(seed.parse()?, true);
            outcome.lines.iter().for_each(|line| println!("{line}"));
            let mut report = Report::default();
            report.add(&outcome);
            print!("{report}");
            Ok(code(report.is_well()))
        }
        ["--outcome", seed] => {
            println!("{}", serde_json::to_string(&run(seed.parse()?, false))?);
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!("simulate --seeds A..B, or simulate --seed N --trace"),
    }
}

fn code(is_well: bool) -> ExitCode {
    if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn many(from: u64, to: u64) -> Result<ExitCode> {
    let itself = env::current_exe()?;
    let next = AtomicU64::new(from);
    let outcomes: Mutex<BTreeMap<u64, Result<Outcome, String>>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= to {
                        return;
                    }
                    let outcome = one(&itself, seed);
                    let mut all = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
                    all.insert(seed, outcome);
                }
            });
        }
    });
    let mut report = Report::default();
    for (seed, outcome) in outcomes
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
    {
        match outcome {
            Ok(outcome) => report.add(&outcome),
            Err(said) => report.add_panic(seed, &said),
        }
    }
    print!("{report}");
    Ok(code(report.is_well()))
}

/// Runs one world in a process of its own; what it said last where it did not come to an end.
fn one(itself: &std::path::Path, seed: u64) -> Result<Outcome, String> {
    let output = Command::new(itself)
        .args(["--outcome", &seed.to_string()])
        .output()
        .map_err(|error| error.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|_| {
        let said = String::from_utf8_lossy(&output.stderr);
        said.lines().take(3).collect::<Vec<_>>().join(" ")
    })
}
