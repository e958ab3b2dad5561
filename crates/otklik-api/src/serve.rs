//! Serving on a port that somebody opened.

use std::future::Future;
use std::io;

use tokio::net::TcpListener;

use crate::app::App;
use crate::router::router;

/// Serves until `stop` is done; what is under way then is finished first.
pub async fn serve(listener: TcpListener, app: App, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
    axum::serve(listener, router(app)).with_graceful_shutdown(stop).await
}
