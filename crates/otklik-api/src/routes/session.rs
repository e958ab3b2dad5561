//! `/api/v1/session`: who is signed in.

mod workspace;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use otklik_core::{ErrorCode, Language, Right, Scope, UserRole};
use otklik_store::{Device, SignInOutcome, SignedIn, User, UserChange};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::device::RequestDevice;
use crate::input::Json;
use crate::problem::{InputProblems, Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::signed::{DEVICE_COOKIE, Signed, device_cookie, ended_cookie, has, session_cookie};
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
    /// Whether the rules ask for a second factor that they do not have: until then only their own account is open.
    second_factor_missing: bool,
}

/// An e-mail address and its password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    /// The e-mail address.
    email: String,
    /// The password.
    password: String,
    /// A code of the second factor or a recovery code, where `code_needed` was answered.
    #[serde(default)]
    code: Option<String>,
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
        (status = 401, description = "`credentials_wrong`, `code_needed`, `code_wrong`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`, `too_many_requests`", body = ProblemDetails, content_type = "application/problem+json"),
        InputProblems,
    )
)]
pub(crate) async fn sign_in(
    State(app): State<App>,
    Extension(arrival): Extension<Arrival>,
    RequestDevice(device): RequestDevice,
    jar: CookieJar,
    Json(credentials): Json<Credentials>,
) -> Result<Response, Problem> {
    app.gates.sign_in(arrival.address)?;
    let given = otklik_store::Credentials {
        email: &credentials.email,
        password: &credentials.password,
        code: credentials.code.as_deref(),
        device: jar.get(DEVICE_COOKIE).map(Cookie::value),
        address: arrival.address,
    };
    let SignedIn { user, device: known_by } = match app.store.users().sign_in(given, app.clock.now()).await? {
        SignInOutcome::In(signed_in) => *signed_in,
        SignInOutcome::Wrong => return Err(Problem::new(ErrorCode::CredentialsWrong)),
        SignInOutcome::CodeNeeded => return Err(Problem::new(ErrorCode::CodeNeeded)),
        SignInOutcome::CodeWrong => return Err(Problem::new(ErrorCode::CodeWrong)),
    };
    note(&app, &user, "signed_in", &user.email, json!({"address": device.address})).await?;
    let mut response = open_session(&app, user, &device).await?.into_response();
    response.headers_mut().append(SET_COOKIE, device_cookie(&known_by));
    Ok(response)
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
    let asked_of = app.store.users().second_factor_for().await?;
    let second_factor_missing = user.second_factor_at.is_none() && asked_of.includes(user.role);
    let rights = Right::ALL.iter().copied().filter(|right| has(&user, *right)).collect();
    let user = UserShown {
        id: user.id.to_string(),
        name: user.name,
        email: user.email,
        language: user.language,
        role: user.role,
        scope: user.scope,
        rights,
        second_factor_missing,
    };
    Ok(Session { user, workspace })
}
