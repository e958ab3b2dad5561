//! What happens to every request on its way in and out: a number, a language, headers, words for problems, one line in the log.

use std::any::Any;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::Request;
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use otklik_core::{ErrorCode, Language};
use tracing::Instrument;
use uuid::Uuid;

use crate::problem::Problem;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const LONGEST_REQUEST_ID: usize = 64;

/// What is known of a request besides its contents; clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Attended {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    request_id: String,
    browser_language: Option<Language>,
    user_language: OnceLock<Language>,
}

impl Attended {
    fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let request_id = text(REQUEST_ID).filter(|id| is_request_id(id)).map(str::to_owned);
        Self {
            inner: Arc::new(Inner {
                request_id: request_id.unwrap_or_else(|| Uuid::new_v4().to_string()),
                browser_language: text(ACCEPT_LANGUAGE).and_then(Language::negotiate),
                user_language: OnceLock::new(),
            }),
        }
    }

    /// The number under which the log knows the request.
    pub(crate) fn request_id(&self) -> &str {
        &self.inner.request_id
    }

    /// Notes the language of the user who turned out to ask; the first word counts.
    pub(crate) fn speaks(&self, language: Language) {
        self.inner.user_language.get_or_init(|| language);
    }

    /// The language to answer in: the user's, else the browser's, else Russian.
    pub(crate) fn language(&self) -> Language {
        self.inner.user_language.get().copied().or(self.inner.browser_language).unwrap_or_default()
    }
}

/// Whether a number from outside can stand in headers and logs as it is.
fn is_request_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    !text.is_empty() && text.len() <= LONGEST_REQUEST_ID && text.bytes().all(plain)
}

pub(crate) fn is_api(uri: &Uri) -> bool {
    uri.path() == "/api" || uri.path().starts_with("/api/")
}

/// Attends to a request; the outermost layer but for compression.
pub(crate) async fn attend(mut request: Request, next: Next) -> Response {
    let attended = Attended::of(request.headers());
    request.extensions_mut().insert(attended.clone());
    let (method, uri) = (request.method().clone(), request.uri().clone());
    // The query stays out of the log: it may say whom somebody looked for.
    let span = tracing::info_span!("request", id = attended.inner.request_id, %method, path = uri.path());
    async move {
        let began = Instant::now();
        let response = next.run(request).await;
        let response = in_words(response, &attended, &uri);
        let milliseconds = began.elapsed().as_millis() as u64;
        tracing::debug!(status = response.status().as_u16(), milliseconds, "answered");
        with_headers(response, &attended, &uri)
    }
    .instrument(span)
    .await
}

fn in_words(response: Response, attended: &Attended, uri: &Uri) -> Response {
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => problem.clone(),
        None if is_api(uri) => match foreign_refusal(response.status()) {
            Some(code) => Problem::new(code),
            None => return response,
        },
        None => return response,
    };
    match problem.code() {
        ErrorCode::Internal => tracing::error!(causes = problem.causes(), "a request failed"),
        code if code.http_status() >= 500 => tracing::warn!(%code, causes = problem.causes(), "a request was put off"),
        code => tracing::debug!(%code, "a request was refused"),
    }
    let mut told = problem.render(attended.language(), &attended.inner.request_id);
    for (name, value) in response.headers() {
        if !told.headers().contains_key(name) && *name != axum::http::header::CONTENT_LENGTH {
            told.headers_mut().append(name, value.clone());
        }
    }
    told
}

/// The code for a refusal by a layer that knows no problems.
fn foreign_refusal(status: StatusCode) -> Option<ErrorCode> {
    Some(match status {
        StatusCode::NOT_FOUND => ErrorCode::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => ErrorCode::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::BodyTooLarge,
        status if status.is_client_error() => ErrorCode::BodyMalformed,
        status if status.is_server_error() => ErrorCode::Internal,
        _ => return None,
    })
}

fn with_headers(mut response: Response, attended: &Attended, uri: &Uri) -> Response {
    let headers = response.headers_mut();
    if let Ok(request_id) = HeaderValue::from_str(&attended.inner.request_id) {
        headers.insert(REQUEST_ID, request_id);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    let policy = if is_api(uri) {
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        "default-src 'none'; frame-ancestors 'none'"
    } else {
        // The pages name the rest of their policy themselves, with the hash of the script that starts them.
        "frame-ancestors 'none'"
    };
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

/// Answers for a handler that panicked.
pub(crate) fn recover(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic.downcast_ref::<String>().cloned();
    let said = said.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    let cause = format!("the program panicked: {}", said.unwrap_or_default());
    Problem::caused_by(ErrorCode::Internal, cause).into_response()
}
