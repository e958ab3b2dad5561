//! `/api/v1/users/{id}/invitation`: a link with which a user chooses a password.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::Timestamp;
use otklik_store::NewInvitation;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::known;
use crate::app::App;
use crate::audit::note;
use crate::problem::{Problem, ProblemDetails, SignedProblems};
use crate::signed::Signed;

/// An invitation that was just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationMade {
    /// The secret of its link, `/join#token`; it is not shown again.
    token: String,
    /// When it ends.
    expires_at: Timestamp,
}

impl From<NewInvitation> for InvitationMade {
    fn from(made: NewInvitation) -> Self {
        Self { token: made.token, expires_at: made.expires_at }
    }
}

/// Makes another link for a user, also for one who has forgotten the password; the former link ends.
#[utoipa::path(
    post, path = "/api/v1/users/{id}/invitation", tag = "access", operation_id = "invite_user_again",
    params(("id" = String, Path, description = "The user's id.")), security(("session" = ["manage_access"])),
    responses(
        (status = 201, body = InvitationMade),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn make(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<(StatusCode, axum::Json<InvitationMade>), Problem> {
    let user = known(&app, &id).await?;
    let made = app.store.users().invite_again(user.id, app.clock.now()).await?;
    note(&app, &signed, "user_invited_again", &user.email, json!({})).await?;
    Ok((StatusCode::CREATED, axum::Json(made.into())))
}
