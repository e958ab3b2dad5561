//! `/api/v1/feedback/read`: what a user has read.

use axum::extract::State;
use axum::http::StatusCode;
use otklik_core::Position;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, QuestionProblems};
use crate::signed::Signed;

/// Comments that were read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Read {
    /// The positions of their events.
    positions: Vec<i64>,
}

/// Notes that the user has read comments; others' marks stay as they are.
#[utoipa::path(
    post, path = "/api/v1/feedback/read", tag = "people", operation_id = "mark_feedback_read", request_body = Read,
    security(("session" = ["see_people"])), responses((status = 204, description = "Noted."), QuestionProblems)
)]
pub(crate) async fn mark(
    State(app): State<App>,
    signed: Signed,
    Json(read): Json<Read>,
) -> Result<StatusCode, Problem> {
    let user = signed.user()?;
    // A position beyond the newest event would mark as read what has not been written yet.
    let newest = app.store.inbox().last_position();
    let positions: Vec<Position> =
        read.positions.into_iter().map(Position).filter(|position| (Position(1)..=newest).contains(position)).collect();
    app.store.feedback().mark_read(user.id, &positions, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
