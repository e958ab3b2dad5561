//! `otklik serve`.

mod signals;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use otklik_api::{App, Certificates, Serving};
use otklik_care::Retention;
use otklik_collect::Intake;
use otklik_lake::Lake;
use otklik_store::Store;
use tokio::net::TcpListener;

use crate::arguments::Serve;
use crate::commands::backup;
use crate::configuration::Configuration;
#[cfg(unix)]
use crate::control;
use crate::installation::Installation;
use crate::speech::Speech;

/// What is acknowledged is safe without the last commit, so ending does not wait for ever for a disk that is ill.
const LAST_COMMIT_PATIENCE: Duration = Duration::from_secs(60);

pub async fn run(arguments: Serve, speech: &Speech) -> Result<()> {
    let settled = arguments.data.settle(Some(&arguments.listen)).map_err(|error| error.told(speech))?;
    let installation = Installation::open_configured(&settled.configuration).await?;
    serve(installation, &settled.configuration, speech, |address| {
        println!("{}", speech.say_with("cli-serving", &[("address", address.to_owned())]));
    })
    .await
}

/// Serves an installation until the program is told to stop; what is under way is finished first.
pub async fn serve(
    installation: Installation,
    configuration: &Configuration,
    speech: &Speech,
    say_where: impl FnOnce(&str),
) -> Result<()> {
    let settings = configuration.settings().map_err(|error| error.told(speech))?;
    let serving = with_certificate(configuration, speech)?;
    let wanted = SocketAddr::new(configuration.server.host, configuration.server.port);
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
    let retention = Retention::new(
        installation.store.clone(),
        Arc::clone(&installation.lake),
        Arc::clone(&installation.clock),
        &installation.server,
        configuration.retention(),
    );
    let retention = tokio::spawn(async move { retention.run().await });
    let erasing = tokio::spawn({
        let erasing = Arc::clone(&installation.erasing);
        async move { erasing.run().await }
    });
    let Installation {
        store,
        lake,
        intake: last_intake,
        housekeeping: last_housekeeping,
        insight,
        imports,
        erasing: wanted,
        clock,
        ..
    } = installation;
    imports.resume().await?;
    let listening = listen_for_orders(&store, &lake, &last_intake);
    let renewing = serving.certificates.clone().map(|certificates| tokio::spawn(renew(certificates)));
    let scheme = if serving.certificates.is_some() { "https" } else { "http" };
    let app = App::new(store.clone(), lake, insight, imports, wanted, clock, settings);
    say_where(&configuration.server.base_url.clone().unwrap_or_else(|| format!("{scheme}://{address}")));
    otklik_api::serve(listener, app, serving, signals::told_to_stop()).await?;
    if let Some(renewing) = renewing {
        renewing.abort();
    }
    drop(listening);
    intake.abort();
    housekeeping.abort();
    erasing.abort();
    retention.abort();
    // A commit that is cut off is done again, and an erasure goes on where it was.
    let _ = tokio::join!(intake, housekeeping, erasing, retention);
    bring_over_the_rest(&last_intake).await;
    last_housekeeping.release().await?;
    store.close().await;
    Ok(())
}

/// Makes backups for `otklik backup`, which cannot open a folder that this program holds.
#[cfg(unix)]
fn listen_for_orders(store: &Store, lake: &Arc<Lake>, intake: &Arc<Intake>) -> Option<control::Listening> {
    // A shared database is copied by the command itself, beside however many servers.
    if store.is_shared() {
        return None;
    }
    let (own_store, lake, intake) = (store.clone(), Arc::clone(lake), Arc::clone(intake));
    control::listen(store.folder(), move |order| {
        let (store, lake, intake) = (own_store.clone(), Arc::clone(&lake), Arc::clone(&intake));
        async move { backup::carry_out(&store, &lake, &intake, order).await }
    })
}

#[cfg(not(unix))]
fn listen_for_orders(_store: &Store, _lake: &Arc<Lake>, _intake: &Arc<Intake>) -> Option<()> {
    None
}

fn with_certificate(configuration: &Configuration, speech: &Speech) -> Result<Serving> {
    let certificates = match configuration.tls_files().map_err(|error| error.told(speech))? {
        Some((certificate, key)) => {
            let loaded =
                Certificates::load(certificate, key).with_context(|| speech.say("cli-certificate-unusable"))?;
            Some(Arc::new(loaded))
        }
        None => None,
    };
    Ok(Serving { certificates, ..configuration.serving() })
}

/// Reads the certificate again when its files change, and when the program is sent SIGHUP.
async fn renew(certificates: Arc<Certificates>) {
    tokio::select! {
        () = certificates.keep_fresh() => {}
        () = signals::at_each_hangup(|| {
            if let Err(error) = certificates.reload() {
                tracing::error!(error = &error as &dyn std::error::Error, "the new certificate cannot be used");
            }
        }) => {}
    }
}

/// What was acknowledged is durable in the inbox; bringing it over now saves the next start the work.
async fn bring_over_the_rest(intake: &Intake) {
    match tokio::time::timeout(LAST_COMMIT_PATIENCE, intake.finish()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::error!(error = &error as &dyn std::error::Error, "events stay in the inbox until the next start");
        }
        Err(_) => tracing::warn!("the last commit took too long; events stay in the inbox until the next start"),
    }
}
