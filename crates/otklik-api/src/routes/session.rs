//! `/api/v1/session`: who is signed in.

mod workspace;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use otklik_core::{ErrorCode, Language, Scope, UserRole};
use otklik_store::User;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::input::Json;
use crate::problem::{InputProblems, Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::signed::{Signed, ended_cookie, session_cookie};
use crate::site::Arrival;
use workspace::WorkspaceShown;

/// Who is signed in, and to what.
#[derive(Serialize, ToSchema)]
pub(crate) struct Session {
    /// The user.
    user: UserShown,
    /// The company whose installation this is, as far as the user sees it.
    workspace: WorkspaceShown,
}

/// A user as they see themselves.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserShown {
    /// The id.
    id: String,
    /// The name.
    name: String,
    /// The e-mail address.
    email: String,
    /// The language they read.
    language: Language,
    /// What they may do.
    role: UserRole,
    /// What they may see.
    scope: Scope,
}

/// An e-mail address and its password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    /// The e-mail address.
    email: String,
    /// The password.
    password: String,
}

/// What a user may change of themselves.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageChoice {
    /// The language to read from now on.
    language: Language,
}

/// Says who is signed in, and prolongs the cookie.
#[utoipa::path(
    get, path = "/api/v1/session", tag = "access", security(("session" = [])),
    responses((status = 200, body = Session), SignedProblems)
)]
pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Problem> {
    let Signed::User { user, token } = signed else { return Err(Problem::new(ErrorCode::Forbidden)) };
    let cookie = session_cookie(&token);
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), axum::Json(session(&app, user).await?)).into_response())
}

/// Signs in.
#[utoipa::path(
    post, path = "/api/v1/session", tag = "access", request_body = Credentials,
    responses(
        (status = 200, body = Session),
        (status = 401, description = "`credentials_wrong`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`, `too_many_requests`", body = ProblemDetails, content_type = "application/problem+json"),
        InputProblems,
    )
)]
pub(crate) async fn sign_in(
    State(app): State<App>,
    Extension(arrival): Extension<Arrival>,
    Json(credentials): Json<Credentials>,
) -> Result<Response, Problem> {
    app.gates.sign_in(arrival.address)?;
    let found = app.store.users().verify(&credentials.email, &credentials.password, app.clock.now()).await?;
    let user = found.ok_or(ErrorCode::CredentialsWrong)?;
    Ok(open_session(&app, user).await?.into_response())
}

/// Changes the language that the user reads.
#[utoipa::path(
    patch, path = "/api/v1/session", tag = "access", request_body = LanguageChoice, security(("session" = [])),
    responses((status = 200, body = Session), QuestionProblems)
)]
pub(crate) async fn choose_language(
    State(app): State<App>,
    signed: Signed,
    Json(choice): Json<LanguageChoice>,
) -> Result<axum::Json<Session>, Problem> {
    let mut user = signed.user()?.clone();
    app.store.users().set_language(user.id, choice.language).await?;
    user.language = choice.language;
    Ok(axum::Json(session(&app, user).await?))
}

/// Signs out.
#[utoipa::path(
    delete, path = "/api/v1/session", tag = "access", security(("session" = [])),
    responses((status = 204, description = "Signed out."), SignedProblems)
)]
pub(crate) async fn sign_out(State(app): State<App>, signed: Signed) -> Result<Response, Problem> {
    let Signed::User { token, .. } = signed else { return Err(Problem::new(ErrorCode::Forbidden)) };
    app.store.sessions().delete(&token).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, ended_cookie())])).into_response())
}

/// Opens a session for a user who has proved who they are.
pub(crate) async fn open_session(app: &App, user: User) -> Result<impl IntoResponse, Problem> {
    let opened = app.store.sessions().create(user.id, app.clock.now()).await?;
    let cookie = session_cookie(&opened.token);
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), axum::Json(session(app, user).await?)))
}

async fn session(app: &App, user: User) -> Result<Session, Problem> {
    let workspace = WorkspaceShown::for_user(app, &user).await?;
    let user = UserShown {
        id: user.id.to_string(),
        name: user.name,
        email: user.email,
        language: user.language,
        role: user.role,
        scope: user.scope,
    };
    Ok(Session { user, workspace })
}
