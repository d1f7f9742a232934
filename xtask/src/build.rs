//! Builds the app with Trunk into target/site.

use crate::{
    steps::{program, root},
    tools,
};
use anyhow::Result;
use clap::Args;
use std::{fs::File, process::Command};

/// How to build.
#[derive(Args, Clone, Copy, Default)]
pub struct Options {
    /// Build fast rather than small: for development.
    #[arg(long)]
    pub dev: bool,
}

/// Installs what is missing and builds.
pub fn run(options: &Options) -> Result<()> {
    tools::for_building()?;
    // Trunk's builds share one staging folder, so they take turns.
    std::fs::create_dir_all(target())?;
    let turn = File::create(target().join("site.lock"))?;
    turn.lock()?;
    crate::steps::run(&mut trunk("build", options.dev)?)
}

/// Trunk, ready to run.
pub fn trunk(verb: &str, dev: bool) -> Result<Command> {
    let mut trunk = program("trunk");
    let path = tools::path()?;
    // The program itself must be found on the same PATH that it gets.
    if let Some(found) = std::env::split_paths(&path)
        .map(|folder| folder.join("trunk"))
        .find(|file| file.exists())
    {
        trunk = program(found);
    }
    trunk
        .env("PATH", path)
        .env_remove("NO_COLOR")
        .arg(verb)
        .arg("--offline");
    if !dev {
        trunk.args(["--release", "--cargo-profile", "site"]);
    }
    Ok(trunk)
}

/// Builds the native worker and gives its program.
pub fn worker(release: bool) -> Result<std::path::PathBuf> {
    let mut cargo = program("cargo");
    cargo.args(["build", "--quiet", "-p", "samvev-worker"]);
    if release {
        cargo.arg("--release");
    }
    crate::steps::run(&mut cargo)?;
    let profile = if release { "release" } else { "debug" };
    Ok(target().join(profile).join("samvev-worker"))
}

/// Cargo's target folder.
pub fn target() -> std::path::PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), std::path::PathBuf::from)
}
