//! Users: invited, changed, blocked, removed; and what they manage of themselves.

use axum::http::{Method, StatusCode};
use otklik_core::{Scope, UserRole};
use otklik_testkit::{Client, PASSWORD, TestServer};
use serde_json::{Value, json};

async fn actions(server: &TestServer) -> Vec<String> {
    let entries = server.store.audit().list(50, None).await.unwrap();
    entries.into_iter().rev().map(|entry| entry.entry.action).filter(|action| action != "signed_in").collect()
}

async fn invite(anna: &mut Client, email: &str, role: &str) -> (StatusCode, Value) {
    let asked = json!({"email": email, "name": "Борис", "role": role, "scope": {"units": ["msk/arbat"]}});
    anna.post("/api/v1/users", asked).await
}

#[tokio::test]
async fn who_is_invited_chooses_a_password_and_signs_in() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (status, made) = invite(&mut anna, "Boris@example.com", "manager").await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!((&made["user"]["email"], &made["user"]["status"]), (&json!("boris@example.com"), &json!("invited")));
    let token = &made["invitation"]["token"];
    let mut boris = server.visitor();
    let (status, problem) = boris.post("/api/v1/invitation", json!({"token": token, "password": "short"})).await;
    assert_eq!((status, &problem["errors"][0]["pointer"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("/password")));
    let choice = json!({"token": token, "password": PASSWORD});
    let (status, used) = boris.post("/api/v1/invitation", choice.clone()).await;
    assert_eq!((status, used), (StatusCode::OK, json!({"email": "boris@example.com"})));
    assert!(!boris.has_cookie(), "a link alone signs nobody in");
    let (status, problem) = boris.post("/api/v1/invitation", choice).await;
    assert_eq!((status, &problem["code"]), (StatusCode::NOT_FOUND, &json!("invitation_unknown")));
    let mut boris = server.sign_in("boris@example.com").await;
    let (_, session) = boris.get("/api/v1/session").await;
    let rights = ["own_account", "ask_questions", "see_people", "see_personal_data", "run_sql", "keep_views"];
    assert_eq!(session["user"]["rights"], json!(rights));
    let (_, users) = anna.get("/api/v1/users").await;
    assert_eq!((&users[1]["status"], &users[1]["last_seen_at"]), (&json!("active"), &json!("2026-05-20T09:00:00Z")));
    assert!(!users.to_string().contains("password") && !users.to_string().contains("token"), "{users}");
    assert_eq!(actions(&server).await, ["user_invited", "invitation_accepted"]);
}

#[tokio::test]
async fn what_cannot_be_a_user_is_refused_at_its_place() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let good = json!({"email": "b@example.com", "name": "Борис", "role": "viewer", "scope": "company"});
    for (field, value, code) in [
        ("email", json!("nonsense"), "email_malformed"),
        ("email", json!("anna@example.com"), "email_taken"),
        ("name", json!(" "), "name_missing"),
        ("scope", json!({"units": []}), "scope_empty"),
    ] {
        let mut asked = good.clone();
        asked[field] = value;
        let (_, problem) = anna.post("/api/v1/users", asked).await;
        assert_eq!(problem["code"], code);
        assert_eq!(problem["errors"][0]["pointer"], format!("/{field}"));
    }
    let (status, _) = anna.post("/api/v1/users", json!({"role": "owner"})).await;
    assert!(status.is_client_error());
    assert!(actions(&server).await.is_empty());
}

