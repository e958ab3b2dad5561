//! The pages beside the API, and the headers of both.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use otklik_testkit::{Answer, TestServer};

async fn get(server: &TestServer, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    server.visitor().send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_other_address_is_a_page_that_nobody_frames() {
    let server = TestServer::start().await;
    for path in ["/", "/customers/7", "/apiary"] {
        let page = get(&server, path, &[]).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("cache-control"), "no-cache");
        assert_eq!(page.header("content-security-policy"), "frame-ancestors 'none'");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(get(&server, "/_app/immutable/gone.js", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_that_the_browser_has_is_not_sent_again() {
    let server = TestServer::start().await;
    let page = get(&server, "/", &[("accept-encoding", "gzip, br")]).await;
    let again = get(&server, "/", &[("accept-encoding", "gzip, br"), ("if-none-match", page.header("etag"))]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn answers_of_the_api_are_not_kept_and_are_compressed() {
    let server = TestServer::start().await;
    let plain = get(&server, "/api/openapi.json", &[]).await;
    assert_eq!(plain.status, StatusCode::OK);
    assert_eq!(plain.header("cache-control"), "no-store");
    assert_eq!(plain.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    let compressed = get(&server, "/api/openapi.json", &[("accept-encoding", "gzip")]).await;
    assert_eq!(compressed.header("content-encoding"), "gzip");
    assert!(compressed.body.len() * 4 < plain.body.len());
}

#[tokio::test]
async fn the_server_says_that_it_lives_and_is_ready() {
    let server = TestServer::start().await;
    for (path, word) in [("/healthz", "ok"), ("/readyz", "ready")] {
        let (status, answer) = server.visitor().get(path).await;
        assert_eq!((status, answer["status"].as_str()), (StatusCode::OK, Some(word)));
    }
    server.condition.forget().await;
    server.store.close().await;
    assert_eq!(server.visitor().get("/healthz").await.0, StatusCode::OK);
    let answer = get(&server, "/readyz", &[]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), "10");
    assert!(!String::from_utf8_lossy(&answer.body).contains("pool"), "causes are for the log");
}
