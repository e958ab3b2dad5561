//! `/api/v1/customers/{key}/erasure`: forgetting a customer.

use axum::Json as Answer;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::{ErasureBasis, ErrorCode};
use otklik_store::ErasureRequest;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems};
use crate::routes::customers::customer_key;
use crate::routes::erasures::ErasureShown;
use crate::signed::Signed;

/// Characters of a reference.
const REFERENCE: usize = 200;

/// Why a customer is erased.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewErasure {
    /// Why.
    basis: ErasureBasis,
    /// Where the reason is filed, such as the number of a letter; no name and no address.
    #[serde(default)]
    #[schema(max_length = 200)]
    reference: String,
}

/// Erases a customer for good: who they are at once, and then everything that happened to them.
///
/// What their identifiers bring in later is taken as somebody new; what happened before stays out.
#[utoipa::path(
    post, path = "/api/v1/customers/{key}/erasure", tag = "privacy", operation_id = "erase_customer",
    request_body = NewErasure, params(("key" = i64, Path, description = "The customer's number.")),
    security(("session" = ["serve_privacy"])),
    responses(
        (status = 202, description = "The act; nobody knows the customer any more, the rest follows.", body = ErasureShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn erase(
    State(app): State<App>,
    signed: Signed,
    Path(key): Path<String>,
    Json(asked): Json<NewErasure>,
) -> Result<(StatusCode, Answer<ErasureShown>), Problem> {
    let user = signed.user()?;
    let customer = customer_key(&key)?;
    let reference: String = asked.reference.trim().chars().take(REFERENCE).collect();
    let request = ErasureRequest { by: &user.name, basis: asked.basis, reference: &reference };
    let now = app.clock.now();
    let begun =
        app.store.erasures().begin(customer, request, now).await?.ok_or_else(|| Problem::new(ErrorCode::NotFound))?;
    app.erasing.begin();
    let details = json!({"act": begun.number, "basis": asked.basis});
    audit::note(&app, user, "customer_erased", &format!("customer {customer}"), details).await?;
    Ok((StatusCode::ACCEPTED, Answer(begun.into())))
}
