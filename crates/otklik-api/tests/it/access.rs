//! Who comes in, and who does not.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use otklik_api::{Settings, Site};
use otklik_core::{Scope, UserRole};
use otklik_testkit::{PASSWORD, TestServer};
use serde_json::{Value, json};

pub(crate) const OPEN: [(&str, &str); 6] = [
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/api/v1/setup"),
    ("post", "/api/v1/setup"),
    ("post", "/api/v1/session"),
    ("post", "/api/v1/invitation"),
];

/// A route's path with something in place of its parameters.
pub(crate) fn filled(path: &str) -> String {
    let mut parts = path.split(['{', '}']);
    let mut address = parts.next().unwrap_or_default().to_owned();
    while let (Some(_parameter), Some(rest)) = (parts.next(), parts.next()) {
        address.push('1');
        address.push_str(rest);
    }
    address
}

#[tokio::test]
async fn every_route_but_the_doors_asks_for_a_session() {
    let server = TestServer::start_set_up().await;
    let document = serde_json::to_value(otklik_api::openapi()).unwrap();
    let mut asked = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            if OPEN.contains(&(method, path)) {
                continue;
            }
            let address = filled(path);
            let method: Method = method.to_uppercase().parse().unwrap();
            let (status, problem) = server.visitor().call(method.clone(), &address, None).await;
            assert_eq!(
                (status, &problem["code"]),
                (StatusCode::UNAUTHORIZED, &json!("not_signed_in")),
                "{method} {path}"
            );
            let (status, problem) =
                server.visitor().with_key("otk_nonsense").call(method.clone(), &address, None).await;
            assert_eq!(
                (status, &problem["code"]),
                (StatusCode::UNAUTHORIZED, &json!("key_unknown")),
                "{method} {path}"
            );
            asked += 1;
        }
    }
    assert!(asked >= 14, "{asked}");
}

#[tokio::test]
async fn a_wrong_password_is_told_like_an_unknown_address() {
    let server = TestServer::start_set_up().await;
    let mut answers = Vec::new();
    for email in ["anna@example.com", "nobody@example.com"] {
        let (status, mut problem) =
            server.visitor().post("/api/v1/session", json!({"email": email, "password": "another phrase"})).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        problem["request_id"] = Value::Null;
        answers.push(problem);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0]["code"], "credentials_wrong");
}

