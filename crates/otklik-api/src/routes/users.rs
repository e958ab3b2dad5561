//! `/api/v1/users`: who may sign in.

pub(crate) mod invitation;
pub(crate) mod second_factor;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::{ErrorCode, Language, Scope, Timestamp, UserRole};
use otklik_store::{NewUser, User, UserChange, UserId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::signed::Signed;
use invitation::InvitationMade;

/// A user as an administrator sees them.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserRow {
    /// The id.
    id: String,
    /// The name.
    name: String,
    /// The e-mail address.
    email: String,
    /// What they may do.
    role: UserRole,
    /// What they may see.
    scope: Scope,
    /// Whether they can sign in.
    status: UserStatus,
    /// When they were added.
    created_at: Timestamp,
    /// When they were last seen, to a few minutes.
    last_seen_at: Option<Timestamp>,
    /// Since when they sign in with a second factor.
    second_factor_at: Option<Timestamp>,
}

/// Whether a user can sign in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UserStatus {
    /// They can.
    Active,
    /// Not before they have chosen a password by their invitation.
    Invited,
    /// They are kept out.
    Blocked,
}

/// A user to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserInvited {
    /// The e-mail address to sign in with.
    email: String,
    /// The name.
    name: String,
    /// The language they read at first.
    #[serde(default)]
    language: Language,
    /// What they may do.
    role: UserRole,
    /// What they may see.
    scope: Scope,
}

/// A user who was just invited.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserMade {
    /// The user.
    user: UserRow,
    /// What lets them in for the first time.
    invitation: InvitationMade,
}

/// What is to be another way with a user; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserChanged {
    /// The name.
    #[serde(default)]
    name: Option<String>,
    /// What they may do.
    #[serde(default)]
    role: Option<UserRole>,
    /// What they may see.
    #[serde(default)]
    scope: Option<Scope>,
    /// Whether they are kept out; their sessions end at once.
    #[serde(default)]
    blocked: Option<bool>,
}

impl UserRow {
    fn of(user: User, last_seen_at: Option<Timestamp>) -> Self {
        let status = match (user.blocked_at, user.password_set_at) {
            (Some(_), _) => UserStatus::Blocked,
            (None, None) => UserStatus::Invited,
            (None, Some(_)) => UserStatus::Active,
        };
        Self {
            id: user.id.to_string(),
            name: user.name,
            email: user.email,
            role: user.role,
            scope: user.scope,
            status,
            created_at: user.created_at,
            last_seen_at,
            second_factor_at: user.second_factor_at,
        }
    }
}

/// Lists the users, by address.
#[utoipa::path(
    get, path = "/api/v1/users", tag = "access", operation_id = "list_users", security(("session" = ["manage_access"])),
    responses((status = 200, body = Vec<UserRow>), SignedProblems)
)]
pub(crate) async fn list(State(app): State<App>, _signed: Signed) -> Result<axum::Json<Vec<UserRow>>, Problem> {
    let (users, seen) = (app.store.users().all().await?, app.store.users().last_seen().await?);
    let rows = users.into_iter().map(|user| {
        let last_seen_at = seen.get(&user.id).copied();
        UserRow::of(user, last_seen_at)
    });
    Ok(axum::Json(rows.collect()))
}

/// Invites a user: they choose a password by the invitation's link.
#[utoipa::path(
    post, path = "/api/v1/users", tag = "access", operation_id = "invite_user", request_body = UserInvited,
    security(("session" = ["manage_access"])),
    responses(
        (status = 201, body = UserMade),
        (status = 409, description = "`email_taken`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`email_malformed`, `name_missing`, `scope_empty`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn invite(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<UserInvited>,
) -> Result<(StatusCode, axum::Json<UserMade>), Problem> {
    refuse_empty(Some(&asked.scope))?;
    let UserInvited { email, name, language, role, scope } = asked;
    let new = NewUser { email, name, language, role, scope, password: String::new() };
    let (user, invitation) = app.store.users().invite(&new, app.clock.now()).await?;
    note(&app, &signed, "user_invited", &user.email, json!({"role": user.role, "scope": user.scope})).await?;
    let made = UserMade { user: UserRow::of(user, None), invitation: invitation.into() };
    Ok((StatusCode::CREATED, axum::Json(made)))
}

/// Changes a user.
#[utoipa::path(
    patch, path = "/api/v1/users/{id}", tag = "access", operation_id = "change_user", request_body = UserChanged,
    params(("id" = String, Path, description = "The user's id.")), security(("session" = ["manage_access"])),
    responses(
        (status = 200, body = UserRow),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`last_administrator`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`name_missing`, `scope_empty`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn change(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Json(asked): Json<UserChanged>,
) -> Result<axum::Json<UserRow>, Problem> {
    refuse_empty(asked.scope.as_ref())?;
    let before = known(&app, &id).await?;
    let UserChanged { name, role, scope, blocked } = asked;
    let change = UserChange { name, role, scope, blocked };
    let changed = app.store.users().change(before.id, &change, app.clock.now()).await?;
    let after = changed.ok_or_else(|| Problem::new(ErrorCode::NotFound))?;
    if after != before {
        note(&app, &signed, "user_changed", &after.email, json!({"from": told(&before), "to": told(&after)})).await?;
    }
    let last_seen_at = app.store.users().last_seen().await?.get(&after.id).copied();
    Ok(axum::Json(UserRow::of(after, last_seen_at)))
}

/// Removes a user; what they did stays in the audit log under their name.
#[utoipa::path(
    delete, path = "/api/v1/users/{id}", tag = "access", operation_id = "remove_user",
    params(("id" = String, Path, description = "The user's id.")), security(("session" = ["manage_access"])),
    responses(
        (status = 204, description = "Removed."),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`last_administrator`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn remove(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let user = known(&app, &id).await?;
    if !app.store.users().remove(user.id).await? {
        return Err(Problem::new(ErrorCode::NotFound));
    }
    note(&app, &signed, "user_removed", &user.email, told(&user)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The user of an address.
async fn known(app: &App, id: &str) -> Result<User, Problem> {
    let missing = || Problem::new(ErrorCode::NotFound);
    let id: UserId = id.parse().map_err(|_| missing())?;
    app.store.users().get(id).await?.ok_or_else(missing)
}

fn refuse_empty(scope: Option<&Scope>) -> Result<(), Problem> {
    match scope {
        Some(Scope::Units(units)) if units.is_empty() => Err(Problem::at(ErrorCode::ScopeEmpty, "/scope")),
        _ => Ok(()),
    }
}

/// What the audit log tells of a user.
fn told(user: &User) -> serde_json::Value {
    json!({"name": user.name, "role": user.role, "scope": user.scope, "blocked": user.blocked_at.is_some()})
}
