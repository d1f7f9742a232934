//! The native server over real sockets, in this process and as the real program.

mod client;
mod crash;
mod files;
mod sockets;

use samvev_worker::server::{Config, ServeError, Serving, serve};
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};
use tokio::sync::oneshot;

/// A server in this process.
struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: Serving,
}

impl Server {
    async fn start(config: Config) -> Self {
        let (stop, stopped) = oneshot::channel();
        let serving = serve(config, async { stopped.await.unwrap_or(()) })
            .await
            .unwrap();
        Self {
            address: serving.address,
            stop,
            serving,
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
