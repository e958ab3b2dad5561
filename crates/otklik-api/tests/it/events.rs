//! Events on their way in.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use otklik_api::Limits;
use otklik_collect::BatchLimits;
use otklik_testkit::{TestServer, event};
use serde_json::{Value, json};

fn answers(count: u32) -> Vec<Value> {
    (0..count)
        .map(|number| {
            let customer = format!("c-{number}");
            event(format!("a-{number}"), "answered", "2026-05-18T12:00:00+03:00")
                .of(&customer, &format!("{customer}@example.com"))
                .in_unit("msk/arbat")
                .recommending(if number % 2 == 0 { 10 } else { 3 }, "Долго ждал")
                .into()
        })
        .collect()
}

#[tokio::test]
async fn events_are_in_the_scores_once_however_often_they_come() {
    let server = TestServer::start_set_up().await;
    let taken = server.send_events(answers(12)).await;
    assert_eq!(taken, json!({"accepted": 12, "duplicates": 0, "rejected": []}));
    let again = server.send_events(answers(12)).await;
    assert_eq!(again, json!({"accepted": 0, "duplicates": 12, "rejected": []}));

    let mut anna = server.sign_in("anna@example.com").await;
    let (status, scores) = anna.post("/api/v1/questions/scores", json!({"metric": "nps_visit", "by": ["unit"]})).await;
    assert_eq!(status, StatusCode::OK, "{scores}");
    assert_eq!(scores["total"]["estimate"]["n"], 12);
    assert_eq!(scores["total"]["estimate"]["people"], 12);
    assert_eq!(scores["total"]["estimate"]["value"], 0.0);
    assert_eq!(scores["rows"][0]["slice"], json!({"unit": "msk/arbat"}));

    let (status, people) = anna.get(scores["total"]["people"].as_str().unwrap()).await;
    assert_eq!((status, &people["total"]), (StatusCode::OK, &json!(12)), "{people}");
    let (_, session) = anna.get("/api/v1/session").await;
    assert_eq!(session["workspace"]["data"]["events"], 12);
    assert_eq!(session["workspace"]["data"]["customers"], 12);
    assert_eq!(session["workspace"]["units"][1]["path"], "msk/arbat");
}

#[tokio::test]
async fn a_critics_comment_is_unread_until_it_is_read_by_this_user() {
    let server = TestServer::start_set_up().await;
    server.send_events(answers(4)).await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (_, feedback) = anna.get("/api/v1/feedback?unread=true").await;
    assert_eq!(feedback["total"], 2, "{feedback}");
    assert_eq!(feedback["rows"][0]["answer"]["text"], "Долго ждал");
    let read = json!({"positions": [feedback["rows"][0]["position"], 9_999, -1]});
    assert_eq!(anna.post("/api/v1/feedback/read", read).await.0, StatusCode::NO_CONTENT);
    assert_eq!(anna.get("/api/v1/feedback?unread=true").await.1["total"], 1);
    assert_eq!(anna.get("/api/v1/feedback").await.1["total"], 2);
}

#[tokio::test]
async fn a_bad_event_is_refused_by_name_and_kept_while_the_good_are_taken() {
    let server = TestServer::start_set_up().await;
    let good = event("good", "answered", "2026-05-18T12:00:00Z");
    let timeless = json!({"id": "bad", "source": "test", "name": "answered", "time": "вчера"});
    let taken = server.send_events(vec![timeless.clone(), good.into()]).await;
    assert_eq!(taken["accepted"], 1);
    assert_eq!(taken["rejected"][0]["index"], 0);
    assert_eq!(taken["rejected"][0]["code"], "time_malformed");
    assert_eq!(taken["rejected"][0]["pointer"], "/events/0/time");

    let (status, kept) = server.sign_in("anna@example.com").await.get("/api/v1/rejects").await;
    assert_eq!((status, &kept["total"]), (StatusCode::OK, &json!(1)), "{kept}");
    let reject = &kept["rejects"][0];
    assert_eq!(reject["code"], "time_malformed");
    assert_eq!(serde_json::from_str::<Value>(reject["contents"].as_str().unwrap()).unwrap(), timeless);
    assert_eq!(reject["received_at"], "2026-05-20T09:00:00Z");
    assert_eq!(reject["detail"], taken["rejected"][0]["detail"]);
}

