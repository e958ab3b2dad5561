//! One connection, from the handshake to its end.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use super::certificates::Certificates;
use super::write_patience::WritePatience;
use crate::site::Connection;

/// A client that takes longer for the handshake, or for the head of a request, is let go; so is one that has nothing to ask.
const HANDSHAKE_PATIENCE: Duration = Duration::from_secs(10);
const HEAD_PATIENCE: Duration = Duration::from_secs(30);

/// Answers what comes on a connection until it closes or the server does.
pub(super) async fn attend(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    certificates: Option<Arc<Certificates>>,
    closed: watch::Receiver<bool>,
) {
    // Without it small answers wait for the client's word on the one before.
    let _ = stream.set_nodelay(true);
    let Some(certificates) = certificates else {
        let connection = Connection { peer: peer.ip(), encrypted: false };
        return answer(stream, connection, router, closed).await;
    };
    let acceptor = TlsAcceptor::from(certificates.current());
    match tokio::time::timeout(HANDSHAKE_PATIENCE, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => {
            let connection = Connection { peer: peer.ip(), encrypted: true };
            answer(stream, connection, router, closed).await;
        }
        Ok(Err(error)) => tracing::debug!(%error, %peer, "no encrypted connection came about"),
        Err(_) => tracing::debug!(%peer, "the handshake took too long"),
    }
}

async fn answer<S>(stream: S, connection: Connection, router: Router, mut closed: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(connection);
        router.clone().oneshot(request)
    });
    let stream = TokioIo::new(WritePatience::new(stream));
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .serve_connection(stream, service);
    let mut serving = pin!(serving);
    // Its guard must not live on while the connection ends.
    let closing = async { closed.wait_for(|closed| *closed).await.is_ok() };
    let ended = tokio::select! {
        ended = serving.as_mut() => ended,
        _ = closing => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, peer = %connection.peer, "a connection broke");
    }
}
