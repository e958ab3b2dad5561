//! `/api/v1/questions/paths`.

use axum::extract::State;
use otklik_insight::{PathsAnswer, PathsQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Says where people come from before a touchpoint, and where they go from it.
#[utoipa::path(
    post, path = "/api/v1/questions/paths", tag = "questions", operation_id = "ask_paths",
    request_body = PathsQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = PathsAnswer), JourneyProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<PathsQuestion>,
) -> Result<axum::Json<PathsAnswer>, Problem> {
    Ok(axum::Json(app.insight.paths(&signed.reader(), &question).await?))
}
