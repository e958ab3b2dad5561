//! Who sees what.

use axum::http::StatusCode;
use otklik_core::{Scope, UserRole};
use otklik_testkit::{Client, TestServer, event};
use serde_json::{Value, json};

const ARBAT: &str = "msk/arbat";
const NEVSKY: &str = "spb/nevsky";

/// Twelve guests in each of two coffee houses, every one of them unhappy; customers 1 to 12 are the first house's.
async fn two_houses() -> TestServer {
    let server = TestServer::start_set_up().await;
    let of_house = |unit: &'static str, letter: char| {
        (0..12).flat_map(move |number| {
            let customer = format!("{letter}-{number}");
            let email = format!("{customer}@example.com");
            let order = event(format!("o-{customer}"), "order_placed", "2026-05-18T09:00:00Z");
            let answer = event(format!("a-{customer}"), "answered", "2026-05-18T10:00:00Z");
            let answer = answer.recommending(2, "Холодно");
            [order, answer].map(|event| Value::from(event.of(&customer, &email).in_unit(unit)))
        })
    };
    server.send_events(of_house(ARBAT, 'a').chain(of_house(NEVSKY, 'n')).collect()).await;
    let arbat = Scope::Units(vec![ARBAT.parse().unwrap()]);
    server.add_user("manager@example.com", UserRole::Manager, arbat).await;
    server.add_user("viewer@example.com", UserRole::Viewer, Scope::Company).await;
    server
}

async fn customers(client: &mut Client, search: &str) -> Value {
    let (status, found) = client.get(&format!("/api/v1/customers?search={search}")).await;
    assert_eq!(status, StatusCode::OK, "{found}");
    found
}

#[tokio::test]
async fn a_manager_of_one_house_sees_nothing_of_the_other() {
    let server = two_houses().await;
    let mut manager = server.sign_in("manager@example.com").await;
    let scores = json!({"metric": "nps_visit", "by": ["unit"]});
    for body in [scores.clone(), json!({"metric": "nps_visit", "by": ["unit"], "filter": {"unit": "spb"}})] {
        let (status, scores) = manager.post("/api/v1/questions/scores", body).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!scores["rows"].to_string().contains("spb"), "{scores}");
    }
    let (_, own) = manager.post("/api/v1/questions/scores", scores.clone()).await;
    assert_eq!(own["total"]["estimate"]["n"], 12);
    let (_, all) = server.sign_in("anna@example.com").await.post("/api/v1/questions/scores", scores).await;
    assert_eq!(all["total"]["estimate"]["n"], 24);

    for path in ["overview", "operations"] {
        let (status, answer) = manager.post(&format!("/api/v1/questions/{path}"), json!({})).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!answer.to_string().contains("spb"), "{path}: {answer}");
    }
    let (_, people) = manager.get(own["total"]["people"].as_str().unwrap()).await;
    assert_eq!(people["total"], 12);
    assert!(!people.to_string().contains(NEVSKY));
    let (_, feedback) = manager.get("/api/v1/feedback").await;
    assert_eq!(feedback["total"], 12);
    assert!(!feedback.to_string().contains(NEVSKY));
    let (_, session) = manager.get("/api/v1/session").await;
    let units: Vec<&str> =
        session["workspace"]["units"].as_array().unwrap().iter().filter_map(|unit| unit["path"].as_str()).collect();
    assert_eq!(units, ["msk", ARBAT]);
    assert_eq!(session["workspace"]["data"]["events"], 24);
}

/// What a manager sends to a route that takes a body; of routes that take none, nothing.
fn body_for(method: &str, path: &str) -> Option<Value> {
    let rule = json!({"name": "*", "placement": {"touchpoint": {"ru": "Все", "en": "All"}, "role": "contact"}});
    let unit = json!({"path": "msk/new", "name": {"ru": "Новое", "en": "New"}, "kind": "branch"});
    match (method, path) {
        ("get" | "delete", _) => None,
        (_, "/api/v1/questions/scores") => Some(json!({"metric": "nps_visit", "by": ["unit"]})),
        (_, "/api/v1/questions/overview" | "/api/v1/questions/data-quality") => Some(json!({})),
        (_, "/api/v1/questions/operations" | "/api/v1/questions/response") => Some(json!({"by": ["unit"]})),
        (_, "/api/v1/questions/trend" | "/api/v1/questions/hurts") => Some(json!({"by": "unit"})),
        (_, "/api/v1/questions/expectations") => Some(json!({"metric": "nps_visit", "by": ["unit"]})),
        (_, "/api/v1/sql") => Some(json!({"sql": "SELECT * FROM events LEFT JOIN identifiers USING (customer)"})),
        (_, "/api/v1/feedback/read") => Some(json!({"positions": [1, 40]})),
        (_, "/api/v1/catalogue/preview") => Some(json!({"catalogue": {"rules": [rule]}})),
        ("put", "/api/v1/catalogue") => Some(json!({"version": 1, "catalogue": {}})),
        ("post", "/api/v1/units") => Some(unit),
        ("put", "/api/v1/units/{path}") => Some(json!({"name": {"ru": "Новое", "en": "New"}, "kind": "branch"})),
        ("post", "/api/v1/keys") => Some(json!({"name": "mine"})),
        ("patch", "/api/v1/session") => Some(json!({"language": "ru"})),
        ("post", "/api/v1/events") => Some(json!({"events": []})),
        // A route that is not known here is walked all the same, if only to its refusal.
        _ => Some(json!({})),
    }
}

