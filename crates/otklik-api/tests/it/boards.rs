//! Views and boards: whose they are, who sees them, who changes them.

use axum::http::{Method, StatusCode};
use otklik_core::{Scope, UserRole};
use otklik_testkit::TestServer;
use serde_json::{Value, json};

const BOARDS: &str = "/api/v1/boards";
const VIEWS: &str = "/api/v1/views";

fn panel(address: &str) -> Value {
    json!({"columns": 2, "content": {"question": {"address": address, "show": "chart"}}})
}

async fn with_people() -> TestServer {
    let server = TestServer::start_set_up().await;
    server.add_user("analyst@example.com", UserRole::Analyst, Scope::Company).await;
    server.add_user("viewer@example.com", UserRole::Viewer, Scope::Company).await;
    server
}

#[tokio::test]
async fn a_board_is_made_pinned_to_shared_changed_and_removed() {
    let server = with_people().await;
    let mut analyst = server.sign_in("analyst@example.com").await;
    let (status, made) = analyst.post(BOARDS, json!({"name": "Утро"})).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!((&made["version"], &made["ownership"]["shared"]), (&json!(1), &json!(false)));
    let address = format!("{BOARDS}/{}", made["id"].as_str().unwrap());
    let (status, pinned) = analyst.post(&format!("{address}/panels"), panel("/explore?ask=response")).await;
    assert_eq!((status, &pinned["version"]), (StatusCode::OK, &json!(2)), "{pinned}");

    let mut viewer = server.sign_in("viewer@example.com").await;
    assert_eq!(viewer.get(&address).await.0, StatusCode::NOT_FOUND, "it is private");
    let text = json!({"columns": 4, "content": {"text": "Читать по утрам"}});
    let board = json!({"filter": "period=last_30_days", "panels": [text, panel("/explore")]});
    let draft = json!({"version": 2, "name": "Утро", "shared": true, "board": board});
    let (status, changed) = analyst.call(Method::PUT, &address, Some(draft.clone())).await;
    assert_eq!((status, &changed["board"]), (StatusCode::OK, &board), "{changed}");
    let (status, problem) = analyst.call(Method::PUT, &address, Some(draft)).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("board_changed")));

    let (_, listed) = viewer.get(BOARDS).await;
    assert_eq!((&listed[0]["name"], &listed[0]["panels"]), (&json!("Утро"), &json!(2)));
    let (status, shown) = viewer.get(&address).await;
    assert_eq!((status, &shown["ownership"]["editable"]), (StatusCode::OK, &json!(false)));
    for (method, path, body) in [
        (Method::POST, BOARDS.to_owned(), json!({"name": "x"})),
        (Method::PUT, address.clone(), json!({"version": 3, "name": "x", "shared": true, "board": {}})),
        (Method::POST, format!("{address}/panels"), panel("/explore")),
        (Method::DELETE, address.clone(), json!({})),
    ] {
        assert_eq!(viewer.call(method, &path, Some(body)).await.0, StatusCode::FORBIDDEN, "{path}");
    }
    let mut anna = server.sign_in("anna@example.com").await;
    assert_eq!(anna.get(&address).await.1["ownership"]["editable"], true, "who manages access may clear up");
    assert_eq!(analyst.call(Method::DELETE, &address, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(analyst.get(&address).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_board_may_not_hold_is_told_with_its_place() {
    let server = with_people().await;
    let mut analyst = server.sign_in("analyst@example.com").await;
    for (panels, code, pointer) in [
        (json!([panel("https://example.com")]), "address_foreign", "/board/panels/0/content/question/address"),
        (json!([panel("//example.com")]), "address_foreign", "/board/panels/0/content/question/address"),
        (json!([{"columns": 5, "content": {"text": ""}}]), "panel_width_outside", "/board/panels/0/columns"),
        (json!(vec![panel("/explore"); 41]), "board_too_large", "/board/panels"),
    ] {
        let (status, problem) = analyst.post(BOARDS, json!({"name": "x", "board": {"panels": panels}})).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(code)), "{problem}");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let (status, problem) = analyst.post(BOARDS, json!({"name": " "})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("name_missing")));
}

#[tokio::test]
async fn a_view_is_kept_listed_renamed_and_removed_by_its_owner() {
    let server = with_people().await;
    let mut analyst = server.sign_in("analyst@example.com").await;
    let kept = json!({"name": "Киоск", "address": "/explore?ask=response&channel=kiosk"});
    let (status, view) = analyst.post(VIEWS, kept.clone()).await;
    assert_eq!((status, &view["address"]), (StatusCode::CREATED, &kept["address"]), "{view}");
    let address = format!("{VIEWS}/{}", view["id"].as_str().unwrap());
    let mut anna = server.sign_in("anna@example.com").await;
    assert_eq!(anna.get(VIEWS).await.1, json!([]), "it is private");
    assert_eq!(anna.call(Method::PUT, &address, Some(kept.clone())).await.0, StatusCode::NOT_FOUND);
    let shared = json!({"name": "Киоск вечером", "address": kept["address"], "shared": true});
    assert_eq!(analyst.call(Method::PUT, &address, Some(shared)).await.0, StatusCode::OK);
    let mut viewer = server.sign_in("viewer@example.com").await;
    let (_, listed) = viewer.get(VIEWS).await;
    assert_eq!((&listed[0]["name"], &listed[0]["ownership"]["own"]), (&json!("Киоск вечером"), &json!(false)));
    let foreign = json!({"name": "x", "address": "//example.com"});
    assert_eq!(analyst.post(VIEWS, foreign).await.1["code"], "address_foreign");
    assert_eq!(analyst.call(Method::DELETE, &address, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(analyst.get(VIEWS).await.1, json!([]));
}
