//! Files by the page: received, guessed, changed, checked, imported, repaired.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request, StatusCode};
use otklik_core::{Scope, UserRole};
use otklik_testkit::{Answer, Client, TestServer};
use serde_json::{Value, json};

const ANSWERS: &str = "Дата;Клиент;Филиал;Оценка NPS;Комментарий;Цвет\n\
    01.05.2026 10:00;k1;Арбат;10;Всё хорошо;синий\n\
    13.05.2026 11:00;k2;Арбат;3;\"=1+1; долго\";красный\n\
    14.05.2026 12:00;k3;Арбат;12;;синий\n\
    32.05.2026 12:00;k4;Арбат;9;;синий\n\
    Итого;;;4;;\n";

async fn upload(client: &mut Client, name: &str, import: Option<&str>, contents: impl Into<Body>) -> Answer {
    let import = import.map(|import| format!("&import={import}")).unwrap_or_default();
    let uri = format!("/api/v1/imports/files?name={name}{import}");
    let request = Request::builder().method(Method::POST).uri(uri).header(CONTENT_TYPE, "application/octet-stream");
    client.send(request.body(contents.into()).unwrap()).await
}

/// Waits until the background has done its work.
async fn settled(client: &mut Client, id: &str) -> Value {
    for _ in 0..600 {
        let (status, import) = client.get(&format!("/api/v1/imports/{id}")).await;
        assert_eq!(status, StatusCode::OK, "{import}");
        if !["checking", "running"].contains(&import["stage"].as_str().unwrap()) {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the import {id} does not end");
}

async fn guessed(client: &mut Client, contents: &str) -> Value {
    let received = upload(client, "answers.csv", None, contents.to_owned()).await;
    assert_eq!(received.status, StatusCode::CREATED, "{}", received.json());
    let id = received.json()["id"].as_str().unwrap().to_owned();
    let (status, import) = client.post(&format!("/api/v1/imports/{id}/guess"), json!({})).await;
    assert_eq!(status, StatusCode::OK, "{import}");
    import
}

#[tokio::test]
async fn a_file_is_guessed_checked_imported_and_repaired() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let import = guessed(&mut anna, ANSWERS).await;
    let path = format!("/api/v1/imports/{}", import["id"].as_str().unwrap());
    assert_eq!(import["facts"][0]["encoding"], "UTF-8");
    let columns = import["draft"]["files"][0]["columns"].as_array().unwrap();
    let becomes: Vec<_> = columns.iter().map(|column| column["becomes"].as_str().unwrap()).collect();
    assert_eq!(becomes, ["time", "customer", "unit", "score", "text", "property"]);
    assert_eq!(import["mapping_problem"], Value::Null);

    let (status, preview) = anna.get(&format!("{path}/preview")).await;
    assert_eq!(status, StatusCode::OK, "{preview}");
    assert_eq!(preview["events"][0]["answer"]["value"], 10.0);
    assert_eq!(preview["events"][0]["time"], "2026-05-01T07:00:00Z");
    assert_eq!(preview["rejected"].as_array().unwrap().len(), 3);

    let mut draft = import["draft"].clone();
    draft["files"][0]["columns"][5]["becomes"] = json!("nothing");
    let (status, changed) = anna.call(Method::PUT, &format!("{path}/mapping"), Some(json!({"draft": draft}))).await;
    assert_eq!(status, StatusCode::OK, "{changed}");
    assert_eq!(anna.get(&format!("{path}/preview")).await.1["events"][0]["properties"], Value::Null);

    let id = import["id"].as_str().unwrap();
    assert_eq!(anna.call(Method::POST, &format!("{path}/dry-run"), None).await.0, StatusCode::ACCEPTED);
    let checked = settled(&mut anna, id).await;
    assert_eq!((&checked["stage"], &checked["checked"]["events"]), (&json!("checked"), &json!(2)), "{checked}");
    let codes = checked["checked"]["codes"].as_array().unwrap();
    let codes: Vec<_> = codes.iter().map(|code| code["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["time_malformed", "totals_row", "value_outside_scale"]);

    assert_eq!(anna.call(Method::POST, &format!("{path}/run"), None).await.0, StatusCode::ACCEPTED);
    let done = settled(&mut anna, id).await;
    assert_eq!((&done["stage"], &done["progress"]["accepted"]), (&json!("done"), &json!(2)), "{done}");
    assert_eq!(server.run_intake().await, 0, "what is so old does not wait in the inbox");
    assert_eq!(anna.call(Method::POST, &format!("{path}/run"), None).await.0, StatusCode::CONFLICT);

    let list = anna.send_text(Method::GET, &format!("{path}/rejected.csv?file=answers.csv"), Body::empty()).await;
    assert_eq!((list.status, list.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    let list = String::from_utf8(list.body).unwrap();
    assert_eq!(list.lines().count(), 4, "{list}");
    assert!(list.contains("32.05.2026 12:00,k4") && list.contains("otklik_reason"), "{list}");
    let kept: Vec<&str> = list.lines().filter(|line| !line.starts_with("Итого")).collect();
    let repaired = kept.join("\n").replace("32.05", "31.05").replace(",12,", ",8,");
    let import = guessed(&mut anna, &repaired).await;
    let id = import["id"].as_str().unwrap().to_owned();
    let (status, again) =
        anna.call(Method::PUT, &format!("/api/v1/imports/{id}/mapping"), Some(json!({"draft": draft}))).await;
    assert_eq!(status, StatusCode::OK, "{again}");
    anna.call(Method::POST, &format!("/api/v1/imports/{id}/run"), None).await;
    let done = settled(&mut anna, &id).await;
    // The last day of May is still to come for the test's clock.
    assert_eq!((&done["progress"]["accepted"], &done["progress"]["refused"]), (&json!(1), &json!(1)), "{done}");
}

#[tokio::test]
async fn importing_a_file_again_changes_nothing() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    for (accepted, duplicates) in [(2, 0), (0, 2)] {
        let import = guessed(&mut anna, ANSWERS).await;
        let id = import["id"].as_str().unwrap();
        anna.call(Method::POST, &format!("/api/v1/imports/{id}/run"), None).await;
        let progress = settled(&mut anna, id).await["progress"].clone();
        assert_eq!((&progress["accepted"], &progress["duplicates"]), (&json!(accepted), &json!(duplicates)));
    }
    let (_, list) = anna.get("/api/v1/imports").await;
    assert_eq!(list["imports"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn names_of_files_are_never_paths() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    for (name, shown) in
        [("..%2F..%2Fetc%2Fpasswd", "passwd"), ("C:%5Cx%5Ca.csv", "a.csv"), ("..", "file"), ("%00%1b", "file")]
    {
        let received = upload(&mut anna, name, None, "a,b\n").await;
        assert_eq!(received.status, StatusCode::CREATED, "{name}: {}", received.json());
        assert_eq!(received.json()["files"][0]["name"], shown);
    }
    for id in ["..", "..%2f..", "x", "00000000-0000-7000-8000-000000000000"] {
        assert_eq!(anna.get(&format!("/api/v1/imports/{id}")).await.0, StatusCode::NOT_FOUND, "{id}");
    }
}

#[tokio::test]
async fn files_that_cannot_be_read_are_explained() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await.reading("en");
    let received = upload(&mut anna, "empty.csv", None, "").await.json();
    let id = received["id"].as_str().unwrap();
    let (status, problem) = anna.post(&format!("/api/v1/imports/{id}/guess"), json!({})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("import_unreadable")));
    assert!(problem["detail"].as_str().unwrap().contains("empty.csv"), "{problem}");
    let received = upload(&mut anna, "empty.csv", Some(id), "id;time\n1;2026-05-01\n").await.json();
    assert_eq!(received["files"].as_array().unwrap().len(), 1, "the repaired file took the place of the former one");
}

#[tokio::test]
async fn only_who_looks_after_the_data_may_import() {
    let server = TestServer::start_set_up().await;
    server.add_user("viewer@example.com", UserRole::Viewer, Scope::Company).await;
    let unit = Scope::Units(vec!["msk".parse().unwrap()]);
    server.add_user("local@example.com", UserRole::Analyst, unit).await;
    server.add_user("analyst@example.com", UserRole::Analyst, Scope::Company).await;
    for (email, status) in [("viewer@example.com", 403), ("local@example.com", 403), ("analyst@example.com", 201)] {
        let mut client = server.sign_in(email).await;
        assert_eq!(upload(&mut client, "a.csv", None, "a\n").await.status.as_u16(), status, "{email}");
    }
    assert_eq!(upload(&mut server.visitor(), "a.csv", None, "a\n").await.status, StatusCode::UNAUTHORIZED);
}
