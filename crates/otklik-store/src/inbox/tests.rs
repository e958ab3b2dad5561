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

async fn rows_small_and_large_are_trimmed_up_to_the_position_and_no_further(home: Home) {
    let store = home.open().await;
    let inbox = store.inbox();
    for number in 0..20 {
        inbox.append(&[event(&format!("small {number}"))], NOW).await.unwrap();
    }
    for number in 0..3 {
        inbox.append(&[large_event(&format!("large {number}"), 5 << 20)], NOW).await.unwrap();
    }
    inbox.trim(Position(22)).await.unwrap();
    let left = inbox.pending(Position(0), 10_000).await.unwrap();
    assert_eq!(left.iter().map(super::Batch::last_position).collect::<Vec<_>>(), [Position(23)]);
    assert_eq!(inbox.waiting(Position(0)).await.unwrap().events, 1);
    inbox.trim(Position(23)).await.unwrap();
    assert_eq!(inbox.pending(Position(0), 10_000).await.unwrap(), []);
}

#[test]
fn a_slice_is_whole_rows_of_about_four_mebibytes() {
    let slice = |rows: &[(i64, i64)]| super::last_of_slice(rows);
    assert_eq!(slice(&[]), None);
    assert_eq!(slice(&[(5, 100 << 20), (6, 1)]), Some(5), "a large row goes alone");
    assert_eq!(slice(&[(5, 1 << 20), (6, 1 << 20), (9, 2 << 20), (10, 1)]), Some(9));
    assert_eq!(slice(&[(5, 10), (6, 10)]), Some(6));
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
    rows_small_and_large_are_trimmed_up_to_the_position_and_no_further,
    when_nothing_is_written_for_seconds_a_caller_is_told_to_come_again,
);
