//! `/api/v1/imports/{id}/dry-run`, `run` and `cancel`: work in the background.

use axum::Extension;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::json;

use super::ImportShown;
use crate::app::App;
use crate::attend::Attended;
use crate::audit::note;
use crate::problem::{Problem, ProblemDetails, SignedProblems};
use crate::signed::Signed;

/// Reads everything, keeps nothing, and counts what would be refused; goes on in the background.
#[utoipa::path(
    post, path = "/api/v1/imports/{id}/dry-run", tag = "imports", operation_id = "check_import",
    params(("id" = String, Path, description = "The import's id.")), security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses(
        (status = 202, body = ImportShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`import_under_way`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`import_unreadable`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn check(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    _signed: Signed,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<ImportShown>), Problem> {
    let state = app.imports.check(&id).await?;
    Ok((StatusCode::ACCEPTED, Json(ImportShown::of(state, attended.language()))))
}

/// Imports in the background; what was cancelled or cut off goes on where it was.
#[utoipa::path(
    post, path = "/api/v1/imports/{id}/run", tag = "imports", operation_id = "run_import",
    params(("id" = String, Path, description = "The import's id.")), security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses(
        (status = 202, body = ImportShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`import_under_way`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`import_unreadable`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn run(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<ImportShown>), Problem> {
    let state = app.imports.run(&id).await?;
    note(&app, &signed, "import_run", &id, json!({})).await?;
    Ok((StatusCode::ACCEPTED, Json(ImportShown::of(state, attended.language()))))
}

/// Stops what is under way; what was imported before stays.
#[utoipa::path(
    post, path = "/api/v1/imports/{id}/cancel", tag = "imports", operation_id = "cancel_import",
    params(("id" = String, Path, description = "The import's id.")), security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses(
        (status = 202, body = ImportShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn cancel(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    _signed: Signed,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<ImportShown>), Problem> {
    let state = app.imports.cancel(&id).await?;
    Ok((StatusCode::ACCEPTED, Json(ImportShown::of(state, attended.language()))))
}
