//! `/api/v1/keys`: which programs may come in, and for what.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::{ErrorCode, KeyScope, Timestamp};
use otklik_store::{ApiKey, KeyId, KeyRequest};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::signed::Signed;

/// A key as it may be shown again.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyShown {
    /// Its id.
    id: String,
    /// Whose it is.
    name: String,
    /// What it is for.
    scopes: Vec<KeyScope>,
    /// When it was made.
    created_at: Timestamp,
    /// When it was last used, to the minute.
    last_used_at: Option<Timestamp>,
    /// From when on it is refused; never without it.
    expires_at: Option<Timestamp>,
}

/// A key that was just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyMade {
    /// Its id.
    id: String,
    /// Whose it is.
    name: String,
    /// The key itself; it is not shown again.
    key: String,
}

/// A key to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewKey {
    /// Whose it is.
    name: String,
    /// What it is for; sending events and asking unless told.
    #[serde(default = "usual_scopes")]
    scopes: Vec<KeyScope>,
    /// From when on it is refused; never without it.
    #[serde(default)]
    expires_at: Option<Timestamp>,
}

fn usual_scopes() -> Vec<KeyScope> {
    vec![KeyScope::SendEvents, KeyScope::ReadAnswers]
}

impl From<ApiKey> for KeyShown {
    fn from(key: ApiKey) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name,
            scopes: key.scopes,
            created_at: key.created_at,
            last_used_at: key.last_used_at,
            expires_at: key.expires_at,
        }
    }
}

/// Lists the API keys, the newest first.
#[utoipa::path(
    get, path = "/api/v1/keys", tag = "access", operation_id = "list_keys", security(("session" = ["manage_access"])),
    responses((status = 200, body = Vec<KeyShown>), SignedProblems)
)]
pub(crate) async fn list(State(app): State<App>, _signed: Signed) -> Result<axum::Json<Vec<KeyShown>>, Problem> {
    Ok(axum::Json(app.store.keys().list().await?.into_iter().map(KeyShown::from).collect()))
}

/// Makes an API key and shows it this once.
#[utoipa::path(
    post, path = "/api/v1/keys", tag = "access", operation_id = "create_key", request_body = NewKey, security(("session" = ["manage_access"])),
    responses(
        (status = 201, body = KeyMade),
        (status = 422, description = "`name_missing`, `key_scopes_missing`, `key_expiry_past`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<NewKey>,
) -> Result<(StatusCode, axum::Json<KeyMade>), Problem> {
    let request = KeyRequest { name: asked.name, scopes: asked.scopes, expires_at: asked.expires_at };
    let made = app.store.keys().create(request, app.clock.now()).await?;
    let details = json!({"scopes": made.key.scopes, "expires_at": made.key.expires_at});
    note(&app, &signed, "key_made", &made.key.name, details).await?;
    let shown = KeyMade { id: made.key.id.to_string(), name: made.key.name, key: made.secret };
    Ok((StatusCode::CREATED, axum::Json(shown)))
}

/// Withdraws an API key; requests with it are refused from now on.
#[utoipa::path(
    delete, path = "/api/v1/keys/{id}", tag = "access", operation_id = "withdraw_key",
    params(("id" = String, Path, description = "The key's id.")), security(("session" = ["manage_access"])),
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
    let id: KeyId = id.parse().map_err(|_| Problem::new(ErrorCode::NotFound))?;
    let withdrawn = app.store.keys().delete(id).await?.ok_or_else(|| Problem::new(ErrorCode::NotFound))?;
    note(&app, &signed, "key_withdrawn", &withdrawn.name, json!({})).await?;
    Ok(StatusCode::NO_CONTENT)
}
