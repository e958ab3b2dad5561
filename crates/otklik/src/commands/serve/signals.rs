//! What the system tells the program.

use std::future::Future;

/// Waits until the program is told to stop; told so once more, it ends at once.
pub(super) async fn told_to_stop() {
    stop_signal().await;
    tokio::spawn(async {
        stop_signal().await;
        // Everything acknowledged is durable already; whoever insists does not want to wait.
        std::process::exit(1);
    });
}

async fn stop_signal() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
fn terminated() -> impl Future<Output = ()> {
    let signal = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    async {
        match signal {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
fn terminated() -> impl Future<Output = ()> {
    std::future::pending()
}

/// Does something whenever the program is sent SIGHUP, for ever.
#[cfg(unix)]
pub(super) async fn at_each_hangup(act: impl Fn()) {
    let Ok(mut hangups) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()) else {
        return std::future::pending().await;
    };
    while hangups.recv().await.is_some() {
        act();
    }
}

/// Other systems know no SIGHUP.
#[cfg(not(unix))]
pub(super) async fn at_each_hangup(_act: impl Fn()) {
    std::future::pending().await
}
