//! `/api/v1/sign-in-policy`: the rules for signing in.

use axum::extract::State;
use otklik_core::SecondFactorFor;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::input::Json;
use crate::problem::{Problem, QuestionProblems, SignedProblems};
use crate::signed::Signed;

/// The rules for signing in.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInPolicy {
    /// Who has to have a second factor; who has none may do nothing but set one up.
    second_factor_for: SecondFactorFor,
}

/// Shows the rules for signing in.
#[utoipa::path(
    get, path = "/api/v1/sign-in-policy", tag = "access", operation_id = "show_sign_in_policy",
    security(("session" = ["manage_access"])), responses((status = 200, body = SignInPolicy), SignedProblems)
)]
pub(crate) async fn show(State(app): State<App>, _signed: Signed) -> Result<axum::Json<SignInPolicy>, Problem> {
    Ok(axum::Json(SignInPolicy { second_factor_for: app.store.users().second_factor_for().await? }))
}

/// Changes the rules for signing in; they hold for open sessions too.
#[utoipa::path(
    put, path = "/api/v1/sign-in-policy", tag = "access", operation_id = "change_sign_in_policy",
    request_body = SignInPolicy, security(("session" = ["manage_access"])),
    responses((status = 200, body = SignInPolicy), QuestionProblems)
)]
pub(crate) async fn change(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<SignInPolicy>,
) -> Result<axum::Json<SignInPolicy>, Problem> {
    app.store.users().set_second_factor_for(asked.second_factor_for).await?;
    let details = json!({"second_factor_for": asked.second_factor_for});
    note(&app, &signed, "sign_in_policy_changed", "", details).await?;
    Ok(axum::Json(asked))
}
