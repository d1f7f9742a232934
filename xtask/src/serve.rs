//! Builds the app, starts a worker on this machine and prints the address.

use crate::{
    build::{self, target, trunk, worker},
    steps::{program, root},
    tools,
};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::{
    env,
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::Duration,
};

/// How to serve.
#[derive(Args)]
pub struct Options {
    /// Rebuild the app whenever a file changes.
    #[arg(long)]
    watch: bool,
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1:8787")]
    listen: String,
    /// Where the worker keeps its records [default: samvev in the folder for a person's data, where no clean-up of
    /// what was built takes them].
    #[arg(long)]
    data: Option<PathBuf>,
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
    build::run(&build::Options { dev: options.watch })?;
    let program_file = worker(false)?;
    let mut server = program(program_file);
    server
        .args(["--listen", &options.listen, "--app"])
        .arg(target().join("site"))
        .arg("--data")
        .arg(data(options)?);
    let mut server = start(&mut server, &options.listen)?;
    let Stopping(serving) = &mut server;
    if options.watch {
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
        return ended(serving);
    }
    println!(
        "Open http://{} in a browser. Ctrl+C stops it; what was written stays.",
        options.listen
    );
    ended(serving)
}

/// Starts the worker and waits until it answers.
fn start(server: &mut Command, address: &str) -> Result<Stopping> {
    let mut server = Stopping(server.spawn().context("could not start the worker")?);
    while TcpStream::connect(address).is_err() {
        if let Some(status) = server.0.try_wait()? {
            bail!("the worker ended ({status}); what it says above tells why");
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(server)
}

fn ended(server: &mut Child) -> Result<()> {
    let status = server.wait()?;
    if !status.success() {
        bail!("the worker ended ({status}); what it says above tells why");
    }
    Ok(())
}

fn data(options: &Options) -> Result<PathBuf> {
    if let Some(folder) = &options.data {
        return Ok(folder.clone());
    }
    let folder = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".local/share")));
    let folder = folder.context("there is no folder for data here; name one with --data")?;
    Ok(folder.join("samvev"))
}

/// A program that is stopped when we are done.
struct Stopping(Child);

impl Drop for Stopping {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
    }
}
