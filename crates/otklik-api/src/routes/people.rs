//! `/api/v1/people`: the people behind a figure.

use axum::Json;
use axum::extract::State;
use otklik_insight::{People, PeopleQuestion};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::App;
use crate::input::{Query, read_json};
use crate::problem::{JourneyProblems, Problem};
use crate::routes::page;
use crate::signed::Signed;

/// Which figure, and which page of its people.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeopleParameters {
    /// The question as JSON, as the figure's own `people` address has it.
    question: String,
    /// Where to go on.
    cursor: Option<String>,
    /// How many people, 200 at most; 50 unless told.
    limit: Option<u32>,
}

/// Lists the people behind a figure.
#[utoipa::path(
    get, path = "/api/v1/people", tag = "people", operation_id = "list_people", params(PeopleParameters),
    security(("session" = ["see_people"]), ("key" = ["see_people"])), responses((status = 200, body = People), JourneyProblems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(asked): Query<PeopleParameters>,
) -> Result<Json<People>, Problem> {
    let question: PeopleQuestion = read_json(asked.question.as_bytes(), "question")?;
    let limit = page::rows(asked.limit);
    Ok(Json(app.insight.people(&signed.reader(), &question, asked.cursor.as_deref(), limit).await?))
}
