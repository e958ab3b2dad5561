use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::{BoxStream, iter};
use otklik_core::{CustomerKey, IdentityKey, KindKey, Scope, Zone};
use serde_json::{Value, json};

use super::*;
use crate::compaction::tests::{EAGER, NOON, events};
use crate::{Lake, Moves, ResolvedEvent};

#[derive(Debug)]
struct OnePage;

impl IdentifierPages for OnePage {
    fn pages(&self) -> BoxStream<'static, Result<Vec<IdentifierRow>, Box<dyn std::error::Error + Send + Sync>>> {
        let row = IdentifierRow { customer: 1, kind: "email".to_owned(), value: "a***@example.com".to_owned() };
        iter([Ok(vec![row])]).boxed()
    }
}

/// Three hundred events in two units and in none; a third of them are orders by the catalogue, as many answers.
fn three_hundred() -> Vec<ResolvedEvent> {
    let mut all = events(1..=300);
    for resolved in &mut all {
        let position = resolved.position.0;
        resolved.kind = KindKey(1 + position % 3);
        resolved.event.unit = match position % 4 {
            0 => None,
            1 | 2 => Some("msk/arbat".parse().unwrap()),
            _ => Some("spb/nevsky".parse().unwrap()),
        };
    }
    all
}

async fn lake() -> (tempfile::TempDir, Lake) {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    for part in three_hundred().chunks(100) {
        lake.append(part.to_vec(), part.last().unwrap().position, NOON).await.unwrap();
        lake.compact_once(&EAGER, NOON).await.unwrap();
    }
    (folder, lake)
}

fn sight(lake: &Lake, scope: Scope) -> SqlSight {
    let meaning = |role: &str, stage| SqlMeaning {
        role: Some(role.to_owned()),
        stage: Some(stage),
        touchpoint_en: Some("Till".to_owned()),
        touchpoint_ru: Some("Касса".to_owned()),
        ..SqlMeaning::default()
    };
    let unit = |path: &str| SqlUnit {
        path: path.to_owned(),
        name_ru: path.to_owned(),
        name_en: path.to_owned(),
        kind: "branch".to_owned(),
        time_zone: None,
    };
    SqlSight {
        snapshot: lake.snapshot(),
        moves: Moves::default(),
        scope,
        meanings: HashMap::from([
            (KindKey(1), meaning("order_placed", "purchase")),
            (KindKey(2), meaning("complaint", "service")),
        ]),
        units: vec![unit("msk"), unit("msk/arbat")],
        zone: "Europe/Moscow".parse().unwrap(),
        unit_zones: HashMap::from([("spb/nevsky".to_owned(), Zone::UTC)]),
        identifiers: Arc::new(OnePage),
    }
}

fn arbat() -> Scope {
    Scope::Units(vec!["msk".parse().unwrap()])
}

async fn ask_with(lake: &Lake, sight: SqlSight, text: &str, limits: SqlLimits) -> Result<Vec<Value>, SqlError> {
    let mut answer = lake.sql(sight, text, limits).await?;
    let mut all = Vec::new();
    while let Some(rows) = answer.next().await? {
        rows.each_json(|cells| all.push(json!(cells)));
    }
    Ok(all)
}

async fn ask(lake: &Lake, scope: Scope, text: &str) -> Result<Vec<Value>, SqlError> {
    ask_with(lake, sight(lake, scope), text, SqlLimits::default()).await
}

#[tokio::test]
async fn every_table_has_the_columns_that_are_told_of_it() {
    let (_folder, lake) = lake().await;
    for table in sql_tables() {
        let text = format!("SELECT * FROM {} LIMIT 1", table.name);
        let answer = lake.sql(sight(&lake, Scope::Company), &text, SqlLimits::default()).await.unwrap();
        let found: Vec<_> = answer.columns.iter().map(|column| (column.name.clone(), column.kind)).collect();
        let told: Vec<_> = table.columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        assert_eq!(found, told, "{}", table.name);
    }
}

#[tokio::test]
async fn counts_are_those_of_the_events_themselves() {
    let (_folder, lake) = lake().await;
    let mut expected: BTreeMap<(Option<String>, bool), i64> = BTreeMap::new();
    for resolved in three_hundred() {
        let unit = resolved.event.unit.map(|unit| unit.to_string());
        *expected.entry((unit, resolved.kind == KindKey(1))).or_default() += 1;
    }
    let text = "SELECT unit, coalesce(role = 'order_placed', false) AS is_order, count(*) FROM events GROUP BY 1, 2";
    let found: BTreeMap<_, _> = ask(&lake, Scope::Company, text)
        .await
        .unwrap()
        .into_iter()
        .map(|row| ((row[0].as_str().map(str::to_owned), row[1].as_bool().unwrap()), row[2].as_i64().unwrap()))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(ask(&lake, Scope::Company, "SELECT count(*) FROM events").await.unwrap(), [json!([300])]);
}

