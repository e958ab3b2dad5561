//! `/metrics`, for Prometheus.

use axum::Extension;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap};
use axum::response::{IntoResponse, Response};
use otklik_core::ErrorCode;

use crate::app::App;
use crate::metrics;
use crate::problem::Problem;
use crate::signed::bearer;
use crate::site::Arrival;

const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Tells what the server counts of itself, to this machine and to whoever knows the word.
pub(crate) async fn show(
    State(app): State<App>,
    Extension(arrival): Extension<Arrival>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let known = app.condition.metrics_token.as_deref().zip(bearer(&headers));
    let allowed = arrival.local || known.is_some_and(|(token, given)| is_same(token, given));
    if !allowed {
        return Err(Problem::new(ErrorCode::Forbidden));
    }
    metrics::refresh(&app).await;
    Ok(([(CONTENT_TYPE, TEXT), (CACHE_CONTROL, "no-store")], metrics::render()).into_response())
}

/// Compares in a time that does not tell how far two words agree.
fn is_same(one: &str, other: &str) -> bool {
    let differences = one.bytes().zip(other.bytes()).fold(0, |found, (one, other)| found | (one ^ other));
    one.len() == other.len() && differences == 0
}
