//! `/api/v1/catalogue/preview`: what another catalogue would change.

use axum::extract::State;
use otklik_core::Catalogue;
use otklik_insight::CataloguePreview;
use serde::Deserialize;
use utoipa::ToSchema;

use super::check;
use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems};
use crate::signed::Signed;

/// A catalogue to try.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CatalogueTried {
    /// What it says.
    catalogue: Catalogue,
}

/// Says what a catalogue would change, and changes nothing.
#[utoipa::path(
    post, path = "/api/v1/catalogue/preview", tag = "catalogue", operation_id = "preview_catalogue",
    request_body = CatalogueTried, security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses(
        (status = 200, body = CataloguePreview),
        (status = 422, description = "`catalogue_malformed`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn tell(
    State(app): State<App>,
    signed: Signed,
    Json(tried): Json<CatalogueTried>,
) -> Result<axum::Json<CataloguePreview>, Problem> {
    check(&tried.catalogue)?;
    Ok(axum::Json(app.insight.preview_catalogue(&signed.reader(), &tried.catalogue).await?))
}
