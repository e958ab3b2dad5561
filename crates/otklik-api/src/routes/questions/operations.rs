//! `/api/v1/questions/operations`.

use axum::extract::State;
use otklik_insight::{Operations, OperationsQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, QuestionProblems};
use crate::signed::Signed;

/// Says how the company serves.
#[utoipa::path(
    post, path = "/api/v1/questions/operations", tag = "questions", operation_id = "ask_operations",
    request_body = OperationsQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = Operations), QuestionProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<OperationsQuestion>,
) -> Result<axum::Json<Operations>, Problem> {
    Ok(axum::Json(app.insight.operations(&signed.reader(), &question).await?))
}
