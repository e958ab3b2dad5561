//! `/api/v1/questions/variants`.

use axum::extract::State;
use otklik_insight::{VariantsAnswer, VariantsQuestion};

use crate::app::App;
use crate::input::Json;
use crate::problem::{JourneyProblems, Problem};
use crate::signed::Signed;

/// Says which ways there are from beginning to end.
#[utoipa::path(
    post, path = "/api/v1/questions/variants", tag = "questions", operation_id = "ask_variants",
    request_body = VariantsQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = VariantsAnswer), JourneyProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    signed: Signed,
    Json(question): Json<VariantsQuestion>,
) -> Result<axum::Json<VariantsAnswer>, Problem> {
    Ok(axum::Json(app.insight.variants(&signed.reader(), &question).await?))
}
