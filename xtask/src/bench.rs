//! Measures the app against its budgets.

use crate::{
    build, steps,
    steps::{program, root},
    tools,
};
use anyhow::Result;
use clap::Args;

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Do not build the site anew.
    #[arg(long)]
    built: bool,
    /// Only these: reconciling, firstLoad, opening, typing, toOthers.
    only: Vec<String>,
}

/// Measures, shows a table and writes target/bench/summary.json.
pub fn run(options: &Options) -> Result<()> {
    tools::for_browsers()?;
    if !options.built {
        build::run(&build::Options::default())?;
    }
    let worker = build::worker(true)?;
    steps::run(program("cargo").args([
        "build",
        "--quiet",
        "--release",
        "-p",
        "samvev-tests",
        "--examples",
    ]))?;
    let mut node = program("node");
    node.current_dir(root().join("tests"))
        .arg("bench/run.mjs")
        .args(&options.only)
        .env("SAMVEV_WORKER", worker)
        .env("SAMVEV_SITE", build::target().join("site"))
        .env("SAMVEV_TARGET", build::target())
        .env("SAMVEV_BENCH", build::target().join("bench"));
    if let Some(chromium) = tools::chromium() {
        node.env("SAMVEV_CHROMIUM", chromium);
    }
    steps::run(&mut node)
}
