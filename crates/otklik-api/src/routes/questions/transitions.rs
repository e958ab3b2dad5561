//! `/api/v1/questions/transitions`.

use axum::extract::State;
use otklik_insight::{TransitionsAnswer, TransitionsQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Says what follows what, how often, and after how long: the map of journeys.
#[utoipa::path(
    post, path = "/api/v1/questions/transitions", tag = "questions", operation_id = "ask_transitions",
    request_body = TransitionsQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = TransitionsAnswer), JourneyProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<TransitionsQuestion>,
) -> Result<axum::Json<TransitionsAnswer>, Problem> {
    Ok(axum::Json(app.insight.transitions(&signed.reader(), &question).await?))
}
