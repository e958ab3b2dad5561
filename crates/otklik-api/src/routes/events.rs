//! `/api/v1/events`: what happened, sent by the company's systems.

mod refused;

use axum::Extension;
use axum::Json;
use axum::extract::State;
use otklik_collect::{BatchError, parse_batch};
use otklik_core::{ErrorCode, Event};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::attend::Attended;
use crate::input::JsonBytes;
use crate::metrics::EVENTS;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, message};
use crate::signed::Signed;

/// What became of a batch; when this comes, what was accepted is durable.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventsTaken {
    /// Events that are new.
    accepted: usize,
    /// Events whose (source, id) came before; nothing to do about them.
    duplicates: usize,
    /// Events that were refused, in the order of the batch; all others were taken.
    rejected: Vec<EventRefused>,
}

/// An event that was refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventRefused {
    /// Its place in the batch, from 0.
    index: usize,
    /// What is wrong.
    code: ErrorCode,
    /// Where, as a JSON pointer into the body.
    pointer: String,
    /// What it means and what to do about it.
    detail: String,
}

/// Takes a batch of events; one bad event never takes a good one with it.
#[utoipa::path(
    post, path = "/api/v1/events", tag = "events", security(("key" = ["send_events"]), ("session" = ["send_events"])),
    request_body(content = serde_json::Value, content_type = "application/json", description = "`{\"events\": […]}`, plain or with `Content-Encoding: gzip`."),
    responses(
        (status = 200, body = EventsTaken),
        (status = 413, description = "`body_too_large`, `too_many_events`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn take(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    signed: Signed,
    JsonBytes(body): JsonBytes,
) -> Result<Json<EventsTaken>, Problem> {
    let origin = format!("POST /api/v1/events ({})", signed.name());
    let now = app.clock.now();
    let parsed = parse_batch(&body, &app.limits.batch, now).map_err(problem)?;
    app.gates.events(&signed.sender(), parsed.events.len())?;
    let events: Vec<Event> = parsed.events.into_iter().map(|(_, event)| event).collect();
    let appended = app.store.inbox().append(&events, now).await?;
    count(appended.accepted, appended.duplicates.len(), parsed.rejected.len());
    let kept = refused::kept(&parsed.rejected, &body, origin, attended.language());
    if !kept.is_empty() {
        app.store.rejects().add(&kept, now).await?;
    }
    let rejected = parsed.rejected.iter().zip(kept).map(|(reject, kept)| EventRefused {
        index: reject.index,
        code: kept.code,
        pointer: kept.pointer,
        detail: kept.detail,
    });
    Ok(Json(EventsTaken {
        accepted: appended.accepted,
        duplicates: appended.duplicates.len(),
        rejected: rejected.collect(),
    }))
}

fn count(accepted: usize, duplicate: usize, rejected: usize) {
    for (outcome, events) in [("accepted", accepted), ("duplicate", duplicate), ("rejected", rejected)] {
        metrics::counter!(EVENTS, "outcome" => outcome).increment(events as u64);
    }
}

fn problem(error: BatchError) -> Problem {
    let problem = Problem::new(error.code());
    match &error {
        BatchError::BodyMalformed(source) => {
            let place = [("line", source.line().to_string()), ("column", source.column().to_string())];
            let key = if source.is_data() { "request-batch-malformed" } else { "request-json-place" };
            problem.with_note(message(key, place))
        }
        BatchError::TooManyEvents { limit, .. } | BatchError::BodyTooLarge { limit, .. } => {
            problem.with_note(message("request-limit", [("limit", limit.to_string())]))
        }
    }
}
