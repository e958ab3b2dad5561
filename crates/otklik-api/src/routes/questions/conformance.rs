//! `/api/v1/questions/conformance`.

use axum::extract::State;
use otklik_insight::{ConformanceAnswer, ConformanceQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Holds real journeys against the expected one.
#[utoipa::path(
    post, path = "/api/v1/questions/conformance", tag = "questions", operation_id = "ask_conformance",
    request_body = ConformanceQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = ConformanceAnswer), JourneyProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<ConformanceQuestion>,
) -> Result<axum::Json<ConformanceAnswer>, Problem> {
    Ok(axum::Json(app.insight.conformance(&signed.reader(), &question).await?))
}
