//! Imports into a real store and lake: each event is there once and counted right, whenever the program is killed.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use otklik_collect::{Intake, Piece, Roads, Settled, Sink, SinkError, Taken};
use otklik_core::time::DAY_MICROS;
use otklik_core::{Clock, Event, FixedClock, Identifier, IdentifierKind, Timestamp};
use otklik_lake::{Column, Lake, Scan};
use otklik_store::Store;

use crate::still_clock;

/// One installation; opened again it is the same one after a restart.
struct Installation {
    store: Store,
    lake: Arc<Lake>,
    intake: Arc<Intake>,
    roads: Roads,
}

impl Installation {
    async fn open(folder: &tempfile::TempDir, clock: &Arc<FixedClock>) -> Self {
        let clock: Arc<dyn Clock> = Arc::clone(clock) as Arc<dyn Clock>;
        let store = Store::open(folder.path()).await.unwrap();
        let lake = Arc::new(Lake::open(&folder.path().join("lake")).await.unwrap());
        let intake = Arc::new(Intake::new(store.clone(), Arc::clone(&lake), Arc::clone(&clock), "test"));
        let roads = Roads::new(store.clone(), Arc::clone(&lake), Arc::clone(&intake), clock);
        Self { store, lake, intake, roads }
    }

    async fn restart(self, folder: &tempfile::TempDir, clock: &Arc<FixedClock>) -> Self {
        self.store.close().await;
        drop(self);
        Self::open(folder, clock).await
    }

    async fn import(&self, import: &str, number: u64, events: &[Event]) -> Taken {
        let mut piece = self.roads.prepare(events.to_vec(), None).await.unwrap();
        self.roads.settle(&mut piece).await.unwrap();
        self.roads.take(import, number, piece).await.unwrap()
    }

    /// The ids in the lake, in their order, after everything that waits was brought over.
    async fn ids(&self) -> Vec<String> {
        self.intake.run_once().await.unwrap();
        let mut ids = Vec::new();
        let snapshot = self.lake.fresh_snapshot().await.unwrap();
        let scan = Scan::of(&[Column::EventId]);
        let read = |batch: &otklik_lake::EventBatch| {
            ids.extend((0..batch.len()).filter_map(|row| batch.text(Column::EventId, row).map(str::to_owned)));
        };
        self.lake.scan(&snapshot, &scan, read).await.unwrap();
        ids.sort_unstable();
        ids
    }
}

fn event(number: u64, time: Timestamp) -> Event {
    let mut event = Event::new("till", format!("e{number:05}"), "visited", time);
    let value = format!("c{}", number % 40);
    event.identifiers = vec![Identifier { kind: IdentifierKind::External, value }];
    event.unit = format!("msk/shop-{}", number % 3).parse().ok();
    event
}

/// An event for each hour before now: the first ones are young.
fn history(count: u64) -> Vec<Event> {
    let hours_ago = |number: u64| super::now().plus_micros(-(number as i64) * DAY_MICROS / 24 - 1);
    (0..count).map(|number| event(number, hours_ago(number))).collect()
}

fn all_ids(count: u64) -> Vec<String> {
    (0..count).map(|number| format!("e{number:05}")).collect()
}

fn taken(accepted: u64, duplicates: u64) -> Taken {
    Taken { accepted, duplicates }
}

#[tokio::test]
async fn young_events_take_the_inbox_and_old_ones_the_wide_road_and_both_arrive_once() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), still_clock());
    let here = Installation::open(&folder, &clock).await;
    let mut events = history(300);
    events.extend(history(10));
    assert_eq!(here.import("one", 1, &events).await, taken(300, 10), "what comes twice in a piece counts once");
    let (in_lake, waiting) =
        (here.lake.snapshot().rows, here.store.inbox().waiting(otklik_core::Position(0)).await.unwrap());
    assert_eq!(
        (in_lake, waiting.events),
        (300 - 73, 73),
        "three days and the hour by which clocks may differ are young"
    );
    assert_eq!(here.ids().await, all_ids(300));
    assert_eq!(here.import("again", 1, &history(300)).await, taken(0, 300));
    assert_eq!(here.import("grown", 1, &history(340)).await, taken(40, 300));
    assert_eq!(here.ids().await, all_ids(340));
}

#[tokio::test]
async fn an_event_that_the_interface_received_young_is_not_imported_again_when_it_is_old() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), still_clock());
    let here = Installation::open(&folder, &clock).await;
    let received = history(50);
    here.store.inbox().append(&received, clock.now()).await.unwrap();
    // Nobody brought them over meanwhile, and positions were reserved, which no event will ever have.
    clock.advance(Duration::from_secs(30 * 86_400));
    here.store.inbox().reserve(1_000).await.unwrap();
    assert_eq!(here.import("one", 1, &received).await, taken(0, 50));
    assert_eq!(here.ids().await, all_ids(50));
    // And the other way round: what was imported is not taken again when it is sent.
    let late: Vec<Event> = (100..150).map(|number| event(number, super::now())).collect();
    assert_eq!(here.import("late", 1, &late).await, taken(50, 0));
    here.store.inbox().append(&late, clock.now()).await.unwrap();
    assert_eq!(here.ids().await.len(), 100);
}

