use otklik_core::Position;

use super::*;
use crate::compaction::CompactionLimits;
use crate::compaction::tests::{EAGER, NOON, events, rows, rows_of};

#[tokio::test]
async fn a_piece_of_an_import_comes_once_and_leaves_the_inbox_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let all = events(1..=900);
    lake.append(all[..100].to_vec(), Position(100), NOON).await.unwrap();
    assert_eq!(lake.import_piece("orders").await.unwrap(), None);
    assert_eq!(lake.append_bulk(all[100..500].to_vec(), "orders", 1, NOON).await.unwrap(), Some(400));
    assert_eq!(lake.append_bulk(all[100..500].to_vec(), "orders", 1, NOON).await.unwrap(), None);
    assert_eq!(lake.rows_at(Position(101)..=Position(500)).await.unwrap(), 400);
    drop(lake);
    let lake = Lake::open(folder.path()).await.unwrap();
    assert_eq!(lake.import_piece("orders").await.unwrap(), Some(1));
    assert_eq!(lake.append_bulk(all[100..500].to_vec(), "orders", 1, NOON).await.unwrap(), None);
    assert_eq!(lake.append_bulk(all[500..].to_vec(), "orders", 2, NOON).await.unwrap(), Some(400));
    assert_eq!(lake.snapshot().through, Position(100));
    let (sorted, tails) = lake.snapshot().file_counts();
    assert!(sorted >= 3 && tails == 1);
    while lake.compact_once(&EAGER, NOON).await.unwrap().is_some() {}
    assert_eq!(rows(&lake).await, rows_of(&all));
}

/// An import puts files into cells that a compactor cuts at the same time.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn imports_and_cuts_at_once_leave_no_cell_within_another() {
    let folder = tempfile::tempdir().unwrap();
    let lake = std::sync::Arc::new(Lake::open(folder.path()).await.unwrap());
    let all = events(1..=600);
    let compacting = tokio::spawn({
        let lake = std::sync::Arc::clone(&lake);
        async move {
            let limits = CompactionLimits { cell_rows: 80, ..EAGER };
            while lake.snapshot().rows < 600 || lake.compact_once(&limits, NOON).await.unwrap().is_some() {
                lake.compact_once(&limits, NOON).await.unwrap();
            }
        }
    });
    for (number, part) in all.chunks(100).enumerate() {
        assert_eq!(lake.append_bulk(part.to_vec(), "history", number as u64 + 1, NOON).await.unwrap(), Some(100));
        let cells: BTreeSet<Cell> = lake.snapshot().files.iter().filter_map(|file| file.cell).collect();
        assert!(!overlap(&cells), "{cells:?}");
    }
    compacting.await.unwrap();
    assert_eq!(rows(&lake).await, rows_of(&all));
}

fn at(resolved: &ResolvedEvent, further: i64) -> ResolvedEvent {
    ResolvedEvent { position: Position(resolved.position.0 + further), ..resolved.clone() }
}

#[tokio::test]
async fn what_tails_sorted_files_and_other_imports_have_is_left_out_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let all = events(1..=900);
    lake.append(all[..100].to_vec(), Position(100), NOON).await.unwrap();
    while lake.compact_once(&EAGER, NOON).await.unwrap().is_some() {}
    lake.append(all[100..200].to_vec(), Position(200), NOON).await.unwrap();
    assert_eq!(lake.append_bulk(all[200..300].to_vec(), "first", 1, NOON).await.unwrap(), Some(100));
    let grown: Vec<_> = all.iter().map(|resolved| at(resolved, 1_000)).collect();
    assert_eq!(lake.append_bulk(grown.clone(), "grown", 1, NOON).await.unwrap(), Some(600));
    assert_eq!(lake.append_bulk(grown.clone(), "grown", 1, NOON).await.unwrap(), None);
    assert_eq!(
        lake.rows_at(Position(1_001)..=Position(1_900)).await.unwrap(),
        600,
        "what the piece brought is found again"
    );
    lake.forget_known_ids();
    let version = lake.snapshot().version;
    assert_eq!(lake.append_bulk(grown, "again", 1, NOON).await.unwrap(), Some(0));
    assert_eq!((lake.snapshot().rows, lake.snapshot().version), (900, version), "nothing new is no commit");
}

/// Two programs import the same history, and a third one brings it over from its inbox.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_events_that_come_on_several_roads_at_once_are_there_once() {
    let folder = tempfile::tempdir().unwrap();
    let all = events(1..=2_000);
    let mut roads = tokio::task::JoinSet::new();
    for road in 0..3_i64 {
        let lake = Lake::open(folder.path()).await.unwrap();
        let own: Vec<_> = all.iter().map(|resolved| at(resolved, road * 10_000)).collect();
        roads.spawn(async move {
            let mut accepted = 0;
            for (number, part) in own.chunks(500).enumerate() {
                if road == 0 {
                    let through = part.last().unwrap().position;
                    accepted += 500 - lake.append_unknown(part.to_vec(), |_| true, through, NOON).await.unwrap();
                } else {
                    let import = format!("road {road}");
                    let taken = lake.append_bulk(part.to_vec(), &import, number as u64 + 1, NOON).await.unwrap();
                    accepted += taken.unwrap();
                }
            }
            accepted
        });
    }
    let accepted: u64 = roads.join_all().await.into_iter().sum();
    let lake = Lake::open(folder.path()).await.unwrap();
    assert_eq!((accepted, lake.snapshot().rows), (2_000, 2_000));
}
