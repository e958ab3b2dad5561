//! `/api/v1/questions/retention`.

use axum::extract::State;
use otklik_insight::{RetentionAnswer, RetentionQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Says who comes back, and when.
#[utoipa::path(
    post, path = "/api/v1/questions/retention", tag = "questions", operation_id = "ask_retention",
    request_body = RetentionQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = RetentionAnswer), JourneyProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<RetentionQuestion>,
) -> Result<axum::Json<RetentionAnswer>, Problem> {
    Ok(axum::Json(app.insight.retention(&signed.reader(), &question).await?))
}
