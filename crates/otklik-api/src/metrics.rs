//! What the server counts of itself, in the text format of Prometheus.

mod gauges;
mod process;

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

pub(crate) use gauges::refresh;

/// Requests by method, route and status.
const REQUESTS: &str = "otklik_http_requests_total";
/// Seconds of a request, by method and route.
const REQUEST_SECONDS: &str = "otklik_http_request_duration_seconds";
/// Open connections.
const CONNECTIONS: &str = "otklik_http_connections";
/// Requests that a limit refused, by limit.
pub(crate) const LIMITED: &str = "otklik_http_requests_limited_total";
/// Events that were sent, by what became of them.
pub(crate) const EVENTS: &str = "otklik_events_total";
/// Seconds of a question, by question.
const QUESTION_SECONDS: &str = "otklik_question_duration_seconds";

const BUCKETS: [f64; 14] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
const QUESTIONS: &str = "/api/v1/questions/";
/// Every page and file of the interface counts as one route, else each invented address would be another.
const PAGES: &str = "pages";
const TIDIED_EVERY: Duration = Duration::from_secs(5);

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

/// Begins to count; once for a process.
pub(crate) fn start() {
    HANDLE.get_or_init(|| {
        let builder = PrometheusBuilder::new();
        let builder = builder.set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS);
        // The list of buckets is not empty, which is all that can be refused.
        let recorder = builder.unwrap_or_default().build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("somebody else counts already; /metrics stays empty");
        }
        describe();
        handle
    });
}

fn describe() {
    metrics::describe_counter!(REQUESTS, "Requests by method, route and status.");
    metrics::describe_histogram!(REQUEST_SECONDS, "How long requests took, by method and route.");
    metrics::describe_gauge!(CONNECTIONS, "Open connections.");
    metrics::describe_counter!(LIMITED, "Requests that a limit refused, by limit.");
    metrics::describe_counter!(EVENTS, "Events that were sent, by what became of them.");
    metrics::describe_histogram!(QUESTION_SECONDS, "How long questions took, by question.");
    metrics::describe_histogram!("otklik_intake_commit_duration_seconds", "How long commits to the lake took.");
    gauges::describe();
}

/// Counts a connection as open until it is dropped.
pub(crate) struct OpenConnection(());

/// Counts one more open connection.
pub(crate) fn open_connection() -> OpenConnection {
    metrics::gauge!(CONNECTIONS).increment(1.0);
    OpenConnection(())
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        metrics::gauge!(CONNECTIONS).decrement(1.0);
    }
}

/// Everything that was counted, as text.
pub(crate) fn render() -> String {
    HANDLE.get().map(PrometheusHandle::render).unwrap_or_default()
}

/// Folds what was measured from time to time, so that it does not pile up when nobody reads it.
pub(crate) async fn keep_tidy() {
    loop {
        tokio::time::sleep(TIDIED_EVERY).await;
        if let Some(handle) = HANDLE.get() {
            handle.run_upkeep();
        }
    }
}

/// Counts a request and measures how long it took.
pub(crate) async fn measure(request: Request, next: Next) -> Response {
    let method = method_label(request.method());
    let path = request.extensions().get::<MatchedPath>();
    let route = path.map_or_else(|| PAGES.to_owned(), |path| path.as_str().to_owned());
    let began = Instant::now();
    let response = next.run(request).await;
    let seconds = began.elapsed().as_secs_f64();
    let status = response.status().as_u16().to_string();
    metrics::counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status).increment(1);
    if let Some(question) = route.strip_prefix(QUESTIONS) {
        metrics::histogram!(QUESTION_SECONDS, "question" => question.to_owned()).record(seconds);
    }
    metrics::histogram!(REQUEST_SECONDS, "method" => method, "route" => route).record(seconds);
    response
}

/// A method as a label; invented ones are one label.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
