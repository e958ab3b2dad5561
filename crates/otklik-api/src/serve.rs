//! Serving on a port that somebody opened, until told to stop.

mod certificates;
mod connection;
mod write_patience;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

use crate::app::App;
use crate::metrics;
use crate::router::router;

pub use certificates::{CertificateError, Certificates};

/// After a refusal by the system, such as too many open files, so long passes before the next attempt.
const REFUSED_PAUSE: Duration = Duration::from_millis(100);

/// How connections are taken, and how they end.
#[derive(Clone, Debug)]
pub struct Serving {
    /// Open connections; more wait until one closes.
    pub connections: usize,
    /// How long new requests are still taken while `/readyz` says that the server is about to end.
    pub notice: Duration,
    /// How long requests that are under way may take after that.
    pub drain: Duration,
    /// The certificate, where the server speaks https itself.
    pub certificates: Option<Arc<Certificates>>,
}

impl Default for Serving {
    fn default() -> Self {
        Self { connections: 1_024, notice: Duration::ZERO, drain: Duration::from_secs(30), certificates: None }
    }
}

/// Serves until `stop` is done; what is under way then is finished first, as far as time allows.
pub async fn serve(
    listener: TcpListener,
    app: App,
    serving: Serving,
    stop: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let condition = Arc::clone(&app.condition);
    let (closing, closed) = watch::channel(false);
    let tidying = tokio::spawn(metrics::keep_tidy());
    let mut door = Door {
        room: Arc::new(Semaphore::new(serving.connections.max(1))),
        listener,
        router: router(app),
        certificates: serving.certificates,
        closed,
        open: JoinSet::new(),
    };
    door.keep_open(stop).await;
    condition.drain();
    if !serving.notice.is_zero() {
        door.keep_open(sleep_until(Instant::now() + serving.notice)).await;
    }
    let mut open = door.close();
    // Connections hold the other end, so nobody listening means that there are none.
    let _ = closing.send(true);
    let finished = async { while open.join_next().await.is_some() {} };
    if timeout(serving.drain, finished).await.is_err() {
        tracing::warn!(connections = open.len(), "requests took longer than the server may wait; they are cut off");
        open.shutdown().await;
    }
    tidying.abort();
    Ok(())
}

/// Where connections come in.
struct Door {
    room: Arc<Semaphore>,
    listener: TcpListener,
    router: Router,
    certificates: Option<Arc<Certificates>>,
    closed: watch::Receiver<bool>,
    open: JoinSet<()>,
}

impl Door {
    async fn keep_open(&mut self, until: impl Future<Output = ()>) {
        let mut until = pin!(until);
        loop {
            let (stream, peer, permit) = tokio::select! {
                () = &mut until => return,
                Some(_) = self.open.join_next(), if !self.open.is_empty() => continue,
                accepted = accept(&self.listener, &self.room) => accepted,
            };
            let (router, closed) = (self.router.clone(), self.closed.clone());
            let certificates = self.certificates.clone();
            self.open.spawn(async move {
                let _held = (permit, metrics::open_connection());
                connection::attend(stream, peer, router, certificates, closed).await;
            });
        }
    }

    fn close(self) -> JoinSet<()> {
        self.open
    }
}

/// The next connection, as soon as there is room for it.
async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    loop {
        let Ok(permit) = Arc::clone(room).acquire_owned().await else {
            // Nobody closes the semaphore.
            std::future::pending().await
        };
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, permit),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(REFUSED_PAUSE).await;
            }
        }
    }
}
