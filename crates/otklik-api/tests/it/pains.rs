//! The question what hurts, and the people behind its rows.

use axum::http::StatusCode;
use otklik_core::{Catalogue, Placement, Role, Rule, Scope, Stage, Text, UserRole};
use otklik_testkit::{Client, TestServer, event};
use serde_json::{Value, json};

const PAINS: &str = "/api/v1/questions/pains";
const HOUR: i64 = 3_600_000_000;

/// A shop where payments are made in an app, and waits end at the counter.
fn catalogue() -> Catalogue {
    let rule = |name: &str, touchpoint: &str, stage: Stage, role: Role| {
        let text = Text::new(touchpoint, touchpoint);
        Rule::for_name(name, Placement { stage: Some(stage), ..Placement::new(text, role) })
    };
    let rules = vec![
        rule("order_placed", "Order", Stage::Purchase, Role::OrderPlaced),
        rule("payment_failed", "Payment", Stage::Purchase, Role::PaymentFailed),
        rule("order_ready", "Counter", Stage::Delivery, Role::WaitEnded),
        rule("complained", "Complaint", Stage::Service, Role::Complaint),
    ];
    Catalogue { rules, ..Catalogue::default() }
}

/// Sixty guests, one a second, half of them in each of two shops: every third one's payment fails, of those every fourth orders
/// two hours later; all others order at once and wait, every fifth of them for a quarter of an hour.
async fn with_guests(first: &str) -> TestServer {
    let server = TestServer::start_set_up().await;
    server
        .store
        .catalogue()
        .put(&catalogue(), otklik_core::Timestamp::parse("2026-01-01T00:00:00Z").unwrap())
        .await
        .unwrap();
    let start = otklik_core::Timestamp::parse(first).unwrap();
    let mut events: Vec<Value> = Vec::new();
    for number in 0..60 {
        let (guest, unit) = (format!("g-{number:02}"), if number % 2 == 0 { "msk/arbat" } else { "spb/nevsky" });
        let mut tell = |name: &str, after: i64, duration: Option<i64>, amount: Option<&str>| {
            let time = start.plus_micros(number * 1_000_000 + after).to_string();
            let mut told =
                event(format!("{guest}-{name}"), name, &time).of(&guest, &format!("{guest}@example.com")).in_unit(unit);
            if let Some(amount) = amount {
                told = told.with("amount", amount).with("currency", "RUB");
            }
            if let Some(duration) = duration {
                told = told.with("duration_ms", duration);
            }
            events.push(told.into());
        };
        if number % 3 == 0 {
            tell("payment_failed", 0, None, None);
            if number % 12 == 0 {
                tell("order_placed", 2 * HOUR, None, Some("300.00"));
            }
        } else {
            tell("order_placed", 0, None, Some("300.00"));
            let waited = if number % 5 == 0 { 900_000 } else { 120_000 };
            tell("order_ready", waited * 1_000, Some(waited), None);
        }
    }
    server.send_events(events).await;
    server
}

async fn ask(client: &mut Client, question: Value) -> Value {
    let (status, answer) = client.post(PAINS, question).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer
}

fn row<'a>(answer: &'a Value, kind: &str) -> &'a Value {
    let rows = answer["rows"].as_array().unwrap();
    rows.iter().find(|row| row["kind"] == kind).unwrap_or_else(|| panic!("no {kind} in {answer}"))
}

#[tokio::test]
async fn failed_payments_are_told_with_their_people_and_the_money_at_risk() {
    let server = with_guests("2026-04-01T10:00:00Z").await;
    let mut anna = server.sign_in("anna@example.com").await;
    let answer = ask(&mut anna, json!({"currency": "RUB", "filter": {"period": "2026-04-01..2026-04-07"}})).await;
    let failed = row(&answer, "payment_failed");
    assert_eq!(failed, &answer["rows"][0], "money is at risk here first");
    assert_eq!(
        (&failed["node"], &failed["verdict"], &failed["sequel"]),
        (&json!("Payment"), &json!("at_risk"), &json!("ordered"))
    );
    // Twenty failed, five of them ordered all the same; forty orders went well and are like them in everything.
    assert_eq!((&failed["affected"]["people"], &failed["share"]["value"]), (&json!(20), &json!(20.0 / 60.0)));
    assert_eq!((&failed["followed_with"]["value"], &failed["followed_without"]["value"]), (&json!(0.25), &json!(1.0)));
    assert_eq!((&failed["comparable"]["value"], &failed["uncompared"]["value"]), (&json!(40.0), &json!(0.0)));
    let money = &failed["money"];
    assert_eq!(
        (&money["value"], &money["currency"], &money["method"]),
        (&json!(4_500.0), &json!("RUB"), &json!("bootstrap"))
    );
    let (low, high) = (money["low"].as_f64().unwrap(), money["high"].as_f64().unwrap());
    assert!(2_000.0 < low && low < 4_500.0 && 4_500.0 < high && high <= 6_000.0, "{money}");
    let (_, people) = anna.get(failed["people"].as_str().unwrap()).await;
    assert_eq!(people["total"], 20);
    assert!(
        people["people"].as_array().unwrap().iter().any(|person| person["customer"] == failed["example"]["customer"])
    );

    let wait = row(&answer, "long_wait");
    assert_eq!((&wait["affected"]["people"], &wait["verdict"]), (&json!(8), &json!("too_few")));
    assert_eq!(wait["money"]["value"], Value::Null);

    // Without a currency there is no money, and the rest is told all the same.
    let unpriced = ask(&mut anna, json!({})).await;
    let failed = row(&unpriced, "payment_failed");
    assert_eq!((&failed["verdict"], &failed["followed_with"]["value"]), (&json!("not_comparable"), &json!(0.25)));
}

