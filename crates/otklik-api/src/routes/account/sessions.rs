//! `/api/v1/account/sessions`: where one is signed in.

mod device_name;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::{ErrorCode, Timestamp};
use otklik_store::{Session, SessionId};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::problem::{Problem, ProblemDetails, SignedProblems};
use crate::signed::Signed;
use device_name::DeviceName;

/// A session of the user who asks.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnSession {
    /// The id.
    id: String,
    /// Whether it is the one in which they ask.
    current: bool,
    /// The browser, where it says so.
    browser: Option<&'static str>,
    /// The system it runs on, where it says so.
    system: Option<&'static str>,
    /// The network address from which it was opened, where that is known.
    address: Option<String>,
    /// When it was opened.
    created_at: Timestamp,
    /// When it was last used, to five minutes.
    last_used_at: Timestamp,
}

/// How many sessions were ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionsEnded {
    /// How many.
    ended: u64,
}

impl OwnSession {
    fn of(session: Session, current: SessionId) -> Self {
        let DeviceName { browser, system } = DeviceName::of(&session.device.user_agent);
        Self {
            id: session.id.to_string(),
            current: session.id == current,
            browser,
            system,
            address: Some(session.device.address).filter(|address| !address.is_empty()),
            created_at: session.created_at,
            last_used_at: session.last_used_at,
        }
    }
}

/// Lists the user's own sessions, the newest first.
#[utoipa::path(
    get, path = "/api/v1/account/sessions", tag = "access", operation_id = "list_own_sessions",
    security(("session" = ["own_account"])), responses((status = 200, body = Vec<OwnSession>), SignedProblems)
)]
pub(crate) async fn list(State(app): State<App>, signed: Signed) -> Result<axum::Json<Vec<OwnSession>>, Problem> {
    let (user, current) = signed.person()?;
    let sessions = app.store.sessions().list(user.id, app.clock.now()).await?;
    Ok(axum::Json(sessions.into_iter().map(|session| OwnSession::of(session, current)).collect()))
}

/// Signs the user out everywhere else.
#[utoipa::path(
    delete, path = "/api/v1/account/sessions", tag = "access", operation_id = "end_other_sessions",
    security(("session" = ["own_account"])), responses((status = 200, body = SessionsEnded), SignedProblems)
)]
pub(crate) async fn end_others(State(app): State<App>, signed: Signed) -> Result<axum::Json<SessionsEnded>, Problem> {
    let (user, current) = signed.person()?;
    let ended = app.store.sessions().delete_others(user.id, current).await?;
    note(&app, user, "sessions_ended", &user.email, json!({"ended": ended})).await?;
    Ok(axum::Json(SessionsEnded { ended }))
}

/// Ends one of the user's sessions.
#[utoipa::path(
    delete, path = "/api/v1/account/sessions/{id}", tag = "access", operation_id = "end_own_session",
    params(("id" = String, Path, description = "The session's id.")), security(("session" = ["own_account"])),
    responses(
        (status = 204, description = "Ended."),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn end(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let missing = || Problem::new(ErrorCode::NotFound);
    let (user, _) = signed.person()?;
    let id: SessionId = id.parse().map_err(|_| missing())?;
    if !app.store.sessions().delete_of_user(user.id, id).await? {
        return Err(missing());
    }
    note(&app, user, "sessions_ended", &user.email, json!({"ended": 1})).await?;
    Ok(StatusCode::NO_CONTENT)
}
