//! The second factor: set up, asked for, reset, required.

use axum::http::{Method, StatusCode};
use otklik_core::{Scope, SecondFactorFor, UserRole};
use otklik_testkit::{Client, PASSWORD, TestServer};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/account/second-factor";

/// A recovery code of a factor that was set up by a code of the app.
async fn set_up(server: &TestServer, client: &mut Client) -> String {
    let (status, begun) = client.post(PATH, json!({"password": PASSWORD})).await;
    assert_eq!(status, StatusCode::CREATED, "{begun}");
    assert!(begun["picture"].as_str().unwrap().starts_with("<svg "));
    assert!(begun["address"].as_str().unwrap().contains(begun["secret"].as_str().unwrap()));
    let (status, problem) = client.call(Method::PUT, PATH, Some(json!({"code": "abcdef"}))).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("code_mistyped")));
    let code = server.code_of(begun["secret"].as_str().unwrap());
    let (status, codes) = client.call(Method::PUT, PATH, Some(json!({"code": code}))).await;
    assert_eq!(status, StatusCode::OK, "{codes}");
    assert_eq!(codes["recovery_codes"].as_array().unwrap().len(), 10);
    codes["recovery_codes"][0].as_str().unwrap().to_owned()
}

async fn sign_in(server: &TestServer, email: &str, code: Option<&str>) -> (StatusCode, Value) {
    let given = json!({"email": email, "password": PASSWORD, "code": code});
    server.visitor().post("/api/v1/session", given).await
}

#[tokio::test]
async fn a_second_factor_is_set_up_with_the_password_and_asked_for_from_then_on() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (status, problem) = anna.post(PATH, json!({"password": "not mine at all"})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("password_wrong")));
    let recovery = set_up(&server, &mut anna).await;
    let (_, shown) = anna.get(PATH).await;
    assert_eq!(shown, json!({"since": "2026-05-20T09:00:00Z", "recovery_codes_left": 10}));
    for (code, told) in [(None, "code_needed"), (Some("000000"), "code_wrong")] {
        let (status, problem) = sign_in(&server, "anna@example.com", code).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNAUTHORIZED, &json!(told)));
    }
    assert_eq!(sign_in(&server, "anna@example.com", Some(&recovery)).await.0, StatusCode::OK);
    assert_eq!(sign_in(&server, "anna@example.com", Some(&recovery)).await.1["code"], "code_wrong", "once");
    let off = format!("{PATH}/removal");
    assert_eq!(anna.post(&off, json!({"password": "not mine at all"})).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(anna.post(&off, json!({"password": PASSWORD})).await.0, StatusCode::NO_CONTENT);
    assert_eq!(sign_in(&server, "anna@example.com", None).await.0, StatusCode::OK);
}

#[tokio::test]
async fn an_administrator_resets_the_second_factor_of_another() {
    let server = TestServer::start_set_up().await;
    let boris = server.add_user("boris@example.com", UserRole::Viewer, Scope::Company).await;
    let mut browser = server.sign_in("boris@example.com").await;
    set_up(&server, &mut browser).await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (_, users) = anna.get("/api/v1/users").await;
    assert_eq!(users[1]["second_factor_at"], "2026-05-20T09:00:00Z");
    let address = format!("/api/v1/users/{}/second-factor", boris.id);
    assert_eq!(anna.call(Method::DELETE, &address, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(anna.call(Method::DELETE, &address, None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(sign_in(&server, "boris@example.com", None).await.0, StatusCode::OK);
}

#[tokio::test]
async fn who_lacks_a_required_second_factor_may_only_set_it_up() {
    let server = TestServer::start_set_up().await;
    server.add_user("boris@example.com", UserRole::Analyst, Scope::Company).await;
    let (mut anna, mut boris) = (server.sign_in("anna@example.com").await, server.sign_in("boris@example.com").await);
    let rule = json!({"second_factor_for": SecondFactorFor::Administrators});
    let (status, kept) = anna.call(Method::PUT, "/api/v1/sign-in-policy", Some(rule.clone())).await;
    assert_eq!((status, kept), (StatusCode::OK, rule));
    for path in ["/api/v1/users", "/api/v1/units", "/api/v1/sign-in-policy", "/api/v1/customers"] {
        let (status, problem) = anna.get(path).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("second_factor_required")), "{path}");
    }
    let (_, session) = anna.get("/api/v1/session").await;
    assert_eq!(session["user"]["second_factor_missing"], true);
    assert_eq!(boris.get("/api/v1/units").await.0, StatusCode::OK, "it is asked of administrators only");
    set_up(&server, &mut anna).await;
    assert_eq!(anna.get("/api/v1/users").await.0, StatusCode::OK);
    let (_, session) = anna.get("/api/v1/session").await;
    assert_eq!(session["user"]["second_factor_missing"], false);
}
