use super::*;
use crate::Place;

fn hash(number: u64) -> SeenHash {
    let mut hash = [0; 16];
    hash.copy_from_slice(&blake3::hash(&number.to_le_bytes()).as_bytes()[..16]);
    hash
}

async fn add(database: &Database, seen: &mut SeenIds, numbers: std::ops::Range<u64>) {
    let last_position = numbers.end as i64;
    let fresh: Vec<SeenHash> = numbers.map(hash).collect();
    let mut transaction = database.begin().await.unwrap();
    SeenIds::write(&mut transaction, last_position, &fresh).await.unwrap();
    transaction.commit().await.unwrap();
    seen.learn(last_position, fresh);
}

async fn known_below(database: &Database, seen: &SeenIds, end: u64) -> usize {
    let mut transaction = database.begin().await.unwrap();
    let found = seen.find(&mut transaction, (0..end).map(hash).collect()).await.unwrap();
    transaction.rollback().await.unwrap();
    found.len()
}

async fn rows(database: &Database, table: &'static str) -> i64 {
    let text = format!("SELECT count(*) FROM {table}");
    sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(&database.writer).await.unwrap()
}

#[tokio::test]
async fn an_id_stays_known_before_while_and_after_it_is_moved() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(&Place::folder(folder.path())).await.unwrap();
    let mut seen = SeenIds { moved_from: 2_000, ..SeenIds::load(&database).await.unwrap() };
    for step in 0..30 {
        let end = (step + 1) * 300;
        add(&database, &mut seen, end - 300..end).await;
        assert_eq!(known_below(&database, &seen, end + 50).await as u64, end);
        seen.tidy(&database, 300).await.unwrap();
        assert_eq!(known_below(&database, &seen, end + 50).await as u64, end);
    }
    assert!(rows(&database, "inbox_seen").await >= 6_000);
    assert!(rows(&database, "inbox_seen_run").await < 14);
}

#[tokio::test]
async fn a_crash_while_ids_are_moved_loses_none_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(&Place::folder(folder.path())).await.unwrap();
    let mut seen = SeenIds { moved_from: 2_000, ..SeenIds::load(&database).await.unwrap() };
    add(&database, &mut seen, 0..2_000).await;
    seen.tidy(&database, 0).await.unwrap();
    assert_eq!(rows(&database, "inbox_seen").await, 500, "moving has begun and is not done");
    let mut after_crash = SeenIds { moved_from: 2_000, ..SeenIds::load(&database).await.unwrap() };
    assert_eq!(known_below(&database, &after_crash, 2_100).await, 2_000);
    for _ in 0..4 {
        after_crash.tidy(&database, 0).await.unwrap();
    }
    assert_eq!(rows(&database, "inbox_seen").await, 2_000);
    assert_eq!(rows(&database, "inbox_seen_run").await, 0);
    assert_eq!(known_below(&database, &after_crash, 2_100).await, 2_000);
}