#[tokio::test]
async fn refused_events_come_page_by_page() {
    let server = TestServer::start_set_up().await;
    server.send_events((0..5).map(|number| json!({"id": number.to_string()})).collect()).await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (_, first) = anna.get("/api/v1/rejects?limit=3").await;
    let (_, second) = anna.get(&format!("/api/v1/rejects?limit=3&cursor={}", first["next"].as_str().unwrap())).await;
    let ids =
        |page: &Value| page["rejects"].as_array().unwrap().iter().map(|one| one["id"].as_i64()).collect::<Vec<_>>();
    assert_eq!([ids(&first), ids(&second)].concat(), [Some(5), Some(4), Some(3), Some(2), Some(1)]);
    assert_eq!(second["next"], Value::Null);
}

#[tokio::test]
async fn a_batch_beyond_the_limits_is_refused_whole() {
    let batch = BatchLimits { bytes: 2_000, events: 3 };
    let server = TestServer::start_with(Limits { batch, ..Limits::default() }).await;
    let key = server.store.keys().create("till", otklik_core::Timestamp(0)).await.unwrap().secret;
    let mut till = server.visitor().with_key(&key).reading("en");
    let few: Vec<Value> = (0..4).map(|_| json!({})).collect();
    let (status, problem) = till.post("/api/v1/events", json!({"events": few})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &json!("too_many_events")));
    assert!(problem["detail"].as_str().unwrap().contains("The limit is 3."), "{problem}");
    let (status, problem) = till.post("/api/v1/events", json!({"events": ["x".repeat(2_000)]})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &json!("body_too_large")));
    let (status, problem) = till.post("/api/v1/events", json!({"event": []})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("body_malformed")));
}

/// Two thousand blanks before `{"events": []}`, compressed with `gzip -9n`.
const BLANKS: &[u8] = include_bytes!("blanks.json.gz");

#[tokio::test]
async fn a_compressed_batch_is_taken_and_its_limit_is_on_what_it_holds() {
    let batch = BatchLimits { bytes: 2_014, events: 3 };
    for (bytes, status) in [(2_014, StatusCode::OK), (2_013, StatusCode::PAYLOAD_TOO_LARGE)] {
        let server =
            TestServer::start_with(Limits { batch: BatchLimits { bytes, ..batch }, ..Limits::default() }).await;
        let key = server.store.keys().create("till", otklik_core::Timestamp(0)).await.unwrap().secret;
        let mut till = server.visitor().with_key(&key);
        let request = |encoding| {
            Request::post("/api/v1/events")
                .header("content-type", "application/json")
                .header("content-encoding", encoding)
        };
        let answer = till.send(request("gzip").body(Body::from(BLANKS)).unwrap()).await;
        assert_eq!(answer.status, status, "{}", answer.json());
        let answer = till.send(request("gzip").body(Body::from("no gzip")).unwrap()).await;
        assert_eq!((answer.status, &answer.json()["code"]), (StatusCode::BAD_REQUEST, &json!("body_malformed")));
        let answer = till.send(request("zip").body(Body::from("{}")).unwrap()).await;
        assert_eq!((answer.status, &answer.json()["code"]), (StatusCode::BAD_REQUEST, &json!("body_malformed")));
    }
}

#[tokio::test]
async fn a_viewer_sends_nothing() {
    let server = TestServer::start_set_up().await;
    server.add_user("dina@example.com", otklik_core::UserRole::Viewer, otklik_core::Scope::Company).await;
    let mut dina = server.sign_in("dina@example.com").await;
    let (status, _) = dina.call(Method::POST, "/api/v1/events", Some(json!({"events": []}))).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}
