//! `/api/v1/questions/overview`.

use axum::extract::State;
use otklik_insight::{Overview, OverviewQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, QuestionProblems};
use crate::signed::Signed;

/// Says how customers fare, in one page.
#[utoipa::path(
    post, path = "/api/v1/questions/overview", tag = "questions", operation_id = "ask_overview",
    request_body = OverviewQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = Overview), QuestionProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<OverviewQuestion>,
) -> Result<axum::Json<Overview>, Problem> {
    Ok(axum::Json(app.insight.overview(&signed.reader(), signed.user_id(), &question).await?))
}