#[tokio::test]
async fn a_changed_role_and_a_block_hold_at_the_next_request() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let boris = server.add_user("boris@example.com", UserRole::Analyst, Scope::Company).await;
    let mut browser = server.sign_in("boris@example.com").await;
    let address = format!("/api/v1/users/{}", boris.id);
    assert_eq!(browser.get("/api/v1/rejects").await.0, StatusCode::OK);
    let (status, row) = anna.call(Method::PATCH, &address, Some(json!({"role": "viewer"}))).await;
    assert_eq!((status, &row["role"]), (StatusCode::OK, &json!("viewer")));
    assert_eq!(browser.get("/api/v1/rejects").await.0, StatusCode::FORBIDDEN);
    let (_, row) = anna.call(Method::PATCH, &address, Some(json!({"blocked": true}))).await;
    assert_eq!(row["status"], "blocked");
    assert_eq!(browser.get("/api/v1/session").await.0, StatusCode::UNAUTHORIZED);
    let right = json!({"email": "boris@example.com", "password": PASSWORD});
    let (status, problem) = server.visitor().post("/api/v1/session", right).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNAUTHORIZED, &json!("credentials_wrong")));
    anna.call(Method::PATCH, &address, Some(json!({"blocked": false}))).await;
    server.sign_in("boris@example.com").await;
    assert_eq!(anna.call(Method::DELETE, &address, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(anna.call(Method::DELETE, &address, None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(actions(&server).await, ["user_changed", "user_changed", "user_changed", "user_removed"]);
}

#[tokio::test]
async fn the_last_administrator_cannot_be_taken_away() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (_, session) = anna.get("/api/v1/session").await;
    let address = format!("/api/v1/users/{}", session["user"]["id"].as_str().unwrap());
    let units = json!({"scope": {"units": ["msk"]}});
    for (method, body) in [
        (Method::DELETE, None),
        (Method::PATCH, Some(json!({"role": "analyst"}))),
        (Method::PATCH, Some(json!({"blocked": true}))),
        (Method::PATCH, Some(units)),
    ] {
        let (status, problem) = anna.call(method, &address, body).await;
        assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("last_administrator")));
    }
    assert_eq!(anna.get("/api/v1/users").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_link_for_a_forgotten_password_ends_the_old_one() {
    let server = TestServer::start_set_up().await;
    let boris = server.add_user("boris@example.com", UserRole::Viewer, Scope::Company).await;
    let mut browser = server.sign_in("boris@example.com").await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (status, link) = anna.post(&format!("/api/v1/users/{}/invitation", boris.id), json!({})).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(browser.get("/api/v1/session").await.0, StatusCode::OK, "the old password holds until the link is used");
    let choice = json!({"token": link["token"], "password": "совсем другой пароль"});
    assert_eq!(server.visitor().post("/api/v1/invitation", choice).await.0, StatusCode::OK);
    assert_eq!(browser.get("/api/v1/session").await.0, StatusCode::UNAUTHORIZED);
    let old = json!({"email": "boris@example.com", "password": PASSWORD});
    assert_eq!(server.visitor().post("/api/v1/session", old).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn users_change_their_own_name_and_password_with_the_old_one() {
    let server = TestServer::start_set_up().await;
    server.add_user("boris@example.com", UserRole::Viewer, Scope::Company).await;
    let mut boris = server.sign_in("boris@example.com").await;
    let mut elsewhere = server.sign_in("boris@example.com").await;
    let (_, session) = boris.call(Method::PATCH, "/api/v1/session", Some(json!({"name": "Боря"}))).await;
    assert_eq!((&session["user"]["name"], &session["user"]["language"]), (&json!("Боря"), &json!("ru")));
    let (_, problem) = boris.call(Method::PATCH, "/api/v1/session", Some(json!({"name": " "}))).await;
    assert_eq!(problem["code"], "name_missing");
    let path = "/api/v1/account/password";
    for (current, password, code, pointer) in [
        ("not mine at all", "совсем другой пароль", "password_wrong", "/current"),
        (PASSWORD, "short", "password_too_short", "/password"),
    ] {
        let asked = json!({"current": current, "password": password});
        let (status, problem) = boris.call(Method::PUT, path, Some(asked)).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(code)));
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let asked = json!({"current": PASSWORD, "password": "совсем другой пароль"});
    assert_eq!(boris.call(Method::PUT, path, Some(asked)).await.0, StatusCode::NO_CONTENT);
    assert_eq!(boris.get("/api/v1/session").await.0, StatusCode::OK);
    assert_eq!(elsewhere.get("/api/v1/session").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(actions(&server).await, ["password_changed"]);
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all_others() {
    let server = TestServer::start_set_up().await;
    let mut browsers = Vec::new();
    for _ in 0..3 {
        browsers.push(server.sign_in("anna@example.com").await);
    }
    let mut here = browsers.remove(0);
    let (_, listed) = here.get("/api/v1/account/sessions").await;
    let listed = listed.as_array().unwrap().clone();
    assert_eq!(listed.len(), 3);
    assert_eq!(listed.iter().filter(|session| session["current"] == true).count(), 1);
    assert_eq!((&listed[0]["address"], &listed[0]["browser"]), (&json!("192.0.2.7"), &Value::Null));
    let (_, seen_there) = browsers[0].get("/api/v1/account/sessions").await;
    let there = seen_there.as_array().unwrap().iter().find(|session| session["current"] == true).unwrap();
    let address = format!("/api/v1/account/sessions/{}", there["id"].as_str().unwrap());
    server.add_user("boris@example.com", UserRole::Administrator, Scope::Company).await;
    let mut boris = server.sign_in("boris@example.com").await;
    assert_eq!(boris.call(Method::DELETE, &address, None).await.0, StatusCode::NOT_FOUND, "not another user's");
    assert_eq!(here.call(Method::DELETE, &address, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(browsers[0].get("/api/v1/session").await.0, StatusCode::UNAUTHORIZED);
    let (status, ended) = here.call(Method::DELETE, "/api/v1/account/sessions", None).await;
    assert_eq!((status, ended), (StatusCode::OK, json!({"ended": 1})));
    assert_eq!(browsers[1].get("/api/v1/session").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(here.get("/api/v1/session").await.0, StatusCode::OK);
    assert_eq!(boris.get("/api/v1/session").await.0, StatusCode::OK);
}
