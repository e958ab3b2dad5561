//! `/healthz` and `/readyz`, for whoever watches over the process.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::problem::{OpenProblems, Problem};

/// The server's own word on itself.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`: what is not well is a problem.
    status: &'static str,
}

const WELL: Json<Health> = Json(Health { status: "ok" });

/// Says that the process lives, whatever it depends on.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = Health)))]
pub(crate) async fn alive() -> Json<Health> {
    WELL
}

/// Says whether the server can answer: its database can be read.
#[utoipa::path(get, path = "/readyz", tag = "health", responses((status = 200, body = Health), OpenProblems))]
pub(crate) async fn ready(State(app): State<App>) -> Result<Json<Health>, Problem> {
    app.store.workspace().get().await?;
    Ok(WELL)
}
