//! Everything that is no address of the API: the pages of the application.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, VARY,
};
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use otklik_core::ErrorCode;
use otklik_web::{Asset, Keeping};

use crate::attend::is_api;
use crate::problem::Problem;

/// Sends a page or one of its files.
pub(crate) async fn send(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if is_api(&uri) {
        return Problem::new(ErrorCode::NotFound).into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return Problem::new(ErrorCode::MethodNotAllowed).into_response();
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some(asset) = otklik_web::find(uri.path(), text(header::ACCEPT_ENCODING)) else {
        return Problem::new(ErrorCode::NotFound).into_response();
    };
    let known = text(IF_NONE_MATCH).split(',').any(|tag| tag.trim().trim_start_matches("W/") == asset.tag);
    answer(asset, known)
}

/// Answers a method that an address does not have.
pub(crate) async fn refuse_method() -> Problem {
    Problem::new(ErrorCode::MethodNotAllowed)
}

fn answer(asset: Asset, known: bool) -> Response {
    let mut headers = HeaderMap::new();
    let keeping = match asset.keeping {
        Keeping::Forever => "public, max-age=31536000, immutable",
        Keeping::AskAgain => "no-cache",
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keeping));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    for (name, value) in [(CONTENT_TYPE, asset.content_type), (ETAG, asset.tag)] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
    if known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    if let Some(encoding) = asset.encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    (headers, asset.contents.into_owned()).into_response()
}
