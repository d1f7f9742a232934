//! The commands of the README. Each installs what it needs, or names what a person must install.

mod bench;
mod build;
mod serve;
mod site;
mod steps;
mod test;
mod tools;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Samvev's commands.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the app, starts a worker on this machine and prints the address to open.
    Serve(serve::Options),
    /// Runs every check: format, lints, tests, and people's journeys in a real browser.
    Test(test::Options),
    /// Measures the app against its budgets and its peers.
    Bench(bench::Options),
    /// Builds the app into target/site.
    Build(build::Options),
    /// Installs what the other commands need, or names it.
    Setup,
    /// Finishes a site that Trunk has built: start scripts, service worker, compression. Trunk calls it.
    #[command(hide = true)]
    FinishSite,
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Serve(options) => serve::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Build(options) => build::run(&options),
        Command::Setup => tools::all(),
        Command::FinishSite => site::finish(),
    }
}
