//! `/api/v1/questions/trend`.

use axum::extract::State;
use otklik_insight::{TrendAnswer, TrendQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, QuestionProblems};
use crate::signed::Signed;

/// Says how a figure went over time.
#[utoipa::path(
    post, path = "/api/v1/questions/trend", tag = "questions", operation_id = "ask_trend",
    request_body = TrendQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = TrendAnswer), QuestionProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<TrendQuestion>,
) -> Result<axum::Json<TrendAnswer>, Problem> {
    Ok(axum::Json(app.insight.trend(&signed.reader(), &question).await?))
}
