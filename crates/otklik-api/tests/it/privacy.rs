//! What people may ask about their own data: to see them, to agree and to refuse, to be forgotten.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request, StatusCode};
use otklik_care::{BackupOrder, Expired, Retention, RetentionPeriods, back_up, restore};
use otklik_core::{Scope, UserRole};
use otklik_store::{Place, Store};
use otklik_testkit::{Client, TestServer, event};
use serde_json::{Value, json};

/// What the folder knows of Anna: her identifiers, her words, her order, her way of paying.
const OF_ANNA: [&str; 7] = [
    "guest-77120",
    "smirnova.anna@example.com",
    "79161234567",
    "кофе был как всегда волшебный",
    "order-88331",
    "gift-card-5150",
    "tablet-c0ffee",
];

fn events() -> Vec<Value> {
    let anna = json!({"id": "guest-77120", "email": "smirnova.anna@example.com", "phone": "+7 916 123-45-67"});
    let other = |number: i32| {
        event(format!("other-{number}"), "answered", "2026-05-18T12:00:00Z")
            .of(&format!("guest-{number}"), &format!("guest{number}@example.com"))
            .recommending(3, "долго ждали")
            .into()
    };
    let mut events: Vec<Value> = (0..20).map(other).collect();
    events.push(
        event("a-1", "answered", "2026-05-18T12:00:00Z")
            .with("customer", anna.clone())
            .recommending(10, "кофе был как всегда волшебный")
            .into(),
    );
    events.push(
        event("a-2", "paid", "2026-05-18T11:50:00Z")
            .with("customer", anna)
            .with("order", "order-88331")
            .with("properties", json!({"paid_with": "gift-card-5150"}))
            .into(),
    );
    events.push(
        event("a-3", "viewed", "2026-05-17T09:00:00Z")
            .with("customer", json!({"id": "guest-77120", "anonymous": "tablet-c0ffee"}))
            .into(),
    );
    events
}

fn files_with(folder: &Path, needle: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, needle));
        } else if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            if bytes.windows(needle.len()).any(|window| window == needle.as_bytes()) {
                found.push(path);
            }
        }
    }
    found
}

async fn people_behind_the_score(anna: &mut Client) -> u64 {
    let (_, scores) = anna.post("/api/v1/questions/scores", json!({"metric": "nps_visit"})).await;
    scores["total"]["estimate"]["people"].as_u64().unwrap()
}

async fn customer_called(client: &mut Client, search: &str) -> i64 {
    let (_, found) = client.get(&format!("/api/v1/customers?search={search}")).await;
    found["customers"][0]["customer"].as_i64().unwrap()
}

