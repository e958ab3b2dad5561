//! `/api/v1/rejects`: what was refused, as it came.

use axum::Extension;
use axum::Json;
use axum::extract::State;
use otklik_collect::message_key;
use otklik_core::{ErrorCode, Timestamp};
use otklik_store::RejectId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::attend::Attended;
use crate::audit::note;
use crate::input::Query;
use crate::messages::say;
use crate::problem::{Problem, QuestionProblems};
use crate::routes::page;
use crate::signed::Signed;

/// Refused events and rows, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct RejectsShown {
    /// This page.
    rejects: Vec<RejectShown>,
    /// The cursor of the next page.
    next: Option<String>,
    /// How many in all.
    total: u64,
}

/// An event or row that was refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct RejectShown {
    /// Its number.
    id: i64,
    /// When it came.
    received_at: Timestamp,
    /// From where.
    origin: String,
    /// Why it was refused.
    code: ErrorCode,
    /// Why, in the reader's language.
    title: String,
    /// Where the fault is.
    pointer: String,
    /// What the sender was told.
    detail: String,
    /// The text as it came.
    contents: String,
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RejectsParameters {
    /// Where to go on.
    cursor: Option<String>,
    /// How many, 200 at most; 50 unless told.
    limit: Option<u32>,
}

/// Lists what was refused; for who looks after the data, since the texts are as they came.
#[utoipa::path(
    get, path = "/api/v1/rejects", tag = "events", operation_id = "list_rejects", params(RejectsParameters),
    security(("session" = ["see_refused"]), ("key" = ["see_refused"])), responses((status = 200, body = RejectsShown), QuestionProblems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    signed: Signed,
    Query(asked): Query<RejectsParameters>,
) -> Result<Json<RejectsShown>, Problem> {
    let before = asked.cursor.and_then(|cursor| cursor.parse().ok()).map(RejectId);
    let limit = page::rows(asked.limit);
    let store = app.store.rejects();
    let (found, total) = (store.list(limit, before).await?, store.count().await?);
    if !found.is_empty() {
        note(&app, &signed, "refused_seen", "", json!({"from": found.last().map(|last| last.id.0)})).await?;
    }
    let next =
        found.last().filter(|last| found.len() == limit && last.id > RejectId(1)).map(|last| last.id.0.to_string());
    let rejects = found.into_iter().map(|kept| RejectShown {
        id: kept.id.0,
        received_at: kept.received_at,
        title: say(attended.language(), &message_key(kept.reject.code), None, &[]).unwrap_or_default(),
        origin: kept.reject.origin,
        code: kept.reject.code,
        pointer: kept.reject.pointer,
        detail: kept.reject.detail,
        contents: kept.reject.contents,
    });
    Ok(Json(RejectsShown { rejects: rejects.collect(), next, total }))
}