#[tokio::test]
async fn what_may_still_come_is_no_loss() {
    // The clock stands at nine on the next day.
    let server = with_guests("2026-05-19T08:59:30Z").await;
    let mut anna = server.sign_in("anna@example.com").await;
    let early = ask(&mut anna, json!({"currency": "RUB"})).await;
    let failed = row(&early, "payment_failed");
    // Of those who came in the first half of a minute the day is over; he who came with the stroke of the next hour is like nobody yet.
    assert_eq!((&failed["affected"]["people"], &failed["immature"]["people"]), (&json!(20), &json!(29)));
    assert_eq!((&failed["followed_with"]["n"], &failed["uncompared"]["value"]), (&json!(10), &json!(1.0)));
}

#[tokio::test]
async fn parts_of_the_company_are_told_apart_and_stay_in_the_readers_scope() {
    let server = with_guests("2026-04-01T10:00:00Z").await;
    server.add_user("manager@example.com", UserRole::Manager, Scope::Units(vec!["msk".parse().unwrap()])).await;
    let mut manager = server.sign_in("manager@example.com").await;
    let mut anna = server.sign_in("anna@example.com").await;
    let all = ask(&mut anna, json!({"currency": "RUB", "by": "unit"})).await;
    let units: Vec<_> = all["rows"].as_array().unwrap().iter().filter(|row| row["kind"] == "payment_failed").collect();
    let people: Vec<_> =
        units.iter().map(|row| (row["unit"].as_str().unwrap(), row["affected"]["people"].as_u64().unwrap())).collect();
    assert_eq!(
        (people.len(), people.contains(&("msk/arbat", 10)), people.contains(&("spb/nevsky", 10))),
        (2, true, true)
    );
    for row in &units {
        let (_, people) = anna.get(row["people"].as_str().unwrap()).await;
        assert_eq!(people["total"], row["affected"]["people"]);
    }
    let own = ask(&mut manager, json!({"currency": "RUB"})).await;
    assert_eq!(row(&own, "payment_failed")["affected"]["people"], 10);
    let filtered = ask(&mut anna, json!({"currency": "RUB", "filter": {"unit": "msk"}})).await;
    assert_eq!(row(&own, "payment_failed")["money"], row(&filtered, "payment_failed")["money"]);

    for (question, code, pointer) in [
        (json!({"by": "channel"}), "slice_unsupported", json!("/by")),
        (json!({"return_days": 0}), "duration_not_positive", json!("/return_days")),
    ] {
        let (status, problem) = anna.post(PAINS, question).await;
        assert!(status.is_client_error(), "{problem}");
        assert_eq!((&problem["code"], &problem["errors"][0]["pointer"]), (&json!(code), &pointer), "{problem}");
    }
}

#[tokio::test]
async fn the_marks_of_the_map_say_the_same_and_open_who_complained_and_who_waited() {
    let server = with_guests("2026-04-01T10:00:00Z").await;
    // Of those who were served, every fourth complains a day later, and two more after the week is over.
    let complaint = |number: u32, day: u32| {
        let guest = format!("g-{number:02}");
        let time = format!("2026-04-{day:02}T12:00:00Z");
        Value::from(
            event(format!("{guest}-complained"), "complained", &time).of(&guest, &format!("{guest}@example.com")),
        )
    };
    let served: Vec<u32> = (0..60).filter(|number| number % 3 > 0).collect();
    let early = served.iter().step_by(4).map(|number| complaint(*number, 2));
    let late = served.iter().skip(1).step_by(20).map(|number| complaint(*number, 20));
    server.send_events(early.chain(late).collect()).await;
    let mut anna = server.sign_in("anna@example.com").await;
    let asked = json!({"currency": "RUB", "filter": {"period": "2026-04-01..2026-04-07"}});
    let pains = ask(&mut anna, asked.clone()).await;
    let (status, marks) = anna.post("/api/v1/questions/marks", asked).await;
    assert_eq!(status, StatusCode::OK, "{marks}");
    let node = |name: &str| {
        let nodes = marks["nodes"].as_array().unwrap();
        nodes.iter().find(|node| node["node"] == name).unwrap_or_else(|| panic!("no {name} in {marks}")).clone()
    };
    let told: Vec<(Value, Value, Value)> = marks["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|node| {
            let pains = node["pains"].as_array().unwrap().iter();
            pains.map(|pain| (node["node"].clone(), pain["kind"].clone(), pain["money"].clone())).collect::<Vec<_>>()
        })
        .collect();
    let at_risk = pains["rows"].as_array().unwrap().iter().filter(|row| row["verdict"] == "at_risk");
    let expected: Vec<_> =
        at_risk.map(|row| (row["node"].clone(), row["kind"].clone(), row["money"].clone())).collect();
    assert!(!expected.is_empty());
    assert_eq!(told, expected, "to the last digit of the interval");

    let counter = node("Counter");
    assert_eq!((&counter["complaints"]["value"], &counter["complaints"]["people"]), (&json!(0.25), &json!(40)));
    // Waits are known to a 128th of themselves.
    let close = |value: &Value, expected: f64| (value["value"].as_f64().unwrap() - expected).abs() < expected / 100.0;
    assert!(close(&counter["wait_median"], 120.0) && close(&counter["wait_p90"], 900.0), "{counter}");
    for (address, people) in [("complaints_people", 10), ("waits_people", 40)] {
        let (status, opened) = anna.get(counter[address].as_str().unwrap()).await;
        assert_eq!((status, &opened["total"]), (StatusCode::OK, &json!(people)), "{address}");
    }
    assert_eq!(node("Payment")["wait_median"], Value::Null);
}
