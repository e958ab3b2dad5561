//! `/api/v1/imports/files`: receiving a file, of any size that the disk has room for.

use axum::Extension;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use http_body_util::BodyExt as _;
use otklik_collect::{DeskError, Receiving};
use otklik_core::ErrorCode;
use serde::Deserialize;
use utoipa::IntoParams;

use super::ImportShown;
use crate::app::App;
use crate::attend::Attended;
use crate::input::Query;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, message};
use crate::signed::Signed;

/// Bytes that are written together.
const BLOCK_BYTES: usize = 1024 * 1024;

/// Which file it is.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FileParameters {
    /// What the file is called; it is shown, and never becomes a path.
    name: String,
    /// The import that it belongs to; a new one when left out.
    import: Option<String>,
}

/// Receives a file as the body; a file of the same name takes the place of the former one.
#[utoipa::path(
    post, path = "/api/v1/imports/files", tag = "imports", operation_id = "upload_file", params(FileParameters),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file as it is."),
    security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses(
        (status = 201, body = ImportShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`import_under_way`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn upload(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    signed: Signed,
    Query(asked): Query<FileParameters>,
    request: Request,
) -> Result<(StatusCode, Json<ImportShown>), Problem> {
    let import = match asked.import {
        Some(import) => import,
        None => app.imports.begin(signed.name()).await?.id,
    };
    let mut receiving = app.imports.receive(&import, &asked.name, app.limits.upload_bytes).await?;
    let mut body = request.into_body();
    let mut block = Vec::with_capacity(BLOCK_BYTES);
    while let Some(frame) = body.frame().await {
        let broken = |_| Problem::new(ErrorCode::BodyMalformed).with_note(message("request-body-broken", []));
        let Ok(bytes) = frame.map_err(broken)?.into_data() else { continue };
        block.extend_from_slice(&bytes);
        if block.len() >= BLOCK_BYTES {
            receiving = write(receiving, std::mem::take(&mut block)).await?;
        }
    }
    receiving = write(receiving, block).await?;
    let state = aside(move || receiving.finish()).await?;
    Ok((StatusCode::CREATED, Json(ImportShown::of(state, attended.language()))))
}

async fn write(mut receiving: Receiving, block: Vec<u8>) -> Result<Receiving, Problem> {
    aside(move || receiving.write(&block).map(|()| receiving)).await
}

/// Runs what waits for the disk aside of the requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, DeskError> + Send + 'static) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| Problem::caused_by(ErrorCode::Internal, error))??)
}
