//! `/api/v1/questions/moments`.

use axum::extract::State;
use otklik_insight::{MomentsAnswer, MomentsQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Says which touches go before a return.
#[utoipa::path(
    post, path = "/api/v1/questions/moments", tag = "questions", operation_id = "ask_moments",
    request_body = MomentsQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = MomentsAnswer), JourneyProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<MomentsQuestion>,
) -> Result<axum::Json<MomentsAnswer>, Problem> {
    Ok(axum::Json(app.insight.moments(&signed.reader(), &question).await?))
}