async fn upload(client: &mut Client, name: &str, contents: &'static str) -> Value {
    let request = Request::builder().method(Method::POST).uri(format!("/api/v1/imports/files?name={name}"));
    let request = request.header(CONTENT_TYPE, "application/octet-stream").body(Body::from(contents)).unwrap();
    client.send(request).await.json()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_person_stays_in_the_folder_and_nothing_of_the_others_goes() {
    let server = TestServer::start_set_up().await;
    let mut admin = server.sign_in("anna@example.com").await;
    server.send_events(events()).await;
    // A refused event, and a file that nobody has imported yet.
    let refused = event("a-4", "paid", "2027-01-01T00:00:00Z").of("guest-77120", "smirnova.anna@example.com");
    server
        .send_events(vec![refused.into(), event("b-4", "paid", "2027-01-01T00:00:00Z").of("guest-3", "").into()])
        .await;
    let names_her = upload(&mut admin, "calls.csv", "Дата;Телефон\n18.05.2026;8 (916) 123-45-67\n").await;
    let does_not = upload(&mut admin, "others.csv", "Дата;Телефон\n18.05.2026;8 (916) 123-45-68\n").await;
    assert_eq!(people_behind_the_score(&mut admin).await, 21);
    for known in OF_ANNA {
        let is_packed = files_with(&server.folder(), known).is_empty() && known.starts_with("кофе");
        assert!(is_packed || !files_with(&server.folder(), known).is_empty(), "{known} would be found");
    }

    let customer = customer_called(&mut admin, "guest-77120").await;
    let path = format!("/api/v1/customers/{customer}/erasure");
    let (status, act) = admin.post(&path, json!({"basis": "request", "reference": "заявление 15"})).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{act}");
    assert_eq!((&act["number"], &act["erased"]["identifiers"]), (&json!(1), &json!(4)));
    let (status, _) = admin.get(&format!("/api/v1/customers/{customer}/timeline")).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "from now on nobody knows her");
    assert_eq!(admin.post(&path, json!({"basis": "request"})).await.0, StatusCode::NOT_FOUND);

    let erasing = server.app().erasing;
    assert_eq!(erasing.run_once().await.unwrap(), 1, "one more look follows");
    server.clock.advance(Duration::from_secs(61));
    assert_eq!(erasing.run_once().await.unwrap(), 0);
    for known in OF_ANNA {
        assert_eq!(files_with(&server.folder(), known), Vec::<PathBuf>::new(), "{known}");
    }
    let (_, act) = admin.get("/api/v1/erasures/1").await;
    assert_eq!(act["erased"]["events"], 3, "{act}");
    assert_eq!((&act["erased"]["refused"], &act["erased"]["imports"]), (&json!(1), &json!(1)), "{act}");
    assert_eq!(act["finished_at"], "2026-05-20T09:01:01Z");
    assert_eq!(act["reference"], "заявление 15");
    assert_eq!(admin.get("/api/v1/erasures").await.1["erasures"][0], act);

    assert_eq!(people_behind_the_score(&mut admin).await, 20);
    let import = |id: &Value| format!("/api/v1/imports/{}", id.as_str().unwrap());
    let (_, gone) = admin.get(&import(&names_her["id"])).await;
    assert_eq!((&gone["are_files_erased"], gone["files"].as_array().unwrap().len()), (&json!(true), 0), "{gone}");
    let (_, kept) = admin.get(&import(&does_not["id"])).await;
    assert_eq!((&kept["are_files_erased"], kept["files"].as_array().unwrap().len()), (&json!(false), 1), "{kept}");
    assert_eq!(admin.get("/api/v1/rejects").await.1["rejects"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sent_again_stays_out_and_what_comes_later_is_somebody_new() {
    let server = TestServer::start_set_up().await;
    let mut admin = server.sign_in("anna@example.com").await;
    server.send_events(events()).await;
    let customer = customer_called(&mut admin, "guest-77120").await;
    let path = format!("/api/v1/customers/{customer}/erasure");
    assert_eq!(admin.post(&path, json!({"basis": "consent_withdrawn"})).await.0, StatusCode::ACCEPTED);
    // While it goes on, and under other ids, as another system would tell it.
    let again = events().into_iter().map(|mut event| {
        event["id"] = json!(format!("again-{}", event["id"].as_str().unwrap()));
        event
    });
    server.send_events(again.collect()).await;
    server.app().erasing.run_once().await.unwrap();
    server.clock.advance(Duration::from_secs(61));
    assert_eq!(server.app().erasing.run_once().await.unwrap(), 0);
    assert_eq!(people_behind_the_score(&mut admin).await, 20);
    assert_eq!(admin.get("/api/v1/customers?search=guest-77120").await.1["total"], 0);
    let later = event("later", "answered", "2026-05-20T09:00:30Z").of("guest-77120", "smirnova.anna@example.com");
    server.send_events(vec![later.recommending(9, "снова я").into()]).await;
    assert_eq!(people_behind_the_score(&mut admin).await, 21);
    let new = customer_called(&mut admin, "guest-77120").await;
    assert!(new > customer, "{new} is a new number");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_older_than_the_company_keeps_is_deleted() {
    let server = TestServer::start_set_up().await;
    let mut all = events();
    all.push(event("old", "paid", "2025-05-01T00:00:00Z").of("guest-5", "guest5@example.com").into());
    server.send_events(all).await;
    server.send_events(vec![event("refused", "paid", "2027-01-01T00:00:00Z").of("guest-3", "").into()]).await;
    let app = server.app();
    let retention = |days: u64| {
        let period = Some(Duration::from_secs(days * 86_400));
        let periods = RetentionPeriods { events: period, refused: period };
        Retention::new(app.store.clone(), Arc::clone(&app.lake), Arc::clone(&app.clock), "test", periods)
    };
    assert_eq!(retention(400).run_once().await.unwrap(), Expired::default());
    assert_eq!(retention(300).run_once().await.unwrap(), Expired { events: 1, refused: 0 });
    server.clock.advance(Duration::from_secs(2 * 86_400));
    assert_eq!(retention(1).run_once().await.unwrap(), Expired { events: 23, refused: 1 });
    assert_eq!(app.lake.snapshot().rows, 0);
}

#[tokio::test]
async fn only_an_administrator_of_the_whole_company_erases_and_exports() {
    let server = TestServer::start_set_up().await;
    server.send_events(events()).await;
    server.add_user("analyst@example.com", UserRole::Analyst, Scope::Company).await;
    let arbat = Scope::Units(vec!["msk/arbat".parse().unwrap()]);
    server.add_user("arbat@example.com", UserRole::Administrator, arbat).await;
    for email in ["analyst@example.com", "arbat@example.com"] {
        let mut client = server.sign_in(email).await;
        assert_eq!(
            client.post("/api/v1/customers/1/erasure", json!({"basis": "request"})).await.0,
            StatusCode::FORBIDDEN
        );
        assert_eq!(client.get("/api/v1/customers/1/export").await.0, StatusCode::FORBIDDEN);
        assert_eq!(client.get("/api/v1/erasures").await.0, StatusCode::FORBIDDEN);
    }
    let mut admin = server.sign_in("anna@example.com").await;
    assert_eq!(admin.post("/api/v1/customers/1/erasure", json!({"basis": "whim"})).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(admin.post("/api/v1/customers/x/erasure", json!({"basis": "request"})).await.0, StatusCode::NOT_FOUND);
    assert_eq!(admin.get("/api/v1/customers/999/export").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_person_gets_an_archive_that_they_can_read() {
    let server = TestServer::start_set_up().await;
    let mut admin = server.sign_in("anna@example.com").await;
    let mut all = events();
    all.push(
        event("a-9", "answered", "2026-05-19T12:00:00Z")
            .of("guest-77120", "smirnova.anna@example.com")
            .recommending(7, "=cmd()")
            .into(),
    );
    server.send_events(all).await;
    let customer = customer_called(&mut admin, "guest-77120").await;
    let sent = admin.reading("ru").send_text(Method::GET, &format!("/api/v1/customers/{customer}/export"), "").await;
    assert_eq!((sent.status, sent.header("content-type")), (StatusCode::OK, "application/zip"));
    let mut archive = zip::ZipArchive::new(Cursor::new(sent.body)).unwrap();
    let mut text = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let readme = text("README.txt");
    assert!(readme.starts_with("Что известно о клиенте guest-77120") && readme.contains("Событий: 4"), "{readme}");
    let csv = text("events.csv");
    let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("Когда,Точка контакта,Событие,"), "{}", lines[0]);
    assert!(lines[1].starts_with("2026-05-17T09:00:00Z"), "the oldest first: {}", lines[1]);
    assert!(csv.contains("волшебный") && csv.contains("gift-card-5150") && csv.contains("'=cmd()"), "{csv}");
    assert!(!csv.contains("долго ждали"), "nothing of anybody else");
    assert_eq!(text("events.jsonl").lines().count(), 4);
    let person: Value = serde_json::from_str(&text("person.json")).unwrap();
    assert_eq!(person["identifiers"].as_array().unwrap().len(), 4, "{person}");
    assert!(text("consents.csv").contains("Цель"));
}

#[tokio::test]
async fn consents_stand_apart_by_purpose_with_their_texts() {
    let server = TestServer::start_set_up().await;
    server.send_events(events()).await;
    let mut admin = server.sign_in("anna@example.com").await;
    let customer = customer_called(&mut admin, "guest-77120").await;
    let path = format!("/api/v1/customers/{customer}/consents");
    let yes = json!({"purpose": "survey", "text_version": 1, "is_given": true, "way": "бланк"});
    assert_eq!(admin.post(&path, yes.clone()).await.0, StatusCode::NOT_FOUND, "there is no text yet");
    let text = json!({"purpose": "survey", "text": {"ru": "Пишите мне", "en": "Write to me"}});
    let (status, texts) = admin.post("/api/v1/consent-texts", text).await;
    assert_eq!((status, &texts[0]["version"]), (StatusCode::CREATED, &json!(1)), "{texts}");
    let half = json!({"purpose": "survey", "text": {"ru": "Пишите мне", "en": " "}});
    assert_eq!(admin.post("/api/v1/consent-texts", half).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(admin.post(&path, yes).await.0, StatusCode::CREATED);
    let no = json!({"purpose": "survey", "text_version": 1, "is_given": false, "decided_at": "2026-05-20T08:00:00Z"});
    assert_eq!(admin.post(&path, no).await.0, StatusCode::CREATED);
    let tomorrow =
        json!({"purpose": "survey", "text_version": 1, "is_given": true, "decided_at": "2026-05-21T08:00:00Z"});
    assert_eq!(admin.post(&path, tomorrow).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, told) = admin.get(&path).await;
    let said: Vec<_> =
        told["history"].as_array().unwrap().iter().map(|one| one["is_given"].as_bool().unwrap()).collect();
    assert_eq!(said, [true, false], "by when it was said: {told}");
    server.add_user("viewer@example.com", UserRole::Viewer, Scope::Company).await;
    let mut viewer = server.sign_in("viewer@example.com").await;
    assert_eq!(viewer.get(&path).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_was_erased_does_not_come_back_with_an_older_backup() {
    let server = TestServer::start_set_up().await;
    let mut admin = server.sign_in("anna@example.com").await;
    server.send_events(events()).await;
    let (app, shelf) = (server.app(), tempfile::tempdir().unwrap());
    let order = BackupOrder { target: shelf.path().to_owned(), keep: None };
    let before = back_up(&app.store, &app.lake, &order, app.clock.now()).await.unwrap().folder;
    server.clock.advance(Duration::from_secs(3_600));
    let customer = customer_called(&mut admin, "guest-77120").await;
    let path = format!("/api/v1/customers/{customer}/erasure");
    assert_eq!(admin.post(&path, json!({"basis": "request", "reference": "15"})).await.0, StatusCode::ACCEPTED);
    app.erasing.run_once().await.unwrap();
    server.clock.advance(Duration::from_secs(61));
    assert_eq!(app.erasing.run_once().await.unwrap(), 0);
    // A later backup brings the log of erasures to where the older ones are.
    back_up(&app.store, &app.lake, &order, app.clock.now()).await.unwrap();
    let log = std::fs::read_to_string(shelf.path().join("erasures.jsonl")).unwrap();
    assert!(OF_ANNA.iter().all(|known| !log.contains(known)), "{log}");

    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path().join("restored"));
    let restored = restore(&before, &place, None, app.clock.now()).await.unwrap();
    assert_eq!((restored.erased_again, restored.lake_rows), (1, 23), "23 events were backed up");
    for known in OF_ANNA {
        assert_eq!(files_with(&place.folder, known), Vec::<PathBuf>::new(), "{known}");
    }
    let store = Store::open_at(place.clone()).await.unwrap();
    assert!(store.people().search("guest-77120", 10, None).await.unwrap().hits.is_empty());
    assert_eq!(store.people().count().await.unwrap(), 20);
    let act = &store.erasures().list(10, None).await.unwrap()[0];
    assert_eq!((act.erased.events, act.reference.as_str()), (3, "15"));
    assert!(act.finished_at.is_some());

    let foreign = folder.path().join("foreign.jsonl");
    std::fs::write(&foreign, log.replace("\"key\":\"", "\"key\":\"0")).unwrap();
    let other = Place::folder(folder.path().join("other"));
    let refused = restore(&before, &other, Some(&foreign), app.clock.now()).await.unwrap_err();
    assert!(refused.to_string().contains("another installation"), "{refused}");
}