#[tokio::test]
async fn after_five_wrong_passwords_the_right_one_waits_too_but_not_at_home() {
    let server = TestServer::start_set_up().await;
    let mut browser = server.visitor();
    for _ in 0..5 {
        let wrong = json!({"email": "anna@example.com", "password": "wrong"});
        assert_eq!(browser.post("/api/v1/session", wrong).await.0, StatusCode::UNAUTHORIZED);
    }
    let right = json!({"email": "anna@example.com", "password": PASSWORD}).to_string();
    let answer = browser.send_text(Method::POST, "/api/v1/session", right.clone()).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "30");
    assert!(
        answer.json()["detail"].as_str().unwrap().starts_with("Следующая попытка — через 0:30."),
        "{}",
        answer.json()
    );
    let mut elsewhere = browser.at([203, 0, 113, 9].into());
    let answer = elsewhere.send_text(Method::POST, "/api/v1/session", right.clone()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let device = answer.headers.get_all("set-cookie").iter().find_map(|cookie| {
        let cookie = cookie.to_str().unwrap();
        cookie.starts_with("otklik_device=").then(|| cookie.to_owned())
    });
    let device = device.unwrap();
    assert!(device.contains("; HttpOnly; SameSite=Strict; Path=/api/v1/session;"), "{device}");
    let known = Request::post("/api/v1/session")
        .header("content-type", "application/json")
        .header("cookie", device.split(';').next().unwrap());
    let answer = browser.send(known.body(Body::from(right)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "a browser she has used before need not wait");
    server.clock.advance(Duration::from_secs(31));
    server.sign_in("anna@example.com").await;
}

#[tokio::test]
async fn another_sites_page_changes_nothing() {
    let server = TestServer::start_set_up().await;
    let anna = server.sign_in("anna@example.com").await;
    for site in [Some("cross-site"), Some("same-site"), None] {
        let mut lured = anna.from_site(site);
        let (status, problem) = lured.post("/api/v1/keys", json!({"name": "stolen"})).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("origin_foreign")), "{site:?}");
        assert_eq!(lured.get("/api/v1/keys").await, (StatusCode::OK, json!([])));
    }
    let mut older_browser = anna.from_site(None);
    for (origin, status) in [("http://evil.test", StatusCode::FORBIDDEN), ("http://otklik.test", StatusCode::CREATED)] {
        let request = Request::post("/api/v1/keys").header("origin", origin).header("content-type", "application/json");
        let answer = older_browser.send(request.body(Body::from(r#"{"name": "till"}"#)).unwrap()).await;
        assert_eq!(answer.status, status, "{origin}");
    }
}

#[tokio::test]
async fn a_session_ends_after_thirty_days_without_use() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    server.clock.advance(Duration::from_secs(20 * 86_400));
    assert_eq!(anna.get("/api/v1/session").await.0, StatusCode::OK);
    server.clock.advance(Duration::from_secs(20 * 86_400));
    assert_eq!(anna.get("/api/v1/session").await.0, StatusCode::OK);
    server.clock.advance(Duration::from_secs(31 * 86_400));
    assert_eq!(anna.get("/api/v1/session").await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_key_asks_and_sends_until_it_is_withdrawn_and_manages_nothing() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (status, made) = anna.post("/api/v1/keys", json!({"name": "касса"})).await;
    assert_eq!(status, StatusCode::CREATED);
    let mut till = server.visitor().with_key(made["key"].as_str().unwrap());
    assert_eq!(till.post("/api/v1/questions/overview", json!({})).await.0, StatusCode::OK);
    assert_eq!(till.post("/api/v1/events", json!({"events": []})).await.0, StatusCode::OK);
    for (method, path) in
        [(Method::GET, "/api/v1/keys"), (Method::GET, "/api/v1/session"), (Method::GET, "/api/v1/rejects")]
    {
        assert_eq!(till.call(method, path, None).await.0, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(till.post("/api/v1/keys", json!({"name": "another"})).await.0, StatusCode::FORBIDDEN);

    let (_, keys) = anna.get("/api/v1/keys").await;
    assert_eq!(keys[0]["name"], "касса");
    assert!(keys[0].get("key").is_none());
    let address = format!("/api/v1/keys/{}", made["id"].as_str().unwrap());
    assert_eq!(anna.call(Method::DELETE, &address, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(anna.call(Method::DELETE, &address, None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(till.post("/api/v1/questions/overview", json!({})).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn only_an_administrator_of_the_whole_company_manages_keys() {
    let server = TestServer::start_set_up().await;
    let arbat = Scope::Units(vec!["msk/arbat".parse().unwrap()]);
    server.add_user("boris@example.com", UserRole::Analyst, Scope::Company).await;
    server.add_user("vera@example.com", UserRole::Administrator, arbat).await;
    for email in ["boris@example.com", "vera@example.com"] {
        let (status, problem) = server.sign_in(email).await.post("/api/v1/keys", json!({"name": "mine"})).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("forbidden")), "{email}");
    }
}

#[tokio::test]
async fn the_language_of_problems_is_the_users_before_the_browsers() {
    let server = TestServer::start_set_up().await;
    let (_, problem) = server.visitor().get("/api/v1/session").await;
    assert_eq!(problem["title"], "Вы не вошли в систему");
    let (_, problem) = server.visitor().reading("en-GB,en").get("/api/v1/session").await;
    assert_eq!(problem["title"], "You are not signed in");

    let mut anna = server.sign_in("anna@example.com").await.reading("en");
    let (_, problem) = anna.post("/api/v1/keys", json!({"name": ""})).await;
    assert_eq!(problem["title"], "Имя не указано");
    let (status, session) = anna.call(Method::PATCH, "/api/v1/session", Some(json!({"language": "en"}))).await;
    assert_eq!((status, &session["user"]["language"]), (StatusCode::OK, &json!("en")));
    let (_, problem) = anna.reading("ru").post("/api/v1/keys", json!({"name": ""})).await;
    assert_eq!(problem["title"], "The name is empty");
}

#[tokio::test]
async fn a_cookie_is_for_https_only_where_the_installation_is() {
    let site = Site::new(Some("https://otklik.test"), &[], &[]).unwrap();
    let server = TestServer::start_at(Settings { site, ..Settings::default() }).await;
    let asked = json!({
        "company": "К", "time_zone": "UTC", "language": "ru", "email": "a@b", "password": PASSWORD, "name": "А",
    });
    let answer = server.visitor().send_text(Method::POST, "/api/v1/setup", asked.to_string()).await;
    assert!(answer.header("set-cookie").ends_with("; Secure"));
}
