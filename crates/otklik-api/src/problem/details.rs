//! A problem on the wire.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use otklik_collect::{Message, message_key};
use otklik_core::{ErrorCode, Language};
use serde::Serialize;
use utoipa::ToSchema;

use super::Problem;
use crate::messages::say;

/// What went wrong, as RFC 9457 has it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ProblemDetails {
    /// The kind of problem as a URI; it names nothing but the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:otklik:problem:time_missing")]
    kind: String,
    /// What happened, in the reader's language.
    title: String,
    /// The HTTP status.
    status: u16,
    /// Where exactly and what to do about it, in the reader's language.
    detail: String,
    /// The code on which programs can rely.
    code: ErrorCode,
    /// What is wrong with the input, place by place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FaultDetails>,
    /// The number under which the log knows the request.
    request_id: String,
}

/// One thing that is wrong with the input.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FaultDetails {
    /// Where: a JSON pointer (RFC 6901) into the body, or a parameter's name.
    pub(crate) pointer: String,
    /// What.
    pub(crate) code: ErrorCode,
    /// What it means and what to do about it, in the reader's language.
    pub(crate) detail: String,
}

/// A message with its remedy in one language.
pub(crate) fn told(message: &Message, language: Language) -> String {
    let texts = [None, Some("remedy")].map(|attribute| say(language, &message.key, attribute, &message.arguments));
    let [what, remedy] = texts.map(Option::unwrap_or_default);
    if remedy.is_empty() {
        what
    } else if what.ends_with(['.', '!', '?']) {
        format!("{what} {remedy}")
    } else {
        format!("{what}. {remedy}")
    }
}

pub(super) fn status(code: ErrorCode) -> StatusCode {
    StatusCode::from_u16(code.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

impl Problem {
    /// The answer in the reader's language.
    pub(crate) fn render(&self, language: Language, request_id: &str) -> Response {
        let details = self.details(language, request_id);
        let mut response = (status(self.code), axum::Json(details)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after_seconds() {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    /// What the answer says, for where it stands within another one.
    pub(crate) fn details(&self, language: Language, request_id: &str) -> ProblemDetails {
        let key = message_key(self.code);
        let remedy = say(language, &key, Some("remedy"), &self.arguments);
        let notes = self.notes.iter().map(|note| told(note, language));
        ProblemDetails {
            kind: format!("urn:otklik:problem:{}", self.code),
            title: say(language, &key, None, &self.arguments).unwrap_or_else(|| self.code.to_string()),
            status: status(self.code).as_u16(),
            detail: notes.chain(remedy).collect::<Vec<_>>().join(" "),
            code: self.code,
            errors: self.faults.iter().map(|fault| fault_details(fault, language)).collect(),
            request_id: request_id.to_owned(),
        }
    }
}

fn fault_details(fault: &super::Fault, language: Language) -> FaultDetails {
    FaultDetails { pointer: fault.pointer.clone(), code: fault.code, detail: told(&fault.message, language) }
}