#[tokio::test]
async fn a_condition_finds_the_same_whether_files_answer_it_or_rows() {
    let (_folder, lake) = lake().await;
    for (condition, same) in [
        ("role = 'complaint'", "concat(role, '') = 'complaint'"),
        ("role IN ('complaint', 'order_placed')", "concat(role, '') <> ''"),
        ("stage = 'loyalty'", "1 = 2"),
        ("unit = 'msk/arbat' AND position > 100", "concat(unit, '') = 'msk/arbat' AND position + 0 > 100"),
        ("120 >= position", "position - 120 <= 0"),
        ("customer IN (3, 5, 8)", "customer + 0 IN (3, 5, 8)"),
        ("customer IS NOT NULL", "NOT coalesce(customer, -1) = -1"),
        ("occurred_at < TIMESTAMP '2027-01-01T00:00:00Z'", "date_part('year', occurred_at) < 2027"),
    ] {
        let mut counts = Vec::new();
        for condition in [condition, same] {
            let text = format!("SELECT count(*), sum(position) FROM events WHERE {condition}");
            counts.push(ask(&lake, Scope::Company, &text).await.unwrap());
        }
        assert_eq!(counts[0], counts[1], "{condition}");
    }
}

#[tokio::test]
async fn a_local_time_is_that_of_the_units_clock() {
    let (_folder, lake) = lake().await;
    let text = "SELECT DISTINCT unit, CAST((CAST(local_time AS BIGINT) - CAST(occurred_at AS BIGINT)) / 3600000000 AS INT) \
        FROM events ORDER BY 1 NULLS LAST";
    let found = ask(&lake, Scope::Company, text).await.unwrap();
    assert_eq!(found, [json!(["msk/arbat", 3]), json!(["spb/nevsky", 0]), json!([null, 3])]);
}

#[tokio::test]
async fn whose_events_are_is_whose_they_are_now() {
    let (_folder, lake) = lake().await;
    let before = ask(&lake, Scope::Company, "SELECT count(*) FROM events WHERE customer = 9").await.unwrap();
    assert_ne!(before, [json!([0])]);
    let moves = Moves::new(HashMap::from([(IdentityKey(1_008), CustomerKey(900))]));
    let sight = SqlSight { moves, ..sight(&lake, Scope::Company) };
    let text = "SELECT count(*) FILTER (WHERE customer = 9), count(*) FILTER (WHERE customer = 900) FROM events";
    let found = ask_with(&lake, sight.clone(), text, SqlLimits::default()).await.unwrap();
    assert_eq!(found, [json!([0, before[0][0]])]);
    let text = "SELECT count(*) FROM events WHERE customer = 900";
    assert_eq!(ask_with(&lake, sight, text, SqlLimits::default()).await.unwrap(), before);
}

#[tokio::test]
async fn what_lies_outside_the_sight_is_seen_by_no_expression() {
    let (_folder, lake) = lake().await;
    let own =
        three_hundred().iter().filter(|resolved| resolved.position.0 % 4 == 1 || resolved.position.0 % 4 == 2).count();
    for text in [
        "SELECT count(*) FROM events",
        "SELECT sum(events) FROM (SELECT count(*) AS events FROM events GROUP BY unit)",
        "SELECT count(*) FROM events WHERE unit = unit",
        "SELECT count(*) FROM (SELECT * FROM events UNION ALL SELECT * FROM events WHERE unit LIKE 'spb%')",
        // It fails on a row of another unit, if it ever meets one.
        "SELECT count(*) FROM events WHERE 1 / (CASE WHEN unit LIKE 'spb%' OR unit IS NULL THEN 0 ELSE 1 END) = 1",
        "WITH all_of_them AS (SELECT * FROM otklik.data.events) SELECT count(*) FROM all_of_them",
    ] {
        assert_eq!(ask(&lake, arbat(), text).await.unwrap(), [json!([own])], "{text}");
    }
    let nowhere = Scope::Units(Vec::new());
    assert_eq!(ask(&lake, nowhere, "SELECT count(*), count(unit) FROM events").await.unwrap(), [json!([0, 0])]);
    let whole = "SELECT count(*) FROM events WHERE 1 / (CASE WHEN unit LIKE 'spb%' THEN 0 ELSE 1 END) = 1";
    assert!(matches!(ask(&lake, Scope::Company, whole).await, Err(SqlError::Failed { .. })));
    let customers = "SELECT count(*) FROM customers";
    let (all, seen) =
        (ask(&lake, Scope::Company, customers).await.unwrap(), ask(&lake, arbat(), customers).await.unwrap());
    assert!(all[0][0].as_i64() >= seen[0][0].as_i64() && seen[0][0].as_i64() > Some(0), "{all:?} {seen:?}");
}

