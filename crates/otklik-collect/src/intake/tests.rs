use std::path::Path;

use otklik_core::{Event, FixedClock, Position, Timestamp};

use super::*;

fn event(id: &str) -> Event {
    Event::new("till", id, "order_placed", otklik_core::Timestamp(0))
}

/// A server among several: the store is the others' too, its view of the lake is its own.
async fn server(name: &str, store: &Store, folder: &Path, clock: &Arc<FixedClock>) -> Intake {
    let lake = Arc::new(Lake::open(&folder.join("lake")).await.unwrap());
    let clock: Arc<dyn Clock> = Arc::clone(clock) as Arc<dyn Clock>;
    let mut server = Intake::new(store.clone(), lake, clock, name);
    server.lease.need();
    server
}

#[tokio::test]
async fn one_server_commits_the_others_see_it_and_one_of_them_takes_over_when_it_falls_silent() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let clock = Arc::new(FixedClock::at(Timestamp(1_780_000_000_000_000)));
    let one = server("one", &store, folder.path(), &clock).await;
    let two = server("two", &store, folder.path(), &clock).await;
    let append = |id| {
        let store = store.clone();
        async move { store.inbox().append(&[event(id)], otklik_core::Timestamp(0)).await.unwrap() }
    };
    append("1").await;
    assert!(one.run_in_turn().await.unwrap());
    assert!(two.run_in_turn().await.unwrap(), "nothing waits");
    assert_eq!(
        (two.lake.snapshot().through, two.lake.snapshot().rows),
        (Position(1), 1),
        "it looked at the lake again"
    );

    append("2").await;
    assert!(!two.run_in_turn().await.unwrap(), "it is the other's turn");
    clock.advance(Duration::from_secs(5));
    assert!(!two.run_in_turn().await.unwrap());
    clock.advance(Duration::from_secs(2));
    assert!(two.run_in_turn().await.unwrap(), "the one fell silent");
    assert_eq!(two.lake.snapshot().rows, 2);

    append("3").await;
    assert!(!one.run_in_turn().await.unwrap());
    two.finish().await.unwrap();
    append("4").await;
    assert!(one.run_in_turn().await.unwrap(), "the other let go");
    assert_eq!((one.lake.snapshot().through, one.lake.snapshot().rows), (Position(4), 4));
}

#[tokio::test]
async fn who_ends_leaves_the_rest_to_the_server_whose_turn_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let clock = Arc::new(FixedClock::at(Timestamp(1_780_000_000_000_000)));
    let one = server("one", &store, folder.path(), &clock).await;
    let two = server("two", &store, folder.path(), &clock).await;
    assert!(one.run_in_turn().await.unwrap());
    store.inbox().append(&[event("1")], otklik_core::Timestamp(0)).await.unwrap();
    two.finish().await.unwrap();
    assert_eq!(two.lake.fresh_snapshot().await.unwrap().rows, 0);
    one.finish().await.unwrap();
    assert_eq!(two.lake.fresh_snapshot().await.unwrap().rows, 1, "who has the turn brings over what waits");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bringing_over_what_waits_ends_though_events_keep_coming() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let intake =
        server("one", &store, folder.path(), &Arc::new(FixedClock::at(Timestamp(1_780_000_000_000_000)))).await;
    store.inbox().append(&[event("first")], otklik_core::Timestamp(0)).await.unwrap();
    let coming = tokio::spawn({
        let store = store.clone();
        async move {
            for number in 0.. {
                let single = event(&number.to_string());
                store.inbox().append(&[single], otklik_core::Timestamp(0)).await.unwrap();
            }
        }
    });
    for _ in 0..3 {
        let taken = tokio::time::timeout(Duration::from_secs(30), intake.run_once()).await;
        assert!(taken.expect("it has an end").unwrap() > 0);
    }
    coming.abort();
}
