//! `/api/v1/setup`: the first run.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use otklik_collect::starter_catalogue;
use otklik_core::{Business, ErrorCode, Language, PeopleWord, Scope, Timestamp, UserRole, Zone};
use otklik_store::{DemoLogin, NewUser, Workspace};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::device::RequestDevice;
use crate::input::Json;
use crate::problem::{InputProblems, OpenProblems, Problem};
use crate::routes::session::{Session, open_session};
use crate::site::Arrival;

/// How far the set-up is.
#[derive(Serialize, ToSchema)]
pub(crate) struct SetupState {
    /// Whether it is done.
    done: bool,
    /// The login of a demonstration, for everybody to use.
    demo: Option<DemoAccess>,
}

/// The login of a demonstration; no secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct DemoAccess {
    /// The e-mail address.
    email: String,
    /// The password.
    password: String,
}

impl From<DemoLogin> for DemoAccess {
    fn from(login: DemoLogin) -> Self {
        Self { email: login.email, password: login.password }
    }
}

/// The company and its first administrator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewInstallation {
    /// The company's name.
    company: String,
    /// The time zone in which its days begin.
    #[schema(example = "Europe/Moscow")]
    time_zone: String,
    /// The language the administrator reads.
    language: Language,
    /// The administrator's e-mail address.
    email: String,
    /// The administrator's password, twelve characters at least.
    password: String,
    /// The administrator's name.
    name: String,
    /// The line of business whose catalogue to begin with; none, or where an import brought one, nothing is put in.
    #[serde(default)]
    business: Option<Business>,
}

/// Says whether the set-up is done.
#[utoipa::path(get, path = "/api/v1/setup", tag = "access", responses((status = 200, body = SetupState), OpenProblems))]
pub(crate) async fn show(State(app): State<App>) -> Result<axum::Json<SetupState>, Problem> {
    let workspace = app.store.workspace().get().await?;
    let done = workspace.as_ref().is_some_and(|workspace| workspace.set_up_done);
    let demo = workspace.and_then(|workspace| workspace.demo).map(DemoAccess::from);
    Ok(axum::Json(SetupState { done, demo }))
}

/// Sets the installation up, once, and signs the administrator in.
#[utoipa::path(
    post, path = "/api/v1/setup", tag = "access", request_body = NewInstallation,
    responses(
        (status = 201, body = Session),
        (status = 409, description = "`already_set_up`", body = crate::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = crate::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`name_missing`, `zone_unknown`, `email_malformed`, `password_too_short`, `password_common`", body = crate::problem::ProblemDetails, content_type = "application/problem+json"),
        InputProblems,
    )
)]
pub(crate) async fn set_up(
    State(app): State<App>,
    Extension(arrival): Extension<Arrival>,
    RequestDevice(device): RequestDevice,
    Json(asked): Json<NewInstallation>,
) -> Result<Response, Problem> {
    app.gates.sign_in(arrival.address)?;
    let known = app.store.workspace().get().await?;
    if known.as_ref().is_some_and(|workspace| workspace.set_up_done) {
        return Err(Problem::new(ErrorCode::AlreadySetUp));
    }
    let now = app.clock.now();
    let workspace = workspace(&asked, known, now)?;
    let administrator = NewUser {
        email: asked.email,
        name: asked.name,
        language: asked.language,
        role: UserRole::Administrator,
        scope: Scope::Company,
        password: asked.password,
    };
    let user = app.store.set_up(&workspace, &administrator, now).await?;
    if let (Some(business), None) = (asked.business, app.store.catalogue().current().await?)
        && let Some(catalogue) = starter_catalogue(business)
    {
        app.store.catalogue().put(&catalogue, now).await?;
    }
    Ok((StatusCode::CREATED, open_session(&app, user, &device).await?).into_response())
}

/// What an import said of the company before stays, save for what is asked here.
fn workspace(asked: &NewInstallation, known: Option<Workspace>, now: Timestamp) -> Result<Workspace, Problem> {
    let company = asked.company.trim();
    if company.is_empty() {
        return Err(Problem::at(ErrorCode::NameMissing, "/company"));
    }
    let zone: Zone = asked.time_zone.parse().map_err(|_| Problem::at(ErrorCode::ZoneUnknown, "/time_zone"))?;
    Ok(Workspace {
        company: company.to_owned(),
        time_zone: zone.name().to_owned(),
        currency: known.as_ref().and_then(|known| known.currency),
        people_word: known.as_ref().map_or(PeopleWord::Customer, |known| known.people_word),
        demo: None,
        created_at: known.map_or(now, |known| known.created_at),
        set_up_done: true,
    })
}