#[tokio::test]
async fn no_route_of_the_api_tells_a_manager_of_the_other_house() {
    let server = two_houses().await;
    let manager = server.sign_in("manager@example.com").await;
    let document = serde_json::to_value(otklik_api::openapi()).unwrap();
    let mut told = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            // Going out is no answer, and would end the walk.
            if (method.as_str(), path.as_str()) == ("delete", "/api/v1/session") {
                continue;
            }
            let address = match path.as_str() {
                "/api/v1/people" => format!("{path}?question=%7B%22kind%22%3A%22operations%22%7D"),
                "/api/v1/customers/{key}/timeline" => path.replace("{key}", "20"),
                "/api/v1/units/{path}" => path.replace("{path}", "spb%2Fnevsky"),
                _ => crate::access::filled(path),
            };
            let method_sent = method.to_uppercase().parse().unwrap();
            let (status, answer) = manager.clone().call(method_sent, &address, body_for(method, path)).await;
            assert!(!status.is_server_error(), "{method} {path}: {answer}");
            let text = answer.to_string();
            assert!(!text.contains("nevsky") && !text.contains("n-1"), "{method} {path}: {answer}");
            told += usize::from(status.is_success());
        }
    }
    assert!(told >= 14, "{told}");
}

#[tokio::test]
async fn a_customer_of_the_other_house_does_not_exist_for_a_manager() {
    let server = two_houses().await;
    let mut manager = server.sign_in("manager@example.com").await;
    let own = customers(&mut manager, "").await;
    assert_eq!((own["customers"].as_array().unwrap().len(), &own["total"]), (12, &json!(12)));
    let first = customers(&mut manager, "&limit=8").await;
    let second = customers(&mut manager, &format!("&limit=8&cursor={}", first["next"].as_str().unwrap())).await;
    assert_eq!((second["customers"].as_array().unwrap().len(), &second["next"]), (4, &Value::Null));
    let found = customers(&mut manager, "n-3").await;
    assert_eq!((&found["customers"], &found["total"]), (&json!([]), &json!(0)));
    let mut anna = server.sign_in("anna@example.com").await;
    let stranger = customers(&mut anna, "n-3").await["customers"][0]["customer"].as_i64().unwrap();
    let (status, timeline) = anna.get(&format!("/api/v1/customers/{stranger}/timeline")).await;
    assert_eq!((status, &timeline["customer"]["events"]), (StatusCode::OK, &json!(2)));
    let (status, problem) = manager.get(&format!("/api/v1/customers/{stranger}/timeline")).await;
    let (_, nobody) = manager.get("/api/v1/customers/777777/timeline").await;
    assert_eq!((status, &problem["code"]), (StatusCode::NOT_FOUND, &json!("not_found")));
    assert_eq!(problem["detail"], nobody["detail"]);
}

#[tokio::test]
async fn a_viewer_and_a_key_see_addresses_in_part_and_cannot_guess_them() {
    let server = two_houses().await;
    let key = server.store.keys().create("bi", otklik_core::Timestamp(0)).await.unwrap().secret;
    let whole = json!([{"kind": "external", "value": "a-3"}, {"kind": "email", "value": "a-3@example.com"}]);
    let part = json!([{"kind": "external", "value": "a-3"}, {"kind": "email", "value": "a***@example.com"}]);
    let viewer = server.sign_in("viewer@example.com").await;
    let manager = server.sign_in("manager@example.com").await;
    for (mut client, shown) in [(viewer.clone(), &part), (server.visitor().with_key(&key), &part), (manager, &whole)] {
        let found = customers(&mut client, "a-3@example.com").await;
        assert_eq!(&found["customers"][0]["identifiers"], shown);
        let customer = &found["customers"][0]["customer"];
        let (_, timeline) = client.get(&format!("/api/v1/customers/{customer}/timeline")).await;
        assert_eq!(&timeline["customer"]["identifiers"], shown);
    }
    for guess in ["a-3@exam", "a-3@exam&limit=1"] {
        let guessed = customers(&mut viewer.clone(), guess).await;
        assert_eq!(guessed, json!({"customers": [], "next": null, "total": 0}));
    }
    let by_number = customers(&mut viewer.clone(), "a-1&limit=2").await;
    assert_eq!((by_number["customers"].as_array().unwrap().len(), &by_number["total"]), (2, &json!(3)));
    let rest =
        customers(&mut viewer.clone(), &format!("a-1&limit=2&cursor={}", by_number["next"].as_str().unwrap())).await;
    assert_eq!((rest["customers"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
}
