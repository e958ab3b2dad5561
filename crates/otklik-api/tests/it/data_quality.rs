//! How far the data can be relied on.

use axum::http::StatusCode;
use otklik_core::{Scope, UserRole};
use otklik_testkit::{TestServer, event};
use serde_json::{Value, json};

const QUALITY: &str = "/api/v1/questions/data-quality";

/// Four weeks of April with fifteen orders a day in one house, save for two days in the middle.
fn orders_with_a_gap() -> Vec<Value> {
    let open = (1..=28).filter(|day| !(14..=15).contains(day));
    open.flat_map(|day| {
        (0..15).map(move |number| {
            let time = format!("2026-04-{day:02}T{:02}:{:02}:00Z", 7 + number % 10, number);
            let order = event(format!("{day}-{number}"), "order_placed", &time).in_unit("msk/arbat");
            let order = order.with("order", format!("o-{day}-{number}"));
            if number < 3 { order.of(&format!("g-{number}"), "g@example.com").into() } else { order.into() }
        })
    })
    .collect()
}

async fn april() -> TestServer {
    let server = TestServer::start_set_up().await;
    server.send_events(orders_with_a_gap()).await;
    server
}

#[tokio::test]
async fn missing_days_unknown_people_and_late_events_are_told() {
    let server = april().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (status, quality) = anna.post(QUALITY, json!({})).await;
    assert_eq!(status, StatusCode::OK, "{quality}");
    assert_eq!((&quality["events"], &quality["placed"]["value"]), (&json!(390), &json!(1.0)));
    assert_eq!((&quality["known"]["value"], &quality["known"]["n"]), (&json!(0.2), &json!(390)));
    let gap = &quality["gaps"][0];
    assert_eq!((&gap["first_day"], &gap["last_day"]), (&json!("2026-04-14"), &json!("2026-04-15")));
    assert_eq!((&gap["unit"], &gap["usual_events"]), (&json!("msk/arbat"), &json!(30)));
    assert_eq!(quality["gaps"].as_array().unwrap().len(), 1);
    let source = &quality["sources"][0];
    assert_eq!((&source["source"], &source["late"]["value"]), (&json!("test"), &json!(1.0)));
    assert_eq!((&source["ahead"]["value"], &source["last_received"]), (&json!(0.0), &json!("2026-05-20T09:00:00Z")));
    assert_eq!(quality["touchpoints"][0]["touchpoint"]["ru"], "Касса");
    assert_eq!(quality["units"][0]["unit"], "msk/arbat");
    let (_, later) = anna.post(QUALITY, json!({"filter": {"period": "last_30_days"}})).await;
    assert_eq!((&later["events"], &later["gaps"]), (&json!(120), &json!([])));
}

#[tokio::test]
async fn an_event_sent_again_under_another_id_counts_as_a_repetition() {
    let server = april().await;
    let again = event("again", "order_placed", "2026-04-03T08:01:00Z").in_unit("msk/arbat");
    server.send_events(vec![again.with("order", "o-3-1").of("g-1", "g@example.com").into()]).await;
    let (_, quality) = server.sign_in("anna@example.com").await.post(QUALITY, json!({})).await;
    assert_eq!(quality["doubled"]["n"], 391);
    assert!((quality["doubled"]["value"].as_f64().unwrap() - 1.0 / 391.0).abs() < 1e-9);
}

#[tokio::test]
async fn refusals_are_told_by_their_reason_to_who_sees_the_whole_company() {
    let server = april().await;
    let nameless = json!({"id": "x", "source": "test", "time": "2026-04-03T08:01:00Z"});
    server.send_events(vec![nameless]).await;
    let arbat = Scope::Units(vec!["msk/arbat".parse().unwrap()]);
    server.add_user("manager@example.com", UserRole::Manager, arbat).await;
    let (_, quality) = server.sign_in("anna@example.com").await.post(QUALITY, json!({})).await;
    assert_eq!(quality["refused"], json!([{"code": "event_name_missing", "count": 1, "last": "2026-05-20T09:00:00Z"}]));
    assert_eq!(quality["refused_titles"], json!({"event_name_missing": "У события нет названия"}));
    let (_, quality) = server.sign_in("manager@example.com").await.post(QUALITY, json!({})).await;
    assert_eq!((&quality["refused"], &quality["events"]), (&Value::Null, &json!(390)));
}

