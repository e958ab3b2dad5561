//! Customers that become one, and two again.

use axum::http::StatusCode;
use otklik_core::{Scope, UserRole};
use otklik_testkit::{Client, TestServer};
use serde_json::{Value, json};

fn answer(id: &str, customer: Value, score: u8) -> Value {
    json!({
        "id": id, "name": "answered", "source": "test", "time": "2026-05-18T12:00:00Z", "customer": customer, "unit": "msk/arbat",
        "answer": {"survey": "after_visit", "question": "q", "metric": "nps", "scale": [0, 10], "value": score},
    })
}

/// How many people stand behind the score, and how many answers.
async fn people_and_answers(anna: &mut Client) -> (u64, u64) {
    let (status, scores) = anna.post("/api/v1/questions/scores", json!({"metric": "nps_visit"})).await;
    assert_eq!(status, StatusCode::OK, "{scores}");
    let estimate = &scores["total"]["estimate"];
    (estimate["people"].as_u64().unwrap(), estimate["n"].as_u64().unwrap())
}

async fn events_of(anna: &mut Client, customer: i64) -> (StatusCode, u64) {
    let (status, timeline) = anna.get(&format!("/api/v1/customers/{customer}/timeline")).await;
    (status, timeline["customer"]["events"].as_u64().unwrap_or(0))
}

#[tokio::test]
async fn a_merge_and_its_undoing_change_every_result_at_once() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    server
        .send_events(vec![
            answer("1", json!({"id": "c-1", "email": "anna@example.com"}), 10),
            answer("2", json!({"id": "c-2"}), 3),
            answer("3", json!({"id": "c-2", "phone": "+79160000001"}), 4),
        ])
        .await;
    assert_eq!(people_and_answers(&mut anna).await, (2, 3));
    // The second customer's telephone comes with the first one's address.
    server.send_events(vec![answer("4", json!({"email": "anna@example.com", "phone": "8 916 000-00-01"}), 9)]).await;
    assert_eq!(people_and_answers(&mut anna).await, (1, 4));
    assert_eq!(events_of(&mut anna, 1).await, (StatusCode::OK, 4));
    assert_eq!(events_of(&mut anna, 2).await, (StatusCode::OK, 4), "an old address still leads to the person");
    let (_, found) = anna.get("/api/v1/customers?search=c-2").await;
    assert_eq!((&found["total"], &found["customers"][0]["events"]), (&json!(1), &json!(4)), "{found}");

    let (_, merges) = anna.get("/api/v1/merges").await;
    assert_eq!(merges["merges"][0]["absorbed"]["customer"], 2, "{merges}");
    assert_eq!(merges["merges"][0]["identifiers"][1]["value"], "+79160000001");
    let undo = format!("/api/v1/merges/{}/undo", merges["merges"][0]["id"]);
    assert_eq!(anna.post(&undo, Value::Null).await.0, StatusCode::NO_CONTENT);
    assert_eq!(anna.post(&undo, Value::Null).await.0, StatusCode::NOT_FOUND, "once is enough");
    assert_eq!(people_and_answers(&mut anna).await, (2, 4));
    let (_, events) = events_of(&mut anna, 2).await;
    assert_eq!(events, 2, "the two answers of before; the one with both identifiers is the address's");
    assert_eq!(events_of(&mut anna, 1).await.1, 2);
    let (_, merges) = anna.get("/api/v1/merges").await;
    assert_eq!(merges["merges"][0]["undone_by"], "anna@example.com");

    let (status, kept) = anna.post("/api/v1/merges", json!({"one": 2, "other": 1})).await;
    assert_eq!((status, &kept["customer"]), (StatusCode::CREATED, &json!(1)), "{kept}");
    assert_eq!(people_and_answers(&mut anna).await, (1, 4));
    assert_eq!(anna.post("/api/v1/merges", json!({"one": 2, "other": 99})).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_seen_and_not_followed_is_listed() {
    let server = TestServer::start_set_up().await;
    let phone = "+74950000000";
    let events =
        (0..8).map(|number| answer(&number.to_string(), json!({"id": format!("c-{number}"), "phone": phone}), 9));
    server.send_events(events.collect()).await;
    let mut anna = server.sign_in("anna@example.com").await;
    assert_eq!(people_and_answers(&mut anna).await, (8, 8));
    let (_, conflicts) = anna.get("/api/v1/merges/conflicts").await;
    assert_eq!(conflicts["shared"][0]["identifier"], json!({"kind": "phone", "value": phone}), "{conflicts}");
    assert_eq!(conflicts["shared"][0]["neighbours"], 8);
    assert_eq!(conflicts["more"], false);
}

#[tokio::test]
async fn only_who_looks_after_the_whole_companys_data_may_join_people() {
    let server = TestServer::start_set_up().await;
    server.send_events(vec![answer("1", json!({"id": "c-1"}), 9), answer("2", json!({"id": "c-2"}), 9)]).await;
    server.add_user("viewer@example.com", UserRole::Viewer, Scope::Company).await;
    server.add_user("arbat@example.com", UserRole::Analyst, Scope::Units(vec!["msk/arbat".parse().unwrap()])).await;
    for email in ["viewer@example.com", "arbat@example.com"] {
        let mut client = server.sign_in(email).await;
        assert_eq!(client.get("/api/v1/merges").await.0, StatusCode::FORBIDDEN);
        assert_eq!(client.get("/api/v1/merges/conflicts").await.0, StatusCode::FORBIDDEN);
        assert_eq!(client.post("/api/v1/merges", json!({"one": 1, "other": 2})).await.0, StatusCode::FORBIDDEN);
        assert_eq!(client.post("/api/v1/merges/1/undo", Value::Null).await.0, StatusCode::FORBIDDEN);
    }
    let mut anna = server.sign_in("anna@example.com").await;
    assert_eq!(people_and_answers(&mut anna).await, (2, 2));
}
