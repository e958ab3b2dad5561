//! How the server says how it is doing, and how much it takes.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use otklik_api::{Limits, Settings, Site};
use otklik_core::{Scope, UserRole};
use otklik_testkit::{Client, PASSWORD, TestServer, event};
use serde_json::{Value, json};

const HERE: std::net::IpAddr = std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

fn checks(answer: &Value) -> BTreeMap<String, bool> {
    let checks = answer["checks"].as_array().unwrap().iter();
    checks.map(|check| (check["name"].as_str().unwrap().to_owned(), check["ready"].as_bool().unwrap())).collect()
}

#[tokio::test]
async fn a_server_that_is_well_is_ready_until_it_is_about_to_end() {
    let server = TestServer::start().await;
    let (status, answer) = server.visitor().get("/readyz").await;
    assert_eq!((status, &answer["status"]), (StatusCode::OK, &json!("ready")), "{answer}");
    let names: Vec<String> = checks(&answer).into_keys().collect();
    assert_eq!(names, ["database", "disk", "intake", "lake", "server"]);
    server.condition.drain();
    let (status, answer) = server.visitor().get("/readyz").await;
    assert_eq!((status, &answer["status"]), (StatusCode::SERVICE_UNAVAILABLE, &json!("not_ready")));
    assert_eq!(checks(&answer).into_iter().filter(|(_, ready)| !ready).count(), 1);
    assert!(!checks(&answer)["server"]);
    assert_eq!(server.visitor().get("/healthz").await.0, StatusCode::OK, "it lives nevertheless");
}

#[tokio::test]
async fn events_that_wait_too_long_for_the_lake_are_told() {
    let server = TestServer::start_set_up().await;
    let key = server.store.keys().create("till", otklik_core::Clock::now(&*server.clock)).await.unwrap().secret;
    let sent = json!({"events": [Value::from(event("1", "order_placed", "2026-05-20T08:00:00Z"))]});
    server.visitor().with_key(&key).post("/api/v1/events", sent).await;
    assert_eq!(server.visitor().get("/readyz").await.0, StatusCode::OK);
    server.clock.advance(Duration::from_secs(301));
    server.condition.forget().await;
    let (status, answer) = server.visitor().get("/readyz").await;
    assert_eq!((status, checks(&answer)["intake"]), (StatusCode::SERVICE_UNAVAILABLE, false), "{answer}");
    server.run_intake().await;
    server.condition.forget().await;
    assert_eq!(server.visitor().get("/readyz").await.0, StatusCode::OK);
}

/// The samples of a text in the format of Prometheus: name with labels, and value; what is malformed fails the test.
fn samples(text: &str) -> BTreeMap<String, f64> {
    let mut samples = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(comment) = line.strip_prefix("# ") {
            assert!(comment.starts_with("HELP ") || comment.starts_with("TYPE "), "{line}");
            continue;
        }
        let (name, value) = line.rsplit_once(' ').unwrap();
        let bare = name.split('{').next().unwrap();
        assert!(bare.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_'), "{line}");
        assert!(samples.insert(name.to_owned(), value.parse().unwrap()).is_none(), "twice: {line}");
    }
    samples
}

