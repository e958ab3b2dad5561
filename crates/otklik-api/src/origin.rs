//! Keeps pages of other sites from acting in a user's name.

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, HeaderMap, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use otklik_core::ErrorCode;

use crate::app::App;
use crate::attend::is_api;
use crate::problem::Problem;
use crate::site::Site;

/// Refuses what would change something and does not come from our own pages.
///
/// A request with an API key is let through, since no browser adds one by itself.
pub(crate) async fn refuse_foreign(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let changes = is_api(request.uri()) && !request.method().is_safe();
    if changes && !headers.contains_key(AUTHORIZATION) && is_foreign(headers, &app.site) {
        return Problem::new(ErrorCode::OriginForeign).into_response();
    }
    next.run(request).await
}

fn is_foreign(headers: &HeaderMap, site: &Site) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    // The browser's own word comes first: it holds behind a proxy that changes the host too.
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    match (text(ORIGIN.as_str()), text(HOST.as_str())) {
        // Behind a proxy the host may be the inner one; then the base URL says what the origin should be.
        (Some(origin), _) if site.is_own_origin(origin) => false,
        (Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, authority)| authority != host),
        (Some(_), None) => true,
        // A browser that says neither is too old to be trusted with a cookie; a program without one has nothing to abuse.
        (None, _) => headers.contains_key(COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn foreign(headers: &[(&'static str, &'static str)]) -> bool {
        let pairs =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_foreign(&pairs.collect(), &Site::new(Some("https://cx.example"), &[], &[]).unwrap())
    }

    #[test]
    fn the_browsers_word_counts_before_the_origin() {
        assert!(!foreign(&[("sec-fetch-site", "same-origin"), ("origin", "https://cx.example"), ("host", "inner:80")]));
        assert!(foreign(&[("sec-fetch-site", "cross-site"), ("origin", "http://own"), ("host", "own")]));
        assert!(foreign(&[("sec-fetch-site", "same-site")]));
    }

    #[test]
    fn an_origin_is_our_own_when_it_is_the_host() {
        assert!(!foreign(&[("origin", "http://localhost:8080"), ("host", "localhost:8080")]));
        assert!(foreign(&[("origin", "http://localhost:8081"), ("host", "localhost:8080")]));
        assert!(foreign(&[("origin", "null"), ("host", "localhost:8080")]));
    }

    #[test]
    fn the_base_url_is_our_own_behind_a_proxy_that_changes_the_host() {
        assert!(!foreign(&[("origin", "https://cx.example"), ("host", "127.0.0.1:8080")]));
        assert!(foreign(&[("origin", "http://cx.example"), ("host", "127.0.0.1:8080")]));
    }

    #[test]
    fn a_cookie_without_any_origin_is_not_trusted() {
        assert!(foreign(&[("cookie", "otklik_session=1"), ("host", "own")]));
        assert!(!foreign(&[("host", "own")]));
    }
}
