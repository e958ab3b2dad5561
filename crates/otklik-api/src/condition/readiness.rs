//! What a server needs to answer, looked at piece by piece.

use std::error::Error;
use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;

use super::DiskState;
use crate::app::App;

/// A database that answers later counts as not answering.
const PATIENCE: Duration = Duration::from_secs(5);
/// Acknowledged events that wait longer for the lake are stuck; usually they wait for half a second.
const STUCK_SECONDS: i64 = 300;
const SECOND_MICROS: i64 = 1_000_000;

/// Whether a server may be sent requests, and what stands in the way.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// `ready` or `not_ready`.
    status: &'static str,
    /// Everything that it needs.
    checks: Vec<Check>,
}

/// One thing that a server needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Check {
    /// `server`, `database`, `lake`, `disk` or `intake`.
    name: &'static str,
    /// Whether it is well.
    ready: bool,
    /// What is wrong, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

impl Check {
    fn new(name: &'static str, problem: Option<&'static str>) -> Self {
        Self { name, ready: problem.is_none(), reason: problem }
    }
}

impl Readiness {
    pub(crate) fn is_ready(&self) -> bool {
        self.checks.iter().all(|check| check.ready)
    }

    pub(super) fn is_draining(&self) -> bool {
        self.checks.iter().any(|check| check.name == "server" && !check.ready)
    }
}

/// Looks at everything that the server needs; what exactly failed is for the log.
pub(super) async fn look(app: &App) -> Readiness {
    let draining = app.condition.is_draining().then_some("the server is about to end");
    let full = app.condition.disk.state() == DiskState::Full;
    let checks = vec![
        Check::new("server", draining),
        Check::new("database", database(app).await),
        Check::new("lake", lake(app).await),
        Check::new("disk", full.then_some("hardly any disk is left; nothing more is taken")),
        Check::new("intake", intake(app).await),
    ];
    let ready = checks.iter().all(|check| check.ready);
    Readiness { status: if ready { "ready" } else { "not_ready" }, checks }
}

async fn database(app: &App) -> Option<&'static str> {
    match tokio::time::timeout(PATIENCE, app.store.check_writable()).await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => {
            tracing::warn!(error = &error as &dyn Error, "the database cannot be written");
            Some("the database cannot be written; see the log")
        }
        Err(_) => Some("the database does not answer within 5 s"),
    }
}

async fn lake(app: &App) -> Option<&'static str> {
    let error = app.lake.check().await.err()?;
    tracing::warn!(error = &error as &dyn Error, "the lake cannot be read");
    Some("the newest data file cannot be read; see the log")
}

async fn intake(app: &App) -> Option<&'static str> {
    let waited = tokio::time::timeout(PATIENCE, app.store.inbox().waiting(app.lake.snapshot().through)).await;
    // When the database does not tell, its own check says what is wrong with it.
    let Ok(Ok(waiting)) = waited else { return None };
    let waited_micros = app.clock.now().0.saturating_sub(waiting.oldest?.0);
    (waited_micros > STUCK_SECONDS * SECOND_MICROS)
        .then_some("acknowledged events have waited for the lake for more than five minutes; see the log")
}
