//! `/api/v1/session`: who is signed in.

mod workspace;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use otklik_core::{ErrorCode, Language, Right, Scope, UserRole};
use otklik_store::{Device, User, UserChange};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::device::RequestDevice;
use crate::input::Json;
use crate::problem::{InputProblems, Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::signed::{Signed, ended_cookie, has, session_cookie};
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
    /// What they may do, as far as their scope goes.
    rights: Vec<Right>,
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

/// What a user may change of themselves; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnChange {
    /// The language to read from now on.
    #[serde(default)]
    language: Option<Language>,
    /// The name to be called by.
    #[serde(default)]
    name: Option<String>,
}

/// Says who is signed in, and prolongs the cookie.
#[utoipa::path(
    get, path = "/api/v1/session", tag = "access", security(("session" = ["own_account"])),
    responses((status = 200, body = Session), SignedProblems)
)]
pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<Response, Problem> {
    let Signed::User { user, token, .. } = signed else { return Err(Problem::new(ErrorCode::Forbidden)) };
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
    RequestDevice(device): RequestDevice,
    Json(credentials): Json<Credentials>,
) -> Result<Response, Problem> {
    app.gates.sign_in(arrival.address)?;
    let found = app.store.users().verify(&credentials.email, &credentials.password, app.clock.now()).await?;
    let user = found.ok_or(ErrorCode::CredentialsWrong)?;
    note(&app, &user, "signed_in", &user.email, json!({"address": device.address})).await?;
    Ok(open_session(&app, user, &device).await?.into_response())
}

/// Changes the user's own name, and the language they read.
#[utoipa::path(
    patch, path = "/api/v1/session", tag = "access", request_body = OwnChange, security(("session" = ["own_account"])),
    responses(
        (status = 200, body = Session),
        (status = 422, description = "`name_missing`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn change_own(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<OwnChange>,
) -> Result<axum::Json<Session>, Problem> {
    let mut user = signed.user()?.clone();
    let users = app.store.users();
    if let Some(language) = asked.language {
        users.set_language(user.id, language).await?;
        user.language = language;
    }
    if asked.name.is_some() {
        let change = UserChange { name: asked.name, ..UserChange::default() };
        let missing = || Problem::new(ErrorCode::NotSignedIn);
        user = users.change(user.id, &change, app.clock.now()).await?.ok_or_else(missing)?;
    }
    Ok(axum::Json(session(&app, user).await?))
}

/// Signs out.
#[utoipa::path(
    delete, path = "/api/v1/session", tag = "access", security(("session" = ["own_account"])),
    responses((status = 204, description = "Signed out."), SignedProblems)
)]
pub(crate) async fn sign_out(State(app): State<App>, signed: Signed) -> Result<Response, Problem> {
    let Signed::User { token, .. } = signed else { return Err(Problem::new(ErrorCode::Forbidden)) };
    app.store.sessions().delete(&token).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, ended_cookie())])).into_response())
}

/// Opens a session for a user who has proved who they are.
pub(crate) async fn open_session(app: &App, user: User, device: &Device) -> Result<impl IntoResponse + use<>, Problem> {
    let opened = app.store.sessions().create(user.id, device, app.clock.now()).await?;
    let cookie = session_cookie(&opened.token);
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), axum::Json(session(app, user).await?)))
}

async fn session(app: &App, user: User) -> Result<Session, Problem> {
    let workspace = WorkspaceShown::for_user(app, &user).await?;
    let rights = Right::ALL.iter().copied().filter(|right| has(&user, *right)).collect();
    let user = UserShown {
        id: user.id.to_string(),
        name: user.name,
        email: user.email,
        language: user.language,
        role: user.role,
        scope: user.scope,
        rights,
    };
    Ok(Session { user, workspace })
}
