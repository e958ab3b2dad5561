//! `/api/v1/questions/marks`.

use axum::extract::State;
use otklik_insight::{MarksAnswer, MarksQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Says what to mark on the map: money at risk, moments of truth, complaints and waits.
#[utoipa::path(
    post, path = "/api/v1/questions/marks", tag = "questions", operation_id = "ask_marks",
    request_body = MarksQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = MarksAnswer), JourneyProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<MarksQuestion>,
) -> Result<axum::Json<MarksAnswer>, Problem> {
    Ok(axum::Json(app.insight.marks(&signed.reader(), &question).await?))
}
