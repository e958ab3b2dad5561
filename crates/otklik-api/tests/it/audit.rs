//! The audit log: who saw whose personal data, and who changed what.

use axum::http::{Method, StatusCode};
use otklik_core::{KeyScope, Scope, Timestamp, UserRole};
use otklik_store::KeyRequest;
use otklik_testkit::{Client, TestServer, event};
use serde_json::{Value, json};

async fn two_guests() -> TestServer {
    let server = TestServer::start_set_up().await;
    let order = |number: u8| {
        let order = event(format!("o-{number}"), "order_placed", "2026-05-18T09:00:00Z");
        Value::from(order.of(&format!("c-{number}"), &format!("guest{number}@example.com")).in_unit("msk/arbat"))
    };
    server.send_events(vec![order(1), order(2)]).await;
    server.add_user("viewer@example.com", UserRole::Viewer, Scope::Company).await;
    server
}

async fn log(anna: &mut Client, query: &str) -> Vec<Value> {
    let (status, shown) = anna.get(&format!("/api/v1/audit?{query}")).await;
    assert_eq!(status, StatusCode::OK, "{shown}");
    shown["entries"].as_array().unwrap().clone()
}

#[tokio::test]
async fn whoever_sees_people_leaves_a_trace_without_their_addresses() {
    let server = two_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let mut viewer = server.sign_in("viewer@example.com").await;
    let request =
        KeyRequest { scopes: vec![KeyScope::ReadAnswers, KeyScope::ReadPersonalData], ..KeyRequest::from("crm") };
    let key = server.store.keys().create(request, Timestamp(0)).await.unwrap().secret;
    let mut crm = server.visitor().with_key(&key);
    let (_, found) = anna.get("/api/v1/customers?search=guest1@example.com").await;
    let number = found["customers"][0]["customer"].as_i64().unwrap();
    let timeline = format!("/api/v1/customers/{number}/timeline");
    assert_eq!(anna.get(&timeline).await.0, StatusCode::OK);
    assert_eq!(viewer.get(&timeline).await.0, StatusCode::OK);
    viewer.get("/api/v1/customers").await;
    assert_eq!(crm.get("/api/v1/customers").await.1["customers"][0]["identifiers"][1]["value"], "guest1@example.com");
    assert_eq!(anna.get(&format!("/api/v1/customers/{number}/export")).await.0, StatusCode::OK);
    let entries = log(&mut anna, "").await;
    let told: Vec<(&str, &str, &Value)> = entries
        .iter()
        .rev()
        .filter(|entry| entry["action"] != "signed_in")
        .map(|entry| (entry["who_kind"].as_str().unwrap(), entry["action"].as_str().unwrap(), &entry["details"]))
        .collect();
    let (one, both) = (json!({"customers": [number]}), json!({"customers": [1, 2]}));
    assert_eq!(
        told,
        [
            ("user", "customers_listed", &one),
            ("user", "customer_opened", &json!({"masked": false})),
            ("user", "customer_opened", &json!({"masked": true})),
            ("key", "customers_listed", &both),
            ("user", "customer_exported", &json!({})),
        ],
        "the viewer's list showed nobody whole"
    );
    assert!(!json!(entries).to_string().contains("guest1@"), "the log outlives an erasure");
}

#[tokio::test]
async fn the_log_is_filtered_paged_and_downloaded() {
    let server = two_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    anna.get("/api/v1/customers/1/timeline").await;
    anna.get("/api/v1/customers/2/timeline").await;
    let (_, made) = anna.post("/api/v1/keys", json!({"name": "=cmd()"})).await;
    anna.call(Method::DELETE, &format!("/api/v1/keys/{}", made["id"].as_str().unwrap()), None).await;
    let opened = log(&mut anna, "action=customer_opened").await;
    assert_eq!(opened.len(), 2);
    assert_eq!(log(&mut anna, "object=customer%202").await.len(), 1);
    assert_eq!(log(&mut anna, "to=2026-05-20T09:00:00Z").await.len(), 0);
    assert_eq!(log(&mut anna, &format!("who={}", opened[0]["who_id"].as_str().unwrap())).await.len(), 5);
    let (_, first) = anna.get("/api/v1/audit?limit=3").await;
    assert_eq!(first["actions"], json!(["customer_opened", "key_made", "key_withdrawn", "signed_in"]));
    let rest = log(&mut anna, &format!("limit=3&cursor={}", first["next"].as_str().unwrap())).await;
    assert_eq!((first["entries"].as_array().unwrap().len(), rest.len()), (3, 2));
    let answer = anna.send_text(Method::GET, "/api/v1/audit.csv?action=key_made", "").await;
    let text = String::from_utf8(answer.body).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "\u{feff}Время,Кто,Что сделано,С чем,Подробности");
    assert_eq!(lines.len(), 2);
    assert!(lines[1].contains("Анна,создание ключа API,'=cmd()"), "{}", lines[1]);
    assert_eq!(log(&mut anna, "action=audit_downloaded").await.len(), 1);
}
