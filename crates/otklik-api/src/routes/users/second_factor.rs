//! `/api/v1/users/{id}/second-factor`: another user's second factor.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::ErrorCode;
use serde_json::json;

use super::known;
use crate::app::App;
use crate::audit::note;
use crate::problem::{Problem, ProblemDetails, SignedProblems};
use crate::signed::Signed;

/// Takes a user's second factor away, such as when they have lost their telephone and their recovery codes.
#[utoipa::path(
    delete, path = "/api/v1/users/{id}/second-factor", tag = "access", operation_id = "reset_second_factor",
    params(("id" = String, Path, description = "The user's id.")), security(("session" = ["manage_access"])),
    responses(
        (status = 204, description = "Taken away."),
        (status = 404, description = "`not_found`: no such user, or none with a second factor.", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn reset(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let user = known(&app, &id).await?;
    if !app.store.users().remove_second_factor(user.id).await? {
        return Err(Problem::new(ErrorCode::NotFound));
    }
    note(&app, &signed, "second_factor_reset", &user.email, json!({})).await?;
    Ok(StatusCode::NO_CONTENT)
}