async fn metrics(client: &Client) -> BTreeMap<String, f64> {
    let request = Request::builder().uri("/metrics").body(Body::empty()).unwrap();
    let answer = client.clone().send(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    samples(&String::from_utf8(answer.body).unwrap())
}

#[tokio::test]
async fn the_metrics_tell_what_happened() {
    let server = TestServer::start_set_up().await;
    let event = |id: &str| Value::from(event(id, "order_placed", "2026-05-20T08:00:00Z"));
    server.send_events(vec![event("1"), event("2"), event("2"), json!({"id": "3"})]).await;
    let mut anna = server.sign_in("anna@example.com").await;
    let asked = json!({"filter": {"all": []}, "by": []});
    assert_eq!(anna.post("/api/v1/questions/operations", asked).await.0, StatusCode::OK);
    anna.get("/any/page").await;
    let found = metrics(&server.visitor().at(HERE)).await;
    let value = |name: &str| *found.get(name).unwrap_or_else(|| panic!("{name} is missing in {found:#?}"));
    assert_eq!(value(r#"otklik_events_total{outcome="accepted"}"#), 2.0);
    assert_eq!(value(r#"otklik_events_total{outcome="duplicate"}"#), 1.0);
    assert_eq!(value(r#"otklik_events_total{outcome="rejected"}"#), 1.0);
    assert_eq!(value(r#"otklik_http_requests_total{method="POST",route="/api/v1/events",status="200"}"#), 1.0);
    assert_eq!(value(r#"otklik_http_requests_total{method="GET",route="pages",status="200"}"#), 1.0);
    assert_eq!(value(r#"otklik_question_duration_seconds_count{question="operations"}"#), 1.0);
    let buckets = r#"otklik_http_request_duration_seconds_bucket{method="POST",route="/api/v1/events",le="+Inf"}"#;
    assert_eq!(value(buckets), 1.0);
    assert_eq!(value("otklik_intake_commit_duration_seconds_count"), 1.0);
    assert_eq!((value("otklik_lake_rows"), value(r#"otklik_lake_files{kind="tail"}"#)), (2.0, 1.0));
    assert_eq!((value("otklik_inbox_events"), value("otklik_ready")), (0.0, 1.0));
    assert_eq!(value(r#"otklik_jobs{state="waiting"}"#), 0.0);
    assert!(value("otklik_database_bytes") > 0.0);
    assert!(value("otklik_disk_free_bytes") > 0.0 && value("process_resident_memory_bytes") > 1e6);
    assert!(found.keys().any(|name| name.starts_with("otklik_build_info{version=")));
}

#[tokio::test]
async fn the_metrics_are_for_this_machine_and_for_who_knows_the_word() {
    let settings = Settings { metrics_token: Some("a word of their own".to_owned()), ..Settings::default() };
    let settings = Settings { site: Site::new(None, &["otklik.test".to_owned()], &[]).unwrap(), ..settings };
    let server = TestServer::start_at(settings).await;
    let (status, problem) = server.visitor().get("/metrics").await;
    assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("forbidden")));
    assert_eq!(server.visitor().with_key("another").get("/metrics").await.0, StatusCode::FORBIDDEN);
    assert!(!metrics(&server.visitor().with_key("a word of their own")).await.is_empty());
    let through_a_proxy =
        Request::builder().uri("/metrics").header("x-forwarded-for", "198.51.100.3").body(Body::empty()).unwrap();
    let answer = server.visitor().at(HERE).send(through_a_proxy).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "a proxy on this machine lets nobody in");
}

#[tokio::test]
async fn a_nearly_full_disk_takes_nothing_more_but_still_answers() {
    let server = TestServer::start_set_up_with(Limits { disk_reserve_bytes: u64::MAX, ..Limits::default() }).await;
    let key = server.store.keys().create("till", otklik_core::Clock::now(&*server.clock)).await.unwrap().secret;
    let body = json!({"events": []}).to_string();
    let answer = server.visitor().with_key(&key).send_text(Method::POST, "/api/v1/events", body).await;
    assert_eq!((answer.status, &answer.json()["code"]), (StatusCode::SERVICE_UNAVAILABLE, &json!("disk_full")));
    assert_eq!(answer.header("retry-after"), "10");
    let mut anna = server.sign_in("anna@example.com").await;
    let asked = json!({"filter": {"all": []}, "by": []});
    assert_eq!(anna.post("/api/v1/questions/operations", asked).await.0, StatusCode::OK);
    let (_, session) = anna.get("/api/v1/session").await;
    assert_eq!(session["workspace"]["disk"]["full"], true, "{session}");
    let (status, answer) = server.visitor().get("/readyz").await;
    assert_eq!((status, checks(&answer)["disk"]), (StatusCode::SERVICE_UNAVAILABLE, false));
}

#[tokio::test]
async fn only_administrators_are_warned_of_the_disk() {
    let server = TestServer::start_set_up_with(Limits { disk_low_bytes: u64::MAX, ..Limits::default() }).await;
    server.add_user("boris@example.com", UserRole::Analyst, Scope::Company).await;
    let (_, session) = server.sign_in("anna@example.com").await.get("/api/v1/session").await;
    assert_eq!(session["workspace"]["disk"]["full"], false, "{session}");
    assert!(session["workspace"]["disk"]["free_bytes"].as_u64().unwrap() > 0);
    let (_, session) = server.sign_in("boris@example.com").await.get("/api/v1/session").await;
    assert_eq!(session["workspace"]["disk"], Value::Null);
}

#[tokio::test]
async fn a_key_that_asks_too_often_waits_and_others_do_not() {
    let server = TestServer::start_set_up_with(Limits { requests_per_second: 5, ..Limits::default() }).await;
    let now = otklik_core::Clock::now(&*server.clock);
    let mut keys = Vec::new();
    for name in ["one", "other"] {
        keys.push(server.store.keys().create(name, now).await.unwrap().secret);
    }
    let mut one = server.visitor().with_key(&keys[0]);
    let mut refused = None;
    for _ in 0..50 {
        let answer = one.send_text(Method::GET, "/api/v1/customers", "").await;
        if answer.status != StatusCode::OK {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.unwrap();
    assert_eq!((refused.status, &refused.json()["code"]), (StatusCode::TOO_MANY_REQUESTS, &json!("too_many_requests")));
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(server.visitor().with_key(&keys[1]).get("/api/v1/customers").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_key_that_sends_too_many_events_waits_and_nothing_is_lost_between() {
    let server = TestServer::start_set_up_with(Limits { events_per_second: 10, ..Limits::default() }).await;
    let key = server.store.keys().create("till", otklik_core::Clock::now(&*server.clock)).await.unwrap().secret;
    let batch = |first: usize| -> Value {
        let events = (first..first + 30).map(|id| event(id.to_string(), "order_placed", "2026-05-20T08:00:00Z").into());
        json!({ "events": events.collect::<Vec<Value>>() })
    };
    let mut till = server.visitor().with_key(&key);
    assert_eq!(till.post("/api/v1/events", batch(0)).await.1["accepted"], 30);
    let answer = till.send_text(Method::POST, "/api/v1/events", batch(30).to_string()).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(["2", "3"].contains(&answer.header("retry-after")), "{}", answer.header("retry-after"));
    assert_eq!(server.run_intake().await, 30, "what was refused was not taken");
}

#[tokio::test]
async fn one_address_tries_to_sign_in_only_so_often() {
    let server = TestServer::start_set_up_with(Limits { sign_ins_per_minute: 3, ..Limits::default() }).await;
    let mut statuses = Vec::new();
    for attempt in 0..5 {
        let asked = json!({"email": format!("nobody-{attempt}@example.com"), "password": PASSWORD});
        statuses.push(server.visitor().post("/api/v1/session", asked).await.0.as_u16());
    }
    assert_eq!(statuses, [401, 401, 401, 429, 429]);
    let asked = json!({"email": "anna@example.com", "password": PASSWORD});
    assert_eq!(server.visitor().at(HERE).post("/api/v1/session", asked).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_host_that_is_not_ours_is_refused() {
    let server = TestServer::start().await;
    let ask = |host: &'static str| Request::builder().uri("/api/v1/setup").header("host", host).body(Body::empty());
    let answer = server.visitor().reading("en").send(ask("rebound.example").unwrap()).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (421, &json!("host_unknown")));
    assert!(answer.json()["detail"].as_str().unwrap().contains("rebound.example"), "{}", answer.json());
    assert_eq!(server.visitor().send(ask("192.0.2.1:8080").unwrap()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_cookie_is_for_https_only_when_a_trusted_proxy_says_so() {
    let site = Site::new(None, &["otklik.test".to_owned()], &["192.0.2.7".to_owned()]).unwrap();
    let server = TestServer::start_at(Settings { site, ..Settings::default() }).await;
    let asked = json!({
        "company": "К", "time_zone": "UTC", "language": "ru", "email": "a@b", "password": PASSWORD, "name": "А",
    });
    server.visitor().post("/api/v1/setup", asked).await;
    let sign_in = json!({"email": "a@b", "password": PASSWORD}).to_string();
    for (peer, secure) in [("192.0.2.7", true), ("192.0.2.8", false)] {
        let request = Request::builder().method(Method::POST).uri("/api/v1/session");
        let request = request.header("content-type", "application/json").header("x-forwarded-proto", "https");
        let request = request.body(Body::from(sign_in.clone())).unwrap();
        let answer = server.visitor().at(peer.parse().unwrap()).send(request).await;
        assert_eq!(answer.header("set-cookie").ends_with("; Secure"), secure, "{peer}");
    }
}
