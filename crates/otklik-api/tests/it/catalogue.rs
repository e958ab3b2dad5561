//! What events mean, and what follows from changing it.

use axum::http::{Method, StatusCode};
use otklik_core::{Scope, UserRole};
use otklik_testkit::{Client, TestServer, event};
use serde_json::{Value, json};

const CATALOGUE: &str = "/api/v1/catalogue";

fn rule(name: &str, touchpoint: &str, role: &str, stage: &str) -> Value {
    json!({
        "name": name,
        "placement": {"touchpoint": {"ru": touchpoint, "en": touchpoint}, "role": role, "stage": stage},
    })
}

async fn current(client: &mut Client) -> (i64, Value) {
    let (status, shown) = client.get(CATALOGUE).await;
    assert_eq!(status, StatusCode::OK, "{shown}");
    (shown["version"].as_i64().unwrap(), shown["catalogue"].clone())
}

async fn save(client: &mut Client, version: i64, catalogue: &Value) -> (StatusCode, Value) {
    client.call(Method::PUT, CATALOGUE, Some(json!({"version": version, "catalogue": catalogue}))).await
}

/// Saves the current catalogue with one rule more.
async fn add_rule(client: &mut Client, rule: Value) {
    let (version, mut catalogue) = current(client).await;
    catalogue["rules"].as_array_mut().unwrap().push(rule);
    let (status, saved) = save(client, version, &catalogue).await;
    assert_eq!((status, saved["version"].as_i64()), (StatusCode::OK, Some(version + 1)), "{saved}");
}

/// Twelve guests whose parcels came a day late and who said so.
async fn late_parcels() -> TestServer {
    let server = TestServer::start_set_up().await;
    let of_guest = |number: i32| {
        let (customer, order) = (format!("g-{number}"), format!("o-{number}"));
        let email = format!("{customer}@example.com");
        let given = event(format!("p-{number}"), "parcel_given", "2026-05-18T09:00:00Z")
            .with("order", order.clone())
            .with("properties", json!({"promised_at": "2026-05-17T09:00:00Z"}));
        let answer = event(format!("a-{number}"), "answered", "2026-05-18T10:00:00Z").with("order", order);
        [given, answer.recommending(3, "")].map(|event| Value::from(event.of(&customer, &email)))
    };
    server.send_events((0..12).flat_map(of_guest).collect()).await;
    server
}

#[tokio::test]
async fn a_changed_rule_is_seen_at_once_in_all_history() {
    let server = late_parcels().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let by_delivery = json!({"metric": "nps_visit", "by": ["delivery"]});
    let overview = "/api/v1/questions/overview";
    let (_, scores) = anna.post("/api/v1/questions/scores", by_delivery.clone()).await;
    assert_eq!(scores["rows"][0]["slice"], json!({"delivery": ""}));
    let cards = |overview: &Value| -> Vec<String> {
        overview["cards"].as_array().unwrap().iter().map(|card| card["id"].as_str().unwrap().to_owned()).collect()
    };
    let (_, before) = anna.post(overview, json!({})).await;
    assert!(!cards(&before).contains(&"late_by_time".to_owned()), "{:?}", cards(&before));

    add_rule(&mut anna, rule("parcel_*", "Пункт выдачи", "delivered", "delivery")).await;
    let (_, scores) = anna.post("/api/v1/questions/scores", by_delivery).await;
    assert_eq!(scores["rows"][0]["slice"], json!({"delivery": "late"}));
    let (_, after) = anna.post(overview, json!({})).await;
    assert_ne!(cards(&after), cards(&before));
}

