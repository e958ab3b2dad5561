//! Questions in SQL, as analysts and hostile people put them.

use axum::http::{Method, StatusCode};
use otklik_core::{Scope, UserRole};
use otklik_testkit::{Client, TestServer, event};
use serde_json::{Value, json};

const SQL: &str = "/api/v1/sql";
const ARBAT: &str = "msk/arbat";
const NEVSKY: &str = "spb/nevsky";

/// Twelve guests in each of two coffee houses, every one with an order and an answer.
async fn two_houses() -> TestServer {
    let server = TestServer::start_set_up().await;
    let of_house = |unit: &'static str, letter: char| {
        (0..12).flat_map(move |number| {
            let customer = format!("{letter}-{number}");
            let email = format!("{customer}@example.com");
            let order = event(format!("o-{customer}"), "order_placed", "2026-05-18T09:00:00Z").with("amount", "10.50");
            let order = order.with("currency", "RUB").with("order", format!("order-{customer}"));
            let answer = event(format!("a-{customer}"), "answered", "2026-05-18T10:00:00Z");
            let answer = answer.recommending(number % 11, "=1+1");
            [order, answer].map(|event| Value::from(event.of(&customer, &email).in_unit(unit)))
        })
    };
    server.send_events(of_house(ARBAT, 'a').chain(of_house(NEVSKY, 'n')).collect()).await;
    let arbat = Scope::Units(vec![ARBAT.parse().unwrap()]);
    server.add_user("manager@example.com", UserRole::Manager, arbat).await;
    server
}

async fn ask(client: &mut Client, sql: &str) -> Value {
    let (status, answer) = client.post(SQL, json!({ "sql": sql })).await;
    assert_eq!(status, StatusCode::OK, "{sql}: {answer}");
    assert_eq!(answer["failed"], Value::Null, "{sql}: {answer}");
    answer
}

#[tokio::test]
async fn rows_come_with_their_columns_and_say_when_they_were_cut() {
    let server = two_houses().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let answer = ask(
        &mut anna,
        "SELECT unit, touchpoint_en, count(*) AS orders, sum(amount) AS amount, min(placed_local) AS first \
         FROM (SELECT e.unit, e.touchpoint_en, o.amount, o.placed_local_time AS placed_local \
               FROM orders o JOIN events e ON e.order_id = o.order_id AND e.role = 'order_placed') \
         GROUP BY 1, 2 ORDER BY 1",
    )
    .await;
    let columns = json!([
        {"name": "unit", "kind": "text"}, {"name": "touchpoint_en", "kind": "text"}, {"name": "orders", "kind": "integer"},
        {"name": "amount", "kind": "decimal"}, {"name": "first", "kind": "local_time"},
    ]);
    assert_eq!(answer["columns"], columns);
    let row = |unit| json!([unit, "Till", 12, answer["rows"][0][3], "2026-05-18T12:00:00"]);
    assert_eq!(answer["rows"], json!([row(ARBAT), row(NEVSKY)]));
    assert_eq!(answer["rows"][0][3].as_str().and_then(|sum| sum.parse::<f64>().ok()), Some(126.0));
    assert_eq!(
        (&answer["row_count"], &answer["cut"], &answer["row_limit"]),
        (&json!(2), &json!(false), &json!(10_000))
    );
    let (_, cut) = anna.post(SQL, json!({"sql": "SELECT * FROM answers", "limit": 5})).await;
    assert_eq!((&cut["row_count"], &cut["cut"], &cut["row_limit"]), (&json!(5), &json!(true), &json!(5)));
    let (_, whole) = anna.post(SQL, json!({"sql": "SELECT * FROM answers", "limit": 24})).await;
    assert_eq!((&whole["row_count"], &whole["cut"]), (&json!(24), &json!(false)));
}

#[tokio::test]
async fn a_manager_asks_about_their_own_house_and_hears_of_no_other() {
    let server = two_houses().await;
    let mut manager = server.sign_in("manager@example.com").await;
    for table in ["events", "answers", "orders", "customers", "identifiers", "units"] {
        let answer = ask(&mut manager, &format!("SELECT * FROM {table}")).await;
        let text = answer.to_string();
        assert!(!text.contains("nevsky") && !text.contains("n-1"), "{table}: {text}");
        assert!(answer["row_count"].as_u64() > Some(1), "{table}");
    }
    for hidden in ["unit = 'spb/nevsky'", "unit LIKE 'spb%'", "event_id LIKE 'o-n%'", "1 = 1 OR unit = 'spb/nevsky'"] {
        let text = format!("SELECT count(*) FROM events WHERE {hidden}");
        let count = &ask(&mut manager, &text).await["rows"][0][0];
        assert!([json!(0), json!(24)].contains(count), "{hidden}: {count}");
    }
    // A condition that fails on a hidden row would tell of it.
    let probe = "SELECT count(*) FROM identifiers WHERE 1 / (CASE WHEN value LIKE 'n-%' THEN 0 ELSE 1 END) = 1";
    assert_eq!(ask(&mut manager, probe).await["rows"], json!([[24]]));
    let mut anna = server.sign_in("anna@example.com").await;
    let (status, problem) = anna.post(SQL, json!({ "sql": probe })).await;
    assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("sql_failed")));
}

