//! `/api/v1/questions/data-quality`.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use otklik_collect::message_key;
use otklik_insight::{DataQuality, DataQualityQuestion};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::attend::Attended;
use crate::input::Json;
use crate::messages::say;
use crate::problem::{Problem, QuestionProblems};
use crate::signed::Signed;

/// How far the data can be relied on, with words for what was refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct DataQualityShown {
    /// The answer.
    #[serde(flatten)]
    quality: DataQuality,
    /// What the codes of the refusals mean, in the reader's language.
    refused_titles: BTreeMap<String, String>,
}

/// Says how far the data can be relied on.
#[utoipa::path(
    post, path = "/api/v1/questions/data-quality", tag = "questions", operation_id = "ask_data_quality",
    request_body = DataQualityQuestion, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = DataQualityShown), QuestionProblems)
)]
pub(crate) async fn ask(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    signed: Signed,
    Json(question): Json<DataQualityQuestion>,
) -> Result<axum::Json<DataQualityShown>, Problem> {
    let quality = app.insight.data_quality(&signed.reader(), &question).await?;
    let title = |code| say(attended.language(), &message_key(code), None, &[]).unwrap_or_default();
    let refused = quality.refused.iter().flatten();
    let refused_titles = refused.map(|reason| (reason.code.to_string(), title(reason.code))).collect();
    Ok(axum::Json(DataQualityShown { quality, refused_titles }))
}