#[tokio::test]
async fn what_the_catalogue_does_not_place_comes_first_with_a_reasoned_suggestion() {
    let server = late_parcels().await;
    server.send_events(vec![event("x", "order_delivered", "2026-05-19T09:00:00Z").into()]).await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (status, kinds) = anna.get("/api/v1/catalogue/kinds").await;
    assert_eq!(status, StatusCode::OK, "{kinds}");
    let names: Vec<&str> =
        kinds["kinds"].as_array().unwrap().iter().filter_map(|kind| kind["kind"]["name"].as_str()).collect();
    assert_eq!(names, ["parcel_given", "order_delivered", "answered"]);
    assert_eq!((&kinds["kinds_total"], &kinds["unmapped"], &kinds["suggested"]), (&json!(3), &json!(2), &json!(1)));
    assert_eq!((&kinds["coverage"]["value"], &kinds["coverage"]["n"]), (&json!(0.48), &json!(25)));
    let delivered = &kinds["kinds"][1];
    assert_eq!(delivered["suggestion"]["placement"]["role"], "delivered");
    assert_eq!(delivered["suggestion"]["words"], json!(["delivered"]));
    assert_eq!((&delivered["events"], &delivered["people"]), (&json!(1), &json!(0)));
    assert_eq!(delivered["first"], "2026-05-19T09:00:00Z");
    let (_, unmapped) = anna.get("/api/v1/catalogue/kinds?unmapped=true&search=PARCEL").await;
    assert_eq!((&unmapped["total"], &unmapped["kinds"][0]["people"]), (&json!(1), &json!(12)));

    let mut accepted = json!({"name": "order_delivered"});
    accepted["placement"] = delivered["suggestion"]["placement"].clone();
    add_rule(&mut anna, accepted).await;
    let (_, kinds) = anna.get("/api/v1/catalogue/kinds").await;
    assert_eq!((&kinds["unmapped"], &kinds["coverage"]["value"]), (&json!(1), &json!(0.52)));
}

#[tokio::test]
async fn a_preview_counts_what_would_move_and_changes_nothing() {
    let server = late_parcels().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (version, mut catalogue) = current(&mut anna).await;
    catalogue["rules"].as_array_mut().unwrap().push(rule("parcel_*", "Пункт выдачи", "delivered", "delivery"));
    let (status, preview) = anna.post("/api/v1/catalogue/preview", json!({"catalogue": catalogue})).await;
    assert_eq!(status, StatusCode::OK, "{preview}");
    assert_eq!((&preview["kinds_moved"], &preview["events_moved"]), (&json!(1), &json!(12)));
    assert_eq!((&preview["coverage_before"]["value"], &preview["coverage_after"]["value"]), (&json!(0.5), &json!(1.0)));
    assert_eq!(preview["moved"][0]["before"], Value::Null);
    assert_eq!(preview["moved"][0]["after"]["role"], "delivered");
    assert_eq!((&preview["roles"], &preview["stages_change"]), (&json!(["delivered"]), &json!(true)));
    assert_eq!(preview["changes"]["rules_added"], 1);
    assert_eq!(current(&mut anna).await.0, version);
}

