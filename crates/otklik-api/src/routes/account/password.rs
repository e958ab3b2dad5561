//! `/api/v1/account/password`: one's own password.

use axum::extract::State;
use axum::http::StatusCode;
use otklik_core::ErrorCode;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems};
use crate::signed::Signed;

/// Another password for oneself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnPassword {
    /// The one that holds now.
    current: String,
    /// The one to hold from now on, twelve characters at least.
    password: String,
}

/// Changes one's own password; every other session of the user ends.
#[utoipa::path(
    put, path = "/api/v1/account/password", tag = "access", operation_id = "change_own_password",
    request_body = OwnPassword, security(("session" = ["own_account"])),
    responses(
        (status = 204, description = "Changed."),
        (status = 422, description = "`password_wrong`, `password_too_short`, `password_common`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`, `too_many_requests`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn change(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<OwnPassword>,
) -> Result<StatusCode, Problem> {
    confirm(&app, &signed, &asked.current, "/current").await?;
    let (user, session) = signed.person()?;
    app.store.users().set_password(user, &asked.password, Some(session), app.clock.now()).await?;
    note(&app, user, "password_changed", &user.email, json!({})).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets a user through who knows their own password, which stands at the pointer.
pub(super) async fn confirm(app: &App, signed: &Signed, password: &str, pointer: &str) -> Result<(), Problem> {
    let (user, session) = signed.person()?;
    let right = app.store.users().confirm_password(user, session, password, app.clock.now()).await?;
    if right { Ok(()) } else { Err(Problem::at(ErrorCode::PasswordWrong, pointer)) }
}
