//! `/api/v1/customers/{key}/consents`: what a customer agreed to.

use axum::Json as Answer;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::{CustomerKey, ErrorCode, Purpose, Timestamp};
use otklik_store::{Consent, NewConsent};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems};
use crate::routes::customers::customer_key;
use crate::signed::Signed;

/// Characters of the way in which something was said.
const WAY: usize = 200;

/// A yes or a no of a customer.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsentShown {
    /// For what.
    purpose: Purpose,
    /// The version of the text.
    text_version: i64,
    /// Yes or no.
    is_given: bool,
    /// When the customer said it.
    decided_at: Timestamp,
    /// How, such as a paper form.
    way: String,
    /// When it was written down.
    recorded_at: Timestamp,
    /// By whom.
    recorded_by: String,
}

/// What a customer said, purpose by purpose.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsentsShown {
    /// Everything that was said, the newest first; the first of a purpose holds.
    history: Vec<ConsentShown>,
}

/// A yes or a no to write down.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewConsentSaid {
    /// For what.
    purpose: Purpose,
    /// The version of the text that the customer saw.
    text_version: i64,
    /// Yes or no.
    is_given: bool,
    /// When the customer said it; now unless told.
    decided_at: Option<Timestamp>,
    /// How, such as a paper form.
    #[serde(default)]
    #[schema(max_length = 200)]
    way: String,
}

impl From<Consent> for ConsentShown {
    fn from(consent: Consent) -> Self {
        let NewConsent { purpose, text_version, is_given, decided_at, way } = consent.said;
        let (recorded_at, recorded_by) = (consent.recorded_at, consent.recorded_by);
        Self { purpose, text_version, is_given, decided_at, way, recorded_at, recorded_by }
    }
}

/// Tells what a customer agreed to, with its history.
#[utoipa::path(
    get, path = "/api/v1/customers/{key}/consents", tag = "privacy", operation_id = "tell_consents",
    params(("key" = i64, Path, description = "The customer's number.")), security(("session" = ["keep_consents"])),
    responses(
        (status = 200, body = ConsentsShown),
        (status = 404, description = "`not_found`: no such customer.", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    _signed: Signed,
    Path(key): Path<String>,
) -> Result<Answer<ConsentsShown>, Problem> {
    let customer = customer_of(&app, &key).await?;
    history(&app, customer).await
}

/// Writes down what a customer said.
#[utoipa::path(
    post, path = "/api/v1/customers/{key}/consents", tag = "privacy", operation_id = "write_consent_down",
    request_body = NewConsentSaid, params(("key" = i64, Path, description = "The customer's number.")),
    security(("session" = ["keep_consents"])),
    responses(
        (status = 201, body = ConsentsShown),
        (status = 404, description = "`not_found`: no such customer, or no such text.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`time_implausible`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    signed: Signed,
    Path(key): Path<String>,
    Json(asked): Json<NewConsentSaid>,
) -> Result<(StatusCode, Answer<ConsentsShown>), Problem> {
    let user = signed.user()?;
    let customer = customer_of(&app, &key).await?;
    let now = app.clock.now();
    let decided_at = asked.decided_at.unwrap_or(now);
    if decided_at > now {
        return Err(Problem::at(ErrorCode::TimeImplausible, "/decided_at"));
    }
    let said = NewConsent {
        purpose: asked.purpose,
        text_version: asked.text_version,
        is_given: asked.is_given,
        decided_at,
        way: asked.way.trim().chars().take(WAY).collect(),
    };
    app.store.consents().add(customer, &said, &user.name, now).await?;
    let details = json!({"purpose": said.purpose, "is_given": said.is_given});
    audit::note(&app, user, "consent_recorded", &format!("customer {customer}"), details).await?;
    Ok((StatusCode::CREATED, history(&app, customer).await?))
}

/// The customer of an address, which may be older than a merge.
async fn customer_of(app: &App, key: &str) -> Result<CustomerKey, Problem> {
    let current = app.store.people().current(customer_key(key)?).await?;
    current.ok_or_else(|| Problem::new(ErrorCode::NotFound))
}

async fn history(app: &App, customer: CustomerKey) -> Result<Answer<ConsentsShown>, Problem> {
    let history = app.store.consents().of(customer).await?;
    Ok(Answer(ConsentsShown { history: history.into_iter().map(ConsentShown::from).collect() }))
}
