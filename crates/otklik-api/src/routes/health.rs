//! `/healthz` and `/readyz`, for whoever watches over the process.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::condition::Readiness;

const RETRY_SECONDS: &str = "10";

/// The server's own word on itself.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`: a process that does not live says nothing.
    status: &'static str,
}

/// Says that the process lives, whatever it depends on.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = Health)))]
pub(crate) async fn alive() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// Says whether the server may be sent requests, and else what stands in the way.
#[utoipa::path(
    get, path = "/readyz", tag = "health",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness, description = "Not ready."))
)]
pub(crate) async fn ready(State(app): State<App>) -> Response {
    let readiness = app.condition.readiness(&app).await;
    if readiness.is_ready() {
        return Json(readiness.as_ref()).into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, RETRY_SECONDS)], Json(readiness.as_ref())).into_response()
}
