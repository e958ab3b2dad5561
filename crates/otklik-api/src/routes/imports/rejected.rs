//! `/api/v1/imports/{id}/rejected.csv`: refused rows, to be repaired and imported alone.

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::stream::try_unfold;
use otklik_collect::{RefusedRows, RejectedRows};
use otklik_core::Language;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::app::App;
use crate::attend::Attended;
use crate::audit::note;
use crate::input::Query;
use crate::problem::{Problem, ProblemDetails, SignedProblems, told};
use crate::signed::Signed;

/// Bytes that are sent together.
const BLOCK_BYTES: usize = 256 * 1024;

/// Which file's rows.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RejectedParameters {
    /// The file's name.
    file: String,
}

/// Sends the refused rows of a file with the reasons; cells that a spreadsheet would run are made harmless.
#[utoipa::path(
    get, path = "/api/v1/imports/{id}/rejected.csv", tag = "imports", operation_id = "rejected_rows",
    params(("id" = String, Path, description = "The import's id."), RejectedParameters), security(("session" = ["import_files"]), ("key" = ["import_files"])),
    responses(
        (status = 200, body = String, content_type = "text/csv"),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`field_malformed`: something else than a file was asked for.", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn send(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    signed: Signed,
    Path(id): Path<String>,
    Query(asked): Query<RejectedParameters>,
) -> Result<Response, Problem> {
    let rows = app.imports.refused(&id, &asked.file).await?;
    note(&app, &signed, "refused_downloaded", &asked.file, json!({})).await?;
    let language = attended.language();
    let list = List { rows: Some(rows), is_begun: false, language };
    let blocks = try_unfold(list, |list| async move { tokio::task::spawn_blocking(move || list.next()).await? });
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"rejected.csv\"")];
    Ok((headers, Body::from_stream(blocks)).into_response())
}

/// A list that is written while it is sent.
struct List {
    /// None once everything was written.
    rows: Option<RefusedRows>,
    is_begun: bool,
    language: Language,
}

impl List {
    /// The next block; nothing at the end.
    fn next(mut self) -> std::io::Result<Option<(Bytes, Self)>> {
        let Some(mut rows) = self.rows.take() else { return Ok(None) };
        let heading = rows.heading.clone();
        let list = RejectedRows::new(&heading);
        let mut block = if self.is_begun { String::new() } else { list.heading() };
        self.is_begun = true;
        while block.len() < BLOCK_BYTES {
            let Some(reject) = rows.next_row()? else { return Ok(Some((Bytes::from(block), self))) };
            block.push_str(&list.row(&reject, &told(&reject.message(), self.language)));
        }
        self.rows = Some(rows);
        Ok(Some((Bytes::from(block), self)))
    }
}
