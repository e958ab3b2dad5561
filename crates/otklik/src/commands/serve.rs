//! `otklik serve`.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use otklik_api::{App, Limits};
use tokio::net::TcpListener;

use crate::arguments::{Listen, Serve};
use crate::installation::Installation;
use crate::speech::Speech;

pub async fn run(arguments: Serve, speech: &Speech) -> Result<()> {
    let installation = Installation::open(&arguments.data.data).await?;
    serve(installation, &arguments.listen, speech, |address| {
        println!("{}", speech.say_with("cli-serving", &[("address", address.to_owned())]));
    })
    .await
}

/// Serves an installation until the program is told to stop; what is under way is finished first.
pub async fn serve(
    installation: Installation,
    listen: &Listen,
    speech: &Speech,
    say_where: impl FnOnce(&str),
) -> Result<()> {
    let wanted = SocketAddr::new(listen.host, listen.port);
    let listener = TcpListener::bind(wanted)
        .await
        .with_context(|| speech.say_with("cli-port-taken", &[("address", wanted.to_string())]))?;
    let address = listener.local_addr()?;
    let intake = tokio::spawn({
        let intake = Arc::clone(&installation.intake);
        async move { intake.run().await }
    });
    let housekeeping = tokio::spawn({
        let housekeeping = Arc::clone(&installation.housekeeping);
        async move { housekeeping.run().await }
    });
    installation.imports.resume().await?;
    let app = App {
        store: installation.store.clone(),
        insight: installation.insight,
        imports: Arc::clone(&installation.imports),
        clock: installation.clock,
        limits: Limits::default(),
    };
    say_where(&format!("http://{address}"));
    otklik_api::serve(listener, app, told_to_stop()).await?;
    // What was acknowledged is durable in the inbox; a commit that is cut off is done again at the next start.
    intake.abort();
    housekeeping.abort();
    installation.store.close().await;
    Ok(())
}

async fn told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