/// Kills an import between everything that it does, and lets the restarted program repeat it.
#[tokio::test]
async fn a_piece_that_was_cut_off_anywhere_comes_once_and_is_counted_right() {
    for killed_after in ["settling", "the inbox", "the commit"] {
        let (folder, clock) = (tempfile::tempdir().unwrap(), still_clock());
        let here = Installation::open(&folder, &clock).await;
        // Some are known before, by either road.
        here.import("earlier", 1, &history(300)[70..90]).await;
        let events = history(300);
        let mut piece = here.roads.prepare(events.clone(), None).await.unwrap();
        here.roads.settle(&mut piece).await.unwrap();
        let settled = piece.settled;
        match killed_after {
            "settling" => {}
            "the inbox" => {
                let young = Piece { old: Vec::new(), positions: 0, ..piece };
                here.roads.take("cut off", 1, young).await.unwrap();
            }
            _ => assert_eq!(here.roads.take("cut off", 1, piece).await.unwrap(), taken(280, 20)),
        }
        let here = here.restart(&folder, &clock).await;
        // A day later some that were young are old; what was settled stays settled.
        clock.advance(Duration::from_secs(86_400));
        here.intake.run_once().await.unwrap();
        while here.lake.compact_once(&Default::default(), clock.now()).await.unwrap().is_some() {}
        let mut piece = here.roads.prepare(events, Some(settled)).await.unwrap();
        here.roads.settle(&mut piece).await.unwrap();
        assert_eq!(piece.settled, settled);
        assert_eq!(here.roads.take("cut off", 1, piece).await.unwrap(), taken(280, 20), "killed after {killed_after}");
        assert_eq!(here.ids().await, all_ids(300), "killed after {killed_after}");
        assert_eq!(here.import("next", 1, &history(310)).await, taken(10, 300));
    }
}

#[tokio::test]
async fn pieces_of_one_import_know_each_other_by_their_numbers() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), still_clock());
    let here = Installation::open(&folder, &clock).await;
    let events = history(900);
    for (number, part) in (1..).zip(events[100..].chunks(200)) {
        assert_eq!(here.import("one", number, part).await, taken(200, 0));
    }
    assert_eq!(here.lake.import_piece("one").await.unwrap(), Some(4));
    assert_eq!(here.ids().await, all_ids(900)[100..]);
}

/// Imports into real roads in small pieces, and dies at a chosen step.
struct Mortal {
    roads: Roads,
    steps: AtomicU64,
    dies_at: u64,
    settled: Mutex<Vec<Settled>>,
}

impl Mortal {
    async fn step(&self) {
        if self.steps.fetch_add(1, Ordering::SeqCst) >= self.dies_at {
            std::future::pending::<()>().await;
        }
    }
}

#[async_trait::async_trait]
impl Sink for Mortal {
    fn events_per_piece(&self) -> usize {
        20_000
    }

    async fn prepare(&self, events: Vec<Event>, before: Option<Settled>) -> Result<Piece, SinkError> {
        self.roads.prepare(events, before).await
    }

    async fn settle(&self, piece: &mut Piece) -> Result<(), SinkError> {
        self.step().await;
        self.roads.settle(piece).await?;
        self.settled.lock().unwrap().push(piece.settled);
        Ok(())
    }

    async fn take(&self, import: &str, number: u64, piece: Piece) -> Result<Taken, SinkError> {
        self.step().await;
        let taken = self.roads.take(import, number, piece).await;
        self.step().await;
        taken
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_at_the_desk_that_is_killed_at_any_step_ends_with_each_event_once_and_right_counts() {
    use otklik_collect::{ImportDesk, ImportStage, Known};
    const ROWS: u64 = 45_000;
    // Three pieces of three steps each.
    for dies_at in [0, 1, 2, 4, 5, 8] {
        let (folder, clock) = (tempfile::tempdir().unwrap(), still_clock());
        let mut text = String::from("visit_id,customer,time\n");
        (0..ROWS).for_each(|row| {
            text.push_str(&format!("v{0},c{0},2026-05-{1:02} 10:00\n", row % 44_000, row % 44_000 % 31 + 1));
        });
        let mut id = String::new();
        let mut done = None;
        for dies_at in [dies_at, u64::MAX] {
            let Installation { store, lake, intake, roads } = Installation::open(&folder, &clock).await;
            let sink = Arc::new(Mortal { roads, steps: AtomicU64::new(0), dies_at, settled: Mutex::default() });
            let desk = ImportDesk::new(
                folder.path(),
                store.clone(),
                Arc::clone(&sink) as Arc<dyn Sink>,
                Arc::clone(&clock) as Arc<dyn Clock>,
            );
            if id.is_empty() {
                id = desk.begin("anna@example.com").await.unwrap().id;
                let mut receiving = desk.receive(&id, "visits.csv", 1 << 30).await.unwrap();
                receiving.write(text.as_bytes()).unwrap();
                receiving.finish().unwrap();
                desk.guess(&id, Known::default()).await.unwrap();
                desk.run(&id).await.unwrap();
                while sink.steps.load(Ordering::SeqCst) <= dies_at {
                    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                }
            } else {
                let mut state = desk.show(&id).await.unwrap();
                let cut_off = state.piece;
                desk.resume().await.unwrap();
                while state.stage == ImportStage::Running {
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                    state = desk.show(&id).await.unwrap();
                }
                let first = sink.settled.lock().unwrap()[0];
                assert!(cut_off.is_none_or(|piece| piece.settled == first), "what was settled is done again");
                intake.run_once().await.unwrap();
                done = Some((state.stage, state.progress.accepted, state.progress.duplicates, lake.snapshot().rows));
            }
            store.close().await;
        }
        assert_eq!(done, Some((ImportStage::Done, 44_000, 1_000, 44_000)), "killed at step {dies_at}");
    }
}
