//! `/api/v1/event-log`: the events behind the map, as XES or OCEL.

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::stream::try_unfold;
use otklik_insight::{EventLogFormat, EventLogQuestion};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::app::App;
use crate::attend::Attended;
use crate::audit::note;
use crate::input::{Query, read_json};
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Which events, and in which format.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventLogParameters {
    /// The format.
    format: EventLogFormat,
    /// The question as JSON, in the form of `EventLogQuestion`; without it every event goes out, each customer as one trace.
    #[serde(default)]
    question: Option<String>,
}

/// Sends the events behind the map as an event log, written while it is sent; customers stand under their numbers only.
#[utoipa::path(
    get, path = "/api/v1/event-log", tag = "questions", operation_id = "download_event_log", params(EventLogParameters),
    security(("session" = ["run_sql"]), ("key" = ["run_sql"])),
    responses(
        (status = 200, description = "The log.", content(
            (String = "application/xml"), (String = "application/json"),
        )),
        JourneyProblems,
    )
)]
pub(crate) async fn send(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    signed: Signed,
    Query(asked): Query<EventLogParameters>,
) -> Result<Response, Problem> {
    let question: EventLogQuestion = match &asked.question {
        Some(text) => read_json(text.as_bytes(), "question")?,
        None => EventLogQuestion::default(),
    };
    let (content_type, name) = match asked.format {
        EventLogFormat::Xes => ("application/xml", "journeys.xes"),
        EventLogFormat::OcelJson => ("application/json", "journeys.ocel.json"),
        EventLogFormat::OcelXml => ("application/xml", "journeys.ocel.xml"),
    };
    note(&app, &signed, "event_log_downloaded", "", json!({"format": asked.format, "question": question})).await?;
    let log = app.insight.event_log(&signed.reader(), &question, asked.format, attended.language()).await?;
    let blocks = try_unfold(log, |mut log| async move {
        // A log that fails on the way breaks off, so that nobody takes a part for the whole.
        let block = log.next().await.inspect_err(|error| {
            tracing::warn!(error = error as &dyn std::error::Error, "an event log broke off");
        });
        block.map(|block| block.map(|block| (Bytes::from(block), log)))
    });
    let headers = [
        (CONTENT_TYPE, content_type.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(blocks)).into_response())
}
