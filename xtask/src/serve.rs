//! Builds the app, starts a worker on this machine and prints the address.

use crate::{
    build::{target, trunk, worker},
    steps::{program, root, run as run_step},
    tools,
};
use anyhow::{Context, Result};
use clap::Args;
use std::process::Child;

/// How to serve.
#[derive(Args)]
pub struct Options {
    /// Rebuild the app whenever a file changes.
    #[arg(long)]
    watch: bool,
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1:8787")]
    listen: String,
    /// Where the worker keeps its records.
    #[arg(long, default_value = "target/data")]
    data: String,
}

/// Serves until it is stopped.
pub fn run(options: &Options) -> Result<()> {
    tools::for_building()?;
    println!(
        "Building the app{}",
        if options.watch {
            ""
        } else {
            " (the first time takes some minutes)"
        }
    );
    run_step(&mut trunk("build", options.watch)?)?;
    let program_file = worker(false)?;
    let mut server = program(program_file);
    server
        .args([
            "--listen",
            &options.listen,
            "--data",
            &options.data,
            "--app",
        ])
        .arg(target().join("site"));
    if !options.watch {
        println!(
            "Open http://{} in a browser. Ctrl+C stops it; what was written stays.",
            options.listen
        );
        return run_step(&mut server);
    }
    let _watching = Stopping(
        trunk("watch", true)?
            .spawn()
            .context("could not start trunk watch")?,
    );
    println!(
        "Open http://{} in a browser; it is rebuilt when a file in {} changes.",
        options.listen,
        root().display()
    );
    run_step(&mut server)
}

/// A program that is stopped when we are done.
struct Stopping(Child);

impl Drop for Stopping {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
    }
}
