//! `/api/v1/imports`: files that are imported by the page.

pub(crate) mod files;
pub(crate) mod mapping;
pub(crate) mod rejected;
mod shown;
pub(crate) mod work;

use axum::Extension;
use axum::Json;
use axum::extract::{Path, State};
use otklik_core::ErrorCode;
use serde::Serialize;
use utoipa::ToSchema;

pub(crate) use shown::ImportShown;

use crate::app::App;
use crate::attend::Attended;
use crate::problem::{Problem, ProblemDetails, SignedProblems, message};
use crate::signed::Signed;
use otklik_collect::DeskError;

/// Every import.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportsShown {
    /// The newest first.
    imports: Vec<ImportShown>,
}

/// Lists imports, the newest first.
#[utoipa::path(
    get, path = "/api/v1/imports", tag = "imports", operation_id = "list_imports", security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses((status = 200, body = ImportsShown), SignedProblems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    _signed: Signed,
) -> Result<Json<ImportsShown>, Problem> {
    let states = app.imports.list().await?;
    let imports = states.into_iter().map(|state| ImportShown::of(state, attended.language())).collect();
    Ok(Json(ImportsShown { imports }))
}

/// Shows an import as it is now.
#[utoipa::path(
    get, path = "/api/v1/imports/{id}", tag = "imports", operation_id = "show_import",
    params(("id" = String, Path, description = "The import's id.")), security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses(
        (status = 200, body = ImportShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    _signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<ImportShown>, Problem> {
    let state = app.imports.show(&id).await?;
    Ok(Json(ImportShown::of(state, attended.language())))
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        if let Some(said) = error.message() {
            return Self::new(ErrorCode::ImportUnreadable).with_note(said);
        }
        match error {
            DeskError::Unknown { .. } => Self::new(ErrorCode::NotFound),
            DeskError::WrongStage { .. } => Self::new(ErrorCode::ImportUnderWay),
            DeskError::TooManyFiles { limit } => {
                Self::new(ErrorCode::BodyTooLarge).with_note(message("request-limit", [("limit", limit.to_string())]))
            }
            DeskError::TooLarge { limit } => {
                Self::new(ErrorCode::BodyTooLarge).with_note(message("request-limit", [("limit", limit.to_string())]))
            }
            DeskError::Folder { ref source, .. } if source.kind() == std::io::ErrorKind::StorageFull => {
                Self::caused_by(ErrorCode::DiskFull, error)
            }
            DeskError::Store(error) => error.into(),
            other => Self::caused_by(ErrorCode::Internal, other),
        }
    }
}
