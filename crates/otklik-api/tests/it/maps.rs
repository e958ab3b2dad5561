//! Maps of journeys: who draws, who writes, and what becomes of two who do so at once.

use axum::http::{Method, StatusCode};
use otklik_core::{Scope, UserRole};
use otklik_testkit::{Client, TestServer};
use serde_json::{Value, json};

const MAPS: &str = "/api/v1/maps";

fn drawing(purpose: &str) -> Value {
    json!({
        "purpose": purpose,
        "steps": [{"at": ["Menu in the app"], "optional": false}, {"at": ["Pickup"], "optional": false, "limit_seconds": 1_800}],
        "window_seconds": 86_400,
        "lanes": [{"lane": "goal", "stage": "purchase", "text": "Кофе без очереди"}],
        "names": [{"touchpoint": "Pickup", "name": "Окошко выдачи"}],
    })
}

async fn with_people() -> TestServer {
    let server = TestServer::start_set_up().await;
    for (email, role) in [("analyst", UserRole::Analyst), ("manager", UserRole::Manager), ("viewer", UserRole::Viewer)]
    {
        server.add_user(&format!("{email}@example.com"), role, Scope::Company).await;
    }
    server
}

async fn made(client: &mut Client, shared: bool) -> (String, Value) {
    let (status, map) = client.post(MAPS, json!({"name": "Утро", "shared": shared, "drawing": drawing("as_is")})).await;
    assert_eq!(status, StatusCode::CREATED, "{map}");
    (format!("{MAPS}/{}", map["id"].as_str().unwrap()), map)
}

fn note(text: &str) -> Value {
    json!({"place": {"touchpoint": "Pickup"}, "text": text})
}

#[tokio::test]
async fn a_shared_map_is_drawn_on_by_whoever_keeps_views_and_read_by_the_others() {
    let server = with_people().await;
    let mut analyst = server.sign_in("analyst@example.com").await;
    let (address, map) = made(&mut analyst, true).await;
    assert_eq!((&map["drawing"], &map["drawn"], &map["notes"]), (&drawing("as_is"), &json!(1), &json!([])));

    let mut viewer = server.sign_in("viewer@example.com").await;
    let (_, listed) = viewer.get(MAPS).await;
    let expected = (&json!("as_is"), &json!(2), &json!(false));
    assert_eq!((&listed[0]["purpose"], &listed[0]["steps"], &listed[0]["ownership"]["editable"]), expected);
    let draft = json!({"drawn": 1, "name": "Утро", "shared": true, "drawing": drawing("to_be")});
    for (method, path, body) in [
        (Method::POST, MAPS.to_owned(), json!({"name": "x", "drawing": drawing("as_is")})),
        (Method::PUT, address.clone(), draft.clone()),
        (Method::POST, format!("{address}/notes"), note("x")),
        (Method::DELETE, address.clone(), json!({})),
    ] {
        assert_eq!(viewer.call(method, &path, Some(body)).await.0, StatusCode::FORBIDDEN, "{path}");
    }

    let mut manager = server.sign_in("manager@example.com").await;
    let (status, changed) = manager.call(Method::PUT, &address, Some(draft)).await;
    assert_eq!((status, &changed["drawing"], &changed["drawn"]), (StatusCode::OK, &drawing("to_be"), &json!(2)));
    assert_eq!(manager.call(Method::DELETE, &address, None).await.0, StatusCode::FORBIDDEN, "it is not theirs");
    assert_eq!(analyst.call(Method::DELETE, &address, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(analyst.get(&address).await.0, StatusCode::NOT_FOUND);
    let (private, _) = made(&mut analyst, false).await;
    assert_eq!(manager.get(&private).await.0, StatusCode::NOT_FOUND);
    assert_eq!(manager.call(Method::POST, &format!("{private}/notes"), Some(note("x"))).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_two_drawings_made_at_once_the_later_is_refused_and_notes_are_lost_in_neither() {
    let server = with_people().await;
    let (mut analyst, mut manager) =
        (server.sign_in("analyst@example.com").await, server.sign_in("manager@example.com").await);
    let (address, _) = made(&mut analyst, true).await;
    let notes = format!("{address}/notes");
    let (status, pinned) = manager.post(&notes, note("Тесно у окошка")).await;
    assert_eq!((status, &pinned["notes"][0]["text"]), (StatusCode::OK, &json!("Тесно у окошка")), "{pinned}");
    assert_eq!((&pinned["notes"][0]["editable"], pinned["notes"][0]["author"].is_string()), (&json!(true), true));

    // The note came meanwhile, and does not stand in the way of the drawing.
    let draft = |name: &str| json!({"drawn": 1, "name": name, "shared": true, "drawing": drawing("to_be")});
    let (status, drawn) = analyst.call(Method::PUT, &address, Some(draft("Утро, план"))).await;
    assert_eq!((status, &drawn["notes"][0]["text"]), (StatusCode::OK, &json!("Тесно у окошка")), "{drawn}");
    let (status, problem) = manager.call(Method::PUT, &address, Some(draft("Вечер"))).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("map_changed")), "{problem}");
    let (_, kept) = manager.get(&address).await;
    assert_eq!((&kept["name"], &kept["drawing"]), (&json!("Утро, план"), &drawing("to_be")));

    let own = format!("{notes}/1");
    let rewritten = Some(json!({"text": "Просторно"}));
    assert_eq!(
        analyst.call(Method::PUT, &own, rewritten.clone()).await.0,
        StatusCode::FORBIDDEN,
        "words are their author's"
    );
    let (status, changed) = manager.call(Method::PUT, &own, rewritten).await;
    assert_eq!((status, &changed["notes"][0]["text"]), (StatusCode::OK, &json!("Просторно")));
    assert!(changed["notes"][0]["changed_at"].is_string(), "{changed}");
    let transition = json!({"place": {"transition": {"from": "Menu in the app", "to": "Gone"}}, "text": "Долго"});
    assert_eq!(analyst.post(&notes, transition).await.1["notes"][1]["note"], 2);
    assert_eq!(analyst.call(Method::DELETE, &own, None).await.1["notes"].as_array().unwrap().len(), 1);
    for missing in ["1", "7", "x"] {
        assert_eq!(analyst.call(Method::DELETE, &format!("{notes}/{missing}"), None).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_a_map_may_not_hold_is_told_with_its_place() {
    let server = with_people().await;
    let mut analyst = server.sign_in("analyst@example.com").await;
    let with = |field: &str, value: Value| {
        let mut changed = drawing("as_is");
        changed[field] = value;
        json!({"name": "x", "drawing": changed})
    };
    for (body, code, place) in [
        (with("steps", json!(vec![json!({"at": ["a"]}); 17])), "map_too_large", "/drawing/steps"),
        (with("steps", json!([{"at": []}])), "node_unknown", "/drawing/steps/0/at"),
        (with("window_seconds", json!(0)), "duration_not_positive", "/drawing/window_seconds"),
        (with("names", json!([{"touchpoint": "Pickup", "name": ""}])), "name_missing", "/drawing/names/0"),
    ] {
        let (status, problem) = analyst.post(MAPS, body).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(code)), "{problem}");
        assert_eq!(problem["errors"][0]["pointer"], place);
    }
    let (address, _) = made(&mut analyst, true).await;
    let (status, problem) = analyst.post(&format!("{address}/notes"), note("  ")).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("note_empty")));
}
