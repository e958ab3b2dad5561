//! `/api/v1/imports/{id}/mapping` and what leads to it: guess, preview.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use otklik_collect::{Draft, DraftDateOrder, Known, Message, to_wire};
use otklik_core::{Currency, ErrorCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ImportShown;
use super::shown::RefusedShown;
use crate::app::App;
use crate::attend::Attended;
use crate::input::Json;
use crate::messages::say;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::signed::Signed;

/// Events and refusals of a preview.
const PREVIEW_ROWS: usize = 20;

/// What a person knows beforehand.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GuessAsked {
    /// The name of the events' source.
    #[serde(default)]
    source: Option<String>,
    /// The zone of times without offset; the company's unless told.
    #[serde(default)]
    time_zone: Option<String>,
    /// The currency of amounts that name none; the company's unless told.
    #[serde(default)]
    currency: Option<Currency>,
    /// What comes first in dates such as 03.05.2026.
    #[serde(default)]
    date_order: Option<DraftDateOrder>,
    /// When it happened, for rows that do not tell, such as `2026-05-01`.
    #[serde(default)]
    at: Option<String>,
}

/// A mapping: what each column becomes, or the text of a mapping.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MappingAsked {
    /// What each column becomes.
    #[serde(default)]
    draft: Option<Draft>,
    /// The text of a mapping (TOML); it counts when both are given.
    #[serde(default)]
    toml: Option<String>,
}

/// The first events and refusals, as they would be.
#[derive(Serialize, ToSchema)]
pub(crate) struct PreviewShown {
    /// Events in the form in which programs send them.
    #[schema(value_type = Vec<Object>)]
    events: Vec<serde_json::Value>,
    /// Refusals among the rows that were read.
    rejected: Vec<RefusedShown>,
    /// Rows that were read.
    rows: u64,
}

/// Looks at the files and guesses what their columns become.
#[utoipa::path(
    post, path = "/api/v1/imports/{id}/guess", tag = "imports", operation_id = "guess_import", request_body = GuessAsked,
    params(("id" = String, Path, description = "The import's id.")), security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses(
        (status = 200, body = ImportShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`import_under_way`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn guess(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    _signed: Signed,
    Path(id): Path<String>,
    Json(asked): Json<GuessAsked>,
) -> Result<axum::Json<ImportShown>, Problem> {
    let workspace = app.store.workspace().get().await?;
    let zone = match asked.time_zone {
        Some(zone) => Some(zone.parse().map_err(|_| Problem::at(ErrorCode::ZoneUnknown, "/time_zone"))?),
        None => workspace.as_ref().and_then(|workspace| workspace.time_zone.parse().ok()),
    };
    let known = Known {
        source: asked.source.filter(|source| !source.trim().is_empty()),
        time_zone: zone,
        currency: asked.currency.or(workspace.and_then(|workspace| workspace.currency)),
        date_order: asked.date_order,
        at: asked.at,
    };
    let state = app.imports.guess(&id, known).await?;
    Ok(axum::Json(ImportShown::of(state, attended.language())))
}

/// Takes a changed mapping.
#[utoipa::path(
    put, path = "/api/v1/imports/{id}/mapping", tag = "imports", operation_id = "map_import", request_body = MappingAsked,
    params(("id" = String, Path, description = "The import's id.")), security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses(
        (status = 200, body = ImportShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`import_under_way`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    _signed: Signed,
    Path(id): Path<String>,
    Json(asked): Json<MappingAsked>,
) -> Result<axum::Json<ImportShown>, Problem> {
    let state = match (asked.toml, asked.draft) {
        (Some(text), _) => app.imports.set_toml(&id, text).await?,
        (None, Some(draft)) => app.imports.set_draft(&id, draft).await?,
        (None, None) => return Err(Problem::at(ErrorCode::FieldMissing, "/draft")),
    };
    Ok(axum::Json(ImportShown::of(state, attended.language())))
}

/// The mapping as text, to be kept and used again.
#[utoipa::path(
    get, path = "/api/v1/imports/{id}/mapping.toml", tag = "imports", operation_id = "save_mapping",
    params(("id" = String, Path, description = "The import's id.")), security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses(
        (status = 200, body = String, content_type = "application/toml"),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`import_unreadable`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn text(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    _signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let language = attended.language();
    let in_words = |message: &Message| say(language, &message.key, None, &[]).unwrap_or_default();
    let text = app.imports.toml(&id, &in_words).await?;
    let headers = [
        (CONTENT_TYPE, "application/toml; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"mapping.toml\""),
    ];
    Ok((headers, text).into_response())
}

/// Shows the first events and refusals, as they would be.
#[utoipa::path(
    get, path = "/api/v1/imports/{id}/preview", tag = "imports", operation_id = "preview_import",
    params(("id" = String, Path, description = "The import's id.")), security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses(
        (status = 200, body = PreviewShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`import_under_way`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`import_unreadable`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn preview(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    _signed: Signed,
    Path(id): Path<String>,
) -> Result<axum::Json<PreviewShown>, Problem> {
    let preview = app.imports.preview(&id, PREVIEW_ROWS).await?;
    Ok(axum::Json(PreviewShown {
        events: preview.events.iter().map(to_wire).collect(),
        rejected: preview.rejected.iter().map(|reject| RefusedShown::of(reject, attended.language())).collect(),
        rows: preview.rows,
    }))
}
