//! `/api/v1/invitation`: choosing a password by a link.

use axum::Extension;
use axum::extract::State;
use otklik_core::ErrorCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::input::Json;
use crate::problem::{InputProblems, Problem, ProblemDetails};
use crate::site::Arrival;

/// A password that somebody chooses by their link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationAccepted {
    /// The secret of the link.
    token: String,
    /// The password, twelve characters at least.
    password: String,
}

/// Whose password it is now.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationUsed {
    /// The e-mail address to sign in with.
    email: String,
}

/// Chooses a password by an invitation's link, which ends with it; the user then signs in.
#[utoipa::path(
    post, path = "/api/v1/invitation", tag = "access", operation_id = "accept_invitation",
    request_body = InvitationAccepted,
    responses(
        (status = 200, body = InvitationUsed),
        (status = 404, description = "`invitation_unknown`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`password_too_short`, `password_common`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails, content_type = "application/problem+json"),
        InputProblems,
    )
)]
pub(crate) async fn accept(
    State(app): State<App>,
    Extension(arrival): Extension<Arrival>,
    Json(asked): Json<InvitationAccepted>,
) -> Result<axum::Json<InvitationUsed>, Problem> {
    app.gates.sign_in(arrival.address)?;
    let accepted = app.store.users().accept(&asked.token, &asked.password, app.clock.now()).await?;
    let user = accepted.ok_or(ErrorCode::InvitationUnknown)?;
    note(&app, &user, "invitation_accepted", &user.email, json!({})).await?;
    Ok(axum::Json(InvitationUsed { email: user.email }))
}
