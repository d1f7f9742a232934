//! `samvev-worker`: serves the app and keeps the spaces of those who use it.

use anyhow::Context;
use clap::{Parser, ValueEnum};
use samvev_worker::{
    relay::{Address, Limits, NewSpaces},
    server::{Config, serve},
};
use std::{io::Write, net::SocketAddr, path::PathBuf};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Carries sealed records between the members of a space and keeps them. It can read none of them.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; port 0 takes any free one
    #[arg(long, env = "SAMVEV_LISTEN", default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// The directory that keeps the records
    #[arg(long, env = "SAMVEV_DATA", default_value = "samvev-data")]
    data: PathBuf,
    /// The directory with the app's files
    #[arg(long, env = "SAMVEV_APP")]
    app: Option<PathBuf>,
    /// Where people reach this server, such as https://samvev.example.no; needed behind a proxy and beyond this machine
    #[arg(long, env = "SAMVEV_ADDRESS", value_delimiter = ',')]
    address: Vec<Address>,
    /// Whether spaces that are not known here are taken [default: automatic where it listens to this machine alone and no --address is given, else closed]
    #[arg(long, env = "SAMVEV_NEW_SPACES")]
    new_spaces: Option<NewSpacesArgument>,
    /// Most megabytes that one space may keep
    #[arg(long, env = "SAMVEV_SPACE_MEGABYTES", default_value_t = 1024)]
    space_megabytes: u32,
    /// Frames that one connection may send each second in the long run
    #[arg(long, env = "SAMVEV_FRAMES_PER_SECOND", default_value_t = Limits::default().frames_per_second)]
    frames_per_second: u32,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum NewSpacesArgument {
    Automatic,
    Closed,
}

impl From<Arguments> for Config {
    fn from(arguments: Arguments) -> Self {
        Self {
            listen: arguments.listen,
            data: arguments.data,
            app: arguments.app,
            addresses: arguments.address,
            new_spaces: arguments.new_spaces.map(|new_spaces| match new_spaces {
                NewSpacesArgument::Automatic => NewSpaces::Automatic,
                NewSpacesArgument::Closed => NewSpaces::Closed,
            }),
            limits: Limits {
                space_bytes: u64::from(arguments.space_megabytes) << 20,
                frames_per_second: arguments.frames_per_second,
                ..Limits::default()
            },
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_env("SAMVEV_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let mut terminated = signal(SignalKind::terminate()).context("cannot be told to stop")?;
    let mut interrupted = signal(SignalKind::interrupt()).context("cannot be told to stop")?;
    let shutdown = async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    };
    let serving = serve(arguments.into(), shutdown).await?;
    // The one line that scripts wait for.
    let mut stdout = std::io::stdout();
    writeln!(stdout, "listening on http://{}", serving.address)?;
    stdout.flush()?;
    Ok(serving.ended().await?)
}
