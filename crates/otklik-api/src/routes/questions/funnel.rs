//! `/api/v1/questions/funnel`.

use axum::extract::State;
use otklik_insight::{FunnelAnswer, FunnelQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Says who takes the steps of a way, and where the others are lost.
#[utoipa::path(
    post, path = "/api/v1/questions/funnel", tag = "questions", operation_id = "ask_funnel",
    request_body = FunnelQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = FunnelAnswer), JourneyProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<FunnelQuestion>,
) -> Result<axum::Json<FunnelAnswer>, Problem> {
    Ok(axum::Json(app.insight.funnel(&signed.reader(), &question).await?))
}
