//! Event logs as they go out: in whose sight, in which shape, and without anybody's name.

use axum::http::{Method, StatusCode};
use otklik_core::{Scope, UserRole};
use otklik_testkit::{Client, TestServer, event};
use serde_json::{Value, json};

const LOG: &str = "/api/v1/event-log";

/// Two guests with an order each in their own coffee house, a survey after it, and a name that would break a document.
async fn two_guests() -> TestServer {
    let server = TestServer::start_set_up().await;
    let of_guest = |guest: &str, unit: &str| {
        let email = format!("{guest}@example.com");
        let told = |id: &str, name: &str, time: &str| {
            let told = event(format!("{guest}-{id}"), name, time).of(guest, &email).in_unit(unit);
            Value::from(told.with("order", format!("order-{guest}")).with("channel", "app"))
        };
        [
            told("1", "order_placed", "2026-05-18T09:00:00Z"),
            told("2", "\"><script>&", "2026-05-18T09:00:00Z"),
            told("3", "order_placed", "2026-05-18T09:30:00.25Z"),
        ]
    };
    let events = [of_guest("ivan", "msk/arbat"), of_guest("olga", "spb/nevsky")].concat();
    server.send_events(events).await;
    server
}

async fn log(client: &mut Client, format: &str, question: Value) -> String {
    let question: String = question.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
    let answer = client.send_text(Method::GET, &format!("{LOG}?format={format}&question={question}"), "").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"journeys."));
    String::from_utf8(answer.body).unwrap()
}

#[tokio::test]
async fn a_log_in_xes_has_a_trace_for_each_customer_and_nobodys_name() {
    let server = two_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let text = log(&mut anna, "xes", json!({"by": "event"})).await;
    assert_eq!((text.matches("<trace>").count(), text.matches("<event>").count()), (2, 6), "{text}");
    assert!(text.ends_with("</log>\n") && text.contains("value=\"2026-05-18T09:30:00.25Z\""), "{text}");
    assert!(
        text.contains("<string key=\"unit\" value=\"msk/arbat\"/>") && text.contains("key=\"channel\" value=\"app\"")
    );
    assert!(text.contains("value=\"&quot;&gt;&lt;script&gt;&amp;\""), "{text}");
    for personal in ["ivan", "olga", "example.com", "order-"] {
        assert!(!text.contains(personal), "{personal} in {text}");
    }
    let orders =
        log(&mut anna, "xes", json!({"by": "event", "journeys": {"of": "order", "collapse_repeats": true}})).await;
    assert_eq!((orders.matches("<trace>").count(), orders.matches("<event>").count()), (2, 6));
    assert!(orders.contains("<string key=\"customer\""), "{orders}");
    // Only the till has a touchpoint; two orders there in a row are one stay.
    let stays = log(&mut anna, "xes", json!({"journeys": {"of": "customer", "collapse_repeats": true}})).await;
    assert_eq!((stays.matches("<event>").count(), stays.matches("value=\"Касса\"").count()), (2, 2), "{stays}");
}

#[tokio::test]
async fn a_log_of_objects_names_customers_and_orders_before_their_events() {
    let server = two_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let text = log(&mut anna, "ocel_json", json!({"by": "event"})).await;
    let read: Value = serde_json::from_str(&text).unwrap();
    let names = |list: &str| -> Vec<String> {
        read[list].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("objectTypes"), ["customer", "order"]);
    assert_eq!(names("eventTypes"), ["\"><script>&", "order_placed"]);
    let (objects, events) = (read["objects"].as_array().unwrap(), read["events"].as_array().unwrap());
    assert_eq!((objects.len(), events.len()), (4, 6));
    let known: Vec<&Value> = objects.iter().map(|object| &object["id"]).collect();
    for event in events {
        let related = event["relationships"].as_array().unwrap();
        assert_eq!(related.len(), 2, "{event}");
        assert!(related.iter().all(|object| known.contains(&&object["objectId"])), "{event}");
    }
    let mut ids: Vec<String> = events.iter().map(|event| event["id"].to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 6, "two events of one instant are told apart");
    let xml = log(&mut anna, "ocel_xml", json!({"by": "event"})).await;
    assert_eq!((xml.matches("<event id").count(), xml.matches("<object id").count()), (6, 4), "{xml}");
    assert!(xml.contains("type=\"&quot;&gt;&lt;script&gt;&amp;\"") && !xml.contains("olga"));
}

#[tokio::test]
async fn a_log_holds_what_its_reader_may_see_and_leaves_a_trace_in_the_audit() {
    let server = two_guests().await;
    let arbat = Scope::Units(vec!["msk/arbat".parse().unwrap()]);
    server.add_user("manager@example.com", UserRole::Manager, arbat).await;
    server.add_user("viewer@example.com", UserRole::Viewer, Scope::Company).await;
    let mut manager = server.sign_in("manager@example.com").await;
    for format in ["xes", "ocel_json", "ocel_xml"] {
        let text = log(&mut manager, format, json!({"by": "event"})).await;
        assert_eq!((text.matches("arbat").count(), text.contains("nevsky")), (3, false), "{text}");
    }
    let empty = log(&mut manager, "ocel_json", json!({"by": "event", "filter": {"period": "2020"}})).await;
    assert_eq!(serde_json::from_str::<Value>(&empty).unwrap()["events"], json!([]));
    let mut viewer = server.sign_in("viewer@example.com").await;
    assert_eq!(viewer.get(&format!("{LOG}?format=xes")).await.0, StatusCode::FORBIDDEN);
    let mut anna = server.sign_in("anna@example.com").await;
    let (_, audit) = anna.get("/api/v1/audit?action=event_log_downloaded").await;
    assert_eq!(
        (audit["entries"].as_array().unwrap().len(), &audit["entries"][0]["details"]["format"]),
        (4, &json!("ocel_json"))
    );
    for (asked, place) in [
        ("format=xes&question=%7B", "question"),
        ("format=xes&question=%7B%22by%22:%22mood%22%7D", "question/by"),
        ("format=csv", "format"),
    ] {
        let (status, problem) = anna.get(&format!("{LOG}?{asked}")).await;
        assert_eq!(
            (status, &problem["errors"][0]["pointer"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!(place)),
            "{problem}"
        );
    }
}
