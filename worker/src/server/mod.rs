//! The native shell: one process that serves the app and keeps the spaces, with a directory as its only need.
//!
//! `GET /ws` is the relay, `/health` and `/metrics` are for the operator, and everything else is the app's files.

mod app_files;
mod desk;
mod disk;
mod headers;
mod outbox;
mod report;
mod socket;

use crate::{
    relay::{Address, Limits, NewSpaces, Relay, Settings},
    store::{SqliteStore, Store, StoreError},
};
use axum::{Router, routing::get, serve::ListenerExt};
use desk::{Desk, Message};
use std::{
    future::{Future, IntoFuture},
    net::SocketAddr,
    path::PathBuf,
    pin::pin,
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// How long those who are being served may take when the server is told to stop.
const STOP_WITHIN: Duration = Duration::from_secs(5);

/// What a server is told when it starts.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen. Port 0 takes any free one.
    pub listen: SocketAddr,
    /// The directory that keeps the records. It is made if it is not there.
    pub data: PathBuf,
    /// The directory with the app's files, if this server serves the app.
    pub app: Option<PathBuf>,
    /// Where the server is dialled, beside the address it listens on: its public name, behind a proxy.
    pub addresses: Vec<Address>,
    /// Whether unknown spaces are taken. If not said: yes when only this machine can reach the server.
    pub new_spaces: Option<NewSpaces>,
    /// How much, how many, how fast.
    pub limits: Limits,
}

impl Config {
    /// A server for this machine alone, on any free port, that keeps its records in `data`.
    pub fn local(data: PathBuf) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            data,
            app: None,
            addresses: Vec::new(),
            new_spaces: None,
            limits: Limits::default(),
        }
    }

    /// Whether this machine's own people alone use it. One that people know by another address stands behind a proxy, even
    /// where it listens to this machine alone.
    fn is_local(&self, bound: SocketAddr) -> bool {
        bound.ip().is_loopback() && self.addresses.is_empty()
    }

    fn settings(&self, bound: SocketAddr) -> Settings {
        let is_local = self.is_local(bound);
        let mut addresses = self.addresses.clone();
        let port = bound.port();
        if bound.ip().is_loopback() || bound.ip().is_unspecified() {
            addresses
                .extend(["127.0.0.1", "localhost", "[::1]"].map(|name| Address::new(name, port)));
        }
        if !bound.ip().is_unspecified() {
            addresses.extend(bound.to_string().parse::<Address>());
        }
        let usual = if is_local {
            NewSpaces::Automatic
        } else {
            NewSpaces::Closed
        };
        Settings {
            addresses,
            new_spaces: self.new_spaces.unwrap_or(usual),
            limits: self.limits.clone(),
        }
    }
}

/// Why a server did not start, or ended badly.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, or not this machine's.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The data directory cannot be used.
    #[error("cannot use the data directory: {0}")]
    Store(#[from] StoreError),
    /// The network failed, or a task of the server ended badly.
    #[error("the server ended badly: {0}")]
    Ended(String),
}

/// A server that runs.
#[derive(Debug)]
pub struct Serving {
    /// Where it listens.
    pub address: SocketAddr,
    ended: JoinHandle<Result<(), ServeError>>,
}

impl Serving {
    /// Waits until the server has stopped and all that it accepted is durable.
    ///
    /// # Errors
    /// When it ended badly.
    pub async fn ended(self) -> Result<(), ServeError> {
        self.ended
            .await
            .map_err(|error| ServeError::Ended(error.to_string()))?
    }
}

/// What the handlers of requests share.
#[derive(Clone)]
struct Shared {
    desk: Desk,
    limits: Arc<Limits>,
    stop: CancellationToken,
}

/// Starts a server, which runs until `shutdown` comes.
///
/// # Errors
/// When it cannot listen, or cannot use its data directory.
pub async fn serve(
    config: Config,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<Serving, ServeError> {
    let store: Arc<dyn Store + Send + Sync> = Arc::new(SqliteStore::open_dir(&config.data)?);
    let totals = store.totals()?;
    let listen = |source| ServeError::Listen {
        address: config.listen,
        source,
    };
    let listener = TcpListener::bind(config.listen).await.map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    let settings = config.settings(address);
    tracing::info!(spaces = totals.spaces, records = totals.records, new_spaces = ?settings.new_spaces, "opened the store");

    let (desk, desk_ended) = desk::open(Relay::new(settings), store, totals);
    let stop = CancellationToken::new();
    let stopping = desk.clone();
    let shared = Shared {
        desk,
        limits: Arc::new(config.limits.clone()),
        stop: stop.clone(),
    };
    let router = Router::new()
        .route("/ws", get(socket::upgrade))
        .route("/health", get(report::health))
        .route("/metrics", get(report::metrics))
        .with_state(shared);
    let router = match &config.app {
        Some(app) => router.fallback_service(app_files::service(app)),
        None => router,
    };
    let router = headers::secured(router, config.is_local(address));

    let listener = listener.tap_io(|stream| {
        // Frames are small and somebody waits for each.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays slow");
        }
    });
    let told = stop.clone();
    let serving = axum::serve(listener, router).with_graceful_shutdown(told.cancelled_owned());
    let ended = tokio::spawn(async move {
        let mut served = pin!(serving.into_future());
        let patience = async {
            shutdown.await;
            tracing::info!("stopping");
            stop.cancel();
            tokio::time::sleep(STOP_WITHIN).await;
        };
        let served = tokio::select! {
            served = &mut served => served,
            // Somebody does not let go of a file; what was accepted is made durable all the same.
            () = patience => Ok(()),
        };
        stopping.tell(Message::Stop).await;
        let kept = desk_ended.await;
        tracing::info!("stopped");
        served.map_err(|error| ServeError::Ended(error.to_string()))?;
        kept.map_err(|error| ServeError::Ended(error.to_string()))
    });
    Ok(Serving { address, ended })
}
