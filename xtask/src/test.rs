//! Every check, in the order in which a failure is found soonest.

use crate::{
    build, steps,
    steps::{program, root},
    tools,
};
use anyhow::{Result, bail};
use clap::Args;
use std::{path::PathBuf, time::Instant};

/// Which checks.
#[derive(Args)]
pub struct Options {
    /// Only these steps: format, lints, native, stores, site, journeys.
    steps: Vec<String>,
}

/// A step's name and what it does.
type Step = (&'static str, fn() -> Result<()>);

const STEPS: [Step; 6] = [
    ("format", format),
    ("lints", lints),
    ("native", native),
    ("stores", stores),
    ("site", site),
    ("journeys", journeys),
];

/// Runs them all, or those named, and says how long each took.
pub fn run(options: &Options) -> Result<()> {
    if let Some(unknown) = options
        .steps
        .iter()
        .find(|name| STEPS.iter().all(|(step, _)| step != name))
    {
        bail!(
            "there is no step {unknown}; there are format, lints, native, stores, site, journeys"
        );
    }
    let mut done = Vec::new();
    for (name, step) in STEPS {
        if !options.steps.is_empty() && !options.steps.iter().any(|wanted| wanted == name) {
            continue;
        }
        println!("── {name}");
        let began = Instant::now();
        step()?;
        done.push(format!("{name} {} s", began.elapsed().as_secs()));
    }
    println!("All is well: {}", done.join(", "));
    Ok(())
}

fn format() -> Result<()> {
    steps::run(program("cargo").args(["fmt", "--all", "--check"]))
}

fn lints() -> Result<()> {
    tools::for_building()?;
    let clippy = ["clippy", "--quiet", "--workspace", "--all-targets"];
    steps::run(program("cargo").args(clippy).args(["--", "-D", "warnings"]))?;
    // What runs in a browser, as the browser gets it.
    let browser = [
        "-p",
        "samvev-app",
        "-p",
        "samvev-engine",
        "-p",
        "samvev-exchange",
    ];
    steps::run(
        program("cargo")
            .args([
                "clippy",
                "--quiet",
                "--all-targets",
                "--target",
                "wasm32-unknown-unknown",
            ])
            .args(browser)
            .args(["--", "-D", "warnings"]),
    )
}

fn native() -> Result<()> {
    tools::for_word();
    steps::run(program("cargo").args(["test", "--workspace"]))
}

fn stores() -> Result<()> {
    tools::for_building()?;
    tools::for_browsers()?;
    let mut cargo = program("cargo");
    cargo.env("PATH", tools::path()?).args([
        "test",
        "-p",
        "samvev-engine",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    cargo.args(["--test", "store_indexed_db*", "--test", "browser_*"]);
    // Seconds for all tests of a file, and for a driver to begin: the runner's own 20 and 5 are too few on a slow machine.
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    cargo.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    if let Some(driver) = tools::chromedriver() {
        cargo.env("CHROMEDRIVER", driver);
    }
    steps::run(&mut cargo)
}

fn site() -> Result<()> {
    build::run(&build::Options::default())
}

fn journeys() -> Result<()> {
    tools::for_browsers()?;
    let worker = build::worker(false)?;
    let mut cargo = program("cargo");
    cargo.args(["build", "--quiet", "-p", "samvev-exchange"]);
    steps::run(cargo.args(["--example", "import", "--example", "export"]))?;
    let mut cargo = program("cargo");
    cargo.args(["build", "--quiet", "-p", "samvev-tests"]);
    steps::run(cargo.args(["--example", "age", "--example", "author"]))?;
    let examples = build::target().join("debug/examples");
    let sample = build::target().join("journeys/plan.docx");
    std::fs::create_dir_all(build::target().join("journeys"))?;
    steps::run(
        program(examples.join("export"))
            .arg("tests/samples/plan.json")
            .arg(&sample),
    )?;
    // Journeys wait more than they work, so two go at a time; but for those that are about how soon something is there.
    let (swift, others): (Vec<PathBuf>, Vec<PathBuf>) = journey_files()?
        .into_iter()
        .partition(|file| file.ends_with("together.test.mjs"));
    for (files, at_a_time) in [(others, 2), (swift, 1)] {
        let mut node = program("node");
        node.current_dir(root().join("tests"))
            .args(["--test", "--test-reporter=spec"])
            .arg(format!("--test-concurrency={at_a_time}"))
            .args(files)
            .env("SAMVEV_WORKER", &worker)
            .env("SAMVEV_SITE", build::target().join("site"))
            .env("SAMVEV_SAMPLE", &sample)
            .env("SAMVEV_IMPORT", examples.join("import"))
            .env("SAMVEV_AGE", examples.join("age"))
            .env("SAMVEV_AUTHOR", examples.join("author"))
            .env("SAMVEV_SCREENSHOTS", build::target().join("screenshots"));
        if std::env::var_os("SAMVEV_LOG").is_none() {
            node.env("SAMVEV_LOG", "error");
        }
        if let Some(chromium) = tools::chromium() {
            node.env("SAMVEV_CHROMIUM", chromium);
        }
        steps::run(&mut node)?;
    }
    Ok(())
}

/// Named one by one: what Node makes of a folder differs from version to version.
fn journey_files() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in ["tests/journeys", "tests/shell"] {
        for entry in std::fs::read_dir(root().join(folder))? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(".test.mjs") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
