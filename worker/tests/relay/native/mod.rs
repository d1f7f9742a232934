//! The native server over real sockets, in this process and as the real program.

mod client;
mod crash;
mod files;
mod sockets;

use samvev_worker::{
    server::{Config, ServeError, Serving, serve},
    store::StoreError,
};
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// How long a directory may be in use by what has just ended.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server in this process.
struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: Serving,
}

impl Server {
    async fn start(config: Config) -> Self {
        let until = Instant::now() + PATIENCE;
        loop {
            let (stop, stopped) = oneshot::channel();
            match serve(config.clone(), async { stopped.await.unwrap_or(()) }).await {
                Ok(serving) => {
                    return Self {
                        address: serving.address,
                        stop,
                        serving,
                    };
                }
                // A program that another test is about to start has, for a moment, a copy of all that is open in this process, the
                // directory's lock too.
                Err(ServeError::Store(StoreError::InUse)) if Instant::now() < until => {
                    tokio::task::yield_now().await;
                }
                Err(error) => panic!("{error}"),
            }
        }
    }

    async fn stop(self) -> Result<(), ServeError> {
        self.stop.send(()).unwrap();
        self.serving.ended().await
    }
}

/// The real program.
struct Program {
    child: Child,
    address: SocketAddr,
    // Kept open, so that the program can still write to it.
    _stdout: BufReader<ChildStdout>,
}

impl Program {
    fn start(data: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_samvev-worker"))
            .args(["--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line
            .trim_end()
            .strip_prefix("listening on http://")
            .unwrap()
            .parse()
            .unwrap();
        Self {
            child,
            address,
            _stdout: stdout,
        }
    }

    /// SIGKILL: it is given no chance to tidy up.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
