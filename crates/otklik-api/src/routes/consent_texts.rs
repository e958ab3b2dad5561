//! `/api/v1/consent-texts`: the words to which people agree.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use otklik_core::{ErrorCode, Purpose, Text, Timestamp};
use otklik_store::ConsentText;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::signed::Signed;

/// A text to which people agree.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsentTextShown {
    /// For what.
    purpose: Purpose,
    /// Its number among the texts of this purpose, from 1; the highest is in force.
    version: i64,
    /// The text.
    text: Text,
    /// Since when.
    created_at: Timestamp,
    /// Who wrote it.
    created_by: String,
}

/// A text to put in force.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewConsentText {
    /// For what.
    purpose: Purpose,
    /// The text in both languages.
    text: Text,
}

impl From<ConsentText> for ConsentTextShown {
    fn from(text: ConsentText) -> Self {
        let ConsentText { purpose, version, ru, en, created_at, created_by } = text;
        Self { purpose, version, text: Text { ru, en }, created_at, created_by }
    }
}

/// Lists every text of every purpose, the newest of each first.
#[utoipa::path(
    get, path = "/api/v1/consent-texts", tag = "privacy", operation_id = "list_consent_texts",
    security(("session" = ["keep_consents"])), responses((status = 200, body = Vec<ConsentTextShown>), SignedProblems)
)]
pub(crate) async fn list(State(app): State<App>, _signed: Signed) -> Result<Answer<Vec<ConsentTextShown>>, Problem> {
    let texts = app.store.consents().texts().await?;
    Ok(Answer(texts.into_iter().map(ConsentTextShown::from).collect()))
}

/// Puts a new text in force; the former ones stay with the consents that were given to them.
#[utoipa::path(
    post, path = "/api/v1/consent-texts", tag = "privacy", operation_id = "add_consent_text",
    request_body = NewConsentText, security(("session" = ["serve_privacy"])),
    responses(
        (status = 201, body = Vec<ConsentTextShown>),
        (status = 422, description = "`text_missing`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<NewConsentText>,
) -> Result<(StatusCode, Answer<Vec<ConsentTextShown>>), Problem> {
    let user = signed.user()?;
    let (ru, en) = (asked.text.ru.trim(), asked.text.en.trim());
    for (text, pointer) in [(ru, "/text/ru"), (en, "/text/en")] {
        if text.is_empty() {
            return Err(Problem::at(ErrorCode::TextMissing, pointer));
        }
    }
    let consents = app.store.consents();
    let version = consents.add_text(asked.purpose, ru, en, &user.name, app.clock.now()).await?;
    let object = format!("{} {version}", asked.purpose.as_str());
    audit::note(&app, user, "consent_text_added", &object, json!({})).await?;
    let texts = consents.texts().await?;
    Ok((StatusCode::CREATED, Answer(texts.into_iter().map(ConsentTextShown::from).collect())))
}
