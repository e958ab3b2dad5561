//! `/api/v1/questions/scores`.

use axum::extract::State;
use otklik_insight::{Scores, ScoresQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, QuestionProblems};
use crate::signed::Signed;

/// Says how a metric stands.
#[utoipa::path(
    post, path = "/api/v1/questions/scores", tag = "questions", operation_id = "ask_scores",
    request_body = ScoresQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = Scores), QuestionProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<ScoresQuestion>,
) -> Result<axum::Json<Scores>, Problem> {
    Ok(axum::Json(app.insight.scores(&signed.reader(), &question).await?))
}
