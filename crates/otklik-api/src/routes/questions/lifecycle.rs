//! `/api/v1/questions/lifecycle`.

use axum::extract::State;
use otklik_insight::{LifecycleAnswer, LifecycleQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Says who is new, stays, comes back to life, or falls asleep.
#[utoipa::path(
    post, path = "/api/v1/questions/lifecycle", tag = "questions", operation_id = "ask_lifecycle",
    request_body = LifecycleQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = LifecycleAnswer), JourneyProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<LifecycleQuestion>,
) -> Result<axum::Json<LifecycleAnswer>, Problem> {
    Ok(axum::Json(app.insight.lifecycle(&signed.reader(), &question).await?))
}
