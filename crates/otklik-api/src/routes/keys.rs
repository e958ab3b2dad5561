//! `/api/v1/keys`: which programs may send events and ask.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::{ErrorCode, Timestamp, UserRole};
use otklik_store::{ApiKey, KeyId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::signed::Signed;

const WHO_MAY: &[UserRole] = &[UserRole::Administrator];

/// A key as it may be shown again.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyShown {
    /// Its id.
    id: String,
    /// What it is for.
    name: String,
    /// When it was made.
    created_at: Timestamp,
    /// When it was last used, to the minute.
    last_used_at: Option<Timestamp>,
}

/// A key that was just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyMade {
    /// Its id.
    id: String,
    /// What it is for.
    name: String,
    /// The key itself; it is not shown again.
    key: String,
}

/// A key to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewKey {
    /// What it is for.
    name: String,
}

impl From<ApiKey> for KeyShown {
    fn from(key: ApiKey) -> Self {
        Self { id: key.id.to_string(), name: key.name, created_at: key.created_at, last_used_at: key.last_used_at }
    }
}

/// Lists the API keys, the newest first.
#[utoipa::path(
    get, path = "/api/v1/keys", tag = "access", operation_id = "list_keys", security(("session" = [])),
    responses((status = 200, body = Vec<KeyShown>), SignedProblems)
)]
pub(crate) async fn list(State(app): State<App>, signed: Signed) -> Result<axum::Json<Vec<KeyShown>>, Problem> {
    signed.require(WHO_MAY)?;
    Ok(axum::Json(app.store.keys().list().await?.into_iter().map(KeyShown::from).collect()))
}

/// Makes an API key and shows it this once.
#[utoipa::path(
    post, path = "/api/v1/keys", tag = "access", operation_id = "create_key", request_body = NewKey, security(("session" = [])),
    responses(
        (status = 201, body = KeyMade),
        (status = 422, description = "`name_missing`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<NewKey>,
) -> Result<(StatusCode, axum::Json<KeyMade>), Problem> {
    signed.require(WHO_MAY)?;
    let made = app.store.keys().create(&asked.name, app.clock.now()).await?;
    let shown = KeyMade { id: made.key.id.to_string(), name: made.key.name, key: made.secret };
    Ok((StatusCode::CREATED, axum::Json(shown)))
}

/// Withdraws an API key; requests with it are refused from now on.
#[utoipa::path(
    delete, path = "/api/v1/keys/{id}", tag = "access", operation_id = "withdraw_key",
    params(("id" = String, Path, description = "The key's id.")), security(("session" = [])),
    responses(
        (status = 204, description = "Withdrawn."),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn withdraw(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    signed.require(WHO_MAY)?;
    let id: KeyId = id.parse().map_err(|_| Problem::new(ErrorCode::NotFound))?;
    if app.store.keys().delete(id).await? { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::new(ErrorCode::NotFound)) }
}
