//! The first run.

use axum::http::{Method, StatusCode};
use otklik_testkit::TestServer;
use serde_json::{Value, json};

fn installation() -> Value {
    json!({
        "company": "Кофейни", "time_zone": "Europe/Moscow", "language": "en",
        "email": "anna@example.com", "password": "a long phrase", "name": "Anna",
    })
}

#[tokio::test]
async fn the_first_run_signs_in_and_shows_an_empty_overview() {
    let server = TestServer::start().await;
    let mut browser = server.visitor();
    assert_eq!(browser.get("/api/v1/setup").await, (StatusCode::OK, json!({"done": false, "demo": null})));

    let (status, session) = browser.post("/api/v1/setup", installation()).await;
    assert_eq!(status, StatusCode::CREATED, "{session}");
    assert_eq!(session["user"]["role"], "administrator");
    assert_eq!(session["user"]["scope"], "company");
    assert_eq!(session["workspace"]["company"], "Кофейни");
    assert_eq!(session["workspace"]["data"], json!({"first": null, "last": null, "events": 0, "customers": 0}));

    let (status, overview) = browser.post("/api/v1/questions/overview", json!({})).await;
    assert_eq!(status, StatusCode::OK, "{overview}");
    assert_eq!(overview["empty_reason"], "no_events");
    assert_eq!(overview["cards"], json!([]));
    assert_eq!(browser.get("/api/v1/setup").await.1["done"], true);
}

#[tokio::test]
async fn a_line_of_business_brings_its_catalogue() {
    let server = TestServer::start().await;
    let mut browser = server.visitor();
    let mut asked = installation();
    asked["business"] = json!("food_service");
    let (status, session) = browser.post("/api/v1/setup", asked).await;
    assert_eq!((status, &session["workspace"]["metrics"][0]["id"]), (StatusCode::CREATED, &json!("nps_visit")));
    let (_, shown) = browser.get("/api/v1/catalogue").await;
    assert_eq!((&shown["version"], &shown["author"]), (&json!(1), &Value::Null));
}

#[tokio::test]
async fn the_set_up_is_done_once() {
    let server = TestServer::start().await;
    assert_eq!(server.visitor().post("/api/v1/setup", installation()).await.0, StatusCode::CREATED);
    let (status, problem) = server.visitor().post("/api/v1/setup", installation()).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(problem["code"], "already_set_up");
}

#[tokio::test]
async fn what_is_wrong_with_the_set_up_is_said_by_field() {
    let server = TestServer::start().await;
    for (field, value, code) in [
        ("company", "  ", "name_missing"),
        ("time_zone", "Moscow", "zone_unknown"),
        ("email", "anna", "email_malformed"),
        ("password", "short", "password_too_short"),
        ("name", "", "name_missing"),
    ] {
        let mut asked = installation();
        asked[field] = json!(value);
        let (status, problem) = server.visitor().post("/api/v1/setup", asked).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {problem}");
        assert_eq!(problem["code"], code);
        assert_eq!(problem["errors"][0]["pointer"], format!("/{field}"));
        assert_ne!(problem["errors"][0]["detail"], "");
    }
    assert_eq!(server.visitor().get("/api/v1/setup").await.1["done"], false);
}

#[tokio::test]
async fn a_cookie_is_closed_to_scripts_and_ends_with_the_session() {
    let server = TestServer::start().await;
    let mut browser = server.visitor();
    let answer = browser.send_text(Method::POST, "/api/v1/setup", installation().to_string()).await;
    let cookie = answer.header("set-cookie");
    for word in ["otklik_session=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(cookie.contains(word), "{word}");
    }
    assert!(!cookie.contains("Secure"));
    assert!(browser.has_cookie());

    let mut other_tab = browser.clone();
    assert_eq!(browser.call(Method::DELETE, "/api/v1/session", None).await.0, StatusCode::NO_CONTENT);
    assert!(!browser.has_cookie());
    assert_eq!(other_tab.get("/api/v1/session").await.0, StatusCode::UNAUTHORIZED);
}