#[tokio::test]
async fn a_burst_of_answers_and_a_card_used_all_day_are_signs() {
    let server = april().await;
    let answers = (0..12).map(|number| {
        let answer = event(format!("b-{number}"), "answered", &format!("2026-04-20T10:{:02}:00Z", number * 2));
        answer.in_unit("msk/arbat").of("g-9", "nine@example.com").recommending(10, "").into()
    });
    let spread = (1..=28).map(|day| {
        let answer = event(format!("s-{day}"), "answered", &format!("2026-04-{day:02}T15:00:00Z"));
        answer.in_unit("msk/arbat").recommending(8, "").into()
    });
    let swipes = (20..=22).flat_map(|day| {
        (0..7).map(move |number| {
            let order =
                event(format!("c-{day}-{number}"), "order_placed", &format!("2026-04-{day}T{:02}:30:00Z", 7 + number));
            order.in_unit("msk/arbat").of("g-7", "seven@example.com").into()
        })
    });
    server.send_events(answers.chain(spread).chain(swipes).collect()).await;
    let (_, quality) = server.sign_in("anna@example.com").await.post(QUALITY, json!({})).await;
    let gaming = &quality["gaming"];
    assert_eq!(gaming["bursts"].as_array().unwrap().len(), 1, "{gaming}");
    assert_eq!((&gaming["bursts"][0]["answers"], &gaming["bursts"][0]["people"]), (&json!(12), &json!(1)));
    assert_eq!(gaming["bursts"][0]["hour"], "2026-04-20T10:00:00Z");
    assert_eq!(
        (&gaming["many_answers"][0]["answers"], &gaming["many_answers"][0]["day"]),
        (&json!(12), &json!("2026-04-20"))
    );
    let card = &gaming["own_cards"][0];
    assert_eq!((&card["days"], &card["most"], &card["last_day"]), (&json!(3), &json!(7), &json!("2026-04-22")));
}

#[tokio::test]
async fn a_device_from_which_many_customers_answer_is_a_sign() {
    let server = april().await;
    let from_device = |id: String, guest: String, device: &str, day: u32| {
        let answer = event(id, "answered", &format!("2026-04-{day:02}T11:00:00Z")).in_unit("msk/arbat");
        answer.with("customer", json!({"id": guest, "anonymous": device})).recommending(10, "").into()
    };
    let tablet = (1..=7).map(|number| from_device(format!("t-{number}"), format!("w-{number}"), "tablet", number));
    let again = std::iter::once(from_device("again".to_owned(), "w-3".to_owned(), "tablet", 20));
    let family = (1..=4).map(|number| from_device(format!("f-{number}"), format!("f-{number}"), "at home", number));
    server.send_events(tablet.chain(again).chain(family).collect()).await;
    let (_, quality) = server.sign_in("anna@example.com").await.post(QUALITY, json!({})).await;
    let devices = quality["gaming"]["one_device"].as_array().unwrap();
    assert_eq!(devices.len(), 1, "{devices:?}");
    let device = &devices[0];
    assert_eq!((&device["device"], &device["unit"]), (&json!("t***"), &json!("msk/arbat")));
    assert_eq!((&device["people"], &device["answers"]), (&json!(7), &json!(8)));
    assert_eq!(device["customers"].as_array().unwrap().len(), 7);
    let (_, found) = server.sign_in("anna@example.com").await.get("/api/v1/customers?search=w-3").await;
    assert_eq!(device["customers"][0], found["customers"][0]["customer"], "who answered most comes first: {found}");
    // Who sees other units only learns nothing of it.
    let other = Scope::Units(vec!["msk/tverskaya".parse().unwrap()]);
    server.add_user("other@example.com", UserRole::Manager, other).await;
    let (_, quality) = server.sign_in("other@example.com").await.post(QUALITY, json!({})).await;
    assert_eq!(quality["gaming"]["one_device"], json!([]));
}
