//! `/api/v1/catalogue/kinds`: the kinds of events that there are.

use axum::Json;
use axum::extract::State;
use otklik_insight::{Kinds, KindsQuestion};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::App;
use crate::input::Query;
use crate::problem::{Problem, QuestionProblems};
use crate::routes::page;
use crate::signed::Signed;

/// Which kinds, and which page of them.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct KindsParameters {
    /// Only kinds that the catalogue does not place.
    #[serde(default)]
    unmapped: bool,
    /// Only kinds in whose source, name, channel, detail or touchpoint this stands.
    #[serde(default)]
    search: String,
    /// Where to go on.
    cursor: Option<String>,
    /// How many kinds, 200 at most; 50 unless told.
    limit: Option<u32>,
}

/// Lists every kind of events seen, what the catalogue does not place first, with a suggestion where its words say something.
#[utoipa::path(
    get, path = "/api/v1/catalogue/kinds", tag = "catalogue", operation_id = "list_kinds", params(KindsParameters),
    security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])), responses((status = 200, body = Kinds), QuestionProblems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(asked): Query<KindsParameters>,
) -> Result<Json<Kinds>, Problem> {
    let question = KindsQuestion { unmapped: asked.unmapped, search: asked.search };
    let limit = page::rows(asked.limit);
    Ok(Json(app.insight.kinds(&signed.reader(), &question, asked.cursor.as_deref(), limit).await?))
}