#[tokio::test]
async fn addresses_are_masked_for_a_key_and_whole_for_a_person_and_who_asked_is_noted() {
    let server = two_houses().await;
    let key = server.store.keys().create("bi", otklik_core::Timestamp(0)).await.unwrap().secret;
    let text = "SELECT value FROM identifiers WHERE kind = 'email' AND value LIKE 'a%' ORDER BY value LIMIT 1";
    let mut anna = server.sign_in("anna@example.com").await;
    assert_eq!(ask(&mut anna, text).await["rows"], json!([["a-0@example.com"]]));
    let mut program = server.visitor().with_key(&key);
    assert_eq!(ask(&mut program, text).await["rows"], json!([["a***@example.com"]]));
    let (_, log) = anna.get("/api/v1/audit?action=sql_run").await;
    let entries = log["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2, "{log}");
    assert_eq!((&entries[0]["who_kind"], &entries[0]["details"]["sql"]), (&json!("key"), &json!(text)));
}

#[tokio::test]
async fn what_is_wrong_is_told_in_both_languages_with_its_place() {
    let server = two_houses().await;
    let key = server.store.keys().create("bi", otklik_core::Timestamp(0)).await.unwrap().secret;
    for (language, text, code, said) in [
        ("ru", "SELECT unti FROM events", "sql_name_unknown", ["Строка 1, символ 8", "touchpoint_ru"]),
        ("en", "SELECT unti FROM events", "sql_name_unknown", ["Line 1, character 8", "touchpoint_ru"]),
        ("ru", "SELECT 1\nFORM events x", "sql_malformed", ["Строка 2", "запятой"]),
        ("en", "COPY events TO '/tmp/x'", "sql_refused", ["Line 1, character 1", "exactly one SELECT"]),
        ("ru", "DROP TABLE events", "sql_refused", ["Строка 1, символ 1", "одним SELECT"]),
        ("en", "SELECT 1 / (position - position) FROM events", "sql_failed", ["ivide by zero", "NULLIF"]),
    ] {
        let mut program = server.visitor().with_key(&key).reading(language);
        let (status, problem) = program.post(SQL, json!({ "sql": text })).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(code)), "{text}: {problem}");
        assert_eq!(problem["errors"][0]["pointer"], "/sql");
        let detail = problem["detail"].as_str().unwrap();
        assert!(said.iter().all(|part| detail.contains(part)), "{text}: {detail}");
    }
}

#[tokio::test]
async fn files_hold_all_rows_and_spreadsheets_run_nothing_of_them() {
    let server = two_houses().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let question = |format: &str| json!({"sql": "SELECT text, score FROM answers", "format": format}).to_string();
    let csv = anna.send_text(Method::POST, SQL, question("csv")).await;
    assert_eq!((csv.status, csv.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    let text = String::from_utf8(csv.body).unwrap();
    assert!(text.starts_with("\u{feff}text,score"), "{text}");
    assert_eq!(text.lines().count(), 25);
    assert!(text.contains("'=1+1") && !text.contains("\n=1+1"), "{text}");
    let parquet = anna.send_text(Method::POST, SQL, question("parquet")).await;
    assert_eq!(parquet.header("content-disposition"), "attachment; filename=\"sql.parquet\"");
    assert!(parquet.body.starts_with(b"PAR1") && parquet.body.ends_with(b"PAR1"));
}

#[tokio::test]
async fn tables_are_described_in_the_readers_language() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let (status, known) = anna.get("/api/v1/sql/tables").await;
    assert_eq!(status, StatusCode::OK);
    let tables: Vec<&str> =
        known["tables"].as_array().unwrap().iter().filter_map(|table| table["name"].as_str()).collect();
    assert_eq!(tables, ["events", "answers", "orders", "customers", "identifiers", "units"]);
    assert_eq!(known["tables"][0]["columns"][1]["about"], "Когда произошло");
}
