use std::path::Path;

use otklik_core::{ErrorCode, Position};
use otklik_store::{Store, StoreError};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::{NOW, event, open};

async fn tamper(folder: &Path, sql: &str) {
    let options = SqliteConnectOptions::new().filename(folder.join("otklik.sqlite"));
    let mut connection: SqliteConnection = options.connect().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_folder_is_opened_once_at_a_time() {
    let (folder, store) = open().await;
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, StoreError::FolderInUse { .. }), "{refused}");
    assert_eq!(refused.code(), ErrorCode::Busy);
    assert!(refused.to_string().contains(&folder.path().display().to_string()));
    assert!(refused.to_string().contains("stop"), "names the remedy");
    store.close().await;
    Store::open(folder.path()).await.unwrap();
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_drop_without_goodbye() {
    let (folder, store) = open().await;
    store.inbox().append(&[event("1")], NOW).await.unwrap();
    drop(store);
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.inbox().pending(Position(0), 10).await.unwrap()[0].events, [event("1")]);
}

#[tokio::test]
async fn a_copy_of_the_files_taken_while_running_holds_everything_acknowledged() {
    let (folder, store) = open().await;
    for number in 0..20 {
        store.inbox().append(&[event(&number.to_string())], NOW).await.unwrap();
    }
    let copy = tempfile::tempdir().unwrap();
    for name in ["otklik.sqlite", "otklik.sqlite-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    store.inbox().append(&[event("later")], NOW).await.unwrap();
    let restored = Store::open(copy.path()).await.unwrap();
    assert_eq!(restored.inbox().last_position(), Position(20));
    let again = restored.inbox().append(&[event("19"), event("20")], NOW).await.unwrap();
    assert_eq!((again.duplicates, again.last_position), (vec![0], Position(21)));
}

#[tokio::test]
async fn a_log_that_breaks_off_in_the_middle_loses_whole_appends_only() {
    let (folder, store) = open().await;
    let events: Vec<_> = (0..500).map(|number| event(&number.to_string())).collect();
    for some in events.chunks(50) {
        store.inbox().append(some, NOW).await.unwrap();
    }
    let log = std::fs::read(folder.path().join("otklik.sqlite-wal")).unwrap();
    for part in [4, 2] {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(folder.path().join("otklik.sqlite"), copy.path().join("otklik.sqlite")).unwrap();
        let end = log.len() - log.len() / part;
        std::fs::write(copy.path().join("otklik.sqlite-wal"), &log[..end]).unwrap();
        let restored = Store::open(copy.path()).await.unwrap();
        let last = restored.inbox().last_position();
        assert_eq!(last.0 % 50, 0);
        let waiting = restored.inbox().pending(Position(0), 1_000).await.unwrap();
        assert_eq!(waiting.iter().map(|batch| batch.events.len() as i64).sum::<i64>(), last.0);
        assert_eq!(restored.inbox().append(&events, NOW).await.unwrap().accepted as i64, 500 - last.0);
    }
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    let (folder, store) = open().await;
    store.close().await;
    tamper(folder.path(), "INSERT INTO migration (number, name, checksum) VALUES (9999, 'future', '')").await;
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, StoreError::DatabaseNewer { found: 9999, .. }), "{refused}");
}

#[tokio::test]
async fn a_migration_that_was_changed_afterwards_is_refused() {
    let (folder, store) = open().await;
    store.close().await;
    tamper(folder.path(), "UPDATE migration SET checksum = 'other' WHERE number = 1").await;
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, StoreError::MigrationChanged { number: 1, .. }), "{refused}");
}

#[tokio::test]
async fn a_closed_store_takes_nothing_more() {
    let (_folder, store) = open().await;
    store.close().await;
    let refused = store.inbox().append(&[event("1")], NOW).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Busy);
}
