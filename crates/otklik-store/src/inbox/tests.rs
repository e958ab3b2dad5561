use otklik_core::{ErrorCode, Event, Position, Timestamp};

use crate::Store;

const NOW: Timestamp = Timestamp(0);

fn large_event(id: &str) -> Event {
    let mut event = Event::new("till", id, "order_placed", NOW);
    event.properties = "x".repeat(2_000_000);
    event
}

async fn limit_pages(store: &Store, pages: &str) {
    let text = format!("PRAGMA max_page_count = {pages}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&store.database().writer).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_takes_nothing_and_forgets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    store.inbox().append(&[Event::new("till", "before", "n", NOW)], NOW).await.unwrap();
    limit_pages(&store, "200").await;
    let refused = store.inbox().append(&[large_event("1")], NOW).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::DiskFull, "{refused:?}");
    assert_eq!(store.inbox().last_position(), Position(1));
    limit_pages(&store, "1000000").await;
    let again = store.inbox().append(&[Event::new("till", "before", "n", NOW), large_event("1")], NOW).await.unwrap();
    assert_eq!((again.accepted, again.duplicates, again.last_position), (1, vec![0], Position(2)));
}
