//! Copies while everything goes on, and how much there is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use otklik_core::Position;
use otklik_store::{Store, StoreError};

use crate::home::Home;
use crate::{NOW, event, minutes_later};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_taken_while_events_come_in_is_whole_and_opens() {
    let home = Home::on_sqlite();
    let store = home.open().await;
    let ended = Arc::new(AtomicBool::new(false));
    let appending = {
        let (store, ended) = (store.clone(), Arc::clone(&ended));
        tokio::spawn(async move {
            let mut number = 0;
            while !ended.load(Ordering::Relaxed) {
                number += 1;
                store.inbox().append(&[event(&number.to_string())], NOW).await.unwrap();
            }
        })
    };
    let copies = tempfile::tempdir().unwrap();
    for number in 0..5 {
        let before = store.inbox().last_position();
        let folder = copies.path().join(format!("copy {number} ?#"));
        store.backup_to(folder.join("otklik.sqlite")).await.unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing unfinished lies beside it");
        let restored = Store::open(&folder).await.unwrap();
        let last = restored.inbox().last_position();
        assert!(last >= before, "everything acknowledged before is in it");
        let waiting = restored.inbox().pending(Position(0), usize::MAX).await.unwrap();
        assert_eq!(waiting.iter().map(|batch| batch.events.len() as i64).sum::<i64>(), last.0);
    }
    ended.store(true, Ordering::Relaxed);
    appending.await.unwrap();
    let taken = copies.path().join("copy 0 ?#").join("otklik.sqlite");
    assert!(matches!(store.backup_to(&taken).await, Err(StoreError::Folder { .. })), "no copy is written over");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_on_a_server_is_not_copied_as_a_file() {
    let Some(home) = Home::on_postgres().await else { return };
    let store = home.open().await;
    let refused = store.backup_to(home.folder().join("copy.sqlite")).await.unwrap_err();
    assert!(refused.to_string().contains("pg_dump"), "{refused}");
}

async fn the_size_tells_what_waits_and_since_when(home: Home) {
    let store = home.open().await;
    let empty = store.size().await.unwrap();
    assert!(empty.database_bytes > 10_000, "{empty:?}");
    assert_eq!((empty.backlog.events, empty.backlog.bytes, empty.backlog.oldest_received_at), (0, 0, None));
    let many: Vec<_> = (0..1_000).map(|number| event(&number.to_string())).collect();
    store.inbox().append(&many, minutes_later(1)).await.unwrap();
    store.inbox().reserve(500).await.unwrap();
    store.inbox().append(&[event("last")], minutes_later(2)).await.unwrap();
    let full = store.size().await.unwrap();
    assert_eq!((full.backlog.events, full.backlog.oldest_received_at), (1_001, Some(minutes_later(1))));
    assert!(full.backlog.bytes > 20_000 && full.database_bytes > empty.database_bytes, "{full:?}");
    store.inbox().trim(Position(1_000)).await.unwrap();
    let trimmed = store.size().await.unwrap();
    assert_eq!((trimmed.backlog.events, trimmed.backlog.oldest_received_at), (1, Some(minutes_later(2))));
    store.inbox().trim(Position(i64::MAX)).await.unwrap();
    assert_eq!(store.size().await.unwrap().backlog, empty.backlog);
}

on_each_database!(the_size_tells_what_waits_and_since_when,);