#[tokio::test]
async fn every_way_out_is_shut() {
    let (folder, lake) = lake().await;
    let file = folder.path().join("events").join("_delta_log").join("00000000000000000000.json");
    assert!(file.exists());
    let file = file.display();
    for (text, code) in [
        ("", "sql_refused"),
        (";", "sql_refused"),
        ("-- nothing", "sql_refused"),
        ("SELECT 1; SELECT 2", "sql_refused"),
        ("CREATE TABLE mine AS SELECT * FROM events", "sql_refused"),
        ("CREATE EXTERNAL TABLE mine STORED AS PARQUET LOCATION '/'", "sql_refused"),
        ("CREATE VIEW mine AS SELECT 1", "sql_refused"),
        ("CREATE FUNCTION f() RETURNS INT RETURN 1", "sql_refused"),
        ("DROP TABLE events", "sql_refused"),
        ("INSERT INTO events SELECT * FROM events", "sql_refused"),
        ("WITH a AS (SELECT 1) INSERT INTO events SELECT * FROM a", "sql_refused"),
        ("UPDATE events SET unit = 'x'", "sql_refused"),
        ("DELETE FROM events", "sql_refused"),
        ("MERGE INTO events USING units ON true WHEN MATCHED THEN DELETE", "sql_refused"),
        ("SELECT * INTO mine FROM events", "sql_refused"),
        ("COPY events TO '/tmp/stolen.csv'", "sql_refused"),
        ("COPY (SELECT 1) TO '/tmp/stolen.parquet'", "sql_refused"),
        ("SET datafusion.execution.batch_size = 1", "sql_refused"),
        ("RESET datafusion.execution.batch_size", "sql_refused"),
        ("SHOW ALL", "sql_refused"),
        ("SHOW TABLES", "sql_refused"),
        ("DESCRIBE events", "sql_refused"),
        ("EXPLAIN SELECT 1", "sql_refused"),
        ("EXPLAIN ANALYZE SELECT * FROM events", "sql_refused"),
        ("PREPARE mine AS SELECT 1", "sql_refused"),
        ("START TRANSACTION", "sql_refused"),
        ("WITH RECURSIVE n AS (SELECT 1 AS v UNION ALL SELECT v + 1 FROM n) SELECT * FROM n", "sql_refused"),
        ("SELECT * FROM information_schema.tables", "sql_name_unknown"),
        ("SELECT * FROM information_schema.df_settings", "sql_name_unknown"),
        ("SELECT * FROM pg_catalog.pg_tables", "sql_name_unknown"),
        ("SELECT * FROM nothing", "sql_name_unknown"),
        ("SELECT * FROM generate_series(1, 1000000000)", "sql_wrong"),
        ("SELECT * FROM read_parquet('/')", "sql_wrong"),
        ("SELECT repeat('x', 1000000000)", "sql_wrong"),
        ("SELECT version()", "sql_wrong"),
        ("SELECT load_extension('x')", "sql_wrong"),
    ] {
        let error = ask(&lake, Scope::Company, text).await.expect_err(text);
        assert_eq!(error.code().as_str(), code, "{text}: {error:?}");
    }
    for text in [format!("SELECT * FROM '{file}'"), format!("SELECT * FROM \"{file}\""), format!("TABLE '{file}'")] {
        let error = ask(&lake, Scope::Company, &text).await.expect_err(&text);
        let codes = ["sql_name_unknown", "sql_refused", "sql_malformed", "sql_wrong"];
        assert!(codes.contains(&error.code().as_str()), "{text}: {error:?}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_place() {
    let (_folder, lake) = lake().await;
    for (text, code, place) in [
        ("SELECT unti FROM events", "sql_name_unknown", Some((1, 8))),
        ("SELECT unit\nFROM evnets", "sql_name_unknown", Some((2, 6))),
        ("SELECT unit\n  FORM events", "sql_malformed", Some((2, 8))),
        ("SELECT 'a", "sql_malformed", Some((1, 8))),
        ("SELECT\n\n  nope(1)", "sql_wrong", Some((3, 3))),
        ("DROP TABLE events", "sql_refused", Some((1, 1))),
        ("\n  DELETE FROM events", "sql_refused", Some((2, 3))),
    ] {
        let error = ask(&lake, Scope::Company, text).await.expect_err(text);
        let found = error.place().map(|place| (place.line, place.column));
        assert_eq!((error.code().as_str(), found), (code, place), "{text}: {error:?}");
    }
    let error = ask(&lake, Scope::Company, "SELECT unti FROM units").await.expect_err("no such column");
    assert_eq!(error.known(), Some("unit, parent, name_ru, name_en, kind, time_zone"));
}

#[tokio::test]
async fn a_question_without_end_is_stopped_and_one_that_takes_too_much_is_refused() {
    let (_folder, lake) = lake().await;
    let short = SqlLimits { time: Duration::from_secs(2), ..SqlLimits::default() };
    let crossed = "SELECT count(*) FROM events a, events b, events c, events d, events e WHERE a.position + b.position + c.position + d.position > e.position";
    let error = ask_with(&lake, sight(&lake, Scope::Company), crossed, short).await.expect_err("no end");
    assert!(matches!(error, SqlError::Time { seconds: 2 } | SqlError::Memory), "{error:?}");
    let began = std::time::Instant::now();
    let silent = "SELECT count(*) FROM events a JOIN events b ON a.position % 3 = b.position % 3 AND a.quantity + b.quantity > 9 \
        JOIN events c ON c.position % 2 = b.position % 2 JOIN events d ON d.position % 2 = c.position % 2";
    let none = ask_with(&lake, sight(&lake, Scope::Company), silent, short).await;
    assert!(none.is_ok_and(|rows| rows == [json!([0])]) && began.elapsed() < Duration::from_secs(20));
    let small = SqlLimits { memory_bytes: 1 << 20, ..SqlLimits::default() };
    let grown = "SELECT array_agg(a.properties || b.properties) FROM events a, events b";
    let error = ask_with(&lake, sight(&lake, Scope::Company), grown, small).await.expect_err("too much");
    assert!(matches!(error, SqlError::Memory), "{error:?}");
    // The next question has the threads for itself.
    assert_eq!(ask(&lake, Scope::Company, "SELECT 1").await.unwrap(), [json!([1])]);
}

#[tokio::test]
async fn nesting_and_chains_are_bounded_before_they_reach_the_end_of_the_stack() {
    let (_folder, lake) = lake().await;
    let chain = |links: usize| format!("SELECT count(*) FROM events WHERE position > {}", vec!["1"; links].join(" + "));
    assert_eq!(ask(&lake, Scope::Company, &chain(390)).await.unwrap().len(), 1);
    let parentheses = |levels: usize| format!("SELECT {}1{}", "(".repeat(levels), ")".repeat(levels));
    assert!(ask(&lake, Scope::Company, &parentheses(10)).await.is_ok());
    let subqueries = |levels: usize| format!("{}SELECT 1{}", "SELECT * FROM (".repeat(levels), ")".repeat(levels));
    assert!(ask(&lake, Scope::Company, &subqueries(8)).await.is_ok());
    let unions = |parts: usize| vec!["SELECT 1"; parts].join(" UNION ALL ");
    assert_eq!(ask(&lake, Scope::Company, &unions(100)).await.unwrap().len(), 100);
    let list = format!("SELECT count(*) FROM events WHERE position IN ({})", vec!["7"; 5_000].join(","));
    assert_eq!(ask(&lake, Scope::Company, &list).await.unwrap(), [json!([1])]);
    for text in [
        chain(10_000),
        parentheses(5_000),
        subqueries(500),
        unions(2_000),
        format!("SELECT {}1", "- ".repeat(5_000)),
        format!("SELECT {}true", "NOT ".repeat(5_000)),
        format!("SELECT 1 FROM events{}", ", events".repeat(4_000)),
        "x".repeat(1 << 20),
    ] {
        let error = ask(&lake, Scope::Company, &text).await.expect_err(&text[..60]);
        assert!(matches!(error, SqlError::TooLarge), "{}: {error:?}", &text[..60]);
    }
}

#[tokio::test]
async fn the_work_ends_when_the_reader_goes_away() {
    let (_folder, lake) = lake().await;
    let endless = "SELECT a.position FROM events a, events b, events c, events d";
    let mut answer = lake.sql(sight(&lake, Scope::Company), endless, SqlLimits::default()).await.unwrap();
    assert!(answer.next().await.unwrap().is_some());
    assert_eq!(lake.sql_at_work(), 1);
    drop(answer);
    let mut waited = 0;
    while lake.sql_at_work() > 0 {
        assert!(waited < 200, "it goes on");
        waited += 1;
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

#[tokio::test]
async fn a_parquet_file_holds_what_was_answered() {
    let (folder, lake) = lake().await;
    let text = "SELECT position, unit, local_time FROM events ORDER BY position";
    let mut answer = lake.sql(sight(&lake, Scope::Company), text, SqlLimits::default()).await.unwrap();
    let mut parquet = answer.parquet().unwrap();
    let mut bytes = Vec::new();
    while let Some(rows) = answer.next().await.unwrap() {
        bytes.extend(parquet.add(&rows).unwrap());
    }
    bytes.extend(parquet.end().unwrap());
    let path = folder.path().join("answer.parquet");
    std::fs::write(&path, bytes).unwrap();
    let file = std::fs::File::open(path).unwrap();
    let read = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap();
    assert_eq!(read.map(|batch| batch.unwrap().num_rows()).sum::<usize>(), 300);
}
