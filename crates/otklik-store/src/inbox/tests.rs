use std::time::Duration;

use otklik_core::{ErrorCode, Event, Position, Timestamp};

use super::backlog::Backlog;
use super::seen_ids::Limits;
use super::{Inbox, InboxState};
use crate::Store;
use crate::database::Database;
use crate::home::Home;

const NOW: Timestamp = Timestamp(0);

fn event(id: &str) -> Event {
    Event::new("till", id, "order_placed", NOW)
}

fn large_event(id: &str, bytes: usize) -> Event {
    let mut event = event(id);
    event.properties = "x".repeat(bytes);
    event
}

async fn limit_pages(store: &Store, pages: &str) {
    let text = format!("PRAGMA max_page_count = {pages}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute(&store.database().writer).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_takes_nothing_and_forgets_nothing() {
    let home = Home::on_sqlite();
    let store = home.open().await;
    store.inbox().append(&[event("before")], NOW).await.unwrap();
    limit_pages(&store, "200").await;
    let refused = store.inbox().append(&[large_event("1", 2_000_000)], NOW).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::DiskFull, "{refused:?}");
    assert_eq!(store.inbox().last_position(), Position(1));
    limit_pages(&store, "1000000").await;
    let again = store.inbox().append(&[event("before"), large_event("1", 2_000_000)], NOW).await.unwrap();
    assert_eq!((again.accepted, again.duplicates, again.last_position), (1, vec![0], Position(2)));
}

async fn a_backlog_over_its_bound_is_refused_until_the_lake_takes_some(home: Home) {
    let database = Database::open(&home.place()).await.unwrap();
    let state = InboxState::start_with(&database, None, Backlog::of_at_most(10_000), Limits::default()).await.unwrap();
    let inbox = Inbox::new(&database, &state);
    for number in 0..3 {
        inbox.append(&[large_event(&number.to_string(), 3_000)], NOW).await.unwrap();
    }
    let refused = inbox.append(&[large_event("3", 3_000)], NOW).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Busy, "{refused}");
    let small = inbox.append(&[event("4"), event("0")], NOW).await.unwrap();
    assert_eq!((small.accepted, small.last_position), (1, Position(4)), "what was refused took no position");
    inbox.trim(Position(2)).await.unwrap();
    let again = inbox.append(&[large_event("3", 3_000)], NOW).await.unwrap();
    assert_eq!(again.accepted, 1);
}

async fn when_nothing_is_written_for_seconds_a_caller_is_told_to_come_again(home: Home) {
    let database = Database::open(&home.place()).await.unwrap();
    let state = InboxState::start_with(&database, None, Backlog::new(None), Limits::default()).await.unwrap();
    let inbox = Inbox::new(&database, &state);
    // Somebody holds the turn, and each of these fills the room alone.
    let turn = database.begin_turn(crate::database::Turn::Inbox).await.unwrap();
    let large: Vec<Event> = (0..70).map(|number| large_event(&number.to_string(), 1 << 20)).collect();
    let first = inbox.append(&large, NOW);
    let second = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let refused = inbox.append(&[event("late")], NOW).await.unwrap_err();
        turn.rollback().await.unwrap();
        refused
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!(second.code(), ErrorCode::Busy, "{second}");
    assert_eq!(first.unwrap().accepted, 70, "what had room is done");
    assert_eq!(inbox.append(&[event("late")], NOW).await.unwrap().accepted, 1);
}

on_each_database!(
    a_backlog_over_its_bound_is_refused_until_the_lake_takes_some,
    when_nothing_is_written_for_seconds_a_caller_is_told_to_come_again,
);
