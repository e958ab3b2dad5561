use otklik_core::{ErrorCode, Position};
use otklik_store::{Store, StoreError};

use crate::home::Home;
use crate::{NOW, event};

#[tokio::test]
async fn a_folder_is_opened_once_at_a_time() {
    let home = Home::on_sqlite();
    let store = home.open().await;
    let refused = Store::open(home.folder()).await.unwrap_err();
    assert!(matches!(refused, StoreError::FolderInUse { .. }), "{refused}");
    assert_eq!(refused.code(), ErrorCode::Busy);
    assert!(refused.to_string().contains(&home.folder().display().to_string()));
    assert!(refused.to_string().contains("stop"), "names the remedy");
    store.close().await;
    Store::open(home.folder()).await.unwrap();
}

async fn what_was_acknowledged_is_there_after_a_drop_without_goodbye(home: Home) {
    let store = home.open().await;
    store.inbox().append(&[event("1")], NOW).await.unwrap();
    drop(store);
    let store = home.open().await;
    assert_eq!(store.inbox().pending(Position(0), 10).await.unwrap()[0].events, [event("1")]);
}

#[tokio::test]
async fn a_copy_of_the_files_taken_while_running_holds_everything_acknowledged() {
    let home = Home::on_sqlite();
    let store = home.open().await;
    for number in 0..20 {
        store.inbox().append(&[event(&number.to_string())], NOW).await.unwrap();
    }
    let copy = tempfile::tempdir().unwrap();
    for name in ["otklik.sqlite", "otklik.sqlite-wal"] {
        std::fs::copy(home.folder().join(name), copy.path().join(name)).unwrap();
    }
    store.inbox().append(&[event("later")], NOW).await.unwrap();
    let restored = Store::open(copy.path()).await.unwrap();
    assert_eq!(restored.inbox().last_position(), Position(20));
    let again = restored.inbox().append(&[event("19"), event("20")], NOW).await.unwrap();
    assert_eq!((again.duplicates, again.last_position), (vec![0], Position(21)));
}

#[tokio::test]
async fn a_log_that_breaks_off_in_the_middle_loses_whole_appends_only() {
    let home = Home::on_sqlite();
    let store = home.open().await;
    let events: Vec<_> = (0..500).map(|number| event(&number.to_string())).collect();
    for some in events.chunks(50) {
        store.inbox().append(some, NOW).await.unwrap();
    }
    let log = std::fs::read(home.folder().join("otklik.sqlite-wal")).unwrap();
    for part in [4, 2] {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(home.folder().join("otklik.sqlite"), copy.path().join("otklik.sqlite")).unwrap();
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

async fn a_database_of_a_newer_program_is_refused(home: Home) {
    let store = home.open().await;
    store.close().await;
    home.tamper("INSERT INTO migration (number, name, checksum) VALUES (9999, 'future', '')").await;
    let refused = Store::open_at(home.place()).await.unwrap_err();
    assert!(matches!(refused, StoreError::DatabaseNewer { found: 9999, .. }), "{refused}");
}

async fn a_migration_that_was_changed_afterwards_is_refused(home: Home) {
    let store = home.open().await;
    store.close().await;
    home.tamper("UPDATE migration SET checksum = 'other' WHERE number = 1").await;
    let refused = Store::open_at(home.place()).await.unwrap_err();
    assert!(matches!(refused, StoreError::MigrationChanged { number: 1, .. }), "{refused}");
}

async fn a_closed_store_takes_nothing_more(home: Home) {
    let store = home.open().await;
    store.close().await;
    let refused = store.inbox().append(&[event("1")], NOW).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Busy);
}

#[tokio::test]
async fn a_folder_may_be_called_anything() {
    let parent = tempfile::tempdir().unwrap();
    for name in ["a b", "100%41", "?mode=memory", "#", "кофе ☕", "'\"", "a:b@c", "&=+;", ":memory:"] {
        let folder = parent.path().join(name);
        let store = Store::open(&folder).await.unwrap();
        store.inbox().append(&[event("1")], NOW).await.unwrap();
        store.close().await;
        assert!(folder.join("otklik.sqlite").is_file(), "{name}");
        assert_eq!(Store::open(&folder).await.unwrap().inbox().last_position(), Position(1), "{name}");
    }
    assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 9, "nothing was written beside");
}

on_each_database!(
    what_was_acknowledged_is_there_after_a_drop_without_goodbye,
    a_database_of_a_newer_program_is_refused,
    a_migration_that_was_changed_afterwards_is_refused,
    a_closed_store_takes_nothing_more,
);
