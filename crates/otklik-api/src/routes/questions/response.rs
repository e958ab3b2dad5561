//! `/api/v1/questions/response`.

use axum::extract::State;
use otklik_insight::{ResponseAnswer, ResponseQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, QuestionProblems};
use crate::signed::Signed;

/// Says who was asked, who answered, and who did not.
#[utoipa::path(
    post, path = "/api/v1/questions/response", tag = "questions", operation_id = "ask_response",
    request_body = ResponseQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = ResponseAnswer), QuestionProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<ResponseQuestion>,
) -> Result<axum::Json<ResponseAnswer>, Problem> {
    Ok(axum::Json(app.insight.response(&signed.reader(), &question).await?))
}
