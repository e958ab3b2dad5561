//! `/api/v1/questions/pains`.

use axum::extract::State;
use otklik_insight::{PainsAnswer, PainsQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Says what hurts customers on their way, and what money is at risk.
#[utoipa::path(
    post, path = "/api/v1/questions/pains", tag = "questions", operation_id = "ask_pains",
    request_body = PainsQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = PainsAnswer), JourneyProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<PainsQuestion>,
) -> Result<axum::Json<PainsAnswer>, Problem> {
    Ok(axum::Json(app.insight.pains(&signed.reader(), &question).await?))
}
