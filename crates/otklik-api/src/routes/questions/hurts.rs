//! `/api/v1/questions/hurts`.

use axum::extract::State;
use otklik_insight::{Hurts, HurtsQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, QuestionProblems};
use crate::signed::Signed;

/// Says what hurts most people.
#[utoipa::path(
    post, path = "/api/v1/questions/hurts", tag = "questions", operation_id = "ask_hurts",
    request_body = HurtsQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = Hurts), QuestionProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<HurtsQuestion>,
) -> Result<axum::Json<Hurts>, Problem> {
    Ok(axum::Json(app.insight.hurts(&signed.reader(), &question).await?))
}
