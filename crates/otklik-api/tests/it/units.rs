//! The company's units as people describe them.

use axum::http::{Method, StatusCode};
use otklik_core::{Scope, UserRole};
use otklik_testkit::{TestServer, event};
use serde_json::{Value, json};

const UNITS: &str = "/api/v1/units";

fn unit(path: &str, ru: &str, en: &str) -> Value {
    json!({"path": path, "name": {"ru": ru, "en": en}, "kind": "branch"})
}

/// Orders in two units that nobody described, one of them of a known guest.
async fn two_units() -> TestServer {
    let server = TestServer::start_set_up().await;
    let order = |id: &str, unit: &str| event(id, "order_placed", "2026-05-18T21:30:00Z").in_unit(unit);
    let events = vec![
        order("1", "sib/omsk").of("g-1", "g@example.com").into(),
        order("2", "sib/omsk").into(),
        order("3", "msk").into(),
        event("4", "order_placed", "2026-05-18T09:00:00Z").into(),
    ];
    server.send_events(events).await;
    server
}

fn found<'a>(units: &'a Value, path: &str) -> &'a Value {
    units["units"].as_array().unwrap().iter().find(|unit| unit["path"] == path).unwrap()
}

#[tokio::test]
async fn units_that_only_events_name_are_told_apart_and_counted_with_what_is_below() {
    let server = two_units().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (status, units) = anna.get(UNITS).await;
    assert_eq!((status, &units["events_without_unit"]), (StatusCode::OK, &json!(1)), "{units}");
    let region = found(&units, "sib");
    assert_eq!((&region["described"], &region["events"], &region["people"]), (&json!(false), &json!(2), &json!(1)));
    let (status, made) = anna.post(UNITS, unit("sib/omsk", "Омск", "Omsk")).await;
    assert_eq!((status, &made["described"], &made["events"]), (StatusCode::CREATED, &json!(true), &json!(2)));
    let (status, problem) = anna.post(UNITS, unit("sib/omsk", "Омск", "Omsk")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("unit_taken")));
    let (status, made) = anna.post(UNITS, unit("sib/tomsk/mall", "Молл", "Mall")).await;
    assert_eq!((status, &made["events"]), (StatusCode::CREATED, &json!(0)));
    let (_, units) = anna.get(UNITS).await;
    assert_eq!(found(&units, "sib/tomsk")["described"], false);
}

#[tokio::test]
async fn a_unit_is_renamed_but_never_moved() {
    let server = two_units().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let address = "/api/v1/units/sib%2Fomsk";
    let renamed = json!({"name": {"ru": "Омск", "en": "Omsk"}, "kind": "branch"});
    let (status, shown) = anna.call(Method::PUT, address, Some(renamed.clone())).await;
    assert_eq!((status, &shown["name"]["en"]), (StatusCode::OK, &json!("Omsk")), "{shown}");
    let mut moved = renamed.clone();
    moved["path"] = json!("omsk");
    let (status, problem) = anna.call(Method::PUT, address, Some(moved)).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("unit_immovable")));
    let (status, _) = anna.call(Method::PUT, "/api/v1/units/mars", Some(renamed)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let faulty = json!({"name": {"ru": "", "en": "Omsk"}, "kind": "branch", "time_zone": "Mars/Base"});
    let (_, problem) = anna.call(Method::PUT, address, Some(faulty)).await;
    let pointers: Vec<&Value> = problem["errors"].as_array().unwrap().iter().map(|fault| &fault["pointer"]).collect();
    assert_eq!(pointers, ["/name/ru", "/time_zone"]);
}

#[tokio::test]
async fn hours_are_those_of_the_units_own_zone_or_of_the_one_above() {
    let server = two_units().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let hours = json!({"by": ["hour"], "filter": {"unit": "sib"}});
    let slice = |answer: &Value| answer["rows"][0]["slice"]["hour"].clone();
    let (_, operations) = anna.post("/api/v1/questions/operations", hours.clone()).await;
    assert_eq!(slice(&operations), "0");
    let mut siberia = unit("sib", "Сибирь", "Siberia");
    siberia["time_zone"] = json!("Asia/Omsk");
    assert_eq!(anna.post(UNITS, siberia).await.0, StatusCode::CREATED);
    let (_, operations) = anna.post("/api/v1/questions/operations", hours).await;
    assert_eq!(slice(&operations), "3");
    let (_, units) = anna.get(UNITS).await;
    let omsk = found(&units, "sib/omsk");
    assert_eq!((&omsk["time_zone"], &omsk["own_time_zone"]), (&json!("Asia/Omsk"), &json!(false)));
}

#[tokio::test]
async fn only_a_unit_without_events_and_children_is_deleted() {
    let server = two_units().await;
    let mut anna = server.sign_in("anna@example.com").await;
    assert_eq!(anna.post(UNITS, unit("ural/perm", "Пермь", "Perm")).await.0, StatusCode::CREATED);
    for (address, status) in [
        ("/api/v1/units/sib%2Fomsk", StatusCode::CONFLICT),
        ("/api/v1/units/ural", StatusCode::CONFLICT),
        ("/api/v1/units/ural%2Fperm", StatusCode::NO_CONTENT),
        ("/api/v1/units/ural", StatusCode::NO_CONTENT),
        ("/api/v1/units/ural", StatusCode::NOT_FOUND),
        ("/api/v1/units/%2F", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(anna.call(Method::DELETE, address, None).await.0, status, "{address}");
    }
}

#[tokio::test]
async fn only_an_administrator_of_the_whole_company_describes_units() {
    let server = two_units().await;
    server.add_user("boris@example.com", UserRole::Analyst, Scope::Company).await;
    let sib = Scope::Units(vec!["sib/omsk".parse().unwrap()]);
    server.add_user("vera@example.com", UserRole::Administrator, sib).await;
    for email in ["boris@example.com", "vera@example.com"] {
        let mut client = server.sign_in(email).await;
        assert_eq!(client.post(UNITS, unit("x", "Икс", "X")).await.0, StatusCode::FORBIDDEN, "{email}");
    }
    let (_, units) = server.sign_in("vera@example.com").await.get(UNITS).await;
    let seen: Vec<&str> = units["units"].as_array().unwrap().iter().filter_map(|unit| unit["path"].as_str()).collect();
    assert_eq!(seen, ["sib", "sib/omsk"]);
    assert_eq!((&found(&units, "sib")["partly"], &units["events_without_unit"]), (&json!(true), &Value::Null));
}
