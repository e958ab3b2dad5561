//! `/api/v1/feedback`: what critics wrote.

pub(crate) mod read;

use axum::Json;
use axum::extract::State;
use otklik_core::Filter;
use otklik_insight::Feedback;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::App;
use crate::input::{Query, read_json};
use crate::problem::{Problem, QuestionProblems};
use crate::routes::page;
use crate::signed::Signed;

/// Which comments.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FeedbackParameters {
    /// The filter as JSON; all comments without it.
    filter: Option<String>,
    /// Only those that the user has not read.
    #[serde(default)]
    unread: bool,
    /// Where to go on.
    cursor: Option<String>,
    /// How many comments, 200 at most; 50 unless told.
    limit: Option<u32>,
}

/// Lists critics' comments, the newest first.
#[utoipa::path(
    get, path = "/api/v1/feedback", tag = "people", operation_id = "list_feedback", params(FeedbackParameters),
    security(("session" = ["see_people"]), ("key" = ["see_people"])), responses((status = 200, body = Feedback), QuestionProblems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(asked): Query<FeedbackParameters>,
) -> Result<Json<Feedback>, Problem> {
    let filter: Option<Filter> = asked.filter.map(|text| read_json(text.as_bytes(), "filter")).transpose()?;
    let (reader, user, limit) = (signed.reader(), signed.user_id(), page::rows(asked.limit));
    let filter = filter.unwrap_or_default();
    Ok(Json(app.insight.feedback(&reader, user, &filter, asked.unread, asked.cursor.as_deref(), limit).await?))
}