#[tokio::test]
async fn who_saves_second_learns_who_was_first() {
    let server = TestServer::start_set_up().await;
    server.add_user("boris@example.com", UserRole::Analyst, Scope::Company).await;
    let mut anna = server.sign_in("anna@example.com").await;
    let mut boris = server.sign_in("boris@example.com").await;
    let (version, mut catalogue) = current(&mut boris).await;
    add_rule(&mut anna, rule("parcel_*", "Пункт выдачи", "delivered", "delivery")).await;
    catalogue["rules"].as_array_mut().unwrap().clear();
    let (status, problem) = save(&mut boris, version, &catalogue).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("catalogue_changed")));
    assert_eq!(problem["errors"][0]["pointer"], "/version");
    assert!(problem["detail"].as_str().unwrap().contains("Анна"), "{problem}");
    assert_eq!(current(&mut boris).await.1["rules"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn history_names_author_and_changes_and_an_old_version_can_be_put_again() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    add_rule(&mut anna, rule("parcel_*", "Пункт выдачи", "delivered", "delivery")).await;
    let (_, history) = anna.get("/api/v1/catalogue/versions?limit=1").await;
    let newest = &history["versions"][0];
    assert_eq!((&newest["version"], &newest["author"]), (&json!(2), &json!("Анна")));
    assert_eq!((&newest["changes"]["rules_added"], &newest["rules"]), (&json!(1), &json!(3)));
    let (_, older) = anna.get("/api/v1/catalogue/versions?cursor=2").await;
    assert_eq!((&older["versions"][0]["author"], &older["next"]), (&Value::Null, &Value::Null));

    let (_, first) = anna.get("/api/v1/catalogue/versions/1").await;
    let (status, saved) = save(&mut anna, 2, &first["catalogue"]).await;
    assert_eq!((status, &saved["version"]), (StatusCode::OK, &json!(3)));
    assert_eq!(saved["catalogue"], first["catalogue"]);
    let noted = server.store.audit().list(10, None).await.unwrap();
    let noted = noted.iter().map(|entry| (entry.entry.action.as_str(), entry.entry.object.as_str()));
    let noted: Vec<_> = noted.filter(|(action, _)| *action != "signed_in").collect();
    assert_eq!(noted, [("catalogue_changed", "3"), ("catalogue_changed", "2")]);
    for missing in ["9", "0", "x"] {
        let (status, _) = anna.get(&format!("/api/v1/catalogue/versions/{missing}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn faults_are_told_by_their_place_in_the_readers_language() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let broken = json!({"rules": [rule("*_placed", " ", "contact", "use")]});
    let (status, problem) = save(&mut anna, 1, &broken).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("catalogue_malformed")));
    let places: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().filter_map(|fault| fault["pointer"].as_str()).collect();
    let touchpoint = "/catalogue/rules/0/placement/touchpoint";
    assert_eq!(places, ["/catalogue/rules/0/name", &format!("{touchpoint}/ru"), &format!("{touchpoint}/en")]);
    assert_eq!(problem["errors"][1]["detail"], "Название не заполнено. Заполните его на русском и на английском.");
    let unknown = json!({"rules": [rule("a", "А", "sales", "use")]});
    let (status, problem) = anna.post("/api/v1/catalogue/preview", json!({"catalogue": unknown})).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(problem["errors"][0]["pointer"], "/catalogue/rules/0/placement/role");
}

#[tokio::test]
async fn starters_come_in_four_and_move_nothing_that_is_placed() {
    let server = late_parcels().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (version, _) = current(&mut anna).await;
    let (_, starters) = anna.get("/api/v1/catalogue/starters").await;
    let names: Vec<&str> =
        starters.as_array().unwrap().iter().filter_map(|starter| starter["business"].as_str()).collect();
    assert_eq!(names, ["retail", "food_service", "saas", "bank"]);
    for starter in starters.as_array().unwrap() {
        assert!(starter["adds"]["rules_added"].as_u64().unwrap() > 15);
        let (_, preview) = anna.post("/api/v1/catalogue/preview", json!({"catalogue": starter["catalogue"]})).await;
        for moved in preview["moved"].as_array().unwrap() {
            assert_eq!(moved["before"], Value::Null, "{moved}");
        }
    }
    assert_eq!(save(&mut anna, version, &starters[0]["catalogue"]).await.0, StatusCode::OK);
}

#[tokio::test]
async fn who_reads_or_sends_only_changes_no_meaning() {
    let server = TestServer::start_set_up().await;
    server.add_user("viewer@example.com", UserRole::Viewer, Scope::Company).await;
    let arbat = Scope::Units(vec!["msk/arbat".parse().unwrap()]);
    server.add_user("vera@example.com", UserRole::Administrator, arbat).await;
    let key = server.store.keys().create("till", otklik_core::Timestamp(0)).await.unwrap().secret;
    let viewer = server.sign_in("viewer@example.com").await;
    let vera = server.sign_in("vera@example.com").await;
    for mut client in [viewer, vera, server.visitor().with_key(&key)] {
        let (version, catalogue) = current(&mut client).await;
        let (status, problem) = save(&mut client, version, &catalogue).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("forbidden")));
    }
}
