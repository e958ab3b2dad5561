//! `/api/v1/questions/expectations`.

use axum::extract::State;
use otklik_insight::{Expectations, ExpectationsQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, QuestionProblems};
use crate::signed::Signed;

/// Says what was promised, what came of it, and what a broken promise costs in score.
#[utoipa::path(
    post, path = "/api/v1/questions/expectations", tag = "questions", operation_id = "ask_expectations",
    request_body = ExpectationsQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = Expectations), QuestionProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<ExpectationsQuestion>,
) -> Result<axum::Json<Expectations>, Problem> {
    Ok(axum::Json(app.insight.expectations(&signed.reader(), &question).await?))
}
