//! Reads bodies and parameters, and says exactly where one is wrong.

mod locate;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use otklik_core::ErrorCode;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::problem::{Problem, message};

/// A body of JSON.
pub(crate) struct Json<T>(pub(crate) T);

/// The parameters of an address.
pub(crate) struct Query<T>(pub(crate) T);

/// A body of JSON as it came, of the size that its route allows.
pub(crate) struct JsonBytes(pub(crate) Bytes);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let JsonBytes(body) = JsonBytes::from_request(request, app).await?;
        read_json(&body, "").map(Self)
    }
}

impl FromRequest<App> for JsonBytes {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !content_type.is_some_and(is_json) {
            return Err(Problem::new(ErrorCode::BodyMalformed).with_note(message("request-content-type", [])));
        }
        let body = Bytes::from_request(request, app).await;
        body.map(Self).map_err(|refusal| match refusal.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(ErrorCode::BodyTooLarge),
            _ => Problem::new(ErrorCode::BodyMalformed).with_note(message("request-body-broken", [])),
        })
    }
}

fn is_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/json")
}

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        let query = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        query.map(|axum::extract::Query(parameters)| Self(parameters)).map_err(|refusal| {
            let said = std::error::Error::source(&refusal).map_or_else(|| refusal.to_string(), ToString::to_string);
            Problem::new(ErrorCode::FieldMalformed).with_fault(locate::parameter_fault(&said))
        })
    }
}

/// Reads JSON; `place` is where it stands: nothing for the body, else a parameter's name.
pub(crate) fn read_json<T: DeserializeOwned>(json: &[u8], place: &str) -> Result<T, Problem> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let read = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| locate::body_problem(error, json, place))?;
    deserializer.end().map_err(|error| locate::syntax_problem(&error, place))?;
    Ok(read)
}
